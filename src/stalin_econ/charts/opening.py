"""The opening picture: what the war took of output and what it left for civilians, in 1940 and in 1942.

Two bars joined by pale ribbons: upright in the free column beside the story, lying on a phone and in a share picture.
"""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from .. import theme
from ..measures.accounts import Tables, account
from ..metrics import width, wrapped
from ..theme import LIGHT, NARROW, Width
from .figure import Cell, Drawing, Figure, Plot, State
from .marks import CAP, CELL, Label, Layer, Rule, boxes, canvas, rules, words
from .scale import Scale
from .uses_bars import SLENDER

YEARS = BEFORE, AFTER = "1940", "1942"
COLUMN = Width("column", 276)  # the free column beside the head of the story, on a screen of 1280 px
# Row → fill where it is sure, fill and outline where it is not, tint of its ribbon. Both are parts of GNP.
DRESS = {
    "military_outlays": (*theme.WAR[:3], "warpaler"),
    "civilian_of_gnp": (*theme.CIVIL[:3], "civpale"),
}


def cells(tables: Tables) -> tuple[Cell, ...]:
    """Uses in per cent of the GNP of 1940, net imports where they are known; in words alone what civilians had with them."""
    found = []
    for column in YEARS:
        uses = account(tables, int(column))
        found += [Cell(row, column, uses[row]) for row in (*DRESS, "net_imports") if row in uses]
        found.append(Cell("civilian_uses", column, uses["civilian_uses"], "table"))
        found.append(Cell("gnp", column, uses["gnp"], "base" if column == BEFORE else "drawn"))
        found.append(Cell("military_share", column, uses["military_share"], "table", "share"))
    return tuple(found)


# --- layout -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Form:
    """A layout in px: upright or lying, height, margins, where each bar begins and ends across, sizes of words."""

    upright: bool
    height: float
    margins: tuple[float, float, float, float]  # left, right, top, bottom
    bars: dict[str, tuple[float, float]]
    share: float
    number: float
    text: float
    small: float


FORMS = {
    "column": Form(True, 388, (0, 84, 26, 26), {BEFORE: (0, 78), AFTER: (114, 192)}, 34, 18, 15, 14),
    "narrow": Form(False, 228, (44, 2, 24, 60), {BEFORE: (0, 58), AFTER: (86, 144)}, 34, 18, 14, 14),
    "wide": Form(False, 350, (62, 4, 34, 76), {BEFORE: (0, 98), AFTER: (142, 240)}, 48, 28, 19, 18),
}


@dataclass(frozen=True)
class Board:
    """A plot in its layout. Along the bars places are values of a scale, across them px."""

    plot: Plot
    form: Form
    scale: Scale

    def value(self, row: str, year: str) -> float:
        """The value of a cell."""
        return self.plot.at(row, year).quantity.value

    def span(self, row: str, year: str) -> tuple[float, float]:
        """From where to where a part reaches within GNP, in values."""
        outlays = self.value("military_outlays", year)
        return (0, outlays) if row == "military_outlays" else (outlays, self.value("gnp", year))

    def stretch(self, row: str, year: str) -> tuple[float, float]:
        """The same in px, on the scale."""
        start, end = self.span(row, year)
        return self.scale.px(start), self.scale.px(end)

    def end(self, year: str) -> float:
        """Where a bar ends, aid included, in values."""
        return self.value("gnp", year) + (self.value("net_imports", year) if self.plot.has("net_imports", year) else 0)

    def place(self, across: float, along: float) -> tuple[float, float]:
        """x and y of a place across and along the bars; all in px."""
        return (across, along) if self.form.upright else (along, across)

    def channels(self, *wanted: str) -> dict[str, object]:
        """Channels by the fields they hold: start and end along the bars, in values; near and far across, in px."""
        x, y = ("x", alt.X, alt.X2), ("y", alt.Y, alt.Y2)
        (v, value, value_to), (a, across, across_to) = (y, x) if self.form.upright else (x, y)
        found = {
            "start": (v, value("start:Q", scale=self.scale.vega(), axis=None)),
            "end": (f"{v}2", value_to("end")),
            "near": (a, across("near:Q", scale=None, axis=None)),
            "far": (f"{a}2", across_to("far")),
        }
        return dict(found[name] for name in wanted)


