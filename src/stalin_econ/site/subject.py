"""What this site is about, as values: its figures, its opening picture, its claims. A test hands in a small subject of its own."""

from dataclasses import dataclass

from ..charts import FIGURES, OPENING
from ..charts.figure import Figure
from ..claims import CLAIMS
from ..claims.finding import Functions


@dataclass(frozen=True)
class Subject:
    """The figures in the order of the story, the opening picture if there is one, and what computes the claims, by id."""

    figures: tuple[Figure, ...]
    opening: Figure | None
    claims: Functions


SUBJECT = Subject(FIGURES, OPENING, CLAIMS)
