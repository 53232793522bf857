"""Two hands for pure work: a second process takes jobs from one end of the list while this one takes them from the other.

The second process is a fresh interpreter, so that it may be started at any time, and it ends when its pipe does, however
this process ended.
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


def shared(jobs: Sequence[Job], first: Job | None = None) -> list[bytes]:
    """What each job gives, in order. `first` is what a second process must do before any other; this one did it before."""
    if len(jobs) < WORTH:
        return [job() for job in jobs]
    left, made = deque(enumerate(jobs)), {}
    fresh = multiprocessing.get_context("spawn")
    here, there = fresh.Pipe()
    process = fresh.Process(target=serve, args=(there, first), daemon=True)
    process.start()
    there.close()
    other = threading.Thread(target=hand_over, args=(here, left, made))
    other.start()
    try:
        while job := taken(left, here=True):
            made[job[0]] = job[1]()
    finally:
        left.clear()  # where a job failed, nobody goes on with those behind it
        other.join()
        here.close()
        process.join()
    return [made[i] if i in made else job() for i, job in enumerate(jobs)]


def taken(left: deque, here: bool) -> tuple[int, Job] | None:
    """The next job from this end of those left, or from the other; None where none is left."""
    try:
        return left.popleft() if here else left.pop()
    except IndexError:
        return None


def hand_over(pipe: Connection, left: deque, made: dict[int, bytes]) -> None:
    """Give jobs to the other process one by one. One that it cannot do is left undone: it is done here, and fails here."""
    try:
        pipe.recv()
        while job := taken(left, here=False):
            pipe.send(job[1])
            if (result := pipe.recv()) is not None:
                made[job[0]] = result
    except (EOFError, OSError, PicklingError, AttributeError):
        return


def serve(pipe: Connection, first: Job | None) -> None:
    """The life of the second process: say that it is ready, do what comes through the pipe, end when the pipe does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if first:
        first()
    pipe.send(None)
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
