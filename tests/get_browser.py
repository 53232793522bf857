"""See that a browser for the tests is there: the one on the path, else Playwright's, else Debian's, else say what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")


def on_path() -> str | None:
    """A Chromium on the path."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def of_playwright() -> str | None:
    """The Chromium that Playwright has installed, if it has."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    """The browser that the tests use."""
    return on_path() or of_playwright()


def run(*command: str) -> bool:
    """Whether a command went well; what it prints is shown only if it did not."""
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    )
    return done.returncode == 0


def install() -> None:
    """Try Playwright's own browser, then, as root on Debian, the package."""
    if run(sys.executable, "-m", "playwright", "install", "chromium") and find():
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        run("apt-get", "update")
        run("apt-get", "install", "-y", "chromium")


def main() -> int:
    if not find():
        install()
    if not (browser := find()):
        print("No browser for the tests: install Chromium so that `chromium` is on the path, then try again.")
        return 1
    print(f"browser for the tests: {Path(browser).name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
