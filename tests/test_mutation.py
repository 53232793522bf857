"""The report on what a slip would be noticed by is true, and keeps what was reached; each kind of fault alters what it says."""

import re

import mutation
import pytest

from stalin_econ.pages.watched import shares_of, watched


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


@pytest.mark.parametrize(("faults", "column"), [(mutation.labels, "item"), (mutation.years, "year")])
def test_two_neighbours_are_exchanged_through_the_whole_table(faults, column, real_tables):
    table = real_tables["grain"]
    ((altered,), *_) = faults(table)
    pairs = {(a, b) for a, b in zip(table.frame[column], altered.frame[column], strict=True) if a != b}
    assert len(pairs) == 2 and pairs == {(b, a) for a, b in pairs}
    assert set(altered.rows) != set(table.rows)


@pytest.mark.parametrize(("kind", "column"), [("units", "unit"), ("sources", "source"), ("statuses", "status")])
def test_a_row_is_altered_in_one_column(kind, column, real_tables):
    table = real_tables["rearmament"]
    ((altered,), *_) = mutation.FAULTS[kind](table)
    changed = [(a, b) for a, b in zip(table.frame[column], altered.frame[column], strict=True) if a != b]
    assert len(changed) == 1


def counts(text: str) -> dict[str, list[int]]:
    """The whole numbers of each line of a report, by what the line is about; shares left out."""
    lines = [line.strip("|").split("|", 1) for line in text.splitlines()[2:]]
    return {name.strip(): [int(n) for n in re.findall(r"\d+", re.sub(r"\(.*?\)", "", rest))] for name, rest in lines}


@pytest.mark.slow
def test_report_is_near_the_truth_and_keeps_its_floors(sources):
    """A figure that is corrected, or read, may move a count by a few before the codebook has to be written again."""
    found = mutation.report(sources)
    now, written = counts(found), counts(mutation.written(sources))
    assert now.keys() == written.keys(), "run: python tests/mutation.py --write"
    for name, numbers in now.items():
        near = [abs(a - b) <= max(4, a // 20) for a, b in zip(numbers, written[name], strict=True)]
        assert all(near), f"{name}: run: python tests/mutation.py --write"
    shares = mutation.shares(found)
    assert all(shares[kind] >= floor for kind, floor in mutation.FLOORS.items()), shares


def test_the_page_of_a_table_says_how_many_of_its_figures_are_watched(built, real_tables):
    codebook = built.edition.codebook
    for name in real_tables:
        assert len(shares_of(codebook, name)) == len(mutation.KINDS), name
        if share := shares_of(codebook, name)[0]:
            few = "would mostly go unnoticed" in watched(codebook, name)
            assert (
                few == (share[2] < 60)
                and watched(codebook, name)[:40] in built.files[f"data/{name}/index.html"].decode()
            )
    assert watched(codebook, "nothing") == ""
