"""Markdown and HTML of texts: what both promise, and what a reader meets of them. Nothing here knows a table.

Every fault is a pair of line and message.
"""

import functools
import re
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser

import markdown

from ..faults import UNSEEN, line_at

VOID = {"br", "hr", "img", "input", "wbr", "meta", "link"}
# Tags and attributes that a text may have: what says how words are meant, and nothing that runs, loads, hides or turns them.
TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "cite",
        "code",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "h2",
        "h3",
        "hr",
        "i",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = frozenset(["class", "colspan", "href", "lang", "rowspan", "scope", "title"])
COMMENT = re.compile(r"<!--")
PICTURE = re.compile(r"!\[")
ENTITY = re.compile(r"&#?\w+;")
CALL = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", flags=re.S)
# A number that stands by itself, and the surroundings in which one may be typed: years and their ranges, days of a month,
# places in a work, and the base of an index.
NUMBER = re.compile(r"(?<![\w’.,/=#+-])\d[\d,]*(?:\.\d+)?(?:/\d\d)?(?![\w/])")
YEAR = re.compile(r"1[789]\d\d|20\d\d|1[789]\d\d/\d\d")
BEFORE = re.compile(
    r"(?:\b(?:tables?|figures?|charts?|pp?\.|no\.|vol\.|notes?|parts?|chapters?|pages?|ch\.)[ \u00a0]|= |(?:1[789]|20)\d\d[–-])$",
    re.I,
)
# Where the check of a statement is taken from, and the block of a paragraph with its checks.
CHECK = re.compile(r"<!--check:([a-z0-9-]+)-->")
CHECKED = '<div class="checked">'
AFTER = re.compile(
    r"[ \u00a0](?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


@functools.lru_cache(maxsize=2048)
def to_html(text: str) -> str:
    """Markdown of running text: typographic quotes, definition lists."""
    return markdown.markdown(text, extensions=["smarty", "def_list"], output_format="html")


@functools.lru_cache(maxsize=8)
def to_html_with_tables(text: str) -> str:
    """Markdown of a page of documentation: with tables, and anchors on its heads."""
    html = markdown.markdown(text, extensions=["smarty", "tables", "toc", "fenced_code"], output_format="html")
    html = html.replace(' style="text-align: right;"', ' class="number"')
    html = re.sub(r' style="text-align: (?:left|center);"', "", html)
    scroller = '<div class="scroller" tabindex="0" role="group" aria-label="Table of the codebook"><table>'
    return html.replace("<table>", scroller).replace("</table>", "</table></div>")


def inline_markdown(text: str) -> str:
    """Markdown of one paragraph, without the paragraph."""
    return to_html(text).removeprefix("<p>").removesuffix("</p>")


def without_calls(text: str) -> str:
    """The text with its calls blanked out, line by line, so that lines still count."""
    return CALL.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


class TagBalance(HTMLParser):
    """Collects (line, message) of tags that are not closed, or closed and never opened."""

    def __init__(self):
        super().__init__()
        self.open: list[tuple[str, int]] = []
        self.faults: list[tuple[int, str]] = []

    def handle_starttag(self, tag, attrs):
        faults = [] if tag in TAGS else [f"<{tag} may not stand here"]
        faults += [f"<{tag} {name}> may not stand here" for name, _ in attrs if name not in ATTRIBUTES]
        self.faults += [(self.getpos()[0], fault) for fault in faults]
        if tag not in VOID:
            self.open.append((tag, self.getpos()[0]))

    def handle_endtag(self, tag):
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
        elif tag not in VOID:
            self.faults.append((self.getpos()[0], f"</{tag}> closes nothing that is open"))


def tag_faults(text: str) -> list[tuple[int, str]]:
    """Faults of the HTML tags that a text holds between its calls."""
    balance = TagBalance()
    balance.feed(without_calls(text))
    balance.close()
    faults = balance.faults + [(line, f"<{tag}> is not closed") for tag, line in balance.open]
    return faults + [(line_at(text, place), message) for place, message in sign_faults(text)]


def sign_faults(text: str) -> Iterator[tuple[int, str]]:
    """Place and message of each comment, picture, and sign written as an entity that cannot be seen."""
    yield from ((found.start(), "<!-- may not stand here") for found in COMMENT.finditer(text))
    yield from ((found.start(), "a picture may not stand here: call figure()") for found in PICTURE.finditer(text))
    for found in ENTITY.finditer(text):
        if UNSEEN.search(unescape(found[0])):
            yield found.start(), f"{found[0]} cannot be seen; delete it"


def typed_faults(text: str) -> list[tuple[int, str]]:
    """Numbers that are typed where a call should give them; years, dates, places in a work and "= 100" may be typed."""
    blanked = without_calls(text)
    return [
        (line_at(text, m.start()), f"the number {m[0].rstrip(',')} is typed: call it from a table")
        for m in NUMBER.finditer(blanked)
        if not YEAR.fullmatch(m[0].rstrip(","))
        and not BEFORE.search(blanked[max(0, m.start() - 12) : m.start()])
        and not AFTER.match(blanked[m.end() :])
    ]


def with_anchors(html: str, prefix: str, before: int = 0, beside: Callable[[list[str]], str] = str) -> tuple[str, int]:
    """Each paragraph with an id and a link to itself, so that it can be cited, and how many there are by now.

    A paragraph that makes statements of the paper gets what `beside` makes of their ids, with it in one block.
    """
    count = before

    def anchor(match: re.Match) -> str:
        nonlocal count
        count += 1
        name = f"{prefix}-{count}"
        said, text = CHECK.findall(match[1]), CHECK.sub("", match[1])
        own = f'<p id="{name}">{text}<a class="anchor" href="#{name}" aria-label="Link to this paragraph">¶</a></p>'
        return f"{CHECKED}{beside(said)}{own}</div>" if said else own

    return re.sub(r"<p>(.*?)</p>", anchor, html, flags=re.S), count


def paragraphs(html: str) -> list[tuple[str, str]]:
    """The paragraphs of a text that have an id, in order: the id, and the HTML within."""
    return re.findall(r'<p id="([^"]+)">(.*?)</p>', html, flags=re.S)


def with_head_ids(html: str, prefix: str) -> str:
    """Subheads with ids, one level below the title of the chapter."""

    def head(match: re.Match) -> str:
        words = re.sub("<[^>]+>|&[a-z0-9#]+;", "", match[1]).lower()
        name = f"{prefix}-{re.sub(r'[^a-z0-9]+', '-', words).strip('-')}"
        return f'<h3 id="{name}">{match[1]}</h3>'

    return re.sub(r"<h2>(.*?)</h2>", head, html)


class Reading(HTMLParser):
    """Collects the text that a reader meets: marks, anchors and what only screen readers say are left out."""

    SKIPPED = frozenset({"mark", "checks", "sr", "status-mark", "anchor", "noteref"})

    def __init__(self):
        super().__init__()
        self.stack: list[bool] = []
        self.text: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            skipped = bool(self.SKIPPED & set((dict(attrs).get("class") or "").split()))
            self.stack.append(skipped or any(self.stack[-1:]))

    def handle_endtag(self, tag):
        if self.stack and tag not in VOID:
            self.stack.pop()

    def handle_data(self, data):
        if not any(self.stack[-1:]):
            self.text.append(data)


def reading_text(html: str) -> str:
    """The text that a reader meets."""
    reading = Reading()
    reading.feed(html)
    return "".join(reading.text)


def plain(html: str) -> str:
    """The words of some HTML in one line, as an attribute or a drawing takes them."""
    return re.sub(r"\s+", " ", reading_text(html)).strip()


def count_words(html: str) -> int:
    """Words that a reader meets, notes, headings and citations included."""
    return len(reading_text(html.replace("</p>", " </p>").replace("</h3>", " </h3>")).split())
