"""What the sources of national accounts say of a year, each measure made in one place and used by checks, claims and charts.

What comes in are the tables by name; what goes out are quantities with unit, weakest status, cells and arithmetic.
Nothing here knows what the quantities are for.
"""

from collections.abc import Mapping

from ..data.tables import Table
from .series import (
    Quantity,
    closure,
    difference,
    grossed_up,
    highest,
    index_to,
    per_head,
    pick,
    picks,
    ratio,
    scaled,
    share_of,
    times,
    total,
)

Tables = Mapping[str, Table]

BASE_YEAR = 1940
OF_1940 = "per_cent_of_1940"  # the unit of uses: per cent of the GNP of that year
# Years of which the paper states the share of foreign aid.
AID_YEARS = (1942, 1943, 1944)
ARMED_FORCES = "armed_forces"
WEAPONS = (
    "rifles_and_carbines", "machine_pistols", "machine_guns", "guns", "mortars", "tanks_and_self_propelled_guns",
    "combat_aircraft",
)  # fmt: skip
WAR_SECTORS = ("defence_industry", "military_services")
CIVILIAN_SECTORS = (
    "agriculture", "transport_communications", "civilian_services", "civilian_industry", "trade_catering", "construction",
)  # fmt: skip


# --- product ------------------------------------------------------------------------------------------------------


def gdp(tables: Tables, year: int) -> Quantity:
    """Soviet GDP of a year in billion dollars of 1990, which moves as GNP at 1937 factor cost."""
    return pick(tables["great_powers_gdp"], country="USSR", year=year)


def gnp_index(tables: Tables, year: int) -> Quantity:
    """Soviet GNP of a year, 1940 = 100."""
    return index_to(gdp(tables, year), gdp(tables, BASE_YEAR))


def gnp_level(tables: Tables) -> Quantity:
    """Soviet GNP of 1940 in billion rubles of 1937, by which the index is turned into rubles."""
    return pick(tables["gnp_by_final_use"], item="gnp", year=BASE_YEAR)


def gnp_rubles(tables: Tables, year: int) -> Quantity:
    """Soviet GNP of a year in billion rubles of 1937: the level of 1940, moved by the index."""
    return times(scaled(gnp_index(tables, year), 0.01, "share"), gnp_level(tables), "bn_rub_1937")


def sector(tables: Tables, name: str, year: int, estimate: str = "main") -> Quantity:
    """Net national product of a sector in billion rubles of 1937."""
    return pick(tables["nnp_by_sector"], sector=name, year=year, estimate=estimate)


def sector_index(tables: Tables, name: str, year: int, estimate: str = "main") -> Quantity:
    """Net national product of a sector, its own 1940 = 100."""
    return index_to(sector(tables, name, year, estimate), sector(tables, name, BASE_YEAR))


def official(tables: Tables, series: str, year: int) -> Quantity:
    """An official Soviet index, 1940 = 100."""
    return pick(tables["official_indices"], series=series, year=year)


# --- uses ---------------------------------------------------------------------------------------------------------


def military_share(tables: Tables, year: int) -> Quantity:
    """Soviet military outlays as a share, 0 to 1, of the GNP of the year."""
    return pick(tables["great_powers_military_burden"], country="USSR", year=year)


def account(tables: Tables, year: int) -> dict[str, Quantity]:
    """The uses of the resources of a year, each in per cent of the GNP of 1940; `military_share` in per cent of its own GNP.

    `civilian_of_gnp` is GNP less outlays. Where the paper states the share of aid in resources there are also
    `net_imports`, `resources` and `civilian_uses` (resources less outlays); net imports of 1940 are taken as nil, as the
    paper gives none; nothing is stated for 1941.
    """
    gnp, share = scaled(gnp_index(tables, year), 1, OF_1940), military_share(tables, year)
    military = times(gnp, share, OF_1940)
    found = {"gnp": gnp, "military_outlays": military, "military_share": scaled(share, 100, "per_cent")}
    found["civilian_of_gnp"] = difference(gnp, military)
    if year in AID_YEARS:
        resources = grossed_up(gnp, aid_share(tables, year))
        found |= {"net_imports": difference(resources, gnp), "resources": resources}
    if year == BASE_YEAR:
        found["resources"] = gnp
    if "resources" in found:
        found["civilian_uses"] = difference(found["resources"], military)
    return found


