"""All that was read and found sound, for pages to be made from. A value: whoever has it needs no source any more."""

from collections.abc import Mapping
from dataclasses import dataclass

from . import addresses
from .changelog import unreleased
from .charts.figure import Cell, Figure
from .checks.findings import Finding
from .claims.counts import Counts, count
from .claims.ledger import Claim
from .claims.margins import Turn
from .data.references import Reference
from .data.refused import Refused
from .data.releases import Release
from .data.tables import Table
from .prose.chapters import Chapter
from .prose.figures import Words
from .prose.worksheets import Worksheet


@dataclass(frozen=True)
class Edition:
    """Tables, works, claims, findings, chapters and figures of one edition, with its release (version and day) and settings.

    `cells` are those of each state of each figure, by slug and key of the state; `words` those of each figure. The
    opening picture is a figure without a page, and stands apart. `turns` are those of each tested claim, nearest first.
    `log` is the changelog, `releases` are those that are frozen, the oldest first. `place` is the folder of the release for
    which pages are made, empty for the living site.
    """

    tables: Mapping[str, Table]
    package: dict
    references: Mapping[str, Reference]
    claims: list[Claim]
    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]
    opening: Figure | None
    cells: Mapping[str, Mapping[str, tuple[Cell, ...]]]
    words: Mapping[str, Words]
    worksheets: Mapping[str, Worksheet]
    chapters: list[Chapter]
    terms: Mapping[str, str]
    timeline: list[tuple[str, str]]
    summary: tuple[str, str]
    codebook: str
    cited: frozenset[str]
    refused: tuple[Refused, ...]
    release: tuple[str, str]
    settings: Mapping[str, str]
    turns: Mapping[str, list[Turn]]
    log: str = ""
    releases: tuple[Release, ...] = ()
    place: str = ""

    @property
    def told(self) -> frozenset[str]:
        """Figures that have a place in the story, by slug."""
        return frozenset(slug for chapter in self.chapters for slug in chapter.uses.figures)

    @property
    def later(self) -> str:
        """What is said behind its release of an edition in which something has changed since; empty where nothing has."""
        return ", with later changes" if unreleased(self.log) else ""

    @property
    def newest(self) -> Release | None:
        """The newest frozen release, if there is one."""
        return self.releases[-1] if self.releases else None

    def claims_on(self, figure: Figure) -> tuple[Claim, ...]:
        """The statements that a figure bears on: those that rest on a table of it."""
        return tuple(claim for claim in self.claims if set(claim.tables) & set(figure.tables))

    def address(self, path: str) -> str:
        """An address as it is cited: whole where the base address is known, else from the root of the site."""
        base, own = self.settings["base_address"], addresses.cited(path)
        return f"{base}/{own}" if base else self.place + own

    @property
    def counts(self) -> Counts:
        """How many statements came out how."""
        return count(self.claims)
