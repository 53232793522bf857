"""Whether a copy of a site is whole by the sums beside it, and whose it is, for a stranger to tell."""

from ..data.releases import SUMS, digest, said
from ..exports.files import Files
from .write import MARKER


def broken(found: Files) -> list[str]:
    """Files that are not what the sums beside them say; all is broken where there are no sums."""
    wanted = said(found)
    if not wanted:
        return [SUMS]
    have = {name: digest(content) for name, content in found.items() if name not in (SUMS, MARKER)}
    return sorted(name for name in wanted.keys() | have.keys() if wanted.get(name) != have.get(name))


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
