"""Arithmetic on cells that never loses where a number came from.

A `Quantity` is a value with its unit, the weakest status of what went into it, the cells that did, and the
step that made it, so that a page can write the sum out. Separate from drawing and wording: these functions are
pure. The terms are those of national accounts.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ..data.tables import Table
from ..vocabulary import weakest


@dataclass(frozen=True)
class Operation:
    """A step of arithmetic: its name, and the sentence that writes it out.

    In the sentence {a} is the first operand and {b} the last, {c} and {d} the same with their units, {sum} all operands
    as a sum and {r} the result with its unit. An empty sentence is a mere change of unit that no reader would see.
    `formula` is the same step for a spreadsheet, with {a}, {b} and {sum} in it.
    """

    name: str
    sentence: str
    formula: str = ""


@dataclass(frozen=True)
class Quantity:
    """A number in `unit`, its status, the addresses of its cells, and how it was made from other quantities.

    One that was chosen keeps by what rule, MIN or MAX, and `among` which, so that a workbook can choose anew.
    """

    value: float
    unit: str
    status: str
    cells: tuple[str, ...]
    operation: Operation | None = None
    operands: tuple["Quantity", ...] = ()
    rule: str = field(default="", repr=False, compare=False)
    among: tuple["Quantity", ...] = field(default=(), repr=False, compare=False)


class NoSuchCell(KeyError):
    """Keys that single out no row of a table, or several; `table` names it."""

    def __init__(self, table: Table, found: int, keys: dict):
        asked = ", ".join(f"{column}={value!r}" for column, value in keys.items())
        super().__init__(f"table {table.name} has {found} rows with {asked}; one is wanted")
        self.table = table.name


class NilFigure(ZeroDivisionError):
    """A figure that is nil, by which another was to be divided; `cells` are those that it was made of."""

    def __init__(self, quantity: Quantity):
        super().__init__("a figure is nil that another is divided by")
        self.cells = quantity.cells


def pick(table: Table, /, **keys) -> Quantity:
    """The cell that the keys single out, as a quantity; NoSuchCell where they do not."""
    found = table.where(**keys)
    if len(found) != 1:
        raise NoSuchCell(table, len(found), keys)
    return quantity_in(found[0])


def quantity_in(row: dict) -> Quantity:
    """The figure of a row of a table, as a quantity."""
    return Quantity(row["value"], row["unit"], row["status"], (row["cell"],))


def picks(table: Table, /, **keys) -> list[Quantity]:
    """Every cell that the keys allow, each a value or a list of values, in the order of the table."""
    lists = {column: wanted for column, wanted in keys.items() if isinstance(wanted, list | tuple)}
    rows = table.where(**{column: wanted for column, wanted in keys.items() if column not in lists})
    return [quantity_in(row) for row in rows if all(row[column] in wanted for column, wanted in lists.items())]


def key_of(table: Table, quantity: Quantity, column: str):
    """What stands in a column, such as the year, of the row that a picked quantity came from."""
    return table.rows[quantity.cells[0]][column]


def combine(operation: Operation, value: float, unit: str, *operands: Quantity) -> Quantity:
    """A derived quantity: its status is the weakest of its operands', its cells are all of theirs, each once."""
    cells = dict.fromkeys(cell for operand in operands for cell in operand.cells)
    return Quantity(value, unit, weakest(o.status for o in operands), tuple(cells), operation, operands)


RATIO = Operation("ratio", "{a} ÷ {b} = {r}", "{a}/{b}")
SHARE = Operation("share", "{a} ÷ {b} × 100 = {r}", "100*{a}/{b}")
INDEX = Operation("index", "{a} ÷ {b} × 100 = {r}", "100*{a}/{b}")
CHANGE = Operation("change", "from {b} to {a}: a change of {r}", "100*({a}/{b}-1)")
FALL = Operation("fall", "from {a} to {b}: a fall of {r}", "100*(1-{b}/{a})")
PER_HEAD = Operation("per head", "{c} ÷ {d} = {r}", "{a}/{b}")
PRODUCT = Operation("product", "{a} × {b} = {r}", "{a}*{b}")
SUM = Operation("sum", "{sum} = {r}", "{sum}")
DIFFERENCE = Operation("difference", "{a} − {b} = {r}", "{a}-{b}")
GROSSED_UP = Operation("grossed up", "{a} ÷ (1 − {b} per cent) = {r}", "{a}/(1-{b}/100)")
REMAINDER = Operation("remainder of a hundred", "100 − {a} = {r}", "100-{a}")
HALF, UNSEEN, CONVERTED = (
    Operation("half", "half of {a} = {r}"), Operation("unit", ""), Operation("conversion", "{c} = {r}")
)  # fmt: skip
BASE = Operation("base", "", "100")  # of an index, by definition
# Units that are parts of a hundred: from one to another, no reader would see a step.
PARTS_OF_HUNDRED = {"share", "per_cent", "points", "index_1940", "per_cent_of_1940"}


