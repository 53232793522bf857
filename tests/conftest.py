"""What the tests share: the inputs read once, the site built once, a small project, and one browser for those that want it."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import get_browser
import pytest
import tiny_subject

from stalin_econ.charts.figure import Figure
from stalin_econ.data.package import read_package
from stalin_econ.data.references import read_references
from stalin_econ.data.tables import read_tables
from stalin_econ.edition import Edition
from stalin_econ.layout import FROZEN, RELEASES, Sources, read_sources
from stalin_econ.memory import MEMORY
from stalin_econ.site.build import Built, build
from stalin_econ.site.swap import alone
from stalin_econ.site.write import write

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("build.py", "pyproject.toml", "CHANGELOG.md", "LICENSE", "CITATION.cff", "data", "templates")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
)  # fmt: skip


def pytest_addoption(parser):
    parser.addoption(
        "--damages", type=int, default=60, metavar="N", help="how often tests damage a file of the sources"
    )


def pytest_configure(config):
    os.environ["DAMAGES"] = str(config.getoption("--damages"))


@pytest.fixture(scope="session")
def sources() -> Sources:
    """Every input of the living site, read once; a test that damages one hands on {**sources, path: damaged}.

    Releases are left out: their pages were looked at when they were frozen, and `test_releases.py` makes its own.
    """
    return {path: content for path, content in read_sources(ROOT).items() if not path.startswith((FROZEN, RELEASES))}


@pytest.fixture(scope="session")
def real_tables(sources):
    return read_tables(sources, read_package(sources))


@pytest.fixture(scope="session")
def real_references(sources):
    return read_references(sources)


@pytest.fixture(scope="session")
def built(sources, tmp_path_factory) -> Built:
    """The whole site in memory, built once. Of several workers the first draws, and the others take what it remembers."""
    own = tmp_path_factory.getbasetemp()
    common = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with alone(common):
        MEMORY.open(common / "memory")
        made = build(sources)
        MEMORY.keep()
        MEMORY.folder = None
    return made


@pytest.fixture(scope="session")
def edition(built) -> Edition:
    return built.edition


@pytest.fixture(scope="session")
def in_story(edition) -> list[Figure]:
    """The figures that a chapter calls; one that none calls has its page all the same."""
    called = {slug for chapter in edition.chapters for slug in chapter.uses.figures}
    return [figure for figure in edition.figures if figure.slug in called]


@pytest.fixture(scope="session")
def tiny() -> Sources:
    """The sources of the small project."""
    return tiny_subject.tiny_sources()


@pytest.fixture(scope="session")
def site_folder(built, tmp_path_factory) -> Path:
    """The same site as files."""
    folder = tmp_path_factory.mktemp("out") / "site"
    write(built.files, folder)
    return folder


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Hands out files, and says nothing of it."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def server(site_folder):
    """The address of a plain server of the site, on this machine alone."""
    handler = functools.partial(Quiet, directory=str(site_folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.fixture
def address(request, site_folder):
    """The site from disk, or from a server."""
    return site_folder.as_uri() if request.param == "disk" else request.getfixturevalue("server")


@pytest.fixture(scope="session")
def engines():
    """Playwright, once a session: a second one would not start beside it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(engines):
    chromium = engines.chromium.launch(executable_path=get_browser.find(), args=list(FLAGS))
    yield chromium
    chromium.close()


@pytest.fixture
def open_page(browser, site_folder):
    """Opens pages of the site from disk, in contexts that are closed after the test."""
    contexts = []

    def opener(path: str, width: int = 1280, height: int = 900, **options):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **options))
        page = contexts[-1].new_page()
        page.goto(f"{site_folder.as_uri()}/{path}")
        return page

    yield opener
    for context in contexts:
        context.close()


class Checkout:
    """A copy of the sources in a folder of its own, to be damaged and built by the command that people run."""

    def __init__(self, root: Path, compiled: Path):
        self.root = root
        # Python compiles the package once for all commands, whatever this machine says of that.
        self.around = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        self.around["PYTHONPYCACHEPREFIX"] = str(compiled)
        for name in SOURCES:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
        (root / RELEASES).unlink(missing_ok=True)

    def replace(self, name: str, old: str, new: str, count: int = 1) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, count), encoding="utf-8")

    def build(self, *arguments: str, cwd: Path | None = None, umask: int = -1, **environment: str):
        command = [sys.executable, str(self.root / "build.py"), *arguments]
        place, around = cwd or self.root.parent, {**self.around, **environment}
        return subprocess.run(command, capture_output=True, text=True, cwd=place, umask=umask, env=around)


@pytest.fixture(scope="session")
def remembered(built, tmp_path_factory) -> Path:
    """What the build of the session made, as a folder that the command reads."""
    MEMORY.open(tmp_path_factory.mktemp("memory"))
    MEMORY.keep()
    folder, MEMORY.folder = MEMORY.folder, None
    return folder


@pytest.fixture
def checkout(tmp_path, remembered) -> Checkout:
    """A copy of the sources in which drawings that did not change need not be drawn again."""
    root = tmp_path / "checkout"
    root.mkdir()
    shutil.copytree(remembered, root / ".cache")
    return Checkout(root, remembered.parent / "compiled")
