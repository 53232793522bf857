"""A figure for a frame on the page of another site: its views, its source, the way back, and nothing else."""

import math
import re

from .. import addresses
from .figure import Shown
from .page import Page

WORDS = 320  # px that title, switch, notes and source of a wide figure need at the most
STEP = 20  # px: heights are round


def drawn_height(svg: str) -> float:
    """The height of a drawing, in px."""
    return float(re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)[1])


def frame_height(shown: Shown) -> int:
    """A height of the frame at which no view of a wide figure has to be scrolled, in px."""
    most = max(drawn_height(view.drawings["wide"]) for view in shown.views)
    return STEP * math.ceil((most + WORDS) / STEP)


def embed_pages(figures: list[Shown]) -> list[Page]:
    """A page a figure, to stand in a frame."""
    return [
        Page(addresses.embed(s.figure.slug), "embed.html", {"title": s.title, "shown": s, "height": frame_height(s)})
        for s in figures
    ]
