"""What pages load: fonts, styles, scripts, the drawing program and the search, each named by its content."""

import hashlib
import json
import re
from collections.abc import Iterable

import rcssmin
import rjsmin

from .. import addresses, theme
from ..data.references import Reference
from ..exports.files import Download, Files
from ..layout import FONTS, LIVE, SCRIPTS, SEARCH, STATIC, STYLES, Sources, bytes_of, inside, text_of
from ..pages.page import typographic
from .faces import face_rules, font_files

# What the pages of a kind load: one file each, of one request, with no more in it than they have a use for.
BUNDLES = {
    "story.js": ("shared.js", "charts.js", "sections.js", "cite.js"),
    "charts.js": ("shared.js", "copy.js", "charts.js"),
    "chart-page.js": ("shared.js", "copy.js", "charts.js", "live.js"),
    "frame.js": ("frame.js",),
}


def hashed(name: str, content: bytes) -> str:
    """The path of an asset, named by its content so that a cache never serves an old one."""
    stem, _, ending = name.rpartition(".")
    return addresses.asset(f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}")


def styles_in(sources: Sources, folder: str) -> list[str]:
    """The stylesheets of a folder, in order."""
    return [text_of(sources, path) for path in inside(sources, folder, ".css")]


def style_of(*texts: str) -> bytes:
    """Stylesheets as one that is published, without blanks and comments."""
    return rcssmin.cssmin("\n".join(texts)).encode()


def script_of(*texts: str) -> bytes:
    """Scripts of ours as one that is published, without blanks and comments."""
    return rjsmin.jsmin("".join(texts)).encode()


def bundle(sources: Sources, names: tuple[str, ...]) -> bytes:
    """The scripts of a page as one function, so that they share names with each other and with nobody else."""
    texts = (text_of(sources, SCRIPTS + name) for name in names)
    return script_of('(() => {\n"use strict";\n', *texts, "})();\n")


def assets(sources: Sources) -> tuple[Files, str, dict[str, str]]:
    """Fonts, stylesheet, icon and what pages of a kind load, and the paths of stylesheet and of the last by name. No font is preloaded: from disk that is an error."""
    faces = font_files(sources)
    fonts = {name: hashed(name, content) for name, content in faces.items()}
    files = {fonts[name]: content for name, content in faces.items()}
    style = style_of(face_rules(sources, fonts), theme.tokens_css(), *styles_in(sources, STYLES))
    sheet = hashed("style.css", style)
    codes = {name: bundle(sources, parts) for name, parts in BUNDLES.items()}
    codes["worksheet.css"] = style_of(*styles_in(sources, f"{STYLES}worksheet/"))
    scripts = {name: hashed(name, code) for name, code in codes.items()}
    icon = bytes_of(sources, STATIC + "favicon.svg")
    licence = bytes_of(sources, FONTS + "LICENSE.txt")
    return (
        files
        | {scripts[name]: code for name, code in codes.items()}
        | {sheet: style, addresses.ICON: icon, addresses.FONTS_LICENCE: licence},
        sheet,
        scripts,
    )


def runtime_of(sources: Sources) -> tuple[Download, list[Download]]:
    """The drawing program of live charts with what works it on a page, and its files: itself and the licences of what is in it."""
    room, licences = script_of(text_of(sources, f"{LIVE}room.js")), bytes_of(sources, f"{LIVE}LICENCES.txt")
    code = bytes_of(sources, f"{LIVE}vega-runtime.js") + b"\n" + room
    program = Download(hashed("vega-runtime.js", code), "text/javascript", "Drawing program", "of live charts", code)
    return program, [
        program,
        Download(addresses.RUNTIME_LICENCES, "text/plain", "Licences", "of the program", licences),
    ]


def entries_of(works: Iterable[Reference]) -> Download:
    """The full entries of works, for whoever points at a citation, by the key of each; without links of their own."""
    entries = {work.key: typographic(re.sub(r"</?a\b[^>]*>", "", f"<span>{work.entry}</span>")) for work in works}
    code = f"self.wartimeWorks={json.dumps(entries, ensure_ascii=False, separators=(',', ':'))};\n".encode()
    return Download(hashed("works.js", code), "text/javascript", "Entries", "of the works cited", code)


def searching_of(sources: Sources, index: bytes) -> tuple[dict[str, Download], list[Download]]:
    """What the search loads, by its part (style, script, library, index), and all its files, the licence among them."""
    contents = {
        "style": ("search.css", "text/css", style_of(*styles_in(sources, f"{STYLES}search/"))),
        "script": ("search.js", "text/javascript", script_of(text_of(sources, f"{SCRIPTS}search.js"))),
        "library": ("lunr.js", "text/javascript", bytes_of(sources, f"{SEARCH}lunr.js")),
        "index": ("search-index.js", "text/javascript", index),
    }
    parts = {
        part: Download(hashed(name, content), kind, part, "of the search", content)
        for part, (name, kind, content) in contents.items()
    }
    licence = bytes_of(sources, f"{SEARCH}LICENCE.txt")
    return parts, [*parts.values(), Download(addresses.SEARCH_LICENCE, "text/plain", "Licence", "of lunr", licence)]
