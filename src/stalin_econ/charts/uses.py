"""Figure 3: gross national product by final use, 1940 to 1944: what the war took, what was left, what came from abroad.

One drawing serves four states, which differ in their cells: per cent of the GNP of 1940; billion rubles; per cent of
each year's GNP, in bars as broad as that GNP; and outlays net of all imports.
"""

from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from .. import theme
from ..metrics import wrapped
from ..theme import LIGHT
from .figure import Drawing, Figure, Plot, State
from .marks import CAP, Label, Rule, arrowhead, axis, canvas, rules, stamp, words
from .scale import Scale
from .uses_bars import (
    BASE,
    COLUMNS,
    DRESS,
    LAST,
    LOWEST,
    RUBLES,
    Panel,
    bars,
    gnp_ticks,
    headline,
    imports_words,
    number,
    ruble_places,
    ruble_units,
    stacked,
)
from .uses_cells import facts, met_at_home, of_1940, of_year, rubles

EVEN = {"paddingInner": 0, "paddingOuter": 0}  # a band a year, edge to edge


@dataclass(frozen=True)
class Layout:
    """The columns, in px: the height of the drawing and what of it is above the bars, the place of the line on the large
    numbers, the breadth of a bar, and of one with words beside it; whether a key names the parts, since bars have no room.
    """

    height: float
    top: float
    head: float
    bar: float
    beside: float
    keyed: bool = False


LAYOUTS = {theme.WIDE: Layout(428, 70, -55, 106, 88), theme.SLIDE: Layout(256, 82, -50, 68, 68, keyed=True)}


def draw(plot: Plot) -> Drawing:
    """Columns where there is room, else rows."""
    return draw_wide(plot) if plot.width.roomy else draw_narrow(plot)


# --- columns ------------------------------------------------------------------------------------------------------


def draw_wide(plot: Plot) -> Drawing:
    """A column a year under a line of large numbers; a tick at GNP; the drop from 1940 to 1942."""
    at, left, right, bottom = LAYOUTS[plot.width], 46, 78, 28
    top, bar = at.top, at.beside if plot.has("home_outlays", LOWEST) else at.bar
    wide, high = plot.width.px - left - right, at.height - top - bottom
    middle = {year: wide * (i + 0.5) / len(COLUMNS) for i, year in enumerate(COLUMNS)}
    panel = Panel(plot, plot.scales["value"].over(high, 0), middle, bar)
    value = alt.Y("value:Q", scale=panel.scale.vega(), axis=axis(panel.scale, "left", plot.labels["unit"], ticks=True))
    years = {
        "title": None,
        "labelAngle": 0,
        "labelFontSize": theme.LABEL,
        "labelColor": LIGHT["ink"],
        "labelPadding": 8,
    }
    year, parts = alt.X("column:O", scale=EVEN, axis=years), stacked(panel)
    layers = [
        *(drop(panel, at) if "drop" in plot.labels else []),
        bars(parts, value, year),
        rules([Rule(0, high, wide, high)]),
        gnp_ticks(panel, value, year, 12, orient="horizontal"),
        words([*head_labels(panel, left, at), *gnp_labels(panel), *import_labels(panel, parts, at)]),
        words(part_labels(panel, parts, at)),
        *(right_axis(panel, wide, right) if ruble_places(panel) else []),
        *(stamp(plot, wide + right, -58, "right") if plot.stamped else []),
    ]
    return canvas(layers, plot, at.height, left, right, top, bottom)


def drop(panel: Panel, at: Layout) -> list[alt.Chart]:
    """The level of 1940 carried to 1942, and an arrow from it down to the GNP of 1942; its words under the level, or over it."""
    high, low = panel.px("gnp", BASE), panel.px("gnp", LOWEST)
    edge = panel.middle[LOWEST] + panel.bar / 2 + 3
    lines = [Rule(panel.middle[BASE] + panel.bar / 2, high, edge, high), Rule(edge, high, edge, low - 9, "ink")]
    x, y, valign = (edge, high - 4, "bottom") if at.keyed else (edge - 7, high + 10, "top")
    text = Label(x, y, panel.plot.labels["drop"], align="right", valign=valign)
    return [rules(lines), arrowhead(edge, low - 6), words([text])]


def head_labels(panel: Panel, left: float, at: Layout) -> list[Label]:
    """A large number over each year, and in its ink what it is; before it the key, where a drawing has one."""
    numbers = {year: headline(panel.plot, year) for year in COLUMNS}
    size = 18 if panel.plot.has("gnp_of_1940", BASE) else 24
    key = key_names(panel.plot, -left, at.head - 20) if at.keyed else []
    found = [*key, Label(-left, at.head, panel.plot.labels["headline"], numbers[BASE][1])]
    return found + [Label(panel.middle[y], -23, text, ink, size, 600, "center") for y, (text, ink) in numbers.items()]


