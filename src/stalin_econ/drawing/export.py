"""A drawing to take away, in literal colours, with title, subtitle, source and address burnt in."""

import base64
import textwrap
from html import escape

from .. import theme
from ..layout import FONTS, Sources, bytes_of
from .page import inside, size_of

MARGIN, TITLE_SIZE, LINE = 24, 21, 19  # of an export, in px


def wrapped(text: str, size: float, width: int) -> list[str]:
    """Lines of about one length that fit the width in the sans face, whose letters are half as wide as high, or less."""
    most = int(width / (0.49 * size))
    lines = textwrap.wrap(text, most)
    even = textwrap.wrap(text, min(most, len(text) // max(1, len(lines)) + 7))
    return even if len(even) == len(lines) else lines


def text_lines(lines: list[str], y: float, size: float, colour: str, weight: int) -> str:
    """Lines of text below each other; y is the base line of the first."""
    style = f'font-family="{theme.SANS}" font-size="{size}" font-weight="{weight}" fill="{theme.LIGHT[colour]}"'
    leading = round(size * 1.32)
    return "".join(f'<text x="{MARGIN}" y="{y + i * leading}" {style}>{escape(t)}</text>' for i, t in enumerate(lines))


def font_face(sources: Sources) -> str:
    """The sans faces inside the file, so that a download looks the same on any machine."""
    rules = []
    for face, weight in (("regular", 400), ("semibold", 600)):
        data = base64.b64encode(bytes_of(sources, f"{FONTS}wartime-sans-{face}.woff2")).decode()
        rules.append(
            f"@font-face{{font-family:'{theme.SANS}';font-weight:{weight};src:url(data:font/woff2;base64,{data})}}"
        )
    return f"<style>{''.join(rules)}</style>"


def export_svg(svg: str, name: str, words: dict[str, str], style: str = "") -> str:
    """A drawing to take away, in literal colours, with title, subtitle, source and address burnt in.

    `words` holds title, subtitle, badge, key, source, address and description; badge may be empty.
    """
    width, height = size_of(svg)
    outer = width + 2 * MARGIN
    title, subtitle = wrapped(words["title"], TITLE_SIZE, width), wrapped(words["subtitle"], 14, width)
    badge = wrapped(words["badge"], 13, width)
    foot = [line for part in ("key", "source", "address") for line in wrapped(words[part], 12, width)]
    sub_y = MARGIN + 16 + len(title) * round(TITLE_SIZE * 1.32)
    badge_y = sub_y + len(subtitle) * LINE
    plot_y = badge_y + len(badge) * LINE
    foot_y = plot_y + height + 26
    total = foot_y + len(foot) * 16 + 8
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{outer}" height="{total}" '
        f'viewBox="0 0 {outer} {total}" role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(words["title"])}</title><desc id="{name}-desc">{escape(words["description"])}</desc>{style}'
        f'<rect width="{outer}" height="{total}" fill="{theme.LIGHT["paper"]}"/>'
        f"{text_lines(title, MARGIN + 16, TITLE_SIZE, 'ink', 600)}{text_lines(subtitle, sub_y, 14, 'muted', 400)}"
        f"{text_lines(badge, badge_y, 13, 'caution', 600)}"
        f'<g transform="translate({MARGIN},{plot_y})">{inside(svg, name)}</g>'
        f"{text_lines(foot, foot_y, 12, 'muted', 400)}</svg>\n"
    )


