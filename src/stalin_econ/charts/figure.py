"""What a figure is: its words, the tables it may see, the cells it shows, and how it is drawn.

`cells` gives the frame on which everything rests: drawing, table, description, download, badge and source line.
One row a figure shown, with the columns of `COLUMNS`; `row` and `column` are its place in the table on the page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import altair as alt
import pandas as pd

from ..measures.series import Quantity
from ..data.tables import Table

COLUMNS = ["row", "column", "value", "unit", "status", "cells", "derived", "drawn"]

Tables = Mapping[str, Table]


@dataclass(frozen=True)
class Step:
    """A step of a walk through a figure: its name, what to see, and what to veil meanwhile.

    `veils` holds, by layout, boxes in px of the drawing: (x, y, width, height).
    """

    name: str
    text: str
    veils: Mapping[str, tuple[tuple[float, float, float, float], ...]]


@dataclass(frozen=True)
class Figure:
    """A figure. `tables` names the only tables that its functions are given; `states` begins with the default.

    `gaps` explains places of the table that hold no figure, by (row, column), (row, "") or ("", column).
    `paper` is the chart of the paper that it redraws, empty where the figure is ours. `steps` walk through it.
    """

    slug: str
    number: int
    paper: str
    title: str
    subtitle: str
    tables: tuple[str, ...]
    cells: Callable[[Tables, str], pd.DataFrame]
    draw: Callable[[Tables, str, str], alt.Chart]
    describe: Callable[[Tables], str]
    key: str
    notes: tuple[str, ...]
    heads: tuple[str, str]
    territory: str
    units: str
    gaps: Mapping[tuple[str, str], str] = field(default_factory=dict)
    states: tuple[str, ...] = ("default",)
    doubling: str = ""
    steps: Callable[[Tables], tuple[Step, ...]] = lambda tables: ()


def entry(row: str, column: str, quantity: Quantity, drawn: bool = True) -> tuple:
    """One row of the frame of cells."""
    return row, column, quantity.value, quantity.unit, quantity.status, quantity.cells, bool(quantity.operation), drawn


def frame_of(entries) -> pd.DataFrame:
    """The frame of cells."""
    return pd.DataFrame(list(entries), columns=COLUMNS)


def value_at(cells: pd.DataFrame, row: str, column: str) -> float:
    """The figure at one place of a figure's table."""
    return float(cells.loc[(cells["row"] == row) & (cells["column"] == column), "value"].iloc[0])
