"""The page of figures that were kept out of the tables, taken out of them, or corrected, each with its reason."""

from .. import addresses
from ..data.refused import FATES, Refused
from ..data.tables import row_of
from ..edition import Edition
from ..measures import display
from ..measures.provenance import work_html
from .page import Page

WHAT = "Figures that were kept out of the tables, or changed, each with the reason and what stood before."


def digits(value: str) -> str:
    """A number as it was found, with commas for thousands."""
    return display.amount(float(value), display.decimals_typed(value))


def where_html(entry: Refused, edition: Edition) -> str:
    """Where a figure came from: the work, if it has an entry of its own, and the place."""
    work = work_html(entry.source, edition.references) if entry.source else ""
    return ", ".join(part for part in (work, display.unbroken(entry.found)) if part) or "from memory"


def line_shown(entry: Refused, edition: Edition) -> dict:
    """A figure with its years: the digits as they were, none where none were kept, and what stands in their place."""
    row = row_of(entry.now, edition.tables) if entry.now else None
    return {
        "figure": f"{entry.figure}, {entry.period.replace('-', '–')}",
        "values": " · ".join(map(digits, entry.values)),
        "unit": display.unit_words(entry.unit),
        "now": display.typed(row, row["raw"]) if row else "",
        "href": addresses.cell(entry.now) if row else "",
    }


def entries_shown(fate: str, edition: Edition) -> list[dict]:
    """What the page shows of a fate: figures of a table that one reason speaks against stand together, a line each."""
    groups: dict[tuple, list[Refused]] = {}
    for entry in (e for e in edition.refused if e.fate == fate):
        groups.setdefault((entry.table, entry.found, entry.reason, entry.date), []).append(entry)
    return [
        {
            "table": edition.tables[entries[0].table],
            "lines": [line_shown(entry, edition) for entry in entries],
            "reason": entries[0].reason,
            "where": where_html(entries[0], edition),
            "day": display.day(entries[0].date),
        }
        for entries in groups.values()
    ]


def refused_page(edition: Edition) -> Page:
    """The page of refused and corrected figures, by how each ended."""
    parts = [(fate, words, entries_shown(fate, edition)) for fate, words in FATES.items()]
    context = {"title": "Refused and corrected", "parts": [p for p in parts if p[2]], "count": len(edition.refused)}
    return Page(addresses.REFUSED, "refused.html", context, WHAT)
