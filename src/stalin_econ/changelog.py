"""The changelog, where every changed figure and verdict leaves a line. What comes in and goes out is its text.

On the ground floor, as a verdict that is accepted and a table that is corrected both write into it.
"""

import re

# The heading of a release: version and day.
RELEASE = re.compile(r"^## (\d+\.\d+\.\d+) – (\d{4}-\d{2}-\d{2})$", flags=re.M)


def releases(log: str) -> list[tuple[str, str, str]]:
    """Version, day and text of each dated release, the newest first."""
    parts = re.split(r"^(?=## )", log, flags=re.M)
    return [(head[1], head[2], part[head.end() :].strip()) for part in parts if (head := RELEASE.match(part))]


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
