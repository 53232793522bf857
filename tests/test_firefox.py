"""The story and a chart page in Firefox, an engine of another make: read, chosen, walked, opened live, and without scripts."""

import re

import get_browser
import pytest
from playwright.sync_api import expect
from test_browser_reading import PATH, USES, first_mark, place_of, reading_of, says

from stalin_econ import addresses
from stalin_econ.site.write import write

pytestmark = pytest.mark.skipif(not get_browser.firefox(), reason="no Firefox on the path")
SCRIPT = re.compile(rb"<script defer.*?</script>", re.S)
WIDTHS = (320, 1280)
MARK = "() => document.querySelector('.contents [aria-current]')?.textContent ?? ''"
FONTS = (
    "async () => { await document.fonts.ready; return [...document.fonts].filter(f => f.status === 'loaded').length }"
)


@pytest.fixture(scope="module")
def firefox(engines):
    launched = engines.firefox.launch(channel="moz-firefox", executable_path=get_browser.firefox())
    yield launched
    launched.close()


@pytest.fixture
def opened(firefox, site_folder):
    """Opens pages from disk; what a page complains of fails the test."""
    contexts, faults = [], []

    def opener(path: str, width: int = 1280, folder=site_folder):
        contexts.append(firefox.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce"))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(f"{folder.as_uri()}/{path}")
        return page

    yield opener
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", [addresses.STORY, PATH])
def test_a_page_fits_and_has_its_fonts(opened, path, width):
    page = opened(path, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(FONTS) >= 2
    assert page.locator(".drawing svg:visible").count() > 0


def test_a_mark_is_read_by_pointing_and_by_keys(opened, built):
    page = opened(PATH)
    mark, key = first_mark(page)
    box = mark.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    shown = next(shown for shown in built.figures if shown.figure is USES)
    assert says(reading_of(page).inner_text(), place_of(shown.default, key))
    page.keyboard.press("Escape")
    assert reading_of(page).inner_text() == ""
    page.locator(".drawing .walk").first.focus()
    said = reading_of(page).inner_text()
    page.keyboard.press("ArrowRight")
    assert said and reading_of(page).inner_text() not in ("", said)


def test_a_view_is_chosen_and_has_an_address(opened):
    page = opened(PATH)
    title = page.locator(".figure-title").inner_text()
    page.locator("fieldset.switch label").nth(1).click()
    assert page.locator(".figure-title").inner_text() != title
    assert page.url.endswith(f"={USES.states[1].key}") or USES.states[1].key in page.url


def test_the_bar_of_the_story_says_where_one_is(opened):
    page = opened(addresses.STORY)
    page.evaluate("document.querySelectorAll('.chapter')[2].scrollIntoView()")
    page.wait_for_function(f"() => ({MARK})() === document.querySelectorAll('.contents a')[2].textContent")


def test_the_live_version_opens(opened):
    page = opened(PATH)
    page.get_by_role("button", name="Open the live version").click()
    page.locator(".live-view svg").first.wait_for()


@pytest.fixture(scope="module")
def bare(built, tmp_path_factory):
    """The site without its scripts, since this browser cannot be told to leave them."""
    folder = tmp_path_factory.mktemp("bare") / "site"
    files = {path: SCRIPT.sub(b"", page) if path.endswith(".html") else page for path, page in built.files.items()}
    write(files, folder)
    return folder


@pytest.mark.parametrize("path", [addresses.STORY, PATH])
def test_without_scripts_views_are_chosen_and_nothing_is_promised(opened, bare, path):
    page = opened(path, folder=bare)
    if path == PATH:
        page.locator("fieldset.switch label").nth(1).click()
        figure = page.locator(".figure:has(fieldset.switch)").first
        expect(figure.locator(".drawing.view-1")).to_be_visible()
        expect(figure.locator(".drawing.view-0")).to_be_hidden()
    assert "".join(page.locator(".reading").all_inner_texts()) == "" and page.locator(".walk").count() == 0
    assert not page.get_by_role("button", name="Open the live version").is_visible()
