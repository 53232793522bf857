"""A drawing in fewer bytes that looks the same: lines of one look in one path, marks of one look in one group.

Works on the elements that `page.py` has cleaned. What stands for a cell stays an element of its own.
"""

import re
from collections import Counter
from itertools import groupby
from xml.etree.ElementTree import Element

# Attributes that a mark takes from the group that it stands in. The weight of words stays on them: the cutting of fonts reads it there.
INHERITED = ("fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap", "font-size", "text-anchor")
PLACES = ("x1", "y1", "x2", "y2")
# Attributes in the order in which drawings pack best, found by trying: what varies with a mark apart from how it looks.
ORDER = (
    "cx", "cy", "r", "stroke-width", "font-weight", "stroke", "fill", "font-size", "stroke-linejoin", "stroke-linecap", "opacity",
    "text-anchor", "x", "y", "transform", *PLACES, "d", "data-axis", "data-for", "data-cell", "data-line",
)  # fmt: skip
BAR = re.compile(r"M(-?[\d.]+),(-?[\d.]+)h([\d.]+)v([\d.]+)h-\3Z")
NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?|-?\d+e-?\d+")
GRID = 5  # places on a px: none is off by more than a tenth, which is less than anyone sees, and last digits repeat
NOTHING = re.compile(r"translate\(0,0\)")
MOVED = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")


def is_group(element: Element) -> bool:
    return element.tag.endswith("}g") or element.tag == "g"


def is_line(element: Element) -> bool:
    return element.tag.endswith("}line") or element.tag == "line"


def plain(value: float, decimals: int = 1) -> str:
    """A number in px with so many decimals at the most."""
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def near(value: float, a_px: int = GRID) -> float:
    """The nearest of so many places on a px."""
    return round(value * a_px) / a_px


def on_grid(places: str, a_px: int = GRID) -> str:
    """A text with its numbers at the nearest of so many places on a px."""
    return NUMBER.sub(lambda match: plain(near(float(match[0]), a_px)), places)


def settled(places: str) -> str:
    """A path, a move or a coordinate with its places on the grid; of a bar all four sides, so that bars of one foot keep one."""
    if bar := BAR.fullmatch(places):
        left, top, width, height = map(float, bar.groups())
        right, base = plain(near(left + width) - near(left)), plain(near(top + height) - near(top))
        places = f"M{left},{top}h{right}v{base}h-{right}Z"
    return on_grid(places)


def unmoved(element: Element) -> None:
    """Take out what moves an element by nothing, and put a line where it is moved to."""
    moved = MOVED.fullmatch(element.get("transform", ""))
    if moved and NOTHING.fullmatch(moved[0]):
        del element.attrib["transform"]
    elif moved and is_line(element):
        del element.attrib["transform"]
        for name, by in zip(PLACES, (moved[1], moved[2]) * 2, strict=True):
            element.set(name, plain(float(element.get(name, 0)) + float(by)))
    if is_line(element):
        for name in PLACES:
            if element.get(name) == "0":
                del element.attrib[name]


def step(line: Element) -> str:
    """A line as a part of a path."""
    x1, y1, x2, y2 = (float(line.get(name, 0)) for name in PLACES)
    rest = f"V{plain(y2)}" if x1 == x2 else f"H{plain(x2)}" if y1 == y2 else f"L{plain(x2)},{plain(y2)}"
    return f"M{plain(x1)},{plain(y1)}{rest}"


def placed_whole(group: Element) -> None:
    """Set words on whole px, but for labels of an axis, by which it is read, and those of marks sideways, where they stand over their middle."""
    if "data-axis" in group.attrib:
        return
    for word in group:
        if word.tag.endswith("text"):
            for name in ("y",) if "data-for" in word.attrib else ("x", "y", "transform"):
                if name in word.attrib and "rotate" not in word.get(name):
                    word.set(name, on_grid(word.get(name), 1))


def look(element: Element) -> tuple[str, ...]:
    """All that two lines must share to be one path; a line that stands for something is like no other."""
    means = any(name.startswith("data-") for name in element.attrib)
    if not is_line(element) or means or "opacity" in element.attrib:
        return (str(id(element)),)
    return tuple(f"{name}={value}" for name, value in sorted(element.attrib.items()) if name not in PLACES)


def joined(group: Element) -> None:
    """Lines of one look that follow each other become one path."""
    for _, found in groupby(list(group), key=look):
        first, *others = found
        if not others:
            continue
        path = "".join(step(line) for line in (first, *others))
        first.tag = first.tag.removesuffix("line") + "path"
        for name in PLACES:
            first.attrib.pop(name, None)
        first.set("d", path)
        for line in others:
            group.remove(line)


def shared(element: Element) -> tuple[tuple[str, str], ...]:
    """What an element could take from a group round it; groups take nothing."""
    return () if is_group(element) else tuple((n, element.get(n)) for n in INHERITED if n in element.attrib)


def gathered(group: Element) -> None:
    """Marks of one look that follow each other share it by a group round them; labels of an axis are left alone."""
    if "data-axis" in group.attrib:
        return
    for attributes, found in groupby(list(group), key=shared):
        marks = list(found)
        if len(marks) < 2 or not attributes:
            continue
        around = Element(group.tag, dict(attributes))
        group.insert(list(group).index(marks[0]), around)
        for mark in marks:
            group.remove(mark)
            around.append(mark)
            for name, _ in attributes:
                del mark.attrib[name]


def bars_of(root: Element) -> list[tuple[Element, tuple[float, ...]]]:
    """Upright rectangles: each with left, top, width and height in px."""
    paths = [(element, BAR.fullmatch(element.get("d", ""))) for element in root.iter()]
    return [(element, tuple(map(float, found.groups()))) for element, found in paths if found]


def from_the_base(root: Element) -> None:
    """Draw bars from the side that most of them share, so that each says its own length once."""
    bars = bars_of(root)
    feet, lefts = (Counter(side(bar) for _, bar in bars) for side in (foot, lambda bar: bar[0]))
    for element, bar in bars:
        left, top, width, height = bar
        base = plain(foot(bar))
        if feet[foot(bar)] >= lefts[left]:
            element.set("d", f"M{plain(left)},{base}V{plain(top)}h{plain(width)}V{base}Z")
        else:
            element.set("d", f"M{plain(left)},{plain(top)}H{plain(left + width)}v{plain(height)}H{plain(left)}Z")


def foot(bar: tuple[float, ...]) -> float:
    """Where a bar ends below, in px."""
    return round(bar[1] + bar[3], 1)


def ordered(element: Element) -> None:
    """Write attributes in one order."""
    known = sorted(element.attrib.items(), key=lambda item: ORDER.index(item[0]) if item[0] in ORDER else -1)
    element.attrib.clear()
    element.attrib.update(known)


def shortened(root: Element) -> None:
    """Make a whole drawing lean."""
    from_the_base(root)
    for group in [element for element in root.iter() if is_group(element)]:
        placed_whole(group)
        joined(group)
        gathered(group)
    for element in root.iter():
        ordered(element)
