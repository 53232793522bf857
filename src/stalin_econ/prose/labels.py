"""Words of a drawing, by key: those that a figure asks for and does not find, and places for numbers that do not fit, are faults.

A drawing asks for its words while it is drawn, so only there it is known which it wants.
"""

import string
from collections.abc import Mapping

from ..faults import InputError, Problem, meant


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
    """Words by key, of one state of a figure."""

    path = ""

    def __missing__(self, key: str):
        raise InputError([Problem(self.path, 1, f"label {key!r} is wanted in [labels]{meant(key, self)}")])


def labels_of(words: Mapping[str, str], path: str) -> Labels:
    """The words of a file, which faults name."""
    found = Labels()
    found.path = path
    for key, text in words.items():
        found[key] = Said(text)
        found[key].path, found[key].key = path, key
    return found
