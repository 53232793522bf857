"""Each figure draws at both widths, rests on the tables it names, looks as sure as its cells are, and its titles are true."""

import io
import itertools
import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import altair as alt
import pytest
import vl_convert as vlc
from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match
from PIL import Image

from stalin_econ import addresses, theme
from stalin_econ.charts import FIGURES, OPENING, rearmament
from stalin_econ.charts.figure import Plot, cell_at, cells_of, faults_of
from stalin_econ.charts.marks import Label, dodge
from stalin_econ.charts.rearmament_panels import Panel, dressed, year_axis
from stalin_econ.charts.scale import Scale
from stalin_econ.data.tables import Table, row_of
from stalin_econ.drawing import export, page, silhouette, vega
from stalin_econ.drawing.slide import CARD
from stalin_econ.faults import InputError
from stalin_econ.layout import PACKAGE
from stalin_econ.measures.provenance import origin_of
from stalin_econ.pages.drawn import widths_of
from stalin_econ.prose.labels import labels_of, slips
from stalin_econ.site.build import build
from stalin_econ.site.subject import SUBJECT
from stalin_econ.vocabulary import STATUSES

# Addresses of chart pages never change: a slug may be added here, none may go.
SLUGS = {
    "balance-of-supplies-1942", "national-product-by-sector", "final-uses", "rearmament", "food-procurement",
    "burden-and-development", "war-production",
}  # fmt: skip
SCHEMA = Draft7Validator(alt.load_schema())
VIEWS = [(figure, state) for figure in FIGURES for state in figure.states]

each_figure = pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f.slug)
each_view = pytest.mark.parametrize(
    ("figure", "state"), VIEWS, ids=lambda item: getattr(item, "slug", getattr(item, "key", ""))
)


def with_status(tables, status: str):
    """The tables as they would be if every cell had a status."""
    return {name: Table(name, t.meta, t.frame.assign(status=status)) for name, t in tables.items()}


def plots(figure, state, tables, edition):
    """What the drawing of a state would see of some tables, at each width, that of slides among them."""
    labels = edition.words[figure.slug].states[state.key].labels
    return [Plot(cells_of(figure, state, tables), state.scales, width, labels) for width in widths_of(figure, state)]


def test_no_slug_disappears():
    assert {figure.slug for figure in FIGURES} >= SLUGS
    with pytest.raises(ValueError, match="numbered from 1"):
        replace(SUBJECT, figures=FIGURES[1:])


@each_view
def test_drawings_have_their_width_and_fit_a_screen(figure, state, edition):
    for plot in plots(figure, state, edition.tables, edition):
        drawing = state.draw(plot)
        assert drawing.width == plot.width.px
        assert drawing.height <= (430 if plot.width == theme.WIDE else 1000)


@each_view
def test_specification_keeps_the_schema_and_holds_its_data(figure, state, built):
    spec = json.loads(built.files[addresses.chart_file(figure.slug, state.key, "vl.json")])
    fault = best_match(SCHEMA.iter_errors({key: item for key, item in spec.items() if key != "config"}))
    assert fault is None, fault.message
    assert spec["$schema"].endswith(f"{alt.SCHEMA_VERSION}.json") and spec["description"]
    held = json.dumps(spec)
    for cell in built.edition.cells[figure.slug][state.key]:
        if cell.role in ("drawn", "rival"):
            assert f'"{cell.key}"' in held and "url(" not in held


@each_view
def test_words_are_there(figure, state, edition):
    words = edition.words[figure.slug]
    own = words.states[state.key]
    assert 20 < len(own.title) <= 90 and len(own.subtitle) > 20 and own.note
    assert 2 <= len(re.findall(r"[.](?:\s|$)", own.description)) <= 6
    assert words.notes and words.territory and words.origin
    assert len({edition.words[figure.slug].states[s.key].title for s in figure.states}) == len(figure.states)


