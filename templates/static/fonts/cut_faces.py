"""Cut the faces for pages, and fit the fonts of a reader's own machine to them.

In:   `ttf/` and `variable/` beside this script, and a folder with fonts that have the widths of those that machines have:
      `LiberationSerif-*.ttf` and `LiberationSans-*.ttf` (Times and Arial), and from the npm packages @fontsource/gelasio
      (Georgia), @fontsource/noto-serif and @fontsource/roboto their `*-latin-400-normal.woff2` and the like.
Out:  `wartime-*.woff2`, cut to the letters that texts use (FIRST); `wartime-*-rest.woff2` with the others, which a browser
      fetches only where a page has one of them; `fonts.json`, which says where the rest begins and how far each font of a
      machine is stretched, so that lines break and stand where ours will.
Run:  python templates/static/fonts/cut_faces.py FOLDER

The same fonts, texts, fontTools and brotli give the same bytes on every run.
"""

import io
import json
import re
import sys
from collections import Counter
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
CHAPTERS = HERE.parents[1] / "chapters"
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
STYLES = {  # our face → its kin, which of their names, and how files of either kind call the style
    "wartime-serif-regular": (SERIF_LIKE, 0, {".woff2": "normal", ".ttf": "Regular"}),
    "wartime-serif-italic": (SERIF_LIKE, 1, {".woff2": "italic", ".ttf": "Italic"}),
    "wartime-sans-regular": (SANS_LIKE, 0, {".woff2": "400", ".ttf": "Regular"}),
    "wartime-sans-semibold": (SANS_LIKE, 1, {".woff2": "700", ".ttf": "Bold"}),
}


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


def width(font: TTFont, text: Counter) -> float:
    """The mean width of the letters of a text, in parts of the size."""
    names, widths = font.getBestCmap(), font["hmtx"]
    known = {letter: count for letter, count in text.items() if ord(letter) in names}
    total = sum(widths[names[ord(letter)]][0] * count for letter, count in known.items())
    return total / sum(known.values()) / font["head"].unitsPerEm


def fitted(ours: TTFont, other: TTFont, text: Counter) -> dict[str, str]:
    """How a font of a machine is to be set so that it takes the room of ours: descriptors of a face, in per cent."""
    size = width(ours, text) / width(other, text)
    lines, em = ours["hhea"], ours["head"].unitsPerEm * size
    return {
        "size-adjust": f"{size:.2%}", "ascent-override": f"{lines.ascent / em:.2%}",
        "descent-override": f"{-lines.descent / em:.2%}", "line-gap-override": f"{lines.lineGap / em:.2%}",
    }  # fmt: skip


def sample() -> Counter:
    """How often each letter stands in the chapters; calls and marks of their markup left out."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(CHAPTERS.glob("*.md")))
    return Counter(letter for letter in re.sub(r"\{[{%].*?[}%]\}", "", text, flags=re.S) if letter in FIRST)


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
    """For each face the fonts of machines, in the order in which they are asked for, each with its descriptors."""
    found, text = {}, sample()
    for name, (kin, style, words) in STYLES.items():
        ours, found[name] = TTFont(HERE / "ttf" / f"{name}.ttf"), {}
        for called, (*local, file) in kin.items():
            other = TTFont(folder / file.format(words[Path(file).suffix]))
            found[name][called] = {"local": local[style]} | fitted(ours, other, text)
    return found


def main(arguments: list[str]) -> None:
    if len(arguments) != 1:
        sys.exit("usage: cut_faces.py FOLDER_OF_FONTS_TO_MEASURE")
    record = {"rest": ranges(cut_all()), "like": likenesses(Path(arguments[0]))}
    text = json.dumps(record, indent=1, ensure_ascii=False)
    (HERE / "fonts.json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
