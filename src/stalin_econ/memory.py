"""What was made once from the same bytes need not be made again: results of pure functions, by a hash of what went in.

Within a process they are held; between runs they lie in a folder, if one was opened. Whatever is remembered, the results
are the same: a file that is not whole counts as not there.
"""

import functools
import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from .hands import SECOND, Job, Task

DONE = "a run of this code"  # remembered by each that ended
Wanted = tuple[Job, tuple]  # how something is made, and from what
LENGTH = 64  # signs of a SHA-256 sum
MOST = 200_000_000  # bytes that a process holds; a build makes an eighth of it


class Memory:
    """Results by key, and which of them this run used; `folder` is where they lie between runs. More than one thread may ask."""

    def __init__(self):
        self.held: dict[str, bytes] = {}
        self.size = 0  # bytes of what is held
        self.used: set[str] = set()
        self.begun: dict[str, Task] = {}
        self.folder: Path | None = None
        self.turn = threading.RLock()

    def open(self, folder: Path, module: str = "") -> None:
        """Look into a folder for what is not held; with nothing in it that this code made, a second hand makes itself ready."""
        self.folder = folder
        if self.found(key_of((DONE, code()))) is None:
            SECOND.start(module)

    def recall(self, make: Callable[[], bytes], *parts: str | bytes) -> bytes:
        """What `make` gives, made only where nothing was made from these parts before."""
        key = key_of(parts)
        with self.turn:
            found, task = self.found(key), self.begun.pop(key, None)
        if found is None:
            return self.hold(key, SECOND.result(task) if task else make())
        return found

    def begin(self, wanted: Sequence[Wanted]) -> None:
        """Say what will be recalled, so that a second hand may make of it what was not made before."""
        jobs = {key_of(parts): job for job, parts in wanted}
        with self.turn:
            missing = {key: job for key, job in jobs.items() if key not in self.begun and self.found(key) is None}
            self.begun |= zip(missing, SECOND.begin(list(missing.values())), strict=True)

    def recall_all(self, wanted: Sequence[Wanted]) -> list[bytes]:
        """What each of many jobs gives, by its parts, in order; those to be made are made with two hands."""
        self.begin(wanted)
        return [self.recall(job, *parts) for job, parts in wanted]

    def settle(self) -> None:
        """Let go of what was begun and is not wanted, as where a fault ended the work; what was made is known by then."""
        with self.turn:
            SECOND.drop(self.begun.values())
            self.begun.clear()

    def found(self, key: str) -> bytes | None:
        """What was made under a key, in this process or as the folder has it, which then counts as used; else None."""
        self.used.add(key)
        if key not in self.held:
            found = self.read(key)
            return found if found is None else self.hold(key, found)
        self.held[key] = self.held.pop(key)  # the last used stands last
        return self.held[key]

    def hold(self, key: str, result: bytes) -> bytes:
        """Hold a result, and let go of those that were used longest ago where there are too many bytes of them."""
        with self.turn:
            self.size += len(result) * (key not in self.held)
            self.held[key] = result
            while self.size > MOST and len(self.held) > 1:
                self.size -= len(self.held.pop(next(iter(self.held))))
        return result

    def read(self, key: str) -> bytes | None:
        """What lies in the folder under a key; None where nothing whole does."""
        try:
            content = (self.folder / key).read_bytes() if self.folder else b""
        except OSError:
            return None
        total, body = content[:LENGTH], content[LENGTH:]
        return body if total.decode("ascii", "replace") == hashlib.sha256(body).hexdigest() else None

    def keep(self) -> None:
        """Leave in the folder what this run made or used; a folder that cannot be written is let be."""
        if not self.folder:
            return
        self.recall(bytes, DONE, code())
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for key in self.used & self.held.keys() - {path.name for path in self.folder.iterdir()}:
                self.write(key)
        except OSError:
            return

    def tidy(self) -> None:
        """Take out of the folder what this run did not use: for a run that went through, since another stops half-way."""
        try:
            for path in self.folder.iterdir() if self.folder else ():
                if path.name not in self.used:
                    path.unlink()
        except OSError:
            return

    def write(self, key: str) -> None:
        """Put one result into the folder, whole or not at all."""
        beside = self.folder / f"{key}.{os.getpid()}"
        body = self.held[key]
        beside.write_bytes(hashlib.sha256(body).hexdigest().encode() + body)
        beside.replace(self.folder / key)


class once:
    """A property that is made when it is first asked for, and kept.

    It holds no lock, as `functools.cached_property` does up to Python 3.11, and one for all instances: of two threads that
    ask at once both make it, and neither waits for what the other waits for.
    """

    def __init__(self, make: Callable):
        self.make, self.__doc__ = make, make.__doc__

    def __set_name__(self, owner: type, name: str):
        self.name = name

    def __get__(self, instance, owner: type | None = None):
        if instance is None:
            return self
        return instance.__dict__.setdefault(self.name, self.make(instance))


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
    """A pure function from texts to a text, carried out only where its texts or the code of this package are new.

    Its `begin` says with which texts it will be called, so that a second hand may carry it out.
    """

    def wanted(*texts: str) -> Wanted:
        return partial(encoded, once, *texts), (make.__qualname__, code(), *texts)

    @functools.wraps(make)
    def once(*texts: str) -> str:
        job, parts = wanted(*texts)
        return MEMORY.recall(job, *parts).decode()

    once.begin = lambda *texts: MEMORY.begin([wanted(*texts)])
    return once


def encoded(once: Callable[..., str], *texts: str) -> bytes:
    """What the function in such a one gives, as bytes; for another process, which knows the outer by its name alone."""
    return once.__wrapped__(*texts).encode()
