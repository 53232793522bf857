"""A picture in the few colours that a drawing has: a fifth of the bytes, and to the eye the same.

The renderer writes each px in full. Up to 256 colours are kept exactly; of more, edges of letters among them, the
nearest is taken, a few steps of 255 away at the most.
"""

import io

import PIL
from PIL import Image
from PIL.PngImagePlugin import PngImageFile

PALETTE = f"Pillow {PIL.__version__}"  # by which what was made is remembered
COLOURS, EFFORT = 256, 6


def in_few_colours(png: bytes) -> bytes:
    """A PNG with a palette in place of full colours, on the same px; the same input gives the same bytes."""
    picture, out = PngImageFile(io.BytesIO(png)).convert("RGB"), io.BytesIO()
    few = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(out, "PNG", compress_level=EFFORT)
    return out.getvalue()


def part_of(png: bytes, place: tuple[int, int, int, int]) -> bytes:
    """What lies within left, top, right and bottom, in px, of such a picture, in the same colours."""
    out = io.BytesIO()
    PngImageFile(io.BytesIO(png)).crop(place).save(out, "PNG", compress_level=EFFORT)
    return out.getvalue()
