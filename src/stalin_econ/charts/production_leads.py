"""The default state of figure 6: Soviet over German output, a panel a weapon, bars from parity on one log scale.

Panels stand in groups, which follow from the values: still ahead of Germany in the last year, or passed by it.
"""

from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from .. import theme
from ..metrics import width
from ..theme import LIGHT
from .figure import Drawing, Plot
from .marks import CELL, PX, Label, Layer, Rule, boxes, canvas, in_expression, rules, stamp, words
from .production_cells import AFTER, BEFORE, SIDES, YEARS, groups
from .production_rows import YEAR_WORDS, dressed, filled
from .scale import Scale

RULED = {"ahead": "war", "passed": "ink", "behind": "ink"}  # the ink of a group's head
MARGIN = 4  # px by which what stands behind panels juts out beyond them
OFF = 19  # px from parity to the words on its two sides
OUTWARD = {str(YEARS[0]): -3, str(YEARS[-1]): 3}  # px by which wide words move away from the bar of the next year


def lead_bars(plot: Plot, thickness: float, **mark) -> tuple[pd.DataFrame, alt.Chart]:
    """Bars, red where the USSR made more and near-black where Germany did, as thick as Soviet over German months of war."""
    frame = plot.frame
    months = {year: [plot.at(f"months_{side}", year).quantity.value for side in SIDES] for year in map(str, YEARS)}
    who = ["war" if value > 1 else "germ" for value in frame["value"]]
    sizes = [thickness * months[year][0] / months[year][1] for year in frame["column"]]
    frame = dressed(frame, who).assign(parity=1, size=sizes)
    bars = Layer(frame).mark_bar(**mark).encode(size=alt.Size("size:Q", scale=None), description=CELL)
    return frame, filled(bars, frame)


def log_axis(plot: Plot, scale: Scale, orient: str, **options) -> dict:
    """An axis of multiples: 2× and ½, and a word at parity."""
    below = " : ".join(f"datum.value == {value} ? '{text}'" for value, text in ((0.5, "½"), (0.25, "¼")))
    text = f"datum.value == 1 ? '{in_expression(plot.labels['equal'])}' : {below} : datum.value + '×'"
    return dict(values=list(scale.ticks), orient=orient, title=None, labelExpr=text, **options)


def said(plot: Plot, key: str) -> str:
    """The words of a key, in the lines that suit the width."""
    return plot.labels.get(f"{key}_{plot.width.name}", plot.labels[key])


def made_words(plot: Plot, item: str) -> str:
    """What both sides made of a weapon in the last year."""
    return " : ".join(plot.text(plot.at(item, f"{side}_{AFTER}")) for side in SIDES)


# --- wide ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Layout:
    """A row of panels in px: its axis, the height of the panels, what is above and below them, a bar's breadth, the right margin, what parts panels.

    `heads` are the places of rule, name and count over a panel, `sizes` those of names and values, `under` is the room for
    words below the scale, and the values of the years compared lean away from each other by `lean`. Each `every`th value of the axis is labelled; `all_values`: so is each bar, else those compared.
    """

    left: float
    high: float
    top: float
    bottom: float
    bar: float
    right: float
    between: float
    apart: float
    heads: tuple[float, float, float]
    sizes: tuple[float, float]
    under: float
    lean: float
    every: int
    all_values: bool


LAYOUTS = {
    theme.WIDE: Layout(88, 292, 104, 26, 17.5, 4, 14, 10, (-78, -63, -16), (theme.LABEL, theme.TEXT), 0, 0, 1, True),
    theme.SLIDE: Layout(88, 144, 94, 26, 10.5, 8, 8, 6, (-76, -66, -20), (theme.SMALL, theme.SMALL), 8, 1.5, 2, False),
}


@dataclass(frozen=True)
class Row:
    """Panels in a row, their bars upright, and the width of one in px."""

    plot: Plot
    at: Layout
    scale: Scale
    panel: float

    @property
    def lefts(self) -> dict[str, float]:
        """Where the panel of each weapon begins."""
        found, x = {}, 0.0
        for items in groups(self.plot.cells).values():
            for item in items:
                found[item] = x
                x += self.panel + self.at.between
            x += self.at.apart
        return found

    @property
    def spans(self) -> dict[str, tuple[float, float]]:
        """Where the panels of each group begin and end."""
        lefts = self.lefts
        return {
            group: (lefts[found[0]], lefts[found[-1]] + self.panel) for group, found in groups(self.plot.cells).items()
        }

    def centre(self, item: str, year: int | str) -> float:
        """The middle of a year in the panel of a weapon."""
        return self.lefts[item] + self.panel * (int(year) - YEARS[0] + 0.5) / len(YEARS)


