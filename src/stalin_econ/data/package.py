"""The data package: what each table is, what its columns mean, and their units. YAML in, a plain dictionary out."""

import json
import re
from collections.abc import Collection

from ..faults import ADDRESS, WORDS, InputError, Problem, line_at, meant, schema_faults
from ..formats import yaml_of
from ..layout import PACKAGE, Sources, text_of
from ..memory import MEMORY, code
from ..vocabulary import UNITS

PROVENANCE = ("source", "locator", "status", "note")


def value_field(meta: dict) -> dict:
    """The one field that holds the figure: the number that is no key."""
    schema = meta["schema"]
    numbers = [
        f for f in schema["fields"] if f["type"] in ("number", "integer") and f["name"] not in schema["primaryKey"]
    ]
    return numbers[0]


TEXT = WORDS | {"minLength": 3}
NAMES = {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}}
NUMBER = {"type": "number"}


def exactly(wanted: Collection[str], /, **properties) -> dict:
    """The JSON Schema of a mapping that has these keys and no other."""
    return {
        "type": "object", "additionalProperties": False, "required": list(wanted), "properties": properties,
    }  # fmt: skip


FOREIGN_KEY = exactly(
    ("fields", "reference"),
    fields=NAMES,
    reference=exactly(("resource", "fields"), resource={"type": "string"}, fields=NAMES),
)
CONSTRAINTS = exactly(
    (),
    required={"type": "boolean"},
    minimum=NUMBER,
    maximum=NUMBER,
    enum=NAMES,
    pattern={"type": "string", "format": "regex", "not": {"pattern": r"[+*}]\)[+*{]"}},  # which may take for ever
)
FIELD = exactly(
    ("name", "type", "description"),
    name={"type": "string", "pattern": r"^[a-z0-9_]+\Z"},
    type={"enum": ["string", "integer", "number"]},
    description=TEXT,
    unit={"enum": sorted(UNITS)},
    constraints=CONSTRAINTS,
    title=TEXT,
    example=TEXT,
    format=TEXT,
    rdfType=ADDRESS,
)
# What this project wants of an entry of the data package beyond the standard, as JSON Schema.
RESOURCE = exactly(
    ("name", "path", "title", "description", "territory", "processing", "caveats", "dialect", "schema"),
    name={"type": "string", "pattern": r"^[a-z0-9_]+\Z"},
    path={"type": "string", "pattern": r"^[a-z0-9_]+\.csv\Z"},
    **dict.fromkeys(("title", "description", "territory", "processing"), TEXT),
    caveats={"type": "array", "items": TEXT},
    # How rows follow each other: one for each pair of keys, or for each year of a series but those named as gaps.
    rows={"enum": ["grid", "yearly"]},
    gaps={"type": "array", "items": TEXT},
    dialect=exactly(("delimiter",), delimiter={"const": ","}),
    schema=exactly(
        ("fields", "primaryKey"),
        primaryKey=NAMES,
        fields={"type": "array", "items": FIELD},
        foreignKeys={"type": "array", "items": FOREIGN_KEY},
    ),
)
LICENCE = exactly(("name", "title"), name=TEXT, title=TEXT, path=ADDRESS)
ANCHORS = ("provenance", "keys")  # for columns that tables share; not published
PACKAGE_ITSELF = exactly(
    ("name", "title", "description", "licenses", "resources"),
    **{"$schema": TEXT},
    name={"type": "string", "pattern": r"^[a-z0-9._-]+\Z"},
    title=TEXT,
    description=TEXT,
    licenses={"type": "array", "minItems": 1, "items": LICENCE},
    resources={"type": "array", "minItems": 1},
    **{key: {} for key in ANCHORS},
)


def resource_faults(meta: dict):
    """An entry keeps the schema above, has one field for its figure, that field's unit, and keys that are fields."""
    if faults := schema_faults(RESOURCE, meta):
        return faults
    names, keys = [field["name"] for field in meta["schema"]["fields"]], meta["schema"]["primaryKey"]
    fields = {field["name"]: field for field in meta["schema"]["fields"]}
    figures = [f for name, f in fields.items() if f["type"] != "string" and name not in keys]
    faults = [f"fields: {name!r} stands twice" for name in fields if names.count(name) > 1]
    faults += [f"primaryKey: {key!r} is no field{meant(key, fields)}" for key in keys if key not in fields]
    faults += [f"primaryKey: {k!r} is a number; an integer or a string is wanted" for k in keys if is_number(k, fields)]
    faults += [f"fields: {name!r} is missing" for name in PROVENANCE if name not in fields]
    if len(figures) != 1:
        faults.append(f"fields: one number that is no key is wanted, not {len(figures)}")
    elif "unit" not in figures[0] and "unit" not in fields:
        faults.append(f"fields: {figures[0]['name']!r} has no unit")
    return faults


def is_number(key: str, fields: dict[str, dict]) -> bool:
    """Whether a field is a number with decimals, which no key can be."""
    return key in fields and fields[key]["type"] == "number"


def package_faults(package, text: str):
    """A problem for each fault of the package, at the line where the entry begins."""
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list) or not package["resources"]:
        yield Problem(PACKAGE, 1, "a mapping with a list of resources is wanted")
        return
    yield from (Problem(PACKAGE, 1, fault) for fault in schema_faults(PACKAGE_ITSELF, package))
    seen, paths = set(), set()
    for meta in package["resources"]:
        own, path = (str(meta.get(key, "")) if isinstance(meta, dict) else "" for key in ("name", "path"))
        line = line_of_entry(own, text)
        yield from (Problem(PACKAGE, line, f"table {own or '?'}: {fault}") for fault in resource_faults(meta))
        if own in seen:
            yield Problem(PACKAGE, line, f"table {own} stands twice")
        elif path in paths:
            yield Problem(PACKAGE, line, f"table {own}: path {path!r} is that of another table")
        seen.add(own)
        paths.add(path)


def line_of_entry(name: str, text: str) -> int:
    """The line at which the entry of a table begins; 1 where it is not found."""
    place = re.search(rf"^ *- name: {re.escape(name)}$", text, flags=re.M)
    return line_at(text, place.start()) if name and place else 1


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
    package = yaml_of(text, PACKAGE)
    if faults := list(package_faults(package, text)) or list(foreign_faults(package, text)):
        raise InputError(faults)
    return json.dumps({key: item for key, item in package.items() if key not in ANCHORS}).encode()
