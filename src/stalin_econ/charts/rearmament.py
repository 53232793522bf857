"""Figure 4: Soviet troops, and tanks, aircraft and guns supplied, 1930 to 1940: when each of them leapt.

Every count is a bar from nought, and nothing is joined, so that a missing year is a missing bar; a panel begins with the
first count. What two years are known to have had together is a bar two years wide and half as high, pale because it is no
count of a year. An outline alone says second hand. The second state sets every series to 1938 = 100.
"""

from dataclasses import dataclass

import altair as alt

from .. import theme
from ..theme import LIGHT
from .figure import Cell, Drawing, Figure, Plot, State
from .marks import CAP, LEADING, Label, Layer, Rule, boxes, canvas, rules, stamp, words
from .rearmament_cells import BASE, LATE_YEARS, MEAN, TANK_YEARS, TROOP_YEARS, counts, facts, indices
from .rearmament_panels import BARS, RING, RIVALS, Panel, levels, marks_of, relayed
from .scale import Scale

LEAP, PEAK = 1932, 1936  # years of tanks whose counts stand in the drawing
FOOT = 26  # px below the lowest panel, for its years


@dataclass(frozen=True)
class Layout:
    """The panels of a state at a width, the height of the drawing, and the free place of the stamp."""

    panels: tuple[Panel, ...]
    height: float
    stamp: tuple[float, float]

    def panel(self, key: str) -> Panel:
        """The panel of a key."""
        return next(panel for panel in self.panels if panel.key == key)


# --- words --------------------------------------------------------------------------------------------------------


def said_at(plot: Plot, key: str) -> str:
    """The words of a key, those for the width before others; empty where a state has none."""
    return plot.labels.get(f"{key}_{plot.width.name}", plot.labels.get(key, ""))


def note(plot: Plot, key: str, x: float, y: float, align: str = "left", valign: str = "bottom") -> list[Label]:
    """Words that explain, in small muted letters; none where a state has none."""
    text = said_at(plot, key)
    return [Label(x, y, text, "muted", theme.SMALL, align=align, valign=valign)] if text else []


def head_words(plot: Plot, at: Layout) -> list[Label]:
    """The head of each panel, below it what is counted in which unit, and what an outline is where marks have one."""
    found = []
    for panel in at.panels:
        x, y = panel.head
        head = Label(x, y, plot.labels[panel.key], size=theme.LABEL, weight=600)
        found += [head, *note(plot, f"{panel.key}_unit", x, y + 14, valign="top")]
        if relayed(plot, panel):
            found += outline_words(plot, panel, head, found[-1])
    return found


def outline_words(plot: Plot, panel: Panel, head: Label, last: Label) -> list[Label]:
    """What an outline is: beside the head where there is room or a key is below it, else below the last words of the head."""
    if panel.key == "tanks" or not plot.width.roomy:
        return note(plot, "outlined", head.x + head.width + 10, head.y, valign="middle")
    under = last.first_line + (last.text.count("\n") + 1) * round(theme.SMALL * LEADING) - CAP * theme.SMALL
    return note(plot, f"outlined_{panel.key}", head.x, under, valign="top")


def value_words(plot: Plot, panel: Panel, cell: Cell, side: str = "above") -> Label:
    """The value of a bar: above it, or above it and ending with it, or over its left corner, or beside its top."""
    x, y = panel.top(plot, cell)
    half = panel.bar / 2
    x, y, align, valign = {
        "above": (x, y - 4, "center", "bottom"),
        "ending": (x + half - 1.5, y - 3.5, "right", "bottom"),
        "corner": (x - half - 0.5, y - 2.5, "right", "bottom"),
        "left": (x - half - 6, y + 6, "right", "middle"),
        "right": (x + half + 5, y + 5, "left", "middle"),
    }[side]
    return Label(x, y, plot.text(cell), "war", theme.LABEL, 600, align, valign, cell.key)


def rival_words(plot: Plot, panel: Panel, cell: Cell) -> list[Label]:
    """The value of another count, to the left of its mark, and before it whose it is."""
    x, y = panel.top(plot, cell)
    half = RING**0.5 / 2 if cell.row == "simonov" else panel.bar / 2
    value = Label(x - half - 6, y, plot.text(cell), "ink", theme.LABEL, 600, "right", cell=cell.key)
    return [value, *note(plot, f"rival_{cell.row}", value.x - value.width - 5, y, "right", "middle")]


