"""The bibliography: CSL-JSON in, citations out. Separate, so that one call to pandoc a build formats every work.

pandoc's citeproc formats in its built-in style, Chicago author-date, in British English; it tells works of
one author and year apart (1964a, 1964b) and escapes what HTML needs.
"""

import json
import re
from dataclasses import dataclass

import pypandoc

from .layout import InputError, Layout, Problem


@dataclass(frozen=True)
class Reference:
    """A work: its key, its CSL record, the short citation "Harrison 1996" and the full entry in HTML."""

    key: str
    csl: dict
    short: str
    entry: str


def read_records(layout: Layout) -> list[dict]:
    """CSL records of references.json, sorted by key; InputError where the file is no list of records with ids."""
    name = layout.name(layout.references)
    try:
        records = json.loads(layout.references.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise InputError([Problem(name, error.lineno, f"not valid JSON: {error.msg}")]) from error
    faults = [Problem(name, 1, message) for message in record_faults(records)]
    if faults:
        raise InputError(faults)
    return sorted(records, key=lambda record: record["id"])


def record_faults(records: list[dict]):
    """Every record has an id of small letters, digits and underscores, a type, and no id stands twice."""
    seen = set()
    for record in records:
        key = str(record.get("id", ""))
        if not re.fullmatch(r"[a-z0-9_]+", key):
            yield f"id {key!r}: ids are small letters, digits and underscores"
        if key in seen:
            yield f"id {key!r} stands twice"
        if "type" not in record:
            yield f"id {key!r} has no type"
        seen.add(key)


def markdown_of(keys: list[str], records: list[dict]) -> str:
    """A document that cites each work once, as pandoc reads it: the records as metadata, a paragraph a work."""
    metadata = {"references": records, "lang": "en-GB", "link-citations": False}
    return f"---\n{json.dumps(metadata, ensure_ascii=False)}\n---\n\n" + "\n\n".join(f"[@{key}]" for key in keys)


def read_references(layout: Layout) -> dict[str, Reference]:
    """All works by key, in the order of a bibliography, each cited short and in full; one call to pandoc."""
    records = {record["id"]: record for record in read_records(layout)}
    printed = [{name: field for name, field in record.items() if name != "note"} for record in records.values()]
    document = markdown_of(list(records), printed)
    html = pypandoc.convert_text(document, "html", "markdown", ["--citeproc", "--wrap=none"])
    body, _, listing = html.partition('<div id="refs"')
    cited = re.findall(r'<span class="citation"[^>]*>\((.*?)\)</span>', body, flags=re.S)
    shorts = dict(zip(records, cited, strict=True))
    entries = re.findall(r'<div id="ref-([a-z0-9_]+)"[^>]*>(.*?)</div>', listing, flags=re.S)
    return {key: Reference(key, records[key], shorts[key], entry.strip()) for key, entry in entries}
