"""Figure 1: the balance of supplies, 1942: troops and weapons, USSR over Germany, on a log scale from parity.

One drawing serves three states, which differ in their cells: all fronts, the eastern front, and the year's weapons per
soldier. A bar is pale up to the lead in troops and strong beyond: on a log scale the strong part is the lead a head.
"""

from collections.abc import Mapping
from dataclasses import replace

from .. import theme
from ..measures import display
from ..measures.accounts import ARMED_FORCES
from ..measures.series import Quantity
from .balance_cells import all_fronts, eastern_front, facts, per_soldier
from .balance_rows import (
    HEAD,
    Panel,
    Part,
    curtain,
    frame_rules,
    marks_of,
    panel_of,
    part_at,
    parts_of,
    reach,
    whiskers,
)
from .figure import Cell, Drawing, Figure, Plot, State
from .marks import Label, canvas, rules, stamp, words
from .scale import Scale

# Fill of a part of a bar → the ink of what stands on it.
INK = {"warfill": "onfill", "warmid": "onpale", "paper": "war", "warpale": "onpale"}
GAP = 7  # px from a mark to its words, and from words to words
STAMP = 40  # px of a narrow drawing


def draw(plot: Plot) -> Drawing:
    """A row a measure: name and counts, then its bar from parity, with a mark for the other front."""
    panel = panel_of(plot)
    layout, parts = panel.layout, parts_of(panel)
    wide = plot.width.roomy
    top = layout.top + (STAMP if plot.stamped and not wide else 0)
    labels = [label for row in panel.bars for label in mark_labels(panel, row, parts)]
    free = list(panel.bars)[-1 if panel.stocks else 0]  # a row with a short bar
    place = (panel.end, panel.middle(free), "right") if wide else (0, 16 - top, "left")
    layers = [
        *curtain(panel),
        rules(whiskers(panel)),
        *marks_of(panel, parts, labels),
        rules(frame_rules(panel)),
        words([*labels, *row_labels(panel), *head_labels(panel), *remarks(panel, labels)]),
        *(stamp(plot, *place) if plot.stamped else []),
    ]
    return canvas(layers, plot, panel.high + top + layout.bottom, layout.left, layout.right, top, layout.bottom)


# --- at the marks -------------------------------------------------------------------------------------------------


def mark_labels(panel: Panel, row: str, parts: list[Part]) -> list[Label]:
    """The values of a row: of its inner mark in the bar, of its outer one behind it; in one row, what the two are.

    Where the bar has no room for a number, it follows that of the outer mark, which stands nearer, and both are named.
    """
    if row in panel.stocks:
        return stock_label(panel, row, parts)
    marks = panel.marks(row)
    within, after = inside(panel, marks[0], parts), behind(panel, marks[-1])
    if within:
        return [within, after, *(mark_names(panel, row, parts) if row == named_row(panel, parts) else [])]
    inner, outer, notes, said = marks[0], marks[-1], panel.layout.notes, panel.plot.labels
    found = [replace(after, text=said["outer"].format(after.text)) if outer.role == "rival" else after]
    if row == ARMED_FORCES and outer.role == "drawn":  # the shaded lead is that mark's: its words stand there
        found.append(Label(reach(after)[1] + GAP, after.y, said["lead_here"], "muted", notes))
    x = reach(found[-1])[1] + GAP
    number = Label(x, after.y, panel.plot.text(inner), "war", after.size, weight_of(inner))
    is_lead = row == ARMED_FORCES and inner.role == "drawn"
    name = f"{said['all_fronts']} {said['lead_here']}" if is_lead else said["all_fronts"]
    return [*found, number, Label(reach(number)[1] + GAP - 2, after.y, name, "muted", notes)]


def said_at(plot: Plot, key: str) -> str:
    """The words of a key, those for the width before others."""
    return plot.labels.get(f"{key}_{plot.width.name}", plot.labels[key])


def stock_label(panel: Panel, row: str, parts: list[Part]) -> list[Label]:
    """The number of a stock: in the bar if all stocks have room for theirs, else behind the lead in troops."""
    within = {stock: inside(panel, panel.bars[stock], parts) for stock in panel.stocks}
    after, least = behind(panel, panel.bars[row]), panel.scale.px(panel.lead) + GAP
    if all(within.values()):
        return [within[row]]
    return [after if after.x >= least else replace(after, x=least, cell="")]


def weight_of(cell: Cell) -> int:
    """Numbers of bars are heavy, those of other marks are not."""
    return 600 if cell.role == "drawn" else 400


def behind(panel: Panel, cell: Cell) -> Label:
    """The number of a mark behind it."""
    room = GAP if cell.role == "drawn" else GAP + panel.layout.ring / 20
    size, text = panel.layout.values, panel.plot.text(cell)
    return Label(panel.px(cell) + room, panel.middle(cell.row), text, "war", size, weight_of(cell), cell=cell.key)


def inside(panel: Panel, cell: Cell, parts: list[Part]) -> Label | None:
    """The number of a mark before it, within the bar; of a stock, before the lead in troops. None where it has no room.

    A notch in a bar is no nearer to its number than the bar is, so that number is led by its place alone.
    """
    most = panel.lead if cell.row in panel.stocks else cell.quantity.value
    value = min(cell.quantity.value, most)
    part, end = part_at(parts, cell.row, value), panel.scale.px(value)
    key = cell.key if cell.role == "drawn" else ""
    text, size = panel.plot.text(cell), panel.layout.values
    label = Label(end, panel.middle(cell.row), text, INK[part.token], size, weight_of(cell), "right", cell=key)
    spare = end - panel.scale.px(part.low) - label.width
    return replace(label, x=end - min(6, spare / 2)) if spare >= 6 else None


