"""What a reader must load for a page: how much, packed as servers pack it, and in how many requests."""

import gzip
import re
from dataclasses import dataclass

from .. import addresses
from ..exports.files import Files

FACE = re.compile(r'@font-face\{[^}]*url\("?([^")]+)"?\)[^}]*\}')


@dataclass(frozen=True)
class Weight:
    """A page in bytes, all packed: the page with its scripts, its stylesheet, its fonts; and how many requests they take."""

    page: int
    style: int
    fonts: int
    requests: int


def gzipped(content: bytes) -> int:
    """The size of a file as it travels."""
    return len(gzip.compress(content, 9, mtime=0))


def loaded(html: str, kind: str) -> list[str]:
    """The shared files of a kind that a page names, as paths from the root of the site."""
    return [
        addresses.asset(name)
        for name in re.findall(rf'<(?:script|link)\b[^>]*\s(?:href|src)="[./]*assets/([^"]+\.{kind})"', html)
    ]


def first_fonts(style: str) -> list[str]:
    """The fonts that a page loads at once: those that are not kept for rare letters."""
    found = [(rule[0], rule[1]) for rule in FACE.finditer(style)]
    return [addresses.asset(name) for rule, name in found if "unicode-range" not in rule]


def weight_of(files: Files, path: str) -> Weight:
    """What a page of the site weighs on a first visit; fonts are packed already."""
    html = files[path].decode()
    sheets, scripts = loaded(html, "css"), loaded(html, "js")
    fonts = [name for sheet in sheets for name in first_fonts(files[sheet].decode())]
    return Weight(
        gzipped(files[path]) + sum(gzipped(files[name]) for name in scripts),
        sum(gzipped(files[name]) for name in sheets),
        sum(len(files[name]) for name in fonts),
        1 + len(sheets) + len(scripts) + len(fonts),
    )


def line(files: Files, charts: list[str]) -> str:
    """The sizes of the story and of the heaviest of the chart pages, for whoever builds; in kB of 1000 bytes."""
    story, chart = (
        weight_of(files, addresses.STORY),
        max((weight_of(files, path) for path in charts), key=lambda w: w.page),
    )
    kinds = f"with fonts {(story.page + story.fonts) / 1000:.0f}, style {story.style / 1000:.0f}"
    return (
        f"story {story.page / 1000:.1f} kB gzip, {kinds}, {story.requests} requests; "
        f"largest chart page {chart.page / 1000:.1f} kB"
    )
