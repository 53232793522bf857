"""Cards of numbers and copy buttons in a browser: scripts on and off, by keyboard, from disk, on paper."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from stalin_econ import addresses
from stalin_econ.charts import FIGURES

USES = next(figure for figure in FIGURES if len(figure.states) > 3)
PATH = addresses.chart(USES.slug)
OPEN = ".card:popover-open"


def number(page):
    return page.locator("table.numbers:visible button").first


@pytest.mark.parametrize("scripts", [True, False])
def test_a_number_opens_its_card_by_keyboard_and_escape_closes_it(open_page, scripts):
    page = open_page(PATH, java_script_enabled=scripts)
    opener = number(page)
    opener.focus()
    page.keyboard.press("Enter")
    card = page.locator(f"#{opener.get_attribute('popovertarget')}")
    expect(card).to_be_visible()
    assert opener.inner_text() in card.inner_text()
    page.keyboard.press("Tab")
    assert card.locator(":focus").count() == 1
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_with_a_card_open(open_page, width, scheme):
    page = open_page(PATH, width, color_scheme=scheme)
    number(page).click()
    box = page.locator(OPEN).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_address_of_a_number_shows_its_card_whatever_the_view(open_page, scripts):
    page = open_page(PATH, java_script_enabled=scripts)
    anchor = page.locator(".card").last.get_attribute("id")
    page = open_page(f"{PATH}#{anchor}", java_script_enabled=scripts, reduced_motion="reduce")
    assert [card.get_attribute("id") for card in page.locator(".card:visible").all()] == [anchor]
    page.emulate_media(media="print")
    assert page.locator(".card:visible").count() == 0


def test_the_address_of_a_row_shows_how_to_cite_it_without_scripts(open_page, edition):
    cell = next(iter(edition.tables["nnp_by_sector"].rows))
    page = open_page(addresses.cell(cell), 360, java_script_enabled=False)
    assert [q.is_visible() for q in page.locator("tr:target q").all()] == [True]
    assert page.locator("tbody tr:not(:target) q:visible").count() == 0


def buttons(page):
    return page.locator(".copy")


def test_copy_buttons_are_added_by_the_script_alone(open_page):
    assert buttons(open_page(PATH, java_script_enabled=False)).count() == 0
    page = open_page(PATH)
    assert buttons(page).count() == page.locator("[data-copy], .cite-text, .snippet, .card q").count() > 0


def test_what_is_copied_stands_on_the_page_and_is_announced(browser, site_folder):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{site_folder.as_uri()}/{PATH}")
    text = page.locator(".take-licence").evaluate("p => p.firstChild.textContent")
    page.locator(".take-licence .copy").click()
    page.locator("[role=status]", has_text="Copied: licence line").wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert copied == re.sub(r"\s+", " ", text).strip()


def test_a_refused_clipboard_is_let_be(open_page):
    page = open_page(PATH)
    met = []
    page.on("pageerror", lambda error: met.append(str(error)))
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    page.locator(".take-licence .copy").click()
    page.evaluate("new Promise(done => setTimeout(done, 50))")
    assert met == [] and page.locator("[role=status]", has_text="Copied").count() == 0
