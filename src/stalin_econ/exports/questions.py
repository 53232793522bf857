"""The questions of the worksheets for learning platforms: Moodle XML, GIFT and QTI 1.2, all from one record a question.

A guess becomes a question with choices; so does a question that asks for one place of several. A figure that is asked
for becomes a numerical question, within the span that the worksheet accepts, and a question that asks for two becomes two,
each with its own sentence. The others are essays, with what a good answer has as feedback. Moodle takes the chart along.
"""

import re
import zlib
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from xml.etree import ElementTree

from .. import addresses
from ..edition import Edition
from ..measures import display
from ..measures.series import PARTS_OF_HUNDRED, Quantity
from ..memory import MEMORY, code
from ..prose.markup import plain
from ..prose.worksheets import Choice, Guess, Number, Question, Worksheet
from .files import MEDIA_TYPES, Download, zip_bytes

CHOICES, STEP, FACTOR = 4, 15, 1.6  # how many there are, how far they are apart in per cent, and else by how much
SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z“])")
SPAN = re.compile(r"\s*<small>\(accept [^<]*\)</small>")  # for who marks, not for who is asked
RIGHTS = "CC BY 4.0 - https://creativecommons.org/licenses/by/4.0/"
FORMATS = (
    ("moodle.xml", "Moodle XML", "with the chart, for Moodle and platforms that read its questions"),
    ("gift.txt", "GIFT", "plain text, for Moodle and others"),
    ("qti.zip", "QTI 1.2", "for Canvas, Blackboard, ILIAS and others"),
)


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


def sheet_of(slug: str, edition: Edition, pictures: Mapping[str, bytes]) -> Sheet:
    """The questions of a worksheet with the picture of its chart."""
    items = items_of(edition.worksheets[slug], edition)
    return Sheet(items, chart_of(slug, edition), picture_name(slug), pictures.get(slug, b""))


# --- formats ----------------------------------------------------------------------------------------------------------


def text_in(parent, tag: str, words: str, **attributes: str):
    """A tag of Moodle with words in it, as HTML."""
    element = ElementTree.SubElement(parent, tag, attributes)
    ElementTree.SubElement(element, "text").text = words
    return element


def moodle_question(item: Item) -> ElementTree.Element:
    """A question in Moodle XML."""
    kind = "multichoice" if item.choices else "essay" if item.value is None else "numerical"
    element = ElementTree.Element("question", {"type": kind})
    text_in(element, "name", f"{item.name} ({item.key})")
    text_in(element, "questiontext", f"<p>{escape(item.ask)}</p>", format="html")
    text_in(element, "generalfeedback", f"<p>{escape(item.feedback)}</p>", format="html")
    ElementTree.SubElement(element, "defaultgrade").text = "1"
    ElementTree.SubElement(element, "idnumber").text = item.key
    if item.choices:
        ElementTree.SubElement(element, "single").text = "true"
    for n, choice in enumerate(item.choices):
        text_in(element, "answer", escape(choice), fraction="100" if n == item.right else "0", format="html")
    if item.value is not None:
        answer = text_in(element, "answer", f"{item.value:g}", fraction="100")
        ElementTree.SubElement(answer, "tolerance").text = f"{item.within:g}"
    return element


def moodle_chart(sheet: Sheet) -> ElementTree.Element:
    """The chart of a worksheet as what Moodle calls a description: a page without a question, with the picture in it."""
    element = ElementTree.Element("question", {"type": "description"})
    text_in(element, "name", f"Chart ({sheet.picture.removesuffix('.png')})")
    image = f'<img src="@@PLUGINFILE@@/{sheet.picture}" alt="{escape(sheet.chart)}" style="max-width:100%;height:auto">'
    words = f"<p>{escape(sheet.chart)} The questions that follow are about it.</p><p>{image}</p>"
    text = text_in(element, "questiontext", words, format="html")
    file = ElementTree.SubElement(text, "file", {"name": sheet.picture, "path": "/", "encoding": "base64"})
    file.text = b64encode(sheet.content).decode()
    text_in(element, "generalfeedback", "", format="html")
    ElementTree.SubElement(element, "defaultgrade").text = "0"
    return element


def moodle_questions(sheet: Sheet) -> list[ElementTree.Element]:
    """A worksheet for Moodle: guesses, then the chart, then the questions about it."""
    guesses, others = ([moodle_question(i) for i in sheet.items if i.guess is wanted] for wanted in (True, False))
    return [*guesses, *([moodle_chart(sheet)] if sheet.content else []), *others]


