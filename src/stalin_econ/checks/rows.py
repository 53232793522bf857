"""Rows that are missing or stand alone, where a table says in the data package how its rows follow each other.

`rows: grid` has a row for each pair of keys; `rows: yearly` has for each series every year from its first to its last, but
for the `gaps` that are named. Separate, and tried before all arithmetic, so that a year or a label that was typed wrong is
named where it stands and not by the sums that it upsets.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ..data.tables import Table, cell_id
from ..measures.accounts import Tables
from .rule import Miss

YEARS = ("year", "first_year")


def grids(tables: Tables) -> Iterator[Miss]:
    """A table that its source prints as a grid has a row for each pair of keys."""
    for table in tables.values():
        if table.meta.get("rows") == "grid":
            yield from grid(table)


def grid(table: Table) -> Iterator[Miss]:
    """A miss at each row whose year or label has hardly another row, and for each pair of year and label without a row."""
    found = {tuple(row[key] for key in table.keys): cell for cell, row in table.rows.items()}
    common = [well_filled([pair[i] for pair in found]) for i in range(len(table.keys))]
    odd = {p: cell for p, cell in found.items() if not all(v in common[i] for i, v in enumerate(p))}
    pairs = [(a, b) for a in common[0] for b in common[1] if (a, b) not in found]
    missing = ", ".join(words(pair) for pair in pairs)
    for pair, cell in odd.items():
        yield Miss(
            (cell,), f"{words(pair)} fits no row or column of the grid", f"{missing or 'nothing else'} is missing"
        )
    for pair in pairs if not odd else ():
        same = sorted((p for p in found if p[1] == pair[1]), key=lambda p: str(p[0]))
        beside = next((p for p in reversed(same) if str(p[0]) < str(pair[0])), same[0])
        yield Miss((found[beside],), f"the row of {words(pair)} is missing", f"it would stand beside {words(beside)}")


def well_filled(values: list) -> set:
    """Those of the values that occur at least half as often as the most frequent one."""
    counts = Counter(values)
    return {value for value, count in counts.items() if 2 * count >= max(counts.values())}


def words(keys) -> str:
    """Keys as people say them: "1934, cows"."""
    return ", ".join(str(key) for key in keys)


def years_run_on(tables: Tables) -> Iterator[Miss]:
    """A series that is given year by year has no year left out, but for the gaps that the data package names."""
    for table in tables.values():
        if table.meta.get("rows") == "yearly":
            year_key = next(key for key in YEARS if key in table.keys)
            for series, rows in series_of(table, year_key).items():
                yield from left_out(table, series, rows, year_key)
            yield from filled_gaps(table)


def left_out(table: Table, series: tuple, rows: list[dict], year_key: str) -> Iterator[Miss]:
    """A miss at the rows of a series that stand between wrong years, or at those after which years are left out."""
    named, found = table.meta.get("gaps", ()), []
    for row, after in pairwise(sorted(rows, key=lambda row: row[year_key])):
        keys = {key: row[key] for key in table.keys}
        years = range(row[year_key] + 1, after[year_key])
        found += [(row, after, year) for year in years if cell_id(keys | {year_key: year}) not in named]
    odd = [
        (a, row, b) for a, row, b in zip(rows, rows[1:], rows[2:], strict=False) if out_of_order(a, row, b, year_key)
    ]
    for a, row, b in odd if found else ():
        result = f"{words(series)}: {row[year_key]} stands between {a[year_key]} and {b[year_key]}"
        yield Miss((row["cell"],), result, f"there is no {words(year for _, _, year in found)}")
    for row, after, year in () if odd else found:
        result = f"{words(series)} has {row[year_key]} and {after[year_key]}, not {year}"
        yield Miss((row["cell"],), result, "a year is typed wrong, or the gap is to be named in data/datapackage.yaml")


def out_of_order(a: dict, row: dict, b: dict, year_key: str) -> bool:
    """Whether the years of three rows would ascend but for the middle one."""
    return a[year_key] < b[year_key] and not a[year_key] < row[year_key] < b[year_key]


def filled_gaps(table: Table) -> Iterator[Miss]:
    """A miss at each row that is there though the data package names it as a gap."""
    for cell in table.rows:
        if cell.partition("#")[2] in table.meta.get("gaps", ()):
            yield Miss((cell,), "this row is there", "data/datapackage.yaml names it as a gap")


def series_of(table: Table, year_key: str) -> dict[tuple, list[dict]]:
    """Rows of one year each, in the order of the file, by what else tells them apart; not by the side, which may change."""
    found: dict[tuple, list[dict]] = {}
    for row in table.rows.values():
        if row.get("last_year", row[year_key]) == row[year_key]:
            others = (key for key in table.keys if key not in (*YEARS, "last_year", "bloc", "unit"))
            found.setdefault(tuple(row[key] for key in others), []).append(row)
    return found
