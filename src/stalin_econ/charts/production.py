"""Figure 6: weapons of five powers, 1942 to 1944."""

import math

import altair as alt
import pandas as pd

from .. import theme
from ..measures import display
from ..measures.series import picks, total
from ..theme import LIGHT
from .figure import Figure, Tables, entry, frame_of
from .marks import canvas, hairlines, halo, note_at, spread

TABLE = "great_powers_war_production"
ITEMS = (
    "rifles_and_carbines", "machine_pistols", "machine_guns", "guns", "mortars",
    "tanks_and_self_propelled_guns", "combat_aircraft",
)  # fmt: skip
COUNTRIES = {"USSR": "war", "Germany": "other", "USA": "quiet", "UK": "quiet", "Japan": "quiet"}
SHAPES = {
    "USSR": "circle",
    "Germany": "square",
    "USA": "triangle-up",
    "UK": "diamond",
    "Japan": "triangle-down",
}
LABEL_PX = {"USSR": 40, "Germany": 60, "USA": 34, "UK": 24, "Japan": 44}
CODES = {"USSR": "USSR", "Germany": "Ger", "USA": "USA", "UK": "UK", "Japan": "Jpn"}
YEARS = [1942, 1943, 1944]
DOMAIN = (2, 14000)


def cells(tables: Tables, state: str) -> pd.DataFrame:
    """Thousands of each weapon over the three years; a power of which a year is not printed has no sum."""
    entries = []
    for item in ITEMS:
        for country in COUNTRIES:
            years = picks(tables[TABLE], item=item, country=country, year=YEARS)
            if len(years) == len(YEARS):
                entries.append(entry(display.name(item), country, total(*years)))
    return frame_of(entries)


def placed(tables: Tables, width: float, step: float) -> pd.DataFrame:
    """The marks with their places in px; names stand above and below in turn, and marks that would hide each other
    are shifted to the side of their name.
    """
    frame = cells(tables, "default").drop(columns="cells")
    span = math.log10(DOMAIN[1] / DOMAIN[0])
    rows = frame["row"].drop_duplicates().tolist()
    frame = frame.assign(
        px=[width * math.log10(v / DOMAIN[0]) / span for v in frame["value"]],
        rank=frame["row"].map(rows.index),
    )
    frame = frame.sort_values(["rank", "px"], ignore_index=True)
    side = frame.groupby("rank").cumcount().mod(2).map({0: -1, 1: 1})
    cluster = (frame.groupby("rank")["px"].diff().fillna(99) >= 13).cumsum()
    crowd, place = cluster.groupby(cluster).transform("size"), cluster.groupby(cluster).cumcount()
    shift = (side * 8).where((crowd > 1) & (place < 2), 0)
    colours = [LIGHT[COUNTRIES[country]] for country in frame["column"]]
    return frame.assign(py=step * (frame["rank"] + 0.5), shift=shift, side=side, colour=colours)


