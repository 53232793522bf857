"""The few words of this project that mean one thing everywhere: statuses, verdicts, reasons, units, and how each is said.

Separate, so that a status or a verdict is worded in one place. What comes in is a key; what goes out is plain text.
"""

from dataclasses import dataclass

SITE_TITLE = "How the Soviet economy held in 1942, and what it cost"
PAPER = "harrison2008"  # key of the work that is retold


@dataclass(frozen=True)
class Status:
    """How a figure was reached: in words, what a source line says before the work and behind it, and what marks it."""

    words: str
    lead: str
    behind: str
    meaning: str
    mark: str = ""


# From the surest to the least sure; a derived figure takes the last that occurs among its inputs.
STATUSES = {
    "stated": Status("stated in the paper", "stated in", "", "given in the paper's own text"),
    "read": Status("read in the source", "", "", "read in the work itself, or in its author's own file"),
    "copied": Status(
        "read in a copy",
        "",
        "read in a copy",
        "read in a copy of the work that others made: an export of the author's spreadsheet, a transcription, a web text; "
        "the page of sources says which copy",
    ),
    "relayed": Status(
        "quoted at second hand",
        "",
        "quoted at second hand",
        "read where another work or page quotes the source; both are named",
        "*",
    ),
    "unverified": Status(
        "from memory, not yet checked",
        "from memory, to be checked against",
        "",
        "set down from memory of a printed table, and not yet read against a copy; the note names the test that it passed",
        "○",
    ),
}


# Statuses that a drawing shows as less than sure: pale, hollow or outlined.
NOT_SURE = ("relayed", "unverified")


def weakest(statuses) -> str:
    """The least sure of some statuses."""
    return max(statuses, key=tuple(STATUSES).index)


@dataclass(frozen=True)
class Verdict:
    """What a test made of a statement: in words, short, and as a sign."""

    words: str
    short: str
    mark: str


VERDICTS = {
    "agrees": Verdict("agrees", "agrees", "✓"),
    "agrees-within-wording": Verdict("agrees within the wording", "roughly", "≈"),
    "differs": Verdict("differs from the paper", "differs", "◆"),
    "unverified": Verdict("rests on figures from memory", "from memory", "○"),
    "not-checked": Verdict("not checked", "not checked", "·"),
    "judgement": Verdict("a judgement that no figure could settle", "judgement", "–"),
}
AGREED = ("agrees", "agrees-within-wording")
# Why a statement is not tested, and the verdict that follows.
REASONS = {
    "circular": "the figure at hand was accepted because it fits this statement, so it cannot confirm it",
    "no-figure": "no figure at hand can decide it",
    "repeated": "the statement can only be repeated: no independent figure is at hand",
    "judgement": "no figure could settle it",
}
# What a statement was tested against: whether agreement tests the retelling alone, or the statement.
TESTS = {
    "same-source": "the author’s own tables, or the work that the paper cites, in whatever edition: this tests the retelling",
    "other-source": "a work that does not rest on the author’s tables or on the work that the paper cites",
}
# What a reader is shown: agreement by the kind of test, everything else by its verdict.
GRADES = {
    "same-source": Verdict("matches the author’s own tables or sources", "author’s tables or sources", "="),
    "other-source": Verdict("agrees with another source", "another source", "✓"),
    "differs": VERDICTS["differs"],
    "unverified": VERDICTS["unverified"],
    "not-checked": VERDICTS["not-checked"],
    "judgement": VERDICTS["judgement"],
}


def grade_of(verdict: str, test: str) -> str:
    """The key of GRADES for a verdict and the kind of its test."""
    return test if verdict in AGREED else verdict


# Unit → (decimals at the most, words). Typed figures keep their own digits up to that number of decimals.
UNITS = {
    "1990_dollars": (0, "international dollars of 1990"),
    "bn_1990_dollars": (1, "billion international dollars of 1990"),
    "bn_rub_1937": (1, "billion rubles at 1937 factor cost"),
    "bn_usd_1944": (1, "billion dollars at US munitions prices of 1944"),
    "index_1940": (1, "1940 = 100"),
    "per_cent_of_1940": (1, "per cent of the GNP of 1940"),
    "index_1938": (1, "1938 = 100"),
    "per_cent": (1, "per cent"),
    "share": (1, "per cent"),
    "ratio": (2, "to one"),
    "thirds": (0, "thirds"),
    "thousand": (1, "thousand"),
    "thousand_pieces": (1, "thousand"),
    "thousand_persons": (0, "thousand persons"),
    "pieces": (0, "pieces"),
    "pieces_for_10000_men": (0, "for every 10,000 soldiers"),
    "units": (0, "units"),
    "months": (0, "months"),
    "million": (2, "million"),
    "million_persons": (1, "million persons"),
    "million_head": (1, "million head"),
    "million_tonnes": (1, "million tonnes"),
    "million_hectares": (1, "million hectares"),
    "thousand_tonnes": (1, "thousand tonnes"),
    "thousand_usd": (0, "thousand current dollars"),
    "million_miles": (1, "million miles"),
    "centners_a_hectare": (1, "centners a hectare"),
    "tonnes_a_hectare": (3, "tonnes a hectare"),
    "million_poods": (0, "million poods"),
    "persons": (0, "persons"),
    "persons_a_day": (0, "persons a day"),
    "thousand_rubles": (1, "thousand rubles"),
    "thousand_rubles_a_head": (2, "thousand rubles per head"),
    "rubles": (0, "rubles"),
    "points": (1, "points"),
}
