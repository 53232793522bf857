"""Figure 2: net national product by sector, 1940 to 1945, with the index of GNP."""

import math

import altair as alt
import pandas as pd

from .. import theme
from ..measures import display
from ..measures.series import index_to, key_of, pick, picks
from ..theme import LIGHT
from .figure import Figure, Step, Tables, entry, frame_of, value_at
from .marks import axis_above, canvas, hairlines, note_at, runs, spread, year_axis

YEARS = range(1940, 1946)
PLOT = {theme.WIDE: (40, 196, 430), theme.NARROW: (32, 106, 420)}  # px: left and right of the plot, its height
TOP = 36
DOMAIN = (25, 512)
GNP = "Gross national product"
# Sector → colour; only the first three are accented, construction is shown in the table alone.
COLOURS = {
    "defence_industry": "war",
    "military_services": "services",
    "agriculture": "farm",
    "transport_communications": "other",
    "civilian_services": "quiet",
    "civilian_industry": "civilian",
    "trade_catering": "quiet",
}
SHORT = {"Transport and communications": "Transport", "Civilian services": "Civ. services", "Civilian industry": "Civ. industry",
         "Trade and catering": "Trade", GNP: "GNP", "Gross national product (GNP)": "GNP"}  # fmt: skip


def sector_entries(nnp, sector: str):
    """The index of one sector on its own 1940, by year; the rival value of a year is a row of its own."""
    base = pick(nnp, sector=sector, year=1940, estimate="main")
    for quantity in picks(nnp, sector=sector):
        year, estimate = str(key_of(nnp, quantity, "year")), key_of(nnp, quantity, "estimate")
        row = display.name(sector) + (", rival value" if estimate == "rival" else "")
        yield entry(row, year, index_to(quantity, base), sector in COLOURS)


def cells(tables: Tables, state: str) -> pd.DataFrame:
    """Indices on 1940, a row a sector and a column a year, and of GNP as a whole."""
    gdp, nnp = tables["great_powers_gdp"], tables["nnp_by_sector"]
    base = pick(gdp, country="USSR", year=1940)
    entries = [entry(GNP, str(y), index_to(pick(gdp, country="USSR", year=y), base)) for y in YEARS]
    for sector in [*COLOURS, "construction"]:
        entries += sector_entries(nnp, sector)
    return frame_of(entries)


def drawn(tables: Tables) -> pd.DataFrame:
    """What is drawn: series, year, index, colour, and the stretches without a gap."""
    frame = cells(tables, "default").query("drawn").assign(year=lambda f: f["column"].astype(int))
    colours = {display.name(sector): LIGHT[token] for sector, token in COLOURS.items()} | {GNP: LIGHT["ink"]}
    frame = frame.assign(
        series=frame["row"].str.removesuffix(", rival value"), rival=frame["row"].str.endswith("rival value")
    )
    return runs(frame.assign(colour=frame["series"].map(colours), sure=frame["status"] != "unverified")).drop(
        columns="cells"
    )


def pixel(value: float, height: int) -> float:
    """Where an index stands on the doubling scale, in px from the top."""
    low, high = (math.log2(end) for end in DOMAIN)
    return height * (1 - (math.log2(value) - low) / (high - low))


def end_labels(frame: pd.DataFrame, layout: str, width: int, height: int) -> list[alt.Chart]:
    """Names at the right, moved apart, each with a hairline from its last point."""
    last = frame[~frame["rival"]].sort_values("year").groupby("series", sort=False).tail(1)
    ends = [pixel(value, height) for value in last["value"]]
    places = spread(ends, [17] * len(ends), 0, height)
    shift = 16 if layout == theme.WIDE else 10
    layers = []
    for row, end, place in zip(last.itertuples(), ends, places, strict=True):
        x = width * (row.year - 1940) / 5
        words = row.series if layout == theme.WIDE else SHORT.get(row.series, row.series)
        weight = 600 if row.colour in (LIGHT["war"], LIGHT["services"], LIGHT["farm"], LIGHT["ink"]) else 400
        colour = LIGHT["muted"] if row.colour == LIGHT["quiet"] else row.colour
        layers.append(hairlines([(x + 5, end, width + shift - 3, place)], LIGHT["quiet"], opacity=0.6))
        layers.append(note_at([(width + shift, place, words)], colour, fontWeight=weight))
    return layers


