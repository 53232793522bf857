"""Each rule about figures and rows, with the real tables as the good case and a damaged one as the bad case."""

import pytest
import test_plausible
import test_stocks
from damage import edited, faults, line_of, replaced, times, with_columns, without

from stalin_econ.checks import cells, crossings, run
from stalin_econ.checks.crossings import REMEDY
from stalin_econ.checks.findings import findings
from stalin_econ.checks.rule import cells_of, told_apart
from stalin_econ.data.tables import Table
from stalin_econ.faults import meant

# Rule → a cell whose value, times the factor, the rule must notice.
SUMS = {
    "bloc_totals": ("great_powers_gdp#1943-Austria-Axis", 1.001),
    "forces_ratios": ("great_powers_armed_forces#1944-Germany", 1.01),
    "heads_follow": ("great_powers_population_1938#1938-Italy", 1.01),
    "production_totals": ("great_powers_war_production#1943-UK-guns-thousand", 1.1),
    "model_totals": ("tanks_by_model#1935-T-26", 1.1),
    "counts_repeat": ("frontline_balance_1942#count-mortars-Germany-thousand_pieces", 1.1),
    "eastern_ratio": ("frontline_balance_1942#eastern_weight-armed_forces-Germany-per_cent", 0.9),
    "cuts_compound": ("unit_costs#1942-aircraft_cost_cut_on_1940-industry-per_cent", 1.2),
    "occupation_parts": ("excess_deaths#under_occupation-killed-million", 1.1),
    "interior_left": ("excess_deaths#military-lower_limit-million", 1.1),
    "ranges_in_order": ("excess_deaths#terror-ellman_low-persons", 2),
}
TESTS = {
    "industry_adds_up": ("nnp_by_sector#1943-civilian_industry-main", 1.1),
    "sectors_close": ("nnp_by_sector#1942-agriculture-main", 1.2),
    "official_twins": ("nnp_by_sector#1944-trade_catering-main", 1.1),
    "arms_follow_official": ("nnp_by_sector#1944-defence_industry-main", 1.2),
    "soldiers_cost_alike": ("nnp_by_sector#1943-military_services-main", 1.1),
    "aid_agrees": ("gnp_by_final_use#1943-net_imports-bn_rub_1937", 1.5),
    "national_income_follows": ("official_indices#1942-national_income", 1.5),
    "prices_agree": ("great_powers_military_burden#1943-USA-constant", 1.5),
    "german_fractions": ("great_powers_military_burden#1942-Germany-current", 1.0001),
    "rival_tanks": ("rearmament#1934-1934-tanks-pieces", 1.05),
    "second_readings": ("rearmament#1939-1939-tanks-pieces", 1.05),
    "pairs_of_years": ("rearmament#1935-1936-tanks-pieces", 1.1),
    "norm_of_1924": ("rearmament#1929-1929-troops-thousand_persons", 1.1),
    "costs_fall": ("unit_costs#1943-Il-2-plant_18-thousand_rubles", 3),
    "grain_sums": ("grain#1943-procurement-harrison1990", 1.2),
    "grain_shares": ("grain#1940-procurement-harrison1990", 1.1),
    "harvests_agree": ("grain#1945-harvest-filtzer", 1.1),
    "cows_are_cattle": ("livestock#1929-cows", 0.5),
    "neighbours_alike": ("munitions_by_value#USA-1944", 0.1),
    "rivals_alike": ("grain#1940-harvest-revised", 0.1),
    "stocks_like_losses": ("losses_1941#western_aircraft-on_hand-1941-06-21-routledge-pieces", 0.1),
    "interior_parts": ("excess_deaths#interior-leningrad-million", 3),
}
RULES = {rule.__name__: rule for rule in (*run.RULES.places, *run.RULES.sums, *run.RULES.tests)}


# --- figures ------------------------------------------------------------------------------------------------------


def test_every_rule_says_what_it_wants_in_a_sentence():
    assert all(rule.__doc__ and rule.__doc__.strip().endswith(".") for rule in RULES.values())


