"""Blank axes, on which a pupil draws before the chart is seen: a scale that gives nothing away, what is given, and empty places."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..charts.figure import Figure, Plot, digits
from ..charts.marks import CAP, LEADING, Label, Rule, boxes, canvas, rules, words
from ..charts.scale import Scale
from ..drawing import page, vega
from ..exports.asked import marked_choices, turn_of
from ..measures import display
from ..memory import MEMORY, code
from ..metrics import width, wrapped
from ..prose.worksheets import Slot, Worksheet
from ..theme import FARM, GREY, LIGHT, TEXT, WAR, Width

SHEET = Width("sheet", 360)
HEIGHT, LEFT, TOP, BOTTOM = 282, 44, 16, 56
WIDE, FLOOR = SHEET.px - LEFT, HEIGHT - TOP - BOTTOM
# Row → its dress; the others are grey.
DRESS: Mapping[str, tuple[str, str, str, str]] = {
    "gnp": ("ink", "paper", "ink", "paper"), "harvest": FARM,
    **dict.fromkeys(("USSR", "tanks", "troops", "armed_forces", "tanks_and_self_propelled_guns"), WAR),
}  # fmt: skip
DASHES = {"relayed": [1, 0], "unverified": [4, 3]}  # of the outline of what is less sure, which is hollow
OUTLINE = 1.5  # px
FRACTIONS = {0.5: "½", 0.25: "¼", 0.125: "1/8"}
PARTS, STEPS, ROOM = 4, (1, 2, 2.5, 5, 10), 1.1  # of a linear axis: parts, round steps, and how far it goes beyond


# --- the scale ----------------------------------------------------------------------------------------------------


def foot_of(scale: Scale) -> float:
    """Where bars stand: at nil on a linear scale, at a hundred or at parity on a log one."""
    return 0 if scale.kind == "linear" else 100 if 100 in scale.ticks else 1


def values_of(sheet: Worksheet) -> list[float]:
    """What has to have room: all that is given and wanted, and every answer among which a pupil guesses at one of them."""
    slots = (*sheet.given, *sheet.wanted)
    guessed = [guess for guess in sheet.guesses if guess.cell.scale in {slot.cell.scale for slot in sheet.wanted}]
    texts = [text for guess in guessed for text, _ in marked_choices(guess.cell.quantity, turn_of(guess))]
    return [*(slot.cell.quantity.value for slot in slots), *(display.value_of(text) for text in texts)]


def open_scale(scale: Scale, values: Iterable[float]) -> Scale:
    """The scale of a chart with room for some values and beyond: its ends tell none of them, nor on which side of the foot."""
    low, high, foot = *(extreme(values) for extreme in (min, max)), foot_of(scale)
    if scale.kind == "log":
        first, last = math.floor(math.log2(min(low, foot / 1.2) / foot)), math.ceil(math.log2(high / foot))
        ticks = tuple(foot * 2.0**n for n in range(first, last + 1))
    else:
        step = round_step(high / PARTS)
        ticks = tuple(step * n for n in range(math.ceil(high * ROOM / step) + 1))
    return replace(scale, domain=(ticks[0], ticks[-1]), ticks=ticks)


def round_step(least: float) -> float:
    """The least round step that is no smaller."""
    unit = 10 ** math.floor(math.log10(least))
    return next(unit * step for step in STEPS if unit * step >= least)


# --- what stands on it ----------------------------------------------------------------------------------------------


def places_of(slots: tuple[Slot, ...]) -> tuple[list[float], float]:
    """The middle of each place and the step between neighbours, in px: years as far apart as they are, else all alike."""
    names = [slot.name for slot in slots]
    at = [int(name) - int(names[0]) for name in names] if all(map(str.isdigit, names)) else list(range(len(names)))
    step = WIDE / (max(at) + 1)
    return [step * (n + 0.5) for n in at], step


def name_labels(slots: tuple[Slot, ...], middle: list[float], step: float) -> list[Label]:
    """The name below each place: years short where they are close; words in lines, in two rows where one is too long."""
    names = [slot.name for slot in slots]
    years = all(map(str.isdigit, names))
    if years and step < width("0000 ", TEXT):
        names = [name[2:] if n else name for n, name in enumerate(names)]
    tight = not years and any(width(word, TEXT) > step - 2 for name in names for word in name.split())
    found = []
    for n, (x, name) in enumerate(zip(middle, names, strict=True)):
        lines = wrapped(name, TEXT, 2 * step - 2 if tight else step - 2)
        half = max(width(line, TEXT) for line in lines) / 2
        drop = round(TEXT * LEADING) if tight and n % 2 else 0
        place = min(max(x, half - LEFT), WIDE - half)
        found.append(Label(place, FLOOR + 9 + drop, "\n".join(lines), "ink", TEXT, 400, "center", "top"))
    return found


def bar(slot: Slot, x: float, half: float, scale: Scale):
    """What is given as a bar, hollow where it is less sure; it ends on the base line."""
    fill, _, edge, _ = DRESS.get(slot.cell.row, GREY)
    top, foot = scale.px(slot.cell.quantity.value), scale.px(foot_of(scale))
    dashes = DASHES.get(slot.cell.quantity.status)
    if not dashes:
        return boxes([(x - half, min(top, foot), x + half, max(top, foot))], fill=LIGHT[fill])
    inset = OUTLINE / 2
    place = (x - half + inset, min(top, foot) + inset, x + half - inset, max(top, foot) - inset)
    return boxes([place], fill=LIGHT["paper"], stroke=LIGHT[edge], strokeWidth=OUTLINE, strokeDash=dashes)


def number(slot: Slot, text: str, x: float, scale: Scale) -> Label:
    """The figure of a bar just beyond its end; where a line of the axis would strike it within the bar, else farther beyond."""
    top, foot, high = scale.px(slot.cell.quantity.value), scale.px(foot_of(scale)), CAP * TEXT
    up = top <= foot
    away = [(px, False) for px in range(5, 40)]
    within = [(px, True) for px in range(5, int(abs(top - foot) - high - 4))]
    ways = [*away[:1], *within, *away[1:]]
    px, inside = next((way for way in ways if not is_struck(head_of(top, up, high, *way), high, scale)), ways[0])
    below = up == inside  # whether it hangs from its place or stands on it
    fill = DRESS.get(slot.cell.row, GREY)[3] if inside and slot.cell.sure else "ink"
    return Label(x, top + px if below else top - px, text, fill, TEXT, 600, "center", "top" if below else "bottom")


def head_of(top: float, up: bool, high: float, px: int, inside: bool) -> float:
    """Where letters so high begin that stand so many px from the end of a bar, within it or beyond."""
    return top + px if up == inside else top - px - high


def is_struck(top: float, high: float, scale: Scale) -> bool:
    """Whether a line of the axis goes through letters so high that begin at so many px, or touches them."""
    return any(top - 1 <= scale.px(tick) <= top + high + 1 for tick in scale.ticks)


def lines_of(scale: Scale) -> tuple[list[Rule], list[Label]]:
    """The lines of the axis and the values at them."""
    lines = [Rule(0, scale.px(tick), WIDE, scale.px(tick), "rule") for tick in scale.ticks]
    texts = [FRACTIONS.get(tick, f"{tick:,g}") for tick in scale.ticks]
    return lines, [
        Label(-8, line.y, text, "muted", TEXT, 400, "right") for line, text in zip(lines, texts, strict=True)
    ]


def blank_svg(figure: Figure, sheet: Worksheet) -> str:
    """The blank axes of a worksheet, as inline SVG; drawn anew only where what stands on them, or the code, has changed."""
    seen = repr((figure.states[0].scales, sheet.given, sheet.wanted, sheet.guesses, sheet.axes))
    return MEMORY.recall(lambda: blank(figure, sheet).encode(), "blank", code(), figure.slug, seen).decode()


def scale_of(figure: Figure, sheet: Worksheet) -> Scale:
    """The scale of the blank axes of a worksheet, in px."""
    scales = figure.states[0].scales
    return open_scale(scales[sheet.wanted[0].cell.scale], values_of(sheet)).over(FLOOR, 0)


def blank(figure: Figure, sheet: Worksheet) -> str:
    """What `blank_svg` gives, made anew."""
    state, slots, given = figure.states[0], (*sheet.given, *sheet.wanted), len(sheet.given)
    plot, scale = Plot(tuple(slot.cell for slot in slots), state.scales, SHEET, {}), scale_of(figure, sheet)
    middle, step = places_of(slots)
    half, foot = min(step * 0.34, 24), scale.px(foot_of(scale))
    bars = list(zip(slots[:given], middle, strict=False))
    empty = [(x - half, 0, x + half, FLOOR) for x in middle[given:]]
    edges = [Rule(x, 0, x, FLOOR, "quiet") for left, _, right, _ in empty for x in (left, right)]
    lines, labels = lines_of(scale)
    labels += [number(slot, digits(slot.cell, state.scales), x, scale) for slot, x in bars]
    with vega.quick():
        layers = [boxes(empty, fill=LIGHT["bandpale"]), rules([*lines, *edges])]
        layers += [bar(slot, x, half, scale) for slot, x in bars]
        layers += [rules([Rule(0, foot, WIDE, foot, "ink")]), words([*labels, *name_labels(slots, middle, step)])]
        drawing = canvas(layers, plot, HEIGHT, LEFT, 0, TOP, BOTTOM)
    svg = vega.svg_of(vega.spec_of(drawing.chart, sheet.axes))
    shown = ", ".join(f"{slot.name} {digits(slot.cell, state.scales)}" for slot in sheet.given)
    asked = ", ".join(slot.name for slot in sheet.wanted)
    return page.page_svg(
        svg,
        (SHEET.px, HEIGHT),
        f"{figure.slug}-blank",
        f"Blank axes: {sheet.axes}",
        f"Given: {shown}. To draw: {asked}.",
    )
