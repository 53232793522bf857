"""Editing with the site in sight: pages from memory, faults in their place, nothing left behind."""

import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from http.server import ThreadingHTTPServer

import pytest

from stalin_econ.faults import InputError, Problem
from stalin_econ.site.serve import HOST, Desk, handler, media_type

PAGE = b"<!doctype html><head><meta content=\"default-src 'none'; script-src 'self'\"></head><p>one</p>"
FILES = {"index.html": PAGE, "404.html": PAGE, "a/index.html": PAGE, "a/a.csv": b"x\n1\n", "a/a.vl.json": b"{}"}


@pytest.fixture
def desk():
    """A desk whose build gives `state["files"]`, or fails with `state["faults"]`."""
    state = {"files": FILES, "faults": ()}

    def make():
        if state["faults"]:
            raise InputError(state["faults"])
        return state["files"]

    desk = Desk(make)
    desk.state = state
    desk.rebuild()
    return desk


@pytest.fixture
def address(desk):
    server = ThreadingHTTPServer((HOST, 0), handler(desk))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://{HOST}:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def fetched(address: str) -> tuple[int, str, str]:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read().decode()


@pytest.mark.parametrize(
    ("path", "status", "media"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/a/", 200, "text/html; charset=utf-8"),
        ("/a/a.csv", 200, "text/csv; charset=utf-8"),
        ("/a/a.vl.json?x=1", 200, media_type("a.vl.json")),
        ("/../pyproject.toml", 404, "text/html; charset=utf-8"),
    ],
)
def test_files_come_from_memory_alone(address, path, status, media):
    assert fetched(address + path)[:2] == (status, media)


def test_a_page_listens_and_its_policy_lets_it(address):
    _, _, html = fetched(address + "/")
    assert "connect-src 'self'; script-src 'self'" in html and '<script defer src="/.listen.js">' in html
    assert "EventSource" in fetched(address + "/.listen.js")[2]


def test_faults_stand_in_place_of_every_page_until_they_are_mended(desk, address):
    desk.state["faults"] = (Problem("data/a.csv", 3, "column <x>: wrong"),)
    desk.rebuild()
    for path in ("/", "/a/a.csv"):
        status, _, html = fetched(address + path)
        assert status == 500 and "data/a.csv:3: column &lt;x&gt;: wrong" in html and ".listen.js" in html
    desk.state["faults"] = ()
    desk.rebuild()
    assert fetched(address + "/")[0] == 200


def test_who_listens_is_told_of_the_next_build(desk, address):
    with urllib.request.urlopen(address + "/.changes") as stream:
        assert stream.readline() == b"data: 1\n" and stream.readline() == b"\n"
        desk.rebuild()
        assert stream.readline() == b"data: 2\n"


def test_the_command_serves_rebuilds_and_ends_cleanly(checkout):
    """A text changes, the page follows; a signal ends it; nothing was written where the site lies."""
    command = [sys.executable, str(checkout.root / "build.py"), "--serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        place = re.search(r"open (http://127\.0\.0\.1:\d+/)", process.stdout.readline())[1]
        checkout.replace("templates/about.html", "<h1>About</h1>", "<h1>About us</h1>")
        assert process.stdout.readline().startswith("built in ")
        assert "<h1>About us</h1>" in fetched(place + "about/")[2]
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert not (checkout.root / "site").exists()
