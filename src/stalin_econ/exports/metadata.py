"""What a page says of itself to machines: JSON-LD of schema.org, Dublin Core, Open Graph, typed links.

Addresses are absolute where the site has a base address. Without one they are relative to the page, and what must be
absolute, an identifier or the picture to share, is left out.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .. import addresses
from ..data.references import Reference
from ..data.tables import YEARS
from ..edition import Edition
from ..measures.provenance import works_in
from ..prose.markup import plain
from ..vocabulary import PAPER, SITE_TITLE
from .citation import AUTHOR
from .files import Download

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ACCESS = "Open to everyone, free of charge, without registration."
KEYWORDS = ("Soviet Union", "Second World War", "war economy", "economic history", "Mark Harrison")
SHORT = 155  # signs of a description that search pages show whole
CARD = {"og:image:type": "image/png", "og:image:width": "1200", "og:image:height": "630"}


@dataclass(frozen=True)
class Head:
    """The machine part of a page's head: description, meta by name and by property, links, JSON-LD as it is embedded."""

    description: str
    named: tuple[tuple[str, str], ...] = ()
    graph: tuple[tuple[str, str], ...] = ()
    links: tuple[dict, ...] = ()
    data: str = ""


@dataclass(frozen=True)
class Dataset:
    """A figure or a table as a dataset: its page, words, the rows that it rests on, what it measures, files, sources."""

    path: str
    title: str
    description: str
    short: str
    territory: str
    provenance: str
    rows: tuple[dict, ...]
    variables: tuple[tuple[str, str], ...]
    based_on: tuple[dict, ...]
    downloads: tuple[Download, ...]
    described_by: tuple[tuple[str, str], ...]  # path and media type


def shortened(text: str, length: int = SHORT) -> str:
    """A text cut to so many signs: behind a sentence where one ends late enough, else behind a word, with an ellipsis."""
    if len(text) <= length:
        return text
    whole = text[: length + 1].rfind(". ")
    if whole >= length / 2:
        return text[: whole + 1]
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:–") + "…"


def at(path: str, page: str, base: str) -> str:
    """The address of a file of the site, as a page names it outside its links."""
    return f"{base}/{addresses.cited(path)}" if base else "../" * page.count("/") + path


def embedded(record: dict) -> str:
    """JSON as it may stand in a script element: no sign of it can close the element or begin another."""
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def years_of(rows: Iterable[dict]) -> str:
    """The years that rows are about, "1937/1945"; empty where no row names one."""
    found = {int(row[key]) for row in rows for key in YEARS if str(row.get(key, "")).isdigit()}
    return f"{min(found)}/{max(found)}" if len(found) > 1 else "".join(str(year) for year in found)


def works_of(rows: Iterable[dict], references: Mapping[str, Reference]) -> list[str]:
    """The works that rows were read in or quote, in full, in the order of the bibliography."""
    keys = works_in(rows)
    return [plain(reference.entry) for key, reference in references.items() if key in keys]


def work_of(reference: Reference) -> dict:
    """A work of the bibliography as schema.org has it."""
    csl = reference.csl
    names = [
        {"@type": "Person", "name": f"{n['given']} {n['family']}"} if {"given", "family"} <= n.keys() else
        {"@type": "Organization", "name": n.get("literal") or n["family"]}
        for n in csl.get("author", [])
    ]  # fmt: skip
    year = csl.get("issued", {}).get("date-parts", [[]])[0][:1]
    work = {"@type": "ScholarlyArticle", "name": csl.get("title", reference.short), "author": names}
    return work | ({"datePublished": str(year[0])} if year else {}) | ({"url": csl["URL"]} if "URL" in csl else {})


def maker() -> dict:
    """Who made the site."""
    return {"@type": "Organization", "name": AUTHOR}


def common(path: str, edition: Edition) -> dict:
    """What JSON-LD says alike of every page: makers, licence, access, release, and the address where there is one."""
    version, day = edition.release
    base = edition.settings["base_address"]
    whole = {"@type": "WebSite", "name": SITE_TITLE} | ({"url": f"{base}/"} if base else {})
    own = f"{base}/{addresses.cited(path)}"
    kept = edition.settings["persistent_identifier"]
    names = [own] * bool(base) + [kept] * bool(kept)
    named = {"identifier": names[0] if len(names) == 1 else names} if names else {}
    return (
        named
        | ({"@id": own, "url": own} if base else {})
        | {
            "creator": maker(),
            "publisher": maker(),
            "license": LICENCE,
            "isAccessibleForFree": True,
            "conditionsOfAccess": ACCESS,
            "inLanguage": "en-GB",
            "datePublished": day,
            "dateModified": day,
            "version": version,
            "isPartOf": whole,
        }
    )


