"""What every page is, and what is done to each once it is HTML."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from .. import addresses
from ..memory import once

LINK = re.compile(r'\b(href|src)="(?![a-z]+:|#|/)([^"]+)"')  # to a file of the site
BASE = re.compile(r"\b(1\d{3}) = 100\b")  # of an index
BASED = re.compile(r">[^<>]* = 100[^<>]*<")  # text that may hold one
QUOTED = re.compile(r""">([^<>]*['"&][^<>]*)<""")  # text that may hold a quotation mark


@dataclass(frozen=True)
class Page:
    """A page: its path from the root of the site, the template that makes it, and what the template is given.

    `given` is the latter, or what makes it once somebody asks. `description` says what the page is to those who meet its
    address elsewhere; empty, it is said of the whole site.
    """

    path: str
    template: str
    given: dict | Callable[[], dict]
    description: str = ""

    @once
    def context(self) -> dict:
        return self.given if isinstance(self.given, dict) else self.given()


def typographic(html: str) -> str:
    """The text as a printer sets it, not code, scripts or tags: apostrophes and quotation marks, and an index with its base."""

    def curly(match: re.Match) -> str:
        text = re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)", "’", re.sub("&#(?:39|x27);", "'", match[1]))
        return ">" + re.sub(r'(?:"|&#34;|&quot;)([^"<>&]+)(?:"|&#34;|&quot;)', r"“\1”", text) + "<"

    def together(match: re.Match) -> str:
        return BASE.sub("\\1\u00a0=\u00a0100", match[0])

    parts = re.split(r"(<(code|pre|script|style)\b.*?</\2>)", html, flags=re.S)
    return "".join(
        part if i % 3 == 1 else BASED.sub(together, QUOTED.sub(curly, part))
        for i, part in enumerate(parts)
        if i % 3 != 2
    )


def relative(html: str, path: str) -> str:
    """The page with links from the root made relative to where the page stands."""
    return LINK.sub(lambda link: f'{link[1]}="{way(path, link[2])}"', html)


def way(page: str, target: str) -> str:
    """The shortest link from a page to a file or to a place in it, both from the root of the site."""
    file, mark, anchor = target.partition("#")
    if file == page and mark:
        return f"#{anchor}"
    here, there = page.split("/")[:-1], target.split("/")
    together = [a == b for a, b in zip(here, there[:-1], strict=False)]
    same = (*together, False).index(False)
    return "../" * (len(here) - same) + "/".join(there[same:])


def absolute(html: str, base: str) -> str:
    """The page with links from the root made absolute: for a page that a server shows at addresses that do not exist."""
    return LINK.sub(rf'\1="{base}/\2"', html)


def named(html: str, version: str) -> str:
    """The page with a name for each file to take away that says site, file and release; its address does not change."""

    def with_name(link: re.Match) -> str:
        return f'{link[1]} download="{addresses.saved_as(link[2], version)}"'

    return re.sub(r'(<a (?=[^>]*href="([^"#]+)")[^>]*?) download(?=[ >])', with_name, html)


def outward(html: str) -> str:
    """The page with links that leave the site marked so that the page they open knows nothing of this one."""
    return re.sub(r'<a (?![^>]*\brel=)(?=[^>]*\bhref="https?:)', '<a rel="noopener" ', html)
