"""The bibliography: CSL-JSON in, citations out. Separate, so that one call to pandoc a build formats every work.

pandoc's citeproc formats in its built-in style, Chicago author-date, in British English; it tells works of
one author and year apart (1964a, 1964b) and escapes what HTML needs.
"""

import functools
import json
import re
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

import pypandoc

from ..faults import ADDRESS, InputError, Problem, line_at, schema_faults
from ..formats import json_of
from ..layout import REFERENCES, Sources, text_of
from ..memory import MEMORY

CITEPROC = f"pypandoc {version('pypandoc-binary')}"  # it brings its own pandoc, so its version names both


@dataclass(frozen=True)
class Reference:
    """A work: its key, its CSL record, the short citation "Harrison 1996" and the full entry in HTML."""

    key: str
    csl: dict
    short: str
    entry: str

    @property
    def copy(self) -> str:
        """Which copy was read where not the work itself was; empty otherwise."""
        return self.csl.get("custom", {}).get("copy", "")

    @property
    def seen(self) -> bool:
        """Whether author, title and year were seen on the work or a copy of it; else some are from memory or inferred."""
        return not self.csl.get("custom", {}).get("details_not_seen", False)

    @property
    def accessed(self) -> str:
        """The day on which its address was read, as "2026-11-22"; empty where nobody noted it."""
        return date(*self.csl["accessed"]["date-parts"][0]).isoformat() if "accessed" in self.csl else ""

    @property
    def archived(self) -> str:
        """The address of a copy that an archive of the web keeps; empty where none is known."""
        return self.csl.get("archive_location", "")

    @property
    def addresses(self) -> list[str]:
        """Where it can be read: its own address, that of its DOI, and that of the archived copy, those that are known."""
        doi = self.csl.get("DOI", "")
        return [a for a in (self.csl.get("URL", ""), f"https://doi.org/{doi}" if doi else "", self.archived) if a]


# What is wanted of a record, as JSON Schema; the field names are those of CSL-JSON.
WORDS = {"type": "string", "pattern": r"^[^\n]*[^\s][^\n]*\Z", "description": "a line of words"}
FIELD = {
    "type": ["string", "integer"],
    "pattern": WORDS["pattern"],
    "minimum": 0,
    "maximum": 10**6,
    "description": "a line of words",
}
NAME_PARTS = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")
NAMES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "additionalProperties": False,
        "properties": dict.fromkeys(NAME_PARTS, WORDS),
        "anyOf": [{"required": ["family"]}, {"required": ["literal"]}],
    },
}
PEOPLE = (
    "author", "collection-editor", "composer", "container-author", "director", "editor", "editorial-director",
    "interviewer", "original-author", "recipient", "reviewed-author", "translator",
)  # fmt: skip
DATES = ("accessed", "event-date", "issued", "original-date", "submitted")
LIMITS = ({"minimum": 1000, "maximum": 2100}, {"minimum": 1, "maximum": 12}, {"minimum": 1, "maximum": 31})
DATE = {
    "type": "object",
    "required": ["date-parts"],
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "items": {"type": "integer"},
                "prefixItems": [{"type": "integer"} | part for part in LIMITS],
            },
        }
    },
}
DAY = {
    "type": "object",
    "required": ["date-parts"],
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {"type": "array", "minItems": 3, "maxItems": 3, "items": {"type": "integer"}},
        }
    },
}
# Further fields of CSL-JSON, each one piece of text or a number.
FIELDS = (
    "DOI", "ISBN", "ISSN", "PMCID", "PMID", "abstract", "annote", "archive", "archive-place", "archive_collection",
    "archive_location", "authority", "call-number", "chapter-number", "citation-label", "collection-number",
    "collection-title", "container-title", "container-title-short", "dimensions", "division", "edition", "event-place",
    "event-title", "first-reference-note-number", "genre", "issue", "journalAbbreviation", "jurisdiction", "keyword",
    "language", "locator", "medium", "number", "number-of-pages", "number-of-volumes", "original-publisher",
    "original-publisher-place", "original-title", "page", "page-first", "part", "part-title", "publisher",
    "publisher-place", "references", "reviewed-title", "scale", "section", "shortTitle", "source", "status", "supplement",
    "title-short", "version", "volume", "volume-title", "volume-title-short", "year-suffix",
)  # fmt: skip
RECORD = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "type"],
    "properties": {
        **dict.fromkeys(FIELDS, FIELD),
        "id": {"type": "string", "pattern": r"^[a-z0-9]+(_[a-z0-9]+)*\Z", "description": "a key such as harrison1996"},
        "type": {"enum": [
            "article", "article-journal", "article-newspaper", "book", "chapter", "dataset", "entry-encyclopedia",
            "manuscript", "paper-conference", "post-weblog", "report", "software", "speech", "thesis", "webpage",
        ]},
        "title": WORDS,
        "DOI": {"type": "string", "pattern": r"^10\.[^\s<>\"]+\Z", "description": "a DOI such as 10.1234/name"},
        **dict.fromkeys(PEOPLE, NAMES),
        **dict.fromkeys(DATES, DATE),
        # The day on which the address was read, and a copy in an archive of the web: its address, and whose archive it is.
        "accessed": DAY,
        "URL": ADDRESS,
        "archive_location": ADDRESS,
        "note": WORDS,
        "custom": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"copy": {"type": "string", "minLength": 5}, "details_not_seen": {"const": True}},
        },
    },
    "dependentRequired": {"accessed": ["URL"], "archive_location": ["URL", "archive"]},
}  # fmt: skip
OURS = ("note", "custom", "accessed", "archive", "archive_location")  # what the page of sources says in its own words


