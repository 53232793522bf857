"""Each figure draws in both layouts, sees only the tables it names, and its words are true to them."""

import itertools
import json
import re
import struct
import zlib

import altair as alt
import pytest
import vl_convert as vlc
from stalin_econ.tables import Table

from stalin_econ import display, drawing, pages, theme
from stalin_econ.charts import FIGURES, balance, burden, food, product, production, rearmament, uses
from stalin_econ.charts.figure import COLUMNS, value_at
from stalin_econ.charts.marks import spread

# Addresses of chart pages never change: a slug may be added here, none may go.
SLUGS = (
    "balance-of-supplies-1942", "national-product-by-sector", "final-uses", "rearmament", "food-procurement",
    "burden-and-development", "war-production",
)  # fmt: skip

each_figure = pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f.slug)
each_layout = pytest.mark.parametrize("layout_name", theme.WIDTHS)


@pytest.fixture(scope="module")
def svgs(layout, real_tables):
    """Every drawing once, by slug and layout."""
    drawing.register_fonts(layout)
    found = {}
    for figure in FIGURES:
        own = pages.figure_tables(figure, real_tables)
        for kind in theme.WIDTHS:
            chart = figure.draw(own, "default", kind)
            found[figure.slug, kind] = drawing.raw_svg(drawing.spec_of(chart, "words"))
    return found


def test_no_slug_disappears():
    assert {figure.slug for figure in FIGURES} == set(SLUGS)
    assert [figure.number for figure in FIGURES] == list(range(1, len(FIGURES) + 1))


@each_figure
@each_layout
def test_drawing_has_the_width_of_its_layout(figure, layout_name, svgs):
    width, height = drawing.size_of(svgs[figure.slug, layout_name])
    assert width == theme.WIDTHS[layout_name]
    assert 200 < height < 900


@each_figure
@each_layout
def test_specification_keeps_the_schema(figure, layout_name, real_tables):
    chart = figure.draw(pages.figure_tables(figure, real_tables), "default", layout_name)
    spec = chart.to_dict()
    json.dumps(spec, allow_nan=False)


@each_figure
def test_words_are_there(figure):
    assert len(figure.title) > 20 and len(figure.subtitle) > 20 and figure.notes and figure.key and figure.territory
    assert figure.paper in ("", f"Chart {figure.number}")


@each_figure
def test_table_is_made_of_cells(figure, real_tables):
    cells = figure.cells(pages.figure_tables(figure, real_tables), "default")
    assert list(cells.columns) == COLUMNS
    assert cells["value"].notna().all()
    assert not cells.duplicated(["row", "column"]).any()
    for used in cells["cells"]:
        assert used and all(pages.row_of(cell, real_tables) for cell in used)


@each_figure
def test_a_derived_value_is_as_sure_as_its_weakest_cell(figure, real_tables):
    cells = figure.cells(pages.figure_tables(figure, real_tables), "default")
    order = ["stated", "read", "copied", "relayed", "unverified"]
    for row in cells.itertuples():
        weakest = max(order.index(pages.row_of(cell, real_tables)["status"]) for cell in row.cells)
        assert row.status == order[weakest]


@each_figure
def test_only_named_tables_are_used_and_all_of_them(figure, real_tables):
    own = pages.figure_tables(figure, real_tables)
    used = {cell.partition("#")[0] for cells in figure.cells(own, "default")["cells"] for cell in cells}
    assert used == set(figure.tables)
    for missing in figure.tables:
        with pytest.raises(KeyError):
            figure.cells({name: table for name, table in own.items() if name != missing}, "default")


@each_figure
def test_description_states_numbers_of_the_table(figure, real_tables):
    own = pages.figure_tables(figure, real_tables)
    words = figure.describe(own)
    assert 2 <= len(re.findall(r"[.](?:\s|$)", words)) <= 6
    shown = set(re.findall(r"\d[\d,]*(?:\.\d+)?", words))
    cells = figure.cells(own, "default")
    values = {display.amount(v, d) for v in cells["value"] for d in (0, 1, 2)}
    assert len(shown & values) >= 3


