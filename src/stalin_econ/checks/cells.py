"""Rules for every row of every table. What comes in is a table and one of its rows; what goes out are faults in words.

Separate from the subjects, since these rules know nothing of what the figures are about.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping

from ..data.package import PROVENANCE, value_field
from ..data.references import Reference
from ..data.tables import Table, period_fault
from ..faults import Problem, meant
from ..measures.accounts import Tables
from ..measures.notes import PLACE, RESULTS, filled
from ..vocabulary import STATUSES, UNITS
from .form import alike
from .rule import Miss

LIMITS = {"share": 1, "per_cent": 100, "thirds": 3}  # by unit; others may be as large as they like
KEY = re.compile(r"[^\s#/?%&<>\"']+( [^\s#/?%&<>\"']+)*")


def finite(table: Table, row: dict) -> Iterator[str]:
    """A figure is a finite number."""
    if not math.isfinite(row["value"]):
        yield f"{value_field(table.meta)['name']} is {row['value']}; a finite number is wanted"


def whole_keys(table: Table, row: dict) -> Iterator[str]:
    """No part of a key is empty, has blanks around it, or a sign that an address cannot hold."""
    for key in table.keys:
        if not KEY.fullmatch(str(row[key])):
            yield f"column {key!r}, value {row[key]!r}: part of the key, so words or numbers without blanks around them are wanted"
        elif odd := alike(row[key]):
            yield f"column {key!r}, value {row[key]!r}{odd}: part of the key, so Latin letters are wanted"


def periods(table: Table, row: dict) -> Iterator[str]:
    """A period names years of the subject, and spans go forward."""
    if fault := period_fault(str(row.get("period", ""))):
        yield f"column {fault}"


def trimmed(table: Table, row: dict) -> Iterator[str]:
    """Source, locator and status are there, and no cell of words begins or ends with a blank."""
    for column in PROVENANCE:
        if row[column] != row[column].strip() or (column != "note" and not row[column]):
            yield f"column {column!r}, value {row[column]!r}: words without blanks around them are wanted"


def known_unit(table: Table, row: dict) -> Iterator[str]:
    """A unit is one that pages have words for."""
    if row["unit"] not in UNITS:
        yield f"unit {row['unit']!r} is not one of vocabulary.UNITS"


def bounds(table: Table, row: dict) -> Iterator[str]:
    """A share lies within 0 and 1, a percentage within 0 and 100, thirds within 0 and 3, and nothing is below 0."""
    limit = LIMITS.get(row["unit"], math.inf)
    if not 0 <= row["value"] <= limit:
        yield f"value {row['value']:g}: within 0 and {limit} is wanted, as the unit is {row['unit']}"


def statuses(table: Table, row: dict) -> Iterator[str]:
    """A typed figure has one of the statuses; what is derived is computed and never typed."""
    if row["status"] not in STATUSES:
        yield f"status {row['status']!r}: one of {', '.join(STATUSES)} is wanted"


def checks_named(table: Table, row: dict) -> Iterator[str]:
    """The note of an unverified figure names the check that it passed, and the result."""
    if row["status"] == "unverified" and not re.match(r"check: .+; result: .+", row["note"]):
        yield "an unverified figure has a note 'check: …; result: …'"


def relays_named(table: Table, row: dict) -> Iterator[str]:
    """The note of a relayed figure begins with "after" and what the page read quotes."""
    if row["status"] == "relayed" and not re.match(r"after (@|[A-Za-z])", row["note"]):
        yield "a relayed figure has a note that begins 'after …'"


def results_known(table: Table, row: dict) -> Iterator[str]:
    """A name in braces in a note is a result that is computed, and no other brace stands there."""
    known = ", ".join(RESULTS)
    for name in PLACE.findall(row["note"]):
        if name not in RESULTS:
            yield f"note: {{{name}}} is no result that is computed{meant(name, RESULTS) or f'; known are {known}'}"
    if re.search(r"[{}]", PLACE.sub("", row["note"])):
        yield "note: a brace that is not closed, or not opened"


def sources_exist(row: dict, references: Mapping[str, Reference]) -> Iterator[str]:
    """Every source, and every @key in a note, stands in references.json."""
    for key in [row["source"], *re.findall(r"@(\w+)", row["note"])]:
        if key not in references:
            yield f"source {key!r} is not in references.json{meant(key, references)}"


def copies_named(row: dict, references: Mapping[str, Reference]) -> Iterator[str]:
    """The work of a copied figure says in references.json which copy was read."""
    work = references.get(row["source"])
    if row["status"] == "copied" and work and not work.copy:
        yield f"copied, but references.json does not say which copy of {row['source']!r} was read (custom.copy)"


EVERY_ROW: tuple[Callable[[Table, dict], Iterator[str]], ...] = (
    finite, whole_keys, periods, trimmed, known_unit, bounds, statuses, checks_named, relays_named, results_known,
)  # fmt: skip


def notes_filled(tables: Tables) -> Iterator[Miss]:
    """A note asks for a result only where there are figures to compute it from."""
    for table in tables.values():
        for cell, row in table.rows.items():
            try:
                filled(row["note"], row, tables)
            except (KeyError, ValueError, ZeroDivisionError) as error:
                names = ", ".join(f"{{{name}}}" for name in PLACE.findall(row["note"]))
                yield Miss((cell,), f"note: {names} cannot be computed for this row", str(error.args[0]))


def ids_once(table: Table) -> Iterator[Problem]:
    """Keys make an id that stands once."""
    if len(table.rows) == len(table.frame):
        return
    for row in table.frame[table.frame["cell"].duplicated()].to_dict("records"):
        yield Problem(table.path, row["line"], f"the key {row['cell']} stands twice")


def read_apart(table: Table) -> Iterator[Problem]:
    """Where other rows of a work were copied, a row that was read in the work itself says "in print" in its locator."""
    copied = {row["source"] for row in table.rows.values() if row["status"] == "copied"}
    for row in table.rows.values():
        if row["status"] == "read" and row["source"] in copied and "in print" not in row["locator"]:
            message = f"read, while other rows of {row['source']!r} are copied; a locator with 'in print' is wanted"
            yield Problem(table.path, row["line"], message)


def faults(table: Table, references: Mapping[str, Reference]) -> Iterator[Problem]:
    """What is wrong with the rows of a table, each taken by itself."""
    for row in table.rows.values():
        found = [message for rule in EVERY_ROW for message in rule(table, row)]
        for message in [*found, *sources_exist(row, references), *copies_named(row, references)]:
            yield Problem(table.path, row["line"], message)
    yield from ids_once(table)
    yield from read_apart(table)
