"""Reads and checks everything, renders everything, checks what was rendered, and only then writes.

The one place where files are written, but for the ledger where a verdict is accepted. Same inputs, same bytes: no clock, no randomness.
"""

import hashlib
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import jinja2

from . import layout, pages, prose, theme
from .charts import FIGURES
from .checks import crossings, findings, form, run
from .claims.gate import accepted as accepted_claim
from .claims.gate import gate
from .claims.ledger import read_claims
from .data.package import read_package
from .data.references import read_references
from .data.tables import as_published, read_tables
from .drawing.export import font_face
from .drawing.vega import png, register_fonts, spec_json
from .faults import InputError, Problem, require
from .layout import CHANGELOG, FONTS, LEDGER, REFERENCES, STATIC, TEMPLATES, Sources, bytes_of, text_of
from .measures import display, notes

Files = dict[str, bytes]
MARKER = ".stalin-econ"
FACES = (("serif-regular", theme.SERIF, 400, "normal"), ("serif-italic", theme.SERIF, 400, "italic"),
         ("sans-regular", theme.SANS, 400, "normal"), ("sans-semibold", theme.SANS, 600, "normal"))  # fmt: skip


# --- reading ------------------------------------------------------------------------------------------------------


def read_release(sources: Sources) -> tuple[str, str]:
    """Version and date of the newest release in the changelog; the clock is never asked."""
    text = text_of(sources, CHANGELOG)
    if not (found := re.search(r"^## (\d+\.\d+\.\d+) – (\d{4}-\d{2}-\d{2})$", text, flags=re.M)):
        raise InputError([Problem(CHANGELOG, 1, "no heading '## 1.2.3 – 2026-01-31' found")])
    try:
        date.fromisoformat(found[2])
    except ValueError as error:
        line = text[: found.start()].count("\n") + 1
        raise InputError([Problem(CHANGELOG, line, f"{found[2]} is no day of the calendar")]) from error
    return found[1], found[2]


def read_tables_checked(sources: Sources):
    """Package, tables with their notes filled, and references, without a fault; InputError with all of them otherwise."""
    package = read_package(sources)
    require(form.faults(sources, package))
    tables, references = read_tables(sources, package), read_references(sources)
    require(run.faults(tables, references))
    return package, notes.with_results(tables), references


def read_inputs(sources: Sources) -> pages.Inputs:
    """Everything that pages are made from, checked."""
    package, tables, references = read_tables_checked(sources)
    found, ledger = findings.findings(tables), read_claims(sources, tables)
    require([*findings.gate(found, sources, tables), *gate(ledger, tables)])
    require(crossings.unknown_works([(claim.line, claim.entry) for claim in ledger], references))
    require(crossings.unknown_claims({claim.id for claim in ledger}, tables))
    terms = prose.read_terms(sources)
    calls = prose.Calls(tables, ledger, references, set(terms))
    chapters, summary = prose.read_chapters(sources, calls), prose.read_summary(sources, calls)
    said = [claim.entry.get("note", "") for claim in ledger]
    require(crossings.unused_works(sources, references, tables, said, calls.cited))
    return pages.Inputs(
        tables, package, references, ledger, findings.with_reasons(found, sources), chapters, terms,
        prose.read_timeline(sources), summary, prose.read_codebook(sources), frozenset(calls.cited),
        read_release(sources), layout.settings(sources),
    )  # fmt: skip


def accepted(sources: Sources, name: str, reason: str = "") -> Files:
    """The files in which a finding, or the verdict that a claim has now, is accepted; InputError where there is neither."""
    _, tables, _ = read_tables_checked(sources)
    read_release(sources)  # the changelog must be there before anything is changed
    found = {finding.id: finding for finding in findings.findings(tables)}
    if name in found:
        return findings.accepted(sources, found[name], reason)
    ledger = {claim.id: claim for claim in read_claims(sources, tables)}
    if name not in ledger or not reason.isprintable():
        fault = f"no claim {name!r} and no finding" if name not in ledger else "a reason in one line of words is wanted"
        raise InputError([Problem(LEDGER, 1, fault)])
    claim = ledger[name]
    return {} if claim.verdict == claim.entry["verdict"] else accepted_claim(sources, claim, reason)


# --- rendering ----------------------------------------------------------------------------------------------------


def hashed(name: str, content: bytes) -> str:
    """The path of an asset, named by its content so that a cache never serves an old one."""
    stem, _, ending = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}"


