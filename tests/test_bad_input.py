"""Whatever a person types: a good answer. Real files are damaged in ways that nobody thought of, in memory."""

import csv
import io
import os
import re
from pathlib import PurePosixPath

import pytest
from damage import faults, replaced
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from stalin_econ.checks.crossings import REMEDY
from stalin_econ.data.tables import PARTED
from stalin_econ.drawing import fonts
from stalin_econ.faults import InputError
from stalin_econ.site import inputs
from stalin_econ.site.build import build
from stalin_econ.site.inputs import read_edition

EXAMPLES = int(os.environ["DAMAGES"])  # what --damages says
EDITED = re.compile(r"(data|templates)/.*\.(csv|toml|yaml|json|md)|CHANGELOG\.md|pyproject\.toml")
WORDS = (
    "", " ", "\n", "\r\n", "\t", ",", ";", ",,,", '"', '""', "'", "-", "−", ".", "0", "00", "9" * 40, "1e999", "-1", "1,5", "1.234,5",
    "inf", "nan", "NaN", "true", "null", "None", "[]", "{}", "{", "}", "{{", "}}", "{%", "{{ x }}", "{% for %}", "{#", "<script>", "</p>",
    "<!--", "=1+1", "@", "@x", "#", "+++", "---", "|", "\\", "\\u0000", "\x00", "\x07", "\ufeff", "\u202e", "\u200b", "\u00a0", "é", "е",
    "𝟙", "\ud7ff", ": ", "- ", "&a", "*a", "!!python/object:os.system", "[[claim]]", "2042", "1942", "unverified", "check: x; result: y",
    "{ratio}", "after @x", "claim:x", "a" * 12_000,
)  # fmt: skip
FRESH = (*(word.encode() for word in WORDS), b"\xff", b"\xc3\x28", b"\x00", b"\xfe\xff", b"\xe2\x80")


Spots = tuple[int, int, int]  # numbers drawn without a look at the file: where, where else, and which


def at(items, number: int):
    """The item that a number falls on."""
    return items[number % len(items)]


def lines_of(content: bytes, spots: Spots) -> bytes:
    """A line gone, twice, elsewhere, or put in the place of another; or of its words two exchanged."""
    lines = content.split(b"\n")
    one, other, way = spots[0] % len(lines), spots[1] % len(lines), spots[2] % 4
    if way == 0:
        del lines[one]
    elif way == 1:
        lines.insert(other, lines[one])
    elif way == 2:
        lines[one], lines[other] = lines[other], lines[one]
    else:
        lines[one] = b"".join(reversed(re.split(rb"([,:=])", lines[one])))
    return b"\n".join(lines)


def spot(content: bytes, spots: Spots) -> bytes:
    """Some bytes replaced by others, anywhere."""
    start, length = spots[0] % (len(content) + 1), at((0, 0, 1, 1, 2, 5, 40, 10**6), spots[1])
    return content[:start] + at(FRESH, spots[2]) + content[start + length :]


def word(content: bytes, spots: Spots) -> bytes:
    """A word or a number replaced by another of the file, or by one that means no good."""
    if not (found := list(re.finditer(rb"[A-Za-z0-9_.@-]+", content))):
        return spot(content, spots)
    one, other = at(found, spots[0]), at(found, spots[1])[0]
    was = one[0]
    fresh = at((other, other, was[::-1], was * 2, was[:-1], was.upper(), was.replace(b".", b""), *FRESH), spots[2])
    return content[: one.start()] + fresh + content[one.end() :]


WAYS = (
    lambda c: c.decode("utf-8", "replace").encode("utf-16"),
    lambda c: c.decode("utf-8", "replace").encode("latin-1", "replace"),
    lambda c: c.replace(b",", b";"),
    lambda c: c.replace(b"\n", b"\r"),
    lambda c: c.replace(b'"', b"'"),
    lambda c: c.replace(b".", b","),
    lambda c: c.replace(b"\n", b"\n\n"),
    lambda c: c.replace(b" ", b"\xc2\xa0"),
    lambda c: b"",
    lambda c: b"\n",
    lambda c: c + c,
    lambda c: c[::-1],
)


def whole(content: bytes, spots: Spots) -> bytes:
    """The file as another program saves it, or gone but for its beginning."""
    return at(WAYS, spots[2])(content)


