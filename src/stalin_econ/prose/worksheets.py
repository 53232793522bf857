"""Questions on a figure: `templates/worksheets/<slug>.md`, a head in TOML as the words of a figure have one, then sections.

`# predict` sets the task before the chart is seen. Every other section of `KINDS` is a question, and below `## answer`
its answer. What can be marked comes from a call: `answer()` gives a figure with the span within which a pupil is right,
`choice()` the place that has the most or the least of some.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape

from ..charts.figure import Cell, cell_at
from ..faults import InputError, Problem, require, schema_faults, together
from ..formats import line_with, toml_of
from ..layout import WORKSHEETS, Sources, inside, text_of
from ..measures import display
from ..measures.series import Quantity, difference, share_of
from .calls import MADE, Calls, Material, decimals_of, made
from .figures import TEXT, section_faults, sections, split
from .markup import to_html
from .rendering import render_text

# The questions, by the section that asks them, in the order of the sheet. Answers to those of a figure name its cells.
KINDS = {
    "read-1": "Read", "read-2": "Read", "read-3": "Read", "calculate": "Calculate", "argue": "Argue",
    "source": "Question the source", "headline": "Write a headline",
}  # fmt: skip
OF_CELLS = ("read-1", "read-2", "read-3", "calculate")
SKILLS = ("sourcing", "context", "corroboration", "close reading")
PLACE = {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 3}
PLACES = {"type": "array", "items": PLACE, "minItems": 1}
GUESS = {
    "type": "object", "required": ["ask", "cell"], "additionalProperties": False, "properties": {"ask": TEXT, "cell": PLACE},
}  # fmt: skip
HEAD = {
    "type": "object",
    "required": ["question", "skills", "axes", "given", "wanted", "guess"],
    "additionalProperties": False,
    "properties": {
        "question": TEXT, "axes": TEXT, "given": PLACES, "wanted": PLACES,
        "skills": {"type": "array", "items": {"enum": list(SKILLS)}, "minItems": 1, "uniqueItems": True},
        "guess": {"type": "array", "items": GUESS, "minItems": 1, "maxItems": 2},
    },
}  # fmt: skip
MOST = {"most": max, "least": min}
ANSWER = re.compile(r'data-answer="(\d+)"')


@dataclass(frozen=True)
class Number:
    """A figure that a question asks for, in words with its unit, and the span within which an answer is right."""

    quantity: Quantity
    ask: str
    low: float
    high: float


@dataclass(frozen=True)
class Choice:
    """Places of a figure of which one has the most or the least: what is asked, their names, and which is right."""

    ask: str
    options: tuple[str, ...]
    right: int
    quantity: Quantity


@dataclass(frozen=True)
class Question:
    """A question and its answer in HTML, with what of it can be marked, in the order of the answer."""

    key: str
    kind: str
    text: str
    answer: str
    marked: tuple[Number | Choice, ...]


@dataclass(frozen=True)
class Slot:
    """A place on the blank axes: its name, and the cell that belongs there."""

    name: str
    cell: Cell


@dataclass(frozen=True)
class Guess:
    """A prediction: what is asked, and the cell that answers it."""

    ask: str
    cell: Cell


@dataclass(frozen=True)
class Worksheet:
    """The questions on a figure: the central one, skills, what is drawn and what is to be drawn, guesses, the others."""

    slug: str
    question: str
    skills: tuple[str, ...]
    axes: str
    given: tuple[Slot, ...]
    wanted: tuple[Slot, ...]
    guesses: tuple[Guess, ...]
    predict: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Asking(Calls):
    """The calls of a worksheet: those of every text, `answer` and `choice`."""

    answers: list[Number | Choice] = field(default_factory=list)

    def cells(self, figure: str, state: str) -> tuple[Cell, ...]:
        """The cells of a state of a figure, the first where none is named; KeyError where there is none."""
        if figure not in self.material.figures:
            raise KeyError(f"no figure {figure!r}")
        own = self.material.figures[figure]
        return self.material.cells[figure][(own.state(state) if state else own.states[0]).key]

    def noted(self, found: Number | Choice, html: str) -> str:
        """An answer that can be marked, as the text shows it."""
        self.answers.append(found)
        return f'<span data-answer="{len(self.answers) - 1}">{html}</span>'

    def answer(self, figure, row, column, within, ask, as_="value", base=(), decimals=1, state="") -> str:
        """A cell of a figure, or what `as_` makes of it and the cell at `base`, with the span that is right.

        `ask` says in words, with its unit, which number is wanted.
        """
        cells = self.cells(figure, state)
        first = quantity = cell_at(cells, row, column).quantity
        if as_ != "value" and len(base) != 2:
            raise ValueError("base: a row and a column are wanted, such as base=('gnp', 1940)")
        if as_ != "value":
            quantity = against(as_, first, cell_at(cells, *base).quantity)
        if type(within) not in (int, float) or not 0 < within < math.inf:
            raise ValueError("within: how far an answer may be off is wanted, more than nil")
        text = display.figure(quantity, decimals_of(decimals)).removeprefix(display.MINUS)
        middle, places = display.value_of(text), max(decimals, display.decimals_typed(f"{within:g}"))
        low, high = round(middle - within, places), round(middle + within, places)
        span = f"accept {display.amount(low, places)} to {display.amount(high, places)}"
        number = Number(quantity, worded(ask), low, high)
        apart = as_ == "difference" and not adds_up(text, first, cell_at(cells, *base).quantity, decimals)
        rounding = " (before rounding)" if apart else ""
        return self.noted(number, f"{self.shown(text, quantity)}{rounding} <small>({span})</small>")

    def choice(self, figure, which, *places, ask, state="") -> str:
        """Of some places of a figure, each (row, column, name), the name of that with the "most" or the "least"."""
        if which not in MOST:
            raise ValueError(f"{which!r}: most or least is wanted")
        if len(places) < 2:
            raise ValueError("choice: two places or more are wanted, of which one is right")
        cells = self.cells(figure, state)
        found = [cell_at(cells, row, column).quantity for row, column, _ in places]
        values, names = [quantity.value for quantity in found], tuple(str(name).strip() for *_, name in places)
        if not all(names) or len(set(names)) < len(names):
            raise ValueError("choice: each place wants a name of its own")
        best = MOST[which](values)
        if values.count(best) > 1:
            raise ValueError(f"choice: more than one place has the {which}, so no answer is right")
        right = values.index(best)
        words = self.shown(escape(names[right]), found[right])
        return self.noted(Choice(worded(ask), names, right, found[right]), words)

    def names(self) -> dict:
        return super().names() | {"answer": self.answer, "choice": self.choice}


def worded(ask: str) -> str:
    """What a question wants, in words; ValueError where it says nothing."""
    if not str(ask).strip():
        raise ValueError("ask: what is wanted, in words, is empty")
    return str(ask)


def adds_up(text: str, first: Quantity, other: Quantity, decimals: int) -> bool:
    """Whether a difference in digits is that of the digits of two quantities."""
    one, two = (display.value_of(display.figure(q, decimals)) for q in (first, other))
    return display.amount(abs(one - two), decimals) == text


def against(as_: str, quantity: Quantity, other: Quantity) -> Quantity:
    """What a question makes of two cells; ValueError where it names nothing that is known."""
    more = {"difference": difference, "share": share_of}
    if as_ not in more | MADE:
        raise ValueError(f"as_={as_!r}: one of value, {', '.join([*more, *MADE])} is wanted")
    return more[as_](quantity, other) if as_ in more else made(as_, quantity, other)


def read_head(text: str, path: str) -> dict:
    """The head; InputError with each fault."""
    head = toml_of(text, path)
    require(Problem(path, 1, fault) for fault in schema_faults(HEAD, head))
    return head


def placed(place: list[str], cells: tuple[Cell, ...], path: str, text: str) -> Cell:
    """The cell that the head names; InputError at its line where the figure has none."""
    try:
        return cell_at(cells, place[0], place[1])
    except KeyError as error:
        raise InputError([Problem(path, line_with(text, f'"{place[0]}", "{place[1]}"'), error.args[0])]) from error


def question_of(key: str, section: str, answers: list[Number | Choice]) -> Question:
    """A question from its section."""
    asked, _, answer = section.partition("\n## answer\n")
    html = to_html(answer)
    return Question(key, KINDS[key], to_html(asked), html, tuple(answers[int(n)] for n in ANSWER.findall(html)))


def read_worksheet(sources: Sources, path: str, material: Material) -> Worksheet:
    """The questions on one figure; InputError with each question that is missing, has no answer, or names no cell."""
    slug, text, calls = path.removeprefix(WORKSHEETS).removesuffix(".md"), text_of(sources, path), Asking(material)
    if slug not in material.figures:
        raise InputError([Problem(path, 1, f"no figure {escape(slug)!r}")])
    names = calls.names() | {"facts": material.facts(slug)}
    head_text, body = split(render_text(sources, path, names), path)
    head, found = read_head(head_text, path), sections(body)
    require([*section_faults(body, ("predict", *KINDS), path, text), *place_faults(head, path, text)])
    questions = tuple(question_of(key, found[key], calls.answers) for key in KINDS)
    require(p for q in questions if (p := question_problem(q, path, text)))
    cells = material.cells[slug][material.figures[slug].states[0].key]
    slots = {side: tuple(Slot(p[-1], placed(p, cells, path, text)) for p in head[side]) for side in ("given", "wanted")}
    guesses = tuple(Guess(g["ask"], placed(g["cell"], cells, path, text)) for g in head["guess"])
    return Worksheet(
        slug, head["question"], tuple(head["skills"]), head["axes"], slots["given"], slots["wanted"], guesses,
        to_html(found["predict"]), questions,
    )  # fmt: skip


def place_faults(head: dict, path: str, text: str) -> Iterator[Problem]:
    """A problem for each place of the head that stands twice: what is given is not asked, and nothing is asked twice."""
    seen = set()
    for place in [*head["given"], *head["wanted"]]:
        if tuple(place[:2]) in seen:
            message = f"given, wanted: {', '.join(place[:2])} stands twice; what is given is not asked"
            yield Problem(path, line_with(text, f'"{place[0]}", "{place[1]}"'), message)
        seen.add(tuple(place[:2]))


def question_problem(question: Question, path: str, text: str) -> Problem | None:
    """What is wrong with a question; None where nothing is."""
    line = line_with(text, f"# {question.key}")
    if not question.answer:
        return Problem(path, line, f"question '{question.key}' has no section '## answer'")
    if "<h2>" in question.answer:
        return Problem(path, line, f"question '{question.key}' has more than one section '## answer'")
    if question.key in OF_CELLS and not question.marked:
        return Problem(path, line, f"the answer to '{question.key}' names no cell: call it with answer() or choice()")
    return None


def read_worksheets(sources: Sources, material: Material) -> Mapping[str, Worksheet]:
    """The worksheets that there are, by figure, in the order of the figures."""
    paths = inside(sources, WORKSHEETS, ".md")
    found = {
        sheet.slug: sheet for sheet in together(*(partial(read_worksheet, sources, path, material) for path in paths))
    }
    return {slug: found[slug] for slug in material.figures if slug in found}
