"""Sources: one record a work, cited short and in full."""

import pytest

from stalin_econ.data import references
from stalin_econ.faults import InputError
from stalin_econ.layout import REFERENCES


def test_works_of_one_author_and_year_are_told_apart(real_references):
    assert real_references["davies1980a"].short == "Davies 1980a"
    assert real_references["davies1980b"].short == "Davies 1980b"
    assert real_references["harrison1996"].short == "Harrison 1996"


def test_each_work_has_a_full_entry_once(real_references):
    entries = [work.entry for work in real_references.values()]
    assert all(len(entry) > 10 for entry in entries)
    assert len(set(entries)) == len(entries)


def test_bibliography_is_in_alphabetical_order(real_references):
    first = list(real_references)
    assert (
        first.index("allen2003")
        < first.index("harrison1996")
        < first.index("harrison1998")
        < first.index("voznesensky1948")
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"id": "allen2003"', '"id": "Allen 2003"', "a key such as"),
        ('"id": "allen2003"', '"id": "tooze2006"', "stands twice"),
        ('"id": "allen2003",', '"id": "allen2003"', "not valid JSON"),
    ],
)
def test_faults(sources, old, new, words):
    text = sources[REFERENCES].decode()
    assert old in text
    with pytest.raises(InputError, match=words):
        references.read_records({**sources, REFERENCES: text.replace(old, new, 1).encode()})
