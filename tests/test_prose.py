"""Chapters: what the calls print, and one line for each fault."""

import re

import pytest

from stalin_econ.charts.number import number_at
from stalin_econ.faults import InputError
from stalin_econ.measures import display
from stalin_econ.pages import story
from stalin_econ.prose import chapters, markup, said
from stalin_econ.prose.calls import Calls, Material

CHAPTER = "templates/chapters/02-the-soviet-economy-in-1942.md"
STEM = "02-the-soviet-economy-in-1942"
ARMS = "series='arms_industry', year=1944"


@pytest.fixture(scope="module")
def material(edition) -> Material:
    figures = {figure.slug: figure for figure in edition.figures}
    claims = {claim.id: claim for claim in edition.claims}
    return Material(edition.tables, claims, edition.references, frozenset(edition.terms), figures, edition.cells)


@pytest.fixture
def calls(material) -> Calls:
    return Calls(material, STEM)


def test_number_shows_a_cell_and_leads_to_it(calls, real_tables):
    html = calls.number("great_powers_gdp", country="USSR", year=1942)
    row = real_tables["great_powers_gdp"].rows["great_powers_gdp#1942-USSR-Allied"]
    assert f">{row['value']:,.1f}</a>" in html and 'href="data/great_powers_gdp/index.html#1942-USSR-Allied"' in html


def test_number_makes_an_index_times_a_rise_or_a_fall(calls, real_tables):
    a, b = (real_tables["livestock"].rows[f"livestock#{year}-cows"]["value"] for year in (1934, 1929))
    made = {"index": 100 * a / b, "times": a / b, "fall": 100 * (1 - a / b)}
    for as_, value in made.items():
        html = calls.number("livestock", species="cows", year=1934, as_=as_, base=1929, digits=3)
        assert f">{value:.3f}</a>" in html


def test_a_number_on_unverified_cells_says_so(calls, real_tables):
    """Whichever cells are unverified today: a number says it if, and only if, its cell is."""
    for table in real_tables.values():
        for cell, row in list(table.rows.items())[:12]:
            html = calls.number(table.name, **{key: row[key] for key in table.keys})
            assert ("○" in html) == (row["status"] == "unverified"), cell


def test_value_shows_a_cell_of_a_figure_as_it_is_drawn(calls, material):
    for slug, figure in material.figures.items():
        for state in figure.states:
            cell = material.cells[slug][state.key][0]
            home = number_at(figure, material.cells[slug], state, cell)
            assert f'href="{home}"' in calls.value(slug, cell.row, cell.column, state.key)
    with pytest.raises(KeyError, match="no cell"):
        calls.value("final-uses", "gnp", 1950)
    with pytest.raises(KeyError, match="no figure"):
        calls.value("final-use", "gnp", 1942)


def test_bare_calls_print_words_alone(material):
    bare = Calls(material, bare=True)
    assert "<" not in bare.number("livestock", species="cows", year=1934) + bare.cite("harrison1996", "p. 104")
    assert "<" not in bare.value("final-uses", "gnp", 1942)


def some_claim(edition, *grades: str):
    """A claim of the chapter of these tests with one of these grades, or none."""
    return next((c for c in edition.claims if c.grade in grades and c.entry["section"] == STEM), None)


def test_claim_shows_words_and_a_mark_by_shape_and_word(calls, edition):
    claim = next(c for c in edition.claims if c.id == "gdp-fell-a-third")
    html = calls.claim(claim.id)
    assert claim.entry["words"] in html and f"claim-{claim.grade}" in html
    assert 'href="claims/index.html#gdp-fell-a-third"' in html and re.search(r'aria-hidden="true">.</span>', html)


def test_only_what_differs_or_rests_on_memory_speaks_in_words(edition):
    for claim in edition.claims:
        mark = said.mark_html(claim)
        assert ('class="mark loud"' in mark) == (claim.grade in ("differs", "unverified"))
        assert ('class="mark silent"' in mark) == (claim.grade in ("not-checked", "judgement"))


def test_a_statement_has_one_place_to_which_the_ledger_leads_back(edition, calls):
    html = "".join(chapter.html for chapter in edition.chapters)
    for claim in edition.claims:
        assert html.count(f'id="said-{claim.id}"') == 1
    claim = some_claim(edition, "same-source", "other-source")
    assert [f'id="said-{claim.id}"' in calls.claim(claim.id) for _ in range(2)] == [True, False]


