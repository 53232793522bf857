"""A silhouette of a drawing, to lead to it: its marks and the lines they stand on, without words and what leads to words."""

import re
from collections import Counter
from collections.abc import Collection
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .. import theme
from .page import MEANINGS, inside, local, short, token

LEAST = 60  # px: a shorter line leads to words, or from one mark to another
STEP = re.compile(r"M(-?[\d.]+),(-?[\d.]+)([HVL])(-?[\d.]+)(?:,(-?[\d.]+))?")
Ends = tuple[tuple[float, float], tuple[float, float]]


def ends_of(step: re.Match[str]) -> Ends:
    """Where a line of a path begins and ends."""
    x, y, kind, first, second = step.groups()
    start = (float(x), float(y))
    end = {"H": (first, y), "V": (x, first), "L": (first, second)}[kind]
    return start, (float(end[0]), float(end[1]))


def as_path(line: Element) -> str:
    """A line as the path that it could be."""
    x, y, x2, y2 = (line.get(name, "0") for name in ("x1", "y1", "x2", "y2"))
    return f"M{x},{y}H{x2}" if y == y2 else f"M{x},{y}V{y2}" if x == x2 else f"M{x},{y}L{x2},{y2}"


def path_of(element: Element) -> str:
    """An element as a path of straight lines; empty where it is none."""
    path = as_path(element) if local(element) == "line" else element.get("d", "")
    return path if "".join(found[0] for found in STEP.finditer(path)) == path else ""


def long(ends: Ends) -> bool:
    """Whether a line is upright or level, and too long to lead to words."""
    (x, y), (x2, y2) = ends
    return (x == x2 or y == y2) and abs(x2 - x) + abs(y2 - y) >= LEAST


def gone(element: Element, dropped: Collection[str]) -> bool:
    """Whether an element is words or the frame of a stamp, stands for a cell that is to be dropped, or is an empty group."""
    stamped = element.get("stroke") == token(theme.LIGHT["caution"])
    empty = local(element) == "g" and not len(element)
    return local(element) == "text" or stamped or empty or element.get("data-cell") in dropped


def bare(parent: Element, dropped: Collection[str]) -> None:
    """Take out words, marks whose cell is to be dropped, and what stands for no cell and is neither a plane nor a base line."""
    loose = [child for child in parent if not any(name.startswith("data-") for name in child.attrib)]
    joints = Counter(point for child in loose for step in STEP.finditer(path_of(child)) for point in ends_of(step))
    for child in list(parent):
        if len(child) and local(child) == "g":
            bare(child, dropped)
        if gone(child, dropped):
            parent.remove(child)
        elif local(child) == "g" or child not in loose:
            continue
        elif path := path_of(child):
            steps = [step for step in STEP.finditer(path) if long(ends_of(step))]
            kept = [step[0] for step in steps if all(joints[point] == 1 for point in ends_of(step))]
            if not kept:
                parent.remove(child)
            elif local(child) == "path":
                child.set("d", "".join(kept))
        elif local(child) == "circle" or (local(child) == "path" and "L" in child.get("d", "")):
            parent.remove(child)  # a ring of a key, the head of an arrow


def thumbnail(svg: str, crop: tuple[float, float, float, float], name: str, dropped: Collection[str] = ()) -> str:
    """A part of a drawing as a silhouette, a file of its own, without the marks of some cells: a link beside it names it.

    It has the colours of the reader's scheme, and is so small that whole px are as good as tenths.
    """
    left, top, width, height = crop
    root = ElementTree.fromstring(f"<g>{inside(svg, name, token)}</g>")
    bare(root, dropped)
    body = "".join(ElementTree.tostring(child, encoding="unicode") for child in root).replace(" />", "/>")
    body = re.sub(r' (?:d|c[xy]|[xy][12])="[^"]*"', lambda place: short(0, place[0]), MEANINGS.sub("", body))
    used = sorted(set(re.findall(r"var\(--(\w+)\)", body)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {width:g} {height:g}">'
        f"<style>{theme.tokens_css(used)}</style>{body}</svg>\n"
    )
