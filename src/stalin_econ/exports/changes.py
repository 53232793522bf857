"""What differs between two states of the published files: cells, charts, verdicts, sentences. Facts only, no words for pages.

A state is files by path from the root of the site, as they are now or as a release froze them, so that what stood before
is read from what was published, and kept nowhere else.
"""

import csv
import difflib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import addresses
from ..data.package import value_field
from ..data.tables import cell_id
from .files import Files

APART = ("note",)  # the note of a row may change without the row being another
SENTENCE = re.compile(r"(?<=[.?!”’])\s+(?=[A-Z“‘\d])")


@dataclass(frozen=True)
class Cell:
    """A cell that differs: its address, and each column that differs with what was and what is; empty where no row was or is."""

    address: str
    fate: str
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class TableChange:
    """A table with cells that differ, or one that is new or gone; `value` is the name of its column of figures."""

    name: str
    title: str
    fate: str
    value: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Verdict:
    """A statement with its verdicts before and now; empty where it was not, or is no more, in the ledger."""

    id: str
    statement: str
    was: str
    now: str


@dataclass(frozen=True)
class Sentence:
    """Sentences that gave way to others, with the address at which the new ones stand, or where the old ones stood."""

    at: str
    was: str
    now: str

    @property
    def in_figures(self) -> bool:
        """Whether nothing but figures differs."""
        return re.sub(r"\d[\d,.]*", "0", self.was) == re.sub(r"\d[\d,.]*", "0", self.now)


@dataclass(frozen=True)
class Changes:
    """All that differs between two states: tables, charts by slug, verdicts moved, ids of those that stand, sentences."""

    tables: tuple[TableChange, ...]
    charts: tuple[str, ...]
    moved: tuple[Verdict, ...]
    standing: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    def __bool__(self) -> bool:
        return bool(self.tables or self.charts or self.moved or self.sentences)

    @property
    def count(self) -> int:
        """How many cells differ."""
        return sum(len(table.cells) for table in self.tables)


def loaded(state: Files, path: str, empty):
    """A file of JSON, or what stands for it where a state has none."""
    return json.loads(state[path]) if path in state else empty


def entries(state: Files) -> dict[str, dict]:
    """The tables of a state by name, as its data package has them."""
    listed = loaded(state, addresses.PACKAGE, {"resources": []})["resources"]
    return {entry["name"]: entry for entry in listed if "schema" in entry}


def rows_of(content: bytes, name: str, keys: list[str]) -> dict[str, dict]:
    """Rows of a published table by cell; none where it has not these keys."""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8", "replace")))
    if not set(keys) <= set(rows.fieldnames or ()):
        return {}
    return {f"{name}#{cell_id({key: row[key] for key in keys})}": row for row in rows}


def cell_of(address: str, was: dict | None, now: dict | None, shown: list[str]) -> Cell | None:
    """What differs in a cell; None where nothing does."""
    fate = "new" if was is None else "gone" if now is None else "altered"
    old, new = was or {}, now or {}
    columns = tuple((c, old.get(c, ""), new.get(c, "")) for c in shown if old.get(c, "") != new.get(c, ""))
    return Cell(address, fate, columns) if columns else None


def table_change(name: str, old: Files, new: Files, was: dict | None, now: dict | None) -> TableChange | None:
    """What differs in a table; None where nothing does. A table that is new or gone is told as a whole."""
    entry, path = now or was, addresses.table_file(name)
    fields = [field["name"] for field in entry["schema"]["fields"]]
    keys = entry["schema"]["primaryKey"]
    value = value_field(entry)["name"]
    if was is None or now is None:
        return TableChange(name, entry["title"], "new" if was is None else "gone", value, ())
    if old.get(path) == new.get(path):
        return None
    before, after = (rows_of(state.get(path, b""), name, keys) for state in (old, new))
    shown = [field for field in fields if field not in (*keys, *APART)]
    found = [cell_of(c, before.get(c), after.get(c), shown) for c in dict.fromkeys([*after, *before])]
    cells = tuple(cell for cell in found if cell)
    return TableChange(name, entry["title"], "altered", value, cells) if cells else None


def tables_between(old: Files, new: Files) -> Iterator[TableChange]:
    """Tables that differ, in the order of the newer package."""
    was, now = entries(old), entries(new)
    for name in dict.fromkeys([*now, *was]):
        if change := table_change(name, old, new, was.get(name), now.get(name)):
            yield change


def drawn(state: Files) -> dict[str, set[tuple]]:
    """What each chart shows in all its views: row, column, value, unit and status, by slug."""
    found: dict[str, set[tuple]] = {}
    for path in (path for path in state if path.startswith("charts/") and path.endswith(".csv")):
        rows = csv.DictReader(io.StringIO(state[path].decode()))
        shown = {(path, *(row.get(c) for c in ("row", "column", "value", "unit", "status"))) for row in rows}
        found.setdefault(path.split("/")[1], set()).update(shown)
    return found


def statements(state: Files) -> dict[str, dict]:
    """The ledger of a state, by the id of each statement."""
    return {entry["id"]: entry for entry in loaded(state, addresses.CLAIMS_JSON, [])}


def verdicts_between(old: Files, new: Files, cells: set[str]) -> tuple[tuple[Verdict, ...], tuple[str, ...]]:
    """Verdicts that moved, and ids of statements that rest on cells that differ and stand as they stood."""
    was, now = statements(old), statements(new)
    both = {key: (was.get(key, {}), now.get(key, {})) for key in dict.fromkeys([*now, *was])}
    moved = tuple(
        Verdict(key, (new or old)["statement"], old.get("verdict", ""), new.get("verdict", ""))
        for key, (old, new) in both.items()
        if old.get("verdict") != new.get("verdict")
    )
    apart = {verdict.id for verdict in moved}
    resting = [key for key, entry in now.items() if cells & {c for f in entry["findings"] for c in f["cells"]}]
    return moved, tuple(key for key in resting if key not in apart)


def sentences_of(state: Files) -> list[tuple[str, str]]:
    """Sentences of the story and of the words of charts, in order, each with its address."""
    listed = loaded(state, addresses.SENTENCES, [])
    return [(entry["at"], sentence) for entry in listed for sentence in SENTENCE.split(entry["text"])]


def sentences_between(old: Files, new: Files) -> Iterator[Sentence]:
    """Sentences that gave way to others, in the order of the story."""
    if old.get(addresses.SENTENCES) == new.get(addresses.SENTENCES):
        return
    was, now = sentences_of(old), sentences_of(new)
    match = difflib.SequenceMatcher(None, [s for _, s in was], [s for _, s in now], autojunk=False)
    for kind, a, b, c, d in match.get_opcodes():
        if kind == "replace" and b - a == d - c:
            yield from (Sentence(now[c + n][0], was[a + n][1], now[c + n][1]) for n in range(b - a))
        elif kind != "equal":
            place = now[c][0] if d > c else now[c - 1][0] if c else addresses.STORY
            yield Sentence(place, " ".join(s for _, s in was[a:b]), " ".join(s for _, s in now[c:d]))


def changes_between(old: Files, new: Files) -> Changes:
    """All that differs between two states of the published files."""
    tables = tuple(tables_between(old, new))
    cells = {cell.address for table in tables for cell in table.cells}
    was, now = drawn(old), drawn(new)
    charts = tuple(sorted(slug for slug in was.keys() | now.keys() if was.get(slug) != now.get(slug)))
    moved, standing = verdicts_between(old, new, cells)
    return Changes(tables, charts, moved, standing, tuple(sentences_between(old, new)))