def troop_words(plot: Plot, at: Layout) -> list[Label]:
    """Troops of 1938 and of 1940, and the other count of 1940."""
    panel, last = at.panel("troops"), TROOP_YEARS[-1]
    base, cell = plot.at("troops", BASE), plot.at("troops", last)
    x, top = panel.top(plot, cell)
    return [
        *([value_words(plot, panel, base, "ending")] if base.role != "base" else []),
        value_words(plot, panel, cell, "left"),
        *rival_words(plot, panel, plot.at("harrison", last)),
        *note(plot, "times", x - panel.bar / 2 - 6, top + 19, "right", "top"),
    ]


def tank_words(plot: Plot, at: Layout) -> list[Label]:
    """Tanks of the leap and before it, of the peak by both counts, of 1940 as an index, and when tanks proper peaked."""
    panel = at.panel("tanks")
    leap, peak, last = (plot.at("tanks", year) for year in (LEAP, PEAK, TANK_YEARS[-1]))
    late = [c for c in plot.cells if c.row in ("tanks", "simonov") and int(c.column) > PEAK]
    highest = panel.values(plot).px(max(cell.quantity.value for cell in late))
    over = value_words(plot, panel, peak)
    room = panel.years.pixels[1] - 2 - over.x - over.width / 2
    return [
        *([] if levels(plot, panel) else [value_words(plot, panel, plot.at("tanks", LEAP - 1), "ending")]),
        value_words(plot, panel, leap, "corner"),
        over,
        *rival_words(plot, panel, plot.at("simonov", PEAK)),
        *([value_words(plot, panel, last, "right")] if levels(plot, panel) else []),
        *(n for n in note(plot, "proper_peak", panel.years.pixels[1] - 2, highest - 11, "right") if n.width < room),
    ]


def weapon_words(plot: Plot, at: Layout) -> list[Label]:
    """Aircraft and guns at each bar, but for a base, and what to know of the aircraft of 1938."""
    found = []
    for panel in (at.panel("aircraft"), at.panel("guns")):
        cells = [plot.at(panel.key, column) for column in (MEAN, *LATE_YEARS)]
        found += [value_words(plot, panel, cell) for cell in cells if cell.role != "base"]
    return [*found, *narrow_words(plot, at.panel("aircraft"))]


def narrow_words(plot: Plot, panel: Panel) -> list[Label]:
    """What to know of the aircraft of 1938, over its bar, its number and its level: on a slide it is said in the head."""
    cell = plot.at(panel.key, BASE)
    x, top = panel.top(plot, cell)
    number = 0 if cell.role == "base" else 18
    return note(
        plot, "narrow_1938", x + panel.bar / 2, min([top - number, *(r.y for r in levels(plot, panel))]) - 7, "right"
    )


# --- key ----------------------------------------------------------------------------------------------------------


def swatch(x: float, y: float, fill: str, outlined: bool) -> alt.Chart:
    """A small square that stands for a bar, in the colour of a token."""
    stroke = {"stroke": LIGHT["war"], "strokeWidth": 1} if outlined else {}
    return boxes([(x, y - 5, x + 10, y + 5)], fill=LIGHT[fill], **stroke)


def ring(x: float, y: float, hollow: bool) -> alt.Chart:
    """A ring that stands for those of Simonov."""
    mark = RIVALS["simonov"] | {"size": RING, "fill": LIGHT["paper" if hollow else "ink"], "stroke": LIGHT["ink"]}
    return Layer(alt.Data(values=[{}]), mark=mark).encode(x=alt.XValue(x), y=alt.YValue(y))


def tank_key(plot: Plot, at: Layout) -> list[alt.Chart]:
    """What the parts of a bar of tanks are, and the rings."""
    (x, y), last = at.panel("tanks").head, TANK_YEARS[-1]
    pale = {row: not plot.at(row, last).sure for row in ("tanks", "proper", "simonov")}
    line, places = y + 18.5, (("proper", 16, 0), ("simonov", 121, 0), ("tanks", 16, 17))
    return [
        swatch(x, line, BARS["proper"][pale["proper"]], pale["tanks"]),
        swatch(x, line + 17, BARS["tanks"][pale["tanks"]], pale["tanks"]),
        ring(x + 112, line, pale["simonov"]),
        words(Label(x + dx, line + dy, plot.labels[f"key_{row}"], size=theme.SMALL) for row, dx, dy in places),
    ]


# --- drawing ------------------------------------------------------------------------------------------------------


