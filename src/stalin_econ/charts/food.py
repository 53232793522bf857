"""Figure 5: the grain harvest and what the state took of it, 1940 to 1945, and the shares that the paper states.

The harvest of 1942 has two values. The one that was read is a column; the smaller one, which the stated share of that
year needs, is a mark on it, and no share ever mixes the two.
"""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from .. import theme
from ..metrics import width
from ..theme import LIGHT
from ..vocabulary import NOT_SURE
from .figure import Cell, Drawing, Figure, Plot, State
from .food_cells import AFTER, BEFORE, PRODUCTS, YEARS, cells, facts
from .marks import CAP, CELL, PY, Label, Layer, Rule, arrowhead, axis, boxes, canvas, rules, stamp, words
from .scale import Scale

# --- places -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Layout:
    """Where things stand, in px of the plot: grain in columns, and the stated shares in rows beside or below them.

    The columns fill `wide` by `high`; one is `bar` wide, a percentage in it `size` high, and the words on the fall begin
    `lift` below the top of 1940. The rows' words begin at `left`, their tracks at `track`, their head is at `head`, and
    `starts` are the places of the products' names; rows are `row` high and lie `between` apart, what to know of them is
    `notes` below. `margin` is what lies above and below the plot.
    """

    name: str
    margin: tuple[float, float]
    wide: float
    high: float
    bar: float
    size: float
    lift: float
    left: float
    track: float
    head: float
    starts: tuple[float, float]
    plot: float
    row: float = 28
    between: float = 5
    notes: tuple[float, float] = (14, 38)

    @property
    def step(self) -> float:
        """From one column to the next."""
        return (self.wide - 2 * EDGE - self.bar) / (len(YEARS) - 1)

    def centre(self, year: int | str) -> float:
        """The middle of the column of a year."""
        return EDGE + self.bar / 2 + (int(year) - YEARS[0]) * self.step


WIDE = Layout("wide", (40, 30), 548, 340, 68, 20, 26, 606, 646, -21, (9, 167), 340)
NARROW = Layout("narrow", (62, 6), 320, 320, 46, 16, 12, 0, 42, 388, (416, 550), 708)
SLIDE = Layout("slide", (38, 30), 404, 174, 52, 16, 7, 434, 472, -27, (2, 95), 174, 18, 4, (11, 27))
LAYOUTS = {theme.WIDE: WIDE, theme.SLIDE: SLIDE, theme.NARROW: NARROW}
AIR = 7  # px between words below each other
EDGE = 1  # px at both sides of the columns: room for an outline
NAME = 15  # from the name of a product to its first row


def said(plot: Plot, at: Layout, key: str) -> str:
    """The words of a key, in the lines that suit the layout."""
    return plot.labels.get(f"{key}_{at.name}") or plot.labels[key]


def bars_of(rows: pd.DataFrame, dress: tuple[str, str, str, str], **mark) -> alt.Chart:
    """Bars from nought, each the mark of its cell: full and parted by paper where it is sure, else pale with an outline."""
    full, pale, line, _ = (LIGHT[token] for token in dress)
    sure = ~rows["status"].isin(NOT_SURE)
    fill, outline = sure.map({True: full, False: pale}), sure.map({True: LIGHT["paper"], False: line})
    bars = Layer(rows.assign(zero=0, fill=fill, outline=outline)).mark_bar(strokeWidth=1.25, **mark)
    return bars.encode(
        fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("outline:N", scale=None), description=CELL
    )


# --- grain --------------------------------------------------------------------------------------------------------


def columns(plot: Plot, at: Layout, scale: Scale) -> alt.LayerChart:
    """A column a year with the part taken inside it, from the same nought; the smaller harvest of 1942 a ring on it."""
    under = {"labelAngle": 0, "labelFontSize": theme.LABEL, "labelColor": LIGHT["ink"], "labelPadding": 8}
    years, inner = [str(year) for year in YEARS], 1 - at.bar / at.step
    place = {"domain": years, "range": [EDGE, at.wide - EDGE], "paddingInner": inner, "paddingOuter": 0}
    year = alt.X("column:O", scale=place, axis=dict(title=None, offset=at.high - at.plot, **under))
    value = alt.Y("value:Q", scale=scale.vega(), axis=None)
    harvests, taken, smaller = (plot.frame[plot.frame["row"] == row] for row in ("harvest", "taken", "smaller_harvest"))
    inside = smaller["status"].isin(NOT_SURE).map({True: LIGHT["paper"], False: LIGHT["ink"]})
    ring = {"shape": "circle", "size": 52, "strokeWidth": 1.75, "stroke": LIGHT["ink"], "xOffset": at.bar / 2}
    point = Layer(smaller.assign(fill=inside)).mark_point(**ring)
    return alt.layer(
        bars_of(harvests, theme.FARM).encode(year, value, y2="zero:Q"),
        bars_of(taken, theme.WAR).encode(year, value, y2="zero:Q"),
        rules([Rule(0, at.high, at.wide, at.high, "ink"), *pointer(plot, at, scale)]),
        point.encode(year, value, fill=alt.Fill("fill:N", scale=None), description=CELL),
    )


