"""Pages of tables: the wide table above the long one says the same, and a source that all rows share is said once."""

import re

import pytest

from stalin_econ import addresses
from stalin_econ.measures.provenance import cell_html
from stalin_econ.pages.tables import leading_fields, table_rows
from stalin_econ.pages.wide import wide_of

SMALL = [{"keys": ["Rye", year], "id": f"{year}-rye"} for year in ("1940", "1941", "1942")]


@pytest.fixture
def page(built):
    return lambda name: built.files[addresses.table(name)].decode()


def test_a_wide_table_has_every_row_of_the_long_one_once(real_tables, edition, page):
    shown = 0
    for name, table in real_tables.items():
        rows = table_rows(table, edition.references)
        wide = wide_of(table, leading_fields(table), rows)
        assert ('id="wide-caption"' in page(name)) == (wide is not None), name
        if wide is None:
            continue
        shown += 1
        places = [place for _, series in wide.rows for place in series if place]
        assert sorted(place["id"] for place in places) == sorted(row["id"] for row in rows)
        assert len({head for head, _ in wide.rows}) == len(wide.rows)
        for _, series in wide.rows:
            assert all(year in map(str, place["keys"]) for year, place in zip(wide.years, series, strict=True) if place)
        for row in rows:
            assert f'<a href="#{row["id"]}">{row["text"]}</a>' in page(name)
    assert shown > 3


def test_nothing_is_set_side_by_side_that_has_no_years_or_one_row(real_tables):
    table = next(iter(real_tables.values()))
    assert wide_of(table, ["item", "period"], SMALL) is None
    assert wide_of(table, ["item", "year"], SMALL) is None
    other = [{"keys": ["Oats", "1940"], "id": "1940-oats"}]
    assert wide_of(table, ["item", "year"], [*SMALL, *other]).rows[1] == ("Oats", (other[0], None, None))


def test_a_source_that_all_rows_share_is_said_once_above_them(real_tables, edition, page):
    once = 0
    for name, table in real_tables.items():
        sources = {cell_html(row, edition.references) for row in table.rows.values()}
        cells = re.findall(r'<td class="where">(.*?)</td>', page(name), flags=re.S)
        if len(sources) == 1 and len(table.rows) > 1:
            once += 1
            assert "Source of every row:" in page(name) and not any(
                'href="../../sources/' in c.partition("<details")[0] for c in cells
            )
        else:
            assert all('href="../../sources/' in cell for cell in cells), name
    assert once > 3
