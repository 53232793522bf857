"""The palette by meaning, sizes, and one Vega-Lite configuration. Separate, so that charts and pages share one look.

Each colour was measured against the paper colour of its theme: 4.5 to 1 or more where it colours text.
"""

SANS, SERIF = "Wartime Sans", "Wartime Serif"

# token: (light, dark)
PALETTE = {
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
LIGHT = {token: pair[0] for token, pair in PALETTE.items()}

WIDE, NARROW = "wide", "narrow"
WIDTHS = {WIDE: 720, NARROW: 320}
TEXT = 13  # px in a drawing: at least 12 as rendered, since wide is shown from 680 px and narrow from 300 px
DASH = [5, 4]  # unverified
FAINT = 0.33  # ink of an unverified bar

AXIS = {
    "domain": False,
    "ticks": False,
    "grid": True,
    "gridColor": LIGHT["rule"],
    "labelColor": LIGHT["muted"],
    "labelFont": SANS,
    "labelFontSize": TEXT,
    "labelFontWeight": 400,
    "labelLimit": 0,
    "labelPadding": 6,
    "titleColor": LIGHT["muted"],
    "titleFont": SANS,
    "titleFontSize": TEXT,
    "titleFontWeight": 400,
    "titleLimit": 0,
}

CONFIG = {
    "aria": False,
    "background": "transparent",
    "font": SANS,
    "view": {"stroke": None},
    "axis": AXIS,
    "text": {"font": SANS, "fontSize": TEXT, "color": LIGHT["ink"]},
    "line": {"strokeWidth": 2.25, "strokeJoin": "round", "color": LIGHT["ink"]},
    "point": {"size": 46, "strokeWidth": 2, "color": LIGHT["ink"]},
    "rule": {"color": LIGHT["quiet"]},
    "bar": {"color": LIGHT["civilian"]},
    "concat": {"spacing": 0},
}


def tokens_css() -> str:
    """The palette as CSS custom properties, light by default and dark where the reader prefers it."""

    def block(which: int) -> str:
        return "".join(f"--{token}:{pair[which]};" for token, pair in PALETTE.items())

    light, dark = block(0), block(1)
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"@media print{{:root{{color-scheme:light;{light}}}}}\n"
    )
