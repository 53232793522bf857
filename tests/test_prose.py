"""Chapters: what the calls print, and one line for each fault."""

import re

import pytest

from stalin_econ import prose
from stalin_econ.layout import InputError

CHAPTER = "templates/chapters/02-the-soviet-economy-in-1942.md"


@pytest.fixture
def calls(inputs) -> prose.Calls:
    return prose.Calls(inputs.tables, inputs.claims, inputs.references, set(inputs.terms))


def test_number_shows_a_cell_and_leads_to_it(calls):
    html = calls.number("great_powers_gdp", country="USSR", year=1942, as_="index", base=1940)
    assert ">65.7</a>" in html and 'href="data/great_powers_gdp/index.html#1942-USSR-Allied"' in html
    assert ">2.7</a>" in calls.number(
        "rearmament", series="troops", first_year=1940, as_="times", over={"first_year": 1938}, digits=1
    )
    assert ">34.3</a>" in calls.number("great_powers_gdp", country="USSR", year=1942, as_="fall", base=1940)
    assert ">60.8</a>" in calls.number("great_powers_military_burden", country="USSR", year=1942)


def test_a_number_on_unverified_cells_says_so(calls):
    html = calls.number("nnp_by_sector", sector="agriculture", year=1942, estimate="main")
    assert "unverified" in html and "○" in html
    assert "○" not in calls.number("livestock", species="horses", year=1934)


def test_claim_shows_words_and_a_mark_by_shape_and_word(calls):
    calls.chapter = "02-the-soviet-economy-in-1942"
    html = calls.claim("gdp-fell-a-third")
    assert (
        "by one third" in html
        and "≈" in html
        and "roughly" in html
        and 'href="claims/index.html#gdp-fell-a-third"' in html
    )


def test_cite(calls):
    assert 'Harrison 1996, <span class="nowrap">p. 104</span>' in calls.cite("harrison1996", "p. 104")
    assert ">Harrison (1996)</a>" in calls.cite_text("harrison1996")
    assert "Accounting for War" in calls.cite("harrison1996")


def test_every_claim_and_figure_is_in_the_story(inputs):
    html = "".join(chapter.html for chapter in inputs.chapters)
    for claim in inputs.claims:
        assert f'href="claims/index.html#{claim.id}"' in html
    assert len(re.findall("<figure-slot", html)) == 7


def test_claims_stand_in_the_chapter_that_the_ledger_names(inputs):
    by_stem = {chapter.stem: chapter.html for chapter in inputs.chapters}
    for claim in inputs.claims:
        assert f'#{claim.id}"' in by_stem[claim.entry["section"]], claim.id


def test_length_of_the_story(inputs):
    assert 3500 <= sum(chapter.words for chapter in inputs.chapters) <= 5000


def test_words_are_counted_as_they_are_read():
    html = '<p>One <b>two</b> <span class="cite"><a href="#">(Three</a><span class="tip">four <i>five</i></span></span>)</p>'
    assert prose.count_words(html) == 3


def test_no_quantity_is_typed_in_a_chapter(layout):
    """Digits before a unit come from a table; years, pages and dates are typed."""
    for path in layout.chapters.glob("*.md"):
        text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert not re.search(r"\d+(?:\.\d+)? ?(?:per cent|%|million|billion|thousand|tonnes)", text), path.name
        assert not re.search(r"\b\d{1,3},\d{3}\b", text), path.name


def test_notes_are_numbered_and_lead_back(inputs):
    html = "".join(chapter.html for chapter in inputs.chapters)
    numbers = [int(n) for n in re.findall(r'id="note-(\d+)"', html)]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= 12
    assert numbers == [int(n) for n in re.findall(r'id="noteref-(\d+)"', html)]


def test_every_term_of_the_glossary_is_explained_and_used(inputs):
    html = "".join(chapter.html for chapter in inputs.chapters)
    for term, meaning in inputs.terms.items():
        assert len(meaning) > 30
        assert f'href="#term-{term.replace(" ", "_")}"' in html, term


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{{ figure('final-uses') }}", "{{ figur('final-uses') }}", "'figur' is undefined"),
        ("{{ figure('final-uses') }}", "{{ figure('final-use') }}", "no figure 'final-use'"),
        ("{{ figure('final-uses') }}", "{{ figure('balance-of-supplies-1942') }}", "used a second time"),
        ("{{ claim('arms-multiplied') }}", "{{ claim('arms-multplied') }}", "no claim 'arms-multplied'"),
        ("{{ claim('arms-multiplied') }}", "{{ claim('more-tanks') }}", "belongs to chapter '04-the-test-of-war'"),
        ("{{ cite('tooze2006', ", "{{ cite('toze2006', ", "no work 'toze2006'"),
        ("{{ term('index') }}", "{{ term('indx') }}", "no term 'indx'"),
        (
            "sector='agriculture', year=1942",
            "sector='agriculture', year=1952",
            "0 rows with sector='agriculture', year=1952",
        ),
        ("sector='agriculture', year=1942", "secter='agriculture', year=1942", "no column secter"),
        ("sector='agriculture', year=1942, estimate='main'", "sector='agriculture', year=1941", "2 rows"),
        ("{{ number('nnp_by_sector'", "{{ number('nnp_by_sectors'", "no table 'nnp_by_sectors'"),
        ("Begin with the troops.", "Begin <b>with the troops.", "<b> is not closed"),
        ("Begin with the troops.", "Begin</b> with the troops.", "</b> closes nothing"),
        ("{% endcall %}", "", "Unexpected end of template"),
        ("{{ term('index') }}", "{{ term('index' }}", "unexpected"),
        ("# The Soviet economy in 1942", "The Soviet economy in 1942", "title"),
    ],
)
def test_a_fault_is_one_line(checkout, inputs, calls, old, new, words):
    line = next(
        i for i, text in enumerate((checkout.root / CHAPTER).read_text(encoding="utf-8").splitlines(), 1) if old in text
    )
    checkout.replace(CHAPTER, old, new)
    with pytest.raises(InputError) as error:
        prose.read_chapters(checkout.layout, calls)
    problem = error.value.problems[0]
    assert problem.path == CHAPTER and words in problem.message
    assert len(error.value.problems) == 1
    if "Unexpected end" not in words:
        assert problem.line == line


def test_a_figure_that_is_never_used_is_a_fault(checkout, inputs, calls):
    checkout.replace(CHAPTER, "{{ figure('final-uses') }}", "")
    with pytest.raises(InputError, match="'final-uses' is used in no chapter"):
        prose.read_chapters(checkout.layout, calls)


def test_a_sentence_that_promises_a_fall_is_held_to_it(calls):
    with pytest.raises(ValueError, match="speaks of a rise"):
        calls.number("great_powers_gdp", country="USSR", year=1942, as_="rise", base=1940)
    with pytest.raises(ValueError, match="one of value, index"):
        calls.number("great_powers_gdp", country="USSR", year=1942, as_="share", base=1940)
