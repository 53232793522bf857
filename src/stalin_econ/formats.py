"""TOML, JSON and YAML into plain Python. What comes in is a text and the path that faults name; what goes out is what it holds.

All three let a sign be written as an escape, two of them let a key stand twice, and YAML lets a few lines stand for
millions: what is read here holds none of that.
"""

import json
import math
import re
import tomllib
from collections import Counter
from functools import partial

import yaml

from .faults import UNSEEN, InputError, Problem, line_at

MOST_PARTS = 200_000  # items of a file, each anchor of YAML counted where it is used
DEEP = "brackets within brackets, deeper than anything wants"
NUMBERS = "a number of more digits than any source prints"


def toml_of(text: str, path: str) -> dict:
    """What a text in TOML holds; InputError at its line where it is none."""
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise InputError([Problem(path, int(line[1]) if line else 1, f"not valid TOML: {reason(error)}")]) from error
    return visible(found, text, path)


def json_of(text: str, path: str) -> object:
    """What a text in JSON holds, its decimals as they were typed; InputError at its line where it is none."""
    try:
        pairs = partial(once, path=path, text=text)
        found = json.loads(text, object_pairs_hook=pairs, parse_float=str, parse_constant=no_number)
    except json.JSONDecodeError as error:
        raise InputError([Problem(path, error.lineno, f"not valid JSON: {error.msg}")]) from error
    except (ValueError, RecursionError) as error:
        raise InputError([Problem(path, 1, f"not valid JSON: {reason(error)}")]) from error
    return visible(found, text, path)


def yaml_of(text: str, path: str) -> object:
    """What a text in YAML holds; InputError at its line where it is none."""
    try:
        found = yaml.load(text, Once)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", "") or str(error).splitlines()[0]
        raise InputError([Problem(path, mark.line + 1 if mark else 1, f"not valid YAML: {said}")]) from error
    except (ValueError, RecursionError) as error:
        raise InputError([Problem(path, 1, f"not valid YAML: {reason(error)}")]) from error
    return visible(found, text, path)


def reason(error: Exception) -> str:
    """Why a text could not be read, in words that need no manual."""
    if isinstance(error, RecursionError):
        return DEEP
    return NUMBERS if "int_max_str_digits" in str(error) else str(error)


def no_number(word: str):
    """NaN and Infinity, which JSON does not have."""
    raise ValueError(f"{word} is no number that a source prints")


def once(pairs: list[tuple[str, object]], path: str, text: str) -> dict:
    """A mapping of JSON; InputError where a key stands twice, as the first would be lost in silence."""
    if twice := [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]:
        own = dict(pairs).get("id")
        line = line_with(text, f'"id": "{own}"') if isinstance(own, str) else 1
        raise InputError([Problem(path, line, f"key {twice[0]!r} stands twice in one record; delete one")])
    return dict(pairs)


class Once(yaml.SafeLoader):
    """YAML as plain data, in which no key may stand twice, and what cannot be made has its line."""

    def construct_mapping(self, node, deep=False):
        keys = [key for key, _ in node.value if isinstance(key, yaml.ScalarNode) and key.value != "<<"]
        for n, key in enumerate(keys):
            if any(key.value == other.value for other in keys[:n]):
                message = f"key {key.value!r} stands twice; delete one"
                raise yaml.constructor.ConstructorError(None, None, message, key.start_mark)
        return super().construct_mapping(node, deep)

    def construct_object(self, node, deep=False):
        try:
            return super().construct_object(node, deep)
        except ValueError as error:  # a day or a number that is none
            raise yaml.constructor.ConstructorError(None, None, reason(error), node.start_mark) from error


def visible(found, text: str, path: str):
    """The same; InputError where a sign that cannot be seen was written as an escape, a number has no end, or there is too much."""
    left, count = [found], 0
    while left:
        item, count = left.pop(), count + 1
        if count > MOST_PARTS:
            raise InputError([Problem(path, 1, "holds itself, or more than anything wants; write it out")])
        if isinstance(item, dict):
            left += [*item.keys(), *item.values()]
        elif isinstance(item, list):
            left += item
        elif isinstance(item, float) and not math.isfinite(item):
            raise InputError(
                [Problem(path, line_of_word(text, str(item)), f"{item} is no number that a source prints")]
            )
        elif isinstance(item, str) and (sign := UNSEEN.search(item)):
            message = f"holds a sign that cannot be seen, U+{ord(sign[0]):04X}, written as an escape; delete it"
            raise InputError([Problem(path, line_of_escape(text, sign[0]), message)])
    return found


def line_of_escape(text: str, sign: str) -> int:
    """The line that holds a sign as an escape; 1 where none is found."""
    digits = f"{ord(sign):x}"
    place = re.search(rf"\\(u|U|x)0*{digits}|\\[abefrv0]", text, flags=re.I)
    return line_at(text, place.start()) if place else 1


def line_of_word(text: str, word: str) -> int:
    """The first line on which a value is a word, whatever sign or point stands before it; 1 where none is found."""
    place = re.search(rf"[=:,\[] *[+.-]*{word.lstrip('-')}\b", text, flags=re.I)
    return line_at(text, place.end()) if place else 1


def line_with(text: str, words: str) -> int:
    """The first line that holds some words; 1 where none does."""
    return line_at(text, text.find(words))
