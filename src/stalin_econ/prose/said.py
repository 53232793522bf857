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
    """Our figure, with what it measures."""
    main = claim.findings[0]
    figure = display.figure if main.quantity.unit.startswith("index") else display.with_unit
    return f"{display.sentence(main.label).removesuffix('.')}: {figure(main.quantity)}."


def check_html(grade: str, claims: list[Claim]) -> str:
    """One line of the checks: mark, kind of test, our figure, and the way to the entry; of the untested, only their words."""
    words = GRADES[grade]
    kind = display.sentence(words.words if grade == "differs" else words.short)
    head = f'<li class="check check-{grade}"><span class="sign" aria-hidden="true">{words.mark}</span> <b>{kind}</b> '
    if grade in SILENT:
        links = (f'<a href="{addresses.claim(c.id)}">{escape(c.entry["words"])}</a>' for c in claims)
        return f"{head}{'; '.join(links)}.</li>"
    (claim,) = claims
    aside = f'<span class="sr">: {escape(claim.entry["words"])}</span>'
    return f'{head}{escape(made_of(claim))} <a class="nowrap" href="{addresses.claim(claim.id)}">In the ledger{aside}</a></li>'


def checks_html(ids: Iterable[str], claims: Mapping[str, Claim]) -> str:
    """The checks of a paragraph in its order, then in one line each those that nobody checked, and the judgements."""
    said = [claims[claim_id] for claim_id in dict.fromkeys(ids)]
    lines = [check_html(claim.grade, [claim]) for claim in said if claim.grade not in SILENT]
    untested = {grade: [claim for claim in said if claim.grade == grade] for grade in SILENT}
    lines += [check_html(grade, some) for grade, some in untested.items() if some]
    return f'<ul class="checks" aria-label="Checks of this paragraph">{"".join(lines)}</ul>'
