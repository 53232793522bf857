"""How many cells would be noticed if they were wrong: every value altered three ways, checks and claims run in memory.

A digit: the third significant digit, or the last where there are fewer, is one higher (nine becomes nought).
Tenfold: the decimal point has slipped. Swap: the value stands in the next row of the table, and that row's here.
A cell counts as noticed when the digit and the tenfold are both noticed by a check or by a claim whose verdict changes.
Swaps are reported apart, since a sum cannot see them. Run: python tests/mutation.py [--write].
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from stalin_econ.checks import cells, run
from stalin_econ.checks.rule import Rule
from stalin_econ.claims.ledger import Claim, evaluate, read_claims
from stalin_econ.claims.verdict import leaning
from stalin_econ.data.package import read_package
from stalin_econ.data.tables import Table, read_tables, with_value
from stalin_econ.layout import CODEBOOK, Sources, read_sources, text_of

ROOT = Path(__file__).resolve().parent.parent
HEAD, FOOT = "<!-- mutation: begin -->", "<!-- mutation: end -->"
AIM = 75  # per cent; a sector that is held by its sum alone, or a count that nobody else made, lets a last digit pass


def digit_slip(value: float) -> float:
    """The value with its third significant digit one higher, or the last where it has fewer."""
    text = f"{value:.15g}"
    places = [i for i, c in enumerate(text) if c.isdigit()]
    leading = next((k for k, i in enumerate(places) if text[i] != "0"), len(places) - 1)
    place = places[min(leading + 2, len(places) - 1)]
    return float(text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :])


class Asked(dict):
    """Tables by name, with the names that were asked for."""

    def __init__(self, tables: Mapping[str, Table]):
        super().__init__(tables)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Table:
        self.names.add(name)
        return super().__getitem__(name)


def tables_of(rule: Rule, tables: Mapping[str, Table]) -> set[str]:
    """Names of the tables that a rule looks at: those that it asks for."""
    asked = Asked(tables)
    run.tried(rule, asked)
    return asked.names


def rules_of(name: str, tables: Mapping[str, Table]) -> list[Rule]:
    """Rules and tests that look at the figures of a table."""
    return [rule for rule in (*run.RULES.sums, *run.RULES.tests) if name in tables_of(rule, tables)]


class Watch:
    """What checks and claims say of a table as it is, to be held against what they say of an altered one."""

    def __init__(self, tables: Mapping[str, Table], claims: list[Claim], name: str):
        self.tables, self.name, self.rules = tables, name, rules_of(name, tables)
        self.entries = [claim.entry for claim in claims if name in claim.tables]
        self.verdicts = self.verdicts_of(tables)

    def verdicts_of(self, tables: Mapping[str, Table]) -> list[str]:
        """The verdict of each claim, and what each finding by itself says of it."""
        found = []
        for entry in self.entries:
            try:
                claim = evaluate(entry, 1, tables)
            except (KeyError, ZeroDivisionError):
                return ["error"]
            found += [claim.verdict, *(leaning(entry, f) for f in claim.findings)]
        return found

    def notices(self, altered: Table) -> bool:
        """Whether a check speaks up, or a verdict changes."""
        tables = {**self.tables, self.name: altered}
        if any(True for row in altered.rows.values() for _ in cells.bounds(altered, row)):
            return True
        return any(any(run.tried(rule, tables)) for rule in self.rules) or self.verdicts_of(tables) != self.verdicts


def survey(tables: Mapping[str, Table], claims: list[Claim], name: str) -> tuple[int, int, int, int]:
    """Of one table: cells, cells noticed, swaps that change anything, swaps noticed."""
    table, watch = tables[name], Watch(tables, claims, name)
    places = list(table.rows)
    noticed = swaps = swaps_noticed = 0
    for here, there in zip(places, [*places[1:], places[0]], strict=True):
        value, other = table.rows[here]["value"], table.rows[there]["value"]
        noticed += all(
            watch.notices(with_value(table, here, v)) for v in (digit_slip(value), 10 * value if value else 10.0)
        )
        if value != other:
            swaps += 1
            swaps_noticed += watch.notices(with_value(with_value(table, here, other), there, value))
    return len(places), noticed, swaps, swaps_noticed


def report(sources: Sources) -> str:
    """The report, as the codebook shows it."""
    tables = read_tables(sources, read_package(sources))
    claims = read_claims(sources, tables)
    lines = ["| table | cells | noticed | share | swaps noticed |", "| --- | ---: | ---: | ---: | ---: |"]
    total = [0, 0, 0, 0]
    for name in tables:
        found = survey(tables, claims, name)
        total = [a + b for a, b in zip(total, found, strict=True)]
        lines.append(row(f"`{name}`", *found))
    return "\n".join([*lines, row("all", *total)])


def row(name: str, cells: int, noticed: int, swaps: int, swaps_noticed: int) -> str:
    return f"| {name} | {cells} | {noticed} | {round(100 * noticed / cells)} per cent | {swaps_noticed} of {swaps} |"


def written(sources: Sources) -> str:
    """The report that the codebook holds."""
    text = text_of(sources, CODEBOOK)
    return text[text.index(HEAD) + len(HEAD) : text.index(FOOT)].strip()


def main() -> int:
    sources = read_sources(ROOT)
    found = report(sources)
    print(found)
    if "--write" in sys.argv:
        block = f"{HEAD}\n\n{found}\n\n{FOOT}"
        text = re.sub(f"{HEAD}.*{FOOT}", lambda _: block, text_of(sources, CODEBOOK), flags=re.S)
        (ROOT / CODEBOOK).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
