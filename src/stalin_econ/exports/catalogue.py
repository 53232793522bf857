"""The datasets of the site as one catalogue in JSON-LD: DCAT says what there is and in which files, PROV what it is from.

Identifiers are absolute where the site has a base address, else relative to the file.
"""

from collections.abc import Iterable

from .. import addresses
from ..edition import Edition
from ..measures.provenance import works_in
from ..prose.markup import plain
from ..vocabulary import SITE_TITLE
from .citation import AUTHOR
from .files import Download
from .metadata import ACCESS, KEYWORDS, LICENCE, Dataset, at

MEDIA = "https://www.iana.org/assignments/media-types/"
TYPE = "application/ld+json"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def node(path: str, edition: Edition) -> dict:
    """A file or a page of the site as something that is named."""
    name, mark, anchor = path.partition("#")
    name = name or addresses.CATALOGUE
    return {"@id": at(name, addresses.CATALOGUE, edition.settings["base_address"]) + mark + anchor}


def dated(day: str) -> dict:
    """A day as a literal of its own type."""
    return {"@value": day, "@type": "xsd:date"}


def distribution(file: Download, edition: Edition) -> dict:
    """A file in which a dataset can be had."""
    place = node(file.path, edition)
    return place | {
        "@type": "dcat:Distribution",
        "dcterms:title": file.label,
        "dcat:downloadURL": place,
        "dcat:mediaType": {"@id": MEDIA + file.media_type},
        "dcat:byteSize": {"@value": str(len(file.content)), "@type": "xsd:nonNegativeInteger"},
        "dcterms:license": {"@id": LICENCE},
    }


def dataset(data: Dataset, tables: Iterable[str], edition: Edition) -> dict:
    """A dataset with its files, the tables and works that it is derived from, and the build that made it."""
    version, day = edition.release
    origins = [addresses.table(name) for name in tables] + [addresses.work(key) for key in sorted(works_in(data.rows))]
    return node(data.path, edition) | {
        "@type": ["dcat:Dataset", "prov:Entity"],
        "dcterms:title": data.title,
        "dcterms:description": data.description,
        "dcterms:issued": dated(day),
        "dcterms:creator": node("#maker", edition),
        "dcterms:license": {"@id": LICENCE},
        "dcterms:accessRights": ACCESS,
        "dcterms:provenance": data.provenance,
        "dcat:version": version,
        "dcat:keyword": list(KEYWORDS),
        "dcat:distribution": [distribution(file, edition) for file in data.downloads],
        "prov:wasDerivedFrom": [node(path, edition) for path in origins],
        "prov:wasGeneratedBy": node("#build", edition),
    }


def actors(edition: Edition) -> list[dict]:
    """Who makes the site, the build of this release, and the works, each once."""
    version, day = edition.release
    used = edition.settings["repository"]
    build = {
        "@type": "prov:Activity",
        "dcterms:title": f"Build of release {version}",
        "dcterms:date": dated(day),
        "prov:wasAssociatedWith": node("#maker", edition),
    } | ({"prov:used": {"@id": used}} if used else {})
    works = [
        node(addresses.work(key), edition)
        | {"@type": "prov:Entity", "dcterms:bibliographicCitation": plain(work.entry)}
        for key, work in edition.references.items()
    ]
    maker = node("#maker", edition) | {"@type": ["prov:Agent", "foaf:Agent"], "foaf:name": AUTHOR}
    return [maker, node("#build", edition) | build, *works]


def catalogue(datasets: Iterable[tuple[Dataset, Iterable[str]]], edition: Edition) -> dict:
    """The catalogue; each dataset comes with the names of the tables that it is derived from."""
    version, day = edition.release
    found, kept = (
        [dataset(data, tables, edition) for data, tables in datasets],
        edition.settings["persistent_identifier"],
    )
    whole = (
        node(addresses.DATA, edition)
        | {
            "@type": "dcat:Catalog",
            "dcterms:title": SITE_TITLE,
            "dcterms:issued": dated(day),
            "dcterms:publisher": node("#maker", edition),
            "dcterms:license": {"@id": LICENCE},
            "dcterms:language": "en-GB",
            "dcat:version": version,
            "dcat:dataset": [{"@id": one["@id"]} for one in found],
        }
        | ({"dcterms:identifier": kept} if kept else {})
    )
    return {"@context": CONTEXT, "@graph": [whole, *found, *actors(edition)]}