def test_every_rule_has_a_bad_case():
    """Here, beside the stocks, beside bounds and statuses, or, for notes, beside notes."""
    elsewhere = {rule.__name__ for rule in test_plausible.RULES} | {"notes_filled"}
    assert {rule.__name__ for rule in run.RULES.sums} == SUMS.keys() | test_stocks.SUMS.keys() | elsewhere
    assert {rule.__name__ for rule in run.RULES.tests} == TESTS.keys() | test_stocks.TESTS.keys()
    assert {rule.__name__ for rule in run.RULES.places} == {place[0] for place in PLACES}


def test_real_tables_keep_every_rule(real_tables, real_references):
    assert run.faults(real_tables, real_references) == []


@pytest.mark.parametrize("name", SUMS)
def test_a_sum_that_is_off_is_named_where_it_was_typed(name, real_tables):
    cell, factor = SUMS[name]
    _, problems = run.tried(RULES[name], times(real_tables, cell, factor))
    table = real_tables[cell.partition("#")[0]]
    assert (table.path, table.rows[cell]["line"]) in {(problem.path, problem.line) for problem in problems}


@pytest.mark.parametrize("name", TESTS)
def test_a_test_binds_what_nobody_read_and_finds_against_what_somebody_did(name, real_tables):
    cell, factor = TESTS[name]
    rules = run.Rules(tests=(RULES[name],))
    damaged = times(real_tables, cell, factor)
    missed = {miss.id: miss for miss in run.tried(RULES[name], damaged)[0] if cell in miss.cells}
    assert missed and all(missed)
    about = cells_of(*missed.values())
    unread = with_columns(damaged, about, status="unverified")
    assert not [f for f in findings(unread, rules) if f.id in missed]
    assert line_in(run.tried(RULES[name], unread)[1], cell, real_tables)
    read = with_columns(unread, [cell], status="read")
    assert {f.id for f in findings(read, rules) if cell in f.read} == set(missed)
    assert not line_in(run.tried(RULES[name], read)[1], cell, real_tables)


class Asked(dict):
    """Tables that remember which of them were asked for by name."""

    def __init__(self, tables):
        super().__init__(tables)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Table:
        self.names.add(name)
        return super().__getitem__(name)


def line_in(problems, cell: str, tables) -> bool:
    """Whether a problem stands at the row of a cell."""
    table = tables[cell.partition("#")[0]]
    return (table.path, table.rows[cell]["line"]) in {(problem.path, problem.line) for problem in problems}


def test_ids_of_findings_are_told_apart(real_tables):
    """However a table is damaged, no two misses share an id."""
    for cell, _ in TESTS.values():
        damaged = times(real_tables, cell, 3)
        ids = [miss.id for rule in run.RULES.tests for miss in run.tried(rule, damaged)[0]]
        assert len(set(ids)) == len(ids)


def test_the_tables_that_rules_look_at_are_listed(real_tables):
    asked = Asked(real_tables)
    for rule in RULES.values():
        run.tried(rule, asked)
    assert asked.names == set(run.RULES.tables)


def test_a_table_that_is_missing_is_one_line(real_tables, real_references):
    found = run.faults({name: t for name, t in real_tables.items() if name != "livestock"}, real_references)
    assert [str(problem) for problem in found] == ["data/datapackage.yaml:1: table livestock is missing"]


def test_a_row_that_a_rule_needs_is_missed_by_name(sources):
    found = faults(without(sources, "procurement_shares#1942-grain"))
    assert len(found) == 1 and "1942, grain" in found[0]
    found = faults(without(sources, "excess_deaths#military-lower_limit-million"))
    assert found[0].startswith("data/excess_deaths.csv:1: ") and "event='military'" in found[0]


def test_a_figure_that_is_nil_is_named_where_it_was_typed(sources):
    cell = "great_powers_population_1938#1938-Italy"
    found = faults(edited(sources, cell, figure=0))
    assert all(line.startswith(f"{line_of(sources, cell)}: ") for line in found)
    assert any(": a figure is nil that another is divided by" in line for line in found)


def test_a_total_names_each_figure_that_was_summed(sources, real_tables):
    cell = "great_powers_gdp#1942-Italy-Axis"
    table = real_tables["great_powers_gdp"]
    figure = f"{table.rows[cell]['value'] + 10:.3f}"
    found = faults(edited(sources, cell, figure=figure))
    summed = table.where(bloc="Axis", year=1942)
    total = line_of(sources, "printed_totals#great_powers_gdp-Axis-gdp-1942")
    assert [line.split(": ")[0] for line in found] == [f"{table.path}:{row['line']}" for row in summed] + [total]
    (own,) = (line for line in found if line.startswith(line_of(sources, cell)))
    assert f"{figure} is one of {len(summed)} figures that make " in own and f"; {total} prints " in own
    assert own.endswith(" for Axis, 1942")


