"""Figure 7: military burden against development: six powers, the poorest first, incomes left, burdens right.

Bars grow from a spine of names to both sides, so that the two would mirror each other if burdens followed incomes. Two
states differ in the share that is drawn: the highest one printed for each power, or that of 1942.
"""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from .. import theme
from ..measures import display
from ..theme import LIGHT
from ..vocabulary import NOT_SURE
from .burden_cells import INCOME, NET, PAIR, facts, highest_printed, of_1942
from .figure import Cell, Drawing, Figure, Plot, State
from .marks import CELL, PY, Label, Layer, Rule, canvas, rules, stamp, words
from .scale import Scale

# Fill where it is sure, fill where it is not, outline there. In comparisons of countries red is the USSR.
DRESS = {"USSR": theme.WAR, "Germany": ("germfill", "grey3", "germfill")}
STAMP = 40  # px above a drawing that needs one


# --- places -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Layout:
    """Where things stand at a width, in px: margins, rows, and the two zeros between which the names stand.

    A row is `step` high, one with a share less imports `more` higher; `bar` and `thin` are how thick a bar is, and one that
    is less imports; `low` and `lower` are how far below the middle of a row they lie, `lift` how far above it words do
    that have no room beside the bars.
    Incomes reach `incomes` px to the left of their zero, burdens `burdens` px to the right of theirs.
    """

    top: float
    bottom: float
    step: float
    more: float
    bar: float
    thin: float
    low: float
    lower: float
    lift: float
    left: float
    right: float
    incomes: float
    burdens: float
    names: float
    words: float


WIDE = Layout(50, 4, 60, 0, 30, 7, 0, 28, 0, 316, 404, 272, 304, 16, theme.TEXT)
SLIDE = Layout(42, 2, 34.5, 8, 16, 5, 0, 19, 0, 196, 274, 146, 190, theme.LABEL, theme.SMALL)
NARROW = Layout(58, 4, 54, 22, 18, 6, 5, 25, 15, 122, 124, 80, 168, theme.LABEL, theme.SMALL)
LAYOUTS = {theme.WIDE: WIDE, theme.SLIDE: SLIDE, theme.NARROW: NARROW}


@dataclass(frozen=True)
class Panel:
    """A state laid out: its scales in px, and the powers from the poorest."""

    plot: Plot
    layout: Layout
    incomes: Scale
    burdens: Scale
    rows: tuple[str, ...]

    def middle(self, row: str) -> float:
        """The middle of a row, or of a common one at the head of a higher row."""
        return self.place(self.rows.index(row)) + self.layout.step / 2

    def place(self, number: int) -> float:
        """Where a row begins; the last of them ends where one more would begin."""
        rivals = {cell.row for cell in self.plot.cells if cell.role == "rival"}
        return self.layout.step * number + self.layout.more * sum(row in rivals for row in self.rows[:number])

    @property
    def wide(self) -> bool:
        """Whether there is room beside the bars."""
        return self.plot.width.roomy

    @property
    def form(self) -> str:
        """The end of the names of words that have a short form."""
        return "" if self.wide else "_narrow"


def panel_of(plot: Plot) -> Panel:
    """The scales over their stretches, incomes to the left, and the rows in the order of the cells."""
    layout = LAYOUTS[plot.width]
    incomes = plot.scales["income"].over(layout.left, layout.left - layout.incomes)
    burdens = plot.scales["burden"].over(layout.right, layout.right + layout.burdens)
    return Panel(plot, layout, incomes, burdens, tuple(cell.row for cell in plot.cells if cell.column == INCOME))


def draw(plot: Plot) -> Drawing:
    """Names down the middle, incomes to their left, burdens to their right."""
    panel = panel_of(plot)
    layout, count = panel.layout, len(panel.rows)
    high = panel.place(count)
    top = layout.top + (STAMP if plot.stamped else 0)
    layers = [
        rules(Rule(0, y, plot.width.px, y, "rule") for y in (panel.place(PAIR), panel.place(count - PAIR))),
        bars(panel),
        words([*row_labels(panel), *income_labels(panel), *burden_labels(panel), *head_labels(panel)]),
        *(stamp(plot, 0, 15 - top) if plot.stamped else []),
    ]
    return canvas(layers, plot, high + top + layout.bottom, 0, 0, top, layout.bottom)


# --- marks --------------------------------------------------------------------------------------------------------


def dressed(frame: pd.DataFrame) -> pd.DataFrame:
    """Fill and outline of each bar: by country; pale and outlined where the figure is not sure."""
    dress = [DRESS.get(row, theme.GREY) for row in frame["row"]]
    unsure = frame["status"].isin(NOT_SURE)
    return frame.assign(
        fill=[LIGHT[d[1] if u else d[0]] for d, u in zip(dress, unsure, strict=True)],
        outline=[LIGHT[d[2]] if u else "transparent" for d, u in zip(dress, unsure, strict=True)],
    )


