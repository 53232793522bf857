"""Where the story speaks of a number: from the address that a number leads to, back to the sentences that it stands in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .. import addresses
from .chapters import Chapter
from .markup import paragraphs, plain

NUMBER = re.compile(r'<a class="num [^"]*" href="([^"]+)"[^>]*>')
NOTE = re.compile(r'<a href="#noteref-.*?</a>')  # the number of a note is no word of a sentence
LONGEST = 90  # signs of a sentence that a link repeats


@dataclass(frozen=True)
class Told:
    """A sentence of the story that gives a number: the address of its paragraph, and its words, shortened."""

    href: str
    words: str


def sentence_round(html: str, place: int) -> str:
    """The sentence at a place of a paragraph, in plain words; a long one is cut behind a word."""
    before, after = (plain(NOTE.sub("", part)) for part in (html[:place], html[place:]))
    head = re.split(r"(?<=[.!?])\s+(?=[A-Z“])", before)[-1]
    tail = re.split(r"(?<=[.!?])\s+(?=[A-Z“])", after)[0]
    words = f"{head} {tail}".strip()
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rpartition(' ')[0]}…"


def told(chapters: Iterable[Chapter]) -> dict[str, list[Told]]:
    """The sentences of the story by the address that a number in them leads to, in the order of the story."""
    found: dict[str, list[Told]] = {}
    for chapter in chapters:
        for anchor, html in paragraphs(chapter.html):
            for number in NUMBER.finditer(html):
                entry = Told(f"{addresses.STORY}#{anchor}", sentence_round(html, number.start()))
                entries = found.setdefault(number[1], [])
                entries += [] if entry.href in {one.href for one in entries} else [entry]
    return found
