"""Figure 4: Soviet troops, and tanks, aircraft and guns supplied, 1926 to 1940: when each of them leapt.

Every count is a bar from nought, and nothing is joined, so that a missing year is a missing bar. What two years are known
to have had together is a bar two years wide and half as high. The second state sets every series to 1938 = 100.
"""

from dataclasses import dataclass

import altair as alt

from .. import theme
from ..theme import LIGHT
from .figure import Cell, Drawing, Figure, Plot, State
from .marks import Label, Layer, Rule, boxes, canvas, rules, stamp, words
from .rearmament_cells import BASE, LATE_YEARS, MEAN, TANK_YEARS, TROOP_YEARS, counts, facts, indices
from .rearmament_panels import BARS, RING, RIVALS, Panel, bare_years, levels, marks_of
from .scale import Scale

LEAP, PEAK = 1932, 1936  # years of tanks whose counts stand in the drawing
FOOT = 26  # px below the lowest panel, for its years


@dataclass(frozen=True)
class Layout:
    """The panels of a state at a width, the height of the drawing, and the free places of the key and of the stamp."""

    panels: tuple[Panel, ...]
    height: float
    key: tuple[float, float]
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
    """The head of each panel, and below it what is counted in which unit."""
    found = []
    for panel in at.panels:
        x, y = panel.head
        found.append(Label(x, y, plot.labels[panel.key], size=theme.LABEL, weight=600))
        found += note(plot, f"{panel.key}_unit", x, y + 14, valign="top")
    return found


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
    """Troops of 1938 and of 1940, the other count of 1940, and why the early years are bare."""
    panel, last = at.panel("troops"), TROOP_YEARS[-1]
    base, cell = plot.at("troops", BASE), plot.at("troops", last)
    x, top = panel.top(plot, cell)
    return [
        *([value_words(plot, panel, base, "ending")] if base.role != "base" else []),
        value_words(plot, panel, cell, "left"),
        *rival_words(plot, panel, plot.at("harrison", last)),
        *note(plot, "times", x - panel.bar / 2 - 6, top + 19, "right", "top"),
        *(note(plot, "legal", panel.left + 8, panel.base - 12) if bare_years(plot, panel) else []),
    ]


def tank_words(plot: Plot, at: Layout) -> list[Label]:
    """Tanks of the leap, of the peak by both counts, of 1940 as an index, and when tanks proper peaked."""
    panel = at.panel("tanks")
    leap, peak, last = (plot.at("tanks", year) for year in (LEAP, PEAK, TANK_YEARS[-1]))
    late = [c for c in plot.cells if c.row in ("tanks", "simonov") and int(c.column) > PEAK]
    highest = panel.values(plot).px(max(cell.quantity.value for cell in late))
    left, top = panel.top(plot, leap)
    over = value_words(plot, panel, peak)
    room = panel.years.pixels[1] - 2 - over.x - over.width / 2
    return [
        value_words(plot, panel, leap, "corner"),
        over,
        *rival_words(plot, panel, plot.at("simonov", PEAK)),
        *([value_words(plot, panel, last, "right")] if levels(plot, panel) else []),
        *note(plot, "after", left - panel.bar / 2 - 4, top + 5, "right", "top"),
        *(n for n in note(plot, "proper_peak", panel.years.pixels[1] - 2, highest - 11, "right") if n.width < room),
    ]


def weapon_words(plot: Plot, at: Layout) -> list[Label]:
    """Aircraft and guns at each bar, and what to know of the aircraft of 1938."""
    found = []
    for panel in (at.panel("aircraft"), at.panel("guns")):
        cells = [plot.at(panel.key, column) for column in (MEAN, *LATE_YEARS)]
        found += [value_words(plot, panel, cell) for cell in cells if cell.role != "base"]
    aircraft = at.panel("aircraft")
    below = [aircraft.top(plot, plot.at("aircraft", MEAN))[1] - 22, *(line.y for line in levels(plot, aircraft))]
    return [*found, *note(plot, "narrow_1938", aircraft.years.pixels[0] + 3, min(below) - 8)]


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


def status_key(plot: Plot, at: Layout) -> list[alt.Chart]:
    """What outlined bars are where there are full ones too, and the stamp of what is from memory."""
    (x, y), found = at.key, []
    shown = [cell for cell in plot.cells if cell.role != "table"]
    said = facts(plot.cells)
    if said["second_hand"] and any(cell.sure for cell in shown):
        text = Label(x + 16, y - 4.5, said_at(plot, "second_hand"), size=theme.SMALL, valign="top")
        found = [swatch(x, y, "warpale", True), words([text])]
    return found + (stamp(plot, *at.stamp) if plot.stamped else [])


# --- drawing ------------------------------------------------------------------------------------------------------


