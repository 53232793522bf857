"""Files that are handed in as they are, looked at before anything is made with them: fonts and their record, styles.

What comes in are the sources; what goes out are problems, each at the file that is damaged.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from ..drawing import fonts
from ..faults import InputError, Problem, line_at, schema_faults
from ..formats import json_of
from ..layout import BOOK, FONTS, STATIC, STYLES, Sources, text_of
from .faces import LIKE, OURS

STAND_IN = {
    "type": "object",
    "required": ["local"],
    "properties": {"local": {"type": "array", "items": {"type": "string"}}},
}
STANDS_IN = {"type": "object", "additionalProperties": STAND_IN}
RECORD = {
    "type": "object",
    "required": ["rest", "like"],
    "properties": {
        "rest": {"type": "string"},
        "like": {"type": "object", "required": list(LIKE), "properties": dict.fromkeys(LIKE, STANDS_IN)},
    },
}
COMMENT = re.compile(r"/\*.*?\*/", flags=re.S)
WORDS = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
OUTSIDE = re.compile(r"@import\b|url\(\s*[\"']?(?:[a-z]+:)?//", flags=re.I)


def faults(sources: Sources) -> Iterator[Problem]:
    """A problem for each file that is handed in and cannot be used."""
    yield from fonts.faults(sources)
    yield from face_faults(sources)
    for path in sorted(sources):
        if path.startswith(f"{STATIC}csl/") and path.endswith(".csl"):
            yield from told(path, sources, csl_faults)
        elif path.startswith((STYLES, BOOK)) and path.endswith(".css"):
            yield from told(path, sources, css_faults)


def told(path: str, sources: Sources, rule) -> Iterator[Problem]:
    """What a rule says of the text of a file, or what comes in the way of reading it."""
    try:
        yield from (Problem(path, line, message) for line, message in rule(text_of(sources, path)))
    except InputError as error:
        yield from error.problems


def face_faults(sources: Sources) -> Iterator[Problem]:
    """Every face has both its files, and the record of what stands in for it says what is wanted of it."""
    for name in (f"{FONTS}{face}{part}.woff2" for face in OURS for part in ("", "-rest")):
        if name not in sources:
            yield Problem(name, 1, "this file is wanted, but cannot be read")
    path = f"{FONTS}fonts.json"
    try:
        record = json_of(text_of(sources, path), path)
        yield from (
            Problem(path, 1, f"{fault}; cut_faces.py beside it makes it anew")
            for fault in schema_faults(RECORD, record)
        )
    except InputError as error:
        yield from error.problems


def csl_faults(text: str) -> Iterator[tuple[int, str]]:
    """A style of citations is XML, and says how works are cited and listed."""
    try:
        parts = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text)}
    except ElementTree.ParseError as error:
        yield error.position[0], f"not valid XML: {error}"
        return
    if not {"citation", "bibliography"} <= parts:
        yield 1, "no style of citations: it has no citation or no bibliography; put a whole copy in its place"


def css_faults(text: str) -> Iterator[tuple[int, str]]:
    """A stylesheet closes its comments and braces, and loads nothing from elsewhere."""
    bare = COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    if (place := bare.find("/*")) >= 0:
        yield line_at(text, place), "a comment is not closed"
    elif (ruled := WORDS.sub("", bare)).count("{") != ruled.count("}"):
        yield 1, "a brace is not closed, or not opened"
    for found in OUTSIDE.finditer(bare):
        yield (
            line_at(text, found.start()),
            f"{found[0]} would load from elsewhere; a page loads nothing that is not of this site",
        )
