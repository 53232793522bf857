"""The ledger: verdicts by rule, a gate that no change of verdict passes, and words that show what is checked.

The machinery is tried on a ledger of two claims and a table of two rows, held in memory; the real ledger is tried in
`test_ledger.py`.
"""

import pytest

from stalin_econ.claims.entries import numbers_in, words_faults
from stalin_econ.claims.finding import Finding
from stalin_econ.claims.gate import accepted, gate
from stalin_econ.claims.ledger import Claim, read_claims
from stalin_econ.claims.verdict import compare, leaning, verdict_of
from stalin_econ.data.tables import read_tables
from stalin_econ.faults import InputError
from stalin_econ.measures.series import Quantity, fall, pick

LEDGER, CHANGELOG, STEEL = "data/claims.toml", "CHANGELOG.md", "data/steel.csv"
TINY = {
    LEDGER: b"""\
[[claim]]
id = "steel-halved"
section = "01-steel"
statement = "The output of steel halved."
words = "by around 50 per cent"
figure = 50
unit = "per_cent"
relation = "about"
exact = 0.5
tolerance = 3
why = "Around allows three points."
test = "other-source"
verdict = "agrees-within-wording"

[[claim]]
id = "steel-good"
section = "01-steel"
statement = "The steel was good."
words = "good"
tables = ["steel"]
reason = "judgement"
verdict = "judgement"
""",
    STEEL: b"year,steel_mt,source,locator,status,note\n1940,20.0,book,p. 1,read,\n1942,9.6,book,p. 1,read,\n",
    CHANGELOG: "# Changelog\n\n## 1.0.0 – 2001-01-01\n\n- First.\n".encode(),
    "templates/chapters/01-steel.md": b"# Steel\n",
}
FIELDS = [{"name": n, "type": "string"} for n in ("source", "locator", "status", "note")]
FIELDS = [
    {"name": "year", "type": "integer"},
    {"name": "steel_mt", "type": "number", "unit": "million_tonnes"},
    *FIELDS,
]
PACKAGE = {"resources": [{"name": "steel", "path": "steel.csv", "schema": {"fields": FIELDS, "primaryKey": ["year"]}}]}


def steel_halved(tables) -> list[Finding]:
    before, after = (pick(tables["steel"], year=year) for year in (1940, 1942))
    return [Finding(fall(after, before), "fall of steel")]


FUNCTIONS = {"steel-halved": steel_halved}


def damaged(path: str = "", old: str = "", new: str = "") -> dict[str, bytes]:
    """The tiny sources with some words of a file replaced once."""
    text = TINY.get(path, b"").decode()
    assert old in text, f"{old!r} is not in {path}"
    return {**TINY, **({path: text.replace(old, new, 1).encode()} if path else {})}


def read_tiny(sources) -> tuple[list[Claim], dict]:
    """Claims and tables of tiny sources."""
    tables = read_tables(sources, PACKAGE)
    return read_claims(sources, tables, FUNCTIONS), tables


def messages(sources) -> list[str]:
    """What the gate says of tiny sources, or the faults for which they cannot be read."""
    try:
        return [str(problem) for problem in gate(*read_tiny(sources))]
    except InputError as error:
        return [str(problem) for problem in error.problems]


# --- the rule -----------------------------------------------------------------------------------------------------


def entry(**changes) -> dict:
    return {"id": "x", "figure": 60, "unit": "per_cent", "relation": "about", "exact": 0.5, "tolerance": 3} | changes


@pytest.mark.parametrize(
    ("changes", "values", "verdict"),
    [
        ({}, [60.4], "agrees"),
        ({}, [60.6], "agrees-within-wording"),
        ({}, [63], "agrees-within-wording"),
        ({}, [63.1], "differs"),
        ({"relation": "more than", "exact": 0, "tolerance": 0}, [60.1], "agrees"),
        ({"relation": "more than", "exact": 0, "tolerance": 0}, [60], "differs"),
        ({"relation": "more than", "exact": 0, "tolerance": 1}, [59.5], "agrees-within-wording"),
        ({"relation": "at least", "exact": 0, "tolerance": 0}, [60], "agrees"),
        ({"relation": "at least", "exact": 0, "tolerance": 1}, [58], "differs"),
        ({"relation": "at most", "exact": 0, "tolerance": 0}, [60], "agrees"),
        ({"relation": "at most", "exact": 0, "tolerance": 0}, [60.1], "differs"),
        ({"relation": "less than", "exact": 0, "tolerance": 0}, [59], "agrees"),
        ({"relation": "less than", "exact": 0, "tolerance": 0}, [60], "differs"),
        ({"relation": "nearly"}, [58], "agrees-within-wording"),
        ({"relation": "nearly"}, [61], "differs"),
        ({"relation": "range", "high": 70, "tolerance": 1}, [60, 70], "agrees"),
        ({"relation": "range", "high": 70, "tolerance": 1}, [60, 71], "agrees-within-wording"),
        ({"relation": "range", "high": 70, "tolerance": 1}, [55, 70], "differs"),
        ({"relation": "range", "high": 70, "tolerance": 1}, [60], "differs"),
    ],
)
def test_verdict_follows_from_the_rule(changes, values, verdict):
    assert compare(entry(**changes), values) == verdict