@each_view
def test_cells_stand_once_and_rest_on_the_tables_named(figure, state, edition):
    cells = edition.cells[figure.slug][state.key]
    assert len({cell.key for cell in cells}) == len(cells)
    order = list(STATUSES)
    for cell in cells:
        rows = [row_of(address, edition.tables) for address in cell.quantity.cells]
        assert rows and cell.quantity.status == max((row["status"] for row in rows), key=order.index)


@each_figure
def test_only_named_tables_are_used_and_all_of_them(figure, edition):
    used = {
        c.partition("#")[0]
        for cells in edition.cells[figure.slug].values()
        for cell in cells
        for c in cell.quantity.cells
    }
    assert used == set(figure.tables)


@each_figure
def test_a_row_that_a_figure_needs_is_missed_by_name(figure, edition):
    """Without the rows of a table a figure is not drawn: the fault names figure, table and the keys that were asked for."""
    name = figure.tables[0]
    table = edition.tables[name]
    found = faults_of(figure, {**edition.tables, name: Table(name, table.meta, table.frame.head(0))})
    assert found
    for problem in found:
        assert problem.path == f"data/{table.meta['path']}" and f"figure {figure.slug}" in problem.message
        assert "0 rows with" in problem.message


@each_figure
def test_a_table_that_is_not_there_is_missed_by_name(figure, edition):
    """One that the data package lacks is a fault of the package; one that the figure does not name, a slip in its module."""
    name = figure.tables[0]
    (found,) = faults_of(figure, {n: table for n, table in edition.tables.items() if n != name})
    assert found.path == PACKAGE and f"figure {figure.slug} wants the table {name!r}" in found.message
    with pytest.raises(KeyError, match="is not among the tables that the figure names"):
        cells_of(replace(figure, tables=()), figure.states[0], edition.tables)


@each_view
@pytest.mark.parametrize("status", ["read", "relayed", "unverified"])
def test_drawings_look_as_sure_as_their_cells(figure, state, status, edition):
    """With all cells read nothing is hollow and no stamp is drawn; with all from memory a stamp says so, or the words round a slide."""
    for plot in plots(figure, state, with_status(edition.tables, status), edition):
        spec = json.dumps(vega.spec_of(state.draw(plot).chart, "words"), ensure_ascii=False)
        stamps = [text for key, text in plot.labels.items() if key.startswith("stamp")]
        drawn = [text for text in stamps if all(f'"{line}"' in spec for line in text.split("\n"))]
        assert stamps and bool(drawn) == (status == "unverified" and plot.width.stamped)


@each_view
def test_drawings_stand_a_small_correction(figure, state, edition):
    """Every value two per cent higher: the figure is drawn all the same."""
    raised = {n: Table(n, t.meta, t.frame.assign(value=t.frame["value"] * 1.002)) for n, t in edition.tables.items()}
    for plot in plots(figure, state, raised, edition):
        assert state.draw(plot).height > 0


def test_a_colour_outside_the_palette_is_refused():
    with pytest.raises(ValueError, match="#123456"):
        page.token("#123456")


def test_no_line_crosses_a_year_that_is_not_known(built):
    """A year without a value breaks the line of its row."""
    html = built.files[addresses.chart("national-product-by-sector")].decode()
    wide = html[html.index('id="default"') :].partition("</svg>")[0]
    known = {
        c.column
        for c in built.edition.cells["national-product-by-sector"]["default"]
        if c.row == "civilian_services" and c.role == "drawn"
    }
    for path in re.findall(r'<path[^>]*data-line="civilian_services"[^>]*>', wide):
        corners = len(re.findall(r"[ML]", re.search(r' d="([^"]*)"', path)[1]))
        assert corners <= len(known)
        assert "1941" in known or corners != len(known) + 1


# --- titles: the table proves each of them ------------------------------------------------------------------------


def at(edition, slug: str, row: str, column: object, state: str = "default") -> float:
    return cell_at(edition.cells[slug][state], row, column).quantity.value


