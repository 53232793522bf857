"""A chapter file into HTML: Jinja first, then Markdown, then numbered notes. Separate, so that writers need no code.

Numbers reach a sentence only through `number()` and `claim()`, citations through `cite()`, drawings through `figure()`.
Every fault is reported at its line of the chapter.
"""

import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

import jinja2
import markdown

from .charts import FIGURES
from .claims.ledger import Claim
from .data.references import Reference
from .data.tables import Table, slug
from .faults import InputError, Problem
from .layout import CHAPTERS, CODEBOOK, TEMPLATES, Sources, inside, text_of
from .measures import display
from .measures.series import Quantity, change_from, index_to, pick, ratio
from .vocabulary import STATUSES, VERDICTS

# What `number()` can make of a cell and another, and the sign that a word like "fell" promises.
MADE = {"index": index_to, "times": ratio, "rise": change_from, "fall": change_from}
SIGNS = {"rise": 1, "fall": -1}
FORBIDDEN = re.compile(r"<(?:script|style|iframe|figure-slot)\b|<!--")
VOID = {"br", "hr", "img", "input", "wbr", "meta", "link"}


@dataclass(frozen=True)
class Chapter:
    """A chapter: stem of its file, title, HTML with `<figure-slot>` elements, and words."""

    stem: str
    title: str
    html: str
    words: int

    @property
    def anchor(self) -> str:
        return self.stem.split("-", 1)[1]


def cell_href(cell: str) -> str:
    """The address of a cell from the root of the site."""
    table, _, key = cell.partition("#")
    return f"data/{table}/index.html#{key}"


def number_html(text: str, quantity: Quantity) -> str:
    """A number in a sentence, linked to its first cell; one that rests on unverified cells says so."""
    unsure = quantity.status == "unverified"
    mark = '<span class="unsure" aria-hidden="true">○</span><span class="sr"> (unverified)</span>' if unsure else ""
    title = f' title="{STATUSES[quantity.status].words}"'
    return f'<a class="num {quantity.status}" href="{cell_href(quantity.cells[0])}"{title}>{text}{mark}</a>'


