"""Read the marks of a published drawing back through its own axes, as a reader with a ruler would.

From the SVG alone come the places of bars, points and line vertices, and of the labelled values of the axes. A scale is
laid through the labels of the axis that bears its values; where a drawing has no axis, through its longest marks. What is
then read at each mark is held against the file of the figure. Nothing here knows how a figure is drawn.
"""

import csv
import io
import math
import re
from dataclasses import dataclass
from xml.etree import ElementTree

from stalin_econ.charts.scale import Scale

MOVED = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
STEP = re.compile(r"([MmLlHhVvAaZzCc])([^MmLlHhVvAaZzCc]*)")
NUMBER = re.compile(r"-?\d*\.?\d+")
THIN = 3.01  # px: a tick, whose middle stands at the value
TOLERANCE = 0.5  # px


@dataclass(frozen=True)
class Box:
    """What a mark covers, in px of the drawing; a point covers nothing."""

    left: float
    top: float
    right: float
    bottom: float

    def ends(self, channel: str) -> tuple[float, float]:
        return (self.left, self.right) if channel == "x" else (self.top, self.bottom)


@dataclass(frozen=True)
class Axis:
    """Labelled values of an axis: channel, where it stands across, and (value, px) of each label."""

    channel: str
    across: float
    labels: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Reading:
    """All that a drawing shows: marks by cell, vertices of lines by row, axes."""

    marks: dict[str, list[Box]]
    lines: dict[str, list[list[tuple[float, float]]]]
    axes: list[Axis]


def vertices(path: str) -> list[tuple[float, float]]:
    """The corners of a path, in its own px."""
    x = y = 0.0
    found = []
    for command, rest in STEP.findall(path):
        numbers = [float(n) for n in NUMBER.findall(rest)]
        kind, relative = command.upper(), command.islower()
        size = {"M": 2, "L": 2, "H": 1, "V": 1, "A": 7, "C": 6, "Z": 0}[kind]
        for i in range(0, len(numbers), size) if size else ():
            part = numbers[i : i + size]
            dx, dy = (x, y) if relative else (0, 0)
            x = part[0] + dx if kind == "H" else x if kind == "V" else part[-2] + dx
            y = part[0] + dy if kind == "V" else y if kind == "H" else part[-1] + dy
            found.append((x, y))
    return found


def offset(element) -> tuple[float, float]:
    moved = MOVED.search(element.get("transform", ""))
    return (float(moved[1]), float(moved[2])) if moved else (0.0, 0.0)


def box_of(element, x: float, y: float) -> Box:
    """What a mark covers; a mark that is moved to its place by itself is a point there."""
    own = offset(element)
    if element.get("transform"):
        return Box(x + own[0], y + own[1], x + own[0], y + own[1])
    if element.tag == "circle":
        x, y = x + float(element.get("cx")), y + float(element.get("cy"))
        return Box(x, y, x, y)
    if element.tag == "line":
        ends = [(float(element.get(a, 0)), float(element.get(b, 0))) for a, b in (("x1", "y1"), ("x2", "y2"))]
    else:
        ends = vertices(element.get("d", ""))
    xs, ys = [x + p for p, _ in ends], [y + q for _, q in ends]
    return Box(min(xs), min(ys), max(xs), max(ys))


def value_of(label: str) -> float | None:
    """The number that a label of an axis shows; None where it shows none."""
    found = re.fullmatch(r"(-?[\d,]*\.?\d+)\D*", label.strip())
    return float(found[1].replace(",", "")) if found else 1.0 if label.strip() == "parity" else None


def axis_of(group, x: float, y: float) -> Axis:
    """The labels of an axis. A vertical one sets its words three tenths of their size below its values."""
    channel, labels, across = group.get("data-axis"), [], 0.0
    for text in group.iter("text"):
        dx, dy = offset(text)
        left, base = x + dx + float(text.get("x", 0)), y + dy + float(text.get("y", 0))
        value = value_of("".join(text.itertext()))
        if value is not None:
            size = float(text.get("font-size") or group.get("font-size"))
            labels.append((value, left if channel == "x" else base - round(0.3 * size)))
        across = base if channel == "x" else left
    return Axis(channel, across, tuple(labels))


def read(svg: str) -> Reading:
    """Marks, lines and axes of a drawing, in px from its corner."""
    root = ElementTree.fromstring(re.sub(r' xmlns(:\w+)?="[^"]*"', "", svg))
    reading = Reading({}, {}, [])

    def walk(element, x: float, y: float) -> None:
        if element.get("data-cell"):
            reading.marks.setdefault(element.get("data-cell"), []).append(box_of(element, x, y))
        if element.get("data-line"):
            path = [(x + a, y + b) for a, b in vertices(element.get("d", ""))]
            reading.lines.setdefault(element.get("data-line"), []).append(path)
        dx, dy = offset(element)
        if element.get("data-axis"):
            reading.axes.append(axis_of(element, x + dx, y + dy))
        for child in element:
            walk(child, x + dx, y + dy)

    walk(root, 0.0, 0.0)
    return reading


