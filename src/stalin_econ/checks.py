"""Every rule about the data, as generators of problems. Nothing here raises or prints, so one run shows all faults.

Structure (types, keys, allowed values, foreign keys) is checked by frictionless; what follows adds what it passes
silently and what only this project knows. A rule about figures takes the tables that its parameters name, so that
`RULES` says which rule looks at which table.
"""

import csv
import functools
import inspect
import io
import json
import math
import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from frictionless import Dialect, Package, Resource, Schema

from .data.package import PROVENANCE, value_field
from .data.tables import Table
from .faults import InputError, Problem
from .layout import DATA, PACKAGE, Sources, bytes_of, inside, text_of
from .measures.series import NoSuchCell, closure, index_to, key_of, pick, picks, ratio, total
from .vocabulary import STATUSES

WAR_YEARS = range(1940, 1946)
KG_PER_POOD = 16.3805  # the Russian measure in which both sums were printed: 40 funt of 0.4095 kg
# What the sectors may leave of GNP in 1942-44, in billion rubles: the test on which they were admitted.
DEPRECIATION_BN = (13, 15)
RUBLES_A_HEAD = (1.535, 1.585)  # thousand rubles, military services over the armed forces of table 1-5
OFFICIAL_TWINS = {"transport_communications": "freight", "trade_catering": "retail_trade"}


def at(table: Table, cell: str, message: str) -> Problem:
    """A problem at the line of a cell."""
    return Problem(f"data/{table.meta['path']}", table.rows[cell]["line"], message)


def near(a: float, b: float, relative: float = 1e-9) -> bool:
    return math.isclose(a, b, rel_tol=relative, abs_tol=1e-9)


# --- structure ------------------------------------------------------------------------------------------------


LONGEST = 10_000  # signs in a row: far more than any note wants
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
NUMBER, WHOLE = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?"), re.compile(r"-?(0|[1-9]\d*)")


def raw_problems(sources: Sources, name: str) -> Iterator[Problem]:
    """A table is UTF-8 without a byte order mark, a row is a line, none is blank, and no cell holds a control sign."""
    try:
        text = text_of(sources, name)
    except InputError as error:
        yield from error.problems
        return
    if text.startswith("\ufeff"):
        yield Problem(name, 1, "begins with a byte order mark: save it as UTF-8 without one")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST:
            yield Problem(name, number, f"a row of {len(line):,} signs; {LONGEST:,} are enough")
        elif CONTROL.search(line):
            yield Problem(name, number, "holds a control sign, such as a lone carriage return")
        elif line.count('"') % 2:
            yield Problem(name, number, "a quotation mark is not closed, or a cell holds a line break")
            return
        elif not line.strip(", ") and number <= text.count("\n"):
            yield Problem(name, number, "a blank row")


def width_problems(sources: Sources, name: str, meta: dict) -> Iterator[Problem]:
    """Every row has as many cells as the header; a file has at least one row."""
    rows = list(csv.reader(io.StringIO(text_of(sources, name))))
    wanted = len(meta["schema"]["fields"])
    for number, row in enumerate(rows, 1):
        if len(row) != wanted:
            yield Problem(
                name,
                number,
                f"{len(row)} cells; {wanted} are wanted (words with a comma stand in quotation marks, numbers have none)",
            )
    if len(rows) < 2:
        yield Problem(name, 1, "no rows below the header")


def digit_problems(sources: Sources, name: str, meta: dict) -> Iterator[Problem]:
    """Numbers are plain digits with a decimal point: no blanks, commas, exponents or leading noughts."""
    forms = {"number": NUMBER, "integer": WHOLE}
    for line, row in enumerate(csv.DictReader(io.StringIO(text_of(sources, name))), 2):
        for field in meta["schema"]["fields"]:
            form, value = forms.get(field["type"]), row[field["name"]]
            if form and not form.fullmatch(value):
                message = f"column {field['name']!r}, value {value!r}: plain digits are wanted, such as 1234.5"
                yield Problem(name, line, message)


def header_problems(sources: Sources, name: str, meta: dict) -> Iterator[Problem]:
    """The first line names the columns of the data package, in its order."""
    wanted = [field["name"] for field in meta["schema"]["fields"]]
    found = next(csv.reader(io.StringIO(text_of(sources, name))), [])
    if found == wanted:
        return
    if len(found) == 1 and re.search(r"[;\t]", found[0]):
        yield Problem(
            name,
            1,
            "cells are parted by semicolons or tabs, so column names are missing; commas are wanted",
        )
        return
    missing, extra = [c for c in wanted if c not in found], [c for c in found if c not in wanted]
    faults = [f"column {c!r} is missing" for c in missing] + [f"column {c!r} is not in the data package" for c in extra]
    yield Problem(name, 1, "; ".join(faults) or f"columns stand in another order than {', '.join(wanted)}")


