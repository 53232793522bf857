"""Damaged copies of sources and tables, in memory: a cell with another word or figure, a row that is gone."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

from stalin_econ.data.package import read_package, value_field
from stalin_econ.data.tables import Table, read_tables
from stalin_econ.faults import InputError
from stalin_econ.layout import Sources
from stalin_econ.site.inputs import read_edition


def table_at(cell: str, sources: Sources) -> Table:
    return read_tables(sources, read_package(sources))[cell.partition("#")[0]]


def edited(sources: Sources, cell: str, **columns) -> dict[str, bytes]:
    """The sources with other words in columns of one row; `figure` is the column of its figure, whatever it is called."""
    table = table_at(cell, sources)
    lines, names = sources[table.path].decode().split("\n"), list(table.fields)
    place = table.rows[cell]["line"] - 1
    cells = next(csv.reader([lines[place]]))
    for column, words in columns.items():
        cells[names.index(value_field(table.meta)["name"] if column == "figure" else column)] = str(words)
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    lines[place] = buffer.getvalue().removesuffix("\n")
    return {**sources, table.path: "\n".join(lines).encode()}


def without(sources: Sources, cell: str) -> dict[str, bytes]:
    """The sources without one row."""
    table = table_at(cell, sources)
    lines = sources[table.path].decode().split("\n")
    del lines[table.rows[cell]["line"] - 1]
    return {**sources, table.path: "\n".join(lines).encode()}


def replaced(sources: Sources, path: str, old: str, new: str) -> dict[str, bytes]:
    """The sources with some words of a file replaced once."""
    text = sources[path].decode()
    assert old in text, f"{old!r} is not in {path}"
    return {**sources, path: text.replace(old, new, 1).encode()}


def line_of(sources: Sources, cell: str) -> str:
    """Where a cell stands: "data/grain.csv:7"."""
    table = table_at(cell, sources)
    return f"{table.path}:{table.rows[cell]['line']}"


def faults(sources: Sources) -> list[str]:
    """What reading and checking the sources says, a line a fault; nothing where they are sound."""
    try:
        read_edition(sources)
    except InputError as error:
        return [str(problem) for problem in error.problems]
    return []


def times(tables: Mapping[str, Table], cell: str, factor: float) -> dict[str, Table]:
    """The tables with one figure times a factor."""
    return with_columns(tables, [cell], value=tables[cell.partition("#")[0]].rows[cell]["value"] * factor)


def with_columns(tables: Mapping[str, Table], cells, **columns) -> dict[str, Table]:
    """The tables with other values in columns of some rows."""
    changed = dict(tables)
    for name in {cell.partition("#")[0] for cell in cells}:
        frame = changed[name].frame.copy()
        for column, value in columns.items():
            frame.loc[frame["cell"].isin(cells), column] = value
        changed[name] = replace(changed[name], frame=frame)
    return changed
