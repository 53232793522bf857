"""See that browsers for the tests are there: those on the path, else Debian's, else Playwright's, else say what to do.

Without Chromium there are no tests. Its form without windows opens a page in a third of the time, so that is taken where
it can be had. Firefox is wanted by few tests, which are left out where there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = (*SHELLS, "chromium", "chromium-browser", "google-chrome")
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


def packages() -> list[tuple[str, ...]]:
    """Debian's packages of what is missing: the letters of Liberation stand in for those of the site until they are there."""
    shell = [] if on_path(SHELLS) else [("chromium-headless-shell", "fonts-liberation")]
    return shell + ([] if firefox() else [("firefox-esr",)])


def install() -> None:
    """What is missing: packages of the system, as root on Debian; where that gave no Chromium, another, or Playwright's own."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        wanted = packages()
        run("apt-get", "update")
        for names in wanted:
            run("apt-get", "install", "-y", *names)
        if not find():
            run("apt-get", "install", "-y", "chromium")
    if not find():
        run(sys.executable, "-m", "playwright", "install", "chromium")


def main() -> int:
    if packages():
        install()
    if not (browser := find()):
        print("No browser for the tests: install Chromium so that `chromium` is on the path, then try again.")
        return 1
    other = firefox()
    print(f"browsers for the tests: {Path(browser).name}, {Path(other).name if other else 'no Firefox'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
