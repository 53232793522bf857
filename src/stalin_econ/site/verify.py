"""What was rendered, checked before anything is written: ids, links, and pages that say what a program would."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from html.parser import HTMLParser

from .. import addresses
from ..exports.files import Files
from ..faults import UNSEEN, Problem
from ..layout import CHANGELOG, DATA, STATIC, TEMPLATES, Sources
from ..memory import recalled

# What the policy of a page does not let run or be seen.
LOADED = ("src", "srcset", "poster", "data", "background")
INLINE = re.compile(r"on[a-z]|style$")
POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'


class Links(HTMLParser):
    """Collects ids and addresses of a page."""

    def __init__(self):
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.refused: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(found["id"])
        self.refused += [f"{tag} {name}" for name in found if INLINE.match(name)]
        self.outside += [found[name] for name in LOADED if re.match(r"([a-z]+:)?//", found.get(name) or "", re.I)]
        self.links += [found[name] for name in ("href", "src") if found.get(name)]


@dataclass(frozen=True)
class Facts:
    """What a page is by itself: its ids, its links, and its own faults."""

    ids: list[str]
    links: list[str]
    faults: list[str]


def facts_of(html: bytes) -> Facts:
    return Facts(**json.loads(facts(html.decode())))


@recalled
def facts(html: str) -> str:
    """The facts of a page, as JSON for the memory."""
    links = Links()
    links.feed(html)
    return json.dumps(asdict(Facts(links.ids, links.links, list(own_faults(html, links)))))


def own_faults(html: str, links: Links) -> Iterator[str]:
    """What is wrong with a page whatever the others are."""
    if odd := re.search(r">[^<]*\b(inf|nan)\b[^<]*<", html):
        yield f"the page says {odd[1]!r}: a figure it rests on is missing or nil"
    if unseen := UNSEEN.search(html):
        yield f"the page holds a sign that cannot be seen, U+{ord(unseen[0]):04X}"
    if POLICY not in html:
        yield "the page does not say what it may load"
    for inline in dict.fromkeys(links.refused):
        yield f"{inline}: a style or script within a tag, which the page does not allow"
    for address in dict.fromkeys(links.outside):
        yield f"link {address!r} would be loaded from elsewhere; a page loads nothing that is not of this site"
    for name in (name for name, times in Counter(links.ids).items() if times > 1):
        yield f"id {name!r} stands twice"


def resolve(page: str, link: str) -> tuple[str, str]:
    """The file and the anchor that a relative link on a page leads to."""
    target, _, anchor = link.partition("#")
    parts = page.split("/")[:-1]
    for part in target.split("/") if target else []:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return ("/".join(parts) if target else page), anchor


def link_problem(page: str, link: str, files: Files, ids: dict[str, set[str]]) -> str:
    """What is wrong with a link of a page; empty where it leads somewhere."""
    if re.match(r"[a-z]+:", link):
        return "" if re.match(r"(https?://|mailto:)", link) else "is neither a page nor an address of the web"
    target, anchor = resolve(page, link)
    if target not in files:
        return "leads to no file"
    return "leads to no anchor" if anchor and target in ids and anchor not in ids[target] else ""


def living(files: Files) -> list[str]:
    """Pages that a build makes; those of a release were checked when it was made, and nobody can mend them."""
    return [path for path in files if path.endswith(".html") and not path.startswith(addresses.RELEASES)]


def page_problems(files: Files, pages: Collection[str] | None = None) -> Iterator[Problem]:
    """No id stands twice on a page, no link leads nowhere, no page shows what a program would say, hides a sign, or runs anything.

    `pages` are those that are looked at, all of the living site where none are named.
    """
    asked = living(files) if pages is None else pages
    found = {path: facts_of(files[path]) for path in dict.fromkeys([*living(files), *asked])}
    ids = {path: set(page.ids) for path, page in found.items()}
    for path, page in ((path, found[path]) for path in asked):
        yield from (Problem(f"site/{path}", 1, fault) for fault in page.faults)
        for link in dict.fromkeys(page.links):
            if fault := link_problem(path, link, files, ids):
                yield Problem(f"site/{path}", 1, f"link {link!r} {fault}")


# What a fault of a page repeats of what somebody typed.
TYPED = re.compile(r"^(?:link|id) '(?:\.\./)*([^']{3,})'|says '(inf|nan)'")


def traced(problems: Iterable[Problem], sources: Sources) -> Iterator[Problem]:
    """The same, each at the line of the text or the data where what is wrong was typed, where it stands as it was typed."""
    for problem in problems:
        found = TYPED.search(problem.message)
        place = typed_at(found[1] or found[2], sources) if found else None
        yield Problem(*place, f"{problem.message}; met on {problem.path}") if place else problem


def typed_at(words: str, sources: Sources) -> tuple[str, int] | None:
    """The first file that people edit, and its line, in which some words stand by themselves; None where none has them."""
    sought = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)".encode())
    for path in (
        path
        for path in sorted(sources)
        if path.startswith((DATA, TEMPLATES, CHANGELOG)) and not path.startswith(STATIC)
    ):
        if found := sought.search(sources[path]):
            return path, sources[path].count(b"\n", 0, found.start()) + 1
    return None
