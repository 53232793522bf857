"""From an edition to files, in memory."""

import hashlib
import traceback
from concurrent.futures import ThreadPoolExecutor

import jinja2
import rcssmin

from .. import addresses, theme
from ..drawing import fonts
from ..drawing.vega import font_folder, register
from ..edition import Edition
from ..exports.citation import citations
from ..exports.cite_one import one_records
from ..exports.feeds import feeds
from ..exports.files import Download, Files, files_of
from ..exports.metadata import Head
from ..exports.package import plain_csvw
from ..exports.questions import question_files
from ..exports.reading import TAKEN
from ..exports.sentences import sentences_file
from ..faults import InputError, Problem, require
from ..layout import CHANGELOG, FONTS, LIVE, SCRIPTS, STATIC, STYLES, TEMPLATES, Sources, bytes_of, inside, text_of
from ..measures import display
from ..memory import recalled
from ..pages.cards import explainers
from ..pages.every import every_page
from ..pages.figure import Shown, all_shown, opening_of, with_slides
from ..pages.head import catalogued, described, head_of
from ..pages.live import live_file
from ..pages.page import Page, absolute, named, outward, relative, typographic
from ..pages.tables import data_downloads
from ..prose.calls import BROKEN, Compiled, error_line, loader_of
from ..vocabulary import GRADES, SITE_TITLE, STATUSES, VERDICTS
from .editions import editions
from .faces import face_rules, font_files
from .links import links_file


# What the pages of a kind load: one file each, of one request.
BUNDLES = {"charts.js": ("charts.js",), "chart-page.js": ("charts.js", "live.js"), "frame.js": ("frame.js",)}

PAGES = Compiled()


def hashed(name: str, content: bytes) -> str:
    """The path of an asset, named by its content so that a cache never serves an old one."""
    stem, _, ending = name.rpartition(".")
    return addresses.asset(f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}")


def styles_in(sources: Sources, folder: str) -> list[str]:
    """The stylesheets of a folder, in order."""
    return [text_of(sources, path) for path in inside(sources, folder, ".css")]


def assets(sources: Sources) -> tuple[Files, str, dict[str, str]]:
    """Fonts, stylesheet, icon and what pages of a kind load, and the paths of stylesheet and of the last by name. No font is preloaded: from disk that is an error."""
    fonts = {name: hashed(name, content) for name, content in font_files(sources).items()}
    files = {fonts[name]: content for name, content in font_files(sources).items()}
    style = rcssmin.cssmin("\n".join([face_rules(sources, fonts), theme.tokens_css(), *styles_in(sources, STYLES)]))
    sheet = hashed("style.css", style.encode())
    codes = {name: b"".join(text_of(sources, SCRIPTS + part).encode() for part in parts) for name, parts in BUNDLES.items()}
    codes["worksheet.css"] = rcssmin.cssmin("\n".join(styles_in(sources, f"{STYLES}worksheet/"))).encode()
    scripts = {name: hashed(name, code) for name, code in codes.items()}
    icon = bytes_of(sources, STATIC + "favicon.svg")
    licence = bytes_of(sources, FONTS + "LICENSE.txt")
    return (
        files
        | {scripts[name]: code for name, code in codes.items()}
        | {sheet: style.encode(), addresses.ICON: icon, addresses.FONTS_LICENCE: licence},
        sheet,
        scripts,
    )


def runtime_of(sources: Sources) -> tuple[Download, list[Download]]:
    """The drawing program of live charts, and its files: itself and the licences of what is in it."""
    code, licences = bytes_of(sources, f"{LIVE}vega-runtime.js"), bytes_of(sources, f"{LIVE}LICENCES.txt")
    program = Download(hashed("vega-runtime.js", code), "text/javascript", "Drawing program", "of live charts", code)
    return program, [program, Download(addresses.RUNTIME_LICENCES, "text/plain", "Licences", "of the program", licences)]


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
        "to": addresses, "stylesheet": sheet, "scripts": scripts, "version": version, "revised": day, "revised_words": display.day(day),
        "place": edition.place, "newest": edition.newest, "root": f"{base}/" if base else edition.place,
        "settings": edition.settings, "site_title": SITE_TITLE, "counts": edition.counts,
        "vocabulary": {"verdicts": VERDICTS, "grades": GRADES, "statuses": STATUSES},
    }  # fmt: skip
    env.filters |= {"name": display.name, "unbroken": display.unbroken, "day": display.day}
    return env


