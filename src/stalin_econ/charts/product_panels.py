"""The panels of figure 2: lines and points of a stretch of years, and the words at their ends.

What comes in are the cells of a state and a panel; what goes out are layers and labels. Nothing here knows a width.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import altair as alt
import pandas as pd

from .. import theme
from ..metrics import width
from ..theme import LIGHT
from ..vocabulary import NOT_SURE
from .figure import Cell, Plot
from .marks import CAP, CELL, Label, Layer, Rule, axis, dodge, runs
from .scale import Scale

HINGE, LAST = 1942, 1945
# Rows with a colour of their own, the last drawn on top; all others are one grey family.
INK = {
    "civilian_industry": "civilian", "military_services": "services", "defence_industry": "war", "arms_industry": "war",
    "gnp": "ink", "national_income": "ink",
}  # fmt: skip
# Rows that stand as words alone under the line of arms, in this order: what others found.
OTHERS = ("harrison_arms", "goldsmith", "official_arms")
# Ink → px: width of a line that is sure, of one from memory, of the outline of a ring, and radius of a point.
PENS = {"quiet": (1.75, 1, 1, 3), "ink": (3.25, 2, 2, 4)}
PEN = (2.5, 1.75, 1.75, 4)
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
    """The number of a cell, its last digit at x, and the name of its row; `own`: the words stand at the mark itself."""
    token = INK.get(cell.row, "war" if cell.row in OTHERS else "muted")
    size, weight = (theme.LABEL, 600) if cell.row in INK else (theme.SMALL if cell.row in OTHERS else theme.TEXT, 400)
    number = plot.text(cell)
    left = x - width(number, size, weight)
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


def at_hinge(plot: Plot, panel: Panel, room: float, gap: float) -> tuple[list[Label], list[Rule]]:
    """The values of 1942 and the names of the lines; under the line of arms, smaller, what others found."""
    cells = [cell for cell in plot.cells if cell.column == str(HINGE) and cell.role == "drawn"]
    wanted = [panel.place(cell)[1] for cell in cells]
    arms = next(y for cell, y in zip(cells, wanted, strict=True) if INK.get(cell.row) == "war")
    others = [plot.at(row, HINGE) for row in OTHERS if plot.has(row, HINGE)]
    air = min((y - arms for y in wanted if y > arms), default=math.inf) / (len(others) + 1)
    wanted += [arms + min(gap + 2 + (gap - 1) * place, air * (place + 1)) for place in range(len(others))]
    return beside(plot, cells + others, wanted, panel, room, gap - 1)


def last_cells(plot: Plot) -> list[Cell]:
    """The last cell of each row drawn."""
    return list({cell.row: cell for cell in plot.cells if cell.role == "drawn"}.values())


def at_end(plot: Plot, panel: Panel, room: float, gap: float) -> tuple[list[Label], list[Rule]]:
    """The values of 1945 and the names of the lines that reach it."""
    cells = [cell for cell in last_cells(plot) if cell.column == str(LAST)]
    return beside(plot, cells, [panel.place(cell)[1] for cell in cells], panel, room, gap)


def at_short_ends(plot: Plot, panel: Panel, frame: pd.DataFrame, taken: list[Label]) -> list[Label]:
    """Number and name of a line that stops early, at its last point where they are clear of other lines and words.

    Where there is no such place the number stands alone, or nothing: the name is at the hinge, the number in the note.
    """
    found = []
    for cell in last_cells(plot):
        if cell.column == str(LAST):
            continue
        (x, y), places = panel.place(cell), traces(panel, frame, cell.row)
        number, name = plot.text(cell), plot.labels[cell.row]
        others = [c for c in plot.cells if c.role == "drawn" and int(c.column) >= HINGE and c != cell]
        own, strange = point_box(panel, cell), [point_box(panel, other) for other in others]
        candidates = (
            Label(x + 9, y + shift, text, "muted", theme.TEXT, cell=cell.key)
            for text in (number + GAP + name, number)
            for shift in sorted(range(-9, 10), key=abs)
        )
        fit = (c for c in candidates if is_clear(c, places, taken + found) and is_nearest(c, own, strange))
        found += list(fit)[:1]
    return found


def traces(panel: Panel, frame: pd.DataFrame, but: str) -> list[tuple[float, float]]:
    """Places in px along the lines of a panel, all but one."""
    found = []
    for _, run in strokes(panel, frame[frame["row"] != but]).groupby(["run", "line"]):
        ends = [(panel.years.px(p.year), panel.values.px(p.value)) for p in run.sort_values("year").itertuples()]
        for (x, y), (x2, y2) in pairwise(ends):
            found += [(x + (x2 - x) * step / 20, y + (y2 - y) * step / 20) for step in range(21)]
    return found


def ink_box(label: Label, margin: float) -> tuple[float, float, float, float]:
    """The box of words of one line that begin at their place, with a margin."""
    high = CAP * label.size / 2 + margin
    return label.x - margin, label.y - high, label.x + label.width + margin, label.y + high


def is_clear(label: Label, places: list[tuple[float, float]], others: list[Label]) -> bool:
    """Whether words are clear of places in px and of other words."""
    left, top, right, foot = ink_box(label, 3)
    struck = any(left < x < right and top < y < foot for x, y in places)
    boxes = [ink_box(other, 0) for other in others]
    return not struck and not any(left < c and right > a and top < d and foot > b for a, b, c, d in boxes)


def point_box(panel: Panel, cell: Cell) -> tuple[float, float, float, float]:
    """The box of a point, outline included."""
    pen, (x, y) = PENS.get(INK.get(cell.row, "quiet"), PEN), panel.place(cell)
    reach = pen[3] + pen[2] / 2
    return x - reach, y - reach, x + reach, y + reach


def is_nearest(label: Label, own: tuple[float, ...], others: list[tuple[float, ...]]) -> bool:
    """Whether words are nearer to their own point than to any other."""
    left, top, right, foot = ink_box(label, 0)
    gaps = [math.hypot(max(left - c, a - right, 0), max(top - d, b - foot, 0)) for a, b, c, d in (own, *others)]
    return gaps[0] <= min(gaps[1:])


def at_peak(plot: Plot, panel: Panel) -> list[Label]:
    """The highest value of arms, over its point and clear of a hairline there, unless the point has words already."""
    arms = [cell for cell in plot.cells if cell.role == "drawn" and INK.get(cell.row) == "war"]
    peak = max(arms, key=lambda cell: cell.quantity.value)
    x, y = panel.place(peak)
    levels_there = [panel.values.px(v) for v in panel.values.ticks if -22 < panel.values.px(v) - y < -6]
    foot = min([y - 9, *(line - 4 for line in levels_there)])
    label = Label(x, foot, plot.text(peak), "war", theme.LABEL, 600, "center", "bottom", cell=peak.key)
    return [label] if HINGE < int(peak.column) < LAST else []
