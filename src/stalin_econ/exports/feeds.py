"""What crawlers and feed readers fetch: the list of pages, what they may read, and the revisions of the data.

Each of them wants absolute addresses, so without a base address there is none.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from .. import addresses
from ..changelog import releases
from ..measures import display
from ..prose.markup import to_html
from ..vocabulary import SITE_TITLE
from .citation import AUTHOR
from .files import Download

SITEMAP, ATOM = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/2005/Atom"


def xml(root: ET.Element) -> bytes:
    """An element as a file."""
    ET.indent(root, " ")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"


def under(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """A new element within another."""
    element = ET.SubElement(parent, tag, attributes)
    element.text = text or None
    return element


def sitemap(paths: Iterable[str], base: str, day: str) -> bytes:
    """The pages of the site with the day of its release, but for those that hold nothing of their own."""
    root = ET.Element("urlset", xmlns=SITEMAP)
    for path in sorted(path for path in paths if path not in addresses.UNLISTED):
        place = under(root, "url")
        under(place, "loc", f"{base}/{addresses.cited(path)}")
        under(place, "lastmod", day)
    return xml(root)


def feed(log: str, base: str) -> bytes:
    """The dated releases of the changelog as an Atom feed."""
    root, found = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"}), releases(log)
    under(root, "title", f"{SITE_TITLE}: data revisions")
    under(root, "id", f"{base}/{addresses.FEED}")
    under(root, "updated", f"{found[0][1]}T00:00:00Z")
    under(root, "link", rel="self", type="application/atom+xml", href=f"{base}/{addresses.FEED}")
    under(root, "link", rel="alternate", type="text/html", href=f"{base}/{addresses.cited(addresses.DATA)}")
    under(under(root, "author"), "name", AUTHOR)
    for version, day, text in found:
        entry = under(root, "entry")
        under(entry, "title", f"Version {version} of {display.day(day)}")
        under(entry, "id", f"{base}/{addresses.FEED}#{version}")
        under(entry, "updated", f"{day}T00:00:00Z")
        under(entry, "link", rel="alternate", type="text/html", href=f"{base}/{addresses.cited(addresses.DATA)}")
        under(entry, "content", to_html(text), type="html")
    return xml(root)


def feeds(paths: Iterable[str], log: str, base: str, day: str) -> list[Download]:
    """The files for crawlers and feed readers; none without a base address."""
    if not base:
        return []
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {base}/{addresses.SITEMAP}\n"
    return [
        Download(addresses.SITEMAP, "application/xml", "Sitemap", "", sitemap(paths, base, day)),
        Download(addresses.ROBOTS, "text/plain", "Robots", "", robots.encode()),
        Download(addresses.FEED, "application/atom+xml", "Data revisions", "", feed(log, base)),
    ]
