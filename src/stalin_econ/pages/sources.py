"""The bibliography: each work with the cells and the statements that rest on it."""

import re
from collections.abc import Mapping

from .. import addresses
from ..data.references import Reference
from ..data.tables import Table
from ..edition import Edition
from .page import Page


def cells_of(work: Reference, tables: Mapping[str, Table]) -> dict[str, list[str]]:
    """Addresses of the cells that name a work, as their source or in their note, by table."""
    mention = re.compile(rf"@{work.key}\b")
    found = {
        name: [cell for cell, row in table.rows.items() if row["source"] == work.key or mention.search(row["note"])]
        for name, table in tables.items()
    }
    return {name: cells for name, cells in found.items() if cells}


def source_context(work: Reference, edition: Edition) -> dict:
    """A work, the cells by table that rest on it, and the claims that do."""
    by_table = cells_of(work, edition.tables)
    used = {cell for cells in by_table.values() for cell in cells}
    claims = [c for c in edition.claims if any(cell in used for f in c.findings for cell in f.quantity.cells)]
    return {"work": work, "tables": by_table, "claims": claims, "note": work.csl.get("note", "")}


def sources_page(edition: Edition) -> Page:
    """The page of the bibliography."""
    works = [source_context(work, edition) for work in edition.references.values()]
    return Page(addresses.SOURCES, "sources.html", {"title": "Sources", "sources": works})
