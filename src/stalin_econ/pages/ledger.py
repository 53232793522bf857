"""The ledger: each statement of the paper with what the tables make of it."""

from functools import partial

from .. import addresses
from ..claims.finding import cells_of
from ..claims.ledger import Claim
from ..edition import Edition
from ..measures import display
from ..measures.provenance import held, note_html, source_line
from ..vocabulary import GRADES, REASONS, TESTS
from .arithmetic import operand_html, steps_of
from .margins import BECOMES, better, is_thin, per_cent, thin_claims, way
from .page import Page
from .tables import cell_name


def findings_shown(claim: Claim) -> list[dict]:
    """What the ledger shows of the findings: those that go against the statement first, then the others in their order."""
    rows = [
        {
            "label": finding.label,
            "text": operand_html(finding.quantity),
            "unit": display.unit_words(finding.quantity.unit),
            "status": finding.quantity.status,
            "steps": steps_of(finding.quantity),
            "against": finding in claim.contrary,
            "main": place == 0 and bool(claim.kind),
        }
        for place, finding in enumerate(claim.findings)
    ]
    return sorted(rows, key=lambda row: not row["against"])


def rule_words(entry: dict) -> str:
    """The rule of a claim in words: "About 33.3 per cent; agrees within 0.5, by its wording within 3 points"."""
    figure, unit = trimmed(entry["figure"]), entry["unit"]
    if "high" in entry:
        figure = f"{figure} to {trimmed(entry['high'])}"
    words = {"ratio": "", "index_1940": " (1940 = 100)"}.get(unit, f" {display.unit_words(unit)}")
    margin = {"ratio": "", "per_cent": " points", "index_1940": " points"}.get(unit, f" {display.unit_words(unit)}")
    relation = "" if entry["relation"] == "range" else f"{entry['relation']} "
    text = f"{relation}{figure}{words}{allowed_words(entry, margin)}"
    return text[:1].upper() + text[1:]


def allowed_words(entry: dict, margin: str) -> str:
    """How far off a figure may be, in a unit: within the last digit that the paper gives, and as far as its wording goes."""
    exact, most = entry.get("exact", 0), entry.get("tolerance", 0)
    if not most:
        return ""
    outright = f"agrees within {trimmed(exact)}, " if 0 < exact < most else ""
    unit = margin.removesuffix("s") if most == 1 and margin == " points" else margin
    return f"; {outright}by its wording within {trimmed(most)}{unit}"


def trimmed(value: float) -> str:
    """A figure of the ledger as it is typed there, with thousands commas; a third of a hundred as 33.3."""
    return f"{value if value == round(value, 2) else round(value, 1):,.10g}"


def against_what(claim: Claim) -> str:
    """What a claim was tested against, or what it would need, in a few words."""
    if claim.entry.get("reason") == "circular":
        return "would be circular"
    if claim.grade == "not-checked":
        return f"needs {claim.entry.get('needs', 'another figure')}"
    return "a judgement" if claim.grade == "judgement" else GRADES[claim.grade].short


def margin_shown(claim: Claim, edition: Edition) -> dict | None:
    """The margin of a tested claim: in short, and as a sentence that names the cell."""
    if not (turns := edition.turns.get(claim.id)):
        return None
    turn = turns[0]
    table = edition.tables[turn.cell.partition("#")[0]]
    return {
        "size": per_cent(turn),
        "way": way(turn),
        "better": better(turn, claim),
        "thin": is_thin(turn) and not better(turn, claim),
        "table": table.meta["title"],
        "cell": cell_name(table, table.rows[turn.cell]),
        "href": addresses.cell(turn.cell),
        "becomes": BECOMES[turn.verdict],
    }


def claim_context(claim: Claim, edition: Edition) -> dict:
    """What the ledger shows of one claim."""
    entry, cells = claim.entry, cells_of(claim.findings)
    return {
        "id": claim.id,
        "said": addresses.said(claim.id),
        "short": claim.short,
        "entry": {"why": "", "settle": "", "reading": "", "ours": False} | entry,
        "rule": rule_words(entry) if "why" in entry else "",
        "grade": claim.grade,
        "mark": claim.mark,
        "outcome": claim.outcome,
        "words": claim.words,
        "against_what": against_what(claim),
        "has_against": claim.contested,
        "test": TESTS.get(claim.kind, ""),
        "reason": REASONS.get(entry.get("reason", ""), ""),
        "margin": margin_shown(claim, edition),
        "note": note_html(entry.get("note", ""), edition.references),
        "findings": findings_shown(claim),
        "sources": held(source_line(cells, edition.tables, edition.references)) if cells else "",
    }


def ledger_context(edition: Edition) -> dict:
    """What the page of the ledger is given: statements by chapter, and the verdicts that hang by little."""
    shown = [(claim.entry["section"], claim_context(claim, edition)) for claim in edition.claims]
    sections = [(c.title, c.anchor, [claim for stem, claim in shown if stem == c.stem]) for c in edition.chapters]
    return {
        "title": "The ledger",
        "sections": [section for section in sections if section[2]],
        "thin": thin_claims(edition),
    }


def ledger_page(edition: Edition) -> Page:
    """The page of the ledger."""
    return Page(addresses.LEDGER, "claims.html", partial(ledger_context, edition), f"{edition.counts.sentence}.")
