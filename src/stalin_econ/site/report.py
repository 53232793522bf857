"""What a build changed against the site as it stood: cells, figures, sentences, claims. Words only; nothing is decided here."""

import tomllib

from .. import addresses
from ..changelog import unreleased
from ..data.tables import Table
from ..exports.changes import rows_of
from ..exports.files import Files
from ..prose.markup import paragraphs, plain
from .build import Built

MOST = 12  # lines of one kind, before the rest is counted


def cell_changes(old: Files, new: Files, table: Table) -> dict[str, str]:
    """Cells of a table that differ, each with what was and what is; their notes and sources do not count."""
    path, found = addresses.table_file(table.name), {}
    if path not in old:
        return {f"{table.name}#": "a new table"}
    before, after = (rows_of(state[path], table.name, list(table.keys)) for state in (old, new))
    columns = [c for c in table.fields if c not in (*table.keys, "source", "locator", "note")]
    for cell in dict.fromkeys([*after, *before]):
        was, now = before.get(cell), after.get(cell)
        if was is None or now is None:
            found[cell] = "new" if was is None else "gone"
        elif changed := [f"{was.get(c)} → {now[c]}" for c in columns if was.get(c) != now[c]]:
            found[cell] = ", ".join(changed)
    return found


def sentences(html: bytes) -> dict[str, str]:
    """Paragraphs of the story by their ids, as a reader meets them."""
    return {name: plain(body) for name, body in paragraphs(html.decode())}


def verdicts(ledger: bytes) -> dict[str, str]:
    """Accepted verdicts by claim."""
    return {entry["id"]: entry["verdict"] for entry in tomllib.loads(ledger.decode()).get("claim", ())}


def claim_lines(old: Files, built: Built, cells: dict[str, str]) -> list[str]:
    """Claims that rest on changed cells with verdicts kept, and claims of which the verdict moved."""
    before = verdicts(old.get(addresses.CLAIMS, b""))
    moved = [c for c in built.edition.claims if before.get(c.id, c.verdict) != c.verdict]
    kept = [c.id for c in built.edition.claims if c not in moved and set(cells) & set(c.cells)]
    lines = [f"verdict moved: {c.id}, {before[c.id]} → {c.verdict}" for c in moved]
    return lines + ([f"verdicts kept on changed cells: {', '.join(kept)}"] if kept else [])


def figure_line(old: Files, built: Built) -> list[str]:
    """Figures of which a value that is shown changed."""
    found = [
        f"{shown.figure.number} ({shown.figure.slug})"
        for shown in built.figures
        if any(
            old.get(d.path) != built.files[d.path]
            for view in shown.views
            for d in view.downloads
            if d.path.endswith(".csv")
        )
    ]
    return [f"figures: {', '.join(found)}"] if found else []


def shortened(lines: list[str]) -> list[str]:
    """The lines, or the first of them and how many more there are."""
    return lines if len(lines) <= MOST else [*lines[: MOST - 1], f"… and {len(lines) - MOST + 1} more"]


def wanted_line(cells: dict[str, str], changelog: str) -> list[str]:
    """A request for a line in the changelog, where a value changed and no line that is not yet released names its table."""
    told = unreleased(changelog)
    tables = sorted({cell.partition("#")[0] for cell in cells})
    silent = [name for name in tables if name not in told]
    return [f"say in CHANGELOG.md, under ## Unreleased, what changed in {', '.join(silent)} and why"] if silent else []


def changes(old: Files, built: Built, changelog: str) -> list[str]:
    """What differs from the site as it stood, a line a thing; empty where there was none, or nothing differs."""
    if addresses.STORY not in old:
        return []
    cells: dict[str, str] = {}
    for table in built.edition.tables.values():
        cells |= cell_changes(old, built.files, table)
    was, now = sentences(old[addresses.STORY]), sentences(built.files[addresses.STORY])
    altered = [name for name in now if was.get(name) != now[name]]
    lines = shortened([f"{cell}: {what}" for cell, what in cells.items()]) + figure_line(old, built)
    lines += [f"sentences: {', '.join(shortened(altered))}"] if altered else []
    return lines + claim_lines(old, built, cells) + wanted_line(cells, changelog)
