"""What several figures draw alike. Geometry is laid out by hand, so that a drawing has exactly the width asked for."""

import itertools

import altair as alt
import pandas as pd

from .. import theme
from ..theme import LIGHT


def short_year(year: int, layout: str) -> str:
    """A year on an axis: in full where there is room, else ’42."""
    return str(year) if layout == theme.WIDE else f"’{year % 100:02d}"


def canvas(layers, layout: str, height: int, left: int, right: int, top: int = 30, bottom: int = 26) -> alt.LayerChart:
    """Layers on one plot area, with margins in px that hold what stands outside it."""
    return alt.layer(*layers).properties(
        width=theme.WIDTHS[layout] - left - right,
        height=height,
        padding={"left": left, "right": right, "top": top, "bottom": bottom},
        autosize={"type": "none"},
    )


def axis_above(title: str, left: int, **options) -> alt.Axis:
    """A vertical axis whose title stands horizontally above it, flush with the left edge of the drawing."""
    return alt.Axis(
        title=title,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleBaseline="bottom",
        titleX=-left,
        titleY=-14,
        **options,
    )


def year_axis(years, layout: str, **options) -> alt.Axis:
    """Years below the plot, without grid."""
    labels = " : ".join(f"datum.value == {year} ? '{short_year(year, layout)}'" for year in years) + " : ''"
    return alt.Axis(
        values=list(years),
        labelExpr=labels,
        title=None,
        grid=False,
        labelPadding=8,
        labelFlush=False,
        **options,
    )


def spread(positions: list[float], sizes: list[float], low: float, high: float) -> list[float]:
    """Centres of labels of these sizes in px so that none touch, moved as little as one pass each way allows."""
    order = sorted(range(len(positions)), key=positions.__getitem__)
    placed = [positions[i] for i in order]
    gaps = [(sizes[a] + sizes[b]) / 2 for a, b in itertools.pairwise(order)]
    for i, gap in enumerate(gaps):
        placed[i + 1] = max(placed[i + 1], placed[i] + gap)
    limit = high
    for i in reversed(range(len(placed))):
        placed[i] = max(low, min(placed[i], limit))
        limit = placed[i] - (gaps[i - 1] if i else 0)
    return [placed[order.index(i)] for i in range(len(placed))]


def runs(frame: pd.DataFrame, series: str = "row", year: str = "year") -> pd.DataFrame:
    """The frame with `run`, a name for each stretch of consecutive years: a line is never drawn across a gap."""
    ordered = frame.sort_values([series, year])
    breaks = (ordered.groupby(series)[year].diff() != 1).cumsum()
    return ordered.assign(run=ordered[series] + "-" + breaks.astype(str))


# Channels of marks placed in px. Made once: Altair takes longer over a channel than over a drawing.
PX = alt.X(field="px", type="quantitative", scale=None, axis=None)
PY = alt.Y(field="py", type="quantitative", scale=None, axis=None)
PX2, PY2, TEXT = alt.X2(field="px2"), alt.Y2(field="py2"), alt.Text(field="text", type="nominal")


def note_at(
    texts: list[tuple[float, float, str]],
    colour: str = LIGHT["muted"],
    align: str = "left",
    size: int = theme.TEXT,
    **mark,
) -> alt.Chart:
    """Words at places given in px of the plot area: (x, y, text); a line break in the text breaks the line."""
    rows = [{"px": x, "py": y, "text": text.split("\n")} for x, y, text in texts]
    chart = alt.Chart(alt.Data(values=rows))
    marked = chart.mark_text(align=align, baseline="middle", color=colour, fontSize=size, lineHeight=16, **mark)
    return marked.encode(x=PX, y=PY, text=TEXT)


def halo(text: alt.Chart) -> list[alt.Chart]:
    """The words twice: below, thick in the colour of the paper, so that no line runs through them."""
    below = text.copy()
    below.mark = {**below.mark.to_dict(), "stroke": LIGHT["paper"], "strokeWidth": 5, "strokeJoin": "round"}
    return [below, text]


def hairlines(lines: list[tuple[float, float, float, float]], colour: str = LIGHT["quiet"], **mark) -> alt.Chart:
    """Thin lines between places in px of the plot area: (x, y, x2, y2)."""
    rows = [{"px": a, "py": b, "px2": c, "py2": d} for a, b, c, d in lines]
    marked = alt.Chart(alt.Data(values=rows)).mark_rule(color=colour, strokeWidth=mark.pop("strokeWidth", 1), **mark)
    return marked.encode(x=PX, y=PY, x2=PX2, y2=PY2)


def boxes(places: list[tuple[float, float, float, float]], **mark) -> alt.Chart:
    """Rectangles between places in px of the plot area: (x, y, x2, y2)."""
    rows = [{"px": a, "py": b, "px2": c, "py2": d} for a, b, c, d in places]
    return alt.Chart(alt.Data(values=rows)).mark_rect(**mark).encode(x=PX, y=PY, x2=PX2, y2=PY2)
