"""Scales and labels of drawings, and what is made of drawings: files, cards, thumbnails, source lines by panel."""

import io
import itertools
import re
from dataclasses import replace
from xml.etree import ElementTree

import altair as alt
import pytest
import vl_convert as vlc
from PIL import Image
from views import each_figure, each_view, plots, with_status

from stalin_econ import addresses, theme
from stalin_econ.charts import OPENING, rearmament
from stalin_econ.charts.marks import Label, dodge
from stalin_econ.charts.rearmament_panels import year_axis
from stalin_econ.charts.scale import Scale
from stalin_econ.data.tables import row_of
from stalin_econ.drawing import export, silhouette, vega
from stalin_econ.drawing.slide import CARD
from stalin_econ.faults import InputError
from stalin_econ.measures.provenance import origin_of
from stalin_econ.prose.labels import labels_of, slips
from stalin_econ.site.build import build


@pytest.mark.parametrize("kind", ["linear", "log"])
def test_a_scale_sets_its_ends_and_its_middle(kind):
    scale = Scale(kind, (1, 16)).over(200, 0)
    assert (scale.px(1), scale.px(16)) == (200, 0)
    assert scale.px(4) == pytest.approx(100 if kind == "log" else 160)
    assert scale.holds(16) and not scale.holds(16.1)


def test_labels_are_moved_apart_as_little_as_can_be():
    placed = dodge([10, 12, 11, 100], 10)
    ordered = sorted(placed)
    assert all(b - a >= 10 - 1e-9 for a, b in itertools.pairwise(ordered))
    assert placed[3] == 100 and sum(placed[:3]) == pytest.approx(33)
    assert sorted(range(4), key=placed.__getitem__) == [0, 2, 1, 3]


def test_a_label_stands_by_its_capitals():
    top, middle, bottom = (
        Label(0, 100, "GNP\n1940", size=20, valign=v).first_line for v in ("top", "middle", "bottom")
    )
    assert top > 100 > bottom and top > middle > bottom


def test_the_renderer_carries_the_schema_that_altair_names():
    assert vega.VEGA_LITE in vlc.get_vegalite_versions()
    assert alt.SCHEMA_VERSION.startswith(f"v{vega.VEGA_LITE}")


def ink(picture: bytes, box: tuple[int, int, int, int]) -> int:
    """How many dark px a part of a picture has."""
    grey = Image.open(io.BytesIO(picture)).convert("L").crop(box)
    return sum(grey.histogram()[:90])


@each_view
def test_pictures_show_text_at_twice_the_size(figure, state, built):
    """Text can vanish from a picture without a word: the head of each export has ink."""
    picture = built.files[addresses.chart_file(figure.slug, state.key, "png")]
    width, _ = Image.open(io.BytesIO(picture)).size
    assert width == 2 * (theme.WIDE.px + 2 * export.MARGIN)
    assert ink(picture, (0, 0, width, 110)) > 1500


@each_figure
def test_cards_and_thumbnails(figure, built):
    card = built.files[addresses.card(figure.slug)]
    assert Image.open(io.BytesIO(card)).size == (CARD.width, CARD.height) and ink(card, (0, 0, CARD.width, 110)) > 800
    small = built.files[addresses.thumbnail(figure.slug)].decode()
    assert "prefers-color-scheme" in small
    assert "<text" not in small and "data-cell" not in small and "<path" in small
    ElementTree.fromstring(small)


def test_a_silhouette_has_no_lines_that_lead_to_words():
    base, leader, arrow = (
        '<path d="M0,90H200"/>',
        '<path d="M10,20H90M90,20V70"/>',
        '<path d="M0,3L-3,-3L3,-3Z" fill="#000"/>',
    )
    mark, second = '<path data-cell="a|1" d="M0,90V20h9V90Z"/>', '<g><circle data-cell="a|2" r="3"/></g>'
    group = ElementTree.fromstring(f"<g>{base}{leader}{arrow}{mark}{second}<text>words</text></g>")
    silhouette.bare(group, ["a|2"])
    assert [element.get("d") for element in group] == ["M0,90H200", "M0,90V20h9V90Z"]


