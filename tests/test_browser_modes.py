"""Pages as readers set them: large letters, narrow screens, wide spacing, colours of their system."""

import pytest

from stalin_econ import addresses
from stalin_econ.charts import FIGURES

CHART = addresses.chart(FIGURES[1].slug)
KINDS = (
    addresses.STORY, CHART, addresses.embed(FIGURES[2].slug), addresses.worksheet(FIGURES[2].slug), addresses.CHARTS,
    addresses.table("nnp_by_sector"), addresses.DATA, addresses.LEDGER, addresses.SOURCES, addresses.ABOUT, addresses.MISSING,
    f"{addresses.SEARCH}?q=production",
)  # fmt: skip
SPACED = """() => {
  for (const element of document.querySelectorAll("main, main *, header *")) {
    element.style.lineHeight = "1.5";
    element.style.letterSpacing = "0.12em";
    element.style.wordSpacing = "0.16em";
  }
}"""
OVER = "document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize("path", KINDS)
def test_no_page_must_be_scrolled_sideways(open_page, path):
    """At 320 px, at 200 per cent of a screen of 1280, with letters twice as large on a phone, and with wide spacing."""
    page = open_page(path, 320, 740, reduced_motion="reduce")
    assert page.evaluate(OVER) <= 0
    page.set_viewport_size({"width": 640, "height": 450})
    assert page.evaluate(OVER) <= 0
    page.set_viewport_size({"width": 360, "height": 740})
    settings = page.context.new_cdp_session(page)
    settings.send("Page.enable")
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert page.evaluate(OVER) <= 0
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    page.evaluate(SPACED)
    assert page.evaluate(OVER) <= 0


def ground(locator) -> str:
    return locator.evaluate("e => getComputedStyle(e).backgroundColor")


def test_what_is_chosen_is_seen_in_forced_colours(open_page):
    page = open_page(CHART, forced_colors="active")
    chosen, other = (
        page.locator(".switch input:checked + span").first,
        page.locator(".switch input:not(:checked) + span").first,
    )
    assert ground(chosen) != ground(other)
    story = open_page(addresses.STORY, forced_colors="active")
    track = story.locator(".sections .track")
    off = ground(track)
    story.locator("#show-checks").check(force=True)
    assert ground(track) != off
    ledger = open_page(addresses.LEDGER, forced_colors="active")
    grounds = {ground(square) for square in ledger.locator(".squares .square").all()}
    assert len(grounds) > 2


def test_nothing_glides(open_page):
    """A word of the glossary is thirty screens away from its meaning."""
    for motion, behaviour in (("reduce", "auto"), ("no-preference", "auto")):
        page = open_page(addresses.ABOUT, reduced_motion=motion)
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
