#!/usr/bin/env python3
"""Build the site from the tables and texts of this folder: python build.py [--out DIR] [--check] [--accept ID].

`--verify FOLDER` says whether a folder, such as a copy from elsewhere, is what these sources give.
`--serve` shows the site while you edit it.
`--accept` takes the id of a claim or of a finding, with `--because "why"`, and builds.
"""

import argparse
import sys
import time
from pathlib import Path

from stalin_econ import addresses
from stalin_econ.faults import InputError
from stalin_econ.layout import CHANGELOG, OURS, SITE, Sources, read_sources, text_of
from stalin_econ.memory import MEMORY
from stalin_econ.site.build import build
from stalin_econ.site.inputs import accepted
from stalin_econ.site.report import changes
from stalin_econ.site.serve import serve
from stalin_econ.site.sums import verified
from stalin_econ.site.weight import line
from stalin_econ.site.write import differences, read_folder, write

ROOT = Path(__file__).resolve().parent


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build the site from the tables and texts of this folder.")
    parser.add_argument("--out", type=Path, default=ROOT / SITE, metavar="DIR", help="folder to write (default: site)")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; name each file that differs from the folder"
    )
    parser.add_argument(
        "--verify", type=Path, metavar="FOLDER", help="write nothing; say whether a folder is what these sources give"
    )
    parser.add_argument(
        "--accept", metavar="ID", help="accept the verdict that a claim has now, or a finding, then build"
    )
    parser.add_argument(
        "--serve", action="store_true", help="serve the site on this machine, built anew at each change"
    )
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="where --serve listens; 0: any free one")
    parser.add_argument("--because", metavar="WHY", default="", help="why it is accepted; a finding wants a reason")
    asked = parser.parse_args()
    if asked.accept and asked.check:
        parser.error("--check writes nothing, so it does not go with --accept")
    if asked.verify and (asked.check or asked.accept):
        parser.error("--verify goes by itself")
    if asked.serve and (asked.check or asked.accept or asked.verify):
        parser.error("--serve goes by itself")
    if asked.because and not asked.accept:
        parser.error("--because is the reason of an --accept")
    if inside := next((name for name in OURS if (ROOT / name) in [out := asked.out.resolve(), *out.parents]), None):
        parser.error(f"--out: {inside}/ holds what the site is made from")
    if ROOT / SITE in asked.out.resolve().parents:
        parser.error("--out: a folder inside site/ would be part of the site")
    return asked


def timed(label: str, work, *arguments):
    """Do the work, print how long it took, return its result."""
    start = time.perf_counter()
    result = work(*arguments)
    print(f"{label:<24}{time.perf_counter() - start:5.1f} s")
    return result


def accept(sources: Sources, name: str, reason: str) -> Sources:
    """The sources with a claim's verdict or a finding accepted; what that changes is written."""
    changed = accepted(sources, name, reason)
    for path, content in changed.items():
        (ROOT / path).write_bytes(content)
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


def run(sources: Sources, folder: Path) -> int:
    """Build and write, with a line for each part of the work and for each thing that changed."""
    start = time.perf_counter()
    built = build(sources, step=timed)
    lines = changes(read_folder(folder), built, text_of(sources, CHANGELOG))
    timed(f"write {len(built.files)} files", write, built.files, folder)
    MEMORY.tidy()
    pages = sum(path.endswith(".html") for path in built.files)
    print(f"{pages} pages, {len(built.figures)} figures, {time.perf_counter() - start:.1f} s")
    print(line(built.files, [addresses.chart(shown.figure.slug) for shown in built.figures]))
    print(*lines, sep="\n", end="\n" if lines else "")
    return 0


def main() -> int:
    asked = options()
    MEMORY.open(ROOT / ".cache")
    try:
        if asked.serve:
            serve(ROOT, lambda: build(read_sources(ROOT)).files, asked.port, lambda line: print(line, flush=True))
            return 0
        sources = read_sources(ROOT)
        if asked.verify:
            return verify(sources, asked.verify)
        if asked.accept:
            sources = accept(sources, asked.accept, asked.because)
        return check(sources, asked.out) if asked.check else run(sources, asked.out)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        MEMORY.keep()


if __name__ == "__main__":
    sys.exit(main())