def test_values_are_told_apart_by_as_many_decimals_as_it_takes():
    assert told_apart(1016.2, 1007.1) == ("1,016.2", "1,007.1")
    assert told_apart(3061, 3071) == ("3,061", "3,071")
    assert told_apart(1.00001, 1.00002) == ("1.00001", "1.00002")


# --- rows that are missing or stand alone -------------------------------------------------------------------------

# Rule, damaged sources, the cell at whose row the fault stands (None: the first line), words of it, how many lines.
PLACES = [
    ("grids", lambda s: without(s, "livestock#1934-cows"), "livestock#1929-cows", "1934, cows is missing", 1),
    ("grids", lambda s: edited(s, "livestock#1934-cows", year=1935), "livestock#1934-cows", "fits no row or column", 1),
    ("grids", lambda s: edited(s, "tanks_by_model#1935-T-26", model="T-62"), "tanks_by_model#1935-T-26",
     "1935, T-62 fits no row or column of the grid; 1935, T-26 is missing", 1),
    ("years_run_on", lambda s: without(s, "nnp_by_sector#1942-agriculture-main"), "nnp_by_sector#1941-agriculture-main",
     "not 1942", 1),
    ("years_run_on", lambda s: edited(s, "nnp_by_sector#1942-agriculture-main", year=1945),
     "nnp_by_sector#1942-agriculture-main", "1945 stands between 1941 and 1943; there is no 1942", 1),
    ("years_run_on", lambda s: edited(s, "nnp_by_sector#1940-construction-main", year=1941),
     "nnp_by_sector#1940-construction-main", "names it as a gap", 1),
    ("sides_hold", lambda s: edited(s, "great_powers_gdp#1942-Italy-Axis", bloc="Allied"),
     "great_powers_gdp#1942-Italy-Axis", "Italy of 1942 is Allied", 2),
    ("totals_are_there", lambda s: without(s, "printed_totals#great_powers_gdp-Allied-gdp-1943"),
     "great_powers_gdp#1943-USA-Allied", "the printed total of Allied, gdp, 1943 is missing", 1),
    ("totals_are_there", lambda s: edited(s, "printed_totals#great_powers_gdp-Allied-gdp-1943", period=1935),
     "printed_totals#great_powers_gdp-Allied-gdp-1943", "a total of Allied, gdp, 1935", 1),
    ("spans_of_years", lambda s: edited(s, "rearmament#1935-1936-guns-pieces", first_year=1934),
     "rearmament#1935-1936-guns-pieces", "a row of the years 1934 to 1936", 1),
    ("rivals_have_mains", lambda s: edited(s, "nnp_by_sector#1945-trade_catering-main", estimate="rival"),
     "nnp_by_sector#1945-trade_catering-main", "a main one beside it is wanted", 1),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "damage", "cell", "words", "lines"), PLACES, ids=[f"{p[0]}-{p[3]}" for p in PLACES])
def test_a_row_under_a_wrong_key_is_named_where_it_stands(rule, damage, cell, words, lines, sources):
    found = faults(damage(sources))
    assert len(found) == lines
    assert any(line.startswith(f"{line_of(sources, cell)}: ") and words in line for line in found), found


def test_a_year_outside_a_table_is_named_where_it_stands(sources):
    for cell, year in (("nnp_by_sector#1942-agriculture-main", 1924), ("grain#1942-harvest-filtzer", 2042)):
        (found,) = faults(edited(sources, cell, year=year))
        assert found.startswith(f"{line_of(sources, cell)}: column 'year', value '{year}'")


