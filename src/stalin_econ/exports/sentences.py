"""What the site says in words, for machines: each paragraph of the story and the words of each chart, with its address.

A release freezes it, and by it a later build tells which sentences are no longer as they were.
"""

from collections.abc import Iterator

from .. import addresses
from ..edition import Edition
from ..prose.markup import paragraphs, plain
from .files import MEDIA_TYPES, Download, json_bytes


def said(edition: Edition) -> Iterator[tuple[str, str]]:
    """Paragraphs and words of charts, in the order of the story, each with its address."""
    for chapter in edition.chapters:
        for name, body in paragraphs(chapter.html):
            yield f"{addresses.STORY}#{name}", plain(body)
    for figure in edition.figures:
        for key, own in edition.words[figure.slug].states.items():
            text = " ".join(f"{part.rstrip('.')}." for part in (own.title, own.subtitle, own.note))
            yield addresses.chart_state(figure.slug, key), plain(f"{text} {own.description}")


def sentences_file(edition: Edition) -> Download:
    """The words of the site as a file."""
    listed = [{"at": at, "text": " ".join(text.split())} for at, text in said(edition)]
    return Download(addresses.SENTENCES, MEDIA_TYPES["json"], "Sentences", "", json_bytes(listed))
