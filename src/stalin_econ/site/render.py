"""From an edition to the files of a site, in memory."""

from collections.abc import Iterable

import jinja2

from .. import addresses
from ..drawing.vega import font_folder, register
from ..edition import Edition
from ..exports.feeds import feeds
from ..exports.files import Files, files_of
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
from .assets import assets, runtime_of, searching_of
from .editions import editions
from .links import links_file
from .made import Made, comparable, made_of, taken
from .verify import facts

PAGES = Compiled()


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


def published(pages: Iterable[Page], env: jinja2.Environment, edition: Edition, made: Made) -> Files:
    """Some pages as they are published, by path."""
    base, version, rendered = edition.settings["base_address"], edition.release[0], {}
    for page in pages:
        head = head_of(page, edition, made.figures, made.cited, made.data)
        rendered[page.path] = render_page(page, env, head)
        finished.begin(page.path, rendered[page.path], base, version)
    found = {path: finished(path, html, base, version) for path, html in rendered.items()}
    for html in found.values():
        facts.begin(html)  # which the whole site is held together by, when it stands
    return {path: html.encode() for path, html in found.items()}


def searched(
    pages: list[Page], files: Files, env: jinja2.Environment, edition: Edition, made: Made, sources: Sources
) -> Files:
    """The page of the search and what it loads; `files` are the pages that were published, which it reads."""
    places = all_findable(edition, made.figures, pages, files[addresses.ABOUT].decode())
    env.globals["searching"], own = searching_of(sources, index_script(places, read_words(sources)))
    return published([search_page(edition, made.figures)], env, edition, made) | files_of(own)


def about_all(files: Files, edition: Edition, sources: Sources) -> Files:
    """Files about all pages: where they lead to outside, the site map, the feed."""
    listed, paths = links_file(files, edition.references), [path for path in files if path.endswith(".html")]
    log, base = text_of(sources, CHANGELOG), edition.settings["base_address"]
    return files_of(
        [
            listed,
            plain_csvw(listed, edition),
        ]
    ) | files_of(feeds(paths, log, base, edition.release[1]))


def render(sources: Sources, edition: Edition) -> tuple[Files, list[Shown]]:
    """The whole site in memory, and its figures as they are shown."""
    require(handed.faults(sources))
    register(font_folder(sources))
    made = made_of(edition, sources)
    files, sheet, scripts = assets(sources)
    env = environment(sources, edition, sheet, scripts)
    env.globals |= {"citations": made.cited, **explainers(edition, made.cited), **TAKEN}
    books = editions(
        edition, made.figures, made.opening, sources, lambda page: typographic(render_page(page, env, Head("")))
    )
    env.globals["editions"] = books
    env.globals["runtime"], own = runtime_of(sources)
    now = comparable(edition, made)
    pages = every_page(edition, made.figures, made.opening, made.questions, now)
    files |= files_of([*books, *own]) | now | taken(edition, made) | published(pages, env, edition, made)
    if not edition.place:  # a release is searched from the living site
        files |= searched(pages, files, env, edition, made, sources)
    return files | about_all(files, edition, sources), made.figures
