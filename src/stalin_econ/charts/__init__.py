"""Which figures there are, one module each, in the order of the story, and the opening picture."""

from . import food, opening, product, uses

OPENING = opening.OPENING
FIGURES = (product.FIGURE, uses.FIGURE, food.FIGURE)
