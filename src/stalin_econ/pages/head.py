"""The machine part of the head of each page: what it is given, and by whom."""

from collections.abc import Iterable

from .. import addresses
from ..charts.figure import Cell
from ..data.tables import Table, row_of
from ..edition import Edition
from ..exports.catalogue import TYPE, catalogue
from ..exports.citation import Citation
from ..exports.files import MEDIA_TYPES, Download, json_bytes
from ..exports.metadata import (
    Dataset,
    Head,
    article_record,
    at,
    dataset_record,
    dublin,
    embedded,
    highwire,
    shared,
    shortened,
    signposts,
    work_of,
)  # fmt: skip
from ..exports.package import figure_files
from ..measures import display
from ..measures.provenance import works_in
from ..prose.markup import plain
from ..vocabulary import PAPER
from .figure import Shown
from .page import Page

SITE = (
    "How the Soviet economy held in 1942, and what it cost: a paper by Mark Harrison retold, its charts redrawn, its "
    "figures checked."
)


def unique(downloads: list[Download]) -> tuple[Download, ...]:
    """Files, each once."""
    return tuple({download.path: download for download in downloads}.values())


def page_of_table(name: str, page: str, edition: Edition) -> dict:
    """A table of the site as that on which a figure is based."""
    address = at(addresses.table(name), page, edition.settings["base_address"])
    return {"@type": "Dataset", "name": edition.tables[name].meta["title"], "url": address}


def chart_data(shown: Shown, edition: Edition, cited: Citation) -> Dataset:
    """A figure as a dataset: what its default view measures, and the files of all its views."""
    own, figure = shown.default.words, shown.figure
    cells = [cell for view in shown.views for cell in view.cells]
    rows = [row_of(address, edition.tables) for address in dict.fromkeys(a for c in cells for a in c.quantity.cells)]
    units = dict.fromkeys((c.row, c.quantity.unit) for c in shown.default.cells if c.role != "table")
    paper = [work_of(edition.references[PAPER])] if figure.paper else []
    provisional = cited.record["note"].partition("Provisional: ")[2]
    sources = plain(f"Sources: {shown.default.sources}")
    return Dataset(
        shown.path, own.title, f"{own.subtitle}. {own.description}", shortened(f"{own.subtitle}. {own.description}"),
        shown.words.territory, f"{sources} Provisional: {provisional}" if provisional else sources, tuple(rows),
        tuple((shown.words.name(row), display.unit_words(unit)) for row, unit in units),
        (*paper, *(page_of_table(name, shown.path, edition) for name in figure.tables)),
        unique(list(shown.downloads)), tuple(map(described, cited.downloads)),
    )  # fmt: skip


def described(file: Download) -> tuple[str, str]:
    """A file that describes a dataset, as a dataset names it: its path and media type."""
    return file.path, file.media_type


def table_data(table: Table, edition: Edition, files: dict[str, Download]) -> Dataset:
    """A table as a dataset."""
    meta = table.meta
    rows = tuple(table.rows.values())
    units = dict.fromkeys(row["unit"] for row in rows)
    about = f"{meta['description']} {meta['processing']}"
    named = f"{about} {len(rows)} figures, each with its source, the place in it, and how sure it is."
    return Dataset(
        addresses.table(table.name), meta["title"], about, shortened(named), meta["territory"], meta["processing"], rows,
        tuple((meta["title"], display.unit_words(unit)) for unit in units), (),
        (files[addresses.table_file(table.name)],),
        ((addresses.PACKAGE, MEDIA_TYPES["json"]), described(files[addresses.table_csvw(table.name)])),
    )  # fmt: skip


def data_head(data: Dataset, picture: str, edition: Edition) -> Head:
    """The head of the page of a figure or a table."""
    graph = shared(data.path, data.title, data.short, picture, edition)
    links = signposts(data, edition.settings)
    return Head(data.short, dublin(data, edition), graph, links, embedded(dataset_record(data, edition)))


def plain_head(page: Page, picture: str, edition: Edition) -> Head:
    """The head of any other page; that of the story is an article's."""
    story, told = page.path == addresses.STORY, shortened(page.description or SITE)
    graph = shared(page.path, plain(page.context["title"]), told, picture, edition)
    if page.path == addresses.MISSING:
        return Head(told)
    links = ({"rel": "describedby", "href": addresses.CATALOGUE, "type": TYPE},) if page.path == addresses.DATA else ()
    return Head(
        told, highwire(edition) if story else (), graph, links,
        data=embedded(article_record(told, edition)) if story else "",
    )  # fmt: skip


def head_of(
    page: Page, edition: Edition, figures: list[Shown], cited: dict[str, Citation], files: dict[str, Download]
) -> Head:
    """The head of a page; `files` are those of the data, by path.

    Pages without a picture share that of the first figure; a release keeps none.
    """
    picture = figures[0].card.path if figures and not edition.place else ""
    if page.template == "chart.html":
        shown = page.context["shown"]
        return data_head(chart_data(shown, edition, cited[shown.figure.slug]), picture and shown.card.path, edition)
    if page.template == "table.html":
        return data_head(table_data(page.context["table"], edition, files), picture, edition)
    return plain_head(page, picture, edition)


def works_behind(cells: Iterable[Cell], edition: Edition) -> set[str]:
    """Keys of the works that the cells of a view rest on."""
    return works_in(row_of(address, edition.tables) for cell in cells for address in cell.quantity.cells)


def whole_package(edition: Edition, figures: list[Shown], files: dict[str, Download]) -> list[Download]:
    """The package of all tables and figures, and what the columns of each figure's files mean."""
    drawn = [
        (view.words.title, view.words.description, works, file)
        for shown in figures
        for view in shown.views
        for works in [works_behind(view.cells, edition)]
        for file in (*view.downloads, *((shown.workbook, *shown.slides) if view is shown.default else ()))
    ]
    return figure_files(edition, files, drawn)


def catalogued(
    edition: Edition, figures: list[Shown], cited: dict[str, Citation], files: dict[str, Download]
) -> Download:
    """All figures and tables as one catalogue."""

    def made() -> bytes:
        drawn = [(chart_data(shown, edition, cited[shown.figure.slug]), shown.figure.tables) for shown in figures]
        tables = [(table_data(table, edition, files), ()) for table in edition.tables.values()]
        return json_bytes(catalogue([*drawn, *tables], edition))

    return Download(addresses.CATALOGUE, TYPE, "Catalogue", "", made)
