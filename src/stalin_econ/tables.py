"""CSV tables, as the data package describes them, into pandas frames. Separate, so that only this module reads CSV."""

import functools
import io
import json
import re
from dataclasses import dataclass, replace

import pandas as pd
import yaml

from .layout import InputError, Layout, Problem, schema_faults

PROVENANCE = ("source", "locator", "status", "note")


@dataclass(frozen=True)
class Table:
    """A table: name, its entry in the data package, and a frame with one observation a row.

    The frame has the columns of the CSV and, whatever the table calls them, `value` (float), `raw` (the digits
    typed) and `unit`; `cell` is the address of the row, "table#id", and `line` its line in the file.
    """

    name: str
    meta: dict
    frame: pd.DataFrame

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.meta["schema"]["primaryKey"])

    @property
    def fields(self) -> dict[str, dict]:
        return {field["name"]: field for field in self.meta["schema"]["fields"]}

    @functools.cached_property
    def rows(self) -> dict[str, dict]:
        """Rows as dictionaries, by cell address."""
        return {row["cell"]: row for row in self.frame.to_dict("records")}


def value_field(meta: dict) -> dict:
    """The one field that holds the figure: the number that is no key."""
    schema = meta["schema"]
    numbers = [
        f for f in schema["fields"] if f["type"] in ("number", "integer") and f["name"] not in schema["primaryKey"]
    ]
    return numbers[0]


TEXT = {"type": "string", "minLength": 3}
# What this project wants of an entry of the data package beyond the standard, as JSON Schema.
RESOURCE = {
    "type": "object",
    "required": ["name", "path", "title", "description", "territory", "processing", "caveats", "dialect", "schema"],
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z0-9_]+$"},
        "path": {"type": "string", "pattern": r"^[a-z0-9_]+\.csv$"},
        **dict.fromkeys(("title", "description", "territory", "processing"), TEXT),
        "caveats": {"type": "array", "items": TEXT},
        "dialect": {"type": "object", "required": ["delimiter"], "properties": {"delimiter": {"const": ","}}},
        "schema": {
            "type": "object",
            "required": ["fields", "primaryKey"],
            "properties": {
                "primaryKey": {"type": "array", "minItems": 1, "items": {"type": "string"}},
                "fields": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["name", "type", "description"],
                        "properties": {
                            "name": {"type": "string"},
                            "type": {"enum": ["string", "integer", "number"]},
                            "description": TEXT,
                        },
                    },
                },
            },
        },
    },
}


def resource_faults(meta: dict):
    """An entry keeps the schema above, has one field for its figure, that field's unit, and keys that are fields."""
    if faults := schema_faults(RESOURCE, meta):
        return faults
    fields, keys = {field["name"]: field for field in meta["schema"]["fields"]}, meta["schema"]["primaryKey"]
    figures = [f for name, f in fields.items() if f["type"] != "string" and name not in keys]
    faults = [f"primaryKey: {key!r} is no field" for key in keys if key not in fields]
    faults += [f"fields: {name!r} is missing" for name in PROVENANCE if name not in fields]
    if len(figures) != 1:
        faults.append(f"fields: one number that is no key is wanted, not {len(figures)}")
    elif "unit" not in figures[0] and "unit" not in fields:
        faults.append(f"fields: {figures[0]['name']!r} has no unit")
    return faults


def package_faults(package, text: str, name: str):
    """A problem for each fault of the package, at the line where the entry begins."""
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list) or not package["resources"]:
        yield Problem(name, 1, "a mapping with a list of resources is wanted")
        return
    seen = set()
    for meta in package["resources"]:
        own = str(meta.get("name", "")) if isinstance(meta, dict) else ""
        place = re.search(rf"^ *- name: {re.escape(own)}$", text, flags=re.M)
        line = text[: place.start()].count("\n") + 1 if own and place else 1
        yield from (Problem(name, line, f"table {own or '?'}: {fault}") for fault in resource_faults(meta))
        if own in seen:
            yield Problem(name, line, f"table {own} stands twice")
        seen.add(own)


def read_package(layout: Layout) -> dict:
    """The data package as a plain dictionary, its YAML anchors resolved into copies; InputError where it has faults."""
    name, text = layout.name(layout.package), layout.text_of(layout.package)
    try:
        package = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = Problem(
            name,
            mark.line + 1 if mark else 1,
            f"not valid YAML: {getattr(error, 'problem', '') or str(error).splitlines()[0]}",
        )
        raise InputError([problem]) from error
    if faults := list(package_faults(package, text, name)):
        raise InputError(faults)
    anchors = {"provenance", "keys"}
    return {key: item for key, item in json.loads(json.dumps(package, default=str)).items() if key not in anchors}


def slug(text: object) -> str:
    """A key value as part of an id: blanks become underscores."""
    return str(text).replace(" ", "_")


def cell_id(keys: dict) -> str:
    """Key values in the order of the primary key, joined by hyphens: "1942-defence_industry-main"."""
    return "-".join(slug(value) for value in keys.values())


def with_addresses(name: str, meta: dict, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `value`, `raw`, `unit`, `cell` and `line` added."""
    field, keys = value_field(meta), meta["schema"]["primaryKey"]
    typed = frame[field["name"]]
    addressed = frame.assign(raw=typed, value=pd.to_numeric(typed).astype(float))
    if "unit" not in frame:
        addressed["unit"] = field["unit"]
    addressed["cell"] = [f"{name}#{cell_id(row)}" for row in frame[keys].to_dict("records")]
    return addressed.assign(line=range(2, len(frame) + 2))


def read_table(layout: Layout, meta: dict) -> Table:
    """One table. Text stays text, empty stays empty; whole-number keys become integers."""
    text = layout.text_of(layout.data / meta["path"])
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    years = [
        f["name"]
        for f in meta["schema"]["fields"]
        if f["type"] == "integer" and f["name"] in meta["schema"]["primaryKey"]
    ]
    frame = frame.astype(dict.fromkeys(years, int))
    return Table(meta["name"], meta, with_addresses(meta["name"], meta, frame))


def read_tables(layout: Layout, package: dict) -> dict[str, Table]:
    """All tables of the package by name, in its order."""
    return {meta["name"]: read_table(layout, meta) for meta in package["resources"]}


def with_value(table: Table, cell: str, value: float) -> Table:
    """A copy of the table in which one cell has another value; for asking what a change would move."""
    frame = table.frame.assign(value=table.frame["value"].where(table.frame["cell"] != cell, value))
    return replace(table, frame=frame)
