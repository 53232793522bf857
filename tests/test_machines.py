"""What machines read: JSON-LD, Dublin Core, feeds, packages and CSVW, each read by a reader that is not ours."""

import csv
import io
import json
import re
from hashlib import sha256

import extruct
import feedparser
import frictionless
import pytest
from csvw import CSVW
from test_citation import BASE, published
from tiny_subject import TINY

from stalin_econ import addresses
from stalin_econ.charts import FIGURES
from stalin_econ.exports.files import CELL_HEAD
from stalin_econ.exports.package import CELL_COLUMNS
from stalin_econ.site.build import build
from stalin_econ.site.verify import facts_of, resolve
from stalin_econ.vocabulary import SITE_TITLE

FIELDS = (
    "name", "description", "creator", "publisher", "license", "conditionsOfAccess", "keywords", "datePublished",
    "dateModified", "version", "variableMeasured", "spatialCoverage", "citation", "isPartOf", "distribution",
)  # fmt: skip
CHARTS = [addresses.chart(figure.slug) for figure in FIGURES]


@pytest.fixture(scope="module")
def home(tiny):
    return build(tiny, TINY)


@pytest.fixture(scope="module")
def abroad(tiny):
    return build(published(tiny), TINY)


def data_pages(files):
    return [p for p in files if re.fullmatch(r"(charts|data)/[^/]+/index\.html", p)]


def extracted(files, path, base=BASE):
    return extruct.extract(
        files[path].decode(), base_url=f"{base}/{path}", syntaxes=["json-ld", "dublincore", "opengraph"]
    )


def test_each_chart_and_table_is_a_dataset(built):
    pages = data_pages(built.files)
    assert len(pages) > len(CHARTS) and set(CHARTS) <= set(pages)
    for path in pages:
        (record,) = extracted(built.files, path)["json-ld"]
        assert record["@type"] == "Dataset"
        assert [field for field in FIELDS if not record.get(field)] == [], path
        assert all(v["unitText"] and v["name"] for v in record["variableMeasured"])
        for file in record["distribution"]:
            content = built.files[resolve(path, file["contentUrl"])[0]]
            assert file["contentSize"] == f"{len(content)} B" and "/" in file["encodingFormat"]
        assert "identifier" not in record and "@id" not in record
        assert "http" not in "".join(file["contentUrl"] for file in record["distribution"])


def test_dublin_core_says_dataset_and_where_it_is_from(built):
    for path in data_pages(built.files):
        (found,) = extracted(built.files, path)["dublincore"]
        every = found["elements"] + found["terms"]
        names = {item["name"].lower(): item["content"] for item in every if "name" in item}
        assert names["dc.type"] == "Dataset" and names["dcterms.provenance"], path


def test_no_chart_or_table_calls_itself_an_article(built):
    for path in data_pages(built.files):
        assert b"citation_title" not in built.files[path]
    assert f'name="citation_title" content="{SITE_TITLE}"'.encode() in built.files[addresses.STORY]


def test_the_story_is_an_article_about_the_paper(built):
    (record,) = extracted(built.files, addresses.STORY)["json-ld"]
    assert record["@type"] == "ScholarlyArticle" and record["about"]["name"] == "Stalinism and the Economics of Wartime"


def test_descriptions_are_their_own_and_fit(built):
    found = {}
    for path, content in built.files.items():
        if path.endswith(".html") and path != addresses.MISSING and b'content="noindex"' not in content:
            text = re.search(r'<meta name="description" content="([^"]+)"', content.decode())[1]
            assert 40 < len(text) <= 170, (path, text)
            found.setdefault(text, []).append(path)
    assert [paths for paths in found.values() if len(paths) > 1] == []


def test_without_an_address_nothing_absolute_is_said_of_us(home):
    assert not {addresses.SITEMAP, addresses.ROBOTS, addresses.FEED} & set(home.files)
    for path, content in home.files.items():
        if path.endswith(".html"):
            text = content.decode()
            assert "og:image" not in text and "og:url" not in text and "cite-as" not in text and "twitter" not in text


