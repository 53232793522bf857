"""Worksheets in a browser, as a pupil meets them and as they are printed."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from views import TAUGHT

from stalin_econ import addresses
from stalin_econ.prose.worksheets import Number

SHEET = addresses.worksheet("final-uses")


@pytest.fixture
def page(browser):
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_chart_is_shown_to_who_has_guessed(page, site_folder, width):
    """Without scripts: first guess, then the button, then chart, questions and the figure itself; and back."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site_folder.as_uri()}/{SHEET}")
    button, veiled = page.locator(".unveil-label"), page.locator(".veiled")
    assert not button.is_visible() and not veiled.is_visible() and page.locator(".blank-axes svg").is_visible()
    page.locator(".guess-1").first.check()
    assert not button.is_visible()
    page.locator(".guess-2").first.check()
    button.click()
    expect(veiled).to_be_visible()
    assert page.locator(".was:visible").count() == 2
    assert not page.locator(".answer p:visible").count()
    page.locator(".answer summary").first.click()
    expect(page.locator(".answer p:visible")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    button.click()
    expect(veiled).to_be_hidden()


def write(box, text: str) -> None:
    """Write into the field of a question and leave it."""
    box.locator("input").fill(text)
    box.locator("input").blur()


def said(box) -> str:
    """What the status of a question says to a screen reader."""
    return box.get_by_role("status").aria_snapshot()


def test_answers_are_marked_without_a_script(page, site_folder, edition):
    """In words and signs, once a field is left; the tree that screen readers read has the mark, and no mark before."""
    page.goto(f"{site_folder.as_uri()}/{SHEET}")
    for guess in (".guess-1", ".guess-2", ".unveil"):
        page.locator(guess).first.check(force=True)
    asked = [found for question in edition.worksheets["final-uses"].questions for found in question.marked]
    for found, box in zip(asked, page.locator(".try").all(), strict=True):
        assert not box.locator("p span:visible").count()
        if isinstance(found, Number):
            write(box, str(found.high + 0.01))
            assert "✗" in said(box)
            write(box, "")
            assert not box.locator("p span:visible").count()
            write(box, str(found.low))
        else:
            wrong, right = (box.get_by_label(found.options[n], exact=True) for n in (found.right - 1, found.right))
            wrong.check()
            assert "✗" in said(box)
            right.check()
        assert "✓" in said(box) and "✗" not in said(box)


@pytest.mark.parametrize("figure", TAUGHT, ids=lambda f: f.slug)
def test_a_worksheet_is_one_sheet(page, site_folder, figure):
    """In either format, with the axes and all questions; neither chart nor answers are on it."""
    page.goto(f"{site_folder.as_uri()}/{addresses.worksheet(figure.slug)}")
    for sheet in ("A4", "Letter"):
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=sheet))) == 1
    page.emulate_media(media="print")
    assert page.locator(".blank-axes svg").is_visible() and page.locator(".questions h2:visible").count() == 5
    assert not page.locator(".seen:visible, .answer:visible, .guesses:visible").count()


@pytest.mark.parametrize("path", [SHEET, addresses.TEACH, addresses.embed("final-uses")])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing(browser, site_folder, path, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{site_folder.as_uri()}/{path}")
    if path == SHEET:
        page.locator(".guess-1").first.check()
        page.locator(".guess-2").first.check()
        page.locator(".unveil").check(force=True)
    found = Axe().run(page)
    context.close()
    assert found.violations_count == 0, found.generate_report()


def test_the_key_for_teachers_is_a_second_sheet(page, site_folder, edition):
    """Every question with its answer, before any guess is made; printed where it is open, and never before the fold."""
    page.goto(f"{site_folder.as_uri()}/{SHEET}")
    page.get_by_text("For teachers: all questions and answers").click()
    sheet = edition.worksheets["final-uses"]
    key = page.locator(".answer-key")
    assert key.locator("li:visible").count() == 1 + len(sheet.guesses) + len(sheet.questions)
    assert key.locator(".right-answer:visible").count() == len(sheet.questions)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4"))) == 2
