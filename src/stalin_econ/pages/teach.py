"""A worksheet a figure, and the page for teachers with a lesson and the list of them."""

import zlib

from .. import addresses
from ..edition import Edition
from ..measures import display
from ..measures.series import PARTS_OF_HUNDRED, Quantity
from ..prose.worksheets import Guess
from ..vocabulary import STATUSES, weakest
from .blank import blank_svg
from .figure import Shown
from .page import Page

WHAT = (
    "A worksheet for each chart: predict, read, calculate, argue, with answers apart, and how they may be used "
    "in class."
)
CHOICES, STEP, FACTOR = 4, 15, 1.6  # how many there are, how far they are apart in per cent, and else by how much


def choices(quantity: Quantity, turn: int) -> list[str]:
    """Round answers to guess from, in order; one is the figure itself rounded, and `turn` says at which place it stands."""
    value, place = quantity.value, turn % CHOICES
    if quantity.unit in PARTS_OF_HUNDRED and value < 100:
        near = 5 * round(value / 5)
        fitting = [p for p in range(CHOICES) if near - STEP * p > 0 and near + STEP * (CHOICES - 1 - p) < 100]
        place = fitting[turn % len(fitting)] if fitting else 0
        return [display.amount(near + STEP * (n - place)) for n in range(CHOICES)]
    made = [float(f"{value * FACTOR ** (n - place):.2g}") for n in range(CHOICES)]
    return [display.amount(v, 0 if v >= 10 else 1 if v >= 1 else 2) for v in made]


def guess_shown(guess: Guess) -> dict:
    """A prediction for the page: what is asked, what there is to choose from, and the figure with its cell."""
    quantity = guess.cell.quantity
    found = choices(quantity, zlib.crc32(guess.ask.encode()))
    decimals = 0 if quantity.value >= 10 else 1
    return {
        "ask": guess.ask, "choices": found, "was": display.figure(quantity, decimals if quantity.value >= 1 else 2),
        "href": addresses.cell(quantity.cells[0]),
    }  # fmt: skip


def worksheet_page(shown: Shown, edition: Edition) -> Page:
    """The questions on a figure: first blank axes, then, for who has guessed, the chart and the rest."""
    sheet = edition.worksheets[shown.figure.slug]
    context = {
        "title": sheet.question, "shown": shown, "sheet": sheet, "blank": blank_svg(shown.figure, sheet),
        "how_sure": STATUSES[weakest(slot.cell.quantity.status for slot in sheet.given)].words if sheet.given else "",
        "guesses": [guess_shown(guess) for guess in sheet.guesses],
    }  # fmt: skip
    what = f"A worksheet on figure {shown.figure.number}. {sheet.question}"
    return Page(addresses.worksheet(sheet.slug), "worksheet.html", context, what)


def teach_pages(edition: Edition, figures: list[Shown]) -> list[Page]:
    """The page for teachers, and a worksheet for each figure that has one."""
    taught = [shown for shown in figures if shown.figure.slug in edition.worksheets]
    pairs = [(shown, edition.worksheets[shown.figure.slug]) for shown in taught]
    pages = [worksheet_page(shown, edition) for shown in taught]
    return [Page(addresses.TEACH, "teach.html", {"title": "Teach", "sheets": pairs}, WHAT), *pages]
