"""The live version of a figure: the values of each of its views as a chart that a reader can turn, in Vega-Lite.

Where two years or more stand in the columns, lines over the years; else points in rows. A reader chooses the measure, the
series to bring out, the base year and the scale. It reaches the browser as a script, since from disk a page fetches nothing.
"""

import json
import re

import altair as alt

from .. import addresses, theme
from ..charts.figure import Cell, State, exact_digits
from ..drawing.page import token
from ..exports.files import Download
from ..measures import display
from ..memory import MEMORY, code
from ..prose.figures import Words
from ..vocabulary import STATUSES
from .figure import Shown

TABLE = "as in the table"  # the base year of those who choose none
HEIGHT = 380  # px
PAINT = re.compile(r'"(#[0-9a-f]{6})"')
# The value that is drawn, from that of the table: against the base year, then on the scale chosen.
SHIFTED = f"base == '{TABLE}' ? datum.value : isValid(datum.start) && datum.start > 0 ? 100 * datum.value / datum.start : null"
DRAWN = "!isValid(datum.value) || !isValid(datum.shifted) ? null : scale == 'linear' ? datum.shifted : datum.shifted > 0 ? log(datum.shifted) / LN2 : null"
READING = f"datum.told + (base == '{TABLE}' || !isValid(datum.shifted) ? '' : '; ' + format(datum.shifted, ',.1f') + ' with ' + base + ' = 100' + (datum.shaky == 1 ? ', which is not sure' : ''))"
LABELS = "format(scale == 'linear' ? datum.value : pow(2, datum.value), ',~r')"
TRANSFORMS = [
    {"filter": "datum.unit == measure"},
    {"calculate": "datum.column == base ? datum.value : null", "as": "at"},
    {"calculate": "datum.column == base && !datum.sure ? 1 : 0", "as": "unsure"},
    {
        "joinaggregate": [
            {"op": "max", "field": "at", "as": "start"},
            {"op": "max", "field": "unsure", "as": "shaky"},
        ],
        "groupby": ["row", "unit"],
    },
    {"calculate": SHIFTED, "as": "shifted"},
    {"calculate": DRAWN, "as": "drawn"},
    {"calculate": READING, "as": "reading"},
]


def is_year(column: str) -> bool:
    """Whether a column of a figure is one year."""
    return bool(re.fullmatch(r"\d{4}", column))


def records(state: State, cells: tuple[Cell, ...], words: Words) -> list[dict]:
    """A record a cell, with what a reader is told of it; of each series a year without a value is there, empty."""
    found = [
        {
            "row": words.name(c.row), "column": words.name(c.column), "value": c.quantity.value, "sure": c.sure,
            "unit": display.unit_words(c.quantity.unit), "told": told(state, c, words),
        }
        for c in cells
    ]  # fmt: skip
    series = dict.fromkeys((r["row"], r["unit"]) for r in found)
    known = {(r["row"], r["unit"], r["column"]) for r in found}
    columns = sorted({r["column"] for r in found}) if all(is_year(r["column"]) for r in found) else []
    gaps = [(*one, column) for one in series for column in columns if (*one, column) not in known]
    return found + [{"row": n, "unit": u, "column": c, "value": None, "sure": True, "told": ""} for n, u, c in gaps]


def told(state: State, cell: Cell, words: Words) -> str:
    """What is said of a cell: row, column, value with its unit, and how sure it is."""
    value, unit = exact_digits(cell, state.scales), display.in_unit(cell.quantity.unit)
    status = STATUSES[cell.quantity.status].words
    return f"{words.name(cell.row)}, {words.name(cell.column)}: {value}{unit}; {status}"


def chosen(name: str, label: str, options: list[str]) -> dict:
    """A choice of a reader, the first option first; where there is but one, it is made, and not asked."""
    bind = {"bind": {"input": "select", "options": options, "name": f"{label} "}} if len(options) > 1 else {}
    return {"name": name, "value": options[0], **bind}


def by_use(values: list[str]) -> list[str]:
    """Values each once, the most frequent first."""
    return sorted(dict.fromkeys(values), key=lambda value: -values.count(value))


def axes(rows: list[dict], years: bool) -> dict:
    """Where a record stands: on its year and its value, or on its value and its row."""
    numbers = {"labelExpr": LABELS, "grid": True, "title": None, "tickCount": 6}
    value = {"field": "drawn", "type": "quantitative", "axis": numbers, "scale": {"zero": False}}
    if years:
        axis = {"title": None, "labelAngle": 0, "labelOverlap": True}
        return {"x": {"field": "column", "type": "ordinal", "axis": axis}, "y": value}
    names = list(dict.fromkeys(row["row"] for row in rows))
    return {"x": value, "y": {"field": "row", "type": "nominal", "sort": names, "axis": {"title": None}}}


