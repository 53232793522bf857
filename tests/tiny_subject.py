"""A whole small project for tests of the machinery: its sources are in `tiny/`, its figure and its claim here.

Templates of pages, styles and fonts are those of the real project.
"""

from pathlib import Path

import altair as alt

from stalin_econ import theme
from stalin_econ.charts.figure import Cell, Figure, Plot, State
from stalin_econ.charts.marks import CELL, Label, axis, canvas, stamp, words
from stalin_econ.charts.scale import Scale
from stalin_econ.checks.run import Rules
from stalin_econ.claims.finding import Finding
from stalin_econ.layout import read_sources
from stalin_econ.measures.series import fall, index_to, key_of, pick, picks
from stalin_econ.site.subject import Subject

ROOT = Path(__file__).resolve().parent
YEARS = (1940, 1942)


def head(tables) -> tuple[Cell, ...]:
    herds = tables["herds"]
    return tuple(Cell(key_of(herds, q, "species"), str(key_of(herds, q, "year")), q) for q in picks(herds))


def index(tables) -> tuple[Cell, ...]:
    herds = tables["herds"]
    pairs = [(s, [pick(herds, species=s, year=year) for year in YEARS]) for s in ("cows", "horses")]
    made = [
        Cell(s, str(year), index_to(q, both[0], "index_1940"), "drawn")
        for s, both in pairs
        for year, q in zip(YEARS, both, strict=True)
    ]
    return tuple(Cell(c.row, c.column, c.quantity, "base" if c.column == "1940" else "drawn") for c in made)


def draw(plot: Plot):
    """Bars by year, those that are not sure pale."""
    frame = plot.frame
    scale = plot.scales["value"].over(100, 0)
    pale = frame["status"].isin(["unverified", "relayed"])
    frame["fill"] = [theme.LIGHT["civpale" if p else "civfill"] for p in pale]
    value = alt.Y("value:Q", scale=scale.vega(), axis=axis(scale, "left", plot.labels["unit"]))
    place = alt.X("cell:N", axis=None)
    bars = (
        alt.Chart(frame)
        .mark_bar(size=20)
        .encode(x=place, y=value, description=CELL, fill=alt.Fill("fill:N", scale=None))
    )
    layers = [bars, words([Label(0, -10, "Animals")])]
    return canvas([*layers, *stamp(plot, 60, -12)], plot, 150, 40, 20, 30, 20)


def facts(cells) -> dict:
    return {"most": max(cells, key=lambda c: c.quantity.value).row}


HERDS = Figure(
    slug="herds", number=1, paper="", tables=("herds",), crop=(0, 0, 400, 150), facts=facts,
    states=(
        State("default", head, {"value": Scale("linear", (0, 50), (0, 25, 50), 0)}, draw),
        State("index", index, {"value": Scale("linear", (0, 120), (0, 50, 100), 0)}, draw),
    ),
)  # fmt: skip


def cows_halved(tables) -> list[Finding]:
    before, now = (pick(tables["herds"], species="cows", year=year) for year in YEARS)
    return [Finding(fall(now, before), "fall of cows, 1940 to 1942")]


TINY = Subject((HERDS,), None, {"cows-halved": cows_halved}, Rules())


def tiny_sources() -> dict[str, bytes]:
    """The sources of the small project, with the page templates, leaves, styles and fonts of the real one."""
    real, own = read_sources(ROOT.parent), read_sources(ROOT / "tiny")
    given = ("templates/static/", "templates/book/")
    shared = {
        p: c
        for p, c in real.items()
        if p.startswith(given) or (p.startswith("templates/") and p.endswith((".html", ".txt")))
    }
    return shared | own
