"""Which pages exist, and what each template is given. Nothing here writes.

Links on a page are written from the root of the site; `relative` makes them relative to the page, so that the site
works from a folder, a server or a sub-path alike.
"""

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

import pandas as pd

from . import theme
from .charts.figure import Figure
from .checks import findings
from .claims.finding import Finding
from .claims.ledger import Claim
from .claims.verdict import leaning
from .data.package import PROVENANCE, value_field
from .data.references import Reference
from .data.tables import Table, row_of
from .drawing.export import export_svg
from .drawing.page import page_svg
from .drawing.vega import raw_svg, spec_of
from .measures import display
from .measures.series import Operation, Quantity
from .prose import Chapter, cell_href
from .vocabulary import REASONS, STATUSES, VERDICTS

SITE_TITLE = "Stalinism and the economics of wartime"
WORDS_A_MINUTE = 230
NAVIGATION = (
    ("index.html", "Story"),
    ("charts/index.html", "Charts"),
    ("data/index.html", "Data"),
    ("claims/index.html", "Ledger"),
    ("sources/index.html", "Sources"),
    ("about/index.html", "About"),
)


@dataclass(frozen=True)
class Page:
    """A page: its path from the root of the site, the template that makes it, and what the template is given."""

    path: str
    template: str
    context: dict


@dataclass(frozen=True)
class Inputs:
    """All that was read and found sound, for pages to be made from."""

    tables: Mapping[str, Table]
    package: dict
    references: Mapping[str, Reference]
    claims: list[Claim]
    findings: tuple[findings.Finding, ...]
    chapters: list[Chapter]
    terms: Mapping[str, str]
    timeline: list[tuple[str, str]]
    summary: tuple[str, str]
    codebook: str
    cited: frozenset[str]
    release: tuple[str, str]
    settings: Mapping[str, str]


# --- cells and sources --------------------------------------------------------------------------------------------


def quantity_of(row) -> Quantity:
    """A row of a figure's frame as a quantity; `operation` tells a computed one from a typed one."""
    return Quantity(row.value, row.unit, row.status, tuple(row.cells), Operation("made of", "") if row.derived else None)


def note_html(note: str, references: Mapping[str, Reference]) -> str:
    """A note with its @keys as links to the bibliography and its claim: marks as links to the ledger."""
    linked = re.sub(
        r"@([a-z0-9_]+)",
        lambda m: f'<a href="sources/index.html#{m[1]}">{references[m[1]].short}</a>',
        escape(note, quote=False),
    )
    return re.sub(r"\bclaim:([a-z0-9-]+)", r'<a href="claims/index.html#\1">the claim \1</a>', linked)


def sources_of(cells, tables: Mapping[str, Table]) -> list[tuple[str, str, str, list[str]]]:
    """What cells rest on, in the order met: (status, source key, key of the work quoted, locators)."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in (row_of(cell, tables) for cell in dict.fromkeys(cells)):
        quoted = re.match(r"after @([a-z0-9_]+)", row["note"])
        locators = found.setdefault((row["status"], row["source"], quoted[1] if quoted else ""), [])
        if row["locator"] not in locators:
            locators.append(row["locator"])
    return [(*key, locators) for key, locators in found.items()]


def source_html(status: str, source: str, quoted: str, locators: list[str], references: Mapping[str, Reference]) -> str:
    """One source in HTML, led by how it was used."""
    link = f'<a href="sources/index.html#{source}">{references[source].short}</a>'
    after = f' after <a href="sources/index.html#{quoted}">{references[quoted].short}</a>' if quoted else ""
    return f"{STATUSES[status].lead} {link}, {escape(display.unbroken(display.listing(locators)))}{after}"


def source_line(cells, tables: Mapping[str, Table], references: Mapping[str, Reference]) -> str:
    """The source line of some cells, in HTML; an unverified cell has no source, only a table to check it against."""
    parts = [source_html(*source, references) for source in sources_of(cells, tables)]
    text = "; ".join(parts)
    plain_start = re.match(r"[a-z]", text)
    return (text[0].upper() + text[1:] if plain_start else text) + "."


def plain(html: str) -> str:
    """The words of some HTML."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))).strip()


# --- figures ------------------------------------------------------------------------------------------------------


def figure_tables(figure: Figure, tables: Mapping[str, Table]) -> dict[str, Table]:
    """The tables that a figure names, and no others."""
    return {name: tables[name] for name in figure.tables}


