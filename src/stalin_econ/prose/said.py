"""A statement of the paper in a text: its words with a quiet mark, and the check that a reader may ask to see.

In the reading view only what differs and what rests on memory speaks in words; what nobody checked has no mark. The
checks stand beside their paragraph and are shown by the switch of the story, in the stylesheet alone.
"""

from collections.abc import Iterable, Mapping
from html import escape

from .. import addresses
from ..claims.ledger import Claim
from ..measures import display
from ..vocabulary import GRADES

# What is said in words beside the mark; what has no mark until a reader asks for the checks.
LOUD = ("differs", "unverified")
SILENT = ("not-checked", "judgement")


def mark_html(claim: Claim) -> str:
    """The mark of a statement: a small sign, the words that speak at once, or those that only a screen reader says."""
    grade = GRADES[claim.grade]
    sign = f'<span aria-hidden="true">{grade.mark}</span>'
    if claim.grade in LOUD:
        return f'<span class="mark loud">{sign} {grade.words if claim.grade == "differs" else grade.short}</span>'
    kind = "mark silent" if claim.grade in SILENT else "mark"
    return f'<span class="{kind}">{sign}<span class="sr"> ({grade.short})</span></span>'


def said_html(claim: Claim, first: bool) -> str:
    """The words of a statement, linked to its entry of the ledger; after them the place from which its check is taken."""
    name = f' id="{addresses.said(claim.id).partition("#")[2]}"' if first else ""
    words = f'<span class="words">{escape(claim.entry["words"])}</span>'
    link = (
        f'<a class="claim claim-{claim.grade}"{name} href="{addresses.claim(claim.id)}">{words}{mark_html(claim)}</a>'
    )
    return f"{link}<!--check:{claim.id}-->"


def made_of(claim: Claim) -> str:
    """What the check says: our figure for a tested statement, for another what would settle it."""
    if claim.grade in SILENT or not claim.findings:
        settle = claim.entry.get("settle", "")
        return f"Would be settled by: {settle}" if settle and claim.grade != "judgement" else ""
    main = claim.findings[0]
    return f"{display.sentence(main.label).removesuffix('.')}: {display.with_unit(main.quantity)}."


def check_html(claim: Claim) -> str:
    """One line of the checks: mark, kind of test, our figure, and the way to the entry."""
    grade = GRADES[claim.grade]
    kind = display.sentence(grade.words if claim.grade == "differs" else grade.short)
    return (
        f'<li class="check check-{claim.grade}"><span class="sign" aria-hidden="true">{grade.mark}</span> <b>{kind}</b> '
        f'{escape(made_of(claim))} <a href="{addresses.claim(claim.id)}">In the ledger<span class="sr">: '
        f"{escape(claim.entry['words'])}</span></a></li>"
    )


def checks_html(ids: Iterable[str], claims: Mapping[str, Claim]) -> str:
    """The checks of a paragraph, each statement once."""
    items = "".join(check_html(claims[claim_id]) for claim_id in dict.fromkeys(ids))
    return f'<ul class="checks" aria-label="Checks of this paragraph">{items}</ul>'
