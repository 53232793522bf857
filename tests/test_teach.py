"""Worksheets: their faults at their line, their answers from cells, and the page as a pupil meets it."""

import itertools
import re
from dataclasses import replace

import pytest
from views import TAUGHT

from stalin_econ import addresses
from stalin_econ.charts.figure import cell_at, digits
from stalin_econ.charts.marks import CAP
from stalin_econ.exports.asked import CHOICES, choices, turn_of
from stalin_econ.exports.questions import FORMATS
from stalin_econ.faults import InputError
from stalin_econ.layout import WORKSHEETS
from stalin_econ.measures import display
from stalin_econ.measures.series import Quantity
from stalin_econ.pages import blank
from stalin_econ.prose.calls import Material
from stalin_econ.prose.worksheets import KINDS, OF_CELLS, Asking, Number, read_worksheet

PATH = f"{WORKSHEETS}final-uses.md"
LED_BACK = re.compile(r'href="(data|charts)/[^"]+#')


@pytest.fixture(scope="module")
def material(edition) -> Material:
    figures = {figure.slug: figure for figure in edition.figures}
    claims = {claim.id: claim for claim in edition.claims}
    return Material(edition.tables, claims, edition.references, frozenset(edition.terms), figures, edition.cells)


def test_a_worksheet_has_all_its_questions(edition):
    assert list(edition.worksheets) == [figure.slug for figure in TAUGHT]
    for sheet in edition.worksheets.values():
        assert [question.key for question in sheet.questions] == list(KINDS)
        assert len(sheet.wanted) >= 3 and sheet.given


@pytest.mark.parametrize("figure", TAUGHT, ids=lambda f: f.slug)
def test_blank_axes_give_nothing_away(edition, figure):
    """Every choice lies within the axis and none at its end; a log axis goes to both sides of its line."""
    sheet = edition.worksheets[figure.slug]
    scale = blank.scale_of(figure, sheet)
    low, high = scale.domain
    assert all(low <= value < high for value in blank.values_of(sheet))
    assert scale.ticks[0] == low and scale.ticks[-1] == high
    assert low < blank.foot_of(scale) if scale.kind == "log" else low == 0
    guessed = [guess for guess in sheet.guesses if guess.cell in {slot.cell for slot in sheet.wanted}]
    values = blank.values_of(sheet)
    for guess in guessed:
        assert {float(text.replace(",", "")) for text in choices(guess.cell.quantity, turn_of(guess))} <= set(values)


@pytest.mark.parametrize("figure", TAUGHT, ids=lambda f: f.slug)
def test_words_on_blank_axes_stand_clear(edition, figure):
    """No line strikes a number, no name touches another, and years are as far apart as they are."""
    sheet, state = edition.worksheets[figure.slug], figure.states[0]
    slots, scale = (*sheet.given, *sheet.wanted), blank.scale_of(figure, sheet)
    middle, step = blank.places_of(slots)
    for slot, x in zip(sheet.given, middle, strict=False):
        label = blank.number(slot, digits(slot.cell, state.scales), x, scale)
        high = CAP * label.size
        top = label.y if label.valign == "top" else label.y - high
        assert not any(top <= scale.px(tick) <= top + high for tick in scale.ticks), slot.name
    names = blank.name_labels(slots, middle, step)
    for a, b in itertools.pairwise(sorted(names, key=lambda label: (label.y, label.x))):
        assert a.y != b.y or a.x + a.width / 2 + 2 <= b.x - b.width / 2, (a.text, b.text)
    if all(slot.name.isdigit() for slot in slots):
        assert {round((x - middle[0]) / step) for x in middle} == {int(s.name) - int(slots[0].name) for s in slots}


def test_answers_are_cells_within_their_span(edition):
    for sheet in edition.worksheets.values():
        for question in sheet.questions:
            assert question.key not in OF_CELLS or 'href="data/' in question.answer, (sheet.slug, question.key)
            assert bool(question.marked) == (question.key in OF_CELLS), (sheet.slug, question.key)
            for found in question.marked:
                assert found.ask and found.quantity.cells
                if isinstance(found, Number):
                    assert found.low < abs(found.quantity.value) < found.high
                    assert all(
                        display.amount(end, 2).rstrip("0").rstrip(".") in question.answer
                        for end in (found.low, found.high)
                    )


def test_answers_follow_the_cells(sources, material):
    """A figure that is corrected moves the span that is right, and which place has the most; its words follow."""
    slug, state = "final-uses", "default"
    cells = material.cells[slug][state]
    outlays = cell_at(cells, "military_outlays", 1943)
    raised = replace(outlays, quantity=replace(outlays.quantity, value=900.0))
    corrected = tuple(raised if cell is outlays else cell for cell in cells)
    other = replace(material, cells={**material.cells, slug: {**material.cells[slug], state: corrected}})
    before, after = (read_worksheet(sources, PATH, m).questions[2] for m in (material, other))
    assert after.marked[0].right != before.marked[0].right and "900.0" in after.answer
    asking = Asking(other)
    asking.answer(slug, "military_outlays", 1943, 1, "outlays")
    assert (asking.answers[0].low, asking.answers[0].high) == (899, 901)


