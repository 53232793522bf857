"""The changelog, where every changed figure and verdict leaves a line. What comes in and goes out is its text.

On the ground floor, as a verdict that is accepted and a table that is corrected both write into it.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from .faults import line_at

# The heading of a release: version and day.
RELEASE = re.compile(r"^## ([0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}) – ([0-9]{4}-[0-9]{2}-[0-9]{2})$", flags=re.M)


def releases(log: str) -> list[tuple[str, str, str]]:
    """Version, day and text of each dated release, the newest first."""
    parts = re.split(r"^(?=## )", log, flags=re.M)
    return [(head[1], head[2], part[head.end() :].strip()) for part in parts if (head := RELEASE.match(part))]


def faults(log: str) -> Iterator[tuple[int, str]]:
    """Line and message of each heading that is none, names no day, or stands where a newer one should."""
    dated, heads = [], list(re.finditer(r"^##(?!#).*$", log, flags=re.M))
    for n, head in enumerate(heads):
        line, found = line_at(log, head.start()), RELEASE.match(head[0])
        if found and not is_day(found[2]):
            yield line, f"{found[2]} is no day of the calendar"
        elif found:
            dated.append((tuple(map(int, found[1].split("."))), found[2], line))
        elif head[0] != "## Unreleased":
            yield line, f"heading {head[0]!r}: '## Unreleased' or '## 1.2.3 – 2026-01-31' is wanted, with an en dash"
        elif n:
            yield line, "'## Unreleased' stands once, above all releases"
    for newer, older in pairwise(dated):
        if newer[0] <= older[0] or newer[1] < older[1]:
            yield older[2], "the newest release stands first: versions and days fall"


def is_day(words: str) -> bool:
    """Whether some words are a day of the calendar, as 2026-01-31."""
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def unreleased(log: str) -> str:
    """What stands under the heading "Unreleased"; empty where there is none."""
    found = re.search(r"^## Unreleased$(.*?)(?=^## |\Z)", log, flags=re.M | re.S)
    return found[1].strip() if found else ""


def dated(log: str, version: str, day: str) -> str:
    """The changelog with the heading of a release in place of "Unreleased"."""
    return re.sub(r"^## Unreleased$", f"## {version} – {day}", log, count=1, flags=re.M)


def entries(text: str) -> list[str]:
    """The points of a list in a part of the changelog, each on one line."""
    found = re.findall(r"^- (.*?)(?=^- |^\s*$|\Z)", text, flags=re.M | re.S)
    return [" ".join(entry.split()) for entry in found]


def with_line(log: str, line: str) -> str:
    """The changelog with a line under its heading "Unreleased", which is made where there is none."""
    if re.search(r"^## Unreleased$", log, flags=re.M):
        return re.sub(r"^## Unreleased\n+", lambda _: f"## Unreleased\n\n{line}", log, count=1, flags=re.M)
    return re.sub(r"^## ", lambda _: f"## Unreleased\n\n{line}\n## ", log, count=1, flags=re.M)
