"""Every published drawing is read back through its own axes and held against the figure's file."""

import re

import measure
import pytest

from stalin_econ import addresses, theme
from stalin_econ.charts import FIGURES

VIEWS = [(figure, state) for figure in FIGURES for state in figure.states]
each_view = pytest.mark.parametrize(
    ("figure", "state"), VIEWS, ids=lambda item: getattr(item, "slug", getattr(item, "key", ""))
)


def page_drawing(built, figure, state, width: str) -> str:
    """A drawing as it stands on the page of its figure."""
    html = built.files[addresses.chart(figure.slug)].decode()
    name = f"{figure.slug}-{state.key}-{width}-title"
    return re.search(rf'<svg [^>]*aria-labelledby="{name}".*?</svg>', html, flags=re.S)[0]


def file_of(built, figure, state, ending: str) -> str:
    return built.files[addresses.chart_file(figure.slug, state.key, ending)].decode()


def drawings(built, figure, state) -> dict[str, str]:
    """The page's drawings at each width."""
    return {width.name: page_drawing(built, figure, state, width.name) for width in theme.WIDTHS}


def geometry(svg: str) -> list[str]:
    """All places of a drawing, in order: paths, points, lines and words."""
    return re.findall(r'\b(?:d|cx|cy|r|x|y|x1|y1|x2|y2|transform)="([^"]*)"', svg)


@each_view
def test_the_file_has_the_marks_of_the_page(figure, state, built):
    """What was measured on the page holds for the exported file: all its places are the same, in the same order."""
    own = geometry(page_drawing(built, figure, state, "wide").partition("</desc>")[2])
    file = geometry(file_of(built, figure, state, "svg"))
    start = next(i for i, text in enumerate(file) if file[i : i + len(own)] == own)
    assert own and start >= 0


def scale_names(built, figure, state) -> dict[str, str]:
    return {cell.key: cell.scale for cell in built.edition.cells[figure.slug][state.key]}


@each_view
def test_every_mark_stands_at_its_value(figure, state, built):
    for name, svg in drawings(built, figure, state).items():
        found = measure.misses(
            svg, state.scales, file_of(built, figure, state, "csv"), scale_names(built, figure, state)
        )
        off = {key: round(miss, 2) for key, miss in found.items() if miss > measure.TOLERANCE}
        assert found and not off, f"{name}: {off}"


@each_view
def test_marks_are_the_cells_of_the_file(figure, state, built):
    """What is drawn is what the table shows: a mark for each drawn cell, and no mark for anything else."""
    cells = {cell.key for cell in built.edition.cells[figure.slug][state.key] if cell.role != "table"}
    for svg in drawings(built, figure, state).values():
        assert set(measure.read(svg).marks) <= cells


def stretched(svg: str, cell: str, factor: float) -> str:
    """A drawing in which the bar of a cell is drawn longer."""

    def longer(path: re.Match) -> str:
        return re.sub(r"([hvHV])(-?[\d.]+)", lambda step: f"{step[1]}{float(step[2]) * factor:g}", path[0])

    return re.sub(rf'<path[^>]*data-cell="{re.escape(cell)}"[^>]*>', longer, svg)


def exchanged(svg: str, a: str, b: str) -> str:
    """A drawing in which the marks of two cells have changed places."""
    return svg.replace(f'"{a}"', '"@"').replace(f'"{b}"', f'"{a}"').replace('"@"', f'"{b}"')


def mirrored(svg: str) -> str:
    """A drawing of which the axis counts the other way."""

    def turned(axis: re.Match) -> str:
        return re.sub(r">(\d+)(%?)<", lambda tick: f">{100 - int(tick[1])}{tick[2]}<", axis[0])

    return re.sub(r'<g [^>]*data-axis="[xy]"[^>]*>(?:<text[^>]*>[\d%]{1,4}</text>)+</g>', turned, svg)


@pytest.mark.parametrize("width", [width.name for width in theme.WIDTHS])
def test_a_scale_an_order_and_a_sign_that_are_wrong_are_noticed(built, width):
    """The measuring is itself measured: a stretched mark, exchanged marks and a mirrored axis do not pass."""
    figure = next(f for f in FIGURES if f.slug == "final-uses")
    state = figure.states[0]
    svg, file, names = (
        f(built, figure, state, *more) for f, *more in ((page_drawing, width), (file_of, "csv"), (scale_names,))
    )

    def worst(drawing: str) -> float:
        return max(measure.misses(drawing, state.scales, file, names).values())

    assert worst(svg) <= measure.TOLERANCE
    a, b = "military_outlays|1940", "military_outlays|1942"
    for wrong in (stretched(svg, b, 1.05), exchanged(svg, a, b), mirrored(svg)):
        assert wrong != svg and worst(wrong) > measure.TOLERANCE


def is_said(value: float, digits: set[float]) -> bool:
    """Whether some digits stand for a value: rounded to a whole number or to three digits; or in thousands or millions."""
    said = {seen * unit for seen in digits for unit in (1, 1e-3, 1e3)}
    return any(abs(seen - value) <= 0.5 or abs(seen / value - 1) < 0.006 for seen in said)


@each_view
def test_digits_of_every_printed_cell_stand_in_the_drawing(figure, state, built):
    """What a badge counts beside the marks is there to be read, at each width."""
    printed = [cell for cell in built.edition.cells[figure.slug][state.key] if cell.printed]
    for name, svg in drawings(built, figure, state).items():
        words = " ".join(re.findall(r">([^<>]+)<", svg.partition("</desc>")[2]))
        digits = {float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", words)}
        assert not [(name, cell.key) for cell in printed if not is_said(cell.quantity.value, digits)]
