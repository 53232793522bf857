"""Links that leave the site: listed with their pages and works, asked by a command, their works with day and archived copy."""

import csv
import io
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from damage import faults

from stalin_econ import addresses
from stalin_econ.data.references import Reference, read_records
from stalin_econ.layout import REFERENCES
from stalin_econ.site.links import Link, checked, fault_of, outward_links


class Answers(BaseHTTPRequestHandler):
    """A server of three kinds of address."""

    def do_GET(self):
        if self.path == "/silent":
            self.server.enough.wait(5)
        self.send_response({"/here": 200, "/moved": 301, "/silent": 200}.get(self.path, 404))
        self.send_header("Location", "/here")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    server = HTTPServer(("127.0.0.1", 0), Answers)
    server.enough = threading.Event()
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.enough.set()
    server.shutdown()
    server.server_close()


def test_an_address_that_answers_is_alive_and_others_say_why_not(server):
    assert fault_of(f"{server}/here") == fault_of(f"{server}/moved") == ""
    assert fault_of(f"{server}/gone") == "404 Not Found"
    assert "timed out" in fault_of(f"{server}/silent", 0.2)
    assert "refused" in fault_of("http://127.0.0.1:1/")
    assert fault_of("http://[/")


def test_a_dead_address_is_named_with_what_rests_on_it_and_its_archived_copy(server):
    links = [
        Link(f"{server}/here", ("a.html",)),
        Link(f"{server}/gone", ("a.html",), "smith1990", "https://archive.example/1"),
        Link(f"{server}/lost", ("a.html", "b.html")),
    ]
    assert list(checked(links)) == [
        f"{server}/gone: 404 Not Found (work smith1990; archived: https://archive.example/1)",
        f"{server}/lost: 404 Not Found (2 pages, first a.html)",
    ]


def test_the_build_lists_every_address_that_a_page_leads_to(built):
    rows = list(csv.DictReader(io.StringIO(built.files[addresses.LINKS].decode())))
    links = outward_links(built.files, built.edition.references)
    assert [row["address"] for row in rows] == [link.address for link in links] == sorted({r["address"] for r in rows})
    for work in built.edition.references.values():
        for address in work.addresses:
            (row,) = [row for row in rows if row["address"] == address]
            assert row["work"] == work.key
    sources = [row for row in rows if addresses.SOURCES in row["pages"].split(" ")]
    assert len([row for row in sources if row["work"]]) >= sum(
        bool(w.addresses) for w in built.edition.references.values()
    )


def test_addresses_are_as_the_web_has_them_and_not_as_html_does():
    files = {"a.html": b'<a class="x" href="https://x.example/?a=1&amp;b=2">x</a><link href="https://y.example">'}
    assert outward_links(files, {}) == [Link("https://x.example/?a=1&b=2", ("a.html",))]


ONLINE = {"id": "smith1990", "type": "webpage", "title": "A page", "URL": "https://x.example/1"}
KEPT = {"accessed": {"date-parts": [[2026, 11, 3]]}, "archive": "An archive", "archive_location": "https://y.example/2"}


def with_record(sources, **fields):
    return {**sources, REFERENCES: json.dumps([ONLINE | fields]).encode()}


def test_a_work_has_the_day_it_was_read_and_its_archived_copy_where_they_are_known(sources):
    (record,) = read_records(with_record(sources, **KEPT))
    work = Reference("smith1990", record, "", "")
    assert (work.accessed, work.archived) == ("2026-11-03", "https://y.example/2")
    bare = Reference("smith1990", ONLINE, "", "")
    assert (bare.accessed, bare.archived, bare.addresses) == ("", "", ["https://x.example/1"])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"accessed": {"date-parts": [[2026, 2, 30]]}}, "no day of the calendar"),
        ({"accessed": {"date-parts": [[2026]]}}, "accessed"),
        ({"accessd": KEPT["accessed"]}, "(is 'accessed' meant?)"),
        ({"archive_location": "shelf 3", "archive": "RGAE"}, "archive_location"),
        ({"archive_location": "https://y.example/2"}, "'archive' is a dependency"),
    ],
)
def test_a_day_that_is_none_and_a_copy_nowhere_are_refused(sources, fields, words):
    (found, *_) = [line for line in faults(with_record(sources, **fields)) if "smith1990" in line]
    assert found.startswith(f"{REFERENCES}:1: ") and words in found


def test_the_page_of_sources_says_of_each_work_online_when_it_was_read_or_that_nobody_noted_it(built):
    page = built.files[addresses.SOURCES].decode()
    online = [work for work in built.edition.references.values() if "URL" in work.csl]
    said = page.count("was read was not noted") + page.count("<b>Read</b> on ")
    assert online and said == len(online)