def moodle(title: str, sheets: Iterable[Sheet]) -> bytes:
    """Questions in Moodle XML, in a category of their own."""
    quiz = ElementTree.Element("quiz")
    text_in(
        ElementTree.SubElement(quiz, "question", {"type": "category"}),
        "category",
        f"$course$/{title.replace('/', '-')}",
    )
    quiz.extend(question for sheet in sheets for question in moodle_questions(sheet))
    ElementTree.indent(quiz, " ")
    return ElementTree.tostring(quiz, "utf-8", xml_declaration=True) + b"\n"


def quiet(words: str) -> str:
    """Words in which no sign means anything to GIFT."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", words)


def gift_answer(item: Item) -> str:
    """What stands between the braces of GIFT."""
    feedback = f"####{quiet(item.feedback)}"
    if item.choices:
        marks = [f"{'=' if n == item.right else '~'}{quiet(choice)}" for n, choice in enumerate(item.choices)]
        return f"{' '.join(marks)} {feedback}"
    return feedback if item.value is None else f"#{item.value:g}:{item.within:g} {feedback}"


def gift(title: str, items: Iterable[Item]) -> bytes:
    """Questions in GIFT."""
    head = f"$CATEGORY: $course$/{title.replace('/', '-')}"
    asked = [f"::{quiet(f'{item.name} ({item.key})')}:: {quiet(item.ask)} {{{gift_answer(item)}}}" for item in items]
    return ("\n\n".join([head, *asked]) + "\n").encode()


def calm(words: str) -> str:
    """Words in which no sign means anything to Markdown, HTML or LaTeX, as text2qti reads them."""
    return re.sub(r"([\\`*_\[\]$])", r"\\\1", escape(words, quote=False))


def text2qti_lines(number: int, item: Item) -> list[str]:
    """A question as text2qti takes it, under its number."""
    lines = [
        f"Title: {calm(f'{item.name} ({item.key})')}",
        "Points: 1",
        f"{number}. {calm(item.ask)}",
        f"... {calm(item.feedback)}",
    ]
    if item.choices:
        return [
            *lines,
            *(
                f"{'*' if n == item.right else ''}{chr(97 + n)}) {calm(choice)}"
                for n, choice in enumerate(item.choices)
            ),
            "",
        ]
    return [*lines, "____" if item.value is None else f"=   {item.value:g} +- {item.within:g}", ""]


def qti(title: str, items: Iterable[Item], day: str) -> bytes:
    """Questions in QTI 1.2, zipped; `day` is that of the release, since no file of ours holds the day on which it was made."""
    from text2qti.config import Config  # here, since where no question has changed nothing of it is wanted
    from text2qti.qti import QTI
    from text2qti.quiz import Quiz

    asked = [line for number, item in enumerate(items, 1) for line in text2qti_lines(number, item)]
    lines = [f"Quiz title: {calm(title)}", "", *asked]
    made = QTI(Quiz("\n".join(lines), config=Config(), source_name=title))
    manifest = re.sub(r"(<imsmd:dateTime>)[^<]*", rf"\g<1>{day}", made.imsmanifest_xml)
    manifest = re.sub(r"Private \(Copyrighted\)[^<]*", RIGHTS, manifest)  # text2qti knows no other rights
    folder = made.assessment_identifier
    texts = {
        "imsmanifest.xml": manifest,
        f"{folder}/assessment_meta.xml": made.assessment_meta,
        f"{folder}/{folder}.xml": made.assessment,
    }
    return zip_bytes({name: text.encode() for name, text in texts.items()})


def question_files(edition: Edition, pictures: Mapping[str, bytes]) -> Mapping[str, tuple[Download, ...]]:
    """The files of questions, by the figure of the worksheet; under an empty name those of all worksheets together.

    `pictures` are those of the figures, by slug.
    """
    listed = {f.slug: sheet_of(f.slug, edition, pictures) for f in edition.figures if f.slug in edition.worksheets}
    numbers = {f.slug: f.number for f in edition.figures}
    day = edition.release[1]
    made = {
        slug: formats(slug, f"Figure {numbers[slug]}: {edition.worksheets[slug].question}", (sheet,), day)
        for slug, sheet in listed.items()
    }
    return made | ({"": formats("", "The Soviet economy in 1942", tuple(listed.values()), day)} if listed else {})


def formats(slug: str, title: str, sheets: tuple[Sheet, ...], day: str) -> tuple[Download, ...]:
    """The questions of one worksheet, or of all, in each format."""
    items = tuple(item for sheet in sheets for item in sheet.items)
    makers = {
        "moodle.xml": lambda: moodle(title, sheets),
        "gift.txt": lambda: gift(title, items),
        "qti.zip": lambda: qti(title, items, day),
    }
    return tuple(
        Download(
            addresses.questions(slug, ending), MEDIA_TYPES[ending], label, about,
            MEMORY.recall(makers[ending], "questions", code(), ending, title, day, repr(sheets)),
        )
        for ending, label, about in FORMATS
    )  # fmt: skip
