"""Figure 4: troops and munitions supplied, 1926 to 1940."""

import altair as alt
import pandas as pd

from .. import theme
from ..measures import display
from ..measures.series import key_of, picks, total
from ..theme import LIGHT
from .figure import Figure, Step, Tables, entry, frame_of, value_at
from .marks import canvas, hairlines, halo, note_at, runs

YEARS = range(1926, 1941)
TROOPS, TANKS, RIVAL, AIRCRAFT, GUNS = (
    "Troops, thousand",
    "Tanks a year",
    "Tanks by model (rival)",
    "Aircraft a year",
    "Guns a year",
)
NORM_END = 1932
# Panel → (top of its axis, labelled values)
PANELS = {
    TROOPS: (4500, (0, 2000, 4000)),
    TANKS: (5400, (0, 2500, 5000)),
    AIRCRAFT: (11800, (0, 5000, 10000)),
    GUNS: (18900, (0, 8000, 16000)),
}


def rearmament_entries(table, row: str, series: str):
    """A series by year; a figure for two years together is shown as given, and drawn as the mean of the two."""
    for quantity in picks(table, series=series):
        first, last = (str(key_of(table, quantity, column)) for column in ("first_year", "last_year"))
        period = first if first == last else f"{first}–{last[2:]}"
        yield entry(row, period, quantity, drawn=not (series == "tanks" and first != last))


def cells(tables: Tables, state: str) -> pd.DataFrame:
    """Troops, tanks by two authors, aircraft and guns, a column a year or pair of years."""
    table, models = tables["rearmament"], tables["tanks_by_model"]
    rows = {TROOPS: "troops", TANKS: "tanks", AIRCRAFT: "aircraft", GUNS: "guns"}
    entries = [e for row, series in rows.items() for e in rearmament_entries(table, row, series)]
    rival = [entry(RIVAL, str(year), total(*picks(models, year=year))) for year in range(1930, 1941)]
    frame = frame_of(entries + rival)
    order = {row: i for i, row in enumerate((TROOPS, TANKS, RIVAL, AIRCRAFT, GUNS))}
    return frame.sort_values(
        ["column", "row"],
        key=lambda c: c.map(order) if c.name == "row" else c,
        kind="stable",
        ignore_index=True,
    )


def yearly(frame: pd.DataFrame, row: str) -> pd.DataFrame:
    """The single years of a row, with stretches without a gap."""
    part = frame[(frame["row"] == row) & frame["drawn"] & frame["column"].str.fullmatch(r"\d{4}")]
    return runs(part.assign(year=part["column"].astype(int))).drop(columns="cells")


def pair_mean(frame: pd.DataFrame, row: str) -> float | None:
    """The yearly mean of the figure that covers 1935 and 1936 together, where a panel draws one."""
    both = frame[(frame["row"] == row) & frame["drawn"] & (frame["column"] == "1935–36")]
    return None if both.empty else both["value"].iloc[0] / 2


def line(part: pd.DataFrame, x_of, y_of, colour: str, **mark) -> list[alt.Chart]:
    """A line with points, placed in px."""
    placed = part.assign(px=part["year"].map(x_of), py=part["value"].map(y_of))[["px", "py", "run", "year"]]
    plain = {"scale": None, "axis": None}
    chart = alt.Chart(placed).encode(x=alt.X("px:Q", **plain), y=alt.Y("py:Q", **plain))
    dots = chart.mark_point(filled=True, color=colour, size=20, opacity=1)
    return [chart.mark_line(color=colour, **mark).encode(detail="run:N", order="year:Q"), dots]


def panel(
    frame: pd.DataFrame, row: str, left: float, top: float, width: float, height: float, layout: str
) -> list[alt.Chart]:
    """One small chart: head, own axis from zero, the mark of 1938, its lines and what it lacks."""
    peak, ticks = PANELS[row]

    def x_of(year: float) -> float:
        return left + width * (year - 1926) / 14

    def y_of(value: float) -> float:
        return top + height * (1 - value / peak)

    base = [
        hairlines([(left, y_of(v), left + width, y_of(v)) for v in ticks], LIGHT["rule"]),
        note_at([(left - 6, y_of(v), display.amount(v)) for v in ticks], align="right"),
        hairlines([(x_of(1938), top, x_of(1938), top + height)], LIGHT["quiet"], strokeDash=[2, 3]),
        note_at([(left - 40, top - 24, row)], LIGHT["ink"], fontWeight=600),
        note_at(
            [
                (x_of(year), top + height + 16, f"’{year % 100}" if layout == theme.WIDE else str(year))
                for year in (1926, 1930, 1934, 1938)
            ],
            align="center",
        ),
    ]
    return base + panel_lines(frame, row, x_of, y_of) + panel_words(frame, row, x_of, y_of, layout)