def frictionless_problems(sources: Sources, package: dict) -> Iterator[Problem]:
    """What frictionless says of types, constraints and keys; its row number is the line, as no cell has a line break."""
    metas = {meta["name"]: meta for meta in package["resources"]}
    held = {name: (bytes_of(sources, DATA + meta["path"]), json.dumps(meta)) for name, meta in metas.items()}
    for name, meta in metas.items():
        keys = [key["reference"]["resource"] for key in meta["schema"].get("foreignKeys", ())]
        yield from table_problems(held[name], *(held[other] for other in dict.fromkeys(keys) if other in held))


def resource_of(content: bytes, descriptor: str) -> Resource:
    """A table in memory, as frictionless takes it."""
    meta = json.loads(descriptor)
    schema, dialect = Schema.from_descriptor(meta["schema"]), Dialect.from_descriptor(meta["dialect"])
    return Resource(
        name=meta["name"], data=content, format="csv", encoding="utf-8", schema=schema, dialect=dialect
    )


@functools.lru_cache(maxsize=256)
def table_problems(table: tuple[bytes, str], *others: tuple[bytes, str]) -> tuple[Problem, ...]:
    """What frictionless says of a table, given those that its foreign keys lead to: (content, entry of the package) each.

    Remembered by what they hold, so that a second look at an unchanged table costs nothing.
    """
    meta = json.loads(table[1])
    try:
        report = Package(resources=[resource_of(*each) for each in (table, *others)]).validate()
    except (re.error, TypeError, ValueError) as error:
        return (Problem(PACKAGE, 1, f"a constraint is not one: {error}"),)
    found = [Problem(PACKAGE, 1, error.message) for error in report.errors]
    for task in report.tasks:
        if task.name == meta["name"]:
            lines = (getattr(error, "row_number", None) or 1 for error in task.errors)
            found += [Problem(DATA + meta["path"], n, plain(e)) for n, e in zip(lines, task.errors, strict=True)]
    return tuple(found)


WANTED = {
    "enum": "one of {} is wanted",
    "minimum": "at least {} is wanted",
    "maximum": "at most {} is wanted",
    "required": "may not be empty",
    "pattern": "the form {} is wanted",
}


def plain(error) -> str:
    """A fault in words that need no manual: the column and value, then the rule."""
    note = error.note or error.message
    if rule := re.match(r'constraint "(\w+)" is "(.*)"', note):
        note = WANTED.get(rule[1], note).format(rule[2].strip("[]").replace("'", ""))
    if same := re.match(r"the same as in the row at position (\d+)", note):
        note = f"primary key: the same as in line {same[1]}"
    if note.startswith("type is"):
        note = f"a {note.split(chr(34))[1].split('/')[0]} is wanted"
    field = getattr(error, "field_name", "")
    return f"column {field!r}, value {error.cell!r}: {note}" if field else note


def structure(sources: Sources, package: dict) -> Iterator[Problem]:
    """Faults of form, the coarsest first: a fault hides the finer ones that it would cause."""
    places = [(DATA + meta["path"], meta) for meta in package["resources"]]
    faults = [p for path, _ in places for p in raw_problems(sources, path)]
    for rule in (header_problems, width_problems, digit_problems):
        faults = faults or [p for path, meta in places for p in rule(sources, path, meta)]
    yield from faults or frictionless_problems(sources, package)


# --- rules for every table --------------------------------------------------------------------------------------


def finite(table: Table) -> Iterator[Problem]:
    """A figure is a finite number."""
    for cell, row in table.rows.items():
        if not math.isfinite(row["value"]):
            yield at(table, cell, f"{value_field(table.meta)['name']} is {row['value']}; a finite number is wanted")


def whole_keys(table: Table) -> Iterator[Problem]:
    """No part of a key is empty, and keys make an id that stands once."""
    for row in table.frame.to_dict("records"):
        for key in table.keys:
            if not re.fullmatch(r"[^\s#/?%&<>\"']+( [^\s#/?%&<>\"']+)*", str(row[key])):
                yield Problem(
                    f"data/{table.meta['path']}",
                    row["line"],
                    f"column {key!r}, value {row[key]!r}: part of the key, so words or numbers without blanks around them are wanted",
                )
    for row in table.frame[table.frame["cell"].duplicated()].to_dict("records"):
        yield Problem(f"data/{table.meta['path']}", row["line"], f"the key {row['cell']} stands twice")


def bounds(table: Table) -> Iterator[Problem]:
    """A share lies within 0 and 1, a percentage within 0 and 100, thirds within 0 and 3."""
    limits = {"share": 1, "per_cent": 100, "thirds": 3}
    for cell, row in table.rows.items():
        limit = limits.get(row["unit"], math.inf)
        if not 0 <= row["value"] <= limit:
            yield at(
                table,
                cell,
                f"value {row['value']:g}: within 0 and {limit} is wanted, as the unit is {row['unit']}",
            )


def statuses(table: Table) -> Iterator[Problem]:
    """A typed figure is stated, read, relayed or unverified; what is derived is computed and never typed."""
    for cell, row in table.rows.items():
        if row["status"] not in STATUSES:
            yield at(table, cell, f"status {row['status']!r}: one of {', '.join(STATUSES)} is wanted")


