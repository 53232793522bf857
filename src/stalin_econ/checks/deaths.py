"""Rules about deaths: parts and wholes of the war, ranges of estimates."""

from collections.abc import Iterator

from ..measures import accounts
from ..measures.accounts import Tables
from ..measures.series import total
from .rule import Miss, cells_of, near, printed, unlike

OCCUPATION = ("killed", "taken_to_germany", "hunger_and_disease")
INTERIOR = ("labour_camps", "deportations", "leningrad")
RANGES = (
    ("famine_1946_47", "low", "high"), ("famine_1932_33", "ograda_low", "ograda_high"), ("terror", "ellman_low", "ellman_high"),
)  # fmt: skip


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
