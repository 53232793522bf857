"""Sums of the files of a site, so that a stranger with a copy can tell whether it is whole, and whose it is."""

import hashlib
import re

from ..exports.files import Files
from .write import MARKER

SUMS = "SHA256SUMS"
LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def sums(files: Files) -> bytes:
    """A line for each file as `sha256sum --check` reads it, sorted by name."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def broken(found: Files) -> list[str]:
    """Files that are not what the sums beside them say; all is broken where there are no sums."""
    lines = found.get(SUMS, b"").decode("utf-8", "replace").splitlines()
    said = {line[2]: line[1] for text in lines if (line := LINE.fullmatch(text))}
    if not said:
        return [SUMS]
    have = {name: hashlib.sha256(content).hexdigest() for name, content in found.items() if name not in (SUMS, MARKER)}
    return sorted(name for name in said.keys() | have.keys() if said.get(name) != have.get(name))


def verified(files: Files, found: Files, differing: list[str]) -> tuple[bool, list[str]]:
    """Whether a folder is what the sources give, and that in words; a copy may lack the marker, which no server shows."""
    if not found:
        return False, ["no such folder, or nothing in it"]
    told = [line for line in differing if line != f"{MARKER}: missing"]
    if not told:
        return True, [f"{len(files) - 1} files, each of them what these sources give"]
    own = broken(found)
    whole = "whole by its own sums: it was made from other sources, or by other code"
    lost = f"not whole by its own sums ({len(own)} files), so it was changed after it was made"
    return False, [*told, f"{len(told)} files differ; the folder is {lost if own else whole}"]
