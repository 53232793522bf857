"""A drawing for a page: named and described, its ids its own, its colours those of the reader's scheme.

The renderer's SVG is read as XML, what says nothing is taken out, and what a mark stands for is kept: the label that the
renderer gives a mark becomes `data-cell="row|column"`, a line's `data-line`, the mark that words belong to `data-for`, labels of an axis `data-axis`.
"""

import re
from collections.abc import Callable
from html import escape
from xml.etree import ElementTree

from .. import theme
from ..memory import MEMORY, code
from .lean import INHERITED, NUMBER, plain, settled, shortened, unmoved

SVG = "http://www.w3.org/2000/svg"
NEUTRAL = {"none", "transparent"}
HATCH = re.compile(r"url\(#hatch-(\w+)\)")
# What the renderer writes and a page does not want: names for itself, defaults, fonts that the page sets.
DROPPED = {
    "class", "role", "aria-roledescription", "aria-hidden", "aria-label", "pointer-events", "stroke-miterlimit", "font-family",
}  # fmt: skip
DEFAULTS = {
    ("opacity", "1"),
    ("stroke-width", "1"),
    ("font-weight", "400"),
    ("text-anchor", "start"),
    ("fill-opacity", "1"),
}
ROUND = re.compile(r"M(-?[\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0")  # a round point of the renderer
PLACES = ("d", "transform", "x", "y", "x1", "y1", "x2", "y2", "width", "height")
MEANINGS = re.compile(r' data-(?:cell|line|axis|for)="[^"]*"')
TOKEN = re.compile(r"var\(--(\w+)\)")  # a colour of the palette, as a drawing of a page has it
MOVED = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")


def short(decimals: int, text: str) -> str:
    """A text with its numbers cut to so many decimals."""
    return NUMBER.sub(lambda match: plain(float(match[0]), decimals), text)


