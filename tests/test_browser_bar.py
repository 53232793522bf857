"""The bar of sections in a browser: where one is, the fold of a phone, keys, and what stands there without scripts."""

import pytest
from playwright.sync_api import expect

SCROLLED = "anchor => document.getElementById(anchor).scrollIntoView()"


@pytest.fixture
def story(open_page):
    """Opens the story at a width."""

    def opener(width: int, **options):
        return open_page("index.html", width, 740, reduced_motion="reduce", **options)

    return opener


def link(page, number: int):
    return page.locator(f".contents li:nth-child({number}) a")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_bar_says_where_one_is(story, width):
    page = story(width)
    for number in (4, 2, 6, 1) if width > 960 else (4, 7, 2, 6, 1):
        page.evaluate(SCROLLED, link(page, number).get_attribute("href")[1:])
        page.wait_for_function("n => document.querySelectorAll('.contents a')[n - 1].ariaCurrent", arg=number)
        assert page.locator(".contents [aria-current]").count() == 1
        name = link(page, number).inner_text() if width > 960 else link(page, number).text_content()
        said = page.locator(".contents > summary").text_content()
        assert said.startswith(f"Section {number} of 7:") and said.endswith(name.partition(" ")[2])


def test_the_fold_lies_over_the_text_and_folds_again(story):
    page = story(360, has_touch=True)
    page.evaluate(SCROLLED, link(page, 3).get_attribute("href")[1:])
    summary, text = page.locator(".contents > summary"), page.locator(".chapter").nth(3)
    before = text.bounding_box()["y"]
    page.wait_for_timeout(100)
    summary.evaluate("e => e.click()")
    expect(link(page, 6)).to_be_visible()
    expect(page.locator(".sections .checks-switch")).to_be_visible()
    assert abs(text.bounding_box()["y"] - before) < 1
    assert all(row.bounding_box()["height"] >= 44 for row in page.locator(".contents a").all())
    page.keyboard.press("Escape")
    expect(link(page, 6)).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('summary')")
    summary.evaluate("e => e.click()")
    link(page, 5).tap()
    page.wait_for_url(f"**{link(page, 5).get_attribute('href')}")
    expect(link(page, 5)).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_without_scripts_the_bar_claims_nothing(story, width):
    page = story(width, java_script_enabled=False)
    assert page.locator(".contents > summary").text_content() == "Sections"
    assert page.locator(".contents [aria-current]").count() == 0
    if width < 960:
        page.locator(".contents > summary").click()
    assert link(page, 6).is_visible() and page.locator(".sections .checks-switch").is_visible()


def test_a_bar_too_long_for_its_room_scrolls_under_a_fading_edge(story):
    page = story(1280)
    names = page.locator(".contents ol")
    assert names.evaluate("e => e.scrollWidth <= e.clientWidth")
    page.evaluate("document.querySelectorAll('.contents a').forEach(a => (a.style.letterSpacing = '0.3em'))")
    assert names.evaluate("e => e.scrollWidth > e.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert names.evaluate("e => getComputedStyle(e).maskImage").startswith("linear-gradient")
