"""A drawing to take away, in literal colours, with title, subtitle, badge, source and address in it.

It is as high as its words want; `slide` has the forms of a fixed size.
"""

import base64
import io
import re
from dataclasses import dataclass
from functools import partial
from html import escape, unescape

import fontTools
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from .. import theme
from ..layout import FONTS, Sources, bytes_of
from ..memory import MEMORY, Wanted, code
from ..metrics import wrapped
from .page import MEANINGS, inside

MARGIN = 24  # px round an export
FACES = {400: "wartime-sans-regular", 600: "wartime-sans-semibold"}


@dataclass(frozen=True)
class Dress:
    """The words round an exported drawing; badge and note may be empty."""

    title: str
    subtitle: str
    badge: str
    note: str
    source: str
    address: str
    description: str


@dataclass(frozen=True)
class Line:
    """Words below each other in one style: size and leading in px."""

    text: str
    size: float
    leading: float
    token: str
    weight: int = 400


def cut(face: bytes, letters: str) -> bytes:
    """A font file with these letters alone, as WOFF2; the same input gives the same bytes."""
    font = TTFont(io.BytesIO(face), recalcTimestamp=False)
    for name in {"GPOS", "GSUB", "GDEF"} & set(font.keys()):
        del font[name]  # kerning costs more time and bytes than a drawing gains by it
    subsetter = Subsetter(Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[1, 2]))
    subsetter.populate(text=letters)
    subsetter.subset(font)
    font.flavor, out = "woff2", io.BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()


def letters_of(svg: str, weight: int) -> str:
    """The letters that a drawing sets in a weight, sorted."""
    texts = re.findall(r"<text([^>]*)>(.*?)</text>", svg, flags=re.S)
    heavy = [
        words
        for style, words in texts
        if (re.search(r'font-weight="(?:600|bold)"', style) is not None) == (weight == 600)
    ]
    return "".join(sorted(set(unescape(re.sub(r"<[^>]+>", "", "".join(heavy))))))


def cuts_of(sources: Sources, svg: str) -> dict[int, Wanted]:
    """How the faces of a drawing are cut to its letters, by weight."""
    found = {}
    for weight, name in FACES.items():
        if letters := letters_of(svg, weight):
            cutting = (bytes_of(sources, f"{FONTS}ttf/{name}.ttf"), letters)
            found[weight] = partial(cut, *cutting), ("font", code(), fontTools.version, *cutting)
    return found


def font_style(sources: Sources, svg: str) -> str:
    """The faces of a drawing inside the file, so that it looks the same on any machine."""
    rules = []
    for weight, (job, parts) in cuts_of(sources, svg).items():
        data = base64.b64encode(MEMORY.recall(job, *parts)).decode()
        rules.append(
            f"@font-face{{font-family:'{theme.SANS}';font-weight:{weight};src:url(data:font/woff2;base64,{data})}}"
        )
    return f"<style>{''.join(rules)}</style>"


def text_svg(lines: list[Line], x: float, y: float) -> tuple[str, float]:
    """Lines of text as SVG, from the top y, and the y below the last."""
    parts = []
    for line in lines:
        y += line.leading
        parts.append(
            f'<text x="{x:g}" y="{y - 0.26 * line.leading:g}" font-size="{line.size:g}" font-weight="{line.weight}" '
            f'fill="{theme.LIGHT[line.token]}">{escape(line.text)}</text>'
        )
    return "".join(parts), y


def block(text: str, size: float, most: float, token: str, weight: int = 400, balanced: bool = False) -> list[Line]:
    """A paragraph as lines that fit into `most` px."""
    found = wrapped(text, size, most, weight, balanced) if text else []
    return [Line(line, size, round(size * 1.32), token, weight) for line in found]


def frame(width: float, height: float, name: str, dress: Dress, body: str) -> str:
    """The root of an exported file, with the name and the description of the drawing."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}" '
        f'role="img" aria-labelledby="{name}-title" font-family="{theme.SANS}, sans-serif">'
        f'<title id="{name}-title">{escape(dress.title)}</title><desc>{escape(dress.description)}</desc>'
        f'<rect width="{width:g}" height="{height:g}" fill="{theme.LIGHT["paper"]}"/>{body}</svg>\n'
    )


def export_svg(svg: str, size: tuple[float, float], name: str, dress: Dress) -> str:
    """A drawing with its words above and below it, as a file of its own, without fonts."""
    width, height = size
    head = [*block(dress.title, 24, width, "ink", 600, True), *block(dress.subtitle, 16, width, "muted")]
    head += block(dress.badge, 14, width, "caution", 600)
    foot = [line for text in (dress.note, dress.source, dress.address) for line in block(text, 13, width, "muted")]
    above, plot_y = text_svg(head, MARGIN, MARGIN - 6)
    below, end = text_svg(foot, MARGIN, plot_y + 12 + height + 10)
    drawing = f'<g transform="translate({MARGIN},{plot_y + 12:g})">{MEANINGS.sub("", inside(svg, name))}</g>'
    return frame(width + 2 * MARGIN, end + MARGIN - 6, name, dress, above + drawing + below)


def with_fonts(svg: str, style: str) -> str:
    """An exported file with its fonts inside, so that a download looks the same on any machine."""
    return svg.replace("<rect ", f"{style}<rect ", 1)
