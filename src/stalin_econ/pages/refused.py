"""The page of figures that were kept out of the tables, taken out of them, or corrected, each with its reason."""

from .. import addresses
from ..data.refused import FATES, REPLACED, Refused
from ..data.tables import row_of
from ..edition import Edition
from ..measures import display
from ..measures.provenance import work_html
from .page import Page


def digits(value: str) -> str:
    """A number as it was found, with commas for thousands."""
    return display.amount(float(value), display.decimals_typed(value))


def where_html(entry: Refused, edition: Edition) -> str:
    """Where a figure came from: the work, if it has an entry of its own, and the place."""
    work = work_html(entry.source, edition.references) if entry.source else ""
    return ", ".join(part for part in (work, display.unbroken(entry.found)) if part) or "from memory"


def entry_shown(entry: Refused, edition: Edition) -> dict:
    """What the page shows of a figure: its digits or that none was kept, its unit, origin, reason and successor."""
    row = row_of(entry.now, edition.tables) if entry.now else None
    return {
        "figure": entry.figure,
        "period": entry.period.replace("-", "–"),
        "values": " · ".join(map(digits, entry.values)),
        "unit": display.unit_words(entry.unit),
        "table": edition.tables[entry.table],
        "where": where_html(entry, edition),
        "reason": entry.reason,
        "day": display.day(entry.date),
        "now": display.typed(row, row["raw"]) if row else "",
        "href": addresses.cell(entry.now) if row else "",
    }


def refused_page(edition: Edition) -> Page:
    """The page of refused and corrected figures, by how each ended."""
    parts = [
        (fate, words, fate in REPLACED, [entry_shown(e, edition) for e in edition.refused if e.fate == fate])
        for fate, words in FATES.items()
    ]
    return Page(
        addresses.REFUSED,
        "refused.html",
        {"title": "Refused and corrected", "parts": [p for p in parts if p[3]], "count": len(edition.refused)},
    )