def assets(sources: Sources) -> tuple[Files, str]:
    """Fonts, stylesheet and icon, and the path of the stylesheet. No font is preloaded: from disk that is an error."""
    files, faces = {}, []
    for name, family, weight, style in FACES:
        content = bytes_of(sources, f"{FONTS}wartime-{name}.woff2")
        path = hashed(f"wartime-{name}.woff2", content)
        files[path] = content
        url = path.removeprefix("assets/")
        faces.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};font-display:swap;src:url("{url}") format("woff2")}}'
        )
    style = "\n".join(faces) + "\n" + theme.tokens_css() + text_of(sources, STATIC + "style.css")
    sheet = hashed("style.css", style.encode())
    icon = bytes_of(sources, STATIC + "favicon.svg")
    licence = bytes_of(sources, FONTS + "LICENSE.txt")
    return (
        files | {sheet: style.encode(), "favicon.svg": icon, "assets/fonts-licence.txt": licence},
        sheet,
    )


def environment(sources: Sources, inputs: pages.Inputs, sheet: str) -> jinja2.Environment:
    """Jinja for whole pages: HTML is escaped, an unknown name is an error."""
    loader = prose.loader_of(sources, TEMPLATES)
    env = jinja2.Environment(
        loader=loader, undefined=jinja2.StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    version, day = inputs.release
    env.globals |= pages.WORDS | {
        "stylesheet": sheet,
        "version": version,
        "revised": day,
        "revised_words": display.day(day),
        "settings": inputs.settings,
    }
    env.filters |= {
        "name": display.name,
        "cell_href": prose.cell_href,
        "unbroken": display.unbroken,
    }
    return env


def fill_slots(html: str, template: jinja2.Template, figures: dict[str, dict]) -> str:
    """Chapters with each figure in the place that it was called for."""
    return re.sub(r'<figure-slot name="([^"]+)"></figure-slot>', lambda m: template.render(shown=figures[m[1]]), html)


def figure_files(shown: dict) -> Files:
    """The files that a figure can be taken away as."""
    slug = shown["figure"].slug
    path = f"charts/{slug}/{slug}"
    return {
        f"{path}.csv": shown["csv"].encode(),
        f"{path}.svg": shown["export"].encode(),
        f"{path}.png": png(shown["bare"]),
        f"{path}.vl.json": spec_json(shown["spec"]).encode(),
    }


def data_files(sources: Sources, inputs: pages.Inputs) -> Files:
    """The tables and their description, as files to take away."""
    tables = {
        f"data/{t.name}/{t.meta['path']}": as_published(text_of(sources, t.path), t).encode()
        for t in inputs.tables.values()
    }
    return tables | {
        "data/datapackage.json": pages.datapackage_json(inputs.package).encode(),
        "data/references.json": text_of(sources, REFERENCES).encode(),
        "data/checking_sheet.csv": pages.checking_csv(inputs).encode(),
        "data/claims.toml": text_of(sources, LEDGER).encode(),
    }


def render_page(page: pages.Page, env: jinja2.Environment) -> str:
    """One page as HTML; InputError at the line of the template where it cannot be made."""
    try:
        return env.get_template(page.template).render(page.context | {"path": page.path})
    except (jinja2.TemplateError, TypeError, ValueError, KeyError) as error:
        name = getattr(error, "name", None) or page.template
        problem = Problem(f"templates/{name}", prose.error_line(error, name), f"{page.path} cannot be made: {error}")
        raise InputError([problem]) from error


def render_pages(sources: Sources, inputs: pages.Inputs, figures: list[dict], env: jinja2.Environment) -> Files:
    """Every page as HTML with links relative to itself."""
    files: Files = {}
    for page in pages.all_pages(inputs, figures):
        html = render_page(page, env)
        if page.template == "story.html":
            html = fill_slots(html, env.get_template("_story_figure.html"), page.context["figures"])
        files[page.path] = pages.relative(pages.typographic(html), page.path).encode()
    return files


def draw_figure(figure, inputs: pages.Inputs, style: str) -> dict:
    """A figure; InputError where one of its tables lacks a row that it draws."""
    try:
        return pages.render_figure(figure, inputs, style)
    except (KeyError, IndexError, ZeroDivisionError) as error:
        path = f"data/{inputs.tables[figure.tables[0]].meta['path']}"
        raise InputError([Problem(path, 1, f"figure {figure.slug} cannot be drawn: {error.args[0]}")]) from error


def render(sources: Sources, inputs: pages.Inputs) -> tuple[Files, int, int]:
    """The whole site in memory, with the number of pages and of figures."""
    register_fonts(sources)
    style = font_face(sources)
    figures = [draw_figure(figure, inputs, style) for figure in FIGURES]
    shared, sheet = assets(sources)
    html = render_pages(sources, inputs, figures, environment(sources, inputs, sheet))
    files = shared | html | data_files(sources, inputs)
    for shown in figures:
        files |= figure_files(shown)
    return files | {MARKER: marker(files)}, len(html), len(figures)


# --- checking what was rendered -----------------------------------------------------------------------------------


class Links(HTMLParser):
    """Collects ids and addresses of a page."""

    def __init__(self):
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(found["id"])
        self.links += [found[name] for name in ("href", "src") if found.get(name)]


def parse(html: bytes) -> Links:
    links = Links()
    links.feed(html.decode())
    return links


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


def page_problems(files: Files) -> Iterator[Problem]:
    """No id stands twice on a page, no link leads nowhere, and no page shows what a program would say."""
    parsed = {path: parse(content) for path, content in files.items() if path.endswith(".html")}
    ids = {path: set(links.ids) for path, links in parsed.items()}
    for path, links in parsed.items():
        if odd := re.search(r">[^<]*\b(inf|nan)\b[^<]*<", files[path].decode()):
            yield Problem(f"site/{path}", 1, f"the page says {odd[1]!r}: a figure it rests on is missing or nil")
        for name in (name for name, times in Counter(links.ids).items() if times > 1):
            yield Problem(f"site/{path}", 1, f"id {name!r} stands twice")
        for link in dict.fromkeys(links.links):
            if fault := link_problem(path, link, files, ids):
                yield Problem(f"site/{path}", 1, f"link {link!r} {fault}")


# --- writing ------------------------------------------------------------------------------------------------------


def differences(files: Files, folder: Path) -> list[str]:
    """Names of files that differ between what was rendered and a folder, each with how."""
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()} if folder.exists() else {}
    lines = [f"{name}: missing" for name in sorted(files.keys() - found.keys())]
    lines += [f"{name}: not made by the build" for name in sorted(found.keys() - files.keys())]
    lines += [
        f"{name}: differs" for name in sorted(files.keys() & found.keys()) if found[name].read_bytes() != files[name]
    ]
    return sorted(lines)


