"""Both editions of the story to take away, from the leaves of the book; made anew only where something in them changed."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from xml.etree import ElementTree

import typst

from .. import addresses
from ..drawing.cover import cover_svg
from ..drawing.raster import RASTERISER, faces_in, jobs_of
from ..drawing.vega import font_folder
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
    files, listed = {}, []
    for leaf, body in bodies(leaves, places):
        listed.append(leaf)
        files[f"{leaf.name}.xhtml"] = printed(Page("", "book/document.xhtml", {"title": leaf.title, "body": body}))
    context = {**facts, "leaves": listed, "faces": list(faces)}
    for name in LISTS:
        files[name] = printed(Page("", f"book/{name}", context))
    texts = {name: sound(name, text) for name, text in files.items()} | {
        "book.css": bytes_of(sources, f"{BOOK}book.css")
    }
    (picture,) = MEMORY.recall_all(jobs_of(font_folder(sources), [(cover, 2)]))
    whole = texts | faces | {"cover.png": picture, "fonts-licence.txt": bytes_of(sources, f"{FONTS}LICENSE.txt")}
    return zipped({f"EPUB/{name}": content for name, content in whole.items()}, facts["day"])


@dataclass(frozen=True)
class Loose:
    """A page that is to be a leaf: its name, title and template, and its HTML."""

    name: str
    title: str
    template: str
    html: str


def grown(loose: Iterable[Loose], places: dict[str, str], base: str) -> list[Leaf]:
    """The leaves of the book, linked with each other; InputError at the template of a page that makes no tree."""
    link, found = partial(in_book, places=places, base=base), []
    for page in loose:
        try:
            found.append(leaf_of(page.name, page.title, page.html, link))
        except ValueError as error:
            problem = Problem(f"{TEMPLATES}{page.template}", 1, f"{page.name} cannot be bound: {error}")
            raise InputError([problem]) from error
    return found


def printed_book(
    loose: list[Loose], places: dict[str, str], base: str, template: str, facts: dict[str, str], folder: str
):
    """The book as a PDF, as bytes; `template` is that of the typesetter, whose fonts lie in a folder."""
    return pdf(grown(loose, places, base), template, facts, faces_in(folder))


def sound(name: str, text: str) -> bytes:
    """A file of the EPUB as bytes; InputError at its template where it is no XML."""
    try:
        ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        template = name if name in LISTS else "document.xhtml"
        raise InputError([Problem(f"{BOOK}{template}", 1, f"{name} of the EPUB is not valid XML: {error}")]) from error
    return text.encode()


def bound(
    edition: Edition, figures: list[Shown], opening: dict[str, str], sources: Sources, printed: Printed
) -> tuple[bytes, bytes]:
    """The story as EPUB and as PDF; `printed` makes a page from its template, or raises InputError."""
    pages, base = book_leaves(edition, figures, opening), edition.settings["base_address"]
    loose = [Loose(page.path, page.context["title"], page.template, printed(page)) for page in pages]
    places, cover = anchors({page.name: page.html for page in loose}), cover_svg(SITE_TITLE, opening.get("column", ""))
    templates = [text_of(sources, path) for path in sorted(sources) if path.startswith(BOOK)]
    key = (code(), *(page.html for page in loose), cover, *templates, repr((edition.release, edition.later)), base)
    story, folder = text_of(sources, f"{BOOK}story.typ"), font_folder(sources)
    made_pdf = partial(printed_book, loose, places, base, story, facts_of(edition), folder)
    pdf_key = ("pdf", typst.__version__, *key)
    MEMORY.begin([(made_pdf, pdf_key)])  # while the EPUB is made here
    whole = MEMORY.recall(
        lambda: epub(edition, grown(loose, places, base), places, cover, sources, printed), "epub", RASTERISER, *key
    )
    return whole, MEMORY.recall(made_pdf, *pdf_key)


def editions(edition: Edition, figures: list[Shown], opening: dict[str, str], sources: Sources, printed: Printed):
    """Both as files to take away, made together once either is asked for."""
    both = cache(partial(bound, edition, figures, opening, sources, printed))
    return [
        Download(addresses.EPUB, "application/epub+zip", "EPUB", "for reading devices", lambda: both()[0]),
        Download(addresses.PDF, "application/pdf", "PDF", "A4, tagged for screen readers", lambda: both()[1]),
    ]
