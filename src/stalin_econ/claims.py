"""The ledger: each quantitative statement of the paper as a small function over the tables, and its verdict.

A claim function takes the tables and returns findings, the main one first; rivals follow where they matter.
`claims.toml` holds what the paper says, how exact its wording is, and the verdict that somebody accepted. Nothing
about figures is typed here but dates of the war: change a cell, and findings and verdicts follow.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import jsonschema

from .changelog import with_line
from .charts.balance import MEASURES
from .charts.burden import head, peak
from .charts.product import COLOURS
from .charts.uses import CIVILIAN, GNP, IMPORTS, MILITARY, RESOURCES, accounts
from .data.tables import Table
from .faults import InputError, Problem
from .layout import CHANGELOG, CHAPTERS, LEDGER, Sources, inside, text_of
from .measures import display
from .measures.series import (
    NoSuchCell,
    Quantity,
    change_from,
    closure,
    difference,
    fall,
    highest,
    index_to,
    lowest,
    over,
    pick,
    picks,
    ratio,
    rest_of_hundred,
    rise_a_year,
    scaled,
    share_of,
    times,
    total,
)
from .vocabulary import REASONS, UNITS, VERDICTS

Tables = Mapping[str, Table]

RELATIONS = ("about", "more than", "at least", "less than", "nearly", "range")
TEXT = {"type": "string", "minLength": 1}
# What an entry of claims.toml may hold, as JSON Schema.
ENTRY = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "section", "statement", "words", "verdict"],
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "section": TEXT,
        "statement": TEXT,
        "words": TEXT,
        "figure": {"type": "number"},
        "high": {"type": "number"},
        "unit": {"enum": sorted(UNITS)},
        "relation": {"enum": list(RELATIONS)},
        "exact": {"type": "number", "minimum": 0},
        "tolerance": {"type": "number", "minimum": 0},
        "why": TEXT,
        "tables": {"type": "array", "items": TEXT},
        "reason": {"enum": list(REASONS)},
        "verdict": {"enum": list(VERDICTS)},
        "settle": TEXT,
        "note": TEXT,
    },
    "anyOf": [{"required": ["reason"]}, {"required": ["figure", "unit", "relation", "why"]}],
    "dependentRequired": {key: ["figure", "unit", "relation", "why"] for key in ("figure", "unit", "relation", "why")},
}
SLACK = 1e-9  # of floating-point comparison
DAYS_OF_1942 = 365
DAYS_OF_WAR = (date(1945, 5, 9) - date(1941, 6, 22)).days + 1  # from the German attack to the surrender, both included


@dataclass(frozen=True)
class Finding:
    """What the tables say of a claim: the quantity, with inputs and arithmetic, and what it measures."""

    quantity: Quantity
    label: str = ""


def judged(entry: dict, findings) -> tuple[Finding, ...]:
    """The findings that the verdict is about: the main one, or for a range the two ends."""
    return tuple(findings[:2] if entry.get("relation") == "range" else findings[:1])


@dataclass(frozen=True)
class Claim:
    """A statement of the paper in our words, what the tables say of it, and the verdict that follows."""

    entry: dict
    line: int
    findings: tuple[Finding, ...]
    verdict: str

    @property
    def id(self) -> str:
        return self.entry["id"]

    @property
    def cells(self) -> tuple[str, ...]:
        """Addresses of all cells that the verdict rests on."""
        return tuple(dict.fromkeys(cell for f in judged(self.entry, self.findings) for cell in f.quantity.cells))


# --- parts that several claims use --------------------------------------------------------------------------------


def soviet(tables: Tables, year: int) -> Quantity:
    """Soviet GDP of a year, which moves as GNP at 1937 factor cost."""
    return pick(tables["great_powers_gdp"], country="USSR", year=year)


def sector(tables: Tables, name: str, year: int) -> Quantity:
    return pick(tables["nnp_by_sector"], sector=name, year=year, estimate="main")


def official(tables: Tables, series: str, year: int) -> Quantity:
    return pick(tables["official_indices"], series=series, year=year)


def balance(tables: Tables, measure: str) -> tuple[Quantity, Quantity]:
    """Soviet and German counts of 1942."""
    table = tables["frontline_balance_1942"]
    ussr, germany = (pick(table, kind="count", measure=measure, side=side) for side in ("USSR", "Germany"))
    return ussr, germany


def a_day(deaths: Quantity, days: int) -> Quantity:
    """Deaths a day over so many days."""
    people = {"million": 1e6, "persons": 1}[deaths.unit]
    return over(deaths, days / people, f"{days:,} days", "persons_a_day")


def yearly(tables: Tables, series: str, first: int, last: int = 0) -> Quantity:
    return pick(tables["rearmament"], series=series, first_year=first, last_year=last or first)


def late_rise(tables: Tables, series: str) -> Quantity:
    """The mean rise a year from 1938 to 1940."""
    return rise_a_year(yearly(tables, series, 1940), yearly(tables, series, 1938), 2)


def steepness(tables: Tables, series: str, first: int) -> list[Finding]:
    """The mean rise a year of 1938-40 over the steepest rise of one year before."""
    before = [rise_a_year(yearly(tables, series, y + 1), yearly(tables, series, y), 1) for y in range(first, 1938)]
    return [
        Finding(
            ratio(late_rise(tables, series), highest(before)),
            "rise a year, 1938–40, over the steepest year before",
        )
    ]


def steepness_of_pair(tables: Tables, series: str) -> list[Finding]:
    """The same where one figure covers 1935 and 1936: from its middle to 1938 are two and a half years."""
    pair = scaled(yearly(tables, series, 1935, 1936), 0.5, "pieces")
    before = rise_a_year(yearly(tables, series, 1938), pair, 2.5)
    return [Finding(ratio(late_rise(tables, series), before), "rise a year, 1938–40, over that of 1936–38")]


def weapons(tables: Tables, item: str) -> list[Finding]:
    """Soviet over German output: the lowest of the three years, then the three together."""
    table = tables["great_powers_war_production"]
    pairs = [[pick(table, country=c, item=item, year=y) for c in ("USSR", "Germany")] for y in (1942, 1943, 1944)]
    sums = [total(*side) for side in zip(*pairs, strict=True)]
    return [
        Finding(lowest(ratio(*pair) for pair in pairs), "lowest of the years 1942, 1943 and 1944"),
        Finding(ratio(*sums), "the three years together"),
    ]


# --- the claims, in the order of the paper ------------------------------------------------------------------------


def forces_larger(tables: Tables) -> list[Finding]:
    ussr, germany = balance(tables, "armed_forces")
    weight = pick(tables["frontline_balance_1942"], kind="eastern_weight", measure="armed_forces")
    east = times(germany, scaled(weight, 0.01, "share"), "thousand_persons")
    return [
        Finding(ratio(ussr, germany), "all fronts"),
        Finding(ratio(ussr, east), "German forces in the east alone"),
    ]


def every_line_ahead(tables: Tables) -> list[Finding]:
    forces = ratio(*balance(tables, "armed_forces"))
    leads = [ratio(ratio(*balance(tables, m)), forces) for m in MEASURES if m != "armed_forces"]
    weights = [
        pick(tables["frontline_balance_1942"], kind="eastern_weight", measure=m) for m in ("armed_forces", "munitions")
    ]
    shift = ratio(scaled(weights[0], 0.01, "share"), scaled(weights[1], 1 / 3, "share"))
    east = times(lowest(leads), shift, "ratio")
    return [
        Finding(lowest(leads), "smallest lead of a weapon over the lead in troops"),
        Finding(east, "the same, eastern front"),
    ]


def defence_over_60(tables: Tables) -> list[Finding]:
    account = accounts(tables, 1942)
    share = pick(tables["great_powers_military_burden"], country="USSR", year=1942)
    home = difference(account[MILITARY], account[IMPORTS])
    return [
        Finding(scaled(share, 100, "per_cent"), "of GNP"),
        Finding(share_of(account[MILITARY], account[RESOURCES]), "of GNP and net imports together"),
        Finding(share_of(home, account[GNP]), "of GNP, met at home, if all net imports were for the war"),
    ]


def gdp_fell_a_third(tables: Tables) -> list[Finding]:
    return [Finding(fall(soviet(tables, 1942), soviet(tables, 1940)), "fall of GNP, 1940 to 1942")]


def aid(tables: Tables, year: int) -> list[Finding]:
    """Net imports in rubles over resources, and over GNP."""
    table = tables["gnp_by_final_use"]
    imports = pick(table, item="net_imports", year=year)
    index = index_to(soviet(tables, year), soviet(tables, 1940))
    gnp = times(scaled(index, 0.01, "share"), pick(table, item="gnp", year=1940), "bn_rub_1937")
    return [
        Finding(share_of(imports, total(gnp, imports)), "of GNP and net imports"),
        Finding(share_of(imports, gnp), "of GNP"),
    ]


def aid_1942(tables: Tables) -> list[Finding]:
    return aid(tables, 1942)


def aid_1943(tables: Tables) -> list[Finding]:
    return aid(tables, 1943)


def aid_1944(tables: Tables) -> list[Finding]:
    return aid(tables, 1944)


def official_investment(tables: Tables) -> list[Finding]:
    return [Finding(official(tables, "investment", 1942), "official index of capital investment in 1942, 1940 = 100")]


def consumption_implied(now: Quantity, fallen: int) -> Quantity:
    """Consumption of 1940 if what is left in 1942 is all consumption, after a fall by so many per cent."""
    left = 1 - fallen / 100
    return over(now, left, f"{left:.2f}, what a fall by {fallen} per cent leaves,", "index_1940")


def consumption_down_60(tables: Tables) -> list[Finding]:
    before, now = accounts(tables, 1940)[CIVILIAN], accounts(tables, 1942)[CIVILIAN]
    findings = [Finding(fall(now, before), "fall of all civilian uses, investment included")]
    for fallen in (60, 57, 63):
        implied = consumption_implied(now, fallen)
        findings.append(
            Finding(implied, f"consumption of 1940 implied by a fall of {fallen} per cent, GNP of 1940 = 100")
        )
        findings.append(
            Finding(difference(before, implied), "gross investment of 1940 that this leaves, GNP of 1940 = 100")
        )
    return findings


def consumption_per_head_60(tables: Tables) -> list[Finding]:
    before, now = accounts(tables, 1940)[CIVILIAN], accounts(tables, 1943)[CIVILIAN]
    occupied = [pick(tables["war_losses"], item="population_under_occupation", period=p) for p in ("1942H1", "1942H2")]
    return [
        Finding(index_to(now, before), "all civilian uses of 1943, 1940 = 100, not per head"),
        Finding(highest(occupied), "population under occupation in 1942"),
    ]


def military_losses_per_day(tables: Tables) -> list[Finding]:
    halves = [pick(tables["war_losses"], item="irrecoverable_losses", period=p) for p in ("1942H1", "1942H2")]
    return [Finding(a_day(total(*halves), DAYS_OF_1942), "irrecoverable losses a day in 1942")]


def civilian_deaths_behind_lines(tables: Tables) -> list[Finding]:
    deaths = tables["excess_deaths"]
    whole, army = pick(deaths, event="all_war_deaths"), pick(deaths, event="military")
    left = closure(whole, army, pick(deaths, event="under_occupation", estimate="total"))
    least = pick(deaths, event="interior", estimate="minimum")
    home = pick(deaths, event="home_front_1942")
    return [
        Finding(a_day(left, DAYS_OF_WAR), "average of the war"),
        Finding(a_day(least, DAYS_OF_WAR), "the least number stated, spread over the war"),
        Finding(a_day(home, DAYS_OF_1942), "deaths of all causes on the home front in 1942"),
    ]


def civilian_deaths_occupied(tables: Tables) -> list[Finding]:
    deaths = pick(tables["excess_deaths"], event="under_occupation", estimate="total")
    return [Finding(a_day(deaths, DAYS_OF_WAR), "average of the war")]


def occupation_deaths_13m(tables: Tables) -> list[Finding]:
    return [Finding(pick(tables["excess_deaths"], event="under_occupation", estimate="total"), "under occupation")]


def famine_1946(tables: Tables) -> list[Finding]:
    labels = {"low": "low end of Ellman's range", "high": "high end of Ellman's range", "ograda": "Ó Gráda's estimate"}
    return [
        Finding(pick(tables["excess_deaths"], event="famine_1946_47", estimate=e), label) for e, label in labels.items()
    ]


def pieces_over_supplies(tables: Tables, item: str, series: str) -> Quantity:
    """Pieces made in 1942 over pieces supplied in 1940."""
    made = scaled(pick(tables["great_powers_war_production"], country="USSR", item=item, year=1942), 1000, "pieces")
    return ratio(made, yearly(tables, series, 1940))


def arms_multiplied(tables: Tables) -> list[Finding]:
    items = {"combat_aircraft": "aircraft", "tanks_and_self_propelled_guns": "tanks", "guns": "guns"}
    counts = [(pieces_over_supplies(tables, item, series), series) for item, series in items.items()]
    ours = ratio(sector(tables, "defence_industry", 1942), sector(tables, "defence_industry", 1940))
    rival = scaled(official(tables, "arms_industry", 1942), 0.01, "ratio")
    return [
        *(Finding(times, f"{series}, 1942 over 1940") for times, series in sorted(counts, key=lambda c: c[0].value)),
        Finding(ours, "defence industry, 1942 over 1940"),
        Finding(rival, "official arms index, 1942 over 1940"),
    ]


def civilian_sectors(tables: Tables) -> list[str]:
    """Sectors that are neither arms nor army, of which 1940, 1942 and 1944 are known."""
    return [name for name in [*COLOURS, "construction"] if name not in ("defence_industry", "military_services")]


def civilian_sectors_fell(tables: Tables) -> list[Finding]:
    indices = [index_to(sector(tables, s, 1942), sector(tables, s, 1940)) for s in civilian_sectors(tables)]
    return [Finding(highest(indices), "the civilian sector that fell least, 1940 = 100")]


def all_grew_1943_44(tables: Tables) -> list[Finding]:
    names = [*civilian_sectors(tables), "defence_industry", "military_services"]
    grown = [change_from(sector(tables, s, 1944), sector(tables, s, 1942)) for s in names]
    trade = change_from(sector(tables, "trade_catering", 1943), sector(tables, "trade_catering", 1942))
    farms = change_from(official(tables, "agriculture", 1943), official(tables, "agriculture", 1942))
    return [
        Finding(lowest(grown), "slowest sector, 1942 to 1944"),
        Finding(trade, "trade, in 1943 alone"),
        Finding(farms, "official farm index, in 1943 alone"),
    ]


def war_production_fell_1945(tables: Tables) -> list[Finding]:
    ours = fall(sector(tables, "defence_industry", 1945), sector(tables, "defence_industry", 1944))
    rival = fall(official(tables, "arms_industry", 1945), official(tables, "arms_industry", 1944))
    return [
        Finding(ours, "defence industry, 1944 to 1945"),
        Finding(rival, "official arms index, 1944 to 1945"),
    ]


def civilian_recovery_sluggish(tables: Tables) -> list[Finding]:
    names = ("civilian_industry", "transport_communications", "trade_catering")
    ours = [
        Finding(
            change_from(sector(tables, n, 1945), sector(tables, n, 1944)), f"{display.in_sentence(n)}, 1944 to 1945"
        )
        for n in names
    ]
    farms = change_from(official(tables, "agriculture", 1945), official(tables, "agriculture", 1944))
    return [*ours, Finding(farms, "official farm index, 1944 to 1945")]


def little_mobilization(tables: Tables) -> list[Finding]:
    shares = [
        scaled(pick(tables["great_powers_military_burden"], country="USSR", year=y), 100, "points")
        for y in (1942, 1943, 1944)
    ]
    forces = [pick(tables["great_powers_armed_forces"], country="USSR", year=y) for y in (1942, 1944)]
    return [
        Finding(difference(shares[1], shares[0]), "change of the military share of GNP, 1942 to 1943"),
        Finding(difference(shares[2], shares[0]), "the same, 1942 to 1944"),
        Finding(change_from(forces[1], forces[0]), "growth of the armed forces, 1942 to 1944"),
    ]


def horses_lost(tables: Tables) -> list[Finding]:
    horses = [pick(tables["livestock"], species="horses", year=y) for y in (1929, 1934)]
    return [Finding(fall(horses[1], horses[0]), "horses, 1929 to 1934")]


def hunger_millions(tables: Tables) -> list[Finding]:
    deaths = picks(tables["excess_deaths"], event="famine_1932_33")
    return [
        Finding(lowest(deaths), "lowest estimate at hand"),
        Finding(highest(deaths), "highest estimate at hand"),
    ]


def tanks_1930_40(tables: Tables) -> list[Finding]:
    ours = total(*(yearly(tables, "tanks", y) for y in range(1930, 1941)))
    return [
        Finding(ours, "yearly series of Simonov"),
        Finding(total(*picks(tables["tanks_by_model"])), "models of Meltiukhov"),
    ]


def aircraft_1930_40(tables: Tables) -> list[Finding]:
    known = [
        yearly(tables, "aircraft", 1935, 1936),
        *(yearly(tables, "aircraft", y) for y in (1938, 1939, 1940)),
    ]
    return [Finding(total(*known), "the five years known of eleven")]


def rise_1938_troops(tables: Tables) -> list[Finding]:
    before = [rise_a_year(yearly(tables, "troops", y + 1), yearly(tables, "troops", y), 1) for y in range(1933, 1938)]
    first = rise_a_year(yearly(tables, "troops", 1939), yearly(tables, "troops", 1938), 1)
    return [
        *steepness(tables, "troops", 1933),
        Finding(ratio(first, highest(before)), "the rise of 1938–39 alone over the steepest year before"),
    ]


def rise_1938_aircraft(tables: Tables) -> list[Finding]:
    return steepness_of_pair(tables, "aircraft")


def rise_1938_tanks(tables: Tables) -> list[Finding]:
    return steepness(tables, "tanks", 1930)


def rise_1938_guns(tables: Tables) -> list[Finding]:
    return steepness_of_pair(tables, "guns")


def grain_taken(tables: Tables, year: int, *estimates: str) -> list[Finding]:
    """Procurement over each harvest of the year."""
    grain = tables["grain"]
    taken = pick(grain, item="procurement", year=year)
    harvests = [pick(grain, item="harvest", year=year, estimate=e) for e in estimates]
    return [Finding(share_of(taken, h), f"of a harvest of {display.figure(h)} million tonnes") for h in harvests]


def grain_share_1940(tables: Tables) -> list[Finding]:
    return grain_taken(tables, 1940, "official", "filtzer", "revised")


def grain_share_1942(tables: Tables) -> list[Finding]:
    return grain_taken(tables, 1942, "harrison1990", "filtzer")


def yields_collapsed(tables: Tables) -> list[Finding]:
    harvests = [pick(tables["grain"], item="harvest", year=y, estimate="filtzer") for y in (1940, 1942)]
    return [Finding(fall(harvests[1], harvests[0]), "fall of the grain harvest, 1940 to 1942, not of the yield")]


def defence_17_1940(tables: Tables) -> list[Finding]:
    return [
        Finding(
            scaled(pick(tables["great_powers_military_burden"], country="USSR", year=1940), 100, "per_cent"),
            "of GNP",
        )
    ]


def unit_costs_1943(tables: Tables) -> list[Finding]:
    cut = pick(tables["unit_costs"], item="aircraft_cost_cut_on_1940", year=1943)
    left = rest_of_hundred(cut)
    return [Finding(left, "nominal costs of the aircraft industry in 1943, per cent of 1940")]


def more_tanks(tables: Tables) -> list[Finding]:
    return weapons(tables, "tanks_and_self_propelled_guns")


def more_aircraft(tables: Tables) -> list[Finding]:
    table = tables["aircraft_all_types"]
    years = [ratio(*(pick(table, country=c, year=y) for c in ("USSR", "Germany"))) for y in (1942, 1943, 1944)]
    return [
        *weapons(tables, "combat_aircraft"),
        Finding(lowest(years), "aircraft of all types, lowest of the three years"),
    ]


def terror_million(tables: Tables) -> list[Finding]:
    names = ("ellman_low", "ellman_high", "executions", "gulag_deaths")
    low, high, shot, camps = (
        scaled(pick(tables["excess_deaths"], event="terror", estimate=n), 1e-6, "million") for n in names
    )
    return [
        Finding(scaled(total(low, high), 0.5, "million"), "middle of the range of Ellman"),
        Finding(low, "its low end"),
        Finding(high, "its high end"),
        Finding(shot, "executions recorded, 1937–38"),
        Finding(total(shot, camps), "with recorded deaths in camps"),
    ]


def war_share_matched(tables: Tables) -> list[Finding]:
    market = highest(peak(tables, c) for c in ("USA", "UK"))
    return [
        Finding(
            ratio(peak(tables, "USSR"), market),
            "highest Soviet share over the highest British or American one",
        ),
        Finding(ratio(peak(tables, "USSR"), peak(tables, "Germany")), "over the highest German one"),
    ]


def ussr_poor(tables: Tables) -> list[Finding]:
    others = [head(tables, c) for c in ("USA", "UK", "Germany", "France", "Italy", "Japan")]
    return [
        Finding(
            ratio(head(tables, "USSR"), lowest(others)),
            "GDP per head in 1938 over that of the next poorest power",
        ),
        Finding(ratio(head(tables, "USSR"), highest(others)), "over that of the richest"),
    ]


# By claim id. Claims without a function have no figure at hand.
FUNCTIONS: dict[str, Callable[[Tables], list[Finding]]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        forces_larger, every_line_ahead, defence_over_60, gdp_fell_a_third, aid_1942, aid_1943, aid_1944,
        consumption_down_60, consumption_per_head_60, military_losses_per_day, civilian_deaths_behind_lines,
        civilian_deaths_occupied, occupation_deaths_13m, famine_1946, arms_multiplied, civilian_sectors_fell,
        all_grew_1943_44, little_mobilization, war_production_fell_1945, civilian_recovery_sluggish, horses_lost, hunger_millions,
        tanks_1930_40, aircraft_1930_40, rise_1938_troops, rise_1938_aircraft, rise_1938_tanks, rise_1938_guns,
        grain_share_1940, grain_share_1942, yields_collapsed, defence_17_1940, unit_costs_1943, more_tanks, more_aircraft, terror_million,
        war_share_matched, ussr_poor,
    )
} | {"gross-investment-nil": official_investment, "fixed-investment-short": official_investment}  # fmt: skip


# --- verdicts -----------------------------------------------------------------------------------------------------


def compare(entry: dict, values: list[float]) -> str:
    """The verdict on values by the rule of the entry: agrees, agrees within the wording, or differs.

    `exact` is half a unit of the last digit that the paper gives, `tolerance` what its wording allows. A range
    compares the first value with its low end and the second with its high end.
    """
    figure, high, value = entry["figure"], entry.get("high", entry["figure"]), values[0]
    miss = {
        "about": abs(value - figure),
        "more than": 0.0 if value > figure else figure - value + 2 * SLACK,
        "at least": max(0.0, figure - value),
        "less than": 0.0 if value < figure else value - figure + 2 * SLACK,
        "nearly": figure - value if value <= figure else float("inf"),
        "range": max(abs(value - figure), abs(values[-1] - high if len(values) < 2 else values[1] - high)),
    }[entry["relation"]]
    if miss <= entry.get("exact", 0.0) + SLACK:
        return "agrees"
    return "agrees-within-wording" if miss <= entry.get("tolerance", 0.0) + SLACK else "differs"


def admitted_on(claim_id: str, cells, tables: Tables) -> list[str]:
    """Cells whose note names this claim as the check on which they were admitted."""
    rows = ((cell, tables[cell.split("#")[0]].rows[cell]) for cell in cells)
    return [cell for cell, row in rows if re.search(rf"\bclaim:{re.escape(claim_id)}(?![\w-])", row["note"])]


def verdict_of(entry: dict, findings: list[Finding], tables: Tables) -> str:
    """The verdict by rule. A reason, a circle or the lack of a finding leave a claim not checkable."""
    about = [finding.quantity for finding in judged(entry, findings)]
    cells = [cell for quantity in about for cell in quantity.cells]
    if "reason" in entry or not about or admitted_on(entry["id"], cells, tables):
        return "not-checkable"
    if any(quantity.status == "unverified" for quantity in about):
        return "unverified"
    return compare(entry, [quantity.value for quantity in about])


def leaning(entry: dict, finding: Finding) -> str:
    """What one finding by itself says of the claim, whatever its status; empty where no rule can be applied."""
    if "relation" not in entry or entry["relation"] == "range" or finding.quantity.unit != entry.get("unit"):
        return ""
    return compare(entry, [finding.quantity.value])


# --- the file -----------------------------------------------------------------------------------------------------


def entry_lines(text: str) -> dict[str, int]:
    """The line on which each claim's id stands."""
    return {
        m[1]: text[: m.start()].count("\n") + 1
        for m in re.finditer(r"""^[ \t]*id[ \t]*=[ \t]*["']([^"']*)["']""", text, flags=re.M)
    }