@pytest.mark.parametrize(
    ("row", "changed", "verdict"),
    [
        ("1942,9.6", "1942,9.6", "agrees-within-wording"),
        ("1942,9.6", "1942,10.0", "agrees"),
        ("1942,9.6", "1942,12.0", "differs"),
        ("p. 1,read,\n1942", "p. 1,unverified,\n1942", "unverified"),
        ("p. 1,read,\n1942", "p. 1,read,fits claim:steel-halved\n1942", "not-checked"),
        ("p. 1,read,\n1942", "p. 1,read,fits claim:steel-halved-twice\n1942", "agrees-within-wording"),
    ],
)
def test_verdict_follows_from_the_cells(row, changed, verdict):
    claims, _ = read_tiny(damaged(STEEL, row, changed))
    assert claims[0].verdict == verdict


def test_a_range_is_judged_by_both_ends():
    _, tables = read_tiny(TINY)
    low, high = (Finding(Quantity(v, "per_cent", s, ())) for v, s in ((60, "read"), (70, "unverified")))
    wanted = entry(relation="range", high=70)
    assert verdict_of(wanted, [low, high], tables) == "unverified"
    assert verdict_of(entry(), [low, high], tables) == "agrees"
    assert leaning(wanted, high) == ""


def test_a_verdict_that_turns_on_our_reading_is_agreement_within_the_wording_and_never_a_difference():
    _, tables = read_tiny(TINY)
    ours = entry(reading="As the average of the year.")
    for value, verdict in ((60, "agrees-within-wording"), (62, "agrees-within-wording"), (70, "not-checked")):
        assert verdict_of(ours, [Finding(Quantity(value, "per_cent", "read", ()))], tables) == verdict


def test_one_finding_leans_only_where_the_unit_is_that_of_the_statement():
    assert leaning(entry(), Finding(Quantity(60, "per_cent", "unverified", ()))) == "agrees"
    assert leaning(entry(), Finding(Quantity(60, "ratio", "read", ()))) == ""


# --- the gate -----------------------------------------------------------------------------------------------------


def test_the_gate_is_silent_where_the_verdict_is_the_accepted_one():
    assert messages(TINY) == []


def test_the_gate_says_in_one_line_what_the_tables_say_now():
    assert messages(damaged(STEEL, "1942,9.6", "1942,12.0")) == [
        "data/claims.toml:2: claim steel-halved: accepted 'agrees-within-wording', now 'differs': 40.0 per cent, fall of "
        "steel (the statement: about 50); rests on steel#1940, steel#1942. If that is right: "
        "python build.py --accept steel-halved"
    ]


def test_the_gate_marks_cells_that_nobody_has_checked():
    (line,) = messages(damaged(STEEL, "p. 1,read,\n1942", "p. 1,unverified,\n1942"))
    assert "now 'unverified'" in line and "rests on steel#1940 (unverified), steel#1942." in line


def test_the_gate_gives_the_reason_of_a_claim_that_is_not_checked():
    (line,) = messages(damaged(LEDGER, 'verdict = "judgement"', 'verdict = "agrees"'))
    assert "claim steel-good: accepted 'agrees', now 'judgement': no figure could settle it" in line


def test_a_verdict_that_a_circle_forbids_cannot_be_accepted():
    (line,) = messages(damaged(STEEL, "read,\n1942", "read,fits claim:steel-halved\n1942"))
    assert "cannot be accepted, as steel#1940 was admitted on this claim" in line and "--accept" not in line


@pytest.mark.parametrize("first", [False, True], ids=["verdict last", "verdict before the id"])
def test_an_accepted_verdict_passes_the_gate_and_is_told_in_the_changelog(first):
    sources = damaged(STEEL, "1942,9.6", "1942,12.0")
    if first:
        kept = 'verdict = "agrees-within-wording"\n'
        text = sources[LEDGER].decode().replace(kept, "", 1)
        sources[LEDGER] = text.replace("[[claim]]\n", f"[[claim]]\n{kept}", 1).encode()
    claims, _ = read_tiny(sources)
    changed = accepted(sources, claims[0])
    assert messages({**sources, **changed}) == []
    assert changed[LEDGER].decode().replace("differs", "agrees-within-wording") == sources[LEDGER].decode()
    told = "- Claim `steel-halved`: verdict changed from “agrees-within-wording” to “differs”.\n"
    assert changed[CHANGELOG].decode() == f"# Changelog\n\n## Unreleased\n\n{told}\n## 1.0.0 – 2001-01-01\n\n- First.\n"


def test_a_verdict_that_is_not_found_in_the_file_is_not_accepted_in_silence():
    (claim, _), _ = read_tiny(TINY)
    with pytest.raises(InputError, match="no line 'verdict = …'"):
        accepted({**TINY, LEDGER: b"claim = []\n"}, claim)


