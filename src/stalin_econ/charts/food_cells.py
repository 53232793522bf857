"""Figure 5, its cells: the harvest and the part taken by year, the smaller harvest of 1942, and the shares that are stated."""

from collections.abc import Mapping

from ..measures.accounts import Tables, harvest
from ..measures.series import Quantity, key_of, pick, picks, share_of
from .figure import Cell, from_memory

YEARS = tuple(range(1940, 1946))
BEFORE, AFTER = 1940, 1942  # the two years that the paper compares; the others may lack an amount
PRODUCTS = ("grain", "meat")


def of_years(tables: Tables, item: str, estimate: str) -> dict[int, Quantity]:
    """Grain by year where it is known; the years that are compared are asked for, so that a missing one is named."""
    grain = tables["grain"]
    known = {key_of(grain, found, "year") for found in picks(grain, item=item, estimate=estimate)}
    asked = known | {BEFORE, AFTER}
    return {year: pick(grain, item=item, estimate=estimate, year=year) for year in YEARS if year in asked}


def cells(tables: Tables) -> tuple[Cell, ...]:
    """By year the harvest, the part taken, its share in per cent, what is stated; in 1942 the smaller harvest as well."""
    harvests, taken = of_years(tables, "harvest", "filtzer"), of_years(tables, "procurement", "harrison1990")
    smaller, shares, found = harvest(tables, AFTER, "harrison1990"), tables["procurement_shares"], []
    for year in YEARS:
        column, whole, part = str(year), harvests.get(year), taken.get(year)
        found += [Cell("harvest", column, whole)] if whole else []
        found += [Cell("smaller_harvest", column, smaller, "rival")] if year == AFTER else []
        found += [Cell("taken", column, part)] if part else []
        if whole and part:
            found.append(Cell("share_taken", column, share_of(part, whole), "table", "share", printed=True))
        if year == AFTER:
            found.append(Cell("share_of_smaller", column, share_of(taken[year], smaller), "table", "share"))
        if year in (BEFORE, AFTER):
            stated = {product: pick(shares, product=product, year=year) for product in PRODUCTS}
            found += [Cell(f"stated_{product}", column, share, scale="share") for product, share in stated.items()]
    return tuple(found)


def facts(cells: tuple[Cell, ...]) -> Mapping[str, object]:
    """Whether anything that is drawn is from memory."""
    return {"from_memory": from_memory(cells)}
