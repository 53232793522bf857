"""Rules about food: grain harvested and taken, livestock."""

from collections.abc import Iterator

from ..measures import accounts
from ..measures.accounts import HARVEST_OF_SHARE, Tables
from ..measures.series import key_of, pick, picks, quotient
from .rule import Miss, cells_of

# By how many million tonnes procurement of 1941 to 1944 may differ from a sum printed in poods. Chadaev's: four roundings of
# 0.05. Voznesensky's, older and in the same measure, is lower by one per cent.
SUMS = {"chadaev": 0.2, "voznesensky": 1.1}


def grain_sums(tables: Tables) -> Iterator[Miss]:
    """Procurement of 1941 to 1944 is within 0.2 million tonnes of the sum of Chadaev and within 1.1 of Voznesensky's."""
    ours = accounts.procured_1941_44(tables)
    for whose, tolerance in SUMS.items():
        theirs = accounts.procured_as_printed(tables, whose)
        if abs(ours.value - theirs.value) > tolerance:
            result = f"procurement of 1941 to 1944 makes {ours.value:.1f} million tonnes"
            wanted = f"{whose.capitalize()} has {theirs.value:.1f}, and {tolerance:g} was the test of admission"
            yield Miss(ours.cells, result, wanted, f"grain-sum-{whose}")


def grain_shares(tables: Tables) -> Iterator[Miss]:
    """Procurement over the harvest that fits it gives the stated share: in 1940 the official one, in 1942 that of 1990."""
    for year, estimate in HARVEST_OF_SHARE.items():
        taken, harvest = accounts.procurement(tables, year), accounts.harvest(tables, year, estimate)
        share, stated = quotient(taken, harvest, 100), pick(tables["procurement_shares"], product="grain", year=year)
        if round(share) != stated.value:
            tested = (taken, harvest) if estimate == "harrison1990" else (taken,)
            result = f"procurement of {year} is {share:.1f} per cent of the harvest"
            yield Miss(cells_of(*tested), result, f"{stated.value:g} is stated", f"grain-share-{year}")


def harvests_agree(tables: Tables) -> Iterator[Miss]:
    """Two readings of the official harvest, in Filtzer and in Chadaev, are within 0.15 million tonnes."""
    for year in (1940, 1945):
        a, b = (accounts.harvest(tables, year, estimate) for estimate in ("filtzer", "official"))
        if abs(a.value - b.value) > 0.15:
            result = f"the harvest of {year} is {a.value:g} in Filtzer"
            yield Miss(cells_of(a, b), result, f"it is {b.value:g} in Chadaev", f"harvests-agree-{year}")


def cows_are_cattle(tables: Tables) -> Iterator[Miss]:
    """Cows are a part of cattle: between two fifths and three fifths of it in every count."""
    table = tables["livestock"]
    for cows in picks(table, species="cows"):
        year = key_of(table, cows, "year")
        cattle = pick(table, species="cattle", year=year)
        if not 0.4 <= quotient(cows, cattle) <= 0.6:
            result = f"cows of {year} are {cows.value:g} of {cattle.value:g} million cattle"
            yield Miss(
                cells_of(cows, cattle), result, "two to three fifths are in all others", f"cows-of-cattle-{year}"
            )
