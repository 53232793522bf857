"""Releases whose pages are frozen: the list of them, and the files of each as they lie in the site.

The list is small and committed; it holds the sum of the sums of each release, so that no frozen file can be altered, added
or lost in silence. Of these files the pages of what changed are made, since nothing else knows what stood before.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..changelog import is_day
from ..faults import InputError, Problem, line_at, meant, require, schema_faults
from ..formats import toml_of
from ..layout import FROZEN, RELEASES, Sources, text_of

SUMS = "SHA256SUMS"
LINE = re.compile(r"([0-9a-f]{64})  (.+)")
VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
HEAD = re.compile(r"^[ \t]*\[\[[ \t]*release[ \t]*\]\]", flags=re.M)
WORDS = {"type": "string"}
SCHEMA = {
    "type": "object",
    "properties": {
        "version": {"type": "string", "pattern": rf"^{VERSION.pattern}\Z"},
        "date": {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"},
        "sum": {"type": "string", "pattern": r"^[0-9a-f]{64}\Z"},
        "note": WORDS,
    },
    "required": ["version", "date", "sum"],
    "additionalProperties": False,
}


@dataclass(frozen=True)
class Release:
    """A frozen release: version, day, the sum of its file of sums, what became known of it later, its files by path."""

    version: str
    day: str
    sum: str
    note: str
    files: Mapping[str, bytes]


def numbers(version: str) -> tuple[int, ...]:
    """A version as numbers, to be compared."""
    return tuple(int(part) for part in version.split("."))


def digest(content: bytes) -> str:
    """The SHA-256 sum of a file."""
    return hashlib.sha256(content).hexdigest()


def sums(files: Mapping[str, bytes]) -> bytes:
    """A line for each file as `sha256sum --check` reads it, sorted by name."""
    return "".join(f"{digest(files[name])}  {name}\n" for name in sorted(files)).encode()


def said(files: Mapping[str, bytes]) -> dict[str, str]:
    """The sum of each file by the sums beside them."""
    lines = files.get(SUMS, b"").decode("utf-8", "replace").splitlines()
    return {found[2]: found[1] for line in lines if (found := LINE.fullmatch(line))}


def frozen_files(sources: Sources) -> dict[str, dict[str, bytes]]:
    """Files of each release by its version, and by their paths within it."""
    found: dict[str, dict[str, bytes]] = {}
    for path in (path for path in sources if path.startswith(FROZEN)):
        version, _, name = path.removeprefix(FROZEN).partition("/")
        found.setdefault(version, {})[name] = sources[path]
    return found


def form_faults(listed: object, text: str) -> Iterator[Problem]:
    """What is wrong with the list: keys, their form, days, and versions that do not rise."""
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        yield Problem(RELEASES, 1, "release: entries under [[release]] are wanted")
        return
    before, lines = "", [line_at(text, head.start()) for head in HEAD.finditer(text)]
    for n, entry in enumerate(listed, 1):
        line = lines[n - 1] if len(lines) == len(listed) else 1
        faults = schema_faults(SCHEMA, entry)
        faults += [] if faults or is_day(entry["date"]) else [f"date: {entry['date']!r} is no day of the calendar"]
        yield from (Problem(RELEASES, line, f"release {n}: {fault}") for fault in faults)
        if faults:
            return
        if before and numbers(entry["version"]) <= numbers(before):
            yield Problem(RELEASES, line, f"release {entry['version']} stands after {before}; versions rise")
        before = entry["version"]


def read_releases(sources: Sources) -> tuple[Release, ...]:
    """Every frozen release, the oldest first; InputError where the list is damaged, or a frozen file is not what it was."""
    text = text_of(sources, RELEASES) if RELEASES in sources else ""
    found = toml_of(text, RELEASES)
    if strange := sorted(found.keys() - {"release"}):
        raise InputError(
            [
                Problem(
                    RELEASES,
                    1,
                    f"unknown key {strange[0]!r}{meant(strange[0], ['release'])}; entries stand under [[release]]",
                )
            ]
        )
    listed, files = found.get("release", []), frozen_files(sources)
    require(form_faults(listed, text))
    made = tuple(
        Release(e["version"], e["date"], e["sum"], e.get("note", ""), files.get(e["version"], {})) for e in listed
    )
    unlisted = files.keys() - {release.version for release in made}
    require(
        Problem(f"{FROZEN}{version}", 1, f"{RELEASES} names no such release; delete this folder")
        for version in unlisted
    )
    require(problem for release in made for problem in altered(release))
    return made


def altered(release: Release) -> Iterator[Problem]:
    """Files of a release that are not what they were when it was frozen."""
    files, place = release.files, f"{FROZEN}{release.version}/"
    if SUMS not in files or digest(files[SUMS]) != release.sum:
        how = "altered" if SUMS in files else "lost"
        yield Problem(f"{place}{SUMS}", 1, told(how, release))
        return
    wanted = said(files)
    have = {name: digest(content) for name, content in files.items() if name != SUMS}
    for name in sorted(name for name in wanted.keys() | have.keys() if wanted.get(name) != have.get(name)):
        how = "lost" if name not in have else "added" if name not in wanted else "altered"
        yield Problem(f"{place}{name}", 1, told(how, release))


def told(how: str, release: Release) -> str:
    """What is said of a frozen file that is not what it was."""
    remedy = "delete it" if how == "added" else "put it back from the history of the repository"
    return f"{how} after release {release.version} was frozen; {remedy}"
