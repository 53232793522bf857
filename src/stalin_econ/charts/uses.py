"""Figure 3: gross national product by final use, 1940 to 1944: what the war took, what was left, what came from abroad.

One drawing serves four states, which differ in their cells: per cent of the GNP of 1940, billion rubles, per cent of each
year's GNP, and outlays met at home.
"""

import altair as alt
import pandas as pd

from .. import theme
from ..measures.accounts import AID_YEARS, BASE_YEAR, Tables, account, gnp_rubles, military_share, net_imports_rubles
from ..measures.series import Quantity, difference, scaled, share_of, times
from ..theme import LIGHT
from .figure import Cell, Drawing, Figure, Plot, State
from .marks import CELL, Label, Rule, axis, canvas, rules, stamp, words
from .scale import Scale

YEARS = tuple(range(1940, 1945))
PARTS = ("military_outlays", "civilian_uses", "net_imports")
# Row → fill and outline where it was read, and where it is from memory; and the ink of words on it.
DRESS = {
    "military_outlays": ("warfill", "warpale", "war"),
    "civilian_uses": ("civfill", "civpale", "civilian"),
    "net_imports": ("aidfill", "aidfill", "aid"),
}


# --- cells --------------------------------------------------------------------------------------------------------


def year_cells(year: int, gnp: Quantity, military: Quantity, imports: Quantity | None, share: Quantity) -> list[Cell]:
    """The cells of a year: outlays, what is left of GNP, net imports where known, GNP, and the share of outlays in it."""
    column = str(year)
    civilian = difference(gnp, military)
    found = [Cell("military_outlays", column, military), Cell("civilian_uses", column, civilian)]
    found += [Cell("net_imports", column, imports)] if imports else []
    return [*found, Cell("gnp", column, gnp), Cell("military_share", column, share, "table", "share")]


def of_1940(tables: Tables) -> tuple[Cell, ...]:
    """Each use in per cent of the GNP of 1940, and the level of that GNP in rubles for the second axis."""
    cells = []
    for year in YEARS:
        uses = account(tables, year)
        share = uses["military_share"]
        cells += year_cells(year, uses["gnp"], uses["military_outlays"], uses.get("net_imports"), share)
    return with_base(cells, Cell("gnp_rubles", str(BASE_YEAR), gnp_rubles(tables, BASE_YEAR), "table", ""))


def with_base(cells: list[Cell], *more: Cell) -> tuple[Cell, ...]:
    """The cells with GNP of the base year marked as what it is by definition, a hundred."""
    return tuple(Cell(c.row, c.column, c.quantity, "base", c.scale) if c.key == f"gnp|{BASE_YEAR}" else c for c in cells) + more


def rubles(tables: Tables) -> tuple[Cell, ...]:
    """Each use in billion rubles of 1937; net imports as remembered, not as a share of resources."""
    cells = []
    for year in YEARS:
        gnp, share = gnp_rubles(tables, year), military_share(tables, year)
        imports = net_imports_rubles(tables, year) if year in AID_YEARS else None
        cells += year_cells(year, gnp, times(gnp, share, "bn_rub_1937"), imports, scaled(share, 100, "per_cent"))
    return tuple(cells)


def of_year(tables: Tables) -> tuple[Cell, ...]:
    """Each use in per cent of the GNP of its own year."""
    cells = []
    for year in YEARS:
        uses = account(tables, year)
        gnp, column = uses["gnp"], str(year)
        for row, item in (("military_outlays", "military_outlays"), ("civilian_uses", "civilian_of_gnp"), ("net_imports", "net_imports")):
            if item in uses:
                cells.append(Cell(row, column, share_of(uses[item], gnp)))
        cells.append(Cell("gnp", column, share_of(gnp, gnp), "base"))
        cells.append(Cell("military_share", column, uses["military_share"], "table", "share"))
    return tuple(cells)


def met_at_home(tables: Tables) -> tuple[Cell, ...]:
    """Outlays less all net imports, as if every one of them had been for the war, in per cent of the GNP of 1940."""
    cells = []
    for year in YEARS:
        uses = account(tables, year)
        gnp, imports = uses["gnp"], uses.get("net_imports")
        if imports or year == BASE_YEAR:
            home = difference(uses["military_outlays"], imports) if imports else uses["military_outlays"]
            cells += year_cells(year, gnp, home, None, share_of(home, gnp))
        else:
            cells.append(Cell("gnp", str(year), gnp))
    return with_base(cells)


