"""The workbook, recalculated by a library that is not ours: it says what the site says, and turns when a cell is changed."""

import io
import re
import zipfile

import openpyxl
import pytest
from views import each_figure

from stalin_econ import addresses
from stalin_econ.charts import FIGURES
from stalin_econ.charts.figure import cells_of
from stalin_econ.claims.margins import moved
from stalin_econ.claims.verdict import RELATIONS
from stalin_econ.exports.formulas import MISSES, Place, expressed, formula
from stalin_econ.exports.workbook import LEDGER, TOP, Live, chart_sheets, places_of, sheets_of, written
from stalin_econ.measures import series
from stalin_econ.measures.series import Operation, Quantity
from stalin_econ.vocabulary import VERDICTS


@pytest.fixture(scope="module")
def sheets(edition):
    return {sheet.name: sheet for sheet in sheets_of(edition)}


def modelled(content: bytes, folder):
    """A workbook as the other library computes it; what was kept beside the formulas is not asked."""
    import formulas

    path = folder / "book.xlsx"
    path.write_bytes(content)
    return formulas.ExcelModel().loads(str(path)).finish()


@pytest.fixture(scope="module")
def model(built, tmp_path_factory):
    return modelled(built.files[addresses.WORKBOOK], tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module")
def computed(model):
    return model.calculate()


def key(name: str, column: int, row: int) -> str:
    return f"'[book.xlsx]{name.upper()}'!{chr(65 + column)}{row}"


def lives(sheets):
    """Every cell that recomputes: its key in the library, and what the site says."""
    for name, sheet in sheets.items():
        for number, row in enumerate(sheet.rows, TOP + 1):
            yield from ((key(name, i, number), cell.value) for i, cell in enumerate(row) if isinstance(cell, Live))


def same(found, said) -> bool:
    return found == said if isinstance(said, str) else abs(found - said) <= 1e-9 * max(1, abs(said))


@pytest.mark.slow
def test_every_number_and_verdict_of_the_site_comes_out(sheets, computed):
    wanted = dict(lives(sheets))
    assert len(wanted) > 500
    assert {k: said for k, said in wanted.items() if not same(computed[k].value[0, 0], said)} == {}


def test_the_workbook_of_a_figure_recomputes_by_itself(built, edition, tmp_path):
    for figure in sorted(FIGURES, key=lambda f: len(built.files[addresses.chart_workbook(f.slug)]))[:3]:
        path = addresses.chart_workbook(figure.slug)
        assert f'href="{path.rpartition("/")[2]}" download=' in built.files[addresses.chart(figure.slug)].decode()
        found = modelled(built.files[path], tmp_path).calculate()
        wanted = dict(lives({sheet.name: sheet for sheet in chart_sheets(figure, edition)}))
        assert wanted and {k: said for k, said in wanted.items() if not same(found[k].value[0, 0], said)} == {}


@each_figure
def test_the_workbook_of_a_figure_has_its_numbers_verdicts_and_tables(edition, sheets, figure):
    own = {sheet.name: sheet for sheet in chart_sheets(figure, edition)}
    tables = own.keys() & set(edition.tables)
    assert set(figure.tables) <= tables and all(own[name] == sheets[name] for name in tables)
    assert own[f"Figure {figure.number}"] == sheets[f"Figure {figure.number}"]
    assert {row[-1] for row in own[LEDGER].rows} == {claim.id for claim in edition.claims_on(figure)}
    named = {name for sheet in own.values() for row in sheet.rows for cell in row if isinstance(cell, Live)
             for name in re.findall(r"'([^']+)'!", cell.text)}  # fmt: skip
    assert named <= tables


def test_no_step_of_arithmetic_lacks_a_formula(edition):
    cells = [c.quantity for states in edition.cells.values() for found in states.values() for c in found]
    found = [f.quantity for claim in edition.claims for f in claim.findings]
    assert all(expressed(quantity) for quantity in cells + found)


def value_ref(places, cell: str) -> str:
    name, _, place = places[cell].value.rpartition("!")
    return f"'[book.xlsx]{name.strip(chr(39)).upper()}'!{place.replace('$', '')}"


def test_a_changed_cell_turns_a_verdict_and_moves_a_figure(edition, sheets, model, computed):
    drawn = {
        cell
        for states in edition.cells.values()
        for found in states.values()
        for c in found
        for cell in c.quantity.cells
    }
    claims = {claim.id: claim for claim in edition.claims}
    turn = next(
        turn
        for turns in edition.turns.values()
        for turn in turns
        if turn.cell in drawn and claims[turn.claim].verdict not in ("unverified", "not-checked", turn.verdict)
    )
    tables, move = moved(edition.tables, turn.cell, turn.move * 1.001), turn.move * 1.001
    row = edition.tables[turn.cell.partition("#")[0]].rows[turn.cell]
    after = model.calculate(inputs={value_ref(places_of(edition.tables), turn.cell): row["value"] * (1 + move)})
    number = next(n for n, line in enumerate(sheets[LEDGER].rows, TOP + 1) if line[-1] == turn.claim)
    verdict = key(LEDGER, [head for head, _ in sheets[LEDGER].heads].index("verdict"), number)
    assert computed[verdict].value[0, 0] == VERDICTS[claims[turn.claim].verdict].words
    assert after[verdict].value[0, 0] == VERDICTS[turn.verdict].words
    followed = [
        (cell, key(f"Figure {figure.number}", 3, number))
        for figure in edition.figures
        for number, cell in enumerate((c for state in figure.states for c in cells_of(figure, state, tables)), TOP + 1)
        if turn.cell in cell.quantity.cells
    ]
    assert followed and all(same(after[place].value[0, 0], cell.quantity.value) for cell, place in followed)


def test_the_same_edition_gives_the_same_bytes_and_no_day_of_making(edition, built):
    content = written(sheets_of(edition), edition.release[1])
    assert content == built.files[addresses.WORKBOOK]
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        assert {entry.date_time[:3] for entry in found.infolist()} == {(1980, 1, 1)}
        assert found.read("docProps/core.xml").decode().count(edition.release[1]) == 2


def test_tables_are_typed_cells_with_status_and_source(edition, built):
    book = openpyxl.load_workbook(io.BytesIO(built.files[addresses.WORKBOOK]), read_only=True)
    assert set(edition.tables) | {"Cover", "Contents", "Notes", LEDGER} <= set(book.sheetnames)
    name, table = next(iter(edition.tables.items()))
    lines = list(book[name].iter_rows(min_row=TOP, values_only=True))
    assert {"value", "unit", "status", "source", "locator"} <= set(lines[0])
    assert [line[1] for line in lines[1:]] == [row["value"] for row in table.rows.values()]
    book.close()


def test_a_step_without_a_formula_stands_as_a_value():
    cell = Quantity(2.0, "ratio", "read", ("a#1",))
    odd = series.combine(Operation("odd", "{r}"), 3.0, "ratio", cell)
    assert not expressed(series.ratio(odd, cell)) and expressed(series.ratio(cell, cell))


def test_what_was_chosen_is_chosen_anew():
    cells = [Quantity(float(n), "ratio", "read", (f"a#{n}",)) for n in (3, 1, 2)]
    places = {f"a#{n}": Place(f"B{n}", f"D{n}") for n in (1, 2, 3)}
    assert formula(series.lowest(cells), places) == "MIN(B3,B1,B2)"
    assert formula(series.fall(series.highest(cells), cells[1]), places) == "100*(1-MAX(B3,B1,B2)/B1)"


def test_every_relation_has_a_formula():
    assert set(MISSES) == set(RELATIONS)