def drawing(plot: Plot, at: Layout) -> Drawing:
    """All panels on one ground, each on scales of its own, with their words."""
    behind = [line for panel in at.panels for line in levels(plot, panel)]
    panels = alt.layer(*(marks_of(plot, panel, at.height - FOOT) for panel in at.panels))
    feet = [Rule(panel.years.pixels[0], panel.base, panel.years.pixels[1], panel.base, "ink") for panel in at.panels]
    fields = [place for panel in at.panels for place in bare_years(plot, panel)]
    text = [*head_words(plot, at), *troop_words(plot, at), *tank_words(plot, at), *weapon_words(plot, at)]
    if behind:
        text += note(plot, "level", behind[0].x + 2, behind[0].y - 5)
    layers = [
        *([boxes(fields, fill=LIGHT["bandpale"])] if fields else []),
        *([rules(behind)] if behind else []),
        panels.resolve_scale(x="independent", y="independent"),
        rules(feet),
        words(text),
        *tank_key(plot, at),
        *status_key(plot, at),
    ]
    return canvas(layers, plot, at.height, bottom=FOOT)


def draw_counts(plot: Plot) -> Drawing:
    """Counts: troops and tanks on scales of one height, aircraft and guns on one smaller scale."""
    return drawing(plot, {theme.WIDE: WIDE, theme.SLIDE: SLIDE}.get(plot.width, NARROW))


def draw_indices(plot: Plot) -> Drawing:
    """Indices: all panels on one scale, with the level of 1938."""
    return drawing(plot, WIDE_INDEX if plot.width == theme.WIDE else NARROW_INDEX)


WIDE = Layout((
    Panel("troops", 1926, 1940, 38, 21, 4, 396, 0.06, (0, 9), True),
    Panel("tanks", 1930, 1940, 415, 21, 4, 396, 0.06, (377, 9), True),
    Panel("aircraft", 1935, 1940, 674, 31, 8, 197, 10, (674, 9), dated=False),
    Panel("guns", 1935, 1940, 674, 31, 8, 396, 10, (674, 221)),
), 422, (46, 150), (190, 51))  # fmt: skip
NARROW = Layout((
    Panel("troops", 1926, 1940, 37, 18.4, 4, 268, 0.041, (0, 9), True),
    Panel("tanks", 1930, 1940, 37, 25.1, 5, 580, 0.041, (0, 320), True),
    Panel("aircraft", 1935, 1940, 37, 46, 8, 760, 8, (0, 632), dated=False),
    Panel("guns", 1935, 1940, 37, 46, 8, 926, 8, (0, 784)),
), 952, (42, 96), (146, 28))  # fmt: skip
SLIDE = Layout((
    Panel("troops", 1933, 1940, 38, 17, 4, 202, 0.028, (0, 7), True),
    Panel("tanks", 1930, 1940, 234, 15, 2, 202, 0.028, (196, 7), True),
    Panel("aircraft", 1935, 1940, 456, 30.5, 9, 106, 3.9, (456, 7), dated=False),
    Panel("guns", 1935, 1940, 456, 30.5, 9, 202, 3.9, (456, 128)),
), 228, (296, 7), (0, 0))  # fmt: skip
WIDE_INDEX = Layout((
    Panel("troops", 1933, 1940, 38, 21, 4, 396, 0.96, (0, 9), True),
    Panel("tanks", 1930, 1940, 238, 21, 4, 396, 0.96, (238, 9), True),
    Panel("aircraft", 1935, 1940, 500, 28, 6, 396, 0.96, (500, 9)),
    Panel("guns", 1935, 1940, 692, 28, 6, 396, 0.96, (692, 9)),
), 422, (40, 170), (692, 130))  # fmt: skip
NARROW_INDEX = Layout((
    Panel("troops", 1930, 1940, 34, 23.5, 4, 252, 0.6, (0, 9), True),
    Panel("tanks", 1930, 1940, 34, 23.5, 4, 496, 0.6, (0, 304), True),
    Panel("aircraft", 1935, 1940, 34, 43, 8, 694, 0.6, (0, 546), True),
    Panel("guns", 1935, 1940, 34, 43, 8, 850, 0.6, (0, 744), True),
), 876, (37, 104), (146, 28))  # fmt: skip

FIGURE = Figure(
    slug="rearmament",
    number=4,
    paper="Chart 4",
    tables=("rearmament", "tanks_by_model", "great_powers_armed_forces"),
    states=(
        State("default", counts, {
            "troops": Scale("linear", (0, 5250), (0, 1000, 2000, 3000, 4000, 5000), 0),
            "tanks": Scale("linear", (0, 5250), (0, 2000, 4000), 0),
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
    crop=(186, 88, 674, 318),
    facts=facts,
    years_down=True,
)  # fmt: skip