def panel_lines(frame: pd.DataFrame, row: str, x_of, y_of) -> list[alt.Chart]:
    """The series; the norm of 1924 as a dotted line; a figure for two years as one bar across both."""
    part = yearly(frame, row)
    layers = []
    if row == TANKS:
        layers += line(yearly(frame, RIVAL), x_of, y_of, LIGHT["quiet"], strokeWidth=1.5)
    if row == TROOPS:
        norm = y_of(part["value"].iloc[0])
        layers.append(
            hairlines([(x_of(1926), norm, x_of(NORM_END), norm)], LIGHT["war"], strokeDash=[1, 4], strokeWidth=3)
        )
        part = part[part["year"] > NORM_END]
    if mean := pair_mean(frame, row):
        layers.append(hairlines([(x_of(1934.6), y_of(mean), x_of(1936.4), y_of(mean))], LIGHT["war"], strokeWidth=6))
    return layers + line(part, x_of, y_of, LIGHT["war"])


def panel_words(frame: pd.DataFrame, row: str, x_of, y_of, layout: str) -> list[alt.Chart]:
    """Words in the panel: the value at the turning point, and what is missing or drawn otherwise."""
    part, peak = yearly(frame, row), PANELS[row][0]
    point = part.loc[part["value"].idxmax()]
    at, align = (x_of(point["year"]), "center") if row == TANKS else (x_of(1940) + 6, "right")
    layers = [
        note_at([(at, y_of(point["value"]) - 12, display.amount(point["value"]))], LIGHT["war"], align, fontWeight=600)
    ]
    if row == TROOPS:
        layers += halo(note_at([(x_of(1926), y_of((0.055 if layout == theme.WIDE else 0.25) * peak), "norm of 1924")]))
    if row == TANKS:
        layers += halo(note_at([(x_of(1940), y_of(0.1 * peak), "grey: rival")], align="right"))
        layers.append(note_at([(x_of(1926), y_of(0.36 * peak), "from\n1930")]))
    if mean := pair_mean(frame, row):
        words = f"{display.amount(mean)} a year,\nmean of two"
        layers += halo(note_at([(x_of(1936.4), y_of(mean) - 28, words)], align="right"))
        layers.append(note_at([(x_of(1926), y_of(0.8 * peak), "no figure for\n1926–34, 1937")]))
    return layers


def draw_rearmament(tables: Tables, state: str, layout: str) -> alt.LayerChart:
    """Four panels on one time axis, each with its own linear axis from zero."""
    frame = cells(tables, state)
    places, width, height = panel_places(layout)
    layers = [
        layer for row, (left, top) in places.items() for layer in panel(frame, row, left, top, width, height, layout)
    ]
    bottom = max(top for _, top in places.values()) + height + 28
    return canvas(layers, layout, bottom, 0, 0, 0, 0)


def describe(tables: Tables) -> str:
    """The pattern, series by series, about 1938."""
    frame = cells(tables, "default")
    at = {(r.row, r.column): display.amount(r.value) for r in frame.itertuples()}
    times = display.multiple(value_at(frame, TROOPS, "1940") / value_at(frame, TROOPS, "1938"))
    return (
        f"Troops rise from {at[TROOPS, '1933']} thousand in 1933 to {at[TROOPS, '1938']} thousand in 1938 and {at[TROOPS, '1940']} thousand "
        f"in 1940, {times} times the strength of 1938. Tanks peak at {at[TANKS, '1936']} in 1936, fall to {at[TANKS, '1937']} in 1937 and reach "
        f"{at[TANKS, '1940']} in 1940. Aircraft go from {at[AIRCRAFT, '1938']} in 1938 to {at[AIRCRAFT, '1939']} in 1939; guns from "
        f"{at[GUNS, '1938']} to {at[GUNS, '1939']}, then {at[GUNS, '1940']}. Aircraft and guns of most earlier years are not known."
    )


