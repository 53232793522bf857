"""The bibliography in parts, by what a work was to this site, each work with the cells and the statements that rest on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from .. import addresses
from ..data.references import Reference
from ..data.tables import Table
from ..edition import Edition
from ..measures.provenance import NAMED, Works, origin_of, work_html
from ..vocabulary import STATUSES
from .page import Page

WHAT = "Every work on which a figure or a sentence rests, and the copy that was read where it was not the work itself."
DIRECT = ("stated", "read", "copied")


@dataclass
class Rests:
    """What rests on a work: its own cells by status and table, the cells that it quotes from others, and who quotes it."""

    own: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    quoting: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    quoted_by: dict[str, None] = field(default_factory=dict)
    noted: list[str] = field(default_factory=list)

    @property
    def part(self) -> str:
        """The part of the page that a work stands in."""
        if any(status in DIRECT for status, _ in self.own):
            return "read"
        return "quoted" if self.quoted_by else "quoting" if self.quoting else "cited"

    @property
    def cells(self) -> set[str]:
        return {cell for found in (self.own, self.quoting) for cells in found.values() for cell in cells}


def rests_of(works: Iterable[str], tables: Mapping[str, Table]) -> dict[str, Rests]:
    """What rests on each work."""
    found = {key: Rests() for key in works}
    for name, table in tables.items():
        for cell, row in table.rows.items():
            origin = origin_of(row)
            if origin.work:
                found[origin.work].own.setdefault((origin.status, name), []).append(cell)
            if origin.by:
                found[origin.by].quoting.setdefault((origin.work, name), []).append(cell)
            if origin.by and origin.work:
                found[origin.work].quoted_by[origin.by] = None
            for key in NAMED.findall(row["note"]):
                found[key].noted += [] if key == origin.work else [cell]
    return found


def lines_of(rests: Rests, works: Works) -> list[dict]:
    """What the page lists under a work: cells by table, each with how they were reached or from whom they are quoted."""
    own = [(STATUSES[status].words, "", name, cells) for (status, name), cells in rests.own.items()]
    quoting = [(*quoted_words(key, works), name, cells) for (key, name), cells in rests.quoting.items()]
    notes = [("named in a note", "", name, cells) for name, cells in by_table(rests.noted).items()]
    return [
        {"how": how, "from": link, "table": name, "cells": cells} for how, link, name, cells in (*own, *quoting, *notes)
    ]


def quoted_words(key: str | None, works: Works) -> tuple[str, str]:
    """From whom rows are quoted: words for the summary, which may hold no link, and the link for what it opens."""
    if not key:
        return "quoted from a work that it does not name", ""
    return f"quoted from {works[key].short}", f"From {work_html(key, works)}: "


def by_table(cells: list[str]) -> dict[str, list[str]]:
    """Cells by the name of their table."""
    found: dict[str, list[str]] = {}
    for cell in cells:
        found.setdefault(cell.partition("#")[0], []).append(cell)
    return found


def source_context(work: Reference, rests: Rests, edition: Edition) -> dict:
    """A work with what rests on it, the claims that do, who quotes it, and whether its details were seen."""
    used = rests.cells
    return {
        "work": work,
        "lines": lines_of(rests, edition.references),
        "claims": [c for c in edition.claims if any(cell in used for f in c.findings for cell in f.quantity.cells)],
        "quoted_by": [work_html(key, edition.references) for key in rests.quoted_by],
        "note": work.csl.get("note", ""),
        "refused": [entry for entry in edition.refused if entry.source == work.key],
    }


def part_of(key: str, rests: Rests, edition: Edition) -> str:
    """The part that a work stands in; one that only refused figures name stands apart."""
    named = rests.cells or rests.noted or key in edition.cited
    refused = any(entry.source == key for entry in edition.refused)
    return "refused" if refused and not named else rests.part


def sources_context(edition: Edition) -> dict:
    """What the page of the bibliography is given: works by the part that they stand in."""
    found = rests_of(edition.references, edition.tables)
    parts: dict[str, list[dict]] = {part: [] for part in ("read", "quoted", "quoting", "cited", "refused")}
    for key, work in edition.references.items():
        parts[part_of(key, found[key], edition)].append(source_context(work, found[key], edition))
    unseen = sum(not work.seen for work in edition.references.values())
    return {"title": "Sources", "parts": parts, "unseen": unseen, "count": len(found)}


def sources_page(edition: Edition) -> Page:
    """The page of the bibliography."""
    return Page(addresses.SOURCES, "sources.html", partial(sources_context, edition), WHAT)
