"""The cells of figure 1: what each of its states sets side by side, from the accounts of the measures."""

from collections.abc import Mapping

from ..measures import display
from ..measures.accounts import ARMED_FORCES, WEAPONS, Tables, balance, eastern_weight
from ..measures.series import Quantity, per_head, pick, ratio, times
from .figure import Cell, cell_at

STOCKS = ("combat_aircraft", "tanks", "guns_and_mortars")
STOCK = "stock_{}"  # the row of a stock, by what it is a stock of
AT_THE_FRONT = "at_the_front"  # the column of their ratios
# Weapons are counted for so many: a round number that leaves tanks and aircraft two digits or more. Its unit names it.
SOLDIERS, FOR_SOLDIERS = 10_000, "pieces_for_10000_men"


def in_the_east(tables: Tables, measure: str) -> Quantity:
    """The part of a German count that is assigned to the eastern front."""
    _, german = balance(tables, measure)
    return times(german, eastern_weight(tables, measure), german.unit)


def lead(tables: Tables, measure: str) -> Quantity:
    """Soviet for every German one, all fronts."""
    return ratio(*balance(tables, measure))


def eastern_lead(tables: Tables, measure: str) -> Quantity:
    """Soviet for every German one on the eastern front, where all that is Soviet is counted."""
    return ratio(balance(tables, measure)[0], in_the_east(tables, measure))


def ordered(tables: Tables) -> list[str]:
    """The armed forces, which are the yardstick, then weapons from the least lead to the widest."""
    return [ARMED_FORCES, *sorted(WEAPONS, key=lambda weapon: lead(tables, weapon).value)]


def compared(row: str, counts: Mapping[str, Quantity], ratios: Mapping[str, tuple[Quantity, str, str]]) -> list[Cell]:
    """A row: what is counted on each side, which stands beside its name, and ratios, each with its role and scale."""
    found = [Cell(row, column, quantity, "table", "count", printed=True) for column, quantity in counts.items()]
    return found + [Cell(row, column, quantity, role, scale) for column, (quantity, role, scale) in ratios.items()]


def front_cells(tables: Tables, drawn: str) -> tuple[Cell, ...]:
    """Troops and weapons on all fronts and, by the weights, in the east, of which one is `drawn`; then the stocks."""
    found = []
    for measure in ordered(tables):
        soviet, german = balance(tables, measure)
        theirs = {"Germany": german} if drawn == "all_fronts" else {"germany_east": in_the_east(tables, measure)}
        leads = {"all_fronts": lead(tables, measure), "eastern_front": eastern_lead(tables, measure)}
        scale = "near" if measure == ARMED_FORCES else "value"
        ratios = {front: (many, "drawn" if front == drawn else "rival", scale) for front, many in leads.items()}
        found += compared(measure, {"USSR": soviet} | theirs, ratios)
        found.append(Cell(measure, "weight", eastern_weight(tables, measure), "table", "weight"))
    return (*found, *stock_cells(tables))


def stock_cells(tables: Tables) -> list[Cell]:
    """Stocks at the front in November, of the USSR against Germany and its allies, the least lead first."""
    table, stocks = tables["frontline_balance_1942"], []
    for measure in STOCKS:
        soviet, axis = (pick(table, kind="stock_november", measure=measure, side=side) for side in ("USSR", "Axis"))
        ratios = {AT_THE_FRONT: (ratio(soviet, axis), "drawn", "near")}
        stocks.append(compared(STOCK.format(measure), {"USSR": soviet, "Axis": axis}, ratios))
    return [cell for row in sorted(stocks, key=lambda row: row[-1].quantity.value) for cell in row]


def all_fronts(tables: Tables) -> tuple[Cell, ...]:
    """All fronts, with the east as a second mark."""
    return front_cells(tables, "all_fronts")


def eastern_front(tables: Tables) -> tuple[Cell, ...]:
    """The east, with all fronts as a second mark."""
    return front_cells(tables, "eastern_front")


def per_soldier(tables: Tables) -> tuple[Cell, ...]:
    """Weapons made for so many soldiers on each side, and how much wider their lead is than that in troops."""
    found = []
    for weapon in ordered(tables)[1:]:
        sides = zip(("USSR", "Germany"), balance(tables, weapon), balance(tables, ARMED_FORCES), strict=True)
        made = {side: per_head(arms, men, FOR_SOLDIERS, SOLDIERS) for side, arms, men in sides}
        fronts = (("all_fronts", "drawn", lead), ("eastern_front", "rival", eastern_lead))
        ratios = {
            front: (ratio(lead_of(tables, weapon), lead_of(tables, ARMED_FORCES)), role, "value")
            for front, role, lead_of in fronts
        }
        found += compared(weapon, made, ratios)
    return tuple(found)


def short_of(cells: tuple[Cell, ...], front: str) -> str:
    """Stocks whose lead is less than that in troops on a front, as a list in words; empty where there is none."""
    troops = cell_at(cells, ARMED_FORCES, front).quantity.value
    stocks = [cell for cell in cells if cell.column == AT_THE_FRONT and cell.quantity.value < troops]
    names = [display.in_sentence(cell.row.removeprefix(STOCK.format(""))) for cell in stocks]
    return display.listing(names) if names else ""


def facts(cells: tuple[Cell, ...]) -> Mapping[str, object]:
    """Weapons of the least and the widest lead; stocks short of the lead in troops, and if at second hand; a unit."""
    weapons = [cell for cell in cells if cell.row in WEAPONS and cell.column == "all_fronts"]
    ranked = sorted(weapons, key=lambda cell: cell.quantity.value)
    found = {"least": ranked[0].row, "widest": ranked[-1].row}
    return {
        **found,
        **{f"{key}_name": display.in_sentence(row) for key, row in found.items()},
        "short": short_of(cells, "all_fronts"),
        "short_in_the_east": short_of(cells, "eastern_front"),
        "second_hand": any(cell.column == AT_THE_FRONT and cell.quantity.status == "relayed" for cell in cells),
        "soldiers": display.amount(SOLDIERS),
    }
