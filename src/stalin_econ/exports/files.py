"""Files to take away, each made once: a page lists it, and the site holds it under its path."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .. import addresses
from ..charts.figure import Cell, Figure
from ..data.tables import Table, row_of
from ..memory import once
from .harmless import csv_text

Files = dict[str, bytes]
Making = Callable[[], bytes]

MEDIA_TYPES = {
    "csv": "text/csv", "json": "application/json", "png": "image/png", "svg": "image/svg+xml", "toml": "application/toml",
    "vl.json": "application/vnd.vegalite.v6+json", "bib": "application/x-bibtex", "csl.json": "application/vnd.citationstyles.csl+json",
    "ris": "application/x-research-info-systems", "moodle.xml": "application/xml", "gift.txt": "text/plain", "qti.zip": "application/zip",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


@dataclass(frozen=True)
class Download:
    """A file to take away: its path from the root of the site, media type, what it is in words, and its content.

    `given` is the content, or what makes it once somebody asks.
    """

    path: str
    media_type: str
    label: str
    about: str
    given: bytes | Making

    @once
    def content(self) -> bytes:
        return self.given if isinstance(self.given, bytes) else self.given()

    @property
    def size(self) -> str:
        """Its size in words: "12 kB", "1.2 MB"."""
        thousands = max(1, round(len(self.content) / 1000))
        return f"{thousands} kB" if thousands < 1000 else f"{thousands / 1000:.1f} MB"


def files_of(downloads: Iterable[Download]) -> Files:
    """The files of some downloads, by path."""
    return {download.path: download.content for download in downloads}


def json_bytes(record: object) -> bytes:
    """A record as a file of JSON."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip knows


def zip_bytes(files: Mapping[str, bytes], stored: tuple[str, ...] = (), time: tuple[int, ...] = FIRST_DAY) -> bytes:
    """Files as a zip, in their order, all of one time and one owner: the same files give the same bytes anywhere.

    Those whose names end as `stored` says are packed already, or may not be, and are put in as they are.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, time)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(stored) else zipfile.ZIP_DEFLATED
            entry.external_attr, entry.create_system = 0o644 << 16, 3
            made.writestr(entry, content)
    return out.getvalue()


CELL_HEAD = (
    "row",
    "column",
    "row_name",
    "column_name",
    "value",
    "unit",
    "status",
    "role",
    "derived",
    "sources",
    "cells",
)


def cells_csv(cells: Iterable[Cell], name, tables: Mapping[str, Table]) -> str:
    """The values of a state of a figure, one a row: keys, names, value, how sure it is, and the cells that it rests on."""
    return csv_text(CELL_HEAD, (cell_row(cell, name, tables) for cell in cells))


def cell_row(cell: Cell, name, tables: Mapping[str, Table]) -> list:
    """One row of the file of a figure."""
    quantity = cell.quantity
    works = (f"{row['source']}, {row['locator']}" for row in (row_of(c, tables) for c in quantity.cells))
    derived = str(bool(quantity.operation)).lower()
    return [
        cell.row, cell.column, name(cell.row), name(cell.column), f"{quantity.value:.12g}", quantity.unit, quantity.status,
        cell.role, derived, "; ".join(dict.fromkeys(works)), " ".join(quantity.cells),
    ]  # fmt: skip


FIGURE_FILES = (
    ("csv", "CSV", "the values of this view, with status, sources and cells"),
    ("svg", "SVG", "the drawing, with title and source"),
    ("png", "PNG", "the same as a picture, at twice the size"),
    ("vl.json", "Vega-Lite JSON", "the specification with its data, to change or to check"),
)


def figure_downloads(figure: Figure, state: str, contents: Mapping[str, bytes | Making]) -> tuple[Download, ...]:
    """The files of a state of a figure; `contents`, or what makes them, by ending."""
    return tuple(
        Download(addresses.chart_file(figure.slug, state, ending), MEDIA_TYPES[ending], label, about, contents[ending])
        for ending, label, about in FIGURE_FILES
    )
