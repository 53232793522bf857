"""The cover of a book: its title above the opening picture."""

from .export import MARGIN, Dress, block, frame, text_svg
from .page import inked

WIDTH, HEIGHT = 600, 800  # px


def cover_svg(title: str, drawing: str) -> str:
    """A cover as SVG; `drawing` is a drawing of a page, empty where there is none."""
    pad = 2 * MARGIN
    head, top = text_svg(block(title, 46, WIDTH - 2 * pad, "ink", 600, True), pad, pad - 10)
    place = f'<svg x="{pad}" y="{top + 30:g}" width="{WIDTH - 2 * pad}" height="{HEIGHT - pad - top - 30:g}" '
    words = Dress(title, "", "", "", "", "", title)
    return frame(WIDTH, HEIGHT, "cover", words, head + inked(drawing).replace("<svg ", place, 1))
