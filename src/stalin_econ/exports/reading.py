"""Lines ready to copy that read a CSV file of the site into the programs that people use, and the line that its licence asks for."""

from .citation import AUTHOR
from .metadata import LICENCE
from .package import figure_fields

# Head and line; {file} is its address, or its name where the site has no address.
LINES = (
    ("pandas", 'import pandas as pd; numbers = pd.read_csv("{file}", encoding="utf-8")'),
    ("R", 'numbers <- read.csv("{file}", fileEncoding = "UTF-8")'),
    ("Stata", 'import delimited "{file}", varnames(1) encoding("UTF-8") bindquotes(strict) clear'),
    ("LibreOffice Calc", 'localc --infilter="CSV:44,34,76,1" "{file}"'),
)
ABROAD = ("Google Sheets", '=IMPORTDATA("{file}")')  # reads addresses alone


def reading_lines(file: str) -> list[tuple[str, str]]:
    """The lines that read a file, each under the name of its program; `file` is an address or the name of a file."""
    lines = (*LINES, ABROAD) if file.startswith("http") else LINES
    return [(head, line.format(file=file)) for head, line in lines]


# What templates need to say beside a file.
TAKEN = {"reading_lines": reading_lines, "figure_fields": figure_fields, "author": AUTHOR, "licence": LICENCE}
