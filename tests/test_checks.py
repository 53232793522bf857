"""Each rule about the data, with the real tables as the good case and a damaged one as the bad case."""

import pytest
from stalin_econ.tables import Table, read_package, with_value

from stalin_econ import checks

# Rule → a cell whose value, times the factor, the rule must notice.
DAMAGE = {
    "industry_adds_up": ("nnp_by_sector#1943-civilian_industry-main", 1.01),
    "sectors_close": ("nnp_by_sector#1942-agriculture-main", 1.2),
    "base_year_closes": ("nnp_by_sector#1940-construction-main", 1.5),
    "closure_as_noted": ("nnp_by_sector#1943-construction-main", 1.05),
    "shares_as_noted": ("grain#1942-harvest-harrison1990", 1.005),
    "official_twins": ("nnp_by_sector#1944-trade_catering-main", 1.1),
    "arms_follow_official": ("official_indices#1944-arms_industry", 1.05),
    "soldiers_cost_alike": ("nnp_by_sector#1943-military_services-main", 1.05),
    "national_income_follows": ("official_indices#1942-national_income", 1.2),
    "aid_agrees": ("gnp_by_final_use#1943-net_imports-bn_rub_1937", 1.3),
    "grain_sums": ("grain#1943-procurement-harrison1990", 1.05),
    "grain_shares": ("grain#1940-procurement-harrison1990", 1.05),
    "harvests_agree": ("grain#1945-harvest-filtzer", 1.05),
    "counts_repeat": ("frontline_balance_1942#count-mortars-Germany-thousand_pieces", 1.01),
    "eastern_ratio": ("frontline_balance_1942#eastern_weight-armed_forces-Germany-per_cent", 0.9),
    "gdp_totals": ("great_powers_gdp#1943-Austria-Axis", 1.0001),
    "forces_totals": ("great_powers_armed_forces#1941-Italy", 1.01),
    "forces_ratios": ("great_powers_armed_forces#1944-Germany", 1.01),
    "production_totals": ("great_powers_war_production#1943-UK-guns-thousand", 1.01),
    "model_totals": ("tanks_by_model#1935-T-26", 1.01),
    "rival_tanks": ("rearmament#1934-1934-tanks-pieces", 1.05),
    "second_readings": ("rearmament#1939-1939-tanks-pieces", 1.01),
    "pairs_of_years": ("rearmament#1935-1936-tanks-pieces", 1.05),
    "norm_of_1924": ("rearmament#1929-1929-troops-thousand_persons", 1.01),
    "heads_follow": ("great_powers_population_1938#1938-Italy", 1.01),
    "paper_burden": ("great_powers_military_burden#1943-USA-constant", 1.2),
    "german_fractions": ("great_powers_military_burden#1942-Germany-current", 1.001),
    "occupation_parts": ("excess_deaths#under_occupation-killed-million", 1.05),
    "interior_left": ("excess_deaths#military-lower_limit-million", 1.05),
    "interior_parts": ("excess_deaths#interior-leningrad-million", 2),
    "ranges_in_order": ("excess_deaths#terror-ellman_low-persons", 2),
    "cows_are_cattle": ("livestock#1929-cows", 0.5),
    "costs_fall": ("unit_costs#1943-Il-2-plant_18-thousand_rubles", 2),
    "cuts_compound": ("unit_costs#1942-aircraft_cost_cut_on_1940-industry-per_cent", 1.05),
}
RULES = {rule.__name__: rule for rule in checks.RULES}


def damaged(tables, cell: str, factor: float) -> dict[str, Table]:
    name = cell.partition("#")[0]
    return {**tables, name: with_value(tables[name], cell, tables[name].rows[cell]["value"] * factor)}


# Rules whose bad case is a row that is gone.
GONE = {
    "totals_are_there": ("printed_totals#great_powers_gdp-Allied-gdp-1943", "Allied, 1943 is missing"),
    "grids_are_whole": ("livestock#1934-cows", "1934, cows is missing"),
    "rivals_have_mains": ("nnp_by_sector#1941-agriculture-main", "without a main one"),
    "harvests_are_there": ("grain#1943-harvest-filtzer", "0 rows"),
}


def test_every_rule_has_a_bad_case():
    assert DAMAGE.keys() | GONE.keys() == RULES.keys()


@pytest.mark.parametrize("name", RULES)
def test_rule_passes_the_real_tables(name, real_tables):
    assert checks.apply(RULES[name], real_tables) == []


@pytest.mark.parametrize("name", GONE)
def test_rule_notices_a_row_that_is_gone(name, real_tables):
    cell, words = GONE[name]
    table = real_tables[cell.partition("#")[0]]
    frame = table.frame[table.frame["cell"] != cell]
    assert len(frame) == len(table.frame) - 1
    problems = checks.apply(RULES[name], {**real_tables, table.name: Table(table.name, table.meta, frame)})
    assert len(problems) == 1 and words in problems[0].message
    assert problems[0].path == f"data/{table.meta['path']}"


@pytest.mark.parametrize("name", DAMAGE)
def test_rule_notices_a_slip(name, real_tables):
    cell, factor = DAMAGE[name]
    problems = checks.apply(RULES[name], damaged(real_tables, cell, factor))
    assert problems
    assert all(problem.path.startswith("data/") and problem.line > 1 for problem in problems)


def test_a_row_that_a_rule_needs_is_missed_by_name(real_tables):
    table = real_tables["grain"]
    frame = table.frame[table.frame["cell"] != "grain#1942-procurement-harrison1990"]
    problems = checks.apply(checks.grain_shares, {**real_tables, "grain": Table("grain", table.meta, frame)})
    assert [p.path for p in problems] == ["data/grain.csv"]
    assert "0 rows with item='procurement', year=1942" in problems[0].message


