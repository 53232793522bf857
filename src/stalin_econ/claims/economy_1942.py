"""Claims of the chapter on the Soviet economy in 1942: what the tables say of each, by claim id."""

from datetime import date
from functools import partial

from ..measures import accounts, display
from ..measures.accounts import ARMED_FORCES, CIVILIAN_SECTORS, WAR_SECTORS, WEAPONS, Tables
from ..measures.series import (
    Quantity,
    change_from,
    difference,
    fall,
    highest,
    index_to,
    lowest,
    over,
    pick,
    ratio,
    scaled,
    share_of,
    times,
    total,
)
from .finding import Finding, Functions

DAYS_OF_1942 = 365
DAYS_OF_WAR = (date(1945, 5, 9) - date(1941, 6, 22)).days + 1  # from the German attack to the surrender, both included
PEOPLE = {"million": 1e6, "thousand": 1e3, "persons": 1}


# --- forces and output --------------------------------------------------------------------------------------------


def forces_larger(tables: Tables) -> list[Finding]:
    """Soviet over German armed forces."""
    ussr, germany = accounts.balance(tables, ARMED_FORCES)
    east = times(germany, accounts.eastern_weight(tables, ARMED_FORCES), "thousand_persons")
    return [
        Finding(ratio(ussr, germany), "all fronts"),
        Finding(ratio(ussr, east), "German forces in the east alone"),
    ]


def every_line_ahead(tables: Tables) -> list[Finding]:
    """The smallest Soviet lead in a weapon over the lead in troops."""
    forces = ratio(*accounts.balance(tables, ARMED_FORCES))
    least = lowest(ratio(ratio(*accounts.balance(tables, weapon)), forces) for weapon in WEAPONS)
    shift = ratio(accounts.eastern_weight(tables, ARMED_FORCES), accounts.eastern_weight(tables, "munitions"))
    return [
        Finding(least, "smallest lead of a weapon over the lead in troops"),
        Finding(times(least, shift, "ratio"), "the same, eastern front"),
    ]


def defence_over_60(tables: Tables) -> list[Finding]:
    """Military outlays over GNP, over resources, and what of GNP was left to be met at home."""
    account = accounts.account(tables, 1942)
    home = difference(account["military_outlays"], account["net_imports"])
    return [
        Finding(account["military_share"], "of GNP"),
        Finding(share_of(account["military_outlays"], account["resources"]), "of GNP and net imports together"),
        Finding(share_of(home, account["gnp"]), "of GNP, met at home, if all net imports were for the war"),
    ]


def gdp_fell_a_third(tables: Tables) -> list[Finding]:
    """The fall of GNP."""
    return [Finding(fall(accounts.gdp(tables, 1942), accounts.gdp(tables, 1940)), "fall of GNP, 1940 to 1942")]


def aid(tables: Tables, year: int) -> list[Finding]:
    """Net imports in rubles over resources, and over GNP."""
    imports, gnp = accounts.net_imports_rubles(tables, year), accounts.gnp_rubles(tables, year)
    return [
        Finding(share_of(imports, total(gnp, imports)), "of GNP and net imports"),
        Finding(share_of(imports, gnp), "of GNP"),
    ]


# --- uses ---------------------------------------------------------------------------------------------------------


def official_investment(tables: Tables) -> list[Finding]:
    """The official index of investment."""
    index = accounts.official(tables, "investment", 1942)
    return [Finding(index, "official index of capital investment in 1942, 1940 = 100")]


def consumption_implied(now: Quantity, fallen: int) -> Quantity:
    """Consumption of 1940 if what is left in 1942 is all consumption, after a fall by so many per cent."""
    left = 1 - fallen / 100
    return over(now, left, f"{left:.2f}, what a fall by {fallen} per cent leaves,", "index_1940")


def consumption_down_60(tables: Tables) -> list[Finding]:
    """The fall of all civilian uses, and the split of 1940 that the statement implies, with its margin."""
    before, now = (accounts.account(tables, year)["civilian_uses"] for year in (1940, 1942))
    findings = [Finding(fall(now, before), "fall of all civilian uses, investment included")]
    for fallen in (60, 57, 63):
        implied, of = consumption_implied(now, fallen), "GNP of 1940 = 100"
        findings += [
            Finding(implied, f"consumption of 1940 implied by a fall of {fallen} per cent, {of}"),
            Finding(difference(before, implied), f"gross investment of 1940 that this leaves, {of}"),
        ]
    return findings


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
        Finding(a_day(accounts.interior_deaths(tables), DAYS_OF_WAR), "average of the war"),
        Finding(a_day(least, DAYS_OF_WAR), "the least number stated, spread over the war"),
        Finding(
            a_day(accounts.deaths(tables, "home_front_1942"), DAYS_OF_1942),
            "deaths of all causes on the home front in 1942",
        ),
    ]


def civilian_deaths_occupied(tables: Tables) -> list[Finding]:
    """Deaths a day under occupation."""
    return [Finding(a_day(accounts.occupation_deaths(tables), DAYS_OF_WAR), "average of the war")]


def occupation_deaths_13m(tables: Tables) -> list[Finding]:
    """Deaths under occupation."""
    return [Finding(accounts.occupation_deaths(tables), "under occupation")]


def famine_1946(tables: Tables) -> list[Finding]:
    """Both ends of one range, and another estimate."""
    labels = {"low": "low end of Ellman's range", "high": "high end of Ellman's range", "ograda": "Ó Gráda's estimate"}
    return [
        Finding(accounts.deaths(tables, "famine_1946_47", estimate=estimate), label)
        for estimate, label in labels.items()
    ]


# --- sectors ------------------------------------------------------------------------------------------------------


