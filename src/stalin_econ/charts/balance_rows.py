"""The rows of figure 1 laid out, and their marks: bars from parity, the other front, the lead in troops."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import altair as alt
import pandas as pd

from .. import theme
from ..measures.accounts import ARMED_FORCES
from ..memory import once
from ..theme import LIGHT
from ..vocabulary import NOT_SURE
from .balance_cells import AT_THE_FRONT
from .figure import Cell, Plot
from .marks import CELL, Label, Layer, Rule, boxes, in_expression
from .scale import Scale

HEAD = "stocks"  # the blank row that holds the head of the stocks
MOST_ROWS = 12  # of a state, with that one: a wide drawing of fewer spreads them over the same height


@dataclass(frozen=True)
class Layout:
    """Where things stand at a width, in px: the margins, and the rows.

    A row is `step` high, its bar `bar` thick and `low` below its middle, its name and counts `lift` above it. `columns`
    are the right ends of the counts, from parity. `values` and `notes` are sizes of words, `ring` is the area of one.
    The lead in troops is seen `band` px above and below a bar, or from bar to bar where that is nil.
    """

    left: float
    right: float
    top: float
    bottom: float
    step: float
    bar: float
    low: float
    lift: float
    columns: tuple[float, float]
    values: float
    notes: float
    ring: float
    band: float


WIDE = Layout(344, 50, 42, 2, 32, 20, 0, 0, (-104, -28), theme.LABEL, theme.TEXT, 62, 0)
SLIDE = Layout(332, 44, 36, 2, 17, 13, 0, 0, (-100, -32), theme.TEXT, theme.SMALL, 40, 0)
NARROW = Layout(0, 36, 44, 26, 46, 16, 10, 12, (226, 320), theme.SMALL, theme.SMALL, 40, 4)
LAYOUTS = {theme.WIDE: WIDE, theme.SLIDE: SLIDE, theme.NARROW: NARROW}
THICKEST = 28  # px of a bar where rows are spread


@dataclass(frozen=True)
class Panel:
    """The rows of a state laid out: the scale in px and, for each row, its marks and the middle of its bar."""

    plot: Plot
    layout: Layout
    scale: Scale

    @once
    def bars(self) -> dict[str, Cell]:
        """The cell of each row that is a bar."""
        return {cell.row: cell for cell in self.plot.cells if cell.role == "drawn"}

    @once
    def others(self) -> dict[str, Cell]:
        """The cell of a row that is its ratio on the other front."""
        return {cell.row: cell for cell in self.plot.cells if cell.role == "rival"}

    @once
    def stocks(self) -> list[str]:
        """The rows that are stocks."""
        return [row for row, cell in self.bars.items() if cell.column == AT_THE_FRONT]

    @once
    def slots(self) -> list[str]:
        """Rows from above, with a blank one for the head of the stocks."""
        return [row for row in self.bars if row not in self.stocks] + ([HEAD, *self.stocks] if self.stocks else [])

    @once
    def lead(self) -> float:
        """The lead in troops; parity where a state has no troops."""
        return self.bars[ARMED_FORCES].quantity.value if ARMED_FORCES in self.bars else 1

    @property
    def high(self) -> float:
        """The height of all rows."""
        return self.layout.step * len(self.slots)

    @property
    def end(self) -> float:
        """The right edge of the drawing, from parity."""
        return self.plot.width.px - self.layout.left

    def middle(self, row: str) -> float:
        """The middle of the bar of a row."""
        return self.layout.step * (self.slots.index(row) + 0.5) + self.layout.low

    def px(self, cell: Cell) -> float:
        """Where the value of a cell stands."""
        return self.scale.px(cell.quantity.value)

    def marks(self, row: str) -> list[Cell]:
        """The marks of a row, the innermost first."""
        return sorted((marks[row] for marks in (self.bars, self.others) if row in marks), key=self.px)


def panel_of(plot: Plot) -> Panel:
    """The rows of a state at a width; where they are few and there is room, they are spread and their bars thicker."""
    layout = LAYOUTS[plot.width]
    panel = Panel(plot, layout, plot.scales["value"].over(0, plot.width.px - layout.left - layout.right))
    step = layout.step * MOST_ROWS / len(panel.slots)
    spread = replace(layout, step=step, bar=min(THICKEST, layout.bar * step / layout.step))
    return replace(panel, layout=spread) if plot.width.roomy else panel


# --- parts of bars ------------------------------------------------------------------------------------------------


class Part(NamedTuple):
    """A part of the bar of a row: from where to where on its scale, the token of its fill, and its dress."""

    row: str
    cell: str
    low: float
    high: float
    token: str
    fill: str
    outline: str
    edge: float


def parts_of(panel: Panel) -> list[Part]:
    """The parts of the bars: pale from parity to the lead in troops, strong from there on; outlined if not sure.

    A stock that is not sure is one bare part, in which its number has room.
    """
    found = []
    for row, cell in panel.bars.items():
        value, sure = cell.quantity.value, cell.sure
        whole = row in panel.stocks and not sure
        lead = value if whole else min(panel.lead, value)
        tokens = ("warmid", "warfill") if sure else ("paper", "warpale")
        edge = ("transparent", 1) if sure else (LIGHT["war"], 1.5)
        found += [
            Part(row, cell.key, low, high, token, LIGHT[token], *edge)
            for low, high, token in zip((1, lead), (lead, value), tokens, strict=True)
            if high > low
        ]
    return found


def part_at(parts: list[Part], row: str, value: float) -> Part:
    """The part of a row's bar in which a value lies."""
    return next(part for part in parts if part.row == row and part.low < value <= part.high)


