"""Rules about the great powers: sides and their totals, armed forces, GDP per head, military burden."""

from collections.abc import Iterator
from fractions import Fraction

from ..measures import accounts
from ..measures.accounts import Tables
from ..measures.series import pick, picks, quantity_in, quotient, total
from .rule import Miss, near, place, unlike

GDP, FORCES, HEADS = "great_powers_gdp", "great_powers_armed_forces", "great_powers_population_1938"
PRODUCTION, MODELS = "great_powers_war_production", "tanks_by_model"
TOTALS = "printed_totals"
# Largest denominator of the fractions that German shares are: billions of marks; in constant prices smaller units.
DENOMINATORS = {"current": 200, "constant": 11000}


def totals_wanted(tables: Tables) -> dict[tuple[str, str, str, str], str]:
    """The totals that sources print of the figures here: (table, of, item, period) → the first cell that goes into each."""
    found: dict[tuple[str, str, str, str], str] = {}
    for name, item in ((GDP, "gdp"), (FORCES, "armed_forces")):
        for cell, row in tables[name].rows.items():
            found.setdefault((name, row["bloc"], item, str(row["year"])), cell)
    for cell, row in tables[PRODUCTION].rows.items():
        found.setdefault((PRODUCTION, row["country"], row["item"], "1939-45"), cell)
    for cell, row in tables[HEADS].rows.items():
        found.setdefault((HEADS, row["country"], "gdp_per_head", str(row["year"])), cell)
    for cell, row in tables[MODELS].rows.items():
        found.setdefault((MODELS, "USSR", "tanks", str(row["year"])), cell)
    return found


def totals_are_there(tables: Tables) -> Iterator[Miss]:
    """Every total that the sources print is typed, and every total typed has figures to be held against."""
    wanted = totals_wanted(tables)
    found = {(r["table"], r["of"], r["item"], r["period"]): cell for cell, r in tables[TOTALS].rows.items()}
    missing = {key: cell for key, cell in wanted.items() if key not in found}
    others = [key for key in found if key not in wanted and key[2] != "ratio_ussr_germany"]
    odd = [key for key in others if key[0] in {name for name, *_ in wanted}]
    lost = "; ".join(", ".join(key[1:]) for key in missing)
    for key in odd:
        result = f"a total of {', '.join(key[1:])}, of which {key[0]} has no figures"
        yield Miss((found[key],), result, f"that of {lost} is missing" if lost else "no total is missing")
    for key, cell in missing.items() if not odd else ():
        result = f"the printed total of {', '.join(key[1:])} is missing"
        yield Miss((cell,), result, f"{tables[TOTALS].path} wants it for table {key[0]}")


def sides_hold(tables: Tables) -> Iterator[Miss]:
    """A country stands on the same side in the tables of GDP and of armed forces, each year."""
    for cell, row in tables[FORCES].rows.items():
        others = tables[GDP].where(country=row["country"], year=row["year"])
        if others and row["bloc"] not in {other["bloc"] for other in others}:
            for mine, other in ((cell, others[0]["cell"]), (others[0]["cell"], cell)):
                side = {cell: row["bloc"], others[0]["cell"]: others[0]["bloc"]}
                result = f"{row['country']} of {row['year']} is {side[mine]}"
                yield Miss((mine,), result, f"{place(other, tables)} has {side[other]}")


def bloc_totals(tables: Tables) -> Iterator[Miss]:
    """The countries of a side make the printed total of the side, of GDP and of armed forces, to the last digit of the file."""
    for name in (GDP, FORCES):
        for side in ("Allied", "Axis"):
            for row in tables[TOTALS].where(table=name, of=side):
                made = total(*picks(tables[name], bloc=side, year=int(row["period"])))
                if not near(made.value, row["value"]):
                    printed = quantity_in(row)
                    yield from unlike(made.cells, made.value, printed, f"{side}, {row['period']}", tables)


def forces_ratios(tables: Tables) -> Iterator[Miss]:
    """The printed eastern ratios are Soviet forces over 90 per cent of German ones to 1943, two thirds after."""
    for row in tables[TOTALS].where(item="ratio_ussr_germany"):
        year = int(row["period"])
        soviet, german = (pick(tables[FORCES], country=country, year=year) for country in ("USSR", "Germany"))
        made = quotient(soviet, german) / (0.9 if year < 1944 else 2 / 3)
        if not near(made, row["value"]):
            printed, of = quantity_in(row), f"the eastern ratio of {year}"
            yield from unlike((*soviet.cells, *german.cells), made, printed, of, tables)


def heads_follow(tables: Tables) -> Iterator[Miss]:
    """GDP of 1938 over population gives the printed GDP per head."""
    for row in tables[TOTALS].where(item="gdp_per_head"):
        made = accounts.gdp_per_head(tables, row["of"])
        if not near(made.value, row["value"]):
            printed = quantity_in(row)
            yield from unlike(made.cells, made.value, printed, f"GDP per head of {row['of']}", tables)


def prices_agree(tables: Tables) -> Iterator[Miss]:
    """Shares in constant and in current prices are within 4 points of each other, where a country has both."""
    table = tables["great_powers_military_burden"]
    for constant in picks(table, prices="constant"):
        row = table.rows[constant.cells[0]]
        for current in picks(table, prices="current", country=row["country"], year=row["year"]):
            if abs(current.value - constant.value) > 0.04:
                key = f"{row['country'].lower()}-{row['year']}"
                result = f"the share of {row['country']}, {row['year']} is {constant.value:g} in constant prices"
                wanted = f"in current ones it is {current.value:g}, more than 0.04 away"
                yield Miss((*constant.cells, *current.cells), result, wanted, f"prices-agree-{key}")


def german_fractions(tables: Tables) -> Iterator[Miss]:
    """German shares are exact fractions of whole numbers, as the file divides one by the other: a test of typing."""
    for row in tables["great_powers_military_burden"].where(country="Germany"):
        fraction = Fraction(row["value"]).limit_denominator(DENOMINATORS[row["prices"]])
        if abs(float(fraction) - row["value"]) > 1e-12:
            result = f"the German share of {row['year']} in {row['prices']} prices is {row['raw']}"
            key = f"{row['prices']}-{row['year']}"
            yield Miss((row["cell"],), result, "a fraction of whole numbers was read", f"german-fraction-{key}")
