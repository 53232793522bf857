"""The editing loop: the site from memory, made anew with a change, faults in place of pages, nothing written."""

import http.client
import itertools
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request

import pytest
from conftest import ROOT

from stalin_econ import addresses
from stalin_econ.faults import InputError, Problem
from stalin_econ.layout import CHANGELOG, read_sources
from stalin_econ.memory import MEMORY
from stalin_econ.site.build import build
from stalin_econ.site.draft import Draft
from stalin_econ.site.serve import CHANGES, HOME, LIVE, Served, Shelf, answer, drafted, follow, opened
from stalin_econ.site.verify import living, resolve

PAGE = b"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self'; script-src 'self'\"><body>read</body>"  # fmt: skip
CHAPTER = "templates/chapters/05-conclusions.md"
SOUND = Served("one", {"index.html": PAGE, "charts/index.html": PAGE, "404.html": PAGE, "a.csv": b"x,1"})


def test_pages_are_served_as_they_are_with_a_script_that_they_allow():
    status, kind, body = answer(SOUND, "/charts/")
    assert (status, kind) == (200, "text/html")
    assert b"script-src 'self'" in body and b"connect-src 'self'" in body and f'src="/{LIVE}"'.encode() in body
    assert answer(SOUND, "/a.csv?x")[1:] == ("text/csv", b"x,1")
    assert answer(SOUND, "/") == answer(SOUND, "/index.html")


def test_what_is_not_there_gets_the_page_for_it():
    status, kind, body = answer(SOUND, "/../pyproject.toml")
    assert (status, kind) == (404, "text/html") and b"read" in body


def test_the_script_is_no_part_of_the_site(built):
    assert not any(LIVE.encode() in content or CHANGES.encode() in content for content in built.files.values())


def test_faults_stand_in_place_of_every_page_and_are_escaped():
    fault = InputError([Problem("data/a.csv", 3, "value '<b>'")])
    status, kind, body = answer(Served("two", faults=fault), "/charts/")
    assert (status, kind) == (500, "text/html")
    assert b"data/a.csv:3" in body and b"&lt;b&gt;" in body and b"<b>" not in body and LIVE.encode() in body


@pytest.fixture(scope="module")
def draft(sources):
    return Draft(sources)


def test_pages_of_a_draft_are_those_of_the_site(draft, built):
    """All but the search, which reads all pages."""
    pages = {path for path in living(built.files) if path != addresses.SEARCH}
    assert draft.pages.keys() == pages
    for path in pages:
        assert draft.get(path) == built.files[path], path


def test_a_draft_has_what_its_pages_load_and_leaves_the_rest_to_the_whole(draft, built):
    loading = re.compile(r'<(?:script|img|link)\b[^>]*?\b(?:src|href)="([^"#?]+)"[^>]*>')
    wanted = {
        resolve(path, link[1])[0]
        for path in draft.pages
        for link in loading.finditer(draft.get(path).decode())
        if 'rel="' not in link[0] or 'rel="stylesheet"' in link[0] or 'rel="icon"' in link[0]
    }
    assert {"css", "js", "svg"} <= {path.rpartition(".")[2] for path in wanted}
    assert all(draft.get(path) == built.files[path] for path in wanted)
    for path in (addresses.PDF, addresses.PACK, addresses.SEARCH, "nowhere"):
        assert draft.get(path) is None and answer(Served("one", draft=draft), path) is None


