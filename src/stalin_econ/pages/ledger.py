"""The ledger: each statement of the paper with what the tables make of it."""

from collections.abc import Mapping

from .. import addresses
from ..claims.finding import Finding
from ..claims.ledger import Claim
from ..claims.verdict import leaning
from ..data.references import Reference
from ..data.tables import Table
from ..edition import Edition
from ..measures import display
from ..measures.provenance import note_html, source_line
from ..vocabulary import REASONS, VERDICTS
from .arithmetic import operand_html, steps_of
from .page import Page


def finding_context(
    claim: Claim, finding: Finding, references: Mapping[str, Reference], tables: Mapping[str, Table]
) -> dict:
    """What the ledger shows of one finding."""
    quantity = finding.quantity
    comparable = "reason" not in claim.entry or claim.entry["reason"] == "circular"
    verdict = leaning(claim.entry, finding) if comparable else ""
    return {
        "label": finding.label,
        "text": operand_html(quantity),
        "unit": display.unit_words(quantity.unit),
        "status": quantity.status,
        "steps": steps_of(quantity),
        "verdict": verdict,
        "sources": source_line(quantity.cells, tables, references),
    }


def rule_words(entry: dict) -> str:
    """The rule of a claim in words: "About 33.3 per cent, within 3 points"."""
    figure, unit = trimmed(entry["figure"]), entry["unit"]
    if "high" in entry:
        figure = f"{figure} to {trimmed(entry['high'])}"
    words = {"ratio": "", "index_1940": " (1940 = 100)"}.get(unit, f" {display.unit_words(unit)}")
    margin = {"ratio": "", "per_cent": " points", "index_1940": " points"}.get(unit, f" {display.unit_words(unit)}")
    allowed = f", within {trimmed(entry['tolerance'])}{margin}" if entry.get("tolerance") else ""
    allowed = allowed.removesuffix("s") if entry.get("tolerance") == 1 and margin == " points" else allowed
    relation = "" if entry["relation"] == "range" else f"{entry['relation']} "
    text = f"{relation}{figure}{words}{allowed}"
    return text[:1].upper() + text[1:]


def trimmed(value: float) -> str:
    """A figure of the ledger as it is typed there, with thousands commas."""
    return f"{value:,.10g}"


def claim_context(claim: Claim, edition: Edition) -> dict:
    """What the ledger shows of one claim."""
    entry = claim.entry
    return {
        "id": claim.id,
        "entry": {"why": "", "settle": ""} | entry,
        "rule": rule_words(entry) if "why" in entry else "",
        "verdict": claim.verdict,
        "reason": REASONS.get(entry.get("reason", ""), ""),
        "note": note_html(entry.get("note", ""), edition.references),
        "findings": [finding_context(claim, f, edition.references, edition.tables) for f in claim.findings],
    }


def ledger_context(edition: Edition) -> dict:
    """The ledger by chapter, and the number of claims of each verdict."""
    titles = {chapter.stem: chapter for chapter in edition.chapters}
    sections = [
        (
            titles[stem].title,
            titles[stem].anchor,
            [claim_context(c, edition) for c in edition.claims if c.entry["section"] == stem],
        )
        for stem in titles
        if any(c.entry["section"] == stem for c in edition.claims)
    ]
    counts = [(v, sum(c.verdict == v for c in edition.claims)) for v in VERDICTS]
    return {"sections": sections, "counts": counts}


def ledger_page(edition: Edition) -> Page:
    """The page of the ledger."""
    return Page(addresses.LEDGER, "claims.html", {"title": "The ledger", **ledger_context(edition)})