# --- drawing ------------------------------------------------------------------------------------------------------


def stacked(plot: Plot) -> pd.DataFrame:
    """The parts of the bars: where each begins and ends, its fill, outline and ink by its row and how sure it is."""
    frame = plot.frame
    parts = frame[frame["row"].isin(PARTS)].copy()
    parts["order"] = parts["row"].map(PARTS.index)
    parts = parts.sort_values(["column", "order"])
    parts["high"] = parts.groupby("column")["value"].cumsum()
    parts["low"] = parts["high"] - parts["value"]
    sure = parts["status"] != "unverified"
    full, pale, ink = (parts["row"].map({row: dress[i] for row, dress in DRESS.items()}) for i in range(3))
    outlined = (parts["column"] == "1941") & (parts["row"] != "net_imports")
    fills = full.where(sure, pale).map(LIGHT)
    hatched = parts["row"] == "net_imports"
    fills = fills.where(~outlined, "transparent").where(~hatched, theme.HATCH.format("aidfill"))
    bare = outlined | ~sure
    return parts.assign(
        fill=fills,
        outline=ink.map(LIGHT).where(bare, LIGHT["paper"]),
        ink=ink.where(outlined, "onfill").where(sure | outlined, "onpale"),
    )


def bars(parts: pd.DataFrame, value, year, **mark) -> alt.Chart:
    """Stacked bars: one part a cell, parted by a hairline of paper, so that they are told apart without colour too."""
    return (
        alt.Chart(parts)
        .mark_bar(strokeWidth=1.25, **mark)
        .encode(
            value,
            year,
            description=CELL,
            order="order:Q",
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("outline:N", scale=None),
        )
    )


def about(plot: Plot, year: str) -> str:
    """What stands where net imports do: their amount, or that it is not known; nothing where a state has none."""
    if plot.has("net_imports", year):
        return plot.labels["imports"].format(plot.text(plot.at("net_imports", year)))
    return plot.labels.get("imports_unknown", "") if year == "1941" else ""


def share_of_year(plot: Plot, year: str) -> str:
    """The share of outlays in the GNP of the year, as the strip above the bars shows it."""
    return f"{plot.text(plot.at('military_share', year))}%" if plot.has("military_share", year) else ""


def draw(plot: Plot) -> Drawing:
    """Columns where there is room, else rows."""
    return draw_wide(plot) if plot.width == theme.WIDE else draw_narrow(plot)


def draw_wide(plot: Plot) -> Drawing:
    """A column a year under a strip of shares; a tick at GNP; the drop from 1940 to 1942."""
    left, right, top, bottom, height, bar = 44, 78, 70, 28, 428, 112
    wide, high = plot.width.px - left - right, height - top - bottom
    scale = plot.scales["value"].over(high, 0)
    parts, gnp = stacked(plot), plot.frame.query("row == 'gnp'")
    centre = {str(year): wide * (i + 0.5) / len(YEARS) for i, year in enumerate(YEARS)}
    value = alt.Y("value:Q", scale=scale.vega(), axis=axis(scale, "left", plot.labels["unit"], ticks=True))
    year_axis = alt.Axis(title=None, labelAngle=0, labelFontSize=theme.LABEL, labelColor=LIGHT["ink"], labelPadding=8)
    year = alt.X("column:O", scale=alt.Scale(paddingInner=0, paddingOuter=0), axis=year_axis)
    ticks = alt.Chart(gnp).mark_tick(orient="horizontal", size=bar + 12, thickness=2)
    level = [Rule(-left + 46, scale.px(0), wide, scale.px(0))]
    layers = [
        *([] if "drop" not in plot.labels else drop(plot, scale, centre, bar)),
        bars(parts, value.stack("zero"), year, size=bar),
        rules(level),
        ticks.encode(value, year, description=CELL),
        words([*strip(plot, centre, -left), *gnp_words(plot, scale, centre, bar), *part_words(plot, parts, scale, centre)]),
    ]
    if plot.has("gnp_rubles", BASE_YEAR):
        layers.append(second_axis(plot, scale, wide, right))
    if "stamp" in plot.labels:
        layers += stamp(plot, wide + right, -58, "right")
    return canvas(layers, plot, height, left, right, top, bottom)


