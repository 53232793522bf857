"""Which figures there are, one module each, in the order of the story."""

from . import uses

OPENING = None
FIGURES = (uses.FIGURE,)
