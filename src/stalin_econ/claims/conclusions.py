"""Claims of the conclusions: what the tables say of each, by claim id."""

from ..measures.accounts import Tables, met_at_home, peak_burden
from ..measures.series import highest, ratio, scaled
from .finding import Finding, Functions


def war_share_matched(tables: Tables) -> list[Finding]:
    """The highest Soviet share of the war in output over those of richer powers; then what was met at home alone."""
    soviet, market = peak_burden(tables, "USSR"), highest(peak_burden(tables, country) for country in ("USA", "UK"))
    home = [(scaled(met_at_home(tables, year), 0.01, "share"), year) for year in (1942, 1943)]
    return [
        Finding(ratio(soviet, market), "highest Soviet share over the highest British or American one"),
        *(
            Finding(ratio(own, market), f"outlays met at home in {year} over the highest British or American share")
            for own, year in home
        ),
        Finding(ratio(soviet, peak_burden(tables, "Germany")), "highest Soviet share over the highest German one"),
    ]


CLAIMS: Functions = {
    "war-share-matched": war_share_matched,
}
