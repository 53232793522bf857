"""The changelog, where every changed figure and verdict leaves a line. What comes in and goes out is its text.

On the ground floor, as a verdict that is accepted and a table that is corrected both write into it.
"""

import re


def with_line(log: str, line: str) -> str:
    """The changelog with a line under its heading "Unreleased", which is made where there is none."""
    if re.search(r"^## Unreleased$", log, flags=re.M):
        return re.sub(r"^## Unreleased\n+", lambda _: f"## Unreleased\n\n{line}", log, count=1, flags=re.M)
    return re.sub(r"^## ", lambda _: f"## Unreleased\n\n{line}\n## ", log, count=1, flags=re.M)
