"""A sum written out, so that a reader can redo it: each step with its operands, linked to the cells that they rest on."""

from .. import addresses
from ..measures import display
from ..measures.series import Quantity


def is_explained(quantity: Quantity) -> bool:
    """Whether a step that a reader would see made a quantity, or one of those that it was made of."""
    step = quantity.operation
    return bool(step) and (bool(step.sentence) or any(is_explained(operand) for operand in quantity.operands))


def operand_html(quantity: Quantity) -> str:
    """A quantity in a sum, a share with its sign; one that no step of its own explains is linked to its cell."""
    text = display.figure(quantity) + (" %" if quantity.unit == "share" else "")
    if is_explained(quantity):
        return text
    return f'<a class="num num-{quantity.status}" href="{addresses.cell(quantity.cells[0])}">{text}</a>'


def with_unit(quantity: Quantity) -> str:
    """A quantity in a sum, with its unit in words."""
    return operand_html(quantity) + ("" if quantity.unit == "share" else display.in_unit(quantity.unit))


def sum_html(parts: tuple[Quantity, ...]) -> str:
    """A sum without its noughts; a long one is shortened in the middle."""
    shown = [operand_html(part) for part in parts if part.value]
    return " + ".join(shown if len(shown) <= 14 else [*shown[:4], f"… {len(shown) - 6} more …", *shown[-2:]])


def step_html(quantity: Quantity) -> str:
    """One step of arithmetic in words and digits; empty for a mere change of unit that no reader would see."""
    first, last = quantity.operands[0], quantity.operands[-1]
    words = {"a": operand_html(first), "b": operand_html(last), "c": with_unit(first), "d": with_unit(last)}
    result = f"<b>{display.figure(quantity)}</b>{display.in_unit(quantity.unit)}"
    return quantity.operation.sentence.format(**words, sum=sum_html(quantity.operands), r=result)


def steps_of(quantity: Quantity) -> list[str]:
    """The arithmetic of a quantity, inner steps first, each step once."""
    if not quantity.operation:
        return []
    inner = [step for operand in quantity.operands for step in steps_of(operand)]
    return [step for step in dict.fromkeys([*inner, step_html(quantity)]) if step]
