"""Figures that are alike: the same thing a year later, or of the same year in another work or on the other side.

Factors are ours, and wide: above what the sources themselves show, and below ten, so that a decimal point that slipped is
seen. A figure of nil is held against nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from ..measures.accounts import Tables
from .rule import Miss


@dataclass(frozen=True)
class Kin:
    """Rows of a table that share these columns, and by what factor two of them differ at most; `of` picks some rows.

    `span` is the factor for a year and the span of years before it; nil where a span is held against nothing.
    """

    table: str
    columns: tuple[str, ...]
    factor: float
    of: Mapping[str, str] = field(default_factory=dict)
    span: float = 0


# The same thing in the years that follow each other in its table.
NEIGHBOURS = (
    Kin("nnp_by_sector", ("sector", "estimate"), 4),
    Kin("official_indices", ("series",), 3),
    Kin("rearmament", ("series", "unit"), 5),
    Kin("great_powers_military_burden", ("country", "prices"), 5.5),
    Kin("munitions_by_value", ("country",), 4.9, span=7.5),
)
# The same thing in the same year, in two works or on two sides.
RIVALS = (
    Kin("nnp_by_sector", ("year", "sector"), 3),
    Kin("grain", ("year", "item"), 3),
    Kin("frontline_balance_1942", ("measure", "unit"), 3, {"kind": "stock_november"}),
)


def families(kin: Kin, tables: Tables) -> Iterator[list[dict]]:
    """Rows that are kin, in the order of their table."""
    found: dict[tuple, list[dict]] = {}
    for row in tables[kin.table].where(**kin.of) if kin.of else tables[kin.table].rows.values():
        found.setdefault(tuple(row[column] for column in kin.columns), []).append(row)
    yield from found.values()


def apart(one: dict, other: dict, factor: float, what: str) -> Iterator[Miss]:
    """A miss where two rows differ by more than a factor."""
    low, high = sorted((one["value"], other["value"]))
    if 0 < low < high / factor:
        name = re.sub(r"[^a-z0-9]+", "-", f"{one['cell']}-{other['cell'].partition('#')[2]}".lower())
        result = f"{other['raw']} beside {one['raw']} in {one['cell'].partition('#')[2]} is {high / low:.1f} times"
        yield Miss((other["cell"], one["cell"]), result, f"{what} lie within {factor:g} times", f"kin-{name}")


def spans(row: dict) -> bool:
    """Whether a row is about several years."""
    return not str(row.get("period", "1")).isdigit()


def neighbours_alike(tables: Tables) -> Iterator[Miss]:
    """A figure is within a factor of that of the year before, where the source moves smoothly."""
    for kin in NEIGHBOURS:
        for one, other in (pair for rows in families(kin, tables) for pair in pairwise(rows)):
            if factor := kin.span if spans(one) or spans(other) else kin.factor:
                yield from apart(one, other, factor, "years beside each other")


def rivals_alike(tables: Tables) -> Iterator[Miss]:
    """Figures for the same thing in the same year, in two works or on two sides, are within a factor of each other."""
    for kin in RIVALS:
        for one, other in (pair for rows in families(kin, tables) for pair in combinations(rows, 2)):
            yield from apart(one, other, kin.factor, "figures of one kind")


def stocks_like_losses(tables: Tables) -> Iterator[Miss]:
    """What a work counts on hand before the war is within three times the most that it counts as lost of it."""
    table = tables["losses_1941"]
    for row in table.where(item="on_hand"):
        same = {column: row[column] for column in ("weapon", "estimate", "unit")}
        lost = max(table.where(item="lost", **same), key=lambda r: r["value"], default=row)
        yield from apart(row, lost, 3, "what was on hand and what was lost")
