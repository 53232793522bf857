"""Notes and tables of cells on a phone and on paper, in a browser without scripts unless said."""

import pytest
from playwright.sync_api import expect

from stalin_econ import addresses
from stalin_econ.site.verify import facts_of

# Of the rows with some ids, the left and right of the words that are their values.
SPANS = """ids => ids.map(id => {
    const words = document.createRange();
    words.selectNodeContents(document.getElementById(id).querySelector(".number data"));
    const box = words.getBoundingClientRect();
    return [box.left, box.right];
})"""
TABLES = "great_powers_gdp", "nnp_by_sector", "tanks_by_model", "livestock"


@pytest.fixture
def open_page(open_page):
    """Opens pages on a phone, without scripts unless said."""

    def opener(path: str, width: int = 360, **options):
        return open_page(path, width, 740, **{"java_script_enabled": False, "reduced_motion": "reduce"} | options)

    return opener


def test_notes_are_closed_on_a_phone_and_open_in_place_by_touch(open_page):
    page = open_page("index.html", has_touch=True)
    notes, number = page.locator(".note:visible"), page.locator("#noteref-2 input")
    assert notes.count() == 0
    number.scroll_into_view_if_needed()
    before = number.bounding_box()["y"]
    number.tap()
    expect(page.locator("#note-2")).to_be_visible()
    assert notes.count() == 1
    moved = abs(number.bounding_box()["y"] - before)
    note = page.locator("#note-2").bounding_box()
    assert moved < 1 and 0 < note["y"] - before < 60
    number.tap()
    expect(notes).to_have_count(0)


def test_notes_open_by_key_on_a_phone(open_page):
    page = open_page("index.html", java_script_enabled=True)
    page.locator("#noteref-1 input").focus()
    page.keyboard.press("Space")
    expect(page.locator("#note-1")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("#note-1")).to_be_hidden()


def test_a_link_to_a_note_opens_it_on_a_phone(open_page):
    page = open_page("index.html#note-3")
    assert page.locator("#note-3").is_visible() and page.locator(".note:visible").count() == 1


def test_notes_are_all_open_in_print_and_on_wide_screens(open_page):
    for width in (360, 1280):
        page = open_page("index.html", width)
        total = page.locator(".note").count()
        assert page.locator(".note:visible").count() == (total if width > 960 else 0)
        assert page.locator(".noteref input:visible").count() == (0 if width > 960 else total)
        page.emulate_media(media="print")
        assert page.locator(".note:visible").count() == total
        assert page.locator(".noteref input:visible").count() == 0


# Of the first rows: how far the value stands from the top of its head, and the left and right of each part.
ROWS = """rows => rows.slice(0, 12).map(row => {
    const boxes = ["th", "td.number data", ".how-sure", ".where"].map(part => row.querySelector(part).getBoundingClientRect());
    return [Math.abs(boxes[0].top - boxes[1].top), boxes.map(box => [box.left, box.right])];
})"""


@pytest.mark.parametrize("name", TABLES)
def test_rows_of_a_table_are_whole_on_a_phone(open_page, name):
    """Keys, value, status and source of each row lie within the screen, and the value beside its keys."""
    page = open_page(addresses.table(name))
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 740})
        rows = page.locator(".rows tbody tr").evaluate_all(ROWS)
        assert rows and all(apart < 60 for apart, _ in rows)
        assert all(left >= 0 and right <= width for _, spans in rows for left, right in spans)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("#cells-caption").bounding_box()["width"] <= width


@pytest.mark.slow
def test_a_number_of_the_story_leads_to_a_value_in_sight(open_page, built):
    """Of every number that the story links to a cell, the value is on the screen of a phone when its link is followed."""
    links = facts_of(built.files[addresses.STORY]).links
    cells = sorted({link for link in links if link.startswith("data/") and "#" in link})
    pages = {}
    for link in cells:
        pages.setdefault(link.partition("#")[0], []).append(link.partition("#")[2])
    for path, anchors in pages.items():
        page = open_page(f"{path}#{anchors[0]}")
        top = page.locator(":target .number data").bounding_box()["y"]
        assert 0 <= top <= 740
        spans = page.evaluate(SPANS, anchors)
        assert all(left >= 0 and right <= 360 for left, right in spans), path


def test_tables_are_still_tables_on_a_phone(open_page):
    """Laid out as cards, rows keep their roles and heads for those who do not see them."""
    page = open_page(addresses.table(TABLES[0]), java_script_enabled=True)
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if not node["ignored"]]
    rows, tables = page.locator("tbody tr").count(), page.locator("table").count()
    assert roles.count("row") == rows + tables and roles.count("rowheader") >= rows and roles.count("table") == tables


def test_data_tables_have_row_heads_and_captions_outside(built):
    for path, content in built.files.items():
        if not path.endswith(".html"):
            continue
        for table in content.decode().split("<table")[1:]:
            body = table.partition("</table>")[0].partition("<tbody>")[2]
            rows = body.split("<tr")[1:]
            assert "<caption" not in table
            if 'class="scroller" tabindex="0" role="group"' not in content.decode():  # the codebook is Markdown
                assert all('<th scope="row' in row for row in rows), path


@pytest.mark.parametrize("scripts", [True, False])
def test_a_term_opens_its_meaning_in_place(open_page, scripts):
    """The text stays where it was, and the way back leads to the word."""
    page = open_page(addresses.STORY, java_script_enabled=scripts)
    term = page.locator("a.term").nth(3)
    term.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    term.click()
    meaning = page.locator(".glossary div:target")
    expect(meaning).to_be_in_viewport(ratio=0.99)
    assert page.evaluate("scrollY") == before
    meaning.get_by_role("link", name="Back to the text").click()
    expect(term).to_be_in_viewport()
    assert not page.locator(".glossary div:target").count()
