"""Titles are true, as the table proves of each, and drawings say what they must."""

import re

import pytest
from views import plots

from stalin_econ.charts import FIGURES, OPENING
from stalin_econ.charts.figure import Plot, cell_at
from stalin_econ.charts.rearmament_panels import Panel, dressed
from stalin_econ.drawing import vega


def at(edition, slug: str, row: str, column: object, state: str = "default") -> float:
    return cell_at(edition.cells[slug][state], row, column).quantity.value


def leads(edition, state: str, column: str) -> dict[str, float]:
    """The leads of figure 1 by measure, without stocks and troops."""
    cells = edition.cells["balance-of-supplies-1942"][state]
    return {
        c.row: c.quantity.value
        for c in cells
        if c.column == column and not c.row.startswith("stock") and c.row != "armed_forces"
    }


def test_titles_of_the_balance(edition):
    slug = "balance-of-supplies-1942"
    for state, column in (("default", "all_fronts"), ("eastern-front", "eastern_front")):
        troops = at(edition, slug, "armed_forces", column, state)
        assert troops > 1 and min(leads(edition, state, column).values()) > troops
    ours, east = leads(edition, "default", "all_fronts"), leads(edition, "eastern-front", "eastern_front")
    assert all(east[row] > ours[row] for row in ours)
    assert min(leads(edition, "per-soldier", "all_fronts").values()) > 1


def test_titles_of_the_product(edition):
    slug = "national-product-by-sector"
    for state, sectors in (("default", {"defence_industry", "military_services"}), ("official", {"arms_industry"})):
        grown = {
            c.row
            for c in edition.cells[slug][state]
            if c.column == "1942" and c.role == "drawn" and c.quantity.value > 100
        }
        assert grown == sectors
    assert (
        edition.words[slug]
        .states["official"]
        .title.count(f"{at(edition, slug, 'arms_industry', 1942, 'official'):.0f}")
        == 1
    )


def test_titles_of_the_uses(edition):
    slug = "final-uses"
    assert 55 < at(edition, slug, "military_share", 1942) < 65 and 64 < at(edition, slug, "gnp", 1942) < 70
    for year in (1942, 1943):
        assert 55 < at(edition, slug, "military_outlays", year, "own-year") < 65
    assert at(edition, slug, "home_share", 1942, "met-at-home") > 50
    for year in range(1940, 1945):
        parts = at(edition, slug, "military_outlays", year) + at(edition, slug, "civilian_uses", year)
        assert parts == pytest.approx(at(edition, slug, "gnp", year))


def test_titles_of_rearmament(edition):
    """Whatever is counted: the largest rise of tanks in a year is early, that of troops and of aircraft late."""
    slug = "rearmament"
    for row in ("tanks", "simonov"):
        rises = {year: at(edition, slug, row, year) - at(edition, slug, row, year - 1) for year in range(1931, 1941)}
        assert max(rises, key=rises.get) <= 1933
    rises = {
        year: at(edition, slug, "troops", year) - at(edition, slug, "troops", year - 1) for year in range(1934, 1941)
    }
    assert max(rises, key=rises.get) >= 1938
    assert (
        at(edition, slug, "aircraft", 1940)
        > 1.4 * at(edition, slug, "aircraft", 1938)
        > at(edition, slug, "aircraft", "1935-36-mean")
    )
    for row in ("troops", "aircraft"):
        assert at(edition, slug, row, 1940, "index-1938") > 140
    for row in ("guns", "tanks"):  # "far less": less than a third as much
        assert 0 < at(edition, slug, row, 1940, "index-1938") - 100 < 28


def test_titles_of_food(edition):
    slug = "food-procurement"
    assert at(edition, slug, "harvest", 1942) < at(edition, slug, "harvest", 1940) * 0.38
    taken = [
        c.quantity.value
        for c in edition.cells[slug]["default"]
        if c.row in ("share_taken", "share_of_smaller") and c.column >= "1942"
    ]
    assert taken and min(taken) >= 40


def test_titles_of_the_burden(edition):
    slug = "burden-and-development"
    heads = {c.row: c.quantity.value for c in edition.cells[slug]["default"] if c.column == "gdp_per_head"}
    poor, rich = sorted(heads, key=heads.get)[:2], sorted(heads, key=heads.get)[-2:]
    assert set(poor) == {"USSR", "Japan"} and set(rich) == {"UK", "USA"}
    peak = {
        row: max(c.quantity.value for c in edition.cells[slug]["default"] if c.row == row and c.column.isdigit())
        for row in heads
    }
    net = max(
        c.quantity.value for c in edition.cells[slug]["default"] if c.row == "USSR" and c.column.startswith("net_")
    )
    assert min(peak["Japan"], net) >= max(peak[row] for row in rich)
    burdens = {row: at(edition, slug, row, 1942, "burden-1942") for row in heads}
    assert sorted(burdens, key=burdens.get)[-2:] == ["USSR", "Germany"]


