"""The questions of the worksheets for learning platforms: Moodle XML and QTI 1.2, which take the chart along, and GIFT.

What a good answer to an essay has is for the teacher: Moodle XML has a place for that, the others show it as feedback.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from html import escape
from xml.etree import ElementTree

from .. import addresses
from ..edition import Edition
from ..memory import MEMORY, code
from .asked import Item, Sheet, sheet_of
from .files import MEDIA_TYPES, Download, zip_bytes

RIGHTS = "CC BY 4.0 - https://creativecommons.org/licenses/by/4.0/"
FORMATS = (
    ("moodle.xml", "Moodle XML", "with the chart, for Moodle and platforms that read its questions"),
    ("gift.txt", "GIFT", "plain text, for Moodle and others; model answers to essays show as feedback"),
    ("qti.zip", "QTI 1.2", "with the chart, for Canvas, Blackboard, ILIAS and others; model answers as in GIFT"),
)


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
    told = f"<p>{escape(item.feedback)}</p>"
    text_in(element, "generalfeedback", "" if kind == "essay" else told, format="html")
    ElementTree.SubElement(element, "defaultgrade").text = "1"
    ElementTree.SubElement(element, "idnumber").text = item.key
    if kind == "essay":
        text_in(element, "graderinfo", told, format="html")
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


def address_of(sheet: Sheet) -> str:
    """What stands for the picture of a worksheet until its file is packed: text2qti would read any other from the disk."""
    return f"https://picture.invalid/{sheet.picture}"


def text2qti_lines(number: int, item: Item, sheet: Sheet) -> list[str]:
    """A question as text2qti takes it, under its number; with the chart where it is asked of that."""
    shown = "" if item.guess or not sheet.content else f" ![{calm(sheet.chart.partition(',')[0])}]({address_of(sheet)})"
    lines = [
        f"Title: {calm(f'{item.name} ({item.key})')}",
        "Points: 1",
        f"{number}. {calm(item.ask)}{shown}",
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


def qti(title: str, sheets: Iterable[Sheet], day: str) -> bytes:
    """Questions in QTI 1.2 with the charts, zipped; `day` is that of the release, since no file of ours holds the day on which it was made."""
    from text2qti.config import Config  # here, since where no question has changed nothing of it is wanted
    from text2qti.markdown import Image
    from text2qti.qti import QTI
    from text2qti.quiz import Quiz

    listed = [(item, sheet) for sheet in sheets for item in sheet.items]
    asked = [line for number, pair in enumerate(listed, 1) for line in text2qti_lines(number, *pair)]
    quiz = Quiz("\n".join([f"Quiz title: {calm(title)}", "", *asked]), config=Config(), source_name=title)
    images = {address_of(sheet): Image(sheet.picture, sheet.content) for sheet in sheets if sheet.content}
    quiz.images.update({image.id: image for image in images.values()})
    made = QTI(quiz)
    manifest = re.sub(r"(<imsmd:dateTime>)[^<]*", rf"\g<1>{day}", made.imsmanifest_xml)
    manifest = re.sub(r"Private \(Copyrighted\)[^<]*", RIGHTS, manifest)  # text2qti knows no other rights
    folder = made.assessment_identifier
    assessment = made.assessment
    for address, image in images.items():
        assessment = assessment.replace(f'{address}"', f'{image.src_path}" style="max-width:100%;height:auto"')
    texts = {
        "imsmanifest.xml": manifest,
        f"{folder}/assessment_meta.xml": made.assessment_meta,
        f"{folder}/{folder}.xml": assessment,
    }
    pictures = {image.qti_zip_path: image.data for image in images.values()}
    return zip_bytes({name: text.encode() for name, text in texts.items()} | pictures)


def question_files(edition: Edition, pictures: Mapping[str, Download]) -> Mapping[str, tuple[Download, ...]]:
    """The files of questions, by the figure of the worksheet; under an empty name those of all worksheets together.

    `pictures` are those of the figures, by slug.
    """
    day, taught = edition.release[1], [f for f in edition.figures if f.slug in edition.worksheets]

    @cache
    def sheet(slug: str) -> Sheet:
        return sheet_of(slug, edition, pictures[slug].content if slug in pictures else b"")

    def sheets(slugs: list[str]) -> tuple[Sheet, ...]:
        return tuple(map(sheet, slugs))

    titles = {f.slug: f"Figure {f.number}: {edition.worksheets[f.slug].question}" for f in taught}
    made = {slug: formats(slug, title, partial(sheets, [slug]), day) for slug, title in titles.items()}
    return made | (
        {"": formats("", "The Soviet economy in 1942", partial(sheets, list(titles)), day)} if taught else {}
    )


def formats(slug: str, title: str, sheets: Callable[[], tuple[Sheet, ...]], day: str) -> tuple[Download, ...]:
    """The questions of one worksheet, or of all, in each format; `sheets` makes them."""
    return tuple(
        Download(
            addresses.questions(slug, ending), MEDIA_TYPES[ending], label, about, partial(asked_in, ending, title, sheets, day)
        )
        for ending, label, about in FORMATS
    )  # fmt: skip


def asked_in(ending: str, title: str, sheets: Callable[[], tuple[Sheet, ...]], day: str) -> bytes:
    """Questions as a file in the format of an ending."""
    given = sheets()
    items = tuple(item for sheet in given for item in sheet.items)
    makers = {
        "moodle.xml": lambda: moodle(title, given),
        "gift.txt": lambda: gift(title, items),
        "qti.zip": lambda: qti(title, given, day),
    }
    return MEMORY.recall(makers[ending], "questions", code(), ending, title, day, repr(given))
