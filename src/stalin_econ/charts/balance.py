"""Figure 1: forces and the year's weapons, USSR over Germany, 1942."""

import math

import altair as alt
import pandas as pd

from .. import theme
from ..measures import display
from ..measures.series import pick, ratio
from ..theme import LIGHT
from .figure import Figure, Tables, entry, frame_of, value_at
from .marks import canvas, hairlines, halo, note_at

TABLE = "frontline_balance_1942"
MEASURES = (
    "armed_forces", "rifles_and_carbines", "machine_pistols", "machine_guns", "guns", "mortars",
    "tanks_and_self_propelled_guns", "combat_aircraft",
)  # fmt: skip
TICKS = (1, 2, 4, 8, 16, 32, 64)
ROW = {theme.WIDE: 36, theme.NARROW: 52}


def cells(tables: Tables, state: str) -> pd.DataFrame:
    """Counts of both sides and their ratio, a row a measure, ordered by the ratio."""
    balance = tables[TABLE]
    sides = {m: [pick(balance, kind="count", measure=m, side=s) for s in ("USSR", "Germany")] for m in MEASURES}
    ordered = sorted(MEASURES, key=lambda m: ratio(*sides[m]).value)
    entries = []
    for measure in ordered:
        soviet, german = sides[measure]
        row = display.name(measure)
        entries += [
            entry(row, "USSR", soviet),
            entry(row, "Germany", german),
            entry(row, "Ratio", ratio(soviet, german)),
        ]
    return frame_of(entries)


def pieces(thousands: float) -> str:
    """A count of thousands in full, to the three digits that the source bears."""
    return display.significant(1000 * thousands)


def drawn(tables: Tables, state: str) -> pd.DataFrame:
    """A row a measure: its name, ratio, both counts in words, and whether it is the armed forces."""
    wide = cells(tables, state).pivot(index="row", columns="column", values="value").sort_values("Ratio").reset_index()
    return wide.assign(
        label=wide["Ratio"].map(display.multiple),
        ussr=wide["USSR"].map(pieces),
        germany=wide["Germany"].map(pieces),
        forces=wide["row"] == display.name("armed_forces"),
        rank=range(len(wide)),
    )


def draw_balance(tables: Tables, state: str, layout: str) -> alt.LayerChart:
    """Dots on a doubling scale; a hairline from the ratio of forces to each weapon shows by how much it leads."""
    frame = drawn(tables, state)
    wide = layout == theme.WIDE
    left, right, step = (206, 178, ROW[layout]) if wide else (8, 42, ROW[layout])
    width, height = theme.WIDTHS[layout] - left - right, step * len(frame)
    forces = frame.loc[frame["forces"], "Ratio"].iloc[0]
    at = {r: width * math.log2(r) / 6 for r in [*TICKS, forces]}
    centre = step / 2 if wide else step / 2 + 12
    frame = frame.assign(y=frame["rank"] * step + centre, base=forces)
    x = alt.X("Ratio:Q", scale=alt.Scale(type="log", base=2, domain=[1, 64], nice=False), axis=None)
    y = alt.Y("y:Q", scale=None, axis=None)
    colour = alt.condition("datum.forces", alt.value(LIGHT["ink"]), alt.value(LIGHT["war"]))
    chart = alt.Chart(frame)
    leads = (
        chart.transform_filter("!datum.forces")
        .mark_rule(strokeWidth=3, opacity=0.35, color=LIGHT["war"])
        .encode(x=x, x2="base:Q", y=y)
    )
    dots = chart.mark_point(filled=True, size=120, opacity=1).encode(
        x=x, y=y, color=colour, shape=alt.condition("datum.forces", alt.value("square"), alt.value("circle"))
    )
    labels = chart.mark_text(align="left", dx=11, fontWeight=600).encode(x=x, y=y, text="label:N")
    bands = [(0, height)] if wide else [(y - 13, y + 13) for y in frame["y"]]
    grid = hairlines([(at[t], top, at[t], end) for t in TICKS for top, end in bands], LIGHT["rule"])
    parity = hairlines([(0, top, 0, end) for top, end in bands], LIGHT["ink"])
    troops = hairlines([(at[forces], top, at[forces], end) for top, end in bands], LIGHT["ink"], strokeDash=[2, 3])
    ticks = note_at([(at[t], -14, str(t)) for t in TICKS], align="center")
    extras = wide_words(frame, width, at[forces], height) if wide else narrow_words(frame, at[forces], height)
    return canvas(
        [grid, parity, troops, ticks, leads, dots, *halo(labels), *extras],
        layout,
        height,
        left,
        right,
        54,
        28,
    )


