"""Rules about aircraft of all types, losses of 1941, households, supplies and yields: what stands twice, and parts and wholes."""

from collections.abc import Iterator
from itertools import pairwise

from ..measures.accounts import Tables
from ..measures.series import Quantity, pick, picks, quotient, scaled, total
from .rule import Miss, cells_of, near, printed, unlike

LOSSES = "losses_1941"
# Since 22 June 1941, one within the other.
SPANS = ("first_day", "first_week", "first_month", "to_october")
TONNES_A_CENTNER = 0.1


def lost(tables: Tables, weapon: str, estimate: str, item: str = "lost") -> Quantity:
    """What was lost of a weapon in the second half of 1941, or received."""
    return pick(tables[LOSSES], weapon=weapon, item=item, period="1941H2", estimate=estimate)


def aircraft_total(tables: Tables) -> Iterator[Miss]:
    """Soviet aircraft of seven years make the total that their table prints."""
    made = total(*picks(tables["aircraft_all_types"], country="USSR"))
    whole = printed(tables, table="aircraft_all_types", item="aircraft")
    if made.value != whole.value:
        yield from unlike(made.cells, made.value, whole, "aircraft of 1939 to 1945", tables)


def lost_parts(tables: Tables) -> Iterator[Miss]:
    """Heavy, medium and light tanks make all tanks lost; combat and support aircraft make all aircraft lost."""
    for whole, parts, whose in (
        ("tanks", ("heavy_tanks", "medium_tanks", "light_tanks"), "tankovaia_voina"),
        ("aircraft", ("combat_aircraft", "support_aircraft"), "greenwood"),
    ):
        made, all_lost = total(*(lost(tables, part, whose) for part in parts)), lost(tables, whole, whose)
        if not near(made.value, all_lost.value):
            yield from unlike(made.cells, made.value, all_lost, f"{whole} lost in 1941", tables)


def light_ones_most(tables: Tables) -> Iterator[Miss]:
    """Fewer heavy tanks were lost than medium ones, and fewer medium ones than light ones."""
    kinds = [lost(tables, f"{kind}_tanks", "tankovaia_voina") for kind in ("heavy", "medium", "light")]
    for fewer, more in pairwise(kinds):
        if fewer.value >= more.value:
            result = f"{fewer.value:g} thousand heavier tanks were lost"
            yield Miss(cells_of(fewer, more), result, f"{more.value:g} thousand lighter ones, and more are wanted")


def lost_share(tables: Tables) -> Iterator[Miss]:
    """Tanks lost over those on hand and received make the share that is printed with them."""
    on_hand = pick(tables[LOSSES], weapon="tanks", item="on_hand")
    whole = total(on_hand, lost(tables, "tanks", "tankovaia_voina", "received"))
    gone, share = (lost(tables, "tanks", "tankovaia_voina", item) for item in ("lost", "lost_share"))
    made = quotient(gone, whole, 100)
    if abs(made - share.value) > 0.05:
        yield from unlike(cells_of(gone, whole), made, share, "the share of tanks lost", tables)


def losses_mount(tables: Tables) -> Iterator[Miss]:
    """Losses since 22 June are no fewer after a longer time; serviceable tanks are no more than those on hand."""
    table = tables[LOSSES]
    for before, after in pairwise(pick(table, item="lost", period=span) for span in SPANS):
        if before.value > after.value:
            result = f"{before.value:,.0f} aircraft were lost in the shorter time"
            yield Miss(cells_of(before, after), result, f"{after.value:,.0f} in the longer")
    for row in table.where(item="serviceable"):
        fit, all_there = (pick(table, item=item, weapon=row["weapon"]) for item in ("serviceable", "on_hand"))
        if not 0.5 * all_there.value <= fit.value <= all_there.value:
            result = f"{fit.value:g} {row['weapon']} were serviceable"
            yield Miss(
                cells_of(fit, all_there), result, f"{all_there.value:g} were on hand, of which half or more are wanted"
            )


def losses_read_twice(tables: Tables) -> Iterator[Miss]:
    """Tanks lost and received, and combat aircraft lost, are the same in two readings."""
    tanks = {
        f"tanks-{item}": [lost(tables, "tanks", whose, item) for whose in ("tankovaia_voina", "voynablog")]
        for item in ("lost", "received")
    }
    combat = scaled(lost(tables, "combat_aircraft", "greenwood"), 1e-3, "thousand_pieces")
    pairs = {**tanks, "aircraft-lost": [combat, lost(tables, "combat_aircraft", "voynablog")]}
    for what, (first, second) in pairs.items():
        if not near(first.value, second.value):
            result = f"{what.replace('-', ' ')} in 1941: {first.value:g} thousand in one reading"
            yield Miss(cells_of(first, second), result, f"{second.value:g} thousand in another", f"read-twice-{what}")


def households_agree(tables: Tables) -> Iterator[Miss]:
    """Households in collective farms over their share make as many as the round number of all, within a million."""
    table = tables["peasant_farms"]
    joined, share = pick(table, item="collectivized_households"), pick(table, item="collectivized_share")
    every = pick(table, item="households")
    implied = quotient(joined, share, 100)
    if abs(implied - every.value) > 1:
        result = f"{joined.value:g} million are {share.value:g} per cent of {implied:.1f} million"
        yield Miss(cells_of(joined, share, every), result, f"{every.value:g} million are counted", "households-agree")


def supplies_read_twice(tables: Tables) -> Iterator[Miss]:
    """Wire and field telephones are the same in two readings."""
    for item in ("signal_wire", "field_telephones"):
        for first, second in pairwise(picks(tables["allied_supplies"], item=item)):
            if first.value != second.value:
                result, name = f"{item} is {first.value:g} in one reading", item.replace("_", "-")
                yield Miss(cells_of(first, second), result, f"{second.value:g} in another", f"supplies-{name}")


def yields_follow(tables: Tables) -> Iterator[Miss]:
    """Harvest over land makes the yield beside it, to the digits given."""
    table = tables["grain_yields"]
    for year in (1940, 1942):
        harvest, area, yielded = (
            pick(table, year=year, item=i, estimate="katkoff") for i in ("harvest", "area", "yield")
        )
        made = quotient(harvest, area)
        if abs(made - yielded.value) > 0.0006:
            yield from unlike(cells_of(harvest, area), made, yielded, f"the yield of {year}", tables)


def yields_read_twice(tables: Tables) -> Iterator[Miss]:
    """The official yield of 1940 is one in two works, and no more than the estimate in the field."""
    table = tables["grain_yields"]
    first, second, field = (pick(table, year=1940, item="yield", estimate=e) for e in ("chadaev", "tyl", "katkoff"))
    if first.value != second.value or first.value * TONNES_A_CENTNER > field.value:
        result = f"the yield of 1940 is {first.value:g} centners in one work, {second.value:g} in another"
        yield Miss(cells_of(first, second, field), result, f"{field.value:g} tonnes in the field", "yields-read-twice")
