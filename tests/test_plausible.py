"""Bounds by kind and unit, one work a place, statuses that fit: each notices one damaged row, and is silent on the tables."""

import pytest
from mutation import with_values

from stalin_econ.checks import plausible, run

RULES = (plausible.within_bounds, plausible.places_have_one_source, plausible.statuses_fit)


def with_words(table, cell: str, **words):
    """A copy of the table in which a row has other words."""
    frame = table.frame.copy()
    for column, word in words.items():
        frame.loc[frame["cell"] == cell, column] = word
    return type(table)(table.name, table.meta, frame)


def misses(rule, tables, altered):
    return [miss.cells for miss in rule({**tables, altered.name: altered})]


@pytest.mark.parametrize("rule", RULES)
def test_the_tables_are_silent(rule, real_tables):
    assert list(rule(real_tables)) == [] and rule in run.SUMS


def test_every_table_with_a_kind_of_bounds_has_them_for_each_of_its_rows(real_tables):
    for name, table in real_tables.items():
        if name in plausible.WHOLE or name in plausible.KINDS:
            assert all(plausible.units_of(table, row) for row in table.rows.values()), name


def test_a_wrong_unit_or_a_slipped_point_is_noticed(real_tables):
    costs = real_tables["unit_costs"]
    cell = next(cell for cell, row in costs.rows.items() if row["item"] == "PPSh")
    assert misses(plausible.within_bounds, real_tables, with_words(costs, cell, unit="thousand_rubles")) == [(cell,)]
    assert misses(plausible.within_bounds, real_tables, with_values(costs, **{cell: 50000})) == [(cell,)]


def test_a_work_under_the_place_of_another_is_noticed(real_tables):
    table = real_tables["rearmament"]
    cell = next(cell for cell, row in table.rows.items() if row["series"] == "troops")
    other = next(row["source"] for row in table.rows.values() if row["series"] == "tanks")
    assert misses(plausible.places_have_one_source, real_tables, with_words(table, cell, source=other))


@pytest.mark.parametrize(("name", "status"), [("livestock", "stated"), ("official_indices", "read")])
def test_a_status_that_its_row_contradicts_is_noticed(name, status, real_tables):
    cell = next(iter(real_tables[name].rows))
    assert misses(plausible.statuses_fit, real_tables, with_words(real_tables[name], cell, status=status)) == [(cell,)]


def test_a_figure_from_memory_that_was_read_needs_its_status_changed_alone(real_tables):
    """Its note may still say on what it was admitted."""
    for table in real_tables.values():
        for cell, row in table.rows.items():
            if row["status"] == "unverified":
                assert not misses(plausible.statuses_fit, real_tables, with_words(table, cell, status="read"))
                break
