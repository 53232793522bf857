"""What a search can find: each place of the site with its kind, title, address and words. Nothing here knows how it is searched."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .. import addresses
from ..charts.figure import Cell, exact_digits
from ..charts.number import home_of
from ..claims.ledger import Claim
from ..data.tables import YEARS, Table
from ..edition import Edition
from ..measures import display, labels
from ..prose.chapters import Chapter
from ..prose.markup import paragraphs
from ..vocabulary import REASONS
from .figure import Shown
from .page import Page

HEAD = re.compile(r'<h3 id="[^"]+">(.*?)</h3>', flags=re.S)
SECTION = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>(.*?)(?=<h2[ >]|</main>|\Z)', flags=re.S)
BACK = re.compile(r'<a href="#noteref-[^"]*"[^>]*>.*?</a>')
SIDES = {"country", "side", "of"}  # columns that say whose a number is; elsewhere the territory of the table does
TIMES = {*YEARS, "period", "unit"}  # what tells the rows of one series apart


@dataclass(frozen=True)
class Row:
    """A number that can be found: its time or place in its series, its digits, unit, status (a key) and address."""

    name: str
    value: str
    unit: str
    status: str
    href: str


@dataclass(frozen=True)
class Findable:
    """A place: its kind in a word, title, address from the root, text (both may be HTML), weight beside others, and numbers."""

    kind: str
    title: str
    href: str
    text: str
    weight: float = 1
    rows: tuple[Row, ...] = ()


def of_chapter(chapter: Chapter) -> Iterator[Findable]:
    """Each paragraph of a chapter with its notes, under the head that it stands below."""
    head = chapter.title
    for piece in re.split(r"(?=<h3 |<p id=)", chapter.html):
        head = found[1] if (found := HEAD.match(piece)) else head
        for name, body in paragraphs(piece):
            yield Findable("Story", head, f"{addresses.STORY}#{name}", BACK.sub("", body), 1.5)


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
    words = (f"{claim.words}.", REASONS.get(claim.entry.get("reason", ""), ""), *told)
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


def of_numbers(shown: Shown) -> Iterator[Findable]:
    """The numbers that a figure makes, by its rows; a typed one is found by the row of its table."""
    cells, seen = {view.key: view.cells for view in shown.views}, set()
    for view in shown.views:
        state, series = shown.figure.state(view.key), {}
        for cell in view.cells:
            anchor = home_of(shown.figure, cells, state, cell)
            if cell.quantity.operation and cell.quantity.unit != "months" and anchor not in seen:
                seen.add(anchor)
                row = number_row(cell, exact_digits(cell, state.scales), shown, anchor)
                series.setdefault(shown.words.name(cell.row), []).append(row)
        for name, rows in series.items():
            text = f"Figure {shown.figure.number}: {view.words.title}"
            yield Findable("Number", name, rows[0].href, text, 0.2, tuple(rows))


def number_row(cell: Cell, text: str, shown: Shown, anchor: str) -> Row:
    """A number of a figure as the search shows it."""
    quantity = cell.quantity
    href = addresses.number(shown.figure.slug, anchor)
    return Row(shown.words.name(cell.column), text, display.in_unit(quantity.unit).strip(), quantity.status, href)


def of_table(table: Table) -> Iterator[Findable]:
    """A table, and each of its series with its numbers: the rows that differ in time or unit alone."""
    meta, series = table.meta, {}
    told = f"{meta['description']} {meta['processing']}"
    yield Findable("Table", meta["title"], addresses.table(table.name), told, 1.5)
    for cell, row in table.rows.items():
        key = labels.named({name: row[name] for name in table.keys if name not in TIMES})
        series.setdefault(key, []).append(table_row(table, cell, row))
    sided = SIDES & set(table.fields)
    for key, rows in series.items():
        text = meta["title"] if sided else f"{meta['title']}. {meta['territory']}"
        ours = not sided or "USSR" in key  # what the site is about stands before what it is compared with
        yield Findable("Series", key, rows[0].href, text, 0.3 if ours else 0.2, tuple(rows))


def table_row(table: Table, cell: str, row: Mapping) -> Row:
    """A row of a table as the search shows it, named by its time."""
    years = dict.fromkeys(str(row[name]) for name in YEARS if name in table.fields)
    name = "–".join(years) or (labels.period(str(row["period"])) if "period" in table.keys else "")
    unit = display.in_unit(row["unit"]).strip()
    return Row(name, display.typed(row, row["raw"]), unit, row["status"], addresses.cell(cell))


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
        *(place for shown in figures for place in of_numbers(shown)),
        *(place for table in edition.tables.values() for place in of_table(table)), *of_works(edition),
        *of_sections("About", addresses.ABOUT, about), *of_sections("Codebook", addresses.DATA, edition.codebook),
        *(Findable("Page", page.context["title"], page.path, page.description) for page in pages if page.description),
    ]  # fmt: skip
