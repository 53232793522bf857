"""Each number can be cited: ids, cards with their own arithmetic, rows, ways from the story and back, lines of code."""

import csv
import gzip
import io
import re
import subprocess
import sys

import pytest
from test_citation import BASE, published
from tiny_subject import TINY
from views import each_figure

from stalin_econ import addresses
from stalin_econ.charts import FIGURES
from stalin_econ.charts.figure import exact_digits
from stalin_econ.charts.number import home_of, number_at, number_id
from stalin_econ.exports.reading import reading_lines
from stalin_econ.measures import display
from stalin_econ.measures.provenance import origin_of
from stalin_econ.pages.cards import rivals_of
from stalin_econ.pages.tables import cell_name
from stalin_econ.prose.markup import plain
from stalin_econ.prose.told import told
from stalin_econ.site.build import build
from stalin_econ.vocabulary import STATUSES

PAGE_BUDGET = 25_300  # bytes of the page of a figure, packed: 25,000 and room for what a correction adds
CARD = re.compile(r'<div popover class="card" id="([^"]+)">(.*?)</div>', flags=re.S)


@pytest.fixture(scope="module")
def abroad(tiny):
    return build(published(tiny), TINY)


def page_of(built, figure) -> str:
    return built.files[addresses.chart(figure.slug)].decode()


@each_figure
def test_every_number_opens_a_card_of_its_own(built, edition, figure):
    page, cells = page_of(built, figure), edition.cells[figure.slug]
    cards = dict(CARD.findall(page))
    for state in figure.states:
        for cell in cells[state.key]:
            home = home_of(figure, cells, state, cell)
            if not cell.quantity.operation:
                assert addresses.cell(cell.quantity.cells[0]) in cards[home]
            text, shown = plain(cards[home].replace("<p>", " ")), exact_digits(cell, state.scales)
            assert f'<button popovertarget="{home}">{shown}</button>' in page
            assert STATUSES[cell.quantity.status].words in text.lower() and f": {shown}" in text
            assert f"{addresses.cited(addresses.chart(figure.slug))}#{home}" in text


@each_figure
def test_ids_are_unique_and_every_button_has_its_card(built, figure):
    page = page_of(built, figure)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'popovertarget="([^"]+)"', page)) == {anchor for anchor, _ in CARD.findall(page)}


@each_figure
def test_the_page_of_a_figure_stays_light(built, figure):
    assert len(gzip.compress(built.files[addresses.chart(figure.slug)], 9, mtime=0)) <= PAGE_BUDGET


def test_a_number_that_two_views_show_alike_has_one_address(edition):
    figure = next(f for f in FIGURES if f.slug == "national-product-by-sector")
    cells, (first, second, *_) = edition.cells[figure.slug], figure.states
    for cell in cells[second.key]:
        if cell in cells[first.key]:
            assert home_of(figure, cells, second, cell) == number_id(first.key, cell.row, cell.column)


def test_a_card_ends_in_the_number_that_opens_it_and_leads_to_cells(built, edition):
    """No card explains another number than its own: its head has the value, and the last step of its arithmetic where there is one."""
    figure = next(f for f in FIGURES if f.slug == "final-uses")
    cards = dict(CARD.findall(page_of(built, figure)))
    for state in figure.states:
        for cell in edition.cells[figure.slug][state.key]:
            if cell.quantity.operation:
                card = cards[home_of(figure, edition.cells[figure.slug], state, cell)]
                digits = exact_digits(cell, state.scales)
                head, _, rest = card.partition("</b>")
                assert f": {digits}" in head and (" = " not in rest or f" = {digits}" in rest)
                assert re.search(r'href="(#|\.\./\.\./data/)', card)


def test_every_row_of_a_table_says_how_to_cite_it(built, edition):
    for table in edition.tables.values():
        page = built.files[addresses.table(table.name)].decode()
        assert page.count("<q>") == len(table.rows)
        for cell in table.rows:
            assert f"{addresses.cited(addresses.cell(cell))}</a> of the site" in page


def test_rivals_are_the_other_estimates_of_the_same_thing(real_tables):
    for table in real_tables.values():
        for cell, row in table.rows.items():
            rivals = rivals_of(cell, real_tables)
            assert not rivals or "estimate" in table.keys
            for rival in rivals:
                assert rival["cell"] != cell and rival["estimate"] != row["estimate"]
                assert all(rival[key] == row[key] for key in table.keys if key != "estimate")


