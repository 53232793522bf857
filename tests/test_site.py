"""The built site: which pages there are, that links lead somewhere, and that nothing is said that was not meant."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import html5lib
import pytest

from stalin_econ import site
from stalin_econ.charts import FIGURES
from stalin_econ.layout import InputError

STYLE_BUDGET, STORY_BUDGET, FONT_BUDGET = 30_000, 480_000, 120_000  # bytes, uncompressed


def pages_of(built):
    return {path: content.decode() for path, content in built.items() if path.endswith(".html")}


def text_of(html: str) -> str:
    """Words of a page, scripts and styles left out."""
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style).*?</\1>", " ", html, flags=re.S))


def test_pages_follow_from_the_sources(built, real_tables):
    wanted = {"index.html", "404.html"}
    wanted |= {f"{name}/index.html" for name in ("charts", "data", "claims", "sources", "checking-sheet", "about")}
    wanted |= {f"charts/{figure.slug}/index.html" for figure in FIGURES}
    wanted |= {f"data/{name}/index.html" for name in real_tables}
    assert set(pages_of(built)) == wanted


def test_files_to_take_away(built, real_tables):
    for figure in FIGURES:
        for ending in ("csv", "svg", "png", "vl.json"):
            assert built[f"charts/{figure.slug}/{figure.slug}.{ending}"]
    for name in real_tables:
        assert built[f"data/{name}/{name}.csv"]
    package = json.loads(built["data/datapackage.json"])
    for resource in package["resources"]:
        assert f"data/{resource['path']}" in built


def test_links_and_anchors_lead_somewhere(built):
    assert list(site.page_problems(built)) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('href="charts/index.html"', 'href="chart/index.html"', "leads to no file"),
        ('href="#summary"', 'href="#sumary"', "leads to no anchor"),
        ('id="timeline"', 'id="glossary"', "stands twice"),
    ],
)
def test_a_broken_link_is_noticed(built, old, new, words):
    html = built["index.html"].decode()
    assert old in html
    problems = list(site.page_problems({**built, "index.html": html.replace(old, new).encode()}))
    assert any(words in problem.message for problem in problems)


def test_nothing_says_what_only_a_program_would(built):
    for path, html in pages_of(built).items():
        assert not re.search(r"\b(?:nan|None|undefined|NaN|inf)\b", text_of(html)), path
        assert "{{" not in html and "{%" not in html and "figure-slot" not in html, path
        assert not re.search(r"\b(?:TODO|FIXME|lorem|coming soon)\b", text_of(html)), path


def test_pages_are_valid_html(built):
    for path, html in pages_of(built).items():
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(html)
        assert not parser.errors, (path, parser.errors[:3])


def test_no_address_outside_but_sources(built):
    """Pages load nothing from elsewhere; they link out only to works and the licence."""
    for path, html in pages_of(built).items():
        assert not re.search(r'<(?:script|img|iframe|source)[^>]+(?:src|srcset)="[a-z]+:', html), path
        assert not re.search(r'<link[^>]+href="https?:', html), path
    sheet = next(content.decode() for path, content in built.items() if path.endswith(".css"))
    assert "http" not in sheet and "@import" not in sheet


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f.slug)
def test_each_figure_has_source_table_notes_and_files(figure, built):
    html = built[f"charts/{figure.slug}/index.html"].decode()
    assert "<b>Sources:</b>" in html and "<table>" in html and "<caption>" in html and figure.notes[0][:30] in html
    assert html.count("<svg") == 2
    assert f'id="{figure.slug}"' in built["index.html"].decode()


def test_unverified_figures_carry_a_badge(built):
    assert "of 46 values not yet checked" in built["charts/national-product-by-sector/index.html"].decode()
    assert "values not yet checked" not in built["charts/final-uses/index.html"].decode()
    assert "values not yet checked" not in built["charts/balance-of-supplies-1942/index.html"].decode()
    spoken = built["charts/food-procurement/index.html"].decode()
    assert "to be checked against" in spoken


def test_every_cell_has_an_id_and_its_source(built, real_tables):
    for name, table in real_tables.items():
        html = built[f"data/{name}/index.html"].decode()
        for cell in table.rows:
            assert f'<tr id="{cell.partition("#")[2]}"' in html


def test_checking_sheet_lists_every_unverified_cell(built, real_tables):
    unsure = [
        cell for table in real_tables.values() for cell, row in table.rows.items() if row["status"] == "unverified"
    ]
    rows = list(csv.DictReader(io.StringIO(built["data/checking_sheet.csv"].decode())))
    assert [f"{row['table']}#{row['cell']}" for row in rows] == unsure
    html = built["checking-sheet/index.html"].decode()
    assert html.count('class="tick"') == len(unsure)


def test_sources_say_what_rests_on_them(built):
    html = built["sources/index.html"].decode()
    entry = html[html.index('id="harrison1998"') : html.index('id="harrison2000"')]
    assert "great_powers_gdp/index.html#1942-USSR-Allied" in entry and "claims/index.html#gdp-fell-a-third" in entry


def test_release_comes_from_the_changelog(built, checkout):
    version, day = site.read_release(checkout.layout)
    assert f"Version {version}" in built["index.html"].decode() and f'datetime="{day}"' in built["index.html"].decode()
    checkout.replace("CHANGELOG.md", f"## {version} – {day}", "## Soon")
    with pytest.raises(InputError, match="no heading"):
        site.read_release(checkout.layout)


def test_budgets_in_bytes(built):
    sizes = {path: len(content) for path, content in built.items()}
    assert sum(size for path, size in sizes.items() if path.endswith(".css")) < STYLE_BUDGET
    assert sizes["index.html"] < STORY_BUDGET
    assert sum(size for path, size in sizes.items() if path.endswith(".woff2")) < FONT_BUDGET
    assert not any(path.endswith(".js") for path in sizes)


def test_a_folder_that_no_build_made_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(InputError, match="left alone"):
        site.write({"index.html": b"x"}, tmp_path)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "keep"


def test_writing_replaces_the_whole_folder(tmp_path):
    folder = tmp_path / "site"
    for files in ({"old.html": b"1", "a/b.html": b"1"}, {"a/b.html": b"2"}):
        site.write({**files, site.MARKER: site.marker(files)}, folder)
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} == {site.MARKER, "a/b.html"}
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_differences_are_named(tmp_path):
    folder = tmp_path / "site"
    site.write({site.MARKER: b"", "same.html": b"1", "changed.html": b"1", "gone.html": b"1"}, folder)
    found = site.differences({site.MARKER: b"", "same.html": b"1", "changed.html": b"2", "new.html": b"1"}, folder)
    assert found == ["changed.html: differs", "gone.html: not made by the build", "new.html: missing"]


class Heads(HTMLParser):
    def __init__(self):
        super().__init__()
        self.levels: list[int] = []

    def handle_starttag(self, tag, attrs):
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))


def test_heads_step_down_one_at_a_time(built):
    for path, html in pages_of(built).items():
        heads = Heads()
        heads.feed(html)
        assert heads.levels.count(1) == 1, path
        assert all(b - a <= 1 for a, b in zip([0, *heads.levels], heads.levels, strict=False)), path


def test_a_file_that_somebody_put_into_the_site_is_left_alone(tmp_path):
    folder, files = tmp_path / "site", {"index.html": b"1"}
    site.write({**files, site.MARKER: site.marker(files)}, folder)
    (folder / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.txt"):
        site.write({**files, site.MARKER: site.marker(files)}, folder)
    assert (folder / "mine.txt").exists()


def test_the_old_site_is_back_if_the_new_one_cannot_be_put_there(tmp_path, monkeypatch):
    """A swap that fails half-way leaves the published site as it was."""
    folder, files = tmp_path / "site", {"index.html": b"old"}
    site.write({**files, site.MARKER: site.marker(files)}, folder)
    rename = type(folder).rename

    def broken(path, target):
        if path.name == "new":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(type(folder), "rename", broken)
    with pytest.raises(InputError, match="cannot be written"):
        site.write({"index.html": b"new", site.MARKER: b""}, folder)
    assert (folder / "index.html").read_bytes() == b"old"


@pytest.mark.parametrize("words", ["inf", "nan"])
def test_a_page_that_says_what_a_program_would_is_refused(built, words):
    html = built["about/index.html"].decode().replace("<h1>About</h1>", f"<h1>About {words} times</h1>")
    assert any(words in p.message for p in site.page_problems({**built, "about/index.html": html.encode()}))


def test_every_finding_of_the_ledger_leads_to_its_cells(built):
    """A number has its arithmetic, with links, or is itself a link to the cell."""
    html = built["claims/index.html"].decode()
    findings = re.findall(r"<dt>(?:The tables|Rival)</dt><dd>(.*?)</dd>", html, flags=re.S)
    assert len(findings) > 60
    assert all('href="../data/' in finding for finding in findings)
