"""Claims of the chapter on 1942, its first half: forces, arms, and the branches that supplied them, by claim id."""

from ..measures import accounts, display
from ..measures.accounts import ARMED_FORCES, CIVILIAN_SECTORS, WAR_SECTORS, WEAPONS, Tables
from ..measures.series import Quantity, change_from, difference, fall, highest, lowest, pick, ratio, scaled, times
from .finding import Finding, Functions

A_LITTLE = 10  # per cent; growth beyond it goes against "little further", by our reading


# --- forces --------------------------------------------------------------------------------------------


def forces_larger(tables: Tables) -> list[Finding]:
    """Soviet over German armed forces."""
    ussr, germany = accounts.balance(tables, ARMED_FORCES)
    east = times(germany, accounts.eastern_weight(tables, ARMED_FORCES), "thousand_persons")
    return [
        Finding(ratio(ussr, germany), "Soviet troops to one German, all fronts"),
        Finding(ratio(ussr, east), "the same, German forces in the east alone"),
    ]


def every_line_ahead(tables: Tables) -> list[Finding]:
    """The smallest Soviet lead in a weapon over the lead in troops: by the year's output, and by stocks at the front."""
    forces = ratio(*accounts.balance(tables, ARMED_FORCES))
    least = lowest(ratio(ratio(*accounts.balance(tables, weapon)), forces) for weapon in WEAPONS)
    weight = accounts.eastern_weight(tables, ARMED_FORCES)
    shift = ratio(weight, accounts.eastern_weight(tables, "munitions"))
    stocks = [(ratio(lead, forces), name) for name, lead in accounts.leads_at_the_front(tables).items()]
    east = times(lowest(lead for lead, _ in stocks), weight, "ratio")
    return [
        Finding(least, "output of 1942: the smallest lead of a weapon over the lead in troops"),
        *(
            Finding(lead, f"stocks at the front in November 1942: the lead in {name} over that in troops")
            for lead, name in stocks
        ),
        Finding(east, "stocks at the front: the smallest lead over that in troops, German forces in the east alone"),
        Finding(times(least, shift, "ratio"), "output of 1942: the smallest lead over that in troops, eastern front"),
    ]


# --- sectors ------------------------------------------------------------------------------------------------------


def pieces_over_supplies(tables: Tables, item: str, series: str) -> Quantity:
    """Pieces made in 1942 over pieces supplied in 1940."""
    made = scaled(accounts.output(tables, "USSR", item, 1942), 1000, "pieces")
    return ratio(made, accounts.supplies(tables, series, 1940))


def arms_multiplied(tables: Tables) -> list[Finding]:
    """Output of weapons in value, by an estimate that is not the author's; then the official index, and pieces."""
    items = {"combat_aircraft": "aircraft", "tanks_and_self_propelled_guns": "tanks", "guns": "guns"}
    counts = [(pieces_over_supplies(tables, item, series), series) for item, series in items.items()]
    value = ratio(*(pick(tables["munitions_by_value"], country="USSR", period=year) for year in ("1942", "1940")))
    ours = ratio(*(accounts.sector(tables, "defence_industry", year) for year in (1942, 1940)))
    official = scaled(accounts.official(tables, "arms_industry", 1942), 0.01, "ratio")
    return [
        Finding(value, "munitions in value at US prices of 1944, 1942 over 1940"),
        Finding(official, "official arms index, 1942 over 1940"),
        *(Finding(rise, f"{series}, 1942 over 1940") for rise, series in sorted(counts, key=lambda c: c[0].value)),
        Finding(ours, "defence industry in value added, 1942 over 1940"),
    ]


def materials_fell(tables: Tables) -> list[Finding]:
    """Official industry as a whole, arms included, since no output of metals, fuels or power is at hand."""
    return [
        Finding(
            accounts.official(tables, "industry", 1942), "official index of all industry, arms included, 1940 = 100"
        )
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
        Finding(lowest(grown), "growth of the slowest sector, 1942 to 1944"),
        Finding(sector_growth(tables, "trade_catering", 1942, 1943), "growth of trade, in 1943 alone"),
        Finding(official_growth(tables, "agriculture", 1942, 1943), "growth of the official farm index, in 1943 alone"),
    ]


def little_mobilization(tables: Tables) -> list[Finding]:
    """How far the military share rose, and what grew all the same: the forces, and arms."""
    shares = [scaled(accounts.military_share(tables, year), 100, "points") for year in (1942, 1943, 1944)]
    forces = [pick(tables["great_powers_armed_forces"], country="USSR", year=year) for year in (1942, 1944)]
    arms = sector_growth(tables, "defence_industry", 1942, 1944)
    return [
        Finding(difference(shares[1], shares[0]), "change of the military share of GNP, 1942 to 1943"),
        Finding(difference(shares[2], shares[0]), "change of the military share of GNP, 1942 to 1944"),
        Finding(change_from(forces[1], forces[0]), "growth of the armed forces, 1942 to 1944"),
        Finding(arms, "growth of the defence industry, 1942 to 1944", against=arms.value > A_LITTLE),
    ]


def war_production_fell_1945(tables: Tables) -> list[Finding]:
    """The fall of war production in value."""
    ours = fall(*(accounts.sector(tables, "defence_industry", year) for year in (1945, 1944)))
    rival = fall(*(accounts.official(tables, "arms_industry", year) for year in (1945, 1944)))
    return [
        Finding(ours, "fall of the defence industry, 1944 to 1945"),
        Finding(rival, "fall of the official arms index, 1944 to 1945"),
    ]


def civilian_recovery_sluggish(tables: Tables) -> list[Finding]:
    """How civilian branches grew, civilian industry first."""
    names = ("civilian_industry", "transport_communications", "trade_catering")
    farms = official_growth(tables, "agriculture", 1944, 1945)
    return [
        *(
            Finding(sector_growth(tables, n, 1944, 1945), f"growth of {display.in_sentence(n)}, 1944 to 1945")
            for n in names
        ),
        Finding(farms, "growth of the official farm index, 1944 to 1945"),
    ]


CLAIMS: Functions = {
    "forces-larger": forces_larger,
    "every-line-ahead": every_line_ahead,
    "arms-multiplied": arms_multiplied,
    "civilian-sectors-fell": civilian_sectors_fell,
    "materials-fell": materials_fell,
    "little-mobilization": little_mobilization,
    "all-grew-1943-44": all_grew_1943_44,
    "war-production-fell-1945": war_production_fell_1945,
    "civilian-recovery-sluggish": civilian_recovery_sluggish,
}
