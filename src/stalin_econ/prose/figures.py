"""The words of a figure: `templates/figures/<slug>.md`, read with the calls of the chapters.

The file begins with a head in TOML between two lines `+++`: words for the whole figure, tables of labels, and a table a
state. Below it, in Markdown, a section a state, headed by its key, describes what it shows; a last one, headed `notes`,
lists what to know. Numbers come from calls; a typed one is a fault at its line.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..charts.figure import Cell, Figure
from ..faults import WORDS as TEXT
from ..faults import InputError, Problem, line_at, meant, require, schema_faults
from ..formats import toml_of
from ..layout import FIGURES, Sources, text_of
from ..measures import display
from .calls import Calls, Material
from .labels import labels_of
from .markup import inline_markdown, plain, to_html
from .rendering import render_text

LABELS = {"type": "object", "additionalProperties": {"type": "string"}}
STATE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "title", "subtitle", "units", "note"],
    "properties": {"labels": LABELS, "gaps": LABELS, "of": LABELS}
    | dict.fromkeys(("name", "title", "subtitle", "units", "note"), TEXT),
}
HEAD = {
    "type": "object",
    "required": ["territory", "origin", "default"],
    "properties": dict.fromkeys(("territory", "origin", "corner"), TEXT)
    | {"labels": LABELS, "rows": LABELS, "gaps": LABELS, "panels": LABELS, "of": LABELS},
    "additionalProperties": False,  # but for the states, which each figure has of its own
}


@dataclass(frozen=True)
class StateWords:
    """Words of one state: its name on the switch, title, subtitle, units of its table, note below it, description.

    `labels` are the words that stand in the drawing, by key; `gaps` says why places of the table are empty, by
    "row|column", "row|" or "|column". `of` is what stands behind the unit of a number that is taken out of its table, as
    in its citation, by row or by unit: "of the year's GNP", "(per soldier)".
    """

    name: str
    title: str
    subtitle: str
    units: str
    note: str
    description: str
    labels: Mapping[str, str]
    gaps: Mapping[str, str]
    of: Mapping[str, str]

    def said(self, row: str, unit: str) -> str:
        """What is said of a number behind its unit; empty where the unit says all."""
        words = self.of.get(row, self.of.get(unit, ""))
        return f" {words}" if words else ""


@dataclass(frozen=True)
class Words:
    """Words of a figure: territory, how it relates to the paper, names of rows and columns, its states, notes in HTML.

    `panels` are what the marks on a scale are called in the source line, where that goes panel by panel.
    """

    territory: str
    origin: str
    corner: str
    rows: Mapping[str, str]
    states: Mapping[str, StateWords]
    notes: tuple[str, ...]
    cited: tuple[str, ...]
    panels: Mapping[str, str]

    def name(self, key: str) -> str:
        """A row or a column as readers see it."""
        return self.rows.get(key) or display.name(key)


def path_of(slug: str) -> str:
    """The file that holds the words of a figure."""
    return f"{FIGURES}{slug}.md"


def split(text: str, path: str) -> tuple[str, str]:
    """The head in TOML and the Markdown below it; InputError where the two lines `+++` are missing."""
    parts = re.split(r"^\+\+\+$", text, maxsplit=2, flags=re.M)
    if len(parts) != 3 or parts[0].strip():
        raise InputError([Problem(path, 1, "a head between two lines '+++' is wanted, then the descriptions")])
    return parts[1], parts[2]


def read_head(text: str, path: str, figure: Figure) -> dict:
    """The head, which has a table for each state of the figure and no other; InputError with each fault."""
    head, keys = toml_of(text, path), [state.key for state in figure.states]
    faults = schema_faults(HEAD | {"properties": HEAD["properties"] | dict.fromkeys(keys, STATE)}, head)
    faults += [f"state {key!r} has no words" for key in sorted(keys) if key not in head]
    require(Problem(path, 1, fault) for fault in faults)
    return head


def sections(body: str) -> dict[str, str]:
    """The sections of the Markdown, by the key that heads them."""
    return {name.strip(): text.strip() for name, text in re.findall(r"^# (.*)\n((?:(?!^# ).*\n?)*)", body, flags=re.M)}


def section_faults(body: str, known: Collection[str], path: str, text: str) -> Iterator[Problem]:
    """A problem for each section that is missing, else for each that is not known or stands twice, and for words above the first."""
    heads, filled = [head.strip() for head in re.findall(r"^# (.*)$", body, flags=re.M)], sections(body)
    strange = [head for head in dict.fromkeys(heads) if head not in known]
    if missing := [key for key in known if not filled.get(key)]:
        others = "".join(f"; '# {head}' is none{meant(head, missing)}" for head in strange)
        yield from (Problem(path, 1, f"a section '# {key}' is wanted{others}") for key in missing)
    for head in [] if missing else dict.fromkeys(heads):
        lines = [n for n, line in enumerate(text.split("\n"), 1) if line.strip() == f"# {head}"] or [1]
        if head in strange:
            yield Problem(path, lines[-1], f"section '# {head}' is shown nowhere; known are {', '.join(known)}")
        elif heads.count(head) > 1:
            yield Problem(path, lines[-1], f"section '# {head}' stands twice")
    if not body.lstrip().startswith("# "):
        yield Problem(path, 1, "words above the first section '# …' are shown nowhere")


def note_faults(notes: str, path: str, text: str) -> Iterator[Problem]:
    """A problem for each line of the notes that is none, as it would be shown nowhere."""
    first = text.rfind("\n# notes\n")
    for line in notes.splitlines():
        if line.strip() and not line.startswith("- "):
            message = f"a note is one line that begins '- '; this is none: {line[:40]!r}"
            yield Problem(path, line_at(text, text.find(line[:20], max(first, 0))), message)


def read_words(sources: Sources, figure: Figure, material: Material) -> Words:
    """The words of one figure; InputError at the line of a call that fails, or where a state is not described."""
    path = path_of(figure.slug)
    calls = Calls(material, bare=True)
    names = calls.names() | {"facts": material.facts(figure.slug)}
    head_text, body = split(render_text(sources, path, names), path)
    head, described = read_head(head_text, path, figure), sections(body)
    wanted = [state.key for state in figure.states] + ["notes"]
    text = text_of(sources, path)
    require([*section_faults(body, wanted, path, text), *note_faults(described.get("notes", ""), path, text)])
    states = {key: state_words(head, key, described[key], path) for key in wanted[:-1]}
    require(Problem(path, 1, fault) for fault in place_faults(head, states, material.cells[figure.slug]))
    notes = tuple(inline_markdown(line[2:]) for line in described["notes"].splitlines() if line.startswith("- "))
    named = {"rows": {}} | head
    return Words(
        named["territory"],
        named["origin"],
        named.get("corner", ""),
        named["rows"],
        states,
        notes,
        tuple(calls.uses.cited),
        named.get("panels", {}),
    )


def place_faults(head: dict, states: Mapping[str, StateWords], cells: Mapping[str, Iterable[Cell]]) -> Iterator[str]:
    """Each name of a row or column, each gap of the table and each panel is of one that some state has; no panel lacks a name."""
    every = [cell for own in cells.values() for cell in own]
    rows, columns = ({str(getattr(cell, side)) for cell in every} for side in ("row", "column"))
    for key in head.get("rows", {}):
        if key not in rows | columns:
            yield f"rows: {key!r} is no row and no column{meant(key, rows | columns)}"
    scales = {cell.scale for cell in every if cell.role != "table"}
    for key in head.get("panels", {}):
        if key not in scales:
            yield f"panels: {key!r} is no scale of a mark{meant(key, scales)}"
    if missing := sorted(scales - set(head.get("panels", scales))):
        yield f"panels: {', '.join(missing)} has no name"
    for key in dict.fromkeys(key for own in states.values() for key in own.gaps):
        row, bar, column = key.partition("|")
        if not bar or row not in rows | {""} or column not in columns | {""}:
            yield f"gaps: {key!r}: a row, '|' and a column are wanted{meant(row, rows)}{meant(column, columns)}"


def state_words(head: dict, key: str, description: str, path: str) -> StateWords:
    """Words of one state: its own labels and gaps before those of the whole figure."""
    own = head[key]
    labels, gaps, of = ({**head.get(name, {}), **own.get(name, {})} for name in ("labels", "gaps", "of"))
    texts = {name: own[name] for name in ("name", "title", "subtitle", "units", "note")}
    told = plain(to_html(description))
    return StateWords(**texts, description=told, labels=labels_of(labels, path), gaps=gaps, of=of)