# --- every row ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "changes", "words"),
    [
        (cells.finite, {"value": float("inf")}, "finite"),
        (cells.finite, {"value": float("nan")}, "finite"),
        (cells.whole_keys, {"sector": ""}, "part of the key"),
        (cells.whole_keys, {"sector": "agriculture "}, "part of the key"),
        (cells.whole_keys, {"sector": "\u0430griculture"}, "U+0430"),
        (cells.periods, {"period": "1945-41"}, "goes forward"),
        (cells.periods, {"period": "2941"}, "years from"),
        (cells.periods, {"period": "194٥"}, "plain digits"),
        (cells.trimmed, {"locator": ""}, "without blanks"),
        (cells.known_unit, {"unit": "bushels"}, "bushels"),
        (cells.bounds, {"unit": "share", "value": 1.01}, "within 0 and 1"),
        (cells.bounds, {"unit": "per_cent", "value": 101}, "within 0 and 100"),
        (cells.statuses, {"status": "derived"}, "one of stated, read"),
        (cells.checks_named, {"status": "unverified", "note": "seems right"}, "check: …; result: …"),
        (cells.relays_named, {"status": "relayed", "note": "from a page"}, "begins 'after …'"),
        (cells.results_known, {"note": "{depreciation_lost}"}, "is 'depreciation_left' meant?"),
        (cells.results_known, {"note": "{depreciation_left"}, "a brace"),
    ],
)
def test_rules_for_every_row_notice(rule, changes, words, real_tables):
    table = real_tables["nnp_by_sector"]
    row = next(iter(table.rows.values()))
    assert list(rule(table, row)) == []
    (fault,) = rule(table, row | changes)
    assert words in fault


def test_every_rule_for_a_row_has_a_bad_case():
    cases = test_rules_for_every_row_notice.pytestmark[0].args[1]
    assert {case[0] for case in cases} == set(cells.EVERY_ROW)


def test_a_key_that_stands_twice_is_noticed(real_tables):
    table = real_tables["livestock"]
    twice = Table(table.name, table.meta, table.frame.iloc[[0, 1, 1]])
    assert "stands twice" in next(iter(cells.ids_once(twice))).message


def test_sources_exist_and_a_like_one_is_named(real_tables, real_references):
    row = next(iter(real_tables["grain"].rows.values()))
    (fault,) = cells.sources_exist(row | {"source": "harison1996"}, real_references)
    assert fault == "source 'harison1996' is not in references.json (is 'harrison1996' meant?)"
    assert list(cells.sources_exist(row | {"note": "after @nobody"}, real_references))
    assert meant("nobody", real_references) == ""


def test_no_derived_figure_is_typed(real_tables):
    """Nothing that the build computes stands in a table too: shares of uses, sums of models, indices of GNP."""
    assert {row["item"] for row in real_tables["gnp_by_final_use"].rows.values()} == {
        "gnp", "net_imports", "aid_share", "gross_investment",
    }  # fmt: skip
    assert [row["year"] for row in real_tables["gnp_by_final_use"].where(item="gnp")] == [1940]
    assert not real_tables["official_indices"].where(year=1940)


# --- from file to file --------------------------------------------------------------------------------------------


def test_works_that_a_note_of_the_ledger_names_exist(real_references):
    (fault,) = crossings.unknown_works([(7, {"id": "rose", "note": "after @harison1996"})], real_references)
    assert str(fault).startswith("data/claims.toml:7: claim rose: source 'harison1996' is not in references.json (is ")
    assert not list(crossings.unknown_works([(7, {"id": "rose", "note": "after @harrison1996"})], real_references))


def test_a_mark_of_a_claim_names_one(sources, real_tables):
    cell = next(cell for cell, row in real_tables["grain"].rows.items() if "claim:" in row["note"])
    found = faults(edited(sources, cell, note=real_tables["grain"].rows[cell]["note"].replace("claim:", "claim:x-")))
    assert (
        len(found) == 1 and "names no claim of the ledger" in found[0] and found[0].startswith(line_of(sources, cell))
    )


def test_a_work_that_nothing_rests_on_is_named_at_its_line(sources):
    record = '[\n  {"id": "aaa1999", "type": "book", "title": "Nobody reads it"},\n'
    (found,) = faults(replaced(sources, "data/references.json", "[\n", record))
    assert found == f"data/references.json:2: work 'aaa1999' is neither cited nor the source of a cell: {REMEDY}"


def test_a_coarse_fault_hides_what_follows_from_it(real_tables, real_references):
    """A row without a source and with a wrong figure: the source alone is told."""
    cell = "great_powers_gdp#1942-Italy-Axis"
    found = run.faults(with_columns(times(real_tables, cell, 2), [cell], source=""), real_references)
    assert found and all("source" in problem.message for problem in found)