def test_an_answer_may_name_a_state(material):
    asking, slug = Asking(material), "final-uses"
    key = next(state.key for state in material.figures[slug].states[1:])
    cell = next(cell for cell in material.cells[slug][key] if cell.quantity.value > 1)
    asking.answer(slug, cell.row, cell.column, 0.5, "value", state=key)
    assert asking.answers[0].quantity == cell.quantity
    with pytest.raises(KeyError, match="nowhere"):
        asking.answer(slug, cell.row, cell.column, 0.5, "value", state="nowhere")


@pytest.mark.parametrize(
    ("which", "places", "words"),
    [
        ("mean", 2, "most or least"),
        ("most", 1, "two places"),
        ("least", 0, "two places"),
        ("most", -1, "more than one"),
    ],
)
def test_a_choice_has_one_right_answer(material, which, places, words):
    cell = material.cells["final-uses"]["default"][0]
    found = [(c.row, c.column, f"{c.row} {c.column}") for c in material.cells["final-uses"]["default"][:places]]
    with pytest.raises(ValueError, match=words):
        Asking(material).choice(
            "final-uses",
            which,
            *(found if places >= 0 else [(cell.row, cell.column, name) for name in "ab"]),
            ask="one",
        )


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        (r"By \{\{ answer[^}]*\}\} per cent\.", "By a third.", "# read-2", "names no cell"),
        (r", 1, 'fall, per cent'", ", 0, 'fall, per cent'", "as_='fall'", "more than nil"),
        (r"'gnp', 1942, 1,", "'gnp', 1946, 1,", "as_='fall'", "no cell"),
        (r"'fall, per cent'", "' '", "as_='fall'", "in words"),
        (r"By \{\{ answer[^}]*\}\}", "By 34.3", "## read-2-answer", "is typed"),
        (r"# headline\n", "# title\n", "", "'# headline' is wanted"),
        (r"\n## answer\nYes|\n## answer\nBy", "\nBy", "# read-2", "has no section"),
        (r'\["gnp", "1943", "1943"\]', '["gnp", "1939", "1943"]', "", "no cell"),
        (r'"sourcing"', '"guessing"', "", "guessing"),
    ],
)
def test_a_fault_is_named_at_its_line(sources, material, old, new, line, words):
    text = sources[PATH].decode()
    assert re.search(old, text)
    damaged = re.sub(old, new, text, count=1)
    with pytest.raises(InputError) as error:
        read_worksheet({**sources, PATH: damaged.encode()}, PATH, material)
    (problem,) = error.value.problems
    assert problem.path == PATH and words in problem.message
    if line.startswith("# "):
        assert problem.line == damaged.splitlines().index(line) + 1
    elif line == "as_='fall'":
        assert line in damaged.splitlines()[problem.line - 1]


def test_a_worksheet_on_no_figure_is_a_fault(sources, material):
    path = f"{WORKSHEETS}nothing.md"
    with pytest.raises(InputError, match="no figure"):
        read_worksheet({**sources, path: sources[PATH]}, path, material)


@pytest.mark.parametrize(
    ("value", "unit"),
    [(65.7, "index_1940"), (3, "per_cent"), (97, "per_cent"), (368.6, "index_1940"), (0.21, "ratio"), (3032, "pieces")],
)
def test_choices_hold_the_answer_once(value, unit):
    for turn in range(CHOICES):
        found = [float(choice.replace(",", "")) for choice in choices(Quantity(value, unit, "read", ("a#b",)), turn)]
        assert found == sorted(set(found)) and len(found) == CHOICES
        assert min(abs(f - value) for f in found) <= max(0.05 * value, 3)


def test_the_page_for_teachers_lists_them(built):
    html = built.files[addresses.TEACH].decode()
    assert all(f'href="../{addresses.worksheet(figure.slug)}"' in html for figure in TAUGHT)
    assert "fifty minutes" in html


def test_a_difference_that_the_digits_do_not_make_says_so(material):
    """46.2 less 40.6 is 5.6, and the answer 5.5: a pupil reckons with what is printed."""
    asking, wanted = Asking(material), {}
    cells = material.cells["final-uses"]["default"]
    for column in (1940, 1942, 1943, 1944):
        one, two = (cell_at(cells, row, column).quantity.value for row in ("military_outlays", "civilian_uses"))
        digits = abs(float(display.amount(one, 1)) - float(display.amount(two, 1)))
        html = asking.answer(
            "final-uses", "military_outlays", column, 1, "gap", as_="difference", base=("civilian_uses", column)
        )
        wanted[column] = display.amount(digits, 1) != display.amount(abs(one - two), 1)
        assert ("before rounding" in html) is wanted[column]
    assert set(wanted.values()) == {True, False}


def test_the_page_for_teachers_leads_to_all_that_a_lesson_wants(built):
    """For each chart that has a worksheet its page, that, slide in both formats, questions in each, and the code of a frame."""
    html = built.files[addresses.TEACH].decode()
    for shown in (shown for shown in built.figures if shown.figure in TAUGHT):
        slug = shown.figure.slug
        wanted = [shown.path, addresses.worksheet(slug), *(file.path for file in shown.slides)]
        wanted += [addresses.questions(slug, ending) for ending, _, _ in FORMATS]
        assert all(f'href="../{path}"' in html for path in wanted)
        assert (
            f"{addresses.cited(addresses.embed(slug))}&quot;" in html
            or f"{addresses.cited(addresses.embed(slug))}&#34;" in html
        )
    assert "does not know its own address" in html
    assert f'href="{addresses.TEACH}"' in built.files[addresses.STORY].decode()
