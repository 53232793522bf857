"""The live version of a chart: its views from the figure's own cells, and a program of the version that Altair writes for."""

import json

import altair as alt
import pytest

from stalin_econ import addresses
from stalin_econ.drawing.vega import VEGA_LITE
from stalin_econ.layout import LIVE


@pytest.fixture(scope="module")
def views(built) -> dict[str, dict]:
    """The specifications of each figure's views, by slug."""
    files = {shown.figure.slug: built.files[addresses.live(shown.figure.slug)].decode() for shown in built.figures}
    return {slug: json.loads(text.partition(".views=")[2].strip().removesuffix(";")) for slug, text in files.items()}


def test_each_view_has_a_live_version_of_its_own_cells(views, built):
    for shown in built.figures:
        assert list(views[shown.figure.slug]) == sorted(view.key for view in shown.views)
        for view in shown.views:
            rows = views[shown.figure.slug][view.key]["data"]["values"]
            known = {(shown.words.name(c.row), shown.words.name(c.column)): c for c in view.cells}
            drawn = [row for row in rows if row["value"] is not None]
            assert drawn
            for row in drawn:
                cell = known[row["row"], row["column"]]
                assert (row["value"], row["sure"]) == (cell.quantity.value, cell.sure)


def test_a_year_without_a_value_breaks_its_line(views, built):
    for shown in built.figures:
        for view in shown.views:
            rows = views[shown.figure.slug][view.key]["data"]["values"]
            if all(row["column"].isdigit() for row in rows):
                series = {(row["row"], row["unit"]) for row in rows}
                assert len(rows) == len(series) * len({row["column"] for row in rows})


def test_live_charts_are_what_altair_holds_for_sound(views):
    slug = sorted(views)[0]
    alt.LayerChart.from_dict(next(iter(views[slug].values())), validate=True)


def test_live_charts_take_the_colours_of_the_page(views):
    text = json.dumps([{**spec, "data": 0} for found in views.values() for spec in found.values()])
    assert '"#' not in text and "var(--war)" in text


def test_the_program_is_made_of_the_versions_that_altair_writes_for(sources):
    package = json.loads(sources[f"{LIVE}package.json"])
    lock = json.loads(sources[f"{LIVE}package-lock.json"])["packages"]
    pinned = package["dependencies"]["vega-lite"]
    assert ".".join(pinned.split(".")[:2]) == VEGA_LITE
    assert pinned.encode() in sources[f"{LIVE}vega-runtime.js"]
    assert all(lock[f"node_modules/{name}"]["version"] == version for name, version in package["dependencies"].items())
    assert all(
        f"{name} {version} (" in sources[f"{LIVE}LICENCES.txt"].decode()
        for name, version in package["dependencies"].items()
    )
