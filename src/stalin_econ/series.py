"""Arithmetic on cells that never loses where a number came from.

A `Quantity` is a value with its unit, the weakest status of what went into it, the cells that did, and the
step that made it, so that a page can write the sum out. Separate from drawing and wording: these functions are
pure. The terms are those of national accounts.
"""

from dataclasses import dataclass

import pandas as pd

from .tables import Table

# From the surest to the least sure; a derived figure takes the last that occurs among its inputs.
STATUSES = ("stated", "read", "relayed", "unverified")


@dataclass(frozen=True)
class Quantity:
    """A number in `unit`, its status, the addresses of its cells, and how it was made from other quantities."""

    value: float
    unit: str
    status: str
    cells: tuple[str, ...]
    operator: str = ""
    operands: tuple["Quantity", ...] = ()


def weakest(statuses) -> str:
    """The least sure of some statuses."""
    return max(statuses, key=STATUSES.index)


def select(table: Table, /, **keys) -> pd.DataFrame:
    """Rows of the table in which each named column has the value, or one of the listed values, asked for."""
    unknown = set(keys) - set(table.frame.columns)
    if unknown:
        raise KeyError(f"table {table.name} has no column {', '.join(sorted(unknown))}")
    mask = pd.Series(True, index=table.frame.index)
    for column, wanted in keys.items():
        mask &= table.frame[column].isin(wanted if isinstance(wanted, list | tuple) else [wanted])
    return table.frame[mask]


class NoSuchCell(KeyError):
    """Keys that single out no row of a table, or several; `table` names it."""

    def __init__(self, table: Table, found: int, keys: dict):
        asked = ", ".join(f"{column}={value!r}" for column, value in keys.items())
        super().__init__(f"table {table.name} has {found} rows with {asked}; one is wanted")
        self.table = table.name


def pick(table: Table, /, **keys) -> Quantity:
    """The cell that the keys single out, as a quantity; NoSuchCell where they do not."""
    unknown = set(keys) - set(table.frame.columns)
    if unknown:
        raise KeyError(f"table {table.name} has no column {', '.join(sorted(unknown))}")
    found = [row for row in table.rows.values() if all(row[column] == value for column, value in keys.items())]
    if len(found) != 1:
        raise NoSuchCell(table, len(found), keys)
    row = found[0]
    return Quantity(row["value"], row["unit"], row["status"], (row["cell"],))


def picks(table: Table, /, **keys) -> list[Quantity]:
    """Every cell that the keys allow, in the order of the table."""
    return [Quantity(r.value, r.unit, r.status, (r.cell,)) for r in select(table, **keys).itertuples()]


def key_of(table: Table, quantity: Quantity, column: str):
    """What stands in a column, such as the year, of the row that a picked quantity came from."""
    return table.rows[quantity.cells[0]][column]


def combine(operator: str, value: float, unit: str, *operands: Quantity) -> Quantity:
    """A derived quantity: its status is the weakest of its operands', its cells are all of theirs, each once."""
    cells = dict.fromkeys(cell for operand in operands for cell in operand.cells)
    return Quantity(value, unit, weakest(o.status for o in operands), tuple(cells), operator, operands)


def ratio(a: Quantity, b: Quantity) -> Quantity:
    """a over b, both in one unit."""
    return combine("÷", a.value / b.value, "ratio", a, b)


def share_of(part: Quantity, whole: Quantity) -> Quantity:
    """Part over whole in per cent."""
    return combine("% of", 100 * part.value / whole.value, "per_cent", part, whole)


def index_to(a: Quantity, base: Quantity, unit: str = "index_1940") -> Quantity:
    """a as an index with base = 100."""
    return combine("index on", 100 * a.value / base.value, unit, a, base)


def change_from(a: Quantity, base: Quantity) -> Quantity:
    """Change from base to a in per cent; a fall is negative."""
    return combine("change from", 100 * (a.value / base.value - 1), "per_cent", a, base)


def per_head(amount: Quantity, heads: Quantity, unit: str, scale: float = 1.0) -> Quantity:
    """Amount over heads, times `scale` where the two units want it (billions over millions: 1000)."""
    return combine("per head of", scale * amount.value / heads.value, unit, amount, heads)


def times(a: Quantity, b: Quantity, unit: str) -> Quantity:
    """The product, in the unit named."""
    return combine("×", a.value * b.value, unit, a, b)


def scaled(a: Quantity, factor: float, unit: str) -> Quantity:
    """a times a known number, such as 100 for a share in per cent, in the unit named."""
    return combine(f"× {factor:g}", a.value * factor, unit, a)


def total(*parts: Quantity) -> Quantity:
    """The sum of quantities in one unit."""
    return combine("+", sum(part.value for part in parts), parts[0].unit, *parts)


def difference(a: Quantity, b: Quantity) -> Quantity:
    """a less b, in one unit."""
    return combine("−", a.value - b.value, a.unit, a, b)


def grossed_up(net: Quantity, share: Quantity) -> Quantity:
    """The whole of which `net` is what remains after `share` per cent were added from outside."""
    return combine("grossed up by", net.value / (1 - share.value / 100), net.unit, net, share)


def closure(whole: Quantity, *parts: Quantity) -> Quantity:
    """What the parts leave of the whole."""
    return difference(whole, total(*parts))
