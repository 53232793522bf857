"""Readings of drawings and views with an address, in a browser: by mouse, touch and keys, scripts on and off, from disk."""

import functools
import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from views import each_figure

from stalin_econ import addresses
from stalin_econ.charts import FIGURES
from stalin_econ.layout import SCRIPTS

SCRIPT_BUDGET = 6_000  # bytes, packed
USES = next(figure for figure in FIGURES if len(figure.states) > 3)
PATH = addresses.chart(USES.slug)


@pytest.fixture
def open_page(open_page):
    """Opens pages that do not move."""
    return functools.partial(open_page, height=800, reduced_motion="reduce")


def place_of(view, key):
    """The place of a view's table that a mark stands for."""
    return next(place for _, places in view.table.rows for place in places if place.key == key)


def reading_of(page, figure=USES):
    return page.locator(f"#{figure.slug} .reading")


def first_mark(page):
    """A mark of the drawing that is seen, and its key."""
    mark = page.locator(".drawing svg:visible [data-cell]").first
    return mark, mark.get_attribute("data-cell")


def says(text: str, place) -> bool:
    """Whether a reading says value, unit and status of a place."""
    return all(words in text for words in (f" {place.text} ", place.unit, place.status))


def test_the_script_is_small_and_asks_nobody(sources):
    script = sources[SCRIPTS + "charts.js"]
    assert len(gzip.compress(script, 9, mtime=0)) <= SCRIPT_BUDGET
    assert not re.search(rb"fetch|XMLHttp|import|eval|innerHTML|https?:", script)


def test_a_script_is_on_pages_with_drawings_or_tables_and_on_the_search_alone(built, edition):
    """One file a page: that of chart pages has what loads the live version too, that of the story its bar of sections."""
    wanted = {addresses.STORY: "story.", **{addresses.chart(figure.slug): "chart-page." for figure in FIGURES}}
    wanted |= {addresses.table(name): "charts." for name in edition.tables} | {addresses.SEARCH: "search."}
    found = {
        path: re.findall(rb'<script defer src="[./]*assets/([\w-]+\.)', content)
        for path, content in built.files.items()
        if path.endswith(".html") and "/embed/" not in path
    }
    assert {path: names for path, names in found.items() if names} == {p: [n.encode()] for p, n in wanted.items()}


@each_figure
def test_every_mark_has_its_place_in_the_table(built, figure):
    """What a reading says stands in the table: each key of a drawing once, with its value, and its source below."""
    shown = next(shown for shown in built.figures if shown.figure is figure)
    for view in shown.views:
        places = [place for _, row in view.table.rows for place in row if place.key]
        keys = [place.key for place in places]
        assert len(keys) == len(set(keys))
        for drawing in view.drawings.values():
            assert set(re.findall(r'data-cell="([^"]+)"', drawing)) <= set(keys)
        for place in places:
            assert place.text and place.unit and place.href and view.table.sources[place.source]


def test_a_mark_is_read_by_pointing(open_page, built):
    page = open_page(PATH)
    mark, key = first_mark(page)
    box = mark.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    shown = next(shown for shown in built.figures if shown.figure is USES)
    assert says(reading_of(page).inner_text(), place_of(shown.default, key))
    assert page.locator(".ring:visible").count() == 1
    assert reading_of(page).get_attribute("role") == "status"
    page.keyboard.press("Escape")
    assert reading_of(page).inner_text() == "" and page.locator(".ring").count() == 0


def test_a_mark_is_read_by_touch_and_left_by_touching_elsewhere(open_page, built):
    page = open_page(PATH, 360, has_touch=True)
    mark, key = first_mark(page)
    mark.tap(position={"x": 4, "y": 4})
    shown = next(shown for shown in built.figures if shown.figure is USES)
    assert says(reading_of(page).inner_text(), place_of(shown.default, key))
    box = reading_of(page).bounding_box()
    assert box["y"] + box["height"] <= 800  # in sight, wherever the mark is
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator(".figure-title").tap()
    assert reading_of(page).inner_text() == ""


