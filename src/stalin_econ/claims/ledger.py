"""The file claims.toml into claims: what the paper says, what the tables say of it, and the verdict by rule.

Every fault is reported at the line of its entry. Separate from the gate, which holds the verdicts accepted in the file
against those by rule.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from ..faults import InputError, Problem, line_at, require
from ..formats import toml_of
from ..layout import CHAPTERS, DATA, LEDGER, Sources, inside, text_of
from ..measures.accounts import Tables
from ..measures.series import NoSuchCell
from ..vocabulary import AGREED, GRADES, VERDICTS, grade_of
from . import CLAIMS
from .entries import entry_faults
from .finding import Finding, Functions, cells_of, judged
from .verdict import leaning, verdict_of

ID = re.compile(r"""^[ \t]*id[ \t]*=[ \t]*["']([^"'\n]*)["']""", flags=re.M)
HEAD = re.compile(r"^[ \t]*\[\[[ \t]*claim[ \t]*\]\]", flags=re.M)


@dataclass(frozen=True)
class Claim:
    """A statement of the paper in our words, what the tables say of it, and the verdict that follows."""

    entry: dict
    line: int
    findings: tuple[Finding, ...]
    verdict: str

    @property
    def id(self) -> str:
        return self.entry["id"]

    @property
    def kind(self) -> str:
        """What the statement was tested against, a key of TESTS; empty where it was not."""
        return self.entry.get("test", "")

    @property
    def grade(self) -> str:
        """What a reader is shown, a key of GRADES."""
        return grade_of(self.verdict, self.kind)

    @property
    def mark(self) -> str:
        """The sign of the grade, or that of agreement within the wording."""
        return (VERDICTS[self.verdict] if self.verdict == AGREED[1] else GRADES[self.grade]).mark

    @property
    def contrary(self) -> tuple[Finding, ...]:
        """The findings that go against the statement: by the rule, or as its function says."""
        comparable = "reason" not in self.entry or self.entry["reason"] == "circular"
        return tuple(
            found
            for found in self.findings
            if found.against or (comparable and leaning(self.entry, found) == "differs")
        )

    @property
    def contested(self) -> bool:
        """Whether a test at hand goes against it, whatever the verdict."""
        return bool(self.contrary)

    @property
    def outcome(self) -> str:
        """The verdict in words, that of agreement with what it agrees with."""
        return GRADES[self.grade].words

    @property
    def words(self) -> str:
        """The outcome, and whether it agrees within the wording alone."""
        return self.outcome + (", within the wording" if self.verdict == AGREED[1] else "")

    @property
    def short(self) -> str:
        """The statement in a line."""
        return self.entry.get("short", self.entry["statement"].removesuffix("."))

    @property
    def cells(self) -> tuple[str, ...]:
        """Addresses of all cells that the verdict rests on."""
        return cells_of(judged(self.entry, self.findings))

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables that the claim bears on: those of its findings, or else those that the ledger names."""
        found = dict.fromkeys(cell.partition("#")[0] for cell in cells_of(self.findings))
        return tuple(found or self.entry.get("tables", ()))


def blocks(text: str) -> list[tuple[int, int]]:
    """Where the text of each entry begins and ends, in the order of the file."""
    starts = [head.start() for head in HEAD.finditer(text)]
    return list(pairwise([*starts, len(text)]))


def block_of(text: str, claim_id: str) -> tuple[int, int]:
    """Where the text of a claim's entry begins and ends; nothing where none has this id."""
    named = ((start, end, ID.search(text, start, end)) for start, end in blocks(text))
    return next(((start, end) for start, end, found in named if found and found[1] == claim_id), (0, 0))


def entry_lines(text: str) -> list[int]:
    """The line of each entry: that of its id, or else of its head."""
    places = [found.start() if (found := ID.search(text, *block)) else block[0] for block in blocks(text)]
    return [line_at(text, place) for place in places]


def parsed(text: str) -> list[dict]:
    """The [[claim]] tables of the file; InputError where it holds anything else."""
    content = toml_of(text, LEDGER)
    entries = content.get("claim")
    if set(content) != {"claim"} or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise InputError([Problem(LEDGER, 1, "a list of [[claim]] tables is wanted, and nothing else")])
    return entries


def read_entries(sources: Sources, tables: Tables, functions: Functions = CLAIMS) -> list[tuple[dict, int]]:
    """The entries of claims.toml, each with its line; InputError where the file or an entry is not as it should be."""
    text = text_of(sources, LEDGER)
    entries = parsed(text)
    lines = entry_lines(text)
    placed = list(zip(entries, lines if len(lines) == len(entries) else [1] * len(entries), strict=True))
    chapters = {path.removeprefix(CHAPTERS).removesuffix(".md") for path in inside(sources, CHAPTERS, ".md")}
    faults, seen = [], set()
    for entry, line in placed:
        claim_id = str(entry.get("id"))
        found = entry_faults(entry, chapters, tables, functions) + ["the id stands twice"] * (claim_id in seen)
        faults += [Problem(LEDGER, line, f"claim {claim_id}: {fault}") for fault in found]
        seen.add(claim_id)
    faults += [Problem(LEDGER, 1, f"claim {i} has a function but no entry") for i in functions if i not in seen]
    require(faults)
    return placed


def evaluate(entry: dict, line: int, tables: Tables, functions: Functions = CLAIMS) -> Claim:
    """A claim with its findings and the verdict by rule; KeyError or ZeroDivisionError where a cell is missing or nil."""
    function = functions.get(entry["id"])
    findings = tuple(function(tables)) if function else ()
    return Claim(entry, line, findings, verdict_of(entry, findings, tables))


def computing_fault(error: Exception, entry: dict, line: int, tables: Tables) -> Problem:
    """What stopped a claim from being computed: at its table where a row is missing, else at its entry."""
    if isinstance(error, NoSuchCell):
        return Problem(f"{DATA}{tables[error.table].meta['path']}", 1, f"claim {entry['id']}: {error.args[0]}")
    if isinstance(error, ZeroDivisionError):
        return Problem(LEDGER, line, f"claim {entry['id']}: a figure is nil that another is divided by")
    words = str(error.args[0])
    return Problem(LEDGER, line, f"claim {entry['id']}: {words if ' ' in words else f'there is no {words!r}'}")


def unit_faults(claim: Claim) -> list[Problem]:
    """A claim that is compared names the unit of its finding."""
    entry = claim.entry
    if "reason" in entry or not claim.findings or entry["unit"] == claim.findings[0].quantity.unit:
        return []
    found = claim.findings[0].quantity.unit
    return [Problem(LEDGER, claim.line, f"claim {claim.id}: unit {entry['unit']!r}: the finding is in {found!r}")]


def read_claims(sources: Sources, tables: Tables, functions: Functions = CLAIMS) -> list[Claim]:
    """All claims in the order of the ledger; InputError where one finds no cell to rest on."""
    claims, faults = [], []
    for entry, line in read_entries(sources, tables, functions):
        try:
            claims.append(evaluate(entry, line, tables, functions))
        except (KeyError, ZeroDivisionError, ValueError) as error:
            faults.append(computing_fault(error, entry, line, tables))
    require([*faults, *(fault for claim in claims for fault in unit_faults(claim))])
    return claims
