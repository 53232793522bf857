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

from stalin_econ.data.tables import PARTED
from stalin_econ.faults import InputError
from stalin_econ.site import inputs
from stalin_econ.site.inputs import read_edition

EXAMPLES = int(os.environ.get("DAMAGES", "40"))
EDITED = re.compile(r"(data|templates)/.*\.(csv|toml|yaml|json|md)|CHANGELOG\.md|pyproject\.toml")
WORDS = (
    "", " ", "\n", "\r\n", "\t", ",", ";", ",,,", '"', '""', "'", "-", "−", ".", "0", "00", "9" * 40, "1e999", "-1", "1,5", "1.234,5",
    "inf", "nan", "NaN", "true", "null", "None", "[]", "{}", "{", "}", "{{", "}}", "{%", "{{ x }}", "{% for %}", "{#", "<script>", "</p>",
    "<!--", "=1+1", "@", "@x", "#", "+++", "---", "|", "\\", "\\u0000", "\x00", "\x07", "\ufeff", "\u202e", "\u200b", "\u00a0", "é", "е",
    "𝟙", "\ud7ff", ": ", "- ", "&a", "*a", "!!python/object:os.system", "[[claim]]", "2042", "1942", "unverified", "check: x; result: y",
    "{ratio}", "after @x", "claim:x", "a" * 12_000,
)  # fmt: skip
BYTES = (b"\xff", b"\xc3\x28", b"\x00", b"\xfe\xff", b"\xe2\x80")


def lines_of(content: bytes, data) -> bytes:
    """A line gone, twice, elsewhere, or put in the place of another; or of its words two exchanged."""
    lines = content.split(b"\n")
    one, other = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    way = data.draw(st.sampled_from(("gone", "twice", "exchanged", "cells")))
    if way == "gone":
        del lines[one]
    elif way == "twice":
        lines.insert(other, lines[one])
    elif way == "exchanged":
        lines[one], lines[other] = lines[other], lines[one]
    else:
        cells = re.split(rb"([,:=])", lines[one])
        lines[one] = b"".join(reversed(cells))
    return b"\n".join(lines)


def spot(content: bytes, data) -> bytes:
    """Some bytes replaced by others, anywhere."""
    start = data.draw(st.integers(0, len(content)))
    length = data.draw(st.sampled_from((0, 0, 1, 1, 2, 5, 40, 10**6)))
    fresh = data.draw(st.sampled_from([*(word.encode() for word in WORDS), *BYTES]))
    return content[:start] + fresh + content[start + length :]


def word(content: bytes, data) -> bytes:
    """A word or a number replaced by another of the file, or by one that means no good."""
    found = list(re.finditer(rb"[A-Za-z0-9_.@-]+", content))
    if not found:
        return spot(content, data)
    one, other = (data.draw(st.sampled_from(found)) for _ in range(2))
    fresh = data.draw(
        st.sampled_from([other[0], one[0][::-1], one[0] * 2, one[0][:-1], one[0].upper(), *(w.encode() for w in WORDS)])
    )
    return content[: one.start()] + fresh + content[one.end() :]


def whole(content: bytes, data) -> bytes:
    """The file as another program saves it, or gone but for its beginning."""
    ways = (
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
    return data.draw(st.sampled_from(ways))(content)


DAMAGES = (spot, spot, word, word, word, lines_of, lines_of, whole)


def names(text: str, path: str) -> bool:
    """Whether a message names a file, by its path or as the table, figure or chapter that it is."""
    return path in text or PurePosixPath(path).stem in text or PurePosixPath(path).stem.replace("_", " ") in text


def typed(content: bytes) -> list[list[str]]:
    """The cells of a CSV file as they were typed."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig").replace("\r\n", "\n"))))


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,), report_multiple_bugs=False,
)  # fmt: skip
@given(data=st.data())
def test_damage_is_named_or_does_none(data, sources):
    """No failure but InputError; each message has file and line, and the damaged file is named; what is read is what was typed."""
    path = data.draw(st.sampled_from(sorted(p for p in sources if EDITED.fullmatch(p))))
    content = sources[path]
    for damage in data.draw(st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=2)):
        content = damage(content, data)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(inputs, "margins", lambda *_: {})  # a search that reads nothing
        try:
            edition = read_edition({**sources, path: content})
        except InputError as error:
            assert error.problems and names(str(error), path), (path, str(error)[:500])
            assert all(re.match(r"[\w./-]+:\d+: .", str(problem)) for problem in error.problems), str(error)[:500]
            assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", str(error)), "a message steers the terminal"
            return
    for table in edition.tables.values():
        if table.path == path:
            rows = typed(content)
            figure = list(table.fields).index(
                next(n for n in rows[0] if n not in table.keys and table.fields[n]["type"] != "string")
            )
            assert [row["raw"] for row in table.rows.values()] == [row[figure] for row in rows[1:]]


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
    ("data/datapackage.yaml", "    rows: grid", "    row: grid", "(is 'rows' meant?)"),
    ("data/datapackage.yaml", "description: Model of vehicle.", "descripton: Model of vehicle.", "(is 'description' meant?)"),
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
