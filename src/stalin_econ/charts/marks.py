"""What several figures draw alike. Geometry in px is a field of a layer: a table of labels is one layer, not one a word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import altair as alt

from .. import theme
from ..metrics import width
from ..theme import LIGHT
from .figure import Drawing, Plot
from .scale import Scale

CAP = 0.66  # height of a capital letter of the sans face, in parts of its size
LEADING = 1.16

# Channels of what is placed in px. Made once: Altair takes longer over a channel than over a drawing.
PX = alt.X(field="px", type="quantitative", scale=None, axis=None)
PY = alt.Y(field="py", type="quantitative", scale=None, axis=None)
PX2, PY2 = alt.X2(field="px2"), alt.Y2(field="py2")
OWN_COLOUR = alt.Color(field="colour", type="nominal", scale=None)
TEXT = alt.Text(field="text", type="nominal")
CELL, OWNER = (alt.Description(field=name, type="nominal") for name in ("cell", "of"))


class Layer(alt.Chart):
    """A layer of a drawing, which nobody changes once it is made. So a copy may share what is in it.

    Altair copies a layer in depth each time that it is put into another, which would take half of the time of drawing.
    """

    def __deepcopy__(self, memo):
        return self.copy(deep=False)


def inline(rows: list[dict]) -> alt.Data:
    """Rows as the data of a layer."""
    return alt.Data(values=rows)


@dataclass(frozen=True)
class Label:
    """Words at a place in px of the plot: `y` is the top, the middle or the bottom of their capitals, as `valign` says.

    A line break in the text breaks the line; lines are `leading` px apart, or as their size has it. `token` names a
    colour of the theme. `cell` is the key of the mark that the words belong to: a test holds that no other mark is nearer.
    """

    x: float
    y: float
    text: str
    token: str = "ink"
    size: float = theme.TEXT
    weight: int = 400
    align: str = "left"
    valign: str = "middle"
    cell: str = ""
    leading: float = 0

    @property
    def apart(self) -> float:
        """From line to line, in px."""
        return self.leading or round(self.size * LEADING)

    @property
    def first_line(self) -> float:
        """The base line of the first line, in px."""
        more = self.text.count("\n") * self.apart
        lift = {"top": CAP * self.size, "middle": (CAP * self.size - more) / 2, "bottom": -more}[self.valign]
        return self.y + lift

    @property
    def width(self) -> float:
        """How wide the words are, in px."""
        return max(width(line, self.size, self.weight) for line in self.text.split("\n"))


def words(labels: Iterable[Label]) -> alt.Chart:
    """Labels as one layer: colour, size, weight and alignment are fields."""
    rows = [
        {"px": label.x, "py": label.first_line, "text": label.text.split("\n"), "colour": LIGHT[label.token], "size": label.size,
         "weight": label.weight, "align": label.align, "leading": label.apart,
         "of": f"for:{label.cell}" if label.cell else ""}
        for label in labels
    ]  # fmt: skip
    chart = Layer(inline(rows)).mark_text(
        baseline="alphabetic", align=alt.expr("datum.align"), fontSize=alt.expr("datum.size"),
        fontWeight=alt.expr("datum.weight"), lineHeight=alt.expr("datum.leading"),
    )  # fmt: skip
    return chart.encode(x=PX, y=PY, text=TEXT, color=OWN_COLOUR, description=OWNER)


@dataclass(frozen=True)
class Rule:
    """A thin line between two places in px of the plot."""

    x: float
    y: float
    x2: float
    y2: float
    token: str = "quiet"
    width: float = 1


def rules(lines: Iterable[Rule]) -> alt.Chart:
    """Thin lines as one layer."""
    rows = [{"px": r.x, "py": r.y, "px2": r.x2, "py2": r.y2, "colour": LIGHT[r.token], "width": r.width} for r in lines]
    chart = Layer(inline(rows)).mark_rule(strokeWidth=alt.expr("datum.width"))
    return chart.encode(x=PX, y=PY, x2=PX2, y2=PY2, color=OWN_COLOUR)


def boxes(places: Iterable[tuple[float, float, float, float]], **mark) -> alt.Chart:
    """Rectangles between places in px of the plot, (x, y, x2, y2), that stand for no cell."""
    rows = [{"px": a, "py": b, "px2": c, "py2": d} for a, b, c, d in places]
    return Layer(inline(rows)).mark_rect(**mark).encode(x=PX, y=PY, x2=PX2, y2=PY2)


def arrowhead(x: float, y: float) -> alt.Chart:
    """The head of an arrow that points down, at a place in px."""
    head = Layer(alt.Data(values=[{}])).mark_point(shape="triangle-down", filled=True, size=46, color=LIGHT["ink"])
    return head.encode(x=alt.XValue(x), y=alt.YValue(y))


def stamp(plot: Plot, x: float, y: float, align: str = "left", label: str = "stamp") -> list[alt.Chart]:
    """The one stamp of figures from memory: a plain frame round its words, its corner at x, its middle at y."""
    lines = plot.labels[label].split("\n")
    wide, high = max(width(line, theme.SMALL, 600) for line in lines) + 16, 9 + 16 * len(lines)
    left = x - wide if align == "right" else x
    frame = boxes(
        [(left, y - high / 2, left + wide, y + high / 2)],
        fill=LIGHT["paper"],
        stroke=LIGHT["caution"],
        strokeWidth=1.25,
    )
    text = Label(left + wide / 2, y, "\n".join(lines), "caution", theme.SMALL, 600, "center")
    return [frame, words([text])]


def canvas(layers: Sequence, plot: Plot, height: float, left=0, right=0, top=0, bottom=0) -> Drawing:
    """Layers on one plot area; the margins, in px, hold what stands outside it. `height` is that of the whole drawing.

    The same margins in every state, so that nothing moves when a reader goes from one to another.
    """
    chart = alt.layer(  # in one call: each further one copies all that stands in the layers
        *layers,
        width=plot.width.px - left - right,
        height=height - top - bottom,
        padding={"left": left, "right": right, "top": top, "bottom": bottom},
        autosize={"type": "none"},
    )
    return Drawing(chart, plot.width.px, height)


def axis(scale: Scale, orient: str, unit: str = "", **options) -> dict:
    """An axis with the labelled values of a scale; the last of them bears the unit."""
    text = f"datum.value == {scale.ticks[-1]} ? datum.label + '{unit}' : datum.label"
    return dict(values=list(scale.ticks), orient=orient, title=None, labelExpr=text, **options)


def dodge(places: Sequence[float], gap: float) -> list[float]:
    """Places in px as near to those given as a least gap lets them be, in the same order.

    Pool adjacent violators (isotonic regression; Barlow et al. 1972), after taking the gaps out.
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    pools: list[tuple[float, int]] = []
    for rank, index in enumerate(order):
        pools.append((places[index] - rank * gap, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (b, m), (a, n) = pools.pop(), pools.pop()
            pools.append(((a * n + b * m) / (n + m), n + m))
    level = [value for value, count in pools for _ in range(count)]
    placed = {index: level[rank] + rank * gap for rank, index in enumerate(order)}
    return [placed[index] for index in range(len(places))]


def runs(frame, series: str = "row", year: str = "year"):
    """The frame with `run`, a name for each stretch of consecutive years: a line is never drawn across a gap."""
    ordered = frame.sort_values([series, year])
    breaks = (ordered.groupby(series)[year].diff() != 1).cumsum()
    return ordered.assign(run=ordered[series] + "-" + breaks.astype(str), line="line:" + ordered[series])


def in_expression(words: str) -> str:
    """Words as they stand between single quotation marks in an expression of the drawing program."""
    return words.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
