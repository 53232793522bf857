"""Claims of the chapter on the test of war: what the tables say of each, by claim id."""

from functools import partial

from ..measures import accounts, display
from ..measures.accounts import Tables
from ..measures.series import Quantity, fall, lowest, pick, ratio, rest_of_hundred, scaled, share_of, total
from .finding import Finding, Functions

DECISIVE_YEARS = (1942, 1943, 1944)


def grain_taken(tables: Tables, year: int, estimates: tuple[str, ...]) -> list[Finding]:
    """Procurement over each harvest of the year."""
    harvests = {estimate: accounts.harvest(tables, year, estimate) for estimate in estimates}
    return [
        Finding(
            accounts.procurement_share(tables, year, estimate),
            f"grain taken in {year}, of a harvest of {display.figure(harvest)} million tonnes ({display.in_sentence(estimate)})",
        )
        for estimate, harvest in harvests.items()
    ]


def yields_collapsed(tables: Tables) -> list[Finding]:
    """The fall of yields as far as it is known, and of harvests."""
    before, after = (accounts.harvest(tables, year, "filtzer") for year in (1940, 1942))
    yields = tables["grain_yields"]
    field = [pick(yields, item="yield", year=year, estimate="katkoff") for year in (1942, 1940)]
    official = [pick(yields, item="yield", year=year, estimate="chadaev") for year in (1945, 1940)]
    return [
        Finding(fall(after, before), "fall of the grain harvest, 1940 to 1942, not of the yield"),
        Finding(fall(*field), "fall of the yield in the field, 1940 to 1942, at second hand and in doubt"),
        Finding(fall(*official), "fall of the official yield, 1940 to 1945"),
    ]


def defence_17_1940(tables: Tables) -> list[Finding]:
    """Military outlays over GNP before the war."""
    return [
        Finding(scaled(accounts.military_share(tables, 1940), 100, "per_cent"), "outlays in 1940 as a share of GNP")
    ]


def prewar_stock_lost(tables: Tables) -> list[Finding]:
    """Tanks lost in 1941 of those on hand and received, and aircraft lost against those that stood in the west."""
    losses = tables["losses_1941"]
    lost = pick(losses, weapon="tanks", item="lost", period="1941H2", estimate="tankovaia_voina")
    stock, received = (
        pick(losses, weapon="tanks", item=i, estimate="tankovaia_voina") for i in ("on_hand", "received")
    )
    west = pick(losses, weapon="western_aircraft", item="on_hand")
    month, october = (
        pick(losses, weapon="western_aircraft", item="lost", period=p) for p in ("first_month", "to_october")
    )
    return [
        Finding(
            share_of(lost, total(stock, received)),
            "tanks lost in the second half of 1941, of those on hand and received",
        ),
        Finding(share_of(month, west), "aircraft lost in the first month, against those in the west"),
        Finding(share_of(october, west), "aircraft lost by the end of October, against those in the west"),
    ]


def telephone_cable(tables: Tables) -> list[Finding]:
    """Wire that came from abroad, by two histories."""
    wire = {e: pick(tables["allied_supplies"], item="signal_wire", estimate=e) for e in ("hastings", "lendliz")}
    return [
        Finding(wire["hastings"], "signal wire from the United States, in a history of 1944–45"),
        Finding(wire["lendliz"], "signal wire, in a book on Lend-Lease, as more than so much"),
    ]


def unit_costs_1943(tables: Tables) -> list[Finding]:
    """What the cuts left of nominal costs and prices, since no real ones are at hand."""
    costs = tables["unit_costs"]
    cut = pick(costs, item="aircraft_cost_cut_on_1940", year=1943)
    pairs = {item: [pick(costs, item=item, year=year) for year in (1945, 1941)] for item in ("T-34", "PPSh")}
    return [
        Finding(rest_of_hundred(cut), "nominal costs of the aircraft industry in 1943, per cent of 1940"),
        *(
            Finding(share_of(*pair), f"nominal price of the {item} in 1945, per cent of 1941")
            for item, pair in pairs.items()
        ),
    ]


def over_german(tables: Tables, item: str) -> tuple[Quantity, list[Quantity]]:
    """Soviet over German output: the decisive years together, and each of them."""
    pairs = [
        [accounts.output(tables, country, item, year) for country in ("USSR", "Germany")] for year in DECISIVE_YEARS
    ]
    sums = [total(*side) for side in zip(*pairs, strict=True)]
    return ratio(*sums), [ratio(*pair) for pair in pairs]


def more_tanks(tables: Tables) -> list[Finding]:
    """The three years together, then the lowest of them."""
    together, years = over_german(tables, "tanks_and_self_propelled_guns")
    return [
        Finding(together, "Soviet tanks to one German, 1942, 1943 and 1944 together"),
        Finding(lowest(years), "the same, in the lowest of the three years"),
    ]


def more_aircraft(tables: Tables) -> list[Finding]:
    """Combat aircraft of the three years together and in each, then aircraft of all types."""
    together, years = over_german(tables, "combat_aircraft")
    table = tables["aircraft_all_types"]
    every = [ratio(*(pick(table, country=c, year=year) for c in ("USSR", "Germany"))) for year in DECISIVE_YEARS]
    return [
        Finding(together, "Soviet combat aircraft to one German, 1942, 1943 and 1944 together"),
        *(Finding(one, f"the same, in {year} alone") for one, year in zip(years, DECISIVE_YEARS, strict=True)),
        Finding(lowest(every), "aircraft of all types, the lowest of the three years"),
    ]


def terror_million(tables: Tables) -> list[Finding]:
    """The middle and the ends of one range, then what is on record."""
    low, high, shot, camps = (
        scaled(accounts.deaths(tables, "terror", estimate=estimate), 1e-6, "million")
        for estimate in ("ellman_low", "ellman_high", "executions", "gulag_deaths")
    )
    return [
        Finding(scaled(total(low, high), 0.5, "million"), "middle of the range of Ellman"),
        Finding(low, "low end of the range of Ellman"),
        Finding(high, "high end of the range of Ellman"),
        Finding(shot, "executions recorded, 1937–38"),
        Finding(accounts.deaths(tables, "terror", estimate="conquest_executed"), "executions, by Conquest"),
        Finding(total(shot, camps), "executions with recorded deaths in camps, 1937–38"),
    ]


CLAIMS: Functions = {
    "yields-collapsed": yields_collapsed,
    "grain-share-1940": partial(grain_taken, year=1940, estimates=("official", "filtzer", "revised")),
    "grain-share-1942": partial(grain_taken, year=1942, estimates=("harrison1990", "filtzer")),
    "defence-17-1940": defence_17_1940,
    "prewar-stock-lost": prewar_stock_lost,
    "telephone-cable": telephone_cable,
    "unit-costs-1943": unit_costs_1943,
    "more-tanks": more_tanks,
    "more-aircraft": more_aircraft,
    "terror-million": terror_million,
}
