"""How to cite one number of a figure, or one row of a table: its page cites it once with signs, which each number fills.

The record and its text are made as those of a figure are, by one call for all pages; the name and the address of a
number are then put where the signs stand.
"""

from collections.abc import Mapping
from html import escape

from .. import addresses
from ..charts.figure import Figure
from ..data.tables import Table
from ..edition import Edition
from ..measures import display
from ..vocabulary import STATUSES
from .citation import Citation, site_record

NAME, ANCHOR = "\U000f0000", "the-number-itself"  # what a number fills: no text of the site has them
# What a citation adds where a number is not sure, by its status.
DOUBT = {
    "unverified": f" Provisional: {STATUSES['unverified'].words}.", "relayed": f" {display.sentence(STATUSES['relayed'].words)}",
}  # fmt: skip


def key_of(path: str) -> str:
    """The key of the citation of what stands on a page."""
    return f"one:{path}"


def number_record(figure: Figure, edition: Edition) -> dict:
    """The record of any number of a figure."""
    subject = display.in_sentence(figure.slug.replace("-", "_"))
    title = f"{NAME} (figure {figure.number}, {subject})"
    path = addresses.number(figure.slug, ANCHOR)
    return site_record(key_of(addresses.chart(figure.slug)), title, "Number", path, edition)


def row_record(table: Table, edition: Edition) -> dict:
    """The record of any row of a table."""
    path = addresses.cell(f"{table.name}#{ANCHOR}")
    return site_record(key_of(addresses.table(table.name)), f"{NAME} ({table.meta['title']})", "Number", path, edition)


def one_records(edition: Edition) -> list[dict]:
    """The record of any number of each figure, and of any row of each table."""
    figures = [number_record(figure, edition) for figure in edition.figures]
    return [*figures, *(row_record(table, edition) for table in edition.tables.values())]


def cited_one(cited: Mapping[str, Citation], page: str, name: str, anchor: str, status: str) -> str:
    """The citation of one number in HTML: what it is and its value, the id that it has on its page, and how sure it is."""
    (text,) = cited[key_of(page)].texts.values()
    return text.replace(NAME, escape(name, quote=False)).replace(ANCHOR, anchor) + DOUBT.get(status, "")
