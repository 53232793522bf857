"""A workbook that recomputes: each table a sheet of typed cells, each number of a figure and each verdict a formula.

One workbook holds everything, since a verdict may rest on any table: change a cell, and charts and ledger turn. That of a
figure holds its numbers, the verdicts that it bears on, and the tables behind both. Sheets are made first as plain values,
by which what was written is remembered.
"""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import xlsxwriter

from .. import addresses
from ..charts.figure import Figure
from ..claims.ledger import Claim
from ..data.package import PROVENANCE, value_field
from ..data.tables import Table
from ..edition import Edition
from ..measures import display
from ..measures.series import Quantity
from ..memory import MEMORY, code
from ..vocabulary import SITE_TITLE, STATUSES, VERDICTS
from .citation import AUTHOR
from .files import MEDIA_TYPES, Download
from .formulas import Place, expressed, formula, lives, verdict_formula
from .metadata import LICENCE

TOP = 4  # rows above the first of a sheet's list: title, what it is, a blank, the heads
LEDGER, FINDINGS, CONTENTS = "Ledger", "Findings", "Contents"


@dataclass(frozen=True)
class Live:
    """A cell that recomputes: its formula, and what it gives as long as nothing is changed."""

    text: str
    value: float | str


@dataclass(frozen=True)
class Leap:
    """A cell that leads to another sheet."""

    sheet: str
    words: str


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, title, what it is, heads with widths in signs, and rows."""

    name: str
    title: str
    about: str
    heads: tuple[tuple[str, float], ...]
    rows: tuple[tuple, ...]


# --- tables -------------------------------------------------------------------------------------------------------


def table_sheet(table: Table) -> Sheet:
    """The typed cells of a table: value in the second column, status in the fourth, whatever the table calls them."""
    figure = value_field(table.meta)["name"]
    keys = [name for name in table.fields if name not in (figure, "unit", *PROVENANCE)]
    rows = tuple(
        (
            row["cell"].partition("#")[2], row["value"], row["unit"], row["status"], *(row[k] for k in keys),
            *(row[k] for k in ("source", "locator", "note")),
        )
        for row in table.rows.values()
    )  # fmt: skip
    widths = (("cell", 32), ("value", 12), ("unit", 16), ("status", 11), *((key, 16) for key in keys))
    heads = (*widths, ("source", 16), ("locator", 24), ("note", 60))
    return Sheet(table.name, table.meta["title"], table.meta["description"], heads, rows)


def places_of(tables: Mapping[str, Table]) -> dict[str, Place]:
    """Where each cell of each table stands in the workbook."""
    return {
        cell: Place(f"'{name}'!$B${number}", f"'{name}'!$D${number}")
        for name, table in tables.items()
        for number, cell in enumerate(table.rows, TOP + 1)
    }


# --- figures and ledger -------------------------------------------------------------------------------------------


def live(quantity: Quantity, places: Mapping[str, Place]) -> Live | float:
    """A quantity as a cell that recomputes, or as a value where a step of it is no formula."""
    return Live(formula(quantity, places), quantity.value) if expressed(quantity) else quantity.value


def origin(quantity: Quantity) -> str:
    """Whether a quantity is a cell, or computed from cells, or could not be written as a formula."""
    if not expressed(quantity):
        return "value only"
    return "computed" if quantity.operation else "cell"


VALUE_HEADS = (("value", 14), ("unit", 28), ("status", 11), ("made", 11), ("cells", 60))


def value_row(quantity: Quantity, places: Mapping[str, Place]) -> tuple:
    """A quantity with unit, status, how it came about, and the cells that it rests on."""
    words = display.unit_words(quantity.unit)
    return live(quantity, places), words, quantity.status, origin(quantity), " ".join(quantity.cells)


def figure_sheet(figure: Figure, edition: Edition, places: Mapping[str, Place]) -> Sheet:
    """The numbers of all views of a figure."""
    words = edition.words[figure.slug]
    rows = tuple(
        (words.states[key].name, words.name(cell.row), words.name(cell.column), *value_row(cell.quantity, places))
        for key, cells in edition.cells[figure.slug].items()
        for cell in cells
    )
    title = words.states[figure.states[0].key].title
    heads = (("view", 24), ("row", 28), ("column", 18), *VALUE_HEADS)
    about = f"Figure {figure.number}, {addresses.cited(addresses.chart(figure.slug))} of the site. A share is a part of one."
    return Sheet(f"Figure {figure.number}", title, about, heads, rows)


LEDGER_HEADS = (
    ("statement", 60), ("relation", 12), ("figure", 10), ("high", 8), ("exact", 8), ("tolerance", 10), ("found", 14),
    ("found, high", 14), ("unit", 24), ("verdict", 30), ("verdict published", 30), ("id", 28),
)  # fmt: skip


def ledger_row(claim: Claim, number: int, edition: Edition, places: Mapping[str, Place]) -> tuple:
    """A statement with what is found and its verdict; `number` is its row."""
    entry, found, range_ = claim.entry, claim.findings, claim.entry.get("relation") == "range"
    at = {key: f"${column}${number}" for key, column in zip("fhxtvw", "CDEFGH", strict=True)}
    words = VERDICTS[claim.verdict].words
    verdict = Live(verdict_formula(claim, at, places), words) if lives(claim, edition.tables) else words
    return (
        entry["statement"], entry.get("relation", ""), entry.get("figure", ""), entry.get("high", ""),
        float(entry.get("exact", 0)), float(entry.get("tolerance", 0)), live(found[0].quantity, places) if found else "",
        live(found[min(1, len(found) - 1)].quantity, places) if found and range_ else "",
        display.unit_words(entry["unit"]) if "unit" in entry else "", verdict, words, claim.id,
    )  # fmt: skip


def ledger_sheets(claims: Iterable[Claim], edition: Edition, places: Mapping[str, Place]) -> list[Sheet]:
    """The statements with their verdicts, and every finding."""
    rows = tuple(ledger_row(claim, n, edition, places) for n, claim in enumerate(claims, TOP + 1))
    found = tuple((c.id, f.label, *value_row(f.quantity, places)) for c in claims for f in c.findings)
    about = (
        "What the paper says, and what the tables make of it. A verdict that follows from cells is a formula: change "
        "a cell, a figure or a tolerance, and it turns; beside it stands the verdict of this release."
    )
    return [
        Sheet(LEDGER, "The ledger", about, LEDGER_HEADS, rows),
        Sheet(
            FINDINGS,
            "Findings",
            "Every test at hand of a statement.",
            (("claim", 28), ("finding", 60), *VALUE_HEADS),
            found,
        ),
    ]


# --- front --------------------------------------------------------------------------------------------------------


def front_sheets(sheets: list[Sheet], edition: Edition, *subject: tuple[str, str]) -> list[Sheet]:
    """Cover, contents and notes; `subject` are lines of the cover beyond those of every workbook."""
    version, day = edition.release
    base = edition.settings["base_address"]
    cells = [cell for sheet in sheets for row in sheet.rows for cell in row]
    computed = sum(isinstance(cell, Live) for cell in cells)
    bare = sum(cell == "value only" for cell in cells)
    cover = (
        ("Site", SITE_TITLE), *subject, ("Release", f"{version} of {display.day(day)}{edition.later}"), ("By", AUTHOR), ("Address", base or "not published under an address"),
        ("Licence", f"Creative Commons Attribution 4.0, {LICENCE}"),
        ("About", "Tables behind a retelling of Mark Harrison’s paper “Stalinism and the Economics of Wartime” (2008)."),
    )  # fmt: skip
    contents = tuple((Leap(sheet.name, sheet.name), sheet.title, len(sheet.rows)) for sheet in sheets)
    notes = (
        ("To use it", "Change a value in the sheet of a table: figures, findings and verdicts follow. What a program kept from before, it works out anew with F9."),
        ("Typed and computed", f"Blue numbers were typed from a source; black ones are {computed} formulas over them. {bare} computed numbers stand as values, marked “value only”."),
        ("Choice of rows", "Which rows a figure shows, and in which order, does not follow a change; the lowest or highest of several does."),
        *((status.words, f"“{key}”: {status.meaning}.") for key, status in STATUSES.items()),
    )  # fmt: skip
    return [
        Sheet("Cover", SITE_TITLE, "A workbook that recomputes.", (("", 20), ("", 100)), cover),
        Sheet(CONTENTS, CONTENTS, "Sheets of this workbook.", (("sheet", 32), ("what", 80), ("rows", 8)), contents),
        Sheet("Notes", "Notes", "How to read and use it.", (("", 32), ("", 120)), notes),
    ]


def body_sheets(
    figures: Iterable[Figure], claims: Iterable[Claim], tables: Mapping[str, Table], edition: Edition
) -> list[Sheet]:
    """Sheets of some figures, of some statements, and of the tables behind them."""
    places = places_of(tables)
    drawn = [figure_sheet(figure, edition, places) for figure in figures]
    return [*drawn, *ledger_sheets(tuple(claims), edition, places), *map(table_sheet, tables.values())]


def sheets_of(edition: Edition) -> list[Sheet]:
    """All sheets: front, figures, ledger, tables."""
    body = body_sheets(edition.figures, edition.claims, edition.tables, edition)
    return front_sheets(body, edition) + body


def cells_behind(quantity: Quantity) -> set[str]:
    """Every cell that a formula of a quantity names: those that made it, and those among which one was chosen."""
    return set(quantity.cells).union(*(cells_behind(part) for part in (*quantity.operands, *quantity.among)))


def chart_sheets(figure: Figure, edition: Edition) -> list[Sheet]:
    """Sheets of one figure: front, its numbers, the statements that it bears on, the tables behind both."""
    claims = edition.claims_on(figure)
    quantities = [cell.quantity for cells in edition.cells[figure.slug].values() for cell in cells]
    quantities += [finding.quantity for claim in claims for finding in claim.findings]
    behind = {cell.partition("#")[0] for quantity in quantities for cell in cells_behind(quantity)}
    tables = {name: table for name, table in edition.tables.items() if name in behind | set(figure.tables)}
    body = body_sheets([figure], claims, tables, edition)
    return front_sheets(body, edition, ("Chart", f"Figure {figure.number}: {body[0].title}")) + body


# --- writing ------------------------------------------------------------------------------------------------------


def put(page, row: int, column: int, cell: object, looks: Mapping[str, object]) -> None:
    """One cell by what it is: formula, link, number, or text that is never run."""
    if isinstance(cell, Live):
        page.write_formula(
            row, column, f"={cell.text}", looks["text" if isinstance(cell.value, str) else "computed"], cell.value
        )
    elif isinstance(cell, Leap):
        page.write_url(row, column, f"internal:'{cell.sheet}'!A1", string=cell.words)
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell, looks["typed"])
    elif cell != "":
        page.write_string(row, column, str(cell), looks["text"])


def fill(page, sheet: Sheet, looks: Mapping[str, object]) -> None:
    """A sheet: title, what it is, heads, rows."""
    page.write_string(0, 0, sheet.title, looks["title"])
    page.write_string(1, 0, sheet.about)
    for column, (head, width) in enumerate(sheet.heads):
        page.set_column(column, column, width)
        page.write_string(TOP - 1, column, head, looks["head"])
    page.freeze_panes(TOP, 0)
    for row, cells in enumerate(sheet.rows, TOP):
        for column, cell in enumerate(cells):
            put(page, row, column, cell, looks)


def written(sheets: Iterable[Sheet], day: str) -> bytes:
    """The workbook as a file that says nothing of when it was made but the day of the release."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": SITE_TITLE, "author": AUTHOR, "created": datetime.fromisoformat(day)})
        book.set_calc_mode("auto")
        looks = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "bottom": 1}),
            "typed": book.add_format({"font_color": "#2f6384"}),
            "computed": book.add_format({"num_format": "#,##0.0###"}),
            "text": book.add_format({"valign": "top"}),
        }
        for sheet in sheets:
            fill(book.add_worksheet(sheet.name), sheet, looks)
    return out.getvalue()


def kept(path: str, about: str, sheets: Callable[[], list[Sheet]], day: str) -> Download:
    """A workbook as a file to take away; `sheets` makes what is in it."""

    def made() -> bytes:
        filled = sheets()
        return MEMORY.recall(
            partial(written, filled, day), "workbook", code(), xlsxwriter.__version__, day, repr(filled)
        )

    return Download(path, MEDIA_TYPES["xlsx"], "Workbook", about, made)


def workbook(edition: Edition) -> Download:
    """The workbook of the site."""
    about = "every table, figure and verdict, with live formulas"
    return kept(addresses.WORKBOOK, about, partial(sheets_of, edition), edition.release[1])


def chart_workbooks(figures: Iterable[Figure], edition: Edition) -> dict[str, Download]:
    """The workbook of each figure, by its slug."""
    about, day = "its numbers, verdicts and tables, with live formulas", edition.release[1]
    return {
        figure.slug: kept(addresses.chart_workbook(figure.slug), about, partial(chart_sheets, figure, edition), day)
        for figure in figures
    }
