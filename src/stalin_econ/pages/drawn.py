"""Every drawing of the figures, each state at each width, made with two hands where many are to be made."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial

from ..charts.figure import Figure, Plot, State
from ..drawing import vega
from ..edition import Edition
from ..faults import Problem, require
from ..layout import Sources, text_of
from ..memory import MEMORY, code
from ..prose.figures import path_of
from ..prose.labels import labels_of, slips
from ..theme import SLIDE, Width

Key = tuple[str, str, str]  # slug, key of the state, name of the width


@dataclass(frozen=True)
class Drawn:
    """A state at a width as the renderer drew it: SVG, its size in px, the specification as a file, labels that it asked for."""

    svg: str
    width: float
    height: float
    spec: str
    asked: list[str]

    @property
    def size(self) -> tuple[float, float]:
        return self.width, self.height


def draw(faces: str, state: State, plot: Plot, description: str) -> bytes:
    """A drawing as JSON, for the memory; `faces` is the folder of the fonts."""
    vega.register(faces)
    labels = labels_of(plot.labels, getattr(plot.labels, "path", ""))
    with vega.quick():
        drawing = state.draw(replace(plot, labels=labels))
    spec = vega.spec_of(drawing.chart, description)
    made = Drawn(vega.svg_of(spec), drawing.width, drawing.height, vega.spec_json(spec), sorted(labels.asked))
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


def label_slips(figure: Figure, drawings: Mapping[Key, Drawn], edition: Edition, sources: Sources) -> Iterator[Problem]:
    """What is wrong with the labels of a figure, all of whose drawings are made."""
    states, path = edition.words[figure.slug].states, path_of(figure.slug)
    keys = {key for own in states.values() for key in own.labels}
    asked = {key for (slug, *_), drawn in drawings.items() if slug == figure.slug for key in drawn.asked}
    yield from slips(keys, asked, path, text_of(sources, path))


def all_drawn(figures: Iterable[Figure], edition: Edition, sources: Sources) -> Mapping[Key, Drawn]:
    """Each state of some figures at each of its widths, and the first of those that have a page as a slide.

    InputError where a label is a slip.
    """
    figures, faces = list(figures), vega.font_folder(sources)
    wanted = {
        (figure.slug, state.key, width.name): job_of(figure, state, width, edition, faces)
        for figure in figures
        for state in figure.states
        for width in widths_of(figure, state)
    }
    made = MEMORY.recall_all(list(wanted.values()))
    drawings = {key: Drawn(**json.loads(packed)) for key, packed in zip(wanted, made, strict=True)}
    require(slip for figure in figures for slip in label_slips(figure, drawings, edition, sources))
    return drawings
