"""The default state of figure 6: Soviet over German output, a panel a weapon, bars from parity on one log scale.

Panels stand in groups, which follow from the values: still ahead of Germany in the last year, or passed by it.
"""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from .. import theme
from ..metrics import width, wrapped
from ..theme import LIGHT
from .figure import Drawing, Plot
from .marks import CELL, PX, PY, Label, Rule, boxes, canvas, rules, stamp, words
from .production_cells import AFTER, SIDES, YEARS, groups
from .production_rows import YEAR_WORDS, dressed, filled, one_line
from .scale import Scale

RULED = {"ahead": "war", "passed": "ink", "behind": "ink"}  # the ink of a group's head
LEFT_WIDE, LEFT_NARROW = 88, 40  # px: the axis in the wide drawing, the years in the narrow one
MARGIN = 4  # px by which what stands behind panels juts out beyond them
OUTWARD = {str(YEARS[0]): -3, str(YEARS[-1]): 3}  # px by which wide words move away from the bar of the next year
BETWEEN, APART = 14, 10  # px between panels in a row, and what is added between groups


def draw_leads(plot: Plot) -> Drawing:
    """Panels in a row where there is room, else below each other with their bars on their side."""
    return draw_wide(plot) if plot.width == theme.WIDE else draw_narrow(plot)


def lead_bars(plot: Plot, thickness: float, **mark) -> tuple[pd.DataFrame, alt.Chart]:
    """Bars, red where the USSR made more and near-black where Germany did, as thick as Soviet over German months of war."""
    frame = plot.frame
    months = {year: [plot.at(f"months_{side}", year).quantity.value for side in SIDES] for year in map(str, YEARS)}
    who = ["war" if value > 1 else "germ" for value in frame["value"]]
    sizes = [thickness * months[year][0] / months[year][1] for year in frame["column"]]
    frame = dressed(frame, who).assign(parity=1, size=sizes)
    bars = alt.Chart(frame).mark_bar(**mark).encode(size=alt.Size("size:Q", scale=None), description=CELL)
    return frame, filled(bars, frame)


def log_axis(plot: Plot, scale: Scale, orient: str, **options) -> dict:
    """An axis of multiples: 2× and ½, and a word at parity."""
    below = " : ".join(f"datum.value == {value} ? '{text}'" for value, text in ((0.5, "½"), (0.25, "¼")))
    text = f"datum.value == 1 ? '{plot.labels['equal']}' : {below} : datum.value + '×'"
    return dict(values=list(scale.ticks), orient=orient, title=None, labelExpr=text, **options)


def made_words(plot: Plot, item: str) -> str:
    """What both sides made of a weapon in the last year."""
    return " : ".join(plot.text(plot.at(item, f"{side}_{AFTER}")) for side in SIDES)


# --- wide ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """Panels in a row, their bars upright, and the width and height of one in px."""

    plot: Plot
    scale: Scale
    panel: float
    high: float

    @property
    def lefts(self) -> dict[str, float]:
        """Where the panel of each weapon begins."""
        found, x = {}, 0.0
        for items in groups(self.plot.cells).values():
            for item in items:
                found[item] = x
                x += self.panel + BETWEEN
            x += APART
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
    top, bottom, high, wide = 104, 26, 292, plot.width.px - LEFT_WIDE
    found = groups(plot.cells)
    count = sum(len(items) for items in found.values())
    panel = (wide - MARGIN - BETWEEN * (count - 1) - APART * (len(found) - 1)) / count
    row = Row(plot, plot.scales["value"].over(high, 0), panel, high)
    frame, bars = lead_bars(plot, 17.5, orient="vertical")
    bars.data = frame.assign(px=[row.centre(i, y) for i, y in zip(frame["row"], frame["column"], strict=True)])
    value = alt.Y("value:Q", scale=row.scale.vega(), axis=log_axis(plot, row.scale, "left", labelPadding=10))
    level, spans = row.scale.px(1), [(a - MARGIN, b + MARGIN) for a, b in row.spans.values()]
    layers = [
        boxes([(a, level, b, high) for a, b in spans], fill=LIGHT["bandpale"]),
        bars.encode(PX, value, y2="parity:Q"),
        rules(Rule(a, level, b, level) for a, b in spans),
        rules(Rule(a, -78, b, -78, RULED[group], 1.5) for group, (a, b) in row.spans.items()),
        words([*wide_heads(row), *wide_values(row), *wide_years(row), *wide_sides(row)]),
        *(stamp(plot, max(row.spans.values())[0], high - 24) if plot.from_memory else []),
    ]
    return canvas(layers, plot, top + high + bottom, LEFT_WIDE, 0, top, bottom)


