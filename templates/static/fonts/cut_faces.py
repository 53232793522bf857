"""Cut the faces for pages, and fit the fonts of a reader's own machine to them.

In:   `ttf/` and `variable/` beside this script, and a folder with fonts that have the widths of those that machines have:
      `LiberationSerif-*.ttf` and `LiberationSans-*.ttf` (Times and Arial), and from the npm packages @fontsource/gelasio
      (Georgia), @fontsource/noto-serif and @fontsource/roboto their `*-latin-400-normal.woff2` and the like.
Out:  `wartime-*.woff2`, cut to the letters that texts use (FIRST); `wartime-*-rest.woff2` with the others, which a browser
      fetches only where a page has one of them; `fonts.json`, which says where the rest begins and how far each font of a
      machine is stretched, so that lines break and stand where ours will.
Run:  python templates/static/fonts/cut_faces.py FOLDER

The same fonts, texts, fontTools, brotli and Pillow give the same bytes on every run.
"""

import io
import json
import re
import sys
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from PIL import ImageFont

HERE = Path(__file__).resolve().parent
CHAPTERS, FIGURES = HERE.parents[1] / "chapters", HERE.parents[1] / "figures"
FIRST = frozenset(map(chr, range(0x20, 0x7F))) | set("\xa0¶·×÷½¼Óßáäéóöü–—−‘’“”„†…≈↑→○□◆✓")
# Kerning, ligatures and the figures that style sheets ask for: in text old style, in tables of one width.
TEXT, TABLES = ["kern", "liga", "onum", "pnum"], ["kern", "liga", "lnum", "tnum"]
CUT = (  # where a face lies, and which of its features pages use
    ("ttf/wartime-serif-regular.ttf", TEXT),
    ("ttf/wartime-serif-italic.ttf", TEXT),
    ("variable/wartime-sans.ttf", TABLES),
)
# Our face → fonts of machines: the name that a style sheet calls it, the names that `local()` asks for, what it is measured by.
SERIF_LIKE = {
    "Georgia": (("Georgia",), ("Georgia Italic",), "gelasio-latin-400-{}.woff2"),
    "Noto Serif": (("Noto Serif",), ("Noto Serif Italic",), "noto-serif-latin-400-{}.woff2"),
    "Times": (("Times New Roman", "Liberation Serif"), ("Times New Roman Italic", "Liberation Serif Italic"), "LiberationSerif-{}.ttf"),
}  # fmt: skip
SANS_LIKE = {
    "Roboto": (("Roboto",), ("Roboto Bold",), "roboto-latin-{}-normal.woff2"),
    "Arial": (("Arial", "Helvetica", "Liberation Sans"), ("Arial Bold", "Helvetica Bold", "Liberation Sans Bold"), "LiberationSans-{}.ttf"),
}  # fmt: skip
OLD_STYLE = ["onum", "pnum"]
STYLES = {  # our face → its kin, which of their names, how files of either kind call the style, the texts that it sets, its figures
    "wartime-serif-regular": (SERIF_LIKE, 0, {".woff2": "normal", ".ttf": "Regular"}, CHAPTERS, OLD_STYLE),
    "wartime-serif-italic": (SERIF_LIKE, 1, {".woff2": "italic", ".ttf": "Italic"}, CHAPTERS, OLD_STYLE),
    "wartime-sans-regular": (SANS_LIKE, 0, {".woff2": "400", ".ttf": "Regular"}, FIGURES, []),
    "wartime-sans-semibold": (SANS_LIKE, 1, {".woff2": "700", ".ttf": "Bold"}, FIGURES, []),
}
# Kinds of letters, each set at a size of its own: one size for all leaves lines half as near to ours. By their range in a
# style sheet, the rest first, since a face of a range stands above it.
APART = {
    "U+30-39,U+41-5A": lambda letter: letter in "0123456789" or "A" <= letter <= "Z",
    "U+20,U+A0": lambda letter: letter in " \xa0",
}
KINDS = {"": lambda letter: not any(known(letter) for known in APART.values()), **APART}  # fmt: skip
SIZE = 1000  # px at which widths are measured
# What lines of pages take beside those of the texts: tried on the story and the charts from 320 to 1280 px wide, this moves least.
BESIDE = {"wartime-serif-regular": 0.999, "wartime-sans-regular": 1.001}


