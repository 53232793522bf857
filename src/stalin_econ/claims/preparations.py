"""Claims of the chapter on war preparations: what the tables say of each, by claim id."""

from ..measures import accounts
from ..measures.accounts import Tables
from ..measures.series import Quantity, fall, highest, lowest, per_head, pick, picks, ratio, rise_a_year, scaled, total
from .finding import Finding, Functions


def horses_lost(tables: Tables) -> list[Finding]:
    """The fall of the stock of horses."""
    before, after = (pick(tables["livestock"], species="horses", year=year) for year in (1929, 1934))
    return [Finding(fall(after, before), "fall of the number of horses, 1929 to 1934")]


def twenty_million_farms(tables: Tables) -> list[Finding]:
    """Peasant households before collectivization: as counted, and as a share of them implies."""
    farms = tables["peasant_farms"]
    joined, share = pick(farms, item="collectivized_households"), pick(farms, item="collectivized_share")
    implied = per_head(joined, share, "million", 100)
    return [
        Finding(pick(farms, item="households"), "peasant households, 1928–29"),
        Finding(implied, "households implied by those that had joined a collective farm late in 1929"),
    ]


def hunger_millions(tables: Tables) -> list[Finding]:
    """The lowest and the highest estimate of deaths in the famine, and a sum of its regions."""
    deaths = picks(tables["excess_deaths"], event="famine_1932_33")
    regions = total(*picks(tables["excess_deaths"], event="famine_1931_33_regions"))
    return [
        Finding(lowest(deaths), "lowest estimate at hand"),
        Finding(highest(deaths), "highest estimate at hand"),
        Finding(scaled(regions, 1e-6, "million"), "Ukraine, southern Russia and Kazakhstan together, 1931–33"),
    ]


def tanks_1930_40(tables: Tables) -> list[Finding]:
    """Tanks of eleven years, by two authors."""
    ours = total(*(accounts.supplies(tables, "tanks", year) for year in range(1930, 1941)))
    return [
        Finding(ours, "tanks of eleven years, by Simonov"),
        Finding(total(*picks(tables["tanks_by_model"])), "the same, by the models of Meltiukhov"),
    ]


def aircraft_1930_40(tables: Tables) -> list[Finding]:
    """Aircraft of the years that are known."""
    pair = accounts.supplies(tables, "aircraft", 1935, 1936)
    known = [pair, *(accounts.supplies(tables, "aircraft", year) for year in (1938, 1939, 1940))]
    return [Finding(total(*known), "aircraft of the five years known of eleven")]


def rise_of_years(tables: Tables, series: str, first: int, last: int) -> Quantity:
    """The mean rise a year between two years."""
    later, earlier = (accounts.supplies(tables, series, year) for year in (last, first))
    return rise_a_year(later, earlier, last - first)


def rises(tables: Tables, series: str, first: int, last: int) -> list[Quantity]:
    """The rise from each year to the next."""
    return [rise_of_years(tables, series, year, year + 1) for year in range(first, last)]


# The first year of each series that knows the year 1937: troops from where the source counts year by year.
SERIES_WITH_1937 = {"troops": 1933, "tanks": 1930}


def rise_from_1938(tables: Tables) -> list[Finding]:
    """The mean rise a year from 1937 to 1940 over that of the years before; then against the steepest year before.

    The series that sped up less is the test, and says so, as the story shows it alone. The rise of 1938 itself is counted
    in. Aircraft and guns are left out: 1937 is missing, and no missing year is bridged.
    """
    late = {name: rise_of_years(tables, name, 1937, 1940) for name in SERIES_WITH_1937}
    early = {name: rise_of_years(tables, name, first, 1937) for name, first in SERIES_WITH_1937.items()}
    steepest = {name: highest(rises(tables, name, first, 1937)) for name, first in SERIES_WITH_1937.items()}
    means = sorted(((ratio(late[name], early[name]), name) for name in late), key=lambda pair: pair[0].value)
    (first, *_), last = rises(tables, "troops", 1937, 1939), accounts.supplies(tables, "tanks", 1940)
    peak = highest(accounts.supplies(tables, "tanks", year) for year in range(1930, 1938))
    names = [f"{means[0][1]}, which sped up less than {means[1][1]}", *(name for _, name in means[1:])]
    return [
        *(
            Finding(rise, f"{name}: rise a year, 1937–40, over the mean of the years before")
            for (rise, _), name in zip(means, names, strict=True)
        ),
        *(
            Finding(ratio(late[n], steepest[n]), f"{n}: rise a year, 1937–40, over the steepest year before")
            for n in late
        ),
        Finding(ratio(first, steepest["troops"]), "troops: the rise of 1938 alone over the steepest year before"),
        Finding(ratio(last, peak), "tanks: output of 1940 over the highest year before 1938"),
    ]


CLAIMS: Functions = {
    "twenty-million-farms": twenty_million_farms,
    "horses-lost": horses_lost,
    "hunger-millions": hunger_millions,
    "rise-from-1938": rise_from_1938,
    "tanks-1930-40": tanks_1930_40,
    "aircraft-1930-40": aircraft_1930_40,
}