def test_a_card_names_the_other_estimates_of_each_cell_of_its_number(built, edition):
    """With value, whence and how sure; a number that rests on several cells says which of them has others."""
    met = 0
    for figure in FIGURES:
        cards, cells = dict(CARD.findall(page_of(built, figure))), edition.cells[figure.slug]
        for state in figure.states:
            for cell in cells[state.key]:
                card, rests = cards[home_of(figure, cells, state, cell)], cell.quantity.cells
                others = [(c, r) for c in rests for r in rivals_of(c, edition.tables) if r["cell"] not in rests]
                assert ("Beside it in this table: " in card) == bool(others)
                for own, rival in others:
                    told_of = plain(card.partition("Beside it in this table: ")[2].partition("<p>")[0])
                    work = origin_of(rival).work
                    assert f'href="../../{addresses.cell(rival["cell"])}"' in card
                    assert not work or edition.references[work].short in told_of
                    assert STATUSES[rival["status"]].behind in told_of
                    table = edition.tables[own.partition("#")[0]]
                    name = display.in_sentence(cell_name(table, table.rows[own]))
                    assert (f"of {name}: " in told_of) == (len(rests) > 1)
                    met += 1
    assert met


def test_the_story_leads_to_numbers_and_they_lead_back(built, edition):
    found, story = told(edition.chapters), built.files[addresses.STORY].decode()
    assert found
    for href, sentences in found.items():
        page, _, anchor = href.partition("#")
        target = built.files[page].decode()
        assert f'id="{anchor}"' in target, href
        for sentence in sentences:
            assert f'id="{sentence.href.partition("#")[2]}"' in story
            if page.startswith(("charts/", "data/")):
                assert f'/{sentence.href}"' in target, href


def test_a_figure_without_a_page_leads_to_its_cells(edition):
    figure = edition.opening
    cells = edition.cells[figure.slug]
    for cell in cells[figure.states[0].key]:
        assert number_at(figure, cells, figure.states[0], cell) == addresses.cell(cell.quantity.cells[0])


def lines_on(page: str, program: str) -> list[str]:
    found = re.findall(rf'<code data-copy="line for {program}">(.*?)</code>', page)
    return [line.replace("&#34;", '"').replace("&lt;", "<") for line in found]


def test_the_pandas_line_reads_the_file(built, site_folder):
    """As a reader runs it: in the folder of the file, in a Python of its own."""
    figure = FIGURES[0]
    (line, *_) = lines_on(page_of(built, figure), "pandas")
    assert len(lines_on(page_of(built, figure), "pandas")) == len(figure.states)
    path = addresses.chart_file(figure.slug, figure.states[0].key, "csv")
    folder = (site_folder / path).parent
    command = [sys.executable, "-c", f"{line}; print(numbers.to_csv(index=False))"]
    told_csv = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    wanted = list(csv.DictReader(io.StringIO(built.files[path].decode())))
    read = list(csv.DictReader(io.StringIO(told_csv.strip())))
    assert [(r["row"], float(r["value"])) for r in read] == [(r["row"], float(r["value"])) for r in wanted]


def test_each_file_has_its_lines(built, edition):
    programs = [program for program, _ in reading_lines("x.csv")]
    for table in edition.tables:
        page = built.files[addresses.table(table)].decode()
        for program in programs:
            assert len(lines_on(page, program)) == 1 and f"{table}.csv" in lines_on(page, program)[0]


def test_with_an_address_lines_and_citations_name_it(abroad):
    page = abroad.files[addresses.chart("herds")].decode()
    file = f"{BASE}/{addresses.chart_file('herds', 'default', 'csv')}"
    assert any(file in line for line in lines_on(page, "pandas"))
    assert any(line.startswith("=") and file in line for line in lines_on(page, "Google Sheets"))
    for anchor, card in CARD.findall(page):
        assert f"{BASE}/charts/herds/#{anchor}" in plain(card)


@each_figure
def test_the_licence_line_names_the_drawing_and_the_release(built, edition, figure):
    (line,) = re.findall(r'<p class="no-print take-licence"[^>]*>(.*?)</p>', page_of(built, figure))
    for words in ("Drawing and numbers", edition.release[0], "CC BY 4.0", "creativecommons.org"):
        assert words in line