def pieces_over_supplies(tables: Tables, item: str, series: str) -> Quantity:
    """Pieces made in 1942 over pieces supplied in 1940."""
    made = scaled(accounts.output(tables, "USSR", item, 1942), 1000, "pieces")
    return ratio(made, accounts.supplies(tables, series, 1940))


def arms_multiplied(tables: Tables) -> list[Finding]:
    """Output of weapons, the one that rose least first, then the industry in value."""
    items = {"combat_aircraft": "aircraft", "tanks_and_self_propelled_guns": "tanks", "guns": "guns"}
    counts = [(pieces_over_supplies(tables, item, series), series) for item, series in items.items()]
    ours = ratio(*(accounts.sector(tables, "defence_industry", year) for year in (1942, 1940)))
    rival = scaled(accounts.official(tables, "arms_industry", 1942), 0.01, "ratio")
    return [
        *(Finding(rise, f"{series}, 1942 over 1940") for rise, series in sorted(counts, key=lambda c: c[0].value)),
        Finding(ours, "defence industry, 1942 over 1940"),
        Finding(rival, "official arms index, 1942 over 1940"),
    ]


def civilian_sectors_fell(tables: Tables) -> list[Finding]:
    """The civilian sector that fell least."""
    indices = [accounts.sector_index(tables, name, 1942) for name in CIVILIAN_SECTORS]
    return [Finding(highest(indices), "the civilian sector that fell least, 1940 = 100")]


def sector_growth(tables: Tables, name: str, first: int, last: int) -> Quantity:
    """By how many per cent a sector grew."""
    return change_from(accounts.sector(tables, name, last), accounts.sector(tables, name, first))


def official_growth(tables: Tables, series: str, first: int, last: int) -> Quantity:
    """By how many per cent an official index rose."""
    return change_from(accounts.official(tables, series, last), accounts.official(tables, series, first))


def all_grew_1943_44(tables: Tables) -> list[Finding]:
    """The slowest sector of the two years, and what shrank in the first of them."""
    grown = [sector_growth(tables, name, 1942, 1944) for name in (*CIVILIAN_SECTORS, *WAR_SECTORS)]
    return [
        Finding(lowest(grown), "slowest sector, 1942 to 1944"),
        Finding(sector_growth(tables, "trade_catering", 1942, 1943), "trade, in 1943 alone"),
        Finding(official_growth(tables, "agriculture", 1942, 1943), "official farm index, in 1943 alone"),
    ]


def little_mobilization(tables: Tables) -> list[Finding]:
    """How the military share moved, and how the forces grew."""
    shares = [scaled(accounts.military_share(tables, year), 100, "points") for year in (1942, 1943, 1944)]
    forces = [pick(tables["great_powers_armed_forces"], country="USSR", year=year) for year in (1942, 1944)]
    return [
        Finding(difference(shares[1], shares[0]), "change of the military share of GNP, 1942 to 1943"),
        Finding(difference(shares[2], shares[0]), "the same, 1942 to 1944"),
        Finding(change_from(forces[1], forces[0]), "growth of the armed forces, 1942 to 1944"),
    ]


def war_production_fell_1945(tables: Tables) -> list[Finding]:
    """The fall of war production in value."""
    ours = fall(*(accounts.sector(tables, "defence_industry", year) for year in (1945, 1944)))
    rival = fall(*(accounts.official(tables, "arms_industry", year) for year in (1945, 1944)))
    return [
        Finding(ours, "defence industry, 1944 to 1945"),
        Finding(rival, "official arms index, 1944 to 1945"),
    ]


def civilian_recovery_sluggish(tables: Tables) -> list[Finding]:
    """How civilian branches grew, civilian industry first."""
    names = ("civilian_industry", "transport_communications", "trade_catering")
    farms = official_growth(tables, "agriculture", 1944, 1945)
    return [
        *(Finding(sector_growth(tables, n, 1944, 1945), f"{display.in_sentence(n)}, 1944 to 1945") for n in names),
        Finding(farms, "official farm index, 1944 to 1945"),
    ]


def ussr_poor(tables: Tables) -> list[Finding]:
    """Soviet GDP per head over that of the next poorest power, and of the richest."""
    soviet = accounts.gdp_per_head(tables, "USSR")
    others = [accounts.gdp_per_head(tables, c) for c in ("USA", "UK", "Germany", "France", "Italy", "Japan")]
    return [
        Finding(ratio(soviet, lowest(others)), "GDP per head in 1938 over that of the next poorest power"),
        Finding(ratio(soviet, highest(others)), "over that of the richest"),
    ]


CLAIMS: Functions = {
    "forces-larger": forces_larger,
    "every-line-ahead": every_line_ahead,
    "defence-over-60": defence_over_60,
    "gdp-fell-a-third": gdp_fell_a_third,
    "aid-1942": partial(aid, year=1942),
    "aid-1943": partial(aid, year=1943),
    "aid-1944": partial(aid, year=1944),
    "gross-investment-nil": official_investment,
    "fixed-investment-short": official_investment,
    "consumption-down-60": consumption_down_60,
    "consumption-per-head-60": consumption_per_head_60,
    "military-losses-per-day": military_losses_per_day,
    "civilian-deaths-behind-lines": civilian_deaths_behind_lines,
    "civilian-deaths-occupied": civilian_deaths_occupied,
    "occupation-deaths-13m": occupation_deaths_13m,
    "famine-1946": famine_1946,
    "arms-multiplied": arms_multiplied,
    "civilian-sectors-fell": civilian_sectors_fell,
    "all-grew-1943-44": all_grew_1943_44,
    "little-mobilization": little_mobilization,
    "war-production-fell-1945": war_production_fell_1945,
    "civilian-recovery-sluggish": civilian_recovery_sluggish,
    "ussr-poor": ussr_poor,
}