def drop(plot: Plot, scale: Scale, centre: dict[str, float], bar: float) -> list[alt.Chart]:
    """The level of 1940 carried to 1942, and an arrow from it down to the GNP of 1942."""
    high, low = (scale.px(plot.at("gnp", year).quantity.value) for year in ("1940", "1942"))
    edge = centre["1942"] + bar / 2 + 4
    lines = [Rule(centre["1940"] + bar / 2, high, edge, high), Rule(edge, high, edge, low - 9, "ink")]
    head = alt.Chart(alt.Data(values=[{}])).mark_point(shape="triangle-down", filled=True, size=46, color=LIGHT["ink"])
    return [
        rules(lines),
        head.encode(x=alt.value(edge), y=alt.value(low - 6)),
        words([Label(edge - 7, high + 9, plot.labels["drop"], align="right", valign="top")]),
    ]


def strip(plot: Plot, centre: dict[str, float], left: float) -> list[Label]:
    """The share of each year above its bar, and what it is a share of."""
    head = [Label(left, -54, plot.labels["strip"], "muted", theme.TEXT)]
    return head + [Label(x, -22, share_of_year(plot, year), "war", 24, 600, "center") for year, x in centre.items()]


def gnp_words(plot: Plot, scale: Scale, centre: dict[str, float], bar: float) -> list[Label]:
    """The GNP of each year at its tick, and above it what came from abroad."""
    found = []
    for year, x in centre.items():
        gnp = plot.at("gnp", year)
        tops = gnp.quantity.value + (plot.at("net_imports", year).quantity.value if plot.has("net_imports", year) else 0)
        token = "aid" if plot.has("net_imports", year) else "muted"
        text = plot.text(gnp)
        if year == "1940":
            found.append(Label(x, scale.px(gnp.quantity.value) - 6, plot.labels["gnp"].format(text), weight=600, align="center", valign="bottom"))
        else:
            found.append(Label(x + bar / 2 + 9, scale.px(gnp.quantity.value), text, weight=600))
        found.append(Label(x, scale.px(tops) - 8, about(plot, year), token, align="center", valign="bottom"))
    return [label for label in found if label.text]


def part_words(plot: Plot, parts: pd.DataFrame, scale: Scale, centre: dict[str, float]) -> list[Label]:
    """The number in the middle of each part, and its name under the number where it is first met."""
    found = []
    for part in parts[parts["row"] != "net_imports"].itertuples():
        name = plot.labels.get(f"{part.row}|{part.column}", "")
        lines = name.count("\n") + bool(name)
        x, middle = centre[part.column], scale.px((part.low + part.high) / 2)
        found.append(Label(x, middle - 8 * lines, part.text, part.ink, 17, 600, "center", cell=part.cell))
        if name:
            found.append(Label(x, middle - 8 * lines + 14, name, part.ink, theme.TEXT, align="center", valign="top"))
    return found


def second_axis(plot: Plot, scale: Scale, wide: float, right: float) -> alt.LayerChart:
    """Billion rubles at the right: the scale of 1940 is from memory, and says so."""
    level = plot.at("gnp_rubles", BASE_YEAR).quantity.value
    values = range(0, 251, 50)
    places = [scale.px(100 * value / level) for value in values]
    marks = [Rule(wide + 22, y, wide + 27, y) for y in places]
    numbers = [Label(wide + 32, y, str(v), "muted", theme.SMALL) for v, y in zip(values, places, strict=True)]
    unit = Label(wide + right, -20, plot.labels["rubles_axis"], "caution", theme.SMALL, align="right", valign="bottom")
    return alt.layer(rules(marks), words([*numbers, unit]))


