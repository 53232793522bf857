"""All pages of the site."""

from collections.abc import Callable, Mapping

from .. import addresses
from ..edition import Edition
from ..exports.files import Download, Files
from .changes import changes_page, front_page
from .charts import chart_pages
from .embed import embed_pages
from .figure import Shown
from .ledger import ledger_page
from .page import Page
from .refused import refused_page
from .sources import sources_page
from .story import about_page, story_page
from .tables import data_pages
from .teach import teach_pages


def every_page(
    edition: Edition,
    figures: list[Shown],
    opening: dict[str, str],
    questions: Mapping[str, tuple[Download, ...]],
    compared: Callable[[], Files],
) -> list[Page]:
    """Every page of the site; `figures` in the order of the story, `opening` by width, files of `questions` by figure.

    `compared` makes what can be held against a release.
    """
    return [
        story_page(edition, figures, opening),
        *chart_pages(edition, figures),
        *embed_pages(figures),
        *teach_pages(edition, figures, questions),
        *data_pages(edition, figures),
        ledger_page(edition),
        sources_page(edition),
        refused_page(edition),
        about_page(figures),
        *([front_page(edition, figures)] if edition.place else [changes_page(edition, figures, compared)]),
        Page(addresses.MISSING, "404.html", {"title": "Page not found"}),
    ]
