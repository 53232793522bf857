"""From an Altair chart to files: page SVG, export SVG, PNG and Vega-Lite JSON, through vl-convert in one process.

Separate, so that charts know nothing of SVG. What the renderer leaves out is put right here: ids that are unique on a
page, a role, a name and a description, and colours that follow the theme of the reader.
"""

import base64
import json
import re
import textwrap
from html import escape

import altair as alt
import vl_convert as vlc

from . import theme
from .layout import Layout

VEGA_LITE = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])
TOKEN_OF = {light: token for token, light in theme.LIGHT.items()}
NEUTRAL = {"none", "transparent"}
SVG_OPEN = re.compile(r"<svg[^>]*>")
MARGIN, TITLE_SIZE, LINE = 24, 21, 19  # of an export, in px


def register_fonts(layout: Layout) -> None:
    """Let vl-convert draw with the fonts of the repository, so that drawings do not depend on the machine."""
    vlc.register_font_directory(str(layout.fonts / "ttf"))


def spec_of(chart: alt.Chart, description: str) -> dict:
    """The Vega-Lite specification, dressed by the theme; tests hold it against the schema, which takes long."""
    return {**chart.to_dict(validate=False), "config": theme.CONFIG, "description": description}


def spec_json(spec: dict) -> str:
    """The specification as a file to take away, on its own paper colour."""
    config = {**spec["config"], "background": theme.LIGHT["paper"]}
    return json.dumps({**spec, "config": config}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def raw_svg(spec: dict) -> str:
    """What vl-convert draws, with the Vega-Lite version that Altair names."""
    return vlc.vegalite_to_svg(spec, vl_version=VEGA_LITE)


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


def font_face(layout: Layout) -> str:
    """The sans faces inside the file, so that a download looks the same on any machine."""
    rules = []
    for face, weight in (("regular", 400), ("semibold", 600)):
        data = base64.b64encode(layout.bytes_of(layout.fonts / f"wartime-sans-{face}.woff2")).decode()
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


def png(svg: str) -> bytes:
    """An export as a picture, two px to a unit. The fonts are those registered, so the file need not hold them."""
    return vlc.svg_to_png(svg, scale=2)
