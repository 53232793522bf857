"""What the tests share: the inputs read once, the site built once, and one browser."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import get_browser
import pytest
from playwright.sync_api import sync_playwright

from stalin_econ import pages, references, site, tables
from stalin_econ.layout import Layout

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("build.py", "pyproject.toml", "CHANGELOG.md", "data", "templates")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def layout() -> Layout:
    return Layout(ROOT)


@pytest.fixture(scope="session")
def real_tables(layout):
    return tables.read_tables(layout, tables.read_package(layout))


@pytest.fixture(scope="session")
def real_references(layout):
    return references.read_references(layout)


@pytest.fixture(scope="session")
def inputs(layout) -> pages.Inputs:
    return site.read_inputs(layout)


@pytest.fixture(scope="session")
def built(layout) -> dict[str, bytes]:
    """The whole site in memory, built once."""
    return site.build(layout)[0]


@pytest.fixture(scope="session")
def site_folder(built, tmp_path_factory) -> Path:
    """The same site as files."""
    folder = tmp_path_factory.mktemp("out") / "site"
    site.write(built, folder)
    return folder


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=get_browser.find(), args=list(FLAGS))
        yield chromium
        chromium.close()


class Checkout:
    """A copy of the sources in a folder of its own, to be damaged and built."""

    def __init__(self, root: Path):
        self.root = root
        for name in SOURCES:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)

    def replace(self, name: str, old: str, new: str, count: int = 1) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, count), encoding="utf-8")

    def build(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        command = [sys.executable, str(self.root / "build.py"), *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, cwd=self.root.parent, env={**os.environ, **environment}
        )

    @property
    def layout(self) -> Layout:
        return Layout(self.root)


@pytest.fixture
def checkout(tmp_path) -> Checkout:
    root = tmp_path / "checkout"
    root.mkdir()
    return Checkout(root)
