"""The search in the browser: from a server and from disk, by address, by keyboard alone, without scripts, where it fails."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from stalin_econ import addresses
from stalin_econ.measures import display
from stalin_econ.pages.search import words_of
from stalin_econ.vocabulary import STATUSES

WATCH = """self.met = []; document.addEventListener("securitypolicyviolation", e => met.push(e.effectiveDirective));"""

DONE = re.compile("place|Nothing")  # what is said once places were looked for


@pytest.fixture
def asked(open_page):
    """The page of the search, asked for some words by its address."""

    def opener(words: str, *size: int, **options):
        page = open_page(f"{addresses.SEARCH}?q={words}", *size, **options)
        expect(page.locator(".search-said")).to_have_text(DONE if words else "")
        return page

    return opener


def links(page) -> list[str]:
    return page.locator(".search ol a").evaluate_all("links => links.map(link => link.getAttribute('href'))")


def titles(page) -> list[str]:
    return page.locator(".search ol a").all_inner_texts()


@pytest.mark.parametrize("address", ["disk", "server"], indirect=True)
def test_it_is_loaded_when_asked_and_breaks_no_policy(browser, address, edition):
    """A result leads to its place, and back leads to the results."""
    page, asked, faults = browser.new_page(), [], []
    page.add_init_script(WATCH)
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(f"{address}/{addresses.STORY}")
    page.get_by_role("link", name="Search", exact=True).click()
    box = page.get_by_role("searchbox")
    expect(box).to_be_focused()
    assert not any("lunr" in url or "search-index" in url for url in asked)
    claim = edition.claims[0]
    box.fill(claim.entry["statement"])
    link = page.locator(f'.search ol a[href="../{addresses.claim(claim.id)}"]')
    expect(link).to_be_visible()
    assert page.evaluate("met") == [] and faults == [] and all(url.startswith(address) for url in asked)
    before = titles(page)
    link.click()
    page.wait_for_url(f"**/{addresses.claim(claim.id)}")
    expect(page.locator(f"#{claim.id}")).to_be_visible()
    page.go_back()
    expect(link).to_be_visible()
    assert titles(page) == before and box.input_value() == claim.entry["statement"]
    page.close()


def test_each_kind_is_found_by_its_title(asked, built):
    """Words are cut and stemmed in the browser as they were in the index."""
    (path,) = [path for path in built.files if "search-index" in path]
    places = json.loads(built.files[path].decode().partition("=")[2].rpartition(";")[0])["places"]
    page = asked("")
    for kind in {place[0]: None for place in places}:
        title, href = next((title, href) for own, title, href, _ in places if own == kind)
        page.get_by_role("searchbox").fill(title.replace("¶", ""))
        expect(page.locator(f'.search ol a[href="{href}"]').first).to_be_visible()


def test_every_word_of_the_index_is_cut_in_the_browser_as_it_was_there(asked, built):
    """A word that is cut otherwise is found by nobody: "outlays" was "outlai" in the index and "outlay" in the browser."""
    (path,) = [path for path in built.files if "search-index" in path]
    record = json.loads(built.files[path].decode().partition("=")[2].rpartition(";")[0])
    words = sorted({word for _, title, _, text in record["places"] for word in words_of(f"{title} {text}")})
    cut = """words => words.map(word => [lunr.stemmer(new lunr.Token(word)).toString(), lunr.stopWordFilter(new lunr.Token(word))])"""
    stems = {stem for stem, kept in asked("grain").evaluate(cut, words) if kept}
    assert len(words) > 1000 and stems == set(record["index"]["terms"].split(" "))


def test_an_address_holds_the_words_and_back_goes_through_what_was_asked(asked):
    page = asked("grain")
    first, box = titles(page), page.get_by_role("searchbox")
    assert box.input_value() == "grain" and first
    assert page.locator(".search ol mark").first.inner_text().lower() == "grain"
    box.fill("horses")
    page.keyboard.press("Enter")
    expect(page.locator(".search ol mark").first).to_have_text("horses", ignore_case=True)
    assert page.url.endswith("?q=horses") and titles(page) != first
    page.go_back()
    expect(page.locator(".search ol mark").first).to_have_text("grain", ignore_case=True)
    assert box.input_value() == "grain" and titles(page) == first and page.url.endswith("?q=grain")


def test_a_beginning_another_spelling_and_a_slip_find_the_same(asked):
    page = asked("collectivization")
    wanted = titles(page)
    assert wanted and titles(asked("Collectivisation’s")) == wanted
    for words in ("collectiviz", "colectivization", "the+collectivization"):
        assert set(wanted) <= set(titles(asked(words))), words


def test_the_count_is_said_and_nothing_found_is_said(asked):
    page = asked("grain")
    said = page.get_by_role("status")
    expect(said).to_contain_text(str(page.locator(".search ol li").count()))
    page.get_by_role("searchbox").fill("qqqqqq")
    expect(said).to_contain_text("Nothing found. Try")
    assert page.locator(".search ol li").count() == 0
    page.get_by_role("searchbox").fill("grain qqqqqq")
    expect(said).to_contain_text("some of them")
    page.get_by_role("searchbox").fill("")
    expect(said).to_be_empty()
    page.wait_for_url(lambda url: "?" not in url)


def test_what_is_typed_is_no_html(asked):
    page = asked("%3Cimg%20src=x%3E%20grain")
    assert page.get_by_role("searchbox").input_value() == "<img src=x> grain"
    assert page.locator(".search img").count() == 0 and links(page)


def test_the_keyboard_is_enough(open_page):
    page = open_page(addresses.SEARCH)
    page.keyboard.type("grain")
    page.keyboard.press("Enter")
    expect(page.locator(".search ol li").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".search ol a").first).to_be_focused()
    href = links(page)[0].removeprefix("../")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{href}")


def test_without_scripts_the_lists_lead_on(open_page):
    page = open_page(addresses.SEARCH, java_script_enabled=False)
    assert page.locator("noscript p").is_visible() and not page.locator("form").is_visible()
    page.locator(".by-name").get_by_role("link", name="Timeline").click()
    page.wait_for_url(f"**/{addresses.STORY}#timeline")


@pytest.mark.parametrize("part", ["lunr", "search-index"])
def test_where_it_cannot_be_loaded_the_lists_stay(browser, site_folder, part):
    page = browser.new_page()
    page.route(f"**/{part}.*.js", lambda route: route.abort())
    page.goto(f"{site_folder.as_uri()}/{addresses.SEARCH}?q=grain")
    expect(page.get_by_role("status")).to_contain_text("cannot be loaded")
    expect(page.locator(".by-name a").first).to_be_visible()
    page.unroute(f"**/{part}.*.js")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".search ol li").first).to_be_visible()
    page.close()


@pytest.mark.parametrize(
    ("width", "options"),
    [(1280, {}), (320, {"color_scheme": "dark"}), (360, {"forced_colors": "active"})],
    ids=["light", "dark", "forced"],
)
def test_axe_finds_nothing_among_results_and_all_fits(asked, width, options):
    page = asked("war+production", width, **options)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.locator(".search a:visible, .search button, .search input, .by-name li").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).filter(box => box.height < 24 || box.width < 24).length"
    )
    assert small == 0


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_masthead_stands_in_one_row(open_page, width):
    page = open_page(addresses.LEDGER, width)
    boxes = page.locator(".masthead li a").evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")
    assert len({box["y"] for box in boxes}) == 1 and max(box["right"] for box in boxes) <= width
    assert all(box["height"] >= 24 and box["width"] >= 24 for box in boxes)


@pytest.fixture
def tanks(edition) -> dict:
    """The Soviet tanks of 1942."""
    (row,) = edition.tables["great_powers_war_production"].where(
        country="USSR", item="tanks_and_self_propelled_guns", year=1942
    )
    return row


def test_a_number_is_found_in_each_printed_form(asked, tanks):
    whole = round(tanks["value"] * 1000)
    for words in (tanks["raw"], f"{whole}", f"{whole:,}", "how many tanks did the Soviet Union make in 1942"):
        page = asked(words)
        place = page.locator(f'.search ol li:has(a[href="../{addresses.cell(tanks["cell"])}"])').first
        expect(place).to_contain_text(f"{display.typed(tanks, tanks['raw'])} thousand")
        expect(place).to_contain_text(STATUSES[tanks["status"]].words, ignore_case=True)
        assert (
            page.locator(".search ol li").evaluate_all("all => all.map(li => li.innerText)").index(place.inner_text())
            < 5
        )


def test_other_words_are_found_and_a_guess_is_said(asked):
    assert "camps" in asked("gulag").locator(".search ol").inner_text()
    assert "Famine of 1932" in asked("holodomor").locator(".search ol").inner_text()
    said = asked("unemployment").get_by_role("status")
    expect(said).to_contain_text("Nothing for “unemployment”. Close to it: “employment”")


def test_the_codebook_stands_last_and_the_lists_are_folded_under_an_answer(asked):
    page = asked("source")
    kinds = page.locator(".search-kind").all_inner_texts()
    assert "Codebook" not in kinds[: len(kinds) - kinds.count("Codebook")]
    expect(page.locator(".by-name a").first).to_be_hidden()
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".by-name a").first).to_be_visible()
