"""Figure 4, its cells: troops, tanks by two counts, aircraft and guns, as they were counted and with 1938 = 100."""

from ..measures.accounts import Tables, supplies, tanks_of
from ..measures.series import index_to, pick, scaled
from .figure import Cell

BASE = 1938
TROOP_YEARS, TANK_YEARS, LATE_YEARS = range(1933, 1941), range(1930, 1941), range(1938, 1941)
LEGAL = (1926, 1932)  # years for which the source repeats a legal strength and counts nobody
PAIR = (1935, 1936)  # years of which aircraft and guns are known together
BOTH, MEAN = "1935-36", "1935-36-mean"
SMALL_KINDS = ("tankette", "small_amphibian")
# Row → the row whose count of 1938 is its hundred, where that is another: parts are set against the whole, and the one
# year of the other count of troops against the yearly series.
BASE_ROWS = {"proper": "tanks", "small": "tanks", "harrison": "troops"}


def troop_cells(tables: Tables) -> list[Cell]:
    """Troops in thousands by year since they were counted, and the count of 1940 in the table of the great powers."""
    found = [Cell("troops", str(year), supplies(tables, "troops", year), scale="troops") for year in TROOP_YEARS]
    other = pick(tables["great_powers_armed_forces"], country="USSR", year=TROOP_YEARS[-1])
    return [*found, Cell("harrison", str(TROOP_YEARS[-1]), other, "rival", "troops")]


def tank_cells(tables: Tables) -> list[Cell]:
    """Tanks by year: proper, very small, both together, and the count of Simonov beside them."""
    found = []
    for year in TANK_YEARS:
        column = str(year)
        found += [
            Cell("proper", column, tanks_of(tables, year, kind="other"), scale="tanks"),
            Cell("small", column, tanks_of(tables, year, kind=SMALL_KINDS), "table", "tanks"),
            Cell("tanks", column, tanks_of(tables, year), scale="tanks"),
            Cell("simonov", column, supplies(tables, "tanks", year), "rival", "tanks"),
        ]
    return found


def weapon_cells(tables: Tables, series: str) -> list[Cell]:
    """Aircraft or guns in thousands: two years together, as the table has them, their mean, which is drawn, then by year."""
    both = scaled(supplies(tables, series, *PAIR), 0.001, "thousand_pieces")
    found = [Cell(series, BOTH, both, "table", series), Cell(series, MEAN, scaled(both, 0.5, both.unit), scale=series)]
    for year in LATE_YEARS:
        found.append(Cell(series, str(year), scaled(supplies(tables, series, year), 0.001, both.unit), scale=series))
    return found


def counts(tables: Tables) -> tuple[Cell, ...]:
    """All counts, and in the table alone the legal strength that stands in for counts of the early years."""
    legal = Cell("troops", f"{LEGAL[0]}-{LEGAL[1] % 100}", supplies(tables, "troops", LEGAL[0]), "table", "troops")
    weapons = [cell for series in ("aircraft", "guns") for cell in weapon_cells(tables, series)]
    return (legal, *troop_cells(tables), *tank_cells(tables), *weapons)


def indices(tables: Tables) -> tuple[Cell, ...]:
    """Every count of a year, and the mean of the two years known together, as an index, 1938 = 100."""
    kept = [cell for cell in counts(tables) if not (cell.role == "table" and "-" in cell.column)]
    bases = {cell.row: cell.quantity for cell in kept if cell.column == str(BASE)}
    found = []
    for cell in kept:
        base = BASE_ROWS.get(cell.row, cell.row)
        role = "base" if base == cell.row and cell.column == str(BASE) else cell.role
        found.append(Cell(cell.row, cell.column, index_to(cell.quantity, bases[base], "index_1938"), role, cell.scale))
    return tuple(found)


def facts(cells: tuple[Cell, ...]) -> dict[str, object]:
    """Whether any count drawn is quoted at second hand, and whether any is from memory."""
    statuses = {cell.quantity.status for cell in cells if cell.role != "table"}
    return {"second_hand": "relayed" in statuses, "from_memory": "unverified" in statuses}


def span(column: str) -> tuple[int, int]:
    """The first and the last year of a column."""
    first = int(column[:4])
    return first, int(f"{column[:2]}{column[5:7]}") if "-" in column else first
