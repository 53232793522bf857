"""The palette: contrast with its ground, and distance for every eye. No browser is wanted for that."""

import pytest

from stalin_econ import metrics, theme


def channel(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    red, green, blue = (channel(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("token", sorted(set(theme.INKS) - {"paper", "rule"}))
@pytest.mark.parametrize("which", [0, 1])
def test_inks_stand_out_from_their_paper(token, which):
    """4.5 to 1 where a colour is used for words, 3 to 1 for lines in the background."""
    wanted = 3 if token == "quiet" else 4.5
    assert contrast(theme.PALETTE[token][which], theme.PALETTE["paper"][which]) >= wanted


# Fill → the inks of words that stand on it.
ON = {
    "warfill": ("onfill",), "civfill": ("onfill",), "otherfill": ("onfill",), "germfill": ("ongerm",), "warpale": ("onpale", "war"),
    "warpaler": ("onpale", "war"), "civpale": ("onpale", "civilian"), "farmfill": ("onpale",), "farmpale": ("onpale",),
    "warmid": ("onpale",), "band": ("ink", "muted"), "bandpale": ("ink", "muted"), "grey3": ("onpale",), "grey2": ("onpale",),
}  # fmt: skip


@pytest.mark.parametrize(("fill", "ink"), [(fill, ink) for fill, inks in ON.items() for ink in inks])
@pytest.mark.parametrize("which", [0, 1])
def test_words_stand_out_from_the_fill_they_stand_on(fill, ink, which):
    assert contrast(theme.PALETTE[fill][which], theme.PALETTE[ink][which]) >= 4.5


@pytest.mark.parametrize("fill", ["warfill", "civfill", "otherfill", "germfill", "greyfill"])
@pytest.mark.parametrize("which", [0, 1])
def test_large_fills_stand_out_from_their_paper(fill, which):
    wanted = 2.5 if which else 3  # darkened by a third in the dark scheme
    assert contrast(theme.PALETTE[fill][which], theme.PALETTE["paper"][which]) >= wanted


def test_each_colour_names_one_token():
    assert len(theme.TOKEN_OF) == len(theme.PALETTE)


@pytest.mark.parametrize(("weight", "face"), [(400, "regular"), (600, "semibold")])
def test_widths_are_those_of_the_faces(sources, weight, face):
    """Labels are set apart by widths typed once; they are those of the font files."""
    import io

    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(sources[f"templates/static/fonts/ttf/wartime-sans-{face}.ttf"]))
    letters, advances, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for letter, width in metrics.WIDTH_OF[weight].items():
        assert round(1000 * advances[letters[ord(letter)]][0] / unit) == width, letter


# Machado, Oliveira and Fernandes (2009): what the three dichromacies make of linear red, green and blue.
DICHROMACY = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def lab(colour: str, matrix) -> tuple[float, float, float]:
    """CIE Lab (D65) of a colour as such an eye sees it."""
    linear = [channel(int(colour[i : i + 2], 16)) for i in (1, 3, 5)]
    r, g, b = (min(1, max(0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in matrix)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


# Pairs of colours that stand beside each other in one figure, and are told apart by labels and shapes as well.
NEIGHBOURS = [
    ("war", "civilian"),
    ("war", "other"),
    ("war", "quiet"),
    ("farm", "war"),
    ("civilian", "aid"),
    ("war", "ink"),
    ("services", "ink"),
    ("farm", "services"),
]


@pytest.mark.parametrize("eye", DICHROMACY)
@pytest.mark.parametrize("pair", NEIGHBOURS, ids="-".join)
@pytest.mark.parametrize("which", [0, 1])
def test_neighbours_differ_for_every_eye(eye, pair, which):
    a, b = (lab(theme.PALETTE[token][which], DICHROMACY[eye]) for token in pair)
    assert sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5 >= 8


def test_words_too_long_for_their_room_stand_each_on_a_line():
    assert metrics.wrapped("one two", 10, 5, balanced=True) == ["one", "two"]
    even = metrics.wrapped("aa aa aa aa aa", 10, metrics.width("aa aa aa aa", 10), balanced=True)
    assert even == ["aa aa aa", "aa aa"]