def gnp_labels(panel: Panel) -> list[Label]:
    """GNP at its ticks: named over the first, a number beside the others where it is not a hundred by definition."""
    found = []
    for year, x in panel.middle.items():
        gnp, y = panel.plot.at("gnp", year), panel.px("gnp", year)
        text = panel.plot.text(gnp)
        if year == BASE:
            named = panel.plot.labels["gnp"].format(text)
            found.append(Label(x, y - 7, named, weight=600, align="center", valign="bottom", cell=gnp.key))
        elif gnp.role != "base":
            found.append(Label(x + panel.bar / 2 + 9, y, text, weight=600, cell=gnp.key))
    return found


def import_labels(panel: Panel, parts: pd.DataFrame, at: Layout) -> list[Label]:
    """Net imports over the bar, named where no key does; where they stand within it, their number beside them, named beside the last bar."""
    found, name = [], panel.plot.labels["imports_name"]
    middles = dict(zip(parts["cell"], (parts["low"] + parts["high"]) / 2, strict=True))
    for year, x in panel.middle.items():
        text, token = imports_words(panel.plot, year)
        if panel.plot.has("home_outlays", year):
            cell = panel.plot.at("net_imports", year)
            beside, y = f"{name}\n{text}" if year == LAST else text, panel.scale.px(middles[cell.key])
            found.append(Label(x + panel.bar / 2 + 7, y, beside, token, theme.SMALL, cell=cell.key))
        elif text and under_cap(panel, year, at):
            y = panel.px("gnp", year) + 6
            found.append(Label(x, y, f"{name}\n{text}", token, theme.SMALL, align="center", valign="top", leading=14))
        elif text:
            named = text if at.keyed else f"{name}\n{text}"
            found.append(Label(x, panel.end(year) - 8, named, token, align="center", valign="bottom"))
    return found


def under_cap(panel: Panel, year: str, at: Layout) -> bool:
    """Whether net imports are named within the bar of a year: on a slide two lines over it would lie on the level of 1940."""
    return at.keyed and not panel.on_top(year) and bool(imports_words(panel.plot, year)[0])


def part_labels(panel: Panel, parts: pd.DataFrame, at: Layout) -> list[Label]:
    """The number in the middle of each part, and its name where it is first met and no key names it.

    The name stands under the number, or to the right of the bar where the part has no room for both.
    """
    found, large = [], 24 if panel.plot.has("gnp_of_1940", BASE) else 17
    for part in parts[parts["row"] != "net_imports"].itertuples():
        name = "" if at.keyed else panel.plot.labels.get(f"{part.row}|{part.column}", "")
        size = 17 if part.row == "civilian_uses" else large
        below = 16 * (name.count("\n") + bool(name))  # px that the name takes
        taken = 32 if part.row == "civilian_uses" and under_cap(panel, part.column, at) else 0
        foot, top = panel.scale.px(part.low), panel.scale.px(part.high) + taken
        x, y = panel.middle[part.column], (foot + top) / 2
        within = CAP * size + below + 10 <= foot - top
        y -= below / 2 if within else 0
        found.append(Label(x, y, number(part, panel.plot), part.ink, size, 600, "center", cell=part.cell))
        if name and within:
            found.append(Label(x, y + CAP * size / 2 + 8, name, part.ink, align="center", valign="top"))
        elif name:
            found.append(Label(x + panel.bar / 2 + 7, y, name, DRESS[part.row][2], theme.SMALL))
    return found


def right_axis(panel: Panel, wide: float, right: float) -> list[alt.Chart]:
    """Ticks and numbers of the second axis; over them, line by line, its unit and how sure it is."""
    places = ruble_places(panel)
    units = ruble_units(panel.plot)
    numbers = [Label(wide + 32, y, text, "muted", theme.SMALL) for text, y in places.items()]
    numbers += [
        Label(wide + right, -4 - 16 * (len(units) - i), text, ink, theme.SMALL, align="right")
        for i, (text, ink) in enumerate(units)
    ]
    return [rules(Rule(wide + 22, y, wide + 27, y) for y in places.values()), words(numbers)]


# --- rows ---------------------------------------------------------------------------------------------------------


def draw_narrow(plot: Plot) -> Drawing:
    """A row a year: a line of words, then the bar; a second axis under the first where a state has one."""
    step, low, room = 62, 10, 42  # px: a row; from its middle to that of its bar; for words at the bar's end
    middle = {year: step * (i + 0.5) + low for i, year in enumerate(COLUMNS)}
    panel = Panel(plot, plot.scales["value"].over(0, plot.width.px - room), middle, 28)
    key, foot = key_labels(plot), step * len(COLUMNS)
    top, bottom = key[-1].y + 16, 74 if ruble_places(panel) else 26
    under = axis(panel.scale, "bottom", plot.labels["unit"], ticks=True, labelFlush=True, labelPadding=3)
    value = alt.X("value:Q", scale=panel.scale.vega(), axis=under)
    year, parts = alt.Y("column:O", scale=EVEN, axis=None), stacked(panel)
    layers = [
        bars(parts, value, year, yOffset=low),
        gnp_ticks(panel, value, year, 10, orient="vertical", yOffset=low),
        words(replace(label, y=label.y - top) for label in key),
        words([*row_labels(panel), *end_labels(panel), *bar_labels(panel, parts)]),
        *(lower_axis(panel, foot + 34) if ruble_places(panel) else []),
        *(stamp(plot, 0, 14 - top) if plot.stamped else []),
    ]
    return canvas(layers, plot, foot + top + bottom, 0, 0, top, bottom)


