"""What a rule is, and how its misses are said. Separate, so that a rule holds its arithmetic and few words.

A rule takes all tables by name, and which it looks at is seen by what it asks for; it yields a `Miss` for each thing that
is wrong. Two kinds differ in what a miss means: a rule binds always; a test binds figures that nobody has read.
"""

import math
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from ..data.tables import Table, row_of
from ..faults import Problem
from ..measures.accounts import Tables
from ..measures.display import amount
from ..measures.series import Quantity, pick

UNREAD = "unverified"


@dataclass(frozen=True)
class Miss:
    """What is wrong: the cells that may be, what came out, and what was wanted instead. A test gives it an id as well."""

    cells: tuple[str, ...]
    result: str
    wanted: str
    id: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.result}; {self.wanted}"


Rule = Callable[[Tables], Iterator[Miss]]


def read_cells(miss: Miss, tables: Tables) -> tuple[str, ...]:
    """Those of the cells that somebody read, in whatever way."""
    return tuple(cell for cell in miss.cells if row_of(cell, tables)["status"] != UNREAD)


def problem_at(table: Table, cell: str, message: str) -> Problem:
    """A problem at the line of a cell."""
    return Problem(table.path, table.rows[cell]["line"], message)


def problems_of(miss: Miss, tables: Tables) -> Iterator[Problem]:
    """A problem at each of the cells; where they are several, it says that the value is one of them."""
    among = len(miss.cells)
    for cell in miss.cells:
        lead = f"{raw(cell, tables)} is one of {among} figures tested together: " if among > 1 else ""
        yield problem_at(tables[cell.partition("#")[0]], cell, lead + miss.sentence)


def near(a: float, b: float, relative: float = 1e-9) -> bool:
    """Whether two values are one, to the part allowed."""
    return math.isclose(a, b, rel_tol=relative, abs_tol=1e-9)


def raw(cell: str, tables: Tables) -> str:
    """A figure as it was typed."""
    return row_of(cell, tables)["raw"]


def place(cell: str, tables: Tables) -> str:
    """Where a cell stands: "data/grain.csv:7"."""
    return f"{tables[cell.partition('#')[0]].path}:{row_of(cell, tables)['line']}"


def cells_of(*quantities: Quantity) -> tuple[str, ...]:
    """All cells of some quantities, each once."""
    return tuple(dict.fromkeys(cell for quantity in quantities for cell in quantity.cells))


def printed(tables: Tables, **keys) -> Quantity:
    """A total that a source prints."""
    return pick(tables["printed_totals"], **keys)


def told_apart(a: float, b: float) -> tuple[str, str]:
    """Two values in digits, with as many decimals as it takes to see that they differ."""
    whole = float(a).is_integer() and float(b).is_integer()
    pairs = ((amount(a, decimals), amount(b, decimals)) for decimals in range(0 if whole else 1, 13))
    return next((pair for pair in pairs if pair[0] != pair[1]), (f"{a!r}", f"{b!r}"))


def unlike(cells: Collection[str], made: float, total: Quantity, of: str, tables: Tables) -> Iterator[Miss]:
    """A miss at each figure of which a sum or ratio is made that is not what is printed, and one at the printed figure."""
    makes, says = told_apart(made, total.value)
    at = place(total.cells[0], tables)
    for cell in cells:
        result = f"{raw(cell, tables)} is one of {len(cells)} figures that make {makes}"
        yield Miss((cell,), result, f"{at} prints {says} for {of}")
    first = place(next(iter(cells)), tables)
    yield Miss(total.cells, f"{says} is printed for {of}", f"{len(cells)} figures, {first} the first, make {makes}")
