"""Damage that no dice would throw: signs written as escapes, keys that stand twice, texts that would run for ever, odd types."""

import re

import pytest
from damage import faults, replaced

from stalin_econ.changelog import with_line
from stalin_econ.faults import InputError, Problem
from stalin_econ.site import inputs
from stalin_econ.site.build import build
from stalin_econ.site.verify import traced

CHAPTER, SHEET, WORDS = (
    "templates/chapters/05-conclusions.md", "templates/worksheets/final-uses.md", "templates/figures/final-uses.md",
)  # fmt: skip
WORKS, LEDGER, PACKAGE, RELEASES = (
    "data/references.json",
    "data/claims.toml",
    "data/datapackage.yaml",
    "data/releases.toml",
)
LOG, SETTINGS, REFUSED, CODEBOOK = "CHANGELOG.md", "pyproject.toml", "data/refused.csv", "data/README.md"
FRESH = '[[release]]\nversion = "1.2.3"\ndate = "2026-01-31"\nsum = "' + "a" * 64 + '"\n'


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(inputs, "margins", lambda *_: {})  # a search that reads nothing


def lines(sources, path: str, words: str) -> list[str]:
    """What the sources are answered: each fault of one line, at the file that was damaged, one of them with these words."""
    found = faults(sources)
    assert found and all(re.match(rf"{re.escape(path)}:\d+: .", line) and "\n" not in line for line in found), found[:5]
    assert any(words in line for line in found), found[:5]
    return found


WHOLE = [
    (SETTINGS, "tool = 3\n", "a table of settings"),
    (SETTINGS, "[tool]\nstalin-econ = []\n", "a table of settings"),
    (SETTINGS, '[tool.stalin-econ]\nbase_address = "https://e.org/\\u202ea"\n', "U+202E, written as an escape"),
    (SETTINGS, '[tool.stalin-econ]\nbase_address = "https://e.org/#x"\n', "an address such as"),
    (SETTINGS, '[tool.stalin-econ]\nbase_address = "https://[x"\n', "an address such as"),
    (SETTINGS, '[tool.stalin-econ]\nreport_address = "mailto:a@b\\"onclick=x"\n', "a mail address"),
    (WORKS, "[" * 100_000, "deeper than anything wants"),
    (WORKS, '[{"id": "a", "volume": NaN}]', "NaN is no number"),
    (LEDGER, "claim = " + "[" * 20_000, "deeper than anything wants"),
    (LEDGER, "[[claim]]\nfigure = " + "9" * 5000, "more digits"),
    (RELEASES, FRESH.replace('"2026-01-31"', "2026-01-31"), "put it in quotation marks"),
    (RELEASES, FRESH.replace("1.2.3", "1.2.3\\n"), "version: '1.2.3\\n'"),
    (RELEASES, FRESH.replace("1.2.3", "9" * 50 + ".0.0"), "version: '999"),
    (RELEASES, FRESH * 2, "versions rise"),
    (RELEASES, "relaese = 3", "(is 'release' meant?)"),
    (PACKAGE, "[" * 5000, "deeper than anything wants"),
    (PACKAGE, "a: &a [x, x]\nb: &b [*a, *b]\nresources: *b\n", "holds itself"),
    (PACKAGE, "a: &a [" + "x, " * 999 + "x]\nb: [" + "*a, " * 999 + "*a]\n", "more than anything wants"),
    (PACKAGE, "title: a\ntitle: b\n", "key 'title' stands twice"),
    (PACKAGE, "title: 2026-13-45\n", "month must be"),
    (PACKAGE, "? [a]\n: b\n", "unhashable"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "content", "words"), WHOLE, ids=range(len(WHOLE)))
def test_a_file_of_odd_shape_is_a_line(sources, path, content, words):
    lines({**sources, path: content.encode()}, path, words)


