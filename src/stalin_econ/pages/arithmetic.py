"""A sum written out, so that a reader can redo it: each step with its operands, linked to the cells that they rest on."""

from collections.abc import Mapping
from math import isclose

from .. import addresses
from ..measures import display
from ..measures.series import Quantity

Known = Mapping[Quantity, str]  # quantities that are explained elsewhere, and where
NONE: Known = {}
MOST_DECIMALS = 3  # of a quantity that stands whole in a sum


def is_explained(quantity: Quantity) -> bool:
    """Whether a step that a reader would see made a quantity, or one of those that it was made of."""
    step = quantity.operation
    return bool(step) and (bool(step.sentence) or any(is_explained(operand) for operand in quantity.operands))


def whole(quantity: Quantity) -> str:
    """A quantity in digits, with all of its decimals where it has few: "10.362" and not "10.4", so that a sum can be redone."""
    value = 100 * quantity.value if quantity.unit == "share" else quantity.value
    shown = display.figure(quantity)
    most = next((n for n in range(MOST_DECIMALS + 1) if isclose(value, round(value, n), rel_tol=1e-9)), 0)
    return display.figure(quantity, most) if most > display.decimals_typed(shown) else shown


def operand_html(quantity: Quantity, known: Known = NONE) -> str:
    """A quantity in a sum, a share with its sign; linked to where it is known, or to its cell if no step made it."""
    told = is_explained(quantity) and quantity not in known  # by a step beside it, which ends in the digits drawn
    text = (display.figure(quantity) if told else whole(quantity)) + (" %" if quantity.unit == "share" else "")
    if quantity in known:
        return f'<a href="{known[quantity]}">{text}</a>'
    if told:
        return text
    return f'<a class="num" href="{addresses.cell(quantity.cells[0])}">{text}</a>'


def with_unit(quantity: Quantity, known: Known = NONE) -> str:
    """A quantity in a sum, with its unit in words."""
    return operand_html(quantity, known) + ("" if quantity.unit == "share" else display.in_unit(quantity.unit))


def sum_html(parts: tuple[Quantity, ...], known: Known = NONE) -> str:
    """A sum without its noughts; a long one is shortened in the middle."""
    shown = [operand_html(part, known) for part in parts if part.value] or ["none"]
    return " + ".join(shown if len(shown) <= 14 else [*shown[:4], f"… {len(shown) - 6} more …", *shown[-2:]])


def step_html(quantity: Quantity, known: Known = NONE) -> str:
    """One step of arithmetic in words and digits; empty for a mere change of unit that no reader would see."""
    first, last = quantity.operands[0], quantity.operands[-1]
    words = {"a": operand_html(first, known), "b": operand_html(last, known)}
    words |= {"c": with_unit(first, known), "d": with_unit(last, known)}
    result = f"{display.figure(quantity)}{display.in_unit(quantity.unit)}"
    return quantity.operation.sentence.format(**words, sum=sum_html(quantity.operands, known), r=result)


def steps_of(quantity: Quantity, known: Known = NONE) -> list[str]:
    """The arithmetic of a quantity, inner steps first, each step once; those of operands that are `known` stand elsewhere."""
    if not quantity.operation:
        return []
    inner = [step for o in quantity.operands if o not in known for step in steps_of(o, known)]
    return [step for step in dict.fromkeys([*inner, step_html(quantity, known)]) if step]
