"""The whole build as a function: sources in, files out. Same inputs, same bytes: no clock, no randomness, no disk."""

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
from .render import Step, at_once, render
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


def build(sources: Sources, subject: Subject = SUBJECT, step: Step = at_once) -> Built:
    """Read, check and render, each part through `step`; the files are sound when this returns, else InputError."""
    try:
        edition = step("read and check", read_edition, sources, subject)
        files, figures = render(sources, edition, step)
        files |= step("pack", packed, files, sources, edition)
        files |= frozen_of(edition)
        step("check pages", lambda: require(traced(page_problems(files), sources)))
    finally:
        MEMORY.settle()
    files |= {SUMS: sums(files)}
    return Built(files | {MARKER: marker(files)}, edition, figures)
