"""Numbers as readers see them."""

import pytest

from stalin_econ.measures import display, labels
from stalin_econ.measures.series import Operation, Quantity
from stalin_econ.vocabulary import UNITS


def quantity(value, unit, operation=""):
    return Quantity(value, unit, "read", ("t#a",), Operation(operation, "") if operation else None)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (quantity(11340, "thousand_persons"), "11,340"),
        (quantity(0.6082789, "share"), "60.8"),
        (quantity(38.0, "per_cent"), "38"),
        (quantity(37.8, "per_cent"), "37.8"),
        (quantity(-34.32, "per_cent", "change from"), "−34.3"),
        (quantity(1.3484, "ratio", "÷"), "1.35"),
        (quantity(23.469, "ratio", "÷"), "23.5"),
        (quantity(417.038, "bn_1990_dollars"), "417.0"),
        (quantity(-0.04, "points"), "0.0"),
    ],
)
def test_figures(given, shown):
    assert display.figure(given) == shown


def test_digits_can_be_asked_for():
    assert display.figure(quantity(0.6082789, "share"), 0) == "61"
    assert display.figure(quantity(1.3484, "ratio", "÷"), 1) == "1.3"


@pytest.mark.parametrize(("value", "shown"), [(4_049_000, "4,050,000"), (9800, "9,800"), (11_340_000, "11,300,000")])
def test_counts_are_rounded_to_what_they_mean(value, shown):
    assert display.significant(value) == shown


def test_typed_figures_keep_their_digits():
    assert display.typed({"unit": "bn_rub_1937", "value": 5.0}, "5.0") == "5.0"
    assert display.typed({"unit": "bn_1990_dollars", "value": 417.0381463463803}, "417.0381463463803") == "417.0"
    assert display.typed({"unit": "pieces", "value": 79.0}, "79") == "79"


def test_names():
    assert display.name("defence_industry") == "Defence industry"
    assert display.in_sentence("defence_industry") == "defence industry"
    assert display.in_sentence("USSR") == "USSR"
    assert display.listing(["a", "b", "c"]) == "a, b and c"


def test_every_unit_of_the_package_has_words(real_tables):
    for table in real_tables.values():
        assert set(table.frame["unit"]) <= set(UNITS)


def test_a_weapon_has_one_name_in_every_column_and_sentence():
    """Tables keep the word of their source; readers meet the English one wherever the key is said."""
    assert {labels.key(column, "machine_pistols") for column in ("item", "measure")} == {"Submachine guns"}
    assert display.in_sentence("machine_pistols") == "submachine guns"
