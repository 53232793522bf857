"""The states of figure 6 that lie in rows: the parts of five powers in a hundred per cent, and thousands by year."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from .. import theme
from ..metrics import width
from ..theme import LIGHT
from ..vocabulary import NOT_SURE
from .figure import Drawing, Plot
from .marks import CELL, PX, PY, Label, Layer, canvas, stamp, words
from .production_cells import FEW, POWERS, SIDES, YEARS
from .scale import Scale

# Who → fill where it is sure, fill and outline where it is not, and the ink on the first.
DRESS = {
    "war": theme.WAR,
    "germ": ("germfill", "grey3", "ink", "ongerm"),
    "grey1": ("grey1", "bandpale", "quiet", "onpale"),
    "grey2": ("grey2", "bandpale", "quiet", "onpale"),
    "grey3": ("grey3", "bandpale", "quiet", "onpale"),
}
# The darkest of the greys stands beside the palest: parts that touch are told apart.
DRESS_OF = {"USSR": "war", "USA": "grey1", "UK": "grey3", "Japan": "grey2", "Germany": "germ"}
INK_OF = {"USSR": "war", "Germany": "ink"}  # the words of the others are muted
YEAR_WORDS = [str(YEARS[0]), *(str(year)[2:] for year in YEARS[1:])]
# The most thousands of a weapon that its scale holds: half as much again as was made, so that a correction has room.
CEILINGS = {
    "rifles_and_carbines": 6000, "machine_pistols": 3000, "machine_guns": 750, "guns": 225, "mortars": 350,
    "tanks_and_self_propelled_guns": 45, "combat_aircraft": 51,
}  # fmt: skip


def ceilings() -> dict[str, Scale]:
    """A scale a weapon, in thousands."""
    return {item: Scale("linear", (0, most), (), int(item in FEW)) for item, most in CEILINGS.items()}


def dressed(frame: pd.DataFrame, who: Sequence[str], edge: str = "transparent") -> pd.DataFrame:
    """Colours of bars: full where they are sure, within an edge, else pale with an outline; and the ink of words on them."""
    sure = ~frame["status"].isin(NOT_SURE)
    full, pale, line, ink = (pd.Series([DRESS[name][i] for name in who], frame.index) for i in range(4))
    return frame.assign(
        fill=full.where(sure, pale).map(LIGHT),
        outline=line.map(LIGHT).where(~sure, edge),
        ink=ink.where(sure, "onpale"),
    )


def filled(bars: alt.Chart, frame: pd.DataFrame) -> alt.Chart:
    """Bars in the fill that they bear, and in the outline where any has one."""
    bars = bars.encode(fill=alt.Fill("fill:N", scale=None))
    if (frame["outline"] != "transparent").any():
        bars = bars.encode(stroke=alt.Stroke("outline:N", scale=None), strokeWidth=alt.StrokeWidthValue(1.25))
    return bars


def one_line(plot: Plot, item: str) -> str:
    """The name of a weapon in one line."""
    return plot.labels[item].replace("-\n", "-").replace("\n", " ")


# --- parts of a hundred -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stack:
    """Rows of a hundred per cent, in px: where bars begin and end, from row to row, how thick, the margin above."""

    start: float
    end: float
    step: float
    bar: float
    top: float


WIDE = Stack(222, theme.WIDE.px, 54, 34, 2)
NARROW = Stack(0, theme.NARROW.px, 58, 25, 52)
KEY = -42  # px: the line of the key over the narrow drawing


def draw_shares(plot: Plot) -> Drawing:
    """A bar a weapon, parted among the powers: the USSR from the left, Germany from the right, the others between."""
    at = WIDE if plot.width == theme.WIDE else NARROW
    items, room = list(dict.fromkeys(cell.row for cell in plot.cells)), 34 if plot.stamped else 0
    scale, parts = plot.scales["share"].over(at.start, at.end), parted(plot)
    parts["py"] = [at.step * items.index(item) + at.bar / 2 for item in parts["row"]]
    bars = Layer(parts).mark_bar(orient="horizontal", size=at.bar)
    bars = bars.encode(alt.X("low:Q", scale=scale.vega(), axis=None), PY, x2="high:Q", description=CELL)
    high = at.step * (len(items) - 1) + at.bar
    layers = [
        filled(bars, parts),
        words(share_names(plot, parts, at)),
        words(part_numbers(plot, parts, at, scale)),
        *(power_key(plot) if at is NARROW else []),
        *(stamp(plot, 0, high + 30) if plot.stamped else []),
    ]
    return canvas(layers, plot, at.top + high + 14 + room, top=at.top)


def parted(plot: Plot) -> pd.DataFrame:
    """The parts of each bar from left to right, with their ends in per cent; one that has no mark of its own has no cell."""
    frame = pd.DataFrame(
        {
            "row": cell.row,
            "column": cell.column,
            "cell": cell.key if cell.role != "table" else "",
            "value": cell.quantity.value,
            "status": cell.quantity.status,
            "text": plot.text(cell),
        }
        for cell in plot.cells
        if cell.column in POWERS
    )
    high = frame.groupby("row")["value"].cumsum()
    frame, who = frame.assign(low=high - frame["value"], high=high), [DRESS_OF[power] for power in frame["column"]]
    return dressed(frame, who, LIGHT["paper"])


def share_names(plot: Plot, parts: pd.DataFrame, at: Stack) -> list[Label]:
    """The weapon of each bar: before it, or in the narrow drawing above it."""
    lift, valign = (0, "middle") if at is WIDE else (-at.bar / 2 - 6, "bottom")
    rows = parts.drop_duplicates("row").itertuples()
    return [
        Label(0, row.py + lift, one_line(plot, row.row), size=theme.LABEL, weight=600, valign=valign) for row in rows
    ]


def part_numbers(plot: Plot, parts: pd.DataFrame, at: Stack, scale: Scale) -> list[Label]:
    """The number of each part in its middle, or under the bar where the part is too narrow for it.

    In the wide drawing with its power before it, where that has room: heads over the first bar would be read down, and
    the parts of the next bar begin elsewhere.
    """
    found = []
    for part in parts.itertuples():
        ours, room = part.column == SIDES[0], scale.px(part.high) - scale.px(part.low)
        text, size = (f"{part.text}%", theme.LABEL + 1) if ours else (part.text, theme.TEXT)
        named = f"{plot.labels[part.column]} {text}" if at is WIDE else text
        x, y, own = scale.px((part.low + part.high) / 2), part.py, {"align": "center", "cell": part.cell}
        if width(text, size, 600) + 5 > room:
            found.append(Label(x, y + at.bar / 2 + 4, named, "muted", theme.SMALL, valign="top", **own))
        else:
            text = named if width(named, size, weight_of(part.column)) + 6 <= room else text
            found.append(Label(x, y, text, part.ink, size, weight_of(part.column), **own))
    return found


def weight_of(power: str) -> int:
    """The two that are compared are strong."""
    return 600 if power in SIDES else 400


def power_key(plot: Plot) -> list[alt.Chart]:
    """The powers over the narrow drawing, spread over its width, each after a square in the fill of its parts."""
    wide = {power: 15 + width(plot.labels[power], theme.SMALL, weight_of(power)) for power in POWERS}
    spare = (plot.width.px - sum(wide.values())) / (len(POWERS) - 1)
    places = {power: sum(list(wide.values())[:i]) + spare * i for i, power in enumerate(POWERS)}
    rows = [{"px": x + 5.5, "py": KEY, "fill": LIGHT[DRESS[DRESS_OF[power]][0]]} for power, x in places.items()]
    squares = Layer(alt.Data(values=rows)).mark_square(size=121, opacity=1)
    names = [
        Label(x + 15, KEY, plot.labels[power], INK_OF.get(power, "muted"), theme.SMALL, weight_of(power))
        for power, x in places.items()
    ]
    return [squares.encode(PX, PY, fill=alt.Fill("fill:N", scale=None), stroke=alt.StrokeValue(None)), words(names)]


# --- thousands ----------------------------------------------------------------------------------------------------

HEAD, LINE, STEP = 20, 18, 105  # px of a block: its name, a year, from it to the next
BEFORE, WIDEST, THICK = 36, 39, 6  # px: the years, the widest number with its distance, a bar of a whole year


@dataclass(frozen=True)
class Block:
    """A weapon in px: its corner, its width, a column of numbers. From the left: years, bars, Soviet and German thousands."""

    item: str
    left: float
    top: float
    width: float
    numbers: float

    @property
    def bars(self) -> tuple[float, float]:
        """Where bars begin, and where the longest ends."""
        return self.left + BEFORE, self.number(SIDES[0]) - WIDEST

    def middle(self, year: int | str) -> float:
        """The middle of the line of a year."""
        return self.top + HEAD + LINE * (int(year) - YEARS[0] + 0.5)

    def number(self, side: str) -> float:
        """The right edge of the thousands of a side."""
        return self.left + self.width - (self.numbers if side == SIDES[0] else 0)

    def scale(self, plot: Plot) -> Scale:
        """The scale of the weapon, laid so that its longest bar fills the block."""
        (start, end), scale = self.bars, plot.scales[self.item]
        most = max(plot.at(f"{self.item}_{side}", year).quantity.value for side in SIDES for year in YEARS)
        return scale.over(start, start + (end - start) * scale.domain[1] / most)


def draw_counts(plot: Plot) -> Drawing:
    """A block a weapon, each on its own scale: a year is a red bar for the USSR and a near-black one for Germany."""
    items = list(dict.fromkeys(cell.row.rpartition("_")[0] for cell in plot.cells if cell.role == "drawn"))
    if plot.width == theme.WIDE:
        down, wide = (len(items) + 2) // 2, 404  # the verdict has the place of the first block at the right
        places = [*range(down), *range(down + 1, len(items) + 1)]
        blocks = [
            Block(item, (i // down) * (plot.width.px - wide), 20 + (i % down) * STEP, wide, 61)
            for i, item in zip(places, items, strict=True)
        ]
        heads, height = (blocks[0], blocks[down]), 20 + down * STEP - 13
        verdict = verdict_words(plot, blocks[down].left, 6)
    else:
        blocks = [Block(item, 0, 94 + i * STEP, plot.width.px, 58) for i, item in enumerate(items)]
        heads, height, verdict = blocks[:1], blocks[-1].top + STEP - 13, verdict_words(plot, 0, 6)
    bars = alt.layer(*(count_bars(plot, block) for block in blocks)).resolve_scale(x="independent")
    text = [label for block in blocks for label in block_words(plot, block)]
    text += [label for block in heads for label in column_heads(plot, block)]
    layers = [bars, words([*text, *verdict]), *(stamp(plot, 0, height + 19) if plot.stamped else [])]
    return canvas(layers, plot, height + (38 if plot.stamped else 0))


def count_bars(plot: Plot, block: Block) -> alt.Chart:
    """The bars of a weapon, one above the other in each year, as thick as their months of war."""
    frame = plot.frame[plot.frame["row"].isin([f"{block.item}_{side}" for side in SIDES])]
    sides = [row.rpartition("_")[2] for row in frame["row"]]
    places = list(zip(sides, frame["column"], strict=True))
    sizes = [THICK * plot.at(f"months_{side}", year).quantity.value / 12 for side, year in places]
    away = [(size / 2 + 0.5) * (-1 if side == SIDES[0] else 1) for side, size in zip(sides, sizes, strict=True)]
    frame = dressed(frame, [DRESS_OF[side] for side in sides]).assign(
        zero=0, size=sizes, py=[block.middle(year) + d for (_, year), d in zip(places, away, strict=True)]
    )
    value = alt.X("value:Q", scale=block.scale(plot).vega(), axis=None)
    bars = Layer(frame).mark_bar(orient="horizontal").encode(value, PY, x2="zero:Q", description=CELL)
    return filled(bars.encode(size=alt.Size("size:Q", scale=None)), frame)


def block_words(plot: Plot, block: Block) -> list[Label]:
    """The weapon; of each side the last year over the first compared, and its thousands in a column; the years."""
    y, middle = block.top + HEAD - 8, block.top + HEAD + LINE * len(YEARS) / 2
    found = [Label(block.left, y, one_line(plot, block.item), size=theme.LABEL, weight=600, valign="bottom")]
    found.append(Label(block.bars[0] - 8, middle, "\n".join(YEAR_WORDS), "muted", align="right", leading=LINE))
    for side in SIDES:
        row, x = f"{block.item}_{side}", block.number(side)
        thousands = "\n".join(plot.text(plot.at(row, year)) for year in YEARS)
        times = f"×{plot.text(plot.at(row, 'growth'))}"
        found.append(Label(x, y, times, INK_OF[side], theme.LABEL, 600, "right", "bottom"))
        found.append(Label(x, middle, thousands, INK_OF[side], align="right", leading=LINE))
    return found


def column_heads(plot: Plot, block: Block) -> list[Label]:
    """Over a column of blocks whose the numbers are, and what they are."""
    y, size = block.top - 14, theme.SMALL
    found = [Label(block.number(side), y, plot.labels[side], INK_OF[side], size, 600, "right") for side in SIDES]
    return [Label(block.left, y, plot.labels["columns"], "muted", size), *found]


def verdict_words(plot: Plot, x: float, y: float) -> list[Label]:
    """How many weapons of how many each side at least doubled, Germany first, in large figures."""
    found = [Label(x, y, plot.labels["doubled"], size=theme.LABEL, weight=600)]
    for side in reversed(SIDES):
        found.append(Label(x, y + 30, plot.labels[f"doubled_{side}"], INK_OF[side], 24, 600))
        x += found[-1].width + 8
        found.append(Label(x, y + 33, plot.labels[side], INK_OF[side]))
        x += found[-1].width + 32
    return found
