"""Margins: a hair less than the margin keeps the verdict, a hair more turns it, for every tested claim and cell."""

import pytest
from mutation import with_values

from stalin_econ.claims import CLAIMS
from stalin_econ.claims.ledger import read_claims
from stalin_econ.claims.margins import NEAR, Claimed, bisected, cells_read, margins, nearest
from stalin_econ.claims.verdict import by_rule
from stalin_econ.data.tables import row_of


@pytest.fixture(scope="module")
def ledger(sources, real_tables):
    return {claim.id: claim for claim in read_claims(sources, real_tables)}


@pytest.fixture(scope="module")
def turns(ledger, real_tables):
    return margins(ledger.values(), real_tables)


def verdict_with(claim, tables, cell, part):
    """The verdict by rule with a cell moved by a part of its value, read as the build reads it."""
    name, value = cell.partition("#")[0], row_of(cell, tables)["value"]
    altered = {**tables, name: with_values(tables[name], **{cell: value * (1 + part)})}
    return by_rule(claim.entry, CLAIMS[claim.id](altered))


def test_every_tested_claim_has_a_margin(ledger, turns):
    assert set(turns) == {claim.id for claim in ledger.values() if claim.kind} and all(turns.values())


def test_99_per_cent_of_a_margin_keeps_the_verdict_and_101_turn_it(ledger, turns, real_tables):
    for claim_id, found in turns.items():
        claim = ledger[claim_id]
        now = by_rule(claim.entry, claim.findings)
        for turn in found:
            assert verdict_with(claim, real_tables, turn.cell, 0.99 * turn.move) == now, turn
            assert verdict_with(claim, real_tables, turn.cell, 1.01 * turn.move) == turn.verdict != now, turn


def test_no_cell_of_the_verdict_turns_it_by_less_than_the_margin(ledger, turns, real_tables):
    for claim_id, (first, *_) in turns.items():
        claim, least = ledger[claim_id], 0.99 * abs(first.move)
        for cell in claim.cells:
            for part in (least, -min(least, 0.99)):
                assert verdict_with(claim, real_tables, cell, part) == by_rule(claim.entry, claim.findings), (
                    claim_id,
                    cell,
                )


def test_no_cell_of_another_table_turns_a_verdict(ledger, real_tables):
    for claim in ledger.values():
        if claim.kind:
            judged, claimed = (
                {cell.partition("#")[0] for cell in claim.cells},
                Claimed(claim, CLAIMS[claim.id], real_tables),
            )
            others = [c for c in cells_read(CLAIMS[claim.id], real_tables) if c.partition("#")[0] not in judged]
            assert not any(nearest(claimed, cell, NEAR) for cell in others[:40]), claim.id


def test_bisection_finds_where_something_turns():
    assert bisected(lambda x: x > 0.3, 0.2, 0.5) == pytest.approx(0.3)
    assert bisected(lambda x: x < -0.3, -0.2, -0.5) == pytest.approx(-0.3)
