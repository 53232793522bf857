"""The gate: a verdict that changes stops the build until somebody accepts it in the ledger.

What comes in are the claims with the verdict by rule and the accepted one; what goes out are problems, or the files in
which a verdict was accepted."""

import re
from collections.abc import Mapping

from ..changelog import with_line
from ..faults import Problem
from ..layout import CHANGELOG, LEDGER, Sources, text_of
from ..measures.accounts import Tables
from .ledger import Claim
from .verdict import admitted_on


def gate(claims: list[Claim], tables: Tables, published: Mapping[str, float]):
    """A problem for each claim whose verdict is not the accepted one, or that a circle forbids.

    `published` holds the values of the site as it stands, by cell, to tell which cell moved a verdict.
    """
    for claim in claims:
        circle, accepted = admitted_on(claim.id, claim.cells, tables), claim.entry["verdict"]
        if circle and accepted != "not-checkable":
            yield Problem(
                LEDGER,
                claim.line,
                f"claim {claim.id}: {accepted!r} cannot be accepted, as {circle[0]} was admitted on this claim",
            )
        elif accepted != claim.verdict:
            moved = [moved_cell(cell, tables, published) for cell in claim.cells]
            because = "; ".join(words for words in moved if words)
            yield Problem(
                LEDGER,
                claim.line,
                f"claim {claim.id}: accepted {accepted!r}, now {claim.verdict!r}"
                + (f"; moved by {because}" if because else ""),
            )


def moved_cell(cell: str, tables: Tables, published: Mapping[str, float]) -> str:
    """How a cell differs from the published site, in words; empty where it does not, or none is published."""
    now = tables[cell.split("#")[0]].rows[cell]["value"]
    before = published.get(cell, now)
    return f"{cell}, {before:.10g} to {now:.10g}" if before != now else ""


def accepted(sources: Sources, claim: Claim) -> dict[str, bytes]:
    """The ledger and the changelog with the verdict by rule as the accepted one, by path."""
    text = text_of(sources, LEDGER)
    start = re.search(rf"""^[ \t]*id[ \t]*=[ \t]*["']{re.escape(claim.id)}["']""", text, flags=re.M).start()
    end = text.find("[[claim]]", start) if "[[claim]]" in text[start:] else len(text)
    pattern = r"""^(\s*verdict\s*=\s*)["'][^"']*["']"""
    changed = re.sub(pattern, rf'\1"{claim.verdict}"', text[start:end], count=1, flags=re.M) + text[end:]
    line = f"- Claim `{claim.id}`: verdict changed from “{claim.entry['verdict']}” to “{claim.verdict}”.\n"
    return {LEDGER: (text[:start] + changed).encode(), CHANGELOG: with_line(text_of(sources, CHANGELOG), line).encode()}