def index_layers(frame: pd.DataFrame, layout: str, left: int) -> list[alt.Chart]:
    """Lines, hollow points where unverified, full ones where read, and the rival value as a diamond."""
    scale = alt.Scale(type="log", base=2, domain=list(DOMAIN), nice=False)
    axis = axis_above("Index, 1940 = 100 (doubling scale)", left, values=[25, 50, 100, 200, 400])
    years = alt.Scale(domain=[1940, 1945], nice=False)
    chart = alt.Chart(frame).encode(
        x=alt.X("year:Q", scale=years, axis=year_axis(YEARS, layout)), y=alt.Y("value:Q", scale=scale, axis=axis)
    )
    dashes = alt.StrokeDash("sure:N", scale=alt.Scale(domain=[True, False], range=[[1, 0], theme.DASH]), legend=None)
    colour, outline = alt.Color("colour:N", scale=None), alt.Stroke("colour:N", scale=None)
    hollow = {"filled": True, "fill": LIGHT["paper"], "opacity": 1}
    main, unsure = chart.transform_filter("!datum.rival"), chart.transform_filter("!datum.rival && !datum.sure")
    return [
        main.mark_line().encode(color=colour, detail="run:N", strokeDash=dashes),
        unsure.mark_point(**hollow).encode(stroke=outline),
        chart.transform_filter("datum.sure").mark_point(filled=True, opacity=1).encode(color=colour),
        chart.transform_filter("datum.rival").mark_point(shape="diamond", size=70, **hollow).encode(stroke=outline),
    ]


def draw_product(tables: Tables, state: str, layout: str) -> alt.LayerChart:
    """Lines on a doubling scale: dashed with hollow points where unverified, broken where a year is not known."""
    frame = drawn(tables)
    left, right, height = PLOT[layout]
    width = theme.WIDTHS[layout] - left - right
    hundred = hairlines([(0, pixel(100, height), width, pixel(100, height))], LIGHT["quiet"])
    words = [*turning_points(layout, width, height), *end_labels(frame, layout, width, height)]
    return canvas([hundred, *index_layers(frame, layout, left), *words], layout, height, left, right, TOP, 30)


def turning_points(layout: str, width: int, height: int) -> list[alt.Chart]:
    """A hairline at 1942, the low point."""
    x = width * 2 / 5
    words = "1942: GNP at its lowest" if layout == theme.WIDE else "GNP lowest"
    return [
        hairlines([(x, 0, x, height)], LIGHT["quiet"], strokeDash=[2, 3]),
        note_at([(x - 6, height - 10, words)], align="right"),
    ]


def describe(tables: Tables) -> str:
    """The pattern: what rose and fell to 1942, and what had come back by 1944."""
    frame = cells(tables, "default")
    at = {(r.row, r.column): display.amount(r.value, 0) for r in frame.itertuples()}
    civilian = [display.name(s) for s in COLOURS if s not in ("defence_industry", "military_services")]
    lows = sorted((value_at(frame, row, "1942"), row) for row in civilian)
    return (
        f"With 1940 as 100, the defence industry stands at {at['Defence industry', '1942']} in 1942 and military services at "
        f"{at['Military services', '1942']}, while each of {len(civilian)} civilian sectors drawn has fallen: the lowest is "
        f"{display.in_sentence(lows[0][1])} at {display.amount(lows[0][0])}, the highest {display.in_sentence(lows[-1][1])} at {display.amount(lows[-1][0])}. "
        f"Gross national product is {at[GNP, '1942']} in 1942, {at[GNP, '1944']} in 1944 and {at[GNP, '1945']} in 1945. "
        f"In 1945 the defence industry falls back to {at['Defence industry', '1945']}. All sector lines are unverified and drawn dashed."
    )


