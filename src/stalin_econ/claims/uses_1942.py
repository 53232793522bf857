"""Claims of the chapter on 1942, its second half: what output was used for, and the people, by claim id."""

from datetime import date
from functools import partial

from ..measures import accounts, display
from ..measures.accounts import Tables
from ..measures.series import (
    Quantity,
    difference,
    fall,
    highest,
    index_to,
    key_of,
    lowest,
    over,
    pick,
    picks,
    ratio,
    share_of,
    total,
)
from .finding import Finding, Functions

DAYS_OF_1942 = 365
DAYS_OF_WAR = (date(1945, 5, 9) - date(1941, 6, 22)).days + 1  # from the German attack to the surrender, both included
PEOPLE = {"million": 1e6, "thousand": 1e3, "persons": 1}


# --- uses ---------------------------------------------------------------------------------------------------------


def defence_over_60(tables: Tables) -> list[Finding]:
    """Military outlays over GNP, over resources, and what of GNP was left to be met at home."""
    account = accounts.account(tables, 1942)
    return [
        Finding(account["military_share"], "outlays in 1942 as a share of GNP"),
        Finding(
            share_of(account["military_outlays"], account["resources"]),
            "outlays in 1942 as a share of GNP and net imports together",
        ),
        Finding(
            accounts.met_at_home(tables, 1942), "met at home, as a share of GNP, if all net imports were for the war"
        ),
    ]


def gdp_fell_a_third(tables: Tables) -> list[Finding]:
    """The fall of GNP."""
    return [Finding(fall(accounts.gdp(tables, 1942), accounts.gdp(tables, 1940)), "fall of GNP, 1940 to 1942")]


def aid(tables: Tables, year: int) -> list[Finding]:
    """Net imports in rubles over resources, and over GNP."""
    imports, gnp = accounts.net_imports_rubles(tables, year), accounts.gnp_rubles(tables, year)
    return [
        Finding(share_of(imports, total(gnp, imports)), "net imports as a share of GNP and net imports together"),
        Finding(share_of(imports, gnp), "net imports as a share of GNP"),
    ]


def official_investment(tables: Tables) -> list[Finding]:
    """The official index of investment."""
    index = accounts.official(tables, "investment", 1942)
    return [Finding(index, "official index of capital investment in 1942, 1940 = 100")]


def investment_left(before: Quantity, now: Quantity, fallen: int) -> Quantity:
    """Gross investment of 1940 if what is left in 1942 is all consumption, after a fall by so many per cent."""
    left = 1 - fallen / 100
    consumption = over(now, left, f"{left:.2f}, what a fall by {fallen} per cent leaves,", "index_1940")
    return difference(before, consumption)


def consumption_down_60(tables: Tables) -> list[Finding]:
    """The fall of all civilian uses, and the investment of 1940 that both ends of the statement's range imply."""
    before, now = (accounts.account(tables, year)["civilian_uses"] for year in (1940, 1942))
    words = "gross investment of 1940, GNP = 100, if consumption fell by {} per cent"
    return [
        Finding(fall(now, before), "fall of all civilian uses, investment included"),
        *(Finding(investment_left(before, now, fallen), words.format(fallen)) for fallen in (57, 63)),
    ]


def consumption_per_head_60(tables: Tables) -> list[Finding]:
    """Civilian uses of 1943 on those of 1940, and how many people were not there to share them."""
    before, now = (accounts.account(tables, year)["civilian_uses"] for year in (1940, 1943))
    occupied = [pick(tables["war_losses"], item="population_under_occupation", period=p) for p in ("1942H1", "1942H2")]
    return [
        Finding(index_to(now, before), "all civilian uses of 1943, 1940 = 100, not per head"),
        Finding(highest(occupied), "population under occupation in 1942"),
    ]


# --- deaths -------------------------------------------------------------------------------------------------------


def a_day(deaths: Quantity, days: int) -> Quantity:
    """Deaths a day over so many days."""
    return over(deaths, days / PEOPLE[deaths.unit], f"{days:,} days", "persons_a_day")


