"""Rules about aircraft of all types, losses of 1941, households, supplies, yields and deaths: a damaged cell for each."""

import pytest
from mutation import with_values

from stalin_econ.checks import deaths, run, stocks

# Rule → a cell whose value, times the factor, the rule must notice.
SUMS = {
    "aircraft_total": ("aircraft_all_types#1943-USSR", 1.1),
    "lost_parts": ("losses_1941#light_tanks-lost-1941H2-tankovaia_voina-thousand_pieces", 1.1),
    "light_ones_most": ("losses_1941#heavy_tanks-lost-1941H2-tankovaia_voina-thousand_pieces", 3),
    "lost_share": ("losses_1941#tanks-on_hand-1941-06-22-tankovaia_voina-thousand_pieces", 1.1),
    "losses_mount": ("losses_1941#western_aircraft-lost-first_week-routledge-pieces", 3),
    "yields_follow": ("grain_yields#1942-area-katkoff-million_hectares", 1.1),
}
TESTS = {
    "regions_in_range": ("excess_deaths#famine_1931_33_regions-ukraine-persons", 2),
    "hunger_read_twice": ("excess_deaths#under_occupation-wpf_hunger-persons", 1.1),
    "terror_ordered": ("excess_deaths#terror-executions-persons", 1.5),
    "losses_read_twice": ("losses_1941#combat_aircraft-lost-1941H2-greenwood-pieces", 1.1),
    "households_agree": ("peasant_farms#households-1928-29-million", 1.1),
    "supplies_read_twice": ("allied_supplies#signal_wire-lendliz-million_miles", 2),
    "yields_read_twice": ("grain_yields#1940-yield-tyl-centners_a_hectare", 1.1),
}
RULES = {rule.__name__: rule for rule in (*run.RULES.sums, *run.RULES.tests)}


def test_every_rule_of_these_subjects_has_a_bad_case():
    named = {name for name, rule in RULES.items() if rule.__module__ in (stocks.__name__, deaths.__name__)}
    assert (
        named - {"occupation_parts", "interior_left", "ranges_in_order", "interior_parts"} == SUMS.keys() | TESTS.keys()
    )


@pytest.mark.parametrize("name", [*SUMS, *TESTS])
def test_a_slip_is_noticed_at_its_cell(name, real_tables):
    cell, factor = {**SUMS, **TESTS}[name]
    table = real_tables[cell.partition("#")[0]]
    assert run.tried(RULES[name], real_tables) == ([], [])
    damaged = {**real_tables, table.name: with_values(table, **{cell: table.rows[cell]["value"] * factor})}
    misses, _ = run.tried(RULES[name], damaged)
    about = [miss for miss in misses if cell in miss.cells]
    assert about and all(bool(miss.id) == (name in TESTS) for miss in about)
    assert len({miss.id for miss in misses if miss.id}) == len([miss for miss in misses if miss.id])
