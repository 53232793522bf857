"""The card of a number: value as drawn and whole, arithmetic, source, rivals, statements, the sentence that gives it, citation.

A figure's page has the card of each number that we made, once, and a number of the table opens it; a typed number leads to
its row, which says the same. Its id is the number's address,
so a link from elsewhere shows it too. The HTML is lean, since a page has up to two hundred of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from html import escape

from .. import addresses
from ..charts.figure import Figure, exact_digits
from ..charts.number import home_of
from ..claims.ledger import Claim
from ..data.tables import Table, row_of
from ..edition import Edition
from ..exports.citation import Citation
from ..exports.cite_one import cited_one
from ..measures import display
from ..measures.provenance import source_line
from ..measures.series import Quantity
from ..prose.told import Told, told
from ..vocabulary import STATUSES, VERDICTS
from .arithmetic import Known, steps_of

WHOLE = 7  # digits of a value before rounding: more than any source has; the file has twelve


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


def rivals_html(cells: tuple[str, ...], around: Around) -> str:
    """The other estimates of a number that rests on one cell, each linked to its row; empty for none."""
    if len(cells) > 1:
        return ""
    return "; ".join(
        f'{display.in_sentence(row["estimate"])} <a href="{addresses.cell(row["cell"])}">{display.typed(row, row["raw"])}</a>'
        for row in rivals_of(cells[0], around.edition.tables)
    )


def claims_html(cells: tuple[str, ...], around: Around) -> str:
    """The statements of which a finding rests on all cells of a number, with their verdicts; empty for none."""
    first, *others = (around.claims.get(cell, []) for cell in cells)
    kept = [claim for claim in first if all(claim in other for other in others)]
    return "; ".join(
        f'<a href="{addresses.claim(c.id)}">{escape(c.entry["words"])}</a> {VERDICTS[c.verdict].mark} {VERDICTS[c.verdict].words}'
        for c in kept
    )


def told_html(href: str, around: Around) -> str:
    """The sentences of the story that lead to an address, linked back; empty for none."""
    return " ".join(f'<a href="{t.href}">{escape(t.words)}</a>' for t in around.sentences.get(href, []))


def explained(cells: tuple[str, ...], href: str, around: Around) -> list[tuple[str, str]]:
    """What else is known of a number at an address, each part with its head: rivals, statements, the story."""
    parts = (
        ("Other estimates", rivals_html(cells, around)),
        ("Statements", claims_html(cells, around)),
        ("In the story", told_html(href, around)),
    )
    return [(head, html) for head, html in parts if html]


def value_html(text: str, quantity: Quantity, steps: list[str]) -> str:
    """A value as drawn, with its unit, unless its arithmetic ends in just that; before rounding; and how sure it is."""
    whole = f"{100 * quantity.value if quantity.unit == 'share' else quantity.value:.{WHOLE}g}"
    drawn = f"<b>{text}</b>{display.in_unit(quantity.unit)}"
    known = bool(steps) and steps[-1].endswith(drawn)
    exact = text.replace(",", "").replace(display.MINUS, "-") == whole
    parts = ("" if known else drawn, "" if exact else f"{whole} unrounded", STATUSES[quantity.status].words)
    return ", ".join(part for part in parts if part)


def cite_html(anchor: str, name: str, status: str, page: str, around: Around) -> str:
    """The citation of a number on a page, in which its address is a link."""
    text, place = cited_one(around.cited, page, name, anchor, status), addresses.cited(f"{page}#{anchor}")
    return text if "</a>" in text else text.replace(place, f'<a href="#{anchor}">{place}</a>')


def card_html(anchor: str, name: str, text: str, quantity: Quantity, page: str, known: Known, around: Around) -> str:
    """The card of one number of a figure; `known` are the numbers that have cards beside it."""
    steps = steps_of(quantity, known)
    lines = [f"<b>{escape(name)}</b>", *steps, value_html(text, quantity, steps)]
    lines.append(source_line(quantity.cells, around.edition.tables, around.edition.references))
    lines += [f"{head}: {html}" for head, html in explained(quantity.cells, f"{page}#{anchor}", around)]
    lines.append(f"<q>{cite_html(anchor, name, quantity.status, page, around)}</q>")
    return f'<div popover class="card" id="{anchor}"><p>{"<p>".join(lines)}</div>'


def cards_of(figure: Figure, around: Around) -> list[str]:
    """The cards of all numbers that a figure makes, each once, in the order of its views and their tables."""
    words, cells, found = around.edition.words[figure.slug], around.edition.cells[figure.slug], {}
    for state in figure.states:
        for cell in cells[state.key]:
            anchor = home_of(figure, cells, state, cell)
            if cell.quantity.operation and anchor not in found:
                text, name = exact_digits(cell, state.scales), f"{words.name(cell.row)}, {words.name(cell.column)}"
                found[anchor] = anchor, name, text, cell.quantity
    known = {quantity: f"#{anchor}" for anchor, _, _, quantity in reversed(found.values())}
    return [card_html(*card, addresses.chart(figure.slug), known, around) for card in found.values()]


def row_more(table: Table, row: dict, name: str, around: Around) -> dict:
    """What the row of a table says beside its cell: its citation, rivals, statements and sentences."""
    page, anchor = addresses.table(table.name), row["cell"].partition("#")[2]
    return {
        "cite": cite_html(anchor, name, row["status"], page, around),
        "parts": explained((row["cell"],), addresses.cell(row["cell"]), around),
    }


def explainers(edition: Edition, cited: Mapping[str, Citation]) -> dict:
    """The functions by which templates ask for cards, and for what stands beside a row."""
    known = around(edition, cited)
    return {"cards_of": partial(cards_of, around=known), "row_more": partial(row_more, around=known)}
