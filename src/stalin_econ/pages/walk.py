"""A chart in words, from its cells: each row with its course or its values, what is not known of it, and how sure it is.

For those who do not see the drawing, and for those who want to be sure that they saw it right.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from ..vocabulary import NOT_SURE, STATUSES


class Place(Protocol):
    """A place of a figure's table, as far as a walk sees it."""

    text: str
    status: str
    key: str
    unit: str


class Table(Protocol):
    """A figure's table, as far as a walk sees it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Place, ...]], ...]
    unit: str


@dataclass(frozen=True)
class Series:
    """A line of the walk: its name, and the names and places of what stands along it."""

    name: str
    along: tuple[tuple[str, Place], ...]
    years: bool


def are_years(names: tuple[str, ...]) -> bool:
    """Whether single years, three or more, are among some names."""
    return sum(name.isdigit() for name in names) > 2


def series_of(table: Table) -> Iterator[Series]:
    """The series of a table: its rows, or where years stand down its side its columns."""
    heads = tuple(head for head, _ in table.rows)
    if are_years(heads):
        for column, places in zip(table.columns, zip(*(places for _, places in table.rows), strict=True), strict=True):
            yield Series(column, tuple(zip(heads, places, strict=True)), True)
        return
    for head, places in table.rows:
        yield Series(head, tuple(zip(table.columns, places, strict=True)), are_years(table.columns))


def course(known: list[tuple[str, Place]], values: Mapping[str, float]) -> str:
    """Where a series of years begins and where it turns: "17.3 in 1940, up to 44.6 in 1943, down to 40.1 in 1944"."""
    ways = [way(a, b, values) for (_, a), (_, b) in pairwise(known)]
    if len(ways) > 1 and set(ways) == {"still"}:
        return f"{known[0][1].text} in each year from {known[0][0]} to {known[-1][0]}"
    parts = [f"{known[0][1].text} in {known[0][0]}"]
    for number, turn in enumerate(ways):
        if number + 1 == len(ways) or ways[number + 1] != turn:
            year, place = known[number + 1]
            parts.append(f"{turn} {place.text} in {year}")
    return ", ".join(parts)


def way(before: Place, after: Place, values: Mapping[str, float]) -> str:
    """Which way a value went, as far as its digits show it."""
    if before.text == after.text:
        return "still"
    return "up to" if values[after.key] > values[before.key] else "down to"


def names(along: tuple[tuple[str, Place], ...], wanted: Callable[[Place], bool]) -> str:
    """The names of those places of a series that are wanted, three years in a row or more as "1930 to 1937"."""
    found, runs = [name for name, place in along if wanted(place)], []
    for name in found:
        if runs and name.isdigit() and runs[-1][-1].isdigit() and int(name) == int(runs[-1][-1]) + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    said = [f"{run[0]} to {run[-1]}" if len(run) > 2 else "; ".join(run) for run in runs]
    return "all" if len(found) == len(along) > 1 else "; ".join(said)


def sure(series: Series) -> list[str]:
    """What is not known of a series, and which of its values are not sure."""
    lines = []
    own = tuple(item for item in series.along if not series.years or item[0].isdigit())
    if gaps := names(own, lambda place: not place.text):
        lines.append(f"No value: {gaps}")
    known = tuple(item for item in series.along if item[1].text)
    for status in NOT_SURE:
        if found := names(known, lambda place, status=status: place.status == status):
            lines.append(f"{STATUSES[status].words.capitalize()}: {found}")
    return lines


def said(series: Series, unit: str, values: Mapping[str, float]) -> list[str]:
    """What a series says in one unit: its course through single years, and each of its other places for itself."""
    known = [(name, place) for name, place in series.along if place.text and place.unit == unit]
    single = [(name, place) for name, place in known if series.years and name.isdigit()]
    others = "; ".join(f"{name}: {place.text}" for name, place in known if (name, place) not in single)
    return [*([course(single, values)] if single else []), *([others] if others else [])]


def walk(table: Table, values: Mapping[str, float]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The walk through a table: for each series its name and what is to be said of it; `values` by key of a mark."""
    found = []
    for series in series_of(table):
        units = dict.fromkeys(place.unit for _, place in series.along if place.text)
        lines = [
            line if unit == table.unit or unit in series.name + line else f"{line}, {unit}"
            for unit in units
            for line in said(series, unit, values)
        ]
        found.append((series.name, (*lines, *sure(series))))
    return tuple(found)
