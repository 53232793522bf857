"""The editing loop: the site from memory, made anew with a change, faults in place of pages, nothing written."""

import http.client
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from stalin_econ.faults import InputError, Problem
from stalin_econ.layout import CHANGELOG
from stalin_econ.site.serve import CHANGES, HOME, LIVE, Served, Shelf, answer, edition, follow, opened

PAGE = b"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self'; script-src 'self'\"><body>read</body>"  # fmt: skip
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
    status, kind, body = answer(Served("two", {}, fault), "/charts/")
    assert (status, kind) == (500, "text/html")
    assert b"data/a.csv:3" in body and b"&lt;b&gt;" in body and b"<b>" not in body and LIVE.encode() in body


def test_an_edition_follows_its_sources(sources):
    """Made anew where a source changed, and only there; said with what changed; faults shown until they are mended."""
    broken = {**sources, CHANGELOG: b"nothing"}
    given, shelf, shown, lines = iter([broken, broken, sources]), Shelf(), [], []

    def say(line: str) -> None:
        lines.append(line)
        shown.append(shelf.served)

    follow(lambda: next(given), (None, None), shelf, say)
    assert [bool(served.faults) for served in shown] == [True, False]
    assert "1 fault," in lines[0] and f"{CHANGELOG}:1: no heading" in lines[0] and lines[1].startswith(f"{CHANGELOG}: ")
    assert shelf.served.name == edition(sources, shelf.served.name).name and "index.html" in shelf.served.files


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
        assert read(address)[0] == 200 and "files" in process.stdout.readline()
        checkout.replace("templates/about.html", "<h1>", "<h1>Quite another head ")
        assert process.stdout.readline().startswith("templates/about.html: ")
        assert b"Quite another head" in read(f"{address}about/")[1]
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