NUMBERS = st.integers(0, 2**32 - 1)
DAMAGES = st.tuples(
    st.sampled_from((spot, spot, word, word, word, lines_of, lines_of, whole)), st.tuples(NUMBERS, NUMBERS, NUMBERS)
)


def names(text: str, path: str) -> bool:
    """Whether a message names a file, by its path or as the table, figure or chapter that it is.

    Where a work or a statement is left over, nobody can say which text or row should have named it: then the folder is.
    """
    folder = path.rpartition("/")[0]
    if (f"{path.split('/')[0]}/" in REMEDY and REMEDY in text) or f"{folder}:" in text:
        return True
    return path in text or PurePosixPath(path).stem in text or PurePosixPath(path).stem.replace("_", " ") in text


def typed(content: bytes) -> list[list[str]]:
    """The cells of a CSV file as they were typed."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig").replace("\r\n", "\n"))))


class Held:
    """The sources and which of them people edit; a word in the words of hypothesis, which would print them whole."""

    def __init__(self, sources):
        self.sources, self.edited = sources, sorted(path for path in sources if EDITED.fullmatch(path))


@pytest.fixture(scope="session")
def held(sources) -> Held:
    return Held(sources)


def judged(sources, path: str) -> None:
    """No failure but InputError; each message has file and line, and the damaged file is named; what is read is what was typed."""
    try:
        edition = read_edition(sources)
    except InputError as error:
        assert error.problems and names(str(error), path), (path, str(error)[:500])
        assert all(re.match(r"[\w./-]+:\d+: .", str(problem)) for problem in error.problems), str(error)[:500]
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", str(error)), "a message steers the terminal"
        return
    for table in (table for table in edition.tables.values() if table.path == path):
        rows, keys = typed(sources[path]), table.keys
        figure = next(
            n for n, name in enumerate(rows[0]) if name not in keys and table.fields[name]["type"] != "string"
        )
        assert [row["raw"] for row in table.rows.values()] == [row[figure] for row in rows[1:]]


@pytest.mark.slow
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,), report_multiple_bugs=False,
)  # fmt: skip
@given(number=NUMBERS, damages=st.lists(DAMAGES, min_size=1, max_size=2))
def test_damage_is_named_or_does_none(number, damages, held):
    path = at(held.edited, number)
    content = held.sources[path]
    for damage, spots in damages:
        content = damage(content, spots)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(inputs, "margins", lambda *_: {})  # a search that reads nothing
        judged({**held.sources, path: content}, path)


@pytest.mark.parametrize("path", ["data/grain.csv", "data/claims.toml", "data/references.json", "data/datapackage.yaml",
                                  "data/refused.csv", "templates/chapters/05-conclusions.md", "CHANGELOG.md"])  # fmt: skip
def test_a_byte_order_mark_and_foreign_line_ends_are_read_in_silence(sources, path, monkeypatch):
    monkeypatch.setattr(inputs, "margins", lambda *_: {})
    text = sources[path].decode()
    assert faults({**sources, path: ("\ufeff" + text.replace("\n", "\r\n")).encode()}) == []


@pytest.mark.parametrize("path", ["data/grain.csv", "data/refused.csv"])
@pytest.mark.parametrize("sign", [";", "\t"])
def test_semicolons_are_refused_once_with_what_to_do(sources, path, sign, monkeypatch):
    monkeypatch.setattr(inputs, "margins", lambda *_: {})
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows(
        [re.sub(r"^(\d+)\.(\d+)$", r"\1,\2", cell) for cell in row] for row in typed(sources[path])
    )
    assert faults({**sources, path: out.getvalue().encode()}) == [f"{path}:1: {PARTED}"]


SLIPS = [
    ("data/references.json", '"publisher":', '"publsher":', "unknown key 'publsher' (is 'publisher' meant?)"),
    ("data/references.json", '"container-title":', '"containertitle":', "(is 'container-title' meant?)"),
    ("data/references.json", '"family":', '"famly":', "work "),
    ("data/claims.toml", "\nwords =", "\nword =", "unknown key 'word' (is 'words' meant?)"),
    ("data/datapackage.yaml", "    caveats:", "    caveat:", "caveats"),
    ("data/datapackage.yaml", "resource: great_powers_gdp, fields: [country]", "resource: great_powers_gdp, fields: [countri]",
     "'countri' is no column of great_powers_gdp (is 'country' meant?)"),
    ("data/datapackage.yaml", "    rows: grid", "    row: grid", "(is 'rows' meant?)"),
    ("data/datapackage.yaml", "description: Model of vehicle.", "descripton: Model of vehicle.", "(is 'description' meant?)"),
    ("data/refused.csv", ",source,", ",sorce,", "'sorce' is none (is 'source' meant?)"),
    ("data/grain.csv", ",locator,", ",locater,", "'locater' is not in the data package (is 'locator' meant?)"),
    ("templates/figures/final-uses.md", "\norigin =", "\norgin =", "unknown key 'orgin' (is 'origin' meant?)"),
    ("templates/figures/final-uses.md", "\n[rubles]", "\n[ruble]", "unknown key 'ruble' (is 'rubles' meant?)"),
    ("templates/figures/final-uses.md", "\nsubtitle =", "\nsubtitel =", "unknown key 'subtitel' (is 'subtitle' meant?)"),
    ("templates/worksheets/final-uses.md", "\nskills =", "\nskils =", "unknown key 'skils' (is 'skills' meant?)"),
    ("pyproject.toml", "[tool.stalin-econ]", "[tool.stalin-ecom]", "(is 'stalin-econ' meant?)"),
    ("pyproject.toml", "base_address =", "base_adress =", "base_adress"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "words"), SLIPS, ids=[s[2].strip() for s in SLIPS])
def test_a_misspelt_key_says_what_was_meant(sources, path, old, new, words):
    found = faults(replaced(sources, path, old, new))
    assert any(words in line for line in found) and all(line.startswith(path) for line in found), found


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u2060", "\u202e", "\u00a0"])
def test_signs_that_hide_in_a_key_are_refused(sources, sign):
    """A key that looks like another one and is not; a no-break space may stand in words, and in no key."""
    (found, *_) = faults(replaced(sources, "data/livestock.csv", "cattle,1916", f"catt{sign}le,1916"))
    assert found.startswith("data/livestock.csv:2: ")


FACES = ("templates/static/fonts/ttf/wartime-sans-regular.ttf", "templates/static/fonts/wartime-sans.woff2")
HURT = (
    lambda face: b"",
    lambda face: b"no font",
    lambda face: face[: len(face) // 2],
    lambda face: face[: len(face) // 2] + b"\x00\x01\x02\x03" * 50 + face[len(face) // 2 + 200 :],
)


@pytest.mark.parametrize("path", FACES)
@pytest.mark.parametrize("hurt", HURT, ids=("empty", "words", "half", "spot"))
def test_a_damaged_font_is_one_line(sources, path, hurt):
    (found,) = fonts.faults({**sources, path: hurt(sources[path])})
    assert str(found).startswith(f"{path}:1: no font that can be read (") and "\n" not in str(found)


def test_the_fonts_of_the_site_are_whole(sources):
    assert list(fonts.faults(sources)) == []


TEMPLATE = "templates/refused.html"
SNAGS = (
    ("{% block main %}", "{% blok main %}", "unknown tag 'blok'"),
    ("{% block main %}", "{% block main %}{{ title | uper }}", "No filter named 'uper'"),
    ("{% block main %}", "{% block main %}{% include '_gone.html' %}", "_gone.html"),
    ("{% block main %}", "{% block main %}{{ titel }}", "'titel' is undefined"),
    ("{% block main %}", "{% block main %}{{ 1e999 }}", "inf"),
    ("{% block main %}", "{% block main %}{{ title.x.y }}", "has no attribute"),
    ("{% block main %}", "{% block main %}{{ 1 // 0 }}", "zero"),
    ("{% block main %}", "{% block main %}<p style='x'>x</p>", "p style"),
    ("{% block main %}", "{% block main %}\u202e", "cannot be seen"),
    ("{% endblock %}", "", "block"),
)


@pytest.mark.parametrize(("old", "new", "words"), SNAGS, ids=[snag[1][-22:] for snag in SNAGS])
def test_a_damaged_template_is_a_line_that_names_it_or_the_page(sources, built, old, new, words):
    assert TEMPLATE in sources
    with pytest.raises(InputError) as caught:
        build(replaced(sources, TEMPLATE, old, new))
    found = [str(problem) for problem in caught.value.problems]
    assert all(re.match(r"(templates|site)/[\w./-]+:\d+: .", line) for line in found), found
    assert any(words in line and ("refused" in line or "_gone" in line) for line in found), found
