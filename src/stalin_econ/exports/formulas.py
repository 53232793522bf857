"""Sums and verdicts as formulas of a spreadsheet, so that whoever changes a cell sees what follows from it.

What comes in are quantities, claims, and where each cell of a table stands; what goes out are formulas without their
equals sign.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ..claims.finding import cells_of, judged
from ..claims.ledger import Claim
from ..claims.verdict import READ, SLACK, admitted_on
from ..measures.accounts import Tables
from ..measures.series import Quantity
from ..vocabulary import VERDICTS

# By how much a finding misses a figure, as `claims.verdict.miss` has it: v and w found, f and h stated.
MISSES = {
    "about": "ABS({v}-{f})",
    "more than": "IF({v}>{f},0,{f}-{v}+2*{slack})",
    "at least": "MAX(0,{f}-{v})",
    "at most": "MAX(0,{v}-{f})",
    "less than": "IF({v}<{f},0,{v}-{f}+2*{slack})",
    "nearly": "IF({v}>{f},1E+99,{f}-{v})",
    "range": "MAX(ABS({v}-{f}),ABS({w}-{h}))",
}


@dataclass(frozen=True)
class Place:
    """Where a cell of a table stands in the workbook: its value, and its status."""

    value: str
    status: str


def expressed(quantity: Quantity) -> bool:
    """Whether each step that made a quantity can be written as a formula."""
    if quantity.operation and not quantity.operation.formula:
        return False
    return all(expressed(part) for part in (*quantity.operands, *quantity.among))


def formula(quantity: Quantity, places: Mapping[str, Place]) -> str:
    """A quantity as a formula over the cells that it rests on."""
    if quantity.rule:
        return f"{quantity.rule}({','.join(formula(part, places) for part in quantity.among)})"
    if not quantity.operation:
        return places[quantity.cells[0]].value
    parts = [bracketed(part, places) for part in quantity.operands]
    return quantity.operation.formula.format(a=parts[0], b=parts[-1], sum="+".join(parts))


def bracketed(quantity: Quantity, places: Mapping[str, Place]) -> str:
    """A quantity as a part of a formula."""
    text = formula(quantity, places)
    return f"({text})" if quantity.operation else text


def lives(claim: Claim, tables: Tables) -> bool:
    """Whether the verdict on a claim follows from figures: no reason bars a test, and no cell was admitted on it."""
    return bool(claim.kind and claim.findings) and not admitted_on(claim.id, claim.cells, tables)


def verdict_formula(claim: Claim, at: Mapping[str, str], places: Mapping[str, Place]) -> str:
    """The verdict on a claim; `at` has the places of its figure f, high end h, exactness x, tolerance t, findings v, w."""
    words = {key: f'"{VERDICTS[READ.get(key, key) if "reading" in claim.entry else key].words}"' for key in VERDICTS}
    missed = MISSES[claim.entry["relation"]].format(slack=repr(SLACK).upper(), **at)
    limit = f"+{SLACK!r}".upper()
    loose = f"IF({missed}<={at['t']}{limit},{words['agrees-within-wording']},{words['differs']})"
    rule = f"IF({missed}<={at['x']}{limit},{words['agrees']},{loose})"
    cells = cells_of(judged(claim.entry, claim.findings))
    unread = ",".join(f'{places[cell].status}="unverified"' for cell in cells)
    return f'IF(OR({unread}),"{VERDICTS["unverified"].words}",{rule})'