@each_view
def test_export_stands_alone(figure, state, built):
    svg = built.files[addresses.chart_file(figure.slug, state.key, "svg")].decode()
    assert "var(--" not in svg and "font/woff2;base64" in svg
    words = " ".join(re.findall(r">([^<]+)</text>", svg)).replace("&amp;", "&")
    own = built.edition.words[figure.slug].states[state.key]
    assert own.title.split()[0] in words and own.subtitle.split()[-1] in words
    assert "Sources" in words and addresses.cited(addresses.chart(figure.slug)) in words.replace(" ", "")


def test_the_opening_picture_is_drawn_at_its_widths(built):
    story = built.files[addresses.STORY].decode()
    for width in OPENING.widths:
        assert f'aria-labelledby="opening-{width.name}-title"' in story


def test_the_first_year_of_a_panel_of_years_is_named():
    """Each second year where there is little room, but never without the one at which the panel begins."""
    layouts = (getattr(rearmament, name) for name in ("WIDE", "NARROW", "SLIDE", "WIDE_INDEX", "NARROW_INDEX"))
    for panel in (panel for at in layouts for panel in at.panels):
        named = year_axis(panel, 0)["values"] if panel.dated else []
        assert not named or min(named) - panel.first < 1


def test_a_source_line_by_panel_has_each_work_with_the_panel_that_rests_on_it(built, edition):
    """A reader of one panel learns what it rests on, and no work stands with a panel that has nothing of it."""
    (shown,) = [shown for shown in built.figures if shown.figure.slug == "rearmament"]
    for view in shown.views:
        names = list(dict.fromkeys(shown.words.panels.values()))
        parts = re.split("|".join(f"{name}: " for name in names), view.sources)[1:]
        assert len(parts) == len(names) > 1
        for name, part in zip(names, parts, strict=True):
            cells = [c for c in view.cells if c.role != "table" and shown.words.panels[c.scale] == name]
            rows = [row_of(address, edition.tables) for cell in cells for address in cell.quantity.cells]
            assert set(re.findall(r'#(\w+)"', part)) == {origin_of(row).work for row in rows}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('troops = "Troops"\ntanks', 'trops = "Troops"\ntanks', "panels: 'trops' is no scale of a mark (is 'troops' meant?)"),
        ('guns = "Aircraft and guns"\n', "", "panels: guns has no name"),
    ],
)  # fmt: skip
def test_a_panel_that_is_none_or_has_no_name_is_told(sources, old, new, told):
    path = "templates/figures/rearmament.md"
    text = sources[path].decode()
    head, panels, rest = text.partition("[panels]\n")
    assert old in rest
    with pytest.raises(InputError) as error:
        build({**sources, path: (head + panels + rest.replace(old, new, 1)).encode()})
    assert told in str(error.value)


@pytest.mark.parametrize("status", ["read", "unverified"])
@each_figure
def test_no_label_that_other_figures_would_want_is_taken_for_a_slip(figure, status, edition):
    """A label that is not asked for today, such as a stamp, stays without a word, whatever becomes of the cells."""
    keys, asked = set(), set()
    for state in figure.states:
        for plot in plots(figure, state, with_status(edition.tables, status), edition):
            labels = labels_of(plot.labels, "")
            state.draw(replace(plot, labels=labels))
            keys, asked = keys | set(labels), asked | labels.asked
    assert keys & asked and not list(slips(keys, asked, "", ""))


def test_a_label_that_is_nearly_one_that_is_wanted_is_told_at_its_line(sources):
    path = "templates/figures/rearmament.md"
    text = sources[path].decode().replace("narrow_1938 =", "narow_1938 =", 1)
    line = text[: text.index("narow_1938")].count("\n") + 1
    with pytest.raises(InputError) as error:
        build({**sources, path: text.encode()})
    assert str(error.value).startswith(f"{path}:{line}: label 'narow_1938' stands in no drawing (is 'narrow_1938")
