"""A drawing for a page: named and described, its ids its own, its colours those of the reader's theme."""

import re
from html import escape

from .. import theme

TOKEN_OF = {light: token for token, light in theme.LIGHT.items()}
NEUTRAL = {"none", "transparent"}
SVG_OPEN = re.compile(r"<svg[^>]*>")


def size_of(svg: str) -> tuple[int, int]:
    """Width and height of a drawing in whole px, from its viewBox."""
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    return round(float(box[1])), round(float(box[2]))


def inside(svg: str, prefix: str) -> str:
    """What is drawn, without the root element; ids and references to them begin with the prefix."""
    body = svg[SVG_OPEN.search(svg).end() : svg.rindex("</svg>")]
    ids = sorted(set(re.findall(r'\bid="([^"]+)"', body)))
    for number, name in enumerate(ids):
        body = body.replace(f'id="{name}"', f'id="{prefix}-{number}"').replace(
            f"url(#{name})", f"url(#{prefix}-{number})"
        )
    body = re.sub(r' (?:role|aria-[a-z]+|pointer-events|class)="[^"]*"', "", body)
    return re.sub(r'font-family="[^"]*"', f'font-family="{theme.SANS}"', body)


def themed(body: str) -> str:
    """The drawing with each palette colour as its CSS custom property; ValueError names any other colour."""

    def token(match: re.Match) -> str:
        colour = match[2].lower()
        if colour in NEUTRAL:
            return match[0]
        if colour not in TOKEN_OF:
            raise ValueError(f"colour {match[2]} is not in the palette")
        return f'{match[1]}="var(--{TOKEN_OF[colour]})"'

    return re.sub(r'\b(fill|stroke)="([^"]+)"', token, body)


def veil_groups(veils) -> str:
    """Sheets in the colour of the paper, a group a step of a walk; the stylesheet shows the one that is chosen."""
    groups = []
    for number, boxes in enumerate(veils, 1):
        rects = "".join(f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}"/>' for x, y, w, h in boxes)
        groups.append(f'<g class="veil veil-{number}">{rects}</g>')
    return "".join(groups)


TEXT_MARKS = re.compile(r'<g class="mark-text role-mark[^>]*>(?:<text.*?</text>)*</g>', flags=re.S)
PLACE = re.compile(r'<g fill="none" stroke-miterlimit="10" (transform="[^"]+")>')


def apart(svg: str) -> tuple[str, str]:
    """The drawing without the words that stand in the plot, and those words in a group at the same place."""
    words = "".join(TEXT_MARKS.findall(svg))
    return TEXT_MARKS.sub("", svg), f"<svg><g {PLACE.search(svg)[1]}>{words}</g></svg>"


def page_svg(svg: str, name: str, title: str, description: str, veils=()) -> str:
    """A drawing for the page: named and described for those who do not see it, its inside silent, its size fluid.

    Words stand above the veils, so that none is cut in two.
    """
    width, height = size_of(svg)
    marks, words = apart(svg) if veils else (svg, "<svg></svg>")
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
        f'<g aria-hidden="true">{themed(inside(marks, name))}{veil_groups(veils)}{themed(inside(words, name))}</g></svg>'
    )


