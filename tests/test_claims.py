"""The ledger: verdicts by rule, a gate that no change of verdict passes, and words that show what is checked."""

import ast
import inspect
from pathlib import Path

import pytest

from stalin_econ import claims
from stalin_econ.claims import Finding, compare
from stalin_econ.layout import InputError
from stalin_econ.series import Quantity
from stalin_econ.tables import with_value

GDP_1942 = "great_powers_gdp#1942-USSR-Allied"


@pytest.fixture(scope="module")
def ledger(layout, real_tables):
    return {claim.id: claim for claim in claims.read_claims(layout, real_tables)}


def entry(**changes) -> dict:
    return {"id": "x", "figure": 60, "unit": "per_cent", "relation": "about", "exact": 0.5, "tolerance": 3} | changes


@pytest.mark.parametrize(
    ("changes", "values", "verdict"),
    [
        ({}, [60.4], "agrees"),
        ({}, [60.6], "agrees-within-wording"),
        ({}, [63], "agrees-within-wording"),
        ({}, [63.1], "differs"),
        ({"relation": "more than", "exact": 0, "tolerance": 0}, [60.1], "agrees"),
        ({"relation": "more than", "exact": 0, "tolerance": 0}, [60], "differs"),
        ({"relation": "more than", "exact": 0, "tolerance": 1}, [59.5], "agrees-within-wording"),
        ({"relation": "at least", "exact": 0, "tolerance": 0}, [60], "agrees"),
        ({"relation": "at least", "exact": 0, "tolerance": 1}, [58], "differs"),
        ({"relation": "less than", "exact": 0, "tolerance": 0}, [59], "agrees"),
        ({"relation": "less than", "exact": 0, "tolerance": 0}, [60], "differs"),
        ({"relation": "nearly"}, [58], "agrees-within-wording"),
        ({"relation": "nearly"}, [61], "differs"),
        ({"relation": "range", "high": 70, "tolerance": 1}, [60, 70], "agrees"),
        ({"relation": "range", "high": 70, "tolerance": 1}, [60, 71], "agrees-within-wording"),
        ({"relation": "range", "high": 70, "tolerance": 1}, [55, 70], "differs"),
    ],
)
def test_verdict_follows_from_the_rule(changes, values, verdict):
    assert compare(entry(**changes), values) == verdict


def test_accepted_verdicts_are_those_of_the_tables(layout, ledger, real_tables):
    assert list(claims.gate(list(ledger.values()), real_tables, {}, "data/claims.toml")) == []
    assert {c.verdict for c in ledger.values()} == set(claims.VERDICTS)


def test_the_ledger_holds_what_the_guide_asks(ledger):
    assert len(ledger) >= 44
    assert ledger["gdp-fell-a-third"].findings[0].quantity.value == pytest.approx(34.32, abs=0.01)
    assert ledger["military-losses-per-day"].findings[0].quantity.value == pytest.approx(8926.6, abs=0.1)
    assert ledger["rise-1938-tanks"].verdict == "differs"
    assert ledger["more-aircraft"].verdict == "differs"
    assert ledger["mass-production-two"].findings == ()


def test_rivals_stand_beside_the_main_finding(ledger):
    for claim in ("tanks-1930-40", "grain-share-1942", "aid-1942", "forces-larger", "defence-over-60"):
        assert len(ledger[claim].findings) > 1


def test_a_claim_is_never_confirmed_by_a_cell_admitted_on_it(ledger, real_tables):
    circular = [c for c in ledger.values() if claims.admitted_on(c.id, c.cells, real_tables)]
    assert {c.id for c in circular} == {"aid-1942", "aid-1943", "aid-1944", "grain-share-1940", "grain-share-1942"}
    assert {c.verdict for c in circular} == {"not-checkable"}


def test_circular_verdicts_are_refused_even_without_a_reason(layout, ledger, real_tables):
    bare = {k: v for k, v in ledger["aid-1942"].entry.items() if k != "reason"} | {"verdict": "agrees"}
    claim = claims.evaluate(bare, 1, real_tables)
    assert claim.verdict == "not-checkable"
    assert "cannot be accepted" in next(iter(claims.gate([claim], real_tables, {}, "data/claims.toml"))).message


def test_an_unverified_cell_makes_the_claim_unverified(ledger, real_tables):
    for claim in ledger.values():
        if claim.findings and "reason" not in claim.entry:
            unsure = claim.findings[0].quantity.status == "unverified"
            assert (claim.verdict == "unverified") == unsure


def moved_values(claim, cell: str, tables) -> list[float]:
    """The values of all findings of a claim when one cell is doubled or halved."""
    name = cell.partition("#")[0]
    value = tables[name].rows[cell]["value"]
    altered = [{**tables, name: with_value(tables[name], cell, v)} for v in (value * 2 + 1, value / 2)]
    return [f.quantity.value for moved in altered for f in claims.FUNCTIONS[claim.id](moved)]


