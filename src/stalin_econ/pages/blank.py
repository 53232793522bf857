"""Blank axes, on which a pupil draws before the chart is seen: the scale of the chart, what is given, and empty places."""

from ..charts.figure import Figure, Plot, digits
from ..charts.marks import Label, Rule, boxes, canvas, rules, words
from ..charts.scale import Scale
from ..drawing import page, vega
from ..memory import MEMORY, code
from ..prose.worksheets import Slot, Worksheet
from ..theme import LIGHT, TEXT, Width

SHEET = Width("sheet", 360)
HEIGHT, LEFT, TOP, BOTTOM = 270, 44, 16, 44
SURE = {"fill": LIGHT["civfill"]}
LOOKS = {  # of what is less sure: hollow, and dashed where it is from memory
    "relayed": {"fill": LIGHT["paper"], "stroke": LIGHT["civfill"], "strokeWidth": 1.5},
    "unverified": {"fill": LIGHT["paper"], "stroke": LIGHT["civfill"], "strokeWidth": 1.5, "strokeDash": [4, 3]},
}
PARTS = 4  # of an axis for which the chart has no labelled values


def ticks_of(scale: Scale) -> tuple[float, ...]:
    """The labelled values of a scale, or those that part its whole in four."""
    low, high = scale.domain
    whole = float(f"{high:.1g}")
    return scale.ticks or tuple(low + (min(whole, high) - low) * n / PARTS for n in range(PARTS + 1))


def foot_of(scale: Scale) -> float:
    """Where bars stand: at the low end of a linear scale, at a hundred or at parity on a log one."""
    return scale.domain[0] if scale.kind == "linear" else 100 if 100 in scale.ticks else 1


def slot_layers(slots: tuple[Slot, ...], given: int, plot: Plot, scale: Scale) -> list:
    """What is given as bars with their figures, and empty places of the same breadth, each over its name."""
    step = (SHEET.px - LEFT) / len(slots)
    middle = [step * (n + 0.5) for n in range(len(slots))]
    half, floor = min(step * 0.3, 24), HEIGHT - TOP - BOTTOM
    names = [
        Label(x, floor + 8, slot.name, "ink", TEXT, 400, "center", "top") for x, slot in zip(middle, slots, strict=True)
    ]
    edges = [Rule(x + side, 0, x + side, floor, "rule") for x in middle[given:] for side in (-half, half)]
    layers = [rules(edges)]
    foot = scale.px(foot_of(scale))
    for x, slot in zip(middle[:given], slots[:given], strict=True):
        top = scale.px(slot.cell.quantity.value)
        layers.append(
            boxes(
                [(x - half, min(top, foot), x + half, max(top, foot) + 1)], **LOOKS.get(slot.cell.quantity.status, SURE)
            )
        )
        beyond = (top - 5, "bottom") if top <= foot else (top + 5, "top")
        names.append(Label(x, beyond[0], digits(slot.cell, plot.scales), "ink", TEXT, 600, "center", beyond[1]))
    return [*layers, words(names)]


def blank_svg(figure: Figure, sheet: Worksheet) -> str:
    """The blank axes of a worksheet, as inline SVG; drawn anew only where what stands on them, or the code, has changed."""
    seen = repr((figure.states[0].scales, sheet.given, sheet.wanted, sheet.axes))
    return MEMORY.recall(lambda: blank(figure, sheet).encode(), "blank", code(), figure.slug, seen).decode()


def blank(figure: Figure, sheet: Worksheet) -> str:
    """What `blank_svg` gives, made anew."""
    state, slots = figure.states[0], (*sheet.given, *sheet.wanted)
    plot = Plot(tuple(slot.cell for slot in slots), state.scales, SHEET, {})
    scale = state.scales[sheet.wanted[0].cell.scale].over(HEIGHT - TOP - BOTTOM, 0)
    ticks, right = ticks_of(scale), SHEET.px - LEFT
    lines = [Rule(0, scale.px(tick), right, scale.px(tick), "rule") for tick in ticks]
    lines.append(Rule(0, scale.px(foot_of(scale)), right, scale.px(foot_of(scale)), "ink"))
    labels = [Label(-8, scale.px(tick), f"{tick:,g}", "muted", TEXT, 400, "right") for tick in ticks]
    with vega.quick():
        layers = [rules(lines), words(labels), *slot_layers(slots, len(sheet.given), plot, scale)]
        drawing = canvas(layers, plot, HEIGHT, LEFT, 0, TOP, BOTTOM)
    svg = vega.svg_of(vega.spec_of(drawing.chart, sheet.axes))
    given = ", ".join(f"{slot.name} {digits(slot.cell, state.scales)}" for slot in sheet.given)
    asked = ", ".join(slot.name for slot in sheet.wanted)
    return page.page_svg(
        svg,
        (SHEET.px, HEIGHT),
        f"{figure.slug}-blank",
        f"Blank axes: {sheet.axes}",
        f"Given: {given}. To draw: {asked}.",
    )