def wide_words(frame: pd.DataFrame, width: float, forces_x: float, height: float) -> list[alt.Chart]:
    """Names at the left, counts in two columns at the right, heads above."""
    names = note_at([(-14, r.y, r.row) for r in frame.itertuples()], LIGHT["ink"], "right")
    ussr = note_at([(width + 82, r.y, r.ussr) for r in frame.itertuples()], LIGHT["war"], "right")
    germany = note_at([(width + 172, r.y, r.germany) for r in frame.itertuples()], LIGHT["other"], "right")
    heads = note_at([(0, -40, "Soviet for each German (ratio, doubling scale)")])
    columns = note_at([(width + 82, -14, "USSR"), (width + 172, -14, "Germany")], LIGHT["muted"], "right")
    under = (
        note_at([(-2, height + 14, "parity")], align="right"),
        note_at([(forces_x, height + 14, "ratio of forces")]),
    )
    return [names, ussr, germany, heads, columns, *under]


def narrow_words(frame: pd.DataFrame, forces_x: float, height: float) -> list[alt.Chart]:
    """Name and counts above each row."""
    names = note_at([(0, r.y - 24, r.row) for r in frame.itertuples()], LIGHT["ink"], fontWeight=600)
    counts = note_at([(308, r.y - 24, f"{r.ussr} : {r.germany}") for r in frame.itertuples()], align="right")
    heads = note_at([(0, -40, "Soviet for each German (ratio, doubling scale)")])
    under = note_at([(0, height + 14, "parity")]), note_at([(forces_x + 34, height + 14, "ratio of forces")])
    return [names, counts, heads, *under]


def describe(tables: Tables) -> str:
    """The pattern: forces, the nearest and the widest lead."""
    frame = drawn(tables, "default")
    weapons = frame[~frame["forces"]]
    least, most, forces = (
        weapons.iloc[0],
        weapons.iloc[-1],
        value_at(cells(tables, "default"), "Armed forces", "Ratio"),
    )
    return (
        f"In 1942 the Soviet armed forces were {display.multiple(forces)} times the German ones on all fronts. "
        f"Soviet output led by more in each of {len(weapons)} lines of weapons: by least in "
        f"{display.in_sentence(least['row'])}, {least['label']} to one, and by most in {display.in_sentence(most['row'])}, "
        f"{most['label']} to one. Every dot lies to the right of the line at the ratio of forces."
    )


FIGURE = Figure(
    slug="balance-of-supplies-1942",
    number=1,
    paper="Chart 1",
    title="USSR and Germany, 1942: the Soviet lead was wider in every weapon than in troops",
    subtitle="Ratio of the USSR to Germany: armed forces, and weapons produced in the year; all fronts",
    tables=(TABLE,),
    cells=cells,
    draw=draw_balance,
    describe=describe,
    key="Square: armed forces. Circles: weapons. Counts are rounded to three digits.",
    heads=("Measure", ""),
    units="Counts in thousands; ratio of the USSR to Germany",
    territory="All fronts and branches; Soviet forces include the Far East.",
    doubling="Each gridline stands for twice the ratio of the one to its left: a step of the same length is the same multiple.",
    notes=(
        "Armed forces are a strength; weapons are what was produced in the year. Neither is a stock at the front.",
        "Both sides are counted on all fronts, the Soviet Far East included. Lend-Lease, losses and the allies of Germany are left out.",
        "The calibres of guns and mortars are not stated, so unlike pieces may be counted together.",
        "Land and air only. At sea the balance was the other way: Germany built many submarines in 1942, the USSR few ships of any size.",
        "Counts say nothing of quality, training or command, where the paper sees the German advantage.",
    ),
)  # fmt: skip
