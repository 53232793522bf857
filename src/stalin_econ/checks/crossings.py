"""Rules that cross from file to file: the ledger, the tables and the bibliography name each other rightly.

What comes in is plain data, so that nothing here knows what a claim or a page is.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from ..data.references import line_of
from ..faults import Problem, meant
from ..layout import LEDGER, REFERENCES, Sources, text_of
from ..measures.accounts import Tables
from ..measures.provenance import NAMED

REMEDY = "cite it in a text under templates/, name it in a file of data/, or delete it"


def unknown_works(entries: Iterable[tuple[int, dict]], references: Collection[str]) -> Iterator[Problem]:
    """Every @key in a note of the ledger stands in references.json; entries come with their lines."""
    for line, entry in entries:
        for key in re.findall(r"@(\w+)", entry.get("note", "")):
            if key not in references:
                message = f"claim {entry['id']}: source {key!r} is not in references.json{meant(key, references)}"
                yield Problem(LEDGER, line, message)


def unknown_claims(claims: Collection[str], tables: Tables) -> Iterator[Problem]:
    """Every mark "claim:" in a note of a table names a claim, so that no circle is missed for a slip of typing."""
    for table in tables.values():
        for row in table.rows.values():
            for mark in re.findall(r"claim:\s*[\w-]*", row["note"]):
                if mark.removeprefix("claim:") not in claims:
                    yield Problem(table.path, row["line"], f"{mark!r} names no claim of the ledger")


def unused_works(
    sources: Sources, references: Collection[str], tables: Tables, notes: Iterable[str], cited: Collection[str]
) -> Iterator[Problem]:
    """Each work is cited in the story or in a note, or is the source of a cell."""
    rows = [row for table in tables.values() for row in table.rows.values()]
    named = NAMED.findall(" ".join([*notes, *(row["note"] for row in rows)]))
    used, text = {row["source"] for row in rows} | set(named) | set(cited), text_of(sources, REFERENCES)
    for key in sorted(set(references) - used):
        message = f"work {key!r} is neither cited nor the source of a cell: {REMEDY}"
        yield Problem(REFERENCES, line_of(key, text), message)
