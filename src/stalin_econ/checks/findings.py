"""Tests that a reading did not pass, and those of them that somebody accepted in data/findings.toml, with a reason.

What comes in are tables and sources; what goes out are findings, problems, or the files in which a finding was accepted. A
test on which figures were admitted unread binds those alone: what was read may break it, once somebody says why.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ..changelog import with_line
from ..faults import WORDS as TEXT
from ..faults import InputError, Problem, line_at, schema_faults
from ..formats import toml_of
from ..layout import CHANGELOG, FINDINGS, Sources, text_of
from ..measures import display
from ..measures.accounts import Tables
from .rule import Miss, problem_at, read_cells
from .run import RULES, Rules, tried

# An entry of data/findings.toml, as JSON Schema.
ENTRY = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "result", "reason"],
    "properties": {"id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*\\Z"}, "result": TEXT, "reason": TEXT},
}
HEAD = re.compile(r"^[ \t]*\[\[[ \t]*finding[ \t]*\]\]", flags=re.M)


@dataclass(frozen=True)
class Finding:
    """A test that a reading did not pass: what came out and what was wanted, the cells under test and those that were read.

    `reason` says why it was accepted; it is empty while it is not.
    """

    id: str
    result: str
    wanted: str
    cells: tuple[str, ...]
    read: tuple[str, ...]
    reason: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.result}; {self.wanted}"

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables in which it was read, on whose pages it is shown."""
        return tuple(dict.fromkeys(cell.partition("#")[0] for cell in self.read))


def findings(tables: Tables, rules: Rules = RULES) -> tuple[Finding, ...]:
    """Every miss of a test in which some figure was read, in the order of the tests."""
    misses = (miss for test in rules.tests for miss in tried(test, tables)[0])
    return tuple(finding_of(miss, read) for miss in misses if (read := read_cells(miss, tables)))


def finding_of(miss: Miss, read: tuple[str, ...]) -> Finding:
    """A miss as a finding."""
    return Finding(miss.id, miss.result, miss.wanted, miss.cells, read)


def entries(sources: Sources) -> list[tuple[dict, int]]:
    """The entries of findings.toml, each with its line, none where there is no file; InputError where one is not sound."""
    if FINDINGS not in sources:
        return []
    text = text_of(sources, FINDINGS)
    found = parsed(text)
    lines = [line_at(text, head.start()) for head in HEAD.finditer(text)]
    placed = list(zip(found, lines if len(lines) == len(found) else [1] * len(found), strict=True))
    faults, seen = [], set()
    for entry, line in placed:
        name = str(entry.get("id"))
        wrong = [fault.removeprefix(": ") for fault in schema_faults(ENTRY, entry)] + ["it stands twice"] * (
            name in seen
        )
        faults += [Problem(FINDINGS, line, f"finding {name}: {fault}") for fault in wrong]
        seen.add(name)
    if faults:
        raise InputError(faults)
    return placed


def parsed(text: str) -> list[dict]:
    """The [[finding]] tables of the file; InputError where it holds anything else."""
    content = toml_of(text, FINDINGS)
    found = content.get("finding", [])
    if set(content) - {"finding"} or not isinstance(found, list) or not all(isinstance(e, dict) for e in found):
        raise InputError([Problem(FINDINGS, 1, "a list of [[finding]] tables is wanted, and nothing else")])
    return found


def with_reasons(found: Collection[Finding], sources: Sources) -> tuple[Finding, ...]:
    """The findings with the reasons for which they were accepted; one whose result has changed has none."""
    reasons = {(entry["id"], entry["result"]): entry["reason"] for entry, _ in entries(sources)}
    return tuple(replace(finding, reason=reasons.get((finding.id, finding.result), "")) for finding in found)


def gate(found: Collection[Finding], sources: Sources, tables: Tables) -> Iterator[Problem]:
    """A problem for each finding that nobody accepted as it is, and for each that was accepted and no longer arises."""
    before = {entry["id"]: entry["result"] for entry, _ in entries(sources)}
    for finding in with_reasons(found, sources):
        if not finding.reason:
            changed = f" It was accepted with another result: {before[finding.id]}." if finding.id in before else ""
            remedy = f'If the reading is right: python build.py --accept {finding.id} --because "…"'
            table = tables[finding.read[0].partition("#")[0]]
            yield problem_at(table, finding.read[0], f"{finding.sentence}.{changed} {remedy}")
    arising = {finding.id for finding in found}
    for entry, line in entries(sources):
        if entry["id"] not in arising:
            yield Problem(FINDINGS, line, f"finding {entry['id']} no longer arises: delete its entry")


def accepted(sources: Sources, finding: Finding, reason: str) -> dict[str, bytes]:
    """The file of findings and the changelog with a finding accepted for a reason, by path; InputError without a reason."""
    if not reason.strip() or not reason.isprintable():
        message = f'finding {finding.id}: a reason in one line of words is wanted: --because "…"'
        raise InputError([Problem(FINDINGS, 1, message)])
    text = text_of(sources, FINDINGS) if FINDINGS in sources else ""
    line = f"- Finding `{finding.id}` accepted: {finding.sentence}. {display.sentence(reason)}\n"
    log = with_line(text_of(sources, CHANGELOG), line)
    return {FINDINGS: with_entry(text, finding, reason.strip()).encode(), CHANGELOG: log.encode()}


def with_entry(text: str, finding: Finding, reason: str) -> str:
    """The file with the entry of a finding in the place of its old one, or at the end."""
    values = {"id": finding.id, "result": finding.result, "reason": reason}
    block = "[[finding]]\n" + "".join(f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in values.items())
    starts = [head.start() for head in HEAD.finditer(text)]
    for start, end in pairwise([*starts, len(text)]):
        if re.search(rf"""^[ \t]*id[ \t]*=[ \t]*["']{re.escape(finding.id)}["']""", text[start:end], flags=re.M):
            return text[:start] + block + ("\n" if end < len(text) else "") + text[end:]
    return (text.rstrip("\n") + "\n\n" if text.strip() else "") + block