NUMBER_WORDS = {"one third": 33.333, "one to one and a half": (1, 1.5), "twenty": 20, "a million": 1}


def numbers_in(words: str) -> list[float]:
    """The numbers that a reader sees in some words, in digits or spelt out."""
    digits = [float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", words)]
    spelt = [
        n
        for phrase, value in NUMBER_WORDS.items()
        if phrase in words
        for n in (value if isinstance(value, tuple) else (value,))
    ]
    return digits or spelt


def entry_faults(entry: dict, sections, tables: Tables) -> list[str]:
    """An entry keeps the schema, names a chapter and tables that exist, and its words show the figure that is checked."""
    if fault := jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(ENTRY).iter_errors(entry)):
        return [plain_fault(fault)]
    faults = []
    if entry["section"] not in sections:
        faults.append(f"section {entry['section']!r} is no chapter")
    faults += [f"table {name!r} is not in the data package" for name in entry.get("tables", ()) if name not in tables]
    if "reason" not in entry and entry["id"] not in FUNCTIONS:
        faults.append("no function computes it, so a reason why it cannot be checked is wanted")
    return faults + words_faults(entry)


def plain_fault(error) -> str:
    """A fault against the schema in words that name the key."""
    if error.validator == "anyOf":
        return "a claim without a reason has figure, unit, relation and why"
    key = ".".join(str(part) for part in error.absolute_path)
    return f"key {key!r}: {error.message}" if key else error.message