def test_with_an_address_every_page_has_a_picture_and_identifiers(abroad):
    for path in (p for p in abroad.files if p.endswith(".html") and p != addresses.MISSING):
        if b'content="noindex"' in abroad.files[path]:  # a frame, whose identifiers are those of its chart page
            continue
        graph = dict(extracted(abroad.files, path)["opengraph"][0]["properties"])
        assert graph["og:image"].removeprefix(f"{BASE}/") in abroad.files, path
        assert graph["og:url"] == f"{BASE}/{addresses.cited(path)}" and SITE_TITLE not in graph["og:title"].replace(
            SITE_TITLE, "" if path == addresses.STORY else SITE_TITLE
        )
    (record,) = extracted(abroad.files, addresses.chart("herds"))["json-ld"]
    assert record["@id"] == record["identifier"] == f"{BASE}/charts/herds/"
    assert all(f["contentUrl"].removeprefix(f"{BASE}/") in abroad.files for f in record["distribution"])


def test_signposts_lead_from_page_to_files(abroad):
    path = addresses.chart("herds")
    links = re.findall(r'<link rel="([^"]+)" href="([^"]+)"', abroad.files[path].decode())
    assert {"cite-as", "describedby", "item", "license", "type", "author"} <= {rel for rel, _ in links}
    assert {resolve(path, href)[0] for rel, href in links if rel == "item"} <= set(abroad.files)
    assert facts_of(abroad.files[path]).links


def test_the_feed_has_the_dated_releases(abroad):
    feed = feedparser.parse(abroad.files[addresses.FEED])
    assert not feed.bozo and [entry.title for entry in feed.entries] == ["Version 1.0.0 of 31 January 2026"]
    assert feed.entries[0].updated.startswith("2026-01-31") and "First release" in feed.entries[0].content[0].value


def test_the_sitemap_names_each_page(abroad):
    found = set(re.findall(r"<loc>([^<]+)</loc>", abroad.files[addresses.SITEMAP].decode()))
    pages = {p for p in abroad.files if p.endswith(".html")} - {*addresses.UNLISTED}
    assert found == {f"{BASE}/{addresses.cited(path)}" for path in pages}
    assert f"Sitemap: {BASE}/sitemap.xml" in abroad.files[addresses.ROBOTS].decode()


@pytest.mark.parametrize("path", [addresses.PACKAGE, addresses.WHOLE_PACKAGE])
def test_packages_are_valid_and_weigh_their_files(built, edition, site_folder, path):
    record, folder = json.loads(built.files[path]), path.rpartition("/")[0]
    assert record["version"] == edition.release[0] and record["contributors"] and record["sources"]
    for resource in record["resources"]:
        content = built.files[f"{folder}/{resource['path']}".lstrip("/")]
        assert resource["bytes"] == len(content) and resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        assert resource["sources"]
    package = frictionless.Package(str(site_folder / path))
    assert package.validate().flatten(["name", "message"]) == []
    listed = {f"{folder}/{resource['path']}".lstrip("/") for resource in record["resources"]}
    assert {addresses.WORKBOOK, addresses.CATALOGUE} < listed and addresses.PACK not in listed


def test_the_package_of_everything_holds_each_file_of_each_figure(built):
    paths = {resource["path"] for resource in json.loads(built.files[addresses.WHOLE_PACKAGE])["resources"]}
    wanted = {d.path for shown in built.figures for view in shown.views for d in view.downloads}
    assert wanted <= paths and {p for p in built.files if re.fullmatch(r"data/(\w+)/\1\.csv", p)} <= paths


def test_csvw_stands_beside_each_table_and_reads_it(built, site_folder):
    described = [p for p in built.files if p.endswith(".csv-metadata.json")]
    assert {p.removesuffix("-metadata.json") for p in described} == {p for p in built.files if p.endswith(".csv")}
    for path in described:
        found = CSVW(str(site_folder / path), validate=True)
        (table,) = found.to_json(minimal=False)["tables"]
        text = built.files[path.removesuffix("-metadata.json")].decode()
        assert found.is_valid and len(table["row"]) == len(list(csv.DictReader(io.StringIO(text)))), path


def test_every_column_of_a_figures_file_is_explained():
    assert tuple(CELL_COLUMNS) == CELL_HEAD
