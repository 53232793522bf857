"""What keys and columns of tables are called where a reader meets them: in names of rows and series, and in heads of columns.

What comes in are a column and a key of it; what goes out is plain text. A key without words here is said as `display.name`
says it. Two keys of one column have two names, since rows are told apart by them.
"""

import re
from collections.abc import Mapping

from . import display

# By column, since "total" or "low" means one thing in one column and another elsewhere.
KEYS: Mapping[str, Mapping[str, str]] = {
    "kind": {
        "count": "Year 1942", "eastern_weight": "Part in the east", "stock_november": "Stock at the front, November 1942",
        "front_strength": "Strength at the front, 1942", "other": "Neither tankette nor small amphibian",
    },
    "item": {
        "gdp": "GDP", "gdp_per_head": "GDP per head", "lost_share": "Share lost",
        "ratio_ussr_germany": "Soviet over German", "months_of_war": "Months of war", "aid_share": "Aid as a share of total resources",
        "aircraft_cost_cut_on_1940": "Cut in the cost of aircraft since 1940",
        "aircraft_cost_cut_on_previous_year": "Cut in the cost of aircraft on the year before",
        "procurement_chadaev": "Procurement (Chadaev)", "procurement_voznesensky": "Procurement (Voznesensky)",
        "tanks_second_reading": "Tanks, another source", "interior_deaths_left": "Deaths behind the lines, what is left of all",
        "collectivized_share": "Share of households collectivized", "area": "Sown land", "area_lost": "Sown land lost",
    },
    "event": {
        "under_occupation": "Deaths under occupation", "military": "Military deaths", "interior": "Deaths behind the lines",
        "terror": "Deaths from terror", "home_front_1942": "Deaths on the home front, 1942",
        "all_deaths_1942": "Excess deaths of 1942",
    },
    "estimate": {
        "main": "main series", "rival": "second count", "total": "in all", "low": "low estimate", "high": "high estimate",
        "minimum": "least possible", "lower_limit": "lower limit", "gulag_deaths": "deaths in camps (gulag)",
        "labour_camps": "labour camps (gulag)", "southern_russia": "southern Russia", "all_causes": "all causes",
        "model": "demographic model", "official": "official figure", "revised": "revised estimate",
        "hunger_and_disease": "hunger and disease", "killed": "killed", "deportations": "deportations",
        "executions": "executions",
    },
    "bloc": {"Allied": "among the Allies", "Axis": "in the Axis"},
    "of": {"Allied": "Allies"},
    "prices": {"current": "current prices", "constant": "constant prices"},
    "unit": {"thirds": "Thirds of the whole", "thousand_persons": "Thousand persons", "thousand_pieces": "Thousand pieces"},
    "maker": {"industry": "Industry as a whole", "not_stated": "maker not stated"},
}  # fmt: skip
HEADS = {
    "kind": "Kind", "measure": "Forces or weapons", "side": "Side", "item": "What", "of": "Of whom", "estimate": "Which figure",
    "first_year": "From", "last_year": "To", "denominator": "Share of", "series": "Series", "bloc": "Side",
}  # fmt: skip
ORDER = {
    "item": 0,
    "measure": 0,
    "event": 0,
    "period": 3,
    "year": 3,
    "first_year": 3,
    "last_year": 3,
    "kind": 4,
    "estimate": 4,
}
HALF = re.compile(r"(\d{4})H([12])")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def period(text: str) -> str:
    """A time as readers see it: "1942H1" as "first half of 1942", "1941-06-22" as "22 June 1941"."""
    if half := HALF.fullmatch(text):
        return f"{('first', 'second')[int(half[2]) - 1]} half of {half[1]}"
    return display.day(text) if DAY.fullmatch(text) else display.name(re.sub(r"(?<=\d)-(?=\d\d\b)", "–", text))


def key(column: str, value: object) -> str:
    """A key of a column as readers see it."""
    text = str(value)
    if column == "period":
        return period(text)
    if column == "unit":
        words = KEYS["unit"].get(text) or display.unit_words(text)
        return words[:1].upper() + words[1:]
    return KEYS.get(column, {}).get(text) or display.name(text)


def head(column: str) -> str:
    """The head of a column of keys."""
    return HEADS.get(column) or display.name(column)


def named(keys: Mapping[str, object]) -> str:
    """Keys of a row by their columns in one name, what is counted first: "Tanks, USSR, stock at the front, November 1942"."""
    ordered = sorted(keys, key=lambda column: ORDER.get(column, 1))
    words = [str(keys[column]) if str(keys[column]).isdigit() else key(column, keys[column]) for column in ordered]
    small = [
        text[:1].lower() + text[1:] if column == "kind" else text for column, text in zip(ordered, words, strict=True)
    ]
    return ", ".join(words[:1] + small[1:])
