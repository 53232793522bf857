"""Releases, on the small project: pages are frozen once, stand by themselves, are never altered, and are compared with what came after."""

import json
import re
import subprocess

import pytest
from tiny_subject import TINY

from stalin_econ import addresses
from stalin_econ.data.releases import SUMS
from stalin_econ.exports.changes import changes_between
from stalin_econ.faults import InputError
from stalin_econ.layout import CHANGELOG, FROZEN, RELEASES
from stalin_econ.site.build import build
from stalin_econ.site.release import released
from stalin_econ.site.verify import resolve
from stalin_econ.site.write import differences, read_folder, write

BASE = "https://example.org/village"
LOG = "# Changelog\n\n## Unreleased\n\n- `herds`: cows were counted again.\n\n## 1.0.0 – 2026-01-31\n\n- First.\n"
HERDS, CHART, PLACE = "data/herds.csv", addresses.chart("herds"), addresses.release("1.1.0")
PAGES = (CHART, addresses.embed("herds"), addresses.table("herds"), addresses.table("people"))


def with_log(sources, log: str = LOG, base: str = "") -> dict[str, bytes]:
    """The sources with a changelog, a version to be set, and a base address."""
    settings = f'[project]\nversion = "1.0.0"\n[tool.stalin-econ]\nbase_address = "{base}"\nreport_address = ""\n'
    cff = b"version: 1.0.0\ndate-released: 2026-01-31\n"
    return {**sources, CHANGELOG: log.encode(), "pyproject.toml": settings.encode(), "CITATION.cff": cff}


def edited(sources, path: str, old: str, new: str) -> dict[str, bytes]:
    text = sources[path].decode()
    assert old in text
    return {**sources, path: text.replace(old, new, 1).encode()}


@pytest.fixture(scope="module")
def first(tiny):
    """The sources and the site after a first release."""
    before = with_log(tiny)
    changed, made = released(before, "1.1.0", "2026-02-28", TINY)
    return {**before, **changed}, made


@pytest.fixture(scope="module")
def corrected(first):
    """The sources after a correction that touches a chart, a sentence, a status and a source, with a reason."""
    found = edited(edited(first[0], HERDS, "cows,1940,40", "cows,1940,41"), HERDS, "unverified", "read")
    log = found[CHANGELOG].decode().replace("## 1.1.0", "## Unreleased\n\n- `herds`: one cow had hidden.\n\n## 1.1.0")
    return {**found, CHANGELOG: log.encode()}


@pytest.fixture(scope="module")
def published(tiny):
    """A first release where the base address is known."""
    before = with_log(tiny, base=BASE)
    changed, made = released(before, "1.1.0", "2026-02-28", TINY)
    return {**before, **changed}, made.files


def faults(sources) -> list[str]:
    with pytest.raises(InputError) as error:
        build(sources, TINY)
    return [str(problem) for problem in error.value.problems]


def test_a_release_dates_its_inputs(first):
    sources, made = first
    assert "## 1.1.0 – 2026-02-28\n" in sources[CHANGELOG].decode() and "Unreleased" not in sources[CHANGELOG].decode()
    assert b'version = "1.1.0"' in sources["pyproject.toml"]
    assert sources["CITATION.cff"] == b"version: 1.1.0\ndate-released: 2026-02-28\n"
    assert made.edition.release == ("1.1.0", "2026-02-28") and made.edition.newest.version == "1.1.0"


def test_the_same_release_twice_is_the_same_bytes(tiny, first):
    changed, _ = released(with_log(tiny), "1.1.0", "2026-02-28", TINY)
    assert changed == {path: first[0][path] for path in changed}


def test_charts_and_tables_are_frozen_with_their_files(first):
    kept = {path.removeprefix(PLACE) for path in first[1].files if path.startswith(PLACE)}
    assert {*PAGES, SUMS, "index.html", addresses.ICON} <= kept
    assert {addresses.chart_file("herds", "index", end) for end in ("csv", "svg", "png", "vl.json")} <= kept
    assert not kept & {addresses.card("herds"), addresses.CHARTS, addresses.LEDGER, addresses.CHANGES, addresses.SEARCH}
    assert not any(re.search("search|lunr", path) for path in kept)


