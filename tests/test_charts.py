"""Each figure draws at both widths, rests on the tables it names, and looks as sure as its cells are."""

import json
import re
from dataclasses import replace

import altair as alt
import pytest
from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match
from views import TAUGHT, each_figure, each_view, plots, with_status

from stalin_econ import addresses, theme
from stalin_econ.charts import FIGURES
from stalin_econ.charts.figure import cells_of, faults_of
from stalin_econ.data.tables import Table, row_of
from stalin_econ.drawing import page, vega
from stalin_econ.layout import PACKAGE
from stalin_econ.site.subject import SUBJECT
from stalin_econ.vocabulary import STATUSES

# Addresses of chart pages never change: a slug may be added here, none may go.
SLUGS = {
    "balance-of-supplies-1942", "national-product-by-sector", "final-uses", "rearmament", "food-procurement",
    "burden-and-development", "war-production",
}  # fmt: skip
PAGE_ALONE: set[str] = set()  # those that have neither a place in the story nor a worksheet
SCHEMA = Draft7Validator(alt.load_schema())


def test_nothing_of_a_published_figure_disappears(in_story):
    """Neither its page nor its place in the story nor its worksheet."""
    assert {figure.slug for figure in FIGURES} >= SLUGS
    for kept in (in_story, TAUGHT):
        assert {figure.slug for figure in kept} >= SLUGS - PAGE_ALONE


def test_figures_out_of_order_are_refused():
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
