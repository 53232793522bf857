"""What an edition gives before a page is written: drawings, citations, tables and questions, and all of it as files."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from .. import addresses
from ..edition import Edition
from ..exports.citation import Citation, citations
from ..exports.cite_one import one_records
from ..exports.files import MEDIA_TYPES, Download, Files, files_of
from ..exports.package import data_package
from ..exports.questions import question_files
from ..exports.sentences import sentences_file
from ..layout import Sources
from ..pages.figure import Shown
from ..pages.head import catalogued, whole_package
from ..pages.live import live_file
from ..pages.shown import all_shown, opening_of, with_slides
from ..pages.tables import data_downloads


@dataclass(frozen=True)
class Made:
    """Figures with their files, citations by key, the opening picture by width, files of the data by path, questions by figure."""

    figures: list[Shown]
    cited: dict[str, Citation]
    opening: dict[str, str]
    data: dict[str, Download]
    questions: Mapping[str, tuple[Download, ...]]


def made_of(edition: Edition, sources: Sources) -> Made:
    """All that is drawn, cited and packed; pandoc formats citations while the figures are drawn."""
    with ThreadPoolExecutor(1) as hand:
        citing = hand.submit(citations, edition, sources, one_records(edition))
        drawn, cited = all_shown(edition, sources), citing.result()
    figures = with_slides(drawn, cited, edition)
    opening = opening_of(edition.opening, edition, sources) if edition.opening else {}
    return Made(
        figures,
        cited,
        opening,
        data_files(edition, figures, cited, sources),
        question_files(edition, {f.figure.slug: f.slides[0] for f in figures}),
    )


def data_files(
    edition: Edition, figures: list[Shown], cited: dict[str, Citation], sources: Sources
) -> dict[str, Download]:
    """Files of the data by path: tables, ledger and works, then the catalogue and the package that describe them."""
    data = {download.path: download for download in data_downloads(edition, sources)}
    data[addresses.CATALOGUE] = catalogued(edition, figures, cited, data)
    data[addresses.PACKAGE] = data_package(edition, data)
    return data


def comparable(edition: Edition, made: Made) -> Files:
    """What is held against a release to say what changed: values and sentences."""
    drawn = (file for figure in made.figures for view in figure.views for file in view.downloads)
    values = [file for file in drawn if file.media_type == MEDIA_TYPES["csv"]]
    return files_of([*made.data.values(), sentences_file(edition), *values])


def taken(edition: Edition, made: Made) -> Files:
    """All other files to take away."""
    files = files_of(whole_package(edition, made.figures, made.data))
    for figure in made.figures:
        files |= files_of([figure.card, figure.thumbnail, live_file(figure), *figure.downloads])
    files |= files_of(download for asked in made.questions.values() for download in asked)
    return files | files_of(download for citation in made.cited.values() for download in citation.downloads)
