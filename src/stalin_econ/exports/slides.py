"""Figures as slides for presentations: title, subtitle and sources as text, the drawing as a picture, the rest in the notes.

Everything is a plain value before a file is made of it, by which what was made is remembered.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from .. import addresses, theme
from ..drawing.palette import part_of
from ..drawing.slide import HEIGHT, LOOKS, PAD, WIDE, WIDTH, Part
from ..edition import Edition
from ..measures import display
from ..memory import MEMORY, code
from ..vocabulary import SITE_TITLE
from .citation import AUTHOR
from .files import MEDIA_TYPES, Download, Making, json_bytes, zip_bytes
from .metadata import LICENCE

PX, POINT = 6350, 2  # English metric units a px of a slide of 13.33 inches, and px a point
PNG, PPTX = "png", "pptx"


@dataclass(frozen=True)
class Spoken:
    """A slide to be presented: its words with their places, what its drawing shows, the place of that, and its notes."""

    parts: tuple[Part, ...]
    description: str
    place: tuple[int, int, int, int]
    notes: tuple[str, ...]
    day: str
    address: str


def picture_download(slug: str, png: Making) -> Download:
    """The slide of a figure as a picture."""
    return Download(addresses.slide(slug, PNG), MEDIA_TYPES[PNG], "Slide, PNG", "first view, 1920 × 1080", png)


def presentation_download(slug: str, spoken: Spoken, png: Making) -> Download:
    """The slide of a figure for presentations; `png` makes the same slide as a picture, of which the drawing is taken."""

    def made() -> bytes:
        seen, whole = json_bytes(asdict(spoken)), png()
        return MEMORY.recall(lambda: presentation(spoken, part_of(whole, spoken.place)), "pptx", code(), seen, whole)

    return Download(addresses.slide(slug, PPTX), MEDIA_TYPES[PPTX], "Slide, PPTX", "sources in notes", made)


def notes_of(words: Mapping[str, str], edition: Edition) -> tuple[str, ...]:
    """The notes of a slide, a line each: source, address, citation, how sure, terms, and what is to be known of the drawing."""
    version, day = edition.release
    lines = (
        words["source"], words["address"], f"To cite it: {words['citation']}", words["badge"], words["note"],
        f"Licence: Creative Commons Attribution 4.0, {LICENCE}. {AUTHOR}, {SITE_TITLE}, version {version} of {display.day(day)}{edition.later}.",
        f"What the drawing shows: {words['description']}",
    )  # fmt: skip
    return tuple(line for line in lines if line)


# --- the file -----------------------------------------------------------------------------------------------------


def presentation(spoken: Spoken, picture: bytes) -> bytes:
    """A file with one slide; the same words and picture give the same bytes."""
    from pptx import Presentation  # here, since where no slide has changed nothing of it is wanted
    from pptx.util import Emu

    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(WIDTH * PX), Emu(HEIGHT * PX)
    only_titles = deck.slide_layouts.get_by_name("Title Only")
    for layout in [layout for layout in deck.slide_layouts if layout is not only_titles]:
        deck.slide_layouts.remove(layout)
    fitted(deck)
    bare(deck)
    slide = deck.slides.add_slide(only_titles)
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = colour("paper")
    below = [part for part in spoken.parts if part.name in ("source", "address")]
    for part in spoken.parts:
        if part not in below:
            write(slide, part)
    drawn(slide, spoken, picture)
    for part in below:
        write(slide, part)
    slide.notes_slide.notes_text_frame.text = "\n".join(spoken.notes)
    dated(deck, spoken)
    out = io.BytesIO()
    deck.save(out)
    with zipfile.ZipFile(out) as made:
        return zip_bytes({name: made.read(name) for name in made.namelist()}, (".png",))


def fitted(deck) -> None:
    """Stretch the places of the program's pattern, which is made for slides of 4:3, so that further slides have them too."""
    from pptx.util import Emu

    for shape in deck.slide_master.placeholders:
        shape.left, shape.width = (Emu(length * 4 // 3) for length in (shape.left, shape.width))


def bare(deck) -> None:
    """Take out of a deck what comes with the program's pattern and is not ours: its thumbnail, settings of a printer."""
    for rels, drop in ((deck.part.package._rels, deck.part.package.drop_rel), (deck.part.rels, deck.part.rels.pop)):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(("/thumbnail", "/printerSettings"))]:
            drop(key)


def colour(token: str):
    """A colour of the palette, as the program takes it."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(theme.LIGHT[token].removeprefix("#").upper())


def write(slide, part: Part) -> None:
    """A part as text in its place: the title in the slide's own place for titles, so that it names the slide everywhere."""
    from pptx.enum.lang import MSO_LANGUAGE_ID
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
    from pptx.util import Emu, Pt

    place = [Emu(round(px * PX)) for px in (PAD, part.top, WIDE, part.bottom - part.top)]
    if part.name == "title":
        box = slide.shapes.title
        box.left, box.top, box.width, box.height = place
    else:
        box = slide.shapes.add_textbox(*place)
        box.name = part.name.capitalize()
    frame, (token, weight) = box.text_frame, LOOKS[part.name]
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE  # where a program has to take a wider font
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    run = frame.paragraphs[0].add_run()
    run.text, run.font.size, run.font.bold = part.text, Pt(part.size / POINT), weight > 400
    run.font.color.rgb, run.font.language_id = colour(token), MSO_LANGUAGE_ID.ENGLISH_UK


def drawn(slide, spoken: Spoken, picture: bytes) -> None:
    """The drawing as a picture, with what it shows in words for those who do not see it."""
    from pptx.util import Emu

    left, top, right, bottom = spoken.place
    box = [Emu(px * PX) for px in (left, top, right - left, bottom - top)]
    shape = slide.shapes.add_picture(io.BytesIO(picture), *box)
    shape.name = "Drawing"
    shape._element.nvPicPr.cNvPr.set("descr", spoken.description)


def dated(deck, spoken: Spoken) -> None:
    """Who made the file and when, by the release."""
    day, own = datetime.fromisoformat(spoken.day), deck.core_properties
    own.author = own.last_modified_by = AUTHOR
    own.title = next(part.text for part in spoken.parts if part.name == "title")
    own.subject, own.identifier, own.language, own.revision = SITE_TITLE, spoken.address, "en-GB", 1
    own.created = own.modified = day
