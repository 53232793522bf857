"""build.py as people run it: exit codes, one line for a fault, and a site that a fault leaves alone."""

import hashlib
import re
from pathlib import Path

import pytest

from stalin_econ import site


def digest(folder: Path) -> str:
    """One hash for all names and bytes of a folder."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


@pytest.fixture
def published(checkout, built):
    """A checkout with the site that its sources give."""
    site.write(built, checkout.root / "site")
    return checkout


def test_same_inputs_same_bytes(checkout, built, tmp_path):
    """Another folder, time zone, language and hash seed: the same files."""
    out = tmp_path / "elsewhere" / "site"
    done = checkout.build("--out", str(out), TZ="America/New_York", LANG="de_DE.UTF-8", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("34 pages, 7 figures, ")
    assert site.differences(built, out) == []


def test_check_is_silent_where_nothing_differs(published):
    done = published.build("--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_check_names_each_file_that_differs_and_writes_nothing(published):
    (published.root / "site" / "about" / "index.html").write_text("changed", encoding="utf-8")
    (published.root / "site" / "mine.html").write_text("mine", encoding="utf-8")
    before = digest(published.root / "site")
    done = published.build("--check")
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["about/index.html: differs", "mine.html: not made by the build"]
    assert digest(published.root / "site") == before


FAULTS = [
    ("data/livestock.csv", "species,year,", "species,", "data/livestock.csv:1: column 'year' is missing"),
    (
        "data/livestock.csv",
        "cattle,1923,41.8,gse,",
        "cattle,1923,41.8,gsee,",
        "data/livestock.csv:3: source 'gsee' is not in",
    ),
    (
        "data/livestock.csv",
        "cattle,1929,58.2",
        "cattle,1929,abc",
        "data/livestock.csv:4: column 'livestock_million', value 'abc'",
    ),
    ("data/great_powers_gdp.csv", "Italy,1942,Axis,145", "Italy,1942,Axis,154", "data/printed_totals.csv:"),
    ("data/datapackage.yaml", "  - name: grain\n", "  - name: [grain\n", "data/datapackage.yaml:"),
    ("templates/chapters/05-conclusions.md", "{{ figure(", "{{ figur(", "templates/chapters/05-conclusions.md:"),
    (
        "data/references.json",
        '"id": "tooze2006"',
        '"id": "tooze2007"',
        "templates/chapters/02-the-soviet-economy-in-1942.md:",
    ),
    ("data/claims.toml", "@lendliz", "@lendlis", "data/claims.toml:"),
    (
        "data/gnp_by_final_use.csv",
        "claim:aid-1943 is",
        "claim:aid1943 is",
        "data/gnp_by_final_use.csv:4: 'claim:aid1943' names no",
    ),
    ("templates/about.html", "{{ version }}", "{{ versoin }}", "templates/about.html:"),
    ("CHANGELOG.md", "## 1.", "## v1.", "CHANGELOG.md:1: no heading"),
]


@pytest.mark.parametrize(("name", "old", "new", "line"), FAULTS, ids=[f[3][:40] for f in FAULTS])
def test_a_fault_is_one_line_and_leaves_the_site_alone(published, name, old, new, line):
    before = digest(published.root / "site")
    published.replace(name, old, new)
    done = published.build()
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith(line), done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert digest(published.root / "site") == before


@pytest.mark.parametrize("place", ["data", "templates/chapters/new", "site/inside"])
def test_out_refuses_what_the_site_is_made_from(published, place):
    before = digest(published.root)
    done = published.build("--out", str(published.root / place))
    assert done.returncode == 2 and "--out" in done.stderr
    assert digest(published.root) == before


def test_out_refuses_a_folder_of_somebody_else(checkout, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep", encoding="utf-8")
    done = checkout.build("--out", str(tmp_path / "mine"))
    assert done.returncode == 1 and "letter.txt" in done.stderr and "left alone" in done.stderr
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_check_and_accept_do_not_go_together(checkout):
    before = digest(checkout.root)
    assert checkout.build("--check", "--accept", "more-tanks").returncode == 2
    assert digest(checkout.root) == before


WRECKS = [
    ("data/claims.toml", b"\xff", "data/claims.toml:1: not UTF-8"),
    ("data/references.json", b"null", "data/references.json:1: a list of records"),
    ("data/datapackage.yaml", b"", "data/datapackage.yaml:1: a mapping"),
    ("data/grain.csv", b"", "data/grain.csv:1: "),
    ("data/grain.csv", None, "data/grain.csv:1: this file is wanted"),
    ("templates/glossary.md", b"", "templates/glossary.md:1: no term"),
    ("templates/summary.md", b"", "templates/summary.md:1: a paragraph"),
    ("templates/timeline.md", b"1941\n War\n", "templates/timeline.md:1: "),
    ("templates/static/style.css", None, "templates/static/style.css:1: this file is wanted"),
    ("CHANGELOG.md", b"## 1.0.0 \xe2\x80\x93 2026-13-45\n", "CHANGELOG.md:1: 2026-13-45 is no day"),
]


@pytest.mark.parametrize(("name", "content", "line"), WRECKS, ids=[f"{w[0]}-{w[1]}"[:50] for w in WRECKS])
def test_a_wrecked_file_is_one_line(published, name, content, line):
    before = digest(published.root / "site")
    path = published.root / name
    path.unlink() if content is None else path.write_bytes(content)
    done = published.build()
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr.startswith(line), done.stderr
    assert digest(published.root / "site") == before


def test_a_changed_verdict_stops_the_build_until_it_is_accepted(published, built):
    """The ledger accepts another verdict than the tables give: the build names both, and how to go on."""
    text = (published.root / "data" / "claims.toml").read_text(encoding="utf-8")
    entry = text[text.index('id = "gdp-fell-a-third"') :].partition("[[claim]]")[0]
    now = re.search(r'^verdict = "(.*)"$', entry, flags=re.M)[1]
    before = "agrees" if now == "differs" else "differs"
    published.replace("data/claims.toml", entry, entry.replace(f'verdict = "{now}"', f'verdict = "{before}"'))
    done = published.build()
    assert done.returncode == 1 and len(done.stderr.strip().splitlines()) == 1
    assert f"claim gdp-fell-a-third: accepted '{before}', now '{now}': " in done.stderr
    assert done.stderr.strip().endswith("python build.py --accept gdp-fell-a-third")
    assert published.build("--accept", "gdp-fell-a-third").returncode == 0
    assert site.differences(built, published.root / "site") == []
    changelog = (published.root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"Claim `gdp-fell-a-third`: verdict changed from “{before}” to “{now}”." in changelog


def test_accept_of_an_unknown_claim(checkout):
    done = checkout.build("--accept", "nobody")
    assert done.returncode == 1 and "no claim 'nobody'" in done.stderr


def test_a_work_that_nothing_rests_on_is_a_fault(checkout):
    """Every entry of the bibliography is cited, or is the source of a cell."""
    checkout.replace(
        "data/references.json", "[\n", '[\n  {"id": "aaa1999", "type": "book", "title": "Nobody reads it"},\n'
    )
    done = checkout.build("--out", str(checkout.root.parent / "out"))
    assert done.returncode == 1
    assert done.stderr.strip() == "data/references.json:1: work 'aaa1999' is neither cited nor the source of a cell"
