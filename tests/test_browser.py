"""The built site in a real browser: seen, heard, without scripts, from disk and from a server, on phones and on paper."""

import functools
import http.server
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe

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
    "missing": "404.html",
}
CHART_PAGES = [f"charts/{figure.slug}/index.html" for figure in FIGURES]
WIDTHS = (320, 360, 480, 800, 1280)


@pytest.fixture(scope="module")
def server(site_folder):
    """A plain server on this machine alone."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    handler = functools.partial(Quiet, directory=str(site_folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.fixture
def open_page(browser, site_folder):
    """Opens pages of the site from disk, in contexts that are closed after the test."""
    contexts = []

    def opener(path: str, width: int = 1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{site_folder.as_uri()}/{path}")
        return page

    yield opener
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(open_page, kind, width, scheme):
    page = open_page(KINDS[kind], width, color_scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", ["index.html", *CHART_PAGES])
@pytest.mark.parametrize("origin", ["disk", "server"])
def test_pages_open_without_a_complaint(browser, site_folder, server, path, origin):
    base = site_folder.as_uri() if origin == "disk" else server
    context = browser.new_context()
    page, complaints, requests = context.new_page(), [], []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{base}/{path}", wait_until="networkidle")
    context.close()
    assert complaints == []
    assert all(url.startswith((base, "data:")) for url in requests)
    assert any(url.endswith(".woff2") for url in requests)


@pytest.mark.parametrize("width", [360, 1280])
def test_all_figures_are_seen_without_scripts(open_page, width):
    page = open_page("index.html", width, java_script_enabled=False)
    for figure in FIGURES:
        seen = [svg for svg in page.locator(f"#{figure.slug} .drawing svg").all() if svg.is_visible()]
        assert len(seen) == 1
        box = seen[0].bounding_box()
        assert box["width"] > 280 and box["height"] > 150


def rendered_text_size(page) -> float:
    """The smallest text of the drawings that are seen, in px on the screen."""
    return page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.drawing svg')].filter(s => s.getBoundingClientRect().width)
            .map(s => s.getBoundingClientRect().width / s.viewBox.baseVal.width *
                 Math.min(...[...s.querySelectorAll('text')].map(t => parseFloat(t.getAttribute('font-size'))))))"""
    )


@pytest.mark.parametrize("width", [*WIDTHS, 700, 1400])
def test_nothing_is_wider_than_the_screen_and_text_can_be_read(open_page, width):
    for path in ("index.html", KINDS["table"], KINDS["ledger"], CHART_PAGES[3]):
        page = open_page(path, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        if path in ("index.html", *CHART_PAGES):
            assert rendered_text_size(page) >= 12


@pytest.mark.parametrize("path", CHART_PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_no_words_of_a_drawing_leave_it_or_touch(open_page, path, width):
    """Text stays inside its drawing, and no two words of a drawing stand on each other."""
    page = open_page(path, width)
    faults = page.evaluate(
        """() => {
          const svg = [...document.querySelectorAll('.drawing svg')].find(s => s.getBoundingClientRect().width);
          const frame = svg.getBoundingClientRect();
          const texts = [...svg.querySelectorAll('text')].filter(t => !t.getAttribute('stroke') || t.getAttribute('stroke') === 'none')
            .map(t => ({words: t.textContent, box: t.getBoundingClientRect()})).filter(t => t.box.width);
          const out = texts.filter(t => t.box.left < frame.left - 1 || t.box.right > frame.right + 1 || t.box.bottom > frame.bottom + 2);
          const pairs = [];
          texts.forEach((a, i) => texts.slice(i + 1).forEach(b => {
            const w = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
            const h = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
            if (w > 2 && h > 0.35 * Math.min(a.box.height, b.box.height)) pairs.push(a.words + ' | ' + b.words);
          }));
          return [out.map(t => t.words), pairs];
        }"""
    )
    assert faults == [[], []]


def test_drawings_follow_the_theme_of_the_reader(open_page):
    colours = {}
    for scheme in ("light", "dark"):
        page = open_page(CHART_PAGES[1], color_scheme=scheme)
        colours[scheme] = page.evaluate(
            "[...document.querySelectorAll('.wide svg text')].map(t => getComputedStyle(t).fill)"
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


def test_notes_can_be_reached_by_keyboard_and_lead_back(open_page):
    page = open_page("index.html", 360)
    page.locator("#noteref-2").focus()
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


def test_ledger_is_filtered_without_scripts(open_page):
    page = open_page("claims/index.html", java_script_enabled=False)
    total = page.locator(".entry:visible").count()
    page.locator("#show-differs").check()
    assert 0 < page.locator(".entry:visible").count() < total
    assert page.locator(".entry.differs:visible").count() == page.locator(".entry:visible").count()


def test_citation_shows_its_entry_on_focus(open_page):
    page = open_page("index.html")
    cite = page.locator(".chapter .cite").first
    assert not cite.locator(".tip").is_visible()
    cite.locator("> a").focus()
    assert cite.locator(".tip").is_visible()


def test_print_keeps_figures_and_notes_and_drops_navigation(open_page):
    page = open_page("index.html")
    page.emulate_media(media="print")
    assert page.locator("#note-1").is_visible() and page.locator("#note-19").is_visible()
    assert not page.locator(".masthead nav").is_visible()
    assert page.locator("#rearmament .drawing svg:visible").count() == 1
    for size in ("A4", "Letter"):
        assert page.pdf(format=size)[:5] == b"%PDF-"


def channel(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    red, green, blue = (channel(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("token", sorted(set(theme.PALETTE) - {"paper", "rule"}))
@pytest.mark.parametrize("which", [0, 1])
def test_palette_stands_out_from_its_paper(token, which):
    """4.5 to 1 where a colour is used for words, 3 to 1 for marks in the background."""
    wanted = 3 if token == "quiet" else 4.5
    assert contrast(theme.PALETTE[token][which], theme.PALETTE["paper"][which]) >= wanted


# Machado, Oliveira and Fernandes (2009): what the three dichromacies make of linear red, green and blue.
DICHROMACY = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def lab(colour: str, matrix) -> tuple[float, float, float]:
    """CIE Lab (D65) of a colour as such an eye sees it."""
    linear = [channel(int(colour[i : i + 2], 16)) for i in (1, 3, 5)]
    r, g, b = (min(1, max(0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in matrix)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


# Pairs of colours that stand beside each other in one figure, and are told apart by labels and shapes as well.
NEIGHBOURS = [
    ("war", "civilian"),
    ("war", "other"),
    ("war", "quiet"),
    ("farm", "war"),
    ("civilian", "aid"),
    ("war", "ink"),
    ("services", "ink"),
    ("farm", "services"),
]


@pytest.mark.parametrize("eye", DICHROMACY)
@pytest.mark.parametrize("pair", NEIGHBOURS, ids="-".join)
@pytest.mark.parametrize("which", [0, 1])
def test_neighbours_differ_for_every_eye(eye, pair, which):
    a, b = (lab(theme.PALETTE[token][which], DICHROMACY[eye]) for token in pair)
    assert sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5 >= 8
