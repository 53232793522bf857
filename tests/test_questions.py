"""The questions of the worksheets, read back by others from each format that leaves the site."""

import io
import re
import warnings
import zipfile
from base64 import b64decode
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from moodle_xml_parser.parser import parse_bytes

from stalin_econ import addresses
from stalin_econ.exports.asked import items_of, parts_of
from stalin_econ.exports.questions import FORMATS, question_files
from stalin_econ.prose.markup import plain

QTI = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}


@pytest.fixture(scope="module")
def items(edition):
    """Every question of every worksheet, by the file that holds it."""
    listed = {slug: items_of(sheet, edition) for slug, sheet in edition.worksheets.items()}
    return listed | {"": tuple(item for found in listed.values() for item in found)}


@pytest.fixture(scope="module")
def content(built, items):
    """The bytes of each file, by worksheet and ending."""
    return {
        (slug, ending): built.files[addresses.questions(slug, ending)] for slug in items for ending, _, _ in FORMATS
    }


def kind(item) -> str:
    return "choice" if item.choices else "essay" if item.value is None else "number"


def test_every_question_of_a_sheet_leaves_with_its_answer(edition, items):
    for slug, sheet in edition.worksheets.items():
        keys = [item.key for item in items[slug]]
        assert (
            len(set(keys))
            == len(keys)
            == len(sheet.guesses)
            + sum(len(parts_of(plain(q.text), len(q.marked))) if q.marked else 1 for q in sheet.questions)
        )
        for question in sheet.questions:
            own = [item for item in items[slug] if item.key.startswith(f"{slug}-{question.key}")]
            marked, others = own[: len(question.marked)], own[len(question.marked) :]
            assert [(item.choices, item.value is not None) for item in marked] == [
                (getattr(found, "options", ()), not hasattr(found, "options")) for found in question.marked
            ]
            assert {kind(item) for item in others} <= {"essay"} and len(others) <= 1 and own
            assert all(
                found.ask in item.ask for item, found in zip(own, question.marked, strict=False) if not item.choices
            )
        assert all(item.ask and item.feedback for item in items[slug])
        asked = [item.ask for item in items[slug]]
        assert len(set(asked)) == len(asked), "each part has a question of its own"
        assert not [item.key for item in items[slug] if "accept " in item.ask + item.feedback]
        assert all(item.ask.endswith("?") for item in items[slug] if item.guess)
    assert {kind(item) for item in items[""]} == {"choice", "essay", "number"}


def test_moodle_has_them_and_each_chart(built, edition, items, content):
    for slug, wanted in items.items():
        root = ElementTree.fromstring(content[slug, "moodle.xml"])
        found = [q for q in root.findall("question") if q.get("type") not in ("category", "description")]
        shown = [q for q in root.findall("question") if q.get("type") == "description"]
        assert len(shown) == (1 if slug else len(edition.worksheets))
        for chart in shown:
            (file,) = chart.findall("questiontext/file")
            own = file.get("name").removesuffix("-slide.png")
            assert b64decode(file.text) == built.files[addresses.slide(own, "png")]
            assert f'src="@@PLUGINFILE@@/{file.get("name")}"' in chart.findtext("questiontext/text")
        kinds = {"multichoice": "choice", "essay": "essay", "numerical": "number"}
        assert [kinds[q.get("type")] for q in found] == [kind(item) for item in wanted]
        for question, item in zip(found, wanted, strict=True):
            assert plain(question.findtext("questiontext/text")) == item.ask
            told = "graderinfo/text" if kind(item) == "essay" else "generalfeedback/text"
            assert plain(question.findtext(told)) == item.feedback
            assert kind(item) != "essay" or not question.findtext("generalfeedback/text"), "pupils would read it"
            right = [a for a in question.findall("answer") if a.get("fraction") == "100"]
            assert len(right) == (kind(item) != "essay")
            if kind(item) == "number":
                assert float(right[0].findtext("text")) == pytest.approx(item.value, rel=1e-5)
                assert float(right[0].findtext("tolerance")) == pytest.approx(item.within, rel=1e-5)
        chosen = parse_bytes(content[slug, "moodle.xml"])["multichoice"]
        options = [[(o.text, o.fraction) if hasattr(o, "fraction") else o for o in q.options] for q in chosen]
        assert [len(o) for o in options] == [len(item.choices) for item in wanted if item.choices]


def test_gift_has_them(items, content):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the parser asks for the locale in an old way
        from pygiftparser import parser
    kinds = {"SelectSet": "choice", "Essay": "essay", "NumericAnswerSet": "number"}
    for slug, wanted in items.items():
        found = parser.parseFile(io.StringIO(content[slug, "gift.txt"].decode()))
        assert all(question.valid for question in found)
        assert [kinds[type(q.answers).__name__] for q in found] == [kind(item) for item in wanted]
        for question, item in zip(found, wanted, strict=True):
            assert item.key in question.title and question.text.replace("\\", "") == item.ask
            assert question.generalFeedback.replace("\\", "") == item.feedback
            if kind(item) == "choice":
                marked = [(a.answer, a.fraction == 100) for a in question.answers.answers]
                assert marked == [(text, n == item.right) for n, text in enumerate(item.choices)]
            if kind(item) == "number":
                (answer,) = question.answers.answers
                assert (answer.value, answer.tolerance) == pytest.approx((item.value, item.within), rel=1e-5)


