"""The cells of figure 7: income of six powers before the war, and the share that went to the war, by year."""

from collections.abc import Mapping

from ..measures.accounts import AID_YEARS, Tables, gdp_per_head, met_at_home
from ..measures.series import Quantity, key_of, pick, picks, scaled
from .figure import Cell

COUNTRIES = ("USSR", "Japan", "Italy", "Germany", "UK", "USA")
YEARS = tuple(range(1939, 1945))
COMPARED = 1942  # the year that a state compares; every power must have a share of it, others may lack
INCOME, NET = "gdp_per_head", "net_{}"  # columns; the second by year
PAIR = 2  # powers at either end that the title sets against each other


def shares(tables: Tables, country: str) -> dict[int, Quantity]:
    """Military outlays in per cent of national income by year, in current prices; for the USSR in those given."""
    table = tables["great_powers_military_burden"]
    keys = {"country": country, "prices": "constant" if country == "USSR" else "current"}
    years = {key_of(table, share, "year") for share in picks(table, **keys)} | {COMPARED}
    return {year: scaled(pick(table, year=year, **keys), 100, "per_cent") for year in sorted(years)}


def cells(tables: Tables, year: int | None) -> tuple[Cell, ...]:
    """Incomes, the poorest first; the shares of all years, of which that of a year, or else the highest, is drawn.

    The Soviet share less net imports stands beside the one that is drawn: of the same year, or the highest of its kind.
    """
    incomes = sorted(((gdp_per_head(tables, country), country) for country in COUNTRIES), key=lambda i: i[0].value)
    printed = {country: shares(tables, country) for _, country in incomes}
    drawn = {country: year or max(found, key=lambda y: found[y].value) for country, found in printed.items()}
    net = {aided: met_at_home(tables, aided) for aided in AID_YEARS}
    beside = year or max(net, key=lambda y: net[y].value)
    found = [Cell(country, INCOME, income, "drawn", "income") for income, country in incomes]
    for y in YEARS:
        found += [
            Cell(country, str(y), of_year[y], "drawn" if drawn[country] == y else "table", "burden")
            for country, of_year in printed.items()
            if y in of_year
        ]
    return (
        *found,
        *(Cell("USSR", NET.format(y), q, "rival" if y == beside else "table", "burden") for y, q in net.items()),
    )


def highest_printed(tables: Tables) -> tuple[Cell, ...]:
    """The highest share printed for each power."""
    return cells(tables, None)


def of_1942(tables: Tables) -> tuple[Cell, ...]:
    """The shares of 1942."""
    return cells(tables, COMPARED)


def facts(found: tuple[Cell, ...]) -> Mapping[str, object]:
    """The year of the highest share of each power, and that of the highest Soviet one less imports."""
    return {
        "peak": {cell.row: cell.column for cell in found if cell.role == "drawn" and cell.scale == "burden"},
        "net": next(cell.column for cell in found if cell.role == "rival").removeprefix(NET.format("")),
    }