def military_losses_per_day(tables: Tables) -> list[Finding]:
    """Soldiers killed or captured a day."""
    losses = accounts.irrecoverable_losses(tables, 1942)
    return [Finding(a_day(losses, DAYS_OF_1942), "irrecoverable losses a day in 1942")]


def civilian_deaths_behind_lines(tables: Tables) -> list[Finding]:
    """Civilian deaths a day in the interior: what all deaths of the war leave, the least stated, and those of 1942."""
    least = accounts.deaths(tables, "interior", estimate="minimum")
    return [
        Finding(a_day(accounts.interior_deaths(tables), DAYS_OF_WAR), "deaths in the interior, average of the war"),
        Finding(a_day(least, DAYS_OF_WAR), "the least number stated, spread over the war"),
        Finding(
            a_day(accounts.deaths(tables, "home_front_1942"), DAYS_OF_1942),
            "deaths of all causes on the home front in 1942",
        ),
    ]


def civilian_deaths_occupied(tables: Tables) -> list[Finding]:
    """Deaths a day under occupation."""
    return [
        Finding(a_day(accounts.occupation_deaths(tables), DAYS_OF_WAR), "deaths under occupation, average of the war")
    ]


def camps_and_leningrad(tables: Tables) -> list[Finding]:
    """Deaths in camps and in besieged Leningrad as a share of civilian deaths on the Soviet side, over the whole war."""
    two = total(*(accounts.deaths(tables, "interior", estimate=part) for part in ("labour_camps", "leningrad")))
    least = accounts.deaths(tables, "interior", estimate="minimum")
    return [
        Finding(
            share_of(two, accounts.interior_deaths(tables)),
            "camps and Leningrad, as a share of what all deaths of the war leave for the interior",
        ),
        Finding(share_of(two, least), "the same, as a share of the least number stated for the interior"),
    ]


def occupation_deaths_13m(tables: Tables) -> list[Finding]:
    """Deaths under occupation."""
    return [Finding(accounts.occupation_deaths(tables), "deaths under occupation")]


def famine_1946(tables: Tables) -> list[Finding]:
    """Both ends of one range, and other estimates."""
    ends = {"low": "low end of Ellman's range", "high": "high end of Ellman's range"}
    table = tables["excess_deaths"]
    others = [q for q in picks(table, event="famine_1946_47") if key_of(table, q, "estimate") not in ends]
    return [
        *(Finding(accounts.deaths(tables, "famine_1946_47", estimate=e), label) for e, label in ends.items()),
        *(Finding(q, f"estimate: {display.in_sentence(key_of(table, q, 'estimate'))}") for q in others),
    ]


def ussr_poor(tables: Tables) -> list[Finding]:
    """Soviet GDP per head over that of the next poorest power, and of the richest."""
    soviet = accounts.gdp_per_head(tables, "USSR")
    others = [accounts.gdp_per_head(tables, c) for c in ("USA", "UK", "Germany", "France", "Italy", "Japan")]
    return [
        Finding(ratio(soviet, lowest(others)), "GDP per head in 1938 over that of the next poorest power"),
        Finding(ratio(soviet, highest(others)), "GDP per head in 1938 over that of the richest power"),
    ]


CLAIMS: Functions = {
    "defence-over-60": defence_over_60,
    "gdp-fell-a-third": gdp_fell_a_third,
    "aid-1942": partial(aid, year=1942),
    "aid-1943": partial(aid, year=1943),
    "aid-1944": partial(aid, year=1944),
    "gross-investment-nil": official_investment,
    "consumption-down-60": consumption_down_60,
    "consumption-per-head-60": consumption_per_head_60,
    "military-losses-per-day": military_losses_per_day,
    "civilian-deaths-behind-lines": civilian_deaths_behind_lines,
    "civilian-deaths-occupied": civilian_deaths_occupied,
    "camps-and-leningrad": camps_and_leningrad,
    "fixed-investment-short": official_investment,
    "occupation-deaths-13m": occupation_deaths_13m,
    "famine-1946": famine_1946,
    "ussr-poor": ussr_poor,
}