def leads(edition, state: str, column: str) -> dict[str, float]:
    """The leads of figure 1 by measure, without stocks and troops."""
    cells = edition.cells["balance-of-supplies-1942"][state]
    return {
        c.row: c.quantity.value
        for c in cells
        if c.column == column and not c.row.startswith("stock") and c.row != "armed_forces"
    }


def test_titles_of_the_balance(edition):
    slug = "balance-of-supplies-1942"
    for state, column in (("default", "all_fronts"), ("eastern-front", "eastern_front")):
        troops = at(edition, slug, "armed_forces", column, state)
        assert troops > 1 and min(leads(edition, state, column).values()) > troops
    ours, east = leads(edition, "default", "all_fronts"), leads(edition, "eastern-front", "eastern_front")
    assert all(east[row] > ours[row] for row in ours)
    assert min(leads(edition, "per-soldier", "all_fronts").values()) > 1


def test_titles_of_the_product(edition):
    slug = "national-product-by-sector"
    for state, sectors in (("default", {"defence_industry", "military_services"}), ("official", {"arms_industry"})):
        grown = {
            c.row
            for c in edition.cells[slug][state]
            if c.column == "1942" and c.role == "drawn" and c.quantity.value > 100
        }
        assert grown == sectors
    assert (
        edition.words[slug]
        .states["official"]
        .title.count(f"{at(edition, slug, 'arms_industry', 1942, 'official'):.0f}")
        == 1
    )


def test_titles_of_the_uses(edition):
    slug = "final-uses"
    assert 55 < at(edition, slug, "military_share", 1942) < 65 and 64 < at(edition, slug, "gnp", 1942) < 70
    for year in (1942, 1943):
        assert 55 < at(edition, slug, "military_outlays", year, "own-year") < 65
    assert at(edition, slug, "home_share", 1942, "met-at-home") > 50
    for year in range(1940, 1945):
        parts = at(edition, slug, "military_outlays", year) + at(edition, slug, "civilian_uses", year)
        assert parts == pytest.approx(at(edition, slug, "gnp", year))


def test_titles_of_rearmament(edition):
    """Whatever is counted: the largest rise of tanks in a year is early, that of troops and of aircraft late."""
    slug = "rearmament"
    for row in ("tanks", "simonov"):
        rises = {year: at(edition, slug, row, year) - at(edition, slug, row, year - 1) for year in range(1931, 1941)}
        assert max(rises, key=rises.get) <= 1933
    rises = {
        year: at(edition, slug, "troops", year) - at(edition, slug, "troops", year - 1) for year in range(1934, 1941)
    }
    assert max(rises, key=rises.get) >= 1938
    assert (
        at(edition, slug, "aircraft", 1940)
        > 1.4 * at(edition, slug, "aircraft", 1938)
        > at(edition, slug, "aircraft", "1935-36-mean")
    )
    for row in ("troops", "aircraft"):
        assert at(edition, slug, row, 1940, "index-1938") > 140
    for row in ("guns", "tanks"):  # "far less": less than a third as much
        assert 0 < at(edition, slug, row, 1940, "index-1938") - 100 < 28


def test_titles_of_food(edition):
    slug = "food-procurement"
    assert at(edition, slug, "harvest", 1942) < at(edition, slug, "harvest", 1940) * 0.38
    taken = [
        c.quantity.value
        for c in edition.cells[slug]["default"]
        if c.row in ("share_taken", "share_of_smaller") and c.column >= "1942"
    ]
    assert taken and min(taken) >= 40


