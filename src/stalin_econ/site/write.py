"""A folder of files against the files that it should hold: what differs, and how they are written, whole or not at all."""

from collections.abc import Collection
from pathlib import Path

from .. import addresses
from ..exports.files import Files
from ..faults import InputError, Problem
from .swap import settle, swap, workplace

MARKER = ".stalin-econ"


def read_folder(folder: Path) -> Files:
    """What a folder holds, by path; nothing where there is none."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def differences(files: Files, folder: Path) -> list[str]:
    """Names of files that differ between what was rendered and a folder, each with how."""
    found = read_folder(folder)
    lines = [f"{name}: missing" for name in files.keys() - found.keys()]
    lines += [f"{name}: not made by the build" for name in found.keys() - files.keys()]
    lines += [f"{name}: differs" for name in files.keys() & found.keys() if found[name] != files[name]]
    return sorted(lines)


def marker(files: Files) -> bytes:
    """The marker of a folder that a build made: what it is, and the names of all files in it."""
    return "\n".join(["Made by build.py; do not edit. Files:", *sorted(files), ""]).encode()


def foreign(folder: Path, files: Collection[str]) -> list[str]:
    """Files of a folder that no build put there: all where it has no marker, less those of releases, which stay as they are."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    known = (folder / MARKER).read_text(encoding="utf-8").split("\n") if (folder / MARKER).exists() else []
    return sorted(found - set(known) - {MARKER, *(name for name in files if name.startswith(addresses.RELEASES))})


def refuse_foreign(folder: Path, files: Collection[str]) -> None:
    """InputError where a folder is a file, or holds what no build made; `files` are the names of those to be written."""
    if folder.is_file() or (folder.exists() and (strange := foreign(folder, files))):
        what = "is a file" if folder.is_file() else f"holds {strange[0]!r}, which no build made"
        raise InputError([Problem(str(folder), 1, f"{what}, so it is left alone: delete it if you do not want it")])


def fill(folder: Path, files: Files) -> None:
    """Write all files into a folder of their own, and see them on the disk."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    for name in files:
        settle(folder / name)


def write(files: Files, folder: Path) -> None:
    """Write all files beside the folder, then swap it in; nothing where it holds them already.

    A folder with files that no build made is left alone. One build writes at a time.
    """
    folder = folder.resolve()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with workplace(folder) as beside:
            refuse_foreign(folder, files)
            if folder.exists() and not differences(files, folder):
                return
            fill(beside / "new", files)
            swap(beside / "new", folder, beside / "old")
            settle(folder.parent)
    except OSError as error:
        raise InputError([Problem(str(folder), 1, f"cannot be written: {error.strerror or error}")]) from error
