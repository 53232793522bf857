"""A text with calls, carried out: what may stand in one, and how a fault in one is traced to its line.

A text says words and makes calls. It reckons nothing, repeats nothing and takes in no other file, so that none can run for
ever, fill the memory, or show what nobody called.
"""

import math
import re
import traceback
from collections.abc import Iterator, Mapping

import jinja2
from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from ..faults import InputError, Problem, line_at, require
from ..layout import TEMPLATES, Sources, text_of
from .markup import tag_faults, typed_faults

# What a text is made of, as Jinja names it; and what may stand in one that is not said by itself.
PARTS = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.CallBlock, nodes.Call, nodes.Name, nodes.Const,
    nodes.Keyword, nodes.Getattr, nodes.Getitem, nodes.CondExpr, nodes.Tuple, nodes.List, nodes.Dict, nodes.Pair, nodes.Neg,
    nodes.Concat, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand,
)  # fmt: skip


def loader_of(sources: Sources, folder: str = "") -> jinja2.FunctionLoader:
    """A Jinja loader of the files of a folder, by their names in it; a fault in one is traced to its path."""

    def load(name: str):
        path = folder + name
        return (text_of(sources, path), path, lambda: True) if path in sources else None

    return jinja2.FunctionLoader(load)


class Compiled(jinja2.BytecodeCache):
    """Templates compiled once in a process, each by its source; one for each kind of environment, as they compile otherwise."""

    def __init__(self):
        self.held: dict[str, tuple] = {}

    def load_bytecode(self, bucket) -> None:
        checksum, code = self.held.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket) -> None:
        self.held[bucket.key] = (bucket.checksum, bucket.code)


TEXTS = Compiled()
# What a template that somebody damaged makes Jinja raise, when it is read, compiled or carried out.
BROKEN = (
    jinja2.TemplateError, LookupError, TypeError, ValueError, ArithmeticError, NameError, AttributeError, SyntaxError, RecursionError, MemoryError,
)  # fmt: skip


def error_line(error: Exception, name: str) -> int:
    """The line of the template at which an error was raised."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(name)]
    return lines[-1] if lines else 1


# What Jinja shows as it stands; a text that hid a tag there would not be looked at.
RAW = re.compile(r"\{%[-+]?\s*raw\b")


def said(node: nodes.Expr) -> Iterator[nodes.Expr]:
    """What a pair of braces shows: either branch of a choice, and whatever those show."""
    if isinstance(node, nodes.CondExpr):
        yield from said(node.expr1)
        yield from said(node.expr2) if node.expr2 else ()
    else:
        yield node


def shown_fault(node: nodes.Expr) -> str:
    """What is wrong with what a pair of braces shows; empty where it is a call, a fact, or words without a number or a tag."""
    if isinstance(node, nodes.Name):
        return f"{{{{ {node.name} }}}} shows nothing: a call wants brackets, such as {node.name}(…)"
    if isinstance(node, nodes.Const):
        words = node.value if isinstance(node.value, str) else f" {node.value} "
        return next((message for _, message in [*typed_faults(words), *tag_faults(words)]), "")
    known = (nodes.TemplateData, nodes.Call, nodes.Getattr, nodes.Getitem)
    return "" if isinstance(node, known) else "braces show a call, a fact or words, and nothing that is reckoned"


def part_faults(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Line and message of each part of a text that may not stand there."""
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Call) and not isinstance(node.node, nodes.Name):
            yield node.lineno, "a call is a name with brackets, and nothing of a name"
        elif isinstance(node, nodes.Const) and node.value in (math.inf, -math.inf):
            yield node.lineno, "a number without end; write it in digits"
        elif not isinstance(node, PARTS):
            message = f"{type(node).__name__.lower()}: a text says words and makes calls; what is reckoned is reckoned in the code"
            yield node.lineno, message
        if isinstance(node, nodes.Output):
            yield from (
                (part.lineno, fault) for one in node.nodes for part in said(one) if (fault := shown_fault(part))
            )


def met_last(error: Exception) -> str:
    """The template of pages in which an error was raised; empty where it was in none."""
    frames = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    met = [name.removeprefix(TEMPLATES) for name in frames if name.startswith(TEMPLATES)]
    return met[-1] if met else ""


def carried_out(env: jinja2.Environment, template: str, given: Mapping[str, object], what: str) -> str:
    """A template of pages filled; InputError at its line where that fails. `what` names what was to be made."""
    try:
        return env.get_template(template).render(given)
    except jinja2.TemplateNotFound as error:
        problem = Problem(f"{TEMPLATES}{error.name}", 1, "this file is wanted, but cannot be read")
        raise InputError([problem]) from error
    except BROKEN as error:
        name = getattr(error, "name", None) or met_last(error) or template
        message = f"{what} cannot be made: {str(error) or type(error).__name__}"
        raise InputError([Problem(f"{TEMPLATES}{name}", error_line(error, name), message)]) from error


class Sandbox(SandboxedEnvironment):
    """Jinja for texts: they call what they are given, and reach nothing of Python through it."""

    def _generate(self, source, name, filename, defer_init=False):
        """Where Jinja makes code of what it read, and already carries out what it can: no earlier place sees its parts."""
        for line, message in part_faults(source):
            raise jinja2.TemplateSyntaxError(message, line, name, filename)
        return super()._generate(source, name, filename, defer_init)


def shown(value: object) -> object:
    """What a call or a fact gave, as words; TypeError where it is none that a reader could read."""
    if isinstance(value, (str, jinja2.Undefined)) or type(value) is int:
        return value
    raise TypeError(f"a {type(value).__name__} cannot be shown; words or a number are wanted")


def raw_faults(text: str) -> list[tuple[int, str]]:
    """Line and message of each place that is to be shown as it stands."""
    return [(line_at(text, m.start()), "raw: a text shows no braces") for m in RAW.finditer(text)]


def render_text(sources: Sources, path: str, names: Mapping[str, object]) -> str:
    """A text whose calls are carried out; InputError at the line of each fault of its tags and numbers, or of a call."""
    text = text_of(sources, path)
    require(
        Problem(path, line, message) for line, message in [*tag_faults(text), *typed_faults(text), *raw_faults(text)]
    )
    environment = Sandbox(
        loader=loader_of(sources),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
        bytecode_cache=TEXTS,
        finalize=shown,
    )
    environment.globals.clear()
    try:
        return environment.get_template(path).render(names)
    except BROKEN as error:
        message = error.args[0] if error.args else str(error)
        raise InputError([Problem(path, error_line(error, path), str(message))]) from error
