"""Results that notes repeat are computed: readers meet numbers, and a corrected figure leaves no old one behind."""

import csv
import io
import re

import pytest
from damage import edited, faults, line_of, times

from stalin_econ import addresses
from stalin_econ.data.tables import as_published
from stalin_econ.exports.harmless import quieted
from stalin_econ.measures import accounts, display
from stalin_econ.measures.notes import PLACE, RESULTS, filled, with_results
from stalin_econ.site.inputs import read_edition

CELL = "nnp_by_sector#1942-agriculture-main"


def test_every_note_is_filled_and_every_result_is_used(real_tables):
    typed = [row["note"] for table in real_tables.values() for row in table.rows.values()]
    assert {name for note in typed for name in PLACE.findall(note)} == set(RESULTS)
    for table in with_results(real_tables).values():
        assert not [row["note"] for row in table.rows.values() if re.search(r"[{}]", row["note"])]


def test_results_are_words_or_numbers_without_a_sign_of_failure(real_tables):
    for table in real_tables.values():
        for row in table.rows.values():
            for name in PLACE.findall(row["note"]):
                assert re.fullmatch(r"[\w.,−-]+( [\w.,−-]+)*", RESULTS[name](real_tables, row)), name


def test_a_result_follows_the_figure(sources, real_tables):
    """Another figure in one row: the notes of its neighbours say what is left now."""
    figure = f"{real_tables['nnp_by_sector'].rows[CELL]['value'] - 0.1:.1f}"
    tables = read_edition(edited(sources, CELL, figure=figure)).tables
    left = display.amount(accounts.depreciation_left(tables, 1942).value, 1)
    assert left != display.amount(accounts.depreciation_left(real_tables, 1942).value, 1)
    assert (
        f"leaves {left} for depreciation"
        in tables["nnp_by_sector"].rows["nnp_by_sector#1942-construction-main"]["note"]
    )


def test_nothing_published_holds_a_name_in_braces(built):
    names = {f"{{{name}}}" for name in RESULTS}
    for path, content in built.files.items():
        if path.endswith((".html", ".csv", ".json", ".toml")):
            assert not [name for name in names if name in content.decode()], path


def test_the_published_file_differs_from_the_typed_one_in_notes_alone(built, sources, real_tables):
    for name, table in real_tables.items():
        typed = list(csv.DictReader(io.StringIO(sources[table.path].decode())))
        published = list(csv.DictReader(io.StringIO(built.files[addresses.table_file(name)].decode())))
        for ours, theirs in zip(typed, published, strict=True):
            assert {**ours, "note": ""} == {**theirs, "note": ""}
            assert theirs["note"] == quieted(ours["note"]) or "{" in ours["note"]


def test_a_row_whose_note_is_typed_is_published_as_it_was_typed(sources, real_tables):
    text = sources[real_tables["livestock"].path].decode()
    assert as_published(text, real_tables["livestock"]) == text


def test_a_filled_note_with_a_comma_is_quoted(sources, real_tables):
    cell = next(cell for cell, row in real_tables["rearmament"].rows.items() if "{soviet_forces}" in row["note"])
    damaged = edited(sources, cell, note="clashes with {soviet_forces} thousand")
    edition = read_edition(damaged)
    table = edition.tables["rearmament"]
    rows = list(csv.reader(io.StringIO(as_published(damaged[table.path].decode(), table))))
    assert len({len(row) for row in rows}) == 1
    assert rows[table.rows[cell]["line"] - 1][-1] == table.rows[cell]["note"]


@pytest.mark.parametrize(
    ("cell", "note", "words"),
    [
        ("livestock#1916-cattle", "{depreciation_left}", "{depreciation_left} cannot be computed for this row"),
        ("livestock#1916-cattle", "{depreciation_lefd}", "is 'depreciation_left' meant?"),
        ("livestock#1916-cattle", "{xyz}", "{xyz} is no result that is computed; known are"),
        ("livestock#1916-cattle", "{", "a brace that is not closed"),
    ],
)
def test_a_name_that_cannot_be_filled_is_a_fault_at_its_row(cell, note, words, sources):
    (found,) = faults(edited(sources, cell, note=note))
    assert found.startswith(f"{line_of(sources, cell)}: note: ") and words in found


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("nnp_by_sector#1943-civilian_industry-main", r"result: \d+\.\d too much \(internal"),
        ("nnp_by_sector#1944-trade_catering-main", r"result: \d+\.\d against \d+ in 1944"),
        ("gnp_by_final_use#1940-gnp-bn_rub_1937", r"pins it to \d+\.\d-\d+\.\d"),
    ],
)
def test_a_note_says_what_is_off(cell, words, real_tables):
    """Where a test is missed, its result says by how much, instead of "exact"."""
    more = times(real_tables, cell, 1.2)
    row = more[cell.partition("#")[0]].rows[cell]
    assert re.search(words, filled(row["note"], row, more))
