"""Chart pages on paper and in a frame, seen by a real browser."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import expect
from views import each_figure

from stalin_econ import addresses
from stalin_econ.charts import FIGURES
from stalin_econ.pages.embed import frame_height
from stalin_econ.vocabulary import SITE_TITLE

SHEETS = ("A4", "Letter")
HOST = "http://host.example"


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def each_view(page, figure):
    """The page with each view of its figure chosen in turn."""
    for number, state in enumerate(figure.states):
        if len(figure.states) > 1:
            page.locator(f".choose-{number}").check(force=True)
        yield state.key


@pytest.fixture
def page(browser, site_folder):
    """A page of the browser without scripts, closed after the test."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@each_figure
def test_a_chart_is_one_sheet(page, site_folder, figure):
    """Drawing, table, sources, citation and address of the view that is chosen, in either format."""
    page.goto(f"{site_folder.as_uri()}/{addresses.chart(figure.slug)}")
    for _ in each_view(page, figure):
        assert [pages_in(page.pdf(format=sheet)) for sheet in SHEETS] == [1, 1]
        page.emulate_media(media="print")
        for part in (".drawing svg", "table.numbers", ".source", ".printed"):
            assert page.locator(f"{part}:visible").count() == 1, part
        assert not page.locator(".masthead nav:visible, #checked:visible, #files:visible, .tools:visible").count()
        page.emulate_media(media="null")
    text = page.locator(".printed").text_content()
    assert addresses.cited(addresses.chart(figure.slug)) in text and "Harrison" in text


def words_on_pages(pdf: bytes, which: tuple[int, ...] = ()) -> list[str]:
    """The words of each page of a PDF, or of some, without blanks, since lines break anywhere."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [re.sub(r"\s", "", pages[n].extract_text()) for n in which or range(len(pages))]


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_story_is_a_document(page, site_folder, built, in_story, sheet):
    """About thirteen numbered pages that name the site; no figure is torn from its caption, no note from the text."""
    page.goto(f"{site_folder.as_uri()}/{addresses.STORY}")
    pages = words_on_pages(page.pdf(format=sheet))
    assert 11 <= len(pages) <= 16
    name = re.sub(r"\s", "", SITE_TITLE.partition(",")[0])
    for number, words in enumerate(pages, 1):
        assert f"{number}of{len(pages)}" in words and name in words
    for shown in (shown for shown in built.figures if shown.figure in in_story):
        own = shown.default.words
        title, note = (re.sub(r"\s", "", words)[:25] for words in (own.title, own.note))
        assert any(title in words and note in words for words in pages), shown.figure.slug
    page.emulate_media(media="print")
    assert not page.locator(
        "nav:visible, .editions:visible, .switch:visible, .figure-links:visible, .noteref label:visible"
    ).count()
    text, note = page.locator(".chapter .checked > p, .chapter > p").last, page.locator(".note").first
    box, beside = text.bounding_box(), note.bounding_box()
    assert box["x"] + box["width"] < beside["x"]


def test_a_long_table_has_its_head_on_each_page(page, site_folder, edition):
    """No row is cut, pages are numbered."""
    name = max(edition.tables, key=lambda name: len(edition.tables[name].rows))
    page.goto(f"{site_folder.as_uri()}/{addresses.table(name)}")
    first, second, last = words_on_pages(page.pdf(format="A4"), (0, 1, -1))
    head = re.sub(r"\s", "", page.locator("thead tr").first.text_content())
    assert head in first and head in second
    assert re.search(r"(\d+)of\1", last)


@each_figure
def test_a_frame_shows_all_of_a_chart(page, site_folder, built, figure):
    """At the height that the code of the frame names nothing has to be scrolled; every view is chosen without scripts."""
    height = frame_height(next(s for s in built.figures if s.figure.slug == figure.slug))
    page.goto(f"{site_folder.as_uri()}/{addresses.embed(figure.slug)}")
    for width in (832, 1000):
        page.set_viewport_size({"width": width, "height": 300})
        for _ in each_view(page, figure):
            assert page.locator(".drawing svg:visible").bounding_box()["width"] >= 790
            box = page.locator("main").bounding_box()
            assert box["y"] + box["height"] <= height


@each_figure
def test_a_narrow_frame_is_no_wider_than_it_is(page, site_folder, figure):
    page.goto(f"{site_folder.as_uri()}/{addresses.embed(figure.slug)}")
    for width in (320, 360, 640, 700, 831):
        page.set_viewport_size({"width": width, "height": 500})
        box = page.locator(".drawing svg:visible").bounding_box()
        assert box["x"] + box["width"] <= width
        assert page.locator("main").bounding_box()["width"] <= width


def test_a_frame_has_its_source_and_the_way_back_and_no_menu(page, site_folder):
    page.goto(f"{site_folder.as_uri()}/{addresses.embed(FIGURES[2].slug)}")
    assert not page.locator("nav").count() and page.locator(".source").first.is_visible()
    back = page.locator(".way-back a")
    assert back.get_attribute("target") == "_top" and back.evaluate("link => link.href").endswith(
        "charts/final-uses/index.html"
    )


def test_a_frame_says_its_height_to_its_host(browser, built):
    """In a sandbox with scripts the host hears the height as learning platforms read it; without, the page stands as it is."""
    frame = f'<iframe sandbox="{{}}" src="{HOST}/{addresses.embed("final-uses")}" width="900" height="300"></iframe>'
    hosts = {
        "loud.html": "<script>heard=[];onmessage=e=>heard.push(e.data)</script>" + frame.format("allow-scripts"),
        "mute.html": frame.format(""),
    }
    files = built.files | {name: html.encode() for name, html in hosts.items()}
    context = browser.new_context()
    page = context.new_page()
    kinds = {"html": "text/html", "css": "text/css"}

    def serve(route):
        path = route.request.url.removeprefix(f"{HOST}/")
        kind = kinds.get(path.rpartition(".")[2], "application/octet-stream")
        route.fulfill(body=files[path], content_type=kind)

    page.route(f"{HOST}/**", serve)
    page.goto(f"{HOST}/loud.html")
    page.wait_for_function("heard.some(said => said.height < 760)")
    said = page.evaluate("heard.at(-1)")
    assert said["subject"] == "lti.frameResize" and said["chart"] == "final-uses" and said["height"] > 400
    page.goto(f"{HOST}/mute.html")
    expect(page.frame_locator("iframe").locator(".way-back")).to_be_visible()
    context.close()
