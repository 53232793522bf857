"""Everything in one file: it is whole, it opens anywhere, it is the same each time; and names of files taken away."""

import io
import re
import subprocess
import zipfile

import pytest
from test_citation import published
from tiny_subject import TINY

from stalin_econ import addresses
from stalin_econ.memory import Memory
from stalin_econ.site import pack
from stalin_econ.site.build import build
from stalin_econ.site.verify import page_problems


def unpacked(content: bytes) -> dict[str, bytes]:
    """What a zip holds, by its path within the one folder that it has."""
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        assert found.testzip() is None
        names = {name.partition("/")[0] for name in found.namelist()}
        assert len(names) == 1
        return {name.partition("/")[2]: found.read(name) for name in found.namelist()}


@pytest.fixture(scope="module")
def whole(built):
    return unpacked(built.files[addresses.PACK])


def test_no_link_is_dead_where_it_is_unpacked(whole):
    assert addresses.PACK not in whole
    assert list(page_problems(whole)) == []


def test_it_holds_every_file_of_the_site_and_its_terms(built, whole):
    made_last = {"SHA256SUMS", ".stalin-econ", addresses.PACK, addresses.MISSING}
    assert built.files.keys() - whole.keys() == made_last - {"SHA256SUMS"}
    assert whole.keys() - built.files.keys() == {"README.txt", "LICENSE", "CITATION.cff"}
    assert all(
        whole[path] == content
        for path, content in built.files.items()
        if path in whole and not path.endswith((".html", "SUMS"))
    )


def test_its_sums_say_that_it_is_whole(whole, tmp_path):
    for path, content in whole.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path, capture_output=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_its_readme_says_release_and_terms(built, whole, edition):
    text = whole["README.txt"].decode()
    assert edition.release[0] in text and "Creative Commons Attribution 4.0" in text
    paths = re.findall(r"^  ([\w./-]+\.(?:html|json|xlsx)) ", text, flags=re.M)
    assert len(paths) > 4 and set(paths) - {"data/NAME/NAME.csv"} <= whole.keys()


def test_the_same_files_give_the_same_bytes_and_no_day(built, monkeypatch, tiny):
    files = build(tiny, TINY).files
    monkeypatch.setattr(pack, "MEMORY", Memory())
    again = pack.packed(
        {p: c for p, c in files.items() if p not in (addresses.PACK, "SHA256SUMS", ".stalin-econ")},
        tiny,
        build(tiny, TINY).edition,
    )
    assert again[addresses.PACK] == files[addresses.PACK]
    with zipfile.ZipFile(io.BytesIO(files[addresses.PACK])) as found:
        assert {entry.date_time for entry in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert found.namelist() == sorted(found.namelist())


def test_files_are_kept_under_a_name_that_says_site_file_and_release(built, edition):
    version = edition.release[0]
    for path, content in built.files.items():
        if path.endswith(".html"):
            names = re.findall(r'<a [^>]*\bdownload(?:="([^"]*)")?', content.decode())
            assert all(re.fullmatch(rf"stalin-econ-([\w-]+-)?{re.escape(version)}\.[a-z.]+", name) for name in names), (
                path
            )
    page = built.files[addresses.chart("final-uses")].decode()
    assert f'href="final-uses.csv" download="stalin-econ-final-uses-{version}.csv"' in page


def test_the_newest_release_is_named_where_its_address_is_known(tiny):
    found = unpacked(build(published(tiny), TINY).files[addresses.PACK])
    assert b"The newest release: https://" in found["README.txt"]


def test_browser_pages_open_from_a_stick(whole, browser, tmp_path):
    for path, content in whole.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    page, failed = browser.new_page(), []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    slug = "final-uses"
    for path in (
        addresses.STORY,
        addresses.TEACH,
        addresses.chart(slug),
        addresses.worksheet(slug),
        addresses.embed(slug),
    ):
        page.goto((tmp_path / path).as_uri())
        assert page.locator("h1, h2, figure").count(), path
    page.close()
    assert failed == []
