"""The story: chapter files into HTML and places of figures; summary, glossary, timeline and codebook. Writers need no code."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import unescape

from ..claims.ledger import Claim
from ..faults import InputError, Problem, line_at, require, together
from ..layout import CHAPTERS, CODEBOOK, TEMPLATES, Sources, inside, text_of
from .calls import Calls, Material, Uses
from .markup import (
    count_words,
    inline_markdown,
    tag_faults,
    to_html,
    to_html_with_tables,
    with_anchors,
    with_head_ids,
)
from .rendering import render_text
from .said import checks_html


@dataclass(frozen=True)
class Place:
    """Where a figure stands in a chapter, with the keys of the states that are named beside its default one."""

    figure: str
    states: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """A chapter: stem of its file, title and short title, its parts (HTML, or the place of a figure), and its words."""

    stem: str
    title: str
    short: str
    parts: tuple[str | Place, ...]
    words: int
    uses: Uses

    @property
    def anchor(self) -> str:
        return self.stem.split("-", 1)[1]

    @property
    def html(self) -> str:
        """Its text, without its figures."""
        return "".join(part for part in self.parts if isinstance(part, str))


def parts_of(html: str, uses: Uses, path: str) -> list[str | Place]:
    """Text and places of figures in turn; InputError where a figure is called within a paragraph of words."""
    pieces = re.split("<p>\ue000([^\ue001]*)\ue001</p>", html)
    if crowded := re.search("\ue000([^\ue001]*)\ue001", "".join(pieces[::2])):
        raise InputError([Problem(path, 1, f"figure {crowded[1]!r} wants a paragraph of its own")])
    return [Place(piece, uses.figures[piece]) if i % 2 else piece for i, piece in enumerate(pieces)]


def anchored(parts: list[str | Place], prefix: str, claims: Mapping[str, Claim]) -> tuple[str | Place, ...]:
    """The parts with an anchor on each paragraph, numbered through the chapter, and the checks of its statements."""
    found, count = [], 0
    for part in parts:
        if isinstance(part, str):
            part, count = with_anchors(part, prefix, count, partial(checks_html, claims=claims))
        found.append(part)
    return tuple(found)


def read_chapter(sources: Sources, path: str, material: Material, notes: int) -> Chapter:
    """One chapter. Its first line is its title, after a bar its short one; its file name gives its place and slug.

    `notes` counts those of the chapters before it.
    """
    stem = path.removeprefix(CHAPTERS).removesuffix(".md")
    calls = Calls(material, stem, notes)
    text = render_text(sources, path, calls.names())
    first, _, body = text.partition("\n")
    if not re.fullmatch(r"# [^|]*[^|\s][^|]*(\|[^|]*[^|\s][^|]*)?", first) or not re.fullmatch(
        r"\d\d-[a-z0-9-]+", stem
    ):
        message = (
            "a chapter is named 01-some-words.md, and its first line is its title: '# Title' or '# Title | Short title'"
        )
        raise InputError([Problem(path, 1, message)])
    prefix = stem.split("-", 1)[1]
    title, _, short = (inline_markdown(words.strip()) for words in first[2:].partition("|"))
    if "<a" in title + short:
        raise InputError([Problem(path, 1, "a title holds no link and no call that makes one")])
    html = with_head_ids(to_html(body), prefix)
    require(
        Problem(path, 1, f"two subheads make the same anchor, {name!r}; word one otherwise") for name in twice(html)
    )
    parts = parts_of(html, calls.uses, path)
    parts = anchored(parts, f"{prefix}-p", material.claims)
    words = sum(count_words(part) for part in parts if isinstance(part, str))
    return Chapter(stem, title, short or title, parts, words, calls.uses)


def twice(html: str) -> list[str]:
    """Anchors of subheads that stand more than once."""
    names = re.findall(r'<h3 id="([^"]*)">', html)
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]


def file_faults(sources: Sources) -> Iterator[Problem]:
    """A problem for each file beside the chapters that is none, and for each that has the name of another."""
    met: dict[str, str] = {}
    for path in sorted(path for path in sources if path.startswith(CHAPTERS) and not path.endswith("~")):
        name = path.removeprefix(CHAPTERS)
        if not re.fullmatch(r"\d\d-[a-z0-9-]+\.md", name):
            yield Problem(path, 1, "no chapter, so nothing reads it: name it 01-some-words.md, or delete it")
        elif (other := met.setdefault(name[3:], path)) != path:
            yield Problem(path, 1, f"has the name of {other}, so its anchors would stand twice; give it another")


def read_chapters(sources: Sources, material: Material) -> list[Chapter]:
    """All chapters in order; InputError with the faults of each, or where a figure or a claim has no place or two."""
    paths = inside(sources, CHAPTERS, ".md")
    require(file_faults(sources))
    notes = [len(re.findall(r"\{%[-+]?\s*call\s+note\s*\(", text_of(sources, path))) for path in paths]
    chapters = together(
        *(partial(read_chapter, sources, path, material, sum(notes[:i])) for i, path in enumerate(paths))
    )
    require(misuses(chapters, material))
    return chapters


def misuses(chapters: list[Chapter], material: Material) -> Iterator[Problem]:
    """Claims that no chapter uses, and figures that two do; a figure may have a page without a place in the story."""
    figures = [slug for chapter in chapters for slug in chapter.uses.figures]
    claims = {claim for chapter in chapters for claim in chapter.uses.claimed}
    for name, claim in material.claims.items():
        if name not in claims:
            words = f"claim {name!r} is used in no chapter; the ledger has it in this one"
            yield Problem(f"{CHAPTERS}{claim.entry['section']}.md", 1, words)
    for slug in sorted({slug for slug in figures if figures.count(slug) > 1}):
        yield Problem(CHAPTERS.rstrip("/"), 1, f"figure {slug!r} is used a second time")


def read_summary(sources: Sources, material: Material) -> tuple[str, str, Uses]:
    """The standfirst, without its paragraph, the summary, and what both use; InputError where either is missing."""
    path, calls = f"{TEMPLATES}summary.md", Calls(material)
    html = to_html(render_text(sources, path, calls.names())).strip()
    first, end, rest = html.partition("</p>")
    if not first.startswith("<p>") or not end or not rest.strip():
        raise InputError([Problem(path, 1, "a paragraph for the standfirst is wanted, then the summary")])
    return first.removeprefix("<p>"), rest, calls.uses


def read_codebook(sources: Sources) -> str:
    """The codebook in HTML; InputError where it is empty."""
    text = text_of(sources, CODEBOOK)
    if not text.strip():
        raise InputError([Problem(CODEBOOK, 1, "the codebook is empty")])
    told = re.sub(r"<!--[^\n>]*-->", "", text)  # marks between which a program writes
    require(Problem(CODEBOOK, line, message) for line, message in tag_faults(told))
    return to_html_with_tables(text)


def definitions(sources: Sources, name: str) -> list[tuple[str, str]]:
    """Terms and meanings of a Markdown definition list; InputError where a tag is open, or there is nothing."""
    path = TEMPLATES + name
    text = text_of(sources, path)
    found = [(unescape(t), m) for t, m in re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", to_html(text), flags=re.S)]
    faults = [Problem(path, line, message) for line, message in tag_faults(text)]
    calls = re.finditer(r"\{[{%]", text)
    faults += [Problem(path, line_at(text, call.start()), "a call, which is not carried out here") for call in calls]
    names = [term for term, _ in found]
    if len(found) != text.count("\n: ") or len(set(names)) != len(names):
        faults.append(Problem(path, 1, "each term wants one meaning, on a line that begins ': '"))
    require(faults if faults or found else [Problem(path, 1, "no term found")])
    return found


def read_terms(sources: Sources) -> dict[str, str]:
    """The glossary: term → its meaning in HTML."""
    return dict(definitions(sources, "glossary.md"))


def read_timeline(sources: Sources) -> list[tuple[str, str]]:
    """The timeline: (date, event in HTML), in the order of the file."""
    return definitions(sources, "timeline.md")
