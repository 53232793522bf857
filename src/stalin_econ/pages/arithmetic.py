"""A sum written out, so that a reader can redo it: each step with its operands, linked to the cells that they rest on."""

from collections.abc import Mapping

from .. import addresses
from ..measures import display
from ..measures.series import Quantity

Known = Mapping[Quantity, str]  # quantities that are explained elsewhere, and where
NONE: Known = {}


def is_explained(quantity: Quantity) -> bool:
    """Whether a step that a reader would see made a quantity, or one of those that it was made of."""
    step = quantity.operation
    return bool(step) and (bool(step.sentence) or any(is_explained(operand) for operand in quantity.operands))


def operand_html(quantity: Quantity, known: Known = NONE) -> str:
    """A quantity in a sum, a share with its sign; linked to where it is known, or to its cell if no step made it."""
    text = display.figure(quantity) + (" %" if quantity.unit == "share" else "")
    if quantity in known:
        return f'<a href="{known[quantity]}">{text}</a>'
    if is_explained(quantity):
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
    result = f"<b>{display.figure(quantity)}</b>{display.in_unit(quantity.unit)}"
    return quantity.operation.sentence.format(**words, sum=sum_html(quantity.operands, known), r=result)


def steps_of(quantity: Quantity, known: Known = NONE) -> list[str]:
    """The arithmetic of a quantity, inner steps first, each step once; those of operands that are `known` stand elsewhere."""
    if not quantity.operation:
        return []
    inner = [step for o in quantity.operands if o not in known for step in steps_of(o, known)]
    return [step for step in dict.fromkeys([*inner, step_html(quantity, known)]) if step]
