"""A figure as pages and files have it: each state with its drawings, table, words, sources and downloads; its tables."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .. import addresses
from ..charts.figure import Cell, Figure, State, counted, exact_digits
from ..charts.number import home_of, number_at
from ..claims.ledger import Claim
from ..edition import Edition
from ..exports.files import Download, Making
from ..measures import display
from ..measures.provenance import short_line
from ..prose.figures import StateWords, Words
from .slides import Shot
from .walk import walk


@dataclass(frozen=True)
class Place:
    """A place of a figure's table: text, status, link, the key of its mark, unit, and which source of the table it rests on.

    `anchor` is the id of the card of its number. An empty text is a value that is not known.
    """

    text: str = ""
    status: str = ""
    href: str = ""
    key: str = ""
    unit: str = ""
    source: int = 0
    anchor: str = ""


@dataclass(frozen=True)
class FigureTable:
    """The table of a state: heads of columns, rows of a head and places, why places are empty, its main unit, sources.

    `row_keys` and `column_keys` name its rows and columns as keys of marks do.
    """

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Place, ...]], ...]
    reasons: tuple[str, ...]
    unit: str
    sources: tuple[str, ...]
    row_keys: tuple[str, ...]
    column_keys: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """One state of a figure, ready for a page."""

    key: str
    words: StateWords
    cells: tuple[Cell, ...]
    drawings: Mapping[str, str]
    table: FigureTable
    not_sure: Mapping[str, str]
    sources: str
    downloads: tuple[Download, ...]

    @property
    def badges(self) -> tuple[str, ...]:
        """What is said of values that are not sure, in words alone."""
        return tuple(self.not_sure.values())

    @property
    def walk(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The view in words: each series and what is to be said of it."""
        return walk(self.table, {cell.key: cell.quantity.value for cell in self.cells})


@dataclass(frozen=True)
class Shown:
    """A figure, ready for pages: its views, the statements that it bears on, a silhouette, a picture to share, a workbook, its slide.

    `picture` makes that of the slide.
    """

    figure: Figure
    words: Words
    views: tuple[View, ...]
    claims: tuple[Claim, ...]
    thumbnail: Download
    card: Download
    workbook: Download
    shot: Shot
    picture: Making
    slides: tuple[Download, ...] = ()

    @property
    def downloads(self) -> tuple[Download, ...]:
        """Its files to take away: those of its views, then the workbook and the slide."""
        return (*(file for view in self.views for file in view.downloads), self.workbook, *self.slides)

    @property
    def path(self) -> str:
        return addresses.chart(self.figure.slug)

    @property
    def default(self) -> View:
        return self.views[0]

    @property
    def title(self) -> str:
        return self.default.words.title

    def with_views(self, keys: Iterable[str]) -> tuple[View, ...]:
        """The default view and those named."""
        wanted = set(keys)
        return tuple(view for view in self.views if view is self.default or view.key in wanted)


# --- what a state says of itself ----------------------------------------------------------------------------------


BADGES = {
    "unverified": "{} of {} values from memory, not yet checked",
    "relayed": "{} of {} values quoted at second hand",
}


def not_sure(cells: tuple[Cell, ...]) -> dict[str, str]:
    """How many of the values drawn are not sure, in words, by status."""
    statuses = counted(cells)
    counts = {status: statuses.count(status) for status in BADGES}
    return {status: BADGES[status].format(count, len(statuses)) for status, count in counts.items() if count}


def gap_reasons(words: Words, own: StateWords, empty: list[tuple[str, str]]) -> tuple[str, ...]:
    """Why places of a table are empty, a sentence a reason, each place under its narrowest reason."""
    found: dict[str, list[str]] = {}
    for row, column in empty:
        for key, name in (
            (f"{row}|{column}", f"{words.name(row)}, {words.name(column)}"),
            (f"{row}|", words.name(row)),
            (f"|{column}", words.name(column)),
        ):
            if key in own.gaps:
                names = found.setdefault(own.gaps[key], [])
                names += [] if name in names else [name]
                break
    return tuple(f"{'; '.join(names)}: {reason}" for reason, names in found.items())


def places_of(
    figure: Figure, state: State, all_cells: Mapping[str, tuple[Cell, ...]], sources: list[str]
) -> dict[tuple[str, str], Place]:
    """The places of a table that are known, by row and column; `sources` has the source line of each cell."""
    cells = all_cells[state.key]
    known, found = list(dict.fromkeys(sources)), {}
    for cell, source in zip(cells, sources, strict=True):
        quantity, home = cell.quantity, home_of(figure, all_cells, state, cell)
        found[cell.row, cell.column] = Place(
            exact_digits(cell, state.scales), quantity.status, number_at(figure, all_cells, state, cell), cell.key,
            display.unit_words(quantity.unit), known.index(source), home,
        )  # fmt: skip
    return found


def table_of(figure: Figure, state: State, cells: tuple[Cell, ...], edition: Edition) -> FigureTable:
    """The table of a state, years in order; where the figure says so, its columns stand down the side."""
    words, own = edition.words[figure.slug], edition.words[figure.slug].states[state.key]
    sources = [short_line(cell.quantity.cells, edition.tables, edition.references) for cell in cells]
    rows, columns = (list(dict.fromkeys(getattr(cell, side) for cell in cells)) for side in ("row", "column"))
    if all(column[:4].isdigit() for column in columns):
        columns = sorted(columns)
    places = places_of(figure, state, edition.cells[figure.slug], sources)
    unit = Counter(place.unit for place in places.values()).most_common(1)[0][0]
    empty = [(row, column) for row in rows for column in columns if (row, column) not in places]
    grid = [[places.get((row, column), Place()) for column in columns] for row in rows]
    if figure.years_down:
        rows, columns, grid = columns, rows, [list(line) for line in zip(*grid, strict=True)]
    lines = tuple((words.name(row), tuple(line)) for row, line in zip(rows, grid, strict=True))
    heads = tuple(words.name(column) for column in columns)
    known, reasons = tuple(dict.fromkeys(sources)), gap_reasons(words, own, empty)
    return FigureTable(own.units, words.corner, heads, lines, reasons, unit, known, tuple(rows), tuple(columns))