def badge(cells: pd.DataFrame) -> str:
    """How many of the values drawn are unverified, empty where none is."""
    drawn = cells[cells["drawn"]]
    unsure = int((drawn["status"] == "unverified").sum())
    return f"{unsure} of {len(drawn)} values not yet checked against the printed table" if unsure else ""


def gap_of(figure: Figure, row: str, column: str) -> str:
    """Why a place of a figure's table holds no figure."""
    return next(
        (figure.gaps[k] for k in ((row, column), (row, ""), ("", column)) if k in figure.gaps),
        display.NOT_KNOWN,
    )


def table_of(figure: Figure, cells: pd.DataFrame, tables: Mapping[str, Table]) -> dict:
    """The table of a figure: years in order, cells with text, status and link, and the reasons for its gaps.

    A figure whose rows are headed "Year" is shown with its years down the side.
    """
    rows, columns = cells["row"].drop_duplicates().tolist(), cells["column"].drop_duplicates().tolist()
    if all(column[:4].isdigit() for column in columns):
        columns = sorted(columns)
    places = {(r.row, r.column): r for r in cells.itertuples()}
    if figure.heads[0] == "Year":
        rows, columns, places = columns, rows, {(column, row): place for (row, column), place in places.items()}
    reasons: dict[str, str] = {}
    body = [
        {"head": h, "cells": [table_cell(figure, h, c, places.get((h, c)), tables, reasons) for c in columns]}
        for h in rows
    ]
    return {"corner": figure.heads[0], "columns": columns, "rows": body, "caption": figure.units, "reasons": reasons}


def table_cell(
    figure: Figure, row: str, column: str, place, tables: Mapping[str, Table], reasons: dict[str, str]
) -> dict:
    """One cell: its text, status and the first cell that it rests on, or the letter of the reason why there is none."""
    if place is None:
        reason = gap_of(figure, row, column)
        return {"gap": reasons.setdefault(reason, chr(ord("a") + len(reasons)))}
    typed = row_of(place.cells[0], tables)
    text = display.figure(quantity_of(place)) if place.derived else display.typed(typed, typed["raw"])
    return {"text": text, "status": place.status, "href": cell_href(place.cells[0])}


