"""Modules import only names to their left: layout, references, tables, … site."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "stalin_econ"
ORDER = (
    "layout", "references", "tables", "series", "checks", "display", "theme", "charts", "drawing", "claims", "prose",
    "pages", "site",
)  # fmt: skip
MODULES = sorted(PACKAGE.rglob("*.py"))


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Layers that a module imports from this package."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            names = [node.module.split(".")[0]] if node.module else [alias.name for alias in node.names]
            inside = path.parent != PACKAGE and node.level == 1
            found |= {layer(path)} if inside else set(names)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_left(path):
    if path.name == "__init__.py" and path.parent == PACKAGE:
        assert not imported(path)
        return
    own = ORDER.index(layer(path))
    for name in imported(path):
        assert ORDER.index(name) < own or (name == layer(path) == "charts"), f"{path.name} imports {name}"


def test_every_module_has_a_place():
    assert {layer(path) for path in MODULES} - {"__init__"} == set(ORDER)


def functions():
    for path in [*MODULES, PACKAGE.parent.parent / "build.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield pytest.param(node, id=f"{path.stem}.{node.name}")


@pytest.mark.parametrize("node", list(functions()))
def test_functions_are_short(node):
    assert node.end_lineno - node.lineno + 1 <= 45


def test_importing_starts_no_work():
    """At module level stand definitions, constants and imports; nothing loops, reads, writes or speaks."""
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            place = f"{path.name}:{node.lineno}"
            assert not isinstance(node, ast.For | ast.While | ast.With | ast.Try | ast.If), place
            assert not isinstance(node, ast.Expr) or isinstance(node.value, ast.Constant), place
            if isinstance(node, ast.Assign | ast.AnnAssign):
                called = {ast.unparse(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)}
                assert not any(re.search(r"open|read|write|load|print|vlc|Path", name) for name in called), place