def test_each_paragraph_has_the_checks_of_its_statements(edition):
    for chapter in edition.chapters:
        checks = "".join(re.findall(r'<ul class="checks".*?</ul>', chapter.html))
        for claim_id in chapter.uses.claimed:
            assert f'href="claims/index.html#{claim_id}"' in checks
        assert "<!--" not in chapter.html
    claim = some_claim(edition, "same-source", "other-source")
    line = said.checks_html([claim.id, claim.id], {claim.id: claim})
    assert line.count("<li") == 1 and display.with_unit(claim.findings[0].quantity) in line


def test_the_untested_of_a_paragraph_share_one_line(edition):
    untested = [c for c in edition.claims if c.grade == "not-checked"][:3]
    line = said.checks_html([c.id for c in untested], {c.id: c for c in untested})
    assert line.count("<li") == 1 and all(f"#{c.id}" in line for c in untested)


def test_a_count_is_said_in_millions(calls):
    keys = {"kind": "count", "measure": "armed_forces", "side": "USSR"}
    exact = float(re.search(r">([\d.,]+)<", calls.number("frontline_balance_1942", **keys))[1].replace(",", ""))
    assert f">{exact / 1000:.1f}<" in calls.number("frontline_balance_1942", as_="million", digits=1, **keys)
    with pytest.raises(ValueError, match="no count"):
        calls.number("great_powers_military_burden", country="USSR", year=1942, prices="constant", as_="million")


def test_found_gives_the_figure_of_the_verdict(calls, edition):
    claim = some_claim(edition, "same-source")
    assert display.figure(claim.findings[0].quantity) in calls.found(claim.id)
    silent = next(c for c in edition.claims if not c.findings and c.entry["section"] == STEM)
    with pytest.raises(KeyError, match="has no finding"):
        calls.found(silent.id)


def test_counts_are_said_in_one_sentence(calls, material, edition):
    assert re.sub("<[^>]+>", "", calls.counts()) == edition.counts.sentence
    assert Calls(material, bare=True).counts() == edition.counts.sentence


def test_a_chapter_has_a_short_title_for_the_bar(edition, sources, material):
    assert all(len(markup.plain(chapter.short)) <= 24 for chapter in edition.chapters)
    text = sources[CHAPTER].decode()
    first = text.partition("\n")[0]
    named = {**sources, CHAPTER: text.replace(first, first.partition(" |")[0], 1).encode()}
    chapter = next(c for c in chapters.read_chapters(named, material) if c.stem == STEM)
    assert chapter.short == chapter.title and "|" not in chapter.title


def test_the_key_stands_once_at_the_first_mark(built):
    page = built.files["index.html"].decode()
    assert page.count('class="key"') == 1
    key = page.index('class="key"')
    shown = re.search(r'class="mark(?: loud)?"', page)
    assert page.rindex('<div class="checked">', 0, shown.start()) < key < shown.start()


def test_minutes_are_those_of_all_that_is_read(edition, built):
    page = built.files["index.html"].decode()
    minutes = int(re.search(r"(\d+) minutes to read", page)[1])
    assert minutes > sum(chapter.words for chapter in edition.chapters) / story.WORDS_A_MINUTE


def test_cite(calls):
    assert 'Harrison 1996, <span class="nowrap">p. 104</span>' in calls.cite("harrison1996", "p. 104")
    assert ">Harrison (1996)</a>" in calls.cite_text("harrison1996")


def test_every_claim_is_in_the_chapter_that_the_ledger_names(edition):
    by_stem = {chapter.stem: chapter.html for chapter in edition.chapters}
    for claim in edition.claims:
        assert f'href="claims/index.html#{claim.id}"' in by_stem[claim.entry["section"]], claim.id


def test_figures_stand_in_the_story_in_the_order_of_their_numbers(edition, in_story):
    """Each once; those that have a page alone come after them."""
    told = [slug for chapter in edition.chapters for slug in chapter.uses.figures]
    assert told == [figure.slug for figure in in_story] == [figure.slug for figure in edition.figures][: len(told)]


class Body(markup.Reading):
    """What is told: without notes, headings and citations."""

    SKIPPED = markup.Reading.SKIPPED | {"note", "cite"}


def body_of(edition) -> str:
    """The running text of the story."""
    body = Body()
    body.feed(
        "".join(re.sub(r"<h3.*?</h3>", "", chapter.html).replace("</p>", " </p>") for chapter in edition.chapters)
    )
    return "".join(body.text)


def test_length_of_the_story(edition):
    assert 3800 <= len(body_of(edition).split()) <= 4600


def test_the_story_asks_little(edition):
    assert body_of(edition).count("?") <= 3