def cut(face: bytes, letters: frozenset[str], features: list[str]) -> bytes:
    """A face with these letters alone, as WOFF2."""
    font = TTFont(io.BytesIO(face), recalcTimestamp=False)
    options = Options(layout_features=features, hinting=False, notdef_outline=True, name_IDs=[0, 1, 2])
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(letters)))
    subsetter.subset(font)
    font.flavor, out = "woff2", io.BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()


def ranges(letters: set[str]) -> str:
    """Letters as the list of ranges that a style sheet wants."""
    found: list[list[int]] = []
    for code in sorted(map(ord, letters)):
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in found)


def shaped(font: TTFont, features: list[str]) -> Callable[[str], float]:
    """How wide a text is set in a font, kerned, in parts of the size."""
    plain = io.BytesIO()
    font.flavor = None
    font.save(plain)
    face = ImageFont.truetype(io.BytesIO(plain.getvalue()), SIZE, layout_engine=ImageFont.Layout.RAQM)
    return lambda text: face.getlength(text, features=features) / SIZE


def runs(lines: list[str]) -> dict[str, list[str]]:
    """What stands in lines without a break of one kind of letters, by the kind: a face of its own sets each."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for line in lines:
        for kind, letters in groupby(line, key=lambda letter: next(k for k, known in KINDS.items() if known(letter))):
            found[kind].append("".join(letters))
    return found


def fitted(ours: TTFont, other: TTFont, features: list[str], lines: list[str], beside: float) -> list[dict[str, str]]:
    """How a font of a machine is to be set so that it takes the room of ours: descriptors of a face for each kind of letters.

    Each kind has the room that it has in ours, and all together have that of whole lines, kerned from one kind to the next.
    """
    of_ours, of_other = shaped(ours, features), shaped(other, [])
    parts = runs(lines)
    room = {kind: sum(map(of_ours, texts)) for kind, texts in parts.items()}
    whole = beside * sum(map(of_ours, lines)) / sum(room.values())
    return [
        descriptors(ours, whole * room[kind] / sum(map(of_other, texts))) | ({"unicode-range": kind} if kind else {})
        for kind, texts in parts.items()
    ]


def descriptors(ours: TTFont, size: float) -> dict[str, str]:
    """A face that is set so much larger, with lines as high as ours, in per cent."""
    lines, em = ours["hhea"], ours["head"].unitsPerEm * size
    return {
        "size-adjust": f"{size:.2%}", "ascent-override": f"{lines.ascent / em:.2%}",
        "descent-override": f"{-lines.descent / em:.2%}", "line-gap-override": f"{lines.lineGap / em:.2%}",
    }  # fmt: skip


def sample(folder: Path) -> list[str]:
    """The lines of texts, with letters of the first faces alone; calls, keys and marks of their markup left out."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")))
    bare = re.sub(r"\{[{%].*?[}%]\}|^\+{3}$|^\[[^]\n]*\]$|^\S+ = |\]\([^)]*\)|\"", "", text, flags=re.S | re.M)
    lines = ("".join(letter for letter in line if letter in FIRST) for line in bare.splitlines())
    return [line for line in lines if line.strip()]


def cut_all() -> set[str]:
    """Write what pages load; return the letters that stand in the second files alone."""
    rest: set[str] = set()
    for path, features in CUT:
        face = (HERE / path).read_bytes()
        others = frozenset(map(chr, TTFont(io.BytesIO(face)).getBestCmap())) - FIRST
        rest |= others
        for part, letters in (("", FIRST), ("-rest", others)):
            out = HERE / f"{Path(path).stem}{part}.woff2"
            out.write_bytes(cut(face, letters, features))
            print(out.name, out.stat().st_size, "bytes")
    return rest


def likenesses(folder: Path) -> dict:
    """For each face the fonts of machines, in the order in which they are asked for, each with its descriptors by kind of letters."""
    found = {}
    for name, (kin, style, words, texts, features) in STYLES.items():
        ours, lines, found[name] = HERE / "ttf" / f"{name}.ttf", sample(texts), {}
        for called, (*local, file) in kin.items():
            other = TTFont(folder / file.format(words[Path(file).suffix]))
            fits = fitted(TTFont(ours), other, features, lines, BESIDE.get(name, 1))
            found[name][called] = {"local": local[style], "fits": fits}
    return found


def main(arguments: list[str]) -> None:
    if len(arguments) != 1:
        sys.exit("usage: cut_faces.py FOLDER_OF_FONTS_TO_MEASURE")
    record = {"rest": ranges(cut_all()), "like": likenesses(Path(arguments[0]))}
    text = json.dumps(record, indent=1, ensure_ascii=False)
    (HERE / "fonts.json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
