"""Citations: each file is read back by a reader that is not ours, and says what the one record says."""

import json
import re

import bibtexparser
import pytest
import rispy
import yaml
from conftest import ROOT
from tiny_subject import TINY

from stalin_econ import addresses
from stalin_econ.changelog import with_line
from stalin_econ.charts import FIGURES
from stalin_econ.exports.citation import AUTHOR, PAPER, STYLES, citations, escaped
from stalin_econ.exports.metadata import embedded, shortened
from stalin_econ.prose.markup import plain
from stalin_econ.site.build import build
from stalin_econ.vocabulary import SITE_TITLE

BASE = "https://example.org/site"
IDS = [*(figure.slug for figure in FIGURES), PAPER]


def published(sources):
    """The same sources for a site that has an address."""
    settings = sources["pyproject.toml"].replace(b'base_address = ""', b'base_address = "https://example.org/site"')
    return {**sources, "pyproject.toml": settings}


@pytest.fixture(scope="module")
def cited(edition, sources):
    return citations(edition, sources)


@pytest.fixture(scope="module")
def abroad(tiny):
    """The small site as it is published at an address."""
    return build(published(tiny), TINY)


def file_of(citation, ending):
    return next(d for d in citation.downloads if d.path.endswith(ending)).content.decode()


def test_one_author_in_the_file_for_software_and_in_citations():
    assert [a["name"] for a in yaml.safe_load((ROOT / "CITATION.cff").read_text())["authors"]] == [AUTHOR]


@pytest.mark.parametrize("key", IDS)
def test_each_style_names_author_title_year_and_note(cited, key):
    record = cited[key].record
    author = record["author"][0]
    for style in STYLES:
        text = plain(cited[key].texts[style])
        assert author.get("literal", author.get("family")) in text, style
        assert str(record["issued"]["date-parts"][0][0]) in text, style
        words = re.findall(r"\w+", record["title"].lower())
        assert " ".join(words) in " ".join(re.findall(r"\w+", text.lower())), style
        assert record.get("note", "") in text, style
        assert not re.search("[\ue000-\uf8ff]|\\b20\\d\\d[a-z]\\b|———", text), style


@pytest.mark.parametrize("key", IDS)
def test_bibtex_says_what_the_record_says(cited, key):
    library = bibtexparser.parse_string(file_of(cited[key], ".bib"))
    (entry,) = library.entries
    record, fields = cited[key].record, {name: f.value for name, f in entry.fields_dict.items()}
    author = record["author"][0]
    assert not library.failed_blocks and entry.key == key
    assert re.sub(r"[{}]", "", fields["title"]).lower() == record["title"].lower()
    assert re.sub(r"[{}]", "", fields["author"]) == author.get(
        "literal", f"{author.get('family')}, {author.get('given')}"
    )
    assert fields["year"] == str(record["issued"]["date-parts"][0][0])
    assert fields.get("url") == record.get("URL")
    assert fields.get("note", "") == record.get("note", "")


@pytest.mark.parametrize("key", IDS)
def test_ris_says_what_the_record_says(cited, key):
    text = file_of(cited[key], ".ris")
    (entry,) = rispy.loads(text)
    record = cited[key].record
    assert text.startswith("TY  - ") and text.endswith("ER  - \n")
    assert entry["title"] == record["title"] and entry["year"] == str(record["issued"]["date-parts"][0][0])
    assert entry["urls" if "URL" in record else "title"] == ([record["URL"]] if "URL" in record else record["title"])
    assert entry.get("notes", [""]) == [record.get("note", "")]
    assert entry.get("edition") == record.get("version")


@pytest.mark.parametrize("key", IDS)
def test_csl_json_is_the_record(cited, key):
    assert json.loads(file_of(cited[key], ".csl.json")) == [cited[key].record]


def test_a_citation_says_release_place_and_what_is_from_memory(cited, edition):
    version, _ = edition.release
    for figure in FIGURES:
        note = cited[figure.slug].record["note"]
        assert f"Version {version} of " in note and addresses.cited(addresses.chart(figure.slug)) in note
        memory = any(
            cell.quantity.status == "unverified" and (cell.role in ("drawn", "rival") or cell.printed)
            for cells in edition.cells[figure.slug].values()
            for cell in cells
        )
        assert ("Provisional: " in note) == memory


def test_what_changed_after_a_release_is_not_cited_as_that_release(tiny):
    """From the first line under "Unreleased" on, each page says that it is no longer what the release was."""
    later, page = ", with later changes", addresses.chart("herds")
    log = with_line(tiny["CHANGELOG.md"].decode(), "- One cell.\n").encode()
    for sources, said in ((tiny, False), ({**tiny, "CHANGELOG.md": log}, True)):
        html = build(sources, TINY).files[page].decode()
        assert (f"Version 1.0.0 of 31 January 2026{later}" in html) == said == (later in html)


def test_with_an_address_the_citation_names_it(abroad):
    page = abroad.files[addresses.chart("herds")].decode()
    assert f'<a rel="noopener" href="{BASE}/charts/herds/">{BASE}/charts/herds/</a>' in page
    (entry,) = json.loads(abroad.files[addresses.cite_file("herds", "csl.json")])
    assert entry["URL"] == f"{BASE}/charts/herds/" and " of the site" not in entry["note"]


def test_a_page_keeps_this_chart_and_the_paper_apart(built, cited):
    for figure in FIGURES:
        page = built.files[addresses.chart(figure.slug)].decode()
        section = page[page.index('class="citing"') :]
        assert section.index("This chart") < section.index("The paper")
        for key in (figure.slug, PAPER):
            for download in cited[key].downloads:
                assert download.path.rpartition("/")[2] in section and built.files[download.path] == download.content


def test_signs_of_markdown_stay_signs(edition, sources):
    assert escaped("a*b_c[d]<e>$f$") == r"a\*b\_c\[d\]\<e\>\$f\$"


def test_json_in_a_page_cannot_close_its_element():
    text = embedded({"name": "</script><!-- & <script>"})
    assert not re.search("[<>&]", text) and json.loads(text) == {"name": "</script><!-- & <script>"}


def test_a_description_is_cut_behind_a_sentence_or_a_word():
    assert shortened("one two three", 9) == "one two…" and shortened("one two", 9) == "one two"
    assert shortened("One two. Three four five.", 14) == "One two."


def test_the_site_has_one_title(cited):
    assert {cited[figure.slug].record["container-title"] for figure in FIGURES} == {SITE_TITLE}
