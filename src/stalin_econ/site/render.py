"""From an edition to the files of a site, in memory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial

import jinja2

from .. import addresses
from ..drawing.vega import font_folder, register
from ..edition import Edition
from ..exports.feeds import feeds
from ..exports.files import Download, Files, files_of
from ..exports.metadata import Head
from ..exports.package import plain_csvw
from ..exports.reading import TAKEN
from ..faults import require
from ..layout import CHANGELOG, TEMPLATES, Sources, text_of
from ..measures import display
from ..memory import recalled
from ..pages.cards import explainers
from ..pages.every import every_page
from ..pages.figure import Shown
from ..pages.findable import all_findable
from ..pages.head import head_of
from ..pages.page import Page, absolute, named, outward, relative, typographic
from ..pages.search import index_script, read_words, search_page
from ..prose.rendering import Compiled, carried_out, loader_of
from ..vocabulary import GRADES, SITE_TITLE, STATUSES, VERDICTS
from . import handed
from .assets import assets, entries_of, runtime_of, searching_of
from .editions import editions
from .links import links_file
from .made import Made, comparable, made_of, taken
from .verify import facts

Step = Callable[..., object]  # carries out a part of the work, by its name: `step(label, work, *arguments)`
PAGES = Compiled()


def at_once(label: str, work: Callable, *arguments):
    """Do a part of the work without a word; `build.py` hands in a way that says how long it took."""
    return work(*arguments)


def environment(sources: Sources, edition: Edition, sheet: str, scripts: dict[str, str]) -> jinja2.Environment:
    """Jinja for whole pages: HTML is escaped, an unknown name is an error."""
    env = jinja2.Environment(
        loader=loader_of(sources, TEMPLATES),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=PAGES,
    )
    version, day = edition.release
    base = edition.settings["base_address"]
    env.globals |= {
        "to": addresses, "stylesheet": sheet, "scripts": scripts, "version": version, "later": edition.later, "revised": day, "revised_words": display.day(day),
        "place": edition.place, "newest": edition.newest, "root": f"{base}/" if base else edition.place,
        "settings": edition.settings, "site_title": SITE_TITLE, "counts": edition.counts,
        "vocabulary": {"verdicts": VERDICTS, "grades": GRADES, "statuses": STATUSES},
    }  # fmt: skip
    env.filters |= {"name": display.name, "unbroken": display.unbroken, "day": display.day}
    return env


def render_page(page: Page, env: jinja2.Environment, head: Head) -> str:
    """One page as HTML; InputError at the line of the template where it cannot be made."""
    return carried_out(env, page.template, page.context | {"path": page.path, "head": head}, page.path)


@recalled
def finished(path: str, html: str, base: str, version: str) -> str:
    """A page as it is published: its typography set, its links made relative to where it stands.

    The page for what is missing is shown at any address, so its links are absolute where the base address is known.
    """
    set_html = named(outward(typographic(html)), version)
    return absolute(set_html, base) if path == addresses.MISSING and base else relative(set_html, path)


@dataclass(frozen=True)
class Stage:
    """All that a site is made with: what its edition gives, Jinja and its pages, the books, and the files that pages load.

    `compared` makes what can be held against a release.
    """

    edition: Edition
    made: Made
    env: jinja2.Environment
    pages: list[Page]
    books: list[Download]
    loaded: Files
    compared: Callable[[], Files]


def staged(sources: Sources, edition: Edition) -> Stage:
    """What pages are made with; most files to take away are made only once somebody asks for them."""
    require(handed.faults(sources))
    register(font_folder(sources))
    made = made_of(edition, sources)
    loaded, sheet, scripts = assets(sources)
    env = environment(sources, edition, sheet, scripts)
    env.globals |= {"citations": made.cited, **explainers(edition, made.cited), **TAKEN}
    env.globals["runtime"], own = runtime_of(sources)
    entries = entries_of(work for key, work in edition.references.items() if key in edition.cited)
    env.globals["entries"] = entries
    books = editions(
        edition, made.figures, made.opening, sources, lambda page: typographic(render_page(page, env, Head("")))
    )
    env.globals["editions"] = books
    compared = cache(partial(comparable, edition, made))
    pages = every_page(edition, made.figures, made.opening, made.questions, compared)
    return Stage(edition, made, env, pages, books, loaded | files_of([*own, entries]), compared)


def published(pages: Iterable[Page], stage: Stage) -> Files:
    """Some pages as they are published, by path."""
    edition, made, rendered = stage.edition, stage.made, {}
    base, version = edition.settings["base_address"], edition.release[0]
    for page in pages:
        head = head_of(page, edition, made.figures, made.cited, made.data)
        rendered[page.path] = render_page(page, stage.env, head)
        finished.begin(page.path, rendered[page.path], base, version)
    found = {path: finished(path, html, base, version) for path, html in rendered.items()}
    for html in found.values():
        facts.begin(html)  # which the whole site is held together by, when it stands
    return {path: html.encode() for path, html in found.items()}


def searched(files: Files, stage: Stage, sources: Sources) -> Files:
    """The page of the search and what it loads; `files` are the pages that were published, which it reads."""
    edition, figures = stage.edition, stage.made.figures
    places = all_findable(edition, figures, stage.pages, files[addresses.ABOUT].decode())
    stage.env.globals["searching"], own = searching_of(sources, index_script(places, read_words(sources)))
    return published([search_page(edition, figures)], stage) | files_of(own)


def about_all(files: Files, edition: Edition, sources: Sources) -> Files:
    """Files about all pages: where they lead to outside, the site map, the feed."""
    listed, paths = links_file(files, edition.references), [path for path in files if path.endswith(".html")]
    log, base = text_of(sources, CHANGELOG), edition.settings["base_address"]
    return files_of([listed, plain_csvw(listed, edition), *feeds(paths, log, base, edition.release[1])])


def render(sources: Sources, edition: Edition, step: Step = at_once) -> tuple[Files, list[Shown]]:
    """The whole site in memory, each part made through `step`, and its figures as they are shown."""
    stage = step("draw", staged, sources, edition)
    files = stage.loaded | step("pages", published, stage.pages, stage)
    files |= stage.compared() | step("files to take away", taken, edition, stage.made)
    if not edition.place:  # a release is searched, and read as a book, from the living site
        files |= step("books", files_of, stage.books) | step("search", searched, files, stage, sources)
    return files | about_all(files, edition, sources), stage.made.figures