class Calls:
    """The calls that a chapter may make, with what they have used; one instance a build, given to every chapter."""

    def __init__(
        self,
        tables: Mapping[str, Table],
        claims: list[Claim],
        references: Mapping[str, Reference],
        terms: set[str],
    ):
        self.tables, self.references, self.terms = tables, references, terms
        self.claims = {claim.id: claim for claim in claims}
        self.slugs = {figure.slug for figure in FIGURES}
        self.cited: list[str] = []
        self.figures: list[str] = []
        self.claimed: list[str] = []
        self.notes = 0
        self.chapter = ""  # the stem of the file that is being read

    def number(
        self,
        table: str,
        as_: str = "value",
        base: int | None = None,
        over: dict | None = None,
        digits: int | None = None,
        **keys,
    ) -> str:
        """A cell, or what `as_` makes of it against another cell of the table: an index, times, a rise or a fall in per cent."""
        if table not in self.tables:
            raise KeyError(f"no table {table!r}")
        quantity = pick(self.tables[table], **keys)
        if as_ != "value":
            other = pick(self.tables[table], **{**keys, **({"year": base} if base else {}), **(over or {})})
            if as_ not in MADE:
                raise ValueError(f"as_={as_!r}: one of value, {', '.join(MADE)} is wanted")
            quantity = MADE[as_](quantity, other)
            if as_ in SIGNS and quantity.value * SIGNS[as_] < 0:
                raise ValueError(f"the sentence speaks of a {as_}, the table says {display.figure(quantity)} per cent")
        typed = as_ == "value" and digits is None
        row = self.tables[table].rows[quantity.cells[0]]
        text = display.typed(row, row["raw"]) if typed else display.figure(quantity, digits)
        return number_html(text.removeprefix(display.MINUS) if as_ in SIGNS else text, quantity)

    def claim(self, claim_id: str) -> str:
        """The words of a claim and a small mark by its verdict, linked to the ledger."""
        if claim_id not in self.claims:
            raise KeyError(f"no claim {claim_id!r} in data/claims.toml")
        claim = self.claims[claim_id]
        if claim.entry["section"] != self.chapter:
            raise KeyError(f"claim {claim_id!r} belongs to chapter {claim.entry['section']!r}, says data/claims.toml")
        self.claimed.append(claim_id)
        return (
            f'<a class="claim {claim.verdict}" href="claims/index.html#{claim_id}" title="{VERDICTS[claim.verdict].words}">'
            f'{escape(claim.entry["words"])}<span class="mark"><span aria-hidden="true">{VERDICTS[claim.verdict].mark}</span> '
            f"{VERDICTS[claim.verdict].short}</span></a>"
        )

    def work(self, key: str) -> Reference:
        """A work that is cited; KeyError where references.json has none of that key."""
        if key not in self.references:
            raise KeyError(f"no work {key!r} in data/references.json")
        self.cited.append(key)
        return self.references[key]

    def cite(self, key: str, locator: str = "") -> str:
        """A citation in brackets, with the full entry for those who point at it."""
        work = self.work(key)
        words = f'{work.short}, <span class="nowrap">{escape(str(locator))}</span>' if locator else work.short
        return citation(work, f"({words})")

    def cite_text(self, key: str) -> str:
        """A citation as part of the sentence: Harrison (1996)."""
        work = self.work(key)
        name, _, year = work.short.rpartition(" ")
        return citation(work, f"{name.rstrip(',')} ({year})")

    def term(self, term: str, words: str = "") -> str:
        """A word linked to the glossary; KeyError where the glossary has no such term."""
        if term not in self.terms:
            raise KeyError(f"no term {term!r} in templates/glossary.md")
        return f'<a class="term" href="#term-{slug(term)}">{escape(str(words or term))}</a>'

    def figure(self, figure_slug: str) -> str:
        """The place of a figure, filled once the chapter is HTML."""
        if figure_slug not in self.slugs:
            raise KeyError(f"no figure {figure_slug!r}")
        if figure_slug in self.figures:
            raise KeyError(f"figure {figure_slug!r} is used a second time")
        self.figures.append(figure_slug)
        return f'<figure-slot name="{figure_slug}"></figure-slot>'

    def note(self, caller) -> str:
        """A numbered note: a link in the text, and the note beside it on wide screens or below it on narrow ones."""
        if not self.chapter:
            raise ValueError("notes belong to chapters")
        self.notes += 1
        n, body = self.notes, inline_markdown(caller().strip())
        if "<!--note-->" in body or "<p>" in body:
            raise ValueError("a note is one paragraph, and holds no other note")
        return (
            f'<a class="noteref" id="noteref-{n}" href="#note-{n}" aria-label="Note {n}">{n}</a>'
            f'<!--note--><span class="note" id="note-{n}" role="note"><a href="#noteref-{n}" aria-label="Back to note {n} in the text">{n}</a> {body}</span><!--/note-->'
        )

    def environment(self) -> dict:
        names = ("number", "claim", "cite", "cite_text", "term", "figure", "note")
        return {name: getattr(self, name) for name in names}


def citation(work: Reference, words: str) -> str:
    """A link to the bibliography with the full entry as a tip."""
    tip = re.sub(r"</?a\b[^>]*>", "", work.entry)
    return f'<span class="cite"><a href="sources/index.html#{work.key}">{words}</a><span class="tip" aria-hidden="true">{tip}</span></span>'


def to_html(text: str) -> str:
    return markdown.markdown(text, extensions=["smarty", "def_list"], output_format="html")


def to_html_with_tables(text: str) -> str:
    """Markdown of a page of documentation: with tables, and anchors on its heads."""
    html = markdown.markdown(text, extensions=["smarty", "tables", "toc", "fenced_code"], output_format="html")
    scroller = '<div class="scroller" tabindex="0" role="group" aria-label="Table of the codebook"><table>'
    return html.replace("<table>", scroller).replace("</table>", "</table></div>")


