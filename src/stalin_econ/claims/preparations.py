"""Claims of the chapter on war preparations: what the tables say of each, by claim id."""

from collections.abc import Iterable
from functools import partial

from ..measures import accounts
from ..measures.accounts import Tables
from ..measures.series import Quantity, fall, highest, lowest, pick, picks, ratio, rise_a_year, scaled, total
from .finding import Finding, Functions


def horses_lost(tables: Tables) -> list[Finding]:
    """The fall of the stock of horses."""
    before, after = (pick(tables["livestock"], species="horses", year=year) for year in (1929, 1934))
    return [Finding(fall(after, before), "horses, 1929 to 1934")]


def hunger_millions(tables: Tables) -> list[Finding]:
    """The lowest and the highest estimate of deaths in the famine."""
    deaths = picks(tables["excess_deaths"], event="famine_1932_33")
    return [
        Finding(lowest(deaths), "lowest estimate at hand"),
        Finding(highest(deaths), "highest estimate at hand"),
    ]


def tanks_1930_40(tables: Tables) -> list[Finding]:
    """Tanks of eleven years, by two authors."""
    ours = total(*(accounts.supplies(tables, "tanks", year) for year in range(1930, 1941)))
    return [
        Finding(ours, "yearly series of Simonov"),
        Finding(total(*picks(tables["tanks_by_model"])), "models of Meltiukhov"),
    ]


def aircraft_1930_40(tables: Tables) -> list[Finding]:
    """Aircraft of the years that are known."""
    pair = accounts.supplies(tables, "aircraft", 1935, 1936)
    known = [pair, *(accounts.supplies(tables, "aircraft", year) for year in (1938, 1939, 1940))]
    return [Finding(total(*known), "the five years known of eleven")]


def rises(tables: Tables, series: str, years: Iterable[int]) -> list[Quantity]:
    """The rise from each of the years to the next."""
    return [
        rise_a_year(accounts.supplies(tables, series, year + 1), accounts.supplies(tables, series, year), 1)
        for year in years
    ]


def late_rise(tables: Tables, series: str) -> Quantity:
    """The mean rise a year from 1938 to 1940."""
    return rise_a_year(accounts.supplies(tables, series, 1940), accounts.supplies(tables, series, 1938), 2)


def steepness(tables: Tables, series: str, first: int) -> list[Finding]:
    """The mean rise a year of 1938-40 over the steepest rise of one year before."""
    steepest = highest(rises(tables, series, range(first, 1938)))
    return [Finding(ratio(late_rise(tables, series), steepest), "rise a year, 1938–40, over the steepest year before")]


def steepness_of_pair(tables: Tables, series: str) -> list[Finding]:
    """The same where one figure covers 1935 and 1936: from its middle to 1938 are two and a half years."""
    pair = scaled(accounts.supplies(tables, series, 1935, 1936), 0.5, "pieces")
    before = rise_a_year(accounts.supplies(tables, series, 1938), pair, 2.5)
    return [Finding(ratio(late_rise(tables, series), before), "rise a year, 1938–40, over that of 1936–38")]


def rise_1938_troops(tables: Tables) -> list[Finding]:
    """The same for troops, and the rise of 1938 alone."""
    (first,), steepest = rises(tables, "troops", [1938]), highest(rises(tables, "troops", range(1933, 1938)))
    return [
        *steepness(tables, "troops", 1933),
        Finding(ratio(first, steepest), "the rise of 1938–39 alone over the steepest year before"),
    ]


CLAIMS: Functions = {
    "horses-lost": horses_lost,
    "hunger-millions": hunger_millions,
    "tanks-1930-40": tanks_1930_40,
    "aircraft-1930-40": aircraft_1930_40,
    "rise-1938-troops": rise_1938_troops,
    "rise-1938-aircraft": partial(steepness_of_pair, series="aircraft"),
    "rise-1938-tanks": partial(steepness, series="tanks", first=1930),
    "rise-1938-guns": partial(steepness_of_pair, series="guns"),
}
