"""How much would be noticed if it were wrong: every table altered in nine ways, checks and claims run in memory.

A digit: the third significant digit, or the last where there are fewer, is one higher (nine becomes nought); the decimal
point slips by one place. A cell counts as noticed when both are. A swap: the value stands in the next row of the table, and
that row's here. A label: two neighbouring labels of a key change places through the whole table. A year: two neighbouring
years do. A unit: a row, or a table with one unit, bears the next unit. A source: a row names the next source of its
table. A status: a row has another status. Tenfold: the decimal point slips by one place, one way and the other. Noticed is what a check speaks of that was silent, or what changes a verdict, or
what a finding by itself says of a statement. Run: python tests/mutation.py [--write].
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

from stalin_econ.checks import cells, run
from stalin_econ.claims.ledger import Claim, evaluate, read_claims
from stalin_econ.claims.verdict import leaning
from stalin_econ.data.package import read_package, value_field
from stalin_econ.data.references import read_references
from stalin_econ.data.tables import YEARS, Table, cell_id, read_tables
from stalin_econ.layout import CODEBOOK, Sources, read_sources, text_of
from stalin_econ.vocabulary import STATUSES, UNITS

ROOT = Path(__file__).resolve().parent.parent
HEAD, FOOT = "<!-- mutation: begin -->", "<!-- mutation: end -->"
KINDS = ("digits", "swaps", "labels", "years", "units", "sources", "statuses", "tenfold")
# What is noticed now, in per cent of all, and must not be lost again.
FLOORS = {
    "digits": 75,
    "swaps": 68,
    "labels": 77,
    "years": 80,
    "units": 100,
    "sources": 93,
    "statuses": 97,
    "tenfold": 100,
}


# --- faults -------------------------------------------------------------------------------------------------------


def digit_slip(value: float) -> float:
    """The value with its third significant digit one higher, or the last where it has fewer."""
    text = f"{value:.15g}"
    places = [i for i, c in enumerate(text) if c.isdigit()]
    leading = next((k for k, i in enumerate(places) if text[i] != "0"), len(places) - 1)
    place = places[min(leading + 2, len(places) - 1)]
    return float(text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :])


def with_columns(table: Table, /, **columns: Iterable) -> Table:
    """A copy of the table with other columns, and the addresses of cells that follow."""
    values = {name: list(column) for name, column in columns.items()}
    rows = [row | {name: values[name][n] for name in values} for n, row in enumerate(table.rows.values())]
    for row in rows:
        row["cell"] = f"{table.name}#{cell_id({key: row[key] for key in table.keys})}"
    frame = table.frame.assign(**values, cell=[row["cell"] for row in rows])
    return with_rows(replace(table, frame=frame), rows)


def with_rows(table: Table, rows: Iterable[dict]) -> Table:
    """The table, its rows not to be sought in its frame again: that is most of the time that a fault takes."""
    table.__dict__["rows"] = {row["cell"]: row for row in rows}
    return table


def with_values(table: Table, **values: float) -> Table:
    """A copy of the table with other values of some cells."""
    rows = [row | {"value": values.get(cell, row["value"])} for cell, row in table.rows.items()]
    return with_rows(replace(table, frame=table.frame.assign(value=[row["value"] for row in rows])), rows)


def digits(table: Table) -> Iterator[list[Table]]:
    """For each cell a wrong digit and a slipped point; both are to be noticed."""
    for cell, row in table.rows.items():
        value = row["value"]
        yield [with_values(table, **{cell: v}) for v in (digit_slip(value), 10 * value if value else 10.0)]


def swaps(table: Table) -> Iterator[list[Table]]:
    """For each cell its value exchanged with that of the next row, where they differ."""
    names = list(table.rows)
    for here, there in zip(names, [*names[1:], names[0]], strict=True):
        value, other = table.rows[here]["value"], table.rows[there]["value"]
        if value != other:
            yield [with_values(table, **{here: other, there: value})]


def exchanged(table: Table, columns: Iterable[str]) -> Iterator[list[Table]]:
    """Two neighbours of what stands in a column exchanged through the whole table, for each two."""
    for column in columns:
        values = list(dict.fromkeys(table.frame[column]))
        pairs = [*pairwise(values), *([(values[-1], values[0])] if len(values) > 2 else [])]
        for a, b in pairs:
            yield [with_columns(table, **{column: table.frame[column].map(lambda v, a=a, b=b: {a: b, b: a}.get(v, v))})]


def labels(table: Table) -> Iterator[list[Table]]:
    """Two labels of a key exchanged."""
    yield from exchanged(table, [key for key in table.keys if key not in (*YEARS, "unit", "period")])


def years(table: Table) -> Iterator[list[Table]]:
    """Two years or periods exchanged."""
    yield from exchanged(table, [key for key in table.keys if key in ("year", "period")])


def following(value: str, known: list[str]) -> str:
    """The one after a value in a ring."""
    return known[(known.index(value) + 1) % len(known)]


def of_rows(table: Table, column: str, others) -> Iterator[list[Table]]:
    """For each row and each other value that `others` names for it, the table with that value in that row."""
    values = list(table.frame[column])
    for i, value in enumerate(values):
        for other in others(value):
            yield [with_columns(table, **{column: [*values[:i], other, *values[i + 1 :]]})]


def units(table: Table) -> Iterator[list[Table]]:
    """The unit of a row, or of the whole table, exchanged for the next that the column allows, or that there is."""
    if "unit" in table.fields:
        known = table.fields["unit"].get("constraints", {}).get("enum", list(UNITS))
        yield from of_rows(table, "unit", lambda unit: [following(unit, known if len(known) > 1 else list(UNITS))])
    else:
        other = following(value_field(table.meta)["unit"], list(UNITS))
        yield [replace(table, frame=table.frame.assign(unit=other))]


def sources(table: Table) -> Iterator[list[Table]]:
    """The source of a row exchanged for the next one of the same table."""
    known = list(dict.fromkeys(table.frame["source"]))
    if len(known) > 1:
        yield from of_rows(table, "source", lambda source: [following(source, known)])


def statuses(table: Table) -> Iterator[list[Table]]:
    """The status of a row exchanged for each other one."""
    yield from of_rows(table, "status", lambda status: [other for other in STATUSES if other != status])


def tenfold(table: Table) -> Iterator[list[Table]]:
    """For each cell that is not nil the point slipped one way and the other; both are to be noticed."""
    for cell, row in table.rows.items():
        if row["value"]:
            yield [with_values(table, **{cell: row["value"] * factor}) for factor in (10, 0.1)]


FAULTS = {
    "digits": digits,
    "swaps": swaps,
    "labels": labels,
    "years": years,
    "units": units,
    "sources": sources,
    "statuses": statuses,
    "tenfold": tenfold,
}


# --- what notices them --------------------------------------------------------------------------------------------


class Asked(dict):
    """Tables that remember which of them were asked for, and whether each was looked at by itself."""

    def __init__(self, tables: Mapping[str, Table]):
        super().__init__(tables)
        self.names: set[str] = set()
        self.each = True

    def __getitem__(self, name: str) -> Table:
        self.names.add(name)
        self.each = False
        return super().__getitem__(name)

    def values(self):
        self.names |= set(self)
        return super().values()


def spoken(rule, tables: Mapping[str, Table]) -> frozenset[str]:
    """What a rule says of tables, a row that it misses included."""
    misses, problems = run.tried(rule, tables)
    return frozenset([*(miss.sentence for miss in misses), *(problem.message for problem in problems)])


class Watch:
    """What checks and claims say of the tables as they are, to be held against what they say of an altered one."""

    def __init__(self, tables: Mapping[str, Table], claims: list[Claim], references):
        self.tables, self.references = tables, references
        self.rules = []
        rules = [*run.RULES.places, *run.RULES.sums, *run.RULES.tests]
        for rule in sorted(rules, key=lambda rule: rule is cells.notes_filled):  # the slowest, so last
            asked = Asked(tables)
            self.rules.append((rule, spoken(rule, asked), asked.names, asked.each))
        self.claims = [
            (claim.entry, set(claim.tables), self.said_of(claim.entry, tables)) for claim in claims if claim.findings
        ]

    def said_of(self, entry: dict, tables: Mapping[str, Table]) -> list[str]:
        """The verdict of a claim, and what each finding by itself says of it."""
        try:
            claim = evaluate(entry, 1, tables)
        except (KeyError, ZeroDivisionError, ValueError):
            return ["cannot be computed"]
        return [claim.verdict, *(leaning(entry, f) for f in claim.findings)]

    def row_faults(self, altered: Table) -> bool:
        """Whether a row that is not as it was breaks a rule about every row, or two rows have one key."""
        before = self.tables[altered.name].rows
        changed = [row for cell, row in altered.rows.items() if before.get(cell) != row]
        own = any(next(iter(rule(altered, row)), None) for row in changed for rule in cells.EVERY_ROW)
        about_works = (cells.sources_exist, cells.copies_named)
        unknown = any(next(rule(row, self.references), None) for row in changed for rule in about_works)
        return own or unknown or len(altered.rows) < len(altered.frame) or any(cells.read_apart(altered))

    def notices(self, altered: Table) -> bool:
        """Whether a check speaks up that was silent, or a verdict changes."""
        tables, name = {**self.tables, altered.name: altered}, altered.name
        if self.row_faults(altered):
            return True
        if any(name in names and said != self.said_of(entry, tables) for entry, names, said in self.claims):
            return True
        alone = {name: altered}
        return any(
            name in names and spoken(rule, alone if each else tables) - said for rule, said, names, each in self.rules
        )


def survey(watch: Watch, table: Table, each: int = 1) -> dict[str, tuple[int, int]]:
    """Of one table, for each kind of fault: how many were tried, each or only one of so many, and how many noticed."""
    found = {}
    for kind, faults in FAULTS.items():
        tried = islice(faults(table), 0, None, each)
        outcomes = [all(watch.notices(altered) for altered in together) for together in tried]
        found[kind] = (len(outcomes), sum(outcomes))
    return found


# --- the report ---------------------------------------------------------------------------------------------------


def surveyed(given: Sources, each: int = 1) -> dict[str, dict[str, tuple[int, int]]]:
    """The survey of every table, and of all together; of each fault, or only of one of so many."""
    tables = read_tables(given, read_package(given))
    watch = Watch(tables, read_claims(given, tables), read_references(given))
    found = {name: survey(watch, table, each) for name, table in tables.items()}
    sums = {kind: tuple(sum(f[kind][i] for f in found.values()) for i in (0, 1)) for kind in KINDS}
    return {**found, "all": sums}


def share(tried: int, noticed: int) -> str:
    """Noticed of tried, with the share in per cent; a dash where there was nothing to alter."""
    return f"{noticed} of {tried} ({100 * noticed // tried} %)" if tried else "–"


def report(given: Sources) -> str:
    """The report, as the codebook shows it."""
    lines = [f"| table | {' | '.join(KINDS)} |", f"| --- |{' ---: |' * len(KINDS)}"]
    for name, found in surveyed(given).items():
        head = name if name == "all" else f"`{name}`"
        lines.append(f"| {head} | {' | '.join(share(*found[kind]) for kind in KINDS)} |")
    return "\n".join(lines)


def shares(text: str) -> dict[str, int]:
    """The shares of all tables together in a report, in per cent, by kind of fault."""
    line = next(line for line in text.splitlines() if line.startswith("| all |"))
    return dict(zip(KINDS, (int(n) for n in re.findall(r"\((\d+) %\)", line)), strict=True))


def written(given: Sources) -> str:
    """The report that the codebook holds."""
    text = text_of(given, CODEBOOK)
    return text[text.index(HEAD) + len(HEAD) : text.index(FOOT)].strip()


def main() -> int:
    given = read_sources(ROOT)
    found = report(given)
    print(found)
    if "--write" in sys.argv:
        block = f"{HEAD}\n\n{found}\n\n{FOOT}"
        text = re.sub(f"{HEAD}.*{FOOT}", lambda _: block, text_of(given, CODEBOOK), flags=re.S)
        (ROOT / CODEBOOK).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