def met_at_home(tables: Tables, year: int) -> Quantity:
    """Military outlays less net imports in per cent of the GNP of the year, as if all net imports were for the war."""
    found = account(tables, year)
    return share_of(difference(found["military_outlays"], found["net_imports"]), found["gnp"])


def aid_share(tables: Tables, year: int) -> Quantity:
    """Foreign aid of a year in per cent of resources, as the paper states it."""
    return pick(tables["gnp_by_final_use"], item="aid_share", year=year)


def net_imports_rubles(tables: Tables, year: int) -> Quantity:
    """Net imports of a year in billion rubles of 1937."""
    return pick(tables["gnp_by_final_use"], item="net_imports", year=year)


# --- arms ---------------------------------------------------------------------------------------------------------


def balance(tables: Tables, measure: str) -> tuple[Quantity, Quantity]:
    """Soviet and German counts of 1942, all fronts, in thousands."""
    ussr, germany = (
        pick(tables["frontline_balance_1942"], kind="count", measure=measure, side=side) for side in ("USSR", "Germany")
    )
    return ussr, germany


def eastern_weight(tables: Tables, measure: str) -> Quantity:
    """The part, 0 to 1, of the German total that is assigned to the eastern front: of forces, or of munitions."""
    forces = measure == ARMED_FORCES
    kind = ARMED_FORCES if forces else "munitions"
    weight = pick(tables["frontline_balance_1942"], kind="eastern_weight", measure=kind)
    return scaled(weight, 0.01 if forces else 1 / 3, "share")


def leads_at_the_front(tables: Tables) -> dict[str, Quantity]:
    """Soviet over Axis stocks of weapons at the front in November 1942, by weapon in words."""
    names = {"combat_aircraft": "combat aircraft", "tanks": "tanks", "guns_and_mortars": "guns and mortars"}
    stock = tables["frontline_balance_1942"]
    return {
        name: ratio(*(pick(stock, kind="stock_november", measure=item, side=side) for side in ("USSR", "Axis")))
        for item, name in names.items()
    }


def output(tables: Tables, country: str, item: str, year: int) -> Quantity:
    """A power's output of a weapon in a year, in thousands."""
    return pick(tables["great_powers_war_production"], country=country, item=item, year=year)


def output_of_years(tables: Tables, country: str, item: str, years) -> Quantity | None:
    """A power's output of a weapon over years together, in thousands; None where a year is not printed."""
    found = picks(tables["great_powers_war_production"], country=country, item=item, year=list(years))
    return total(*found) if len(found) == len(list(years)) else None


def supplies(tables: Tables, series: str, first: int, last: int = 0) -> Quantity:
    """Troops in thousands, or weapons supplied in pieces, of one year or of two together."""
    return pick(tables["rearmament"], series=series, first_year=first, last_year=last or first)


def tanks_of(tables: Tables, year: int, **kinds) -> Quantity:
    """Tanks of a year by model, summed; `kind` narrows them."""
    return total(*picks(tables["tanks_by_model"], year=year, **kinds))


# --- food ---------------------------------------------------------------------------------------------------------


def harvest(tables: Tables, year: int, estimate: str) -> Quantity:
    """A grain harvest in million tonnes, by one estimate."""
    return pick(tables["grain"], item="harvest", year=year, estimate=estimate)


def procurement(tables: Tables, year: int) -> Quantity:
    """Grain taken by the state in million tonnes."""
    return pick(tables["grain"], item="procurement", year=year)


