"""A drawing as a slide: its words above and below it, all of them large enough to be read across a room.

A slide of 13.33 by 7.5 inches has 1920 by 1080 px, so 36 px are 18 points. The same words, each a part with its place,
serve a picture and a file for presentations.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..metrics import width as width_of
from ..metrics import wrapped
from .export import Dress, Line, frame, text_svg
from .page import MEANINGS, inside

WIDTH, HEIGHT = 1920, 1080  # px
PAD, TOP, BOTTOM, GAP = 64, 36, 36, 18  # px: at the sides, above and below, round the drawing
TEXT, LEADING = 36, 43  # px
TITLES = range(60, 45, -2)  # px: sizes of a title, the largest that leaves it on one line
WIDE = WIDTH - 2 * PAD
# Colour and weight of each part.
LOOKS: Mapping[str, tuple[str, int]] = {
    "title": ("ink", 600), "subtitle": ("muted", 400), "badge": ("caution", 600), "source": ("muted", 400), "address": ("muted", 400),
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Words of a slide: what they are, in lines, their size, and where they begin and end, in px from the top."""

    name: str
    lines: tuple[str, ...]
    size: float
    top: float
    bottom: float

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True)
class Slide:
    """A slide as SVG, its parts in words, and the place of the drawing in whole px: left, top, right, bottom."""

    svg: str
    parts: tuple[Part, ...]
    place: tuple[int, int, int, int]


def parts_from(texts: Iterable[tuple[str, str]], top: float) -> tuple[Part, ...]:
    """Words below each other, by their names; empty ones are left out."""
    found, y = [], top
    for name, text in texts:
        if not text:
            continue
        size = next((s for s in TITLES if width_of(text, s, 600) <= WIDE), TITLES[-1]) if name == "title" else TEXT
        lines = tuple(wrapped(text, size, WIDE, LOOKS[name][1], balanced=True))
        bottom = y + len(lines) * round(size * LEADING / TEXT)
        found.append(Part(name, lines, size, y, bottom))
        y = bottom
    return tuple(found)


def part_svg(part: Part) -> str:
    """A part as SVG."""
    token, weight = LOOKS[part.name]
    leading = (part.bottom - part.top) / len(part.lines)
    return text_svg([Line(line, part.size, leading, token, weight) for line in part.lines], PAD, part.top)[0]


def slide_of(svg: str, size: tuple[float, float], name: str, dress: Dress) -> Slide:
    """A drawing of a size in px on a slide, as large as its words leave it room."""
    head = parts_from([(key, getattr(dress, key)) for key in ("title", "subtitle", "badge")], TOP)
    foot = [(key, getattr(dress, key)) for key in ("source", "address")]
    low = HEIGHT - BOTTOM - parts_from(foot, 0)[-1].bottom
    parts = (*head, *parts_from(foot, low))
    high = low - head[-1].bottom - 2 * GAP
    factor = min(WIDE / size[0], high / size[1])
    left, top = PAD, head[-1].bottom + GAP + (high - factor * size[1]) / 2
    place = f'<g transform="translate({left},{top:.1f}) scale({factor:.4f})">'
    body = f"{''.join(map(part_svg, parts))}{place}{MEANINGS.sub('', inside(svg, name))}</g>"
    edges = (
        left - GAP,
        int(top) - GAP // 2,
        left + round(factor * size[0]) + GAP,
        round(top + factor * size[1]) + GAP // 2,
    )
    return Slide(frame(WIDTH, HEIGHT, name, dress, body), parts, edges)
