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
FILE = re.compile(r"\w\.(?:csv|html?|json|txt|xlsx?)\b")
SECTION = re.compile(r"(.+), (?:before|at|after) footnote \d+")  # of the paper, which has no pages to name
NUMBERED = re.compile(r"(note to )?(table|p\.|ch\.) (\S+)")
MANY = {"table": "tables", "p.": "pp.", "ch.": "chs."}
HYPHENED = re.compile(r"(?<=[ \u00a0])\d+-\d+\b")  # the number of a table; no address has a blank before such a one


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
    """What cells rest on, with the places in it that a source line can say, the surest first and else in the order met."""
    found: dict[Origin, list[str]] = {}
    for row in (row_of(cell, tables) for cell in dict.fromkeys(cells)):
        places, place = found.setdefault(origin_of(row), []), said_place(row["locator"])
        if place and place not in places:
            places.append(place)
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


def said_place(locator: str) -> str:
    """A locator as a source line says it: a section by its name; empty where it is a place in a file, which no reader turns up."""
    section = SECTION.fullmatch(locator)
    return f"section “{section[1]}”" if section else "" if FILE.search(locator) else locator


def gathered(places: list[str]) -> list[str]:
    """Places with what is numbered alike named once, its numbers in order: "tables 1-1, 1-3 and 1-8"."""
    found: dict[tuple[str, str], list[str]] = {}
    for place in places:
        match = NUMBERED.fullmatch(place)
        key, number = ((match[1] or "", match[2]), match[3]) if match else (("", place), "")
        found.setdefault(key, []).append(number)
    return [numbered(note, kind, sorted(numbers, key=in_order)) for (note, kind), numbers in found.items()]


def in_order(number: str) -> list[int]:
    """By what numbers such as 1-8 and 7-11 are sorted."""
    return [int(part) for part in re.findall(r"\d+", number)]


def numbered(note: str, kind: str, numbers: list[str]) -> str:
    """One or several of a kind with their numbers; a place without a number is itself."""
    if not numbers[-1]:
        return kind
    if len(numbers) == 1:
        return f"{note}{kind} {numbers[0]}"
    return f"{note.replace('note', 'notes')}{MANY[kind]} {display.listing(numbers)}"


def place_html(place: str) -> str:
    """A place in HTML: no blank before a number ends a line."""
    return escape(display.unbroken(place))


def held(html: str) -> str:
    """HTML in which no hyphen within a number ends a line. Not for cards: a hundred of them would make a page heavy."""
    return HYPHENED.sub(r'<span class="nowrap">\g<0></span>', html)


def places_html(places: list[str]) -> str:
    """Places in a work, led by a comma; of a web copy, its page alone is no place that a reader could open."""
    kept = gathered([place for place in places if not place.startswith("web copy")])
    return f", {', '.join(map(place_html, kept))}" if kept else ""


def source_html(origin: Origin, places: list[str], works: Works) -> str:
    """One source in full: "Simonov 1996, quoted at second hand (by Soviet tanks of the 1930s, table in the article)"."""
    status, name = STATUSES[origin.status], named_html(origin, works)
    if origin.by:
        where = "".join(f", {place_html(place)}" for place in gathered(places))
        return f"{name}, {status.behind} (by {work_html(origin.by, works)}{where})"
    lead, behind = f"{status.lead} " if status.lead else "", f" ({status.behind})" if status.behind else ""
    return f"{lead}{name}{places_html(places)}{behind}"


def cell_html(row: dict, works: Works) -> str:
    """What one row rests on, beside its status: the work with the whole place, and for a relayed row who quotes it."""
    origin = origin_of(row)
    if origin.by:
        return capital(source_html(origin, [row["locator"]], works))
    lead = f"{STATUSES[origin.status].lead} " if origin.status == "unverified" else ""
    return held(capital(f"{lead}{work_html(origin.work, works)}, {place_html(row['locator'])}"))


def source_line(cells: Iterable[str], tables: Tables, works: Works) -> str:
    """The source line of some cells in full, in HTML: each work with its places and how it was reached."""
    return line_of(source_html(*found, works) for found in origins_of(cells, tables).items())


def short_line(cells: Iterable[str], tables: Tables, works: Works) -> str:
    """The source line of a figure: works, and which are quoted at second hand; who quotes them stands with each cell."""
    found = origins_of(cells, tables)
    direct = [source_html(origin, places, works) for origin, places in found.items() if not origin.by]
    quoted = list(dict.fromkeys(named_html(origin, works) for origin in found if origin.by))
    if not quoted:
        return held(line_of(direct))
    count = {1: "", 2: "both "}.get(len(quoted), "all ")
    if not direct:
        return line_of([*quoted, f"{count}{SECOND_HAND}"])
    second = f"{display.listing(quoted)} ({count}{SECOND_HAND})"
    memory = sum(origin.status == "unverified" for origin in found)
    place = len(direct) - memory
    return held(line_of([*direct[:place], second, *direct[place:]]))


def parted_line(panels: Mapping[str, Iterable[str]], tables: Tables, works: Works) -> str:
    """The source line of a figure panel by panel: the cells of each, by its name."""
    return " ".join(f"{escape(name)}: {short_line(cells, tables, works)}" for name, cells in panels.items())


def line_of(parts: Iterable[str]) -> str:
    """Sources in a row, as a sentence; what leads several of them in is said once."""
    text, memory = "; ".join(parts), STATUSES["unverified"].lead
    head, lead, rest = text.partition(memory)
    text = head + lead + rest.replace(f"; {memory}", " and")
    return capital(text) + "."


def capital(html: str) -> str:
    """HTML with a capital first letter; a link at its beginning stays as it is."""
    return html[:1].upper() + html[1:]
