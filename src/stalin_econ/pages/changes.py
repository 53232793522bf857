"""The page of what changed: between releases, and from the newest one to today, with the reason that the changelog gives."""

import re
from collections.abc import Callable
from functools import partial
from html import escape

from .. import addresses
from ..changelog import entries, releases, unreleased
from ..claims.ledger import Claim
from ..data.releases import Release, numbers
from ..edition import Edition
from ..exports.changes import Changes, TableChange, changes_between
from ..exports.files import Files
from ..measures import display
from ..prose.markup import inline_markdown, to_html
from ..vocabulary import VERDICTS
from .figure import Shown
from .page import Page
from .tables import cell_name

WHAT = (
    "What changed between releases and since: cells with old and new value, status and source, the reason, and the "
    "sentences and verdicts that they touch."
)


CODE = re.compile(r"<code>([\w.-]+)</code>")


def linked(html: str, edition: Edition) -> str:
    """HTML of the changelog in which a table, a statement and the list of refused figures are called by name, and led to."""
    named = {name: (addresses.table(name), table.meta["title"]) for name, table in edition.tables.items()}
    named |= {claim.id: (addresses.claim(claim.id), claim.short) for claim in edition.claims}
    named["refused.csv"] = (addresses.REFUSED, "Refused and corrected")

    def link(found: re.Match) -> str:
        href, words = named.get(found[1], ("", ""))
        return f'<a href="{href}">{escape(words)}</a>' if href else found[0]

    return CODE.sub(link, html)


def reasons(name: str, text: str, edition: Edition) -> list[str]:
    """Points of the changelog that name a table, in HTML."""
    told = (entry for entry in entries(text) if re.search(rf"`{re.escape(name)}`", entry))
    return [linked(inline_markdown(entry), edition) for entry in told]


def cells_shown(change: TableChange, edition: Edition) -> list[dict]:
    """Cells of a table that differ, each with its name, its address where it still stands, and what differs."""
    table = edition.tables.get(change.name)
    found = []
    for cell in change.cells:
        row = table.rows.get(cell.address) if table else None
        columns = [("value" if c == change.value else display.name(c), was, now) for c, was, now in cell.columns]
        name = cell_name(table, row) if row else cell.address.partition("#")[2].replace("_", " ").replace("-", ", ")
        found.append(
            {"name": name, "href": addresses.cell(cell.address) if row else "", "fate": cell.fate, "columns": columns}
        )
    return found


def tables_shown(changes: Changes, text: str, edition: Edition) -> list[dict]:
    """Tables that differ, with the reasons that the changelog gives."""
    return [
        {
            "title": change.title,
            "href": addresses.table(change.name) if change.name in edition.tables else "",
            "fate": change.fate,
            "reasons": reasons(change.name, text, edition),
            "cells": cells_shown(change, edition),
        }
        for change in changes.tables
    ]


def verdict_words(key: str) -> str:
    """A verdict in words; where there was or is none, that."""
    return VERDICTS[key].words if key in VERDICTS else key or "not in the ledger"


def moved_shown(changes: Changes, claims: dict[str, Claim]) -> list[dict]:
    """Verdicts that moved, in words."""
    return [
        {"statement": v.statement, "href": addresses.claim(v.id) if v.id in claims else "",
         "was": verdict_words(v.was), "now": verdict_words(v.now)}
        for v in changes.moved
    ]  # fmt: skip


def part_shown(release: Release, after: Release | None, now: Files, edition: Edition, figures: list[Shown]) -> dict:
    """What changed after a release: up to the next one, or, where there is none, up to today."""
    changes, claims = changes_between(release.files, now), {claim.id: claim for claim in edition.claims}
    log, titles = edition.log, {shown.figure.slug: shown.title for shown in figures}
    upto = numbers(after.version) if after else (float("inf"),)
    told = [text for version, _, text in releases(log) if numbers(release.version) < numbers(version) <= upto]
    text = "\n\n".join(([] if after else [unreleased(log)]) + told)
    return {
        "release": release, "day": display.day(release.day), "after": after, "changes": changes,
        "front": addresses.release(release.version) + "index.html",
        "tables": tables_shown(changes, text, edition), "moved": moved_shown(changes, claims),
        "standing": [claims[key] for key in changes.standing if key in claims],
        "charts": [(slug, titles.get(slug, "")) for slug in changes.charts],
        "figures": [s for s in changes.sentences if s.in_figures], "rewritten": [s for s in changes.sentences if not s.in_figures],
        "log": linked(to_html(text), edition),
    }  # fmt: skip


def unfrozen(edition: Edition) -> list[dict]:
    """Versions that were not frozen or have none before them to be held against: what the changelog says of them."""
    frozen = {release.version for release in edition.releases}
    first = numbers(edition.releases[0].version) if frozen else (float("inf"),)
    dated = [
        {
            "version": version,
            "day": display.day(day),
            "text": linked(to_html(text), edition),
            "frozen": version in frozen,
        }
        for version, day, text in releases(edition.log)
        if numbers(version) <= first
    ]
    waiting = "" if frozen else unreleased(edition.log)
    return (
        [{"version": "", "day": "", "text": linked(to_html(waiting), edition), "frozen": False}] if waiting else []
    ) + dated


def changes_context(edition: Edition, figures: list[Shown], compared: Callable[[], Files]) -> dict:
    """What the page of what changed is given, the newest part first."""
    now = compared() if edition.releases else {}
    ends = [*edition.releases[1:], None][: len(edition.releases)]
    parts = [
        part_shown(release, after, after.files if after else now, edition, figures)
        for release, after in zip(edition.releases, ends, strict=True)
    ]
    return {"title": "What changed", "parts": parts[::-1], "unfrozen": unfrozen(edition)}


def changes_page(edition: Edition, figures: list[Shown], compared: Callable[[], Files]) -> Page:
    """The page of what changed; `compared` makes the files of the living site that are compared."""
    return Page(addresses.CHANGES, "changes.html", partial(changes_context, edition, figures, compared), WHAT)


def front_page(edition: Edition, figures: list[Shown]) -> Page:
    """The front of the release for which pages are made: its charts and tables, and how to see that they are as they were."""
    version = edition.release[0]
    context = {"title": f"Release {version}", "figures": figures, "tables": list(edition.tables.values())}
    what = f"Charts and tables of release {version}, frozen, with the sums of their files."
    return Page(f"{edition.place}index.html", "release.html", context, what)
