"""The machinery on a whole small project: two tables, one figure of two states, one chapter, one claim."""

import re

import pytest
from tiny_subject import TINY

from stalin_econ import addresses
from stalin_econ.faults import InputError
from stalin_econ.memory import DONE, Memory, code, key_of
from stalin_econ.site.build import build
from stalin_econ.site.report import changes

HERDS, WORDS, CHAPTER = "data/herds.csv", "templates/figures/herds.md", "templates/chapters/01-the-village.md"


@pytest.fixture(scope="module")
def village(tiny):
    return build(tiny, TINY)


def damaged(tiny, path: str, old: str, new: str) -> dict[str, bytes]:
    text = tiny[path].decode()
    assert old in text
    return {**tiny, path: text.replace(old, new, 1).encode()}


def faults(sources) -> list[str]:
    with pytest.raises(InputError) as error:
        build(sources, TINY)
    return [str(problem) for problem in error.value.problems]


def test_a_subject_of_its_own_is_built_whole(village):
    assert addresses.chart("herds") in village.files and addresses.table("people") in village.files
    story = village.files[addresses.STORY].decode()
    assert "fell by 50 per cent" in story and 'id="herds"' in story


def test_same_sources_same_files(tiny, village):
    assert build(tiny, TINY).files == village.files


def test_a_figure_has_a_title_a_table_and_files_for_each_state(village):
    (shown,) = village.figures
    assert [view.words.title for view in shown.views] == ["Cows fell from 40 to 20", "Cows were at 50 in 1942"]
    head = "row,column,row_name,column_name,value,unit,status,role,derived,sources,cells"
    for view in shown.views:
        csv = view.downloads[0].content.decode().splitlines()
        assert csv[0] == head and len(csv) == 1 + len(view.cells)
    assert addresses.chart_file("herds", "index", "svg") in village.files


def test_the_story_names_a_state_of_a_page_or_not(tiny, village):
    named = f'href="{addresses.chart("herds")}#index"'
    assert named in village.files[addresses.STORY].decode()
    alone = build(damaged(tiny, CHAPTER, "figure('herds', 'index')", "figure('herds')"), TINY)
    assert named not in alone.files[addresses.STORY].decode()
    assert 'id="index"' in alone.files[addresses.chart("herds")].decode()


def test_a_figure_without_a_place_in_the_story_has_its_page(tiny):
    built = build(damaged(tiny, CHAPTER, "{{ figure('herds', 'index') }}", ""), TINY)
    page = built.files[addresses.chart("herds")].decode()
    assert "Where this chart stands" not in page


def test_marks_carry_their_cells_and_words_follow_them(village):
    page = village.files[addresses.chart("herds")].decode()
    assert set(re.findall(r'data-cell="([^"]+)"', page)) == {
        f"{s}|{y}" for s in ("cows", "horses") for y in (1940, 1942)
    }
    assert "Cows fell from 40 to 20. The cows were most." in page


def test_a_corrected_cell_changes_drawing_table_and_words(tiny):
    built = build(damaged(tiny, HERDS, "cows,1940,40", "cows,1940,41"), TINY)
    assert built.figures[0].views[0].words.title == "Cows fell from 41 to 20"
    page = built.files[addresses.chart("herds")].decode()
    assert ">41</a>" in page


def test_badges_count_by_status(village):
    assert village.figures[0].default.badges == (
        "1 of 4 values from memory, not yet checked", "1 of 4 values quoted at second hand",
    )  # fmt: skip


FAULTS = [
    (WORDS, "value('herds', 'cows', 1940) }} to", "value('herds', 'cows', 1941) }} to", f"{WORDS}:12: no cell 'cows', '1941'"),
    (WORDS, "Animals of a village\"", 'Animals of 30 villages"', f"{WORDS}:13: the number 30 is typed"),
    (WORDS, "# index\n", "# indes\n", f"{WORDS}:1: a section '# index' is wanted"),
    (WORDS, 'units = "Head"\n', "", f"{WORDS}:1: default: 'units' is a required property"),
    (WORDS, 'corner = "Animal"', "corner = Animal", f"{WORDS}:"),
    (WORDS, "facts.most", "facts.least", f"{WORDS}:25: "),
    (CHAPTER, "value('herds', 'cows', 1940)", "value('herd', 'cows', 1940)", f"{CHAPTER}:3: no figure 'herd'"),
    (CHAPTER, "figure('herds', 'index')", "figure('herds', 'indes')", f"{CHAPTER}:5: figure 'herds' has no state 'indes'"),
    (CHAPTER, "Fewer", "Some 30 fewer", f"{CHAPTER}:7: the number 30 is typed"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "line"), FAULTS, ids=[f[3][-40:] for f in FAULTS])
