"""One folder in the place of another, at once; and what a build that was killed left beside it.

Where the system can exchange two names in one step, there is no moment without a whole site. Where it cannot, two steps
do it, and the next build puts back what was moved aside if the first of them was the last.
"""

import contextlib
import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

EXCHANGE, HERE = 2, -100  # RENAME_EXCHANGE and AT_FDCWD of Linux
PARTS = {"new", "old"}


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot, and nothing has changed."""
    call = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    return bool(call) and call(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0


def swap(fresh: Path, folder: Path, aside: Path) -> None:
    """Put the fresh folder in the place of the old one, which is back at once if that fails."""
    if not folder.exists():
        fresh.rename(folder)
        return
    if exchange(fresh, folder):
        return
    folder.rename(aside)
    try:
        fresh.rename(folder)
    except BaseException:
        aside.rename(folder)
        raise


@contextlib.contextmanager
def alone(place: Path) -> Iterator[bool]:
    """Hold a folder against other builds, which wait; gives whether it is held. A build that dies lets it go."""
    held = lock(place)
    try:
        yield held is not None
    finally:
        if held is not None:
            os.close(held)


def lock(place: Path) -> int | None:
    """A lock on a folder, or None where the system or the disk has none."""
    try:
        import fcntl

        held = os.open(place, os.O_RDONLY)
    except (ImportError, OSError):
        return None
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
    except OSError:
        os.close(held)
        return None
    return held


def lead(folder: Path) -> str:
    """How names of folders begin in which a build works beside its own."""
    return f".{folder.name}-build-"


def left_over(folder: Path) -> list[Path]:
    """Folders that builds which died left beside a folder."""
    found = sorted(folder.parent.glob(f"{lead(folder)}*"))
    return [path for path in found if path.is_dir() and {p.name for p in path.iterdir()} <= PARTS]


def clear(folder: Path) -> None:
    """Put back a site that was moved aside, and take away what else a build that died left. Only where no build runs."""
    for path in left_over(folder):
        if not folder.exists() and (path / "old").is_dir():
            (path / "old").rename(folder)
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def settled(folder: Path) -> Iterator[None]:
    """Hold off builds while a folder is read, and put it back first if one that died had moved it aside."""
    with alone(folder.parent) as held:
        if held and not folder.exists():
            clear(folder)
        yield


@contextlib.contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """A folder beside another, to work in, gone afterwards; what cannot be taken away is left for the next build."""
    with alone(folder.parent) as held:
        if held:
            clear(folder)
        beside = Path(tempfile.mkdtemp(prefix=lead(folder), dir=folder.parent))
        try:
            yield beside
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def settle(path: Path) -> None:
    """See that what was written lies on the disk, should the power fail."""
    with contextlib.suppress(OSError):
        held = os.open(path, os.O_RDONLY)
        try:
            os.fsync(held)
        finally:
            os.close(held)
