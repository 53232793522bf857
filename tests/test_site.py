"""The built site: which pages there are, that links lead somewhere, and that nothing is said that was not meant."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import html5lib
import pytest
from views import each_figure

from stalin_econ import addresses
from stalin_econ.charts import FIGURES
from stalin_econ.faults import InputError
from stalin_econ.layout import CHANGELOG, SETTINGS
from stalin_econ.site.build import build
from stalin_econ.site.inputs import read_release
from stalin_econ.site.verify import living, page_problems
from stalin_econ.site.weight import weight_of

STYLE_BUDGET, STORY_BUDGET, FONT_BUDGET = 56_000, 500_000, 120_000  # bytes, uncompressed
PACKED = {"story": 60_600, "chart": 29_000, "style": 11_700, "fonts": 38_700}  # bytes as they travel
REQUESTS = 6
BASE = "https://example.org/wartime"


def pages_of(files):
    return {path: files[path].decode() for path in living(files)}


def text_of(html: str) -> str:
    """Words of a page, scripts and styles left out."""
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style).*?</\1>", " ", html, flags=re.S))


def with_settings(sources, **settings) -> dict[str, bytes]:
    """The sources with addresses set as a publisher would."""
    text = sources[SETTINGS].decode()
    for key, value in settings.items():
        text = re.sub(rf'^{key} = ".*"$', f'{key} = "{value}"', text, flags=re.M)
    return {**sources, SETTINGS: text.encode()}


@pytest.fixture(scope="module")
def published(sources):
    """The site as it is with a base address and a report address."""
    return build(with_settings(sources, base_address=f"{BASE}/", report_address="errors@example.org"))


@pytest.fixture(scope="module", params=["built", "published"])
def files(request):
    """The files of the site, without a base address and with one."""
    return request.getfixturevalue(request.param).files


def test_pages_follow_from_the_sources(built, edition, real_tables):
    wanted = {addresses.STORY, addresses.MISSING, *(target for target, _ in addresses.NAVIGATION)}
    wanted |= {addresses.CHECKING, addresses.REFUSED, addresses.TEACH, addresses.CHANGES}
    wanted |= {addresses.chart(figure.slug) for figure in FIGURES}
    wanted |= {addresses.table(name) for name in real_tables}
    wanted |= {addresses.embed(figure.slug) for figure in FIGURES}
    wanted |= {addresses.worksheet(slug) for slug in edition.worksheets}
    assert set(pages_of(built.files)) == wanted


def test_files_to_take_away(built, real_tables):
    for shown in built.figures:
        for view in shown.views:
            assert [d.path.partition(".")[2] for d in view.downloads] == ["csv", "svg", "png", "vl.json"]
            assert all(built.files[d.path] == d.content for d in view.downloads)
    for name in real_tables:
        assert built.files[addresses.table_file(name)]
    package = json.loads(built.files[addresses.PACKAGE])
    for resource in package["resources"]:
        assert f"data/{resource['path']}" in built.files


def test_links_and_anchors_lead_somewhere(files):
    assert list(page_problems(files)) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('href="charts/index.html"', 'href="chart/index.html"', "leads to no file"),
        ('href="#timeline"', 'href="#timelin"', "leads to no anchor"),
        ('id="timeline"', 'id="glossary"', "stands twice"),
    ],
)
def test_a_broken_link_is_noticed(built, old, new, words):
    html = built.files[addresses.STORY].decode()
    assert old in html
    problems = list(page_problems({**built.files, addresses.STORY: html.replace(old, new).encode()}))
    assert any(words in problem.message for problem in problems)


def test_nothing_says_what_only_a_program_would(built):
    for path, html in pages_of(built.files).items():
        assert not re.search(r"\b(?:nan|None|undefined|NaN|inf)\b", text_of(html)), path
        assert "{{" not in html and "{%" not in html and "\ue000" not in html, path
        assert not re.search(r"\b(?:TODO|FIXME|lorem|coming soon)\b", text_of(html)), path


@pytest.mark.parametrize("words", ["inf", "nan"])
def test_a_page_that_says_what_a_program_would_is_refused(built, words):
    html = built.files[addresses.ABOUT].decode().replace("<h1>About</h1>", f"<h1>About {words} times</h1>")
    assert any(words in p.message for p in page_problems({**built.files, addresses.ABOUT: html.encode()}))


def test_a_caption_stands_first_or_last_in_its_figure(built):
    """Where a browser and the checker of the W3C take it for one."""
    for path, html in pages_of(built.files).items():
        for found in re.finditer(r"(<figure[^>]*>)?\s*<figcaption.*?</figcaption>\s*(</figure>)?", html, flags=re.S):
            assert found[1] or found[2], path


def test_pages_are_valid_html(files):
    for path, html in pages_of(files).items():
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(html)
        assert not parser.errors, (path, parser.errors[:3])


def test_pages_load_nothing_from_elsewhere(files):
    """Pages link out only to works and licences; what names an address without loading it, such as `canonical`, may."""
    for path, html in pages_of(files).items():
        own = html.replace(BASE, "") if path == addresses.MISSING else html
        assert not re.search(r'<(?:script|img|iframe|source)[^>]+(?:src|srcset)="[a-z]+:', own), path
        loading = re.findall(r'<link[^>]+rel="(?:stylesheet|icon|preload|modulepreload|prefetch)"[^>]*>', own)
        assert loading and not any(re.search(r'href="https?:', link) for link in loading), path
    sheet = next(content.decode() for path, content in files.items() if path.endswith(".css"))
    assert "http" not in sheet and "@import" not in sheet


def test_a_published_page_names_its_address(published):
    """A figure in a frame names the page of its chart."""
    for path, html in pages_of(published.files).items():
        found = re.findall(r'<link rel="canonical" href="([^"]+)">', html)
        assert found == (
            [] if path == addresses.MISSING else [f"{BASE}/{addresses.cited(path).removesuffix('embed/')}"]
        ), path


def test_the_page_for_what_is_missing_works_at_any_address(published):
    html = published.files[addresses.MISSING].decode()
    links = re.findall(r'(?:href|src)="([^"#]+)"', html)
    assert links and all(link.startswith(f"{BASE}/") for link in links)


def test_without_a_base_address_nothing_that_needs_one_is_printed(built):
    for path, html in pages_of(built.files).items():
        assert 'rel="canonical"' not in html and "example.org" not in html, path


def test_a_mail_address_is_shown_as_one(published):
    html = published.files[addresses.ABOUT].decode()
    assert '<a href="mailto:errors@example.org">errors@example.org</a>' in html


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("base_address", "example.org/wartime", "an address such as"),
        ("base_address", "https://example.org/a b", "an address such as"),
        ("report_address", "somebody", "a mail address"),
    ],
)
def test_a_setting_that_is_no_address_is_a_fault_at_its_line(sources, key, value, words):
    damaged = with_settings(sources, **{key: value})
    line = next(i for i, text in enumerate(damaged[SETTINGS].decode().splitlines(), 1) if text.startswith(key))
    with pytest.raises(InputError) as error:
        build(damaged)
    assert [(p.path, p.line) for p in error.value.problems] == [(SETTINGS, line)]
    assert words in error.value.problems[0].message


@each_figure
def test_each_figure_has_source_table_notes_and_files(figure, built, in_story):
    shown = next(s for s in built.figures if s.figure is figure)
    html = built.files[addresses.chart(figure.slug)].decode()
    assert html.count("<b>Sources:</b>") == html.count('class="numbers"') == len(figure.states)
    assert shown.words.notes and all(len(note) > 20 for note in shown.words.notes)
    assert html.count('role="img"') == 2 * len(figure.states)
    assert (f'id="{figure.slug}"' in built.files[addresses.STORY].decode()) == (figure in in_story)


def test_badges_count_what_is_drawn_or_printed_and_not_sure(built):
    for shown in built.figures:
        for view in shown.views:
            drawn = [cell.quantity.status for cell in view.cells if cell.role in ("drawn", "rival") or cell.printed]
            for status, words in (("unverified", "from memory"), ("relayed", "second hand")):
                badge = [b for b in view.badges if words in b]
                count = drawn.count(status)
                assert badge == [] if not count else badge[0].startswith(f"{count} of {len(drawn)} values")


def test_every_cell_has_an_id_and_its_source(built, real_tables):
    for name, table in real_tables.items():
        html = built.files[addresses.table(name)].decode()
        for cell in table.rows:
            assert f'<tr id="{cell.partition("#")[2]}"' in html


def test_checking_sheet_lists_every_unverified_cell(built, real_tables):
    unsure = [
        cell for table in real_tables.values() for cell, row in table.rows.items() if row["status"] == "unverified"
    ]
    rows = list(csv.DictReader(io.StringIO(built.files[addresses.CHECKING_FILE].decode())))
    assert [f"{row['table']}#{row['cell']}" for row in rows] == unsure
    html = built.files[addresses.CHECKING].decode()
    assert html.count('class="tick"') == len(unsure)


def test_sources_say_what_rests_on_them(built):
    html = built.files[addresses.SOURCES].decode()
    entry = html[html.index('id="harrison1998"') :].partition("</li>\n<li id=")[0]
    assert "great_powers_gdp/index.html#1942-USSR-Allied" in entry and "claims/index.html#gdp-fell-a-third" in entry


def test_release_comes_from_the_changelog(built, sources):
    version, day = read_release(sources)
    story = built.files[addresses.STORY].decode()
    assert f"Version {version}" in story and f'datetime="{day}"' in story
    damaged = sources[CHANGELOG].decode().replace(f"## {version} – {day}", "## Soon")
    with pytest.raises(InputError, match="with an en dash"):
        read_release({**sources, CHANGELOG: damaged.encode()})


def test_budgets_in_bytes(built):
    sizes = {path: len(content) for path, content in built.files.items()}
    assert max(size for path, size in sizes.items() if path.endswith(".css")) < STYLE_BUDGET
    assert sizes[addresses.STORY] < STORY_BUDGET
    assert sum(size for path, size in sizes.items() if path.endswith(".woff2")) < FONT_BUDGET
    assert all(size <= 25_000 for path, size in sizes.items() if path.startswith("charts/") and path.endswith(".svg"))


def test_pages_are_light_as_they_travel(files):
    """With an address or without: what describes a page to machines is longer where it has one."""
    story = weight_of(files, addresses.STORY)
    assert story.page <= PACKED["story"] and story.style <= PACKED["style"] and story.fonts <= PACKED["fonts"]
    charts = {path: weight_of(files, path) for path in map(addresses.chart, (figure.slug for figure in FIGURES))}
    assert max(weight.page for weight in charts.values()) <= PACKED["chart"]
    assert all(4 < weight.requests <= REQUESTS for weight in (story, *charts.values()))


class Heads(HTMLParser):
    def __init__(self):
        super().__init__()
        self.levels: list[int] = []

    def handle_starttag(self, tag, attrs):
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))


def test_heads_step_down_one_at_a_time(built):
    for path, html in pages_of(built.files).items():
        heads = Heads()
        heads.feed(html)
        assert heads.levels.count(1) == 1, path
        assert all(b - a <= 1 for a, b in zip([0, *heads.levels], heads.levels, strict=False)), path


def test_every_finding_of_the_ledger_leads_to_its_cells(built):
    """A number has its arithmetic, with links, or is itself a link to the cell."""
    html = built.files[addresses.LEDGER].decode()
    findings = re.findall(r'<span class="label">(.*?)</li>', html, flags=re.S)
    assert len(findings) == sum(len(claim.findings) for claim in built.edition.claims)
    assert all('href="../data/' in finding for finding in findings)


def test_styles_have_a_scale_of_sizes(sources):
    """Sizes of text come from the eight of the scale, or are parts of the size around them."""
    sheets = "".join(c.decode() for p, c in sources.items() if p.startswith("templates/static/css/"))
    steps = set(re.findall(r"(--s\d): ", sheets))
    assert len(steps) == 8
    sizes = re.findall(r"font(?:-size)?: (?:\d{3} )?([\d.]+(?:rem|px))", sheets)
    assert sizes == [], sizes
