"""CSV as it is published: cells that a spreadsheet would run as formulas are made harmless."""

import csv
import io
import re
from collections.abc import Iterable

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def quieted(cell: str) -> str:
    """A cell of text that begins as a formula does, with an apostrophe before it; numbers stay as they are."""
    return f"'{cell}" if FORMULA.match(cell) and not PLAIN.fullmatch(cell) else cell


def csv_text(head: Iterable[str], rows: Iterable[Iterable]) -> str:
    """Rows as CSV with plain line ends, and no cell that a spreadsheet would run."""
    buffer = io.StringIO()
    quiet = ([quieted(cell) if isinstance(cell, str) else cell for cell in row] for row in (head, *rows))
    csv.writer(buffer, lineterminator="\n").writerows(quiet)
    return buffer.getvalue()


def harmless(content: bytes) -> bytes:
    """A CSV file of which no cell is run by a spreadsheet; the same bytes where none would be."""
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    if all(quieted(cell) == cell for row in rows for cell in row):
        return content
    return csv_text(rows[0], rows[1:]).encode()
