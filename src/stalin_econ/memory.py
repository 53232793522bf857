"""What was made once from the same bytes need not be made again: results of pure functions, by a hash of what went in.

Within a process they are held; between runs they lie in a folder, if one was opened. Whatever is remembered, the results
are the same: a file that is not whole counts as not there.
"""

import functools
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

LENGTH = 64  # signs of a SHA-256 sum
MOST = 3000  # results that are held at once, several times what a build uses; those that lay idle longest go first


class Memory:
    """Results by key, and which of them this run used; `folder` is where they lie between runs."""

    def __init__(self):
        self.held: dict[str, bytes] = {}
        self.used: set[str] = set()
        self.folder: Path | None = None

    def open(self, folder: Path) -> None:
        """Look into a folder for what is not held."""
        self.folder = folder

    def recall(self, make: Callable[[], bytes], *parts: str | bytes) -> bytes:
        """What `make` gives, made only where nothing was made from these parts before."""
        key = key_of(parts)
        found = self.held.pop(key, None)
        found = self.read(key) if found is None else found
        self.held[key] = make() if found is None else found  # the last to be used stands last
        self.used.add(key)
        while len(self.held) > MOST:
            idle = next(iter(self.held))
            self.used.discard(idle)
            del self.held[idle]
        return self.held[key]

    def read(self, key: str) -> bytes | None:
        """What lies in the folder under a key; None where nothing whole does."""
        try:
            content = (self.folder / key).read_bytes() if self.folder else b""
        except OSError:
            return None
        total, body = content[:LENGTH], content[LENGTH:]
        return body if total.decode("ascii", "replace") == hashlib.sha256(body).hexdigest() else None

    def keep(self) -> None:
        """Leave in the folder what this run used, and nothing else; a folder that cannot be written is let be."""
        if not self.folder:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for path in self.folder.iterdir():
                if path.name not in self.used:
                    path.unlink()
            for key in self.used - {path.name for path in self.folder.iterdir()}:
                self.write(key)
        except OSError:
            return

    def write(self, key: str) -> None:
        """Put one result into the folder, whole or not at all."""
        beside = self.folder / f"{key}.{os.getpid()}"
        body = self.held[key]
        beside.write_bytes(hashlib.sha256(body).hexdigest().encode() + body)
        beside.replace(self.folder / key)


def key_of(parts: tuple[str | bytes, ...]) -> str:
    """A name for what went in; parts are told apart."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


@functools.cache
def code() -> str:
    """A sum of the files of this package: what depends on how it was made is remembered by it."""
    total = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()


MEMORY = Memory()


def recalled(make: Callable[..., str]) -> Callable[..., str]:
    """A pure function from texts to a text, carried out only where its texts or the code of this package are new."""

    @functools.wraps(make)
    def once(*parts: str) -> str:
        return MEMORY.recall(lambda: make(*parts).encode(), make.__qualname__, code(), *parts).decode()

    return once