def cuts(panel: Panel, parts: list[Part], labels: list[Label]) -> pd.DataFrame:
    """Where a full part is cut: at each doubling on which neither words nor another mark of its row stand."""
    found = []
    for part in (part for part in parts if part.token == "warfill"):
        taken = [reach(label) for label in labels if label.y == panel.middle(part.row)]
        taken += [(panel.px(mark) - 2, panel.px(mark) + 2) for mark in panel.marks(part.row)]
        found += [
            {"row": part.row, "value": tick} for tick in panel.scale.ticks
            if part.low < tick < part.high and not any(a - 6 < panel.scale.px(tick) < b + 6 for a, b in taken)
        ]  # fmt: skip
    return pd.DataFrame(found, columns=["row", "value"])


def reach(label: Label) -> tuple[float, float]:
    """From where to where words go."""
    left = label.x - (label.width if label.align == "right" else 0)
    return left, left + label.width


def other_marks(panel: Panel) -> pd.DataFrame:
    """The ratio of each row on the other front, whether beyond the bar, and the edge of its ring, thin if not sure."""
    frame = panel.plot.frame.query("role == 'rival'")
    beyond = [value > panel.bars[row].quantity.value for row, value in zip(frame["row"], frame["value"], strict=True)]
    edge = [1 if status in NOT_SURE else 2 for status in frame["status"]]
    return frame[["row", "cell", "value"]].assign(beyond=beyond, edge=edge)


# --- marks --------------------------------------------------------------------------------------------------------


def axis_of(panel: Panel) -> dict:
    """Ratios at each doubling, parity by its name: above the rows, or below them where names stand over the bars."""
    below = bool(panel.layout.band)
    named = f"datum.value == 1 ? '{in_expression(panel.plot.labels['parity'])}' : datum.label"
    return {
        "values": list(panel.scale.ticks), "orient": "bottom" if below else "top", "title": None, "labelExpr": named,
        "labelFlush": below, "labelOverlap": False, "ticks": True, "tickSize": 5, "labelPadding": 4, "translate": 0,
    }  # fmt: skip


def marks_of(panel: Panel, parts: list[Part], labels: list[Label]) -> list[alt.Chart]:
    """Bars from parity in their parts, cuts in them, and the other front: a notch in the bar or a ring beyond it."""
    layout, axis = panel.layout, axis_of(panel)
    row = alt.Y("row:N", scale={"domain": panel.slots, "paddingInner": 0, "paddingOuter": 0}, axis=None)

    def along(field: str) -> alt.X:
        """A ratio along the axis."""
        return alt.X(f"{field}:Q", scale=panel.scale.vega(), axis=axis)

    upright = {"orient": "vertical", "size": layout.bar, "color": LIGHT["paper"], "yOffset": layout.low}
    bar = Layer(pd.DataFrame(parts).drop(columns="token")).mark_bar(
        size=layout.bar, strokeWidth=alt.expr("datum.edge"), yOffset=layout.low
    )
    other = Layer(other_marks(panel))
    ring = other.transform_filter("datum.beyond").mark_point(
        size=layout.ring,
        fill=LIGHT["paper"],
        stroke=LIGHT["war"],
        strokeWidth=alt.expr("datum.edge"),
        yOffset=layout.low,
    )
    notch = other.transform_filter("!datum.beyond").mark_tick(thickness=2.5, **upright)
    cut = Layer(cuts(panel, parts, labels)).mark_tick(thickness=1, opacity=0.5, **upright)
    colours = {"fill": alt.Fill("fill:N", scale=None), "stroke": alt.Stroke("outline:N", scale=None)}
    return [
        bar.encode(along("low"), row, x2="high", description=CELL, **colours),
        cut.encode(along("value"), row),
        *(mark.encode(along("value"), row, description=CELL) for mark in (notch, ring)),
    ]


def whiskers(panel: Panel) -> list[Rule]:
    """A thin line from the end of a bar to a ring beyond it."""
    pairs = [(panel.bars[row], other, panel.middle(row)) for row, other in panel.others.items()]
    return [
        Rule(panel.px(bar), y, panel.px(other), y, "war", 1.25)
        for bar, other, y in pairs
        if panel.px(other) > panel.px(bar)
    ]


def curtain(panel: Panel) -> list[alt.Chart]:
    """The lead in troops as a band behind the bars; where names stand between these, in pieces."""
    if panel.lead == 1:
        return []
    layout, edge = panel.layout, panel.scale.px(panel.lead)
    half = layout.bar / 2 + layout.band
    middles = [panel.middle(row) for row in panel.bars]
    places = [(0, y - half, edge, y + half) for y in middles] if layout.band else [(0, 0, edge, panel.high)]
    return [boxes(places, fill=LIGHT["band"])]


def frame_rules(panel: Panel) -> list[Rule]:
    """Parity, and hairlines that part troops, the year's weapons, and stocks."""
    layout, half = panel.layout, panel.layout.bar / 2 + panel.layout.band
    if layout.band:
        parity = [Rule(0, panel.middle(row) - half, 0, panel.middle(row) + half, "ink", 1.25) for row in panel.bars]
    else:
        parity = [Rule(0, 0, 0, panel.high, "ink", 1.25)]
    troops = [layout.step] if panel.lead > 1 and not layout.band else []
    stocks = [layout.step * panel.slots.index(HEAD) + layout.band] if panel.stocks else []
    return [*(Rule(-layout.left, y, panel.end, y, "rule") for y in (*troops, *stocks)), *parity]
