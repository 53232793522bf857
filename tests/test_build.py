"""build.py as people run it, and the same build in memory: one line for a fault, and a site that a fault leaves alone."""

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stalin_econ.data.releases import SUMS, sums
from stalin_econ.faults import InputError
from stalin_econ.layout import LEDGER, read_sources
from stalin_econ.site.build import build
from stalin_econ.site.sums import verified
from stalin_econ.site.write import MARKER, differences, write


def digest(folder: Path) -> str:
    """One hash for all names and bytes of a folder."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def faults_of(sources) -> list[str]:
    """What a build of damaged sources says; it must not pass, and must not fail in another way."""
    with pytest.raises(InputError) as error:
        build(sources)
    return [str(problem) for problem in error.value.problems]


@pytest.fixture
def published(checkout, built):
    """A checkout with the site that its sources give."""
    write(built.files, checkout.root / "site")
    return checkout


ELSEWHERE = {
    "nothing remembered": {"TZ": "America/New_York", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "7", "umask": 0o077},
    "all remembered": {"TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4711", "umask": 0o002},
}


@pytest.mark.slow
def test_same_inputs_same_bytes(checkout, built, tmp_path):
    """Another folder, working directory, zone, language, hash seed and umask, with nothing remembered and with all."""
    shutil.rmtree(checkout.root / ".cache")
    out = tmp_path / "elsewhere" / "site"
    for around in ELSEWHERE.values():
        done = checkout.build("--out", str(out), cwd=Path("/") if "LANG" in around else checkout.root, **around)
        assert done.returncode == 0, done.stderr
        pages = sum(path.endswith(".html") for path in built.files)
        assert f"{pages} pages, {len(built.figures)} figures, " in done.stdout
        assert differences(built.files, out) == []
    assert list((checkout.root / ".cache").iterdir())


def test_files_are_met_in_one_order(sources, monkeypatch):
    """Whatever order a file system lists its files in."""
    listed = Path.rglob
    monkeypatch.setattr(Path, "rglob", lambda folder, form: reversed(list(listed(folder, form))))
    found = list(read_sources(Path(__file__).resolve().parent.parent))
    assert [path for path in found if path in sources] == list(sources)


def test_sums_name_every_file(site_folder, built):
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=site_folder, capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"")
    named = [line.partition("  ")[2] for line in built.files[SUMS].decode().splitlines()]
    assert named == sorted(built.files.keys() - {SUMS, MARKER})


def test_a_copy_is_verified(published):
    done = published.build("--verify", str(published.root / "site"))
    assert (done.returncode, done.stderr) == (0, "") and "what these sources give" in done.stdout
    assert published.build("--verify", "x", "--check").returncode == 2


def test_what_a_copy_is_said_to_be(built, site_folder):
    """Whole, changed since, made of other sources, or nothing."""
    files = built.files
    copy = {name: content for name, content in files.items() if name != MARKER}
    assert verified(files, copy, [f"{MARKER}: missing"])[0]
    changed = {**copy, "index.html": b"changed"}
    sound, lines = verified(files, changed, ["index.html: differs"])
    assert not sound and "not whole by its own sums (1 files)" in lines[-1]
    other = {"index.html": b"other"}
    sound, lines = verified(files, other | {SUMS: sums(other)}, ["index.html: differs"])
    assert not sound and "whole by its own sums: it was made from other sources" in lines[-1]
    assert verified(files, {}, []) == (False, ["no such folder, or nothing in it"])


def test_check_names_each_file_that_differs_and_writes_nothing(published):
    done = published.build("--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (published.root / "site" / "about" / "index.html").write_text("changed", encoding="utf-8")
    (published.root / "site" / "mine.html").write_text("mine", encoding="utf-8")
    before = digest(published.root / "site")
    done = published.build("--check")
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["about/index.html: differs", "mine.html: not made by the build"]
    assert digest(published.root / "site") == before


def test_a_fault_is_one_line_and_leaves_the_site_alone(published):
    before = digest(published.root / "site")
    published.replace("data/livestock.csv", "species,year,", "species,")
    done = published.build()
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr == "data/livestock.csv:1: column 'year' is missing\n"
    assert digest(published.root / "site") == before


OPENED = """
import sys, json
from pathlib import Path
root, counts = Path(sys.argv[1]).resolve(), {}
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith(str(root)):
        name = Path(arguments[0]).relative_to(root).as_posix()
        counts[name] = counts.get(name, 0) + 1
sys.addaudithook(hook)
sys.argv = [str(root / "build.py"), "--out", sys.argv[2]]
import runpy
try:
    runpy.run_path(str(root / "build.py"), run_name="__main__")
except SystemExit as end:
    assert end.code == 0
