"""The story as an EPUB and as a tagged PDF, both from the same leaves. Same leaves, same bytes, on any machine.

Typst sets the PDF: its wheel brings all that it needs, and its dates are those that it is given. The EPUB is stored and not
packed, since libraries that pack differ in their bytes.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape

import typst

from ..faults import InputError, Problem
from ..layout import BOOK
from .files import zip_bytes
from .leaves import Node, note_numbers, planted, pruned, xhtml

PDF_STANDARD = "ua-1"  # PDF/UA-1: tagged, with reading order, language and alternatives
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
TITLED = re.compile(r"<title[^>]*>(.*?)</title><desc>(.*?)</desc>", flags=re.S)
SIZED = re.compile(r'viewBox="0 0 ([\d.]+) ')
# The drawings that an edition leaves out: a page of paper has room for the wide one, a reader for the narrow one.
NOT_IN_EPUB, NOT_IN_PDF = "wide", "narrow"


@dataclass(frozen=True)
class Leaf:
    """A part of a book: the name of its file, its title in HTML, and its tree."""

    name: str
    title: str
    tree: Node

    @property
    def drawn(self) -> bool:
        return any(node.tag == "svg" for node in self.tree.nodes())


def leaf_of(name: str, title: str, html: str, link) -> Leaf:
    """A leaf from a page in HTML; `link` leads an address of the site to where it leads in the book, "" for nowhere."""
    trees = [part for part in pruned(planted(html), link)[0].kids if isinstance(part, Node)]
    if len(trees) != 1:
        raise ValueError("one element round all that it says is wanted, and each tag closed")
    return Leaf(name, title, trees[0])


def anchors(htmls: Mapping[str, str]) -> dict[str, str]:
    """Where each id of the leaves stands: the name of its leaf. `htmls` has the leaves by name."""
    return {i: name for name, html in htmls.items() for i in re.findall(r'\bid="([^"]+)"', html)}


def without(node: Node, kind: str) -> Node:
    """A tree without the drawings of a kind."""
    kids = [kid if isinstance(kid, str) else without(kid, kind) for kid in node.kids]
    return replace(node, kids=[kid for kid in kids if isinstance(kid, str) or kind not in kid.classes])


# --- EPUB ---------------------------------------------------------------------------------------------------------


def filed(tree: Node, own: str, places: Mapping[str, str]) -> Node:
    """A tree whose links lead to the files of the book; `own` is the name of its leaf."""
    attributes, target = dict(tree.attributes), tree.attributes.get("href", "").removeprefix("#")
    if places.get(target, own) != own:
        attributes["href"] = f"{places[target]}.xhtml#{target}"
    return Node(tree.tag, attributes, [kid if isinstance(kid, str) else filed(kid, own, places) for kid in tree.kids])


def bodies(leaves: list[Leaf], places: Mapping[str, str]) -> Iterator[tuple[Leaf, str]]:
    """Each leaf as an EPUB has it, with its XHTML: notes at its end, links led to the files of the book."""
    before = 0
    for leaf in leaves:
        tree, before = note_numbers(filed(without(leaf.tree, NOT_IN_EPUB), leaf.name, places), before)
        yield replace(leaf, tree=tree), xhtml(tree)


def zipped(files: Mapping[str, bytes], day: str) -> bytes:
    """An EPUB of these files, the media type first, each dated by the day of the release."""
    whole = {"mimetype": b"application/epub+zip", "META-INF/container.xml": CONTAINER.encode(), **files}
    return zip_bytes(whole, ("",), (*map(int, day.split("-")), 0, 0, 0))


# --- PDF ----------------------------------------------------------------------------------------------------------


def set_of(node: Node | str, targets: frozenset[str]) -> dict | str:
    """A tree as the typesetter reads it: name, class, place, target, and what stands in it."""
    if isinstance(node, str):
        return node
    if node.tag == "svg":
        (source,) = node.kids
        title, told = (unescape(words) for words in TITLED.search(source).groups())
        return {"tag": "svg", "source": source, "px": float(SIZED.search(source)[1]), "alt": f"{title}. {told}"}
    found = {"tag": node.tag, "kids": [set_of(kid, targets) for kid in node.kids]}
    named = {"class": node.attributes.get("class"), "href": node.attributes.get("href")}
    place = node.attributes.get("id") if node.attributes.get("id") in targets else None
    return found | {key: value for key, value in {**named, "id": place}.items() if value}


def pdf(leaves: list[Leaf], template: str, facts: Mapping[str, object], faces: typst.Fonts) -> bytes:
    """The book as PDF/UA; InputError where it cannot be set.

    `facts` are title, author, description, words about the version, and day ("2026-01-31").
    """
    trees = [without(leaf.tree, NOT_IN_PDF) for leaf in leaves]
    links = {node.attributes.get("href", "") for tree in trees for node in tree.nodes()}
    targets = frozenset(link[1:] for link in links if link.startswith("#"))
    book = {**facts, "leaves": [set_of(tree, targets) for tree in trees]}
    day = datetime.fromisoformat(str(facts["day"])).replace(tzinfo=UTC)
    try:
        return typst.compile(
            template.encode(), font_paths=faces, format="pdf", pdf_standards=[PDF_STANDARD],
            timestamp=int(day.timestamp()), sys_inputs={"book": json.dumps(book, ensure_ascii=False)},
        )  # fmt: skip
    except typst.TypstError as error:
        raise InputError([Problem(f"{BOOK}story.typ", 1, f"the PDF cannot be set: {error}")]) from error