def test_a_fault_is_named_where_it_was_typed(tiny, path, old, new, line):
    found = faults(damaged(tiny, path, old, new))
    assert len(found) == 1 and found[0].startswith(line), found


def test_a_value_outside_a_drawn_axis_is_named_with_the_axis(tiny):
    found = faults(damaged(tiny, HERDS, "horses,1942,10", "horses,1942,51"))
    assert f"{HERDS}:5: figure herds, default: 51 at horses, 1942 lies outside the drawn axis, 0 to 50" in found


def test_a_state_under_another_name_is_missed_and_unknown(tiny):
    found = faults(damaged(tiny, WORDS, "[index]", "[indes]"))
    assert found == [f"{WORDS}:1: unknown key 'indes' (is 'index' meant?)", f"{WORDS}:1: state 'index' has no words"]


def test_all_faults_of_a_run_are_told(tiny):
    broken = damaged(damaged(tiny, HERDS, "cows,1940,40", "cows,1940,abc"), "CHANGELOG.md", "## 1.0.0", "## one")
    found = faults({**broken, "templates/glossary.md": b""})
    assert {line.partition(":")[0] for line in found} == {HERDS, "CHANGELOG.md", "templates/glossary.md"}


@pytest.mark.parametrize("path", ["templates/base.html", "templates/chart.html", "templates/_macros.html"])
def test_a_template_that_is_missing_is_named_as_itself(tiny, path):
    found = faults({p: c for p, c in tiny.items() if p != path})
    assert found == [f"{path}:1: this file is wanted, but cannot be read"]


def test_words_of_a_figure_that_are_missing_are_named(tiny):
    found = faults({p: c for p, c in tiny.items() if p != WORDS})
    assert found == [f"{WORDS}:1: this file is wanted, but cannot be read"]


def test_a_build_says_what_it_changed(tiny, village):
    """A value and a status changed: the cells old and new, the figure, the sentence, the claim, and a line asked for."""
    changed = damaged(damaged(tiny, HERDS, "cows,1940,40", "cows,1940,41"), HERDS, "unverified", "read")
    built = build(changed, TINY)
    lines = changes(village.files, built, changed["CHANGELOG.md"].decode())
    assert "herds#cows-1940: 40 → 41" in lines and "herds#horses-1940: unverified → read" in lines
    assert "figures: 1 (herds)" in lines and "sentences: the-village-p-1" in lines
    assert "verdicts kept on changed cells: cows-halved" in lines
    assert lines[-1] == "say in CHANGELOG.md, under ## Unreleased, what changed in herds and why"
    told = changes(village.files, built, "## Unreleased\n\n- `herds`: recounted.\n\n## 1.0.0 – 2026-01-31\n")
    assert not any("say in CHANGELOG" in line for line in told)


def test_a_build_that_changes_nothing_says_nothing(village, tiny):
    assert changes(village.files, village, tiny["CHANGELOG.md"].decode()) == []


def test_memory_gives_the_same_and_distrusts_what_is_not_whole(tmp_path):
    made = []

    def make() -> bytes:
        made.append(1)
        return b"drawn"

    def run() -> bytes:
        memory = Memory()
        memory.open(tmp_path)
        found = memory.recall(make, "svg", b"spec")
        memory.keep()
        return found

    assert run() == run() == b"drawn" and len(made) == 1
    (tmp_path / key_of(("svg", b"spec"))).write_bytes(b"half a file")
    assert run() == b"drawn" and len(made) == 2


def test_memory_keeps_only_what_was_used(tmp_path):
    """Beside it lies a note that a run of this code ended."""
    for part in ("one", "two"):
        memory = Memory()
        memory.open(tmp_path)
        memory.recall(lambda: b"x", part)
        memory.keep()
        assert (tmp_path / key_of((part,))).exists()
    assert len(list(tmp_path.iterdir())) == 3
    memory.tidy()
    assert {path.name for path in tmp_path.iterdir()} == {key_of(("two",)), key_of((DONE, code()))}


def test_parts_of_a_key_are_told_apart():
    assert key_of(("ab", "c")) != key_of(("a", "bc"))