def marker(files: Files) -> bytes:
    """The marker of a folder that a build made: what it is, and the names of all files in it."""
    return "\n".join(["Made by build.py; do not edit. Files:", *sorted(files), ""]).encode()


def foreign(folder: Path) -> list[str]:
    """Files of a folder that no build put there; all of them where it has no marker."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    known = (folder / MARKER).read_text(encoding="utf-8").split("\n") if (folder / MARKER).exists() else []
    return sorted(found - set(known) - {MARKER})


def swap(fresh: Path, folder: Path, aside: Path) -> None:
    """Put the fresh folder in the place of the old one, which is back at once if that fails."""
    if not folder.exists():
        fresh.rename(folder)
        return
    folder.rename(aside)
    try:
        fresh.rename(folder)
    except BaseException:
        aside.rename(folder)
        raise


def write(files: Files, folder: Path) -> None:
    """Write all files beside the folder, then swap it in; a folder with files that no build made is left alone."""
    folder = folder.resolve()
    if folder.is_file() or (folder.exists() and (strange := foreign(folder))):
        what = "is a file" if folder.is_file() else f"holds {strange[0]!r}, which no build made"
        raise InputError([Problem(str(folder), 1, f"{what}, so it is left alone")])
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
            fresh = Path(beside) / "new"
            for name, content in files.items():
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                (fresh / name).write_bytes(content)
            swap(fresh, folder, Path(beside) / "old")
    except OSError as error:
        raise InputError([Problem(str(folder), 1, f"cannot be written: {error.strerror}")]) from error


def untimed(label: str, work: Callable, *arguments):
    """Do a part of the work without a word; `build.py` hands in a way that says how long it took."""
    return work(*arguments)


def build(sources: Sources, step: Callable = untimed) -> tuple[Files, int, int]:
    """Read, check and render, each part through `step`; the files are sound when this returns."""
    inputs = step("read and check", read_inputs, sources)
    files, page_count, figure_count = step("draw and render", render, sources, inputs)
    step("check pages", lambda: require(page_problems(files)))
    return files, page_count, figure_count
