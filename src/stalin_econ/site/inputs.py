"""From sources to an edition: everything read and found sound, or every fault that was found."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from .. import checks, layout
from ..charts.figure import cells_of, faults_of
from ..claims.gate import gate
from ..claims.ledger import Claim, read_claims
from ..data.package import read_package
from ..data.references import read_references
from ..data.tables import read_tables
from ..edition import Edition
from ..faults import InputError, Problem, require, together
from ..layout import CHANGELOG, LEDGER, REFERENCES, Sources, text_of
from ..prose import chapters
from ..prose.calls import Material
from ..prose.figures import read_words
from ..vocabulary import UNITS
from .subject import SUBJECT, Subject


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
    """Package, tables and references without a fault; InputError with all of them otherwise."""
    package = read_package(sources)
    require([*checks.orphans(sources, package), *checks.structure(sources, package)])
    tables, references = read_tables(sources, package), read_references(sources)
    require(unknown_units(tables))
    require(checks.figures(tables, references))
    return package, tables, references


def unknown_units(tables) -> Iterator[Problem]:
    """Every unit of a table is one that pages have words for."""
    for table in tables.values():
        for cell, row in table.rows.items():
            if row["unit"] not in UNITS:
                yield checks.at(table, cell, f"unit {row['unit']!r} is not one of vocabulary.UNITS")


def read_claims_checked(sources: Sources, tables) -> list[Claim]:
    """The claims; InputError where one has another verdict than the accepted one."""
    ledger = read_claims(sources, tables)
    require(gate(ledger, tables))
    return ledger


def unknown_works(sources: Sources, ledger: list[Claim], references) -> Iterator[Problem]:
    """Every @key in a note of the ledger stands in references.json."""
    for claim in ledger:
        for key in re.findall(r"@(\w+)", claim.entry.get("note", "")):
            if key not in references:
                message = f"claim {claim.id}: source {key!r} is not in references.json"
                yield Problem(LEDGER, claim.line, message)


def unknown_claims(ledger: list[Claim], tables) -> Iterator[Problem]:
    """Every mark "claim:" in a note of a table names a claim, so that no circle is missed for a slip of typing."""
    known = {claim.id for claim in ledger}
    for table in tables.values():
        for cell, row in table.rows.items():
            for mark in re.findall(r"claim:\s*[\w-]*", row["note"]):
                if mark.removeprefix("claim:") not in known:
                    yield checks.at(table, cell, f"{mark!r} names no claim of the ledger")


def unused_works(edition: Edition) -> Iterator[Problem]:
    """Each work is cited in the story or a note, or is the source of a cell."""
    rows = [row for table in edition.tables.values() for row in table.rows.values()]
    notes = " ".join([row["note"] for row in rows] + [c.entry.get("note", "") for c in edition.claims])
    used = {row["source"] for row in rows} | set(re.findall(r"@([a-z0-9_]+)", notes)) | edition.cited
    for key in sorted(set(edition.references) - used):
        yield Problem(REFERENCES, 1, f"work {key!r} is neither cited nor the source of a cell")


def read_edition(sources: Sources, subject: Subject = SUBJECT) -> Edition:
    """Everything that pages are made from, checked; InputError with all faults of the first part that has one."""
    release, settings, (package, tables, references), terms, timeline, codebook = together(
        lambda: read_release(sources),
        lambda: layout.settings(sources),
        lambda: read_tables_checked(sources),
        lambda: chapters.read_terms(sources),
        lambda: chapters.read_timeline(sources),
        lambda: chapters.read_codebook(sources),
    )
    ledger = read_claims_checked(sources, tables)
    require([*unknown_works(sources, ledger, references), *unknown_claims(ledger, tables)])
    drawn = (*subject.figures, *([subject.opening] if subject.opening else []))
    require(problem for figure in drawn for problem in faults_of(figure, tables))
    cells = {f.slug: {state.key: cells_of(f, state, tables) for state in f.states} for f in drawn}
    by_slug = {figure.slug: figure for figure in drawn}
    material = Material(tables, {c.id: c for c in ledger}, references, frozenset(terms), by_slug, cells)
    *written, (story, summary) = together(
        *(partial(read_words, sources, figure, material) for figure in drawn),
        lambda: read_story(sources, subject, material),
    )
    words = dict(zip(by_slug, written, strict=True))
    used = [u for uses in (summary[2], *(c.uses for c in story)) for u in uses.cited]
    cited = frozenset([*used, *(key for w in words.values() for key in w.cited)])
    edition = Edition(
        tables, package, references, ledger, subject.figures, subject.opening, cells, words, story, terms,
        timeline, summary[:2], codebook, cited, release, settings,
    )  # fmt: skip
    require(unused_works(edition))
    return edition


def read_story(sources: Sources, subject: Subject, material: Material):
    """The chapters, which use each figure that has a page, and the summary."""
    pages = {figure.slug: figure for figure in subject.figures}
    return chapters.read_chapters(sources, replace(material, figures=pages)), chapters.read_summary(sources, material)
