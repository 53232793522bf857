"""What an entry of claims.toml may hold, and what is wrong with one. Separate from reading, so that it is only rules.

What comes in is one entry with what it may name: chapters, tables and functions. What goes out are faults in words.
"""

import re
from collections.abc import Collection

import jsonschema

from ..faults import WORDS as TEXT
from ..faults import schema_fault
from ..vocabulary import REASONS, TESTS, UNITS, VERDICTS
from .verdict import RELATIONS

LINE = TEXT | {"maxLength": 66}  # what stands in one line of the ledger page
NUMBER = {"type": "number", "minimum": -1e12, "maximum": 1e12}  # beyond any figure of the paper, within any sum
RULE = ("figure", "unit", "relation", "why")  # without one of them the others compare nothing
# An entry as JSON Schema.
ENTRY = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "section", "statement", "words", "verdict"],
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*\\Z"},
        "section": TEXT,
        "statement": TEXT,
        "short": LINE,
        "needs": LINE | {"maxLength": 40},
        "test": {"enum": list(TESTS)},
        "ours": {"const": True},
        "reading": TEXT,
        "words": TEXT,
        "figure": NUMBER,
        "high": NUMBER,
        "unit": {"enum": sorted(UNITS)},
        "relation": {"enum": list(RELATIONS)},
        "exact": NUMBER | {"minimum": 0},
        "tolerance": NUMBER | {"minimum": 0},
        "why": TEXT,
        "tables": {"type": "array", "items": TEXT},
        "reason": {"enum": list(REASONS)},
        "verdict": {"enum": list(VERDICTS)},
        "settle": TEXT,
        "note": TEXT,
    },
    "anyOf": [{"required": ["reason"]}, {"required": list(RULE)}],
    "dependentRequired": {key: list(RULE) for key in RULE},
}
# Numbers that words may spell out, and any others that they would.
NUMBER_WORDS = {"one third": (33.333,), "one to one and a half": (1, 1.5), "twenty": (20,), "a million": (1,)}
YEAR = re.compile(r"\b1[89]\d\ds?\b")
SPELT = re.compile(r"\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
                   r"ninety|hundred|half|thirds?|quarters?|fifths?|tenths?)\b")  # fmt: skip


def entry_faults(
    entry: dict, sections: Collection[str], tables: Collection[str], functions: Collection[str]
) -> list[str]:
    """An entry keeps the schema, names a chapter and tables that exist, and its words show the figure that is checked."""
    if fault := jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(ENTRY).iter_errors(entry)):
        return [plain_fault(fault)]
    faults = []
    if entry["section"] not in sections:
        faults.append(f"section {entry['section']!r} is no chapter")
    faults += [f"table {name!r} is not in the data package" for name in entry.get("tables", ()) if name not in tables]
    if "tables" in entry and entry["id"] in functions:
        faults.append("key 'tables': the tables follow from what its function finds, so none is typed")
    if "reason" not in entry and entry["id"] not in functions:
        faults.append("no function computes it, so a reason why it is not checked is wanted")
    return faults + kind_faults(entry, entry["id"] in functions) + line_faults(entry) + words_faults(entry)


def kind_faults(entry: dict, computed: bool) -> list[str]:
    """A tested claim has a kind of test and no other has; a judgement has no finding; a threshold of ours is marked."""
    faults, tested = [], "reason" not in entry
    if tested and "test" not in entry:
        faults.append(f"a tested claim says what it is tested against: test = {' or '.join(map(repr, TESTS))}")
    faults += [f"key {key!r}: the claim is not tested" for key in ("test", "reading") if key in entry and not tested]
    if entry.get("reason") == "judgement" and computed:
        faults.append("a judgement has no finding, but a function computes one")
    stated = any(numbers_in(entry[key]) for key in ("words", "statement"))
    if "figure" in entry and stated == entry.get("ours", False):
        wanted = "no number stands in the statement, so the threshold is ours: ours = true is wanted"
        faults.append("key 'ours': a number stands in the statement" if "ours" in entry else wanted)
    return faults


def line_faults(entry: dict) -> list[str]:
    """Each claim fits in a line of the ledger page: a long statement has a short form; what is not checked says what it needs."""
    faults = []
    if len(entry["statement"]) > LINE["maxLength"] and "short" not in entry:
        faults.append(f"the statement is longer than {LINE['maxLength']} signs, so key 'short' is wanted")
    if entry.get("reason") in ("no-figure", "repeated") and not {"needs", "settle"} <= set(entry):
        faults.append("what is not checked says what would settle it: keys 'needs', in short, and 'settle' are wanted")
    return faults


def plain_fault(error: jsonschema.ValidationError) -> str:
    """A fault against the schema in words that name the key."""
    if error.validator == "anyOf":
        return "a claim without a reason has figure, unit, relation and why"
    if error.validator == "dependentRequired":
        return "figure, unit, relation and why are given together or not at all"
    key = ".".join(str(part) for part in error.absolute_path)
    return f"key {key!r}: {schema_fault(error)}" if key else schema_fault(error)


def numbers_in(words: str) -> list[float]:
    """The numbers that a reader sees in some words, in digits or spelt out; a year is none."""
    digits = [float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", YEAR.sub("", words))]
    return digits or [n for phrase, numbers in NUMBER_WORDS.items() if phrase in words for n in numbers]


def words_faults(entry: dict) -> list[str]:
    """The numbers in the words that a reader sees are the figures of the entry, in digits or in words that are known."""
    wanted, words = [entry[key] for key in ("figure", "high") if key in entry], entry["words"]
    seen, rest = numbers_in(words), words
    for phrase in NUMBER_WORDS:
        rest = rest.replace(phrase, "")
    if wanted and (unknown := SPELT.search(rest)):
        return [f"words {words!r}: {unknown[0]!r} cannot be held against the figure; write digits"]
    same = len(seen) == len(wanted) and all(abs(a - b) < 0.001 for a, b in zip(seen, wanted, strict=True))
    return [] if not seen or not wanted or same else [f"words {words!r} show {seen}, the figure checked is {wanted}"]
