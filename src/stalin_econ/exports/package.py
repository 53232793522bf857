"""The files of data described for tools: Data Package (version 2) and, beside each CSV, CSV on the Web (CSVW).

Two packages say the same of the tables: that in the folder of the data, and that at the root of the site, which holds
the files of the figures too, since a package may not point out of its folder.
"""

import csv
import hashlib
from collections.abc import Callable, Iterable, Mapping

from .. import addresses
from ..data.tables import Table
from ..edition import Edition
from ..measures.provenance import works_in
from ..prose.markup import plain
from .citation import AUTHOR
from .files import CELL_HEAD, MEDIA_TYPES, Download, json_bytes
from .metadata import LICENCE

# Columns of the file of a figure: what each means, and its type.
CELL_COLUMNS = {
    "row": "Key of the row of the figure's table.",
    "column": "Key of the column of the figure's table.",
    "row_name": "The row as readers see it.",
    "column_name": "The column as readers see it.",
    "value": "The value drawn, in its unit; a share is a part of one.",
    "unit": "The unit of the value; the codebook says each in words.",
    "status": "How sure the value is; the codebook explains the words. A derived value takes the least sure of its inputs.",
    "role": "drawn: a mark of its own; rival: a second opinion beside one; base: true by definition; table: in the table alone.",
    "derived": "Whether the value was calculated from cells, or is one.",
    "sources": "Works with the places in them, by their keys in references.json.",
    "cells": "Addresses of the cells that the value rests on: table#row.",
}
TYPES = {"value": "number", "derived": "boolean"}
FORMATS = {"xlsx": "ooxml"}  # under its own name tools would take the cover of a workbook for a table


def figure_fields() -> list[dict]:
    """The columns of the file of a figure, as a table schema has them."""
    return [{"name": name, "type": TYPES.get(name, "string"), "description": CELL_COLUMNS[name]} for name in CELL_HEAD]


def sources_of(keys: Iterable[str], edition: Edition) -> list[dict]:
    """Works as a package names its sources, in the order of the bibliography."""
    wanted = set(keys)
    return [
        {"title": plain(work.entry)} | ({"path": work.csl["URL"]} if "URL" in work.csl else {})
        for key, work in edition.references.items()
        if key in wanted
    ]


def weighed(resource: dict, file: Download) -> dict:
    """A resource with the size and the sum of its file, as it is published."""
    total = hashlib.sha256(file.content).hexdigest()
    return {**resource, "mediatype": file.media_type, "bytes": len(file.content), "hash": f"sha256:{total}"}


def table_resource(table: Table, file: Download, folder: str, edition: Edition) -> dict:
    """A table as a resource."""
    meta = {
        key: item for key, item in table.meta.items() if key != "rows"
    }  # for the checks of the build; readers count
    entry = {**meta, "path": file.path.removeprefix(folder), "format": "csv", "encoding": "utf-8"}
    return weighed({**entry, "sources": sources_of(works_in(table.rows.values()), edition)}, file)


def file_resource(file: Download, title: str, keys: set[str], edition: Edition, folder: str = "") -> dict:
    """A file that is no table of the package as a resource; that of the values of a figure with their columns."""
    name, ending = file.path.rpartition("/")[2].lower().replace(".", "-"), file.path.partition(".")[2]
    path = file.path.removeprefix(folder)
    entry = {"name": name, "path": path, "title": f"{title} ({file.label})", "format": FORMATS.get(ending, ending)}
    if ending == "csv":
        entry |= {"encoding": "utf-8", "dialect": {"delimiter": ","}, "schema": {"fields": figure_fields()}}
    return weighed({**entry, "sources": sources_of(keys, edition)}, file)


