"""Bounds that a figure cannot leave in its unit, and what a status and a place say of a source: faults that no sum shows.

Bounds are wide and ours: they say what would be absurd, such as a tank of 200 rubles or 3 million rifles of Germany in
pieces, so that a unit or a decimal point that was typed wrong is seen where nothing else measures the same thing.
"""

from collections.abc import Iterator, Mapping

from ..data.tables import Table
from ..measures.accounts import Tables
from ..vocabulary import PAPER
from .rule import Miss, place

Units = Mapping[str, tuple[float, float]]
# Tables in which every figure is of one kind: the least and the most that it can be, by unit.
WHOLE: dict[str, Units] = {
    "nnp_by_sector": {"bn_rub_1937": (1, 150)},
    "official_indices": {"index_1940": (20, 400)},
    "tanks_by_model": {"pieces": (0, 5000)},
    "procurement_shares": {"per_cent": (10, 100)},
    "grain": {"million_tonnes": (5, 130)},
    "great_powers_gdp": {"bn_1990_dollars": (10, 2000)},
    "great_powers_population_1938": {"million_persons": (30, 250)},
    "great_powers_armed_forces": {"thousand_persons": (100, 15000)},
    "great_powers_military_burden": {"share": (0, 0.8)},
    "aircraft_all_types": {"pieces": (5000, 120000)},
}
DEATHS: Units = {"million": (0.1, 40), "thousand": (1000, 30000), "persons": (50_000, 20_000_000)}
MUNITIONS: Units = {"bn_usd_1944": (0, 60)}
WEAPONS: Units = {"thousand": (0.1, 15000)}
ENGINES: Units = {"thousand_rubles": (30, 130)}
# Tables with figures of several kinds, by the column that tells them apart.
KINDS: dict[str, tuple[str, dict[str, Units]]] = {
    "frontline_balance_1942": ("kind", {
        "count": {"thousand_persons": (5000, 15000), "thousand_pieces": (1, 4999)},
        "eastern_weight": {"per_cent": (50, 100), "thirds": (1, 3)},
        "stock_november": {"pieces": (1000, 200_000)},
        "front_strength": {"thousand_persons": (1000, 10000)},
    }),
    "gnp_by_final_use": ("item", {
        "gnp": {"bn_rub_1937": (150, 400)}, "net_imports": {"bn_rub_1937": (1, 50)},
        "aid_share": {"per_cent": (1, 30)}, "gross_investment": {"bn_rub_1937": (0, 100)},
    }),
    "rearmament": ("series", {
        "troops": {"thousand_persons": (300, 6000)}, "tanks": {"pieces": (50, 10000)},
        "aircraft": {"pieces": (500, 15000)}, "guns": {"pieces": (500, 25000)},
    }),
    "great_powers_war_production": ("item", {
        "months_of_war": {"months": (1, 12)}, "major_naval_vessels": {"units": (0, 4000)}, "submarines": {"units": (0, 400)},
        **dict.fromkeys(("rifles_and_carbines", "machine_pistols", "machine_guns", "guns", "mortars",
                         "tanks_and_self_propelled_guns", "combat_aircraft"), WEAPONS),
    }),
    "munitions_by_value": ("period", {
        "1935-39 average": {"bn_usd_1944": (0, 2.9)}, "1940": {"bn_usd_1944": (0, 9.9)},
        **dict.fromkeys(("1941", "1942", "1943", "1944"), MUNITIONS),
    }),
    "excess_deaths": ("event", {
        **dict.fromkeys(("under_occupation", "military", "all_war_deaths", "interior", "famine_1932_33",
                         "famine_1931_33_regions", "all_deaths_1942"), DEATHS),
        "famine_1946_47": {"million": (0.3, 5), "persons": (300_000, 5_000_000)},
        "terror": {"million": (0.3, 5), "persons": (100_000, 2_000_000)}, "home_front_1942": {"million": (0.5, 10)},
    }),
    "war_losses": ("item", {
        "irrecoverable_losses": {"persons": (400_000, 5_000_000)}, "population_under_occupation": {"per_cent": (20, 60)},
    }),
    "unit_costs": ("item", {
        "Il-2": {"thousand_rubles": (100, 350)}, "Pe-2": {"thousand_rubles": (200, 550)},
        "Li-2": {"thousand_rubles": (300, 800)}, "Il-4": {"thousand_rubles": (300, 1000)},
        "T-34": {"thousand_rubles": (100, 450)}, **dict.fromkeys(("VK-105", "ASh-82", "AM-38"), ENGINES),
        "aircraft_cost_cut_on_1940": {"per_cent": (5, 90)}, "PPSh": {"rubles": (50, 1000)},
    }),
    "losses_1941": ("item", {
        "on_hand": {"pieces": (40, 30000), "thousand_pieces": (1, 39)}, "serviceable": {"pieces": (20, 10000)},
        "received": {"thousand_pieces": (1, 20)}, "lost": {"pieces": (500, 40000), "thousand_pieces": (0.5, 40)},
        "lost_share": {"per_cent": (20, 100)},
    }),
    "peasant_farms": ("item", {
        "households": {"million": (15, 35)}, "collectivized_households": {"million": (1, 10)},
        "collectivized_share": {"per_cent": (5, 40)},
    }),
    "allied_supplies": ("item", {
        "signal_wire": {"million_miles": (0.3, 3)}, "radio_sets": {"pieces": (10000, 100_000)},
        "field_telephones": {"pieces": (100_000, 1_000_000)},
    }),
    "grain_yields": ("item", {
        "yield": {"centners_a_hectare": (3, 20), "tonnes_a_hectare": (0.3, 2)}, "harvest": {"million_tonnes": (20, 130)},
        "area": {"million_hectares": (40, 200)}, "area_lost": {"million_hectares": (20, 150)},
    }),
    "livestock": ("species", {
        "cattle": {"million_head": (30, 90)}, "cows": {"million_head": (15, 45)}, "goats": {"million_head": (2, 15)},
        "horses": {"million_head": (10, 45)}, "pigs": {"million_head": (5, 40)}, "sheep": {"million_head": (25, 130)},
    }),
    "printed_totals": ("item", {
        "gdp": {"bn_1990_dollars": (300, 4000)}, "gdp_per_head": {"1990_dollars": (1000, 10000)},
        "armed_forces": {"thousand_persons": (3000, 50000)}, "ratio_ussr_germany": {"ratio": (0.5, 5)},
        "months_of_war": {"months": (12, 100)}, "major_naval_vessels": {"units": (10, 12000)},
        "submarines": {"units": (10, 2000)}, "industry": {"bn_rub_1937": (30, 150)}, "tanks": {"pieces": (10, 8000)},
        "aircraft": {"pieces": (50_000, 400_000)},
        "tanks_second_reading": {"pieces": (500, 8000)}, "interior_deaths_left": {"million": (0.5, 10)},
        "procurement_chadaev": {"million_poods": (1000, 9000)}, "procurement_voznesensky": {"million_poods": (1000, 9000)},
        "aircraft_cost_cut_on_previous_year": {"per_cent": (1, 90)},
        **dict.fromkeys(("rifles_and_carbines", "machine_pistols", "machine_guns", "guns", "mortars",
                         "tanks_and_self_propelled_guns", "combat_aircraft"), WEAPONS),
    }),
}  # fmt: skip


