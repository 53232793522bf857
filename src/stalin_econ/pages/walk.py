"""A chart in words, from its cells: each series with its course, what is not known of it, and how sure it is.

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
    row_keys: tuple[str, ...]
    column_keys: tuple[str, ...]


@dataclass(frozen=True)
class Series:
    """A line of the walk: its name, and the names and places of what stands along it."""

    name: str
    along: tuple[tuple[str, Place], ...]
    years: bool


def are_years(keys: tuple[str, ...]) -> bool:
    return len(keys) > 2 and all(key[:4].isdigit() for key in keys)


def series_of(table: Table) -> Iterator[Series]:
    """The series of a table: along its years, and where it has none, down each of its columns."""
    heads = [head for head, _ in table.rows]
    if are_years(table.column_keys):
        for head, places in table.rows:
            yield Series(head, tuple(zip(table.columns, places, strict=True)), True)
        return
    years = are_years(table.row_keys)
    for column, places in zip(table.columns, zip(*(places for _, places in table.rows), strict=True), strict=True):
        yield Series(column, tuple(zip(heads, places, strict=True)), years)


def course(known: list[tuple[str, Place]], values: Mapping[str, float]) -> str:
    """Where a series of years begins and where it turns: "17.3 in 1940, up to 44.6 in 1943, down to 40.1 in 1944"."""
    ways = [way(values[a.key], values[b.key]) for (_, a), (_, b) in pairwise(known)]
    parts = [f"{known[0][1].text} in {known[0][0]}"]
    for number, turn in enumerate(ways):
        if number + 1 == len(ways) or ways[number + 1] != turn:
            year, place = known[number + 1]
            parts.append(f"{turn} {place.text} in {year}")
    return ", ".join(parts)


def way(before: float, after: float) -> str:
    """Which way a value went."""
    return "up to" if after > before else "down to" if after < before else "still"


def reach(known: list[tuple[str, Place]], values: Mapping[str, float]) -> str:
    """The least and the greatest of a series that has no years."""
    ordered = sorted(known, key=lambda item: values[item[1].key])
    if len(ordered) == 1:
        return f"{ordered[0][1].text}: {ordered[0][0]}"
    (low, least), (high, most) = ordered[0], ordered[-1]
    return f"from {least.text} ({low}) to {most.text} ({high})"


def names(along: tuple[tuple[str, Place], ...], wanted: Callable[[Place], bool]) -> str:
    """The names of those places of a series that are wanted."""
    found = [name for name, place in along if wanted(place)]
    return "all" if len(found) == len(along) > 1 else "; ".join(found)


def sure(series: Series) -> list[str]:
    """What is not known of a series, and which of its values are not sure."""
    lines = []
    own = tuple(item for item in series.along if not series.years or item[0].isdigit())
    if gaps := names(own, lambda place: not place.text):
        lines.append(f"Not known: {gaps}")
    known = tuple(item for item in series.along if item[1].text)
    for status in NOT_SURE:
        if found := names(known, lambda place, status=status: place.status == status):
            lines.append(f"{STATUSES[status].words.capitalize()}: {found}")
    return lines


def said(series: Series, unit: str, values: Mapping[str, float]) -> list[str]:
    """What a series says in one unit: its course through single years, or its reach; spans of years each for itself."""
    known = [(name, place) for name, place in series.along if place.text and place.unit == unit]
    spans = [item for item in known if series.years and not item[0].isdigit()]
    single = [item for item in known if item not in spans]
    lines = [(course if series.years else reach)(single, values)] if single else []
    return lines + [f"{place.text}: {name}" for name, place in spans]


def walk(table: Table, values: Mapping[str, float]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The walk through a table: for each series its name and what is to be said of it; `values` by key of a mark."""
    found = []
    for series in series_of(table):
        units = dict.fromkeys(place.unit for _, place in series.along if place.text)
        lines = [
            line if unit == table.unit else f"{line}, {unit}" for unit in units for line in said(series, unit, values)
        ]
        found.append((series.name, (*lines, *sure(series))))
    return tuple(found)
