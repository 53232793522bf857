"""How wide words are in the sans face, so that labels can be set apart before anything is drawn.

The advance widths, in thousandths of the size, are those of the two faces that drawings use; a test holds them against
the font files. A letter that is not listed counts as half the size.
"""

import functools

# Weight → advance width → the letters that have it.
ADVANCES = {
    400: {
        100: '\u2009', 120: '\u202f', 200: ' \xa0', 241: '|', 246: 'i', 247: 'j', 249: "',.:;·‘’", 255: 'l',
        263: 'I', 289: '!', 292: 'f', 303: '()[]{}', 311: '-‑', 331: '°', 338: 't', 347: 'r', 350: '/\\', 418: '*',
        419: 's', 425: '?z', 426: '"“”', 446: 'x', 456: 'c', 467: 'vy', 476: 'Y', 480: 'J–', 486: 'L', 494: 'F',
        495: 'k', 496: 'eèé', 497: '#$+0123456789<=>^~×÷−≈', 500: '_', 504: 'agä', 513: 'X', 515: 'V', 527: 'E',
        534: 'S', 536: 'T', 539: 'Z', 542: '`oóö', 544: 'Ahuü', 547: 'n', 553: 'b', 555: 'dpq', 566: 'P', 569: 'R',
        571: 'C', 579: 'K', 588: 'B', 600: '◆○●', 609: '&', 612: '✓', 615: 'D', 617: 'G', 645: 'U', 647: 'N',
        652: 'H', 664: 'OQÓ', 719: 'w', 727: 'M', 786: 'W', 800: '—', 808: '½', 824: '%', 829: 'm', 847: '@',
        948: '…',
    },
    600: {
        100: '\u2009', 120: '\u202f', 200: ' \xa0', 255: '|', 262: 'i', 263: 'j', 271: 'l', 275: "',.:;·‘’",
        282: 'I', 315: '!', 317: 'f', 322: '-‑', 324: '()[]{}', 344: '/\\', 348: '°', 361: 't', 373: 'r', 431: 's',
        438: '*', 443: 'z', 444: '?', 462: 'c', 480: '–', 481: 'x', 482: '"“”', 494: 'J', 495: 'vy', 500: '_',
        501: 'Y', 502: 'L', 507: 'eèé', 510: 'F', 513: '#$+0123456789<=>^~×÷−≈', 516: 'aä', 520: 'g', 522: 'k',
        536: 'V', 538: 'E', 540: 'Z', 541: 'X', 545: 'S', 546: 'T', 549: '`oóö', 556: 'uü', 558: 'Ah', 560: 'n',
        563: 'b', 564: 'dpq', 576: 'C', 582: 'P', 592: 'R', 597: 'BK', 600: '◆○●', 625: 'D', 628: 'G', 630: '✓',
        639: '&', 655: 'U', 657: 'N', 663: 'H', 674: 'OQÓ', 745: 'M', 748: 'w', 800: 'W—', 827: '½', 841: '%',
        843: 'm', 875: '@', 964: '…',
    },
}  # fmt: skip
WIDTH_OF = {weight: {c: w for w, letters in rows.items() for c in letters} for weight, rows in ADVANCES.items()}


@functools.lru_cache(maxsize=10_000)
def advance(text: str, weight: int) -> int:
    """The width of a line of text in thousandths of its size."""
    return sum(WIDTH_OF[weight].get(letter, 500) for letter in text)


def width(text: str, size: float, weight: int = 400) -> float:
    """The width of a line of text in px at a size in px."""
    return advance(text, weight) * size / 1000


def filled(text: str, size: float, most: float, weight: int) -> list[str]:
    """Lines of words, each as long as fits into `most` px."""
    lines, reached, blank = [], 0, advance(" ", weight)
    for word in text.split(" "):
        wide = advance(word, weight)
        if lines and (reached + blank + wide) * size / 1000 <= most:
            lines[-1] += f" {word}"
            reached += blank + wide
        else:
            lines.append(word)
            reached = wide
    return lines


def wrapped(text: str, size: float, most: float, weight: int = 400, balanced: bool = False) -> list[str]:
    """Lines that fit into `most` px; balanced ones are of about one length, and no more of them."""
    lines, measure = filled(text, size, most, weight), most
    while balanced and len(lines) > 1 and measure > 4 and len(filled(text, size, measure - 4, weight)) == len(lines):
        measure -= 4
    return filled(text, size, measure, weight)