def checks_named(table: Table) -> Iterator[Problem]:
    """The note of an unverified figure names the check that it passed, and the result."""
    for cell, row in table.rows.items():
        if row["status"] == "unverified" and not re.match(r"check: .+; result: .+", row["note"]):
            yield at(table, cell, "an unverified figure has a note 'check: …; result: …'")


def trimmed(table: Table) -> Iterator[Problem]:
    """Source, locator and status are there, and no cell of words begins or ends with a blank."""
    for cell, row in table.rows.items():
        for column in PROVENANCE:
            if row[column] != row[column].strip() or (column != "note" and not row[column]):
                yield at(
                    table,
                    cell,
                    f"column {column!r}, value {row[column]!r}: words without blanks around them are wanted",
                )


def relays_named(table: Table) -> Iterator[Problem]:
    """The note of a relayed figure begins with "after" and what the page read quotes."""
    for cell, row in table.rows.items():
        if row["status"] == "relayed" and not re.match(r"after (@|[A-Za-z])", row["note"]):
            yield at(table, cell, "a relayed figure has a note that begins 'after …'")


def sources_exist(table: Table, references) -> Iterator[Problem]:
    """Every source, and every @key in a note, stands in references.json."""
    for cell, row in table.rows.items():
        for key in [row["source"], *re.findall(r"@(\w+)", row["note"])]:
            if key not in references:
                yield at(table, cell, f"source {key!r} is not in references.json")


EVERY_TABLE = (finite, whole_keys, trimmed, bounds, statuses, checks_named, relays_named)


# --- rules for the figures --------------------------------------------------------------------------------------


def industry_adds_up(nnp_by_sector: Table, printed_totals: Table) -> Iterator[Problem]:
    """Defence and civilian industry make the industry total of the same table, each year."""
    for year in WAR_YEARS:
        parts = [pick(nnp_by_sector, sector=s, year=year) for s in ("defence_industry", "civilian_industry")]
        printed = pick(printed_totals, table="nnp_by_sector", item="industry", period=str(year))
        if abs(total(*parts).value - printed.value) > 0.05:
            yield at(
                nnp_by_sector,
                parts[0].cells[0],
                f"defence and civilian industry of {year} make {total(*parts).value:.1f}, not {printed.value:.1f}",
            )


def gnp_level(year: int, gnp_by_final_use: Table, great_powers_gdp: Table):
    """GNP of a year in billion rubles of 1937: the scale of 1940 moved by the index of Harrison (1998)."""
    scale = pick(gnp_by_final_use, item="gnp", year=1940)
    index = index_to(*(pick(great_powers_gdp, country="USSR", year=y) for y in (year, 1940)))
    return scale.value * index.value / 100


def sectors_close(nnp_by_sector: Table, gnp_by_final_use: Table, great_powers_gdp: Table) -> Iterator[Problem]:
    """What the sectors leave of GNP for depreciation is 13 to 15 billion rubles in 1942, 1943 and 1944."""
    low, high = DEPRECIATION_BN
    for year in (1942, 1943, 1944):
        sectors = picks(nnp_by_sector, year=year, estimate="main")
        left = gnp_level(year, gnp_by_final_use, great_powers_gdp) - total(*sectors).value
        if not low <= left <= high:
            yield at(
                nnp_by_sector,
                sectors[0].cells[0],
                f"the sectors of {year} leave {left:.1f} for depreciation; {low} to {high} is wanted",
            )


def noted(row: dict, pattern: str) -> float | None:
    """The number that the note of an unverified figure gives as the result of its check."""
    found = re.search(rf"result: {pattern}", row["note"])
    return float(found[1]) if found else None


def closure_as_noted(nnp_by_sector: Table, gnp_by_final_use: Table, great_powers_gdp: Table) -> Iterator[Problem]:
    """What the sectors leave for depreciation is what their notes say, to a tenth; 1941 is incomplete, so left out."""
    for cell, row in nnp_by_sector.rows.items():
        result = noted(row, r"leaves ([\d.]+) for depreciation")
        if result is None or row["year"] == 1941:
            continue
        sectors = total(*picks(nnp_by_sector, year=row["year"], estimate="main"))
        left = gnp_level(row["year"], gnp_by_final_use, great_powers_gdp) - sectors.value
        if abs(left - result) > 0.051:
            yield at(nnp_by_sector, cell, f"the sectors leave {left:.2f} for depreciation, the note says {result:g}")


def shares_as_noted(grain: Table) -> Iterator[Problem]:
    """The share of grain taken is what the note of the figure admitted on it says, to a tenth of a per cent."""
    for cell, row in grain.rows.items():
        result = noted(row, r"(\d\d\.\d)(?:;|$)")
        if result is not None:
            harvest = pick(
                grain, item="harvest", year=row["year"], estimate={1940: "official", 1942: "harrison1990"}[row["year"]]
            )
            share = 100 * pick(grain, item="procurement", year=row["year"]).value / harvest.value
            if abs(share - result) > 0.051:
                yield at(grain, cell, f"the share taken is {share:.2f} per cent, the note says {result:g}")