def local(element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def meaning(element) -> dict[str, str]:
    """What a mark stands for, as an attribute; empty where it stands for nothing."""
    label, kind = element.get("aria-label", ""), element.get("class", "")
    if label.startswith("line:"):
        return {"data-line": label.removeprefix("line:")}
    if label.startswith("for:"):
        return {"data-for": label.removeprefix("for:")}
    if re.fullmatch(r"[^|:;]+\|[^|:;]+", label):
        return {"data-cell": label}
    if "role-axis-label" in kind:
        return {"data-axis": ""}  # told apart by `named_axes`
    return {}


def named_axes(root) -> None:
    """Write on each group of axis labels whether it is of a horizontal axis or of a vertical one."""
    for axis in root.iter(f"{{{SVG}}}g"):
        label = axis.get("aria-label", "")
        if "role-axis" in axis.get("class", "").split() and label[1:6] == "-axis":
            for group in axis.iter(f"{{{SVG}}}g"):
                if "role-axis-label" in group.get("class", ""):
                    group.set("data-axis", label[0].lower())


def lean(element, colour: Callable[[str], str]) -> None:
    """An element with the attributes that a page wants, its numbers short, its colours as `colour` gives them."""
    kept = meaning(element) | ({"data-axis": element.get("data-axis")} if element.get("data-axis") else {})
    for name, value in list(element.attrib.items()):
        del element.attrib[name]
        if name in DROPPED or name == "data-axis" or (name, value) in DEFAULTS:
            continue
        if name in ("fill", "stroke"):
            value = colour(value)
        elif name in PLACES:
            value = settled(value)
        elif name in ("opacity", "stroke-width"):
            value = short(2, value)
        element.set(name, value.removesuffix("px") if name == "font-size" else value)
    if kept.get("data-axis", "x"):
        element.attrib.update(kept)
    placed(element)
    unmoved(element)


def placed(element) -> None:
    """Put words at their place by x and y where the renderer moves them there, and write round points as circles."""
    moved = MOVED.fullmatch(element.get("transform", ""))
    if moved and local(element) == "text" and not len(element):
        del element.attrib["transform"]
        element.set("x", moved[1])
        element.set("y", moved[2])
    elif moved and local(element) == "path" and (round_point := ROUND.fullmatch(element.get("d", ""))):
        element.tag = f"{{{SVG}}}circle"
        del element.attrib["transform"], element.attrib["d"]
        for name, value in (("cx", moved[1]), ("cy", moved[2]), ("r", round_point[1])):
            element.set(name, value)


def hoisted(group) -> None:
    """Write what all marks of a group share once, on the group."""
    if local(group) != "g" or len(group) < 2 or any(local(child) == "g" for child in group):
        return
    first, *others = group
    common = [n for n, v in first.attrib.items() if n in INHERITED and all(o.get(n) == v for o in others)]
    for name in common:
        group.set(name, first.get(name))
        for child in group:
            del child.attrib[name]


def blank(element) -> bool:
    """Whether an element shows nothing: a group without content, a path without a line, a ground that is not filled."""
    kind = local(element)
    if kind == "g":
        return not len(element)
    painted = any(element.get(name, "none") not in NEUTRAL for name in ("fill", "stroke"))
    if element.get("data-cell"):
        return False
    return kind == "path" and (not element.get("d") or element.get("display") == "none" or not painted)


def pruned(element) -> None:
    """Take out what shows nothing, and groups that only hold others."""
    for child in list(element):
        pruned(child)
        place = list(element).index(child)
        if blank(child):
            element.remove(child)
        elif local(child) == "g" and not child.attrib:
            element.remove(child)
            for offset, grandchild in enumerate(list(child)):
                element.insert(place + offset, grandchild)


def token(colour: str) -> str:
    """A colour of the palette as its CSS custom property; ValueError names any other."""
    if colour.lower() in NEUTRAL or colour.startswith("url("):
        return colour
    if colour.lower() not in theme.TOKEN_OF:
        raise ValueError(f"colour {colour} is not in the palette")
    return f"var(--{theme.TOKEN_OF[colour.lower()]})"


def inked(svg: str) -> str:
    """A drawing of a page in the literal colours of the light scheme, as it stands outside the page; bare of meanings."""
    return TOKEN.sub(lambda found: theme.LIGHT[found[1]], MEANINGS.sub("", svg))


def literal(colour: str) -> str:
    """A colour as it is."""
    return colour


def pattern(name: str, token_name: str, colour: Callable[[str], str]) -> str:
    """A hatched fill."""
    ground, ink = colour(theme.LIGHT["paper"]), colour(theme.LIGHT[token_name])
    return (
        f'<pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0,0h5v5h-5Z" fill="{ground}"/><path d="M1.2,0v5" stroke="{ink}" stroke-width="1.6"/></pattern>'
    )


def inside(svg: str, name: str, colour: Callable[[str], str] = literal) -> str:
    """What is drawn, without the root: lean, in colours that `colour` gives, ids and references led by `name`."""
    made = MEMORY.recall(lambda: leaned(svg, name, colour).encode(), "inside", code(), svg, name, colour.__name__)
    return made.decode()


def leaned(svg: str, name: str, colour: Callable[[str], str]) -> str:
    """What `inside` gives, made anew."""
    root = ElementTree.fromstring(svg)
    named_axes(root)
    for element in root.iter():
        lean(element, colour)
    pruned(root)
    for element in root.iter():
        hoisted(element)
    shortened(root)
    body = "".join(ElementTree.tostring(child, encoding="unicode") for child in root).replace(" />", "/>")
    body = re.sub(r"(</?)ns\d+:", r"\1", re.sub(r' xmlns:ns\d+="[^"]*"', "", body))
    hatched = "".join(pattern(f"{name}-hatch-{t}", t, colour) for t in sorted(set(HATCH.findall(body))))
    body = HATCH.sub(rf"url(#{name}-hatch-\1)", body)
    return (f"<defs>{hatched}</defs>" if hatched else "") + body


def page_svg(svg: str, size: tuple[float, float], name: str, title: str, description: str) -> str:
    """A drawing for the page: named by its title and described for those who do not see it, its inside silent."""
    width, height = size
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="{name}-title">'
        f'<title id="{name}-title">{escape(title)}</title><desc>{escape(description)}</desc>'
        f'<g aria-hidden="true">{inside(svg, name, token)}</g></svg>'
    )
