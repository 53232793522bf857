"""The slides of figures: laid out with the drawings, finished as files when the citations are there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..drawing.export import Dress
from ..drawing.slide import CARD, Slide, slide_of
from ..edition import Edition
from ..exports.citation import Citation
from ..exports.files import Download, Making
from ..exports.slides import Spoken, notes_of, picture_download, presentation_download
from ..measures import display
from ..prose.markup import plain
from .drawn import Drawn

CITED = "Chicago"


@dataclass(frozen=True)
class Shot:
    """The slide of a figure, laid out; `card` is the SVG of the picture to share."""

    slide: Slide
    card: str
    dress: Dress


def shot_of(name: str, drawn: Drawn, dress: Dress, edition: Edition) -> Shot:
    """A slide and a card of a drawing; the address of the slide tells the release too."""
    address = f"{dress.address}, {'after ' if edition.later else ''}release {edition.release[0]}"
    released = replace(dress, source=held(dress.source), address=address)
    card = slide_of(drawn.svg, drawn.size, f"{name}-card", dress, CARD)
    return Shot(slide_of(drawn.svg, drawn.size, name, released), card.svg, released)


def held(source: str) -> str:
    """A source line in which no year leaves its author, and no number its table, at the end of a line."""
    return re.sub(r" (?=(?:1[89]|20)\d\d[a-z]?\b)", "\u00a0", display.unbroken(source))


def slides_of(
    slug: str, shot: Shot, picture: Making, cited: Mapping[str, Citation], edition: Edition
) -> tuple[Download, ...]:
    """The slide of a figure as a picture, which `picture` makes, and for presentations."""
    dress = shot.dress
    words = {
        key: getattr(dress, key).replace("\u00a0", " ") for key in ("source", "address", "badge", "note", "description")
    }
    citation = plain(cited[slug].texts[CITED])
    notes = notes_of({**words, "note": plain(dress.note), "citation": citation}, edition)
    spoken = Spoken(shot.slide.parts, dress.description, shot.slide.place, notes, edition.release[1], dress.address)
    return picture_download(slug, picture), presentation_download(slug, spoken, picture)
