"""Cells that a spreadsheet would run as formulas, made harmless in the files that readers open."""

import csv
import io
import re

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def quieted(cell: str) -> str:
    """A cell of text that begins as a formula does, with an apostrophe before it; numbers stay as they are."""
    return f"'{cell}" if FORMULA.match(cell) and not PLAIN.fullmatch(cell) else cell


def harmless(content: bytes) -> bytes:
    """A CSV file of which no cell is run by a spreadsheet; the same bytes where none would be."""
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    quiet = [[quieted(cell) for cell in row] for row in rows]
    if quiet == rows:
        return content
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(quiet)
    return buffer.getvalue().encode()
