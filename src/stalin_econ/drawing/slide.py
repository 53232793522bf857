"""A drawing in a frame of a fixed size: its words above and below it, all of them large enough for where it is shown.

A slide of 13.33 by 7.5 inches has 1920 by 1080 px, so 36 px are 18 points. The same words, each a part with its place,
serve a picture and a file for presentations. A card is the picture that others show beside a link, often in half its size.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..metrics import width as width_of
from ..metrics import wrapped
from .export import Dress, Line, frame, text_svg
from .page import MEANINGS, inside


@dataclass(frozen=True)
class Board:
    """A frame in px: its size, its edges at the sides, above and below, the gap round the drawing, the size of words and
    their leading, sizes of a title, the largest that leaves it on one line, and the words that stand above and below."""

    width: int
    height: int
    pad: int
    top: int
    bottom: int
    gap: int
    text: int
    leading: int
    titles: range
    above: tuple[str, ...] = ("title", "subtitle", "badge")
    below: tuple[str, ...] = ("source", "address")

    @property
    def wide(self) -> int:
        """How wide words and drawing may be."""
        return self.width - 2 * self.pad


SLIDE = Board(1920, 1080, 64, 30, 28, 18, 36, 43, range(60, 45, -2))
CARD = Board(1200, 630, 40, 22, 20, 14, 23, 29, range(46, 31, -1), below=("address",))
WIDTH, HEIGHT, PAD, GAP, TEXT, WIDE = SLIDE.width, SLIDE.height, SLIDE.pad, SLIDE.gap, SLIDE.text, SLIDE.wide
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


def parts_from(texts: Iterable[tuple[str, str]], top: float, board: Board) -> tuple[Part, ...]:
    """Words below each other, by their names; empty ones are left out. Lines of a head are of one length; a foot is
    filled, unless a word or two would be left over."""
    found, y = [], top
    for name, text in texts:
        if not text:
            continue
        fits = (size for size in board.titles if width_of(text, size, 600) <= board.wide)
        size = next(fits, board.titles[-1]) if name == "title" else board.text
        lines = wrapped(text, size, board.wide, LOOKS[name][1])
        if name in board.above or width_of(lines[-1], size, LOOKS[name][1]) < board.wide / 5:
            lines = wrapped(text, size, board.wide, LOOKS[name][1], balanced=True)
        bottom = y + len(lines) * round(size * board.leading / board.text)
        found.append(Part(name, tuple(lines), size, y, bottom))
        y = bottom
    return tuple(found)


def part_svg(part: Part, board: Board) -> str:
    """A part as SVG."""
    token, weight = LOOKS[part.name]
    leading = (part.bottom - part.top) / len(part.lines)
    return text_svg([Line(line, part.size, leading, token, weight) for line in part.lines], board.pad, part.top)[0]


def slide_of(svg: str, size: tuple[float, float], name: str, dress: Dress, board: Board = SLIDE) -> Slide:
    """A drawing of a size in px on a slide or a card, as large as its words leave it room."""
    head = parts_from([(key, getattr(dress, key)) for key in board.above], board.top, board)
    foot = [(key, getattr(dress, key)) for key in board.below]
    low = board.height - board.bottom - parts_from(foot, 0, board)[-1].bottom
    parts = (*head, *parts_from(foot, low, board))
    high, gap = low - head[-1].bottom - 2 * board.gap, board.gap
    factor = min(board.wide / size[0], high / size[1])
    left, top = board.pad, head[-1].bottom + gap + (high - factor * size[1]) / 2
    place = f'<g transform="translate({left},{top:.1f}) scale({factor:.4f})">'
    body = f"{''.join(part_svg(part, board) for part in parts)}{place}{MEANINGS.sub('', inside(svg, name))}</g>"
    edges = (
        left - gap,
        int(top) - gap // 2,
        left + round(factor * size[0]) + gap,
        round(top + factor * size[1]) + gap // 2,
    )
    return Slide(frame(board.width, board.height, name, dress, body), parts, edges)
