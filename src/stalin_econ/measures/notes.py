"""Results that notes of cells repeat, computed: a note holds a name in braces, such as {depreciation_left}, and is filled.

What comes in are the tables and the row of the note; what goes out is its text. Separate from pages, so that every place
where a note is read has the same words, and so that a corrected figure never leaves an old result in a neighbour's note.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from ..data.tables import Table
from ..vocabulary import weakest
from . import accounts
from .accounts import DEPRECIATION_BN, Tables
from .display import amount, listing
from .series import Quantity, difference, pick, picks, quotient, ratio, share_of, total

PLACE = re.compile(r"\{([^{}]*)\}")
# The official index that a sector is held against.
OFFICIAL = {
    "agriculture": "agriculture", "transport_communications": "freight", "trade_catering": "retail_trade",
    "defence_industry": "arms_industry",
}  # fmt: skip
WAR_YEARS = range(1940, 1946)


def filled(note: str, row: dict, tables: Tables) -> str:
    """A note with its results; KeyError where a name in braces is not known, or there is nothing to compute it from."""
    return PLACE.sub(lambda place: RESULTS[place[1]](tables, row), note)


def with_results(tables: Tables) -> dict[str, Table]:
    """The tables with every note filled."""
    return {name: with_notes(table, tables) for name, table in tables.items()}


def with_notes(table: Table, tables: Tables) -> Table:
    """A table with its notes filled; itself where none holds a name."""
    if not any("{" in row["note"] for row in table.rows.values()):
        return table
    notes = [filled(row["note"], row, tables) for row in table.rows.values()]
    return replace(table, frame=table.frame.assign(note=notes))


# --- sectors ------------------------------------------------------------------------------------------------------


def year_of(row: dict) -> int:
    """The year of a row, also of a printed total."""
    return row["year"] if "year" in row else int(row["period"])


def digits(quantity: Quantity) -> str:
    """A figure as it was typed, near enough for a sentence."""
    return f"{quantity.value:,.10g}"


def industry_result(tables: Tables, row: dict) -> str:
    """How far the two parts of industry miss the printed total: "exact"."""
    year = year_of(row)
    parts = total(*(accounts.sector(tables, name, year) for name in ("defence_industry", "civilian_industry")))
    printed = pick(tables["printed_totals"], table="nnp_by_sector", item="industry", period=str(year))
    miss = difference(parts, printed).value
    return "exact" if abs(miss) < 0.05 else f"{amount(abs(miss), 1)} too {'much' if miss > 0 else 'little'}"


def twin_result(tables: Tables, row: dict) -> str:
    """In which years a sector is not what its official index says; a row of the base year speaks of all."""
    years = WAR_YEARS[1:] if row["year"] == accounts.BASE_YEAR else [row["year"]]
    official = {year: accounts.official(tables, OFFICIAL[row["sector"]], year).value for year in years}
    ours = {year: accounts.sector_index(tables, row["sector"], year).value for year in years}
    off = [f"{amount(ours[y], 1)} against {official[y]:g} in {y}" for y in years if round(ours[y]) != official[y]]
    return listing(off) if off else "equal to the whole point"


def farm_index_gap(tables: Tables, row: dict) -> str:
    """By how many points the official farm index of 1943 and 1944 is below the sector: "7 to 11"."""
    years = (1943, 1944)
    ours = [accounts.sector_index(tables, "agriculture", year) for year in years]
    official = [accounts.official(tables, "agriculture", year) for year in years]
    gaps = sorted(difference(*pair).value for pair in zip(ours, official, strict=True))
    return f"{amount(gaps[0])} to {amount(gaps[1])}"


def arms_gap(tables: Tables, row: dict) -> str:
    """Within how many whole per cent the defence industry moves with the official arms index after 1942."""
    years = (1942, 1943, 1944, 1945)
    ours = [accounts.sector(tables, "defence_industry", year).value for year in years]
    official = [accounts.official(tables, "arms_industry", year).value for year in years]
    gaps = [abs(a * official[0] / (ours[0] * b) - 1) for a, b in zip(ours, official, strict=True)]
    return f"{math.ceil(100 * max(gaps))}"


def jump(tables: Tables, row: dict) -> str:
    """How many times its size of 1940 the defence industry was in 1942."""
    return amount(ratio(*(accounts.sector(tables, "defence_industry", year) for year in (1942, 1940))).value, 1)


def rubles_a_head_range(tables: Tables, row: dict) -> str:
    """Least and most thousand rubles a soldier over the six years: "1.54 to 1.58"."""
    found = sorted(accounts.rubles_a_head(tables, year).value for year in WAR_YEARS)
    return f"{amount(found[0], 2)} to {amount(found[-1], 2)}"


def other_estimate(tables: Tables, row: dict) -> str:
    """The rival of a main value, and the main one of a rival."""
    return digits(accounts.sector(tables, row["sector"], row["year"], "rival" if row["estimate"] == "main" else "main"))


def aircraft_made(tables: Tables, year: int) -> Quantity:
    """Soviet aircraft of all types made in a year."""
    return pick(tables["aircraft_all_types"], country="USSR", year=year)


def status_of(quantities) -> str:
    """The least sure status of some figures."""
    return weakest(quantity.status for quantity in quantities)


# --- uses ---------------------------------------------------------------------------------------------------------


def level_range(tables: Tables, row: dict) -> str:
    """Between which levels of GNP in 1940 the sectors of 1942, 1943 and 1944 leave what they may for depreciation."""
    sums = {year: total(*accounts.sectors(tables, year)).value for year in (1942, 1943, 1944)}
    ends = [[100 * (sums[y] + d) / accounts.gnp_index(tables, y).value for y in sums] for d in DEPRECIATION_BN]
    low, high = max(ends[0]), min(ends[1])
    return f"{amount(low, 1)}-{amount(high, 1)}" if low <= high else "no level at all"


def imports_share(tables: Tables, row: dict, of_resources: bool) -> str:
    """Net imports of the year in per cent of GNP and net imports together, or of GNP."""
    imports, gnp = accounts.net_imports_rubles(tables, row["year"]), accounts.gnp_rubles(tables, row["year"])
    return amount(share_of(imports, total(gnp, imports) if of_resources else gnp).value, 1)


# --- food ---------------------------------------------------------------------------------------------------------


def over_printed(tables: Tables, whose: str) -> float:
    """By how many million tonnes procurement of four years is above the sum of another work."""
    return difference(accounts.procured_1941_44(tables), accounts.procured_as_printed(tables, whose)).value


def over_voznesensky(tables: Tables, row: dict) -> str:
    """How far it is from the older sum, and on which side: "1.0 above"."""
    miss = over_printed(tables, "voznesensky")
    return f"{amount(abs(miss), 1)} {'above' if miss >= 0 else 'below'}"


def grain_harvest(tables: Tables, row: dict) -> Quantity:
    """The harvest over which the stated share of the year comes out."""
    return accounts.harvest(tables, row["year"], accounts.HARVEST_OF_SHARE[row["year"]])


def households_implied(tables: Tables, row: dict) -> str:
    """All peasant households in million, as those in collective farms and their share imply."""
    joined, share = (pick(tables["peasant_farms"], item=f"collectivized_{what}") for what in ("households", "share"))
    return amount(quotient(joined, share, 100), 1)


# Name in a note → what it stands for.
RESULTS: Mapping[str, Callable[[Tables, dict], str]] = {
    "depreciation_left": lambda tables, row: amount(accounts.depreciation_left(tables, row["year"]).value, 1),
    "sector_index": lambda tables, row: amount(accounts.sector_index(tables, row["sector"], row["year"]).value, 1),
    "official_index": lambda tables, row: digits(accounts.official(tables, OFFICIAL[row["sector"]], row["year"])),
    "official_status": lambda tables, row: status_of(picks(tables["official_indices"], series=OFFICIAL[row["sector"]])),
    "farm_index_gap": farm_index_gap,
    "industry_result": industry_result,
    "twin_result": twin_result,
    "arms_gap": arms_gap,
    "jump": jump,
    "official_jump": lambda tables, row: amount(accounts.official(tables, "arms_industry", 1942).value / 100, 1),
    "rubles_a_head": lambda tables, row: amount(accounts.rubles_a_head(tables, row["year"]).value, 2),
    "rubles_a_head_range": rubles_a_head_range,
    "forces_status": lambda tables, row: status_of(picks(tables["great_powers_armed_forces"], country="USSR")),
    "other_estimate": other_estimate,
    "sectors_status": lambda tables, row: status_of(q for y in (1942, 1943, 1944) for q in accounts.sectors(tables, y)),
    "level_range": level_range,
    "imports_of_resources": lambda tables, row: imports_share(tables, row, of_resources=True),
    "imports_of_gnp": lambda tables, row: imports_share(tables, row, of_resources=False),
    "procured_1941_44": lambda tables, row: amount(accounts.procured_1941_44(tables).value, 1),
    "chadaev": lambda tables, row: amount(accounts.procured_as_printed(tables, "chadaev").value, 1),
    "voznesensky": lambda tables, row: amount(accounts.procured_as_printed(tables, "voznesensky").value, 1),
    "sums_status": lambda tables, row: status_of(picks(tables["printed_totals"], table="grain")),
    "chadaev_gap": lambda tables, row: amount(abs(over_printed(tables, "chadaev")), 1),
    "over_voznesensky": over_voznesensky,
    "share_taken": lambda tables, row: amount(accounts.share_taken(tables, row["year"]).value, 1),
    "harvest": lambda tables, row: digits(grain_harvest(tables, row)),
    "procurement_status": lambda tables, row: accounts.procurement(tables, row["year"]).status,
    "rival_harvest": lambda tables, row: digits(accounts.harvest(tables, row["year"], "filtzer")),
    "rival_share": lambda tables, row: amount(accounts.procurement_share(tables, row["year"], "filtzer").value),
    "aircraft_made": lambda tables, row: digits(aircraft_made(tables, row["first_year"])),
    # The output of 1939 is said to be more than 40 per cent above that of 1938.
    "aircraft_1938_at_most": lambda tables, row: amount(aircraft_made(tables, 1939).value / 1.4),
    "households_implied": households_implied,
    "bt5_1933_34": lambda tables, row: digits(total(*picks(tables["tanks_by_model"], model="BT-5", year=[1933, 1934]))),
    "soviet_forces": lambda tables, row: digits(pick(tables["great_powers_armed_forces"], country="USSR", year=row["first_year"])),
}  # fmt: skip
