"""How every figure is shown: its states drawn, dressed for files, and put together with their tables and downloads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from .. import addresses, theme
from ..charts.figure import Cell, Figure, State
from ..drawing import export, page, raster, silhouette, vega
from ..edition import Edition
from ..exports.citation import Citation
from ..exports.files import Download, Making, cells_csv, figure_downloads
from ..exports.workbook import chart_workbooks
from ..layout import Sources
from ..measures.provenance import parted_line, short_line
from ..memory import MEMORY
from ..prose.figures import StateWords, Words
from ..prose.markup import plain
from ..vocabulary import SITE_TITLE
from .drawn import Drawn, Key, all_drawn
from .figure import Shown, View, not_sure, table_of
from .slides import Shot, shot_of, slides_of


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
    """A state whose drawings are made: what a view still wants is its files."""

    state: State
    cells: tuple[Cell, ...]
    wide: Drawn
    pages: Mapping[str, str]
    sources: str
    dress: export.Dress
    file: str


def sources_of(cells: tuple[Cell, ...], words: Words, edition: Edition) -> str:
    """The source line of what a state draws, or measures an axis or a bar by, panel by panel where its words name the panels."""
    panels: dict[str, list[str]] = {}
    for cell in (cell for cell in cells if cell.shown or not cell.scale):
        panels.setdefault(words.panels.get(cell.scale, ""), []).extend(cell.quantity.cells)
    works = edition.tables, edition.references
    return parted_line(panels, *works) if words.panels else short_line(panels[""], *works)


def outline_of(figure: Figure, state: State, edition: Edition, drawings: Mapping[Key, Drawn]) -> Outline:
    """A state drawn at each width, and as a file for a picture to be made of."""
    cells, own = edition.cells[figure.slug][state.key], edition.words[figure.slug].states[state.key]
    name = f"{figure.slug}-{state.key}"
    made = {width.name: drawings[figure.slug, state.key, width.name] for width in theme.WIDTHS}
    pages = {w: page.page_svg(d.svg, d.size, f"{name}-{w}", own.title, own.description) for w, d in made.items()}
    sources = sources_of(cells, edition.words[figure.slug], edition)
    dress = dress_of(figure, own, tuple(not_sure(cells).values()), sources, edition)
    wide = made[theme.WIDE.name]
    bare = export.export_svg(wide.svg, wide.size, name, dress)
    return Outline(state, cells, wide, pages, sources, dress, bare)


def view_of(figure: Figure, outline: Outline, picture: Making, edition: Edition, sources: Sources) -> View:
    """A state, ready for a page: its drawings, table, words and files; `picture` makes a PNG."""
    words, state, cells = edition.words[figure.slug], outline.state, outline.cells
    own = words.states[state.key]
    contents = {
        "csv": cells_csv(cells, words.name, edition.tables).encode(),
        "svg": lambda: export.with_fonts(outline.file, export.font_style(sources, outline.file)).encode(),
        "png": picture,
        "vl.json": outline.wide.spec.encode(),
    }
    downloads = figure_downloads(figure, state.key, contents)
    table = table_of(figure, state, cells, edition)
    return View(state.key, own, cells, outline.pages, table, not_sure(cells), outline.sources, downloads)


def shown(
    figure: Figure,
    outlines: list[Outline],
    shot: Shot,
    pictures: Mapping[str, Making],
    book: Download,
    edition: Edition,
    sources: Sources,
) -> Shown:
    """A figure with all its views; the first of its outlines stands for it elsewhere. What makes pictures by the SVG they are made of."""
    seconds = [cell.key for cell in outlines[0].cells if cell.role == "rival"]
    small = silhouette.thumbnail(outlines[0].wide.svg, figure.crop, f"{figure.slug}-thumb", seconds)
    return Shown(
        figure,
        edition.words[figure.slug],
        tuple(view_of(figure, outline, pictures[outline.file], edition, sources) for outline in outlines),
        edition.claims_on(figure),
        Download(addresses.thumbnail(figure.slug), "image/svg+xml", "Silhouette", "to lead to it", small.encode()),
        Download(addresses.card(figure.slug), "image/png", "Picture", "to share", pictures[shot.card]),
        book,
        shot,
        pictures[shot.slide.svg],
    )


def all_shown(edition: Edition, sources: Sources) -> list[Shown]:
    """Every figure with its views."""
    drawings = all_drawn(edition.figures, edition, sources)
    made = [(f, [outline_of(f, state, edition, drawings) for state in f.states]) for f in edition.figures]
    shots = [shot_of(f.slug, drawings[first_slide(f)], outlines[0].dress, edition) for f, outlines in made]
    files = {outline.file: 2 for _, outlines in made for outline in outlines}
    files |= {svg: 1 for shot in shots for svg in (shot.slide.svg, shot.card)}
    faces = (face for _, outlines in made for o in outlines for face in export.cuts_of(sources, o.file).values())
    pictures = raster.jobs_of(vega.font_folder(sources), files.items())
    MEMORY.begin([*pictures, *faces])  # while pages are made here
    books = chart_workbooks(edition.figures, edition)
    drawn = {svg: partial(MEMORY.recall, job, *seen) for svg, (job, seen) in zip(files, pictures, strict=True)}
    return [
        shown(figure, outlines, shot, drawn, books[figure.slug], edition, sources)
        for (figure, outlines), shot in zip(made, shots, strict=True)
    ]


def first_slide(figure: Figure) -> Key:
    """The key of the drawing of a figure that stands on its slide."""
    return figure.slug, figure.states[0].key, theme.SLIDE.name


def with_slides(figures: Iterable[Shown], cited: Mapping[str, Citation], edition: Edition) -> list[Shown]:
    """Figures with their slides as files, which name the citation of each."""
    return [replace(s, slides=slides_of(s.figure.slug, s.shot, s.picture, cited, edition)) for s in figures]


def opening_of(figure: Figure, edition: Edition, sources: Sources) -> dict[str, str]:
    """The opening picture at each of its widths, as inline SVG."""
    own = edition.words[figure.slug].states[figure.states[0].key]
    return {
        name: page.page_svg(d.svg, d.size, f"{figure.slug}-{name}", own.title, own.description)
        for (_, _, name), d in all_drawn([figure], edition, sources).items()
    }
