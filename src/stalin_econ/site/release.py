"""A release: its date and version set in the inputs, and the pages of charts and tables frozen with all that they need.

Pages are made anew for the folder in which they will lie, so that each names its own frozen address. What a frozen page
links to lies in the release, or is the page of the living site.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from .. import addresses
from ..changelog import dated, is_day, releases, unreleased
from ..data.releases import SUMS, VERSION, digest, frozen_files, numbers, read_releases, sums
from ..exports.files import Files
from ..faults import InputError, Problem, require
from ..layout import CHANGELOG, CITATION, FROZEN, RELEASES, SETTINGS, Sources, text_of
from ..pages.page import LINK, way
from .build import Built, build
from .inputs import read_edition
from .render import render
from .subject import SUBJECT, Subject
from .verify import page_problems, resolve

LISTS = {addresses.CHARTS, addresses.DATA, addresses.SOURCES}  # pages of the living site alone
KEPT = ("charts/", "data/", "assets/", "sources/")


def version_fault(sources: Sources, version: str, day: str) -> str:
    """Why there can be no such release; empty where there can."""
    log = text_of(sources, CHANGELOG)
    known, newest = read_releases(sources), next(iter(releases(log)), ("0.0.0", "", ""))
    if not VERSION.fullmatch(version):
        return f"{version!r}: a version such as 1.2.3 is wanted"
    if version in frozen_files(sources) or version in {release.version for release in known}:
        return f"release {version} exists already"
    if not is_day(day) or day < newest[1]:
        return f"{day!r}: a day such as 2026-01-31 is wanted, not before the newest release"
    last = max(
        [numbers(newest[0])] * bool(unreleased(log)) + [numbers(release.version) for release in known], default=()
    )
    if numbers(version) <= last:
        return f"{version} is not greater than the last, {'.'.join(map(str, last))}"
    if not unreleased(log) and newest[0] != version:
        return f"nothing stands under '## Unreleased', and no heading is '## {version} – {day}'"
    return ""


def prepared(sources: Sources, version: str, day: str) -> dict[str, bytes]:
    """The changelog, settings and citation with version and day of a release; InputError where there can be none."""
    if fault := version_fault(sources, version, day):
        raise InputError([Problem(CHANGELOG, 1, fault)])
    log = dated(text_of(sources, CHANGELOG), version, day)
    day = releases(log)[0][1]
    edits = {
        SETTINGS: ((r'^version = ".*"$', f'version = "{version}"'),),
        CITATION: ((r"^version: .*$", f"version: {version}"), (r"^date-released: .*$", f"date-released: {day}")),
    }
    found = {CHANGELOG: log}
    for path in edits.keys() & sources.keys():
        found[path] = text_of(sources, path)
        for form, words in edits[path]:
            found[path] = re.sub(form, words, found[path], count=1, flags=re.M)
    return {path: text.encode() for path, text in found.items()}


def is_kept(path: str) -> bool:
    """Whether a release keeps a file: pages of charts and tables and all files beside them, but no picture made to be shared."""
    if path.endswith(".html"):
        return path.startswith(("charts/", "data/")) and path not in LISTS
    return (path.startswith(KEPT) and not path.endswith("/card.png")) or path in (
        addresses.ICON,
        addresses.WHOLE_PACKAGE,
    )


def relinked(html: bytes, path: str, kept: set[str], place: str) -> bytes:
    """A page for the folder of a release: links to what the release does not keep lead to the living site."""

    def link(match: re.Match) -> str:
        file, anchor = resolve(path, match[2])
        target = match[2] if file in kept else way(place + path, f"{file}#{anchor}" if anchor else file)
        return f'{match[1]}="{target}"'

    return LINK.sub(link, html.decode()).encode()


def fronted(html: bytes, path: str, kept: set[str], place: str) -> bytes:
    """The front of a release, which is written for where it stands: what it loads is taken from beside it."""
    up = "../" * place.count("/")

    def link(match: re.Match) -> str:
        target = resolve(path, match[2])[0]
        own = target in kept and not target.endswith(".html")
        return f'{match[1]}="{match[2].removeprefix(up) if own else match[2]}"'

    return LINK.sub(link, html.decode()).encode()


def frozen(sources: Sources, subject: Subject) -> Files:
    """The files of the release that the sources would make, with their sums, by path within its folder."""
    edition = read_edition(sources, subject)
    place, base = addresses.release(edition.release[0]), edition.settings["base_address"]
    own = f"{base}/{place.rstrip('/')}" if base else ""
    edition = replace(edition, place=place, settings={**edition.settings, "base_address": own})
    files, _ = render(sources, edition)
    kept = {path for path in files if is_kept(path)}
    made = {p: relinked(files[p], p, kept, place) if p.endswith(".html") else files[p] for p in kept}
    front = f"{place}index.html"
    made["index.html"] = fronted(files[front], front, kept, place)
    return made | {SUMS: sums(made)}


def listed(sources: Sources, version: str, day: str, files: Files) -> bytes:
    """The list of releases with one more."""
    before = text_of(sources, RELEASES) if RELEASES in sources else ""
    entry = f'[[release]]\nversion = "{version}"\ndate = "{day}"\nsum = "{digest(files[SUMS])}"\nnote = ""\n'
    return (f"{before.rstrip()}\n\n{entry}" if before else entry).encode()


def released(sources: Sources, version: str, day: str, subject: Subject = SUBJECT) -> tuple[dict[str, bytes], Built]:
    """Every input that a release changes or adds, its frozen pages among them, and the whole site with it.

    `day` is its date unless the changelog has a dated heading for it. InputError where there can be no such release, or
    the sources have a fault.
    """
    changed = prepared(sources, version, day)
    files = frozen({**sources, **changed}, subject)
    changed[RELEASES] = listed(sources, version, releases(text_of(changed, CHANGELOG))[0][1], files)
    changed |= {f"{FROZEN}{version}/{path}": content for path, content in files.items()}
    built = build({**sources, **changed}, subject)
    require(frozen_problems(built.files, version))
    return changed, built


def frozen_problems(files: Files, version: str) -> Iterator[Problem]:
    """What is wrong with the pages of a release, once, when it is made."""
    place = addresses.release(version)
    yield from page_problems(files, [path for path in files if path.startswith(place) and path.endswith(".html")])
