"""The ledger for machines: a row of CSV and an object of JSON a statement, what is rated being the retelling of it."""

from .. import addresses
from ..claims.ledger import Claim
from ..claims.verdict import leaning
from ..edition import Edition
from ..vocabulary import GRADES, REASONS, VERDICTS
from .files import json_bytes
from .harmless import csv_text

HEAD = (
    "id", "chapter", "statement", "verdict", "test", "threshold_ours", "reason", "figure", "high", "unit", "relation",
    "tolerance", "found", "found_unit", "status", "margin_cell", "margin_per_cent", "margin_verdict", "address", "in_story",
)  # fmt: skip


def fields(claim: Claim, edition: Edition) -> dict:
    """One statement, key by key; what there is nothing of is None."""
    entry, first = claim.entry, claim.findings[0].quantity if claim.findings else None
    turn = next(iter(edition.turns.get(claim.id, ())), None)
    given = {key: entry.get(key) for key in ("figure", "high", "unit", "relation", "tolerance")}
    found = {
        "found": first and float(f"{first.value:.6g}"),
        "found_unit": first and first.unit,
        "status": first and first.status,
    }
    margin = {
        "margin_cell": turn and turn.cell,
        "margin_per_cent": turn and round(100 * turn.move, 2),
        "margin_verdict": turn and turn.verdict,
    }
    return {
        "id": claim.id, "chapter": entry["section"], "statement": entry["statement"], "verdict": claim.verdict,
        "test": claim.kind or None, "threshold_ours": entry.get("ours", False), "reason": entry.get("reason"),
        **given, **found, **margin, "address": addresses.claim(claim.id), "in_story": addresses.said(claim.id),
    }  # fmt: skip


def claims_csv(edition: Edition) -> bytes:
    """The ledger as CSV, an empty place for what there is nothing of."""
    rows = [fields(claim, edition) for claim in edition.claims]
    return csv_text(HEAD, ([plain(row[key]) for key in HEAD] for row in rows)).encode()


def plain(value: object) -> object:
    """A value as CSV has it."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else value


def review(claim: Claim, edition: Edition) -> dict:
    """The same for schema.org: a review of the statement as it is retold here, not of the paper."""
    base = edition.settings["base_address"]
    root = f"{base}/" if base else ""
    said = {"@type": "CreativeWork", "name": "the retelling", "url": root + addresses.said(claim.id)}
    return {
        "@context": "https://schema.org", "@type": "ClaimReview", "url": root + addresses.claim(claim.id),
        "claimReviewed": claim.entry["statement"],
        "itemReviewed": {"@type": "Claim", "text": claim.entry["statement"], "appearance": said},
        "reviewRating": {"@type": "Rating", "alternateName": rating(claim)},
    }  # fmt: skip


def rating(claim: Claim) -> str:
    """The verdict and what it was tested against, in words."""
    words = VERDICTS[claim.verdict].words
    return words if claim.grade == claim.verdict else f"{words}: {GRADES[claim.grade].words}"


def findings_of(claim: Claim) -> list[dict]:
    """Every finding with its label, value, unit, status and cells, and what by itself it says of a tested statement."""
    return [
        {"label": f.label, "value": float(f"{f.quantity.value:.6g}"), "unit": f.quantity.unit, "status": f.quantity.status,
         "alone": leaning(claim.entry, f) or None if claim.kind else None, "cells": list(f.quantity.cells)}
        for f in claim.findings
    ]  # fmt: skip


def claims_json(edition: Edition) -> bytes:
    """The ledger as JSON, an object a statement."""
    found = [
        {
            **fields(claim, edition),
            "why": claim.entry.get("why"),
            "reading": claim.entry.get("reading"),
            "reason_in_words": REASONS.get(claim.entry.get("reason", "")),
            "settle": claim.entry.get("settle"),
            "findings": findings_of(claim),
            "claim_review": review(claim, edition),
        }
        for claim in edition.claims
    ]
    return json_bytes(found)