def test_a_frozen_page_loads_and_offers_nothing_from_outside_its_release(first):
    """Styles, scripts and files to take away lie beside it; other links lead to pages that exist."""
    files, gone = first[1].files, []
    for path in (path for path in files if path.startswith(PLACE) and path.endswith(".html")):
        for tag in re.findall(r"<(?:a|link|script|img)\b[^>]*>", files[path].decode()):
            link = re.search(r'(?:href|src)="(?![a-z]+:|#)([^"]+)"', tag)
            target = resolve(path, link[1])[0] if link else path
            gone += [] if target in files else [target]
            gone += [target] if not target.endswith(".html") and not target.startswith(PLACE) else []
    assert gone == []


def test_a_frozen_page_says_what_it_is_and_leads_on(first):
    chart = first[1].files[PLACE + CHART].decode()
    line = re.search(r'<p class="frozen.*?</p>', chart, flags=re.S)[0]
    found = [resolve(PLACE + CHART, link)[0] for link in re.findall(r'href="([^"]+)"', line)]
    assert found == [f"{PLACE}index.html", CHART, addresses.CHANGES] and "Release 1.1.0</a>, frozen on" in line
    assert f"#{addresses.after('1.1.0').partition('#')[2]}" in chart
    assert 'id="after-1.1.0"' in first[1].files[addresses.CHANGES].decode()
    assert "at v/1.1.0/charts/herds/ of the site" in chart
    search = re.search(r'<a href="([^"]+)">Search</a>', chart)[1]
    assert resolve(PLACE + CHART, search)[0] == addresses.SEARCH in first[1].files


def test_with_a_base_address_a_frozen_page_names_its_own(published):
    files = published[1]
    own, chart = f"{BASE}/{PLACE}{addresses.cited(CHART)}", files[PLACE + CHART].decode()
    assert f'<link rel="canonical" href="{own}">' in chart
    data = json.loads(re.search(r"ld\+json\">(.*?)</script>", chart)[1])
    assert data["url"] == own and data["version"] == "1.1.0"
    assert json.loads(files[PLACE + addresses.cite_file("herds", "csl.json")])[0]["URL"] == own
    front = files[f"{PLACE}index.html"].decode()
    assert f'<link rel="canonical" href="{BASE}/{PLACE}">' in front
    assert f"{BASE}/{addresses.cited(addresses.embed('herds'))}" in chart  # the frame that follows the site
    living = files[CHART].decode()
    assert own in living and f"{BASE}/{PLACE}{addresses.cited(addresses.embed('herds'))}" in living
    assert f"{BASE}/{addresses.cited(CHART)}" in living and PLACE not in files[addresses.SITEMAP].decode()


def test_without_a_release_nothing_speaks_of_one(tiny):
    files = build(with_log(tiny), TINY).files
    assert not any(path.startswith(addresses.RELEASES) for path in files)
    assert "frozen-address" not in files[CHART].decode()
    assert "was not frozen" in files[addresses.CHANGES].decode()


def test_sums_of_a_release_are_those_of_its_files(first, tmp_path):
    write(first[1].files, tmp_path / "site")
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=tmp_path / "site" / PLACE)
    assert done.returncode == 0


def test_later_builds_carry_a_release_over_unaltered(first, corrected, tmp_path):
    folder, later = tmp_path / "site", build(corrected, TINY).files
    write(first[1].files, folder)
    before = {path: content for path, content in read_folder(folder).items() if path.startswith(PLACE)}
    write(later, folder)
    assert {path: content for path, content in read_folder(folder).items() if path.startswith(PLACE)} == before
    (folder / PLACE / CHART).write_bytes(b"forged")
    assert differences(later, folder) == [f"{PLACE}{CHART}: differs"]


def test_a_folder_that_holds_releases_alone_is_built_into(first, tmp_path):
    frozen = {path: content for path, content in first[1].files.items() if path.startswith(PLACE)}
    for path, content in frozen.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(content)
    write(first[1].files, tmp_path / "site")
    assert differences(first[1].files, tmp_path / "site") == []