@pytest.mark.parametrize("rule", checks.EVERY_TABLE, ids=lambda rule: rule.__name__)
def test_every_real_table_keeps_every_rule(rule, real_tables):
    assert [p for table in real_tables.values() for p in rule(table)] == []


def one_row(real_tables, **changes) -> Table:
    """A table of one row, a changed copy of a real one."""
    table = real_tables["nnp_by_sector"]
    return Table(table.name, table.meta, table.frame.head(1).assign(**changes))


@pytest.mark.parametrize(
    ("rule", "changes", "words"),
    [
        (checks.finite, {"value": float("inf")}, "finite"),
        (checks.finite, {"value": float("nan")}, "finite"),
        (checks.whole_keys, {"sector": ""}, "part of the key"),
        (checks.whole_keys, {"sector": "agriculture "}, "part of the key"),
        (checks.bounds, {"unit": "share", "value": 1.01}, "within 0 and 1"),
        (checks.bounds, {"unit": "per_cent", "value": 101}, "within 0 and 100"),
        (checks.statuses, {"status": "derived"}, "one of stated, read"),
        (checks.checks_named, {"note": "seems right"}, "check: …; result: …"),
        (checks.relays_named, {"status": "relayed", "note": "from a page"}, "begins 'after …'"),
    ],
)
def test_rules_for_every_table_notice(rule, changes, words, real_tables):
    problems = list(rule(one_row(real_tables, **changes)))
    assert [p.line for p in problems] == [2]
    assert words in problems[0].message


def test_a_key_that_stands_twice_is_noticed(real_tables):
    table = real_tables["livestock"]
    twice = Table(table.name, table.meta, table.frame.iloc[[0, 1, 1]])
    assert "stands twice" in next(iter(checks.whole_keys(twice))).message


def test_sources_exist(real_tables, real_references):
    assert not [p for t in real_tables.values() for p in checks.sources_exist(t, real_references)]
    assert list(checks.sources_exist(one_row(real_tables, source="harison1996"), real_references))
    assert list(checks.sources_exist(one_row(real_tables, note="after @nobody"), real_references))


def test_no_derived_figure_is_typed(real_tables):
    """Nothing that the build computes stands in a table too: shares of uses, sums of models, indices of GNP."""
    for table in real_tables.values():
        assert set(table.frame["status"]) <= {"stated", "read", "relayed", "unverified"}
    assert set(real_tables["gnp_by_final_use"].frame["item"]) == {"gnp", "net_imports", "aid_share", "gross_investment"}
    assert list(real_tables["gnp_by_final_use"].frame.query("item == 'gnp'")["year"]) == [1940]
    assert 1940 not in set(real_tables["official_indices"].frame["year"])


def test_structure_of_the_real_package(layout):
    package = read_package(layout)
    assert list(checks.structure(layout, package)) == []
    assert list(checks.orphans(layout, package)) == []


def structure_faults(checkout, name: str, old: str, new: str):
    checkout.replace(f"data/{name}", old, new)
    return list(checks.structure(checkout.layout, read_package(checkout.layout)))


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "words"),
    [
        ("livestock.csv", "cattle,1916,58.4", "cattle,1916,abc", 2, "'livestock_million', value 'abc'"),
        ("livestock.csv", "cattle,1916,58.4", "cattle,1916,", 2, "livestock_million"),
        ("livestock.csv", "cattle,1916,58.4", "cattle,1916,-5", 2, "livestock_million"),
        ("livestock.csv", "cattle,1923", "cattel,1923", 3, "'species', value 'cattel'"),
        ("livestock.csv", "cattle,1923,41.8", "cattle,1916,41.8", 3, "primary key"),
        ("livestock.csv", "species,year,", "species,yaer,", 1, "column 'year' is missing"),
        ("livestock.csv", "species,year,", "year,species,", 1, "another order"),
        ("livestock.csv", '"Zhivotnovodstvo, site page 21"', '"Zhivot\nnovodstvo"', 2, "line break"),
        ("livestock.csv", ",read,", ",seen,", 2, "'status', value 'seen'"),
        ("livestock.csv", "species,year,livestock_million", "species;year;livestock_million", 1, "is missing"),
        ("great_powers_armed_forces.csv", "USA,1941", "Sweden,1941", 2, "Sweden"),
    ],
)
def test_faults_of_structure_name_line_and_rule(checkout, name, old, new, line, words):
    faults = structure_faults(checkout, name, old, new)
    assert faults, "no fault was found"
    assert (faults[0].path, faults[0].line) == (f"data/{name}", line)
    assert words.lower() in faults[0].message.lower()


def test_a_header_fault_hides_the_row_faults_it_causes(checkout):
    assert len(structure_faults(checkout, "livestock.csv", "species,year,", "species,yaer,")) == 1


def test_a_file_that_the_package_does_not_name_is_a_fault(checkout):
    (checkout.root / "data" / "extra.csv").write_text("a,b\n", encoding="utf-8")
    assert [p.path for p in checks.orphans(checkout.layout, read_package(checkout.layout))] == ["data/extra.csv"]


def test_every_field_is_described(layout):
    for meta in read_package(layout)["resources"]:
        assert meta["title"] and meta["description"] and meta["territory"] and meta["processing"]
        assert meta["dialect"]["delimiter"] == ","
        for field in meta["schema"]["fields"]:
            assert len(field["description"]) > 3
