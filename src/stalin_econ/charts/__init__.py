"""The figures, one module a subject, in the order of the story."""

from . import balance, burden, food, product, production, rearmament, uses

FIGURES = (
    balance.FIGURE,
    product.FIGURE,
    uses.FIGURE,
    rearmament.FIGURE,
    food.FIGURE,
    production.FIGURE,
    burden.FIGURE,
)
