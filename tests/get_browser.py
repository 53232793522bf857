"""See that browsers for the tests are there: those on the path, else Playwright's, else Debian's, else say what to do.

Without Chromium there are no tests; Firefox is wanted by few, which are left out where there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
FIREFOX = ("firefox-esr", "firefox")


def on_path(names: tuple[str, ...] = NAMES) -> str | None:
    """A program on the path that has one of these names."""
    return next((found for name in names if (found := shutil.which(name))), None)


def of_playwright() -> str | None:
    """The Chromium that Playwright has installed, if it has."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str | None:
    """The browser that the tests use."""
    return on_path() or of_playwright()


def firefox() -> str | None:
    """The browser of another make, as its maker or a system ships it, that a few tests use besides."""
    return on_path(FIREFOX)


def run(*command: str) -> bool:
    """Whether a command went well; what it prints is shown only if it did not."""
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    )
    return done.returncode == 0


def packaged(*names: str) -> None:
    """Try packages of the system, as root on Debian."""
    if names and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        run("apt-get", "update")
        run("apt-get", "install", "-y", *names)


def install() -> None:
    """Try Playwright's own Chromium, then packages of the system for what is still missing."""
    if not find():
        run(sys.executable, "-m", "playwright", "install", "chromium")
    packaged(*(["chromium"] if not find() else []), *(["firefox-esr"] if not firefox() else []))


def main() -> int:
    if not find() or not firefox():
        install()
    if not (browser := find()):
        print("No browser for the tests: install Chromium so that `chromium` is on the path, then try again.")
        return 1
    other = firefox()
    print(f"browsers for the tests: {Path(browser).name}, {Path(other).name if other else 'no Firefox'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