def draw_production(tables: Tables, state: str, layout: str) -> alt.LayerChart:
    """A row a weapon, a mark a power, on one scale of thousands; each tenfold step is as long as the last."""
    wide = layout == theme.WIDE
    left, right, step, drop = (196, 30, 58, 0) if wide else (14, 30, 78, 12)
    width, height = theme.WIDTHS[layout] - left - right, step * len(ITEMS)
    frame = placed(tables, width, step).assign(py=lambda f: f["py"] + drop, dot=lambda f: f["py"] + f["shift"])
    ticks = [(width * math.log10(t / DOMAIN[0]) / math.log10(DOMAIN[1] / DOMAIN[0]), t) for t in (10, 100, 1000, 10000)]
    plain = {"scale": None, "axis": None}
    chart = alt.Chart(frame).encode(x=alt.X("px:Q", **plain), y=alt.Y("dot:Q", **plain))
    shape = alt.Shape("column:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())), legend=None)
    dots = chart.mark_point(filled=True, size=110, opacity=1, stroke=LIGHT["paper"], strokeWidth=1.5).encode(
        color=alt.Color("colour:N", scale=None), shape=shape
    )
    grid = hairlines([(x, 0, x, height) for x, _ in ticks], LIGHT["rule"])
    rows = hairlines([(0, y, width, y) for y in frame["py"].drop_duplicates()], LIGHT["rule"])
    scale = note_at([(x, -14, display.amount(t)) for x, t in ticks], align="center")
    head = note_at([(0, -40, "Thousands, 1942 to 1944 together (tenfold scale)")])
    names = note_at(
        [(-16, r.py, r.row) if wide else (0, r.py - 38, r.row) for r in frame.drop_duplicates("row").itertuples()],
        LIGHT["ink"],
        "right" if wide else "left",
        fontWeight=400 if wide else 600,
    )
    return canvas(
        [grid, rows, scale, head, *(halo(names) if not wide else [names]), *labels(frame, layout), dots],
        layout,
        height,
        left,
        right,
        54,
        10,
    )


def labels(frame: pd.DataFrame, layout: str) -> list[alt.Chart]:
    """The name of each power at its mark, above and below in turn, moved apart where two would touch."""
    wide, layers = layout == theme.WIDE, []
    for _, part in frame.groupby(["rank", "side"]):
        sizes = [LABEL_PX[c] if wide else 36 for c in part["column"]]
        for row, px in zip(part.itertuples(), spread(part["px"].tolist(), sizes, 0, theme.WIDTHS[layout]), strict=True):
            accent = row.column in ("USSR", "Germany")
            words = row.column if wide else CODES[row.column]
            colour = row.colour if accent else LIGHT["muted"]
            layers += halo(
                note_at(
                    [(px, row.py + (17 + 5 * (row.shift != 0)) * row.side, words)],
                    colour,
                    "center",
                    fontWeight=600 if accent else 400,
                )
            )
    return layers


def leader(frame: pd.DataFrame, item: str) -> tuple[str, float]:
    """Who made most of a weapon, and how many thousands."""
    part = frame[frame["row"] == display.name(item)]
    best = part.loc[part["value"].idxmax()]
    return best["column"], best["value"]


def passed_by_1944(tables: Tables) -> list[str]:
    """Weapons of which Germany made fewer than the USSR in 1942 and more in 1944."""
    table = tables[TABLE]

    def made(country: str, item: str, year: int) -> float:
        return picks(table, country=country, item=item, year=year)[0].value

    return [
        i
        for i in ITEMS
        if made("Germany", i, 1942) < made("USSR", i, 1942) and made("Germany", i, 1944) > made("USSR", i, 1944)
    ]


def describe(tables: Tables) -> str:
    """The pattern: who led in what, and where Germany had passed the USSR by 1944."""
    frame = cells(tables, "default")
    leaders = {item: leader(frame, item) for item in ITEMS}
    led = {c: [display.in_sentence(i) for i in ITEMS if leaders[i][0] == c] for c in COUNTRIES}
    made = {(r.row, r.column): display.amount(r.value) for r in frame.itertuples()}
    mortars, tanks = display.name("mortars"), display.name("tanks_and_self_propelled_guns")
    return (
        f"Over 1942 to 1944 the USSR made the most {display.listing(led['USSR'])}: {made[mortars, 'USSR']} thousand mortars against "
        f"{made[mortars, 'Germany']} thousand in Germany. The USA made the most {display.listing(led['USA'])}; in tanks it leads with "
        f"{made[tanks, 'USA']} thousand to {made[tanks, 'USSR']} thousand. Germany made fewer than the USSR of each weapon over the "
        f"three years, but in 1944 alone it made more {display.listing(display.in_sentence(i) for i in passed_by_1944(tables))}."
    )


FIGURE = Figure(
    slug="war-production",
    number=6,
    paper="",
    title="Over 1942 to 1944 the USSR led the powers in mortars and machine pistols, the USA in the rest",
    subtitle="Weapons produced by five powers in 1942, 1943 and 1944 together, thousands",
    tables=(TABLE,),
    cells=cells,
    draw=draw_production,
    describe=describe,
    key="Circle: USSR. Square: Germany. Triangle up: USA. Diamond: UK. Triangle down: Japan, of which machine pistols are printed for 1944 alone. Marks that would hide each other stand a little above or below their line.",
    heads=("Weapon", "Power"),
    units="Thousands, 1942 to 1944 together",
    territory="National, by each power’s own statistics.",
    gaps={("Machine pistols", "Japan"): "printed for 1944 alone"},
    doubling="Each gridline is ten times the one to its left, so a step of the same length is the same multiple wherever it stands.",
    notes=(
        "Counts ignore size and quality: a light mortar and a heavy one, a fighter and a bomber count alike.",
        "Ships are left out.",
        "By 1944 Germany had passed the USSR in rifles, machine guns, guns, mortars and combat aircraft of that year, though not in the sum of the three years.",
        "In tanks the USSR led all powers in 1944, though not over the three years.",
        "Some tank figures of the source include armoured cars; it does not say which.",
    ),
)  # fmt: skip
