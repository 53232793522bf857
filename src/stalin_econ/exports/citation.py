"""How to cite a figure, and the paper behind it: one record each, in CSL-JSON; all else is made from the record.

pandoc's citeproc formats every record in one call a style, pandoc writes BibTeX and rispy RIS. A record says in its
`note` which release it is of, where it stands, and whether values are from memory; the note closes the text in each
style, since no style prints all three.
"""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pypandoc
import rispy

from .. import addresses
from ..charts.figure import Cell, counted
from ..data.references import CITEPROC
from ..edition import Edition
from ..faults import InputError, Problem
from ..layout import STATIC, Sources, text_of
from ..measures import display
from ..memory import MEMORY
from ..vocabulary import PAPER, SITE_TITLE
from .files import MEDIA_TYPES, Download, json_bytes

AUTHOR = "The contributors"  # as CITATION.cff has it
# The name of a style on pages, and its file; without one it is the style that pandoc has built in.
STYLES = {
    "Chicago": "",
    "APA": "apa.csl",
    "MLA": "modern-language-association.csl",
    "Harvard": "harvard-cite-them-right.csl",
}
FILES = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}
PRIVATE = 0xE000  # the first sign that no text uses: it sets authors apart while they are formatted


@dataclass(frozen=True)
class Citation:
    """A record, how each style cites it, in HTML by the name of the style, and its files."""

    record: dict
    texts: Mapping[str, str]
    downloads: tuple[Download, ...]


# --- the record ---------------------------------------------------------------------------------------------------


def values_from_memory(cells: tuple[Cell, ...]) -> str:
    """How many values of a state are from memory, "3 of 12 values"; empty where none is."""
    statuses = counted(cells)
    count = statuses.count("unverified")
    return f"{count} of {len(statuses)} values" if count else ""


def provisional(slug: str, edition: Edition) -> str:
    """The sentence that says which values of a figure are from memory, in its first state that has some; empty if none."""
    for i, (key, cells) in enumerate(edition.cells[slug].items()):
        if found := values_from_memory(cells):
            where = "" if i == 0 else f"in the view “{edition.words[slug].states[key].name}” "
            return f" Provisional: {where}{found} from memory, not yet checked."
    return ""


def chart_record(slug: str, state: str, edition: Edition) -> dict:
    """The record of a figure: its default title, in this site, of this release. Its address where the site has one."""
    title = edition.words[slug].states[state].title
    record = site_record(slug, title, "Chart", addresses.chart(slug), edition)
    return record | {"note": record["note"] + provisional(slug, edition)}


def site_record(key: str, title: str, genre: str, page: str, edition: Edition) -> dict:
    """The record of something of this site, of this release, at an address; `genre` says what it is."""
    version, day = edition.release
    address, base = edition.address(page), edition.settings["base_address"]
    note = f"Version {version} of {display.day(day)}{edition.later}{'' if base else f', at {address} of the site'}."
    kept = edition.settings["persistent_identifier"]
    note += f" Of the whole site: {kept}." if kept else ""
    return {
        "id": key,
        "type": "webpage",
        "title": title,
        "author": [{"literal": AUTHOR}],
        "container-title": SITE_TITLE,
        "genre": genre,
        "version": version,
        "issued": {"date-parts": [[int(part) for part in day.split("-")]]},
        "language": "en-GB",
        "note": note,
    } | ({"URL": address} if base else {})


def paper_record(edition: Edition) -> dict:
    """The record of the paper, less what the bibliography notes for us."""
    return {key: item for key, item in edition.references[PAPER].csl.items() if key not in ("note", "custom")}


def records(edition: Edition) -> list[dict]:
    """The record of each figure, in the order of the story, and that of the paper."""
    return [*(chart_record(f.slug, f.states[0].key, edition) for f in edition.figures), paper_record(edition)]


# --- text ---------------------------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """A text in which no sign means anything to Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>$~^@#|])", r"\\\1", text)


def printed(record: dict, number: int) -> dict:
    """A record for citeproc. No two share an author, so that none becomes "2026b" or a dash beside another."""
    names = [
        {key: escaped(name) + (chr(PRIVATE + number) if key == "literal" else "") for key, name in author.items()}
        for author in record["author"]
    ]
    kept = {key: escaped(item) if isinstance(item, str) else item for key, item in record.items()}
    for name in ("note", "version"):
        kept.pop(name, None)
    return (
        kept
        | {"id": record["id"], "type": record["type"], "author": names}
        | ({"URL": record["URL"]} if "URL" in record else {})
    )


