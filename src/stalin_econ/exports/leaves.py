"""A page of the site as a tree for a book: switches, tips and anchors gone, notes and checks as footnotes, drawings in ink.

Both editions are made from these trees: one is written as XHTML, the other handed to the typesetter.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from .. import theme
from ..drawing.page import SVG, inked
from ..prose.markup import VOID

DROPPED = frozenset({"anchor", "noteref", "sr", "silent", "no-print"})
# Elements whose white space between children is that of the file, not of the text.
FRAMES = frozenset(
    {"body", "section", "aside", "ol", "ul", "dl", "figure", "figcaption", "table", "thead", "tbody", "tr"}
)
ROOT = f'<svg xmlns="{SVG}" font-family="{theme.SANS}" '
DRAWING = re.compile(r"<svg\b.*?</svg>", flags=re.S)


@dataclass
class Node:
    """An element: its name, its attributes, and what stands in it. A drawing is named "svg" and holds its source."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    kids: list["Node | str"] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def nodes(self) -> Iterator["Node"]:
        """This element and all below it, in the order of the text."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes()

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)


class Planting(HTMLParser):
    """Makes a tree of HTML whose drawings were taken out and numbered."""

    def __init__(self, drawings: list[str]):
        super().__init__()
        self.open = [Node("body")]
        self.drawings = drawings

    def handle_starttag(self, tag, attrs):
        node = Node(tag, {name: value or "" for name, value in attrs})
        if tag == "svg":
            node.kids.append(self.drawings[int(node.attributes.pop("data-n"))])
        self.open[-1].kids.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if len(self.open) == 1:
            raise ValueError(f"</{tag}> closes nothing")
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].kids.append(data)


def planted(html: str) -> Node:
    """The tree of a page or of a part of one, as it stands."""
    drawings = [inked(svg).replace("<svg ", ROOT, 1) for svg in DRAWING.findall(html)]
    numbers = iter(range(len(drawings)))
    planting = Planting(drawings)
    planting.feed(DRAWING.sub(lambda _: f'<svg data-n="{next(numbers)}"></svg>', html))
    planting.close()
    return planting.open[0]


# --- what a book keeps --------------------------------------------------------------------------------------------


def note(kids: list) -> Node:
    """A footnote at its place in the text."""
    return Node("note", {}, kids)


def pruned(node: Node, link: Callable[[str], str]) -> list["Node | str"]:
    """What a book keeps of an element; `link` leads an address of the site to where it leads in a book, "" for nowhere."""
    kids = [part for kid in node.kids for part in ([spaced(kid)] if isinstance(kid, str) else pruned(kid, link))]
    if node.tag == "svg":
        return [node]
    if node.classes & DROPPED:
        return []
    if "note" in node.classes:
        first, *rest = kids[1:]  # the way back is made anew
        return [note([first.lstrip() if isinstance(first, str) else first, *rest])]
    if "checked" in node.classes:
        return checked([kid for kid in kids if isinstance(kid, Node)])
    if "check" in node.classes:
        return [Node("li", {}, check_line(node, kids))]
    if node.tag == "a":
        return linked(node, kids, link)
    if node.tag in FRAMES:
        kids = [kid for kid in kids if not isinstance(kid, str) or kid.strip()]
    if node.tag in ("div", "span") and not node.attributes.get("id") and not node.attributes.get("class"):
        return kids
    return [
        Node(
            node.tag,
            {name: node.attributes[name] for name in ("id", "class", "scope") if name in node.attributes},
            kids,
        )
    ]


def spaced(text: str) -> str:
    """Words with white space as it is read."""
    return re.sub(r"[ \t\r\n]+", " ", text)


def linked(node: Node, kids: list, link: Callable[[str], str]) -> list["Node | str"]:
    """A link, or its words alone where it leads nowhere in a book."""
    target = link(node.attributes.get("href", ""))
    named = {name: node.attributes[name] for name in ("id", "class") if name in node.attributes}
    if target:
        return [Node("a", named | {"href": target}, kids)]
    return [Node("span", named, kids)] if "id" in named else kids


def checked(blocks: list[Node]) -> list[Node]:
    """A paragraph with the list of its checks as a footnote at its end, and what else stands with it before."""
    lists = [block for block in blocks if "checks" in block.classes]
    others = [block for block in blocks if "checks" not in block.classes]
    others[-1].kids += [note([Node("b", {}, ["Checks."]), *line]) for line in [spoken(lists)] if line]
    return others


def check_line(node: Node, kids: list) -> list["Node | str"]:
    """A check led by the words that it is about, which the page says to those who hear its link; the link goes."""
    words = next((aside.text.removeprefix(": ") for aside in node.nodes() if "sr" in aside.classes), "")
    return [f"“{words}”: ", *kids[:-1]] if words else kids


def spoken(lists: list[Node]) -> list["Node | str"]:
    """The lines of the checks, one after another."""
    return [part for found in lists for line in found.kids if isinstance(line, Node) for part in (" ", *line.kids)]


def note_numbers(tree: Node, before: int) -> tuple[Node, int]:
    """A leaf with its notes numbered on from `before` and gathered at its end, and the number of the last."""
    found: list[Node] = []

    def numbered(node: Node) -> Node:
        if node.tag != "note":
            return Node(node.tag, dict(node.attributes), [k if isinstance(k, str) else numbered(k) for k in node.kids])
        found.append(node)
        n = before + len(found)
        role = {"id": f"noteref-{n}", "href": f"#note-{n}", "epub:type": "noteref", "role": "doc-noteref"}
        return Node("sup", {}, [Node("a", role, [str(n)])])

    made = numbered(tree)
    for n, kept in enumerate(found, before + 1):
        back = Node("a", {"href": f"#noteref-{n}", "role": "doc-backlink"}, [str(n)])
        role = {"id": f"note-{n}", "epub:type": "footnote", "role": "doc-footnote"}
        made.kids.append(Node("aside", role, [Node("p", {}, [back, " ", *kept.kids])]))
    return made, before + len(found)


# --- as XHTML -----------------------------------------------------------------------------------------------------


def xhtml(part: Node | str) -> str:
    """A tree as XHTML."""
    if isinstance(part, str):
        return escape(part, quote=False)
    if part.tag == "svg":
        return str(part.kids[0])
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in part.attributes.items())
    inside = "".join(xhtml(kid) for kid in part.kids)
    return f"<{part.tag}{attributes}/>" if part.tag in VOID else f"<{part.tag}{attributes}>{inside}</{part.tag}>"