def wide_heads(row: Row) -> list[Label]:
    """Over each group how many weapons it has; over each panel its weapon and the thousands of the last year."""
    plot, found = row.plot, []
    for group, (x, _) in row.spans.items():
        found.append(Label(x, -84, plot.labels[group], RULED[group], theme.LABEL, 600, valign="bottom"))
    for item, x in row.lefts.items():
        found.append(Label(x, -63, plot.labels[item], size=theme.LABEL, weight=600, valign="top"))
        found.append(Label(x, -16, made_words(plot, item), "muted", theme.SMALL, valign="bottom"))
    return [*found, Label(-10, -16, plot.labels["made"], "muted", theme.SMALL, align="right", valign="bottom")]


def wide_values(row: Row) -> list[Label]:
    """Each ratio at the free end of its bar."""
    found = []
    for cell in row.plot.cells:
        if cell.role == "drawn":
            x, y = row.centre(cell.row, cell.column), row.scale.px(cell.quantity.value)
            more, text = cell.quantity.value > 1, row.plot.text(cell)
            x += OUTWARD.get(cell.column, 0) if more and width(text, theme.TEXT, 600) > 22 else 0
            token, valign, away = ("war", "bottom", -3.5) if more else ("ink", "top", 5)
            found.append(Label(x, y + away, text, token, theme.TEXT, 600, "center", valign, cell.key))
    return found


def wide_years(row: Row) -> list[Label]:
    """The years below each panel."""
    y, style = row.high + 9, {"token": "muted", "size": theme.SMALL, "align": "center", "valign": "top"}
    return [
        Label(row.centre(item, year) + (OUTWARD[year] if len(text) > 2 else 0), y, text, **style)
        for item in row.lefts
        for year, text in zip(map(str, YEARS), YEAR_WORDS, strict=True)
    ]


def wide_sides(row: Row) -> list[Label]:
    """Which side of parity is whose; in the air over the weapons that Germany passed, how many more it made of them."""
    labels, (up, down) = row.plot.labels, (row.scale.px(value) for value in (2**0.5, 2**-0.5))
    found = [
        Label(-10, up, labels["more_soviet"], "war", theme.SMALL, 600, "right"),
        Label(-10, down, labels["more_german"], "ink", theme.SMALL, 600, "right"),
    ]
    if "passed" in row.spans:
        found.append(Label(row.spans["passed"][0], row.scale.px(11), labels["why"]))
    return found


# --- narrow -------------------------------------------------------------------------------------------------------

HEAD, LINE, BELOW = 23, 16, 13  # px: the name of a weapon, a year, what parts a panel from the next
HEAD_LINE = 18  # px: a line of the head of a group


@dataclass(frozen=True)
class Column:
    """Panels below each other, their bars on their side: where the head of each group and each panel begin, in px."""

    plot: Plot
    scale: Scale
    heads: dict[str, float]
    tops: dict[str, float]

    @property
    def right(self) -> float:
        """The right edge of the plot."""
        return self.plot.width.px - LEFT_NARROW

    @property
    def spans(self) -> list[tuple[float, float]]:
        """Where the lines of each panel begin and end."""
        return [(top + HEAD - 2, top + HEAD + LINE * len(YEARS) + 2) for top in self.tops.values()]

    def middle(self, item: str, year: int | str) -> float:
        """The middle of the line of a year."""
        return self.tops[item] + HEAD + LINE * (int(year) - YEARS[0] + 0.5)


def head_lines(plot: Plot, group: str) -> list[str]:
    """The head of a group, in lines."""
    return wrapped(plot.labels[group], theme.LABEL, plot.width.px, 600)


def column_of(plot: Plot) -> tuple[Column, float]:
    """The groups below each other, each a head and its panels; and the height of all."""
    heads, tops, y = {}, {}, 16.0
    for group, found in groups(plot.cells).items():
        heads[group] = y
        y += HEAD_LINE * len(head_lines(plot, group)) + 10 + (40 if group == "passed" else 0)
        for item in found:
            tops[item] = y
            y += HEAD + LINE * len(YEARS) + BELOW
        y += 10
    scale = plot.scales["value"].over(20, plot.width.px - LEFT_NARROW - 30)
    return Column(plot, scale, heads, tops), y - 18