def key_names(plot: Plot, x: float, y: float) -> list[Label]:
    """Names of the parts in their colours, beside each other."""
    found = []
    for row in ("military_outlays", "civilian_uses", "net_imports"):
        found.append(Label(x, y, plot.labels[row], DRESS[row][2], weight=600))
        x += found[-1].width + 18
    return found


def key_labels(plot: Plot) -> list[Label]:
    """Names of the parts in their colours, then what the large number of a row is; y from the top of the drawing."""
    y = 46.0 if plot.stamped else 8.0
    found = key_names(plot, 0, y)
    ink = headline(plot, BASE)[1]
    lines = wrapped(plot.labels["headline"], theme.SMALL, plot.width.px)
    return found + [Label(0, y + 22 + 17 * i, line, ink, theme.SMALL) for i, line in enumerate(lines)]


def row_labels(panel: Panel) -> list[Label]:
    """In the line over a bar: the year, its large number, GNP at its tick, and what is to be said of the year."""
    found = []
    for year, y in panel.middle.items():
        gnp, line = panel.plot.at("gnp", year), y - 27
        text, ink = headline(panel.plot, year)
        found += [Label(0, line, year, size=theme.LABEL), Label(44, line, text, ink, 18, 600)]
        named, end = panel.plot.labels["gnp"].format(panel.plot.text(gnp)), panel.px("gnp", year) + 1
        if year == BASE or gnp.role != "base":
            found.append(Label(end, line, named, weight=600, align="right", cell=gnp.key))
        if said := panel.plot.labels.get(f"row|{year}"):
            found.append(Label(end + 9, line, said, "muted", theme.SMALL))
    return found


def end_labels(panel: Panel) -> list[Label]:
    """At the end of a bar what came from abroad: named where it is not that end."""
    found = []
    for year, y in panel.middle.items():
        text, token = imports_words(panel.plot, year)
        named = text if panel.on_top(year) else f"{panel.plot.labels['imports_name']}\n{text}"
        cell = f"net_imports|{year}" if panel.on_top(year) else ""
        found += [Label(panel.end(year) + 7, y, named, token, theme.SMALL, cell=cell)] if text else []
    return found


def bar_labels(panel: Panel, parts: pd.DataFrame) -> list[Label]:
    """The number in the middle of each part of a bar."""
    found = []
    for part in parts[parts["row"] != "net_imports"].itertuples():
        x, y = panel.scale.px((part.low + part.high) / 2), panel.middle[part.column]
        text = number(part, panel.plot)
        found.append(Label(x, y, text, part.ink, theme.LABEL, 600, "center", cell=part.cell))
    return found


def lower_axis(panel: Panel, y: float) -> list[alt.Chart]:
    """Ticks and numbers of the second axis, and under them its unit and how sure it is."""
    places, x = ruble_places(panel), 0.0
    labels = [
        Label(px, y + 9, text, "muted", theme.SMALL, 400, "center" if px else "left") for text, px in places.items()
    ]
    for text, ink in ruble_units(panel.plot):
        labels.append(Label(x, y + 30, text, ink, theme.SMALL))
        x += labels[-1].width + 4
    return [rules(Rule(px, y - 5, px, y) for px in places.values()), words(labels)]


PER_CENT, SHARE = Scale("linear", (0, 109), (0, 25, 50, 75, 100), 0), Scale("linear", (0, 100), (), 0)
IN_RUBLES, OF_YEAR = Scale("linear", (0, 277), tuple(RUBLES), 0), Scale("linear", (0, 124), PER_CENT.ticks, 0)
FIGURE = Figure(
    slug="final-uses",
    number=3,
    paper="Chart 3",
    tables=("great_powers_gdp", "great_powers_military_burden", "gnp_by_final_use"),
    states=(
        State("default", of_1940, {"value": PER_CENT, "share": SHARE}, draw),
        State("rubles", rubles, {"value": IN_RUBLES, "share": SHARE}, draw),
        State("own-year", of_year, {"value": OF_YEAR, "share": SHARE}, draw),
        State("met-at-home", met_at_home, {"value": PER_CENT, "share": SHARE}, draw),
    ),
    crop=(48, 40, 744, 372),
    facts=facts,
)
