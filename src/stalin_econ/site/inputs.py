"""From sources to an edition: everything read and found sound, or every fault that was found."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache, partial

from .. import changelog, layout
from ..changelog import RELEASE
from ..charts.figure import cells_of, faults_of
from ..checks import crossings, findings, form, run
from ..claims.gate import accepted as accepted_claim
from ..claims.gate import gate
from ..claims.ledger import Claim, read_claims
from ..claims.margins import margins
from ..data.package import read_package
from ..data.references import read_references
from ..data.refused import faults as refused_faults
from ..data.refused import read_refused
from ..data.releases import read_releases
from ..data.tables import read_tables
from ..edition import Edition
from ..faults import InputError, Problem, meant, require, together
from ..layout import CHANGELOG, DATA, FIGURES, LEDGER, WORKSHEETS, Sources, text_of
from ..measures import notes
from ..prose import chapters
from ..prose.calls import Material
from ..prose.figures import read_words
from ..prose.worksheets import read_worksheets
from .subject import SUBJECT, Subject


def read_release(sources: Sources) -> tuple[str, str]:
    """Version and date of the newest release in the changelog; the clock is never asked."""
    text = text_of(sources, CHANGELOG)
    require(Problem(CHANGELOG, line, message) for line, message in changelog.faults(text))
    if not (found := RELEASE.search(text)):
        raise InputError([Problem(CHANGELOG, 1, "no heading '## 1.2.3 – 2026-01-31' found")])
    return found[1], found[2]


def read_data(sources: Sources, subject: Subject):
    """Package, tables with their notes filled, and works, without a fault; InputError with all of them otherwise."""
    return data_of(tuple((path, sources[path]) for path in sorted(sources) if path.startswith(DATA)), subject.rules)


@lru_cache(maxsize=1)  # while texts are edited, the data stay as they are
def data_of(files: tuple[tuple[str, bytes], ...], rules: run.Rules):
    """The same of the files of the data, by path, under some rules."""
    sources = dict(files)
    package = read_package(sources)
    require(form.faults(sources, package))
    tables, references = read_tables(sources, package), read_references(sources)
    require(run.faults(tables, references, rules))
    return package, notes.with_results(tables), references


def read_judged(sources: Sources, tables, references, subject: Subject):
    """The claims, and what readings found against a test; InputError where one is not accepted as it is."""
    found, ledger = findings.findings(tables, subject.rules), read_claims(sources, tables, subject.claims)
    require([*findings.gate(found, sources, tables), *gate(ledger, tables)])
    require(crossings.unknown_works([(claim.line, claim.entry) for claim in ledger], references))
    require(crossings.unknown_claims({claim.id for claim in ledger}, tables))
    return ledger, findings.with_reasons(found, sources)


def read_drawn(tables, subject: Subject):
    """The figures by slug, the opening picture with them, and the cells of each of their states, by slug and key."""
    drawn = {f.slug: f for f in (*subject.figures, subject.opening) if f}
    require(problem for figure in drawn.values() for problem in faults_of(figure, tables))
    return drawn, {slug: {state.key: cells_of(f, state, tables) for state in f.states} for slug, f in drawn.items()}


def strays(sources: Sources, slugs: Collection[str]) -> Iterator[Problem]:
    """A problem for each file among words of figures and worksheets that is of no figure; a worksheet by itself says so too."""
    for path in (path for path in sorted(sources) if path.startswith((FIGURES, WORKSHEETS)) and not path.endswith("~")):
        read = path.endswith(".md") and (path.startswith(WORKSHEETS) or path[len(FIGURES) : -3] in slugs)
        if not read:
            own = path.rpartition("/")[2].removesuffix(".md")
            yield Problem(
                path, 1, f"no figure {own!r}{meant(own, slugs)}, so nothing reads it: name it otherwise, or delete it"
            )


def read_prose(sources: Sources, subject: Subject, material: Material):
    """Words of figures by slug, chapters, summary; InputError with the faults of all of them."""
    pages = {figure.slug: figure for figure in subject.figures}
    *written, story, summary = together(
        *(partial(read_words, sources, figure, material) for figure in material.figures.values()),
        partial(chapters.read_chapters, sources, replace(material, figures=pages)),
        partial(chapters.read_summary, sources, material),
    )
    return dict(zip(material.figures, written, strict=True)), story, summary


def cited_in(words, story, summary) -> frozenset[str]:
    """Works that texts cite."""
    uses = [key for used in (summary[2], *(chapter.uses for chapter in story)) for key in used.cited]
    return frozenset([*uses, *(key for own in words.values() for key in own.cited)])


def read_edition(sources: Sources, subject: Subject = SUBJECT) -> Edition:
    """Everything that pages are made from, checked; InputError with all faults of the first part that has one."""
    release, releases, settings, (package, tables, references), terms, timeline, codebook = together(
        partial(read_release, sources),
        partial(read_releases, sources),
        partial(layout.settings, sources),
        partial(read_data, sources, subject),
        partial(chapters.read_terms, sources),
        partial(chapters.read_timeline, sources),
        partial(chapters.read_codebook, sources),
    )
    (ledger, found), (drawn, cells) = together(
        partial(read_judged, sources, tables, references, subject), partial(read_drawn, tables, subject)
    )
    material = Material(tables, {c.id: c for c in ledger}, references, frozenset(terms), drawn, cells)
    (words, story, summary), worksheets, _ = together(
        partial(read_prose, sources, subject, material),
        partial(read_worksheets, sources, material),
        lambda: require(strays(sources, drawn)),
    )
    refused = read_refused(sources)
    require(refused_faults(refused, tables, references))
    cited, said = cited_in(words, story, summary), [claim.entry.get("note", "") for claim in ledger]
    said += [f"@{entry.source}" for entry in refused]
    require(crossings.unused_works(sources, references, tables, said, cited))
    return Edition(
        tables, package, references, ledger, found, subject.figures, subject.opening, cells, words, worksheets, story, terms,
        timeline, summary[:2], codebook, cited, refused, release, settings, margins(ledger, tables, subject.claims),
        text_of(sources, CHANGELOG), releases,
    )  # fmt: skip


def accepted(sources: Sources, name: str, reason: str = "", subject: Subject = SUBJECT) -> dict[str, bytes]:
    """The files in which a finding, or the verdict that a claim has now, is accepted; InputError where there is neither."""
    _, tables, _ = read_data(sources, subject)
    read_release(sources)  # the changelog must be there before anything is changed
    found = {finding.id: finding for finding in findings.findings(tables, subject.rules)}
    if name in found:
        return findings.accepted(sources, found[name], reason)
    ledger = {claim.id: claim for claim in read_claims(sources, tables, subject.claims)}
    return accepted_verdict(sources, name, ledger.get(name), reason)


def accepted_verdict(sources: Sources, name: str, claim: Claim | None, reason: str) -> dict[str, bytes]:
    """The files in which the verdict of a claim is accepted, none where it is so already; InputError where there is none."""
    if claim is None or not reason.isprintable():
        fault = "a reason in one line of words is wanted" if claim else f"no claim {name!r} and no finding"
        raise InputError([Problem(LEDGER, 1, fault)])
    return {} if claim.verdict == claim.entry["verdict"] else accepted_claim(sources, claim, reason)
