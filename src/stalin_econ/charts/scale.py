"""From a value to a place in px, and nothing else: the one formula, for labels that are set by hand and for Vega-Lite alike."""

import math
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Scale:
    """A scale of a figure: linear or log, the values at its ends, its labelled values.

    `decimals` are those of its values in drawing and text, `exact` those in the table (None: as their unit bears).
    `pixels` are the places in px of the two ends of the domain, set for a drawing by `over`.
    """

    kind: str
    domain: tuple[float, float]
    ticks: tuple[float, ...] = ()
    decimals: int | None = None
    exact: int | None = None
    pixels: tuple[float, float] = (0, 1)

    def over(self, start: float, end: float) -> "Scale":
        """The same scale laid over a stretch of px."""
        return replace(self, pixels=(start, end))

    def px(self, value: float) -> float:
        """Where a value stands, in px."""
        low, high, at = (math.log(v) if self.kind == "log" else v for v in (*self.domain, value))
        start, end = self.pixels
        return start + (end - start) * (at - low) / (high - low)

    def holds(self, value: float) -> bool:
        """Whether a value lies on the scale."""
        return self.domain[0] <= value <= self.domain[1]

    def vega(self) -> dict:
        """The same scale for Vega-Lite."""
        options = {"base": 2} if self.kind == "log" else {"zero": False}
        return dict(type=self.kind, domain=list(self.domain), range=list(self.pixels), nice=False, padding=0, **options)
