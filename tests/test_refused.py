"""Refused figures, copies and source lines: what the list may hold, what a copied row wants, how a work is named."""

from dataclasses import replace

import pytest

from stalin_econ import addresses
from stalin_econ.checks import cells
from stalin_econ.data import refused
from stalin_econ.data.tables import Table
from stalin_econ.faults import InputError
from stalin_econ.layout import REFUSED
from stalin_econ.measures import provenance


@pytest.fixture(scope="module")
def entries(sources):
    return refused.read_refused(sources)


def test_the_real_list_has_no_fault_and_knows_each_fate(entries, real_tables, real_references):
    assert list(refused.faults(entries, real_tables, real_references)) == []
    assert {entry.fate for entry in entries} == set(refused.FATES)


def test_no_list_is_an_empty_one(tiny):
    assert refused.read_refused(tiny) == ()


@pytest.mark.parametrize(
    ("fate", "changes", "words"),
    [
        ("kept out", {"table": "grains"}, "not in the data package"),
        ("kept out", {"unit": "bushels"}, "vocabulary.UNITS"),
        ("kept out", {"fate": "lost"}, "one of value replaced"),
        ("kept out", {"source": "nobody"}, "not in references.json"),
        ("kept out", {"values": ("12,5",)}, "plain digits"),
        ("kept out", {"reason": " "}, "reason may not be empty"),
        ("kept out", {"date": "2026-02-30"}, "a day such as"),
        ("kept out", {"now": "livestock#1916-cows"}, "only there"),
        ("value replaced", {"now": ""}, "only there"),
        ("value replaced", {"now": "livestock#1815-cows"}, "is no cell"),
        ("source replaced", {"values": ("1",)}, "the same value from another source"),
    ],
)
def test_a_fault_is_named_at_its_line(fate, changes, words, entries, real_tables, real_references):
    entry = replace(next(e for e in entries if e.fate == fate), **changes)
    found = list(refused.faults((entry,), real_tables, real_references))
    assert any(words in problem.message for problem in found)
    assert {(problem.path, problem.line) for problem in found} == {(REFUSED, entry.line)}


def test_the_old_value_may_not_stand_again(entries, real_tables, real_references):
    entry = next(e for e in entries if e.fate == "value replaced")
    value = real_tables[entry.table].rows[entry.now]["raw"]
    found = list(refused.faults((replace(entry, values=(value,)),), real_tables, real_references))
    assert [p.message for p in found] == [f"{entry.now} still has the value that was replaced"]


def test_other_columns_are_a_fault_of_the_first_line(sources):
    text = sources[REFUSED].decode().replace("table,figure", "figure,table", 1)
    with pytest.raises(InputError) as error:
        refused.read_refused({**sources, REFUSED: text.encode()})
    assert [(p.path, p.line) for p in error.value.problems] == [(REFUSED, 1)]


def test_the_page_shows_every_entry_and_what_stands_now(built, entries):
    html = built.files[addresses.REFUSED].decode()
    assert all(entry.reason[:40].replace("'", "’") in html for entry in entries)
    assert all(addresses.cell(entry.now) in html for entry in entries if entry.now)
    assert built.files[addresses.REFUSED_FILE].decode().count("\n") == len(entries) + 1


# --- copies and source lines --------------------------------------------------------------------------------------


def one_row(real_tables, **changes) -> dict[str, Table]:
    """A table of one row, a changed copy of a real one."""
    table = real_tables["livestock"]
    return {table.name: Table(table.name, table.meta, table.frame.head(1).assign(**changes))}


def test_a_copied_row_wants_a_work_that_names_the_copy(real_tables, real_references):
    (table,) = one_row(real_tables, status="copied", source="tooze2006").values()
    found = list(cells.faults(table, real_references))
    assert [(p.path, p.line) for p in found] == [("data/livestock.csv", 2)]
    assert "which copy of 'tooze2006'" in found[0].message