def test_qti_has_them_with_each_chart_on_the_day_of_the_release(built, items, content, edition):
    kinds = {"multiple_choice_question": "choice", "essay_question": "essay", "numerical_question": "number"}
    for slug, wanted in items.items():
        with zipfile.ZipFile(io.BytesIO(content[slug, "qti.zip"])) as packed:
            assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
            manifest, _, assessment = (packed.read(name).decode() for name in packed.namelist()[:3])
            pictures = {name: packed.read(name) for name in packed.namelist()[3:]}
        slugs = [slug] if slug else list(edition.worksheets)
        assert pictures == {f"images/{own}-slide.png": built.files[addresses.slide(own, "png")] for own in slugs}
        assert all(f'href="{name}"' in manifest for name in pictures) and "picture.invalid" not in assessment
        assert f"dateTime>{edition.release[1]}<" in manifest and "CC BY 4.0" in manifest and "Private" not in manifest
        found = ElementTree.fromstring(assessment).findall(".//q:item", QTI)
        types = [q.findtext(".//q:qtimetadatafield/q:fieldentry", None, QTI) for q in found]
        assert [kinds[name] for name in types] == [kind(item) for item in wanted]
        for question, item in zip(found, wanted, strict=True):
            words = [plain(text.text or "") for text in question.iter(f"{{{QTI['q']}}}mattext")]
            assert item.ask in words and item.feedback in words and all(choice in words for choice in item.choices)
            image = re.findall(
                r'<img[^>]* src="%24IMS-CC-FILEBASE%24/(images/[^"]+)"', question.findtext(".//q:mattext", "", QTI)
            )
            assert image == (
                [] if item.guess else [f"images/{next(s for s in slugs if item.key.startswith(s))}-slide.png"]
            )
            if kind(item) == "number":
                (exact,) = {float(v.text) for v in question.iter(f"{{{QTI['q']}}}varequal")}
                assert exact == pytest.approx(item.value, rel=1e-5)


def moved(found):
    """What can be marked, with another answer."""
    if hasattr(found, "options"):
        return replace(found, right=(found.right + 1) % len(found.options))
    return replace(found, low=found.low + 1000, high=found.high + 1000)


def test_answers_follow_the_record(edition):
    """Another answer in the worksheet's record is another answer in each format."""
    slug, sheet = next(iter(edition.worksheets.items()))
    asked = tuple(replace(q, marked=tuple(moved(found) for found in q.marked)) for q in sheet.questions)
    other = replace(edition, worksheets={**edition.worksheets, slug: replace(sheet, questions=asked)})
    before, after = question_files(edition, {}), question_files(other, {})
    for one, two in zip(before[slug], after[slug], strict=True):
        assert one.content != two.content
    number = next(item for item in items_of(other.worksheets[slug], other) if item.value is not None)
    assert number.value > 900 and f"{number.value:g}" in after[slug][1].content.decode()


def test_signs_that_mean_something_to_a_format_are_kept_as_words(edition):
    slug, sheet = next(iter(edition.worksheets.items()))
    odd = replace(sheet.questions[4], text="<p>a {b} = 1: ~c #d *e* [f] $g$ &lt;h&gt;</p>")
    other = replace(
        edition, worksheets={slug: replace(sheet, questions=(*sheet.questions[:4], odd, *sheet.questions[5:]))}
    )
    words = "a {b} = 1: ~c #d *e* [f] $g$ <h>"
    files = {file.label: file.content for file in question_files(other, {})[slug]}
    assert r"a \{b\} \= 1\: \~c \#d *e* [f] $g$ <h>" in files["GIFT"].decode()
    assert words in {
        plain(text.text or "").partition("). ")[2]
        for text in ElementTree.fromstring(files["Moodle XML"]).findall(".//questiontext/text")
    }
    with zipfile.ZipFile(io.BytesIO(files["QTI 1.2"])) as packed:
        root = ElementTree.fromstring(packed.read(packed.namelist()[2]))
    assert any(words in plain(text.text or "") for text in root.iter(f"{{{QTI['q']}}}mattext"))


@pytest.mark.parametrize(
    ("text", "count", "parts"),
    [
        ("Told. One? Two?", 2, ["Told. One?", "Told. Two?"]),
        ("One? Two? Three?", 2, ["One?", "Two?", "Three?"]),
        ("One? Told.", 1, ["One? Told."]),
        ("How much in each?", 2, ["How much in each?", "How much in each?"]),
    ],
)
def test_a_question_falls_into_what_it_asks(text, count, parts):
    assert parts_of(text, count) == parts
