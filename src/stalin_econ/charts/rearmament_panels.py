"""Figure 4, its panels: where each stands, and its bars, ticks and rings, encoded from the counts themselves."""

from dataclasses import dataclass
from itertools import product

import altair as alt
import pandas as pd

from ..theme import LIGHT
from ..vocabulary import NOT_SURE
from .figure import Cell, Plot
from .marks import CELL, Layer, Rule, axis
from .rearmament_cells import MEAN, PAIR, span
from .scale import Scale

# Rows that are bars, in the order of drawing: fill where a count is sure, fill where it is not, and what the bar of a
# single year leaves of the width of the panel's bars, so that the outline of the whole shows round a part. A mean of two
# years is no count of a year, and is pale however its sum was come by: else it would be the darkest mark of its panel.
BARS = {
    "troops": ("warfill", "warpale", 0),
    "tanks": ("warmid", "paper", 0),
    "proper": ("warfill", "warpale", 1),
    "aircraft": ("warfill", "warpale", 0),
    "guns": ("warfill", "warpale", 0),
}
PARTS = ("proper",)  # bars inside another, which have no outline of their own
# Other counts of what bars show: one year's is a tick, a series is rings.
RIVALS = {
    "harrison": {"type": "tick", "orient": "horizontal", "thickness": 2},
    "simonov": {"type": "point", "shape": "circle", "strokeWidth": 1},
}
RING = 36  # px square of the ring of a count, which is 6 px across
FILL, WIDE = alt.Fill("fill:N", scale=None), alt.Size("size:Q", scale=None)
PEN = alt.StrokeWidth("pen:Q", scale=None)


@dataclass(frozen=True)
class Panel:
    """Where a panel stands, in px of the drawing: its first year at `left`, a year `step` wide, nought at `base`.

    `key` names its scale and its words; one of its values is `unit` px high, a bar leaves `gap` px of its step. `head` is
    the place of its head; `labelled` and `dated` say whether values stand at its left, and years below it.
    """

    key: str
    first: int
    last: int
    left: float
    step: float
    gap: float
    base: float
    unit: float
    head: tuple[float, float]
    labelled: bool = False
    dated: bool = True

    @property
    def years(self) -> Scale:
        """Years over px, each in the middle of its step."""
        wide = self.step * (self.last - self.first + 1)
        return Scale("linear", (self.first - 0.5, self.last + 0.5)).over(self.left, self.left + wide)

    @property
    def bar(self) -> float:
        """How wide the bar of one year is."""
        return self.step - self.gap

    def values(self, plot: Plot) -> Scale:
        """Values over px, from nought at the foot of the panel."""
        scale = plot.scales[self.key]
        return scale.over(self.base, self.base - self.unit * scale.domain[1])

    def top(self, plot: Plot, cell: Cell) -> tuple[float, float]:
        """The middle of the upper edge of the bar of a cell, in px."""
        return self.years.px(sum(span(cell.column)) / 2), self.values(plot).px(cell.quantity.value)


def dressed(plot: Plot, panel: Panel) -> pd.DataFrame:
    """The cells of a panel with their years, and how each is drawn: a count full where it is sure, else pale or hollow.

    `bare` are marks without an outline.
    """
    frame = plot.frame[plot.frame["scale"] == panel.key]
    spans, unsure = frame["column"].map(span), frame["status"].isin(NOT_SURE)
    pale = unsure | (frame["column"] == MEAN)
    fills = [BARS.get(row, ("ink", "paper", 0))[int(lighter)] for row, lighter in zip(frame["row"], pale, strict=True)]
    wide = spans.map(lambda years: years[1] - years[0]) * panel.step + panel.bar
    inset = frame["row"].map({row: dress[2] for row, dress in BARS.items()}).fillna(0)
    frame = frame.assign(
        year=spans.map(sum) / 2,
        size=(wide - inset).where(frame["row"] != "simonov", RING),
        fill=[LIGHT[token] for token in fills],
        pen=frame["status"].map({"unverified": 0.75}).fillna(1),
        bare=~unsure | frame["row"].isin(PARTS),
    )
    return frame.drop(columns=["unit", "scale", "role", "text"])


def year_axis(panel: Panel, height: float) -> dict | None:
    """Years below a panel, each or each second but always the first: those known together named as such; the ends in full."""
    if not panel.dated:
        return None
    pair, each = [sum(PAIR) / 2] if panel.first == PAIR[0] else [], 1 if panel.step >= 26 else 2
    years = [*range(PAIR[1] + 1, panel.last + 1)] if pair else [*range(panel.last, panel.first - 1, -each)]
    if not pair and panel.first not in years:
        years[-1] = panel.first  # of two neighbours, which have no room for both
    full = years if panel.step > 40 else [panel.first, panel.last]
    text = f"indexof({full}, datum.value) < 0 ? slice('' + datum.value, 2) : '' + datum.value"
    if pair:
        text = f"datum.value == {pair[0]} ? '{PAIR[0]}–{PAIR[1] % 100}' : {text}"
    place = {"orient": "bottom", "offset": panel.base - height, "labelPadding": 7}
    return dict(values=sorted(years + pair), labelExpr=text, title=None, **place)


def marks_of(plot: Plot, panel: Panel, height: float) -> alt.LayerChart:
    """A panel, row by row: bars from nought, and over them what another count has."""
    frame, scale = dressed(plot, panel), panel.values(plot)
    labels = axis(scale, "left", format=",d", offset=-panel.left) if panel.labelled else None
    year = alt.X("year:Q", scale=panel.years.vega(), axis=year_axis(panel, height))
    value = alt.Y("value:Q", scale=scale.vega(), axis=labels, stack=None)
    layers = []
    for row, bare in product((*BARS, *RIVALS), (True, False)):
        own = frame[(frame["row"] == row) & (frame["bare"] == bare)].drop(columns="bare")
        mark = RIVALS.get(row, {"type": "bar", "orient": "vertical"})
        line = alt.StrokeValue(LIGHT["ink" if row in RIVALS else "war"])
        outline = {} if bare else {"stroke": line, "strokeWidth": PEN}
        if len(own):
            layers.append(Layer(own, mark=mark).encode(year, value, WIDE, FILL, description=CELL, **outline))
    return alt.layer(*layers)


def relayed(plot: Plot, panel: Panel) -> bool:
    """Whether any mark of a panel is quoted at second hand."""
    return any(c.scale == panel.key and c.role != "table" and c.quantity.status == "relayed" for c in plot.cells)


def levels(plot: Plot, panel: Panel) -> list[Rule]:
    """The level of 1938, where it is a hundred."""
    (left, right), scale = panel.years.pixels, panel.values(plot)
    base = [cell for cell in plot.cells if cell.role == "base" and cell.scale == panel.key][:1]
    return [Rule(left, scale.px(cell.quantity.value), right, scale.px(cell.quantity.value)) for cell in base]
