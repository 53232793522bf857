#!/usr/bin/env python3
"""Build the site from the tables and texts of this folder: python build.py [--out DIR] [--check] [--accept ID].

`--serve` shows it in a browser while it is edited, and writes nothing.
`--verify FOLDER` says whether a folder, such as a copy from elsewhere, is what these sources give.
`--release 1.2.3` freezes the pages of charts and tables under `site/v/1.2.3/`, with `--date` or today, and builds.
`--accept` takes the id of a claim or of a finding, with `--because "why"`, and builds.
"""

import sys
from pathlib import Path

from stalin_econ.memory import MEMORY
from stalin_econ.options import options

ROOT = Path(__file__).resolve().parent


def main() -> int:
    asked = options(ROOT)
    # A second process makes itself ready while this one imports what it needs, which takes both a second.
    MEMORY.open(ROOT / ".cache", "stalin_econ.site.build")
    from stalin_econ.command import carry_out

    return carry_out(asked, ROOT)


if __name__ == "__main__":
    sys.exit(main())
