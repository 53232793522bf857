"""Figure 5: state procurement as a share of output, and the grain harvest and what was taken of it."""

import altair as alt
import pandas as pd

from .. import theme
from ..measures import display
from ..measures.series import key_of, pick, picks, share_of
from ..theme import LIGHT
from .figure import Figure, Tables, entry, frame_of, value_at
from .marks import boxes, canvas, hairlines, halo, note_at

YEARS = range(1940, 1946)
HARVEST, RIVAL, TAKEN = (
    "Grain harvest, million tonnes",
    "Grain harvest, rival value, million tonnes",
    "Grain taken by the state, million tonnes",
)
GRAIN, MEAT, OF_READ, OF_RIVAL = (
    "Grain share, stated, per cent", "Meat share, stated, per cent",
    "Grain taken over harvest, per cent", "Grain taken over rival harvest, per cent",
)  # fmt: skip
TOP_PCT, TOP_MT = 75, 105


def cells(tables: Tables, state: str) -> pd.DataFrame:
    """Stated shares; harvests and procurement by year; and the share of 1942 that each of its two harvests gives."""
    grain, shares = tables["grain"], tables["procurement_shares"]
    entries = [
        entry(row, str(y), pick(shares, product=p, year=y))
        for row, p in ((GRAIN, "grain"), (MEAT, "meat"))
        for y in (1940, 1942)
    ]
    for row, estimate in ((HARVEST, "filtzer"), (RIVAL, "harrison1990")):
        entries += [
            entry(row, str(key_of(grain, q, "year")), q) for q in picks(grain, item="harvest", estimate=estimate)
        ]
    entries += [entry(TAKEN, str(key_of(grain, q, "year")), q) for q in picks(grain, item="procurement")]
    taken = pick(grain, item="procurement", year=1942)
    for row, estimate in ((OF_READ, "filtzer"), (OF_RIVAL, "harrison1990")):
        entries.append(entry(row, "1942", share_of(taken, pick(grain, item="harvest", year=1942, estimate=estimate))))
    return frame_of(entries).sort_values("column", kind="stable", ignore_index=True)


def slope(frame: pd.DataFrame, left: float, right: float, top: float, height: float) -> list[alt.Chart]:
    """Two lines from 1940 to 1942, a name and a value at each end."""

    def y(value: float) -> float:
        return top + height * (1 - value / TOP_PCT)

    layers = [hairlines([(x, top, x, top + height) for x in (left, right)], LIGHT["quiet"])]
    for row, words, token in ((GRAIN, "Grain", "farm"), (MEAT, "Meat", "services")):
        a, b = (value_at(frame, row, year) for year in ("1940", "1942"))
        layers.append(hairlines([(left, y(a), right, y(b))], LIGHT[token], strokeWidth=3))
        layers.append(note_at([(left - 10, y(a), display.amount(a))], LIGHT[token], "right", fontWeight=600))
        layers.append(note_at([(right + 10, y(b), f"{words}, {display.amount(b)}")], LIGHT[token], fontWeight=600))
    layers.append(note_at([(left, top + height + 16, "1940"), (right, top + height + 16, "1942")], align="center"))
    return layers


def harvest_bars(
    frame: pd.DataFrame, left: float, width: float, top: float, height: float, layout: str
) -> list[alt.Chart]:
    """Harvests as bars, with the part taken inside; what is unverified is hollow and dashed, what is missing says so."""
    half, wide = (30, True) if layout == theme.WIDE else (18, False)

    def y(value: float) -> float:
        return top + height * (1 - value / TOP_MT)

    values = {(r.row, int(r.column)): (r.value, r.status == "unverified") for r in frame.itertuples()}
    places = {year: left + width * (i + 0.5) / len(YEARS) for i, year in enumerate(YEARS)}
    layers = [hairlines([(left, y(v), left + width, y(v)) for v in (0, 50, 100)], LIGHT["rule"])]
    layers.append(note_at([(left - 6, y(v), str(v)) for v in (0, 50, 100)], align="right"))
    foot = [(x, top + height + 16, str(year) if wide else f"’{year % 100}") for year, x in places.items()]
    layers.append(note_at(foot, align="center"))
    for year, x in places.items():
        layers += harvest_bar(values.get((HARVEST, year)), x, half, y, wide)
        layers += taken_bar(values.get((TAKEN, year)), x, half - 9, y, wide)
    numbers = {key: value for key, (value, _) in values.items()}
    return layers + rival_mark(numbers, places[1942], half, y, layout)


def bar(value: float, unsure: bool, x: float, half: float, y, colour: str, ink: float = 1) -> list[alt.Chart]:
    """A bar from nought: full where it was read, at a third of the ink with a dashed outline where unverified."""
    place = [(x - half, y(value), x + half, y(0))]
    outline = {"stroke": LIGHT[colour], "strokeDash": theme.DASH, "strokeWidth": 1.5}
    dress = {"fillOpacity": theme.FAINT, **outline} if unsure else {"fillOpacity": ink}
    return [boxes(place, color=LIGHT["paper"]), boxes(place, fill=LIGHT[colour], **dress)]


def harvest_bar(harvest: tuple[float, bool] | None, x: float, half: float, y, wide: bool) -> list[alt.Chart]:
    """A harvest with its value above, or a word that it is not known."""
    if harvest is None:
        words = "harvest\nnot known" if wide else "harvest\nnot\nknown"
        return [note_at([(x, y(52 if wide else 60), words)], align="center")]
    value, unsure = harvest
    layers = bar(value, unsure, x, half, y, "farm", 0.45)
    label = note_at([(x, y(value) - 10, display.amount(value, 1))], LIGHT["farm"], "center", fontWeight=600)
    return layers + halo(label)


