"""All that was read and found sound, for pages to be made from. A value: whoever has it needs no source any more."""

from collections.abc import Mapping
from dataclasses import dataclass

from .charts.figure import Cell, Figure
from .checks.findings import Finding
from .claims.counts import Counts, count
from .claims.ledger import Claim
from .claims.margins import Turn
from .data.references import Reference
from .data.refused import Refused
from .data.tables import Table
from .prose.chapters import Chapter
from .prose.figures import Words
from .prose.worksheets import Worksheet


@dataclass(frozen=True)
class Edition:
    """Tables, works, claims, findings, chapters and figures of one edition, with its release (version and day) and settings.

    `cells` are those of each state of each figure, by slug and key of the state; `words` those of each figure. The
    opening picture is a figure without a page, and stands apart. `turns` are those of each tested claim, nearest first.
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

    @property
    def told(self) -> frozenset[str]:
        """Figures that have a place in the story, by slug."""
        return frozenset(slug for chapter in self.chapters for slug in chapter.uses.figures)

    @property
    def counts(self) -> Counts:
        """How many statements came out how."""
        return count(self.claims)
