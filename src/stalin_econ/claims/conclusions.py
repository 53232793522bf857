"""Claims of the conclusions: what the tables say of each, by claim id."""

from ..measures.accounts import Tables, peak_burden
from ..measures.series import highest, ratio
from .finding import Finding, Functions


def war_share_matched(tables: Tables) -> list[Finding]:
    """The highest Soviet share of the war in output over those of richer powers."""
    soviet, market = peak_burden(tables, "USSR"), highest(peak_burden(tables, country) for country in ("USA", "UK"))
    return [
        Finding(ratio(soviet, market), "highest Soviet share over the highest British or American one"),
        Finding(ratio(soviet, peak_burden(tables, "Germany")), "over the highest German one"),
    ]


CLAIMS: Functions = {
    "war-share-matched": war_share_matched,
}
