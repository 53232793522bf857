"""Odd works of the bibliography, files that are handed in, templates that make nothing, and labels that lose a number."""

import json

import pytest
from damage import replaced
from test_odd_input import WORKS, lines

from stalin_econ.faults import InputError
from stalin_econ.prose.labels import labels_of
from stalin_econ.site import handed, inputs
from stalin_econ.site.build import build


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(inputs, "margins", lambda *_: {})  # a search that reads nothing


def work(sources, **changed):
    """The sources with some fields of the first work replaced."""
    records = json.loads(sources[WORKS])
    records[0] |= changed
    return {**sources, WORKS: json.dumps(records, indent=1).encode()}


ODD = [
    ({"accessed": {"date-parts": [[2026.0, 11, 3]]}, "URL": "https://e.org"}, "accessed"),
    ({"URL": "https://[x"}, "URL"), ({"URL": "https://e.org\n"}, "URL"), ({"URL": 'https://e.org/"><b>'}, "URL"),
    ({"DOI": '10.1/<b>"'}, "DOI"), ({"id": "a\n"}, "id"), ({"id": "a_"}, "id"), ({"id": "a__b"}, "id"),
    *(({"issued": {"date-parts": parts}}, "issued") for parts in
      ([], [[]], [[99999]], [[0]], [[-5]], [[1942, 13]], [[1942, 1, 1, 1]], [[1942.5]], [[10**40]], [[True]])),
    ({"issued": {"date-parts": [[1942]], "seasn": 1}}, "unknown key 'seasn'"),
    ({"author": []}, "author"), ({"author": [{"family": ""}]}, "author"), ({"author": [{"family": {"a": 1}}]}, "author"),
    ({"author": [{"family": "A", "givn": "B"}]}, "(is 'given' meant?)"),
    ({"title": " "}, "title"), ({"title": "a\n\nb"}, "title"), ({"title": "a\u202eb"}, "U+202E"), ({"title": "a\ud800"}, "U+D800"),
    *(({"title": f"a {sign} b"}, "would not be read as a sign") for sign in
      ("<b>", "[x](javascript:x)", "![x](y)", "*b*", "$x$", "`x`", "x^2^", "@x", "_x_")),
    ({"volume": 10**9}, "volume"), ({"volume": -1}, "volume"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "words"), ODD, ids=[str(odd[0])[:50].encode("ascii", "replace").decode() for odd in ODD]
)
def test_a_work_of_odd_types_is_a_line(sources, changed, words):
    lines(work(sources, **changed), WORKS, words)


def test_a_key_that_stands_twice_in_a_work_is_a_line(sources):
    lines(replaced(sources, WORKS, '"title":', '"title": "Another", "title":'), WORKS, "key 'title' stands twice")


FONTS, CSL, STYLE = "templates/static/fonts/", "templates/static/csl/apa.csl", "templates/static/css/1-base.css"
HANDED = [
    (f"{FONTS}fonts.json", "{", "not valid JSON"), (f"{FONTS}fonts.json", "{}", "'rest' is a required property"),
    (f"{FONTS}fonts.json", None, "is wanted"), (f"{FONTS}wartime-sans.woff2", None, "is wanted"),
    (CSL, "", "not valid XML"), (CSL, "<style", "not valid XML"), (CSL, "<html/>", "no style of citations"),
    (STYLE, "a { color: red }\n/* x", "a comment is not closed"), (STYLE, "a {", "a brace is not closed"),
    (STYLE, "@import 'x.css';", "loads nothing"), (STYLE, "a { background: url(//example.org/x) }", "loads nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "content", "words"), HANDED)
def test_what_is_handed_in_is_looked_at_before_it_is_used(sources, path, content, words):
    damaged = {**sources, path: content.encode()} if content is not None else {**sources}
    if content is None:
        del damaged[path]
    found = [str(problem) for problem in handed.faults(damaged)]
    assert all(line.startswith(f"{path}:") for line in found) and any(words in line for line in found), found


def test_what_is_handed_in_is_whole(sources):
    assert list(handed.faults(sources)) == []


MADE = [
    ("templates/readme.txt", "", "{{ nosuch }}", "'nosuch' is undefined"), ("templates/readme.txt", "", "{% if %}", "Expected an expression"),
    ("templates/book/chapter.html", "", "<p>", "each tag closed"), ("templates/book/package.opf", "", "<x", "not valid XML"),
    ("templates/book/chapter.html", "", "</div></section></body>", "closes nothing"),
    ("templates/static/csl/harvard-cite-them-right.csl", 'macro name=', 'macro nome=', "cannot cite by this style"),
    ("templates/figures/opening.md", "{}", "x", "places for numbers"),
    ("templates/figures/balance-of-supplies-1942.md", "\nparity = ", "\nparty = ", "(is 'party' meant?)"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("path", "old", "new", "words"), MADE, ids=[f"{made[0]} {made[2]}".strip() for made in MADE])
def test_what_cannot_be_made_is_a_line_at_its_template(sources, built, path, old, new, words):
    assert built
    text = sources[path].decode()
    with pytest.raises(InputError) as caught:
        build({**sources, path: (text.replace(old, new, 1) if old else text + new).encode()})
    found = [str(problem) for problem in caught.value.problems]
    assert all(line.startswith(f"{path}:") for line in found) and any(words in line for line in found), found


@pytest.mark.parametrize(("typed", "given", "named"), [
    ("about", ("x",), {}), ("{} {}", ("x",), {}), ("{", ("x",), {}), ("{0}", ("x",), {}), ("{0.__class__}", ("x",), {}), ("{year}", (), {"years": "x"}),
])  # fmt: skip
def test_a_label_loses_no_number(typed, given, named):
    with pytest.raises(InputError, match=r"templates/figures/x\.md:1: label 'a'"):
        labels_of({"a": typed}, "templates/figures/x.md")["a"].format(*given, **named)


def test_a_label_with_its_numbers_is_filled():
    labels = labels_of({"a": "{} of {what}"}, "templates/figures/x.md")
    assert labels["a"].format("x", what="y", more="z") == "x of y"


def test_every_year_of_a_table_has_bounds(edition):
    """So that a year out of range is a line, whatever the table."""
    fields = [
        field for table in edition.tables.values() for field in table.fields.values() if field["name"].endswith("year")
    ]
    assert fields and all({"minimum", "maximum"} <= field["constraints"].keys() for field in fields)