def base_year_closes(nnp_by_sector: Table, gnp_by_final_use: Table) -> Iterator[Problem]:
    """In 1940 the sectors leave 13 to 15 for depreciation of a level that is itself unverified; 1941 is incomplete."""
    low, high = DEPRECIATION_BN
    sectors = picks(nnp_by_sector, year=1940, estimate="main")
    left = closure(pick(gnp_by_final_use, item="gnp", year=1940), *sectors)
    if not low <= left.value <= high:
        yield at(
            nnp_by_sector,
            sectors[0].cells[0],
            f"the sectors of 1940 leave {left.value:.1f} for depreciation; {low} to {high} is wanted",
        )


def official_twins(nnp_by_sector: Table, official_indices: Table) -> Iterator[Problem]:
    """Transport moves with official freight, trade with official retail turnover, to the whole point."""
    for sector, twin in OFFICIAL_TWINS.items():
        base = pick(nnp_by_sector, sector=sector, year=1940)
        for year in range(1941, 1946):
            ours, official = (
                index_to(pick(nnp_by_sector, sector=sector, year=year), base),
                pick(official_indices, series=twin, year=year),
            )
            if round(ours.value) != official.value:
                yield at(
                    nnp_by_sector,
                    ours.cells[0],
                    f"{sector} of {year} is {ours.value:.1f} of 1940, the official index {official.value:g}",
                )


def arms_follow_official(nnp_by_sector: Table, official_indices: Table) -> Iterator[Problem]:
    """From 1942 to 1945 the defence industry moves with the official arms index within 3 per cent."""
    base, base_index = (
        pick(nnp_by_sector, sector="defence_industry", year=1942),
        pick(official_indices, series="arms_industry", year=1942),
    )
    for year in (1943, 1944, 1945):
        ours = ratio(pick(nnp_by_sector, sector="defence_industry", year=year), base)
        official = ratio(pick(official_indices, series="arms_industry", year=year), base_index)
        if not near(ours.value, official.value, 0.03):
            yield at(
                nnp_by_sector,
                ours.cells[0],
                f"the defence industry of {year} is {ours.value:.2f} times 1942, officially {official.value:.2f}",
            )


def soldiers_cost_alike(nnp_by_sector: Table, great_powers_armed_forces: Table) -> Iterator[Problem]:
    """Military services keep to 1.54 to 1.58 thousand rubles a head of the armed forces, to the last digit given."""
    low, high = RUBLES_A_HEAD
    for year in WAR_YEARS:
        service = pick(nnp_by_sector, sector="military_services", year=year)
        heads = pick(great_powers_armed_forces, country="USSR", year=year)
        rubles = 1000 * service.value / heads.value
        if not low <= rubles <= high:
            yield at(
                nnp_by_sector,
                service.cells[0],
                f"military services of {year} are {rubles:.2f} thousand rubles a head; 1.54 to 1.58 is wanted",
            )


def national_income_follows(official_indices: Table, great_powers_gdp: Table) -> Iterator[Problem]:
    """Official national income and the GNP of Harrison move within 7 points of each other: a test of typing alone."""
    base = pick(great_powers_gdp, country="USSR", year=1940)
    for official in picks(official_indices, series="national_income"):
        year = key_of(official_indices, official, "year")
        index = index_to(pick(great_powers_gdp, country="USSR", year=year), base)
        if abs(index.value - official.value) > 7:
            yield at(
                official_indices,
                official.cells[0],
                f"national income of {year} is {official.value:g}, GNP {index.value:.1f}",
            )


def aid_agrees(gnp_by_final_use: Table, great_powers_gdp: Table) -> Iterator[Problem]:
    """Net imports in rubles are the stated share of resources within 20 per cent in 1942, 10 in 1943 and 1944."""
    for year, tolerance in ((1942, 0.2), (1943, 0.1), (1944, 0.1)):
        imports, stated = (pick(gnp_by_final_use, item=item, year=year) for item in ("net_imports", "aid_share"))
        share = 100 * imports.value / (gnp_level(year, gnp_by_final_use, great_powers_gdp) + imports.value)
        if not near(share, stated.value, tolerance):
            yield at(
                gnp_by_final_use,
                imports.cells[0],
                f"net imports of {year} are {share:.1f} per cent of resources, stated as {stated.value:g}",
            )


def grain_sums(grain: Table, printed_totals: Table) -> Iterator[Problem]:
    """Procurement of 1941 to 1944 is within 0.2 million tonnes of the sum of Chadaev: four roundings of 0.05.

    Voznesensky's older sum, in the same poods, is lower by one per cent; it may differ by 1.1.
    """
    ours = total(*picks(grain, item="procurement", year=[1941, 1942, 1943, 1944]))
    for item, tolerance in (("procurement_chadaev", 0.2), ("procurement_voznesensky", 1.1)):
        printed = pick(printed_totals, table="grain", item=item).value * KG_PER_POOD / 1000
        if abs(ours.value - printed) > tolerance:
            yield at(
                grain,
                ours.cells[0],
                f"procurement of 1941 to 1944 makes {ours.value:.1f}, {item} {printed:.1f} million tonnes",
            )


