"""The site from memory, for the one who edits it: at this machine alone, made anew whenever a source changes.

No site is written. With a change pages are there at once, each made when it is asked for; the whole site follows as soon as
nothing else changes. Pages come with a script that loads them again when there is a newer edition; neither it nor what it
needs is part of the site. While the sources have faults, every address shows them in place of a page.
"""

import contextlib
import functools
import itertools
import mimetypes
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .. import addresses
from ..exports.files import Files
from ..faults import InputError
from ..layout import Sources
from ..memory import MEMORY, key_of
from .build import build
from .draft import Draft

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
    """What is shown now: a name of the edition, its files or, before it is whole, its draft, or else the faults of the sources."""

    name: str
    files: Files = field(default_factory=dict)
    draft: Draft | None = None
    faults: InputError | None = None

    @property
    def words(self) -> str:
        """What came of the sources, in words."""
        if self.faults:
            return counted(len(self.faults.problems), "fault")
        return counted(len(self.draft.pages), "page") if self.draft else counted(len(self.files), "file")


def counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


class Shelf:
    """The edition that is shown; those who wait for a newer one, or for the whole of it, are told."""

    def __init__(self):
        self.served = Served("")
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

    def other(self, served: Served) -> Served:
        """What is shown once it is something else than this."""
        with self.turned:
            self.turned.wait_for(lambda: self.served is not served)
            return self.served


def named(sources: Sources, unread: InputError | None) -> str:
    """A name for what these sources give: the same for the same."""
    return key_of((str(unread or ""), *(part for item in sorted(sources.items()) for part in item)))[:16]


def drafted(sources: Sources, name: str) -> Served:
    """What the sources give at once: pages to be made, or faults."""
    MEMORY.settle()  # what a draft before began, and nobody came to ask for
    try:
        return Served(name, draft=Draft(sources))
    except InputError as error:
        return Served(name, faults=error)


class Superseded(Exception):
    """The sources changed while the whole was made of what they were."""


def whole(sources: Sources, name: str, current: Callable[[], bool]) -> Served:
    """What the sources give in the end: all files, or faults, which are another edition to those who look at a page.

    Superseded between two parts of the work where they are no longer current.
    """

    def step(label: str, work: Callable, *arguments):
        if not current():
            raise Superseded
        return work(*arguments)

    try:
        return Served(name, build(sources, step=step).files)
    except InputError as error:
        return Served(f"{name}-faults", faults=error)


def live(page: bytes, name: str) -> bytes:
    """A page that loads itself again when there is a newer edition."""
    return page.replace(b"</body>", f'<script src="/{LIVE}" data-edition="{name}"></script></body>'.encode(), 1)


def faulty(error: InputError) -> bytes:
    """The faults of the sources as a page."""
    items = "".join(f"<li><code>{escape(f'{p.path}:{p.line}')}</code>{escape(p.message)}</li>" for p in error.problems)
    count = len(error.problems)
    title = "One fault in the sources" if count == 1 else f"{count} faults in the sources"
    return FAULTY.format(title=title, items=items).encode()


def answer(served: Served, path: str) -> tuple[HTTPStatus, str, bytes] | None:
    """What an address gets: status, media type and body; None where only the whole edition knows. A folder gets its page."""
    name = path.partition("?")[0].partition("#")[0].lstrip("/")
    name = f"{name}index.html" if name.endswith("/") or not name else name
    if name == LIVE:
        return HTTPStatus.OK, "text/javascript", SCRIPT
    if served.faults:
        return broken(served.faults, served.name)
    try:
        return found(served, name)
    except InputError as error:
        return broken(error, served.name)


def broken(faults: InputError, name: str) -> tuple[HTTPStatus, str, bytes]:
    """The faults of an edition, by its name, as an answer."""
    return HTTPStatus.INTERNAL_SERVER_ERROR, "text/html", live(faulty(faults), name)


def found(served: Served, name: str) -> tuple[HTTPStatus, str, bytes] | None:
    """A file by its path, or the page for what is missing, as an answer; None where a draft does not have it."""
    status, body = HTTPStatus.OK, (served.draft or served.files).get(name)
    if body is None and served.draft:
        return None
    if body is None:
        status, name, body = HTTPStatus.NOT_FOUND, addresses.MISSING, served.files.get(addresses.MISSING, b"")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
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
            served = self.shelf.served
            # Those who come before the first edition wait, and those who ask for what only the whole of it has.
            while not served.name or not (given := answer(served, self.path)):
                served = self.shelf.other(served)
            self.give(*given)

    def give(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        with contextlib.suppress(OSError):  # nobody waits any more
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


def changed(known: Sources, sources: Sources) -> str:
    """What differs between sources, in words."""
    paths = [path for path in sorted({*known, *sources}) if known.get(path) != sources.get(path)]
    return paths[0] if len(paths) == 1 else f"{len(paths)} sources"


def said(what: str, served: Served, start: float) -> str:
    """What was made, what came of it and how long it took, in a line; faults follow, a line each."""
    seconds = time.perf_counter() - start
    return "\n".join([f"{what}: {served.words}, {seconds:.2f} s", *([str(served.faults)] if served.faults else ())])


def follow(read: Callable[[], Sources], woken: Iterable, shelf: Shelf, say: Callable[[str], None]) -> None:
    """Show what the sources give now, and anew whenever on waking they are found to be others; make the whole on waking to the same.

    Each time it is said how long that took.
    """
    known, name = {}, ""
    for _ in itertools.chain((None,), woken):
        start = time.perf_counter()
        sources, unread = looked(read)
        if name != (name := named(sources, unread)):
            shelf.put(Served(name, faults=unread) if unread else drafted(sources, name))
            say(said(changed(known, sources), shelf.served, start))
            known = sources
        elif shelf.served.draft:
            with contextlib.suppress(Superseded):
                shelf.put(whole(sources, name, lambda: name == named(*looked(read))))
                say(said("whole", shelf.served, start))
