"""Links that leave the site: which there are, on which pages, for which work, and whether they still lead anywhere.

The list is made by the build. Whether an address answers is asked by a maintainer's command alone, never by the build.
"""

import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape

from .. import addresses
from ..data.references import Reference
from ..exports.files import MEDIA_TYPES, Download, Files
from ..exports.harmless import csv_text

OUTWARD = re.compile(r'<a\s[^>]*\bhref="(https?:[^"]+)"')
HEAD = ("address", "work", "archived", "pages")
TIMEOUT = 20  # seconds for which an address may keep silent
HANDS = 4  # addresses that are asked at once
BROWSER = "Mozilla/5.0 (compatible; a reader who checks whether links still lead anywhere)"


@dataclass(frozen=True)
class Link:
    """An address elsewhere: the pages that lead to it, and the work that it is of, with its archived address, if any."""

    address: str
    pages: tuple[str, ...]
    work: str = ""
    archived: str = ""


def outward_links(files: Files, works: Mapping[str, Reference]) -> list[Link]:
    """Every address elsewhere that a page leads to, or that a work has and the bibliography leaves out; sorted."""
    held = {address: work for work in works.values() for address in work.addresses}
    found: dict[str, dict[str, None]] = {address: {} for address in held}
    for path in sorted(path for path in files if path.endswith(".html")):
        for address in OUTWARD.findall(files[path].decode()):
            found.setdefault(unescape(address), {})[path] = None
    return [
        Link(address, tuple(pages), *((held[address].key, held[address].archived) if address in held else ()))
        for address, pages in sorted(found.items())
    ]


def links_file(files: Files, works: Mapping[str, Reference]) -> Download:
    """The outward links as a file: address, work, archived address, and the pages, parted by blanks."""
    rows = [(link.address, link.work, link.archived, " ".join(link.pages)) for link in outward_links(files, works)]
    content = csv_text(HEAD, rows).encode()
    return Download(addresses.LINKS, MEDIA_TYPES["csv"], "Links that leave the site", "", content)


def fault_of(address: str, timeout: float = TIMEOUT) -> str:
    """Why an address leads nowhere, in words; empty where it answers. What it says of itself is not read."""
    try:
        request = urllib.request.Request(address, headers={"User-Agent": BROWSER})
        with urllib.request.urlopen(request, timeout=timeout):
            return ""
    except urllib.error.HTTPError as error:
        with error:
            return f"{error.code} {error.reason}"
    except (OSError, http.client.HTTPException, ValueError) as error:
        return str(getattr(error, "reason", "") or error) or type(error).__name__


def checked(links: Iterable[Link], timeout: float = TIMEOUT) -> Iterator[str]:
    """A line for each address that leads nowhere: what it says, what rests on it, and the archived copy where one is known."""
    asked = list(links)
    with ThreadPoolExecutor(HANDS) as hands:
        for link, fault in zip(asked, hands.map(lambda link: fault_of(link.address, timeout), asked), strict=True):
            if fault:
                of = f"work {link.work}" if link.work else f"{len(link.pages)} pages, first {link.pages[0]}"
                yield f"{link.address}: {fault} ({of}{f'; archived: {link.archived}' if link.archived else ''})"
