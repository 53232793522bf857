"""The panels of figure 2: lines and points of a stretch of years, and the words between them.

What comes in are the cells of a state and a panel; what goes out are layers and labels. Nothing here knows a width.
"""

import math
from dataclasses import dataclass

import altair as alt
import pandas as pd

from .. import theme
from ..metrics import width
from ..theme import LIGHT
from ..vocabulary import NOT_SURE
from .figure import Cell, Plot
from .marks import CELL, Label, Layer, Rule, axis, dodge, runs
from .scale import Scale

HINGE, LAST = 1942, 1945
# Rows with a colour of their own, the last drawn on top; all others are one grey family.
INK = {
    "civilian_industry": "civilian", "military_services": "services", "defence_industry": "war", "arms_industry": "war",
    "gnp": "ink", "national_income": "ink",
}  # fmt: skip
# Rows that stand as words alone at the line of arms, in this order: what others found.
OTHERS = ("harrison_arms", "goldsmith", "official_arms")
# Ink → px: width of a line that is sure, of one from memory, of the outline of a ring, and radius of a point.
PENS = {"quiet": (1.75, 1, 1, 3), "ink": (3.25, 2, 2, 4)}
PEN = (2.5, 1.75, 1.75, 4)
INDENT = 6  # px
GAP = "\N{NO-BREAK SPACE} "  # between a number and a name; one blank is too little