def test_pages_are_made_by_many_threads_while_the_whole_is_built():
    """With the releases, of which the page of changes is made: who then waited for another would wait for good."""
    sources = read_sources(ROOT)
    draft, found, paths = Draft(sources), {}, []
    works = [lambda path=path: found.update({path: draft.get(path)}) for path in sorted(draft.pages)]
    works.insert(0, lambda: paths.append(build(sources).files))
    threads = [threading.Thread(target=work, daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert paths and found == {path: paths[0][path] for path in draft.pages}


def test_what_a_draft_began_is_let_go_with_the_next(sources):
    for n in range(2):
        drafted({**sources, "data/README.md": sources["data/README.md"] + b"\n" * n}, "one")
    begun = len(MEMORY.begun)
    drafted(sources, "two")
    assert len(MEMORY.begun) <= max(begun, 1)


def test_a_page_that_cannot_be_made_is_shown_as_a_fault(sources):
    name = "templates/about.html"
    served = drafted({**sources, name: sources[name].replace(b"<h1>", b"<h1>{{ nobody }}")}, "one")
    status, _, body = answer(served, "/about/")
    assert status == 500 and name.encode() in body and answer(served, "/charts/")[0] == 200


def test_an_edition_follows_its_sources(sources):
    """Pages are there with a change, the whole once nothing changes, each said; faults are shown until they are mended."""
    broken, dead = (
        {**sources, CHANGELOG: b"nothing"},
        {**sources, CHAPTER: sources[CHAPTER] + b"\n[Away](charts/none/).\n"},
    )
    states, shelf, shown, lines = [broken, broken, sources, sources, sources, dead, dead], Shelf(), [], []
    now = [states[0]]

    def woken():
        for state in states[1:]:
            now[0] = state
            yield

    def say(line: str) -> None:
        lines.append(line)
        shown.append(shelf.served)

    follow(lambda: now[0], woken(), shelf, say)
    first, pages, whole, others, dead_end = shown
    assert first.faults and "1 fault," in lines[0] and f"{CHANGELOG}:1: no heading" in lines[0]
    assert (
        pages.draft and pages.name == whole.name and addresses.PDF in whole.files
    )  # so that nobody loads a page again
    assert lines[1].startswith(f"{CHANGELOG}: ") and lines[2].startswith("whole: ")
    assert others.draft and dead_end.faults and dead_end.name != others.name
    assert f"{CHAPTER}:" in lines[4] and "charts/none/" in lines[4]


def test_a_save_does_not_wait_for_the_whole_of_what_was_before(sources):
    """Between two parts of it the sources are looked at again."""
    later, lines = {**sources, CHAPTER: sources[CHAPTER] + b"\nOne more sentence.\n"}, []
    given, shelf = itertools.chain([sources] * 4, itertools.repeat(later)), Shelf()
    follow(lambda: next(given), (None, None), shelf, lines.append)
    pages = shelf.served.words
    assert [line.partition(",")[0] for line in lines] == [f"{len(sources)} sources: {pages}", f"{CHAPTER}: {pages}"]
    assert shelf.served.draft and b"One more sentence" in shelf.served.draft.get(addresses.STORY)


def test_what_cannot_be_read_is_shown_as_a_fault():
    def unread():
        raise InputError([Problem("data/a.csv", 1, "cannot be read")])

    shelf = Shelf()
    follow(unread, (None,), shelf, lambda _: None)
    assert shelf.served.faults


@pytest.fixture
def desk():
    shelf = Shelf()
    shelf.put(SOUND)
    server = opened(shelf, 0)
    yield shelf, server.server_port
    server.shutdown()
    server.server_close()


def test_those_who_listen_are_told_of_a_newer_edition(desk):
    shelf, port = desk
    with urllib.request.urlopen(f"http://{HOME}:{port}/{CHANGES}", timeout=5) as stream:
        assert stream.readline() == b"data: one\n"
        stream.readline()
        shelf.put(Served("two", SOUND.files))
        assert stream.readline() == b"data: two\n"


def test_only_this_machine_is_answered(desk):
    connection = http.client.HTTPConnection(HOME, desk[1], timeout=5)
    connection.request("GET", "/", headers={"Host": "elsewhere.example"})
    assert connection.getresponse().status == 421
    connection.close()


def read(address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(address, timeout=20) as found:
            return found.status, found.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


@pytest.mark.slow
def test_the_command_serves_what_is_edited_writes_nothing_and_ends_cleanly(checkout):
    process = subprocess.Popen(
        [sys.executable, "-u", str(checkout.root / "build.py"), "--serve", "0"], stdout=subprocess.PIPE, text=True
    )
    try:
        address = process.stdout.readline().split()[0]
        assert read(address)[0] == 200 and "pages" in process.stdout.readline()
        assert read(f"{address}{addresses.SEARCH}")[0] == 200 and process.stdout.readline().startswith("whole: ")
        checkout.replace("templates/about.html", "<h1>", "<h1>Quite another head ")
        assert process.stdout.readline().startswith("templates/about.html: ")
        assert b"Quite another head" in read(f"{address}about/")[1]
        assert process.stdout.readline().startswith("whole: ")
        beside = checkout.root / "CHANGELOG.new"
        beside.write_text("nothing", encoding="utf-8")
        os.replace(beside, checkout.root / CHANGELOG)  # as editors save
        assert "1 fault" in process.stdout.readline() and read(address)[0] == 500
    finally:
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=20)
    assert process.returncode == 0 and "Traceback" not in rest
    assert not (checkout.root / "site").exists()


@pytest.mark.slow
def test_browser_loads_a_page_again_when_it_changed(desk, browser):
    shelf, port = desk
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"http://{HOME}:{port}/")
    shelf.put(Served("two", {**SOUND.files, "index.html": PAGE.replace(b"read", b"read anew")}))
    page.get_by_text("anew").wait_for(timeout=10_000)
    assert not [text for text in said if "Content Security" in text]
    page.close()
