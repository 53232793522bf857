"""What tests of figures share: each figure, each of its views, and what its drawing sees."""

from pathlib import Path

import pytest

from stalin_econ.charts import FIGURES
from stalin_econ.charts.figure import Plot, cells_of
from stalin_econ.data.tables import Table
from stalin_econ.layout import WORKSHEETS
from stalin_econ.pages.drawn import widths_of

VIEWS = [(figure, state) for figure in FIGURES for state in figure.states]
# Figures with a worksheet; one without has its page all the same.
TAUGHT = [figure for figure in FIGURES if (Path(__file__).parent.parent / WORKSHEETS / f"{figure.slug}.md").exists()]

each_figure = pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f.slug)
each_view = pytest.mark.parametrize(
    ("figure", "state"), VIEWS, ids=lambda item: getattr(item, "slug", getattr(item, "key", ""))
)


def with_status(tables, status: str):
    """The tables as they would be if every cell had a status."""
    return {name: Table(name, t.meta, t.frame.assign(status=status)) for name, t in tables.items()}


def plots(figure, state, tables, edition):
    """What the drawing of a state would see of some tables, at each width, that of slides among them."""
    labels = edition.words[figure.slug].states[state.key].labels
    return [Plot(cells_of(figure, state, tables), state.scales, width, labels) for width in widths_of(figure, state)]