SPELT = re.compile(r"\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
                   r"ninety|hundred|half|thirds?|quarters?|fifths?|tenths?)\b")  # fmt: skip


def words_faults(entry: dict) -> list[str]:
    """The numbers in the words that a reader sees are the figures of the entry, in digits or in words that are known."""
    wanted, words = [entry[key] for key in ("figure", "high") if key in entry], entry["words"]
    seen, rest = numbers_in(words), words
    for phrase in NUMBER_WORDS:
        rest = rest.replace(phrase, "")
    if wanted and (unknown := SPELT.search(rest)):
        return [f"words {words!r}: {unknown[0]!r} cannot be held against the figure; write digits"]
    same = len(seen) == len(wanted) and all(abs(a - b) < 0.001 for a, b in zip(seen, wanted, strict=True))
    return [] if not seen or not wanted or same else [f"words {words!r} show {seen}, the figure checked is {wanted}"]


def chapter_stems(sources: Sources) -> set[str]:
    """Names of the chapters that a claim may stand in."""
    return {path.removeprefix(CHAPTERS).removesuffix(".md") for path in inside(sources, CHAPTERS, ".md")}


def read_entries(sources: Sources, tables: Tables) -> tuple[list[dict], dict[str, int]]:
    """The entries of claims.toml and their lines; InputError where the file or an entry is not as it should be."""
    text = text_of(sources, LEDGER)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise InputError([Problem(LEDGER, int(line[1]) if line else 1, f"not valid TOML: {error}")]) from error
    entries = content.get("claim")
    if set(content) != {"claim"} or not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise InputError([Problem(LEDGER, 1, "a list of [[claim]] tables is wanted, and nothing else")])
    lines, sections = entry_lines(text), chapter_stems(sources)
    faults = [
        Problem(LEDGER, lines.get(e.get("id"), 1), f"claim {e.get('id')}: {f}")
        for e in entries
        for f in entry_faults(e, sections, tables)
    ]
    ids = [entry.get("id") for entry in entries]
    faults += [
        Problem(LEDGER, lines.get(i, 1), f"claim {i} stands twice") for i in sorted({i for i in ids if ids.count(i) > 1})
    ]
    faults += [Problem(LEDGER, 1, f"claim {i} has a function but no entry") for i in FUNCTIONS if i not in ids]
    if faults:
        raise InputError(faults)
    return entries, lines


