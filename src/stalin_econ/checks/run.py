"""Which rules there are, and how they are tried on tables of sound form: coarse rules first, so that they hide fine ones.

What comes in are tables and the keys of the bibliography; what goes out are problems, or the misses of a rule. A test binds
where every figure that it could blame is unverified; where one was read, its miss is a finding (see `findings`).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ..faults import Problem
from ..layout import PACKAGE
from ..measures.accounts import Tables
from ..measures.series import NilFigure, NoSuchCell
from . import arms, cells, deaths, food, kin, plausible, powers, product, rows, stocks
from .rule import Miss, Rule, problem_at, problems_of, read_cells


@dataclass(frozen=True)
class Rules:
    """The rules of a subject: the tables that they look at, and three kinds, the coarsest first.

    `places` are about rows that are missing or stand under a wrong key: where one is broken, sums would only mislead.
    `sums` are what one source makes itself, and what could not be otherwise: they bind always. `tests` hold one source
    against another, or a figure against others like it: on some of these, unverified figures were admitted.
    """

    tables: tuple[str, ...] = ()
    places: tuple[Rule, ...] = ()
    sums: tuple[Rule, ...] = ()
    tests: tuple[Rule, ...] = ()


TABLES = (
    "aircraft_all_types", "allied_supplies", "excess_deaths", "frontline_balance_1942", "gnp_by_final_use", "grain",
    "grain_yields", "great_powers_armed_forces", "great_powers_gdp", "great_powers_military_burden",
    "great_powers_population_1938", "great_powers_war_production", "livestock", "losses_1941", "munitions_by_value", "nnp_by_sector",
    "official_indices", "peasant_farms", "printed_totals", "procurement_shares", "rearmament", "tanks_by_model", "unit_costs",
)  # fmt: skip
PLACES: tuple[Rule, ...] = (
    rows.grids, rows.years_run_on, powers.sides_hold, powers.totals_are_there, arms.spans_of_years, product.rivals_have_mains,
)  # fmt: skip
SUMS: tuple[Rule, ...] = (
    cells.notes_filled, powers.bloc_totals, powers.forces_ratios, powers.heads_follow,
    arms.production_totals, arms.model_totals, arms.counts_repeat, arms.eastern_ratio, arms.cuts_compound,
    deaths.occupation_parts, deaths.interior_left, deaths.ranges_in_order,
    stocks.aircraft_total, stocks.lost_parts, stocks.light_ones_most, stocks.lost_share, stocks.losses_mount, stocks.yields_follow,
    plausible.within_bounds, plausible.places_have_one_source, plausible.statuses_fit,
)  # fmt: skip
TESTS: tuple[Rule, ...] = (
    product.industry_adds_up, product.sectors_close, product.official_twins, product.arms_follow_official,
    product.soldiers_cost_alike, product.aid_agrees, product.national_income_follows,
    powers.prices_agree, powers.german_fractions,
    arms.rival_tanks, arms.second_readings, arms.pairs_of_years, arms.norm_of_1924, arms.costs_fall,
    food.grain_sums, food.grain_shares, food.harvests_agree, food.cows_are_cattle, deaths.interior_parts,
    deaths.regions_in_range, deaths.hunger_read_twice, deaths.terror_ordered,
    kin.neighbours_alike, kin.rivals_alike, kin.stocks_like_losses,
    stocks.losses_read_twice, stocks.households_agree, stocks.supplies_read_twice, stocks.yields_read_twice,
)  # fmt: skip
RULES = Rules(TABLES, PLACES, SUMS, TESTS)


def faults(tables: Tables, references: Collection[str], rules: Rules = RULES) -> list[Problem]:
    """Faults of content, the coarsest first: rows by themselves, then their places, then what figures make of each other."""
    found = [p for table in tables.values() for p in cells.faults(table, references)]
    found += [Problem(PACKAGE, 1, f"table {name} is missing") for name in rules.tables if name not in tables]
    for stage in (rules.places, (*rules.sums, *rules.tests)):
        found = found or [problem for rule in stage for problem in tried(rule, tables)[1]]
    return list(dict.fromkeys(found))


def tried(rule: Rule, tables: Tables) -> tuple[list[Miss], list[Problem]]:
    """The misses of a rule, and those of them that bind as problems; a row that it needs and does not find is one too."""
    misses: list[Miss] = []
    try:
        misses.extend(rule(tables))
    except NoSuchCell as error:
        return [], [Problem(tables[error.table].path, 1, str(error.args[0]))]
    except NilFigure as error:
        return [], list(nil_problems(rule, error, tables))
    return misses, [p for miss in misses if binds(miss, tables) for p in problems_of(miss, tables)]


def binds(miss: Miss, tables: Tables) -> bool:
    """Whether a miss stops the build: that of a rule always, that of a test where nobody read any of its figures."""
    return not miss.id or not read_cells(miss, tables)


def nil_problems(rule: Rule, error: NilFigure, tables: Tables) -> Iterator[Problem]:
    """A problem at each cell of a figure that is nil and by which another would be divided."""
    for cell in error.cells:
        yield problem_at(tables[cell.partition("#")[0]], cell, f"{error}. The rule: {rule.__doc__}")