def test_keys_walk_from_mark_to_mark_and_from_series_to_series(open_page):
    """Tab finds the drawing, the arrows walk, Tab goes on to the link of the reading, Escape leaves."""
    page = open_page(PATH)
    page.locator(".jumps a").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "walk"
    heads = []
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "End", "Home"):
        heads.append(reading_of(page).locator("b").inner_text())
        page.keyboard.press(key)
    heads.append(reading_of(page).locator("b").inner_text())
    (a, b, c, d, e, f, g) = [tuple(head.rsplit(", ", 1)) for head in heads]
    assert a[0] == b[0] and a[1] != b[1]  # to the next mark of a series
    assert c[0] != b[0] and c[1] == b[1]  # to the next series, same column
    assert d == (c[0], a[1]) and e == a and f[0] == a[0] and g == a
    page.keyboard.press("Escape")
    assert reading_of(page).inner_text() == ""
    assert page.evaluate("document.activeElement === document.body")


def test_a_reading_leads_to_its_card_or_its_row(open_page):
    page = open_page(PATH)
    page.locator(".walk:visible").focus()
    page.keyboard.press("End")
    way = reading_of(page).locator("a, button")
    page.keyboard.press("Escape")
    assert way.count() == 0
    page.locator(".walk:visible").focus()
    page.keyboard.press("End")
    card, address = way.get_attribute("popovertarget"), way.get_attribute("href")
    way.click()
    if card:
        expect(page.locator(f"[id='{card}']")).to_be_visible()
    else:
        page.wait_for_url(f"**/{address.lstrip('./')}")
        expect(page.locator(":target")).to_be_visible()


def test_a_label_brings_out_its_line(open_page):
    page = open_page(addresses.chart("national-product-by-sector"))
    label = page.locator(".drawing svg:visible text[data-for]").first
    label.hover()
    row = label.get_attribute("data-for").partition("|")[0]
    on = page.locator(".on[data-line]:visible")
    assert on.count() and all(line.get_attribute("data-line") == row for line in on.all())
    assert page.locator(".one [data-line]:not(.on):visible").count()


# Along each series and down to the next, as many steps as the longest wants: keys of marks that are seen, heads of readings.
WALK = """(walk, slug) => {
    const seen = [...document.querySelectorAll(".drawing svg [data-cell]")].filter(m => m.getClientRects().length);
    const drawn = new Set(seen.map(m => m.dataset.cell)), lengths = {}, heads = new Set();
    for (const key of drawn) lengths[key.split("|")[0]] = (lengths[key.split("|")[0]] || 0) + 1;
    const press = key => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
    for (const row in lengths) {
        press("Home");
        for (let step = Math.max(...Object.values(lengths)); step > 0; step--) {
            heads.add(document.querySelector(`[id='${slug}'] .reading b`).innerText);
            press("ArrowRight");
        }
        press("ArrowDown");
    }
    return [[...drawn], [...heads]];
}"""


@each_figure
def test_every_view_of_every_figure_can_be_walked(open_page, figure):
    """Each key that is drawn is reached by the arrows alone, in each view, in story and page alike."""
    page = open_page(addresses.chart(figure.slug))
    for number in range(len(figure.states)):
        if number:
            page.locator(f".choose-{number}").check(force=True)
        walk = page.locator(".walk:visible")
        walk.focus()
        drawn, heads = walk.evaluate(WALK, figure.slug)
        assert len(drawn) == len(heads)


def test_views_set_the_address_and_the_address_sets_them(open_page, site_folder):
    page = open_page(PATH)
    second, third = USES.states[1].key, USES.states[2].key
    page.locator(".choose-1").check(force=True)
    page.wait_for_url(f"**#{second}")
    page.locator(".choose-0").check(force=True)
    page.wait_for_url(lambda url: "#" not in url)
    page.goto(f"{site_folder.as_uri()}/{PATH}#{third}")
    expect(page.locator(f"#{third}.drawing")).to_be_visible()
    assert page.locator(".choose-2").is_checked()
    page.locator(".choose-0").check(force=True)
    assert page.locator(".drawing:visible").get_attribute("id") == USES.states[0].key
    page.evaluate(f"location.hash = '{second}'")
    page.wait_for_function("document.querySelector('.choose-1').checked")
    page.evaluate("location.hash = 'no-such-view%'")
    expect(page.locator(f"#{second}.drawing")).to_be_visible()


# Top and bottom of title and badges of the figure that the address leads into, as far as they are seen.
HEAD_OF_TARGET = """() => [...document.querySelector(":target").closest(".figured").querySelectorAll(".figure-title, .badge")]
    .map(part => part.getBoundingClientRect()).filter(box => box.height).map(box => [box.top, box.bottom])"""


