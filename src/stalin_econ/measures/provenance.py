"""What numbers rest on, in words with links: source lines and notes. Separate, so that every page says it alike."""

import re
from collections.abc import Iterable, Mapping
from html import escape

from .. import addresses
from ..data.references import Reference
from ..data.tables import Table, row_of
from ..vocabulary import STATUSES
from . import display

Tables = Mapping[str, Table]
Works = Mapping[str, Reference]


def note_html(note: str, works: Works) -> str:
    """A note with its @keys as links to the bibliography and its claim: marks as links to the ledger."""
    linked = re.sub(
        r"@([a-z0-9_]+)",
        lambda m: f'<a href="{addresses.work(m[1])}">{works[m[1]].short}</a>',
        escape(note, quote=False),
    )
    return re.sub(r"\bclaim:([a-z0-9-]+)", lambda m: f'<a href="{addresses.claim(m[1])}">the claim {m[1]}</a>', linked)


def sources_of(cells: Iterable[str], tables: Tables) -> list[tuple[str, str, str, list[str]]]:
    """What cells rest on, in the order met: (status, source key, key of the work quoted, locators)."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in (row_of(cell, tables) for cell in dict.fromkeys(cells)):
        quoted = re.match(r"after @([a-z0-9_]+)", row["note"])
        locators = found.setdefault((row["status"], row["source"], quoted[1] if quoted else ""), [])
        if row["locator"] not in locators:
            locators.append(row["locator"])
    return [(*key, locators) for key, locators in found.items()]


def work_html(key: str, works: Works) -> str:
    """A work, short, linked to the bibliography."""
    return f'<a href="{addresses.work(key)}">{works[key].short}</a>'


def source_html(status: str, source: str, quoted: str, locators: list[str], works: Works) -> str:
    """One source in HTML, led by how it was used."""
    after = f" after {work_html(quoted, works)}" if quoted else ""
    places = escape(display.unbroken(display.listing(locators)))
    return f"{STATUSES[status].lead} {work_html(source, works)}, {places}{after}"


def source_line(cells: Iterable[str], tables: Tables, works: Works) -> str:
    """The source line of some cells, in HTML; an unverified cell has no source, only a table to check it against."""
    text = "; ".join(source_html(*source, works) for source in sources_of(cells, tables))
    plain_start = re.match(r"[a-z]", text)
    return (text[0].upper() + text[1:] if plain_start else text) + "."
