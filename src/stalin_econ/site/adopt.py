"""A release as one act: its inputs lie ready beside the others when the site is swapped in, and then take their places.

Whether the site holds the frozen pages says whether the release happened: of a run that died before that the next one
keeps nothing, and one that died after it is completed.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ..data.releases import SUMS, digest
from ..faults import InputError, Problem
from ..layout import DATA, FROZEN, RELEASES
from .swap import alone, settle

LEAD = ".release-"  # how the name of the folder begins in which the inputs of a release lie ready, its version behind


def fault(root: Path, error: OSError) -> Problem:
    """What is said where inputs of a release cannot be written."""
    return Problem(str(root), 1, f"cannot be written: {error.strerror or error}")


def lay_ready(place: Path, inputs: Mapping[str, bytes]) -> None:
    """Write inputs into a folder of their own, and see them on the disk."""
    for path, content in inputs.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(content)
        settle(place / path)


def happened(root: Path, place: Path) -> bool:
    """Whether the site holds the frozen pages of a release, by the list that lies ready, or has its place already."""
    found = root / FROZEN / place.name.removeprefix(LEAD) / SUMS
    lists = [path.read_text(encoding="utf-8") for path in (place / RELEASES, root / RELEASES) if path.is_file()]
    return found.is_file() and any(digest(found.read_bytes()) in listed for listed in lists)


def take_places(root: Path, place: Path) -> None:
    """Move inputs that lie ready into their places: the list of releases last, since it is what tells that they should."""
    ready = (path for path in place.rglob("*") if path.is_file())
    for path in sorted(ready, key=lambda path: (path == place / RELEASES, path)):
        path.replace(root / path.relative_to(place))
        settle((root / path.relative_to(place)).parent)


def complete(root: Path) -> Iterator[str]:
    """What became of releases that were broken off, a line each. Only where no release is being made."""
    for place in sorted(root.glob(f"{LEAD}*")):
        version = place.name.removeprefix(LEAD)
        if done := happened(root, place):
            take_places(root, place)
        shutil.rmtree(place)
        end = "its pages stood already, and the inputs now say so" if done else "nothing of it is kept; make it again"
        yield f"release {version} was broken off: {end}"


@contextlib.contextmanager
def completed(root: Path) -> Iterator[list[str]]:
    """Hold off releases while inputs are read, and first see to those that were broken off: gives a line for each."""
    with alone(root / DATA) as held:
        try:
            told = list(complete(root)) if held else []
        except OSError as error:
            raise InputError([fault(root, error)]) from error
        yield told


def publish(root: Path, version: str, inputs: Mapping[str, bytes], write_site: Callable[[], None]) -> None:
    """Write the site of a release by `write_site` and the inputs that go with it, both or neither; InputError if it fails.

    Where it ends in between, the next build completes it.
    """
    place = root / f"{LEAD}{version}"
    with alone(root / DATA):
        try:
            lay_ready(place, inputs)
            write_site()
            take_places(root, place)
        except OSError as error:
            raise InputError([fault(root, error)]) from error
        finally:
            if not (place / RELEASES).is_file() or not happened(root, place):
                shutil.rmtree(place, ignore_errors=True)