def evaluate(entry: dict, line: int, tables: Tables) -> Claim:
    """A claim with its findings and the verdict by rule; KeyError or ZeroDivisionError where a cell is missing or nil."""
    function = FUNCTIONS.get(entry["id"])
    findings = function(tables) if function else []
    return Claim(entry, line, tuple(findings), verdict_of(entry, findings, tables))


def unit_faults(claim: Claim) -> list[str]:
    """A claim that is compared names the unit of its finding."""
    entry = claim.entry
    if "reason" in entry or not claim.findings or entry["unit"] == claim.findings[0].quantity.unit:
        return []
    return [f"unit {entry['unit']!r}: the finding is in {claim.findings[0].quantity.unit!r}"]


def read_claims(sources: Sources, tables: Tables) -> list[Claim]:
    """All claims in the order of the ledger; InputError where one finds no cell to rest on."""
    entries, lines = read_entries(sources, tables)
    found, faults = [], []
    for entry in entries:
        try:
            found.append(evaluate(entry, lines.get(entry["id"], 1), tables))
        except NoSuchCell as error:
            faults.append(
                Problem(f"data/{tables[error.table].meta['path']}", 1, f"claim {entry['id']}: {error.args[0]}")
            )
        except (KeyError, ZeroDivisionError, ValueError) as error:
            faults.append(
                Problem(LEDGER, lines.get(entry["id"], 1), f"claim {entry['id']}: {error.args[0]}")
            )
    faults += [Problem(LEDGER, c.line, f"claim {c.id}: {f}") for c in found for f in unit_faults(c)]
    if faults:
        raise InputError(faults)
    return found


