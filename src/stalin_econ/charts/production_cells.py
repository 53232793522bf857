"""The cells of figure 6: Soviet and German output by weapon and year, and what five powers made over three years.

Weapons come in the order in which they are drawn. What the texts say of how many of how many follows from the cells.
"""

from collections.abc import Mapping

from ..measures import display
from ..measures.accounts import WEAPONS, Tables, output, output_of_years
from ..measures.series import Quantity, ratio, share_of, total
from .figure import Cell, cell_at

YEARS = tuple(range(1941, 1945))
BEFORE, AFTER = "1942", "1944"  # the years that titles compare
SIDES = ("USSR", "Germany")
POWERS = ("USSR", "USA", "UK", "Japan", "Germany")  # the two that are compared stand at the two ends of a bar
TOGETHER = (1942, 1943, 1944)  # the years in which each of the five was at war for all twelve months
FEW = ("mortars", "tanks_and_self_propelled_guns", "combat_aircraft")  # made in tens of thousands: a decimal tells
GROUPS = ("ahead", "passed", "behind")
DECIMALS = {"value": 1, "near": 2}  # of a ratio, by its scale
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def scale_of_ratio(quantity: Quantity) -> str:
    """The scale of a ratio: one decimal, but two where one would make it parity or less."""
    return "near" if quantity.value < 1.05 else "value"


def scale_of_count(item: str) -> str:
    """The scale of a count that stands in words: a decimal of a thousand where there are few thousands."""
    return "tenths" if item in FEW else "whole"


def lead(tables: Tables, item: str, year: int | str) -> Quantity:
    """Soviet over German output of a weapon in a year."""
    return ratio(*(output(tables, side, item, int(year)) for side in SIDES))


def group_of(before: float, after: float) -> str:
    """Still ahead of Germany in the last year, passed by it since the first, or behind in both."""
    return "ahead" if after > 1 else "passed" if before > 1 else "behind"


def ranked(tables: Tables) -> list[str]:
    """The weapons by group, and in it from the largest Soviet lead of the last year to the least."""

    def place(item: str) -> tuple[int, float]:
        before, after = (lead(tables, item, year).value for year in (BEFORE, AFTER))
        return GROUPS.index(group_of(before, after)), -after

    return sorted(WEAPONS, key=place)


def months(tables: Tables) -> list[Cell]:
    """How many months of each year each side was at war: the measure of how thick a bar is."""
    return [
        Cell(f"months_{side}", str(year), output(tables, side, "months_of_war", year), "table", "")
        for side in SIDES
        for year in YEARS
    ]


def leads(tables: Tables) -> tuple[Cell, ...]:
    """Soviet over German output by weapon and year, and in words the thousands of the last year."""
    cells = []
    for item in ranked(tables):
        ratios = {year: lead(tables, item, year) for year in YEARS}
        cells += [Cell(item, str(year), found, scale=scale_of_ratio(found)) for year, found in ratios.items()]
        made = {side: output(tables, side, item, int(AFTER)) for side in SIDES}
        cells += [
            Cell(item, f"{side}_{AFTER}", found, "table", scale_of_count(item), printed=True)
            for side, found in made.items()
        ]
    return (*cells, *months(tables))


def counts(tables: Tables) -> tuple[Cell, ...]:
    """Thousands made by weapon, side and year, each weapon on its own scale; and the last year over the first compared."""
    cells = []
    for item in ranked(tables):
        for side in SIDES:
            made = {str(year): output(tables, side, item, year) for year in YEARS}
            growth = ratio(made[AFTER], made[BEFORE])
            cells += [Cell(f"{item}_{side}", year, found, scale=item) for year, found in made.items()]
            cells.append(Cell(f"{item}_{side}", "growth", growth, "table", scale_of_ratio(growth), printed=True))
    return (*cells, *months(tables))


def parts_of(tables: Tables, item: str) -> dict[str, Quantity]:
    """What each power made of a weapon over the three years, in thousands; none of whom a year is not printed, but the USSR."""
    output(tables, "USSR", item, TOGETHER[0])
    found = {power: output_of_years(tables, power, item, TOGETHER) for power in POWERS}
    return {power: made for power, made in found.items() if made}


def shares(tables: Tables) -> tuple[Cell, ...]:
    """Per cent of what the powers made of each weapon; under one per cent a part is too small for a mark of its own."""
    whole = {item: total(*parts_of(tables, item).values()) for item in WEAPONS}
    cells = []
    for item in WEAPONS:
        found = {power: share_of(made, whole[item]) for power, made in parts_of(tables, item).items()}
        roles = {power: "drawn" if share.value >= 1 else "table" for power, share in found.items()}
        cells.append([Cell(item, power, share, roles[power], "share") for power, share in found.items()])
        cells[-1].append(Cell(item, "total", whole[item], "table", scale_of_count(item)))
    return tuple(cell for row in sorted(cells, key=lambda row: -row[0].quantity.value) for cell in row)


def items_of(cells: tuple[Cell, ...]) -> list[str]:
    """The weapons of which there are ratios, in the order of the cells."""
    return list(dict.fromkeys(cell.row for cell in cells if cell.quantity.unit == "ratio"))


def groups(cells: tuple[Cell, ...]) -> dict[str, list[str]]:
    """The weapons of each group, by their ratios; a group without weapons is left out."""
    found: dict[str, list[str]] = {}
    for item in items_of(cells):
        before, after = (cell_at(cells, item, year).quantity.value for year in (BEFORE, AFTER))
        found.setdefault(group_of(before, after), []).append(item)
    return found


def growth(cells: tuple[Cell, ...], item: str, side: str) -> float:
    """The output of the last year over that of the first compared; the sides are the operands of the ratios."""
    after, before = (cell_at(cells, item, year).quantity.operands[SIDES.index(side)].value for year in (AFTER, BEFORE))
    return after / before


def named(cells: tuple[Cell, ...], items: list[str]) -> str:
    """Weapons with their ratios of the last year, as a sentence lists them; "none" where there are none."""
    found = [(display.in_sentence(item), cell_at(cells, item, AFTER)) for item in items]
    words = [f"{name} ({display.figure(cell.quantity, DECIMALS[cell.scale])})" for name, cell in found]
    return display.listing(words or [NUMBERS[0]])


def facts(cells: tuple[Cell, ...]) -> Mapping[str, object]:
    """How many weapons of how many, in digits and in words; how much more Germany made of those in which it passed."""
    items, found = items_of(cells), groups(cells)
    many = {"weapons": len(items), "led": sum(cell_at(cells, item, BEFORE).quantity.value > 1 for item in items)}
    many |= {group: len(found.get(group, [])) for group in GROUPS}
    many |= {f"doubled_{side}": sum(growth(cells, item, side) >= 2 for item in items) for side in SIDES}
    said = {f"{key}_in_words": NUMBERS[number] for key, number in many.items()}
    if many["led"] == many["weapons"]:
        said["led_in_words"] = f"all {said['weapons_in_words']}"
    rises = [growth(cells, item, "Germany") for item in found.get("passed", items)]
    said |= {"least": display.amount(min(rises), 1), "most": display.amount(max(rises), 1)}
    return many | said | {f"{group}_names": named(cells, found.get(group, [])) for group in GROUPS}
