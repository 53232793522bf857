"""Figure 2: net national product by sector, 1940 to 1945, with GNP and with what others found of the rise of arms.

Two panels hinge on 1942: to its left what rose and what fell, to its right what came back; the values and names of 1942
stand between them. One drawing serves three states: log scale, linear scale, and the official Soviet indices.
"""

from dataclasses import dataclass, replace

from .. import theme
from ..measures import display
from ..measures.accounts import BASE_YEAR, CIVILIAN_SECTORS, Tables, gnp_index, official, sector_index
from ..measures.series import BASE, Quantity, combine, index_to, pick
from .figure import Cell, Drawing, Figure, Plot, State, from_memory
from .marks import Label, canvas, rules, stamp, words
from .product_ends import at_end
from .product_panels import HINGE, LAST, Panel, at_hinge, at_peak, curves, dressed, levels, others_of
from .scale import Scale

YEARS = tuple(range(BASE_YEAR, LAST + 1))
SECTORS = (
    "defence_industry", "military_services", "civilian_services", "transport_communications", "civilian_industry",
    "agriculture", "trade_catering",
)  # fmt: skip
# Years of a sector for which no value passed a test; construction, the weakest row, is in the table alone.
UNKNOWN = {"civilian_services": (1941, 1945), "agriculture": (1945,), "construction": (1941, 1945)}
OFFICIAL = ("arms_industry", "industry", "national_income", "freight", "agriculture", "retail_trade")
NOT_OUTPUT = ("investment", "workers_and_employees")
BEFORE = Scale("linear", (BASE_YEAR, HINGE), YEARS[: HINGE - BASE_YEAR + 1], 0)
AFTER = Scale("linear", (HINGE, LAST), YEARS[HINGE - BASE_YEAR :], 0)


# --- cells --------------------------------------------------------------------------------------------------------


def row_cells(row: str, by_year: dict[int, Quantity], role: str = "drawn") -> list[Cell]:
    """The cells of a row; the base is a hundred by definition. Years after the hinge stand on the scale of their panel."""
    return [
        Cell(
            row,
            str(year),
            quantity,
            "base" if year == BASE_YEAR and role == "drawn" else role,
            "value" if year <= HINGE else "later",
        )
        for year, quantity in by_year.items()
    ]


def sector_years(tables: Tables, name: str) -> dict[int, Quantity]:
    """A sector, its own 1940 = 100, in the years that are known."""
    return {year: sector_index(tables, name, year) for year in YEARS if year not in UNKNOWN.get(name, ())}


def official_years(tables: Tables, series: str) -> dict[int, Quantity]:
    """An official index; its base is no row of the table, and a hundred by definition."""
    found = {year: official(tables, series, year) for year in YEARS[1:]}
    return {BASE_YEAR: combine(BASE, 100.0, "index_1940", found[YEARS[1]])} | found


def goldsmith_years(tables: Tables) -> dict[int, Quantity]:
    """Soviet munitions by value after Goldsmith, 1940 = 100; the series ends in 1944."""
    values = {y: pick(tables["munitions_by_value"], country="USSR", period=str(y)) for y in YEARS if y < LAST}
    return {year: index_to(value, values[BASE_YEAR]) for year, value in values.items()}


def told_cells(row: str, found: dict[int, Quantity]) -> list[Cell]:
    """What another found of arms: for the table, and of 1942 in digits at the line of arms."""
    return [replace(cell, printed=cell.column == str(HINGE)) for cell in row_cells(row, found, "table")]


def by_sector(tables: Tables) -> tuple[Cell, ...]:
    """GNP and the sectors drawn; in the table alone construction, a second value for farming, and arms after others."""
    found = row_cells("gnp", {year: gnp_index(tables, year) for year in YEARS})
    for name in SECTORS:
        found += row_cells(name, sector_years(tables, name))
    found += row_cells("construction", sector_years(tables, "construction"), "table")
    found += row_cells("agriculture_rival", {1941: sector_index(tables, "agriculture", 1941, "rival")}, "table")
    found += told_cells("goldsmith", goldsmith_years(tables))
    return tuple(found + told_cells("official_arms", official_years(tables, "arms_industry")))


def by_official_index(tables: Tables) -> tuple[Cell, ...]:
    """The official indices of output; in the table alone those of investment and employment, and arms after others."""
    found = [cell for series in OFFICIAL for cell in row_cells(series, official_years(tables, series))]
    for series in NOT_OUTPUT:
        found += row_cells(series, official_years(tables, series), "table")
    found += told_cells("harrison_arms", sector_years(tables, "defence_industry"))
    return tuple(found + told_cells("goldsmith", goldsmith_years(tables)))


def facts(cells: tuple[Cell, ...]) -> dict[str, object]:
    """Whether a value drawn is from memory; the civilian sectors that stood lowest and highest in 1942, key and name."""
    drawn = [cell for cell in cells if cell.role == "drawn"]
    civilian = [c for c in drawn if c.row in CIVILIAN_SECTORS and c.column == str(HINGE)]
    ordered = [cell.row for cell in sorted(civilian, key=lambda cell: cell.quantity.value)]
    return {
        "unsure": from_memory(cells),
        "lowest": ordered[0],
        "highest": ordered[-1],
        "lowest_name": display.in_sentence(ordered[0]),
        "highest_name": display.in_sentence(ordered[-1]),
    }