def test_titles_of_the_burden(edition):
    slug = "burden-and-development"
    heads = {c.row: c.quantity.value for c in edition.cells[slug]["default"] if c.column == "gdp_per_head"}
    poor, rich = sorted(heads, key=heads.get)[:2], sorted(heads, key=heads.get)[-2:]
    assert set(poor) == {"USSR", "Japan"} and set(rich) == {"UK", "USA"}
    peak = {
        row: max(c.quantity.value for c in edition.cells[slug]["default"] if c.row == row and c.column.isdigit())
        for row in heads
    }
    net = max(
        c.quantity.value for c in edition.cells[slug]["default"] if c.row == "USSR" and c.column.startswith("net_")
    )
    assert min(peak["Japan"], net) >= max(peak[row] for row in rich)
    burdens = {row: at(edition, slug, row, 1942, "burden-1942") for row in heads}
    assert sorted(burdens, key=burdens.get)[-2:] == ["USSR", "Germany"]


def test_titles_of_production(edition):
    slug = "war-production"
    weapons = {c.row for c in edition.cells[slug]["default"] if c.column == "1942" and c.role == "drawn"}
    assert all(at(edition, slug, row, 1942) > 1 for row in weapons) and len(weapons) == 7
    assert sum(at(edition, slug, row, 1944) > 1 for row in weapons) == 2
    title = edition.words[slug].states["shares"].title
    for row in ("mortars", "combat_aircraft"):
        assert f"{at(edition, slug, row, 'USSR', 'shares'):.0f}" in title
    growth = {c.row: c.quantity.value for c in edition.cells[slug]["thousands"] if c.column == "growth"}
    assert sum(v >= 2 for row, v in growth.items() if row.endswith("Germany")) == 6
    assert not any(v >= 2 for row, v in growth.items() if row.endswith("USSR"))


# --- what a drawing must say --------------------------------------------------------------------------------------


def words_in(state, plot) -> str:
    """All words of a drawing, a blank between them."""
    svg = vega.svg_of(vega.spec_of(state.draw(plot).chart, "words"))
    return " ".join(re.findall(r">([^<>]+)<", svg)).replace("\N{NO-BREAK SPACE}", " ")


def drawn_words(edition, slug: str):
    """Each state of a figure with what a drawing sees and its words, at each width."""
    figure = next(f for f in FIGURES if f.slug == slug)
    for state in figure.states:
        for plot in plots(figure, state, edition.tables, edition):
            yield state, plot, words_in(state, plot)


def test_each_line_of_the_product_has_its_name_and_its_last_number(edition):
    """One that stops early too, with the year in which it stops where it does not stand at its point."""
    for state, plot, words in drawn_words(edition, "national-product-by-sector"):
        for cell in {c.row: c for c in plot.cells if c.role == "drawn"}.values():
            assert f"{plot.text(cell)}  {plot.labels[cell.row]}" in words, (state.key, plot.width.name, cell.key)


def test_each_ratio_of_the_balance_has_its_number_and_both_fronts_their_names(edition):
    for _, plot, words in drawn_words(edition, "balance-of-supplies-1942"):
        for cell in (c for c in plot.cells if c.role in ("drawn", "rival")):
            assert re.search(rf"(?<![\d.]){re.escape(plot.text(cell))}(?![\d.])", words), (plot.width.name, cell.key)
        assert "all fronts" in words and "east" in words


def test_an_outline_of_rearmament_says_second_hand_and_nothing_else(edition):
    figure = next(f for f in FIGURES if f.slug == "rearmament")
    for state in figure.states:
        for plot in plots(figure, state, edition.tables, edition):
            frames = {key: dressed(plot, layout_panel(key)) for key in ("troops", "aircraft", "guns")}
            for frame in frames.values():
                assert (frame["bare"] == (frame["status"] != "relayed")).all()
            for key in ("aircraft", "guns"):
                assert frames[key]["fill"].nunique() == 1
            assert "outlined: at second hand" in words_in(state, plot)


def layout_panel(key: str) -> Panel:
    """Any panel of a key: how its cells are dressed does not depend on where it stands."""
    return Panel(key, 1930, 1940, 0, 20, 4, 100, 0.1, (0, 0))


