"""What numbers rest on, in words with links: source lines and notes. Separate, so that every page says it alike.

Readers meet the work first, and how it was reached behind it; a page that only quotes it stands in brackets.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from .. import addresses
from ..data.references import Reference
from ..data.tables import Table, row_of
from ..vocabulary import STATUSES
from . import display

Tables = Mapping[str, Table]
Works = Mapping[str, Reference]
SECOND_HAND = STATUSES["relayed"].behind


NAMED = re.compile(r"@([a-z0-9_]+)")  # a work, as a note names it


@dataclass(frozen=True)
class Origin:
    """What a cell rests on: its status, the key of the work, or words for one that is not named, and who quotes it.

    `doubted` says that the one who quotes it does not name the work, which somebody took it to be.
    """

    status: str
    work: str
    words: str = ""
    by: str = ""
    doubted: bool = False


def note_html(note: str, works: Works) -> str:
    """A note with its @keys as links to the bibliography and its claim: marks as links to the ledger."""
    linked = NAMED.sub(lambda m: work_html(m[1], works), escape(note, quote=False))
    return re.sub(r"\bclaim:([a-z0-9-]+)", lambda m: f'<a href="{addresses.claim(m[1])}">the claim {m[1]}</a>', linked)


def origin_of(row: dict) -> Origin:
    """What a row rests on; of a relayed one the work is what its note names behind "after", in doubt if "probably" follows."""
    if row["status"] != "relayed":
        return Origin(row["status"], row["source"])
    if quoted := re.match(r"after @([a-z0-9_]+)(, probably)?", row["note"]):
        return Origin("relayed", quoted[1], by=row["source"], doubted=bool(quoted[2]))
    words = re.match(r"after ([^;,]+)", row["note"])
    return Origin("relayed", "", words[1] if words else "", row["source"])


def origins_of(cells: Iterable[str], tables: Tables) -> dict[Origin, list[str]]:
    """What cells rest on, with the places in it, the surest first and else in the order met."""
    found: dict[Origin, list[str]] = {}
    for row in (row_of(cell, tables) for cell in dict.fromkeys(cells)):
        places = found.setdefault(origin_of(row), [])
        if row["locator"] not in places:
            places.append(row["locator"])
    return {origin: found[origin] for origin in sorted(found, key=lambda o: tuple(STATUSES).index(o.status))}


def works_in(rows: Iterable[dict]) -> set[str]:
    """Keys of the works that rows were read in, or quote."""
    return {key for row in rows for key in (row["source"], origin_of(row).work) if key}


def work_html(key: str, works: Works) -> str:
    """A work, short, linked to the bibliography."""
    return f'<a href="{addresses.work(key)}">{works[key].short}</a>'


def named_html(origin: Origin, works: Works) -> str:
    """The work that a figure comes from, or words for one that is not named."""
    doubt = "probably " if origin.doubted else ""
    return doubt + work_html(origin.work, works) if origin.work else escape(origin.words)


def places_html(places: list[str]) -> str:
    """Places in a work, led by a comma; of a web copy, its page alone is no place that a reader could open."""
    kept = [place for place in places if not place.startswith("web copy")]
    return f", {escape(display.unbroken(display.listing(kept)))}" if kept else ""


def source_html(origin: Origin, places: list[str], works: Works) -> str:
    """One source in full: "Simonov 1996, quoted at second hand (by Soviet tanks of the 1930s, table in the article)"."""
    status, name = STATUSES[origin.status], named_html(origin, works)
    if origin.by:
        where = escape(display.unbroken(display.listing(places)))
        return f"{name}, {status.behind} (by {work_html(origin.by, works)}, {where})"
    lead, behind = f"{status.lead} " if status.lead else "", f" ({status.behind})" if status.behind else ""
    return f"{lead}{name}{places_html(places)}{behind}"


def cell_html(row: dict, works: Works) -> str:
    """What one row rests on, beside its status: the work with the whole place, and for a relayed row who quotes it."""
    origin = origin_of(row)
    if origin.by:
        return capital(source_html(origin, [row["locator"]], works))
    lead = f"{STATUSES[origin.status].lead} " if origin.status == "unverified" else ""
    return capital(f"{lead}{work_html(origin.work, works)}, {escape(display.unbroken(row['locator']))}")


def source_line(cells: Iterable[str], tables: Tables, works: Works) -> str:
    """The source line of some cells in full, in HTML: each work with its places and how it was reached."""
    return line_of(source_html(*found, works) for found in origins_of(cells, tables).items())


def short_line(cells: Iterable[str], tables: Tables, works: Works) -> str:
    """The source line of a figure: works, and which are quoted at second hand; who quotes them stands with each cell."""
    found = origins_of(cells, tables)
    direct = [source_html(origin, places, works) for origin, places in found.items() if not origin.by]
    quoted = list(dict.fromkeys(named_html(origin, works) for origin in found if origin.by))
    if not quoted:
        return line_of(direct)
    if not direct:
        return line_of([*quoted, SECOND_HAND if len(quoted) == 1 else f"all {SECOND_HAND}"])
    count = {1: "", 2: "both "}.get(len(quoted), "all ")
    second = f"{display.listing(quoted)} ({count}{SECOND_HAND})"
    memory = sum(origin.status == "unverified" for origin in found)
    place = len(direct) - memory
    return line_of([*direct[:place], second, *direct[place:]])


def line_of(parts: Iterable[str]) -> str:
    """Sources in a row, as a sentence; what leads several of them in is said once."""
    text, memory = "; ".join(parts), STATUSES["unverified"].lead
    head, lead, rest = text.partition(memory)
    text = head + lead + rest.replace(f"; {memory}", " and")
    return capital(text) + "."


def capital(html: str) -> str:
    """HTML with a capital first letter; a link at its beginning stays as it is."""
    return html[:1].upper() + html[1:]