def turn(plot: Plot, at: Layout, scale: Scale) -> tuple[float, float]:
    """Where the sentence on the smaller harvest begins and ends: beside its column, above all that come after it."""
    after = [cell.quantity.value for cell in plot.cells if cell.row == "harvest" and int(cell.column) > AFTER]
    return at.centre(AFTER) + at.step / 2, scale.px(max(after)) - 34


def pointer(plot: Plot, at: Layout, scale: Scale) -> list[Rule]:
    """The level of the smaller harvest across its column, and from the ring at its edge up to the sentence on it."""
    y, (x, foot) = scale.px(plot.at("smaller_harvest", AFTER).quantity.value), turn(plot, at, scale)
    left, right = (at.centre(AFTER) + side * at.bar / 2 for side in (-1, 1))
    return [Rule(left, y, right, y, "ink"), Rule(right, y, x, y), Rule(x, y, x, foot + 6)]


def drop(plot: Plot, at: Layout, scale: Scale) -> list[alt.Chart]:
    """The harvest of 1940 carried to 1942, an arrow from it down to the harvest of 1942, and what is said of the fall."""
    high, low = (scale.px(plot.at("harvest", year).quantity.value) for year in (BEFORE, AFTER))
    x, end = at.centre(AFTER), low - 29
    lines = [Rule(at.centre(BEFORE) + at.bar / 2, high, x, high, "ink"), Rule(x, high, x, end - 3, "ink")]
    text, y = said(plot, at, "fall"), high + at.lift
    lower, note = y + 24 + 17 * text.count("\n"), said(plot, at, "fall_note")
    below = Label(x - 9, lower, note, "muted", theme.SMALL, 400, "right", "top")
    said_of_it = [Label(x - 9, y, text, "ink", theme.LABEL, 600, "right", "top")]
    between = [c.quantity.value for c in plot.cells if c.column == str(AFTER - 1) and c.scale == "value"]
    free = lower + 26 < scale.px(max(between, default=0)) - 45  # px: clear of what is said over the column between
    said_of_it += [below] if free else []
    return [rules(lines), arrowhead(x, end), words(said_of_it)]


def head_words(plot: Plot, at: Layout) -> list[Label]:
    """What the columns are, each part named in its colour: this is their key.

    Each begins on a whole px, as words are set in the end, so that what is rounded off one blank does not add up in the next.
    """
    found, x, y = [], 0.0, -41.0 if at is NARROW else at.head
    for key, token in (("head", "ink"), ("head_harvest", "farm"), ("head_and", "ink"), ("head_taken", "war")):
        found.append(Label(x, y, plot.labels[key], token, theme.LABEL, 600))
        x = round(x + found[-1].width + width(" ", theme.LABEL, 600))
        if key == "head" and at is NARROW:
            x, y = 0, -21
    return found


def column_words(plot: Plot, at: Layout, scale: Scale) -> list[Label]:
    """The harvest above its column, what was taken inside it, and that the one or the other is not known."""
    found = []
    for cell in plot.cells:
        x, top, year = at.centre(cell.column), scale.px(cell.quantity.value), cell.column
        if cell.row == "harvest":
            found.append(Label(x, top - 7, plot.text(cell), "farm", theme.LABEL, 600, "center", "bottom", cell.key))
            gap = (plot.has("taken", year), "not_taken", "onpale", at.high - 13)
        elif cell.row == "taken":
            found += taken_words(plot, at, scale, cell)
            gap = (plot.has("harvest", year), "no_harvest", "muted", top - 8)
        else:
            continue
        known, key, token, y = gap
        if not known:
            found.append(Label(x, y, said(plot, at, key), token, theme.SMALL, align="center", valign="bottom"))
    return found


def taken_words(plot: Plot, at: Layout, scale: Scale, cell: Cell) -> list[Label]:
    """In the part taken: its share of the harvest where that is known, in 1940 what the share is of, and the amount."""
    token = "onfill" if cell.sure else "war"
    high = scale.px(0) - scale.px(cell.quantity.value) - 6  # px: the room for words
    lines = [(plot.text(cell), theme.SMALL, 400)]
    if plot.has("share_taken", cell.column):
        of = said(plot, at, "of_harvest").split("\n") if cell.column == str(BEFORE) else []
        lines = [(line, theme.SMALL, 400) for line in of] + lines
        lines.insert(0, (f"{plot.text(plot.at('share_taken', cell.column))}%", at.size, 600))
    while len(lines) > 1 and tall(lines) > high:
        lines.pop()
    return stacked(lines, at.centre(cell.column), scale.px(cell.quantity.value / 2), token, cell.key)


