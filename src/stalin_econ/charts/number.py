"""The address of one number of a figure. A number that several views show alike is one number: it has the address of the first."""

import re
from collections.abc import Mapping

from .. import addresses
from .figure import Cell, Figure, State, exact_digits


def number_id(state: str, row: str, column: str) -> str:
    """The id of a number on the page of its figure: view, row, column, such as "rubles-gnp-1942"."""
    return "-".join(re.sub(r"[^\w-]+", "_", part) for part in (state, row, column))


def alike(cell: Cell, state: State, other: Cell, first: State) -> bool:
    """Whether two views show the same number in the same digits: a typed one wherever it stands, one that we made in its row and column."""
    same = cell.quantity == other.quantity and (not cell.quantity.operation or cell.key == other.key)
    return same and exact_digits(cell, state.scales) == exact_digits(other, first.scales)


def home_of(figure: Figure, cells: Mapping[str, tuple[Cell, ...]], state: State, cell: Cell) -> str:
    """The id of a number: that of the first view that shows it; `cells` are those of each state, by key."""
    for first in figure.states:
        if first.key == state.key:
            return number_id(state.key, cell.row, cell.column)
        if found := next((other for other in cells[first.key] if alike(cell, state, other, first)), None):
            return number_id(first.key, found.row, found.column)
    raise KeyError(f"figure {figure.slug!r} has no state {state.key!r}")


def number_at(figure: Figure, cells: Mapping[str, tuple[Cell, ...]], state: State, cell: Cell) -> str:
    """Where a number of a figure is explained: one that we made by its card; a typed one by the row that it was typed in.

    A figure without a page, the opening picture, has no cards: there it is the first of the cells behind it.
    """
    if not figure.number or not cell.quantity.operation:
        return addresses.cell(cell.quantity.cells[0])
    return addresses.number(figure.slug, home_of(figure, cells, state, cell))
