"""The words at the ends of the lines of figure 2: in a column behind the last year, or near the point of one that stops early."""

import math
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from .. import theme
from .figure import Cell, Plot
from .marks import CAP, Label, Rule
from .product_panels import GAP, HINGE, INK, LAST, PEN, PENS, Panel, beside, strokes


def last_cells(plot: Plot) -> list[Cell]:
    """The last cell of each row drawn."""
    return list({cell.row: cell for cell in plot.cells if cell.role == "drawn"}.values())


def at_end(plot: Plot, panel: Panel, frame: pd.DataFrame, room: float, gap: float) -> tuple[list[Label], list[Rule]]:
    """The last value and the name of each line: in a column behind the last year, or at the point of one that stops early.

    Those that stop early and have no clear place at their points stand together in the air over the base.
    """
    whole = [cell for cell in last_cells(plot) if cell.column == str(LAST)]
    found, leaders = beside(plot, whole, [panel.place(cell)[1] for cell in whole], panel, room, gap)
    short = sorted((c for c in last_cells(plot) if c not in whole), key=lambda cell: -cell.quantity.value)
    own = {cell.row: at_own_point(plot, panel, frame, cell, found) for cell in short}
    called = [cell for cell in short if own[cell.row] is None]
    words, lines = in_the_air(plot, panel, called, found) if called else ([], [])
    return [*found, *(label for label in own.values() if label), *words], [*leaders, *lines]


def in_the_air(plot: Plot, panel: Panel, cells: list[Cell], column: list[Label]) -> tuple[list[Label], list[Rule]]:
    """Numbers, names and years of lines that stop early, below each other as the lines are, over the base and the column.

    A leader goes from the point of each to the left of its own words. They fan out, so that none crosses another, and go
    so steeply that they are not taken for lines that go on.
    """
    points, base = [panel.place(cell) for cell in cells], panel.values.px(100)
    said = [plot.labels["stopped"].format(plot.text(c) + GAP + plot.labels[c.row], c.column) for c in cells]
    label = Label(max(x for x, _ in points) + 26, base, "\n".join(said), "muted", theme.TEXT, valign="bottom")
    beneath = [ink_box(other, 0) for other in column if other.x < label.x + label.width]
    foot = min([base, *(top for _, top, _, low in beneath if top < base < low + 12)]) - 6
    label = replace(label, y=foot)
    lines = [label.first_line - CAP * label.size / 2 + i * label.apart for i in range(len(cells))]
    return [label], [Rule(x + 4, y, label.x - 5, line) for (x, y), line in zip(points, lines, strict=True)]


def at_own_point(plot: Plot, panel: Panel, frame: pd.DataFrame, cell: Cell, taken: list[Label]) -> Label | None:
    """Number and name of a line that stops early, at its last point; None where they are not clear of lines and words."""
    (x, y), places, text = (
        panel.place(cell),
        traces(panel, frame, cell.row),
        plot.text(cell) + GAP + plot.labels[cell.row],
    )
    others = [c for c in plot.cells if c.role == "drawn" and int(c.column) >= HINGE and c != cell]
    own, strange = point_box(panel, cell), [point_box(panel, other) for other in others]
    candidates = (
        Label(x + 9, y + shift, text, "muted", theme.TEXT, cell=cell.key) for shift in sorted(range(-9, 10), key=abs)
    )
    return next((c for c in candidates if is_clear(c, places, taken) and is_nearest(c, own, strange)), None)


def traces(panel: Panel, frame: pd.DataFrame, but: str) -> list[tuple[float, float]]:
    """Places in px along the lines of a panel, all but one."""
    found = []
    for _, run in strokes(panel, frame[frame["row"] != but]).groupby(["run", "line"]):
        ends = [(panel.years.px(p.year), panel.values.px(p.value)) for p in run.sort_values("year").itertuples()]
        for (x, y), (x2, y2) in pairwise(ends):
            found += [(x + (x2 - x) * step / 20, y + (y2 - y) * step / 20) for step in range(21)]
    return found


def ink_box(label: Label, margin: float) -> tuple[float, float, float, float]:
    """The box of words of one line that begin at their place, with a margin."""
    high = CAP * label.size / 2 + margin
    return label.x - margin, label.y - high, label.x + label.width + margin, label.y + high


def is_clear(label: Label, places: list[tuple[float, float]], others: list[Label]) -> bool:
    """Whether words are clear of places in px and of other words."""
    left, top, right, foot = ink_box(label, 3)
    struck = any(left < x < right and top < y < foot for x, y in places)
    boxes = [ink_box(other, 0) for other in others]
    return not struck and not any(left < c and right > a and top < d and foot > b for a, b, c, d in boxes)


def point_box(panel: Panel, cell: Cell) -> tuple[float, float, float, float]:
    """The box of a point, outline included."""
    pen, (x, y) = PENS.get(INK.get(cell.row, "quiet"), PEN), panel.place(cell)
    reach = pen[3] + pen[2] / 2
    return x - reach, y - reach, x + reach, y + reach


def is_nearest(label: Label, own: tuple[float, ...], others: list[tuple[float, ...]]) -> bool:
    """Whether words are nearer to their own point than to any other."""
    left, top, right, foot = ink_box(label, 0)
    gaps = [math.hypot(max(left - c, a - right, 0), max(top - d, b - foot, 0)) for a, b, c, d in (own, *others)]
    return gaps[0] <= min(gaps[1:])