# --- the file -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('verdict = "agrees-within-wording"', 'verdict = "fine"', 2, "'fine' is not one of"),
        ('why = "', 'reson = "', 2, "unknown key 'reson'"),
        ('words = "good"\n', "", 16, "'words' is a required property"),
        ('words = "good"', "words = []", 16, "[] is not of type 'string'"),
        ('relation = "about"', 'relation = "above"', 2, "'above' is not one of"),
        ('relation = "about"\n', "", 2, "are given together or not at all"),
        ('reason = "judgement"\n', "", 16, "a claim without a reason has figure, unit, relation and why"),
        ('reason = "judgement"', 'reason = "because"', 16, "'because' is not one of"),
        ('unit = "per_cent"', 'unit = "percent"', 2, "'percent' is not one of"),
        ('unit = "per_cent"', 'unit = "ratio"', 2, "unit 'ratio': the finding is in 'per_cent'"),
        ("figure = 50\n", 'figure = "50"\n', 2, "'50' is not of type 'number'"),
        ("figure = 50\n", f"figure = {'9' * 400}\n", 2, "key 'figure': 9999"),
        ("exact = 0.5\n", "exact = -1\n", 2, "-1 is less than the minimum of 0"),
        ("around 50 per cent", "around 60 per cent", 2, "the figure checked is [50]"),
        ("around 50 per cent", "around half", 2, "'half' cannot be held against the figure"),
        ('section = "01', 'section = "09', 2, "is no chapter"),
        ('tables = ["steel"]', 'tables = ["iron"]', 16, "table 'iron' is not in the data package"),
        ('section = "01', 'tables = ["steel"]\nsection = "01', 2, "the tables follow from what its function finds"),
        ('reason = "judgement"\n', 'figure = 1\nunit = "ratio"\nrelation = "about"\nwhy = "So."\n', 16, "no function"),
        ('id = "steel-good"', 'id = "steel-halved"', 16, "stands twice"),
        ('id = "steel-good"\n', "", 15, "'id' is a required property"),
        ('id = "steel-halved"', 'id = "steel-fell"', 1, "claim steel-halved has a function but no entry"),
        ('test = "other-source"\n', "", 2, "a tested claim says what it is tested against"),
        ('test = "other-source"', 'test = "both"', 2, "'both' is not one of"),
        ('why = "', 'ours = true\nwhy = "', 2, "key 'ours': a number stands in the statement"),
        ("by around 50 per cent", "by much", 2, "the threshold is ours: ours = true is wanted"),
        (
            'reason = "judgement"',
            'test = "other-source"\nreason = "judgement"',
            16,
            "key 'test': the claim is not tested",
        ),
        ('reason = "judgement"', 'reason = "no-figure"', 16, "keys 'needs', in short, and 'settle' are wanted"),
        (
            'tolerance = 3\nwhy = "Around allows three points."',
            'tolerance = 3\nwhy = "So."\nreason = "judgement"',
            2,
            "a judgement has no finding",
        ),
        ("The steel was good.", "The steel was " + "very " * 12 + "good.", 16, "key 'short' is wanted"),
        ("figure = 50\n", "figure = fifty\n", 6, "not valid TOML"),
        ("[[claim]]\n", "[claims]\n", 1, "a list of [[claim]] tables is wanted"),
    ],
)
def test_faults_of_the_ledger_name_line_and_claim(old, new, line, words):
    found = messages(damaged(LEDGER, old, new))
    assert any(f.startswith(f"data/claims.toml:{line}: ") and words in f for f in found), found


def test_a_ledger_written_as_a_list_of_inline_tables_is_read_all_the_same():
    inline = (
        b"claim = [{id = 'steel-good', section = '01-steel', statement = 'Good.', words = 'g', verdict = 'agrees'}]"
    )
    assert messages({**TINY, LEDGER: inline}) == [
        "data/claims.toml:1: claim steel-good: a claim without a reason has figure, unit, relation and why",
        "data/claims.toml:1: claim steel-halved has a function but no entry",
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("1942,9.6", "1943,9.6", "data/steel.csv:1: claim steel-halved: table steel has 0 rows with year=1942"),
        ("1940,20.0", "1940,0", "data/claims.toml:2: claim steel-halved: a figure is nil that another is divided by"),
    ],
)
def test_a_claim_that_cannot_be_computed_says_what_is_missing(old, new, line):
    assert [m[: len(line)] for m in messages(damaged(STEEL, old, new))] == [line]


def test_words_show_the_figure_that_is_checked():
    assert numbers_in("more than 40,000 military aircraft") == [40000]
    assert numbers_in("rose from 1938 as in the 1920s") == []
    assert numbers_in("by one third") == [pytest.approx(33.33, abs=0.01)]
    assert words_faults(entry(words="around 50 per cent"))
    assert not words_faults(entry(words="around 60 per cent"))


def test_a_claim_bears_on_the_tables_of_its_findings_or_on_those_that_the_ledger_names():
    claims, _ = read_tiny(TINY)
    assert [claim.tables for claim in claims] == [("steel",), ("steel",)]
    assert claims[0].cells == ("steel#1940", "steel#1942") and claims[1].cells == ()
