"""The search: all of the site is in its index, every address in it leads somewhere, and it weighs little."""

import json
import re
from collections import Counter

import pytest
from lunr import __TARGET_JS_VERSION__

from stalin_econ import addresses
from stalin_econ.faults import InputError
from stalin_econ.layout import SEARCH, SEARCH_WORDS
from stalin_econ.measures import display
from stalin_econ.pages.findable import Findable
from stalin_econ.pages.search import index_script, read_words, words_of
from stalin_econ.pages.stems import STEMMER
from stalin_econ.site.verify import facts_of, link_problem, resolve
from stalin_econ.site.weight import gzipped
from stalin_econ.vocabulary import STATUSES

INDEX_BUDGET, PROGRAM_BUDGET = 120_000, 13_000  # bytes, packed: the index; the library with the script of the page
MADE = re.compile(r"self\.wartimeSearch=(\{.*\});\n", flags=re.S)


def asset(files, stem: str) -> bytes:
    """The shared file of a name."""
    (found,) = [content for path, content in files.items() if re.fullmatch(rf"assets/{stem}\.\w{{10}}\.js", path)]
    return found


@pytest.fixture(scope="module")
def record(built) -> dict:
    return json.loads(MADE.fullmatch(asset(built.files, "search-index").decode())[1])


def small(*places: Findable) -> dict:
    """The index of some places."""
    return json.loads(MADE.fullmatch(index_script(places).decode())[1])


def test_every_place_leads_somewhere(built, record):
    """The build checks links of pages, and these are none."""
    ids = {path: set(facts_of(content).ids) for path, content in built.files.items() if path.endswith(".html")}
    hrefs = [href for _, _, href, _ in record["places"]]
    assert not [href for href in hrefs if link_problem(addresses.SEARCH, href, built.files, ids)]
    assert not [href for href in hrefs if "#" not in href and not href.endswith(".html")]


def test_all_of_the_site_can_be_found(built, edition, record):
    found = {"#".join(filter(None, resolve(addresses.SEARCH, href))) for _, _, href, _ in record["places"]}
    paragraphs = {
        f"{addresses.STORY}#{name}" for c in edition.chapters for name in re.findall(r'<p id="([^"]+)"', c.html)
    }
    wanted = paragraphs | {addresses.claim(claim.id) for claim in edition.claims}
    wanted |= {addresses.chart(figure.slug) for figure in edition.figures}
    wanted |= {addresses.chart_state(shown.figure.slug, v.key) for shown in built.figures for v in shown.views[1:]}
    wanted |= {addresses.table(name) for name in edition.tables} | {addresses.work(key) for key in edition.references}
    wanted |= {addresses.term(term.replace(" ", "_")) for term in edition.terms}
    wanted |= {addresses.about(name) for name in ("citing", "licence", "corrections")}
    assert paragraphs and not wanted - found


def test_a_series_stands_once_and_every_row_belongs_to_one(edition, record):
    series = Counter(href.partition("#")[0] for kind, _, href, _ in record["places"] if kind == "Series")
    assert len(series) == len(edition.tables)
    assert sum(series.values()) < sum(len(table.rows) for table in edition.tables.values())


def test_every_row_of_a_table_is_a_number_with_unit_and_status(edition, record):
    """It has the id of its row, and its digits as its page prints them."""
    found = {
        f"{resolve(addresses.SEARCH, record['places'][int(place)][2])[0]}#{anchor}": (value, record["statuses"][status])
        for place, rows in record["rows"].items()
        for _, value, unit, status, anchor in rows
        if record["units"][unit]
    }
    for table in edition.tables.values():
        for cell, row in table.rows.items():
            said = (display.typed(row, row["raw"]), STATUSES[row["status"]].words)
            assert found[addresses.cell(cell)] == said


def test_every_number_that_a_figure_makes_has_its_card(built, record):
    cards = {
        f"{shown.path}#{anchor}" for shown in built.figures
        for anchor in re.findall(r'class="card" id="([^"]+)"', built.files[shown.path].decode())
    }  # fmt: skip
    for place, rows in record["rows"].items():
        kind, _, href, _ = record["places"][int(place)]
        path = resolve(addresses.SEARCH, href)[0]
        assert kind != "Number" or all(f"{path}#{anchor}" in cards for *_, anchor in rows)


