"""The ledger as it stands: verdicts follow from the tables, findings from their cells, and say what they measure."""

import pytest
from mutation import with_values

from stalin_econ.claims import CLAIMS, arms_1942, conclusions, preparations, test_of_war, uses_1942
from stalin_econ.claims.gate import gate
from stalin_econ.claims.ledger import Claim, read_claims
from stalin_econ.claims.verdict import admitted_on


@pytest.fixture(scope="module")
def ledger(sources, real_tables) -> list[Claim]:
    return read_claims(sources, real_tables)


def test_accepted_verdicts_are_those_of_the_tables(ledger, real_tables):
    assert list(gate(ledger, real_tables)) == []


def test_no_id_is_used_in_two_chapters():
    assert len(CLAIMS) == sum(len(m.CLAIMS) for m in (arms_1942, uses_1942, preparations, test_of_war, conclusions))


def test_functions_stand_in_the_order_of_the_ledger(ledger):
    assert list(CLAIMS) == [claim.id for claim in ledger if claim.id in CLAIMS]


def test_a_claim_is_never_confirmed_by_a_cell_admitted_on_it(ledger, real_tables):
    for claim in ledger:
        if admitted_on(claim.id, claim.cells, real_tables):
            assert claim.verdict == "not-checked", claim.id


def values(claim_id: str, tables) -> list[float]:
    return [finding.quantity.value for finding in CLAIMS[claim_id](tables)]


@pytest.mark.parametrize("claim_id", CLAIMS)
def test_findings_follow_their_cells(claim_id, ledger, real_tables):
    """Nothing is typed in a function: every cell of a main finding, altered, alters what the claim finds."""
    claim = next(c for c in ledger if c.id == claim_id)
    assert claim.findings
    before = values(claim_id, real_tables)
    for cell in claim.cells:
        name = cell.partition("#")[0]
        value = real_tables[name].rows[cell]["value"]
        altered = [
            {**real_tables, name: with_values(real_tables[name], **{cell: v})} for v in (value * 2 + 1, value / 2)
        ]
        assert any(values(claim_id, tables) != before for tables in altered), f"{cell} moves nothing"


def test_every_finding_says_what_it_measures_and_how_it_was_made(ledger):
    for claim in ledger:
        for finding in claim.findings:
            quantity = finding.quantity
            assert finding.label, claim.id
            assert quantity.cells and bool(quantity.operation) == bool(quantity.operands), claim.id


def test_the_weaker_of_two_series_is_the_test_and_says_so(edition):
    """The story shows the first finding alone, so a reader learns there that the other series sped up more."""
    (claim,) = [claim for claim in edition.claims if claim.id == "rise-from-1938"]
    first, second = claim.findings[:2]
    assert first.quantity.value < second.quantity.value
    assert f"which sped up less than {second.label.partition(':')[0]}:" in first.label
