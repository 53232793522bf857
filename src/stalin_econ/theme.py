"""The palette by meaning, sizes, and one Vega-Lite configuration. Separate, so that charts and pages share one look.

Each ink was measured against the paper of its scheme, and each `on…` token against its fill: 4.5 to 1 or more.
"""

from collections.abc import Iterable
from dataclasses import dataclass

SANS, SERIF = "Wartime Sans", "Wartime Serif"

# token: (light, dark). Text and thin lines.
INKS = {
    "paper": ("#fffdf8", "#15171b"),
    "ink": ("#1d1d1b", "#eceae4"),
    "muted": ("#5d5a52", "#b3b0a8"),
    "rule": ("#ddd7c9", "#3a3d44"),
    "war": ("#a8201a", "#ff8177"),
    "services": ("#a65208", "#f2a65a"),
    "civilian": ("#2f6384", "#86bbdd"),
    "farm": ("#3f6b2a", "#b5e096"),
    "other": ("#4f5660", "#b8c0cc"),
    "quiet": ("#767980", "#8b919c"),
    "aid": ("#826600", "#e0c04c"),
    "caution": ("#7a4b00", "#f0c38a"),
}
# Large fills have tokens of their own, since the dark scheme darkens them by a third and leaves text alone; a pale one
# stands for the same thing less surely. Light values differ by a digit from those of the inks, so that each colour names
# one token. `on…` is the text that stands on a fill.
FILLS = {
    "warfill": ("#a8201b", "#a34d47"),
    "warmid": ("#d99c92", "#643835"),
    "warpale": ("#efc9c0", "#5b2c2a"),
    "warpaler": ("#f9e9e3", "#382223"),
    "civfill": ("#2f6385", "#4c7089"),
    "civpale": ("#dbe4e8", "#22303a"),
    "farmfill": ("#c3cfae", "#37462d"),
    "farmpale": ("#e4e8d6", "#2a3226"),
    "otherfill": ("#3f6b2b", "#4f7040"),
    "aidfill": ("#8a6d01", "#a8903a"),
    "germfill": ("#2b3036", "#a3a9b3"),
    "greyfill": ("#8f908d", "#5f646c"),
    "grey1": ("#a9a69c", "#636770"),
    "grey2": ("#c6c2b6", "#50545c"),
    "grey3": ("#e0dccf", "#383b42"),
    "band": ("#efe9dc", "#2a2d33"),
    "bandpale": ("#f6f2e8", "#202329"),
    "onfill": ("#fffdf9", "#fbf9f4"),
    "ongerm": ("#fffdfa", "#15171c"),
    "onpale": ("#1d1d1c", "#eceae5"),
}
PALETTE = INKS | FILLS
# How a bar is dressed by what it means: fill where it is sure, fill where it is not, ink of its outline there and of words
# beside it, ink of words on the first fill.
WAR = ("warfill", "warpale", "war", "onfill")
CIVIL = ("civfill", "civpale", "civilian", "onfill")
FARM = ("farmfill", "farmpale", "farm", "onpale")
GREY = ("greyfill", "grey3", "quiet", "ink")
LIGHT = {token: pair[0] for token, pair in PALETTE.items()}
TOKEN_OF = {light: token for token, light in LIGHT.items()}


@dataclass(frozen=True)
class Width:
    """A width that drawings are made for, in px: they are shown at that size, but for a slide, which shows them larger.

    `roomy`: words stand beside marks. `stamped`: a drawing says itself that values are from memory; else the words round it do.
    """

    name: str
    px: int
    roomy: bool = False
    stamped: bool = True


WIDE, NARROW = Width("wide", 860, roomy=True), Width("narrow", 320)
SLIDE = Width("slide", 640, roomy=True, stamped=False)
WIDTHS = (WIDE, NARROW)
SMALL, TEXT, LABEL = 13, 14, 15  # px: ticks and units, notes, direct labels; nothing is smaller than 12
HATCH = "url(#hatch-{})"  # a hatched fill by token; the pattern is added to the drawing

AXIS = {
    "domain": False,
    "ticks": False,
    "grid": False,
    "gridColor": LIGHT["rule"],
    "labelColor": LIGHT["muted"],
    "labelFont": SANS,
    "labelFontSize": SMALL,
    "labelFontWeight": 400,
    "labelLimit": 0,
    "labelPadding": 6,
    "translate": 0,  # no half px, so that labels stand exactly at their values
    "tickColor": LIGHT["quiet"],
    "domainColor": LIGHT["quiet"],
    "titleColor": LIGHT["muted"],
    "titleFont": SANS,
    "titleFontSize": SMALL,
    "titleFontWeight": 400,
    "titleLimit": 0,
}

CONFIG = {
    "background": "transparent",
    "font": SANS,
    "view": {"stroke": None},
    "axis": AXIS,
    "text": {"font": SANS, "fontSize": TEXT, "color": LIGHT["ink"]},
    "line": {"strokeWidth": 2, "strokeJoin": "round", "strokeCap": "round", "color": LIGHT["ink"]},
    "point": {"size": 46, "strokeWidth": 2, "color": LIGHT["ink"], "opacity": 1},
    "tick": {"opacity": 1, "color": LIGHT["ink"]},
    "rule": {"color": LIGHT["quiet"]},
    "bar": {"color": LIGHT["civilian"]},
    "concat": {"spacing": 0},
}


def tokens_css(wanted: Iterable[str] = PALETTE) -> str:
    """The palette, or the tokens of it that are wanted, as CSS custom properties, light by default and dark where the reader prefers it."""

    def block(which: int) -> str:
        return "".join(f"--{token}:{pair[which]};" for token, pair in PALETTE.items() if token in wanted)

    light, dark = block(0), block(1)
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"@media print{{:root{{color-scheme:light;{light}}}}}\n"
    )
