"""A table of cells as a reader first wants it: a row for each series, a column for each year; and what all its rows share."""

from dataclasses import dataclass

from ..data.tables import Table

MOST_YEARS = 12  # columns; more would be no table to look at


@dataclass(frozen=True)
class Wide:
    """Years, and rows of a name with a row of the long table, or None, for each year."""

    years: tuple[str, ...]
    rows: tuple[tuple[str, tuple[dict | None, ...]], ...]


def wide_of(table: Table, fields: list[str], rows: list[dict]) -> Wide | None:
    """The rows of a table by series and year; None where it has no single year, or nothing to set side by side.

    `fields` names the keys of each of the rows, which are as the page of the table shows them.
    """
    if fields.count("year") != 1 or "first_year" in fields:
        return None
    place, found = fields.index("year"), {}
    for row in rows:
        names = tuple(key for number, key in enumerate(row["keys"]) if number != place)
        found.setdefault(names, {})[str(row["keys"][place])] = row
    years = sorted({year for series in found.values() for year in series})
    if len(found) < 2 or not 3 <= len(years) <= MOST_YEARS or sum(map(len, found.values())) != len(rows):
        return None
    constant = {n for n in range(len(fields) - 1) if len({names[n] for names in found}) == 1}
    lines = [
        (", ".join(str(word) for n, word in enumerate(names) if n not in constant), tuple(map(series.get, years)))
        for names, series in found.items()
    ]
    return Wide(tuple(years), tuple(lines))


def shared_source(rows: list[dict]) -> str:
    """The source of all rows, as HTML, where they have one and the same; else empty."""
    sources = {row["source"] for row in rows}
    return sources.pop() if len(rows) > 1 and len(sources) == 1 else ""
