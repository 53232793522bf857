"""Numbers and words as readers see them. Separate, so that only this module rounds.

What comes in are values with units, keys and statuses; what goes out is plain text (no HTML).
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from ..vocabulary import UNITS
from .series import Quantity

MINUS, NOT_KNOWN = "−", "not known"

PROPER = (
    "Germany", "Japan", "Italy", "France", "Leningrad", "Filtzer", "Harrison", "Ellman", "Kotkin", "World Peace",
    "Conquest", "Sciences Po", "Kazakhstan", "Ukraine",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# Words for keys whose name, with blanks for underscores, would not do.
NAMES = {
    "machine_pistols": "Submachine guns",  # the English word, where tables keep that of their source
    "rifles_and_carbines": "Rifles and carbines",
    "tanks_and_self_propelled_guns": "Tanks and self-propelled guns",
    "transport_communications": "Transport and communications",
    "trade_catering": "Trade and catering",
    "months_of_war": "Months of war production",
    "famine_1932_33": "Famine of 1932–33",
    "famine_1946_47": "Famine of 1946–47",
    "famine_1931_33_regions": "Famine of 1931–33 by region",
    "USSR": "USSR",
    "bn_rub_1937": "Billion rubles at 1937 factor cost",
    "nnp_by_sector": "Net national product by sector",
    "gnp_by_final_use": "Gross national product by final use",
    "great_powers_gdp": "GDP of the great powers",
    "great_powers_population_1938": "Population of the great powers",
    "great_powers_armed_forces": "Armed forces of the great powers",
    "great_powers_military_burden": "Military burden of the great powers",
    "great_powers_war_production": "War production of the great powers",
    "frontline_balance_1942": "Balance of forces and supplies, 1942",
    "aircraft_all_types": "Aircraft of all types",
    "gnp": "GNP",
    "kotkin_low": "Kotkin, low",
    "kotkin_high": "Kotkin, high",
    "wpf": "World Peace Foundation",
    "wpf_hunger": "World Peace Foundation, hunger",
    "conquest_executed": "Conquest, executed",
    "conquest_camps": "Conquest, died in camps",
    "sciences_po_executed": "Sciences Po, executed",
    "ellman_low": "Ellman, low",
    "ellman_high": "Ellman, high",
    "tankovaia_voina": "Tankovaia voina",
    "statistical_volume": "Statistical volume of 1994",
    "ee8": "Page on the EE-8",
    "losses_1941": "Tanks and aircraft on hand and lost, 1941",
    "1941H2": "second half of 1941",
    "1929H2": "second half of 1929",
    "harrison1990": "Harrison 1990",
    "filtzer": "Filtzer",
    "taken_to_germany": "Taken to Germany",
    "leningrad": "Leningrad",
}


def amount(value: float, decimals: int = 0) -> str:
    """A number with thousands commas, a true minus sign and exactly so many decimals, a half rounded up."""
    exact = Decimal(repr(float(abs(value)))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return (MINUS if value < 0 and exact else "") + f"{exact:,}"


def value_of(text: str) -> float:
    """The number that digits as readers see them stand for."""
    return float(text.replace(",", "").replace(MINUS, "-"))


def significant(value: float, digits: int = 3) -> str:
    """A count rounded to its significant digits: 4,049,000 as 4,050,000, since the source gives no more."""
    rounded = float(f"{value:.{digits}g}")
    return amount(rounded, 0 if rounded == int(rounded) else 1)


def multiple(value: float) -> str:
    """A ratio in digits: two decimals below two, where they tell, else one."""
    return amount(value, 2 if abs(value) < 2 else 1)


def decimals_typed(raw: str) -> int:
    """How many decimals a typed figure has."""
    return len(raw.partition(".")[2])


def figure(quantity: Quantity, decimals: int | None = None) -> str:
    """A quantity in digits, without its unit; a share is shown in per cent, a ratio below two with two decimals."""
    most = UNITS[quantity.unit][0] if decimals is None else decimals
    value = 100 * quantity.value if quantity.unit == "share" else quantity.value
    if decimals is None and quantity.unit == "ratio":
        return multiple(value)
    if decimals is None and quantity.unit in ("per_cent", "million") and not quantity.operation:
        most = min(most, decimals_typed(f"{value:g}"))
    return amount(value, most)


def typed(row: dict, raw: str) -> str:
    """A table's figure in digits: as typed, but for decimals beyond what its unit bears."""
    if row["unit"] == "share":
        return amount(100 * row["value"], 1)
    return amount(row["value"], min(decimals_typed(raw), UNITS[row["unit"]][0]))


def unit_words(unit: str) -> str:
    """A unit as readers see it."""
    return UNITS[unit][1]


def in_unit(unit: str) -> str:
    """A unit after its number: " per cent", " (1940 = 100)"."""
    return f" ({unit_words(unit)})" if unit.startswith("index") else f" {unit_words(unit)}"


def with_unit(quantity: Quantity) -> str:
    """A quantity in digits with its unit: "46.5 per cent"."""
    return figure(quantity) + in_unit(quantity.unit)


def name(key: object) -> str:
    """A key as readers see it: "defence_industry" as "Defence industry"."""
    text = str(key)
    if text in NAMES:
        return NAMES[text]
    words = text.replace("_", " ")
    return words[:1].upper() + words[1:]


def in_sentence(key: object) -> str:
    """A key within a sentence: small first letter, unless it is a proper name or begins with capitals."""
    text = name(key)
    return text if text[:2].isupper() or text.startswith(PROPER) else text[:1].lower() + text[1:]


def day(iso: str) -> str:
    """A date as readers see it: "2026-11-22" as "22 November 2026"."""
    year, month, number = (int(part) for part in iso.split("-"))
    return f"{number} {MONTHS[month - 1]} {year}"


def unbroken(locator: str) -> str:
    """A locator whose "p. 92" or "table 1-5" is not broken at the end of a line."""
    return re.sub(r"\b(pp?\.|tables?|chs?\.|page|vol\.) (?=[\dIVX])", "\\1\u00a0", locator)


def listing(words) -> str:
    """Words in a row: "a, b and c"."""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def sentence(words: str) -> str:
    """Words that somebody typed, with a capital at their head and a full stop at their end; nothing for none."""
    text = words.strip()
    return text[:1].upper() + text[1:] + ("" if not text or text[-1] in ".!?…" else ".")
