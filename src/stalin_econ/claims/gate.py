"""The gate: a verdict that changes stops the build until somebody accepts it in the ledger.

What comes in are claims, each with the verdict by rule and the accepted one; what goes out are problems, or the files
in which a verdict was accepted. The published site is never asked: what counts as before is what the ledger accepted.
"""

import re
from collections.abc import Iterable, Iterator

from ..changelog import with_line
from ..data.tables import row_of
from ..faults import InputError, Problem
from ..layout import CHANGELOG, LEDGER, Sources, text_of
from ..measures import display
from ..measures.accounts import Tables
from ..vocabulary import REASONS, UNITS
from .finding import judged
from .ledger import Claim, block_of
from .verdict import admitted_on

CELLS_NAMED = 6  # of those that a verdict rests on; more would hide the sentence
VERDICT = re.compile(r"""^([ \t]*verdict[ \t]*=[ \t]*)["'][^"'\n]*["']""", flags=re.M)


def gate(claims: Iterable[Claim], tables: Tables) -> Iterator[Problem]:
    """A problem for each claim whose verdict is not the accepted one, or that a circle forbids."""
    for claim in claims:
        circle, accepted = admitted_on(claim.id, claim.cells, tables), claim.entry["verdict"]
        if circle and accepted != "not-checked":
            message = f"{accepted!r} cannot be accepted, as {circle[0]} was admitted on this claim"
        elif accepted != claim.verdict:
            message = (
                f"accepted {accepted!r}, now {claim.verdict!r}: {evidence(claim, tables)}. "
                f"If that is right: python build.py --accept {claim.id}"
            )
        else:
            continue
        yield Problem(LEDGER, claim.line, f"claim {claim.id}: {message}")


def evidence(claim: Claim, tables: Tables) -> str:
    """Why a claim has the verdict that it has: its reason, or what the tables say now, of what, from which cells."""
    if "reason" in claim.entry:
        return REASONS[claim.entry["reason"]]
    about = judged(claim.entry, claim.findings)
    if not about:
        return "the tables have nothing to say of it"
    found = "; ".join(", ".join(filter(None, (display.with_unit(f.quantity), f.label))) for f in about)
    return f"{found} (the statement: {asked(claim.entry)}); rests on {cells_named(claim.cells, tables)}"


def asked(entry: dict) -> str:
    """What the statement says, in short: "about 33.3", "1 to 1.5"."""
    most = UNITS[entry["unit"]][0]
    low, high = (f"{round(entry.get(key, entry['figure']), most):,.10g}" for key in ("figure", "high"))
    return f"{low} to {high}" if entry["relation"] == "range" else f"{entry['relation']} {low}"


def cells_named(cells: Iterable[str], tables: Tables) -> str:
    """Addresses of cells, those marked that nobody has checked; a long list is cut."""
    rows = [row_of(cell, tables) for cell in cells]
    named = [row["cell"] + (" (unverified)" if row["status"] == "unverified" else "") for row in rows]
    more = len(named) - CELLS_NAMED
    return ", ".join([*named[:CELLS_NAMED], *([f"{more} more"] if more > 0 else [])])


def accepted(sources: Sources, claim: Claim, reason: str = "") -> dict[str, bytes]:
    """The ledger and the changelog with the verdict by rule as the accepted one, by path."""
    line = f"- Claim `{claim.id}`: verdict changed from “{claim.entry['verdict']}” to “{claim.verdict}”."
    line = f"{line} {display.sentence(reason)}".strip() + "\n"
    ledger = with_verdict(text_of(sources, LEDGER), claim)
    return {LEDGER: ledger.encode(), CHANGELOG: with_line(text_of(sources, CHANGELOG), line).encode()}


def with_verdict(text: str, claim: Claim) -> str:
    """The ledger with the verdict of a claim replaced; InputError where no line of its entry gives one."""
    start, end = block_of(text, claim.id)
    entry, found = VERDICT.subn(rf'\g<1>"{claim.verdict}"', text[start:end], count=1)
    if not found:
        raise InputError([Problem(LEDGER, claim.line, f"claim {claim.id}: no line 'verdict = …' to be changed")])
    return text[:start] + entry + text[end:]