def figure_csv(figure: Figure, cells: pd.DataFrame, tables: Mapping[str, Table]) -> str:
    """The values of a figure, one a row, with status, sources, and the addresses of the cells that they rest on."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["row", "column", "value", "unit", "status", "derived", "sources", "cells", "drawn"])
    for r in cells.itertuples():
        works = "; ".join(
            dict.fromkeys(f"{row_of(c, tables)['source']}, {row_of(c, tables)['locator']}" for c in r.cells)
        )
        derived, drawn = str(bool(r.derived)).lower(), str(bool(r.drawn)).lower()
        writer.writerow(
            [r.row, r.column, f"{r.value:.12g}", r.unit, r.status, derived, works, " ".join(r.cells), drawn]
        )
    return buffer.getvalue()


def render_figure(figure: Figure, inputs: Inputs, font_style: str) -> dict:
    """A figure with all that pages and files need of it: drawings, table, words, downloads."""
    own = figure_tables(figure, inputs.tables)
    cells = figure.cells(own, figure.states[0])
    description, steps, unsure = figure.describe(own), figure.steps(own), badge(cells)

    def veils(layout: str) -> list:
        return [step.veils[layout] for step in steps]

    specs = {kind: spec_of(figure.draw(own, figure.states[0], kind), description) for kind in theme.WIDTHS}
    drawings = {kind: raw_svg(spec) for kind, spec in specs.items()}
    drawn_cells = [cell for used in cells.loc[cells["drawn"], "cells"] for cell in used]
    sources = source_line(drawn_cells, inputs.tables, inputs.references)
    path = f"charts/{figure.slug}/"
    base = inputs.settings["base_address"]
    words = {
        "title": figure.title,
        "subtitle": figure.subtitle,
        "badge": unsure,
        "key": figure.key,
        "source": f"Sources: {plain(sources[0].lower() + sources[1:])}",
        "address": f"{base}/{path}" if base else f"{SITE_TITLE}, {path}",
        "description": description,
    }
    return {
        "figure": figure,
        "path": f"{path}index.html",
        "description": description,
        "wide": page_svg(drawings[theme.WIDE], f"{figure.slug}-wide", figure.title, description, veils(theme.WIDE)),
        "narrow": page_svg(
            drawings[theme.NARROW], f"{figure.slug}-narrow", figure.title, description, veils(theme.NARROW)
        ),
        "steps": steps,
        "export": export_svg(drawings[theme.WIDE], figure.slug, words, font_style),
        "bare": export_svg(drawings[theme.WIDE], figure.slug, words),
        "spec": specs[theme.WIDE],
        "csv": figure_csv(figure, cells, inputs.tables),
        "table": table_of(figure, cells, inputs.tables),
        "sources": sources,
        "badge": unsure,
        "claims": [c for c in inputs.claims if set(c.entry.get("tables", ())) & set(figure.tables)],
        "cells": cells,
    }


# --- the ledger ---------------------------------------------------------------------------------------------------


def operand_html(quantity: Quantity) -> str:
    """A quantity in a sum, a share with its sign; one that no step of its own explains is linked to its cell."""
    text = display.figure(quantity) + (" %" if quantity.unit == "share" else "")
    if steps_of(quantity):
        return text
    return f'<a class="num {quantity.status}" href="{cell_href(quantity.cells[0])}">{text}</a>'


def with_unit(quantity: Quantity) -> str:
    """A quantity in a sum, with its unit in words."""
    return operand_html(quantity) + ("" if quantity.unit == "share" else display.in_unit(quantity.unit))


def sum_html(parts: tuple[Quantity, ...]) -> str:
    """A sum without its noughts; a long one is shortened in the middle."""
    shown = [operand_html(part) for part in parts if part.value]
    return " + ".join(shown if len(shown) <= 14 else [*shown[:4], f"… {len(shown) - 6} more …", *shown[-2:]])


def step_html(quantity: Quantity) -> str:
    """One step of arithmetic in words and digits; empty for a mere change of unit that no reader would see."""
    first, last = quantity.operands[0], quantity.operands[-1]
    words = {"a": operand_html(first), "b": operand_html(last), "c": with_unit(first), "d": with_unit(last)}
    result = f"<b>{display.figure(quantity)}</b>{display.in_unit(quantity.unit)}"
    return quantity.operation.sentence.format(**words, sum=sum_html(quantity.operands), r=result)


def steps_of(quantity: Quantity) -> list[str]:
    """The arithmetic of a quantity, inner steps first, each step once."""
    if not quantity.operation:
        return []
    inner = [step for operand in quantity.operands for step in steps_of(operand)]
    return [step for step in dict.fromkeys([*inner, step_html(quantity)]) if step]


def finding_context(
    claim: Claim, finding: Finding, references: Mapping[str, Reference], tables: Mapping[str, Table]
) -> dict:
    """What the ledger shows of one finding."""
    quantity = finding.quantity
    comparable = "reason" not in claim.entry or claim.entry["reason"] == "circular"
    verdict = leaning(claim.entry, finding) if comparable else ""
    return {
        "label": finding.label,
        "text": operand_html(quantity),
        "unit": display.unit_words(quantity.unit),
        "status": quantity.status,
        "steps": steps_of(quantity),
        "verdict": verdict,
        "sources": source_line(quantity.cells, tables, references),
    }


def rule_words(entry: dict) -> str:
    """The rule of a claim in words: "About 33.3 per cent, within 3 points"."""
    figure, unit = trimmed(entry["figure"]), entry["unit"]
    if "high" in entry:
        figure = f"{figure} to {trimmed(entry['high'])}"
    words = {"ratio": "", "index_1940": " (1940 = 100)"}.get(unit, f" {display.unit_words(unit)}")
    margin = {"ratio": "", "per_cent": " points", "index_1940": " points"}.get(unit, f" {display.unit_words(unit)}")
    allowed = f", within {trimmed(entry['tolerance'])}{margin}" if entry.get("tolerance") else ""
    allowed = allowed.removesuffix("s") if entry.get("tolerance") == 1 and margin == " points" else allowed
    relation = "" if entry["relation"] == "range" else f"{entry['relation']} "
    text = f"{relation}{figure}{words}{allowed}"
    return text[:1].upper() + text[1:]


def trimmed(value: float) -> str:
    """A figure of the ledger as it is typed there, with thousands commas."""
    return f"{value:,.10g}"


def claim_context(claim: Claim, inputs: Inputs) -> dict:
    """What the ledger shows of one claim."""
    entry = claim.entry
    return {
        "id": claim.id,
        "entry": {"why": "", "settle": ""} | entry,
        "rule": rule_words(entry) if "why" in entry else "",
        "verdict": claim.verdict,
        "reason": REASONS.get(entry.get("reason", ""), ""),
        "note": note_html(entry.get("note", ""), inputs.references),
        "findings": [finding_context(claim, f, inputs.references, inputs.tables) for f in claim.findings],
    }


def ledger_context(inputs: Inputs) -> dict:
    """The ledger by chapter, and the number of claims of each verdict."""
    titles = {chapter.stem: chapter for chapter in inputs.chapters}
    sections = [
        (
            titles[stem].title,
            titles[stem].anchor,
            [claim_context(c, inputs) for c in inputs.claims if c.entry["section"] == stem],
        )
        for stem in titles
        if any(c.entry["section"] == stem for c in inputs.claims)
    ]
    counts = [(v, sum(c.verdict == v for c in inputs.claims)) for v in VERDICTS]
    return {"sections": sections, "counts": counts}


# --- data pages ---------------------------------------------------------------------------------------------------


def leading_fields(table: Table) -> list[str]:
    """Names of the columns before the figure: its keys, and what describes them."""
    figure = value_field(table.meta)["name"]
    return [name for name in table.fields if name != figure and name not in PROVENANCE]


def table_rows(table: Table, references: Mapping[str, Reference]) -> list[dict]:
    """Rows of a table as its page shows them."""
    years = ("year", "first_year", "last_year")
    return [
        {
            "id": row["cell"].partition("#")[2],
            "keys": [row[key] if key in years else display.name(row[key]) for key in leading_fields(table)],
            "text": display.typed(row, row["raw"]),
            "exact": row["raw"],
            "status": row["status"],
            "source": references[row["source"]],
            "locator": display.unbroken(row["locator"]),
            "note": note_html(row["note"], references),
        }
        for row in table.rows.values()
    ]


def table_context(table: Table, inputs: Inputs, figures: list[dict]) -> dict:
    """What the page of a table is given."""
    rows = table_rows(table, inputs.references)
    return {
        "title": table.meta["title"],
        "table": table,
        "meta": table.meta,
        "fields": table.meta["schema"]["fields"],
        "keys": [display.name(name) for name in leading_fields(table)],
        "value_head": value_head(value_field(table.meta)),
        "rows": rows,
        "unverified": sum(row["status"] == "unverified" for row in rows),
        "findings": [finding_shown(f, table) for f in inputs.findings if table.name in f.tables],
        "figures": [f for f in figures if table.name in f["figure"].tables],
        "claims": [
            c
            for c in inputs.claims
            if any(cell.startswith(f"{table.name}#") for f in c.findings for cell in f.quantity.cells)
        ],
    }


def finding_shown(finding: findings.Finding, table: Table) -> dict:
    """What the page of a table shows of a test that a reading did not pass: sentence, reason, and its cells in the table."""
    cells = [(cell.partition("#")[2], cell_name(table, table.rows[cell])) for cell in finding.cells if cell in table.rows]
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


def checking_rows(inputs: Inputs) -> list[dict]:
    """Every unverified cell, with the printed table to open and the check that it passed."""
    return [
        {"cell": cell, "name": cell_name(table, row), "href": cell_href(cell), "table": table, "row": row, "text": display.typed(row, row["raw"]),
         "unit": display.unit_words(row["unit"]), "against": inputs.references[row["source"]], "note": note_html(row["note"], inputs.references)}
        for table in inputs.tables.values() for cell, row in table.rows.items() if row["status"] == "unverified"
    ]  # fmt: skip


def cell_name(table: Table, row: dict) -> str:
    """A cell as people call it: "Agriculture, 1942, main"."""
    keys = [k for k in table.keys if k not in ("unit", "table")]
    return ", ".join(display.name(row[k]) if not str(row[k]).isdigit() else str(row[k]) for k in keys)


def checking_csv(inputs: Inputs) -> str:
    """The checking sheet as a file, with an empty column for what the printed table says."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(
        ["table", "cell", "value", "unit", "check_against", "locator", "note", "printed_value", "checked_by"]
    )
    for r in checking_rows(inputs):
        row = r["row"]
        name, _, key = r["cell"].partition("#")
        writer.writerow([name, key, row["raw"], row["unit"], *(row[k] for k in ("source", "locator", "note")), "", ""])
    return buffer.getvalue()


