"""The card of a number: value as drawn and whole, arithmetic, source, rivals, statements, the sentence that gives it, citation.

A figure's page has the card of each number, once, and a number of the table opens it. Its id is the number's address, so
a link from elsewhere shows it too. The HTML is lean, since a page has up to two hundred of them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape

from .. import addresses
from ..charts.figure import Cell, Figure, exact_digits
from ..charts.number import home_of
from ..claims.ledger import Claim
from ..data.tables import Table, row_of
from ..edition import Edition
from ..exports.citation import Citation
from ..exports.cite_one import cited_one
from ..measures import display
from ..measures.provenance import origin_of, source_html, source_line
from ..measures.series import Quantity
from ..prose.figures import StateWords, Words
from ..prose.told import Told, told
from ..vocabulary import STATUSES
from .arithmetic import Known, steps_of
from .tables import cell_name

LINK = re.compile(r"</?a\b[^>]*>")
# In the name of a row or a column.
UNIT = re.compile(r", (?:per cent|thousand|1940 = 100|billion rubles of 1937)(?=,|$)")
CLOSER = 4  # digits of a value that is drawn with fewer; the file has twelve


@dataclass(frozen=True)
class Around:
    """What a number is explained by: tables and works, the statements of each cell, sentences by address, citations."""

    edition: Edition
    claims: Mapping[str, list[Claim]]
    sentences: Mapping[str, list[Told]]
    cited: Mapping[str, Citation]


def around(edition: Edition, cited: Mapping[str, Citation]) -> Around:
    """What numbers of an edition are explained by."""
    claims: dict[str, list[Claim]] = {}
    for claim in edition.claims:
        for cell in dict.fromkeys(cell for finding in claim.findings for cell in finding.quantity.cells):
            claims.setdefault(cell, []).append(claim)
    return Around(edition, claims, told(edition.chapters), cited)


def rivals_of(cell: str, tables: Mapping[str, Table]) -> list[dict]:
    """Rows of the same table that estimate the same thing; none where the table has no column of estimates."""
    table, row = tables[cell.partition("#")[0]], row_of(cell, tables)
    if "estimate" not in table.keys:
        return []
    same = table.where(**{key: row[key] for key in table.keys if key != "estimate"})
    return [other for other in same if other["cell"] != cell]


def rival_html(row: dict, around: Around) -> str:
    """Another estimate: whose it is, its value linked to its row, and where it stands, with how sure it is."""
    value = (
        f'<a href="{addresses.cell(row["cell"])}">{display.typed(row, row["raw"])}</a>{display.in_unit(row["unit"])}'
    )
    source = source_html(origin_of(row), [row["locator"]], around.edition.references)
    return f"{display.name(row['estimate'])} {value}, {source}"


def rivals_html(cells: tuple[str, ...], around: Around) -> str:
    """The other estimates of each cell that a number rests on, beyond those that it takes in itself; empty for none.

    Where it rests on several cells, those that have others are named.
    """
    tables, found = around.edition.tables, []
    for cell in cells:
        table = tables[cell.partition("#")[0]]
        others = "; ".join(rival_html(row, around) for row in rivals_of(cell, tables) if row["cell"] not in cells)
        name = f"of {escape(display.in_sentence(cell_name(table, table.rows[cell])))}: " if len(cells) > 1 else ""
        found += [name + others] if others else []
    return "; ".join(found)


def claims_html(cells: tuple[str, ...], around: Around) -> str:
    """The statements of which a finding rests on all cells of a number, with their verdicts; empty for none."""
    first, *others = (around.claims.get(cell, []) for cell in cells)
    kept = [claim for claim in first if all(claim in other for other in others)]
    return "; ".join(f'<a href="{addresses.claim(c.id)}">{escape(c.short)}</a>: {c.words}' for c in kept)


def told_html(hrefs: Iterable[str], around: Around) -> str:
    """The sentences of the story that lead to an address of some, linked back; empty for none."""
    found = dict.fromkeys(sentence for href in hrefs for sentence in around.sentences.get(href, []))
    return " ".join(f'<a href="{t.href}">{escape(t.words)}</a>' for t in found)


def explained(cells: tuple[str, ...], hrefs: Iterable[str], around: Around) -> list[tuple[str, str]]:
    """What else is known of a number at its addresses, each part with its head: rivals, statements, the story."""
    parts = (
        ("Beside it in this table", rivals_html(cells, around)),
        ("Statements", claims_html(cells, around)),
        ("In the story", told_html(hrefs, around)),
    )
    return [(head, html) for head, html in parts if html]


def closer(text: str, quantity: Quantity) -> str:
    """A value with more digits than it is drawn with; empty where more would say nothing more."""
    value = 100 * quantity.value if quantity.unit == "share" else quantity.value
    digits = max(CLOSER, len(f"{abs(value):.0f}"))
    drawn, whole = display.value_of(text), float(f"{value:.{digits}g}")
    if abs(drawn - value) <= abs(whole - value):
        return ""
    return f"{whole:g}" if abs(whole) < 1000 else display.amount(whole)


def value_html(text: str, quantity: Quantity, steps: list[str]) -> str:
    """What the head of a card does not say of its value: as drawn, where its arithmetic ends otherwise; closer; how sure; its row where no step made it."""
    drawn = f"{text}{display.in_unit(quantity.unit)}"
    known, more = not steps or steps[-1].endswith(f" {drawn}"), closer(text, quantity)
    row = "" if steps else f'<a href="{addresses.cell(quantity.cells[0])}">its row</a>'
    parts = ("" if known else drawn, f"more closely {more}" if more else "", STATUSES[quantity.status].words, row)
    return display.sentence(", ".join(part for part in parts if part))


def cite_html(anchor: str, name: str, status: str, page: str, around: Around) -> str:
    """The citation of a number on a page, in which its address is a link."""
    text, place = cited_one(around.cited, page, name, anchor, status), addresses.cited(f"{page}#{anchor}")
    return text if "</a>" in text else text.replace(place, f'<a href="#{anchor}">{place}</a>')


def said_of(cell: Cell, words: Words, own: StateWords, text: str) -> str:
    """A number as it is said without its table: row and column less a unit that follows, value, unit, and of what it is."""
    name = UNIT.sub("", f"{words.name(cell.row)}, {words.name(cell.column)}")
    unit = cell.quantity.unit
    return f"{name}: {text}{display.in_unit(unit)}{own.said(cell.row, unit)}"


def card_html(anchor: str, said: str, text: str, quantity: Quantity, page: str, known: Known, around: Around) -> str:
    """The card of one number of a figure; `known` are the numbers that have cards beside it. Head and citation say it alike."""
    steps = steps_of(quantity, known)
    lines = [f"<b>{escape(said)}</b>", *steps, value_html(text, quantity, steps)]
    lines.append(source_line(quantity.cells, around.edition.tables, around.edition.references))
    hrefs = [f"{page}#{anchor}", *(addresses.cell(cell) for cell in quantity.cells if not quantity.operation)]
    lines += [f"{head}: {html}" for head, html in explained(quantity.cells, hrefs, around)]
    cited = LINK.sub("", cited_one(around.cited, page, said, anchor, quantity.status))  # to the card itself
    lines.append(f"<q>{cited}</q>")
    return f'<div popover class="card" id="{anchor}"><p>{"<p>".join(lines)}</div>'


def cards_of(figure: Figure, around: Around) -> list[str]:
    """The cards of all numbers that a figure shows, each once; like stand by like, which packs best."""
    words, cells, found = around.edition.words[figure.slug], around.edition.cells[figure.slug], {}
    for state in figure.states:
        for cell in cells[state.key]:
            text = exact_digits(cell, state.scales)
            said = said_of(cell, words, words.states[state.key], text)
            found.setdefault(home_of(figure, cells, state, cell), (cell, said, text))
    known = {cell.quantity: f"#{anchor}" for anchor, (cell, _, _) in reversed(found.items())}
    ordered = sorted(found.items(), key=lambda item: (item[1][0].row, item[0]))
    page = addresses.chart(figure.slug)
    return [card_html(anchor, said, text, cell.quantity, page, known, around) for anchor, (cell, said, text) in ordered]


def row_more(table: Table, row: dict, name: str, around: Around) -> dict:
    """What the row of a table says beside its cell: its citation, rivals, statements and sentences."""
    page, anchor = addresses.table(table.name), row["cell"].partition("#")[2]
    said = f"{name}: {display.typed(row, row['raw'])}{display.in_unit(row['unit'])}"
    return {
        "cite": cite_html(anchor, said, row["status"], page, around),
        "parts": explained((row["cell"],), (addresses.cell(row["cell"]),), around),
    }


def explainers(edition: Edition, cited: Mapping[str, Citation]) -> dict:
    """The functions by which templates ask for cards, and for what stands beside a row."""
    known = around(edition, cited)
    return {"cards_of": partial(cards_of, around=known), "row_more": partial(row_more, around=known)}
