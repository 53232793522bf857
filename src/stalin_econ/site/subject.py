"""What this site is about, as values: figures, claims, rules. A test hands in a small subject of its own."""

from dataclasses import dataclass

from ..charts import FIGURES, OPENING
from ..charts.figure import Figure
from ..checks.run import RULES, Rules
from ..claims import CLAIMS
from ..claims.finding import Functions


@dataclass(frozen=True)
class Subject:
    """Figures in the order of their numbers, the opening picture if there is one, what computes the claims, by id, and rules.

    ValueError where the numbers of figures are not 1, 2, 3 and so on: files and links go by them.
    """

    figures: tuple[Figure, ...]
    opening: Figure | None
    claims: Functions
    rules: Rules

    def __post_init__(self):
        numbers = [figure.number for figure in self.figures]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"figures are numbered from 1 in the order of the story; here they are {numbers}")


SUBJECT = Subject(FIGURES, OPENING, CLAIMS, RULES)