def test_findings_follow_their_cells(ledger, real_tables):
    """Nothing is hard-coded: every cell of a main finding, altered, alters what the claim finds."""
    for claim in ledger.values():
        before = [f.quantity.value for f in claim.findings]
        for cell in claim.cells:
            assert moved_values(claim, cell, real_tables) != before * 2, f"{claim.id}: {cell} moves nothing"


def test_a_range_is_judged_by_both_ends(ledger, real_tables):
    claim = ledger["famine-1946"]
    unsure = Finding(Quantity(1.5, "million", "unverified", claim.findings[1].quantity.cells))
    assert claims.verdict_of(claim.entry, [claim.findings[0], unsure], real_tables) == "unverified"


def test_the_gate_names_claim_verdicts_and_cell(layout, real_tables):
    name = "great_powers_gdp"
    moved = {**real_tables, name: with_value(real_tables[name], GDP_1942, 374.0)}
    published = {GDP_1942: real_tables[name].rows[GDP_1942]["value"]}
    problems = {p.message for p in claims.gate(claims.read_claims(layout, moved), moved, published, "data/claims.toml")}
    assert any(
        "gdp-fell-a-third: accepted 'agrees-within-wording', now 'differs'; moved by" in m and GDP_1942 in m
        for m in problems
    )


def test_tables_used_are_those_that_the_entry_names(ledger):
    for claim in ledger.values():
        used = {cell.partition("#")[0] for f in claim.findings for cell in f.quantity.cells}
        assert used <= set(claim.entry.get("tables", ())), claim.id


def test_words_show_the_figure_that_is_checked():
    assert claims.numbers_in("more than 40,000 military aircraft") == [40000]
    assert claims.numbers_in("by one third") == [pytest.approx(33.33, abs=0.01)]
    assert claims.words_faults(entry(words="around 50 per cent"))
    assert not claims.words_faults(entry(words="around 60 per cent"))


def test_claim_functions_are_short():
    tree = ast.parse(Path(claims.__file__).read_text(encoding="utf-8"))
    names = {function.__name__ for function in claims.FUNCTIONS.values()}
    lengths = {
        n.name: n.end_lineno - n.lineno + 1 for n in tree.body if isinstance(n, ast.FunctionDef) and n.name in names
    }
    assert set(lengths) == names
    assert max(lengths.values()) <= 15, max(lengths, key=lengths.get)


def test_claim_functions_type_no_figure_of_a_table(real_tables):
    """No number of a table with four digits or more stands in the functions, years and factors apart."""
    source = inspect.getsource(claims)
    for table in real_tables.values():
        for raw in table.frame["raw"]:
            if len(raw.replace(".", "")) >= 4 and float(raw) > 2000 and float(raw) != 1000000:
                assert f" {raw}" not in source and f"({raw}" not in source


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('verdict = "agrees"', 'verdict = "fine"', "'fine' is not one of"),
        ('why = "Larger means', 'reson = "Larger means', "'reson' was unexpected"),
        ('words = "larger"\n', "", "'words' is a required property"),
        ('relation = "more than"', 'relation = "above"', "'above' is not one of"),
        ('section = "02', 'section = "09', "is no chapter"),
        ('id = "every-line-ahead"', 'id = "forces-larger"', "stands twice"),
        ('words = "around 5 per cent"', 'words = "around 6 per cent"', "the figure checked is"),
        ('reason = "circular"', 'reason = "because"', "'because' is not one of"),
        ('unit = "ratio"', 'unit = "ratoi"', "'ratoi' is not one of"),
        ("figure = 1\n", 'figure = "1"\n', "'1' is not of type 'number'"),
        ('words = "larger"', "words = []", "[] is not of type 'string'"),
        ('tables = ["frontline_balance_1942"]', 'tables = ["front"]', "table 'front' is not in the data package"),
        ("figure = 60\n", "figure = sixty\n", "not valid TOML"),
    ],
)
def test_faults_of_the_ledger_name_line_and_claim(checkout, real_tables, old, new, words):
    checkout.replace("data/claims.toml", old, new)
    with pytest.raises(InputError) as error:
        claims.read_claims(checkout.layout, real_tables)
    assert any(words in p.message and p.path == "data/claims.toml" and p.line >= 1 for p in error.value.problems)


def test_a_finding_keeps_its_arithmetic(ledger):
    quantity = ledger["gdp-fell-a-third"].findings[0].quantity
    assert isinstance(quantity, Quantity) and quantity.operator and len(quantity.operands) == 2
    assert Finding(quantity).label == ""