def package_of(resources: list[dict], edition: Edition) -> dict:
    """A package of resources with what is said of all: release, contributors, sources, licence."""
    version, day = edition.release
    head = {key: item for key, item in edition.package.items() if key != "resources"}
    base = edition.settings["base_address"]
    keys = works_in(row for table in edition.tables.values() for row in table.rows.values())
    return (
        head
        | ({"homepage": f"{base}/"} if base else {})
        | {
            "version": version,
            "created": f"{day}T00:00:00Z",
            "contributors": [{"title": AUTHOR, "roles": ["creator"]}],
            "sources": sources_of(keys, edition),
            "resources": resources,
        }
    )


def csvw_column(field: dict) -> dict:
    """A column in CSVW."""
    column = {"name": field["name"], "titles": field["name"], "datatype": field["type"]}
    about = {"dc:description": field["description"]} if field.get("description") else {}
    return column | about | ({"required": True} if field.get("constraints", {}).get("required") else {})


def csvw(
    file: Download, title: str, description: str, fields: list[dict], keys: list[str], edition: Edition
) -> Download:
    """What the columns of a CSV file mean, in CSVW, to stand beside it."""
    columns = [csvw_column(field) for field in fields]
    record = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": file.path.rpartition("/")[2],
        "dc:title": title,
        "dc:description": description,
        "dc:creator": AUTHOR,
        "dc:issued": edition.release[1],
        "dc:license": {"@id": LICENCE},
        "tableSchema": {"columns": columns} | ({"primaryKey": keys} if keys else {}),
    }
    return Download(f"{file.path}-metadata.json", "application/csvm+json", "CSVW", "", json_bytes(record))


def plain_csvw(file: Download, edition: Edition) -> Download:
    """CSVW for a list that is no table of the package: its columns by their heads, as text."""
    head = next(csv.reader([file.content.decode().partition("\n")[0]]))
    fields = [{"name": name, "type": "string"} for name in head]
    return csvw(file, file.label, file.label, fields, [], edition)


def shared_resources(files: Mapping[str, Download], folder: str, edition: Edition) -> list[dict]:
    """Each table as a resource, then what is of all tables: the workbook and the catalogue.

    The file of the whole site is none of them: it holds the package, which can then not hold its sum.
    """
    tables = [table_resource(t, files[addresses.table_file(t.name)], folder, edition) for t in edition.tables.values()]
    keys = works_in(row for table in edition.tables.values() for row in table.rows.values())
    of_all = [files[path] for path in (addresses.WORKBOOK, addresses.CATALOGUE)]
    return [*tables, *(file_resource(file, edition.package["title"], keys, edition, folder) for file in of_all)]


def table_csvws(edition: Edition, csvs: Mapping[str, Download]) -> list[Download]:
    """CSVW beside each table; `csvs` are the files of the tables, by name."""
    return [
        csvw(csvs[t.name], t.meta["title"], t.meta["description"], t.meta["schema"]["fields"], list(t.keys), edition)
        for t in edition.tables.values()
    ]


def package_file(path: str, resources: Callable[[], list[dict]], edition: Edition) -> Download:
    """A package as a file; `resources` gives what is in it."""
    return Download(path, MEDIA_TYPES["json"], "Data Package", "", lambda: json_bytes(package_of(resources(), edition)))


def data_package(edition: Edition, files: Mapping[str, Download]) -> Download:
    """The package of the tables; `files` are those of the data, by path."""
    return package_file(addresses.PACKAGE, lambda: shared_resources(files, "data/", edition), edition)


def figure_files(
    edition: Edition, files: Mapping[str, Download], drawn: Iterable[tuple[str, str, set[str], Download]]
) -> list[Download]:
    """The package of everything, and CSVW beside the file of each state; `drawn` are title, description, works, file."""
    listed = list(drawn)

    def resources() -> list[dict]:
        own = [file_resource(file, title, keys, edition) for title, _, keys, file in listed]
        return [*shared_resources(files, "", edition), *own]

    described = [
        csvw(file, title, about, figure_fields(), [], edition)
        for title, about, _, file in listed
        if file.path.endswith(".csv")
    ]
    return [package_file(addresses.WHOLE_PACKAGE, resources, edition), *described]
