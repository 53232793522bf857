"""Rules about arms: war production, the balance of 1942, rearmament before the war, unit costs."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ..measures import accounts
from ..measures.accounts import Tables
from ..measures.series import key_of, pick, picks, quantity_in, quotient, times, total
from .rule import Miss, cells_of, near, place, printed, raw, unlike

TOTALS, BALANCE, COSTS = "printed_totals", "frontline_balance_1942", "unit_costs"
# By how many vehicles the first tank series exceeds the sum of models, as both were read: a test of typing alone.
TANKS_OVER_MODELS = {
    1930: 91, 1931: -107, 1932: 6, 1933: 0, 1934: -17, 1935: -6, 1936: 823, 1937: -51, 1938: -115, 1939: -122, 1940: -3,
}  # fmt: skip


def production_totals(tables: Tables) -> Iterator[Miss]:
    """The years of a weapon make the printed total, to a tenth of its unit (one slip of rounding)."""
    for row in tables[TOTALS].where(table="great_powers_war_production"):
        made = total(*picks(tables["great_powers_war_production"], country=row["of"], item=row["item"]))
        if abs(made.value - row["value"]) > 0.06:
            whole, of = quantity_in(row), f"{row['of']}, {row['item']}, {row['period']}"
            yield from unlike(made.cells, made.value, whole, of, tables)


def model_totals(tables: Tables) -> Iterator[Miss]:
    """The models of a year make the printed total of tanks."""
    for row in tables[TOTALS].where(table="tanks_by_model"):
        made = accounts.tanks_of(tables, int(row["period"]))
        if made.value != row["value"]:
            whole = quantity_in(row)
            yield from unlike(made.cells, made.value, whole, f"tanks of {row['period']}", tables)


def counts_repeat(tables: Tables) -> Iterator[Miss]:
    """The counts of 1942 equal those of the tables of the great powers, which they repeat."""
    for count in picks(tables[BALANCE], kind="count"):
        measure, side = (key_of(tables[BALANCE], count, key) for key in ("measure", "side"))
        if measure == accounts.ARMED_FORCES:
            other = pick(tables["great_powers_armed_forces"], country=side, year=1942)
        else:
            other = accounts.output(tables, side, measure, 1942)
        if count.value != other.value:
            for mine, its in ((count.cells[0], other.cells[0]), (other.cells[0], count.cells[0])):
                result = f"{measure} of {side}, 1942 are {raw(mine, tables)}"
                yield Miss((mine,), result, f"{place(its, tables)} has {raw(its, tables)}")


def eastern_ratio(tables: Tables) -> Iterator[Miss]:
    """Soviet forces over nine tenths of the German ones give the printed ratio of 1942."""
    (soviet, german), east = accounts.balance(tables, "armed_forces"), accounts.eastern_weight(tables, "armed_forces")
    whole = printed(tables, item="ratio_ussr_germany", period="1942")
    made = quotient(soviet, times(german, east, "thousand_persons"))
    if not near(made, whole.value):
        yield from unlike(cells_of(soviet, german, east), made, whole, "the eastern ratio of 1942", tables)


def rival_tanks(tables: Tables) -> Iterator[Miss]:
    """The two tank series differ by what they differed by when they were read."""
    for year, excess in TANKS_OVER_MODELS.items():
        tanks, models = accounts.supplies(tables, "tanks", year), accounts.tanks_of(tables, year)
        if tanks.value - models.value != excess:
            result = f"tanks of {year} are {tanks.value:g}, {models.value:g} by model"
            yield Miss(tanks.cells, result, f"they differed by {excess:+d} when read", f"rival-tanks-{year}")


def second_readings(tables: Tables) -> Iterator[Miss]:
    """Tanks of 1938 to 1940 are within one vehicle of a second reading of the same series."""
    for year in (1938, 1939, 1940):
        tanks, second = (
            accounts.supplies(tables, "tanks", year),
            printed(tables, item="tanks_second_reading", period=str(year)),
        )
        if abs(tanks.value - second.value) > 1:
            result, at = f"tanks of {year} are {tanks.value:g}", place(second.cells[0], tables)
            yield Miss(tanks.cells, result, f"{second.value:g} in another work, {at}", f"second-reading-{year}")


def pairs_of_years(tables: Tables) -> Iterator[Miss]:
    """Tanks of 1935 and 1936, by year, make the relayed figure for both together within one per cent."""
    years = total(*(accounts.supplies(tables, "tanks", year) for year in (1935, 1936)))
    both = accounts.supplies(tables, "tanks", 1935, 1936)
    if not near(years.value, both.value, 0.01):
        result = f"tanks of 1935 and of 1936 make {years.value:g}"
        yield Miss(cells_of(years, both), result, f"{both.value:g} for both together", "tanks-1935-36")


def norm_of_1924(tables: Tables) -> Iterator[Miss]:
    """Troops of 1926 to 1932 repeat one number, the norm of the reform of 1924."""
    for before, year in pairwise(range(1926, 1933)):
        norm, troops = accounts.supplies(tables, "troops", before), accounts.supplies(tables, "troops", year)
        if troops.value != norm.value:
            result = f"troops of {year} are {troops.value:g}"
            wanted = f"those of {before} are {norm.value:g}, and one norm was repeated"
            yield Miss(cells_of(troops, norm), result, wanted, f"troops-norm-{year}")


def spans_of_years(tables: Tables) -> Iterator[Miss]:
    """A row of rearmament covers one year, or 1935 and 1936 together."""
    for cell, row in tables["rearmament"].rows.items():
        first, last = row["first_year"], row["last_year"]
        if first != last and (first, last) != (1935, 1936):
            yield Miss((cell,), f"a row of the years {first} to {last}", "one year, or 1935 to 1936, is wanted")


def costs_fall(tables: Tables) -> Iterator[Miss]:
    """No item of a maker is dearer in a later year, and the cut of costs on 1940 grows."""
    table = tables[COSTS]
    for item, maker in dict.fromkeys((row["item"], row["maker"]) for row in table.rows.values()):
        years = sorted(table.where(item=item, maker=maker), key=lambda row: row["year"])
        for before, row in pairwise(years):
            cut = item == "aircraft_cost_cut_on_1940"
            if (row["value"] < before["value"]) if cut else (row["value"] > before["value"]):
                result = (
                    f"{item}, {maker} goes from {before['raw']} in {before['year']} to {row['raw']} in {row['year']}"
                )
                way = "a cut grows" if cut else "a cost falls"
                yield Miss((row["cell"], before["cell"]), result, f"{way} in all others", f"costs-fall-{slug(row)}")


def slug(row: dict) -> str:
    """A row of unit costs as part of an id: "il-2-plant-18-1942"."""
    return re.sub(r"[^a-z0-9]+", "-", f"{row['item']}-{row['maker']}-{row['year']}".lower()).strip("-")


def cuts_compound(tables: Tables) -> Iterator[Miss]:
    """Yearly cuts of cost, one upon the other, make the cut on 1940, to the rounding of the cuts."""
    left, cells = 1.0, ()
    for cut in picks(tables[COSTS], item="aircraft_cost_cut_on_1940"):
        year = str(key_of(tables[COSTS], cut, "year"))
        yearly = printed(tables, item="aircraft_cost_cut_on_previous_year", period=year)
        left, cells = left * (1 - yearly.value / 100), (*cells, *yearly.cells)
        if abs(100 * (1 - left) - cut.value) > 0.15:
            yield from unlike(cells, 100 * (1 - left), cut, f"the cut of costs from 1940 to {year}", tables)
