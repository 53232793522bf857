"""The verdict by rule: what comes in are an entry of the ledger, findings and tables, what goes out a key of VERDICTS.

Separate, so that the rule stands in one place for the gate, the ledger page and the mutation report.
"""

import re
from collections.abc import Iterable

from ..data.tables import row_of
from ..measures.accounts import Tables
from .finding import Finding, cells_of, judged

SLACK = 1e-9  # of floating-point comparison
RELATIONS = ("about", "more than", "at least", "at most", "less than", "nearly", "range")
# What becomes of a verdict that turns on our reading.
READ = {"agrees": "agrees-within-wording", "differs": "not-checked"}


def miss(entry: dict, values: list[float]) -> float:
    """By how much values miss the figure of the entry, as its relation reads it; nothing where they meet it.

    A range compares the first value with its low end and the last with its high end.
    """
    figure, value = entry["figure"], values[0]
    above, below = max(0.0, value - figure), max(0.0, figure - value)
    return {
        "about": above + below,
        "more than": 0.0 if above else below + 2 * SLACK,
        "at least": below,
        "at most": above,
        "less than": 0.0 if below else above + 2 * SLACK,
        "nearly": float("inf") if above else below,
        "range": max(above + below, abs(values[-1] - entry.get("high", figure))),
    }[entry["relation"]]


def compare(entry: dict, values: list[float]) -> str:
    """The verdict on values by the rule of the entry: agrees, agrees within the wording, or differs.

    `exact` is half a unit of the last digit that the paper gives, `tolerance` what its wording allows.
    """
    missed = miss(entry, values) - SLACK
    if missed <= entry.get("exact", 0.0):
        return "agrees"
    return "agrees-within-wording" if missed <= entry.get("tolerance", 0.0) else "differs"


def admitted_on(claim_id: str, cells: Iterable[str], tables: Tables) -> list[str]:
    """Cells whose note names this claim as the check on which they were admitted."""
    mark = re.compile(rf"\bclaim:{re.escape(claim_id)}(?![\w-])")
    return [cell for cell in cells if mark.search(row_of(cell, tables)["note"])]


def by_rule(entry: dict, findings: Iterable[Finding]) -> str:
    """The verdict on what is found, whatever its status.

    Where it turns on how the compiler reads the statement (`reading`), it agrees within the wording at the most.
    """
    found = compare(entry, [finding.quantity.value for finding in judged(entry, findings)])
    return READ.get(found, found) if "reading" in entry else found


def verdict_of(entry: dict, findings: Iterable[Finding], tables: Tables) -> str:
    """The verdict by rule. A reason, a circle or the lack of a finding leave a claim unchecked."""
    about = judged(entry, findings)
    if entry.get("reason") == "judgement":
        return "judgement"
    if "reason" in entry or not about or admitted_on(entry["id"], cells_of(about), tables):
        return "not-checked"
    if any(finding.quantity.status == "unverified" for finding in about):
        return "unverified"
    return by_rule(entry, about)


def leaning(entry: dict, finding: Finding) -> str:
    """What one finding by itself says of the claim, whatever its status; empty where no rule can be applied."""
    if "relation" not in entry or entry["relation"] == "range" or finding.quantity.unit != entry.get("unit"):
        return ""
    return compare(entry, [finding.quantity.value])
