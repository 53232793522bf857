"""What the tables say of a statement of the paper: a finding, and which findings a verdict is about.

A claim function takes the tables and returns findings, the main one first; rivals follow where they matter. Nothing
about figures is typed in one but dates of the war: change a cell, and findings and verdicts follow.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..measures.accounts import Tables
from ..measures.series import Quantity


@dataclass(frozen=True)
class Finding:
    """What the tables say of a claim: the quantity, with inputs and arithmetic, and what it measures.

    `against` marks a finding in another unit than the statement's that goes against it; in its unit the rule tells.
    """

    quantity: Quantity
    label: str = ""
    against: bool = False


# Claim id → the function that computes it.
Functions = Mapping[str, Callable[[Tables], list[Finding]]]


def judged(entry: dict, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that the verdict is about: the main one, or for a range the two ends."""
    return tuple(findings)[: 2 if entry.get("relation") == "range" else 1]


def cells_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Addresses of all cells that findings rest on, each once."""
    return tuple(dict.fromkeys(cell for finding in findings for cell in finding.quantity.cells))