def cells_of(work: Reference, tables: Mapping[str, Table]) -> dict[str, list[str]]:
    """Addresses of the cells that name a work, as their source or in their note, by table."""
    mention = re.compile(rf"@{work.key}\b")
    found = {
        name: [cell for cell, row in table.rows.items() if row["source"] == work.key or mention.search(row["note"])]
        for name, table in tables.items()
    }
    return {name: cells for name, cells in found.items() if cells}


def source_context(work: Reference, inputs: Inputs) -> dict:
    """A work, the cells by table that rest on it, and the claims that do."""
    by_table = cells_of(work, inputs.tables)
    used = {cell for cells in by_table.values() for cell in cells}
    claims = [c for c in inputs.claims if any(cell in used for f in c.findings for cell in f.quantity.cells)]
    return {"work": work, "tables": by_table, "claims": claims, "note": work.csl.get("note", "")}


# --- all pages ----------------------------------------------------------------------------------------------------


def story_context(inputs: Inputs, figures: list[dict]) -> dict:
    """What the story is given."""
    words = sum(chapter.words for chapter in inputs.chapters)
    by_slug = {f["figure"].slug: f for f in figures}
    return {
        "title": SITE_TITLE,
        "standfirst": inputs.summary[0],
        "summary": inputs.summary[1],
        "chapters": inputs.chapters,
        "minutes": round(words / WORDS_A_MINUTE),
        "figures": by_slug,
        "terms": inputs.terms,
        "timeline": inputs.timeline,
        "claims_total": len(inputs.claims),
        "claims_tested": sum(claim.verdict != "not-checkable" for claim in inputs.claims),
    }