print(json.dumps(counts))
"""


def test_each_input_is_opened_once(checkout, tmp_path):
    command = [sys.executable, "-c", OPENED, str(checkout.root), str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout.splitlines()[-1])
    read = {
        name: count
        for name, count in counts.items()
        if name.startswith(("data/", "templates/", "CHANGELOG", "pyproject"))
    }
    assert {"data/grain.csv", "data/claims.toml", "templates/base.html", "CHANGELOG.md", "pyproject.toml"} <= set(read)
    assert set(read.values()) == {1}


def replaced(sources, path: str, old: str, new: str) -> dict[str, bytes]:
    text = sources[path].decode()
    assert old in text, f"{old!r} is not in {path}"
    return {**sources, path: text.replace(old, new, 1).encode()}


FAULTS = [
    ("data/livestock.csv", "cattle,1923,41.8,gse,", "cattle,1923,41.8,gsee,", "data/livestock.csv:3: source 'gsee' is not in"),
    ("data/livestock.csv", "cattle,1929,58.2", "cattle,1929,abc", "data/livestock.csv:4: column 'livestock_million', value 'abc'"),
    ("data/datapackage.yaml", "  - name: grain\n", "  - name: [grain\n", "data/datapackage.yaml:"),
    ("templates/chapters/05-conclusions.md", "{{ figure(", "{{ figur(", "templates/chapters/05-conclusions.md:"),
    ("data/claims.toml", "\nnote = \"", "\nnote = \"After @lendlis. ", "data/claims.toml:"),
    ("data/gnp_by_final_use.csv", "claim:aid-1943 is", "claim:aid1943 is", "data/gnp_by_final_use.csv:4: 'claim:aid1943' names no"),
    ("templates/about.html", "{{ figures | length }}", "{{ figurse | length }}", "templates/about.html:"),
    ("templates/worksheets/food-procurement.md", "{{ answer('food-procurement', 'harvest', 1942, 1, 'harvest of 1942, million tonnes') }}",
     "Little", "templates/worksheets/food-procurement.md:19: the answer to 'read-1' names no cell"),
    ("CHANGELOG.md", "## 1.", "## v1.", "CHANGELOG.md:"),
    ("data/references.json", "[\n", '[\n  {"id": "aaa1999", "type": "book", "title": "Nobody reads it"},\n',
     "data/references.json:2: work 'aaa1999' is neither cited nor the source of a cell"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "line"), FAULTS, ids=[f[3][:40] for f in FAULTS])
def test_a_fault_is_one_line(sources, path, old, new, line):
    found = faults_of(replaced(sources, path, old, new))
    assert len(found) == 1 and found[0].startswith(line), found


WRECKS = [
    ("data/claims.toml", b"\xff", "data/claims.toml:1: not UTF-8"),
    ("data/references.json", b"null", "data/references.json:1: a list of records"),
    ("data/datapackage.yaml", b"", "data/datapackage.yaml:1: a mapping"),
    ("data/grain.csv", b"", "data/grain.csv:1: "),
    ("data/grain.csv", None, "data/grain.csv:1: this file is wanted"),
    ("templates/glossary.md", b"", "templates/glossary.md:1: no term"),
    ("templates/summary.md", b"", "templates/summary.md:1: a paragraph"),
    ("templates/timeline.md", b"1941\n War\n", "templates/timeline.md:1: "),
    ("templates/static/favicon.svg", None, "templates/static/favicon.svg:1: this file is wanted"),
    ("CHANGELOG.md", b"## 1.0.0 \xe2\x80\x93 2026-13-45\n", "CHANGELOG.md:1: 2026-13-45 is no day"),
]


@pytest.mark.parametrize(("path", "content", "line"), WRECKS, ids=[f"{w[0]}-{w[1]}"[:50] for w in WRECKS])
def test_a_wrecked_file_is_one_line(sources, path, content, line):
    damaged = {p: c for p, c in sources.items() if p != path} | ({path: content} if content is not None else {})
    assert faults_of(damaged)[0].startswith(line)


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


@pytest.mark.slow
def test_a_changed_verdict_stops_the_build_until_it_is_accepted(published):
    """The ledger accepts another verdict than the tables give: the build names both, and how to go on."""
    text = (published.root / LEDGER).read_text(encoding="utf-8")
    entry = text[text.index('id = "gdp-fell-a-third"') :].partition("[[claim]]")[0]
    now = re.search(r'^verdict = "(.*)"$', entry, flags=re.M)[1]
    before = "agrees" if now == "differs" else "differs"
    published.replace(LEDGER, entry, entry.replace(f'verdict = "{now}"', f'verdict = "{before}"'))
    done = published.build()
    assert done.returncode == 1 and len(done.stderr.strip().splitlines()) == 1
    assert f"claim gdp-fell-a-third: accepted '{before}', now '{now}': " in done.stderr
    assert done.stderr.strip().endswith("python build.py --accept gdp-fell-a-third")
    assert published.build("--accept", "gdp-fell-a-third").returncode == 0
    assert published.build("--check").returncode == 0
    changelog = (published.root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"Claim `gdp-fell-a-third`: verdict changed from “{before}” to “{now}”." in changelog


def test_accept_of_an_unknown_claim(checkout):
    done = checkout.build("--accept", "nobody")
    assert done.returncode == 1 and "'nobody'" in done.stderr


def test_the_committed_site_is_what_the_sources_give():
    """With the releases that the other tests leave out."""
    root = Path(__file__).resolve().parent.parent
    assert differences(build(read_sources(root)).files, root / "site") == []


def first_unverified(sources) -> list[tuple[str, int]]:
    """Of each table that has unverified cells, the file and the line of the first."""
    found = []
    for path, content in sources.items():
        if path.startswith("data/") and path.endswith(".csv"):
            rows = csv.DictReader(io.StringIO(content.decode()))
            found += [(path, number) for number, row in enumerate(rows, 2) if row.get("status") == "unverified"][:1]
    return found


@pytest.mark.slow
def test_a_cell_that_was_read_changes_only_how_sure_it_is(sources):
    """Mark one unverified cell of each table as read: the site is built, and the cells are read in it."""
    marked, changed = first_unverified(sources), dict(sources)
    for path, number in marked:
        lines = sources[path].decode().split("\n")
        lines[number - 1] = lines[number - 1].replace(",unverified,", ",read,")
        changed[path] = "\n".join(lines).encode()
    tables = build(changed).edition.tables
    for path, number in marked:
        table = tables[path.removeprefix("data/").removesuffix(".csv")]
        assert list(table.rows.values())[number - 2]["status"] == "read"
