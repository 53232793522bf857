"""What `python build.py` does: build the site from the tables and texts of a folder, or one thing beside that.

`--serve` shows it in a browser while it is edited, and writes no site.
`--verify FOLDER` says whether a folder, such as a copy from elsewhere, is what these sources give.
`--release 1.2.3` freezes the pages of charts and tables under `site/v/1.2.3/`, with `--date` or today, and builds.
`--accept` takes the id of a claim or of a finding, with `--because "why"`, and builds.
"""

import functools
import signal
import sys
import threading
import time
from argparse import Namespace
from datetime import date
from pathlib import Path

from . import addresses
from .faults import InputError
from .layout import CHANGELOG, DATA, FROZEN, SITE, TEMPLATES, Sources, read_sources, text_of
from .memory import MEMORY
from .site.adopt import completed, publish
from .site.build import Built, build
from .site.inputs import accepted
from .site.release import released
from .site.report import changes
from .site.sums import verified
from .site.swap import settled
from .site.weight import line
from .site.write import differences, read_folder, refuse_foreign, write


def timed(label: str, work, *arguments):
    """Do the work, print how long it took, return its result."""
    start = time.perf_counter()
    result = work(*arguments)
    print(f"{label:<24}{time.perf_counter() - start:5.1f} s")
    return result


def accept(root: Path, sources: Sources, name: str, reason: str) -> Sources:
    """The sources with a claim's verdict or a finding accepted; what that changes is written."""
    changed = accepted(sources, name, reason)
    for path, content in changed.items():
        (root / path).write_bytes(content)
    return {**sources, **changed}


def check(sources: Sources, folder: Path) -> int:
    """0 and silence where the folder is what the sources give, else 1 and a line for each file that differs."""
    lines = differences(build(sources).files, folder)
    print(*lines, sep="\n", end="\n" if lines else "")
    return 1 if lines else 0


def verify(sources: Sources, folder: Path) -> int:
    """0 where a folder is what the sources give, else 1; both are said."""
    files = build(sources).files
    sound, lines = verified(files, read_folder(folder), differences(files, folder))
    print(*lines, sep="\n")
    return 0 if sound else 1


def serve(root: Path, port: int) -> int:
    """Show the site at this machine until Ctrl-C or an end from outside, made anew with every change; 1 where the port is taken."""
    from watchfiles import watch  # nobody else waits for these

    from .site.serve import HOME, Shelf, follow, opened

    shelf, ended = Shelf(), threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: ended.set())
    try:
        server = opened(shelf, port)
    except OSError as error:
        print(f"port {port}: {error.strerror}; name another: --serve PORT", file=sys.stderr)
        return 1
    folders = [root / name for name in (DATA, TEMPLATES)]
    # What lies beside the folders is looked at every second: a file by itself is not seen once an editor replaced it.
    woken = watch(*folders, stop_event=ended, rust_timeout=1000, yield_on_timeout=True, raise_interrupt=False)
    print(f"http://{HOME}:{server.server_port}/ (Ctrl-C ends it)", flush=True)
    follow(lambda: read_sources(root), woken, shelf, functools.partial(print, flush=True))
    server.shutdown()
    return 0


def check_links(sources: Sources) -> int:
    """0 where every address outside the site answers, else 1 and a line for each that does not."""
    from .site.links import checked, outward_links

    built = build(sources)
    links = outward_links(built.files, built.edition.references)
    dead = 0
    for told in checked(links):
        print(told, flush=True)
        dead += 1
    print(f"{len(links)} addresses asked, {dead} without an answer")
    return 1 if dead else 0


def run(sources: Sources, folder: Path) -> int:
    """Build and write, with a line for each part of the work and for each thing that changed."""
    start = time.perf_counter()
    # Asked before the work too, so that a slip is answered at once.
    refuse_foreign(folder, [path.removeprefix(f"{SITE}/") for path in sources if path.startswith(FROZEN)])
    put(sources, build(sources, step=timed), folder, start)
    return 0


def put(sources: Sources, built: Built, folder: Path, start: float) -> None:
    """Write a site, and say what changed."""
    lines = changes(read_folder(folder), built, text_of(sources, CHANGELOG))
    timed(f"write {len(built.files)} files", write, built.files, folder)
    MEMORY.tidy()
    pages = sum(path.endswith(".html") for path in built.files)
    print(f"{pages} pages, {len(built.figures)} figures, {time.perf_counter() - start:.1f} s")
    print(line(built.files, [addresses.chart(shown.figure.slug) for shown in built.figures]))
    print(*lines, sep="\n", end="\n" if lines else "")


def release(root: Path, sources: Sources, version: str, day: str) -> int:
    """Freeze a release: the site with its pages in it, and what the release says in the inputs, both or neither."""
    start = time.perf_counter()
    changed, built = timed("freeze", released, sources, version, day)
    frozen = [path for path in changed if path.startswith(FROZEN)]
    inputs = {path: changed[path] for path in sorted(changed.keys() - set(frozen))}
    publish(root, version, inputs, lambda: put({**sources, **changed}, built, root / SITE, start))
    size = sum(len(changed[path]) for path in frozen) / 1e6
    print(f"release {version}: {len(frozen)} files, {size:.1f} MB, in {FROZEN}{version}/; commit them with the inputs")
    return 0


def carry_out(asked: Namespace, root: Path) -> int:
    """Do what was asked with the sources in a folder; 0 where it went well, else 1 and a line for each fault."""
    try:
        if asked.serve is not None:
            return serve(root, asked.serve)
        with completed(root) as told, settled(root / SITE):
            sources = read_sources(root)
        print(*told, sep="\n", end="\n" if told else "", file=sys.stderr)
        if asked.verify:
            return verify(sources, asked.verify)
        if asked.check_links:
            return check_links(sources)
        if asked.release is not None:
            return release(root, sources, asked.release, asked.date or date.today().isoformat())
        if asked.accept:
            sources = accept(root, sources, asked.accept, asked.because)
        return check(sources, asked.out) if asked.check else run(sources, asked.out)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        MEMORY.keep()