def grain_shares(grain: Table, procurement_shares: Table) -> Iterator[Problem]:
    """Procurement over the harvest that fits it gives the stated share: 38 in 1940 of 95.6, 47 in 1942 of 26.7."""
    for year, estimate in ((1940, "official"), (1942, "harrison1990")):
        taken = pick(grain, item="procurement", year=year)
        share = 100 * taken.value / pick(grain, item="harvest", year=year, estimate=estimate).value
        stated = pick(procurement_shares, product="grain", year=year)
        if round(share) != stated.value:
            yield at(
                grain,
                taken.cells[0],
                f"procurement of {year} is {share:.1f} per cent of the harvest, stated as {stated.value:g}",
            )


def harvests_agree(grain: Table) -> Iterator[Problem]:
    """Two readings of the official harvest, in Filtzer and in Chadaev, are within 0.15 million tonnes."""
    for year in (1940, 1945):
        a, b = (pick(grain, item="harvest", year=year, estimate=e) for e in ("filtzer", "official"))
        if abs(a.value - b.value) > 0.15:
            yield at(
                grain,
                a.cells[0],
                f"the harvest of {year} is {a.value:g} in one work and {b.value:g} in another",
            )


def counts_repeat(
    frontline_balance_1942: Table, great_powers_armed_forces: Table, great_powers_war_production: Table
) -> Iterator[Problem]:
    """The counts of 1942 equal those of the tables of the great powers, which they repeat."""
    for cell, row in frontline_balance_1942.rows.items():
        if row["kind"] != "count":
            continue
        if row["measure"] == "armed_forces":
            other = pick(great_powers_armed_forces, country=row["side"], year=1942)
        else:
            other = pick(great_powers_war_production, country=row["side"], item=row["measure"], year=1942)
        if row["value"] != other.value:
            yield at(
                frontline_balance_1942,
                cell,
                f"value {row['value']:g} differs from {other.value:g} in {other.cells[0]}",
            )


def eastern_ratio(frontline_balance_1942: Table, printed_totals: Table) -> Iterator[Problem]:
    """Soviet forces over nine tenths of the German ones give the printed ratio of 1942."""
    soviet, german = (
        pick(frontline_balance_1942, kind="count", measure="armed_forces", side=s) for s in ("USSR", "Germany")
    )
    weight = pick(frontline_balance_1942, kind="eastern_weight", measure="armed_forces")
    printed = pick(printed_totals, item="ratio_ussr_germany", period="1942")
    if not near(soviet.value / (german.value * weight.value / 100), printed.value):
        yield at(
            frontline_balance_1942,
            weight.cells[0],
            f"the forces of 1942 do not give the printed ratio {printed.value:.4f}",
        )


def bloc_totals(printed_totals: Table, table: Table) -> Iterator[Problem]:
    """The countries of a side make the printed total of the side, to the last digit of the file."""
    sums = table.frame.groupby(["bloc", "year"])["value"].sum()
    for cell, row in printed_totals.rows.items():
        if row["table"] == table.name and row["of"] in ("Allied", "Axis"):
            made = sums[(row["of"], int(row["period"]))]
            if not near(made, row["value"]):
                yield at(
                    printed_totals,
                    cell,
                    f"{row['of']} total of {row['period']} is {row['value']:g}, its countries make {made:g}",
                )


def sides(table: Table) -> set[tuple[str, str, str]]:
    """The totals by side and year that a table of the powers can make: (table, side, year)."""
    return {(table.name, row["bloc"], str(row["year"])) for row in table.rows.values()}


def totals_are_there(
    printed_totals: Table,
    great_powers_gdp: Table,
    great_powers_armed_forces: Table,
    great_powers_war_production: Table,
    great_powers_population_1938: Table,
    tanks_by_model: Table,
) -> Iterator[Problem]:
    """Every total that the sources print is typed: without it a test would be silent."""
    production, heads, models = great_powers_war_production, great_powers_population_1938, tanks_by_model
    wanted = sides(great_powers_gdp) | sides(great_powers_armed_forces)
    wanted |= {(production.name, row["country"], row["item"]) for row in production.rows.values()}
    wanted |= {(heads.name, row["country"], "gdp_per_head") for row in heads.rows.values()}
    wanted |= {(models.name, "USSR", str(row["year"])) for row in models.rows.values()}
    rows = printed_totals.rows.values()
    found = {(row["table"], row["of"], row[key]) for row in rows for key in ("period", "item")}
    for table, of, what in sorted(wanted - found):
        yield Problem(
            f"data/{printed_totals.meta['path']}", 1, f"the printed total of {table}, {of}, {what} is missing"
        )


def gdp_totals(printed_totals: Table, great_powers_gdp: Table) -> Iterator[Problem]:
    """The GDP of the countries of a side makes the printed total."""
    yield from bloc_totals(printed_totals, great_powers_gdp)


