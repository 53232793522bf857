"""Figure 6: Soviet and German output of seven weapons, 1941 to 1944, and the Soviet part of what five powers made."""

from .figure import Drawing, Figure, Plot, State
from .production_cells import DECIMALS, counts, facts, leads, shares
from .production_column import draw_narrow
from .production_leads import draw_wide
from .production_rows import ceilings, draw_counts, draw_shares
from .scale import Scale


def draw_leads(plot: Plot) -> Drawing:
    """Panels in a row where there is room, else below each other with their bars on their side."""
    return draw_wide(plot) if plot.width.roomy else draw_narrow(plot)


DOMAIN, TICKS = (0.155, 32), (0.25, 0.5, 1, 2, 4, 8, 16)
RATIOS = {name: Scale("log", DOMAIN, TICKS, decimals) for name, decimals in DECIMALS.items()}
# Of counts that stand in words and have no mark.
TEXTS = {"whole": Scale("linear", (0, 20000), (), 0), "tenths": Scale("linear", (0, 20000), (), 1)}
FIGURE = Figure(
    slug="war-production",
    number=6,
    paper="",
    tables=("great_powers_war_production",),
    states=(
        State("default", leads, RATIOS | TEXTS, draw_leads),
        State("shares", shares, {"share": Scale("linear", (0, 100), (), 0)} | TEXTS, draw_shares),
        State("thousands", counts, ceilings() | RATIOS, draw_counts),
    ),
    crop=(84, 34, 776, 388),
    facts=facts,
)
