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
    """All works by key, each with its short and full citation; one call to pandoc."""
    records = [{k: v for k, v in record.items() if k != "note"} for record in read_records(layout)]
    keys = [record["id"] for record in records]
    notes = {record["id"]: record for record in read_records(layout)}
    html = pypandoc.convert_text(markdown_of(keys, records), "html", "markdown", ["--citeproc", "--wrap=none"])
    body, _, listing = html.partition('<div id="refs"')
    shorts = re.findall(r'<span class="citation"[^>]*>\((.*?)\)</span>', body, flags=re.S)
    pattern = r'<div id="ref-([a-z0-9_]+)"[^>]*>(.*?)</div>'
    entries = {key: entry.strip() for key, entry in re.findall(pattern, listing, flags=re.S)}
    return {k: Reference(k, notes[k], short, entries[k]) for k, short in zip(keys, shorts, strict=True)}


def in_reading_order(references: dict[str, Reference]) -> list[Reference]:
    """Works in the order of a bibliography: by author or title, then year, as the full entry begins."""
    return sorted(references.values(), key=lambda work: re.sub(r"<[^>]*>|[“”‘’\"]", "", work.entry).casefold())
