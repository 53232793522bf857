"""Slides: the same marks as on the page, all type 18 points or more, and a file for presentations that says its sources."""

import io
import re
from html import unescape

import labels
import measure
import pytest
from PIL import Image
from pptx import Presentation
from test_drawings import file_of, geometry, scale_names

from stalin_econ import addresses, theme
from stalin_econ.charts import FIGURES
from stalin_econ.drawing.page import page_svg
from stalin_econ.drawing.slide import CARD, GAP, HEIGHT, TEXT, WIDTH
from stalin_econ.exports.citation import Citation
from stalin_econ.exports.metadata import LICENCE
from stalin_econ.memory import Memory
from stalin_econ.pages.drawn import all_drawn
from stalin_econ.pages.slides import CITED, slides_of
from stalin_econ.prose.markup import plain

each_figure = pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.slug)
POINT = 12700  # English metric units


@pytest.fixture(scope="module")
def drawings(edition, sources) -> dict[str, str]:
    """The drawing of each slide as a page would have it, by slug."""
    made = all_drawn(edition.figures, edition, sources)
    found = {slug: drawn for (slug, _, width), drawn in made.items() if width == theme.SLIDE.name}
    return {slug: page_svg(drawn.svg, drawn.size, slug, "title", "what it shows") for slug, drawn in found.items()}


def shown_of(built, figure):
    return next(shown for shown in built.figures if shown.figure.slug == figure.slug)


def content(built, figure, ending: str) -> bytes:
    return built.files[addresses.slide(figure.slug, ending)]


@each_figure
def test_every_mark_of_a_slide_stands_at_its_value(figure, built, drawings):
    state, svg = figure.states[0], drawings[figure.slug]
    names = scale_names(built, figure, state)
    found = measure.misses(svg, state.scales, file_of(built, figure, state, "csv"), names)
    assert found and {key: miss for key, miss in found.items() if miss > measure.TOLERANCE} == {}
    cells = {cell.key for cell in built.edition.cells[figure.slug][state.key] if cell.role != "table"}
    assert set(measure.read(svg).marks) <= cells
    own, file = geometry(svg.partition("</desc>")[2]), geometry(shown_of(built, figure).shot.slide.svg)
    assert any(file[i : i + len(own)] == own for i in range(len(file)))


@each_figure
def test_a_slide_is_a_picture_of_1920_by_1080_with_type_of_18_points(figure, built, drawings):
    with Image.open(io.BytesIO(content(built, figure, "png"))) as picture:
        assert picture.size == (WIDTH, HEIGHT) and picture.mode == "P"
    slide = shown_of(built, figure).shot.slide
    left, _, right, low = slide.place
    factor = (right - left - 2 * GAP) / theme.SLIDE.px
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', drawings[figure.slug])]
    assert sizes and min(sizes) * factor >= TEXT and min(part.size for part in slide.parts) >= TEXT
    assert all(a.bottom <= b.top for a, b in zip(slide.parts, slide.parts[1:], strict=False))
    assert low <= next(part.top for part in slide.parts if part.name == "source")


@each_figure
def test_a_presentation_has_one_slide_whose_words_are_text(figure, built):
    deck = Presentation(io.BytesIO(content(built, figure, "pptx")))
    (slide,), shown = deck.slides, shown_of(built, figure)
    assert deck.slide_width * 9 == deck.slide_height * 16
    assert slide.shapes.title.text == shown.title == deck.core_properties.title
    texts = [shape.text for shape in slide.shapes if shape.has_text_frame]
    assert shown.default.words.subtitle in texts and all(any(b in text for text in texts) for b in shown.default.badges)
    runs = [r for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs for r in p.runs]
    assert len(runs) >= 4 and min(run.font.size for run in runs) >= 18 * POINT
    (picture,) = [shape for shape in slide.shapes if hasattr(shape, "image")]
    assert picture._element.nvPicPr.cNvPr.get("descr") == shown.default.words.description
    for shape in slide.shapes:
        assert shape.left >= 0 <= shape.top and shape.top + shape.height <= deck.slide_height
        assert shape.left + shape.width <= deck.slide_width


