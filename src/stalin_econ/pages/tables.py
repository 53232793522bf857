"""Pages of tables: the codebook, each table with its cells, and the checking sheet."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import partial
from itertools import groupby

from .. import addresses
from ..checks.findings import Finding
from ..data.package import PROVENANCE, value_field
from ..data.tables import YEARS, Table, as_published
from ..edition import Edition
from ..exports.claims import claims_csv, claims_json
from ..exports.files import MEDIA_TYPES, Download
from ..exports.harmless import csv_text, harmless
from ..exports.package import plain_csvw, table_csvws
from ..exports.workbook import workbook
from ..layout import LEDGER, REFERENCES, REFUSED, Sources, text_of
from ..measures import display, labels
from ..measures.provenance import Works, cell_html, note_html
from .figure import Shown
from .margins import turns_by_cell
from .page import Page
from .watched import watched
from .wide import shared_source, wide_of

CHECK = re.compile(r"check: (.*?); result: (.*)", flags=re.S)
ID_CELL = re.compile(r"(?<=<tr>\n)<td><code>(\w+)</code></td>")
PART = re.compile(r'<h3 id="([^"]+)">(.*?)</h3>', flags=re.S)
CODEBOOK = (
    "Hand-curated tables on the Soviet economy at war: one observation a row, each with its source, the "
    "place in it, and how sure the figure is."
)
SHEET = (
    "Every figure that was set down from memory, with the printed table to check it against, for those "
    "who have the books at hand."
)


def leading_fields(table: Table) -> list[str]:
    """Names of the columns before the figure: its keys, and what describes them."""
    figure = value_field(table.meta)["name"]
    return [name for name in table.fields if name != figure and name not in PROVENANCE]


def table_rows(table: Table, references: Works) -> list[dict]:
    """Rows of a table as its page shows them."""
    return [
        {
            "id": row["cell"].partition("#")[2],
            "keys": [row[key] if key in YEARS else labels.key(key, row[key]) for key in leading_fields(table)],
            "text": display.typed(row, row["raw"]),
            "exact": row["raw"],
            "row": row,
            "name": cell_name(table, row),
            "status": row["status"],
            "source": cell_html(row, references),
            "note": note_html(row["note"], references),
        }
        for row in table.rows.values()
    ]


def table_context(table: Table, edition: Edition, figures: list[Shown], turns: dict[str, list[dict]]) -> dict:
    """What the page of a table is given; `turns` are the verdicts that each cell of any table could turn."""
    rows = table_rows(table, edition.references)
    return {
        "title": table.meta["title"],
        "table": table,
        "meta": table.meta,
        "fields": table.meta["schema"]["fields"],
        "keys": [labels.head(name) for name in leading_fields(table)],
        "value_head": value_head(value_field(table.meta)),
        "rows": rows,
        "wide": wide_of(table, leading_fields(table), rows),
        "source": shared_source(rows),
        "watched": watched(edition.codebook, table.name),
        "turns": {cell.partition("#")[2]: found for cell, found in turns.items() if cell in table.rows},
        "findings": [finding_shown(f, table) for f in edition.findings if table.name in f.tables],
        "unverified": sum(row["status"] == "unverified" for row in rows),
        "relayed": sum(row["status"] == "relayed" for row in rows),
        "figures": [f for f in figures if table.name in f.figure.tables],
        "claims": [
            c
            for c in edition.claims
            if any(cell.startswith(f"{table.name}#") for f in c.findings for cell in f.quantity.cells)
        ],
    }


def finding_shown(finding: Finding, table: Table) -> dict:
    """What the page of a table shows of a test that a reading did not pass: sentence, reason, and its cells in the table."""
    cells = [
        (cell.partition("#")[2], cell_name(table, table.rows[cell])) for cell in finding.cells if cell in table.rows
    ]
    return {
        "sentence": display.sentence(finding.sentence),
        "reason": display.sentence(finding.reason),
        "cells": cells,
    }


def value_head(field: dict) -> str:
    """The head of the column of figures, with its unit where the table has one."""
    unit = field.get("unit")
    words = display.unit_words(unit) if unit else "value"
    return words[:1].upper() + words[1:]


def checking_rows(edition: Edition) -> list[dict]:
    """Every unverified cell, with the printed table to open and the check that it passed."""
    return [
        {"cell": cell, "name": cell_name(table, row), "href": addresses.cell(cell), "table": table, "row": row, "text": display.typed(row, row["raw"]),
         "unit": display.unit_words(row["unit"]), "against": edition.references[row["source"]], "note": tested(note_html(row["note"], edition.references))}
        for table in edition.tables.values() for cell, row in table.rows.items() if row["status"] == "unverified"
    ]  # fmt: skip


def tested(note: str) -> str:
    """A note that names a test and its result, in sentences."""
    parts = CHECK.fullmatch(note)
    if not parts:
        return note
    first, *others = parts[2].split("; ")
    return " ".join([f"Test: {parts[1]}. Result: {first}.", *map(display.sentence, others)])


def by_table(rows: list[dict]) -> list[dict]:
    """Rows of the checking sheet under the name of their table and their unit."""
    found = groupby(rows, key=lambda row: (row["table"].meta["title"], row["unit"]))
    return [{"title": title, "unit": unit, "rows": list(group)} for (title, unit), group in found]


def folded(codebook: str, tables: Mapping[str, Table]) -> str:
    """The codebook with its parts folded under their heads, and tables called by their titles in the first column of its own."""
    html = ID_CELL.sub(lambda found: titled(found, tables), codebook)
    first, *parts = re.split(r"(?=<h3 )", html)
    return first + "".join(fold(part) for part in parts)


def titled(found: re.Match, tables: Mapping[str, Table]) -> str:
    """The first cell of a row, with the title of the table that it names."""
    if found[1] not in tables:
        return found[0]
    return f'<td><a href="{addresses.table(found[1])}">{tables[found[1]].meta["title"]}</a></td>'


def fold(part: str) -> str:
    """A part of the codebook under its head; its id is inside, so that a link to it opens it."""
    head = PART.match(part)
    return f'<details class="part"><summary><h3>{head[2]}</h3></summary><div id="{head[1]}">{part[head.end() :]}</div></details>'


def cell_name(table: Table, row: dict) -> str:
    """A cell as people call it: "Agriculture, 1942, main series", what is counted first."""
    keys = [k for k in table.keys if k not in ("unit", "table")]
    if "last_year" in keys and row["first_year"] == row["last_year"]:
        keys.remove("last_year")
    return labels.named({k: row[k] for k in keys})


CHECKING_HEAD = ("table", "cell", "value", "unit", "check_against", "locator", "note", "printed_value", "checked_by")


def checking_csv(edition: Edition) -> bytes:
    """The checking sheet as a file, with an empty column for what the printed table says."""
    rows = []
    for found in checking_rows(edition):
        row = found["row"]
        name, _, key = found["cell"].partition("#")
        rows.append([name, key, row["raw"], row["unit"], *(row[k] for k in ("source", "locator", "note")), "", ""])
    return csv_text(CHECKING_HEAD, rows).encode()


def data_downloads(edition: Edition, sources: Sources) -> list[Download]:
    """The tables and their description, the works, the ledger and the checking sheet, as files to take away."""
    tables = [
        (
            addresses.table_file(t.name),
            "csv",
            t.meta["title"],
            harmless(as_published(text_of(sources, t.path), t).encode()),
        )
        for t in edition.tables.values()
    ]
    others = [
        (addresses.WORKS, "json", "Sources", text_of(sources, REFERENCES).encode()),
        (addresses.CHECKING_FILE, "csv", "Checking sheet", checking_csv(edition)),
        (addresses.CLAIMS, "toml", "Ledger", text_of(sources, LEDGER).encode()),
        (addresses.CLAIMS_CSV, "csv", "Ledger", claims_csv(edition)),
        (addresses.CLAIMS_JSON, "json", "Ledger", claims_json(edition)),
    ]
    if REFUSED in sources:
        others.append(
            (addresses.REFUSED_FILE, "csv", "Refused and corrected", harmless(text_of(sources, REFUSED).encode()))
        )
    made = [Download(path, MEDIA_TYPES[kind], label, "", content) for path, kind, label, content in tables + others]
    made += [plain_csvw(file, edition) for file in made[len(tables) :] if file.media_type == MEDIA_TYPES["csv"]]
    made.append(workbook(edition))
    return [*made, *table_csvws(edition, dict(zip(edition.tables, made, strict=False)))]


def data_pages(edition: Edition, figures: list[Shown]) -> list[Page]:
    """A page a table, the codebook, and the checking sheet."""
    tables = list(edition.tables.values())
    turns = turns_by_cell(edition)
    counts = {t.name: Counter(r["status"] for r in t.rows.values()) for t in tables}
    index = {"title": "Data", "tables": tables, "counts": counts, "codebook": folded(edition.codebook, edition.tables)}
    waiting = checking_rows(edition)
    sheet = {"title": "Checking sheet", "rows": waiting, "groups": by_table(waiting)}
    return [
        Page(addresses.DATA, "data.html", index, CODEBOOK),
        *(
            Page(addresses.table(t.name), "table.html", partial(table_context, t, edition, figures, turns))
            for t in tables
        ),
        Page(addresses.CHECKING, "checking_sheet.html", sheet, SHEET),
    ]