def draw(plot: Plot) -> Drawing:
    """Ribbons, what is gone, the parts, ticks at GNP, the bracket of the war, and the words."""
    form, value = FORMS[plot.width.name], plot.scales["value"]
    left, right, top, bottom = form.margins
    high, wide = form.height - top - bottom, plot.width.px - left - right
    board = Board(plot, form, value.over(high, 0) if form.upright else value.over(0, wide))
    texts = (part_labels, gnp_labels, year_labels, gone_labels, share_labels)
    layers = [mark(board) for mark in (ribbons, gone, parts, gnp_ticks, bracket)]
    layers.append(words(label for labels in texts for label in labels(board)))
    return canvas(layers, plot, form.height, left, right, top, bottom)


# --- marks --------------------------------------------------------------------------------------------------------


def ribbons(board: Board) -> alt.Chart:
    """What becomes of each part: a tint between the bars, which stands for no year."""
    edges = {BEFORE: board.form.bars[BEFORE][1], AFTER: board.form.bars[AFTER][0]}
    rows = [
        (row, near, *board.span(row, year), LIGHT[dress[3]])
        for row, dress in DRESS.items()
        for year, near in edges.items()
    ]
    frame = pd.DataFrame(rows, columns=["use", "near", "start", "end", "fill"])
    chart = Layer(frame).mark_area(orient="vertical" if board.form.upright else "horizontal", opacity=0.7)
    return chart.encode(**board.channels("start", "end", "near"), detail="use:N", fill=alt.Fill("fill:N", scale=None))


def gone(board: Board) -> alt.Chart:
    """An empty outline from the GNP of 1942 up to that of 1940."""
    low, high = (board.scale.px(board.value("gnp", year)) for year in (AFTER, BEFORE))
    near, far = board.form.bars[AFTER]
    corners = (*board.place(near, low), *board.place(far, high))
    return boxes([corners], fill="transparent", stroke=LIGHT["grey2"], strokeWidth=1.25)


def parts(board: Board) -> alt.Chart:
    """A block a part; net imports beyond GNP are slender and hatched."""
    rows = []
    for year, (near, far) in board.form.bars.items():
        slack = (far - near) * (1 - SLENDER) / 2
        for row, (sure, pale, ink, _) in DRESS.items():
            cell, (low, high) = board.plot.at(row, year), board.span(row, year)
            fill, edge = (sure, "paper") if cell.sure else (pale, ink)
            rows.append((cell.key, low, high, near, far, LIGHT[fill], LIGHT[edge]))
        if board.plot.has("net_imports", year):
            key, hatch = board.plot.at("net_imports", year).key, theme.HATCH.format("aidfill")
            rows.append((key, high, board.end(year), near + slack, far - slack, hatch, LIGHT["aid"]))
    frame = pd.DataFrame(rows, columns=["cell", "start", "end", "near", "far", "fill", "edge"])
    chart = Layer(frame).mark_rect(strokeWidth=1.25)
    fill, stroke = alt.Fill("fill:N", scale=None), alt.Stroke("edge:N", scale=None)
    return chart.encode(**board.channels("start", "end", "near", "far"), fill=fill, stroke=stroke, description=CELL)


def gnp_ticks(board: Board) -> alt.Chart:
    """A tick across each bar at GNP, which reaches over the bar where that is not its end."""
    over = {BEFORE: 0, AFTER: 6}
    rows = [
        (f"gnp|{year}", board.value("gnp", year), near - over[year], far + over[year])
        for year, (near, far) in board.form.bars.items()
    ]
    ticks = Layer(pd.DataFrame(rows, columns=["cell", "start", "near", "far"]))
    ticks = ticks.mark_rule(color=LIGHT["ink"], strokeWidth=2)
    return ticks.encode(**board.channels("start", "near", "far"), description=CELL)


def bracket(board: Board) -> alt.Chart:
    """A line beside what the war took in 1942."""
    across = board.form.bars[AFTER][1] + 9
    start, end = board.stretch("military_outlays", AFTER)
    return rules([Rule(*board.place(across, start), *board.place(across, end), "war", 1.5)])


# --- words --------------------------------------------------------------------------------------------------------


def block(x: float, y: float, lines: list[tuple[str, float, int]], token: str, cell: str = "") -> list[Label]:
    """Lines of words of different sizes below each other, their middle at x and y; each is text, size and weight."""
    heights = [round(size * 1.22) for _, size, _ in lines]
    tops = [y - sum(heights) / 2 + sum(heights[:i]) for i in range(len(lines))]
    return [
        Label(x, top + high / 2, text, token, size, weight, "center", cell=cell)
        for (text, size, weight), top, high in zip(lines, tops, heights, strict=True)
    ]


def fitted(text: str, size: float, room: float) -> tuple[str, float, int]:
    """A number with its words, semibold, as large as a size or as room lets it be, in px."""
    return text, min(size, int(size * room / width(text, size, 600))), 600


