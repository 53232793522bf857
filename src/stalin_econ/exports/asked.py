"""The questions of the worksheets as plain records, one for each thing that is asked; no format of a platform.

A guess becomes a question with choices; so does a question that asks for one place of several. A figure that is asked
for becomes a numerical question, within the span that the worksheet accepts, and a question that asks for two becomes two,
each with its own sentence. The others are essays, with what a good answer has as feedback.
"""

import re
import zlib
from dataclasses import dataclass, replace

from .. import addresses
from ..edition import Edition
from ..measures import display
from ..measures.series import PARTS_OF_HUNDRED, Quantity
from ..prose.markup import plain
from ..prose.worksheets import Choice, Guess, Number, Question, Worksheet

CHOICES, STEP, FACTOR = 4, 15, 1.6  # how many there are, how far they are apart in per cent, and else by how much
SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z“])")
SPAN = re.compile(r"\s*<small>\(accept [^<]*\)</small>")  # for who marks, not for who is asked


@dataclass(frozen=True)
class Item:
    """A question for a platform, in plain words: choices and the place of the right one, or a value with how far one may be off.

    With neither it is an essay. `feedback` is shown after an answer. `guess` is asked before the chart is seen.
    """

    key: str
    name: str
    ask: str
    feedback: str
    choices: tuple[str, ...] = ()
    right: int = 0
    value: float | None = None
    within: float = 0
    guess: bool = False


@dataclass(frozen=True)
class Sheet:
    """The questions of a worksheet, which chart they are about, and its picture under the name of its file."""

    items: tuple[Item, ...]
    chart: str
    picture: str
    content: bytes


def choices(quantity: Quantity, turn: int) -> list[str]:
    """Round answers to guess from, in order; one is the figure itself rounded, and `turn` says at which place it stands."""
    return [text for text, _ in marked_choices(quantity, turn)]


def marked_choices(quantity: Quantity, turn: int) -> list[tuple[str, bool]]:
    """The choices, each with whether it is the figure itself, rounded."""
    value, place = quantity.value, turn % CHOICES
    if quantity.unit in PARTS_OF_HUNDRED and value < 100:
        near = 5 * round(value / 5)
        fitting = [p for p in range(CHOICES) if near - STEP * p > 0 and near + STEP * (CHOICES - 1 - p) < 100]
        place = fitting[turn % len(fitting)] if fitting else 0
        return [(display.amount(near + STEP * (n - place)), n == place) for n in range(CHOICES)]
    made = [float(f"{value * FACTOR ** (n - place):.2g}") for n in range(CHOICES)]
    return [(display.amount(v, 0 if v >= 10 else 1 if v >= 1 else 2), n == place) for n, v in enumerate(made)]


def was(quantity: Quantity) -> str:
    """The figure that a guess is held against."""
    decimals = 0 if quantity.value >= 10 else 1
    return display.figure(quantity, decimals if quantity.value >= 1 else 2)


def turn_of(guess: Guess) -> int:
    """A number that places the right choice, the same in every build."""
    return zlib.crc32(guess.ask.encode())


# --- one record a question ------------------------------------------------------------------------------------------


def guess_item(sheet: Worksheet, number: int, guess: Guess) -> Item:
    """A prediction as a question with choices, in the order of their size."""
    found = marked_choices(guess.cell.quantity, turn_of(guess))
    texts, right = tuple(text for text, _ in found), [is_right for _, is_right in found].index(True)
    ask = f"{sheet.question} First a guess, before you look at the chart. {guess.ask}"
    feedback = f"It was {was(guess.cell.quantity)}."
    return Item(f"{sheet.slug}-predict-{number}", "Predict", ask, feedback, texts, right, guess=True)


def parts_of(text: str, count: int) -> list[str]:
    """The words of a question for each thing that it asks for: what it tells, and one sentence that asks.

    The sentences that ask go with the things in turn; what is left over is the last part.
    """
    sentences = SENTENCE_END.split(text)
    asking = [sentence for sentence in sentences if sentence.endswith("?")]
    if count > len(asking) or len(asking) < 2:
        return [text] * count
    told = " ".join(sentence for sentence in sentences if sentence not in asking)
    rest = [" ".join(asking[count:])] if asking[count:] else []
    return [f"{told} {part}".strip() for part in [*asking[:count], *rest]]


def question_items(sheet: Worksheet, question: Question, chart: str) -> list[Item]:
    """A question of the sheet: an item for each figure or choice that it asks for, an essay for what else it asks."""
    key, text, feedback = f"{sheet.slug}-{question.key}", plain(question.text), plain(SPAN.sub("", question.answer))
    if not question.marked:
        return [Item(key, question.kind, f"{chart} {text}", feedback)]
    parts = parts_of(text, len(question.marked))
    keys = [key] if len(parts) == 1 else [f"{key}-{n}" for n in range(1, len(parts) + 1)]
    items = [Item(own, question.kind, f"{chart} {part}", feedback) for own, part in zip(keys, parts, strict=True)]
    marked = [marked_item(item, found) for item, found in zip(items, question.marked, strict=False)]
    made = [*marked, *items[len(marked) :]]
    # the answer in words gives all parts away, so it stands behind the last alone
    return [*map(briefly, made[:-1], question.marked), made[-1]]


def briefly(item: Item, found: Number | Choice) -> Item:
    """An item whose feedback is what is right and no more."""
    right = item.choices[item.right] if item.choices else f"{found.ask}: {item.value:g}"
    return replace(item, feedback=display.sentence(right))


def marked_item(item: Item, found: Number | Choice) -> Item:
    """An item with what is right: the place of the choice, or the value and how far one may be off."""
    if isinstance(found, Choice):
        return replace(item, choices=found.options, right=found.right)
    middle, within = (found.low + found.high) / 2, (found.high - found.low) / 2
    return replace(item, ask=f"{item.ask} ({found.ask})", value=round(middle, 6), within=round(within, 6))


def chart_of(slug: str, edition: Edition) -> str:
    """The figure that questions are about: number, title, and where it is, which is a file where the site has no address yet."""
    figure = next(f for f in edition.figures if f.slug == slug)
    base, title = edition.settings["base_address"], edition.words[slug].states[figure.states[0].key].title
    place = f"{base}/{addresses.cited(addresses.chart(slug))}" if base else f"picture {picture_name(slug)}"
    return f"Figure {figure.number}, “{title}” ({place})."


def picture_name(slug: str) -> str:
    """The file that shows the figure of a worksheet."""
    return addresses.slide(slug, "png").rpartition("/")[2]


def items_of(sheet: Worksheet, edition: Edition) -> tuple[Item, ...]:
    """The questions of a worksheet, guesses first, each saying which chart it is about."""
    chart = chart_of(sheet.slug, edition)
    guesses = [guess_item(sheet, n, guess) for n, guess in enumerate(sheet.guesses, 1)]
    return (*guesses, *(item for question in sheet.questions for item in question_items(sheet, question, chart)))


def sheet_of(slug: str, edition: Edition, picture: bytes) -> Sheet:
    """The questions of a worksheet with the picture of its chart."""
    items = items_of(edition.worksheets[slug], edition)
    return Sheet(items, chart_of(slug, edition), picture_name(slug), picture)
