"""What this site is about, as values: figures, claims, rules. A test hands in a small subject of its own."""

from dataclasses import dataclass

from ..charts import FIGURES, OPENING
from ..charts.figure import Figure
from ..checks.run import RULES, Rules
from ..claims import CLAIMS
from ..claims.finding import Functions


@dataclass(frozen=True)
class Subject:
    """Figures in the order of the story, the opening picture if there is one, what computes the claims, by id, and rules."""

    figures: tuple[Figure, ...]
    opening: Figure | None
    claims: Functions
    rules: Rules


SUBJECT = Subject(FIGURES, OPENING, CLAIMS, RULES)
