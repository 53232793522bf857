"""The built site in a real browser: seen, heard, without scripts, from disk and from a server, on phones and on paper."""

import labels
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from views import each_figure

from stalin_econ import theme
from stalin_econ.charts import FIGURES

KINDS = {
    "story": "index.html",
    "chart": "charts/national-product-by-sector/index.html",
    "charts": "charts/index.html",
    "table": "data/nnp_by_sector/index.html",
    "data": "data/index.html",
    "ledger": "claims/index.html",
    "sources": "sources/index.html",
    "sheet": "checking-sheet/index.html",
    "about": "about/index.html",
    "refused": "refused/index.html",
    "search": "search/index.html",
    "missing": "404.html",
}
CHART_PAGES = [f"charts/{figure.slug}/index.html" for figure in FIGURES]
WIDTHS = (320, 360, 480, 800, 1280)


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(open_page, kind):
    page = open_page(KINDS[kind])
    for width, scheme in ((1280, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


OPENED = [("disk", path) for path in sorted({*KINDS.values(), *CHART_PAGES})]
OPENED += [("server", path) for path in sorted(KINDS.values())]


@pytest.mark.parametrize(("origin", "path"), OPENED)
def test_pages_open_without_a_complaint(browser, site_folder, server, path, origin):
    base = site_folder.as_uri() if origin == "disk" else server
    context = browser.new_context()
    page, complaints, requests = context.new_page(), [], []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{base}/{path}")
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    context.close()
    assert complaints == []
    assert all(url.startswith((base, "data:")) for url in requests)
    assert any(url.endswith(".woff2") for url in requests)


REFUSED = """async () => {
    const met = [];
    document.addEventListener("securitypolicyviolation", event => met.push(event.effectiveDirective));
    document.body.setAttribute("style", "color: rgb(1, 2, 3)");
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    for (const [tag, name] of [["img", "src"], ["iframe", "src"]]) {
        const item = document.createElement(tag);
        item[name] = "http://127.0.0.1:9/x";
        document.body.append(item);
    }
    await fetch("http://127.0.0.1:9/x").catch(() => null);
    for (let turn = 0; turn < 100 && met.length < 5; turn++) await new Promise(done => setTimeout(done, 50));
    return [met.sort(), getComputedStyle(document.body).color !== "rgb(1, 2, 3)", window.ran === undefined];
}"""


@pytest.mark.parametrize("origin", ["disk", "server"])
def test_what_a_page_does_not_allow_is_refused(browser, site_folder, server, origin):
    """A style or a script within the page, and whatever is asked of another place."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site_folder.as_uri() if origin == 'disk' else server}/about/index.html")
    met, unstyled, idle = page.evaluate(REFUSED)
    context.close()
    assert unstyled and idle
    assert met == ["connect-src", "frame-src", "img-src", "script-src-elem", "style-src-attr"]


@pytest.mark.parametrize("width", [360, 1280])
def test_all_figures_are_seen_without_scripts(open_page, in_story, width):
    page = open_page("index.html", width, java_script_enabled=False)
    for figure in in_story:
        (seen,) = [svg for svg in page.locator(f"#{figure.slug} .drawing svg").all() if svg.is_visible()]
        box = seen.bounding_box()
        assert box["width"] >= 280 and box["height"] > 150


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
@pytest.mark.parametrize("figure", [f for f in FIGURES if len(f.states) > 1], ids=lambda f: f.slug)
def test_a_view_is_chosen_without_scripts(open_page, figure, width, scheme):
    """Each radio shows its own title, drawing, note, table and four files, and hides the others; two slides are always there."""
    page = open_page(f"charts/{figure.slug}/index.html", width, java_script_enabled=False, color_scheme=scheme)
    for number, state in enumerate(figure.states):
        page.locator(f".choose-{number}").check(force=True)
        for part in (".figure-title .view", ".drawing svg", "figcaption p.source", "table.numbers", ".downloads li a"):
            seen = page.locator(f"{part}:visible").count()
            assert seen == (4 + 2 if part.startswith(".downloads") else 1), (state.key, part)
        assert page.locator(f"#{state.key}.drawing").is_visible()


def test_a_view_has_an_address(open_page, site_folder):
    figure = next(f for f in FIGURES if f.slug == "final-uses")
    page = open_page(f"charts/final-uses/index.html#{figure.states[1].key}", java_script_enabled=False)
    seen = [d.get_attribute("id") for d in page.locator(".drawing").all() if d.is_visible()]
    assert seen == [figure.states[1].key]
    page.locator(".choose-2").check(force=True)
    seen = [d.get_attribute("id") for d in page.locator(".drawing").all() if d.is_visible()]
    assert seen == [figure.states[2].key]


@each_figure
def test_title_to_source_fits_a_laptop(open_page, figure):
    """From the title to the source line a figure is at most 700 px high at 1280, in each view; drawings are at their size."""
    page = open_page(f"charts/{figure.slug}/index.html")
    for number in range(len(figure.states)):
        if len(figure.states) > 1:
            page.locator(f".choose-{number}").check(force=True)
        top = page.locator(".figure-title").bounding_box()["y"]
        caption = page.locator("figcaption").bounding_box()
        assert caption["y"] + caption["height"] - top <= 700
        svg = next(s for s in page.locator(".drawing svg").all() if s.is_visible())
        assert abs(svg.bounding_box()["width"] - theme.WIDE.px) <= 1


def test_the_first_screen_has_a_picture(open_page):
    for width, height, part in ((1280, 800, ".column"), (360, 740, ".lying")):
        page = open_page("index.html", width)
        box = page.locator(f".opening-picture {part} svg").bounding_box()
        assert box["y"] + box["height"] <= height


def rendered_text_size(page) -> float:
    """The smallest text of the drawings that are seen, in px on the screen."""
    return page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.drawing svg')].filter(s => s.getBoundingClientRect().width)
            .map(s => s.getBoundingClientRect().width / s.viewBox.baseVal.width *
                 Math.min(...[...s.querySelectorAll('text')].map(t => parseFloat(getComputedStyle(t).fontSize)))))"""
    )


@pytest.mark.parametrize("path", ["index.html", KINDS["table"], KINDS["ledger"], CHART_PAGES[3]])
def test_nothing_is_wider_than_the_screen_and_text_can_be_read(open_page, path):
    page = open_page(path)
    for width in (*WIDTHS, 700, 1400):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        if path in ("index.html", *CHART_PAGES):
            assert rendered_text_size(page) >= 12, width


@each_figure
def test_words_of_drawings_stand_where_they_belong(open_page, figure):
    """In each view at each width: none small, cut, struck, on another or outside, none nearer to another mark than to its own."""
    page = open_page(f"charts/{figure.slug}/index.html")
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for number, state in enumerate(figure.states):
            if len(figure.states) > 1:
                page.locator(f".choose-{number}").check(force=True)
            (svg,) = [s for s in page.locator(f"#{state.key} svg").all() if s.is_visible()]
            assert labels.faults_of(page, svg) == [], (state.key, width)


@pytest.mark.parametrize(("width", "part"), [(1280, ".column"), (360, ".lying")])
def test_words_of_the_opening_picture_stand_where_they_belong(open_page, width, part):
    page = open_page("index.html", width)
    assert labels.faults_of(page, page.locator(f".opening-picture {part} svg")) == []


def test_drawings_follow_the_theme_of_the_reader(open_page):
    colours = {}
    for scheme in ("light", "dark"):
        page = open_page(CHART_PAGES[1], color_scheme=scheme)
        colours[scheme] = page.evaluate(
            "[...document.querySelectorAll('.view-0 .wide svg text')].map(t => getComputedStyle(t).fill)"
        )
    assert len(set(colours["light"])) > 3
    assert all(a != b for a, b in zip(colours["light"], colours["dark"], strict=True))


def test_fonts_of_the_site_are_used(open_page):
    page = open_page("index.html")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', ''))"
    )
    assert {theme.SERIF, theme.SANS} <= set(loaded)


