"""The faces of the stylesheet: ours, cut to the letters in use, the rest of their letters, and fonts of the reader's machine.

A font of a machine stands in until ours is there, or where it never comes. It is stretched so that its words take the room of
ours, and nothing moves when they change: spaces, capitals with figures, and all other letters by as much as each needs. How far
says `fonts.json`, which `cut_faces.py` measures beside it.
"""

import json

from .. import theme
from ..layout import FONTS, Sources, bytes_of, inside, text_of

# File → the face that it is: family, weights, style; the file beside it with "-rest" has its other letters.
OURS = {
    "wartime-serif-regular": (theme.SERIF, "400", "normal"),
    "wartime-serif-italic": (theme.SERIF, "400", "italic"),
    "wartime-sans": (theme.SANS, "400 600", "normal"),
}
# What was measured → the face for which a font of a machine stands in.
LIKE = {
    "wartime-serif-regular": (theme.SERIF, "400", "normal"),
    "wartime-serif-italic": (theme.SERIF, "400", "italic"),
    "wartime-sans-regular": (theme.SANS, "400", "normal"),
    "wartime-sans-semibold": (theme.SANS, "600", "normal"),
}


def font_files(sources: Sources) -> dict[str, bytes]:
    """The fonts that pages load, by name."""
    return {path.removeprefix(FONTS): bytes_of(sources, path) for path in inside(sources, FONTS, ".woff2")}


def rule(family: str, weight: str, style: str, **descriptors: str) -> str:
    """One @font-face."""
    more = "".join(f";{name}:{value}" for name, value in descriptors.items())
    return f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style}{more}}}'


def standing_in(family: str, other: str) -> str:
    """What the stylesheet calls a font of a machine that stands in for ours."""
    return f"{family} as {other}"


def face_rules(sources: Sources, paths: dict[str, str]) -> str:
    """All @font-face rules, and the two stacks of families as custom properties; `paths` has the address of each font."""
    record, rules = json.loads(text_of(sources, FONTS + "fonts.json")), []
    for name, face in OURS.items():
        for part, more in (("", {}), ("-rest", {"unicode-range": record["rest"]})):
            source = f'url("{paths[f"{name}{part}.woff2"].removeprefix("assets/")}") format("woff2")'
            rules.append(rule(*face, **{"font-display": "swap", "src": source} | more))
    for name, (family, weight, style) in LIKE.items():
        for other, found in record["like"][name].items():
            local = ",".join(f'local("{called}")' for called in found["local"])
            rules += [rule(standing_in(family, other), weight, style, src=local, **fit) for fit in found["fits"]]
    return "\n".join([*rules, stacks(record["like"])])


def stacks(like: dict) -> str:
    """The families of text and of plain words, each with those that stand in for it and the machine's own at the end."""
    found = []
    for token, name, last in (
        ("text", "wartime-serif-regular", "serif"),
        ("plain", "wartime-sans-regular", "sans-serif"),
    ):
        family = LIKE[name][0]
        names = [family, *(standing_in(family, other) for other in like[name])]
        quoted = ",".join(f'"{one}"' for one in names)
        found.append(f"--{token}:{quoted},{last}")
    return f":root{{{';'.join(found)}}}"
