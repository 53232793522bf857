"""Arithmetic keeps unit, status and cells."""

import pytest

from stalin_econ import vocabulary
from stalin_econ.measures import series
from stalin_econ.measures.series import Quantity

READ = Quantity(50.0, "pieces", "read", ("t#a",))
UNSURE = Quantity(200.0, "pieces", "unverified", ("t#b",))
STATED = Quantity(10.0, "per_cent", "stated", ("t#c",))


def test_weakest_status_wins():
    assert vocabulary.weakest(["stated", "read"]) == "read"
    assert vocabulary.weakest(["relayed", "unverified", "read"]) == "unverified"
    assert series.ratio(READ, UNSURE).status == "unverified"
    assert series.ratio(READ, STATED).status == "read"


def test_cells_are_kept_each_once():
    assert series.total(READ, UNSURE, READ).cells == ("t#a", "t#b")


@pytest.mark.parametrize(
    ("made", "value", "unit"),
    [
        (series.ratio(READ, UNSURE), 0.25, "ratio"),
        (series.index_to(READ, UNSURE), 25, "index_1940"),
        (series.share_of(READ, UNSURE), 25, "per_cent"),
        (series.change_from(READ, UNSURE), -75, "per_cent"),
        (series.total(READ, UNSURE), 250, "pieces"),
        (series.difference(UNSURE, READ), 150, "pieces"),
        (series.closure(UNSURE, READ, READ), 100, "pieces"),
        (series.per_head(READ, UNSURE, "rubles", 1000), 250, "rubles"),
        (series.times(READ, STATED, "ratio"), 500, "ratio"),
        (series.scaled(READ, 0.01, "share"), 0.5, "share"),
        (series.grossed_up(READ, STATED), 50 / 0.9, "pieces"),
    ],
)
def test_values_and_units(made, value, unit):
    assert made.value == pytest.approx(value)
    assert made.unit == unit


def test_pick_wants_one_row(real_tables):
    gdp = real_tables["great_powers_gdp"]
    assert series.pick(gdp, country="USSR", year=1942).cells == ("great_powers_gdp#1942-USSR-Allied",)
    with pytest.raises(KeyError, match="0 rows"):
        series.pick(gdp, country="USSR", year=1950)
    with pytest.raises(KeyError, match="2 rows"):
        series.pick(gdp, country="France", year=1940)
    with pytest.raises(KeyError, match="no column land"):
        series.pick(gdp, land="USSR")
    assert len(series.picks(gdp, country="USSR", year=[1941, 1942])) == 2
