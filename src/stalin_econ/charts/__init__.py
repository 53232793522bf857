"""Which figures there are, one module each, in the order of the story, and the opening picture."""

from . import balance, burden, food, opening, product, production, rearmament, uses

OPENING = opening.OPENING
FIGURES = (
    balance.FIGURE,
    product.FIGURE,
    uses.FIGURE,
    rearmament.FIGURE,
    food.FIGURE,
    production.FIGURE,
    burden.FIGURE,
)