def procurement_share(tables: Tables, year: int, estimate: str) -> Quantity:
    """Grain taken in per cent of one estimate of the harvest."""
    return share_of(procurement(tables, year), harvest(tables, year, estimate))


# --- powers -------------------------------------------------------------------------------------------------------


def peak_burden(tables: Tables, country: str) -> Quantity:
    """The highest military share printed: in current prices, for the USSR in the constant ones that alone are given."""
    prices = "constant" if country == "USSR" else "current"
    return highest(picks(tables["great_powers_military_burden"], country=country, prices=prices))


def gdp_per_head(tables: Tables, country: str) -> Quantity:
    """GDP per head in 1938, in international dollars of 1990."""
    income = pick(tables["great_powers_gdp"], country=country, year=1938)
    return per_head(income, pick(tables["great_powers_population_1938"], country=country), "1990_dollars", 1000)


# --- people -------------------------------------------------------------------------------------------------------


def deaths(tables: Tables, event: str, **keys) -> Quantity:
    """Deaths of an event in the unit of the source; `estimate` says whose, or which part of them, where there are several."""
    return pick(tables["excess_deaths"], event=event, **keys)


def occupation_deaths(tables: Tables) -> Quantity:
    """Deaths before their time under German occupation, over the whole war."""
    return deaths(tables, "under_occupation", estimate="total")


def interior_deaths(tables: Tables) -> Quantity:
    """What all deaths of the war leave for civilians behind the Soviet lines: less soldiers, less deaths under occupation."""
    return closure(deaths(tables, "all_war_deaths"), deaths(tables, "military"), occupation_deaths(tables))


def irrecoverable_losses(tables: Tables, year: int) -> Quantity:
    """Soldiers killed, missing and captured in a year: the sum of its two half-years."""
    halves = (pick(tables["war_losses"], item="irrecoverable_losses", period=f"{year}H{half}") for half in (1, 2))
    return total(*halves)


# --- what tests of admission rest on ------------------------------------------------------------------------------

# What the sectors may leave of GNP for depreciation, in billion rubles of 1937.
DEPRECIATION_BN = (13, 15)
TONNES_A_POOD = 0.0163805  # the Russian measure of 40 funt of 0.4095 kg
# The harvest over which the paper's share of grain procured comes out, by year.
HARVEST_OF_SHARE = {1940: "official", 1942: "harrison1990"}


def sectors(tables: Tables, year: int) -> list[Quantity]:
    """Net national product of every sector of which the year is known, in billion rubles of 1937."""
    return picks(tables["nnp_by_sector"], year=year, estimate="main")


def depreciation_left(tables: Tables, year: int) -> Quantity:
    """What the sectors leave of the GNP of a year, in billion rubles of 1937."""
    return closure(gnp_rubles(tables, year), *sectors(tables, year))


def rubles_a_head(tables: Tables, year: int) -> Quantity:
    """Military services over the armed forces, in thousand rubles of 1937 per head."""
    heads = pick(tables["great_powers_armed_forces"], country="USSR", year=year)
    return per_head(sector(tables, "military_services", year), heads, "thousand_rubles_a_head", 1000)


def procured_1941_44(tables: Tables) -> Quantity:
    """Grain taken by the state in the four years together, in million tonnes."""
    return total(*(procurement(tables, year) for year in range(1941, 1945)))


def procured_as_printed(tables: Tables, whose: str) -> Quantity:
    """The sum of the same four years that another work prints in poods, in million tonnes."""
    poods = pick(tables["printed_totals"], item=f"procurement_{whose}")
    return scaled(poods, TONNES_A_POOD, "million_tonnes")


def share_taken(tables: Tables, year: int) -> Quantity:
    """Grain taken in per cent of the harvest over which the paper's share of the year comes out."""
    return procurement_share(tables, year, HARVEST_OF_SHARE[year])
