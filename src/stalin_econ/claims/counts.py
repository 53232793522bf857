"""How many statements came out how, said in one true sentence wherever it is said: story, ledger, about, summary."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..vocabulary import GRADES
from .ledger import Claim


@dataclass(frozen=True)
class Counts:
    """Statements by grade; every statement is counted once. `contested` are those that a test at hand goes against."""

    by_grade: dict[str, int]
    contested: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_grade.values())

    @property
    def same(self) -> int:
        return self.by_grade["same-source"]

    @property
    def other(self) -> int:
        return self.by_grade["other-source"]

    @property
    def differs(self) -> int:
        return self.by_grade["differs"]

    @property
    def memory(self) -> int:
        return self.by_grade["unverified"]

    @property
    def not_checked(self) -> int:
        return self.by_grade["not-checked"]

    @property
    def judgements(self) -> int:
        return self.by_grade["judgement"]

    @property
    def tested(self) -> int:
        """Those of which a verdict says something."""
        return self.same + self.other + self.differs

    @property
    def sentence(self) -> str:
        """All counts in one sentence without its full stop, so that a text can go on after it."""
        return (
            f"{plural(self.total, 'statement', 'statements')}: "
            f"{plural(self.same, 'matches', 'match')} the author’s own tables or sources, "
            f"{plural(self.other, 'agrees', 'agree')} with other sources, "
            f"{plural(self.differs, 'differs', 'differ')}, "
            f"{plural(self.memory, 'rests', 'rest')} on figures from memory, "
            f"{plural(self.not_checked, 'is', 'are')} not checked, and "
            f"{plural(self.judgements, 'is a judgement', 'are judgements')} that no figure could settle"
        ) + (
            f"; for {self.contested} of them some test at hand points the other way, whatever the verdict"
            if self.contested
            else ""
        )


def plural(number: int, one: str, many: str) -> str:
    """A number with its words: "1 differs", "none differ", "4 rest"."""
    return f"{number or 'none'} {one if number == 1 else many}"


def count(claims: Iterable[Claim]) -> Counts:
    """The counts of some claims."""
    claims = list(claims)
    grades = [claim.grade for claim in claims]
    return Counts({grade: grades.count(grade) for grade in GRADES}, sum(claim.contested for claim in claims))