def test_the_blocks_of_the_opening_make_output(edition):
    """The block that is left is as high as its number, and what came on top of output is named apart and about so."""
    state, cells = OPENING.states[0], edition.cells[OPENING.slug]["default"]
    for year in (1940, 1942):
        parts = [at(edition, OPENING.slug, row, year) for row in ("military_outlays", "civilian_of_gnp")]
        assert sum(parts) == pytest.approx(at(edition, OPENING.slug, "gnp", year))
    for width in OPENING.widths:
        plot = Plot(cells, state.scales, width, edition.words[OPENING.slug].states["default"].labels)
        words = words_in(state, plot)
        for key in ("civilian_of_gnp|1942", "military_outlays|1942"):
            assert f" {plot.text(plot.at(*key.split('|')))} " in words
        assert f"about {plot.text(plot.at('net_imports', 1942))}" in words
        assert f" {plot.text(plot.at('civilian_uses', 1942))} " not in words


# --- helpers and files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["linear", "log"])
def test_a_scale_sets_its_ends_and_its_middle(kind):
    scale = Scale(kind, (1, 16)).over(200, 0)
    assert (scale.px(1), scale.px(16)) == (200, 0)
    assert scale.px(4) == pytest.approx(100 if kind == "log" else 160)
    assert scale.holds(16) and not scale.holds(16.1)


def test_labels_are_moved_apart_as_little_as_can_be():
    placed = dodge([10, 12, 11, 100], 10)
    ordered = sorted(placed)
    assert all(b - a >= 10 - 1e-9 for a, b in itertools.pairwise(ordered))
    assert placed[3] == 100 and sum(placed[:3]) == pytest.approx(33)
    assert sorted(range(4), key=placed.__getitem__) == [0, 2, 1, 3]


def test_a_label_stands_by_its_capitals():
    top, middle, bottom = (
        Label(0, 100, "GNP\n1940", size=20, valign=v).first_line for v in ("top", "middle", "bottom")
    )
    assert top > 100 > bottom and top > middle > bottom


def test_the_renderer_carries_the_schema_that_altair_names():
    assert vega.VEGA_LITE in vlc.get_vegalite_versions()
    assert alt.SCHEMA_VERSION.startswith(f"v{vega.VEGA_LITE}")


def ink(picture: bytes, box: tuple[int, int, int, int]) -> int:
    """How many dark px a part of a picture has."""
    grey = Image.open(io.BytesIO(picture)).convert("L").crop(box)
    return sum(grey.histogram()[:90])


@each_view
def test_pictures_show_text_at_twice_the_size(figure, state, built):
    """Text can vanish from a picture without a word: the head of each export has ink."""
    picture = built.files[addresses.chart_file(figure.slug, state.key, "png")]
    width, _ = Image.open(io.BytesIO(picture)).size
    assert width == 2 * (theme.WIDE.px + 2 * export.MARGIN)
    assert ink(picture, (0, 0, width, 110)) > 1500


@each_figure
def test_cards_and_thumbnails(figure, built):
    card = built.files[addresses.card(figure.slug)]
    assert Image.open(io.BytesIO(card)).size == (CARD.width, CARD.height) and ink(card, (0, 0, CARD.width, 110)) > 800
    small = built.files[addresses.thumbnail(figure.slug)].decode()
    assert "prefers-color-scheme" in small
    assert "<text" not in small and "data-cell" not in small and "<path" in small
    ElementTree.fromstring(small)


def test_a_silhouette_has_no_lines_that_lead_to_words():
    base, leader, arrow = (
        '<path d="M0,90H200"/>',
        '<path d="M10,20H90M90,20V70"/>',
        '<path d="M0,3L-3,-3L3,-3Z" fill="#000"/>',
    )
    mark, second = '<path data-cell="a|1" d="M0,90V20h9V90Z"/>', '<g><circle data-cell="a|2" r="3"/></g>'
    group = ElementTree.fromstring(f"<g>{base}{leader}{arrow}{mark}{second}<text>words</text></g>")
    silhouette.bare(group, ["a|2"])
    assert [element.get("d") for element in group] == ["M0,90H200", "M0,90V20h9V90Z"]


