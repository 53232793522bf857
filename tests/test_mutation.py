"""The report on what a slip would be noticed by is true, and four cells in five are watched."""

import re

import mutation
import pytest


@pytest.mark.parametrize(
    ("value", "slipped"),
    [
        (417.038, 418.038),
        (9.8, 9.9),
        (3.0, 4.0),
        (9.0, 0.0),
        (0.0, 1.0),
        (0.013, 0.014),
        (11340.0, 11440.0),
        (199.0, 190.0),
    ],
)
def test_digit_slip(value, slipped):
    assert mutation.digit_slip(value) == pytest.approx(slipped)


def test_report_is_true_and_reaches_its_aim(sources):
    found = mutation.report(sources)
    assert found == mutation.written(sources), "run: python tests/mutation.py --write"
    share = int(re.search(r"\| all \|.*?\| (\d+) per cent", found)[1])
    assert share >= mutation.AIM
