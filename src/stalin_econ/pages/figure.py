"""A figure with all that pages and files need of it: each state's drawings, table, words, sources and downloads."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .. import addresses, theme
from ..charts.figure import Cell, Drawing, Figure, Plot, State, exact_digits
from ..claims.ledger import Claim
from ..drawing import export, page, vega
from ..edition import Edition
from ..exports.files import Download, cells_csv, figure_downloads
from ..layout import Sources
from ..measures.provenance import short_line
from ..prose.figures import StateWords, Words
from ..prose.markup import plain
from .page import SITE_TITLE

CARD = (1200, 630)  # px of the picture that others show beside a link


@dataclass(frozen=True)
class Place:
    """A place of a figure's table: text, status and link; an empty text is a value that is not known."""

    text: str = ""
    status: str = ""
    href: str = ""


@dataclass(frozen=True)
class FigureTable:
    """The table of a state: heads of its columns, rows of a head and places, and why places are empty."""

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Place, ...]], ...]
    reasons: tuple[str, ...]


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
    """How many of the values drawn are not sure, by how; bases that are true by definition do not count."""
    drawn = [cell.quantity.status for cell in cells if cell.role in ("drawn", "rival")]
    counts = {status: drawn.count(status) for status in BADGES}
    return tuple(BADGES[status].format(count, len(drawn)) for status, count in counts.items() if count)


def gap_reasons(words: Words, own: StateWords, empty: list[tuple[str, str]]) -> tuple[str, ...]:
    """Why places of a table are empty, a sentence a reason, each place under its narrowest reason."""
    found: dict[str, list[str]] = {}
    for row, column in empty:
        for key, name in ((f"{row}|{column}", f"{words.name(row)}, {words.name(column)}"), (f"{row}|", words.name(row)), (f"|{column}", words.name(column))):
            if key in own.gaps:
                names = found.setdefault(own.gaps[key], [])
                names += [] if name in names else [name]
                break
    return tuple(f"{'; '.join(names)}: {reason}" for reason, names in found.items())


def table_of(figure: Figure, words: Words, own: StateWords, state: State, cells: tuple[Cell, ...]) -> FigureTable:
    """The table of a state, years in order; where the figure says so, its columns stand down the side."""
    rows, columns = (list(dict.fromkeys(getattr(cell, side) for cell in cells)) for side in ("row", "column"))
    if all(column[:4].isdigit() for column in columns):
        columns = sorted(columns)
    places = {(c.row, c.column): Place(exact_digits(c, state.scales), c.quantity.status, addresses.cell(c.quantity.cells[0])) for c in cells}
    empty = [(row, column) for row in rows for column in columns if (row, column) not in places]
    grid = [[places.get((row, column), Place()) for column in columns] for row in rows]
    if figure.years_down:
        rows, columns, grid = columns, rows, [list(line) for line in zip(*grid, strict=True)]
    lines = tuple((words.name(row), tuple(line)) for row, line in zip(rows, grid, strict=True))
    heads = tuple(words.name(column) for column in columns)
    return FigureTable(own.units, words.corner, heads, lines, gap_reasons(words, own, empty))


# --- drawing ------------------------------------------------------------------------------------------------------


def drawn(state: State, cells: tuple[Cell, ...], own: StateWords, width: theme.Width) -> tuple[Drawing, dict]:
    """A state at a width: the drawing and its specification."""
    drawing = state.draw(Plot(cells, state.scales, width, own.labels))
    return drawing, vega.spec_of(drawing.chart, own.description)


def dress_of(figure: Figure, own: StateWords, view_badges: tuple[str, ...], sources: str, base: str) -> export.Dress:
    """The words round an exported drawing."""
    path = addresses.cited(addresses.chart(figure.slug))
    return export.Dress(
        own.title, own.subtitle, "; ".join(view_badges), own.note, f"Sources: {plain(sources)}",
        f"{base}/{path}" if base else f"{SITE_TITLE}, {path}", own.description,
    )  # fmt: skip


def view_of(figure: Figure, state: State, edition: Edition, fonts: Callable[[str], str]) -> tuple[View, str, Drawing, export.Dress]:
    """A state with its drawings and files; its wide drawing as the renderer gave it, and the words of its export."""
    cells, words = edition.cells[figure.slug][state.key], edition.words[figure.slug]
    own, name = words.states[state.key], f"{figure.slug}-{state.key}"
    made = {width.name: drawn(state, cells, own, width) for width in theme.WIDTHS}
    raw = {width: vega.svg_of(spec) for width, (_, spec) in made.items()}
    sizes = {width: (drawing.width, drawing.height) for width, (drawing, _) in made.items()}
    pages = {w: page.page_svg(raw[w], sizes[w], f"{name}-{w}", own.title, own.description) for w in raw}
    counted = [cell for cell in cells if cell.role != "table"]
    sources = short_line((c for cell in counted for c in cell.quantity.cells), edition.tables, edition.references)
    dress = dress_of(figure, own, badges(cells), sources, edition.settings["base_address"])
    bare = export.export_svg(raw["wide"], sizes["wide"], name, dress)
    contents = {
        "csv": cells_csv(cells, words.name, edition.tables).encode(),
        "svg": export.with_fonts(bare, fonts(bare)).encode(),
        "png": vega.png_of(bare),
        "vl.json": vega.spec_json(made["wide"][1]).encode(),
    }
    downloads = figure_downloads(figure, state.key, contents)
    table = table_of(figure, words, own, state, cells)
    view = View(state.key, own, cells, pages, table, badges(cells), sources, downloads)
    return view, raw["wide"], made["wide"][0], dress


def shown(figure: Figure, edition: Edition, sources: Sources) -> Shown:
    """A figure with all its views, drawn."""

    def fonts(svg: str) -> str:
        return export.font_style(sources, svg)

    made = [view_of(figure, state, edition, fonts) for state in figure.states]
    _, raw, drawing, dress = made[0]
    silhouette = page.thumbnail(raw, figure.crop, f"{figure.slug}-thumb")
    card = export.card_svg(raw, (drawing.width, drawing.height), f"{figure.slug}-card", dress, CARD)
    picture = Download(addresses.card(figure.slug), "image/png", "Picture", "to share", vega.png_of(card, 1))
    bears = tuple(c for c in edition.claims if set(c.tables) & set(figure.tables))
    return Shown(figure, edition.words[figure.slug], tuple(view for view, *_ in made), bears, silhouette, picture)


def opening_of(figure: Figure, edition: Edition) -> dict[str, str]:
    """The opening picture at each of its widths, as inline SVG."""
    state = figure.states[0]
    cells, own = edition.cells[figure.slug][state.key], edition.words[figure.slug].states[state.key]
    found = {}
    for width in figure.widths:
        drawing, spec = drawn(state, cells, own, width)
        name = f"{figure.slug}-{width.name}"
        size = (drawing.width, drawing.height)
        found[width.name] = page.page_svg(vega.svg_of(spec), size, name, own.title, own.description)
    return found