def test_titles_of_production(edition):
    slug = "war-production"
    weapons = {c.row for c in edition.cells[slug]["default"] if c.column == "1942" and c.role == "drawn"}
    assert all(at(edition, slug, row, 1942) > 1 for row in weapons) and len(weapons) == 7
    assert sum(at(edition, slug, row, 1944) > 1 for row in weapons) == 2
    title = edition.words[slug].states["shares"].title
    for row in ("mortars", "combat_aircraft"):
        assert f"{at(edition, slug, row, 'USSR', 'shares'):.0f}" in title
    growth = {c.row: c.quantity.value for c in edition.cells[slug]["thousands"] if c.column == "growth"}
    assert sum(v >= 2 for row, v in growth.items() if row.endswith("Germany")) == 6
    assert not any(v >= 2 for row, v in growth.items() if row.endswith("USSR"))


# --- what a drawing must say --------------------------------------------------------------------------------------


def words_in(state, plot) -> str:
    """All words of a drawing, a blank between them."""
    svg = vega.svg_of(vega.spec_of(state.draw(plot).chart, "words"))
    return " ".join(re.findall(r">([^<>]+)<", svg)).replace("\N{NO-BREAK SPACE}", " ")


def drawn_words(edition, slug: str):
    """Each state of a figure with what a drawing sees and its words, at each width."""
    figure = next(f for f in FIGURES if f.slug == slug)
    for state in figure.states:
        for plot in plots(figure, state, edition.tables, edition):
            yield state, plot, words_in(state, plot)


def test_each_line_of_the_product_has_its_name_and_its_last_number(edition):
    """One that stops early too, with the year in which it stops where it does not stand at its point."""
    for state, plot, words in drawn_words(edition, "national-product-by-sector"):
        for cell in {c.row: c for c in plot.cells if c.role == "drawn"}.values():
            assert f"{plot.text(cell)}  {plot.labels[cell.row]}" in words, (state.key, plot.width.name, cell.key)


def test_each_ratio_of_the_balance_has_its_number_and_both_fronts_their_names(edition):
    for _, plot, words in drawn_words(edition, "balance-of-supplies-1942"):
        for cell in (c for c in plot.cells if c.role in ("drawn", "rival")):
            assert re.search(rf"(?<![\d.]){re.escape(plot.text(cell))}(?![\d.])", words), (plot.width.name, cell.key)
        assert "all fronts" in words and "east" in words


def test_an_outline_of_rearmament_says_second_hand_and_nothing_else(edition):
    figure = next(f for f in FIGURES if f.slug == "rearmament")
    for state in figure.states:
        for plot in plots(figure, state, edition.tables, edition):
            frames = {key: dressed(plot, layout_panel(key)) for key in ("troops", "aircraft", "guns")}
            for frame in frames.values():
                assert (frame["bare"] == (frame["status"] != "relayed")).all()
            for key in ("aircraft", "guns"):
                assert frames[key]["fill"].nunique() == 1
            assert "outlined: at second hand" in words_in(state, plot)


def layout_panel(key: str) -> Panel:
    """Any panel of a key: how its cells are dressed does not depend on where it stands."""
    return Panel(key, 1930, 1940, 0, 20, 4, 100, 0.1, (0, 0))


def test_the_blocks_of_the_opening_make_output(edition):
    """The block that is left is as high as its number, and what came on top of output is named apart and about so."""
    state, cells = OPENING.states[0], edition.cells[OPENING.slug]["default"]
    for year in (1940, 1942):
        parts = [at(edition, OPENING.slug, row, year) for row in ("military_outlays", "civilian_of_gnp")]
        assert sum(parts) == pytest.approx(at(edition, OPENING.slug, "gnp", year))
    for width in OPENING.widths:
        plot = Plot(cells, state.scales, width, edition.words[OPENING.slug].states["default"].labels)
        words = words_in(state, plot)
        for key in ("civilian_of_gnp|1942", "military_outlays|1942"):
            assert f" {plot.text(plot.at(*key.split('|')))} " in words
        assert f"about {plot.text(plot.at('net_imports', 1942))}" in words
        assert f" {plot.text(plot.at('civilian_uses', 1942))} " not in words