def render_page(page: Page, env: jinja2.Environment, head: Head) -> str:
    """One page as HTML; InputError at the line of the template where it cannot be made."""
    try:
        return env.get_template(page.template).render(page.context | {"path": page.path, "head": head})
    except jinja2.TemplateNotFound as error:
        problem = Problem(f"templates/{error.name}", 1, "this file is wanted, but cannot be read")
        raise InputError([problem]) from error
    except BROKEN as error:
        name = getattr(error, "name", None) or met_last(error) or page.template
        problem = Problem(f"templates/{name}", error_line(error, name), f"{page.path} cannot be made: {error}")
        raise InputError([problem]) from error


def met_last(error: Exception) -> str:
    """The template in which an error was raised; empty where it was in none."""
    frames = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    met = [name.removeprefix(TEMPLATES) for name in frames if name.startswith(TEMPLATES)]
    return met[-1] if met else ""


@recalled
def finished(path: str, html: str, base: str, version: str) -> str:
    """A page as it is published: its typography set, its links made relative to where it stands.

    The page for what is missing is shown at any address, so its links are absolute where the base address is known.
    """
    set_html = named(outward(typographic(html)), version)
    return absolute(set_html, base) if path == addresses.MISSING and base else relative(set_html, path)


def render(sources: Sources, edition: Edition) -> tuple[Files, list[Shown]]:
    """The whole site in memory, and its figures as they are shown."""
    require(fonts.faults(sources))
    register(font_folder(sources))
    with ThreadPoolExecutor(1) as hand:
        citing = hand.submit(citations, edition, sources, one_records(edition))  # pandoc formats while the figures are drawn
        drawn, cited = all_shown(edition, sources), citing.result()
    figures = with_slides(drawn, cited, edition)
    opening = opening_of(edition.opening, edition, sources) if edition.opening else {}
    files, sheet, scripts = assets(sources)
    env = environment(sources, edition, sheet, scripts)
    env.globals |= {"citations": cited, **explainers(edition, cited), **TAKEN}
    data = {download.path: download for download in data_downloads(edition, sources)}
    books = editions(edition, figures, opening, sources, lambda page: typographic(render_page(page, env, Head(""))))
    env.globals["editions"], files = books, files | files_of(books)
    env.globals["runtime"], own = runtime_of(sources)
    files |= files_of([*own, *(live_file(figure) for figure in figures)])
    questions = question_files(edition)
    said, views = sentences_file(edition), [view for figure in figures for view in figure.views]
    now = files_of([*data.values(), said, *(download for view in views for download in view.downloads)])
    now |= files_of(slide for figure in figures for slide in figure.slides)
    for page in every_page(edition, figures, opening, questions, now):
        head = head_of(page, edition, figures, cited, data)
        html = render_page(page, env, head)
        files[page.path] = finished(page.path, html, edition.settings["base_address"], edition.release[0]).encode()
    files |= files_of(download for made in questions.values() for download in made)
    files |= now | files_of(picture for figure in figures for picture in (figure.card, figure.thumbnail))
    listed = links_file(files, edition.references)
    files |= files_of([listed, plain_csvw(listed, edition)])
    files |= files_of([*described(edition, figures, data), catalogued(edition, figures, cited, data)])
    day, log = edition.release[1], text_of(sources, CHANGELOG)
    files |= files_of(feeds([p for p in files if p.endswith(".html")], log, edition.settings["base_address"], day))
    files |= files_of(download for citation in cited.values() for download in citation.downloads)
    return files | files_of(data.values()), figures
