"""Whether the fonts that were handed in can be read, asked before anything is drawn with them."""

import io
from collections.abc import Iterator

import fontTools
from fontTools.ttLib import TTFont

from ..faults import Problem
from ..layout import FONTS, Sources
from ..memory import MEMORY, code

ENDINGS = (".ttf", ".woff2")


def faults(sources: Sources) -> Iterator[Problem]:
    """A problem for each font that is damaged."""
    for path in sorted(path for path in sources if path.startswith(FONTS) and path.endswith(ENDINGS)):
        if fault := fault_of(sources[path]):
            yield Problem(path, 1, f"no font that can be read ({fault}); put a whole copy in its place")


def fault_of(face: bytes) -> str:
    """What is wrong with a font; empty where nothing is. A font that was read once is not read again."""
    return MEMORY.recall(lambda: tried(face).encode(), "sound", code(), fontTools.version, face).decode()


def tried(face: bytes) -> str:
    """What comes in the way of reading every table of a font, its sums held against what they say."""
    try:
        font = TTFont(io.BytesIO(face), checkChecksums=2)
        for tag in font.reader.keys():  # noqa: SIM118 - a reader is no mapping
            font.reader[tag]
    except Exception as error:  # fontTools promises no kind of exception for what is no font
        return " ".join(f"{error or type(error).__name__}".split())[:100]
    return ""
