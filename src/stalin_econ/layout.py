"""Where things are, and how a fault in one of them is reported. Separate, so that no other module knows a folder."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import jsonschema


@dataclass(frozen=True)
class Problem:
    """One fault in an input: the file, relative to the root, its line (from 1), and what is wrong."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class InputError(Exception):
    """Inputs that cannot be built from; `problems` lists every fault that was found."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def schema_faults(schema: dict, item: object) -> list[str]:
    """What is wrong with an item by a JSON Schema, each fault led by the place in the item."""
    errors = jsonschema.Draft202012Validator(schema).iter_errors(item)
    return [f"{'.'.join(str(part) for part in error.absolute_path)}: {error.message}" for error in errors]


@dataclass(frozen=True)
class Layout:
    """The folders of a checkout whose root is `root`."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def chapters(self) -> Path:
        return self.templates / "chapters"

    @property
    def static(self) -> Path:
        return self.templates / "static"

    @property
    def fonts(self) -> Path:
        return self.static / "fonts"

    @property
    def package(self) -> Path:
        return self.data / "datapackage.yaml"

    @property
    def references(self) -> Path:
        return self.data / "references.json"

    @property
    def ledger(self) -> Path:
        return self.data / "claims.toml"

    @property
    def codebook(self) -> Path:
        return self.data / "README.md"

    @property
    def changelog(self) -> Path:
        return self.root / "CHANGELOG.md"

    @property
    def site(self) -> Path:
        return self.root / "site"

    def name(self, path: Path) -> str:
        """The path as a reader of the repository would write it."""
        return path.relative_to(self.root).as_posix()

    def bytes_of(self, path: Path) -> bytes:
        """What a file holds; InputError where it cannot be read."""
        try:
            return path.read_bytes()
        except OSError as error:
            raise InputError([Problem(self.name(path), 1, "this file is wanted, but cannot be read")]) from error

    def text_of(self, path: Path) -> str:
        """The text of a file with plain line ends; InputError where it cannot be read or is not UTF-8."""
        content = self.bytes_of(path)
        try:
            return content.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            raise InputError([Problem(self.name(path), line, "not UTF-8 text")]) from error

    def settings(self) -> dict[str, str]:
        """The table [tool.stalin-econ] of pyproject.toml, empty where a key is not set."""
        path = self.root / "pyproject.toml"
        try:
            found = tomllib.loads(self.text_of(path)).get("tool", {}).get("stalin-econ", {})
        except tomllib.TOMLDecodeError as error:
            raise InputError([Problem(self.name(path), 1, f"not valid TOML: {error}")]) from error
        return {"base_address": "", "report_address": ""} | found