@pytest.mark.parametrize(("width", "height", "scripts"), [(1280, 800, False), (360, 740, True)])
def test_a_view_opens_with_its_title_and_badges_in_sight(open_page, built, site_folder, width, height, scripts):
    """Whoever shares the address of a provisional view shares its warning; in the story nothing lies under the bar."""
    page = open_page(addresses.STORY, width=width, height=height, java_script_enabled=scripts)
    bar = page.locator(".sections").bounding_box()["height"]
    in_story = page.locator(".drawing[id]").evaluate_all("drawings => drawings.map(drawing => drawing.id)")
    ways = [(addresses.STORY, key, bar) for key in in_story]
    ways += [(addresses.chart(shown.figure.slug), view.key, 0) for shown in built.figures for view in shown.views]
    for path, key, top in ways:
        page.goto("about:blank")
        page.goto(f"{site_folder.as_uri()}/{path}#{key}")
        head = page.evaluate(HEAD_OF_TARGET)
        assert head and all(top <= above and below <= height for above, below in head), (path, key)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_story_leads_to_the_other_views_that_it_names(open_page, edition, scripts):
    page = open_page("index.html", java_script_enabled=scripts)
    named = {(slug, key) for chapter in edition.chapters for slug, keys in chapter.uses.figures.items() for key in keys}
    assert page.locator(".figure-links > a[href*='#']").count() == len(named) > 0
    for slug, key in named:
        page.locator(f'.figure-links a[href="{addresses.chart(slug)}#{key}"]').click()
        expect(page.locator(f"#{key}.drawing")).to_be_visible()
        page.go_back()


def test_without_scripts_nothing_waits_for_them(open_page):
    page = open_page(PATH, java_script_enabled=False)
    assert not reading_of(page).is_visible() and page.locator(".walk").count() == 0
    assert page.locator("table.numbers:visible").count() == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_the_script_moves_nothing(browser, site_folder, width):
    """What stands below a drawing stands at the same place with the script, without what it holds, and while a mark is read."""
    places = []
    for silent in (True, False):
        page = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce").new_page()
        if silent:
            page.route("**/*.js", lambda route: route.fulfill(body=""))
        page.goto(f"{site_folder.as_uri()}/{PATH}")
        page.evaluate("document.fonts.ready")
        for read in (False, not silent):
            if read:
                page.locator(".walk:visible").focus()
                page.keyboard.press("ArrowRight")
            places.append(page.locator(".beside").first.bounding_box()["y"] + page.evaluate("scrollY"))
        page.context.close()
    assert max(places) - min(places) < 1, places


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_a_mark_is_read(open_page, scheme):
    for width in (320, 1280):
        page = open_page(PATH, width, color_scheme=scheme)
        page.locator(".walk:visible").focus()
        page.keyboard.press("ArrowRight")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [360, 1280])
def test_marks_of_the_story_are_read_where_they_stand(open_page, in_story, width):
    """In the story each figure has its own strip, though its table is folded; leaving one leaves all; axe finds nothing."""
    page = open_page("index.html", width)
    for figure in in_story:
        page.locator(f"#{figure.slug} .walk:visible").focus()
        page.keyboard.press("ArrowRight")
        reading = reading_of(page, figure)
        assert reading.locator("strong").inner_text() and reading.locator("a").get_attribute("href")
        box = reading.bounding_box()
        ring = page.locator(f"#{figure.slug} .ring:visible").first.bounding_box()
        assert ring["y"] >= 0 and ring["y"] + min(ring["height"], 20) <= box["y"] and box["y"] + box["height"] <= 800
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("Escape")
    assert page.locator(".ring").count() == 0 and page.locator(".reading:not(:empty)").count() == 0


def test_a_missing_or_broken_script_leaves_the_page_as_it_was(browser, site_folder):
    """The address still chooses the view, by the stylesheet alone."""
    third = USES.states[2].key
    for answer in (lambda route: route.abort(), lambda route: route.fulfill(body="throw new Error('no')")):
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.route("**/*.js", answer)
        page.goto(f"{site_folder.as_uri()}/{PATH}#{third}")
        assert page.locator(".drawing:visible").get_attribute("id") == third
        page.locator(".choose-1").dispatch_event("click")  # wherever the face that loads has moved it
        assert page.locator(".drawing:visible").get_attribute("id") == USES.states[1].key
        assert reading_of(page).inner_text() == ""
        context.close()