def forces_totals(printed_totals: Table, great_powers_armed_forces: Table) -> Iterator[Problem]:
    """The armed forces of the countries of a side make the printed total."""
    yield from bloc_totals(printed_totals, great_powers_armed_forces)


def forces_ratios(printed_totals: Table, great_powers_armed_forces: Table) -> Iterator[Problem]:
    """The printed eastern ratios are Soviet forces over 90 per cent of German ones to 1943, two thirds after."""
    for cell, row in printed_totals.rows.items():
        if row["item"] == "ratio_ussr_germany":
            year = int(row["period"])
            soviet, german = (pick(great_powers_armed_forces, country=c, year=year).value for c in ("USSR", "Germany"))
            if not near(soviet / (german * (0.9 if year < 1944 else 2 / 3)), row["value"]):
                yield at(printed_totals, cell, f"the printed ratio of {year} does not follow from the forces")


def production_totals(printed_totals: Table, great_powers_war_production: Table) -> Iterator[Problem]:
    """The years of a weapon make the printed total, to a tenth of its unit (one slip of rounding)."""
    sums = great_powers_war_production.frame.groupby(["country", "item"])["value"].sum()
    for cell, row in printed_totals.rows.items():
        if row["table"] == "great_powers_war_production":
            made = sums[(row["of"], row["item"])]
            if abs(made - row["value"]) > 0.06:
                yield at(
                    printed_totals,
                    cell,
                    f"{row['of']} {row['item']} make {made:.1f}, printed {row['value']:.1f}",
                )


def model_totals(printed_totals: Table, tanks_by_model: Table) -> Iterator[Problem]:
    """The models of a year make the printed total of tanks."""
    sums = tanks_by_model.frame.groupby("year")["value"].sum()
    for cell, row in printed_totals.rows.items():
        if row["table"] == "tanks_by_model" and sums[int(row["period"])] != row["value"]:
            yield at(
                printed_totals,
                cell,
                f"models of {row['period']} make {sums[int(row['period'])]:g}, printed {row['value']:g}",
            )


# By how many vehicles the first tank series exceeds the sum of models, as both were read: a test of typing alone.
TANKS_OVER_MODELS = {
    1930: 91, 1931: -107, 1932: 6, 1933: 0, 1934: -17, 1935: -6, 1936: 823, 1937: -51, 1938: -115, 1939: -122, 1940: -3,
}  # fmt: skip


def rival_tanks(rearmament: Table, tanks_by_model: Table) -> Iterator[Problem]:
    """The two tank series differ by what they differed by when they were read."""
    models = tanks_by_model.frame.groupby("year")["value"].sum()
    for year, excess in TANKS_OVER_MODELS.items():
        tanks = pick(rearmament, series="tanks", first_year=year, last_year=year)
        if tanks.value - models[year] != excess:
            yield at(
                rearmament,
                tanks.cells[0],
                f"tanks of {year} are {tanks.value:g}, {models[year]:g} by model; {excess:+d} is known",
            )


def second_readings(rearmament: Table, printed_totals: Table) -> Iterator[Problem]:
    """Tanks of 1938 to 1940 are within one vehicle of a second reading of the same series."""
    for second in picks(printed_totals, item="tanks_second_reading"):
        year = int(key_of(printed_totals, second, "period"))
        tanks = pick(rearmament, series="tanks", first_year=year, last_year=year)
        if abs(tanks.value - second.value) > 1:
            yield at(
                rearmament,
                tanks.cells[0],
                f"tanks of {year} are {tanks.value:g}, in another work {second.value:g}",
            )


def pairs_of_years(rearmament: Table) -> Iterator[Problem]:
    """Tanks of 1935 and 1936, by year, make the relayed figure for both together within one per cent."""
    years = total(*(pick(rearmament, series="tanks", first_year=y, last_year=y) for y in (1935, 1936)))
    both = pick(rearmament, series="tanks", first_year=1935, last_year=1936)
    if not near(years.value, both.value, 0.01):
        yield at(
            rearmament,
            both.cells[0],
            f"tanks of 1935 and 1936 make {years.value:g}, relayed as {both.value:g}",
        )


def norm_of_1924(rearmament: Table) -> Iterator[Problem]:
    """Troops of 1926 to 1932 repeat one number, the norm of the reform of 1924."""
    norm = pick(rearmament, series="troops", first_year=1926)
    for year in range(1927, 1933):
        troops = pick(rearmament, series="troops", first_year=year)
        if troops.value != norm.value:
            yield at(rearmament, troops.cells[0], f"troops of {year} are {troops.value:g}, the norm {norm.value:g}")


