"""How many figures of a table somebody would notice if they were wrong, in a sentence; read from the report in the codebook.

A test keeps that report true, so a page need not try every fault again.
"""

import re

FEW = 60  # per cent; below it a page says that a slip would mostly go unnoticed
SHARE = re.compile(r"(\d+) of (\d+) \((\d+) %\)|–")


def shares_of(codebook: str, table: str) -> list[tuple[int, int, int] | None]:
    """The shares in the row of a table of the report: noticed, tried, per cent; nothing where the report has no such row."""
    row = re.search(rf"<td><code>{re.escape(table)}</code></td>(.*?)</tr>", codebook, flags=re.S)
    found = SHARE.finditer(row[1]) if row else ()
    return [tuple(int(n) for n in match.groups()) if match[1] else None for match in found]


def tenfold_words(share: tuple[int, int, int] | None) -> str:
    """Whether a decimal point that slipped by one place would be noticed; empty where nobody has tried."""
    if share is None:
        return ""
    noticed, tried, _ = share
    if noticed == tried:
        return " A figure that is ten times too large or too small would be noticed."
    return f" Of {tried} figures, {tried - noticed} could be ten times too large or too small, and nobody would notice."


def watched(codebook: str, table: str) -> str:
    """What a wrong digit, and two labels exchanged, would be noticed by; empty where nobody has tried."""
    found = shares_of(codebook, table)
    if not found or found[0] is None:
        return ""
    noticed, tried, share = found[0]
    fate = "mostly be noticed" if share >= FEW else "mostly go unnoticed" if noticed else "go unnoticed"
    text = f"A wrong digit here would {fate}: of {tried} figures, {noticed or 'none'} {'is' if noticed == 1 else 'are'} watched by a sum, a second figure or a verdict."
    text += tenfold_words(found[7] if len(found) > 7 else None)
    labels = found[2] if len(found) > 2 else None
    if labels and labels[2] < FEW:
        text += f" Of {labels[1]} pairs of labels that could be exchanged, {labels[0] or 'none'} would be noticed."
    return text