SELF_SAID = (*OURS, "URL", "DOI", "id", "type")
# What pandoc takes for emphasis, a link, a formula, code or a citation.
COMMAND = re.compile(r"[*^~$`\\<>@]|\]\(|\]\[|!\[|\b_|_\b|\{|\}|^\s*[#>+|-]")


def read_records(sources: Sources) -> list[dict]:
    """CSL records of references.json, sorted by key; InputError where the file or a record is not as it should be."""
    text = text_of(sources, REFERENCES)
    records = json_of(text, REFERENCES)
    if not isinstance(records, list):
        raise InputError([Problem(REFERENCES, 1, "a list of records is wanted")])
    if faults := list(record_faults(records, text)):
        raise InputError(faults)
    return sorted(records, key=lambda record: record["id"])


def record_faults(records: list, text: str):
    """Every record keeps the schema, names an author or a title, and no id stands twice."""
    seen = set()
    for record in records:
        key = str(record.get("id", "")) if isinstance(record, dict) else ""
        line = line_of(key, text)
        yield from (Problem(REFERENCES, line, f"work {key!r}: {fault}") for fault in schema_faults(RECORD, record))
        if key in seen:
            yield Problem(REFERENCES, line, f"work {key!r} stands twice")
        if isinstance(record, dict) and not {"author", "editor", "title"} & record.keys():
            yield Problem(REFERENCES, line, f"work {key!r} has neither author nor title")
        if sign := command_in(record):
            yield Problem(
                REFERENCES, line, f"work {key!r}: {sign!r} would not be read as a sign; use another, or words"
            )
        if isinstance(record, dict) and (fault := day_fault(record)):
            yield Problem(REFERENCES, line, f"work {key!r}: accessed: {fault}")
        seen.add(key)


def command_in(record: object) -> str:
    """A sign in the words of a record that pandoc reads as a command, so that a reader would not meet it; empty where there is none."""
    if not isinstance(record, dict):
        return ""
    names = [part for who in PEOPLE if isinstance(record.get(who), list) for part in record[who]]
    words = [words for name, words in record.items() if name not in SELF_SAID]
    words += [words for part in names if isinstance(part, dict) for words in part.values()]
    found = (COMMAND.search(word) for word in words if isinstance(word, str))
    return next((sign[0] for sign in found if sign), "")


def day_fault(record: dict) -> str:
    """What is wrong with the day on which a work was read; empty where nothing is, or where the schema says it."""
    if "accessed" not in record or schema_faults(DAY, record["accessed"]):
        return ""
    try:
        date(*record["accessed"]["date-parts"][0])
    except (ValueError, OverflowError):
        return f"{record['accessed']['date-parts'][0]} is no day of the calendar"
    return ""


def line_of(key: str, text: str) -> int:
    """The line of the bibliography on which the id of a work stands; 1 where it is not found."""
    return line_at(text, text.find(f'"id": "{key}"')) if key else 1


def markdown_of(keys: list[str], records: list[dict]) -> str:
    """A document that cites each work once, as pandoc reads it: the records as metadata, a paragraph a work."""
    metadata = {"references": records, "lang": "en-GB", "link-citations": False}
    return f"---\n{json.dumps(metadata, ensure_ascii=False)}\n---\n\n" + "\n\n".join(f"[@{key}]" for key in keys)


def read_references(sources: Sources) -> dict[str, Reference]:
    """All works by key, in the order of a bibliography, each cited short and in full."""
    return dict(cited(json.dumps(read_records(sources))))


@functools.lru_cache(maxsize=4)
def cited(listed: str) -> tuple[tuple[str, Reference], ...]:
    """Works by key, from their records as JSON."""
    records = {record["id"]: record for record in json.loads(listed)}
    printed = [{name: field for name, field in record.items() if name not in OURS} for record in records.values()]
    document = markdown_of(list(records), printed)
    html = MEMORY.recall(lambda: formatted(document).encode(), "citeproc", CITEPROC, document).decode()
    body, _, listing = html.partition('<div id="refs"')
    shorts = re.findall(r'<span class="citation"[^>]*>\((.*?)\)</span>', body, flags=re.S)
    by_key = dict(zip(records, shorts, strict=True))
    entries = re.findall(r'<div id="ref-([a-z0-9_]+)"[^>]*>(.*?)</div>', listing, flags=re.S)
    return tuple((key, Reference(key, records[key], by_key[key], entry.strip())) for key, entry in entries)


def formatted(document: str) -> str:
    """The document in HTML, its citations and its bibliography formatted by citeproc: one call to pandoc."""
    reader = "markdown-raw_html-raw_tex-raw_attribute-native_spans-native_divs"
    return pypandoc.convert_text(document, "html", reader, ["--citeproc", "--wrap=none"])