def test_words_for_words_are_cut_as_the_index_is(sources, record):
    also = record["words"]["also"]
    assert also and all(words_of(key) == key.split(" ") and len(key.split(" ")) <= 3 for key in also)
    assert all(others and all(words for words in others) for others in also.values())


def test_words_for_words_lead_to_a_place_that_has_them_all(record):
    """None leads to nothing: each way of saying a word stands whole in some place."""
    terms, found = record["index"]["terms"].split(" "), {}
    for name, vector in record["index"]["fieldVectors"]:
        found.setdefault(name.partition("/")[2], set()).update(terms[n] for n in vector[::2])
    ways = {" ".join(other) for others in record["words"]["also"].values() for other in others}
    stems = {way: {STEMMER.stem(word) for word in way.split(" ")} for way in ways}
    assert ways and not {way for way in ways if not any(stems[way] <= held for held in found.values())}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("drop = [", "not valid TOML"),
        ("drop = []", "also"),
        ("drop = []\n[also]\ngulag = []", "also.gulag"),
        ('drop = [""]\n[also]', "drop.0"),
    ],
)
def test_words_that_cannot_be_read_are_told(text, told):
    with pytest.raises(InputError) as error:
        read_words({SEARCH_WORDS: text.encode()})
    assert SEARCH_WORDS in str(error.value) and told in str(error.value)


def test_places_say_what_they_are_in_plain_words(record):
    for kind, title, _, text in record["places"]:
        assert kind and title and text
        assert not re.search(r"<[a-z/]|&[a-z]+;|\s\s", title + text), title


def test_words_of_title_and_text_are_in_the_index():
    made = small(Findable("Story", "Horses <em>lost</em>", "index.html", "<p>Farms</p><p>fell by 11,340.</p>"))
    assert set(made["index"]["terms"].split()) == {"hors", "lost", "farm", "fell", "11340"}
    assert made["places"] == [["Story", "Horses lost", "../index.html", "Farms fell by 11,340."]]


def test_a_vector_names_terms_that_there_are(record):
    index = record["index"]
    terms = index["terms"].split(" ")
    assert len(terms) == len(set(terms))
    assert {name for name, _ in index["fieldVectors"]} == {
        f"{field}/{place}" for field in index["fields"] for place in range(len(record["places"]))
    }
    for _, vector in index["fieldVectors"]:
        assert vector[::2] == sorted(set(vector[::2])) and all(place < len(terms) for place in vector[::2])


def test_the_same_places_give_the_same_bytes():
    places = [Findable("Term", name, "index.html", f"{name} and more of {name}") for name in ("b", "grain", "yields")]
    assert index_script(places) == index_script(tuple(places)) != index_script(places[::-1])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Stalin’s Harvests'", ["stalin", "harvests"]),
        ("Akadémiai T-34, 1941–45", ["akademiai", "t", "34", "1941", "45"]),
        ("11,340 or 1.5", ["11340", "or", "1.5"]),
        ("mobilised organisation arise", ["mobilized", "organization", "arise"]),
        ("see https://example.org/a?b=1 there", ["see", "there"]),
    ],
)
def test_words_are_cut_as_readers_type_them(text, words):
    assert words_of(text) == words


def test_it_weighs_little_and_its_parts_fit_together(built, sources):
    assert gzipped(asset(built.files, "search-index")) <= INDEX_BUDGET
    assert gzipped(asset(built.files, "lunr")) + gzipped(asset(built.files, "search")) <= PROGRAM_BUDGET
    assert f'version="{__TARGET_JS_VERSION__}"'.encode() in sources[f"{SEARCH}lunr.js"]
    assert f"lunr {__TARGET_JS_VERSION__}".encode() in built.files[addresses.SEARCH_LICENCE]
    assert addresses.SEARCH_LICENCE in built.files[addresses.ABOUT].decode()


def test_no_other_page_loads_it(built):
    for path, content in built.files.items():
        if path.endswith(".html") and path != addresses.SEARCH:
            assert not re.search(r"assets/(search|lunr)[\w.-]*\.js", content.decode()), path
    assert not re.search(r'<script[^>]*src="[^"]*(lunr|search-index)', built.files[addresses.SEARCH].decode())
    assert '<meta name="robots" content="noindex">' in built.files[addresses.SEARCH].decode()