@each_figure
@each_layout
def test_axis_or_head_states_the_unit(figure, layout_name, svgs):
    text = " ".join(re.findall(r">([^<]+)</t(?:ext|span)>", svgs[figure.slug, layout_name]))
    units = {
        "balance-of-supplies-1942": "ratio, doubling scale", "national-product-by-sector": "1940 = 100",
        "final-uses": "Per cent of the GNP of 1940", "rearmament": "Troops, thousand", "food-procurement": "million tonnes",
        "burden-and-development": "dollars of 1990", "war-production": "Thousands",
    }  # fmt: skip
    assert units[figure.slug] in text


@each_figure
@each_layout
def test_no_text_is_small_cut_or_unknown(figure, layout_name, svgs):
    svg = svgs[figure.slug, layout_name]
    assert "…" not in svg
    assert not re.search(r">[^<]*\b(?:nan|None|undefined|null)\b[^<]*</text>", svg)
    assert all(float(size) >= theme.TEXT for size in re.findall(r'font-size="([\d.]+)px"', svg))


@each_figure
@each_layout
def test_page_drawing_is_named_and_follows_the_theme(figure, layout_name, svgs):
    page = drawing.page_svg(svgs[figure.slug, layout_name], "x", figure.title, "A description.")
    assert 'role="img" aria-labelledby="x-title x-desc"' in page
    assert '<title id="x-title">' in page and '<desc id="x-desc">A description.</desc>' in page
    assert not re.search(r'(?:fill|stroke)="#', page)
    assert "var(--" in page
    assert all(name.startswith("x-") for name in re.findall(r'\bid="([^"]+)"', page))
    assert page.count('aria-hidden="true"') == 1


def test_a_colour_outside_the_palette_is_refused():
    with pytest.raises(ValueError, match="#123456"):
        drawing.themed('<path fill="#123456"/>')


def test_unverified_cells_look_unverified(real_tables):
    frame = product.drawn(real_tables)
    assert set(frame.loc[frame["sure"], "series"]) == {product.GNP}
    chart = product.draw_product(real_tables, "default", theme.WIDE).to_dict()
    assert any("strokeDash" in layer["encoding"] for layer in chart["layer"] if "encoding" in layer)
    outlined = [
        layer["mark"]
        for layer in food.draw_food(real_tables, "default", theme.WIDE).to_dict()["layer"]
        if "strokeDash" in layer["mark"]
    ]
    assert sum(mark.get("fillOpacity") == theme.FAINT for mark in outlined) == 5


def test_no_line_crosses_a_year_that_is_not_known(real_tables):
    frame = product.drawn(real_tables)
    services = frame[(frame["series"] == "Civilian services")].sort_values("year")
    assert services["year"].tolist() == [1940, 1942, 1943, 1944]
    assert services["run"].nunique() == 2


def test_badge_counts_what_is_drawn(real_tables):
    cells = product.cells(real_tables, "default")
    drawn = cells[cells["drawn"]]
    unsure = (drawn["status"] == "unverified").sum()
    assert pages.badge(cells).startswith(f"{unsure} of {len(drawn)} values")
    assert pages.badge(uses.cells(real_tables, "default")) == ""


# --- titles: the table proves each of them ---------------------------------------------------------------------------


def test_title_of_the_balance(real_tables):
    frame = balance.drawn(real_tables, "default")
    forces = frame.loc[frame["forces"], "Ratio"].iloc[0]
    assert (frame.loc[~frame["forces"], "Ratio"] > forces).all() and forces > 1
    assert len(frame) == 8


def test_title_of_the_product(real_tables):
    cells = product.cells(real_tables, "default").query("column == '1942'").set_index("row")["value"]
    grown = set(cells[cells > 100].index)
    assert grown == {"Defence industry", "Military services"}


