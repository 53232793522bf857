"""Citations in a browser: the entry of a work by pointer, key and touch, and the styles without scripts."""

import pytest
from playwright.sync_api import expect

from stalin_econ.prose.markup import plain


def test_citation_shows_its_entry_on_focus(open_page, edition):
    page = open_page("index.html")
    cite = page.locator(".chapter .cite").first
    assert cite.locator(".tip").count() == 0
    cite.locator("> a").focus()
    cite.locator(".tip").wait_for()
    key = cite.locator("> a").get_attribute("href").rpartition("#")[2]
    assert plain(cite.locator(".tip").inner_html()) == plain(edition.references[key].entry)
    page.keyboard.press("Escape")
    expect(cite.locator(".tip")).to_be_hidden()
    cite.locator("> a").blur()
    cite.locator("> a").focus()
    expect(cite.locator(".tip")).to_be_visible()
    cite.locator("> a").blur()
    expect(cite.locator(".tip")).to_be_hidden()


def test_a_first_touch_shows_an_entry_and_a_second_leads_to_it(open_page):
    page = open_page("index.html", 360, 740, has_touch=True)
    cite = page.locator(".chapter .cite").first
    cite.locator("> a").tap()
    cite.locator(".tip").wait_for()
    box = cite.locator(".tip").bounding_box()
    assert page.url.endswith("index.html") and box["x"] >= 0 and box["x"] + box["width"] <= 360
    cite.locator("> a").tap()
    page.wait_for_url("**/sources/index.html#*")


def test_without_its_entries_a_citation_leads_to_the_sources_all_the_same(open_page, server):
    page = open_page("404.html")
    page.route("**/works.*.js", lambda route: route.abort())
    page.goto(f"{server}/index.html")
    cite = page.locator(".chapter .cite").first
    with page.expect_event("requestfailed"):
        cite.locator("> a").focus()
    assert cite.locator(".tip").count() == 0
    cite.locator("> a").click()
    page.wait_for_url("**/sources/index.html#*")
    expect(page.locator(":target")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_style_of_citation_is_chosen_without_scripts(open_page, width):
    page = open_page("charts/final-uses/index.html", width, java_script_enabled=False)
    assert page.locator(".cite-text:visible").count() == page.locator(".cite-text-0:visible").count() == 2
    for i in (2, 3, 1):
        page.locator(f".cite-choose-{i}").check()
        assert page.locator(".cite-text:visible").count() == page.locator(f".cite-text-{i}:visible").count() == 2