def taken_bar(taken: tuple[float, bool] | None, x: float, half: float, y, wide: bool) -> list[alt.Chart]:
    """What the state took with its value above, or a word that it is not known."""
    if taken is None:
        words, up = ("taken: not\nknown", 28) if wide else ("taken\nnot\nknown", 42)
        return [note_at([(x, y(0) - up, words)], LIGHT["ink"], "center")]
    value, unsure = taken
    return [
        *bar(value, unsure, x, half, y, "war"),
        note_at([(x, y(value) - 9, display.amount(value, 1))], LIGHT["ink"], "center"),
    ]


def rival_mark(values: dict, x: float, half: float, y, layout: str) -> list[alt.Chart]:
    """The rival harvest of 1942 as a dashed tick, and the share that each harvest gives."""
    rival = values[RIVAL, 1942]
    tick = hairlines([(x - half - 3, y(rival), x + half + 3, y(rival))], LIGHT["ink"], strokeDash=[3, 3], strokeWidth=2)
    words = [
        f"{display.amount(values[OF_READ, 1942])} per cent of {display.amount(values[HARVEST, 1942], 1)} taken,",
        f"{display.amount(values[OF_RIVAL, 1942])} of the dashed {display.amount(rival, 1)}",
    ]
    at = y(84)
    lead = hairlines([(x, at + 28, x, y(values[HARVEST, 1942]) - 20)], LIGHT["quiet"])
    return [tick, lead, *halo(note_at([(x - half, at, "\n".join(words))], LIGHT["ink"]))]


def draw_food(tables: Tables, state: str, layout: str) -> alt.LayerChart:
    """Above or at the left the stated shares, below or at the right the grain itself."""
    frame = cells(tables, state)
    if layout == theme.WIDE:
        left, width, top, total = 306, 408, 36, 320
        slopes, heads = (
            slope(frame, 46, 150, 36, 250),
            [
                (16, 8, "State procurement,\nper cent of output"),
                (276, 8, "Grain, million tonnes: harvest, and inside it what the state took"),
            ],
        )
    else:
        left, width, top, total = 34, 282, 300, 560
        slopes, heads = (
            slope(frame, 46, 190, 30, 190),
            [
                (8, 8, "State procurement, per cent of output"),
                (8, 264, "Grain, million tonnes: harvest,\nand inside it what the state took"),
            ],
        )
    bars = harvest_bars(frame, left, width, top, 250 if layout == theme.WIDE else 230, layout)
    return canvas([*slopes, *bars, note_at(heads)], layout, total, 0, 0, 12, 0)


def describe(tables: Tables) -> str:
    """The pattern: shares up, amounts down, and what the two harvests of 1942 make of it."""
    frame = cells(tables, "default")
    at = {
        (r.row, r.column): display.amount(r.value, 1 if r.unit == "million_tonnes" else 0) for r in frame.itertuples()
    }
    fall = display.amount(100 * (1 - value_at(frame, TAKEN, "1942") / value_at(frame, TAKEN, "1940")))
    return (
        f"From 1940 to 1942 the state’s share rises from {at[GRAIN, '1940']} to {at[GRAIN, '1942']} per cent of grain and from "
        f"{at[MEAT, '1940']} to {at[MEAT, '1942']} per cent of meat, as the paper states. The harvest falls from {at[HARVEST, '1940']} to "
        f"{at[HARVEST, '1942']} million tonnes and the grain taken by {fall} per cent, to {at[TAKEN, '1942']} million tonnes (unverified). "
        f"Over that harvest the share of 1942 is {at[OF_READ, '1942']} per cent; over the rival harvest of {at[RIVAL, '1942']} it is {at[OF_RIVAL, '1942']}."
    )


FIGURE = Figure(
    slug="food-procurement",
    number=5,
    paper="",
    title="Who eats first: the state took a larger share of a much smaller harvest",
    subtitle="State procurement as a share of output, 1940 and 1942, and grain harvested and taken, 1940 to 1945",
    tables=("grain", "procurement_shares"),
    cells=cells,
    draw=draw_food,
    describe=describe,
    key="Filled bars: harvest, read. Dashed bars: procurement, not yet checked. Dashed tick: another estimate of the harvest of 1942, not yet checked, which the stated share of grain needs.",
    heads=("Year", "Series"),
    units="Shares in per cent, grain in million tonnes",
    territory="Soviet Union; in the war years the territory under Soviet control.",
    gaps={
        ("1941", HARVEST): "failed a check, so left out",
        ("1945", TAKEN): "no check could be made",
        ("", RIVAL): "a rival value stands for 1942 alone",
        ("", GRAIN): "the paper gives 1940 and 1942",
        ("", MEAT): "the paper gives 1940 and 1942",
        ("", OF_READ): "computed for 1942 alone",
        ("", OF_RIVAL): "computed for 1942 alone",
    },
    notes=(
        "The shares of grain and meat are the paper’s. Meat taken is live weight over dead weight of output, as its second footnote says, so the meat shares are too high; the paper says that the sign of the change is not affected.",
        "A larger share was not more grain: the grain taken (unverified) fell by two thirds from 1940 to 1942 while its share rose.",
        "The harvest of 1942 has two values of different vintage. The paper’s share of that year needs the lower one, which is unverified; over the harvest that was read the share is smaller. The harvest of 1940 is disputed too: over a lower, revised one the share of that year would be higher, and with both the rise would all but vanish. No line joins the vintages.",
        "Procurement was admitted because it fits the stated share of 1940, and one of two printed sums for 1941 to 1944; the other is about one million tonnes lower. It cannot therefore confirm that share.",
        "The figure shows what the state took, not who ate it: seed, fodder and what farms kept are in the rest of the bar.",
    ),
)  # fmt: skip
