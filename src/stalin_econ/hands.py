"""Two hands for pure work: a second process takes jobs from one end of the list while this one takes them from the other.

The second process is a fresh interpreter, so that it may be started at any time. It is started once, kept for what comes
later, and ends when its pipe does, however this process ended.
"""

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pickle import PicklingError

Job = Callable[[], bytes]  # a pure function with its arguments, as `functools.partial`, so that it can be handed over
WORTH = 6  # jobs from which a second process pays for its start


class Second:
    """The second process, at the other end of a pipe."""

    def __init__(self):
        self.pipe: Connection | None = None

    def start(self) -> None:
        """Start the process where there is none; it makes itself ready while this one goes on."""
        if self.pipe:
            return
        fresh = multiprocessing.get_context("spawn")
        self.pipe, there = fresh.Pipe()
        fresh.Process(target=serve, args=(there,), daemon=True).start()
        there.close()

    def work(self, left: deque, made: dict[int, bytes]) -> None:
        """Hand over jobs one by one. One that cannot be done there is left undone: it is done here, and fails here."""
        try:
            while job := taken(left, here=False):
                self.pipe.send(job[1])
                if (result := self.pipe.recv()) is not None:
                    made[job[0]] = result
        except (PicklingError, AttributeError, TypeError):
            return  # a job that cannot be handed over; nothing of it was sent
        except (EOFError, OSError):
            self.pipe = None  # the process is gone; who wants one starts another


SECOND = Second()


def shared(jobs: Sequence[Job]) -> list[bytes]:
    """What each job gives, in order."""
    if len(jobs) < WORTH:
        return [job() for job in jobs]
    left, made = deque(enumerate(jobs)), {}
    SECOND.start()
    other = threading.Thread(target=SECOND.work, args=(left, made))
    other.start()
    try:
        while job := taken(left, here=True):
            made[job[0]] = job[1]()
    finally:
        left.clear()  # where a job failed, nobody goes on with those behind it
        other.join()
    return [made[i] if i in made else job() for i, job in enumerate(jobs)]


def taken(left: deque, here: bool) -> tuple[int, Job] | None:
    """The next job from this end of those left, or from the other; None where none is left."""
    try:
        return left.popleft() if here else left.pop()
    except IndexError:
        return None


def serve(pipe: Connection) -> None:
    """The life of the second process: do what comes through the pipe, end when the pipe does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        pipe.send(result_of(job))


def result_of(job: Job) -> bytes | None:
    """What a job gives; None where it fails."""
    try:
        return job()
    except Exception:
        return None
