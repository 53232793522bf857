"""Both editions of the story to take away, from the leaves of the book; made anew only where something in them changed."""

import functools
import uuid
from collections.abc import Callable
from xml.etree import ElementTree

import typst

from .. import addresses
from ..drawing.cover import cover_svg
from ..drawing.vega import RENDERER, font_folder, pngs_of
from ..edition import Edition
from ..exports.citation import AUTHOR
from ..exports.editions import Leaf, anchors, bodies, leaf_of, pdf, zipped
from ..exports.files import Download
from ..faults import InputError, Problem
from ..layout import BOOK, FONTS, TEMPLATES, Sources, bytes_of, text_of
from ..measures import display
from ..memory import MEMORY, code
from ..pages.book import book_leaves, in_book
from ..pages.figure import Shown
from ..pages.page import Page
from ..prose.markup import plain
from ..vocabulary import SITE_TITLE
from .faces import font_files

LISTS = ("package.opf", "nav.xhtml")  # what an EPUB says of its files
Printed = Callable[[Page], str]


def facts_of(edition: Edition) -> dict[str, str]:
    """What both editions say of themselves."""
    version, day = edition.release
    return {
        "title": SITE_TITLE, "author": AUTHOR, "day": day, "description": plain(edition.summary[0]),
        "version": f"Version {version}, {display.day(day)}{edition.later}", "identifier": uuid.uuid5(uuid.NAMESPACE_URL, SITE_TITLE).urn,
    }  # fmt: skip


def epub(edition: Edition, leaves: list[Leaf], places: dict[str, str], cover: str, sources: Sources, printed: Printed):
    """The book as an EPUB, as bytes."""
    facts, faces = facts_of(edition), font_files(sources)
    files, bound = {}, []
    for leaf, body in bodies(leaves, places):
        bound.append(leaf)
        files[f"{leaf.name}.xhtml"] = printed(Page("", "book/document.xhtml", {"title": leaf.title, "body": body}))
    context = {**facts, "leaves": bound, "faces": list(faces)}
    for name in LISTS:
        files[name] = printed(Page("", f"book/{name}", context))
    texts = {name: sound(name, text) for name, text in files.items()} | {
        "book.css": bytes_of(sources, f"{BOOK}book.css")
    }
    (picture,) = pngs_of(font_folder(sources), [(cover, 2)])
    whole = texts | faces | {"cover.png": picture, "fonts-licence.txt": bytes_of(sources, f"{FONTS}LICENSE.txt")}
    return zipped({f"EPUB/{name}": content for name, content in whole.items()}, facts["day"])


def grown(page: Page, html: str, link) -> Leaf:
    """A leaf from its page; InputError at its template where that makes no tree."""
    try:
        return leaf_of(page.path, page.context["title"], html, link)
    except ValueError as error:
        raise InputError(
            [Problem(f"{TEMPLATES}{page.template}", 1, f"{page.path} cannot be bound: {error}")]
        ) from error


def sound(name: str, text: str) -> bytes:
    """A file of the EPUB as bytes; InputError at its template where it is no XML."""
    try:
        ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        template = name if name in LISTS else "document.xhtml"
        raise InputError([Problem(f"{BOOK}{template}", 1, f"{name} of the EPUB is not valid XML: {error}")]) from error
    return text.encode()


def editions(edition: Edition, figures: list[Shown], opening: dict[str, str], sources: Sources, printed: Printed):
    """The story as EPUB and as PDF, as files to take away; `printed` makes a page from its template, or raises InputError."""
    pages, base = book_leaves(edition, figures, opening), edition.settings["base_address"]
    htmls = {page.path: printed(page) for page in pages}
    places, cover = anchors(htmls), cover_svg(SITE_TITLE, opening.get("column", ""))
    templates = [text_of(sources, path) for path in sorted(sources) if path.startswith(BOOK)]
    key = (code(), *htmls.values(), cover, *templates, repr((edition.release, edition.later)), base)

    @functools.cache
    def leaves() -> list[Leaf]:
        link = functools.partial(in_book, places=places, base=base)
        return [grown(page, htmls[page.path], link) for page in pages]

    def made_pdf() -> bytes:
        faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder(sources)])
        return pdf(leaves(), text_of(sources, f"{BOOK}story.typ"), facts_of(edition), faces)

    made_epub = functools.partial(epub, edition, places=places, cover=cover, sources=sources, printed=printed)
    return [
        Download(
            addresses.EPUB, "application/epub+zip", "EPUB", "for reading devices",
            MEMORY.recall(lambda: made_epub(leaves()), "epub", RENDERER, *key),
        ),
        Download(
            addresses.PDF, "application/pdf", "PDF", "A4, tagged for screen readers",
            MEMORY.recall(made_pdf, "pdf", typst.__version__, *key),
        ),
    ]  # fmt: skip
