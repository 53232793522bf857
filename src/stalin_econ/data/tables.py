"""CSV tables, as the data package describes them, into pandas frames. Separate, so that only this module reads CSV."""

import csv
import functools
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from ..layout import DATA, Sources, text_of
from ..memory import once
from .package import value_field

FIRST, LAST = 1800, 2000  # years that a period may name
YEARS = ("year", "first_year", "last_year")  # columns that hold one
# The one thing to do where a spreadsheet of a country with decimal commas saved a table.
PARTED = (
    "cells are parted by semicolons or tabs, so column names are missing; commas are wanted, and points in decimals: "
    "in the spreadsheet choose English (UK) as the language of numbers, then save as CSV UTF-8 (comma delimited)"
)


LONGEST = 10_000  # signs in a row: far more than any note wants


def row_faults(text: str) -> Iterator[tuple[int, str]]:
    """Line and message of each row that is no line by itself: enormous, blank, or with a quotation mark that is not closed."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST:
            yield number, f"a row of {len(line):,} signs; {LONGEST:,} are enough"
        elif line.count('"') % 2:
            yield number, "a quotation mark is not closed, or a cell holds a line break"
            return
        elif not line.strip(", ") and number <= text.count("\n"):
            yield number, "a blank row; delete it"


def period_fault(period: str) -> str:
    """What is wrong with years in some words; empty where they are of the two centuries of the subject, and spans go forward."""
    years = [int(year) for year in re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", period)]
    spans = re.findall(r"[0-9]{2}([0-9]{2})[-–]([0-9]{2})(?![0-9-])", period)
    if any(sign.isdigit() and not sign.isascii() for sign in period):
        return f"period {period!r}: plain digits are wanted"
    if not all(FIRST <= year < LAST for year in years) or re.search(r"[0-9]{5}", period):
        return f"period {period!r}: years from {FIRST} to {LAST} are wanted"
    return f"period {period!r}: a span of years goes forward" if any(first >= last for first, last in spans) else ""


@dataclass(frozen=True)
class Table:
    """A table: name, its entry in the data package, and a frame with one observation a row.

    The frame has the columns of the CSV and, whatever the table calls them, `value` (float), `raw` (the digits
    typed) and `unit`; `cell` is the address of the row, "table#id", and `line` its line in the file.
    """

    name: str
    meta: dict
    frame: pd.DataFrame

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.meta["schema"]["primaryKey"])

    @property
    def path(self) -> str:
        """The CSV file, from the root of the checkout."""
        return DATA + self.meta["path"]

    @property
    def fields(self) -> dict[str, dict]:
        return {field["name"]: field for field in self.meta["schema"]["fields"]}

    @once
    def rows(self) -> dict[str, dict]:
        """Rows as dictionaries, by cell address."""
        return {row["cell"]: row for row in self.frame.to_dict("records")}

    @once
    def content(self) -> str:
        """All that the table says, as a text: two tables of the same content give the same results."""
        return json.dumps([self.meta, list(self.rows.values())])

    @once
    def indices(self) -> dict[tuple[str, ...], dict[tuple, list[dict]]]:
        """Rows by what stands in some columns, for each set of columns that was ever asked for; `where` fills it."""
        return {}

    def where(self, **keys) -> list[dict]:
        """Rows in which each named column has the value asked for, in the order of the table."""
        columns = tuple(keys)
        if columns not in self.indices:
            if unknown := set(keys) - set(self.frame.columns):
                raise KeyError(f"table {self.name} has no column {', '.join(sorted(unknown))}")
            index: dict[tuple, list[dict]] = {}
            for row in self.rows.values():
                index.setdefault(tuple(row[column] for column in columns), []).append(row)
            self.indices[columns] = index  # whole, since another thread may ask
        return self.indices[columns].get(tuple(keys.values()), [])


def slug(text: object) -> str:
    """A key value as part of an id: blanks become underscores."""
    return str(text).replace(" ", "_")


def cell_id(keys: dict) -> str:
    """Key values in the order of the primary key, joined by hyphens: "1942-defence_industry-main"."""
    return "-".join(slug(value) for value in keys.values())


def with_addresses(name: str, meta: dict, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `value`, `raw`, `unit`, `cell` and `line` added."""
    field, keys = value_field(meta), meta["schema"]["primaryKey"]
    typed = frame[field["name"]]
    addressed = frame.assign(raw=typed, value=pd.to_numeric(typed).astype(float))
    if "unit" not in frame:
        addressed["unit"] = field["unit"]
    addressed["cell"] = [f"{name}#{cell_id(row)}" for row in frame[keys].to_dict("records")]
    return addressed.assign(line=range(2, len(frame) + 2))


def read_table(sources: Sources, meta: dict) -> Table:
    """One table. Text stays text, empty stays empty; whole-number keys become integers."""
    return table_of(text_of(sources, DATA + meta["path"]), json.dumps(meta))


@functools.lru_cache(maxsize=64)
def table_of(text: str, entry: str) -> Table:
    """The table that a text and its entry in the data package, as JSON, make; remembered, as nobody changes a table."""
    meta = json.loads(entry)
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    years = [
        f["name"]
        for f in meta["schema"]["fields"]
        if f["type"] == "integer" and f["name"] in meta["schema"]["primaryKey"]
    ]
    frame = frame.astype(dict.fromkeys(years, int))
    return Table(meta["name"], meta, with_addresses(meta["name"], meta, frame))


def read_tables(sources: Sources, package: dict) -> dict[str, Table]:
    """All tables of the package by name, in its order."""
    return {meta["name"]: read_table(sources, meta) for meta in package["resources"]}


def row_of(cell: str, tables: Mapping[str, Table]) -> dict:
    """The row of a table at an address."""
    return tables[cell.partition("#")[0]].rows[cell]


def as_published(text: str, table: Table) -> str:
    """The CSV text of a table with the notes that its rows have now; a row whose note is the typed one stays as it was typed."""
    lines, note = text.split("\n"), list(table.fields).index("note")
    for row in table.rows.values():
        cells = next(csv.reader([lines[row["line"] - 1]]))
        if cells[note] != row["note"]:
            buffer = io.StringIO()
            csv.writer(buffer, lineterminator="").writerow([*cells[:note], row["note"], *cells[note + 1 :]])
            lines[row["line"] - 1] = buffer.getvalue()
    return "\n".join(lines)