@pytest.mark.parametrize("width", [1280, 360])
def test_checks_are_shown_by_either_switch_without_scripts(open_page, width):
    """Off by default; the switch of the bar and that of the key are one; at 1280 the text does not move."""
    page = open_page("index.html", width, java_script_enabled=False)
    checks, silent = page.locator(".checks:visible"), page.locator(".mark.silent:visible")
    place = page.locator("#said-forces-larger").bounding_box()
    assert checks.count() == 0 and silent.count() == 0
    page.locator(".key .checks-switch").click()
    assert checks.count() == page.locator(".checks").count() > 20 and silent.count() > 0
    if width == 1280:
        moved = page.locator("#said-forces-larger").bounding_box()
        assert abs(moved["x"] - place["x"]) < 1
        note = page.locator(".checks").first.bounding_box()
        paragraph = page.locator(".checked > p").first.bounding_box()
        assert note["x"] >= paragraph["x"] + paragraph["width"] and abs(note["y"] - paragraph["y"]) < 200
    if width == 360:
        page.locator(".contents > summary").click()
    page.locator(".sections .checks-switch").click()
    assert checks.count() == 0


def test_the_bar_fits_and_on_a_phone_it_folds(open_page, edition):
    """It names the chapters, what is in short, and what stands behind the story."""
    page = open_page("index.html")
    bar = page.locator(".sections").bounding_box()
    links = page.locator(".contents a")
    assert links.count() == len(edition.chapters) + 2 and bar["height"] <= 50
    assert all(link.bounding_box()["height"] <= 50 for link in links.all())
    phone = open_page("index.html", 360)
    assert not phone.locator(".contents a").first.is_visible()
    phone.locator(".contents > summary").click()
    expect(phone.locator(".contents a").last).to_be_visible()