@dataclass(frozen=True)
class Ruler:
    """From px to a value along a channel: linear or in logarithms, by two places of known value."""

    kind: str
    channel: str
    first: tuple[float, float]
    second: tuple[float, float]

    def bent(self, value: float) -> float:
        return math.log(value) if self.kind == "log" else value

    @property
    def px_a_unit(self) -> float:
        (a, p), (b, q) = self.first, self.second
        return (q - p) / (self.bent(b) - self.bent(a))

    def px(self, value: float) -> float:
        return self.first[1] + (self.bent(value) - self.bent(self.first[0])) * self.px_a_unit

    def miss(self, boxes: list[Box], value: float) -> float:
        """By how many px the mark of a value is off: a bar by its length or its free end, else by its middle."""
        low = min(box.ends(self.channel)[0] for box in boxes)
        high = max(box.ends(self.channel)[1] for box in boxes)
        if high - low <= THIN and not self.bar(boxes, value):
            return abs((low + high) / 2 - self.px(value))
        if self.kind == "log":
            return min(abs(end - self.px(value)) + abs(other - self.px(1)) for end, other in ((low, high), (high, low)))
        return abs((high - low) - abs(value * self.px_a_unit))

    def bar(self, boxes: list[Box], value: float) -> bool:
        """Whether a thin mark is a bar of a small value rather than a tick: it is wider than a point and begins at the base."""
        across = "x" if self.channel == "y" else "y"
        wide = max(box.ends(across)[1] - box.ends(across)[0] for box in boxes)
        base = self.px(1 if self.kind == "log" else 0)
        near = min(abs(end - base) for box in boxes for end in box.ends(self.channel))
        return wide > 4 and near < 0.2 and abs(self.px(value) - base) <= THIN


def ruler_of(scale: Scale, reading: Reading, boxes: list[Box], cells: dict[str, float]) -> Ruler | None:
    """A ruler for a scale: along the nearest axis that bears its labelled values, else along its own longest marks."""
    ticks = set(scale.ticks)
    axes = [
        a
        for a in reading.axes
        if len({v for v, _ in a.labels} & ticks) >= 2 and {v for v, _ in a.labels} <= ticks | {1.0}
    ]
    if axes:
        axis = min(axes, key=lambda axis: far(axis, boxes))
        labels = sorted(axis.labels)
        return Ruler(scale.kind, axis.channel, labels[0], labels[-1])
    return own_ruler(scale, reading, cells)


def far(axis: Axis, boxes: list[Box]) -> float:
    """How far an axis stands from a mark: beside it, and along it where the mark lies beyond its ends."""
    across = "x" if axis.channel == "y" else "y"
    places = sorted(px for _, px in axis.labels)
    beyond = min(max(0, places[0] - box.ends(axis.channel)[1], box.ends(axis.channel)[0] - places[-1]) for box in boxes)
    return 10 * beyond + min(abs(axis.across - box.ends(across)[0]) for box in boxes)


def own_ruler(scale: Scale, reading: Reading, cells: dict[str, float]) -> Ruler | None:
    """A ruler laid through the longest mark of a drawing without an axis, from the base on which its bars stand."""
    known = {key: reading.marks[key] for key in cells if key in reading.marks}
    if not known:
        return None
    ends = {
        c: {k: (min(b.ends(c)[0] for b in v), max(b.ends(c)[1] for b in v)) for k, v in known.items()} for c in "xy"
    }
    spread = {c: [high - low for low, high in found.values()] for c, found in ends.items()}
    channel = max("xy", key=lambda c: max(spread[c]) - min(spread[c]))
    sides = [round(end, 1) for pair in ends[channel].values() for end in pair]
    base = max(set(sides), key=sides.count)
    longest = max(known, key=lambda k: abs(math.log(cells[k])) if scale.kind == "log" else cells[k])
    near, far = sorted(ends[channel][longest], key=lambda end: abs(end - base))
    return Ruler(scale.kind, channel, (1 if scale.kind == "log" else 0, near), (cells[longest], far))


def misses(svg: str, scales: dict[str, Scale], file: str, scale_of: dict[str, str]) -> dict[str, float]:
    """By how many px each mark of a drawing is off from the figure's file; infinity where a cell that is drawn has none.

    `scale_of` names the scale of each cell; vertices of a line are held against the cells of its row.
    """
    reading, found = read(svg), {}
    rows = [row for row in csv.DictReader(io.StringIO(file)) if row["role"] != "table"]
    values = {f"{row['row']}|{row['column']}": float(row["value"]) for row in rows}
    roles = {f"{row['row']}|{row['column']}": row["role"] for row in rows}
    for key, value in values.items():
        scale, boxes = scales[scale_of[key]], reading.marks.get(key)
        if not boxes:
            found |= {} if roles[key] == "base" else {key: math.inf}
            continue
        peers = {k: v for k, v in values.items() if scale_of[k] == scale_of[key]}
        ruler = ruler_of(scale, reading, boxes, peers)
        found[key] = ruler.miss(boxes, value) if ruler else math.inf
    for row, paths in reading.lines.items():
        own = {k: v for k, v in values.items() if k.partition("|")[0] == row}
        for x, y in (corner for path in paths for corner in path):
            found[f"line {row} at {x:.0f}"] = vertex_miss(x, y, own, scales, scale_of, reading)
    return found


def vertex_miss(x, y, own, scales, scale_of, reading: Reading) -> float:
    """By how many px a corner of a line is off from the nearest value of its row."""
    best = math.inf
    for key, value in own.items():
        ruler = ruler_of(scales[scale_of[key]], reading, [Box(x, y, x, y)], own)
        if ruler:
            best = min(best, abs((y if ruler.channel == "y" else x) - ruler.px(value)))
    return best
