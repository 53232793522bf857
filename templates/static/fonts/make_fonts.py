"""Make the web fonts of the site: renamed subsets of Source Sans and Source Serif.

In:   two unpacked npm packages, `source-sans` 3.52.0 and `source-serif` 4.5.1
      (each folder holds `LICENSE.md` and a `TTF` folder, that of the sans a `VF` folder too).
Out:  beside this script, four faces as `ttf/wartime-*.ttf` for drawing charts, the sans once more
      as one face of every weight between its two, `variable/wartime-sans.ttf`, and `LICENSE.txt`.
      What pages load is cut from these by `cut_faces.py`.
Run:  python templates/static/fonts/make_fonts.py SANS_PACKAGE_FOLDER SERIF_PACKAGE_FOLDER

The licence (SIL OFL 1.1) reserves the font name 'Source', so the subsets carry the family
names `Wartime Sans` and `Wartime Serif`; the notices of copyright and licence stay as they are.
The same packages, fontTools and brotli give the same bytes on every run.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).resolve().parent

LETTERS = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C))
ACCENTS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328"
# Figure, thin, hair and narrow no-break space; the plain and no-break ones are among LETTERS.
SPACES = "\u2007\u2009\u200a\u202f"
# Hyphens, dashes and minus by number, as they look alike.
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
PUNCTUATION = "‘’‚“”„‹›†‡•…‰′″⁄€№"
SIGNS = "≈≠≤≥⅓⅔⁰⁴⁵⁶⁷⁸⁹"
SHAPES = "←↑→↓↗✓✗○●◐□■△▲◇◆"
WANTED = frozenset(LETTERS) | {ord(c) for c in ACCENTS + SPACES + DASHES + PUNCTUATION + SIGNS + SHAPES}

FEATURES = ["kern", "liga", "mark", "ccmp", "locl", "onum", "lnum", "tnum", "pnum", "sups", "frac"]

# Records of the name table that pass through unchanged: copyright, trademark, designer, licence, its address.
KEPT_NAMES = [0, 7, 9, 13, 14]
WINDOWS_ENGLISH = (3, 1, 0x409)

ITALIC, BOLD, REGULAR = 1 << 0, 1 << 5, 1 << 6  # bits of OS/2 fsSelection
STYLE_BITS = ITALIC | BOLD | REGULAR
MAC_BOLD, MAC_ITALIC = 1 << 0, 1 << 1  # bits of head macStyle


@dataclass(frozen=True)
class Face:
    """One face: the file it comes from and what it is called here.

    `linked` is the style in the old four-style scheme (name record 2), `style` the true one.
    """

    source: str
    family: str
    style: str
    linked: str
    weight: int

    @property
    def postscript(self) -> str:
        return f"{self.family.replace(' ', '')}-{self.style}"

    @property
    def stem(self) -> str:
        return f"{self.family} {self.style}".lower().replace(" ", "-")


SANS_FACES = (
    Face("SourceSans3-Regular.ttf", "Wartime Sans", "Regular", "Regular", 400),
    Face("SourceSans3-Semibold.ttf", "Wartime Sans", "SemiBold", "Bold", 600),
)
VARIABLE = Face("SourceSans3VF-Upright.ttf", "Wartime Sans", "Regular", "Regular", 400)
SERIF_FACES = (
    Face("SourceSerif4-Regular.ttf", "Wartime Serif", "Regular", "Regular", 400),
    Face("SourceSerif4-It.ttf", "Wartime Serif", "Italic", "Italic", 400),
)


def version_of(font: TTFont) -> str:
    return f"{font['head'].fontRevision:.3f}"


def cut(font: TTFont) -> None:
    """Keep only the wanted characters and features, without hints."""
    options = Options(
        layout_features=FEATURES,
        layout_scripts=["DFLT", "latn"],
        name_IDs=KEPT_NAMES,
        hinting=False,
        notdef_outline=True,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=WANTED)
    subsetter.subset(font)


def new_names(face: Face, version: str) -> dict[int, str]:
    """The name records to write, by their number."""
    names = {
        1: face.family,
        2: face.linked,
        3: f"{version};{face.postscript}",
        4: f"{face.family} {face.style}",
        5: f"Version {version}; renamed subset",
        6: face.postscript,
    }
    if face.style != face.linked:
        names |= {16: face.family, 17: face.style}
    return names


def rename(font: TTFont, face: Face) -> None:
    """Write the new names; `cut` has already dropped the old ones."""
    for number, text in new_names(face, version_of(font)).items():
        font["name"].setName(text, number, *WINDOWS_ENGLISH)


def set_style(font: TTFont, face: Face) -> None:
    """Make weight and style flags agree with the names."""
    flag, mac = {
        "Regular": (REGULAR, 0),
        "Italic": (ITALIC, MAC_ITALIC),
        "Bold": (BOLD, MAC_BOLD),
    }[face.linked]
    font["OS/2"].usWeightClass = face.weight
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~STYLE_BITS | flag
    font["head"].macStyle = mac


def save(font: TTFont, path: Path) -> None:
    """Write a face as TTF."""
    path.parent.mkdir(exist_ok=True)
    font.save(path)
    print(path.name, path.stat().st_size, "bytes")


def make_variable(package: Path) -> None:
    """Make the sans in one file with all weights from the regular to the semibold: lighter for a page than the two."""
    font = TTFont(package / "VF" / VARIABLE.source, recalcTimestamp=False)
    cut(font)
    limits = {"wght": (SANS_FACES[0].weight, SANS_FACES[0].weight, SANS_FACES[1].weight)}
    font = instantiateVariableFont(font, limits)
    rename(font, VARIABLE)
    save(font, OUT / "variable" / "wartime-sans.ttf")


def make_face(package: Path, face: Face) -> str:
    """Make one face; return the version of the font it came from."""
    font = TTFont(package / "TTF" / face.source, recalcTimestamp=False)
    missing = "".join(chr(code) for code in sorted(WANTED - font.getBestCmap().keys()))
    cut(font)
    rename(font, face)
    set_style(font, face)
    save(font, OUT / "ttf" / f"{face.stem}.ttf")
    print("not in the font:", missing or "none")
    return version_of(font)


def write_licence(sans: Path, serif: Path, sans_version: str, serif_version: str) -> None:
    """Put both notices of copyright above the text that the two packages share."""
    sans_notice, text = (sans / "LICENSE.md").read_text(encoding="utf-8").split("\n", 1)
    serif_notice, _ = (serif / "LICENSE.md").read_text(encoding="utf-8").split("\n", 1)
    top = (
        "The Wartime Sans and Wartime Serif files in this folder are renamed subsets of "
        f"Source Sans {sans_version} and Source Serif {serif_version}."
    )
    lines = f"{top}\n\nSource Sans: {sans_notice}\n\nSource Serif: {serif_notice}\n{text}".splitlines()
    licence = "\n".join(line.rstrip() for line in lines).rstrip() + "\n"
    (OUT / "LICENSE.txt").write_text(licence, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> None:
    if len(arguments) != 2:
        sys.exit("usage: make_fonts.py SANS_PACKAGE_FOLDER SERIF_PACKAGE_FOLDER")
    sans, serif = map(Path, arguments)
    sans_version, *_ = [make_face(sans, face) for face in SANS_FACES]
    make_variable(sans)
    serif_version, *_ = [make_face(serif, face) for face in SERIF_FACES]
    write_licence(sans, serif, sans_version, serif_version)


if __name__ == "__main__":
    main(sys.argv[1:])
