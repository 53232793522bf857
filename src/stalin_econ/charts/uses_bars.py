"""The bars of figure 3 and the words that both its layouts need; where they stand is the layouts' affair."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt
import pandas as pd

from .. import theme
from ..theme import LIGHT
from ..vocabulary import NOT_SURE
from .figure import Plot
from .marks import CELL, Layer
from .scale import Scale
from .uses_cells import YEARS

BASE, OUTLINED, LOWEST, LAST = "1940", "1941", "1942", "1944"  # the paper's chart leaves out the year in outlines
COLUMNS = tuple(str(year) for year in YEARS)
# Row → fill where it is sure, fill where it is not, and the ink of its outline and of words beside it.
DRESS = {
    "military_outlays": theme.WAR,
    "home_outlays": theme.WAR,
    "civilian_uses": theme.CIVIL,
    "net_imports": ("aidfill", "aidfill", "aid"),
}
# Of a bar's breadth: imports on top of GNP are slender, so that they do not pass for a part of it; but not where breadth
# is a measure, since areas are compared there.
SLENDER = 0.62
LIMIT = "home_outlays"  # of what is known, no less than this
RUBLES = range(0, 251, 50)  # billion, on the second axis
THICKNESS = alt.Size("size:Q", scale=None)


@dataclass(frozen=True)
class Panel:
    """A plot laid out in px: its value scale, the middle of each year across it, and the breadth of a whole bar."""

    plot: Plot
    scale: Scale
    middle: Mapping[str, float]
    bar: float

    def px(self, row: str, year: str) -> float:
        """Where the value of a cell stands."""
        return self.scale.px(self.plot.at(row, year).quantity.value)

    def on_top(self, year: str) -> bool:
        """Whether the bar of a year bears net imports on top of GNP."""
        return self.plot.has("net_imports", year) and not self.plot.has("home_outlays", year)

    def end(self, year: str) -> float:
        """Where the bar of a year ends: at GNP, or at the net imports on top of it."""
        more = self.plot.at("net_imports", year).quantity.value if self.on_top(year) else 0
        return self.scale.px(self.plot.at("gnp", year).quantity.value + more)

    def breadth(self, year: str, row: str = "") -> float:
        """How broad the bar of a year, or the part of a row in it, is: by the size of its GNP where a state has it."""
        if self.plot.has("gnp_of_1940", year):
            return self.bar * self.plot.at("gnp_of_1940", year).quantity.value / 100
        return self.bar * (SLENDER if row == "net_imports" and self.on_top(year) else 1)


# --- bars ---------------------------------------------------------------------------------------------------------


def stacked(panel: Panel) -> pd.DataFrame:
    """The parts of the bars with ends, breadth, fill, outline, ink; `order` is that of the cells, from the ground up.

    Hatched parts are drawn last, so that the outlines of others do not lie over theirs.
    """
    frame = panel.plot.frame
    parts = frame[frame["row"].isin(DRESS)].copy()
    years, rows = parts.groupby("column"), zip(parts["row"], parts["column"], strict=True)
    high = years["value"].cumsum()
    size = [panel.breadth(year, row) for row, year in rows]
    parts = parts.assign(order=years.cumcount(), high=high, low=high - parts["value"], size=size)
    return dressed(parts.sort_values("row", key=lambda row: row == "net_imports", kind="stable"))


def dressed(parts: pd.DataFrame) -> pd.DataFrame:
    """Colours of the parts: full where sure, pale and outlined where not, bare in the year that the paper omits."""
    full, pale, ink = (parts["row"].map({row: dress[i] for row, dress in DRESS.items()}) for i in range(3))
    sure, hatched = ~parts["status"].isin(NOT_SURE), parts["row"] == "net_imports"
    bare = (parts["column"] == OUTLINED) & ~hatched
    fill = full.where(sure, pale).map(LIGHT).where(~bare, "transparent")
    return parts.assign(
        fill=fill.where(~hatched, theme.HATCH.format("aidfill")),
        outline=ink.map(LIGHT).where(bare | ~sure | hatched, LIGHT["paper"]),
        ink=ink.where(bare, "onfill").where(sure | bare, "onpale"),
    )


def bars(parts: pd.DataFrame, value, year, **mark) -> alt.Chart:
    """Stacked bars: one part a cell, parted by a hairline of paper, so that they are told apart without colour too."""
    fill, stroke = alt.Fill("fill:N", scale=None), alt.Stroke("outline:N", scale=None)
    chart = Layer(parts).mark_bar(strokeWidth=1.25, **mark)
    return chart.encode(
        value.stack("zero"), year, description=CELL, order="order:Q", size=THICKNESS, fill=fill, stroke=stroke
    )


def gnp_ticks(panel: Panel, value, year, over: float, **mark) -> alt.Chart:
    """A tick across each bar at GNP, so many px longer than the bar is broad."""
    gnp = panel.plot.frame.query("row == 'gnp'")
    gnp = gnp.assign(size=[panel.breadth(year) + over for year in gnp["column"]])
    return Layer(gnp).mark_tick(thickness=2, **mark).encode(value, year, description=CELL, size=THICKNESS)


# --- words --------------------------------------------------------------------------------------------------------


def headline(plot: Plot, year: str) -> tuple[str, str]:
    """The number at the head of a year, and its ink: the size of GNP, or the share of outlays, least to whole."""
    if plot.has("gnp_of_1940", year):
        return plot.text(plot.at("gnp_of_1940", year)), "ink"
    least = f"{plot.text(plot.at('home_share', year))}–" if plot.has("home_share", year) else ""
    return f"{least}{plot.text(plot.at('military_share', year))}%", "war"


def imports_words(plot: Plot, year: str) -> tuple[str, str]:
    """How much net imports were, and their ink; "not known" for the outlined year; nothing for the base year."""
    if plot.has("net_imports", year):
        return plot.labels["imports"].format(plot.text(plot.at("net_imports", year))), "aid"
    return (plot.labels["not_known"], "muted") if year == OUTLINED else ("", "muted")


def number(part, plot: Plot) -> str:
    """The number of a part, as its state writes it; a lower limit is rounded down, so that it remains one."""
    text = f"{math.floor(part.value)}" if part.row == LIMIT else part.text
    return plot.labels.get(f"number|{part.row}", plot.labels.get("number", "{}")).format(text)


def ruble_places(panel: Panel) -> dict[str, float]:
    """Where round amounts in billion rubles stand on the axis of per cent; empty where a state has no second axis."""
    if not panel.plot.has("gnp_rubles", BASE):
        return {}
    level = panel.plot.at("gnp_rubles", BASE).quantity.value
    return {str(amount): panel.scale.px(100 * amount / level) for amount in RUBLES}


def ruble_units(plot: Plot) -> list[tuple[str, str]]:
    """The unit of the second axis and its ink; and that its scale is from memory, where it is."""
    unsure = plot.at("gnp_rubles", BASE).quantity.status == "unverified"
    return [(plot.labels["rubles"], "muted"), *([(plot.labels["from_memory"], "caution")] if unsure else [])]
