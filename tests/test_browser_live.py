"""The live version in the browser: on demand, under the policy, from a server and from disk; whatever fails, the chart stays."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from stalin_econ import addresses
from stalin_econ.drawing.vega import VEGA_LITE

SLUG = "final-uses"
WATCH = """() => { self.met = []; document.addEventListener("securitypolicyviolation", e => met.push(e.effectiveDirective)); }"""
# Draws each view of a figure, in turn, and says of each whether it has marks.
EVERY = """async address => {
    const script = document.createElement("script");
    script.src = address;
    await new Promise((done, failed) => { script.onload = done; script.onerror = failed; document.head.append(script); });
    const room = document.querySelector(".live-view"), found = {};
    for (const [key, spec] of Object.entries(wartimeLive.views)) {
        const view = await wartimeLive.draw({ ...spec, width: 600 }, room, document.createElement("div"), () => 0);
        found[key] = room.querySelectorAll(".mark-symbol path").length;
        view.finalize();
        room.replaceChildren();
    }
    return found;
}"""


@pytest.fixture
def opened(open_page):
    """A chart page with its live version open."""
    page = open_page(addresses.chart(SLUG))
    page.get_by_role("button", name="Open the live version").click()
    expect(page.locator(".live-view svg")).to_be_visible()
    return page


@pytest.mark.parametrize("address", ["disk", "server"], indirect=True)
def test_it_is_loaded_when_asked_for_and_breaks_no_policy(browser, address):
    page = browser.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(f"{address}/{addresses.chart(SLUG)}")
    page.evaluate(WATCH)
    assert not any("runtime" in url or (url.endswith("live.js") and SLUG in url) for url in asked)
    page.get_by_role("button", name="Open the live version").click()
    expect(page.locator(".live-view .mark-symbol path").first).to_be_visible()
    assert page.evaluate("met") == [] and faults == []
    assert all(url.startswith(address) for url in asked)
    assert page.evaluate("wartimeLive.version").startswith(f"{VEGA_LITE}.")
    page.close()


OUT = """() => document.querySelector('.live-view .mark-line path[stroke="var(--war)"]')?.getAttribute("d")"""
AXIS = """() => [...document.querySelectorAll(".live-view .role-axis-label text")].map(label => label.textContent).join()"""


def changed(page, what: str, before: str) -> str:
    """What a page says once it says something else than before."""
    page.wait_for_function(f"before => {{ const now = ({what})(); return now && now !== before; }}", arg=before)
    return page.evaluate(what)


def test_a_reader_chooses_series_base_year_and_scale(opened):
    choices = opened.locator(".live-choices")
    first = opened.evaluate(OUT)
    choices.get_by_label("Bring out").select_option(index=1)
    changed(opened, OUT, first)
    linear = opened.evaluate(AXIS)
    choices.get_by_label("Base year = 100").select_option(index=1)
    shifted = changed(opened, AXIS, linear)
    year = choices.get_by_label("Base year = 100").input_value()
    opened.locator(".live-view .mark-symbol path").last.hover()
    expect(opened.locator(".live-said")).to_contain_text(f"with {year} = 100")
    choices.get_by_label("Scale").select_option("logarithmic")
    changed(opened, AXIS, shifted)


SHAKY = """async chosen => {
    const spec = structuredClone(Object.values(wartimeLive.views)[0]), room = document.createElement("div");
    const years = [...new Set(spec.data.values.map(row => row.column))].sort();
    for (const row of spec.data.values) row.sure = row.column !== years[0];
    spec.params.find(choice => choice.name === "base").value = chosen ? years[0] : spec.params.find(choice => choice.name === "base").value;
    await wartimeLive.draw({ ...spec, width: 600 }, room, document.createElement("div"), () => 0);
    const marks = [...room.querySelectorAll(".mark-symbol path")];
    return [marks.length, marks.filter(mark => mark.getAttribute("fill") === "var(--paper)").length];
}"""


def test_what_is_reckoned_from_a_base_that_is_not_sure_is_hollow(opened):
    marks, hollow = opened.evaluate(SHAKY, False)
    assert 0 < hollow < marks
    marks, hollow = opened.evaluate(SHAKY, True)
    assert 0 < hollow == marks


def test_another_view_of_the_chart_is_another_live_version(opened):
    before = opened.evaluate(OUT)
    opened.locator(".switch label").nth(2).click()
    changed(opened, OUT, before)


def test_it_closes_again_and_leaves_the_chart(opened):
    opened.get_by_role("button", name="Close the live version").click()
    expect(opened.locator(".live-view")).to_be_hidden()
    expect(opened.locator(".drawing svg").first).to_be_visible()


def test_every_view_of_every_figure_can_be_drawn(opened, built, site_folder):
    for shown in built.figures:
        drawn = opened.evaluate(EVERY, f"{site_folder.as_uri()}/{addresses.live(shown.figure.slug)}")
        assert set(drawn) == {view.key for view in shown.views} and all(drawn.values()), shown.figure.slug


@pytest.mark.parametrize("missing", ["**/vega-runtime*", f"**/{SLUG}.live.js"])
def test_a_missing_file_leaves_the_chart_as_it_was(open_page, missing):
    page = open_page("404.html")
    page.route(missing, lambda route: route.abort())
    page.goto(page.url.replace("404.html", addresses.chart(SLUG)))
    before = page.locator(".figure").inner_html()
    page.get_by_role("button", name="Open the live version").click()
    expect(page.locator(".live-said")).to_contain_text("cannot be opened")
    assert page.locator(".figure").inner_html() == before
    expect(page.locator(".live-room")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_page_holds_it_and_axe_finds_nothing(open_page, scheme):
    page = open_page(addresses.chart(SLUG), 320, color_scheme=scheme)
    page.get_by_role("button", name="Open the live version").click()
    expect(page.locator(".live-view svg")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert all(
        box["height"] >= 24
        for box in (e.bounding_box() for e in page.locator(".live-version button, .live-version select").all())
    )
    assert Axe().run(page, ".live-version").violations_count == 0


def test_without_scripts_nothing_speaks_of_it(open_page):
    page = open_page(addresses.chart(SLUG), java_script_enabled=False)
    expect(page.locator(".live-version")).to_be_hidden()
