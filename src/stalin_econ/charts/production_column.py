"""The default state of figure 6 on a phone: its panels below each other, bars on their side from one level of parity."""

from dataclasses import dataclass

import altair as alt

from .. import theme
from ..metrics import width, wrapped
from ..theme import LIGHT
from .figure import Drawing, Plot
from .marks import PY, Label, Rule, boxes, canvas, rules, stamp, words
from .production_cells import YEARS, groups
from .production_leads import RULED, lead_bars, log_axis, made_words
from .production_rows import YEAR_WORDS, one_line
from .scale import Scale

LEFT = 40  # px: the years

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
        return self.plot.width.px - LEFT

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
    scale = plot.scales["value"].over(20, plot.width.px - LEFT - 30)
    return Column(plot, scale, heads, tops), y - 18


def draw_narrow(plot: Plot) -> Drawing:
    """One level of parity down the page, the panels below each other under the heads of their groups."""
    top, (column, high) = 44, column_of(plot)
    frame, bars = lead_bars(plot, 12, orient="horizontal")
    bars.data = frame.assign(py=[column.middle(i, y) for i, y in zip(frame["row"], frame["column"], strict=True)])
    value = alt.X("value:Q", scale=column.scale.vega(), axis=log_axis(plot, column.scale, "top", labelPadding=2))
    level, stamp_room = column.scale.px(1), 34 if plot.stamped else 0
    layers = [
        boxes([(0, a, level, b) for a, b in column.spans], fill=LIGHT["bandpale"]),
        bars.encode(value, PY, x2="parity:Q"),
        rules(Rule(level, a, level, b) for a, b in column.spans),
        rules(group_rule(column, group) for group in column.heads),
        words([*narrow_sides(column), *narrow_heads(column), *narrow_panels(column)]),
        words(narrow_values(column)),
        *(stamp(plot, -LEFT, high + 16) if plot.stamped else []),
    ]
    return canvas(layers, plot, high + top + stamp_room, LEFT, 0, top, 0)


def group_rule(column: Column, group: str) -> Rule:
    """A rule under the head of a group."""
    y = column.heads[group] + HEAD_LINE * len(head_lines(column.plot, group)) + 1
    return Rule(-LEFT, y, column.right, y, RULED[group], 1.5)


def narrow_sides(column: Column) -> list[Label]:
    """Which side of parity is whose, above the axis."""
    x, labels = column.scale.px(1), column.plot.labels
    return [
        Label(x - 7, -26, labels["more_german"], "ink", theme.SMALL, 600, "right", "bottom"),
        Label(x + 7, -26, labels["more_soviet"], "war", theme.SMALL, 600, "left", "bottom"),
    ]


def narrow_heads(column: Column) -> list[Label]:
    """The head of each group; with the first what the numbers at the right are, with the passed ones how many more."""
    plot, found, made = column.plot, [], column.plot.labels["made_narrow"]
    for group, y in column.heads.items():
        lines = head_lines(plot, group)
        for i, line in enumerate(lines):
            found.append(Label(-LEFT, y + HEAD_LINE * i, line, RULED[group], theme.LABEL, 600, valign="top"))
        room = plot.width.px - width(lines[0], theme.LABEL, 600) - width(made, theme.SMALL)
        if y == min(column.heads.values()) and room > 12:
            found.append(Label(column.right, y, made, "muted", theme.SMALL, align="right", valign="top"))
        if group == "passed":
            y += HEAD_LINE * len(lines) + 12
            found.append(Label(-LEFT, y, plot.labels["why"], valign="top"))
    return found


def narrow_panels(column: Column) -> list[Label]:
    """The weapon of each panel, the thousands of the last year at its right, and its years."""
    plot, found = column.plot, []
    for item, top in column.tops.items():
        y, years = top + HEAD - 7, "\n".join(YEAR_WORDS)
        found.append(Label(-LEFT, y, one_line(plot, item), size=theme.LABEL, weight=600, valign="bottom"))
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
