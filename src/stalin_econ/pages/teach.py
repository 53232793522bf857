"""A worksheet a figure, and the page for teachers with a lesson and the list of them."""

from collections.abc import Mapping

from .. import addresses
from ..edition import Edition
from ..exports.asked import choices, turn_of, was
from ..exports.files import Download
from ..prose.worksheets import Guess
from ..vocabulary import STATUSES, weakest
from .blank import blank_svg
from .embed import frame_height
from .figure import Shown
from .page import Page

WHAT = (
    "Worksheets on the charts: predict, read, calculate, argue, with answers apart, and how they may be used in class."
)


def guess_shown(guess: Guess) -> dict:
    """A prediction for the page: what is asked, what there is to choose from, and the figure with its cell."""
    quantity = guess.cell.quantity
    return {
        "ask": guess.ask, "choices": choices(quantity, turn_of(guess)), "was": was(quantity), "href": addresses.cell(quantity.cells[0]),
    }  # fmt: skip


def worksheet_page(shown: Shown, edition: Edition, questions: tuple[Download, ...]) -> Page:
    """The questions on a figure: first blank axes, then, for who has guessed, the chart and the rest."""
    sheet = edition.worksheets[shown.figure.slug]
    context = {
        "title": sheet.question, "shown": shown, "sheet": sheet, "blank": blank_svg(shown.figure, sheet),
        "how_sure": STATUSES[weakest(slot.cell.quantity.status for slot in sheet.given)].words if sheet.given else "",
        "questions": questions, "guesses": [guess_shown(guess) for guess in sheet.guesses],
    }  # fmt: skip
    what = f"A worksheet on figure {shown.figure.number}. {sheet.question}"
    return Page(addresses.worksheet(sheet.slug), "worksheet.html", context, what)


def teach_pages(edition: Edition, figures: list[Shown], questions: Mapping[str, tuple[Download, ...]]) -> list[Page]:
    """The page for teachers, and a worksheet for each figure that has one."""
    taught = [shown for shown in figures if shown.figure.slug in edition.worksheets]
    rows = [
        (shown, edition.worksheets[shown.figure.slug], questions[shown.figure.slug], frame_height(shown))
        for shown in taught
    ]
    pages = [worksheet_page(shown, edition, questions[shown.figure.slug]) for shown in taught]
    return [
        Page(
            addresses.TEACH, "teach.html", {"title": "Teach", "sheets": rows, "questions": questions.get("", ())}, WHAT
        ),
        *pages,
    ]