@each_view
def test_export_stands_alone(figure, state, built):
    svg = built.files[addresses.chart_file(figure.slug, state.key, "svg")].decode()
    assert "var(--" not in svg and "font/woff2;base64" in svg
    words = " ".join(re.findall(r">([^<]+)</text>", svg)).replace("&amp;", "&")
    own = built.edition.words[figure.slug].states[state.key]
    assert own.title.split()[0] in words and own.subtitle.split()[-1] in words
    assert "Sources" in words and addresses.cited(addresses.chart(figure.slug)) in words.replace(" ", "")


def test_the_opening_picture_is_drawn_at_its_widths(built):
    story = built.files[addresses.STORY].decode()
    for width in OPENING.widths:
        assert f'aria-labelledby="opening-{width.name}-title"' in story


def test_the_first_year_of_a_panel_of_years_is_named():
    """Each second year where there is little room, but never without the one at which the panel begins."""
    layouts = (getattr(rearmament, name) for name in ("WIDE", "NARROW", "SLIDE", "WIDE_INDEX", "NARROW_INDEX"))
    for panel in (panel for at in layouts for panel in at.panels):
        named = year_axis(panel, 0)["values"] if panel.dated else []
        assert not named or min(named) - panel.first < 1


def test_a_source_line_by_panel_has_each_work_with_the_panel_that_rests_on_it(built, edition):
    """A reader of one panel learns what it rests on, and no work stands with a panel that has nothing of it."""
    (shown,) = [shown for shown in built.figures if shown.figure.slug == "rearmament"]
    for view in shown.views:
        names = list(dict.fromkeys(shown.words.panels.values()))
        parts = re.split("|".join(f"{name}: " for name in names), view.sources)[1:]
        assert len(parts) == len(names) > 1
        for name, part in zip(names, parts, strict=True):
            cells = [c for c in view.cells if c.role != "table" and shown.words.panels[c.scale] == name]
            rows = [row_of(address, edition.tables) for cell in cells for address in cell.quantity.cells]
            assert set(re.findall(r'#(\w+)"', part)) == {origin_of(row).work for row in rows}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('troops = "Troops"\ntanks', 'trops = "Troops"\ntanks', "panels: 'trops' is no scale of a mark (is 'troops' meant?)"),
        ('guns = "Aircraft and guns"\n', "", "panels: guns has no name"),
    ],
)  # fmt: skip
def test_a_panel_that_is_none_or_has_no_name_is_told(sources, old, new, told):
    path = "templates/figures/rearmament.md"
    text = sources[path].decode()
    head, panels, rest = text.partition("[panels]\n")
    assert old in rest
    with pytest.raises(InputError) as error:
        build({**sources, path: (head + panels + rest.replace(old, new, 1)).encode()})
    assert told in str(error.value)


@pytest.mark.parametrize("status", ["read", "unverified"])
@each_figure
def test_no_label_that_other_figures_would_want_is_taken_for_a_slip(figure, status, edition):
    """A label that is not asked for today, such as a stamp, stays without a word, whatever becomes of the cells."""
    keys, asked = set(), set()
    for state in figure.states:
        for plot in plots(figure, state, with_status(edition.tables, status), edition):
            labels = labels_of(plot.labels, "")
            state.draw(replace(plot, labels=labels))
            keys, asked = keys | set(labels), asked | labels.asked
    assert keys & asked and not list(slips(keys, asked, "", ""))


def test_a_label_that_is_nearly_one_that_is_wanted_is_told_at_its_line(sources):
    path = "templates/figures/rearmament.md"
    text = sources[path].decode().replace("narrow_1938 =", "narow_1938 =", 1)
    line = text[: text.index("narow_1938")].count("\n") + 1
    with pytest.raises(InputError) as error:
        build({**sources, path: text.encode()})
    assert str(error.value).startswith(f"{path}:{line}: label 'narow_1938' stands in no drawing (is 'narrow_1938")
