"""The whole site in one file: everything to take away, and what a class opens from a memory stick. One file serves both.

It holds each page with all that a page leads to, so no link of it is dead wherever it is unpacked; the link to the file
itself alone is let go. Nothing in it tells when or where it was made.
"""

import re

import jinja2

from .. import addresses
from ..data.releases import SUMS, sums
from ..edition import Edition
from ..exports.files import Files, zip_bytes
from ..layout import CITATION, LICENCE, TEMPLATES, Sources
from ..measures import display
from ..memory import MEMORY, code
from ..prose.rendering import carried_out, loader_of
from ..vocabulary import SITE_TITLE

README = "README.txt"
# What is packed already, so that to press it again costs time and gains nothing.
PRESSED = (".png", ".woff2", ".xlsx", ".pptx", ".zip")
TO_ITSELF = re.compile(rb'<a [^>]*href="(?:\.\./)*' + re.escape(addresses.PACK.encode()) + rb'"[^>]*>(.*?)</a>', re.S)


def readme(files: Files, sources: Sources, edition: Edition) -> bytes:
    """What is in the folder, what to open first, and on what terms."""
    version, day = edition.release
    loader = loader_of(sources, TEMPLATES)
    env = jinja2.Environment(loader=loader, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    given = {
        "to": addresses, "site_title": SITE_TITLE, "version": version, "later": edition.later, "revised_words": display.day(day),
        "settings": edition.settings, "workbook": addresses.WORKBOOK in files,
    }  # fmt: skip
    return carried_out(env, "readme.txt", given, README).encode()


def contents(files: Files, sources: Sources, edition: Edition) -> Files:
    """What the file holds: the site but for the page that only a server shows, and what a copy wants by itself."""
    kept = {path: content for path, content in files.items() if path != addresses.MISSING}
    found = {p: TO_ITSELF.sub(rb"\1", content) if p.endswith(".html") else content for p, content in kept.items()}
    found |= {name: sources[name] for name in (LICENCE, CITATION) if name in sources}
    found |= {README: readme(files, sources, edition)}
    return found | {SUMS: sums(found)}


def packed(files: Files, sources: Sources, edition: Edition) -> Files:
    """The whole site in one file, by its path."""
    found = contents(files, sources, edition)
    folder = addresses.saved_as(addresses.PACK, edition.release[0]).removesuffix(".zip")
    placed = {f"{folder}/{path}": found[path] for path in sorted(found)}
    return {addresses.PACK: MEMORY.recall(lambda: zip_bytes(placed, PRESSED), "pack", code(), folder, found[SUMS])}