# --- drawing ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Layout:
    """The two panels beside each other, in px: the height of the drawing and what of it lies above them, their heads, where they end.

    `rooms` are the px from the edge of a panel to the last digit of a number beside it, `gap` those from number to number.
    """

    height: float
    top: float
    head: float
    before: float
    after: tuple[float, float]
    rooms: tuple[float, float]
    gap: float


LAYOUTS = {
    theme.WIDE: Layout(428, 42, -22, 217, (402, 666), (44, 38), 18),
    theme.SLIDE: Layout(228, 36, -26, 138, (316, 452), (40, 34), 15.5),
}


def draw(plot: Plot) -> Drawing:
    """Panels side by side where there is room, else one under the other."""
    drawing = draw_wide(plot) if plot.width.roomy else draw_narrow(plot)
    return replace(drawing, chart=drawing.chart.resolve_scale(x="independent", y="independent"))


def draw_wide(plot: Plot) -> Drawing:
    """The two panels beside each other on one height, the words of 1942 between them; a stamp at the upper right, below the heads."""
    at, left, bottom = LAYOUTS[plot.width], 34, 28
    high = at.height - at.top - bottom
    before = Panel(BEFORE.over(0, at.before), plot.scales["value"].over(high, 0), at.head)
    after = Panel(AFTER.over(*at.after), plot.scales["later"].over(high, 0), at.head)
    layers = hinged(plot, before, after, high, at.rooms, at.gap)
    layers += stamp(plot, plot.width.px - left - 1, 10, "right") if plot.stamped else []
    return canvas(layers, plot, at.height, left, 0, at.top, bottom)


def draw_narrow(plot: Plot) -> Drawing:
    """The later years under the earlier ones, each panel with its words at its right; a stamp above both."""
    left, bottom, first_foot, second_top, foot = 30, 28, 296, 366, 722
    top = 38 + (34 if plot.stamped else 0)
    above = 10 + 17 * len(others_of(plot)[1])  # what others found and is more than the line of arms has stands over it
    before = Panel(BEFORE.over(0, 108), raised(plot, "value", first_foot, above), -22)
    after = Panel(AFTER.over(0, 132), raised(plot, "later", foot, second_top + 24), second_top - 12, echo=True)
    layers = hinged(plot, before, after, foot, (38, 35), 17)
    layers += stamp(plot, -left + 1, -top + 14, "left", "stamp_line") if plot.stamped else []
    return canvas(layers, plot, top + foot + bottom, left, 0, top, bottom)


def raised(plot: Plot, scale: str, foot: float, head: float) -> Scale:
    """A scale from its foot in px, stretched so that the highest value drawn on it stands at `head`."""
    found = plot.scales[scale].over(foot, 0)
    highest = found.px(max(c.quantity.value for c in plot.cells if c.scale == scale and c.role != "table"))
    laid = found.over(foot, foot - foot * (foot - head) / (foot - highest))
    return replace(laid, ticks=tuple(tick for tick in laid.ticks if laid.px(tick) > head - 14))


def hinged(plot: Plot, before: Panel, after: Panel, height: float, rooms: tuple[float, float], gap: float) -> list:
    """Layers of the two panels with their words; `rooms` are the px from a panel's edge to the last digit of a number."""
    frame = dressed(plot)
    hinge, hinge_leaders = at_hinge(plot, before, rooms[0], gap)
    end, end_leaders = at_end(plot, after, frame, rooms[1], gap)
    heads = [
        Label(panel.years.pixels[0], panel.head, plot.labels[key], size=theme.LABEL, weight=600)
        for panel, key in ((before, "before"), (after, "after"))
    ]
    return [
        rules([*levels(before), *levels(after), *hinge_leaders, *end_leaders]),
        curves(before, frame, height, True),
        curves(after, frame, height, after.echo),
        words([*heads, *hinge, *end, *at_peak(plot, after)]),
    ]


LOG = Scale("log", (29, 560), (50, 100, 200, 400), 0)
LINEAR = Scale("linear", (0, 545), (0, 100, 200, 300, 400, 500), 0)
OFFICIAL_LOG = Scale("log", (29, 290), (50, 100, 200), 0)
FIGURE = Figure(
    slug="national-product-by-sector",
    number=2,
    paper="Chart 2",
    tables=("nnp_by_sector", "great_powers_gdp", "official_indices", "munitions_by_value"),
    states=(
        State("default", by_sector, {"value": LOG, "later": LOG}, draw),
        State("linear", by_sector, {"value": LINEAR, "later": LINEAR}, draw),
        State("official", by_official_index, {"value": OFFICIAL_LOG, "later": OFFICIAL_LOG}, draw),
    ),
    crop=(18, 46, 704, 352),
    facts=facts,
)
