"""What a figure is: its states, the cells that each shows, the scales that they stand on, and how they are drawn.

`State.cells` gives all on which a figure rests: drawing, table, description, download, badge and source line. A drawing
sees the cells, the scales, the width and the words that stand in it, and nothing else. The words of a figure are in
`templates/figures/<slug>.md`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import altair as alt
import pandas as pd

from ..faults import Problem, meant
from ..layout import PACKAGE
from ..measures import display
from ..measures.accounts import Tables
from ..measures.series import NoSuchCell, Quantity
from ..theme import WIDTHS, Width
from ..vocabulary import NOT_SURE
from .scale import Scale

# What a cell is to a drawing: a mark of its own; a second opinion beside one; a base, such as 1940 = 100, which is true
# by definition; or nothing but a place of the table.
Role = Literal["drawn", "rival", "base", "table"]


@dataclass(frozen=True)
class Cell:
    """A place of a figure's table, and the mark that stands for it: keys of its row and column, never their labels.

    `scale` names the scale of the state on which the mark can be measured. `printed`: it has no mark, but its digits stand
    in the drawing.
    """

    row: str
    column: str
    quantity: Quantity
    role: Role = "drawn"
    scale: str = "value"
    printed: bool = False

    @property
    def shown(self) -> bool:
        """Whether a reader sees its value in the drawing, as a mark or in digits."""
        return self.role != "table" or self.printed

    @property
    def key(self) -> str:
        return f"{self.row}|{self.column}"

    @property
    def sure(self) -> bool:
        """Whether its value was stated, read or copied, and is drawn full."""
        return self.quantity.status not in NOT_SURE


@dataclass(frozen=True)
class Drawing:
    """A chart and its size in px, margins included."""

    chart: alt.TopLevelMixin
    width: float
    height: float


@dataclass(frozen=True)
class Plot:
    """All that a drawing may see: the cells of a state, its scales, the width, and the words that stand in the drawing."""

    cells: tuple[Cell, ...]
    scales: Mapping[str, Scale]
    width: Width
    labels: Mapping[str, str]

    @property
    def frame(self) -> pd.DataFrame:
        """A row a cell that is drawn: its keys, value, status, digits as the text has them, and `cell` for the mark."""
        return pd.DataFrame(
            {
                "row": cell.row,
                "column": cell.column,
                "cell": cell.key,
                "value": cell.quantity.value,
                "unit": cell.quantity.unit,
                "status": cell.quantity.status,
                "role": cell.role,
                "scale": cell.scale,
                "text": self.text(cell),
            }
            for cell in self.cells
            if cell.role != "table"
        )

    @property
    def stamped(self) -> bool:
        """Whether the drawing bears a stamp, since something that is drawn is from memory."""
        return self.width.stamped and from_memory(self.cells)

    def text(self, cell: Cell) -> str:
        """The digits of a cell, as drawing and text show them."""
        return digits(cell, self.scales)

    def at(self, row: str, column: object) -> Cell:
        """The cell at a place of the table; KeyError names the place where there is none."""
        return cell_at(self.cells, row, column)

    def has(self, row: str, column: object) -> bool:
        """Whether there is a cell at a place of the table."""
        return any(cell.key == f"{row}|{column}" for cell in self.cells)


@dataclass(frozen=True)
class State:
    """One view of a figure: its key, its cells from the tables, its scales by name, and how it is drawn."""

    key: str
    cells: Callable[[Tables], tuple[Cell, ...]]
    scales: Mapping[str, Scale]
    draw: Callable[[Plot], Drawing]


@dataclass(frozen=True)
class Figure:
    """A figure: slug, number, the chart of the paper that it redraws (empty where it is ours), tables, states.

    `tables` names the only tables that its states are given; the first state is the default. `facts` are words and
    quantities that its texts need and that want sorting or choosing, by name. `crop` is what a thumbnail shows of the
    wide drawing: left, top, width and height in px, twice as wide as high, so that those in a row are alike.
    `years_down` puts the columns of the table down its side.
    """

    slug: str
    number: int
    paper: str
    tables: tuple[str, ...]
    states: tuple[State, ...]
    crop: tuple[float, float, float, float]
    facts: Callable[[tuple[Cell, ...]], Mapping[str, object]] = field(default=lambda cells: {})
    years_down: bool = False
    widths: tuple[Width, ...] = WIDTHS

    def state(self, key: str) -> State:
        """The state of a key; KeyError where there is none."""
        found = {state.key: state for state in self.states}
        if key not in found:
            raise KeyError(f"figure {self.slug!r} has no state {key!r}; it has {', '.join(found)}")
        return found[key]


def cell_at(cells: tuple[Cell, ...], row: str, column: object) -> Cell:
    """The cell at a place of a figure's table; KeyError names the place where there is none."""
    found = [cell for cell in cells if cell.key == f"{row}|{column}"]
    if not found:
        raise KeyError(f"no cell {row!r}, {str(column)!r}")
    return found[0]