def units_of(table: Table, row: dict) -> Units | None:
    """The units that a figure can be in, with the bounds of each; None where nobody has said."""
    if table.name in WHOLE:
        return WHOLE[table.name]
    column, kinds = KINDS.get(table.name, ("", {}))
    return kinds.get(row[column]) if column in row else None


def within_bounds(tables: Tables) -> Iterator[Miss]:
    """A figure is in a unit that its kind is given in, and within what is possible in that unit."""
    for table in tables.values():
        for cell, row in table.rows.items():
            if (units := units_of(table, row)) is None:
                continue
            if row["unit"] not in units:
                yield Miss((cell,), f"the unit is {row['unit']}", f"{' or '.join(units)} is wanted for it")
            elif not units[row["unit"]][0] <= row["value"] <= units[row["unit"]][1]:
                low, high = units[row["unit"]]
                yield Miss((cell,), f"{row['value']:g} {row['unit']}", f"within {low:g} and {high:g} is possible")


def places_have_one_source(tables: Tables) -> Iterator[Miss]:
    """Within a table, rows that name the same place name the same work."""
    for table in tables.values():
        first: dict[str, dict] = {}
        for cell, row in table.rows.items():
            known = first.setdefault(row["locator"], row)
            if known["source"] != row["source"]:
                result = f"source {row['source']!r} with locator {row['locator']!r}"
                yield Miss((cell,), result, f"{place(known['cell'], tables)} has {known['source']!r} with the same")


def statuses_fit(tables: Tables) -> Iterator[Miss]:
    """What is stated stands in the paper and in no other work; what was read or copied quotes nobody, what is relayed does."""
    for table in tables.values():
        for cell, row in table.rows.items():
            status, note = row["status"], row["note"]
            if (status == "stated") != (row["source"] == PAPER):
                yield Miss(
                    (cell,), f"status {status!r} with source {row['source']!r}", f"'stated' goes with {PAPER!r} alone"
                )
            if note.startswith("after @") and status != "relayed":
                yield Miss((cell,), f"status {status!r}", "its note begins 'after @…', so it is relayed")
