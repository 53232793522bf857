"""From a Vega-Lite specification to SVG, through vl-convert in one process: the one seam to the renderer.

Separate, so that nothing else knows who draws.
"""

import atexit
import functools
import json
import re
import shutil
import tempfile
from pathlib import Path

import altair as alt
import pandas as pd
import vl_convert as vlc

from .. import theme
from ..layout import FONTS, Sources, bytes_of, inside
from ..memory import MEMORY

VEGA_LITE = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])
RENDERER = f"vl-convert {vlc.__version__}, Vega-Lite {VEGA_LITE}"


def faces_of(sources: Sources) -> tuple[bytes, ...]:
    """The fonts of the repository, with which vl-convert draws, so that drawings do not depend on the machine."""
    return tuple(bytes_of(sources, path) for path in inside(sources, f"{FONTS}ttf/", ".ttf"))


def font_folder(sources: Sources) -> str:
    """A folder with the fonts of the repository, for programs that read them from one."""
    return laid(faces_of(sources))


@functools.cache
def laid(faces: tuple[bytes, ...]) -> str:
    """Faces in a folder, once a process; it goes when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="stalin-econ-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for number, face in enumerate(faces):
        (folder / f"{number}.ttf").write_bytes(face)
    return str(folder)


@functools.cache
def register(folder: str) -> None:
    """Hand the fonts of a folder to the renderer, once a process."""
    vlc.register_font_directory(folder)


def quick():
    """Where charts are made unchecked: Altair would hold each part against its schema, which takes long and which tests do."""
    return alt.utils.schemapi.debug_mode(False)


def rows_of(frame: pd.DataFrame) -> dict:
    """A frame as the values of a specification, an empty place as null.

    In place of Altair's own way, which looks into each column for types that no frame of ours has.
    """
    rows = frame.to_dict("records")
    return {"values": [{name: None if value != value else value for name, value in row.items()} for row in rows]}


def spec_of(chart: alt.TopLevelMixin, description: str) -> dict:
    """The Vega-Lite specification, dressed by the theme."""
    alt.data_transformers.register("rows", rows_of)
    with quick(), alt.data_transformers.enable("rows"):
        spec = chart.to_dict(validate=False)
    return {**spec, "config": theme.CONFIG, "description": description}


def spec_json(spec: dict) -> str:
    """The specification as a file to take away, on its own paper colour; a hatched fill is plain there."""
    config = {**spec["config"], "background": theme.LIGHT["paper"]}
    text = json.dumps({**spec, "config": config}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return re.sub(r"url\(#hatch-(\w+)\)", lambda m: theme.LIGHT[m[1]], text)


def svg_of(spec: dict) -> str:
    """What the renderer draws, with the Vega-Lite version that Altair names."""
    text = json.dumps(spec, ensure_ascii=False)
    return MEMORY.recall(
        lambda: vlc.vegalite_to_svg(text, vl_version=VEGA_LITE).encode(), "svg", RENDERER, text
    ).decode()