def from_memory(cells: tuple[Cell, ...]) -> bool:
    """Whether any cell that is drawn is from memory: the words that say so go by themselves when it has been read."""
    return any(cell.quantity.status == "unverified" for cell in cells if cell.role != "table")


def counted(cells: tuple[Cell, ...]) -> list[str]:
    """The statuses of the values that a badge counts: all in the drawing, but for bases, which are true by definition."""
    return [cell.quantity.status for cell in cells if cell.shown and cell.role != "base"]


def digits(cell: Cell, scales: Mapping[str, Scale]) -> str:
    """The digits of a cell in drawing and text: as many decimals as its scale has, else as its unit bears."""
    scale = scales.get(cell.scale)
    return display.figure(cell.quantity, scale.decimals if scale else None)


def exact_digits(cell: Cell, scales: Mapping[str, Scale]) -> str:
    """The digits of a cell in the table of a figure, which may have more decimals than the drawing."""
    scale = scales.get(cell.scale)
    return display.figure(cell.quantity, scale.exact if scale else None)


class Named(dict):
    """The tables that a figure names; to ask for another one is a slip in its module."""

    def __missing__(self, name: str):
        raise KeyError(f"table {name!r} is not among the tables that the figure names: {', '.join(self)}")


def cells_of(figure: Figure, state: State, tables: Tables) -> tuple[Cell, ...]:
    """The cells of a state, from the tables that its figure names and no others."""
    return state.cells(Named({name: tables[name] for name in figure.tables}))


def faults_of(figure: Figure, tables: Tables) -> list[Problem]:
    """What keeps a figure from being drawn: a table or a row that is missing, a sum over nil, a value outside its axis."""
    if gone := [name for name in figure.tables if name not in tables]:
        return [
            Problem(PACKAGE, 1, f"figure {figure.slug} wants the table {name!r}{meant(name, tables)}") for name in gone
        ]
    found = []
    for state in figure.states:
        try:
            cells = cells_of(figure, state, tables)
        except NoSuchCell as error:
            found.append(problem_at(tables, error.table, 1, f"figure {figure.slug}: {error.args[0]}"))
        except ZeroDivisionError:
            message = f"figure {figure.slug}, {state.key}: a figure is nil that another is divided by"
            found.append(problem_at(tables, figure.tables[0], 1, message))
        else:
            found += [p for cell in cells if (p := outside(figure, state, cell, tables))]
    return list(dict.fromkeys(found))


def outside(figure: Figure, state: State, cell: Cell, tables: Tables) -> Problem | None:
    """The problem of a drawn value that lies outside the scale of its state; None where it lies within."""
    scale = state.scales.get(cell.scale)
    if cell.role == "table" or not scale or scale.holds(cell.quantity.value):
        return None
    address = cell.quantity.cells[0]
    name = address.partition("#")[0]
    low, high = (display.amount(v, 0 if v == int(v) else 1) for v in scale.domain)
    message = (
        f"figure {figure.slug}, {state.key}: {display.figure(cell.quantity)} at {cell.row}, {cell.column} lies outside "
        f"the drawn axis, {low} to {high}"
    )
    return problem_at(tables, name, tables[name].rows[address]["line"], message)


def problem_at(tables: Tables, name: str, line: int, message: str) -> Problem:
    """A problem at a line of a table."""
    return Problem(f"data/{tables[name].meta['path']}", line, message)
