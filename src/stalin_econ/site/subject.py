"""What this site is about, as values: its figures, its opening picture. A test hands in a small subject of its own."""

from dataclasses import dataclass

from ..charts import FIGURES, OPENING
from ..charts.figure import Figure


@dataclass(frozen=True)
class Subject:
    """The figures in the order of the story, and the opening picture, if there is one."""

    figures: tuple[Figure, ...]
    opening: Figure | None


SUBJECT = Subject(FIGURES, OPENING)
