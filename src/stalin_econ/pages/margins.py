"""How far a verdict is from turning, in words: for the ledger, and for the pages of tables, cell by cell."""

from .. import addresses
from ..claims.ledger import Claim
from ..claims.margins import NEAR, THIN, Turn
from ..edition import Edition
from ..measures import display

# What a verdict would become, and how good it is: a turn to a better one is no weakness.
BECOMES = {
    "agrees": "agree outright",
    "agrees-within-wording": "agree within the wording only",
    "not-checked": "not be borne out",
    "differs": "differ",
}
RANK = tuple(BECOMES)


def per_cent(turn: Turn) -> str:
    """The size of a move: "1.4 per cent", "28 per cent"."""
    size = 100 * abs(turn.move)
    return f"{display.amount(size, 1 if size < 9.95 else 0)} per cent"


def way(turn: Turn) -> str:
    """The move with its way: "1.4 per cent lower"."""
    return f"{per_cent(turn)} {'higher' if turn.move > 0 else 'lower'}"


def better(turn: Turn, claim: Claim) -> bool:
    """Whether the verdict would turn to a better one than it is, leaving aside how sure the cells are."""
    now = "agrees" if claim.verdict == "unverified" else claim.verdict
    return RANK.index(turn.verdict) < RANK.index(now) if now in RANK else False


def is_thin(turn: Turn) -> bool:
    return abs(turn.move) < THIN


def thin_claims(edition: Edition) -> list[dict]:
    """Claims of which the verdict hangs on less than 2 per cent of one cell, the thinnest first."""
    found = [(claim, edition.turns[claim.id][0]) for claim in edition.claims if edition.turns.get(claim.id)]
    return [
        {"href": addresses.claim(claim.id), "short": claim.short, "size": per_cent(turn), "better": better(turn, claim)}
        for claim, turn in sorted(found, key=lambda pair: abs(pair[1].move))
        if is_thin(turn)
    ]


def turns_by_cell(edition: Edition) -> dict[str, list[dict]]:
    """For each cell the claims of which it could turn the verdict by a move of less than a fifth, the nearest first."""
    names, found = {claim.id: claim.short for claim in edition.claims}, {}
    for turn in sorted((t for turns in edition.turns.values() for t in turns), key=lambda t: abs(t.move)):
        if abs(turn.move) < NEAR[0]:
            entry = {"href": addresses.claim(turn.claim), "short": names[turn.claim], "way": way(turn)}
            found.setdefault(turn.cell, []).append(entry)
    return found
