"""A figure with all that pages and files need of it: each state's drawings, table, words, sources and downloads."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass

from .. import addresses, theme
from ..charts.figure import Cell, Figure, Plot, State, counted, exact_digits
from ..claims.ledger import Claim
from ..drawing import export, page, vega
from ..edition import Edition
from ..exports.files import Download, cells_csv, figure_downloads
from ..layout import Sources
from ..measures import display
from ..measures.provenance import short_line
from ..memory import MEMORY, code
from ..prose.figures import StateWords, Words
from ..prose.markup import plain
from ..vocabulary import SITE_TITLE

CARD = (1200, 630)  # px of the picture that others show beside a link


@dataclass(frozen=True)
class Place:
    """A place of a figure's table: text, status, link, the key of its mark, unit, and which source of the table it rests on.

    An empty text is a value that is not known.
    """

    text: str = ""
    status: str = ""
    href: str = ""
    key: str = ""
    unit: str = ""
    source: int = 0


@dataclass(frozen=True)
class FigureTable:
    """The table of a state: heads of columns, rows of a head and places, why places are empty, its main unit, sources."""

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Place, ...]], ...]
    reasons: tuple[str, ...]
    unit: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """One state of a figure, ready for a page."""

    key: str
    words: StateWords
    cells: tuple[Cell, ...]
    drawings: Mapping[str, str]
    table: FigureTable
    badges: tuple[str, ...]
    sources: str
    downloads: tuple[Download, ...]


@dataclass(frozen=True)
class Shown:
    """A figure, ready for pages: its views, the statements that it bears on, a silhouette, and a picture to share."""

    figure: Figure
    words: Words
    views: tuple[View, ...]
    claims: tuple[Claim, ...]
    thumbnail: str
    card: Download

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


def badges(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    """How many of the values drawn are not sure, by how."""
    statuses = counted(cells)
    counts = {status: statuses.count(status) for status in BADGES}
    return tuple(BADGES[status].format(count, len(statuses)) for status, count in counts.items() if count)


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


def places_of(state: State, cells: tuple[Cell, ...], sources: list[str]) -> dict[tuple[str, str], Place]:
    """The places of a table that are known, by row and column; `sources` has the source line of each cell."""
    known = list(dict.fromkeys(sources))
    return {
        (c.row, c.column): Place(
            exact_digits(c, state.scales), c.quantity.status, addresses.cell(c.quantity.cells[0]),
            c.key, display.unit_words(c.quantity.unit), known.index(source),
        )
        for c, source in zip(cells, sources, strict=True)
    }  # fmt: skip


def table_of(figure: Figure, state: State, cells: tuple[Cell, ...], edition: Edition) -> FigureTable:
    """The table of a state, years in order; where the figure says so, its columns stand down the side."""
    words, own = edition.words[figure.slug], edition.words[figure.slug].states[state.key]
    sources = [short_line(cell.quantity.cells, edition.tables, edition.references) for cell in cells]
    rows, columns = (list(dict.fromkeys(getattr(cell, side) for cell in cells)) for side in ("row", "column"))
    if all(column[:4].isdigit() for column in columns):
        columns = sorted(columns)
    places = places_of(state, cells, sources)
    unit = Counter(place.unit for place in places.values()).most_common(1)[0][0]
    empty = [(row, column) for row in rows for column in columns if (row, column) not in places]
    grid = [[places.get((row, column), Place()) for column in columns] for row in rows]
    if figure.years_down:
        rows, columns, grid = columns, rows, [list(line) for line in zip(*grid, strict=True)]
    lines = tuple((words.name(row), tuple(line)) for row, line in zip(rows, grid, strict=True))
    heads = tuple(words.name(column) for column in columns)
    known = tuple(dict.fromkeys(sources))
    return FigureTable(own.units, words.corner, heads, lines, gap_reasons(words, own, empty), unit, known)


# --- drawing ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Drawn:
    """A state at a width as the renderer drew it: SVG, its size in px, and the specification as a file."""

    svg: str
    width: float
    height: float
    spec: str

    @property
    def size(self) -> tuple[float, float]:
        return self.width, self.height


def drawn(figure: Figure, state: State, cells: tuple[Cell, ...], own: StateWords, width: theme.Width) -> Drawn:
    """A state at a width, drawn anew only where its cells, its words or the code have changed."""
    plot = Plot(cells, state.scales, width, own.labels)
    seen = repr((cells, state.scales, width, sorted(own.labels.items()), own.description))
    packed = MEMORY.recall(lambda: draw(state, plot, own).encode(), "drawn", code(), figure.slug, state.key, seen)
    return Drawn(**json.loads(packed))


def draw(state: State, plot: Plot, own: StateWords) -> str:
    """A drawing as JSON, for the memory."""
    with vega.quick():
        drawing = state.draw(plot)
    spec = vega.spec_of(drawing.chart, own.description)
    made = Drawn(vega.svg_of(spec), drawing.width, drawing.height, vega.spec_json(spec))
    return json.dumps(asdict(made), ensure_ascii=False)


def dress_of(
    figure: Figure, own: StateWords, view_badges: tuple[str, ...], sources: str, edition: Edition
) -> export.Dress:
    """The words round an exported drawing."""
    address, whole = edition.address(addresses.chart(figure.slug)), edition.settings["base_address"]
    return export.Dress(
        own.title, own.subtitle, "; ".join(view_badges), own.note, f"Sources: {plain(sources)}",
        address if whole else f"{SITE_TITLE}, {address}", own.description,
    )  # fmt: skip


@dataclass(frozen=True)
class Outline:
    """A state whose drawings are made and whose picture is being made: what a view still wants is its files."""

    state: State
    cells: tuple[Cell, ...]
    wide: Drawn
    pages: Mapping[str, str]
    sources: str
    dress: export.Dress
    file: str
    picture: Future


def outline_of(figure: Figure, state: State, edition: Edition, hand: Executor) -> Outline:
    """A state drawn at each width; its picture is left to another hand, since the renderer makes it by itself."""
    cells, own = edition.cells[figure.slug][state.key], edition.words[figure.slug].states[state.key]
    name = f"{figure.slug}-{state.key}"
    made = {width.name: drawn(figure, state, cells, own, width) for width in theme.WIDTHS}
    pages = {w: page.page_svg(d.svg, d.size, f"{name}-{w}", own.title, own.description) for w, d in made.items()}
    counted = [cell for cell in cells if cell.role != "table"]
    sources = short_line((c for cell in counted for c in cell.quantity.cells), edition.tables, edition.references)
    dress = dress_of(figure, own, badges(cells), sources, edition)
    wide = made[theme.WIDE.name]
    bare = export.export_svg(wide.svg, wide.size, name, dress)
    return Outline(state, cells, wide, pages, sources, dress, bare, hand.submit(vega.png_of, bare))


def view_of(figure: Figure, outline: Outline, edition: Edition, sources: Sources) -> View:
    """A state, ready for a page: its drawings, table, words and files."""
    words, state, cells = edition.words[figure.slug], outline.state, outline.cells
    own = words.states[state.key]
    contents = {
        "csv": cells_csv(cells, words.name, edition.tables).encode(),
        "svg": export.with_fonts(outline.file, export.font_style(sources, outline.file)).encode(),
        "png": outline.picture.result(),
        "vl.json": outline.wide.spec.encode(),
    }
    downloads = figure_downloads(figure, state.key, contents)
    table = table_of(figure, state, cells, edition)
    return View(state.key, own, cells, outline.pages, table, badges(cells), outline.sources, downloads)


def shown(figure: Figure, outlines: list[Outline], edition: Edition, sources: Sources) -> Shown:
    """A figure with all its views; the first of its outlines stands for it elsewhere."""
    wide, dress = outlines[0].wide, outlines[0].dress
    card = export.card_svg(wide.svg, wide.size, f"{figure.slug}-card", dress, CARD)
    return Shown(
        figure,
        edition.words[figure.slug],
        tuple(view_of(figure, outline, edition, sources) for outline in outlines),
        tuple(claim for claim in edition.claims if set(claim.tables) & set(figure.tables)),
        page.thumbnail(wide.svg, figure.crop, f"{figure.slug}-thumb"),
        Download(addresses.card(figure.slug), "image/png", "Picture", "to share", vega.png_of(card, 1)),
    )


def all_shown(edition: Edition, sources: Sources) -> list[Shown]:
    """Every figure with its views. Pictures are made beside the drawings, by a second hand."""
    with ThreadPoolExecutor(1) as hand:
        outlines = [[outline_of(f, state, edition, hand) for state in f.states] for f in edition.figures]
        return [shown(f, own, edition, sources) for f, own in zip(edition.figures, outlines, strict=True)]


def opening_of(figure: Figure, edition: Edition) -> dict[str, str]:
    """The opening picture at each of its widths, as inline SVG."""
    state = figure.states[0]
    cells, own = edition.cells[figure.slug][state.key], edition.words[figure.slug].states[state.key]
    made = {width.name: drawn(figure, state, cells, own, width) for width in figure.widths}
    return {
        name: page.page_svg(d.svg, d.size, f"{figure.slug}-{name}", own.title, own.description)
        for name, d in made.items()
    }