def bars(panel: Panel) -> alt.LayerChart:
    """Bars to both sides from zeros of their own; the share less imports is a thin one under its bar."""
    layout, frame = panel.layout, dressed(panel.plot.frame)
    colours = {"fill": alt.Fill("fill:N", scale=None), "stroke": alt.Stroke("outline:N", scale=None)}

    def layer(wanted: str, scale: Scale, size: float, low: float) -> alt.Chart:
        """The bars of some cells."""
        part = frame.query(wanted)[["row", "cell", "value", "fill", "outline"]]
        part = part.assign(py=[panel.middle(row) + low for row in part["row"]], zero=0).drop(columns="row")
        value = alt.X("value:Q", scale=scale.vega(), axis=None).stack(None)
        bar = Layer(part).mark_bar(size=size, orient="horizontal")
        return bar.encode(value, PY, x2="zero:Q", description=CELL, **colours)

    return alt.layer(
        layer("scale == 'income'", panel.incomes, layout.bar, layout.low),
        alt.layer(
            layer("scale == 'burden' and role == 'drawn'", panel.burdens, layout.bar, layout.low),
            layer("role == 'rival'", panel.burdens, layout.thin, layout.lower),
        ),
    ).resolve_scale(x="independent")


# --- words --------------------------------------------------------------------------------------------------------


def row_labels(panel: Panel) -> list[Label]:
    """Names on the spine, or over the bars where there is no room beside them; which are the pairs of the title."""
    layout, labels, found = panel.layout, panel.plot.labels, []
    spine, align = ((layout.left + layout.right) / 2, "center") if panel.wide else (layout.left, "right")
    for row in panel.rows:
        y = panel.middle(row) + (layout.low if panel.wide else -layout.lift)
        found.append(Label(spine, y, labels[row], size=layout.names, weight=600, align=align))
    for key, row in (("poorest", panel.rows[0]), ("richest", panel.rows[-PAIR])):
        y, text = panel.middle(row), labels.get(f"{key}_{panel.plot.width.name}", labels[key])
        x, y, align = (spine, y + layout.step / 2, "center") if panel.wide else (0, y - layout.lift, "left")
        found.append(Label(x, y, text, "muted", theme.SMALL, align=align))
    return found


def income_labels(panel: Panel) -> list[Label]:
    """The number at the end of each bar of income."""
    found = []
    for cell in (cell for cell in panel.plot.cells if cell.column == INCOME):
        x, y = panel.incomes.px(cell.quantity.value) - 7, panel.middle(cell.row) + panel.layout.low
        found.append(Label(x, y, panel.plot.text(cell), size=theme.LABEL, weight=600, align="right", cell=cell.key))
    return found


def burden_labels(panel: Panel) -> list[Label]:
    """The number at the end of each bar of burden, behind it or over the bar its year and measure; what the thin bar is."""
    layout, labels, found = panel.layout, panel.plot.labels, []
    for cell in panel.plot.cells:
        if cell.scale != "burden" or cell.role == "table":
            continue
        x, y = panel.burdens.px(cell.quantity.value) + 7, panel.middle(cell.row)
        if cell.role == "rival":
            x -= 2
            said = labels["net"].format(value=panel.plot.text(cell), year=cell.column.removeprefix(NET.format("")))
            x, y = (x, y + layout.lower) if panel.wide else (layout.right + 5, y + layout.lower + 13)
            found.append(Label(x, y, said, "war", layout.words, cell=cell.key))
            continue
        number = Label(x, y + layout.low, panel.plot.text(cell), size=theme.LABEL, weight=600, cell=cell.key)
        measure, years = labels[f"measure_{cell.row}"], display.listing(years_of(panel.plot, cell))
        said = labels[f"tail{panel.form}"].format(years=years, measure=measure)
        place = (x + number.width + 8, number.y) if panel.wide else (layout.right + 5, y - layout.lift)
        found += [number, Label(*place, said, "muted", layout.words)]
    return found


def years_of(plot: Plot, drawn: Cell) -> list[str]:
    """The years in which a power's share is the one that is drawn."""
    own = (cell for cell in plot.cells if cell.row == drawn.row and cell.scale == "burden" and cell.column.isdigit())
    return [cell.column for cell in own if cell.quantity.value == drawn.quantity.value]


def head_labels(panel: Panel) -> list[Label]:
    """Over each side, what it measures and in what unit."""
    layout, labels = panel.layout, panel.plot.labels
    size, found = theme.LABEL if panel.wide else theme.TEXT, []
    for side, x, align in (
        ("income", layout.left, "right"),
        ("burden", layout.right + (0 if panel.wide else 5), "left"),
    ):
        unit = Label(x, -7, labels[f"{side}_unit{panel.form}"], "muted", layout.words, align=align, valign="bottom")
        head = Label(x, -25, labels[f"{side}{panel.form}"], size=size, weight=600, align=align, valign="bottom")
        found += [head, unit]
    return found


SCALES = {"income": Scale("linear", (0, 6300), (), 0), "burden": Scale("linear", (0, 80), (), 0)}
FIGURE = Figure(
    slug="burden-and-development",
    number=7,
    paper="",
    tables=(
        "great_powers_military_burden", "great_powers_gdp", "great_powers_population_1938", "gnp_by_final_use",
    ),
    states=(
        State("default", highest_printed, SCALES, draw),
        State("burden-1942", of_1942, SCALES, draw),
    ),
    crop=(40, 56, 700, 350),
    facts=facts,
)  # fmt: skip
