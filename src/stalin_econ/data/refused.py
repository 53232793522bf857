"""Figures that were kept out of the tables or taken out of them: a plain list with its own columns, and why each is not there.

It is no table of the data package: nothing is drawn or computed from it, and a figure that nobody wrote down may stand empty.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from ..changelog import is_day
from ..faults import InputError, Problem, meant, require
from ..layout import REFUSED, Sources, text_of
from ..vocabulary import UNITS
from .tables import PARTED, Table, period_fault, row_faults

# How a figure ended, in the order of the page, and what the page says of it.
FATES = {
    "value replaced": "Another figure stands in its place.",
    "source replaced": "The figure stands, on a better source.",
    "taken out": "It stood in an earlier edition; no row has its place.",
    "kept out": "It was at hand and never entered.",
}
REPLACED = ("value replaced", "source replaced")
NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")


@dataclass(frozen=True)
class Refused:
    """A refused figure: what it was, for which table, where it came from, why it is not there, and since when.

    `values` are the digits as found, several where a series was refused; `now` is the address of the cell in its place.
    """

    table: str
    figure: str
    period: str
    values: tuple[str, ...]
    unit: str
    fate: str
    source: str
    found: str
    reason: str
    date: str
    now: str
    line: int


COLUMNS = tuple(name for name in Refused.__dataclass_fields__ if name != "line")


def read_refused(sources: Sources) -> tuple[Refused, ...]:
    """All refused figures, none where there is no list; InputError where its form is not as it should be."""
    if REFUSED not in sources:
        return ()
    text = text_of(sources, REFUSED)
    require(Problem(REFUSED, line, message) for line, message in row_faults(text))
    head, *rows = [*csv.reader(io.StringIO(text))] or [[]]
    if len(head) == 1 and re.search(r"[;\t]", head[0]):
        raise InputError([Problem(REFUSED, 1, PARTED)])
    if tuple(head) != COLUMNS:
        slips = "".join(f"; {name!r} is none{meant(name, COLUMNS)}" for name in head if name not in COLUMNS)
        raise InputError([Problem(REFUSED, 1, f"the columns {', '.join(COLUMNS)} are wanted, in this order{slips}")])
    if wrong := [n for n, row in enumerate(rows, 2) if len(row) != len(COLUMNS)]:
        raise InputError([Problem(REFUSED, n, f"{len(COLUMNS)} cells are wanted") for n in wrong])
    return tuple(refused_of(dict(zip(COLUMNS, row, strict=True)), line) for line, row in enumerate(rows, 2))


def refused_of(row: dict[str, str], line: int) -> Refused:
    """A row of the list; what stands now gets the name of its table."""
    values = tuple(value for value in row["values"].split("; ") if value)
    now = f"{row['table']}#{row['now']}" if row["now"] else ""
    return Refused(**{**row, "values": values, "now": now}, line=line)


def faults_of(entry: Refused, tables: Mapping[str, Table], works: Collection[str]) -> Iterator[str]:
    """Table, unit, fate, source and date are known; values are digits; a figure, a reason and a place are given."""
    if entry.table not in tables:
        yield f"table {entry.table!r} is not in the data package"
    if entry.unit not in UNITS:
        yield f"unit {entry.unit!r} is not one of vocabulary.UNITS"
    if entry.fate not in FATES:
        yield f"fate {entry.fate!r}: one of {', '.join(FATES)} is wanted"
    if entry.source and entry.source not in works:
        yield f"source {entry.source!r} is not in references.json"
    yield from (f"value {value!r}: plain digits are wanted" for value in entry.values if not NUMBER.fullmatch(value))
    for column in ("figure", "period", "reason"):
        if not getattr(entry, column).strip():
            yield f"{column} may not be empty"
    for column in ("found", "reason", "figure", "period"):
        if (words := getattr(entry, column)) != words.strip():
            yield f"{column} {words!r}: words without blanks around them are wanted"
    if fault := period_fault(entry.period):
        yield fault
    if not is_day(entry.date):
        yield f"date {entry.date!r}: a day such as 2026-01-31 is wanted"


def standing_faults(entry: Refused, tables: Mapping[str, Table]) -> Iterator[str]:
    """What was replaced names the cell in its place: another value, or the same value from another source."""
    if bool(entry.now) != (entry.fate in REPLACED):
        yield "what stands now is named where a value or a source was replaced, and only there"
        return
    row = tables[entry.table].rows.get(entry.now) if entry.now and entry.table in tables else None
    if entry.now and not row:
        yield f"{entry.now} is no cell"
    elif entry.now and entry.fate == "value replaced" and row["raw"] in entry.values:
        yield f"{entry.now} still has the value that was replaced"
    elif (
        entry.now
        and entry.fate == "source replaced"
        and (row["source"] == entry.source or row["raw"] not in entry.values)
    ):
        yield f"{entry.now} is to have the same value from another source"


def faults(entries: tuple[Refused, ...], tables: Mapping[str, Table], works: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the list, at its lines."""
    for n, entry in enumerate(entries):
        if twin := next((one for one in entries[:n] if replace(one, line=entry.line) == entry), None):
            yield Problem(REFUSED, entry.line, f"the same as line {twin.line}; delete one")
        for message in (*faults_of(entry, tables, works), *standing_faults(entry, tables)):
            yield Problem(REFUSED, entry.line, message)