@dataclass(frozen=True)
class Panel:
    """A stretch of years in px of the plot, and the place of its head.

    `echo`: its first year repeats a year of another panel, on another stretch of px.
    """

    years: Scale
    values: Scale
    head: float
    echo: bool = False

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The points of a frame in the years of the panel."""
        return frame[frame["year"].between(*self.years.domain)]

    def place(self, cell: Cell) -> tuple[float, float]:
        """Where the point of a cell stands, in px."""
        return self.years.px(int(cell.column)), self.values.px(cell.quantity.value)


# --- lines and points ---------------------------------------------------------------------------------------------


def dressed(plot: Plot) -> pd.DataFrame:
    """The cells drawn with year, ink, pen and point: a ring where a value is not sure, a thin line where from memory."""
    frame = plot.frame.assign(year=lambda f: f["column"].astype(int), token=lambda f: f["row"].map(INK).fillna("quiet"))
    thin = (frame["status"] == "unverified").groupby(frame["row"]).transform("any")
    pens = [PENS.get(token, PEN) for token in frame["token"]]
    frame = frame.assign(
        colour=frame["token"].map(LIGHT),
        ring=frame["status"].isin(NOT_SURE) & (frame["role"] != "base"),
        pen=[pen[int(unsure)] for pen, unsure in zip(pens, thin, strict=True)],
        outline=[pen[2] for pen in pens],
        size=[4 * pen[3] ** 2 for pen in pens],
        rank=frame["row"].map({row: rank for rank, row in enumerate(INK, 1)}).fillna(0),
    )
    return runs(frame).sort_values(["rank", "row", "year"], kind="stable")


def strokes(panel: Panel, frame: pd.DataFrame) -> pd.DataFrame:
    """Points of the lines of a panel. What leaves an echo is a stroke of its own, which stands for no line."""
    inside, first = panel.of(frame), panel.years.domain[0]
    if panel.echo:
        leaving = inside[inside["year"] <= first + 1].assign(line="")
        inside = pd.concat([leaving, inside[inside["year"] > first]])
    return inside[inside.groupby(["run", "line"])["year"].transform("size") > 1]


def points(panel: Panel, frame: pd.DataFrame) -> pd.DataFrame:
    """Points of a panel; those of an echo repeat a cell and do not stand for it."""
    inside = panel.of(frame)
    repeated = panel.echo & (inside["year"] == panel.years.domain[0])
    return inside.assign(cell=inside["cell"].where(~repeated, ""))


def curves(panel: Panel, frame: pd.DataFrame, height: float, labelled: bool) -> alt.LayerChart:
    """Lines, rings and points of a panel on its own two scales; values are labelled at the left of the plot, if at all."""
    foot = axis(
        panel.years, "bottom", format="d", labelPadding=10, labelFlush=False, offset=panel.values.pixels[0] - height
    )
    year = alt.X("year:Q", scale=panel.years.vega(), axis=foot)
    level = axis(panel.values, "left", labelPadding=9) if labelled else None
    value = alt.Y("value:Q", scale=panel.values.vega(), axis=level)
    colour, size = {"field": "colour", "type": "nominal", "scale": None}, alt.Size("size:Q", scale=None)
    lines = Layer(strokes(panel, frame)).mark_line(strokeWidth=alt.expr("datum.pen")).encode(
        year, value, color=alt.Color(**colour), detail=["run:N", "line:N"], description=alt.Description("line:N")
    )  # fmt: skip
    marks = points(panel, frame)
    rings = Layer(marks[marks["ring"]]).mark_point(filled=True, fill=LIGHT["paper"]).encode(
        year, value, stroke=alt.Stroke(**colour), strokeWidth=alt.StrokeWidth("outline:N", scale=None), size=size,
        description=CELL,
    )  # fmt: skip
    dots = Layer(marks[~marks["ring"]]).mark_circle(opacity=1)
    return alt.layer(lines, rings, dots.encode(year, value, fill=alt.Fill(**colour), size=size, description=CELL))


def levels(panel: Panel) -> list[Rule]:
    """A hairline at each labelled value, a stronger one at nil and at the base."""
    (left, right), values = panel.years.pixels, panel.values
    return [Rule(left, values.px(v), right, values.px(v), "quiet" if v in (0, 100) else "rule") for v in values.ticks]


# --- words --------------------------------------------------------------------------------------------------------


def named(plot: Plot, cell: Cell, x: float, y: float, own: bool) -> Label:
    """The number of a cell, its last digit at x, and the name of its row; `own`: the words stand at the mark itself.

    What others found stands a little to the right, and in no line's ink, since it is not at its own height.
    """
    token = INK.get(cell.row, "muted")
    size, weight = (theme.LABEL, 600) if cell.row in INK else (theme.SMALL if cell.row in OTHERS else theme.TEXT, 400)
    number = plot.text(cell)
    left = x - width(number, size, weight) + (INDENT if cell.row in OTHERS else 0)
    return Label(left, y, number + GAP + plot.labels[cell.row], token, size, weight, cell=cell.key if own else "")


def settled(places: list[float], gap: float, floor: float) -> list[float]:
    """Places in px set apart by a gap, the lowest no lower than the floor."""
    apart, last = dodge(places, gap), len(places) - 1
    order = sorted(range(len(apart)), key=apart.__getitem__)
    room = {index: floor - (last - rank) * gap for rank, index in enumerate(order)}
    return [min(place, room[index]) for index, place in enumerate(apart)]


def beside(plot: Plot, cells: list[Cell], wanted: list[float], panel: Panel, room: float, gap: float):
    """Numbers and names in a column right of a panel, and hairlines from points to words that had to be moved.

    `room` are the px from the edge of the panel to the last digit of the numbers.
    """
    edge, found, leaders = panel.years.pixels[1], [], []
    for cell, y0, y in zip(cells, wanted, settled(wanted, gap, panel.values.pixels[0]), strict=True):
        at_mark, moved = cell.role != "table", abs(y - y0)
        alone = sum(abs(other - y0) < 10 for other in wanted) == 1
        found.append(named(plot, cell, edge + room, y, at_mark and alone and moved < 1))
        leaders += [Rule(edge + 7, y0, found[-1].x - 4, y)] if at_mark and moved > 2.5 else []
    return found, leaders


def arms_of(plot: Plot) -> Cell:
    """The value of the line of arms in 1942."""
    return next(c for c in plot.cells if c.column == str(HINGE) and c.role == "drawn" and INK.get(c.row) == "war")


def others_of(plot: Plot) -> tuple[list[Cell], list[Cell]]:
    """What others found of arms in 1942: the less and the more, each in the order of their rows."""
    own, others = arms_of(plot).quantity.value, [plot.at(row, HINGE) for row in OTHERS if plot.has(row, HINGE)]
    return [c for c in others if c.quantity.value <= own], [c for c in others if c.quantity.value > own]


def at_hinge(plot: Plot, panel: Panel, room: float, gap: float) -> tuple[list[Label], list[Rule]]:
    """The values of 1942 and the names of the lines; at the line of arms, smaller, what others found: less below it, more above."""
    cells = [cell for cell in plot.cells if cell.column == str(HINGE) and cell.role == "drawn"]
    wanted = [panel.place(cell)[1] for cell in cells]
    arms, (less, more) = panel.place(arms_of(plot))[1], others_of(plot)
    air = min((y - arms for y in wanted if y > arms), default=math.inf) / (len(less) + 1)
    wanted += [arms + min(gap + 2 + (gap - 1) * place, air * (place + 1)) for place in range(len(less))]
    wanted += [arms - gap - 1 - (gap - 1) * place for place in reversed(range(len(more)))]
    return beside(plot, cells + less + more, wanted, panel, room, gap - 1)


def at_peak(plot: Plot, panel: Panel) -> list[Label]:
    """The highest value of arms, over its point and clear of a hairline there, unless the point has words already."""
    arms = [cell for cell in plot.cells if cell.role == "drawn" and INK.get(cell.row) == "war"]
    peak = max(arms, key=lambda cell: cell.quantity.value)
    x, y = panel.place(peak)
    levels_there = [panel.values.px(v) for v in panel.values.ticks if -22 < panel.values.px(v) - y < -6]
    foot = min([y - 9, *(line - 4 for line in levels_there)])
    label = Label(x, foot, plot.text(peak), "war", theme.LABEL, 600, "center", "bottom", cell=peak.key)
    return [label] if HINGE < int(peak.column) < LAST else []