def heads_follow(
    printed_totals: Table, great_powers_gdp: Table, great_powers_population_1938: Table
) -> Iterator[Problem]:
    """GDP of 1938 over population gives the printed GDP per head."""
    for cell, row in printed_totals.rows.items():
        if row["item"] == "gdp_per_head":
            gdp, heads = (
                pick(great_powers_gdp, country=row["of"], year=1938),
                pick(great_powers_population_1938, country=row["of"]),
            )
            if not near(1000 * gdp.value / heads.value, row["value"]):
                yield at(
                    printed_totals,
                    cell,
                    f"GDP per head of {row['of']} is {1000 * gdp.value / heads.value:.1f}, printed {row['value']:.1f}",
                )


def paper_burden(great_powers_military_burden: Table) -> Iterator[Problem]:
    """Shares in constant and in current prices are within 4 points of each other, where a country has both."""
    wide = great_powers_military_burden.frame.pivot(index=["country", "year"], columns="prices", values="cell").dropna()
    for current, constant in wide[["current", "constant"]].itertuples(index=False):
        values = [great_powers_military_burden.rows[cell]["value"] for cell in (current, constant)]
        if abs(values[0] - values[1]) > 0.04:
            yield at(
                great_powers_military_burden,
                constant,
                f"share {values[1]:g} is far from {values[0]:g} in current prices",
            )


def german_fractions(great_powers_military_burden: Table) -> Iterator[Problem]:
    """German shares are exact fractions of whole numbers, as the file divides one by the other: a test of typing.

    In current prices they are billions of marks below 200, in constant prices smaller units below 11,000.
    """
    for cell, row in great_powers_military_burden.rows.items():
        largest = {"current": 200, "constant": 11000}[row["prices"]]
        fraction = Fraction(row["value"]).limit_denominator(largest)
        if row["country"] == "Germany" and abs(float(fraction) - row["value"]) > 1e-12:
            yield at(great_powers_military_burden, cell, f"share {row['value']!r} is no fraction of whole numbers")


def occupation_parts(excess_deaths: Table) -> Iterator[Problem]:
    """Killed, taken away and starved make the deaths under occupation."""
    parts = [
        pick(excess_deaths, event="under_occupation", estimate=e)
        for e in ("killed", "taken_to_germany", "hunger_and_disease")
    ]
    whole = pick(excess_deaths, event="under_occupation", estimate="total")
    if not near(total(*parts).value, whole.value):
        yield at(
            excess_deaths,
            whole.cells[0],
            f"the parts make {total(*parts).value:.1f}, the whole is {whole.value:g}",
        )


def interior_left(excess_deaths: Table, printed_totals: Table) -> Iterator[Problem]:
    """All war deaths less those of soldiers and under occupation leave the printed number for the interior."""
    whole, army = pick(excess_deaths, event="all_war_deaths"), pick(excess_deaths, event="military")
    left = closure(whole, army, pick(excess_deaths, event="under_occupation", estimate="total"))
    printed = pick(printed_totals, item="interior_deaths_left")
    if not near(left.value, printed.value):
        yield at(
            excess_deaths,
            whole.cells[0],
            f"the parts leave {left.value:.1f} million, printed as {printed.value:g}",
        )


def interior_parts(excess_deaths: Table) -> Iterator[Problem]:
    """Camps, deportations and Leningrad make no more than the least possible number for the interior."""
    parts = total(*picks(excess_deaths, event="interior", estimate=["labour_camps", "deportations", "leningrad"]))
    least = pick(excess_deaths, event="interior", estimate="minimum")
    if not 0.8 * least.value <= parts.value <= least.value:
        yield at(excess_deaths, least.cells[0], f"the parts make {parts.value:g}, the least is {least.value:g}")


def ranges_in_order(excess_deaths: Table) -> Iterator[Problem]:
    """The low end of a range is below the high end."""
    for event, low, high in (
        ("famine_1946_47", "low", "high"),
        ("famine_1932_33", "ograda_low", "ograda_high"),
        ("terror", "ellman_low", "ellman_high"),
    ):
        a, b = pick(excess_deaths, event=event, estimate=low), pick(excess_deaths, event=event, estimate=high)
        if a.value >= b.value:
            yield at(excess_deaths, a.cells[0], f"{low} of {event} is {a.value:g}, {high} {b.value:g}")


def grids_are_whole(livestock: Table, official_indices: Table, tanks_by_model: Table) -> Iterator[Problem]:
    """Tables that the sources print as a grid have a row for each pair of keys."""
    for table in (livestock, official_indices, tanks_by_model):
        first, second = (table.frame[key].drop_duplicates() for key in table.keys)
        found = set(zip(*(table.frame[key] for key in table.keys), strict=True))
        for pair in sorted({(a, b) for a in first for b in second} - found):
            yield Problem(f"data/{table.meta['path']}", 1, f"the row of {pair[0]}, {pair[1]} is missing")


def rivals_have_mains(nnp_by_sector: Table) -> Iterator[Problem]:
    """A rival value stands beside a main one."""
    for rival in picks(nnp_by_sector, estimate="rival"):
        row = nnp_by_sector.rows[rival.cells[0]]
        if not picks(nnp_by_sector, estimate="main", sector=row["sector"], year=row["year"]):
            yield at(
                nnp_by_sector, rival.cells[0], f"a rival value of {row['sector']}, {row['year']}, without a main one"
            )


