"""The data package: what each table is, what its columns mean, and their units. YAML in, a plain dictionary out."""

import json
import re
from collections.abc import Collection

import yaml

from ..faults import InputError, Problem, meant, schema_faults
from ..layout import PACKAGE, Sources, text_of
from ..memory import MEMORY, code

PROVENANCE = ("source", "locator", "status", "note")


def value_field(meta: dict) -> dict:
    """The one field that holds the figure: the number that is no key."""
    schema = meta["schema"]
    numbers = [
        f for f in schema["fields"] if f["type"] in ("number", "integer") and f["name"] not in schema["primaryKey"]
    ]
    return numbers[0]


TEXT = {"type": "string", "minLength": 3}
NAMES = {"type": "array", "minItems": 1, "items": {"type": "string"}}
FOREIGN_KEY = {
    "type": "object",
    "required": ["fields", "reference"],
    "properties": {
        "fields": NAMES,
        "reference": {
            "type": "object",
            "required": ["resource", "fields"],
            "properties": {"resource": {"type": "string"}, "fields": NAMES},
        },
    },
}
# What this project wants of an entry of the data package beyond the standard, as JSON Schema.
RESOURCE = {
    "type": "object",
    "required": ["name", "path", "title", "description", "territory", "processing", "caveats", "dialect", "schema"],
    "properties": {
        "name": {"type": "string", "pattern": r"^[a-z0-9_]+\Z"},
        "path": {"type": "string", "pattern": r"^[a-z0-9_]+\.csv\Z"},
        **dict.fromkeys(("title", "description", "territory", "processing"), TEXT),
        "caveats": {"type": "array", "items": TEXT},
        # How rows follow each other: one for each pair of keys, or for each year of a series but those named as gaps.
        "rows": {"enum": ["grid", "yearly"]},
        "gaps": {"type": "array", "items": TEXT},
        "dialect": {"type": "object", "required": ["delimiter"], "properties": {"delimiter": {"const": ","}}},
        "schema": {
            "type": "object",
            "required": ["fields", "primaryKey"],
            "properties": {
                "primaryKey": NAMES,
                "fields": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["name", "type", "description"],
                        "properties": {
                            "name": {"type": "string"},
                            "type": {"enum": ["string", "integer", "number"]},
                            "description": TEXT,
                            "unit": TEXT,
                            "constraints": {"type": "object"},
                            **dict.fromkeys(("title", "example", "format", "rdfType"), TEXT),
                        },
                        "additionalProperties": False,
                    },
                },
                "foreignKeys": {"type": "array", "items": FOREIGN_KEY},
            },
        },
    },
}


def resource_faults(meta: dict):
    """An entry keeps the schema above, has one field for its figure, that field's unit, and keys that are fields."""
    if faults := schema_faults(RESOURCE, meta):
        return faults
    if slips := [f"unknown key {key!r}{hint}" for key in meta if (hint := slip(key, RESOURCE["properties"]))]:
        return slips
    fields, keys = {field["name"]: field for field in meta["schema"]["fields"]}, meta["schema"]["primaryKey"]
    figures = [f for name, f in fields.items() if f["type"] != "string" and name not in keys]
    faults = [f"primaryKey: {key!r} is no field" for key in keys if key not in fields]
    faults += [f"fields: {name!r} is missing" for name in PROVENANCE if name not in fields]
    if len(figures) != 1:
        faults.append(f"fields: one number that is no key is wanted, not {len(figures)}")
    elif "unit" not in figures[0] and "unit" not in fields:
        faults.append(f"fields: {figures[0]['name']!r} has no unit")
    return faults


def slip(key: str, known: Collection[str]) -> str:
    """Which key was probably meant by one that is not known; empty where none is like it, as the standard has others."""
    return "" if key in known else meant(key, known)


def package_faults(package, text: str):
    """A problem for each fault of the package, at the line where the entry begins."""
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list) or not package["resources"]:
        yield Problem(PACKAGE, 1, "a mapping with a list of resources is wanted")
        return
    seen = set()
    for meta in package["resources"]:
        own = str(meta.get("name", "")) if isinstance(meta, dict) else ""
        line = line_of_entry(own, text)
        yield from (Problem(PACKAGE, line, f"table {own or '?'}: {fault}") for fault in resource_faults(meta))
        if own in seen:
            yield Problem(PACKAGE, line, f"table {own} stands twice")
        seen.add(own)


def line_of_entry(name: str, text: str) -> int:
    """The line at which the entry of a table begins; 1 where it is not found."""
    place = re.search(rf"^ *- name: {re.escape(name)}$", text, flags=re.M)
    return text[: place.start()].count("\n") + 1 if name and place else 1


def foreign_faults(package: dict, text: str):
    """A problem for each foreign key that names a column or a table that is not there; the entries are sound."""
    columns = {meta["name"]: [field["name"] for field in meta["schema"]["fields"]] for meta in package["resources"]}
    for name, own in columns.items():
        meta = next(meta for meta in package["resources"] if meta["name"] == name)
        for key in meta["schema"].get("foreignKeys", ()):
            other = key["reference"]["resource"] or name
            wanted = [(own, name, field) for field in key["fields"]]
            wanted += [(columns.get(other, ()), other, field) for field in key["reference"]["fields"]]
            for known, table, field in wanted:
                if field not in known:
                    message = f"table {name}: foreignKeys: {field!r} is no column of {table}{meant(field, known)}"
                    yield Problem(PACKAGE, line_of_entry(name, text), message)


def read_package(sources: Sources) -> dict:
    """The data package as a plain dictionary, its YAML anchors resolved into copies; InputError where it has faults."""
    text = text_of(sources, PACKAGE)
    return json.loads(MEMORY.recall(lambda: package_of(text), "package", code(), text))  # YAML is slow to read


def package_of(text: str) -> bytes:
    """The data package as JSON, from its YAML."""
    try:
        package = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = f"not valid YAML: {getattr(error, 'problem', '') or str(error).splitlines()[0]}"
        raise InputError([Problem(PACKAGE, mark.line + 1 if mark else 1, message)]) from error
    if faults := list(package_faults(package, text)) or list(foreign_faults(package, text)):
        raise InputError(faults)
    anchors = {"provenance", "keys"}
    return json.dumps({key: item for key, item in package.items() if key not in anchors}, default=str).encode()
