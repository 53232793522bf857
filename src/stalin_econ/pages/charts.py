"""The pages of the figures, each with its neighbours, and their list."""

from .. import addresses
from ..edition import Edition
from .embed import frame_height
from .figure import Shown
from .page import Page

LIST = (
    "The charts, each with its views, its numbers, what it can and cannot show, files to "
    "take away, and the statements that it bears on."
)


def chart_pages(edition: Edition, figures: list[Shown]) -> list[Page]:
    """The list of figures, and a page a figure."""
    found = [Page(addresses.CHARTS, "charts.html", {"title": "Charts", "figures": figures}, LIST)]
    for i, shown in enumerate(figures):
        after = figures[i + 1] if i + 1 < len(figures) else None
        context = {"title": shown.title, "shown": shown, "before": figures[i - 1] if i else None, "after": after}
        context["taught"] = shown.figure.slug in edition.worksheets
        context["frame_height"] = frame_height(shown)
        context["in_story"] = shown.figure.slug in edition.told
        found.append(Page(shown.path, "chart.html", context))
    return found
