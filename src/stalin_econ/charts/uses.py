"""Figure 3: gross national product by final use, 1940 and 1942 to 1944."""

import altair as alt
import pandas as pd

from .. import theme
from ..measures import display
from ..measures.series import Quantity, difference, grossed_up, index_to, pick, scaled, times
from ..theme import LIGHT
from .figure import Figure, Tables, entry, frame_of, value_at
from .marks import boxes, canvas, hairlines, halo, note_at

YEARS = range(1940, 1945)
AID_YEARS = (1942, 1943, 1944)
GNP, MILITARY, CIVILIAN, IMPORTS, RESOURCES, SHARE = (
    "GNP", "Military outlays", "Civilian uses", "Net imports", "Resources", "Military share of GNP, per cent",
)  # fmt: skip
TOP = 105  # of the axis, in per cent of the GNP of 1940


def accounts(tables: Tables, year: int) -> dict[str, Quantity]:
    """The account of one year, each item in per cent of the GNP of 1940.

    Resources are GNP grossed up by the stated share of aid in them; net imports of 1940 are taken as nil, as the paper
    gives none; nothing is stated for 1941, so its resources and civilian uses stay unknown.
    """
    gdp = tables["great_powers_gdp"]
    gnp = index_to(pick(gdp, country="USSR", year=year), pick(gdp, country="USSR", year=1940))
    share = pick(tables["great_powers_military_burden"], country="USSR", year=year)
    military = times(gnp, share, "index_1940")
    account = {GNP: gnp, MILITARY: military, SHARE: scaled(share, 100, "per_cent")}
    if year in AID_YEARS:
        resources = grossed_up(gnp, pick(tables["gnp_by_final_use"], item="aid_share", year=year))
        account |= {
            IMPORTS: difference(resources, gnp),
            RESOURCES: resources,
            CIVILIAN: difference(resources, military),
        }
    if year == 1940:
        account |= {RESOURCES: gnp, CIVILIAN: difference(gnp, military)}
    return account


def cells(tables: Tables, state: str) -> pd.DataFrame:
    """The accounts, a row an item and a column a year."""
    years = {year: accounts(tables, year) for year in YEARS}
    order = (MILITARY, CIVILIAN, RESOURCES, GNP, IMPORTS, SHARE)
    return frame_of(
        entry(item, str(year), account[item], item != SHARE and year != 1941)
        for item in order for year, account in years.items() if item in account
    )  # fmt: skip


def drawn(tables: Tables) -> pd.DataFrame:
    """A row a year with a bar: military outlays, civilian uses, GNP, resources."""
    frame = cells(tables, "default").query("column != '1941'")
    return (
        frame.pivot(index="column", columns="row", values="value").rename_axis(columns=None).reset_index(names="year")
    )


def px(value: float, height: int) -> float:
    """Where a value stands, in px from the top of the plot."""
    return height * (1 - value / TOP)


def bars(frame: pd.DataFrame, x: dict[int, float], half: float, height: int) -> list[alt.Chart]:
    """Two stacked rectangles a year, placed in px."""

    def stacked(low: str, high: str) -> list[tuple[float, float, float, float]]:
        centres = [(x[int(r["year"])], r) for r in frame.to_dict("records")]
        return [(at - half, px(r[high], height), at + half, px(r[low] if low else 0, height)) for at, r in centres]

    return [
        boxes(stacked("", MILITARY), color=LIGHT["war"]),
        boxes(stacked(MILITARY, RESOURCES), color=LIGHT["civilian"]),
    ]


def draw_uses(tables: Tables, state: str, layout: str) -> alt.LayerChart:
    """Stacked bars with a tick at GNP; what stands above the tick came from abroad."""
    frame = drawn(tables)
    wide = layout == theme.WIDE
    left, right, height, half = (40, 168, 380, 38) if wide else (34, 14, 350, 20)
    width = theme.WIDTHS[layout] - left - right
    x = {year: width * (i + 0.5) / 5 for i, year in enumerate(YEARS)}
    at = {v: px(v, height) for v in (0, 25, 50, 75, 100)}
    grid = hairlines([(0, y, width, y) for y in at.values()], LIGHT["rule"])
    scale = note_at([(-8, y, str(v)) for v, y in at.items()], align="right")
    years = note_at([(x[year], height + 18, str(year) if wide else f"’{year % 100}") for year in YEARS], align="center")
    head = note_at([(-left + 2, -24, "Per cent of the GNP of 1940")])
    empty = note_at([(x[1941], height - 44, "left out\nby the\npaper")], align="center")
    parts = bars(frame, x, half, height)
    ticks, words = gnp_ticks(frame, x, half, height)
    inside = bar_words(frame, x, height)
    names = series_names(frame, x, half, height, layout)
    return canvas(
        [grid, scale, years, head, empty, *parts, *ticks, *inside, *words, *names],
        layout,
        height,
        left,
        right,
        44 if wide else 84,
        34,
    )


def gnp_ticks(frame: pd.DataFrame, x: dict[int, float], half: float, height: int):
    """A tick across each bar at GNP, a band beside it for net imports, and their words."""
    ticks, bands, words = [], [], []
    for row in frame.to_dict("records"):
        centre, gnp, top = x[int(row["year"])], *(px(row[k], height) for k in (GNP, RESOURCES))
        ticks.append((centre - half - 7, gnp, centre + half + 7, gnp))
        if row[RESOURCES] > row[GNP]:
            bands.append((centre + half + 3, gnp - 1, centre + half + 3, top))
            words.append((centre, top - 12, f"+ about {display.amount(row[IMPORTS])}"))
    aid = hairlines(bands, LIGHT["aid"], strokeWidth=6)
    return [hairlines(ticks, LIGHT["ink"], strokeWidth=2), aid], halo(
        note_at(words, LIGHT["aid"], "center", fontWeight=600)
    )