PARTS = [
    (LEDGER, '\nstatement = "', '\nstatement = "\\u200b', "U+200B, written as an escape"),
    (LEDGER, '\nwhy = "', '\nwhy = " "\n#', "may not be empty"),
    (LEDGER, "\ntolerance = ", "\ntolerance = nan #", "nan is no number"),
    (LEDGER, "\nexact = ", "\nexact = inf #", "inf is no number"),
    (LEDGER, "\nverdict = ", "\nverdict = 2026-01-31 #", "put it in quotation marks"),
    (PACKAGE, "    dialect: {delimiter: ','}", "    dialect: {delimiter: ',', header: false}", "unknown key 'header'"),
    (PACKAGE, "{required: true, minimum:", "{required: true, minimun:", "(is 'minimum' meant?)"),
    (PACKAGE, "{required: true, minimum:", "{required: true, minimum: 1, minimum:", "stands twice"),
    (PACKAGE, "{required: true, minimum:", "{required: true, minimum: -.inf, maximun:", "-inf is no number"),
    (PACKAGE, "'[a-z0-9_]+'", "'([a-z]+)+X'", "may take for ever"),
    (PACKAGE, "'[a-z0-9_]+'", "'('", "is not a 'regex'"),
    (PACKAGE, "\n      primaryKey:", "\n      missingValues: ['0']\n      primaryKey:", "unknown key 'missingValues'"),
    (PACKAGE, "unit: pieces,", "unit: piecez,", "'piecez'"),
    (PACKAGE, "\ntitle:", "\ntitel:", "(is 'title' meant?)"),
    (PACKAGE, "https://creative", "javascript:creative", "an address such as"),
    (PACKAGE, "{name: first_year, type: integer,", "{name: first_year, type: number,", "an integer or a string is wanted"),
    (PACKAGE, "{name: last_year,", "{name: first_year,", "stands twice"),
    (PACKAGE, "path: rearmament.csv", "path: grain.csv", "that of another table"),
    (LOG, "## Unreleased", "## Unrelased", "is wanted"),
    (LOG, "## Unreleased\n", "## Unreleased\n\n- a\n\n## 9.9.9 - 2026-12-31\n", "with an en dash"),
    (LOG, "## Unreleased\n", "## 0.0.1 – 2020-01-31\n\n- a\n\n## Unreleased\n", "above all releases"),
    (LOG, "## Unreleased\n", "## 0.0.1 – 2020-01-31\n\n- a\n", "versions and days fall"),
    (LOG, "## Unreleased\n", "## 9.9.9 – 2026-02-31\n\n- a\n", "no day of the calendar"),
    (LOG, "## Unreleased\n", "## ٩.٩.٩ – 2026-12-31\n\n- a\n", "is wanted"),
    (CODEBOOK, "\n\n", "\n\n<script>alert(1)</script>\n\n", "<script"),
    (CODEBOOK, "\n\n", "\n\n![x](https://example.org/x.png)\n\n", "a picture may not stand here"),
    ("templates/glossary.md", "\n: ", "\n: <SCRIPT>x</SCRIPT> ", "<script"),
    ("templates/glossary.md", "\n: ", "\n: a&rlm;b ", "&rlm; cannot be seen"),
    (WORDS, "\n# notes\n", "\n# noets\n", "(is 'notes' meant?)"),
    (WORDS, "\n# notes\n", "\n# notes\nno mark of a list\n", "begins '- '"),
    (WORDS, "\n# rubles\n", "\n# rubles\nx\n\n# rubles\n", "stands twice"),
    (SHEET, "\n# argue\n", "\n# argu\n", "(is 'argue' meant?)"),
    (SHEET, "\n# argue\n", "\n# read-1\nx\n\n# argue\n", "stands twice"),
    (SHEET, "\n# predict\n", "\nlost words\n\n# predict\n", "shown nowhere"),
    (SHEET, "\n# predict\n", '\n# predict\n<b data-answer="99">x</b>\n', "may not stand here"),
    (SHEET, "\n# argue\n", "\n## answer\nx\n\n# argue\n", "more than one section"),
    (SHEET, "{{ answer(", "{{ answer('final-uses', 'gnp', 1942, -1, 'x') }}{{ answer(", "more than nil"),
    (SHEET, "{{ answer(", "{{ answer('final-uses', 'gnp', 1942, 1, 'x', decimals=99) }}{{ answer(", "from 0 to"),
    (SHEET, "{{ answer(", "{{ choice('final-uses', 'most', ('gnp', 1940, 'x'), ('gnp', 1942, 'x'), ask='x') }}{{ answer(", "name of its own"),
]  # fmt: skip


def with_unreleased(sources):
    """The sources with changes that no release holds yet, as they are most of the time but right after one."""
    return {**sources, LOG: with_line(sources[LOG].decode(), "- a\n").encode()}


@pytest.mark.parametrize(("path", "old", "new", "words"), PARTS, ids=[part[2].strip()[:40] for part in PARTS])
def test_a_slip_that_would_pass_in_silence_is_a_line(sources, path, old, new, words):
    lines(replaced(with_unreleased(sources), path, old, new), path, words)