DAMAGES = [
    ({FROZEN + "1.1.0/" + CHART: b"forged"}, f"{FROZEN}1.1.0/{CHART}:1: altered after"),
    ({FROZEN + "1.1.0/" + CHART: None}, f"{FROZEN}1.1.0/{CHART}:1: lost after"),
    ({FROZEN + "1.1.0/more.html": b"x"}, f"{FROZEN}1.1.0/more.html:1: added after"),
    ({FROZEN + "1.1.0/" + SUMS: b"x"}, f"{FROZEN}1.1.0/{SUMS}:1: altered after"),
    ({FROZEN + "1.2.0/index.html": b"x"}, f"{FROZEN}1.2.0:1: {RELEASES} names no such release"),
    ({RELEASES: b"x = 1\n"}, f"{RELEASES}:1: unknown key 'x'"),
    ({RELEASES: b'[[release]]\nversion = "1.1"\ndate = "2026-02-28"\nsum = "0"\n'}, f"{RELEASES}:1: release 1: version"),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "line"), DAMAGES, ids=[d[1][-32:] for d in DAMAGES])
def test_a_release_that_is_not_what_it_was_stops_the_build(first, damage, line):
    found = faults({p: c for p, c in {**first[0], **damage}.items() if c is not None})
    assert found[0].startswith(line) and (len(found) == 1 or damage.keys() == {RELEASES}), found


def test_a_release_that_is_gone_is_one_line(first):
    found = faults({p: c for p, c in first[0].items() if not p.startswith(FROZEN)})
    assert len(found) == 1 and f"{SUMS}:1: lost" in found[0]


REFUSED = [
    ("1.1", "2026-02-28", LOG, "a version such as 1.2.3"),
    ("1.0.0", "2026-02-28", LOG, "not greater than the last"),
    ("1.1.0", "2026-01-01", LOG, "not before the newest"),
    ("1.1.0", "2026-02-30", LOG, "a day such as"),
    ("1.1.0", "2026-02-28", LOG.replace("## Unreleased\n\n- `herds`: cows were counted again.\n\n", ""), "nothing stands under"),
]  # fmt: skip


@pytest.mark.parametrize(("version", "day", "log", "words"), REFUSED, ids=[r[3] for r in REFUSED])
def test_a_release_that_cannot_be_is_one_line(tiny, version, day, log, words):
    with pytest.raises(InputError, match=re.escape(words)) as error:
        released(with_log(tiny, log), version, day, TINY)
    assert len(error.value.problems) == 1


def test_a_release_that_exists_or_that_has_faults_is_refused(first, corrected):
    with pytest.raises(InputError, match="exists already"):
        released(corrected, "1.1.0", "2026-03-31", TINY)
    with pytest.raises(InputError, match=f"^{HERDS}:"):
        released(edited(corrected, HERDS, "cows,1942,20", "cows,1942,x"), "1.2.0", "2026-03-31", TINY)


def test_a_heading_that_was_dated_by_hand_is_taken(tiny):
    log = LOG.replace("## Unreleased", "## 1.1.0 – 2026-02-20")
    changed, made = released(with_log(tiny, log), "1.1.0", "2026-02-28", TINY)
    assert made.edition.release == ("1.1.0", "2026-02-20") and b'date = "2026-02-20"' in changed[RELEASES]


def test_what_changed_is_told_with_its_reason(first, corrected):
    """Cells with old and new, status, the chart, the verdict that rests on them, the sentence, and the line of the changelog."""
    page = build(corrected, TINY).files[addresses.CHANGES].decode()
    assert "one cow had hidden" in page and "Since release 1.1.0" in page
    rows = [re.sub(r"<[^>]+>", "|", row) for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", page)]
    assert any(re.search(r"value\|+40\|+41", row) for row in rows) and any(
        "|unverified|" in row and "|read|" in row for row in rows
    )
    assert "Cows fell from 40 to 20" in page and "Cows fell from 41 to 20" in page
    assert addresses.claim("cows-halved") in page and addresses.chart("herds") in page


def test_nothing_changed_is_said_and_found(first):
    files = first[1].files
    assert not changes_between(first[1].edition.newest.files, files)
    assert "No cell, chart, verdict or sentence has changed since." in files[addresses.CHANGES].decode()


def test_a_second_release_is_compared_with_the_first(first, corrected):
    changed, made = released(corrected, "1.2.0", "2026-03-31", TINY)
    page = made.files[addresses.CHANGES].decode()
    assert "From 1.1.0 to 1.2.0" in page and page.index('id="after-1.2.0"') < page.index('id="after-1.1.0"')
    assert "one cow had hidden" in page
    assert all(made.files[path] == content for path, content in first[1].files.items() if path.startswith(PLACE))
    assert changed[RELEASES].startswith(first[0][RELEASES].rstrip())
    assert "v/1.2.0/" in made.files[CHART].decode() and "v/1.1.0/" not in made.files[CHART].decode()
