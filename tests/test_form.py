"""The form of tables as files: each fault is one line that names file, line, column and value."""

import pytest
from damage import edited, faults, line_of, replaced

from stalin_econ.checks import form
from stalin_econ.data.package import read_package
from stalin_econ.data.tables import read_tables

CATTLE = "livestock#1916-cattle"


def test_the_real_package_is_sound(sources):
    package = read_package(sources)
    assert form.faults(sources, package) == []
    for meta in package["resources"]:
        assert meta["title"] and meta["description"] and meta["territory"] and meta["processing"]
        assert meta["dialect"]["delimiter"] == ","


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"figure": "abc"}, "'livestock_million', value 'abc': plain digits"),
        ({"figure": ""}, "'livestock_million', value ''"),
        ({"figure": "-5"}, "'livestock_million', value"),
        ({"figure": "28,1"}, "'livestock_million', value '28,1'"),
        ({"figure": "1e3"}, "plain digits"),
        ({"figure": "9" * 400}, "a number of 400 signs"),
        ({"figure": "0." + "1" * 400}, "a number of 402 signs"),
        ({"year": "1" * 400}, "a number of 400 signs"),
        ({"year": "1923"}, "primary key: the same as in line"),
        ({"year": "2042"}, "'year', value '2042'"),
        ({"species": "cattel"}, "'species', value 'cattel'"),
        ({"status": "seen"}, "'status', value 'seen': one of stated, read"),
        ({"locator": ""}, "may not be empty"),
        ({"locator": "p.\n92"}, "a cell holds a line break"),
        ({"note": "x" * 20_000}, "10,000 are enough"),
        ({"note": "a\x07b"}, "U+0007"),
        ({"note": "a\u202eb"}, "U+202E"),
        ({"note": "a\rb"}, "U+000D"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_fault_of_a_cell_names_line_and_rule(columns, words, sources):
    found = faults(edited(sources, CATTLE, **columns))
    path, line = line_of(sources, CATTLE).split(":")
    assert len(found) == 1 and found[0].startswith(f"{path}:") and words in found[0]
    assert int(found[0].split(":")[1]) - int(line) in (0, 1)  # of two rows with one key, the second


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("species,year,", "species,yaer,", "column 'year' is missing; column 'yaer' is not in the data package"),
        ("species,year,", "year,species,", "another order"),
        ("species,year,livestock_million", "species;year;livestock_million", "is missing"),
        ("cattle,1916,", "cattle,1916,,", "cells; 7 are wanted"),
        ("cattle,1916,", '"cattle,1916,', "quotation mark"),
    ],
)
def test_a_fault_of_a_head_or_row_hides_those_it_causes(old, new, words, sources):
    (found,) = faults(replaced(sources, "data/livestock.csv", old, new))
    assert found.startswith("data/livestock.csv:") and words in found


def test_a_table_without_rows_and_one_with_blank_ones(sources):
    head = sources["data/livestock.csv"].decode().split("\n")[0]
    assert "no rows" in faults({**sources, "data/livestock.csv": head.encode()})[0]
    found = faults(replaced(sources, "data/livestock.csv", "\n", "\n\n"))
    assert found == ["data/livestock.csv:2: a blank row; delete it"]


def test_what_a_spreadsheet_saves_is_read_as_it_is(sources, real_tables):
    """A byte order mark and line ends of another system are taken in silence."""
    text = sources["data/grain.csv"].decode()
    saved = {**sources, "data/grain.csv": ("\ufeff" + text.replace("\n", "\r\n")).encode()}
    assert faults(saved) == []
    assert read_tables(saved, read_package(saved))["grain"].rows == real_tables["grain"].rows


def test_a_country_that_no_other_table_knows_is_named(sources):
    cell = "great_powers_armed_forces#1941-USA"
    found = faults(edited(sources, cell, country="Sweden"))
    assert found and all(line.startswith(line_of(sources, cell)) and "Sweden" in line for line in found)


def test_a_file_that_the_package_does_not_name_is_a_fault(sources):
    (found,) = faults({**sources, "data/extra.csv": b"a,b\n"})
    assert (
        found
        == "data/extra.csv:1: this file is not in the data package, so nothing reads it: name it there, or delete it"
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    title: Livestock", "    title: Live\u202estock", "U+202E"),
        ("title: Livestock", 'title: "\\u202e"\n    tilte: Livestock', "written as an escape"),
        ("- *bloc", "- *bloq", "not valid YAML"),
        ("enum: [cattle,", "enom: [cattle,", "unknown key 'enom'"),
        ("rows: grid", "rows: heap", "rows: 'heap' is not one of"),
        ("minimum: 1916", "minimum: soon", "is not of type 'number'"),
        ("primaryKey: [year, species]", "primaryKey: year", "primaryKey: 'year' is not of type 'array'"),
        ("foreignKeys:", "foreignKeys:\n        - country", "is not of type 'object'"),
    ],
)
def test_a_fault_of_the_package_is_one_line(old, new, words, sources):
    found = faults(replaced(sources, "data/datapackage.yaml", old, new))
    assert len(found) == 1 and found[0].startswith("data/datapackage.yaml:")
    assert any(word in found[0] for word in words.split("|")), found