def draw_wide(plot: Plot) -> Drawing:
    """Panels in a row on one scale, under the heads of their groups; a tint below parity, into which bars sink."""
    at, found = LAYOUTS[plot.width], groups(plot.cells)
    count, foot = sum(len(items) for items in found.values()), at.high + at.under
    parts = at.between * (count - 1) + at.apart * (len(found) - 1)
    scale = replace(plot.scales["value"].over(at.high, 0), ticks=plot.scales["value"].ticks[:: at.every])
    row = Row(plot, at, scale, (plot.width.px - at.left - at.right - parts) / count)
    frame, bars = lead_bars(plot, at.bar, orient="vertical")
    bars.data = frame.assign(px=[row.centre(i, y) for i, y in zip(frame["row"], frame["column"], strict=True)])
    value = alt.Y("value:Q", scale=row.scale.vega(), axis=log_axis(plot, row.scale, "left", labelPadding=10))
    level, spans = row.scale.px(1), [(a - MARGIN, b + MARGIN) for a, b in row.spans.values()]
    layers = [
        boxes([(a, level, b, foot) for a, b in spans], fill=LIGHT["bandpale"]),
        bars.encode(PX, value, y2="parity:Q"),
        rules(Rule(a, level, b, level) for a, b in spans),
        rules(Rule(a, at.heads[0], b, at.heads[0], RULED[group], 1.5) for group, (a, b) in row.spans.items()),
        words([*wide_heads(row), *wide_sides(row)]),
        words(wide_values(row)),
        words(wide_years(row)),
        *(stamp(plot, max(row.spans.values())[0], at.high - 24) if plot.stamped else []),
    ]
    return canvas(layers, plot, at.top + foot + at.bottom, at.left, 0, at.top, at.bottom + at.under)


def wide_heads(row: Row) -> list[Label]:
    """Over each group how many weapons it has; over each panel its weapon and the thousands of the last year."""
    plot, found, (rule, name, made) = row.plot, [], row.at.heads
    for group, (x, _) in row.spans.items():
        found.append(Label(x, rule - 6, said(plot, group), RULED[group], theme.LABEL, 600, valign="bottom"))
    for item, x in row.lefts.items():
        found.append(Label(x, name, said(plot, item), size=row.at.sizes[0], weight=600, valign="top"))
        found.append(Label(x, made, made_words(plot, item), "muted", theme.SMALL, valign="bottom"))
    return [*found, Label(-10, made, plot.labels["made"], "muted", theme.SMALL, align="right", valign="bottom")]


def wide_values(row: Row) -> list[Label]:
    """Each ratio at the free end of its bar, or those of the years that are compared where bars are narrow."""
    found, size = [], row.at.sizes[1]
    for cell in row.plot.cells:
        if cell.role == "drawn" and (row.at.all_values or cell.column in (BEFORE, AFTER)):
            x, y = row.centre(cell.row, cell.column), row.scale.px(cell.quantity.value)
            more, text = cell.quantity.value > 1, row.plot.text(cell)
            x += OUTWARD.get(cell.column, 0) if more and width(text, size, 600) > 22 else 0
            x += {BEFORE: -1, AFTER: 1}.get(cell.column, 0) * row.at.lean
            token, valign, away = ("war", "bottom", -3.5) if more else ("ink", "top", 5)
            found.append(Label(x, y + away, text, token, size, 600, "center", valign, cell.key))
    return found


def wide_years(row: Row) -> list[Label]:
    """The years below each panel; where the first has no room for four digits, all of them before the first panel."""
    y, style = row.at.high + row.at.under + 9, {"token": "muted", "size": theme.SMALL, "valign": "top"}
    whole = f"{YEARS[0]}–{YEARS[-1] % 100}"
    before = [] if row.at.all_values else [Label(-10, y, whole, align="right", **style)]
    years = [str(year)[2:] for year in YEARS] if before else YEAR_WORDS
    return before + [
        Label(row.centre(item, year) + (OUTWARD[year] if len(text) > 2 else 0), y, text, align="center", **style)
        for item in row.lefts
        for year, text in zip(map(str, YEARS), years, strict=True)
    ]


def wide_sides(row: Row) -> list[Label]:
    """Which side of parity is whose; in the air over the weapons that Germany passed, how many more it made of them."""
    labels, level = row.plot.labels, row.scale.px(1)
    up, down = level - OFF, level + OFF
    found = [
        Label(-10, up, labels["more_soviet"], "war", theme.SMALL, 600, "right"),
        Label(-10, down, labels["more_german"], "ink", theme.SMALL, 600, "right"),
    ]
    if "passed" in row.spans:
        found.append(Label(row.spans["passed"][0], row.scale.px(11), labels["why"]))
    return found
