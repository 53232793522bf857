"""Nothing leaks, nothing loads, nothing runs: pages, files and texts that come from hands that mean no good."""

import csv
import io
import re
import tomllib
from pathlib import Path

import pytest
from damage import faults, replaced

from stalin_econ import addresses
from stalin_econ.exports.harmless import harmless, quieted
from stalin_econ.faults import InputError
from stalin_econ.measures.provenance import note_html
from stalin_econ.pages.page import outward
from stalin_econ.prose.markup import tag_faults, to_html_with_tables
from stalin_econ.prose.rendering import render_text
from stalin_econ.site.verify import page_problems

ROOT = Path(__file__).resolve().parent.parent
CHAPTER = "templates/chapters/05-conclusions.md"


def test_every_page_says_what_it_may_load_before_it_loads_anything(built):
    for path, content in built.files.items():
        if path.endswith(".html"):
            html = content.decode()
            (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html)
            assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy and "http" not in policy
            assert html.index("Content-Security-Policy") < min(html.index("<link"), html.index("<title"))


def test_no_style_or_script_stands_in_a_page(built):
    for path, content in built.files.items():
        if path.endswith(".html"):
            assert not re.search(r"<[a-z][^<>]*\s(?:style|on[a-z]+)\s*=", content.decode()), path
            assert not re.search(r"<style|<script(?![^>]*(?:src=|application/ld\+json))", content.decode()), path
        if path.endswith(".svg"):
            assert not re.search(r"<script|\son[a-z]+=|javascript:|(?:href|src)=[\"']?(?!#)http", content.decode()), (
                path
            )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("<h1>", '<h1 style="color: red">', "h1 style"),
        ("<h1>", '<h1 onclick="x()">', "h1 onclick"),
        ("default-src 'none'", "default-src *", "what it may load"),
    ],
)
def test_a_page_that_would_run_something_is_refused(built, old, new, words):
    html = built.files[addresses.ABOUT].decode().replace(old, new, 1).encode()
    assert any(words in p.message for p in page_problems({**built.files, addresses.ABOUT: html}))


def test_links_that_leave_the_site_say_so(built):
    for path, content in built.files.items():
        if path.endswith(".html"):
            for link in re.findall(r"<a [^>]*>", content.decode()):
                assert ('rel="noopener"' in link) == ('href="http' in link), (path, link)
    assert outward('<a rel="license" href="https://a.b/">') == '<a rel="license" href="https://a.b/">'


@pytest.mark.parametrize(
    "tag", ['<b onclick="x()">b</b>', '<b style="top: 0">b</b>', "<object>b</object>", "<form>b</form>"]
)
def test_a_text_may_not_hold_what_a_page_does_not_allow(tag):
    (fault,) = tag_faults(f"one\n{tag}\n")
    assert fault[0] == 2 and "may not stand here" in fault[1]


def test_columns_of_the_codebook_are_aligned_by_the_stylesheet():
    html = to_html_with_tables("| a | b | c |\n| ---: | :--- | :-: |\n| 1 | 2 | 3 |\n")
    assert "style" not in html and '<td class="number">1</td>' in html


REACHING = [
    "{{ number.__self__ }}",
    "{{ number.__func__.__globals__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ ''|attr('__class__') }}",
    "{{ cite.__init__.__globals__['__builtins__'] }}",
    "{{ '{0.__class__}'.format('') }}",
    "{% for x in range(10000000) %}x{% endfor %}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 'a' * 1000000000 }}",
    "{{ open('x') }}",
    "{% include 'data/grain.csv' %}{% import 'os' as os %}",
]


@pytest.mark.parametrize("call", REACHING)
def test_a_text_cannot_reach_python(call):
    """What a text may not do is a fault at its line."""

    def number():
        return "1"

    with pytest.raises(InputError) as error:
        render_text({CHAPTER: f"# One\n\n{call}\n".encode()}, CHAPTER, {"number": number, "cite": number})
    assert [(p.path, p.line) for p in error.value.problems] == [(CHAPTER, 3)]


def test_a_real_chapter_cannot_reach_python(sources):
    (found,) = faults(replaced(sources, CHAPTER, "{{ figure(", "{{ figure.__self__.material }}{{ figure("))
    assert found.startswith(f"{CHAPTER}:") and "__self__" in found


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_a_formula_is_made_harmless(cell):
    assert quieted(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "-5", "+0.5", "1e-7", "-1.5E+3", "a=b", "1942–43", "−3", "mail@example.org"])
def test_what_is_no_formula_stays(cell):
    assert quieted(cell) == cell


def test_a_file_without_formulas_keeps_its_bytes():
    plain = b'a,b\n"1",-2\n'
    assert harmless(plain) is plain
    assert harmless(b"a,b\n=1,-2\n") == b"a,b\n'=1,-2\n"


def test_no_published_cell_is_a_formula(built):
    for path, content in built.files.items():
        if path.endswith(".csv"):
            cells = {cell for row in csv.reader(io.StringIO(content.decode(), newline="")) for cell in row}
            assert [cell for cell in cells if quieted(cell) != cell] == [], path


def test_a_note_with_a_script_is_shown_as_it_was_typed():
    """Words of a cell are words: a page escapes them."""
    assert "<script" not in (html := note_html("<script>alert(1)</script>", {})) and "&lt;script" in html


def test_every_library_stands_in_the_readme_with_its_licence():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    rows = re.findall(
        r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.M
    )
    listed = {name: licence for names, licence in rows for name in names.split(", ")}
    for wanted in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        assert re.search("MIT|BSD|Apache|MPL|EUPL", listed[wanted.partition("==")[0]]), wanted