TEXTS = [
    ("{% for i in range(9) %}x{% endfor %}", "for: a text says words"),
    ("{% for i in 'ab' %}{% for j in 'ab' %}x{% endfor %}{% endfor %}", "for: a text says words"),
    ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "macro: a text says words"),
    ("{% set x = '<script>' %}{{ x }}", "assign: a text says words"),
    ("{% include 'templates/chapters/05-conclusions.md' %}", "include: a text says words"),
    ("{% include 'data/claims.toml' %}", "include: a text says words"),
    ("{% import 'data/grain.csv' as x %}", "import: a text says words"),
    ("{% extends 'templates/base.html' %}", "extends: a text says words"),
    ("{{ 'x'|center(10000000000) }}", "nothing that is reckoned"),
    ("{{ '%2000000000d' % 1 }}", "nothing that is reckoned"),
    ("{{ 9 ** 9 ** 9 ** 9 }}", "nothing that is reckoned"),
    ("{{ number }}", "a call wants brackets"),
    ("{{ 3.5 }}", "is typed"),
    ("{{ '3.7 per cent' }}", "is typed"),
    ("{{ '3.7 per cent' if 1 else 'x' }}", "is typed"),
    ("{{ '<script>x</script>' }}", "<script may not stand here"),
    ("{{ none }}", "cannot be shown"),
    ("{{ '{:>3000000000}'.format(1) }}", "a name with brackets"),
    ("{{ cite('x' * 9) }}", "mul: a text says words"),
    ("{{ number('grain', year=1e999) }}", "a number without end"),
    ("{% raw %}{{ <script>x</script> }}{% endraw %}", "raw: a text shows no braces"),
    ("{{ lipsum() }}", "'lipsum' is undefined"),
    ("{{ range(5) }}", "'range' is undefined"),
    ("{{ cite.__self__ }}", "unsafe"),
    ("{{ value('final-uses', 'gnp', 1942, decimals=400) }}", "from 0 to"),
    ("{{ value('final-uses', 'gnp', 1942, decimals=-1) }}", "from 0 to"),
    ("{{ value('final-uses', [], 1942) }}", "no cell"),
    ("{{ number('grain', year={}) }}", "unhashable"),
    ("{{ figure([]) }}", "unhashable"),
    ("\ue000final-uses\ue001", "cannot be seen"),
    ("a\u061cb", "cannot be seen"),
    ("a\U000e0041b", "cannot be seen"),
    ("a&#x202E;b", "cannot be seen"),
    ("<SCRIPT>alert(1)</SCRIPT>", "<script may not stand here"),
    ("<bdo dir='rtl'>x</bdo>", "<bdo may not stand here"),
    ("<b id='x'>x</b>", "<b id> may not stand here"),
    ("![x](https://example.org/x.png)", "a picture may not stand here"),
    ("## One\n\n## One", "the same anchor"),
    ("{% call  note() %}x{% endcall %}{{ 1 }}", "is typed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), TEXTS, ids=[text[0][:40] for text in TEXTS])
def test_a_chapter_says_words_and_makes_calls(sources, text, words):
    lines({**sources, CHAPTER: sources[CHAPTER] + f"\n\n{text}\n".encode()}, CHAPTER, words)


@pytest.mark.parametrize("title", ["# | Short", "# Title |", "# A | B | C", "#"])
def test_a_chapter_has_a_title(sources, title):
    text = re.sub(r"\A# .*", title, sources[CHAPTER].decode())
    lines({**sources, CHAPTER: text.encode()}, CHAPTER, "its first line is its title")


STRAY = (
    "templates/figures/unknown.md",
    "templates/figures/final-uses.txt",
    "templates/worksheets/unknown.md",
    "templates/worksheets/x.txt",
    "data/grain.xlsx",
    "data/more/grain.csv",
    "data/graim.CSV",
    "templates/chapters/06-more.txt",
    "templates/chapters/06-conclusions.md",
)


@pytest.mark.parametrize("path", STRAY)
def test_a_file_that_nothing_reads_is_a_line(sources, path):
    lines({**sources, path: b"# X\n\nx\n"}, path, "")


def test_a_copy_that_an_editor_left_is_let_be(sources):
    assert faults({**sources, "data/grain.csv~": b"x", f"{CHAPTER}~": b"x"}) == []


def test_two_refused_figures_are_never_read_as_one(sources):
    """A quotation mark that is not closed on its line would take the next rows into a cell."""
    head, one, *others = sources[REFUSED].decode().split("\n")
    cells = one.split(",")
    damaged = "\n".join([head, ",".join([cells[0], f'"{cells[1]}', *cells[2:]]), f'{others[0]}"', *others[1:]])
    lines({**sources, REFUSED: damaged.encode()}, REFUSED, "not closed")


@pytest.mark.parametrize(("pattern", "new", "words"), [
    (r",(20\d\d)-(\d\d)-(\d\d),", r",\1\2\3,", "a day such as"), (r",(20\d\d)-(\d\d)-(\d\d),", r",\1-W05-6,", "a day such as"),
    (r",(19\d\d)-(\d\d),", r",2942-\2,", "years from"), (r",(19\d\d)-(\d\d),", r",\1-01,", "goes forward"),
])  # fmt: skip
def test_a_day_or_period_of_a_refused_figure_is_one(sources, pattern, new, words):
    text = re.sub(pattern, new, sources[REFUSED].decode(), count=1)
    lines({**sources, REFUSED: text.encode()}, REFUSED, words)


def test_a_refused_figure_that_stands_twice_is_a_line(sources):
    head, one, *others = sources[REFUSED].decode().split("\n")
    lines({**sources, REFUSED: "\n".join([head, one, one, *others]).encode()}, REFUSED, "the same as line 2")


@pytest.mark.parametrize(("typed", "words"), [("2941-45", ""), ("1945-41", "goes forward"), ("1941-٤٥", "")])
def test_a_period_is_of_the_subject(sources, typed, words):
    found = faults(replaced(sources, "data/allied_supplies.csv", ",1941-45,", f",{typed},"))
    assert any(line.startswith("data/allied_supplies.csv:2: ") and words in line for line in found), found


@pytest.mark.parametrize(
    ("old", "new"), [(r",(\d+)\.(\d),", r",\1.٣,"), (r",(\d+)\.(\d),", r",-0,"), (r",(\d+)\.(\d),", r",-0.0,")]
)
def test_digits_are_plain(sources, old, new):
    text = re.sub(old, new, sources["data/grain.csv"].decode(), count=1)
    (found,) = faults({**sources, "data/grain.csv": text.encode()})
    assert "plain digits are wanted" in found


@pytest.mark.parametrize(("table", "old", "new"), [
    ("grain", "harvest,", "harv\u0435st,"), ("unit_costs", ",plant_18,", ",pl\u0430nt_18,"), ("tanks_by_model", "T-18,", "\u0422-18,"),
])  # fmt: skip
def test_a_letter_that_looks_like_another_is_named_by_its_number(sources, table, old, new):
    path = f"data/{table}.csv"
    (found, *_) = lines(replaced(sources, path, old, new), path, "U+04")
    assert found.startswith(f"{path}:2: ")


@pytest.mark.parametrize(("saved", "words"), [
    (lambda content: content.replace(b"\n", b"\r"), "line ends"), (lambda content: content.decode().encode("utf-16"), "save it as UTF-8"),
    (lambda content: content.decode().encode("utf-16-le"), "save it as UTF-8"), (lambda content: content + b"\xe9", "save it as UTF-8"),
])  # fmt: skip
def test_a_file_of_another_encoding_says_what_to_do(sources, saved, words):
    path = "data/grain.csv"
    lines({**sources, path: saved(sources[path])}, path, words)


def test_a_message_is_one_line_and_steers_no_terminal():
    assert str(Problem("a\nb", 1, "c\x1b[2Jd\u202e")) == "a b:1: cU+001B[2JdU+202E"


LINKS = [
    (CHAPTER, "[x](javascript:alert(x))", "javascript:alert(x)"), (CHAPTER, "[x](nowhere.html)", "nowhere.html"),
    (CHAPTER, "<a href='//example.org/x'>x</a>", "//example.org/x"), (CODEBOOK, "[x](data:text/html,x)", "data:text/html,x"),
]  # fmt: skip


def test_a_link_that_leads_nowhere_is_traced_to_where_it_was_typed(sources, built):
    assert built
    damaged = dict(sources)
    for path, text, _ in LINKS:
        damaged[path] += f"\n\n{text}\n".encode()
    with pytest.raises(InputError) as caught:
        build(damaged)
    found = [str(problem) for problem in caught.value.problems]
    for path, _, words in LINKS:
        lines_of = [line for line in found if line.startswith(f"{path}:") and words in line]
        assert lines_of and all("met on site/" in line for line in lines_of), words
    assert all(any(words in line for _, _, words in LINKS) for line in found), found


def test_what_nobody_typed_stays_at_its_page(sources):
    met = Problem("site/index.html", 1, "link 'made/by-a-program.html' leads to no file")
    assert list(traced([met], sources)) == [met]
