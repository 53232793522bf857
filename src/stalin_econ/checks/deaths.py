"""Rules about deaths: parts and wholes of the war, ranges of estimates."""

from collections.abc import Iterator

from ..measures import accounts
from ..measures.accounts import Tables
from ..measures.series import scaled, total
from .rule import Miss, cells_of, near, printed, unlike

OCCUPATION = ("killed", "taken_to_germany", "hunger_and_disease")
INTERIOR = ("labour_camps", "deportations", "leningrad")
RANGES = (
    ("famine_1946_47", "low", "high"), ("famine_1932_33", "kotkin_low", "kotkin_high"), ("terror", "ellman_low", "ellman_high"),
)  # fmt: skip
REGIONS = ("ukraine", "southern_russia", "kazakhstan")


def occupation_parts(tables: Tables) -> Iterator[Miss]:
    """Killed, taken away and starved make the deaths under occupation."""
    made = total(*(accounts.deaths(tables, "under_occupation", estimate=part) for part in OCCUPATION))
    whole = accounts.occupation_deaths(tables)
    if not near(made.value, whole.value):
        yield from unlike(made.cells, made.value, whole, "all deaths under occupation", tables)


def interior_left(tables: Tables) -> Iterator[Miss]:
    """All war deaths less those of soldiers and under occupation leave the printed number for the interior."""
    left, whole = accounts.interior_deaths(tables), printed(tables, item="interior_deaths_left")
    if not near(left.value, whole.value):
        yield from unlike(left.cells, left.value, whole, "deaths left for the interior", tables)


def interior_parts(tables: Tables) -> Iterator[Miss]:
    """Camps, deportations and Leningrad make four fifths to all of the least possible number for the interior."""
    parts = total(*(accounts.deaths(tables, "interior", estimate=part) for part in INTERIOR))
    least = accounts.deaths(tables, "interior", estimate="minimum")
    if not 0.8 * least.value <= parts.value <= least.value:
        result = f"camps, deportations and Leningrad make {parts.value:g} million"
        yield Miss(cells_of(parts, least), result, f"{least.value:g} is the least for the interior", "interior-parts")


def ranges_in_order(tables: Tables) -> Iterator[Miss]:
    """The low end of a range is below the high end."""
    for event, low, high in RANGES:
        a, b = (accounts.deaths(tables, event, estimate=end) for end in (low, high))
        if a.value >= b.value:
            yield Miss(cells_of(a, b), f"{low} of {event} is {a.value:g}", f"{high} is {b.value:g}, and more is wanted")


def regions_in_range(tables: Tables) -> Iterator[Miss]:
    """Deaths of 1931 to 1933 by region, added, lie within the range for the whole country."""
    event = "famine_1931_33_regions"
    regions = scaled(total(*(accounts.deaths(tables, event, estimate=region) for region in REGIONS)), 1e-6, "million")
    low, high = (accounts.deaths(tables, "famine_1932_33", estimate=end) for end in ("kotkin_low", "kotkin_high"))
    if not low.value <= regions.value <= high.value:
        result = f"the regions make {regions.value:g} million"
        yield Miss(
            cells_of(regions, low, high), result, f"{low.value:g} to {high.value:g} is the range", "famine-regions"
        )


def hunger_read_twice(tables: Tables) -> Iterator[Miss]:
    """Deaths of hunger under occupation are the same in two works, to a tenth of a million."""
    first = accounts.deaths(tables, "under_occupation", estimate="hunger_and_disease")
    second = scaled(accounts.deaths(tables, "under_occupation", estimate="wpf_hunger"), 1e-6, "million")
    if abs(first.value - second.value) > 0.05:
        result = f"hunger and disease under occupation took {first.value:g} million"
        yield Miss(cells_of(first, second), result, f"{second.value:g} million in another work", "hunger-read-twice")


def terror_ordered(tables: Tables) -> Iterator[Miss]:
    """Recorded executions with recorded deaths in camps are below the low end of the historian's range, and above half of it."""
    shot, camps, low = (
        accounts.deaths(tables, "terror", estimate=e) for e in ("executions", "gulag_deaths", "ellman_low")
    )
    recorded = total(shot, camps)
    if not low.value / 2 <= recorded.value <= low.value:
        result = f"executions and deaths in camps make {recorded.value:,.0f}"
        yield Miss(cells_of(recorded, low), result, f"{low.value:,.0f} is the low end of the range", "terror-ordered")