def panel_places(layout: str) -> tuple[dict[str, tuple[float, float]], float, float]:
    """Left and top of each panel in px, and the width and height that all share."""
    if layout == theme.WIDE:
        return {row: (46 + 182 * i, 34) for i, row in enumerate(PANELS)}, 122, 210
    return {row: (50, 34 + 190 * i) for i, row in enumerate(PANELS)}, 250, 116


def veils(first: int, last: int) -> dict:
    """What to veil, by layout, so that the years from first to last stand out in every panel."""

    def boxes(layout: str):
        places, width, height = panel_places(layout)
        start, end = (width * (year - 1926) / 14 for year in (first, last))
        sheets = [(-4, start - 5), (end + 5, width + 6)]
        return tuple(
            (left + a, top - 10, b - a, height + 12) for left, top in places.values() for a, b in sheets if b > a
        )

    return {layout: boxes(layout) for layout in theme.WIDTHS}


def steps(tables: Tables) -> tuple[Step, ...]:
    """Before 1938 and after."""
    frame = cells(tables, "default")
    at = {(r.row, r.column): display.amount(r.value) for r in frame.itertuples()}
    return (
        Step("To 1937", f"Tanks come first: from {at[TANKS, '1930']} in 1930 to {at[TANKS, '1932']} in 1932, many of them tankettes, and to the peak of "
             f"{at[TANKS, '1936']} in 1936. Troops, once counts replace the norm, grow from {at[TROOPS, '1933']} to {at[TROOPS, '1937']} thousand. "
             "Of aircraft and guns little is known.", veils(1926, 1937)),
        Step("From 1938", f"Troops reach {at[TROOPS, '1940']} thousand, nearly all of the leap in 1940. Aircraft go from {at[AIRCRAFT, '1938']} to "
             f"{at[AIRCRAFT, '1940']}. Guns rise for a year, to {at[GUNS, '1939']}, then slip. Tanks, at {at[TANKS, '1940']}, stay below their peak.",
             veils(1938, 1940)),
    )  # fmt: skip


NONE_FOUND = "no figure that passed a check"
FIGURE = Figure(
    slug="rearmament",
    number=4,
    paper="Chart 4",
    title="Aircraft and troops leapt after 1938; tank numbers had peaked in 1936",
    subtitle="Soviet troops under arms, and tanks, aircraft and guns supplied in the year, 1926 to 1940",
    tables=("rearmament", "tanks_by_model"),
    cells=cells,
    draw=draw_rearmament,
    describe=describe,
    steps=steps,
    key="Dotted line: 1938. Dotted troops: the norm fixed by the reform of 1924, repeated each year. Bar across two years: half of one figure for both. Tanks include tankettes, very small armoured vehicles.",
    heads=("Year", "Series"),
    units="Troops in thousands, weapons in pieces a year; the row 1935–36 is the sum of both years, its tanks from a third source",
    territory="Soviet Union.",
    gaps={
        ("", AIRCRAFT): NONE_FOUND,
        ("", GUNS): NONE_FOUND,
        ("", TANKS): "before the series",
        ("", RIVAL): "before the series",
        ("1935–36", TROOPS): "given by year",
        ("1935–36", RIVAL): "given by year",
    },
    notes=(
        "Troops of 1926 to 1932 repeat one number, the norm set by the reform of 1924, not a count. Nearly the whole leap falls in 1940, and that cell is in dispute: this source has 4,200 thousand and another, in the table of the great powers, 5,000 thousand.",
        "Tanks count tankettes and small amphibians: more than half the tanks of 1932 were tankettes. Without them the rival count peaks in 1939.",
        "The two tank series differ most in 1936. A third source, with one figure for 1935 and 1936 together, agrees with the first.",
        "Aircraft and guns of 1935 and 1936 are known only together. Aircraft of 1938 may cover less than those of 1939 and 1940, which would make the leap look larger: one history has output of 1939 some two fifths above 1938, where supplies nearly doubled.",
        "Guns rose faster before 1938 than after it, as far as two sources of different kind can be joined. Mortars, counted apart and not drawn, rose many times over from 1938 to 1940.",
        "Tanks, aircraft and guns come from works that quote others, one of them typed out by players of a game who warn of slips.",
        "These are calendar years. The paper’s chart begins with the economic year 1926/27, and the numbers behind it are not in the paper.",
    ),
)  # fmt: skip