def draw_narrow(plot: Plot) -> Drawing:
    """A row a year: a line of words, then the bar; share and GNP stand in the line, imports at the bar's end."""
    step, bar, low = 62, 24, 9
    extra = 30 if "stamp" in plot.labels else 0
    top, bottom = 50 + extra, 26
    wide, height = plot.width.px, top + bottom + step * len(YEARS)
    scale = plot.scales["value"].over(0, wide * plot.scales["value"].domain[1] / (plot.scales["value"].domain[1] * 1.13))
    parts, gnp = stacked(plot), plot.frame.query("row == 'gnp'")
    middle = {str(year): step * (i + 0.5) for i, year in enumerate(YEARS)}
    under = axis(scale, "bottom", plot.labels["unit"], ticks=True, labelFlush=True, labelPadding=3)
    value = alt.X("value:Q", scale=scale.vega(), axis=under)
    year = alt.Y("column:O", scale=alt.Scale(paddingInner=0, paddingOuter=0), axis=None)
    ticks = alt.Chart(gnp).mark_tick(orient="vertical", size=bar + 10, thickness=2, yOffset=low - 1)
    layers = [
        bars(parts, value.stack("zero"), year, size=bar, yOffset=low),
        ticks.encode(value, year, description=CELL),
        words([*key_words(plot, extra), *row_words(plot, scale, middle, low), *inside_words(parts, scale, middle, low)]),
    ]
    if "stamp" in plot.labels:
        layers += stamp(plot, 0, -top + 14, "left", "stamp_line")
    return canvas(layers, plot, height, 0, 0, top, bottom)


def key_words(plot: Plot, extra: float) -> list[Label]:
    """Names of the parts in their colours, and what the red percentages are."""
    names = [("military_outlays", "war", 0), ("civilian_uses", "civilian", 116), ("net_imports", "aid", 212)]
    line = -40
    found = [Label(x, line, plot.labels[key], token, weight=600) for key, token, x in names if key in plot.labels]
    return [*found, Label(0, line + 22, plot.labels["strip_line"], "muted", theme.SMALL)]


def row_words(plot: Plot, scale: Scale, middle: dict[str, float], low: float) -> list[Label]:
    """In the line above a bar the year, the share of outlays and GNP; at its end what came from abroad."""
    found = []
    for year, y in middle.items():
        gnp = plot.at("gnp", year)
        end = scale.px(gnp.quantity.value)
        top = gnp.quantity.value + (plot.at("net_imports", year).quantity.value if plot.has("net_imports", year) else 0)
        found += [
            Label(0, y - 15, year, size=theme.LABEL),
            Label(44, y - 15, share_of_year(plot, year), "war", 18, 600),
            Label(end + 1, y - 15, plot.labels["gnp"].format(plot.text(gnp)), weight=600, align="right"),
            Label(end + 9, y - 15, plot.labels.get(f"row|{year}", ""), "muted", theme.SMALL),
            Label(scale.px(top) + 6, y + low, about(plot, year).replace("\n", " ").removeprefix(plot.labels.get("imports_name", "")).strip(),
                  "aid" if plot.has("net_imports", year) else "muted", theme.SMALL),
        ]  # fmt: skip
    return [label for label in found if label.text]


def inside_words(parts: pd.DataFrame, scale: Scale, middle: dict[str, float], low: float) -> list[Label]:
    """The number in the middle of each part of a bar."""
    return [
        Label((scale.px(p.low) + scale.px(p.high)) / 2, middle[p.column] + low, p.text, p.ink, theme.LABEL, 600, "center", cell=p.cell)
        for p in parts[parts["row"] != "net_imports"].itertuples()
    ]


PER_CENT = Scale("linear", (0, 109), (0, 25, 50, 75, 100), 0)
SHARE = Scale("linear", (0, 100), (), 0)
FIGURE = Figure(
    slug="final-uses",
    number=3,
    paper="Chart 3",
    tables=("great_powers_gdp", "great_powers_military_burden", "gnp_by_final_use"),
    states=(
        State("default", of_1940, {"value": PER_CENT, "share": SHARE}, draw),
        State("rubles", rubles, {"value": Scale("linear", (0, 277), (0, 50, 100, 150, 200, 250), 0), "share": SHARE}, draw),
        State("own-year", of_year, {"value": Scale("linear", (0, 122), (0, 25, 50, 75, 100), 0), "share": SHARE}, draw),
        State("met-at-home", met_at_home, {"value": PER_CENT, "share": SHARE}, draw),
    ),
    crop=(36, 60, 764, 344),
)
