"""The leaves of a book: the story as pages for an edition that has no switches and no links to open."""

from .. import addresses
from ..edition import Edition
from ..vocabulary import PAPER, SITE_TITLE
from .figure import Shown
from .head import works_behind
from .page import Page
from .story import story_parts


def leaf(name: str, title: str, template: str = "", **context) -> Page:
    """A leaf by the name of its file in the book; its template bears the same name where none is given."""
    return Page(name, f"book/{template or name}.html", {"title": title, **context})


def chapter_leaves(edition: Edition, figures: list[Shown]) -> list[Page]:
    """The chapters with their figures; the key to the marks, which the page sets beside a paragraph, stands at the end."""
    return [
        leaf(
            chapter.anchor,
            chapter.title,
            "chapter",
            chapter=chapter,
            parts=[part for part in parts if part is not None],
        )
        for chapter, parts in story_parts(edition, figures)
    ]


def views_told(edition: Edition, figures: list[Shown]) -> list[tuple]:
    """Each figure of the story with each of its views there, in the order of the figures."""
    states = {slug: keys for chapter in edition.chapters for slug, keys in chapter.uses.figures.items()}
    return [(s, view) for s in figures if s.figure.slug in states for view in s.with_views(states[s.figure.slug])]


def book_leaves(edition: Edition, figures: list[Shown], opening: dict[str, str]) -> list[Page]:
    """All leaves in order: title, chapters, summary, timeline, glossary, numbers, works and the colophon."""
    told = views_told(edition, figures)
    cited = {PAPER, *edition.cited}.union(*(works_behind(view.cells, edition) for _, view in told))
    return [
        leaf(
            "title", SITE_TITLE, standfirst=edition.summary[0], opening=opening,
            opening_words=edition.words[edition.opening.slug] if edition.opening else None,
        ),
        *chapter_leaves(edition, figures),
        leaf("summary", "In short", summary=edition.summary[1]),
        leaf("timeline", "Timeline", timeline=edition.timeline),
        leaf("glossary", "Glossary", terms=edition.terms),
        leaf("numbers", "The numbers of the figures", tables=told),
        leaf("works", "Works cited", works=[work for key, work in edition.references.items() if key in cited]),
        leaf("colophon", "About this edition"),
    ]  # fmt: skip


def in_book(href: str, places: dict[str, str], base: str) -> str:
    """Where an address of the site leads in a book: the anchor there, the page on the web, or "" for nowhere.

    `places` has the anchors of the book; `base` is the published address, empty where there is none.
    """
    path, _, anchor = href.partition("#")
    own = {"": anchor, addresses.STORY: anchor, addresses.SOURCES: f"work-{anchor}"}.get(path, "")
    if own in places:
        return f"#{own}"
    if path.partition(":")[0] in ("http", "https", "mailto"):
        return href
    return f"{base}/{href}" if base and path else ""
