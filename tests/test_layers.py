"""Rooms of the house: imports run one way, files and functions are short, importing starts no work."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "stalin_econ"
# From the ground up: a room imports from those before it alone, and within itself.
ORDER = (
    "faults", "formats", "vocabulary", "addresses", "metrics", "theme", "layout", "options", "hands", "memory", "changelog", "data", "measures", "checks",
    "drawing", "charts", "claims", "prose", "edition", "exports", "pages", "site", "command",
)  # fmt: skip
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 310, 45  # lines


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Rooms that a module imports from this package."""
    found, depth = set(), len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            found |= {node.module.split(".")[0]} if node.module else {alias.name for alias in node.names}
    return found


def test_imports_run_one_way():
    assert not imported(PACKAGE / "__init__.py")
    rooms = [(path, name) for path in MODULES if path != PACKAGE / "__init__.py" for name in imported(path)]
    assert rooms and not [(str(p), name) for p, name in rooms if ORDER.index(name) >= ORDER.index(room(p))]


def test_every_module_has_a_place():
    assert {room(path) for path in MODULES} - {"__init__"} == set(ORDER)


def test_files_are_short():
    lengths = {
        str(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in [*MODULES, *(ROOT / "tests").glob("*.py")]
    }
    assert not {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE}


def test_functions_are_short():
    found = [
        (f"{path.stem}.{node.name}", node.end_lineno - node.lineno + 1)
        for path in [*MODULES, ROOT / "build.py"]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert len(found) > 100 and not [entry for entry in found if entry[1] > LONGEST_FUNCTION]


def test_importing_starts_no_work():
    """At module level stand definitions, constants and imports; nothing loops, reads, writes or speaks."""
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            place = f"{path.name}:{node.lineno}"
            assert not isinstance(node, ast.For | ast.While | ast.With | ast.Try | ast.If), place
            assert not isinstance(node, ast.Expr) or isinstance(node.value, ast.Constant), place
            if isinstance(node, ast.Assign | ast.AnnAssign):
                called = {ast.unparse(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)}
                assert not any(
                    re.search(r"^(open|print)$|^read_|\.(read|write|load)|vlc|Path", name) for name in called
                ), place


def test_only_the_ends_of_the_build_touch_a_disk():
    """Files are opened where sources are read, where a site is written, and where what was made is remembered."""
    allowed = {
        "layout.py",
        "options.py",
        "command.py",
        "site/write.py",
        "site/swap.py",
        "site/adopt.py",
        "memory.py",
        "drawing/vega.py",
    }
    for path in MODULES:
        name = path.relative_to(PACKAGE).as_posix()
        text = path.read_text(encoding="utf-8")
        if name not in allowed:
            assert not re.search(r"\bopen\(|read_text|read_bytes|write_text|write_bytes|from pathlib", text), name
