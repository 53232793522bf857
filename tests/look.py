"""Draw figures to pictures, to be looked at while one works on them: python tests/look.py FOLDER SLUG [SLUG …].

Each state is drawn wide and narrow, and the first as on a slide, in the light and the dark scheme, with its title, and what it weighs is printed.
"""

import sys
from pathlib import Path

from stalin_econ import theme
from stalin_econ.charts.figure import Plot, cells_of
from stalin_econ.data.package import read_package
from stalin_econ.data.references import read_references
from stalin_econ.data.tables import read_tables
from stalin_econ.drawing import export, page, raster, vega
from stalin_econ.layout import read_sources
from stalin_econ.pages.drawn import widths_of
from stalin_econ.prose.calls import Material
from stalin_econ.prose.figures import read_words

ROOT = Path(__file__).resolve().parent.parent


def figures_named(slugs: list[str]) -> list:
    """Figures by slug, from the modules of the charts."""
    import importlib
    import pkgutil

    from stalin_econ import charts

    modules = [importlib.import_module(f"stalin_econ.charts.{m.name}") for m in pkgutil.iter_modules(charts.__path__)]
    found = {m.FIGURE.slug: m.FIGURE for m in modules if hasattr(m, "FIGURE")}
    return [found[slug] for slug in slugs]


def dark(svg: str) -> str:
    """A drawing in the colours of the dark scheme."""
    for token, (light, _) in theme.PALETTE.items():
        svg = svg.replace(light, f"@{token}@")
    for token, (_, other) in theme.PALETTE.items():
        svg = svg.replace(f"@{token}@", other)
    return svg


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    sources = read_sources(ROOT)
    faces_folder = vega.font_folder(sources)
    vega.register(faces_folder)
    tables, works = read_tables(sources, read_package(sources)), read_references(sources)
    for figure in figures_named(sys.argv[2:]):
        cells = {state.key: cells_of(figure, state, tables) for state in figure.states}
        material = Material(tables, {}, works, frozenset(), {figure.slug: figure}, {figure.slug: cells})
        words = read_words(sources, figure, material)
        for state in figure.states:
            own = words.states[state.key]
            for width in widths_of(figure, state):
                with vega.quick():
                    drawing = state.draw(Plot(cells[state.key], state.scales, width, own.labels))
                svg = vega.svg_of(vega.spec_of(drawing.chart, own.description))
                size = (drawing.width, drawing.height)
                dress = export.Dress(own.title, own.subtitle, "", own.note, "Sources", "address", own.description)
                made = export.export_svg(svg, size, figure.slug, dress)
                name = f"{figure.slug}-{state.key}-{width.name}"
                light, night = (raster.png_of(faces_folder, svg, 2) for svg in (made, dark(made)))
                (folder / f"{name}.png").write_bytes(light)
                (folder / f"{name}-dark.png").write_bytes(night)
                inline = page.page_svg(svg, size, name, own.title, own.description)
                (folder / f"{name}.svg").write_text(inline, encoding="utf-8")
                full = export.with_fonts(made, export.font_style(sources, made))
                print(f"{name}: {drawing.width:g} x {drawing.height:g}, page {len(inline)} B, file {len(full)} B")


if __name__ == "__main__":
    main()