def drawing(plot: Plot, at: Layout) -> Drawing:
    """All panels on one ground, each on scales of its own, with their words."""
    behind = [line for panel in at.panels for line in levels(plot, panel)]
    panels = alt.layer(*(marks_of(plot, panel, at.height - FOOT) for panel in at.panels))
    feet = [Rule(panel.years.pixels[0], panel.base, panel.years.pixels[1], panel.base, "ink") for panel in at.panels]
    text = [*head_words(plot, at), *troop_words(plot, at), *tank_words(plot, at), *weapon_words(plot, at)]
    if behind:
        text += note(plot, "level", behind[0].x + 2, behind[0].y - 5)
    layers = [
        *([rules(behind)] if behind else []),
        panels.resolve_scale(x="independent", y="independent"),
        rules(feet),
        words(text),
        *tank_key(plot, at),
        *(stamp(plot, *at.stamp) if plot.stamped else []),
    ]
    return canvas(layers, plot, at.height, bottom=FOOT)


def draw_counts(plot: Plot) -> Drawing:
    """Counts: troops and tanks on scales of one height, aircraft and guns on one smaller scale."""
    return drawing(plot, {theme.WIDE: WIDE, theme.SLIDE: SLIDE}.get(plot.width, NARROW))


def draw_indices(plot: Plot) -> Drawing:
    """Indices: all panels on one scale, with the level of 1938."""
    return drawing(plot, WIDE_INDEX if plot.width == theme.WIDE else NARROW_INDEX)


WIDE = Layout((
    Panel("troops", 1933, 1940, 38, 26, 5, 396, 0.065, (0, 9), True),
    Panel("tanks", 1930, 1940, 322, 28, 5, 396, 0.065, (284, 9), True),
    Panel("aircraft", 1935, 1940, 668, 32, 8, 197, 10, (668, 9), dated=False),
    Panel("guns", 1935, 1940, 668, 32, 8, 396, 10, (668, 221)),
), 422, (46, 121))  # fmt: skip
NARROW = Layout((
    Panel("troops", 1933, 1940, 37, 34, 7, 246, 0.038, (0, 9), True),
    Panel("tanks", 1930, 1940, 37, 25.1, 5, 544, 0.038, (0, 296), True),
    Panel("aircraft", 1935, 1940, 37, 46, 8, 724, 8, (0, 596), dated=False),
    Panel("guns", 1935, 1940, 37, 46, 8, 926, 8, (0, 752)),
), 952, (146, 28))  # fmt: skip
SLIDE = Layout((
    Panel("troops", 1933, 1940, 38, 17, 4, 202, 0.028, (0, 7), True),
    Panel("tanks", 1930, 1940, 234, 18, 3, 202, 0.028, (196, 7), True),
    Panel("aircraft", 1935, 1940, 456, 30.5, 9, 109, 3.9, (456, 7), dated=False),
    Panel("guns", 1935, 1940, 456, 30.5, 9, 202, 3.9, (456, 128)),
), 228, (0, 0))  # fmt: skip
WIDE_INDEX = Layout((
    Panel("troops", 1933, 1940, 38, 18, 4, 396, 0.96, (0, 9), True),
    Panel("tanks", 1930, 1940, 234, 20, 4, 396, 0.96, (196, 9), True),
    Panel("aircraft", 1935, 1940, 512, 28, 6, 396, 0.96, (512, 9)),
    Panel("guns", 1935, 1940, 692, 28, 6, 396, 0.96, (692, 9)),
), 422, (512, 130))  # fmt: skip
NARROW_INDEX = Layout((
    Panel("troops", 1933, 1940, 34, 32, 7, 252, 0.6, (0, 9), True),
    Panel("tanks", 1930, 1940, 34, 23.5, 4, 496, 0.6, (0, 304), True),
    Panel("aircraft", 1935, 1940, 34, 43, 8, 694, 0.6, (0, 546), True),
    Panel("guns", 1935, 1940, 34, 43, 8, 856, 0.6, (0, 744), True),
), 882, (146, 28))  # fmt: skip

FIGURE = Figure(
    slug="rearmament",
    number=4,
    paper="Chart 4",
    tables=("rearmament", "tanks_by_model", "great_powers_armed_forces"),
    states=(
        State("default", counts, {
            "troops": Scale("linear", (0, 5250), (0, 1000, 2000, 3000, 4000, 5000), 0),
            "tanks": Scale("linear", (0, 5250), (0, 1000, 2000, 3000, 4000, 5000), 0),
            "aircraft": Scale("linear", (0, 12), (), 1, 3),
            "guns": Scale("linear", (0, 18.5), (), 1, 3),
        }, draw_counts),
        State("index-1938", indices, {
            "troops": Scale("linear", (0, 330), (0, 100, 200, 300), 0),
            "tanks": Scale("linear", (0, 230), (0, 100, 200), 0),
            "aircraft": Scale("linear", (0, 210), (0, 100), 0),
            "guns": Scale("linear", (0, 160), (0, 100), 0),
        }, draw_indices),
    ),
    crop=(34, 100, 606, 303),
    facts=facts,
    years_down=True,
)  # fmt: skip