def stacked(lines: list[tuple[str, float, int]], x: float, middle: float, token: str, cell: str) -> list[Label]:
    """Words of different sizes below each other, centred on a place."""
    found, y = [], middle - tall(lines) / 2
    for text, size, weight in lines:
        found.append(Label(x, y, text, token, size, weight, "center", "top", cell))
        y += CAP * size + AIR
    return found


def tall(lines: list[tuple[str, float, int]]) -> float:
    """How high words below each other are, in px."""
    return sum(CAP * size for _, size, _ in lines) + AIR * (len(lines) - 1)


# --- stated shares ------------------------------------------------------------------------------------------------


def row_places(at: Layout) -> dict[str, float]:
    """The middle of the row of each stated share, by the key of its cell."""
    return {
        f"stated_{product}|{year}": start + NAME + at.row / 2 + order * (at.row + at.between)
        for product, start in zip(PRODUCTS, at.starts, strict=True)
        for order, year in enumerate((BEFORE, AFTER))
    }


def stated_rows(plot: Plot, at: Layout, scale: Scale) -> alt.LayerChart:
    """A row a year for each product: of a hundred per cent, the part that the state took."""
    places, half = row_places(at), at.row / 2
    shares = plot.frame[plot.frame["cell"].isin(places)]
    tracks = boxes([(at.track, y - half, scale.px(100), y + half) for y in places.values()], fill=LIGHT["farmfill"])
    below = max(places.values()) + half - at.plot
    value = alt.X("value:Q", scale=scale.vega(), axis=axis(scale, "bottom", "%", offset=below, labelFlush=True))
    bars = bars_of(shares.assign(py=shares["cell"].map(places)), theme.WAR, orient="horizontal", size=at.row)
    return alt.layer(tracks, bars.encode(value, PY, x2="zero:Q"))


def stated_words(plot: Plot, at: Layout, scale: Scale) -> list[Label]:
    """The head, the names of products and years, the shares in their bars and once what is beside them, what to know of each."""
    places = row_places(at)
    found = [Label(at.left, at.head, plot.labels["stated"], size=theme.LABEL, weight=600)]
    for product, start, lift in zip(PRODUCTS, at.starts, at.notes, strict=True):
        y = places[f"stated_{product}|{AFTER}"] + at.row / 2 + lift
        found.append(Label(at.left, start, plot.labels[product], size=theme.LABEL, weight=600))
        found.append(Label(at.left, y, said(plot, at, f"{product}_note"), "muted", theme.SMALL, valign="top"))
    first = next(iter(places.values()))
    found.append(Label(scale.px(100) - 8, first, plot.labels["rest"], "onpale", theme.SMALL, align="right"))
    for key, y in places.items():
        cell = plot.at(*key.split("|"))
        token = "onfill" if cell.sure else "war"
        end = scale.px(cell.quantity.value) - 8
        found.append(Label(at.left, y, cell.column, "muted"))
        found.append(Label(end, y, f"{plot.text(cell)}%", token, theme.LABEL, 600, "right", cell=key))
    return found


def draw(plot: Plot) -> Drawing:
    """Grain in columns, and the stated shares in rows: beside it where there is room, else below it."""
    at = LAYOUTS[plot.width]
    scale, share = plot.scales["value"].over(at.high, 0), plot.scales["share"].over(at.track, plot.width.px)
    parts = alt.layer(columns(plot, at, scale), stated_rows(plot, at, share))
    x, foot = turn(plot, at, scale)
    sentence = Label(x - 4, foot, said(plot, at, "smaller"), valign="bottom")
    text = [*head_words(plot, at), *column_words(plot, at, scale), sentence, *stated_words(plot, at, share)]
    layers = [parts.resolve_scale(x="independent", y="independent"), *drop(plot, at, scale), words(text)]
    if plot.stamped:
        layers += stamp(plot, at.wide, 21 if at is NARROW else 14, "right", f"stamp_{at.name}")
    top, bottom = at.margin
    return canvas(layers, plot, top + at.plot + bottom, top=top, bottom=bottom)


TONNES = Scale("linear", (0, 100), (), 1)
SHARE = Scale("linear", (0, 100), (0, 50, 100), 0)
FIGURE = Figure(
    slug="food-procurement",
    number=5,
    paper="",
    tables=("grain", "procurement_shares"),
    states=(State("default", cells, {"value": TONNES, "share": SHARE}, draw),),
    crop=(-16, 90, 580, 290),
    facts=facts,
)