def veils(first: int, last: int) -> dict:
    """What to veil, by layout, so that the years from first to last stand out."""

    def boxes(layout: str):
        left, right, height = PLOT[layout]
        width = theme.WIDTHS[layout] - left - right
        start, end = (left + width * (year - 1940) / 5 for year in (first, last))
        sheets = ((left - 6, start - 12), (end + 12, left + width + 8))
        return tuple((a, TOP - 6, b - a, height + 12) for a, b in sheets if b > a)

    return {layout: boxes(layout) for layout in theme.WIDTHS}


def steps(tables: Tables) -> tuple[Step, ...]:
    """The three turning points."""
    frame = cells(tables, "default")
    at = {(r.row, r.column): display.amount(r.value) for r in frame.itertuples()}
    arms, army, trade, industry = "Defence industry", "Military services", "Trade and catering", "Civilian industry"
    return (
        Step("1940 to 1942", f"Arms and army rise at the cost of all else. The defence industry comes to {at[arms, '1942']} and military "
             f"services to {at[army, '1942']}; civilian industry is down to {at[industry, '1942']}, trade to {at[trade, '1942']} (all unverified). "
             f"Gross national product, which is read, falls to {at[GNP, '1942']}.", veils(1940, 1942)),
        Step("1943 and 1944", f"The fall is halted. Military services hardly grow, from {at[army, '1942']} to {at[army, '1944']}, the defence industry "
             f"more slowly than before. Civilian sectors turn up, trade only after a last dip to {at[trade, '1943']} (all unverified). "
             f"Gross national product is back at {at[GNP, '1944']}.", veils(1942, 1944)),
        Step("1945", f"The defence industry drops from {at[arms, '1944']} to {at[arms, '1945']}, while civilian industry gains little, from "
             f"{at[industry, '1944']} to {at[industry, '1945']} (both unverified). Farming and civilian services of 1945 are not known. "
             f"Gross national product slips to {at[GNP, '1945']}.", veils(1944, 1945)),
    )  # fmt: skip


UNKNOWN_1945 = "failed the test of what the sectors leave for depreciation"
FIGURE = Figure(
    slug="national-product-by-sector",
    number=2,
    paper="Chart 2",
    title="Arms and the army grew while every civilian sector shrank, 1940 to 1942",
    subtitle="Net national product of the USSR by sector of origin, 1940 = 100, at 1937 factor cost",
    tables=("nnp_by_sector", "great_powers_gdp"),
    cells=cells,
    draw=draw_product,
    describe=describe,
    steps=steps,
    key="Solid line: read in the source. Dashed lines and hollow points: not yet checked against the printed table. Diamond: a rival value for agriculture in 1941.",
    heads=("Sector", "Year"),
    units="1940 = 100, at 1937 factor cost",
    territory="Territory under Soviet control, which changed continually.",
    doubling="Each gridline is twice the one below it, so lines of equal slope grow at an equal rate, and a fall to one half looks as large as a doubling.",
    gaps={
        ("Agriculture", "1945"): UNKNOWN_1945,
        ("Construction", "1945"): UNKNOWN_1945,
        ("Civilian services", "1945"): UNKNOWN_1945,
        ("Civilian services", "1941"): "may be a crossed row, so left out",
        ("Construction", "1941"): "no test could be made",
        ("Agriculture, rival value", ""): "a rival value stands for 1941 alone",
    },
    notes=(
        "The sector figures come from general knowledge of a printed table and await a reading of it. They are shown because each passed a test that it could have failed, alone or together with others, which is no proof.",
        "The tests: defence and civilian industry make the industry total in all six years; transport and trade equal the official freight and retail indices to the whole point, which tests our copy and not the estimate; military services keep to 1.54 to 1.58 thousand rubles for each soldier of another table; the sectors leave a plausible sum for depreciation in 1942 to 1944.",
        "The rise of the defence industry from 1940 to 1942 carries the chart, and no other figure confirms its size. The official index of arms output reached about half that level in the same two years; counts of tanks and guns rose more.",
        "The solid line is gross national product, which differs from net national product by depreciation: a point or two of the index.",
        "Agriculture in 1941 has two values; the line takes one, the diamond shows the other, which may be a slip from another row.",
        "Value added here is not outlay on the war: it cannot be set beside the military outlays of figure 3.",
        "Construction, the weakest row, is in the table alone.",
    ),
)  # fmt: skip