def distribution(file: Download, page: str, base: str) -> dict:
    """A file as schema.org has it."""
    return {
        "@type": "DataDownload",
        "contentUrl": at(file.path, page, base),
        "encodingFormat": file.media_type,
        "contentSize": f"{len(file.content)} B",
    }


def dataset_record(data: Dataset, edition: Edition) -> dict:
    """A dataset in JSON-LD; what is not known of it is left out."""
    base = edition.settings["base_address"]
    record = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": data.title,
        "description": data.description,
        **common(data.path, edition),
        "keywords": list(KEYWORDS),
        "variableMeasured": [
            {"@type": "PropertyValue", "name": name, "unitText": unit} for name, unit in data.variables
        ],
        "temporalCoverage": years_of(data.rows),
        "spatialCoverage": {"@type": "Place", "name": data.territory},
        "isBasedOn": list(data.based_on),
        "citation": works_of(data.rows, edition.references),
        "distribution": [distribution(file, data.path, base) for file in data.downloads],
    }
    return {key: item for key, item in record.items() if item not in ("", [])}


def article_record(description: str, edition: Edition) -> dict:
    """The story in JSON-LD: an article of ours about the paper, which it is based on."""
    paper = work_of(edition.references[PAPER])
    return {
        "@context": "https://schema.org/",
        "@type": "ScholarlyArticle",
        "headline": SITE_TITLE,
        "name": SITE_TITLE,
        "author": maker(),
        "description": description,
        **common(addresses.STORY, edition),
        "keywords": list(KEYWORDS),
        "about": paper,
        "isBasedOn": paper,
    }


def dublin(data: Dataset, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Dublin Core and DCTERMS of a dataset, name by name."""
    version, day = edition.release
    base = edition.settings["base_address"]
    found = (
        ("DC.title", data.title),
        ("DC.creator", AUTHOR),
        ("DC.publisher", AUTHOR),
        ("DC.type", "Dataset"),
        ("DC.format", "text/html"),
        ("DC.language", "en-GB"),
        ("DC.date", day),
        ("DC.description", data.short),
        ("DC.identifier", f"{base}/{addresses.cited(data.path)}" if base else ""),
        ("DCTERMS.issued", day),
        ("DCTERMS.modified", day),
        ("DCTERMS.hasVersion", version),
        ("DCTERMS.license", LICENCE),
        ("DCTERMS.accessRights", ACCESS),
        ("DCTERMS.provenance", data.provenance),
        ("DCTERMS.temporal", years_of(data.rows)),
        ("DCTERMS.spatial", data.territory),
        ("DCTERMS.isPartOf", SITE_TITLE),
    )
    return tuple((name, content) for name, content in found if content)


def highwire(edition: Edition) -> tuple[tuple[str, str], ...]:
    """What reference managers read of the story. On a figure's page it would file the figure as an article."""
    base, day = edition.settings["base_address"], edition.release[1]
    found = (
        ("citation_title", SITE_TITLE),
        ("citation_author", AUTHOR),
        ("citation_publication_date", day.replace("-", "/")),
        ("citation_language", "en-GB"),
        ("citation_fulltext_html_url", f"{base}/" if base else ""),
    )
    return tuple((name, content) for name, content in found if content)


def signposts(data: Dataset, settings: Mapping[str, str]) -> tuple[dict, ...]:
    """Links by their relation: what a machine follows from the page of a dataset. A registered identifier is cited first."""
    base = settings["base_address"]
    cited = settings["persistent_identifier"] or (f"{base}/{addresses.cited(data.path)}" if base else "")
    own = [{"rel": "cite-as", "href": cited}] if cited else []
    return (
        *own,
        {"rel": "type", "href": "https://schema.org/Dataset"},
        {"rel": "type", "href": "https://schema.org/AboutPage"},
        {"rel": "license", "href": LICENCE},
        {"rel": "author", "href": addresses.ABOUT},
        *({"rel": "describedby", "href": path, "type": kind} for path, kind in data.described_by),
        *({"rel": "item", "href": file.path, "type": file.media_type} for file in data.downloads),
    )


def shared(path: str, title: str, description: str, picture: str, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Open Graph: the headline alone, and the picture where its address is known."""
    base = edition.settings["base_address"]
    found = {
        "og:type": "article" if path == addresses.STORY else "website",
        "og:site_name": SITE_TITLE,
        "og:locale": "en_GB",
        "og:title": title,
        "og:description": description,
    }
    if base:
        found["og:url"] = f"{base}/{addresses.cited(path.removeprefix(edition.place))}"
    if base and picture:
        found |= {"og:image": f"{base}/{picture}", **CARD, "og:image:alt": description}
    return tuple(found.items())
