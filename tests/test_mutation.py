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


EACH = 5  # one of so many faults is tried here; `python tests/mutation.py` tries all


def counts(text: str) -> dict[str, list[tuple[int, int]]]:
    """Of each line of a report, by what the line is about: how many faults of each kind were tried and noticed."""
    lines = [line.strip("|").split("|", 1) for line in text.splitlines()[2:]]
    pairs = {name.strip(" `"): re.findall(r"(\d+) of (\d+)|–", rest) for name, rest in lines}
    return {name: [(int(b or 0), int(a or 0)) for a, b in found] for name, found in pairs.items()}


@pytest.mark.slow
def test_report_is_near_the_truth_and_keeps_its_floors(sources):
    """A figure that is corrected, or read, may move a count by a few before the codebook has to be written again."""
    found, written = mutation.surveyed(sources, EACH), counts(mutation.written(sources))
    assert found.keys() == written.keys(), "run: python tests/mutation.py --write"
    for name, now in found.items():
        few = EACH * len(found) if name == "all" else 6  # of each table the last may stand for fewer
        for (tried, noticed), (all_tried, all_noticed) in zip(now.values(), written[name], strict=True):
            near = abs(EACH * tried - all_tried) <= max(few, all_tried // 20)
            assert near, f"{name}: run: python tests/mutation.py --write"
            if name == "all":
                assert abs(noticed / tried - all_noticed / all_tried) <= 0.05, "run: python tests/mutation.py --write"
    for kind, floor in mutation.FLOORS.items():
        tried, noticed = found["all"][kind]
        assert 100 * noticed / tried >= floor, kind


def test_the_page_of_a_table_says_how_many_of_its_figures_are_watched(built, real_tables):
    codebook = built.edition.codebook
    for name in real_tables:
        assert len(shares_of(codebook, name)) == len(mutation.KINDS), name
        if share := shares_of(codebook, name)[0]:
            few = "go unnoticed" in watched(codebook, name).partition(":")[0]
            assert (
                few == (share[2] < 60)
                and watched(codebook, name)[:40] in built.files[f"data/{name}/index.html"].decode()
            )
    assert watched(codebook, "nothing") == ""
