"""The form of the tables as files: text, head, cells, digits, and what frictionless says of types, constraints and keys.

What comes in are the sources and the data package; what goes out are problems. Separate, since everything else about a
table is only worth asking where its form is sound.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from importlib.metadata import version

from ..data.tables import PARTED, row_faults
from ..faults import InputError, Problem, meant
from ..layout import DATA, NAMED, PACKAGE, Sources, text_of
from ..memory import MEMORY, code

NUMBER, WHOLE = re.compile(r"(?!-0(\.0+)?\Z)-?(0|[1-9][0-9]*)(\.[0-9]+)?"), re.compile(r"(?!-0\Z)-?(0|[1-9][0-9]*)")
# Digits of a number before its point and after it: more than any source prints, and no more than arithmetic keeps apart.
DIGITS = re.compile(r"-?\d{1,12}(\.\d{1,17})?")


def faults(sources: Sources, package: dict) -> list[Problem]:
    """Faults of form, the coarsest first: a fault hides the finer ones that it would cause."""
    places = [(DATA + meta["path"], meta) for meta in package["resources"]]
    found = [p for path, _ in places for p in raw_problems(sources, path)]
    for rule in (header_problems, width_problems, digit_problems):
        found = found or [p for path, meta in places for p in rule(path, text_of(sources, path), meta)]
    return [*orphans(sources, package), *(found or frictionless_problems(sources, package))]


def raw_problems(sources: Sources, path: str) -> Iterator[Problem]:
    """A table is UTF-8, a row is a line of reasonable length, none is blank, and each closes its quotation marks."""
    try:
        text = text_of(sources, path)
    except InputError as error:
        yield from error.problems
        return
    yield from (Problem(path, line, message) for line, message in row_faults(text))


def header_problems(path: str, text: str, meta: dict) -> Iterator[Problem]:
    """The first line names the columns of the data package, in its order."""
    wanted = [field["name"] for field in meta["schema"]["fields"]]
    found = next(csv.reader(io.StringIO(text)), [])
    if len(found) == 1 and re.search(r"[;\t]", found[0]):
        yield Problem(path, 1, PARTED)
    elif found != wanted:
        faults = [f"column {c!r} is missing" for c in wanted if c not in found]
        faults += [f"column {c!r} is not in the data package{meant(c, wanted)}" for c in found if c not in wanted]
        yield Problem(path, 1, "; ".join(faults) or f"columns stand in another order than {', '.join(wanted)}")


def width_problems(path: str, text: str, meta: dict) -> Iterator[Problem]:
    """Every row has as many cells as the header; a file has at least one row."""
    rows, wanted = list(csv.reader(io.StringIO(text))), len(meta["schema"]["fields"])
    remedy = "words with a comma stand in quotation marks, numbers have none"
    for number, row in enumerate(rows, 1):
        if len(row) != wanted:
            yield Problem(path, number, f"{len(row)} cells; {wanted} are wanted ({remedy})")
    if len(rows) < 2:
        yield Problem(path, 1, "no rows below the header")


def digit_problems(path: str, text: str, meta: dict) -> Iterator[Problem]:
    """Numbers are plain digits with a decimal point: no blanks, commas, exponents or leading noughts, and not too many."""
    forms = {"number": NUMBER, "integer": WHOLE}
    typed = {f["name"]: forms[f["type"]] for f in meta["schema"]["fields"] if f["type"] in forms}
    for line, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        for name, form in typed.items():
            if not form.fullmatch(row[name]):
                message = f"column {name!r}, value {row[name]!r}: plain digits are wanted, such as 1234.5"
                yield Problem(path, line, message)
            elif not DIGITS.fullmatch(row[name]):
                message = f"column {name!r}: a number of {len(row[name])} signs; 12 before the point, 17 after it do"
                yield Problem(path, line, message)


def frictionless_problems(sources: Sources, package: dict) -> Iterator[Problem]:
    """What frictionless says of types, constraints and keys; its row number is the line, as no cell has a line break."""
    metas = {meta["name"]: meta for meta in package["resources"]}
    held = {name: (text_of(sources, DATA + meta["path"]), json.dumps(meta)) for name, meta in metas.items()}
    for name, meta in metas.items():
        keys = [key["reference"]["resource"] for key in meta["schema"].get("foreignKeys", ())]
        yield from table_problems(held[name], *(held[other] for other in dict.fromkeys(keys) if other in held))


def resource_of(text: str, entry: str):
    """A table in memory, as frictionless takes it."""
    import frictionless

    meta = json.loads(entry)
    schema, dialect = (
        frictionless.Schema.from_descriptor(meta["schema"]),
        frictionless.Dialect.from_descriptor(meta["dialect"]),
    )
    return frictionless.Resource(
        name=meta["name"], data=text.encode(), format="csv", encoding="utf-8", schema=schema, dialect=dialect
    )


def table_problems(table: tuple[str, str], *others: tuple[str, str]) -> list[Problem]:
    """What frictionless says of a table, given those that its foreign keys lead to: (text, entry of the package) each.

    Remembered by what they hold, so that a second look at an unchanged table costs nothing.
    """
    parts = [part for held in (table, *others) for part in held]
    packed = MEMORY.recall(
        lambda: packed_problems(table, *others), "frictionless", version("frictionless"), code(), *parts
    )
    return [Problem(*problem) for problem in json.loads(packed)]


def packed_problems(table: tuple[str, str], *others: tuple[str, str]) -> bytes:
    """What frictionless says of a table, as JSON: path, line and message of each fault."""
    import frictionless  # here, since where no table has changed nothing of it is wanted

    meta = json.loads(table[1])
    try:
        report = frictionless.Package(resources=[resource_of(*each) for each in (table, *others)]).validate()
    except (frictionless.FrictionlessException, re.error, TypeError, ValueError) as error:
        message = re.sub(r"\s+", " ", str(error)).removeprefix("[schema-error] ")
        return json.dumps([(PACKAGE, 1, f"table {meta['name']}: a constraint is not one: {message}")]).encode()
    found = [(PACKAGE, 1, error.message) for error in report.errors]
    for task in report.tasks:
        if task.name == meta["name"]:
            lines = (getattr(error, "row_number", None) or 1 for error in task.errors)
            found += [(DATA + meta["path"], n, plain(e)) for n, e in zip(lines, task.errors, strict=True)]
    return json.dumps(found).encode()


WANTED = {
    "enum": "one of {} is wanted (data/datapackage.yaml says which)",
    "minimum": "at least {} is wanted (data/datapackage.yaml says so)",
    "maximum": "at most {} is wanted (data/datapackage.yaml says so)",
    "required": "may not be empty",
    "pattern": "the form {} is wanted (data/datapackage.yaml says so)",
}


def plain(error) -> str:
    """A fault in words that need no manual: the column and value, then the rule."""
    note = error.note or error.message
    if rule := re.match(r'constraint "(\w+)" is "(.*)"', note):
        wanted = rule[2].strip("[]").replace("'", "") if rule[1] == "enum" else rule[2]
        note = WANTED.get(rule[1], note).format(wanted)
    if same := re.match(r"the same as in the row at position (\d+)", note):
        note = f"primary key: the same as in line {same[1]}"
    if note.startswith("type is"):
        note = f"a {note.split(chr(34))[1].split('/')[0]} is wanted"
    field = getattr(error, "field_name", "")
    return f"column {field!r}, value {error.cell!r}{alike(error.cell)}: {note}" if field else note


def alike(cell: object) -> str:
    """The letters of a value that look like others and are not, by their numbers, in brackets; empty where there are none."""
    found = dict.fromkeys(f"U+{ord(sign):04X}" for sign in str(cell) if ord(sign) > 0x24F)
    return f" (with {', '.join(found)} in it)" if 0 < len(found) <= 3 else ""


def orphans(sources: Sources, package: dict) -> Iterator[Problem]:
    """Every file in data/ is a table of the data package, or one of those that have a name of their own."""
    named = {DATA + meta["path"] for meta in package["resources"]} | set(NAMED)
    for path in sorted(sources):
        if path.startswith(DATA) and path not in named and not path.endswith("~"):
            yield Problem(
                path, 1, "this file is not in the data package, so nothing reads it: name it there, or delete it"
            )
