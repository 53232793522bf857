"""Figure 7: the heaviest military burden of six powers against their output per head in 1938."""

import altair as alt
import pandas as pd

from .. import theme
from ..measures import display
from ..measures.series import Quantity, key_of, per_head, pick, picks, scaled
from ..theme import LIGHT
from .figure import Figure, Tables, entry, frame_of, value_at
from .marks import axis_above, canvas, hairlines, halo, note_at

COUNTRIES = ("USA", "UK", "Germany", "Italy", "Japan", "USSR")
PEAK, HEAD = "Highest military share of national income, per cent", "GDP per head in 1938, dollars of 1990"


def peak(tables: Tables, country: str) -> Quantity:
    """The highest share printed: in current prices, for the USSR in the constant ones that alone are given."""
    prices = "constant" if country == "USSR" else "current"
    shares = picks(tables["great_powers_military_burden"], country=country, prices=prices)
    return max(shares, key=lambda share: share.value)


def head(tables: Tables, country: str) -> Quantity:
    """GDP per head in 1938, in international dollars of 1990."""
    gdp = pick(tables["great_powers_gdp"], country=country, year=1938)
    return per_head(gdp, pick(tables["great_powers_population_1938"], country=country), "1990_dollars", 1000)


def cells(tables: Tables, state: str) -> pd.DataFrame:
    """Peak burden and output per head, a row a country, the poorest first."""
    entries = [
        e
        for c in COUNTRIES
        for e in (entry(c, HEAD, head(tables, c)), entry(c, PEAK, scaled(peak(tables, c), 100, "per_cent")))
    ]
    frame = frame_of(entries)
    order = frame[frame["column"] == HEAD].sort_values("value")["row"].tolist()
    return frame.sort_values("row", key=lambda c: c.map(order.index), kind="stable", ignore_index=True)


def drawn(tables: Tables) -> pd.DataFrame:
    """A row a country: both figures, and the label with the year of the peak."""
    wide = cells(tables, "default").pivot(index="row", columns="column", values="value").reset_index()
    burden = tables["great_powers_military_burden"]
    years = {c: key_of(burden, peak(tables, c), "year") for c in COUNTRIES}
    return wide.rename(columns={HEAD: "head", PEAK: "peak"}).assign(
        label=[f"{c} {years[c]}" for c in wide["row"]], soviet=wide["row"] == "USSR"
    )


def draw_burden(tables: Tables, state: str, layout: str) -> alt.LayerChart:
    """Six labelled points; the USSR, at constant prices, is a diamond in its own colour."""
    frame = drawn(tables)
    wide = layout == theme.WIDE
    left, right, height = (44, 24, 360) if wide else (36, 14, 340)
    width = theme.WIDTHS[layout] - left - right
    across = [2000, 3000, 4000, 5000, 6000]
    x_axis = alt.Axis(values=across if wide else across[::2], format=",d", grid=False, title=None)
    x = alt.X("head:Q", scale=alt.Scale(domain=[1600, 6600], nice=False), axis=x_axis)
    above = axis_above(
        "Highest military share of national income, 1939–44, per cent" if wide else "Highest military share, per cent",
        left,
        values=[0, 20, 40, 60, 80],
    )
    y = alt.Y("peak:Q", scale=alt.Scale(domain=[0, 82], nice=False), axis=above)
    chart = alt.Chart(frame)
    others = (
        chart.transform_filter("!datum.soviet")
        .mark_point(filled=True, size=130, opacity=1, color=LIGHT["other"])
        .encode(x=x, y=y)
    )
    soviet = (
        chart.transform_filter("datum.soviet")
        .mark_point(filled=True, size=190, opacity=1, shape="diamond", color=LIGHT["war"])
        .encode(x=x, y=y)
    )
    places = [(width * (r.head - 1600) / 5000, height * (1 - r.peak / 82), r) for r in frame.itertuples()]
    # The two richest stand near the right edge, so their names stand before them.
    texts = [note_at([(px + (-12 if r.head > 5500 else 12), py - (9 if r.soviet else 0), r.label)], LIGHT["war"] if r.soviet else LIGHT["ink"],
                     "right" if r.head > 5500 else "left", fontWeight=600) for px, py, r in places]  # fmt: skip
    foot = note_at([(0, height + 42, "GDP per head in 1938, international dollars of 1990")])
    base = hairlines([(0, height, width, height)], LIGHT["quiet"])
    return canvas(
        [base, others, soviet, *[t for text in texts for t in halo(text)], foot],
        layout,
        height,
        left,
        right,
        36,
        58,
    )


def describe(tables: Tables) -> str:
    """The pattern, poorest to richest, and that six points prove no rule."""
    frame = cells(tables, "default")
    poor, rich = frame["row"].drop_duplicates().tolist()[:2], frame["row"].drop_duplicates().tolist()[-3:]

    def words(countries) -> str:
        named = {c: c if c in ("Germany", "Japan", "Italy") else f"the {c}" for c in countries}
        return display.listing(f"{named[c]} {display.amount(value_at(frame, c, PEAK))} per cent" for c in countries)

    return (
        f"At their peak the two poorest powers of 1938 spent these shares of their income on the war: {words(poor)}. "
        f"The three richest: {words(rich)}. Italy, the third poorest, never passed "
        f"{display.amount(value_at(frame, 'Italy', PEAK))} per cent. "
        f"Six points prove no rule, and the measures of income differ."
    )


FIGURE = Figure(
    slug="burden-and-development",
    number=7,
    paper="",
    title="The two poorest powers, the USSR and Japan, bore burdens as heavy as the richest",
    subtitle="Highest military share of national income printed for 1939 to 1944, against GDP per head in 1938",
    tables=("great_powers_military_burden", "great_powers_gdp", "great_powers_population_1938"),
    cells=cells,
    draw=draw_burden,
    describe=describe,
    key="Each label gives the year of the highest share. Diamond: the USSR, at 1937 factor cost; circles: current prices.",
    heads=("Country", ""),
    units="Dollars of 1990; per cent of national income",
    territory="National; the USSR on its territory of 1938, Germany without Austria.",
    notes=(
        "Shares are in current prices for five powers. The USSR is the exception: its shares are at 1937 factor cost, the only ones printed.",
        "The measure of national income differs: gross national product for the USA, Germany and the USSR, gross domestic product for Italy and Japan, net national expenditure for the United Kingdom.",
        "No share is printed for Germany and Italy in 1944, so their highest may be missing. The American share is the same in 1943 and 1944.",
        "Six points prove no rule. Italy, the third poorest, bore far less.",
        "Output per head is of 1938, before the war moved frontiers and people.",
    ),
)  # fmt: skip
