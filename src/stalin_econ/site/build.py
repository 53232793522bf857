"""The whole build as a function: sources in, files out. Same inputs, same bytes: no clock, no randomness, no disk."""

from collections.abc import Callable
from dataclasses import dataclass

from .. import addresses
from ..data.releases import SUMS, sums
from ..edition import Edition
from ..exports.files import Files
from ..faults import require
from ..layout import Sources
from ..memory import MEMORY
from ..pages.figure import Shown
from .inputs import read_edition
from .pack import packed
from .render import render
from .subject import SUBJECT, Subject
from .verify import page_problems, traced
from .write import MARKER, marker


@dataclass(frozen=True)
class Built:
    """A whole site: its files by path, the edition that they were made from, and its figures."""

    files: Files
    edition: Edition
    figures: list[Shown]


def frozen_of(edition: Edition) -> Files:
    """The files of all releases, as they were frozen."""
    return {
        addresses.release(release.version) + path: content
        for release in edition.releases
        for path, content in release.files.items()
    }


def untimed(label: str, work: Callable, *arguments):
    """Do a part of the work without a word; `build.py` hands in a way that says how long it took."""
    return work(*arguments)


def build(sources: Sources, subject: Subject = SUBJECT, step: Callable = untimed) -> Built:
    """Read, check and render, each part through `step`; the files are sound when this returns, else InputError."""
    try:
        edition = step("read and check", read_edition, sources, subject)
        files, figures = step("draw and render", render, sources, edition)
        files |= step("pack", packed, files, sources, edition)
        files |= frozen_of(edition)
        step("check pages", lambda: require(traced(page_problems(files), sources)))
    finally:
        MEMORY.settle()
    files |= {SUMS: sums(files)}
    return Built(files | {MARKER: marker(files)}, edition, figures)