def part_labels(board: Board) -> list[Label]:
    """In each block its name and its number."""
    form, labels, found = board.form, board.plot.labels, []
    for year, (near, far) in form.bars.items():
        for row in DRESS:
            cell, (start, end) = board.plot.at(row, year), board.stretch(row, year)
            room = (far - near if form.upright else end - start) - 8
            number = fitted(board.plot.text(cell), form.number, room)
            name = [(line, form.text, 400) for line in wrapped(labels[cell.key], form.text, room)]
            middle = board.place((near + far) / 2, (start + end) / 2)
            found += block(*middle, [*name, number], "onfill" if cell.sure else "onpale", cell.key)
    return found


def year_labels(board: Board) -> list[Label]:
    """Each year at the foot of its bar."""
    size, foot = board.form.small + 2, board.scale.px(0)
    middles = {year: sum(ends) / 2 for year, ends in board.form.bars.items()}
    if board.form.upright:
        return [Label(x, foot + 10, year, "ink", size, 600, "center", "top") for year, x in middles.items()]
    return [Label(foot - 8, y, year, "ink", size, 600, "right") for year, y in middles.items()]


def gnp_labels(board: Board) -> list[Label]:
    """Output at its ticks: that of 1940 at the end of its bar, that of 1942 beside its own."""
    form, named = board.form, board.plot.labels["output"]
    first, last = (board.plot.at("gnp", year) for year in YEARS)
    texts = [named.format(board.plot.text(cell)) for cell in (first, last)]
    (near, far), beside = form.bars[BEFORE], form.bars[AFTER][1] + 12
    top, low = (board.scale.px(cell.quantity.value) for cell in (first, last))
    if form.upright:
        places = ((near + far) / 2, top - 7, "center", "bottom"), (beside, low, "left", "middle")
    else:
        places = (top + 1, near - 8, "right", "bottom"), (low + 1, beside, "right", "top")
    return [
        Label(x, y, text, "ink", form.small, 600, align, valign, cell.key)
        for (x, y, align, valign), text, cell in zip(places, texts, (first, last), strict=True)
    ]


def gone_labels(board: Board) -> list[Label]:
    """At the hatched part how much it is; in the outline or under it how much of output is gone."""
    form, labels, cell = board.form, board.plot.labels, board.plot.at("net_imports", AFTER)
    middle, top, end = (
        sum(form.bars[AFTER]) / 2,
        board.scale.px(board.value("gnp", BEFORE)),
        board.scale.px(board.end(AFTER)),
    )
    said, number, name = labels["aid"].format(board.plot.text(cell)), labels["gone_number"], labels["gone"]
    if form.upright:
        aid = Label(middle, end - 6, said, "aid", form.small, 600, "center", "bottom", cell.key)
        lines = [(number, form.number, 600), (name, form.text, 400)]
        return [aid, *block(*board.place(middle, (end - 6 - 2 * form.small + top) / 2), lines, "muted")]
    aid = Label(end + 6, middle, said, "aid", form.small, 600, cell=cell.key)
    return [aid, Label(top, form.bars[AFTER][1] + 12, f"{number} {name}", "muted", form.small, 600, "right", "top")]


def share_labels(board: Board) -> list[Label]:
    """The share of the war in the output of 1942, large, and of what it is a share."""
    form, labels, at = board.form, board.plot.labels, board.plot.at
    share, outlays, gnp = (board.plot.text(at(row, AFTER)) for row in ("military_share", "military_outlays", "gnp"))
    large, of = labels["share"].format(share), labels["share_of"].format(outlays, gnp)
    across = form.bars[AFTER][1] + 10 + form.share / 4
    if form.upright:
        middle, of = sum(board.stretch("military_outlays", AFTER)) / 2, "\n".join(wrapped(of, form.small, 70))
        places = (across, middle - 4, "bottom"), (across, middle + 6, "top")
    else:
        base = across + CAP * form.share
        places = (0, base, "bottom"), (width(large, form.share, 600) + 8, base, "bottom")
    sizes = ((large, form.share, 600), (of, form.small, 400))
    return [
        Label(x, y, text, "war", size, weight, "left", valign)
        for (x, y, valign), (text, size, weight) in zip(places, sizes, strict=True)
    ]


VALUE, SHARE = Scale("linear", (0, 100.5), (), 0), Scale("linear", (0, 100), (), 0)
OPENING = Figure(
    slug="opening",
    number=0,
    paper="",
    tables=("great_powers_gdp", "great_powers_military_burden", "gnp_by_final_use"),
    states=(State("default", cells, {"value": VALUE, "share": SHARE}, draw),),
    crop=(56, 28, 804, 252),
    widths=(COLUMN, NARROW),
)