@pytest.mark.parametrize(("locator", "faults"), [("table 1-3", 1), ("table 1-3, in print", 0)])
def test_a_row_that_was_read_where_others_were_copied_says_so(locator, faults, real_tables, real_references):
    table = real_tables["great_powers_gdp"]
    changed = table.frame.copy()
    changed.loc[changed.index[3], ["status", "locator"]] = ["read", locator]
    found = list(cells.faults(Table(table.name, table.meta, changed), real_references))
    assert [p.line for p in found] == [5][:faults]


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ({"status": "read", "source": "tooze2006", "locator": "p. 2", "note": ""}, "Tooze 2006, p.\u00a02."),
        (
            {"status": "copied", "source": "tooze2006", "locator": "web copy, p. 2", "note": ""},
            "Tooze 2006 (read in a copy).",
        ),
        (
            {"status": "relayed", "source": "nove1969", "locator": "p. 2", "note": "after @tooze2006"},
            "Tooze 2006, quoted at second hand (by Nove 1969, p.\u00a02).",
        ),
        (
            {"status": "relayed", "source": "nove1969", "locator": "p. 2", "note": "after a report, not named"},
            "A report, quoted at second hand (by Nove 1969, p.\u00a02).",
        ),
        (
            {"status": "unverified", "source": "nove1969", "locator": "p. 2", "note": "check: …; result: …"},
            "From memory, to be checked against Nove 1969, p.\u00a02.",
        ),
    ],
)
def test_a_source_line_begins_with_the_work(row, line, real_tables, real_references):
    tables = one_row(real_tables, **row)
    cells = list(tables["livestock"].rows)
    html = provenance.source_line(cells, tables, real_references)
    assert "".join(part.partition(">")[2] for part in ("<>" + html).split("<")) == line


def test_places_in_one_work_are_said_once():
    places = [
        "table 1-3",
        "table 1-1",
        "note to table 1-7",
        "web copy, p. 3",
        "note to table 1-5",
        "table 1-10",
        "ch. 4",
    ]
    said = provenance.places_html(places).replace("\u00a0", " ")
    assert said == ", tables 1-1, 1-3 and 1-10, notes to tables 1-5 and 1-7, ch. 4"
    assert provenance.held("in table\u00a01-7") == 'in table\u00a0<span class="nowrap">1-7</span>'
    assert provenance.said_place("a-file.csv, a column") == ""
    assert provenance.said_place("The head, before footnote 1") == "section “The head”"


def test_the_page_of_a_table_names_the_whole_place(built):
    html = built.files[addresses.table("unit_costs")].decode()
    assert "web copy, site page\u00a069, table before note 527" in html


def test_a_figure_says_second_hand_once(real_tables, real_references):
    quoted = provenance.short_line(real_tables["tanks_by_model"].rows, real_tables, real_references)
    assert quoted.endswith("; quoted at second hand.") and "sources/index.html#hoi2wiki" not in quoted
    mixed = provenance.short_line(real_tables["rearmament"].rows, real_tables, real_references)
    assert mixed.count("quoted at second hand") == 1 and mixed.endswith("(both quoted at second hand).")


def test_sources_stand_in_the_part_that_their_rows_say(built, real_tables):
    html = built.files[addresses.SOURCES].decode()
    read, rest = html.split('<h2 id="quoted">')
    quoted, cited = rest.split('<h2 id="cited">')
    rows = [row for table in real_tables.values() for row in table.rows.values()]
    opened = {row["source"] for row in rows if row["status"] in ("read", "copied")}
    assert opened and all(f'id="{work}"' in read for work in opened)
    assert 'id="meltiukhov2000"' in quoted and 'id="bellamy2007"' in cited
    assert 'id="arca"' in cited.partition('<h2 id="refused-works">')[2]


def test_no_entry_leads_to_a_collection_of_unlicensed_books(real_references):
    barred = (
        "trantor",
        "bibliboba",
        "chitka",
        "booksonline",
        "litlife",
        "rulit",
        "read-book",
        "litresp",
        "vdoc.pub",
        "studylib",
    )
    assert not [key for key, work in real_references.items() for site in barred if site in work.csl.get("URL", "")]
