"""What may be asked of `python build.py`; light, so that a slip is answered at once."""

import argparse
from pathlib import Path

from .layout import OURS, SITE


def options(root: Path) -> argparse.Namespace:
    """What was asked, from the command line; ends the program where it makes no sense."""
    parser = argparse.ArgumentParser(description="Build the site from the tables and texts of this folder.")
    parser.add_argument("--out", type=Path, default=root / SITE, metavar="DIR", help="folder to write (default: site)")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; name each file that differs from the folder"
    )
    parser.add_argument(
        "--verify", type=Path, metavar="FOLDER", help="write nothing; say whether a folder is what these sources give"
    )
    parser.add_argument(
        "--accept", metavar="ID", help="accept the verdict that a claim has now, or a finding, then build"
    )
    parser.add_argument("--because", metavar="WHY", default="", help="why it is accepted; a finding wants a reason")
    parser.add_argument(
        "--serve", type=int, nargs="?", const=8000, metavar="PORT", help="write no site; show the site as it is edited"
    )
    parser.add_argument("--check-links", action="store_true", help="write nothing; ask every address outside the site")
    parser.add_argument("--release", metavar="VERSION", help="date a release and freeze its pages, then build")
    parser.add_argument("--date", metavar="DAY", default="", help="the date of a release (default: today)")
    asked = parser.parse_args()
    if asked.release is not None and (asked.check or asked.verify or asked.accept or asked.out != root / SITE):
        parser.error("--release goes by itself, or with --date")
    if asked.date and asked.release is None:
        parser.error("--date is the date of a --release")
    if asked.accept and asked.check:
        parser.error("--check writes nothing, so it does not go with --accept")
    ways = [asked.verify is not None, asked.serve is not None, asked.check_links, asked.check or bool(asked.accept)]
    if sum(ways) > 1:
        parser.error("--verify, --serve and --check-links go by themselves")
    if asked.because and not asked.accept:
        parser.error("--because is the reason of an --accept")
    if inside := next((name for name in OURS if (root / name) in [out := asked.out.resolve(), *out.parents]), None):
        parser.error(f"--out: {inside}/ holds what the site is made from")
    if root / SITE in asked.out.resolve().parents:
        parser.error("--out: a folder inside site/ would be part of the site")
    return asked
