"""Edit and look: the site served from memory on this machine alone, built anew in one warm process when an input changes.

Nothing is written into the folder of the site. While inputs have faults, every address shows them instead of a page.
"""

import signal
import threading
import time
from collections.abc import Callable
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from watchfiles import watch

from .. import addresses
from ..exports.files import MEDIA_TYPES, Files
from ..faults import InputError, Problem
from ..layout import CHANGELOG, DATA, SETTINGS, TEMPLATES

HOST, PULSE = "127.0.0.1", 2.0  # seconds after which a page that listens is told that nothing has changed
EVENTS, LISTENER = "/.changes", "/.listen.js"
SCRIPT = b"""let first;
new EventSource("/.changes").onmessage = (event) => {
  first ??= event.data;
  if (event.data !== first) location.reload();
};
"""
OTHERS = {"html": "text/html", "css": "text/css", "js": "text/javascript", "woff2": "font/woff2", "xml": "application/xml"}
FAULTS = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{count} to mend</title></head><body><main><h1>The site cannot be built yet</h1>
<p>It comes back by itself when these are mended.</p><ol>{items}</ol></main></body></html>"""


class Desk:
    """What is shown now: the files of the newest build, or the faults that keep it from being made; `number` counts builds."""

    def __init__(self, make: Callable[[], Files]):
        self.make, self.number = make, 0
        self.files: Files = {}
        self.faults: tuple[Problem, ...] = ()
        self.turned = threading.Condition()

    def rebuild(self) -> float:
        """Build anew; gives the seconds that it took."""
        start, files, faults = time.perf_counter(), {}, ()
        try:
            files = self.make()
        except InputError as error:
            faults = error.problems
        with self.turned:
            self.files, self.faults, self.number = files, faults, self.number + 1
            self.turned.notify_all()
        return time.perf_counter() - start

    def next_number(self, number: int) -> int:
        """The number of the newest build, as soon as it is another than this one, or after a while in any case."""
        with self.turned:
            self.turned.wait_for(lambda: self.number != number, PULSE)
            return self.number

    def answer(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        """What an address gives: status, media type and bytes."""
        if path == LISTENER:
            return HTTPStatus.OK, OTHERS["js"], SCRIPT
        if self.faults:
            items = "".join(f"<li><code>{escape(str(fault))}</code></li>" for fault in self.faults)
            page = FAULTS.format(count=len(self.faults), items=items)
            return HTTPStatus.INTERNAL_SERVER_ERROR, OTHERS["html"], listening(page.encode())
        name = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
        found = self.files.get(name)
        status, name = (HTTPStatus.OK, name) if found is not None else (HTTPStatus.NOT_FOUND, addresses.MISSING)
        content = self.files[name]
        return status, media_type(name), listening(content) if name.endswith(".html") else content


def media_type(name: str) -> str:
    """The media type of a file by its endings, the longest that is known."""
    suffixes = PurePosixPath(name).suffixes
    endings = ["".join(suffixes[i:]).lstrip(".") for i in range(len(suffixes))]
    known = {**MEDIA_TYPES, **OTHERS}
    return next((known[ending] for ending in endings if ending in known), "application/octet-stream")


def listening(html: bytes) -> bytes:
    """A page that loads itself again after the next build: one script more, and a policy that lets it listen."""
    allowed = html.replace(b"; script-src", b"; connect-src 'self'; script-src", 1)
    return allowed.replace(b"</head>", f'<script defer src="{LISTENER}"></script></head>'.encode(), 1)


def handler(desk: Desk) -> type[BaseHTTPRequestHandler]:
    """What answers requests from a desk."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            if path == EVENTS:
                return self.tell()
            status, media, content = desk.answer(path)
            self.head(status, media)
            self.wfile.write(content)

        def head(self, status: HTTPStatus, media: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", f"{media}; charset=utf-8" if media.startswith("text/") else media)
            self.send_header("Cache-Control", "no-store")
            self.end_headers()

        def tell(self) -> None:
            """Say the number of each build for as long as somebody listens."""
            self.head(HTTPStatus.OK, "text/event-stream")
            number = desk.number
            try:
                while True:
                    self.wfile.write(f"data: {number}\n\n".encode())
                    self.wfile.flush()
                    number = desk.next_number(number)
            except OSError:
                return

        def log_message(self, *_) -> None:
            """Requests are not told."""

    return Handler


def serve(root, make: Callable[[], Files], port: int, say: Callable[[str], None]) -> None:
    """Serve and watch until a signal ends it. `root` is the checkout, `make` reads and builds it, `say` tells what happens."""
    desk, end = Desk(make), threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: end.set())
    first = told(desk, desk.rebuild())
    server = ThreadingHTTPServer((HOST, port), handler(desk))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"{first}; open http://{HOST}:{server.server_port}/ – Ctrl-C ends it")
    inputs = [root / name for name in (DATA, TEMPLATES, CHANGELOG, SETTINGS)]
    for changes in watch(*inputs, stop_event=end, step=20, rust_timeout=500, yield_on_timeout=False, raise_interrupt=False):
        names = sorted({name.removeprefix(f"{root}/") for _, name in changes})
        say(f"{told(desk, desk.rebuild())} after {', '.join(names[:3])}{' …' if len(names) > 3 else ''}")
    server.shutdown()
    server.server_close()


def told(desk: Desk, seconds: float) -> str:
    """What a build came to, as a line, with its faults before it."""
    lines = [str(fault) for fault in desk.faults]
    return "\n".join([*lines, f"{'faults found' if lines else 'built'} in {seconds:.2f} s"])
