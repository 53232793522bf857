"""Rules about national product and its uses: sectors, final uses, official indices."""

from collections.abc import Iterator

from ..measures import accounts
from ..measures.accounts import DEPRECIATION_BN, Tables
from ..measures.series import key_of, picks, ratio, share_of, total
from .rule import Miss, cells_of, near, printed

WAR_YEARS = range(1940, 1946)
# Of the other years too many sectors are not known.
CLOSED_YEARS = (1940, 1942, 1943, 1944)
RUBLES_A_HEAD = (1.535, 1.585)  # thousand rubles, military services over the armed forces of table 1-5
OFFICIAL_TWINS = {"transport_communications": "freight", "trade_catering": "retail_trade"}
AID_TOLERANCES = {1942: 0.2, 1943: 0.1, 1944: 0.1}  # the paper's shares of aid are round


def industry_adds_up(tables: Tables) -> Iterator[Miss]:
    """Defence and civilian industry make the industry total of the same table, each year."""
    for year in WAR_YEARS:
        parts = [accounts.sector(tables, name, year) for name in ("defence_industry", "civilian_industry")]
        whole = printed(tables, table="nnp_by_sector", item="industry", period=str(year))
        if abs(total(*parts).value - whole.value) > 0.05:
            made = f"defence and civilian industry of {year} make {total(*parts).value:.1f}"
            yield Miss(cells_of(*parts, whole), made, f"{whole.value:.1f} is printed", f"industry-adds-up-{year}")


def sectors_close(tables: Tables) -> Iterator[Miss]:
    """What the sectors leave of GNP for depreciation is 13 to 15 billion rubles in 1940, 1942, 1943 and 1944."""
    low, high = DEPRECIATION_BN
    for year in CLOSED_YEARS:
        left = accounts.depreciation_left(tables, year).value
        if not low <= left <= high:
            cells = cells_of(*accounts.sectors(tables, year), accounts.gnp_level(tables))
            result = f"the sectors of {year} leave {left:.1f} for depreciation"
            yield Miss(cells, result, f"{low} to {high} was the test of admission", f"sectors-close-{year}")


def official_twins(tables: Tables) -> Iterator[Miss]:
    """Transport moves with official freight, trade with official retail turnover, to the whole point."""
    for sector, twin in OFFICIAL_TWINS.items():
        for year in WAR_YEARS[1:]:
            ours, official = accounts.sector_index(tables, sector, year), accounts.official(tables, twin, year)
            if round(ours.value) != official.value:
                result = f"{sector} of {year} is {ours.value:.1f} of 1940"
                yield Miss(ours.cells, result, f"the official index is {official.value:g}", f"{twin}-twin-{year}")


def arms_follow_official(tables: Tables) -> Iterator[Miss]:
    """From 1942 to 1945 the defence industry moves with the official arms index within 3 per cent."""
    for year in (1943, 1944, 1945):
        ours = ratio(*(accounts.sector(tables, "defence_industry", y) for y in (year, 1942)))
        official = ratio(*(accounts.official(tables, "arms_industry", y) for y in (year, 1942)))
        if not near(ours.value, official.value, 0.03):
            result = f"the defence industry of {year} is {ours.value:.2f} times 1942"
            yield Miss(ours.cells, result, f"officially it is {official.value:.2f}", f"arms-follow-official-{year}")


def soldiers_cost_alike(tables: Tables) -> Iterator[Miss]:
    """Military services keep to 1.54 to 1.58 thousand rubles per head of the armed forces, to the last digit given."""
    low, high = RUBLES_A_HEAD
    for year in WAR_YEARS:
        rubles = accounts.rubles_a_head(tables, year).value
        if not low <= rubles <= high:
            cells = accounts.sector(tables, "military_services", year).cells
            result = f"military services of {year} are {rubles:.2f} thousand rubles per head"
            yield Miss(cells, result, "1.54 to 1.58 was the test of admission", f"soldiers-cost-alike-{year}")


def aid_agrees(tables: Tables) -> Iterator[Miss]:
    """Net imports in rubles are the stated share of resources within 20 per cent in 1942, 10 in 1943 and 1944."""
    for year, tolerance in AID_TOLERANCES.items():
        imports, gnp = accounts.net_imports_rubles(tables, year), accounts.gnp_rubles(tables, year)
        share, stated = share_of(imports, total(imports, gnp)), accounts.aid_share(tables, year)
        if not near(share.value, stated.value, tolerance):
            cells = cells_of(imports, accounts.gnp_level(tables))
            result = f"net imports of {year} are {share.value:.1f} per cent of resources"
            yield Miss(cells, result, f"{stated.value:g} is stated", f"aid-agrees-{year}")


def national_income_follows(tables: Tables) -> Iterator[Miss]:
    """Official national income and the GNP of Harrison move within 7 points of each other: a test of typing alone."""
    table = tables["official_indices"]
    for official in picks(table, series="national_income"):
        year = key_of(table, official, "year")
        gnp = accounts.gnp_index(tables, year)
        if abs(gnp.value - official.value) > 7:
            result = f"national income of {year} is {official.value:g} of 1940"
            yield Miss(official.cells, result, f"GNP is {gnp.value:.1f}", f"national-income-{year}")


def rivals_have_mains(tables: Tables) -> Iterator[Miss]:
    """A rival value stands beside a main one."""
    table = tables["nnp_by_sector"]
    for rival in picks(table, estimate="rival"):
        sector, year = (key_of(table, rival, key) for key in ("sector", "year"))
        if not table.where(estimate="main", sector=sector, year=year):
            yield Miss(rival.cells, f"a rival value of {sector}, {year}", "a main one beside it is wanted")