def harvests_are_there(grain: Table) -> Iterator[Problem]:
    """Filtzer has harvests of 1940 and of 1942 to 1945; procurement is given for 1940 to 1944."""
    wanted = {
        "filtzer": ("harvest", (1940, 1942, 1943, 1944, 1945)),
        "harrison1990": ("procurement", range(1940, 1945)),
    }
    for estimate, (item, years) in wanted.items():
        for year in years:
            pick(grain, item=item, year=year, estimate=estimate)
    yield from ()


def cows_are_cattle(livestock: Table) -> Iterator[Problem]:
    """Cows are a part of cattle: between two fifths and three fifths of it in every count."""
    for cows in picks(livestock, species="cows"):
        cattle = pick(livestock, species="cattle", year=key_of(livestock, cows, "year"))
        if not 0.4 <= cows.value / cattle.value <= 0.6:
            yield at(livestock, cows.cells[0], f"cows are {cows.value:g} of {cattle.value:g} million cattle")


def costs_fall(unit_costs: Table) -> Iterator[Problem]:
    """No item of a maker is dearer in a later year, and the cut of costs on 1940 grows."""
    for (item, _), group in unit_costs.frame.sort_values("year").groupby(["item", "maker"]):
        steps = group["value"].diff().dropna()
        wrong = steps < 0 if item == "aircraft_cost_cut_on_1940" else steps > 0
        for cell in group["cell"].loc[wrong.index[wrong]]:
            yield at(unit_costs, cell, f"{item} moves the other way than in the years before")


def cuts_compound(unit_costs: Table, printed_totals: Table) -> Iterator[Problem]:
    """Yearly cuts of cost, one upon the other, make the cut on 1940, to the rounding of the cuts."""
    left = 1.0
    for cut in picks(unit_costs, item="aircraft_cost_cut_on_1940"):
        year = str(key_of(unit_costs, cut, "year"))
        left *= 1 - pick(printed_totals, item="aircraft_cost_cut_on_previous_year", period=year).value / 100
        if abs(100 * (1 - left) - cut.value) > 0.15:
            yield at(
                unit_costs,
                cut.cells[0],
                f"yearly cuts make {100 * (1 - left):.1f} per cent by {year}, not {cut.value:g}",
            )


RULES: tuple[Callable[..., Iterator[Problem]], ...] = (
    industry_adds_up, sectors_close, base_year_closes,
    closure_as_noted, shares_as_noted, official_twins, arms_follow_official, soldiers_cost_alike,
    national_income_follows, aid_agrees, grain_sums, grain_shares, harvests_agree, counts_repeat, eastern_ratio,
    totals_are_there, gdp_totals, forces_totals, forces_ratios, production_totals, model_totals, rival_tanks, second_readings, pairs_of_years, norm_of_1924,
    heads_follow, paper_burden, german_fractions, occupation_parts, interior_left, interior_parts, ranges_in_order, grids_are_whole, rivals_have_mains, harvests_are_there, cows_are_cattle, costs_fall, cuts_compound,
)  # fmt: skip


def tables_of(rule: Callable) -> tuple[str, ...]:
    """Names of the tables that a rule looks at: those of its parameters."""
    return tuple(inspect.signature(rule).parameters)


def apply(rule: Callable, tables: dict[str, Table]) -> list[Problem]:
    """What one rule finds; a row that it needs and does not find, or finds nil, is a problem of the table."""
    named = [tables[name] for name in tables_of(rule)]
    try:
        return list(rule(*named))
    except NoSuchCell as error:
        return [Problem(f"data/{tables[error.table].meta['path']}", 1, str(error.args[0]))]
    except ZeroDivisionError:
        words = (rule.__doc__ or "").split("\n")[0]
        return [
            Problem(
                f"data/{named[0].meta['path']}", 1, f"a figure is nil that another is divided by. The rule: {words}"
            )
        ]


def tables_there(tables: dict[str, Table]) -> Iterator[Problem]:
    """Every table that a rule looks at is in the package."""
    for name in sorted({name for rule in RULES for name in tables_of(rule)} - set(tables)):
        yield Problem("data/datapackage.yaml", 1, f"table {name} is missing")


def figures(tables: dict[str, Table], references) -> Iterator[Problem]:
    """Faults of content in tables whose structure is sound; sums are tried only where every figure is a figure."""
    faults = [p for table in tables.values() for rule in EVERY_TABLE for p in rule(table)]
    faults += [p for table in tables.values() for p in sources_exist(table, references)]
    faults += tables_there(tables)
    yield from faults or [p for rule in RULES for p in apply(rule, tables)]


def orphans(sources: Sources, package: dict) -> Iterator[Problem]:
    """Every CSV file in data/ is a table of the data package."""
    named = {DATA + meta["path"] for meta in package["resources"]}
    for path in inside(sources, DATA, ".csv"):
        if path not in named:
            yield Problem(path, 1, "this file is not in the data package")