def document_of(listed: list[dict], style: str) -> str:
    """A document for pandoc that is nothing but a bibliography in a style, the style within it: no file is opened."""
    metadata = {"references": [printed(r, i) for i, r in enumerate(listed)], "lang": "en-GB", "nocite": "@*"}
    if style:
        metadata["csl"] = "data:text/xml;base64," + base64.b64encode(style.encode()).decode()
    return f"---\n{json.dumps(metadata, ensure_ascii=False)}\n---\n"


def formatted(document: str) -> bytes:
    """The bibliography in HTML: one call to pandoc."""
    reader = "markdown-raw_html-raw_tex-raw_attribute-native_spans-native_divs"
    return pypandoc.convert_text(document, "html", reader, ["--citeproc", "--wrap=none"]).encode()


def texts_in(listed: list[dict], style: str) -> dict[str, str]:
    """How one style cites each record, by id, with its note behind it."""
    document = document_of(listed, style)
    html = MEMORY.recall(lambda: formatted(document), "cite", CITEPROC, document).decode()
    entries = re.findall(r'<div id="ref-([^"]+)"[^>]*>(.*?)</div>', html, flags=re.S)
    notes = {record["id"]: record.get("note", "") for record in listed}
    plain = {key: re.sub("[\ue000-\uf8ff]", "", entry).strip() for key, entry in entries}
    return {key: f"{entry} {notes[key]}".strip() for key, entry in plain.items()}


# --- files --------------------------------------------------------------------------------------------------------


def bibtex_of(listed: list[dict]) -> dict[str, bytes]:
    """Each record as BibTeX, by id: one call to pandoc."""
    text = json.dumps(listed, ensure_ascii=False)
    made = MEMORY.recall(
        lambda: pypandoc.convert_text(text, "bibtex", "csljson", ["--wrap=none"]).encode(), "bibtex", CITEPROC, text
    )
    entries = re.split(r"^(?=@)", made.decode(), flags=re.M)[1:]
    return {re.match(r"@\w+\{([^,]+),", entry)[1]: entry.strip().encode() + b"\n" for entry in entries}


def ris_of(record: dict) -> bytes:
    """A record as RIS."""
    parts = record["issued"]["date-parts"][0]
    day = "/".join([f"{part:02}" for part in parts]) if len(parts) == 3 else ""
    names = [author.get("literal") or f"{author['family']}, {author['given']}" for author in record["author"]]
    entry = {
        "type_of_reference": "ELEC" if record["type"] == "webpage" else "UNPB",
        "authors": names,
        "title": record["title"],
        "year": str(parts[0]),
        "date": day,
        "secondary_title": record.get("container-title", ""),
        "edition": record.get("version", ""),
        "publisher": record.get("publisher", ""),
        "language": record.get("language", ""),
        "notes": [record["note"]] if "note" in record else [],
        "urls": [record["URL"]] if "URL" in record else [],
    }
    _, tag, body = rispy.dumps([{key: item for key, item in entry.items() if item}]).partition("TY  -")
    return f"{tag}{body.rstrip()} \n".encode()  # the closing "ER  - " ends in a blank


def downloads_of(record: dict, bibtex: bytes) -> tuple[Download, ...]:
    """The files of a record: BibTeX, RIS, CSL-JSON."""
    contents = {"bib": bibtex, "ris": ris_of(record), "csl.json": json_bytes([record])}
    at = addresses.paper_file if record["id"] == PAPER else lambda ending: addresses.cite_file(record["id"], ending)
    return tuple(Download(at(end), MEDIA_TYPES[end], label, "", contents[end]) for end, label in FILES.items())


def styled(name: str, listed: list[dict], style: str) -> dict[str, str]:
    """How a style cites each record, by id; InputError at its file where pandoc cannot read it."""
    try:
        return texts_in(listed, style)
    except RuntimeError as error:
        if not style:
            raise  # not for any file that people edit
        what = f"pandoc cannot cite by this style; put a whole copy in its place: {str(error).strip().splitlines()[-1]}"
        raise InputError([Problem(f"{STATIC}csl/{STYLES[name]}", 1, what)]) from error


def citations(edition: Edition, sources: Sources, more: Sequence[dict] = ()) -> dict[str, Citation]:
    """The citation of each figure, by its slug, and of the paper; of `more` records the text in the first style alone."""
    listed = records(edition)
    styles = {name: text_of(sources, f"{STATIC}csl/{file}") if file else "" for name, file in STYLES.items()}
    first, *_ = styles
    asked = {name: [*listed, *(more if name == first else ())] for name in styles}
    texts, bibtex = {name: styled(name, asked[name], style) for name, style in styles.items()}, bibtex_of(listed)
    alone = {r["id"]: Citation(r, {first: texts[first][r["id"]]}, ()) for r in more}
    return alone | {
        r["id"]: Citation(r, {name: found[r["id"]] for name, found in texts.items()}, downloads_of(r, bibtex[r["id"]]))
        for r in listed
    }