def inline_markdown(text: str) -> str:
    """Markdown of one paragraph, without the paragraph."""
    return to_html(text).removeprefix("<p>").removesuffix("</p>")


class TagBalance(HTMLParser):
    """Collects (line, message) of tags that are not closed, or closed and never opened."""

    def __init__(self):
        super().__init__()
        self.open: list[tuple[str, int]] = []
        self.faults: list[tuple[int, str]] = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, self.getpos()[0]))

    def handle_endtag(self, tag):
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
        elif tag not in VOID:
            self.faults.append((self.getpos()[0], f"</{tag}> closes nothing that is open"))


def tag_faults(text: str) -> list[tuple[int, str]]:
    """Faults of the HTML tags that a chapter holds between its calls."""
    blanked = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.S)
    balance = TagBalance()
    balance.feed(blanked)
    balance.close()
    faults = balance.faults + [(line, f"<{tag}> is not closed") for tag, line in balance.open]
    return faults + [
        (text[: m.start()].count("\n") + 1, f"{m[0]} may not stand here") for m in FORBIDDEN.finditer(text)
    ]


def error_line(error: Exception, name: str) -> int:
    """The line of the template at which an error was raised."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(name)]
    return lines[-1] if lines else 1


def loader_of(sources: Sources, folder: str = "") -> jinja2.FunctionLoader:
    """A Jinja loader of the files of a folder, by their names in it; a fault in one is traced to its path."""

    def load(name: str):
        path = folder + name
        return (text_of(sources, path), path, lambda: True) if path in sources else None

    return jinja2.FunctionLoader(load)


def render_text(sources: Sources, path: str, calls: Calls) -> str:
    """The Markdown of a template whose calls are carried out; InputError at the line of the first that fails."""
    text = text_of(sources, path)
    environment = jinja2.Environment(
        loader=loader_of(sources), undefined=jinja2.StrictUndefined, keep_trailing_newline=True, autoescape=False
    )
    faults = [Problem(path, line, message) for line, message in tag_faults(text)]
    if faults:
        raise InputError(faults)
    try:
        return environment.get_template(path).render(calls.environment())
    except (jinja2.TemplateError, KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        message = error.args[0] if error.args else str(error)
        raise InputError([Problem(path, error_line(error, path), str(message))]) from error


def notes_last(paragraph: str) -> str:
    """A paragraph with its notes moved to its end, so that on a narrow screen none of them breaks a sentence."""
    notes = re.findall(r"<!--note-->(.*?)<!--/note-->", paragraph, flags=re.S)
    return re.sub(r"<!--note-->.*?<!--/note-->", "", paragraph, flags=re.S) + "".join(notes)


def figures_alone(html: str, name: str) -> None:
    """InputError where a figure is called within a paragraph of words."""
    for paragraph in re.findall(r"<p>(.*?)</p>", html, flags=re.S):
        if "<figure-slot" in paragraph and re.sub(r"<figure-slot[^>]*></figure-slot>", "", paragraph).strip():
            slot = re.search(r'<figure-slot name="([^"]*)"', paragraph)[1]
            raise InputError([Problem(name, 1, f"figure {slot!r} wants a paragraph of its own")])


def with_anchors(html: str, prefix: str) -> str:
    """Each paragraph with an id and a link to itself, so that it can be cited."""
    count = 0

    def anchor(match: re.Match) -> str:
        nonlocal count
        if match[1].lstrip().startswith("<figure-slot"):
            return match[1]
        count += 1
        name = f"{prefix}-{count}"
        return f'<p id="{name}">{notes_last(match[1])}<a class="anchor" href="#{name}" aria-label="Link to this paragraph">¶</a></p>'

    return re.sub(r"<p>(.*?)</p>", anchor, html, flags=re.S)


def with_head_ids(html: str, prefix: str) -> str:
    """Subheads with ids, one level below the title of the chapter."""

    def head(match: re.Match) -> str:
        words = re.sub("<[^>]+>|&[a-z0-9#]+;", "", match[1]).lower()
        name = f"{prefix}-{re.sub(r'[^a-z0-9]+', '-', words).strip('-')}"
        return f'<h3 id="{name}">{match[1]}</h3>'

    return re.sub(r"<h2>(.*?)</h2>", head, html)


class Reading(HTMLParser):
    """Collects the text that a reader meets: tips, marks, anchors and what only screen readers say are left out."""

    SKIPPED = frozenset({"tip", "mark", "sr", "unsure", "anchor", "noteref"})

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


def count_words(html: str) -> int:
    """Words that a reader meets, notes, headings and citations included."""
    return len(reading_text(html.replace("</p>", " </p>").replace("</h3>", " </h3>")).split())


def read_chapter(sources: Sources, path: str, calls: Calls) -> Chapter:
    """One chapter. Its first line is its title, its file name its place and slug."""
    stem = path.removeprefix(CHAPTERS).removesuffix(".md")
    calls.chapter = stem
    text = render_text(sources, path, calls)
    first, _, body = text.partition("\n")
    if not re.fullmatch(r"# .*\S.*", first) or not re.fullmatch(r"\d\d-[a-z0-9-]+", stem):
        raise InputError(
            [
                Problem(
                    path, 1, "a chapter is named 01-some-words.md, and its first line is its title: '# …'"
                )
            ]
        )
    prefix = stem.split("-", 1)[1]
    plain = to_html(body)
    figures_alone(plain, path)
    html = with_head_ids(plain, prefix)
    return Chapter(stem, inline_markdown(first[2:]), with_anchors(html, f"{prefix}-p"), count_words(html))


def read_chapters(sources: Sources, calls: Calls) -> list[Chapter]:
    """All chapters in order; InputError where a figure or a claim is used nowhere."""
    chapters = [read_chapter(sources, path, calls) for path in inside(sources, CHAPTERS, ".md")]
    unused = [f"figure {s!r} is used in no chapter" for s in sorted(calls.slugs - set(calls.figures))]
    unused += [f"claim {c!r} is used in no chapter" for c in calls.claims if c not in calls.claimed]
    if unused:
        raise InputError([Problem(CHAPTERS.rstrip("/"), 1, message) for message in unused])
    return chapters


def read_summary(sources: Sources, calls: Calls) -> tuple[str, str]:
    """The standfirst, without its paragraph, and the summary; InputError where either is missing."""
    path, calls.chapter = f"{TEMPLATES}summary.md", ""
    html = to_html(render_text(sources, path, calls)).strip()
    first, end, rest = html.partition("</p>")
    if not first.startswith("<p>") or not end or not rest.strip():
        raise InputError([Problem(path, 1, "a paragraph for the standfirst is wanted, then the summary")])
    return first.removeprefix("<p>"), rest


def read_codebook(sources: Sources) -> str:
    """The codebook in HTML; InputError where it is empty."""
    text = text_of(sources, CODEBOOK)
    if not text.strip():
        raise InputError([Problem(CODEBOOK, 1, "the codebook is empty")])
    return to_html_with_tables(text)


def definitions(sources: Sources, name: str) -> list[tuple[str, str]]:
    """Terms and meanings of a Markdown definition list; InputError where a tag is open, or there is nothing."""
    path = TEMPLATES + name
    text = text_of(sources, path)
    found = [(unescape(t), m) for t, m in re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", to_html(text), flags=re.S)]
    faults = [Problem(path, line, message) for line, message in tag_faults(text)]
    names = [term for term, _ in found]
    if len(found) != text.count("\n: ") or len(set(names)) != len(names):
        faults.append(Problem(path, 1, "each term wants one meaning, on a line that begins ': '"))
    if faults or not found:
        raise InputError(faults or [Problem(path, 1, "no term found")])
    return found


def read_terms(sources: Sources) -> dict[str, str]:
    """The glossary: term → its meaning in HTML."""
    return dict(definitions(sources, "glossary.md"))


def read_timeline(sources: Sources) -> list[tuple[str, str]]:
    """The timeline: (date, event in HTML), in the order of the file."""
    return definitions(sources, "timeline.md")
