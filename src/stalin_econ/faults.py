"""What is wrong with an input, and how it is said: one line a fault. The lowest room, so that every other can use it."""

import difflib
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, time

import jsonschema

MOST = 300  # signs of a fault that are shown
# Signs that no text wants: those that steer a terminal, turn the writing around, are not seen at all and so hide what is
# read, or mean what whoever made the font likes.
UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\u2800\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)


ADDRESS = {
    "type": "string", "pattern": r"^https?://[\w-][\w.-]*(:[0-9]{1,5})?([/?#][^\s<>\"\\^`{|}]*)?\Z",
    "description": "an address such as https://example.org/page",
}  # fmt: skip
WORDS = {"type": "string", "pattern": r"\S"}  # in a JSON Schema: words, and not blanks alone


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in an input: the file, relative to the root, its line (from 1), and what is wrong."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        line = f"{self.path}:{self.line}: {self.message}".replace("\n", " ")
        return UNSEEN.sub(lambda sign: f"U+{ord(sign[0]):04X}", line)  # one line, which steers no terminal


class InputError(Exception):
    """Inputs that cannot be built from; `problems` lists every fault that was found."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def line_at(text: str, place: int) -> int:
    """The line, from 1, of a place in a text; 1 for a place that was not found, which `find` gives as -1."""
    return text.count("\n", 0, max(place, 0)) + 1


def require(problems: Iterable[Problem]) -> None:
    """Raise InputError with every problem, in the order of files and lines; nothing where there is none."""
    if found := sorted(problems, key=lambda p: (p.path, p.line)):
        raise InputError(found)


def together(*works: Callable[[], object]) -> list:
    """What each piece of work gives; where some fail, InputError with the faults of all of them."""
    found, faults = [], []
    for work in works:
        try:
            found.append(work())
        except InputError as error:
            faults += error.problems
    require(dict.fromkeys(faults))
    return found


def schema_faults(schema: dict, item: object) -> list[str]:
    """What is wrong with an item by a JSON Schema, each fault led by the place in the item."""
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    errors = jsonschema.Draft202012Validator(schema, format_checker=checker).iter_errors(item)
    return [": ".join(filter(None, (".".join(map(str, e.absolute_path)), schema_fault(e)))) for e in errors]


def schema_fault(error: jsonschema.ValidationError) -> str:
    """A fault against a schema; an unknown key says which was probably meant, and no enormous value is repeated."""
    if (
        error.validator == "additionalProperties"
        and isinstance(error.instance, dict)
        and not error.schema[error.validator]
    ):
        known = list(error.schema.get("properties", ()))
        unknown = [key for key in error.instance if key not in known]
        return "; ".join(f"unknown key {key!r}{meant(str(key), known)}" for key in unknown)
    if error.validator == "pattern" and error.validator_value == WORDS["pattern"]:
        return "may not be empty"
    if error.validator == "pattern" and (wanted := error.schema.get("description")):
        return f"{error.instance[:MOST]!r}: {wanted} is wanted"
    if error.validator == "not":
        return f"{error.instance!r}: a repeat within a repeat may take for ever; write it plainer"
    if isinstance(error.instance, date | time):
        return f"{error.instance} is read as a date; put it in quotation marks"
    return error.message if len(error.message) <= MOST else f"{error.message[:MOST]} …"


def meant(word: str, known: Collection[str]) -> str:
    """A word of those known that may have been meant, as a question in brackets; empty where none is like it."""
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.75)
    return f" (is {found[0]!r} meant?)" if found else ""
