"""From an SVG file to a PNG, through typst: the one seam to what makes pictures.

Typst draws an SVG with the library that vl-convert uses too, to the same px, but holds its fonts in memory, where the
other opens the file of a font for each letter: half the time. It knows no fonts but those of the repository.
"""

import functools
import re
from collections.abc import Iterable
from functools import partial

import typst

from ..memory import Wanted
from .palette import PALETTE, in_few_colours

RASTERISER = f"typst {typst.__version__}, {PALETTE}"  # by which what was made is remembered
POINTS = 72  # px to an inch, so that a point of typst is a px: in fractions of a point it may lose a row of px
# Where a side comes out above a whole number by the last digit, typst would draw a px more and press it in: hence a little less.
PAGE = """#set page(width: {0}pt, height: {1}pt, margin: 0pt)
#image("drawing.svg", width: {0}pt - 0.001pt, height: {1}pt - 0.001pt)
"""


@functools.cache
def faces_in(folder: str) -> typst.Fonts:
    """The fonts of a folder and no others, as typst takes them."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def png_of(folder: str, svg: str, scale: float) -> bytes:
    """A file as a picture, `scale` px to a unit. Its letters are those in a folder of fonts, so it need not hold them."""
    size = (float(side) * scale for side in re.search(r'width="([\d.]+)" height="([\d.]+)"', svg).groups())
    inputs = {"main.typ": PAGE.format(*size).encode(), "drawing.svg": svg.encode()}
    return in_few_colours(typst.compile(inputs, font_paths=faces_in(folder), format="png", ppi=POINTS))


def jobs_of(folder: str, files: Iterable[tuple[str, float]]) -> list[Wanted]:
    """How pictures of files are made, each with its px to a unit, in order."""
    return [(partial(png_of, folder, svg, scale), ("png", RASTERISER, PAGE, str(scale), svg)) for svg, scale in files]
