"""Every drawing of the figures, each state at each width, made with two hands where many are to be made."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import partial

from ..charts.figure import Figure, Plot, State
from ..drawing import vega
from ..edition import Edition
from ..layout import Sources
from ..memory import MEMORY, code
from ..theme import SLIDE, Width

Key = tuple[str, str, str]  # slug, key of the state, name of the width


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


def draw(faces: str, state: State, plot: Plot, description: str) -> bytes:
    """A drawing as JSON, for the memory; `faces` is the folder of the fonts."""
    vega.register(faces)
    with vega.quick():
        drawing = state.draw(plot)
    spec = vega.spec_of(drawing.chart, description)
    made = Drawn(vega.svg_of(spec), drawing.width, drawing.height, vega.spec_json(spec))
    return json.dumps(asdict(made), ensure_ascii=False).encode()


def job_of(figure: Figure, state: State, width: Width, edition: Edition, faces: str) -> tuple[partial, tuple]:
    """How a state at a width is drawn, and what it is drawn from: anew only where cells, words or the code have changed."""
    cells, own = edition.cells[figure.slug][state.key], edition.words[figure.slug].states[state.key]
    seen = repr((cells, state.scales, width, sorted(own.labels.items()), own.description))
    job = partial(draw, faces, state, Plot(cells, state.scales, width, own.labels), own.description)
    return job, ("drawn", vega.RENDERER, code(), figure.slug, state.key, seen)


def widths_of(figure: Figure, state: State) -> tuple[Width, ...]:
    """The widths that a state is drawn at."""
    return (*figure.widths, *((SLIDE,) if figure.number and state is figure.states[0] else ()))


def all_drawn(figures: Iterable[Figure], edition: Edition, sources: Sources) -> Mapping[Key, Drawn]:
    """Each state of some figures at each of its widths, and the first of those that have a page as a slide."""
    faces = vega.font_folder(sources)
    wanted = {
        (figure.slug, state.key, width.name): job_of(figure, state, width, edition, faces)
        for figure in figures
        for state in figure.states
        for width in widths_of(figure, state)
    }
    made = MEMORY.recall_all(list(wanted.values()))
    return {key: Drawn(**json.loads(packed)) for key, packed in zip(wanted, made, strict=True)}
