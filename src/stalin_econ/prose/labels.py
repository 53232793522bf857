"""Words of a drawing, by key: those that a figure asks for and does not find, and places for numbers that do not fit, are faults.

A drawing asks for its words while it is drawn, so only there it is known which it wants. Words that none asks for may be
wanted once figures change, such as a stamp; but where a drawing asked in vain for a key that is nearly the same, it is a slip.
"""

import difflib
import re
import string
from collections.abc import Collection, Iterator, Mapping

from ..faults import InputError, Problem, line_at, meant

LIKE = 0.85  # of two keys that are taken for one


class Said(str):
    """Words that a writer typed for a place of a drawing, with places for numbers in braces."""

    path = key = ""

    def format(self, *args, **named) -> str:
        """The words with their numbers; InputError where a number would be lost, or a place has none."""
        try:
            fields = [field for _, field, *_ in string.Formatter().parse(self) if field is not None]
        except ValueError as error:
            raise self.fault(str(error)) from error
        if [field for field in fields if field not in named] != [""] * len(args):
            known = [*["{}"] * len(args), *(f"{{{name}}}" for name in named)]
            raise self.fault(f"places for numbers in it are {' '.join(known) or 'none'}, each once")
        return super().format(*args, **named)

    def fault(self, message: str) -> InputError:
        return InputError([Problem(self.path, 1, f"label {self.key!r}, {str(self)!r}: {message}")])


class Labels(dict):
    """Words by key, of one state of a figure; `asked` are the keys that a drawing asked for, found or not."""

    path = ""

    def __init__(self, *words):
        super().__init__(*words)
        self.asked: set[str] = set()

    def __getitem__(self, key: str):
        self.asked.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default=None):
        self.asked.add(key)
        return super().get(key, default)

    def __missing__(self, key: str):
        raise InputError([Problem(self.path, 1, f"label {key!r} is wanted in [labels]{meant(key, self)}")])


def labels_of(words: Mapping[str, str], path: str) -> Labels:
    """The words of a file, which faults name."""
    found = Labels()
    found.path = path
    for key, text in words.items():
        said = found[key] = Said(text)
        said.path, said.key = path, key
    return found


def slips(keys: Collection[str], asked: Collection[str], path: str, text: str) -> Iterator[Problem]:
    """A problem at the line of each label of a file that no drawing of its figure asks for, but for one nearly the same."""
    missing = set(asked) - set(keys)
    for key in sorted(set(keys) - set(asked)):
        if found := difflib.get_close_matches(key, missing, n=1, cutoff=LIKE):
            place = re.search(rf'^"?{re.escape(key)}"? *=', text, flags=re.M)
            message = f"label {key!r} stands in no drawing{meant(key, found)}"
            yield Problem(path, line_at(text, place.start()) if place else 1, message)
