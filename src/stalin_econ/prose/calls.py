"""The calls that a text may make: numbers, claims, citations, terms, figures and notes, each led back to what it rests on.

A text is read with calls of its own, which remember what it used; nothing else changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from .. import addresses
from ..charts.figure import Cell, Figure, cell_at, digits
from ..charts.number import number_at
from ..claims.counts import count
from ..claims.ledger import Claim
from ..data.references import Reference
from ..data.tables import Table, slug
from ..measures import display
from ..measures.series import Quantity, change_from, index_to, pick, ratio, scaled
from ..vocabulary import STATUSES
from .markup import inline_markdown, plain
from .said import said_html

# What `number()` can make of a cell and another, and the sign that a word like "fell" promises.
MADE = {"index": index_to, "times": ratio, "rise": change_from, "fall": change_from}
# The units that it can restate, with how many of the thing each stands for.
SIZES = {
    "persons": 1, "pieces": 1, "thousand": 1e3, "thousand_persons": 1e3, "thousand_pieces": 1e3, "million": 1e6,
    "million_persons": 1e6,
}  # fmt: skip
SIGNS = {"rise": 1, "fall": -1}
MOST_DECIMALS = 6  # more says nothing
# The place of a figure in a text: signs that no writer types.
PLACE = "\ue000{}\ue001"


@dataclass(frozen=True)
class Material:
    """What calls may draw on: tables, claims by id, works, terms, and the figures with the cells of each of their states."""

    tables: Mapping[str, Table]
    claims: Mapping[str, Claim]
    references: Mapping[str, Reference]
    terms: frozenset[str]
    figures: Mapping[str, Figure]
    cells: Mapping[str, Mapping[str, tuple[Cell, ...]]]

    def facts(self, slug: str) -> Mapping[str, object]:
        """Words and quantities of a figure, by name, that want sorting or choosing: those of its default state."""
        figure = self.figures[slug]
        return figure.facts(self.cells[slug][figure.states[0].key])


@dataclass
class Uses:
    """What a text used: works cited, claims, figures with the states asked for, terms with their ids, how many notes."""

    cited: list[str] = field(default_factory=list)
    claimed: list[str] = field(default_factory=list)
    figures: dict[str, tuple[str, ...]] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)
    notes: int = 0


def number_html(text: str, quantity: Quantity, href: str) -> str:
    """A number in a sentence, linked to where it is explained; one that rests on unverified cells says so."""
    unsure = quantity.status == "unverified"
    sign = f'<span class="status-mark unverified" aria-hidden="true">{STATUSES["unverified"].mark}</span>'
    mark = f'{sign}<span class="sr"> (unverified)</span>' if unsure else ""
    title = f' title="{STATUSES[quantity.status].words}"'
    return f'<a class="num num-{quantity.status}" href="{href}"{title}>{text}{mark}</a>'


def citation(work: Reference, words: str) -> str:
    """A link to the bibliography; where scripts run, the full entry comes with a pointer or the keyboard."""
    return f'<span class="cite"><a href="{addresses.work(work.key)}">{words}</a></span>'


@dataclass(frozen=True)
class Calls:
    """The calls of one text. `chapter` is the stem of a chapter, empty for other texts; `notes` counts those before it.

    `bare` leaves links and marks away, for words that go into a drawing or an attribute.
    """

    material: Material
    chapter: str = ""
    notes: int = 0
    bare: bool = False
    uses: Uses = field(default_factory=Uses)

    def shown(self, text: str, quantity: Quantity, href: str = "") -> str:
        """A number as this text shows it, linked to where it is explained, else to the first of its cells."""
        return text if self.bare else number_html(text, quantity, href or addresses.cell(quantity.cells[0]))

    def number(
        self,
        table: str,
        /,
        as_: str = "value",
        base: int | None = None,
        over: dict | None = None,
        digits: int | None = None,
        **keys,
    ) -> str:
        """A cell, in millions with `as_="million"`, or against another cell: an index, times, a rise or a fall in per cent."""
        if table not in self.material.tables:
            raise KeyError(f"no table {table!r}")
        quantity = pick(self.material.tables[table], **keys)
        if as_ in ("thousand", "million"):
            quantity = restated(quantity, as_)
        elif as_ != "value":
            other = pick(self.material.tables[table], **{**keys, **({"year": base} if base else {}), **(over or {})})
            quantity = made(as_, quantity, other)
        typed = as_ == "value" and digits is None
        row = self.material.tables[table].rows[quantity.cells[0]]
        text = display.typed(row, row["raw"]) if typed else display.figure(quantity, decimals_of(digits))
        return self.shown(
            text.removeprefix(display.MINUS) if as_ in SIGNS else text, quantity, addresses.cell(row["cell"])
        )

    def value(self, figure: str, row: str, column: object, state: str = "", decimals: int | None = None) -> str:
        """A cell of a figure, in the digits that its drawing shows, or with so many decimals."""
        if figure not in self.material.figures:
            raise KeyError(f"no figure {figure!r}")
        view = self.material.figures[figure].state(state) if state else self.material.figures[figure].states[0]
        cell = cell_at(self.material.cells[figure][view.key], row, column)
        text = digits(cell, view.scales) if decimals is None else display.figure(cell.quantity, decimals_of(decimals))
        drawn = self.material.figures[figure], self.material.cells[figure]
        return self.shown(text, cell.quantity, number_at(*drawn, view, cell))

    def claim_of(self, claim_id: str) -> Claim:
        """A statement of the paper; KeyError where the ledger has none of that id, or has it in another chapter."""
        if claim_id not in self.material.claims:
            raise KeyError(f"no claim {claim_id!r} in data/claims.toml")
        claim = self.material.claims[claim_id]
        if claim.entry["section"] != self.chapter:
            raise KeyError(f"claim {claim_id!r} belongs to chapter {claim.entry['section']!r}, says data/claims.toml")
        return claim

    def claim(self, claim_id: str) -> str:
        """The words of a statement of the paper with its mark; the first time, they are what the ledger leads back to."""
        claim, first = self.claim_of(claim_id), claim_id not in self.uses.claimed
        self.uses.claimed.append(claim_id)
        return said_html(claim, first)

    def found(self, claim_id: str, digits: int | None = None) -> str:
        """The figure on which the verdict on a statement rests, such as a ratio of sums that no one cell holds."""
        findings = self.claim_of(claim_id).findings
        if not findings:
            raise KeyError(f"claim {claim_id!r} has no finding")
        found = findings[0].quantity
        return self.shown(display.figure(found, decimals_of(digits)), found, addresses.claim(claim_id))

    def counts(self) -> str:
        """How many statements came out how, in one sentence without its stop, linked to the ledger."""
        words = count(self.material.claims.values()).sentence
        head, colon, rest = words.partition(":")
        return words if self.bare else f'<a href="{addresses.LEDGER}">{head}</a>{colon}{rest}'

    def work(self, key: str) -> Reference:
        """A work that is cited; KeyError where references.json has none of that key."""
        if key not in self.material.references:
            raise KeyError(f"no work {key!r} in data/references.json")
        self.uses.cited.append(key)
        return self.material.references[key]

    def cite(self, key: str, locator: str = "") -> str:
        """A citation in brackets."""
        work = self.work(key)
        words = f'{work.short}, <span class="nowrap">{escape(str(locator))}</span>' if locator else work.short
        return f"({plain(words)})" if self.bare else citation(work, f"({words})")

    def cite_text(self, key: str) -> str:
        """A citation as part of the sentence: Harrison (1996)."""
        work = self.work(key)
        name, _, year = work.short.rpartition(" ")
        words = f"{name.rstrip(',')} ({year})"
        return plain(words) if self.bare else citation(work, words)

    def term(self, term: str, words: str = "") -> str:
        """A word linked to the glossary, which leads back to it; KeyError where the glossary has no such term."""
        if term not in self.material.terms:
            raise KeyError(f"no term {term!r} in templates/glossary.md")
        name, own = slug(term), ""
        if self.chapter and name not in self.uses.terms:  # the first time: there the glossary leads back to
            self.uses.terms[name] = f"use-{self.chapter[:2]}-{name}"
            own = f' id="{self.uses.terms[name]}"'
        return f'<a class="term"{own} href="#term-{name}">{escape(str(words or term))}</a>'

    def figure(self, figure: str, *states: str) -> str:
        """The place of a figure, with the states that are named beside its default one."""
        if figure not in self.material.figures:
            raise KeyError(f"no figure {figure!r}")
        if figure in self.uses.figures:
            raise KeyError(f"figure {figure!r} is used a second time")
        self.uses.figures[figure] = tuple(self.material.figures[figure].state(state).key for state in states)
        return PLACE.format(figure)

    def note(self, caller) -> str:
        """A numbered note, right behind its number: in the margin on wide screens, opened by its number on narrow ones."""
        if not self.chapter:
            raise ValueError("notes belong to chapters")
        self.uses.notes += 1
        n, body = self.notes + self.uses.notes, inline_markdown(caller().strip())
        if 'class="note"' in body or "<p>" in body:
            raise ValueError("a note is one paragraph, and holds no other note")
        return (
            f'<span class="noteref" id="noteref-{n}"><a href="#note-{n}" aria-label="Note {n}">{n}</a>'
            f'<label><input type="checkbox" aria-label="Note {n}" aria-controls="note-{n}"><span aria-hidden="true">{n}</span></label></span>'
            f'<span class="note" id="note-{n}" role="note"><a href="#noteref-{n}" aria-label="Back to note {n} in the text">{n}</a> {body}</span>'
        )

    def names(self) -> dict:
        """The calls by the names that a text uses."""
        names = ("number", "value", "claim", "found", "counts", "cite", "cite_text", "term", "figure", "note")
        return {name: getattr(self, name) for name in names}


def decimals_of(wanted: int | None) -> int | None:
    """How many decimals a call asks for; ValueError where it is no number of them that anybody reads."""
    if wanted is not None and (type(wanted) is not int or not 0 <= wanted <= MOST_DECIMALS):
        raise ValueError(f"{wanted!r} decimals: a whole number from 0 to {MOST_DECIMALS} is wanted")
    return wanted


def made(as_: str, quantity: Quantity, other: Quantity) -> Quantity:
    """What `as_` names, of a quantity against another; ValueError where the sentence promises another sign."""
    if as_ not in MADE:
        raise ValueError(f"as_={as_!r}: one of value, {', '.join(MADE)}, thousand, million is wanted")
    found = MADE[as_](quantity, other)
    if as_ in SIGNS and found.value * SIGNS[as_] < 0:
        raise ValueError(f"the sentence speaks of a {as_}, the table says {display.figure(found)} per cent")
    return found


def restated(quantity: Quantity, unit: str) -> Quantity:
    """A count in thousands or millions, as people say it; ValueError where it is no count."""
    if quantity.unit not in SIZES:
        raise ValueError(f"as_={unit!r}: the figure is in {quantity.unit!r}, which is no count")
    return scaled(quantity, SIZES[quantity.unit] / SIZES[unit], unit)