def mark_names(panel: Panel, row: str, parts: list[Part]) -> list[Label]:
    """What the two marks of a row are, before and behind their numbers."""
    inner, outer = panel.marks(row)
    number, after = inside(panel, inner, parts), behind(panel, outer)
    names, notes = [said_at(panel.plot, mark.column) for mark in (inner, outer)], panel.layout.notes
    return [
        Label(number.x - number.width - GAP, number.y, names[0], number.token, notes, align="right"),
        Label(after.x + after.width + GAP, number.y, names[1], "muted", notes),
    ]


def named_row(panel: Panel, parts: list[Part]) -> str:
    """The first row in which the names of both marks have room; empty where there is none."""
    for row in panel.others:
        inner = panel.marks(row)[0]
        if inside(panel, inner, parts):
            before, after = mark_names(panel, row, parts)
            start = panel.scale.px(part_at(parts, row, inner.quantity.value).low)
            if reach(before)[0] > start + 5 and reach(after)[1] <= panel.end:
                return row
    return ""


# --- at the rows --------------------------------------------------------------------------------------------------


def counted(quantity: Quantity, labels: Mapping[str, str]) -> str:
    """A count to the three digits that the sources bear: 11.3m, 356,000, 9,800."""
    count = quantity.value * (1000 if quantity.unit.startswith("thousand") else 1)
    if count < 1e6:
        return display.significant(count)
    return labels["million"].format(display.amount(count / 1e6, 1 if count >= 1e7 else 2))


def row_labels(panel: Panel) -> list[Label]:
    """The name of each row and what is counted on either side, in the ink of that side."""
    layout, labels, found = panel.layout, panel.plot.labels, []
    for row in panel.bars:
        y = panel.middle(row) - layout.low - layout.lift
        found.append(Label(-layout.left, y, labels[row], size=theme.LABEL))
        counts = [cell for cell in panel.plot.cells if cell.row == row and cell.scale == "count"]
        for cell, x, token in zip(counts, layout.columns, ("war", "ink"), strict=True):
            found.append(Label(x, y, counted(cell.quantity, labels), token, theme.TEXT, align="right"))
    return found


def head_labels(panel: Panel) -> list[Label]:
    """Heads of the columns of counts, and in its own row that of the stocks."""
    layout, labels = panel.layout, panel.plot.labels
    found = [
        Label(x, -11, labels[side], token, theme.TEXT, 600, "right", "bottom")
        for side, x, token in zip(("USSR", "Germany"), layout.columns, ("war", "ink"), strict=True)
    ]
    if "made" in labels:
        found.append(Label(layout.columns[1], -33, labels["made"], "muted", theme.TEXT, align="right"))
    if panel.stocks:
        y = head_middle(panel)
        found.append(Label(-layout.left, y, said_at(panel.plot, "stocks"), size=theme.TEXT, weight=600))
        found.append(Label(layout.columns[1], y, labels["allies"], "ink", theme.TEXT, 600, "right"))
    return found


def head_middle(panel: Panel) -> float:
    """The middle of the head of the stocks, which stands no nearer to their first row than rows do to each other."""
    return panel.layout.step * (panel.slots.index(HEAD) + 0.5) - (3 if panel.layout.band else 1)


def remarks(panel: Panel, labels: list[Label]) -> list[Label]:
    """What is said beside the marks: of the lead in troops, of stocks that fall short of it, of outlines if any."""
    layout, said, found = panel.layout, panel.plot.labels, []
    edge = panel.scale.px(panel.lead) + GAP + 2
    if ARMED_FORCES in panel.bars and not any(said["lead_here"] in label.text for label in labels):
        # The words say the number and stand apart from the one before them, which may be that of the other front.
        number = panel.plot.text(panel.bars[ARMED_FORCES])
        ways = [beside(panel, ARMED_FORCES, labels, said[key].format(number)) for key in ("lead", "lead_short")]
        ways = [replace(way, x=way.x + 2 * GAP) for way in ways]
        found.append(next((way for way in ways if reach(way)[1] <= panel.end), ways[-1]))
    for row in panel.stocks:
        if panel.bars[row].quantity.value < panel.lead:
            found.append(beside(panel, row, labels, said["short"], edge))
    if not all(panel.bars[row].sure for row in panel.stocks):
        x, y = (0, head_middle(panel) + 16) if layout.band else (edge, head_middle(panel))
        found.append(Label(x, y, said["outlined"], "muted", layout.notes))
    return found


def beside(panel: Panel, row: str, labels: list[Label], text: str, least: float = 0) -> Label:
    """Words behind the last number of a row, and not before a least place."""
    end = max(reach(label)[1] for label in labels if label.y == panel.middle(row)) + GAP + 2
    return Label(max(least, end), panel.middle(row), text, "muted", panel.layout.notes)


TICKS = (1, 2, 4, 8, 16, 32)
# Troops and stocks lie so near to each other that one decimal would not tell them apart; for weapons, some of which are
# counted in two digits, one is all that the counts bear.
SCALES = {
    "value": Scale("log", (1, 36), TICKS, 1),
    "near": Scale("log", (1, 36), TICKS, 2),
    "weight": Scale("linear", (0, 100), (), 0),
}
A_SOLDIER = SCALES | {"count": Scale("linear", (0, 10_000), (), 1)}
FIGURE = Figure(
    slug="balance-of-supplies-1942",
    number=1,
    paper="Chart 1",
    tables=("frontline_balance_1942",),
    states=(
        State("default", all_fronts, SCALES, draw),
        State("eastern-front", eastern_front, SCALES, draw),
        State("per-soldier", per_soldier, A_SOLDIER, draw),
    ),
    crop=(336, 42, 508, 254),
    facts=facts,
)