def test_notes_can_be_reached_by_keyboard_and_lead_back(open_page):
    page = open_page("index.html")
    page.locator("#noteref-2 a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("#note-2"))
    assert page.locator("#note-2").is_visible()
    page.locator("#note-2 > a").first.press("Enter")
    page.wait_for_url(lambda url: url.endswith("#noteref-2"))


def test_notes_stand_beside_the_text_on_wide_screens(open_page):
    page = open_page("index.html", 1400)
    text, note = page.locator("#noteref-2").bounding_box(), page.locator("#note-2").bounding_box()
    assert note["x"] > text["x"] + 20
    paragraph = page.locator("p:has(#noteref-2)").bounding_box()
    assert note["x"] >= paragraph["x"] + paragraph["width"]


def test_ledger_is_filtered_without_scripts_and_each_filter_has_an_address(open_page):
    page = open_page("claims/index.html", java_script_enabled=False)
    total = page.locator(".entry:visible").count()
    page.locator(".filter-judgement").click()
    page.wait_for_url("**/claims/index.html#show-judgement")
    assert 0 < page.locator(".entry:visible").count() < total
    assert page.locator(".entry-judgement:visible").count() == page.locator(".entry:visible").count()
    page.locator(".filter-all").click()
    assert page.locator(".entry:visible").count() == total


def test_a_square_of_the_ledger_opens_its_entry_which_leads_back_to_its_sentence(open_page):
    page = open_page("claims/index.html", java_script_enabled=False)
    page.locator('.square[href="#every-line-ahead"]').click()
    entry = page.locator(".entry:has(#every-line-ahead)")
    expect(entry.locator(".against").first).to_be_visible()
    entry.locator(".back").click()
    page.wait_for_url("**/index.html#said-every-line-ahead")
    expect(page.locator("#said-every-line-ahead")).to_be_visible()


def test_the_ledger_is_three_screens_long(open_page):
    page = open_page("claims/index.html", 1280)
    assert page.evaluate("document.documentElement.scrollHeight") <= 3 * 800 + 40


def test_print_keeps_figures_and_notes_and_drops_navigation(open_page):
    page = open_page("index.html")
    page.emulate_media(media="print")
    assert all(note.is_visible() for note in page.locator(".note").all())
    assert not page.locator(".masthead nav").is_visible()
    assert page.locator("#rearmament .drawing svg:visible").count() == 1
    for size in ("A4", "Letter"):
        assert page.pdf(format=size)[:5] == b"%PDF-"
