"""What a search can find: each place of the site with its kind, title, address and words. Nothing here knows how it is searched."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import addresses
from ..claims.ledger import Claim
from ..data.tables import YEARS, Table
from ..edition import Edition
from ..exports.sentences import PARAGRAPH
from ..measures import display
from ..prose.chapters import Chapter
from ..vocabulary import REASONS, VERDICTS
from .figure import Shown
from .page import Page
from .tables import leading_fields

HEAD = re.compile(r'<h3 id="[^"]+">(.*?)</h3>', flags=re.S)
SECTION = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>(.*?)(?=<h2[ >]|</main>|\Z)', flags=re.S)
BACK = re.compile(r'<a href="#noteref-[^"]*"[^>]*>.*?</a>')
TIMES = {*YEARS, "period", "unit"}  # what tells the rows of one series apart


@dataclass(frozen=True)
class Findable:
    """A place: its kind in a word, title, address from the root, text (both may be HTML), and its weight beside others."""

    kind: str
    title: str
    href: str
    text: str
    weight: float = 1


def of_chapter(chapter: Chapter) -> Iterator[Findable]:
    """Each paragraph of a chapter with its notes, under the head that it stands below."""
    head = chapter.title
    for piece in re.split(r"(?=<h3 |<p id=)", chapter.html):
        head = found[1] if (found := HEAD.match(piece)) else head
        for name, body in PARAGRAPH.findall(piece):
            title = f"{head}, ¶ {name.rpartition('-')[2]}"
            yield Findable("Story", title, f"{addresses.STORY}#{name}", BACK.sub("", body), 1.5)


def of_back_matter(edition: Edition) -> Iterator[Findable]:
    """The summary, each event of the timeline, and each term of the glossary."""
    yield Findable("Story", "In short", f"{addresses.STORY}#summary", edition.summary[1])
    for day, event in edition.timeline:
        yield Findable("Timeline", day, f"{addresses.STORY}#timeline", event)
    for term, meaning in edition.terms.items():
        yield Findable("Term", term, addresses.term(term.replace(" ", "_")), meaning, 2)


def of_claim(claim: Claim) -> Findable:
    """A statement of the ledger with its verdict and what is said of it."""
    told = (claim.entry.get(key, "") for key in ("why", "reading", "settle", "note"))
    words = (f"{VERDICTS[claim.verdict].words}.", REASONS.get(claim.entry.get("reason", ""), ""), *told)
    text = " ".join(display.sentence(part) for part in (claim.entry["statement"], *words) if part)
    return Findable("Statement", claim.short, addresses.claim(claim.id), text)


def of_figure(shown: Shown) -> Iterator[Findable]:
    """Each view of a figure: its subtitle, what it shows, its note, and the names in its table."""
    for view in shown.views:
        own, table = view.words, view.table
        names = "; ".join(dict.fromkeys([*(name for name, _ in table.rows), *table.columns]))
        text = " ".join(f"{part.rstrip('.')}." for part in (own.subtitle, own.note, own.description, names) if part)
        first = view is shown.default
        href = shown.path if first else addresses.chart_state(shown.figure.slug, view.key)
        title = own.title if first else f"{own.title} ({own.subtitle})" if own.title == shown.title else own.title
        yield Findable("Chart", title, href, text, 2 if first else 1.5)


def of_table(table: Table) -> Iterator[Findable]:
    """A table, and each of its series, by its first row: the rows that differ in time or unit alone."""
    meta, series = table.meta, {}
    yield Findable(
        "Table", meta["title"], addresses.table(table.name), f"{meta['description']} {meta['processing']}", 1.5
    )
    fields = leading_fields(table)
    for cell, row in table.rows.items():
        key = tuple(display.name(row[name]) for name in fields if name not in TIMES)
        series.setdefault(key, []).append((cell, row))
    for key, rows in series.items():
        units = dict.fromkeys(display.unit_words(row["unit"]) for _, row in rows)
        text = f"{meta['title']}; {', '.join(units)}"
        yield Findable("Series", ", ".join(key), addresses.cell(rows[0][0]), text, 0.2)


def of_sections(kind: str, path: str, html: str) -> Iterator[Findable]:
    """The sections of a page, by the ids of their heads."""
    for anchor, head, body in SECTION.findall(html):
        yield Findable(kind, head, f"{path}#{anchor}", body)


def of_works(edition: Edition) -> Iterator[Findable]:
    """Each work of the bibliography."""
    for key, work in edition.references.items():
        yield Findable("Work", work.short, addresses.work(key), f"{work.entry} {work.copy}")


def all_findable(edition: Edition, figures: Iterable[Shown], pages: Iterable[Page], about: str) -> list[Findable]:
    """Every place that can be found; `pages` those that say what they are, `about` the page about the site in HTML."""
    return [
        *(place for chapter in edition.chapters for place in of_chapter(chapter)), *of_back_matter(edition),
        *map(of_claim, edition.claims), *(place for shown in figures for place in of_figure(shown)),
        *(place for table in edition.tables.values() for place in of_table(table)), *of_works(edition),
        *of_sections("About", addresses.ABOUT, about), *of_sections("Codebook", addresses.DATA, edition.codebook),
        *(Findable("Page", page.context["title"], page.path, page.description) for page in pages if page.description),
    ]  # fmt: skip
