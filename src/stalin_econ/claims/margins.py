"""By how much a single cell may move before a verdict turns: found by bisection over the function of the claim.

A verdict turns when the rule gives another one, for the better or the worse, whatever the status of the cells. Every
cell that the function reads in the tables of its verdict is moved, up and down; of a claim the least move counts, its
margin.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial

from ..data.tables import Table
from ..measures.accounts import Tables
from ..memory import MEMORY, Wanted, code
from . import CLAIMS
from .finding import Functions
from .ledger import Claim
from .verdict import by_rule

# Moves up and down to which every cell is followed, and to which the nearest is sought.
NEAR, FAR = (0.2, -0.2), (9.0, -0.99)
STEPS = tuple(
    1.3**-k for k in range(24, -1, -1)
)  # of the way to the limit, so that no band of agreement is jumped over
THIN = 0.02
BISECTIONS = 24


@dataclass(frozen=True)
class Turn:
    """A cell, the least move of it that turns a verdict as a part of its value (a fall is negative), and into what."""

    claim: str
    cell: str
    move: float
    verdict: str


class Seen:
    """A table that hands its rows through `shown`, which may note them or show another value in their place."""

    def __init__(self, table: Table, shown: Callable[[dict], dict]):
        self.table, self.shown = table, shown

    def __getattr__(self, name: str):
        return getattr(self.table, name)

    def where(self, **keys) -> list[dict]:
        return [self.shown(row) for row in self.table.where(**keys)]


def cells_read(function: Callable, tables: Tables) -> list[str]:
    """Addresses of all cells that a function looks at, those that it then passes over among them."""
    seen: dict[str, None] = {}

    def noted(row: dict) -> dict:
        seen[row["cell"]] = None
        return row

    function({name: Seen(table, noted) for name, table in tables.items()})
    return list(seen)


class Opened(Mapping):
    """Tables that note which of them were asked for."""

    def __init__(self, tables: Tables):
        self.tables, self.names = tables, dict[str, None]()

    def __getitem__(self, name: str) -> Table:
        self.names[name] = None
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)


def tables_read(function: Callable, tables: Tables) -> dict[str, Table]:
    """The tables that a function asks for, and no other."""
    opened = Opened(tables)
    function(opened)
    return {name: tables[name] for name in opened.names}


def moved(tables: Tables, cell: str, move: float) -> dict[str, Table]:
    """The tables with one cell moved by a part of its value."""

    def shown(row: dict) -> dict:
        return row | {"value": row["value"] * (1 + move)} if row["cell"] == cell else row

    name = cell.partition("#")[0]
    return {**tables, name: Seen(tables[name], shown)}


class Claimed:
    """A claim as a function of one moved cell."""

    def __init__(self, claim: Claim, function: Callable, tables: Tables):
        self.claim, self.function, self.tables = claim, function, tables
        self.now = self.at("", 0)

    def at(self, cell: str, move: float) -> tuple:
        """The verdict by rule with a cell moved, and on which side of the statement the findings lie."""
        findings = self.function(moved(self.tables, cell, move) if cell else self.tables)
        sides = tuple(f.quantity.value > self.claim.entry["figure"] for f in findings[:2])
        return by_rule(self.claim.entry, findings), sides

    def turned(self, cell: str, move: float) -> bool:
        return self.at(cell, move)[0] != self.now[0]

    def turn(self, cell: str, limit: float) -> Turn | None:
        """The least move towards a limit that turns the verdict; None where there is none."""
        if self.at(cell, limit) == self.now:
            return None
        kept = 0.0
        for step in STEPS:
            if self.turned(cell, limit * step):
                move = bisected(lambda m: self.turned(cell, m), kept, limit * step)
                return Turn(self.claim.id, cell, move, self.at(cell, move)[0])
            kept = limit * step
        return None


def bisected(turned: Callable[[float], bool], kept: float, over: float) -> float:
    """The least move at which something has turned, between one that keeps it and one that does not."""
    for _ in range(BISECTIONS):
        middle = (kept + over) / 2
        kept, over = (kept, middle) if turned(middle) else (middle, over)
    return over


def turns_of(claim: Claim, function: Callable, tables: Tables) -> list[Turn]:
    """For each cell its nearest turn, nearest first: those near at hand, or where there are none those far off."""
    claimed, judged = Claimed(claim, function, tables), {cell.partition("#")[0] for cell in claim.cells}
    cells = [cell for cell in cells_read(function, tables) if cell.partition("#")[0] in judged]
    for limits in (NEAR, FAR):
        if found := [turn for cell in cells if (turn := nearest(claimed, cell, limits))]:
            return sorted(found, key=lambda turn: (abs(turn.move), turn.cell))
    return []


def nearest(claimed: Claimed, cell: str, limits: tuple[float, float]) -> Turn | None:
    """The nearer of the turns upwards and downwards of a cell; None where there is neither."""
    found = [turn for limit in limits if (turn := claimed.turn(cell, limit))]
    return min(found, key=lambda turn: abs(turn.move), default=None)


def sought(claim: Claim, function: Callable, tables: Tables) -> bytes:
    """The turns of a claim as JSON, for the memory."""
    return json.dumps([asdict(turn) for turn in turns_of(claim, function, tables)]).encode()


def search_of(claim: Claim, function: Callable, tables: Tables) -> Wanted:
    """How the turns of a claim are sought: anew only where its entry, a table that it reads or the code is new."""
    read = tables_read(function, tables)
    held = [json.dumps(claim.entry, default=str), *(table.content for table in read.values())]
    return partial(sought, claim, function, read), ("turns", code(), claim.id, *held)


def margins(claims: Iterable[Claim], tables: Tables, functions: Functions = CLAIMS) -> Mapping[str, list[Turn]]:
    """The turns of every tested claim, by its id."""
    tested = [claim for claim in claims if claim.kind]
    kept = MEMORY.recall_all([search_of(claim, functions[claim.id], tables) for claim in tested])
    return {claim.id: [Turn(**turn) for turn in json.loads(turns)] for claim, turns in zip(tested, kept, strict=True)}