def test_words_are_counted_as_they_are_read():
    html = '<p>One <b>two</b> <span class="cite"><a href="#">(Three</a><span class="sr">four <i>five</i></span></span>)</p>'
    assert markup.count_words(html) == 3


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("It fell by 34 per cent.", ["34"]),
        ("Some 9,000 people a day, 1.5 million", ["9,000", "1.5"]),
        ("In 1942 and 1926/27, 1940–45, on 22 June 1941, table 1-5, p. 92, 1940 = 100, figure 3", []),
        ("{{ number('x', digits=0) }} per cent of 2 {# 3 #}", ["2"]),
    ],
)
def test_typed_numbers_are_told_from_years_and_places(text, typed):
    assert [message.split()[2] for _, message in markup.typed_faults(text)] == typed


def test_notes_are_numbered_and_lead_back(edition):
    html = "".join(chapter.html for chapter in edition.chapters)
    numbers = [int(n) for n in re.findall(r'id="note-(\d+)"', html)]
    assert numbers == list(range(1, len(numbers) + 1)) and numbers
    assert numbers == [int(n) for n in re.findall(r'id="noteref-(\d+)"', html)]


def test_every_term_of_the_glossary_is_explained_and_used(edition):
    html = "".join(chapter.html for chapter in edition.chapters)
    for term, meaning in edition.terms.items():
        assert len(meaning) > 30
        assert f'href="#term-{term.replace(" ", "_")}"' in html, term


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{{ figure('final-uses', ", "{{ figur('final-uses', ", "'figur' is undefined"),
        ("{{ figure('final-uses', ", "{{ figure('final-use', ", "no figure 'final-use'"),
        ("{{ figure('final-uses', 'met-at-home') }}", "{{ figure('balance-of-supplies-1942') }}", "used a second time"),
        ("{{ claim('arms-multiplied') }}", "{{ claim('arms-multplied') }}", "no claim 'arms-multplied'"),
        ("{{ claim('arms-multiplied') }}", "{{ claim('more-tanks') }}", "belongs to chapter '04-the-test-of-war'"),
        ("{{ cite('tooze2006', ", "{{ cite('toze2006', ", "no work 'toze2006'"),
        ("{{ term('index') }}", "{{ term('indx') }}", "no term 'indx'"),
        (ARMS, "series='arms_industry', year=1954", "0 rows with series='arms_industry', year=1954"),
        (ARMS, "serie='arms_industry', year=1944", "no column serie"),
        (ARMS, "year=1944", "rows"),
        ("{{ number('official_indices'", "{{ number('official_index'", "no table 'official_index'"),
        ("Consumers waited longer.", "Consumers <b>waited longer.", "<b> is not closed"),
        ("Consumers waited longer.", "Consumers</b> waited longer.", "</b> closes nothing"),
        ("{% endcall %}", "", "Unexpected end of template"),
        ("{{ term('index') }}", "{{ term('index' }}", "unexpected"),
        ("# The Soviet economy in 1942", "The Soviet economy in 1942", "title"),
    ],
)
def test_a_fault_is_one_line(sources, material, old, new, words):
    text = sources[CHAPTER].decode()
    line = next(i for i, content in enumerate(text.splitlines(), 1) if old in content)
    with pytest.raises(InputError) as error:
        chapters.read_chapters({**sources, CHAPTER: text.replace(old, new, 1).encode()}, material)
    (problem,) = error.value.problems
    assert problem.path == CHAPTER and words in problem.message
    if "Unexpected end" not in words:
        assert problem.line == line


def test_a_claim_that_is_never_called_is_a_fault(sources, material):
    text = sources[CHAPTER].decode().replace("{{ claim('arms-multiplied') }}", "rose")
    with pytest.raises(InputError, match="'arms-multiplied' is used in no chapter"):
        chapters.read_chapters({**sources, CHAPTER: text.encode()}, material)


def test_a_sentence_that_promises_a_fall_is_held_to_it(calls):
    with pytest.raises(ValueError, match="speaks of a rise"):
        calls.number("great_powers_gdp", country="USSR", year=1942, as_="rise", base=1940)
    with pytest.raises(ValueError, match="one of value, index"):
        calls.number("great_powers_gdp", country="USSR", year=1942, as_="share", base=1940)


def test_the_glossary_leads_back_to_the_first_use_of_a_term_in_a_chapter():
    """A term may be used as often as a writer likes: no two places of a page have one id."""
    calls = Calls(Material({}, {}, {}, frozenset({"a term"}), {}, {}), "02-some-chapter")
    first, again = calls.term("a term"), calls.term("a term", "again")
    (own,) = calls.uses.terms.values()
    assert f'id="{own}"' in first and " id=" not in again and own.startswith("use-02-")
