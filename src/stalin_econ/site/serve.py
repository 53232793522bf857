"""The site from memory, for the one who edits it: at this machine alone, made anew whenever a source changes.

Nothing is written. Pages come with a script that loads them again when there is a newer edition; neither it nor what it
needs is part of the site. While the sources have faults, every address shows them in place of a page.
"""

import functools
import itertools
import mimetypes
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .. import addresses
from ..exports.files import Files
from ..faults import InputError
from ..layout import Sources
from ..memory import key_of
from .build import build

HOME = "127.0.0.1"
NAMES = (HOME, "localhost")  # by which a browser may ask; any other name was led here from elsewhere
LIVE, CHANGES = "-/live.js", "-/changes"
SCRIPT = b"""(() => {
  const seen = document.currentScript.dataset.edition;
  new EventSource("/-/changes").onmessage = (event) => { if (event.data !== seen) location.reload(); };
})();
"""
PATIENCE = 5  # seconds after which a listener is asked whether it is still there
FAULTY = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title><meta name="viewport" content="width=device-width">
<style>:root{{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}}body{{max-width:46rem;margin:3rem auto;padding:0 1rem}}
h1{{font-size:1.4rem}}li{{margin:1rem 0;overflow-wrap:anywhere}}ol{{padding:0;list-style:none}}code{{display:block;opacity:.75}}</style></head>
<body><h1>{title}</h1><p>The site is as it was. This page goes when they are mended.</p><ol>{items}</ol></body></html>
"""


@dataclass(frozen=True)
class Served:
    """What is shown now: a name of the edition, its files, or else the faults of the sources."""

    name: str
    files: Files
    faults: InputError | None = None

    @property
    def words(self) -> str:
        """What came of the sources, in words."""
        count = len(self.faults.problems) if self.faults else 0
        return f"{count} fault{'s' if count > 1 else ''}" if count else f"{len(self.files)} files"


class Shelf:
    """The edition that is shown; those who wait for a newer one are told."""

    def __init__(self):
        self.served = Served("", {})
        self.turned = threading.Condition()

    def put(self, served: Served) -> None:
        with self.turned:
            self.served = served
            self.turned.notify_all()

    def newer(self, name: str) -> str:
        """The name of the edition once it is another than this, or after a while."""
        with self.turned:
            self.turned.wait_for(lambda: self.served.name != name, PATIENCE)
            return self.served.name


def named(sources: Sources, unread: InputError | None) -> str:
    """A name for what these sources give: the same for the same."""
    return key_of((str(unread or ""), *(part for item in sorted(sources.items()) for part in item)))[:16]


def edition(sources: Sources, name: str) -> Served:
    """What the sources give: files, or faults."""
    try:
        return Served(name, build(sources).files)
    except InputError as error:
        return Served(name, {}, error)


def live(page: bytes, name: str) -> bytes:
    """A page that loads itself again when there is a newer edition."""
    return page.replace(b"</body>", f'<script src="/{LIVE}" data-edition="{name}"></script></body>'.encode(), 1)


def faulty(error: InputError) -> bytes:
    """The faults of the sources as a page."""
    items = "".join(f"<li><code>{escape(f'{p.path}:{p.line}')}</code>{escape(p.message)}</li>" for p in error.problems)
    count = len(error.problems)
    title = "One fault in the sources" if count == 1 else f"{count} faults in the sources"
    return FAULTY.format(title=title, items=items).encode()


def answer(served: Served, path: str) -> tuple[HTTPStatus, str, bytes]:
    """What an address gets: status, media type and body. A folder gets its page."""
    name = path.partition("?")[0].partition("#")[0].lstrip("/")
    name = f"{name}index.html" if name.endswith("/") or not name else name
    if name == LIVE:
        return HTTPStatus.OK, "text/javascript", SCRIPT
    if served.faults:
        return HTTPStatus.INTERNAL_SERVER_ERROR, "text/html", live(faulty(served.faults), served.name)
    status, name = (HTTPStatus.OK, name) if name in served.files else (HTTPStatus.NOT_FOUND, addresses.MISSING)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    body = served.files.get(name, b"")
    return status, kind, live(body, served.name) if kind == "text/html" else body


class Desk(BaseHTTPRequestHandler):
    """Hands out what stands on the shelf."""

    def __init__(self, shelf: Shelf, *connection):
        self.shelf = shelf
        super().__init__(*connection)

    def do_GET(self) -> None:
        if self.headers.get("Host", "").partition(":")[0] not in NAMES:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif self.path.lstrip("/") == CHANGES:
            self.tell()
        else:
            while not self.shelf.served.name:  # those who come early wait for the first edition
                self.shelf.newer("")
            self.give(*answer(self.shelf.served, self.path))

    def give(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.head(status, kind)
        self.wfile.write(body)

    def head(self, status: HTTPStatus, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def tell(self) -> None:
        """The name of the edition, now and whenever there is a newer one, for as long as somebody listens."""
        self.head(HTTPStatus.OK, "text/event-stream")
        name = self.shelf.served.name
        try:
            while True:
                self.wfile.write(f"data: {name}\n\n".encode())
                name = self.shelf.newer(name)
        except OSError:
            return  # nobody listens any more

    def log_message(self, *_) -> None:
        """Requests are not worth a line."""


def opened(shelf: Shelf, port: int) -> ThreadingHTTPServer:
    """A server of the shelf at this machine alone, its work begun; OSError where the port is taken."""
    server = ThreadingHTTPServer((HOME, port), functools.partial(Desk, shelf))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def looked(read: Callable[[], Sources]) -> tuple[Sources, InputError | None]:
    """The sources, or why they cannot be read."""
    try:
        return read(), None
    except InputError as error:
        return {}, error


def said(known: Sources, sources: Sources, served: Served, seconds: float) -> str:
    """What changed, what came of it and how long it took, in a line; faults follow, a line each."""
    changed = [path for path in sorted({*known, *sources}) if known.get(path) != sources.get(path)]
    what = changed[0] if len(changed) == 1 else f"{len(changed)} sources"
    return "\n".join([f"{what}: {served.words}, {seconds:.2f} s", *([str(served.faults)] if served.faults else ())])


def follow(read: Callable[[], Sources], woken: Iterable, shelf: Shelf, say: Callable[[str], None]) -> None:
    """Make the edition now, and anew whenever on waking the sources are found to be others; say each time what it took."""
    known: Sources = {}
    for _ in itertools.chain((None,), woken):
        start = time.perf_counter()
        sources, unread = looked(read)
        name = named(sources, unread)
        if name == shelf.served.name:
            continue
        served = Served(name, {}, unread) if unread else edition(sources, name)
        shelf.put(served)
        say(said(known, sources, served, time.perf_counter() - start))
        known = sources