def quotient(a: Quantity, b: Quantity, scale: float = 1.0) -> float:
    """The value of a over that of b, times `scale`; NilFigure where b is nil."""
    if not b.value:
        raise NilFigure(b)
    return scale * a.value / b.value


def ratio(a: Quantity, b: Quantity) -> Quantity:
    """a over b, both in one unit."""
    return combine(RATIO, quotient(a, b), "ratio", a, b)


def share_of(part: Quantity, whole: Quantity) -> Quantity:
    """Part over whole in per cent."""
    return combine(SHARE, quotient(part, whole, 100), "per_cent", part, whole)


def index_to(a: Quantity, base: Quantity, unit: str = "index_1940") -> Quantity:
    """a as an index with base = 100."""
    return combine(INDEX, quotient(a, base, 100), unit, a, base)


def change_from(a: Quantity, base: Quantity) -> Quantity:
    """Change from base to a in per cent; a fall is negative."""
    return combine(CHANGE, 100 * (quotient(a, base) - 1), "per_cent", a, base)


def fall(now: Quantity, before: Quantity) -> Quantity:
    """By how many per cent something fell; a rise is negative."""
    return combine(FALL, 100 * (1 - quotient(now, before)), "per_cent", before, now)


def per_head(amount: Quantity, heads: Quantity, unit: str, scale: float = 1.0) -> Quantity:
    """Amount over heads, times `scale` where the two units want it (billions over millions: 1000)."""
    step = replace(PER_HEAD, formula=f"{scale!r}*{{a}}/{{b}}")
    return combine(step, quotient(amount, heads, scale), unit, amount, heads)


def times(a: Quantity, b: Quantity, unit: str) -> Quantity:
    """The product, in the unit named."""
    return combine(PRODUCT, a.value * b.value, unit, a, b)


def scaled(a: Quantity, factor: float, unit: str) -> Quantity:
    """a times a known number, such as 100 for a share in per cent, in the unit named."""
    operation = HALF if factor == 0.5 else UNSEEN if {a.unit, unit} <= PARTS_OF_HUNDRED else CONVERTED
    return combine(replace(operation, formula=f"{{a}}*{factor!r}"), a.value * factor, unit, a)


def over(a: Quantity, divisor: float, words: str, unit: str) -> Quantity:
    """a over a known number, which the sentence gives in words, such as "365 days", in the unit named."""
    step = Operation("over", f"{{c}} ÷ {words} = {{r}}", f"{{a}}/{divisor!r}")
    return combine(step, a.value / divisor, unit, a)


def total(*parts: Quantity) -> Quantity:
    """The sum of quantities in one unit."""
    return combine(SUM, sum(part.value for part in parts), parts[0].unit, *parts)


def difference(a: Quantity, b: Quantity) -> Quantity:
    """a less b, in one unit."""
    return combine(DIFFERENCE, a.value - b.value, a.unit, a, b)


def grossed_up(net: Quantity, share: Quantity) -> Quantity:
    """The whole of which `net` is what remains after `share` per cent were added from outside."""
    return combine(GROSSED_UP, net.value / (1 - share.value / 100), net.unit, net, share)


def rest_of_hundred(part: Quantity) -> Quantity:
    """What a percentage leaves of a hundred."""
    return combine(REMAINDER, 100 - part.value, "per_cent", part)


def closure(whole: Quantity, *parts: Quantity) -> Quantity:
    """What the parts leave of the whole."""
    return difference(whole, total(*parts))


def rise_a_year(later: Quantity, earlier: Quantity, years: float) -> Quantity:
    """The mean rise a year between two counts."""
    span = f"{years:g} year" + ("s" if years > 1 else "")
    step = Operation("rise a year", f"({{a}} − {{b}}) ÷ {span} = {{r}}", f"({{a}}-{{b}})/{years!r}")
    return combine(step, (later.value - earlier.value) / years, later.unit, later, earlier)


def chosen(rule: Callable, quantities) -> Quantity:
    """One of some quantities in one unit, which it remembers."""
    among = tuple(quantities)
    return replace(rule(among, key=lambda q: q.value), rule=rule.__name__.upper(), among=among)


def lowest(quantities) -> Quantity:
    """The least of some quantities in one unit."""
    return chosen(min, quantities)


def highest(quantities) -> Quantity:
    """The greatest of some quantities in one unit."""
    return chosen(max, quantities)