@each_figure
def test_a_card_says_its_unit_and_how_sure_it_is_in_words_that_can_be_read_at_half_its_size(figure, built, drawings):
    shown = shown_of(built, figure)
    svg = shown.shot.card
    words = same(unescape(" ".join(re.findall(r">([^<]+)</text>", svg))))
    assert all(same(text) in words for text in (shown.default.words.subtitle, *shown.default.badges))
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', drawings[figure.slug])]
    assert min(sizes) * float(re.search(r"scale\(([\d.]+)\)", svg)[1]) >= 18 and CARD.text >= 20


def same(text: str) -> str:
    """A text with plain blanks and quotation marks, as it was before it was set."""
    return re.sub(r"\s+", " ", re.sub('[‘’“”"]', "'", text))


@each_figure
def test_the_notes_of_a_slide_hold_source_citation_address_and_terms(figure, built, edition):
    deck = Presentation(io.BytesIO(content(built, figure, "pptx")))
    notes, shown = deck.slides[0].notes_slide.notes_text_frame.text, shown_of(built, figure)
    address = edition.address(addresses.chart(figure.slug))
    wanted = [plain(shown.default.sources), address, edition.release[0], LICENCE, *shown.default.badges]
    assert [words for words in wanted if words not in notes] == []
    page = built.files[addresses.chart(figure.slug)].decode()
    cited = next(line for line in notes.split("\n") if line.startswith("To cite it: ")).partition(": ")[2]
    assert shown.title.lower() in cited.lower() and same(cited) in same(plain(page))
    for ending in ("png", "pptx"):
        name = addresses.slide(figure.slug, ending).rpartition("/")[2]
        assert re.search(
            rf'href="{name}" download="stalin-econ-{figure.slug}-slide-{edition.release[0]}.{ending}"', page
        )


def test_same_slide_same_bytes_and_no_clock(built, edition, monkeypatch):
    shown, forgetful = built.figures[0], Memory()
    monkeypatch.setattr("stalin_econ.exports.slides.MEMORY", forgetful)

    cited = {shown.figure.slug: Citation({}, {CITED: "Someone"}, ())}
    made = []
    for _ in range(2):
        forgetful.held.clear()
        made.append([d.content for d in slides_of(shown.figure.slug, shown.shot, shown.picture, cited, edition)])
    assert made[0] == made[1]
    own = Presentation(io.BytesIO(made[0][1])).core_properties
    assert f"{own.created:%Y-%m-%d}" == f"{own.modified:%Y-%m-%d}" == edition.release[1]


def test_words_of_slides_stand_where_they_belong_in_the_browser(browser, site_folder, drawings):
    faces = "".join(
        f"@font-face{{font-family:'{theme.SANS}';font-weight:{weight};src:url({(labels.FACES / f'ttf/wartime-sans-{name}.ttf').as_uri()})}}"
        for name, weight in (("regular", 400), ("semibold", 600))
    )
    style = (
        f"{faces}{theme.tokens_css()}svg{{display:block;width:{theme.SLIDE.px}px}}text{{font-family:'{theme.SANS}'}}"
    )
    file = site_folder.parent / "slides.html"
    file.write_text(
        f"<!doctype html><meta charset=utf-8><style>{style}</style>{''.join(drawings.values())}", encoding="utf-8"
    )
    page = browser.new_page(viewport={"width": 700, "height": 900})
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready")
    found = {slug: labels.faults_of(page, svg) for slug, svg in zip(drawings, page.locator("svg").all(), strict=True)}
    page.close()
    assert len(found) == len(FIGURES) and {slug: faults for slug, faults in found.items() if faults} == {}