def draw_narrow(plot: Plot) -> Drawing:
    """One level of parity down the page, the panels below each other under the heads of their groups."""
    top, (column, high) = 44, column_of(plot)
    frame, bars = lead_bars(plot, 12, orient="horizontal")
    bars.data = frame.assign(py=[column.middle(i, y) for i, y in zip(frame["row"], frame["column"], strict=True)])
    value = alt.X("value:Q", scale=column.scale.vega(), axis=log_axis(plot, column.scale, "top", labelPadding=2))
    level, stamp_room = column.scale.px(1), 34 if plot.from_memory else 0
    layers = [
        boxes([(0, a, level, b) for a, b in column.spans], fill=LIGHT["bandpale"]),
        bars.encode(value, PY, x2="parity:Q"),
        rules(Rule(level, a, level, b) for a, b in column.spans),
        rules(group_rule(column, group) for group in column.heads),
        words([*narrow_sides(column), *narrow_heads(column), *narrow_panels(column), *narrow_values(column)]),
        *(stamp(plot, -LEFT_NARROW, high + 16) if plot.from_memory else []),
    ]
    return canvas(layers, plot, high + top + stamp_room, LEFT_NARROW, 0, top, 0)


def group_rule(column: Column, group: str) -> Rule:
    """A rule under the head of a group."""
    y = column.heads[group] + HEAD_LINE * len(head_lines(column.plot, group)) + 1
    return Rule(-LEFT_NARROW, y, column.right, y, RULED[group], 1.5)


def narrow_sides(column: Column) -> list[Label]:
    """Which side of parity is whose, above the axis."""
    x, labels = column.scale.px(1), column.plot.labels
    return [
        Label(x - 7, -26, labels["more_german"], "ink", theme.SMALL, 600, "right", "bottom"),
        Label(x + 7, -26, labels["more_soviet"], "war", theme.SMALL, 600, "left", "bottom"),
    ]


def narrow_heads(column: Column) -> list[Label]:
    """The head of each group; with the first what the numbers at the right are, with the passed ones how many more."""
    plot, found, made = column.plot, [], column.plot.labels["made"]
    for group, y in column.heads.items():
        lines = head_lines(plot, group)
        for i, line in enumerate(lines):
            found.append(Label(-LEFT_NARROW, y + HEAD_LINE * i, line, RULED[group], theme.LABEL, 600, valign="top"))
        room = plot.width.px - width(lines[0], theme.LABEL, 600) - width(made, theme.SMALL)
        if y == min(column.heads.values()) and room > 12:
            found.append(Label(column.right, y, made, "muted", theme.SMALL, align="right", valign="top"))
        if group == "passed":
            y += HEAD_LINE * len(lines) + 12
            found.append(Label(-LEFT_NARROW, y, plot.labels["why"], valign="top"))
    return found


def narrow_panels(column: Column) -> list[Label]:
    """The weapon of each panel, the thousands of the last year at its right, and its years."""
    plot, found = column.plot, []
    for item, top in column.tops.items():
        y, years = top + HEAD - 7, "\n".join(YEAR_WORDS)
        found.append(Label(-LEFT_NARROW, y, one_line(plot, item), size=theme.LABEL, weight=600, valign="bottom"))
        made = made_words(plot, item)
        found.append(Label(column.right, y, made, "muted", theme.SMALL, align="right", valign="bottom"))
        middle = top + HEAD + LINE * len(YEARS) / 2
        found.append(Label(-8, middle, years, "muted", theme.TEXT, align="right"))
    return found


def narrow_values(column: Column) -> list[Label]:
    """Each ratio at the free end of its bar."""
    found = []
    for cell in column.plot.cells:
        if cell.role == "drawn":
            x, y = column.scale.px(cell.quantity.value), column.middle(cell.row, cell.column)
            more, text = cell.quantity.value > 1, column.plot.text(cell)
            token, align, away = ("war", "left", 4) if more else ("ink", "right", -4)
            found.append(Label(x + away, y, text, token, theme.TEXT, 600, align, cell=cell.key))
    return found