def test_title_of_the_uses(real_tables):
    cells = uses.cells(real_tables, "default")
    assert 60 <= value_at(cells, uses.SHARE, "1942") < 62
    assert 64 <= value_at(cells, uses.GNP, "1942") <= 68
    for year in ("1942", "1943", "1944"):
        parts = value_at(cells, uses.MILITARY, year) + value_at(cells, uses.CIVILIAN, year)
        assert parts == pytest.approx(value_at(cells, uses.RESOURCES, year))
        assert value_at(cells, uses.RESOURCES, year) == pytest.approx(
            value_at(cells, uses.GNP, year) + value_at(cells, uses.IMPORTS, year)
        )
    assert "1941" not in set(uses.drawn(real_tables)["year"])


def test_title_of_rearmament(real_tables):
    cells = rearmament.cells(real_tables, "default")
    for row in (rearmament.TANKS, rearmament.RIVAL):
        assert rearmament.yearly(cells, row).sort_values("value")["year"].iloc[-1] == 1936
    for row in (rearmament.TROOPS, rearmament.AIRCRAFT):
        assert value_at(cells, row, "1940") > 1.9 * value_at(cells, row, "1938")


def test_without_light_vehicles_the_rival_peaks_in_1939(real_tables):
    models = real_tables["tanks_by_model"].frame.query("kind == 'other'").groupby("year")["value"].sum()
    assert models.idxmax() == 1939
    small = real_tables["tanks_by_model"].frame.query("year == 1932 and kind == 'tankette'")["value"].sum()
    assert small > real_tables["tanks_by_model"].frame.query("year == 1932")["value"].sum() / 2


def test_title_of_food(real_tables):
    cells = food.cells(real_tables, "default")
    for row in (food.GRAIN, food.MEAT):
        assert value_at(cells, row, "1942") > value_at(cells, row, "1940")
    assert value_at(cells, food.HARVEST, "1942") < value_at(cells, food.HARVEST, "1940") / 3
    assert value_at(cells, food.TAKEN, "1942") == pytest.approx(value_at(cells, food.TAKEN, "1940") / 3, rel=0.05)


def test_title_of_burden(real_tables):
    frame = burden.drawn(real_tables).set_index("row")
    assert set(frame["head"].nsmallest(2).index) == {"USSR", "Japan"}
    assert frame.loc[["USSR", "Japan"], "peak"].min() > frame.loc[["USA", "UK"], "peak"].max()


def test_title_of_production(real_tables):
    cells = production.cells(real_tables, "default")
    leaders = cells.loc[cells.groupby("row")["value"].idxmax()].set_index("row")["column"]
    assert set(leaders[leaders == "USSR"].index) == {"Mortars", "Machine pistols"}
    assert set(leaders) == {"USSR", "USA"}
    assert set(production.passed_by_1944(real_tables)) == {
        "rifles_and_carbines",
        "machine_guns",
        "guns",
        "mortars",
        "combat_aircraft",
    }


# --- helpers and files ------------------------------------------------------------------------------------------------


def test_labels_are_spread_without_touching():
    placed = spread([10, 12, 11, 100], [10, 10, 10, 10], 0, 105)
    ordered = sorted(placed)
    assert all(b - a >= 10 - 1e-9 for a, b in itertools.pairwise(ordered))
    assert ordered[-1] <= 105
    assert sorted(range(4), key=placed.__getitem__) == [0, 2, 1, 3]


def test_the_renderer_carries_the_schema_that_altair_names():
    assert drawing.VEGA_LITE in vlc.get_vegalite_versions()
    assert alt.SCHEMA_VERSION.startswith(f"v{drawing.VEGA_LITE}")


def pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and unfiltered rows of an RGBA picture."""
    data, place, width, height = b"", 8, 0, 0
    while place < len(png):
        size, kind = struct.unpack(">I4s", png[place : place + 8])
        body = png[place + 8 : place + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
            assert (depth, colour) == (8, 6)
        data += body if kind == b"IDAT" else b""
        place += size + 12
    raw, rows, stride, before = zlib.decompress(data), [], width * 4, bytes(width * 4)
    for y in range(height):
        kind, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1 : (y + 1) * (stride + 1)])
        for i in range(stride):
            left, up = (line[i - 4] if i >= 4 else 0), before[i]
            corner = before[i - 4] if i >= 4 else 0
            guess = left + up - corner
            near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
            line[i] = (line[i] + (0, left, up, (left + up) // 2, near)[kind]) & 255
        rows.append(bytes(line))
        before = bytes(line)
    return width, height, rows


@pytest.mark.parametrize("slug", ["rearmament"])
def test_picture_shows_text_at_twice_the_size(slug, built):
    """Text can vanish from a picture without a word: the head of the export has ink."""
    width, _, rows = pixels(built[f"charts/{slug}/{slug}.png"])
    assert width == 2 * (theme.WIDTHS[theme.WIDE] + 2 * drawing.MARGIN)
    head = b"".join(row[2 * drawing.MARGIN * 4 :] for row in rows[44:88])
    dark = sum(head[i] < 90 and head[i + 1] < 90 for i in range(0, len(head), 4))
    assert dark > 1500


@each_figure
def test_export_stands_alone(figure, built):
    svg = built[f"charts/{figure.slug}/{figure.slug}.svg"].decode()
    assert "var(--" not in svg and "font/woff2;base64" in svg
    words = " ".join(re.findall(r">([^<]+)</text>", svg))
    assert figure.title.split(":")[0] in words or figure.title.split()[0] in words
    assert "Sources" in words and f"charts/{figure.slug}/" in words
    spec = json.loads(built[f"charts/{figure.slug}/{figure.slug}.vl.json"])
    assert spec["$schema"].endswith(f"{alt.SCHEMA_VERSION}.json") and spec["description"]


def all_read(tables):
    """The tables as they would be if every cell had been read."""
    return {name: Table(name, t.meta, t.frame.assign(status="read")) for name, t in tables.items()}


def test_bars_are_dashed_by_their_status_alone(real_tables):
    dashed = {
        name: sum("strokeDash" in layer["mark"] and "fillOpacity" in layer["mark"] for layer in chart["layer"])
        for name, chart in (
            ("real", food.draw_food(real_tables, "default", theme.WIDE).to_dict()),
            ("read", food.draw_food(all_read(real_tables), "default", theme.WIDE).to_dict()),
        )
    }
    assert dashed == {"real": 5, "read": 0}


@each_figure
def test_words_call_unverified_only_what_is(figure, real_tables):
    """When the last cell of a figure has been read, its words that call it unverified must go; until then they stay."""
    own = pages.figure_tables(figure, real_tables)
    words = " ".join([figure.key, *figure.notes, figure.describe(own), *(step.text for step in figure.steps(own))])
    unsure = (figure.cells(own, "default")["status"] == "unverified").any()
    assert unsure == bool(re.search(r"unverified|not yet checked", words))


@each_figure
def test_values_lie_within_the_axes(figure, real_tables):
    """Axis ends are chosen by hand; a corrected value may not leave its panel."""
    cells = figure.cells(pages.figure_tables(figure, real_tables), "default").query("drawn")
    top = {
        "final-uses": uses.TOP, "national-product-by-sector": product.DOMAIN[1], "war-production": production.DOMAIN[1],
    }  # fmt: skip
    if figure.slug in top:
        assert cells["value"].max() <= top[figure.slug]
    for row, (peak, _) in rearmament.PANELS.items():
        assert (
            cells.loc[(cells["row"] == row) & (cells["column"] != "1935–36"), "value"].max() <= peak
            or figure.slug != "rearmament"
        )
    if figure.slug == "food-procurement":
        assert cells.loc[cells["unit"] == "million_tonnes", "value"].max() <= food.TOP_MT
        assert cells.loc[cells["unit"] == "per_cent", "value"].max() <= food.TOP_PCT