def gate(claims: list[Claim], tables: Tables, published: Mapping[str, float]):
    """A problem for each claim whose verdict is not the accepted one, or that a circle forbids.

    `published` holds the values of the site as it stands, by cell, to tell which cell moved a verdict.
    """
    for claim in claims:
        circle, accepted = admitted_on(claim.id, claim.cells, tables), claim.entry["verdict"]
        if circle and accepted != "not-checkable":
            yield Problem(
                LEDGER,
                claim.line,
                f"claim {claim.id}: {accepted!r} cannot be accepted, as {circle[0]} was admitted on this claim",
            )
        elif accepted != claim.verdict:
            moved = [moved_cell(cell, tables, published) for cell in claim.cells]
            because = "; ".join(words for words in moved if words)
            yield Problem(
                LEDGER,
                claim.line,
                f"claim {claim.id}: accepted {accepted!r}, now {claim.verdict!r}"
                + (f"; moved by {because}" if because else ""),
            )


def moved_cell(cell: str, tables: Tables, published: Mapping[str, float]) -> str:
    """How a cell differs from the published site, in words; empty where it does not, or none is published."""
    now = tables[cell.split("#")[0]].rows[cell]["value"]
    before = published.get(cell, now)
    return f"{cell}, {before:.10g} to {now:.10g}" if before != now else ""


def accepted(sources: Sources, claim: Claim) -> dict[str, bytes]:
    """The ledger and the changelog with the verdict by rule as the accepted one, by path."""
    text = text_of(sources, LEDGER)
    start = re.search(rf"""^[ \t]*id[ \t]*=[ \t]*["']{re.escape(claim.id)}["']""", text, flags=re.M).start()
    end = text.find("[[claim]]", start) if "[[claim]]" in text[start:] else len(text)
    pattern = r"""^(\s*verdict\s*=\s*)["'][^"']*["']"""
    changed = re.sub(pattern, rf'\1"{claim.verdict}"', text[start:end], count=1, flags=re.M) + text[end:]
    line = f"- Claim `{claim.id}`: verdict changed from “{claim.entry['verdict']}” to “{claim.verdict}”.\n"
    return {LEDGER: (text[:start] + changed).encode(), CHANGELOG: with_line(text_of(sources, CHANGELOG), line).encode()}