def brought_out(rows: list[dict], years: bool) -> dict:
    """The series that a reader brings out, by its name or by a mark: of lines a row, of points a column; first one in sight."""
    field = "row" if years else "column"
    measure = by_use([row["unit"] for row in rows])[0]
    first = next(row[field] for row in rows if row["unit"] == measure)
    bind = {"input": "select", "options": list(dict.fromkeys(row[field] for row in rows)), "name": "Bring out "}
    select = {"type": "point", "fields": [field]}
    return {"name": "series", "select": select, "bind": {field: bind}, "value": [{field: first}]}


def layers(rows: list[dict], years: bool) -> list[dict]:
    """Lines where there are years, and a point a value, hollow where it, or the base that a reader chose, is not sure."""
    out, quiet, paper = ({"value": theme.LIGHT[name]} for name in ("war", "quiet", "paper"))
    brought = {"param": "series", **out}
    shared = {**axes(rows, years), "detail": {"field": "row"}, "stroke": {"condition": brought, **quiet}}
    fill = {"condition": [{"test": "!datum.sure || datum.shaky == 1", **paper}, brought], **quiet}
    points = {
        "mark": {"type": "point", "size": 64, "strokeWidth": 2, "opacity": 1},
        "encoding": {**shared, "fill": fill, "tooltip": {"field": "reading", "type": "nominal"}},
        "params": [brought_out(rows, years)],
    }
    line = {"mark": {"type": "line", "strokeWidth": 2}, "encoding": shared}
    return [line, points, ending(rows)] if years else [points]


def ending(rows: list[dict]) -> dict:
    """The name of the line that is brought out, over its last value."""
    last = {"op": "max", "field": "column", "as": "end"}
    return {
        "transform": [
            {"filter": {"param": "series"}}, {"filter": "isValid(datum.drawn)"}, {"joinaggregate": [last]},
            {"filter": "datum.column == datum.end"},
        ],
        "mark": {"type": "text", "align": "right", "dx": 4, "dy": -14, "fontWeight": 600},
        "encoding": {**axes(rows, True), "text": {"field": "row", "type": "nominal"}, "color": {"value": theme.LIGHT["war"]}},
    }  # fmt: skip


def chart_of(rows: list[dict], scales: list[str]) -> dict:
    """The chart of these records, with its choices; of its scales the first is that on which it opens."""
    years = all(is_year(row["column"]) for row in rows)
    bases = [TABLE, *sorted({row["column"] for row in rows})] if years else [TABLE]
    choices = [
        chosen("measure", "Measure", by_use([row["unit"] for row in rows])), chosen("base", "Base year = 100", bases),
        chosen("scale", "Scale", scales),
    ]  # fmt: skip
    return {
        "$schema": alt.SCHEMA_URL, "data": {"values": rows}, "transform": TRANSFORMS, "params": choices,
        "layer": layers(rows, years), "width": 640, "height": HEIGHT,
    }  # fmt: skip


def shown_cells(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells that a live version has: where two columns or more are years those of years alone, else all.

    How many months of a year the counts cover is no series of anything.
    """
    series = tuple(cell for cell in cells if cell.quantity.unit != "months")
    years = [cell for cell in series if is_year(cell.column)]
    return tuple(years) if len({cell.column for cell in years}) > 1 else series


def scales_of(state: State, cells: tuple[Cell, ...]) -> list[str]:
    """The scales that a reader may choose, first that of the drawing."""
    kinds = {state.scales[cell.scale].kind for cell in cells if cell.role == "drawn" and cell.scale in state.scales}
    return ["logarithmic", "linear"] if "log" in kinds else ["linear", "logarithmic"]


def live_spec(state: State, cells: tuple[Cell, ...], words: Words) -> dict:
    """The specification of the live version of a view, in the colours of the reader's scheme."""
    chart = chart_of(records(state, shown_cells(cells), words), scales_of(state, cells))
    config = {**theme.CONFIG, "aria": False, "axis": {**theme.AXIS, "translate": 0.5}}
    spec = {**chart, "config": config, "description": words.states[state.key].description}
    return json.loads(PAINT.sub(lambda found: f'"{token(found[1])}"', json.dumps(spec)))


def live_file(shown: Shown) -> Download:
    """The views of a figure as a script that the live version loads."""
    states = {state.key: state for state in shown.figure.states}
    seen = repr([(view.key, view.cells, view.words.description) for view in shown.views])

    def made() -> bytes:
        specs = {view.key: live_spec(states[view.key], view.cells, shown.words) for view in shown.views}
        text = json.dumps(specs, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return f"(self.wartimeLive??={{}}).views={text};\n".encode()

    content = MEMORY.recall(made, "live", code(), shown.figure.slug, repr(shown.words), seen)
    return Download(addresses.live(shown.figure.slug), "text/javascript", "Live version", "its views", content)
