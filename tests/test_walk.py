"""The walk through a chart in words is what its cells say: every series, ends, turns, gaps, and how sure."""

from views import each_figure

from stalin_econ import addresses
from stalin_econ.pages.figure import FigureTable, Place
from stalin_econ.pages.walk import walk

YEARS = ("1940", "1941", "1942", "1943", "1944-mean")


def table(*values, status="read", years=YEARS) -> FigureTable:
    """A table of one series; None is not known."""
    places = tuple(
        Place() if value is None else Place(str(value), status, "#", f"tea|{year}", "cups")
        for value, year in zip(values, years, strict=True)
    )
    names = tuple(year.replace("-", ", ") for year in years)
    return FigureTable("", "", names, (("Tea", places),), (), "cups", (), ("tea",), years)


def lines(own: FigureTable) -> tuple[str, ...]:
    values = {place.key: float(place.text) for _, row in own.rows for place in row if place.text}
    ((name, found),) = walk(own, values)
    assert name == "Tea"
    return found


def test_a_course_names_ends_and_turns_and_nothing_between():
    assert lines(table(1, 2, 5, 3, 4)) == ("1 in 1940, up to 5 in 1942, down to 3 in 1943", "1944, mean: 4")
    assert lines(table(4, 4, 2, 1, None)) == ("4 in 1940, still 4 in 1941, down to 1 in 1943",)


def test_a_turn_is_one_that_a_reader_sees():
    """Values that differ behind the digits shown neither rise nor fall for whoever reads them."""
    own = table(5, 5, 5, 5, None)
    values = {f"tea|{year}": 5 + number / 1000 for number, year in enumerate(YEARS)}
    assert walk(own, values) == (("Tea", ("5 in each year from 1940 to 1943",)),)
    assert lines(table(5, 5, 5, 4, None)) == ("5 in 1940, still 5 in 1942, down to 4 in 1943",)


def test_rows_without_years_say_each_value_and_compare_nothing():
    own = table(7, None, 3, years=("Chai", "Mate", "Tisane"))
    assert lines(own) == ("Chai: 7; Tisane: 3", "No value: Mate")


def test_gaps_and_doubts_are_said():
    assert lines(table(1, None, 5, None, None, status="unverified")) == (
        "1 in 1940, up to 5 in 1942", "No value: 1941; 1943", "From memory, not yet checked: all",
    )  # fmt: skip


@each_figure
def test_each_view_of_a_chart_has_its_walk(built, figure):
    """Every series is there; each number said is one of the table; each doubt of the table is said."""
    html = built.files[addresses.chart(figure.slug)].decode()
    shown = next(shown for shown in built.figures if shown.figure is figure)
    assert html.count('<details class="through">') == len(shown.views)
    for view in shown.views:
        names = [name for name, _ in view.walk]
        assert names in ([head for head, _ in view.table.rows], list(view.table.columns))
        assert all(lines for _, lines in view.walk)
        for _, found in view.walk:
            assert all(f"<li>{line}</li>" in html for line in found)
