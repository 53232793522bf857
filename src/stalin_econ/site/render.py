"""From an edition to files, in memory."""

import hashlib
import traceback
from concurrent.futures import ThreadPoolExecutor

import jinja2

from .. import addresses, theme
from ..drawing.vega import register_fonts
from ..edition import Edition
from ..exports.citation import citations
from ..exports.feeds import feeds
from ..exports.files import Files, files_of
from ..exports.metadata import Head
from ..exports.sentences import sentences_file
from ..faults import InputError, Problem
from ..layout import CHANGELOG, FONTS, SCRIPTS, STATIC, STYLES, TEMPLATES, Sources, bytes_of, inside, text_of
from ..measures import display
from ..pages.every import every_page
from ..pages.figure import Shown, all_shown, opening_of
from ..pages.head import described, head_of
from ..pages.page import Page, absolute, outward, relative, typographic
from ..pages.tables import data_downloads
from ..prose.calls import error_line, loader_of
from ..vocabulary import GRADES, SITE_TITLE, STATUSES, VERDICTS

FACES = (("serif-regular", theme.SERIF, 400, "normal"), ("serif-italic", theme.SERIF, 400, "italic"),
         ("sans-regular", theme.SANS, 400, "normal"), ("sans-semibold", theme.SANS, 600, "normal"))  # fmt: skip


def hashed(name: str, content: bytes) -> str:
    """The path of an asset, named by its content so that a cache never serves an old one."""
    stem, _, ending = name.rpartition(".")
    return addresses.asset(f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}")


def assets(sources: Sources) -> tuple[Files, str, dict[str, str]]:
    """Fonts, stylesheet, scripts and icon, and the paths of stylesheet and scripts. No font is preloaded: from disk that is an error."""
    files, faces = {}, []
    for name, family, weight, style in FACES:
        content = bytes_of(sources, f"{FONTS}wartime-{name}.woff2")
        path = hashed(f"wartime-{name}.woff2", content)
        files[path] = content
        url = path.removeprefix("assets/")
        faces.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};font-display:swap;src:url("{url}") format("woff2")}}'
        )
    sheets = [text_of(sources, path) for path in inside(sources, STYLES, ".css")]
    style = "\n".join([*faces, theme.tokens_css(), *sheets])
    sheet = hashed("style.css", style.encode())
    codes = {path.rpartition("/")[2]: text_of(sources, path).encode() for path in inside(sources, SCRIPTS, ".js")}
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


def environment(sources: Sources, edition: Edition, sheet: str, scripts: dict[str, str]) -> jinja2.Environment:
    """Jinja for whole pages: HTML is escaped, an unknown name is an error."""
    env = jinja2.Environment(
        loader=loader_of(sources, TEMPLATES),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    version, day = edition.release
    base = edition.settings["base_address"]
    env.globals |= {
        "to": addresses, "stylesheet": sheet, "scripts": scripts, "version": version, "revised": day, "revised_words": display.day(day),
        "place": edition.place, "newest": edition.newest, "root": f"{base}/" if base else edition.place,
        "settings": edition.settings, "site_title": SITE_TITLE, "counts": edition.counts,
        "vocabulary": {"verdicts": VERDICTS, "grades": GRADES, "statuses": STATUSES},
    }  # fmt: skip
    env.filters |= {"name": display.name, "unbroken": display.unbroken}
    return env


def render_page(page: Page, env: jinja2.Environment, head: Head) -> str:
    """One page as HTML; InputError at the line of the template where it cannot be made."""
    try:
        return env.get_template(page.template).render(page.context | {"path": page.path, "head": head})
    except jinja2.TemplateNotFound as error:
        problem = Problem(f"templates/{error.name}", 1, "this file is wanted, but cannot be read")
        raise InputError([problem]) from error
    except (jinja2.TemplateError, TypeError, ValueError, KeyError, ArithmeticError) as error:
        name = getattr(error, "name", None) or met_last(error) or page.template
        problem = Problem(f"templates/{name}", error_line(error, name), f"{page.path} cannot be made: {error}")
        raise InputError([problem]) from error


def met_last(error: Exception) -> str:
    """The template in which an error was raised; empty where it was in none."""
    frames = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    met = [name.removeprefix(TEMPLATES) for name in frames if name.startswith(TEMPLATES)]
    return met[-1] if met else ""


def finished(page: Page, html: str, base: str) -> bytes:
    """A page as it is published: its typography set, its links made relative to where it stands.

    The page for what is missing is shown at any address, so its links are absolute where the base address is known.
    """
    set_html = outward(typographic(html))
    if page.path == addresses.MISSING and base:
        return absolute(set_html, base).encode()
    return relative(set_html, page.path).encode()


def render(sources: Sources, edition: Edition) -> tuple[Files, list[Shown]]:
    """The whole site in memory, and its figures as they are shown."""
    register_fonts(sources)
    with ThreadPoolExecutor(1) as hand:
        citing = hand.submit(citations, edition, sources)  # pandoc formats while the figures are drawn
        figures, cited = all_shown(edition, sources), citing.result()
    opening = opening_of(edition.opening, edition) if edition.opening else {}
    files, sheet, scripts = assets(sources)
    env = environment(sources, edition, sheet, scripts)
    env.globals["citations"] = cited
    data = {download.path: download for download in data_downloads(edition, sources)}
    said = sentences_file(edition)
    shown = files_of([*data.values(), said, *(file for figure in figures for view in figure.views for file in view.downloads)])
    for page in every_page(edition, figures, opening, shown):
        head = head_of(page, edition, figures, cited, data)
        files[page.path] = finished(page, render_page(page, env, head), edition.settings["base_address"])
    files |= shown | files_of(figure.card for figure in figures)
    files |= files_of(described(edition, figures, data))
    day, log = edition.release[1], text_of(sources, CHANGELOG)
    files |= files_of(feeds([p for p in files if p.endswith(".html")], log, edition.settings["base_address"], day))
    files |= files_of(download for citation in cited.values() for download in citation.downloads)
    return files | files_of(data.values()), figures