def chart_pages(figures: list[dict]) -> list[Page]:
    """A page a figure, each with its neighbours, and their list."""
    pages = [Page("charts/index.html", "charts.html", {"title": "Charts", "figures": figures})]
    for i, shown in enumerate(figures):
        context = {"title": shown["figure"].title, "shown": shown, "before": figures[i - 1] if i else None}
        pages.append(
            Page(
                shown["path"],
                "chart.html",
                context | {"after": figures[i + 1] if i + 1 < len(figures) else None},
            )
        )
    return pages


def data_pages(inputs: Inputs, figures: list[dict]) -> list[Page]:
    """A page a table, and the codebook."""
    tables = list(inputs.tables.values())
    unsure = {t.name: sum(r["status"] == "unverified" for r in t.rows.values()) for t in tables}
    pages = [
        Page(
            "data/index.html",
            "data.html",
            {"title": "Data", "tables": tables, "unsure": unsure, "codebook": inputs.codebook},
        )
    ]
    return pages + [Page(f"data/{t.name}/index.html", "table.html", table_context(t, inputs, figures)) for t in tables]


def all_pages(inputs: Inputs, figures: list[dict]) -> list[Page]:
    """Every page of the site."""
    sources = [source_context(work, inputs) for work in inputs.references.values()]
    ledger = ledger_context(inputs)
    return [
        Page("index.html", "story.html", story_context(inputs, figures)),
        *chart_pages(figures),
        *data_pages(inputs, figures),
        Page("claims/index.html", "claims.html", {"title": "The ledger", **ledger}),
        Page("sources/index.html", "sources.html", {"title": "Sources", "sources": sources}),
        Page(
            "checking-sheet/index.html",
            "checking_sheet.html",
            {"title": "Checking sheet", "rows": checking_rows(inputs)},
        ),
        Page(
            "about/index.html",
            "about.html",
            {"title": "About", "counts": dict(ledger["counts"]), "figures": figures},
        ),
        Page("404.html", "404.html", {"title": "Page not found"}),
    ]


def typographic(html: str) -> str:
    """Straight apostrophes and quotation marks of the text, not of code or tags, as a printer sets them."""

    def curly(match: re.Match) -> str:
        text = re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)", "’", re.sub("&#(?:39|x27);", "'", match[1]))
        return ">" + re.sub(r'(?:"|&#34;|&quot;)([^"<>&]+)(?:"|&#34;|&quot;)', r"“\1”", text) + "<"

    parts = re.split(r"(<(code|pre|style)\b.*?</\2>)", html, flags=re.S)
    return "".join(
        part if i % 3 == 1 else re.sub(r">([^<>]+)<", curly, part) for i, part in enumerate(parts) if i % 3 != 2
    )


def relative(html: str, path: str) -> str:
    """The page with links from the root made relative to where the page stands."""
    up = "../" * path.count("/")
    return re.sub(r'\b(href|src)="(?![a-z]+:|#|/)([^"]+)"', rf'\1="{up}\2"', html) if up else html


def datapackage_json(package: dict) -> str:
    """The data package in JSON, for tools; paths as the site has them."""
    resources = [{**r, "path": f"{r['name']}/{r['path']}"} for r in package["resources"]]
    return json.dumps({**package, "resources": resources}, ensure_ascii=False, indent=1) + "\n"


WORDS = {
    "verdicts": {key: verdict.words for key, verdict in VERDICTS.items()},
    "marks": {key: verdict.mark for key, verdict in VERDICTS.items()},
    "short": {key: verdict.short for key, verdict in VERDICTS.items()},
    "navigation": NAVIGATION,
    "site_title": SITE_TITLE,
}