def bar_words(frame: pd.DataFrame, x: dict[int, float], height: int) -> list[alt.Chart]:
    """The two values inside each bar; where net imports are a round share, what is left is so only about."""
    military, civilian = [], []
    for row in frame.to_dict("records"):
        centre, about = x[int(row["year"])], "≈ " if row[RESOURCES] > row[GNP] else ""
        military.append((centre, px(row[MILITARY] / 2, height), display.amount(row[MILITARY])))
        middle = (row[MILITARY] + row[GNP]) / 2
        civilian.append((centre, px(middle, height), about + display.amount(row[CIVILIAN])))
    return [note_at(words, LIGHT["paper"], "center", fontWeight=600) for words in (military, civilian)]


def series_names(frame: pd.DataFrame, x: dict[int, float], half: float, height: int, layout: str) -> list[alt.Chart]:
    """Names of the parts: beside the last bar where there is room, else in a line above."""
    last = frame.iloc[-1]
    edge = x[1944] + half + 16

    if layout == theme.NARROW:
        words = [
            (0, -66, "Military outlays", "war"),
            (118, -66, "Civilian uses", "civilian"),
            (0, -46, "Tick: GNP", "ink"),
            (118, -46, "Band: net imports", "aid"),
        ]
        return [note_at([(x_px - 32, y_px, text)], LIGHT[token], fontWeight=600) for x_px, y_px, text, token in words]
    return [
        note_at([(edge, px(last[MILITARY] / 2, height), "Military outlays")], LIGHT["war"], fontWeight=600),
        note_at(
            [(edge, px((last[MILITARY] + last[GNP]) / 2, height), "Civilian uses")], LIGHT["civilian"], fontWeight=600
        ),
        note_at([(edge, px(last[GNP], height) + 8, "GNP")], LIGHT["ink"], fontWeight=600),
        note_at(
            [(edge, px(last[RESOURCES], height) - 14, "Net imports,\nchiefly foreign aid")],
            LIGHT["aid"],
            fontWeight=600,
        ),
    ]


def describe(tables: Tables) -> str:
    """The pattern: outlays, output and what was left, 1940 against 1942."""
    frame = cells(tables, "default")
    at = {
        (row, year): display.amount(value_at(frame, row, year))
        for row in (MILITARY, CIVILIAN, GNP, RESOURCES)
        for year in ("1940", "1942", "1944")
    }
    share = display.amount(value_at(frame, SHARE, "1942"))
    return (
        f"In per cent of the GNP of 1940, military outlays rise from {at[MILITARY, '1940']} to {at[MILITARY, '1942']} in 1942 and "
        f"{at[MILITARY, '1944']} in 1944. GNP falls to {at[GNP, '1942']} in 1942 and is back at {at[GNP, '1944']} in 1944; "
        f"outlays are {share} per cent of the GNP of 1942. With net imports added, about {at[CIVILIAN, '1942']} is left for civilian "
        f"uses in 1942, against {at[CIVILIAN, '1940']} in 1940. The year 1941 is left empty."
    )


FIGURE = Figure(
    slug="final-uses",
    number=3,
    paper="Chart 3",
    title="In 1942 military outlays equalled six tenths of a GNP one third smaller than in 1940",
    subtitle="Uses of Soviet national resources, per cent of the GNP of 1940, at 1937 factor cost",
    tables=("great_powers_gdp", "great_powers_military_burden", "gnp_by_final_use"),
    cells=cells,
    draw=draw_uses,
    describe=describe,
    key="Bars are per cent of the GNP of 1940: the outlays of 1942 are four tenths of that, and six tenths of the smaller GNP of their own year. Tick across a bar: GNP. Narrow band beside the bar, above the tick: net imports, chiefly foreign aid, from the round shares that the paper states, so “about”.",
    heads=("Item", "Year"),
    units="Per cent of the GNP of 1940, at 1937 factor cost; the last row in per cent of the GNP of the year",
    territory="Territory under Soviet control, which changed continually.",
    gaps={
        (IMPORTS, "1940"): "not known; the sums take it as nil",
        (IMPORTS, "1941"): "the paper leaves 1941 out",
        (RESOURCES, "1941"): "the paper leaves 1941 out; no figure of net imports",
        (CIVILIAN, "1941"): "the paper leaves 1941 out; no figure of net imports",
    },
    notes=(
        "Military outlays count whatever their origin, as we understand the table; civilian uses are what is left: GNP and net imports less outlays. If outlays left imported weapons out, civilian uses would be lower by the value of those weapons, at the most by all net imports.",
        "The shares of foreign aid are round figures in the paper and are taken as shares of total resources. Read as shares of GNP they would make resources lower by a point or less.",
        "Net imports of 1940 are taken as nil. The year 1941 keeps its place and stays empty: GNP and outlays of that year are known and stand in the table, net imports are not.",
        "Civilian uses are consumption and gross investment together. In 1942 the paper puts gross investment, which we take to include stocks, at nil, so the whole of the civilian part was consumption; for other years the split is not known.",
        "Shares of GNP and amounts are different things: the share rose both because outlays rose and because GNP fell.",
    ),
)  # fmt: skip
