"""The report on what a slip would be noticed by is near the truth, and three cells in four are watched."""

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


def counts(report: str) -> dict[str, list[int]]:
    """The whole numbers of each row of a report, by what the row is about."""
    rows = [line.split("|")[1:-1] for line in report.splitlines()[2:]]
    return {name.strip(): [int(n) for n in re.findall(r"\d+", " ".join(cells))] for name, *cells in rows}


def test_report_is_near_the_truth_and_reaches_its_aim(sources):
    """A corrected figure may move a count by a few cells without the codebook having to be written again."""
    found, written = counts(mutation.report(sources)), counts(mutation.written(sources))
    assert found.keys() == written.keys(), "run: python tests/mutation.py --write"
    for name, numbers in found.items():
        few = max(3, numbers[0] // 20)
        assert all(abs(a - b) <= few for a, b in zip(numbers[:2], written[name][:2], strict=True)), name
    assert found["all"][2] >= mutation.AIM
