"""The cells of figure 3: what each of its states shows, from the accounts of the measures."""

from collections.abc import Mapping
from dataclasses import replace

from ..measures.accounts import AID_YEARS, BASE_YEAR, Tables, account, gnp_rubles, military_share, net_imports_rubles
from ..measures.series import Quantity, difference, rest_of_hundred, scaled, share_of, times
from .figure import Cell

YEARS = tuple(range(1940, 1945))


def year_cells(year: int, gnp: Quantity, outlays: Quantity, imports: Quantity | None, share: Quantity) -> list[Cell]:
    """A year from the ground up: outlays, what they leave of GNP, net imports where known; then GNP and the share."""
    column = str(year)
    parts = {"military_outlays": outlays, "civilian_uses": difference(gnp, outlays)}
    parts |= {"net_imports": imports} if imports else {}
    found = [Cell(row, column, quantity) for row, quantity in parts.items()]
    return [*found, Cell("gnp", column, gnp), share_cell(year, share)]


def share_cell(year: int, share: Quantity) -> Cell:
    """Outlays in per cent of the GNP of their year, which stands in words above or beside the bar."""
    return Cell("military_share", str(year), share, "table", "share", printed=True)


def with_base(cells: list[Cell]) -> tuple[Cell, ...]:
    """The cells, GNP of the base year marked as what it is by definition, a hundred."""
    return tuple(replace(c, role="base") if c.key == f"gnp|{BASE_YEAR}" else c for c in cells)


def of_1940(tables: Tables) -> tuple[Cell, ...]:
    """Each use in per cent of the GNP of 1940, and the level of that GNP in rubles for the second axis."""
    cells = []
    for year in YEARS:
        uses = account(tables, year)
        share = uses["military_share"]
        cells += year_cells(year, uses["gnp"], uses["military_outlays"], uses.get("net_imports"), share)
    level = Cell("gnp_rubles", str(BASE_YEAR), gnp_rubles(tables, BASE_YEAR), "table", "")
    return (*with_base(cells), level)


def rubles(tables: Tables) -> tuple[Cell, ...]:
    """Each use in billion rubles of 1937; net imports are the table's own, not the round shares of the paper."""
    cells = []
    for year in YEARS:
        gnp, share = gnp_rubles(tables, year), military_share(tables, year)
        imports = net_imports_rubles(tables, year) if year in AID_YEARS else None
        cells += year_cells(year, gnp, times(gnp, share, "bn_rub_1937"), imports, scaled(share, 100, "per_cent"))
    return tuple(cells)


def of_year(tables: Tables) -> tuple[Cell, ...]:
    """Each use in per cent of the GNP of its own year, and the size of that GNP against 1940."""
    cells = []
    for year in YEARS:
        uses, column = account(tables, year), str(year)
        gnp, share = uses["gnp"], uses["military_share"]
        parts = {"military_outlays": share, "civilian_uses": rest_of_hundred(share)}
        parts |= {"net_imports": share_of(uses["net_imports"], gnp)} if "net_imports" in uses else {}
        cells += [Cell(row, column, quantity) for row, quantity in parts.items()]
        cells += [
            Cell("gnp", column, share_of(gnp, gnp), "base"),
            Cell("gnp_of_1940", column, gnp, "table", "share", printed=True),
        ]
    return tuple(cells)


def met_at_home(tables: Tables) -> tuple[Cell, ...]:
    """Outlays in two parts: what was met at home if all net imports were for the war, and as much as those imports.

    Where net imports are not known outlays stay whole.
    """
    cells = []
    for year in YEARS:
        uses, column = account(tables, year), str(year)
        gnp, outlays, imports = uses["gnp"], uses["military_outlays"], uses.get("net_imports")
        if imports:
            home = difference(outlays, imports)
            cells += [Cell("home_outlays", column, home), Cell("net_imports", column, imports)]
            cells += [Cell("civilian_uses", column, uses["civilian_of_gnp"]), Cell("gnp", column, gnp)]
            cells += [Cell("military_outlays", column, outlays, "table"), share_cell(year, uses["military_share"])]
            cells.append(Cell("home_share", column, share_of(home, gnp), "table", "share", printed=True))
        else:
            cells += year_cells(year, gnp, outlays, None, uses["military_share"])
    return with_base(cells)


def facts(cells: tuple[Cell, ...]) -> Mapping[str, object]:
    """Whether the level of GNP in rubles, by which amounts are reckoned, is from memory."""
    level = next(cell for cell in cells if cell.row == "gnp_rubles")
    return {"level_from_memory": level.quantity.status == "unverified"}
