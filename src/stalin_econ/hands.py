"""Two hands for pure work: a second process does what was begun, until this one wants it and does the rest itself.

The second process is a fresh interpreter, so that it may be started at any time. It is started once, kept for what comes
later, and ends when its pipe does, however this process ended.
"""

import importlib
import multiprocessing
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from multiprocessing.connection import Connection
from queue import SimpleQueue

Job = Callable[[], bytes]  # a pure function with its arguments, as `functools.partial`, so that it can be handed over
WORTH = 6  # jobs from which a second process pays for its start
# Jobs that are sent before the first of them came back, so that the second process need not wait for this one.
AHEAD = 2


class Task:
    """A job and, once `over`, what the second process gave; None where it gave nothing."""

    def __init__(self, job: Job):
        self.job, self.result, self.over = job, None, threading.Event()

    def end(self, result: bytes | None = None) -> None:
        self.result = result
        self.over.set()


class Second:
    """The second process, at the other end of a pipe, and the tasks that wait for whoever is free first."""

    def __init__(self):
        self.pipe: Connection | None = None
        self.waiting: deque[Task] = deque()
        self.turn, self.feeding = threading.Lock(), False

    def start(self, module: str = "") -> None:
        """Start the process where there is none; it makes itself ready, with a module, while this one goes on."""
        if self.pipe or multiprocessing.parent_process():
            return
        fresh = multiprocessing.get_context("spawn")
        self.pipe, there = fresh.Pipe()
        fresh.Process(target=serve, args=(there, module), daemon=True).start()
        there.close()

    def begin(self, jobs: Sequence[Job]) -> list[Task]:
        """The jobs as tasks, which the second process sets about; a few jobs alone do not start one."""
        tasks = [Task(job) for job in jobs]
        if len(tasks) >= WORTH:
            self.start()
        with self.turn:
            self.waiting.extend(tasks)
            if self.pipe and not self.feeding:
                self.feeding = True
                threading.Thread(target=self.feed, daemon=True).start()
        return tasks

    def feed(self) -> None:
        """Hand over what waits, a few ahead of the answers, until nothing does."""
        sent: deque[Task] = deque()
        try:
            while self.sending(sent):
                if sent:
                    sent[0].end(self.pipe.recv())
                    sent.popleft()
        except (EOFError, OSError):
            self.pipe, self.feeding = None, False  # the process is gone; who wants one starts another
        for task in sent:
            task.end()

    def sending(self, sent: deque[Task]) -> bool:
        """Send what waits while few are on their way; whether any is."""
        while len(sent) < AHEAD and (task := taken(self.waiting)):
            if not (packed := handed(task.job)):
                task.end()  # done here, where its result is wanted
                continue
            sent.append(task)
            self.pipe.send_bytes(packed)
        with self.turn:
            self.feeding = bool(sent or self.waiting)
        return self.feeding

    def result(self, task: Task) -> bytes:
        """What a task gives: made here where nobody has begun it; while the other is at it, this one does what waits."""
        if withdrawn(self.waiting, task):
            return task.job()
        while not task.over.is_set() and (other := taken(self.waiting, last=True)):
            other.end(result_of(other.job))
        task.over.wait()
        return task.job() if task.result is None else task.result

    def drop(self, tasks: Iterable[Task]) -> None:
        """Let go of tasks that nobody wants any more."""
        for task in tasks:
            withdrawn(self.waiting, task)


SECOND = Second()


def taken(waiting: deque[Task], last: bool = False) -> Task | None:
    """The first or the last of what waits; None where nothing does."""
    try:
        return waiting.pop() if last else waiting.popleft()
    except IndexError:
        return None


def withdrawn(waiting: deque[Task], task: Task) -> bool:
    """Whether a task still waited; then it does no longer."""
    try:
        waiting.remove(task)
    except ValueError:
        return False
    return True


def handed(job: Job) -> bytes:
    """A job as it is handed over; nothing where it cannot be, whatever keeps it from that: someone waits for an answer."""
    try:
        return pickle.dumps(job)
    except Exception:
        return b""


def serve(pipe: Connection, module: str) -> None:
    """The life of the second process: do what comes through the pipe, end when the pipe does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    jobs: SimpleQueue = SimpleQueue()
    # Jobs are received while one is done: else both ends could stand with their hands full, each sending to the other.
    threading.Thread(target=receive, args=(pipe, jobs), daemon=True).start()
    if module:
        importlib.import_module(module)
    while packed := jobs.get():
        pipe.send(unpacked(packed))


def receive(pipe: Connection, jobs: SimpleQueue) -> None:
    """Put what comes through the pipe on a list; nothing where the pipe ends."""
    try:
        while True:
            jobs.put(pipe.recv_bytes())
    except (EOFError, OSError):
        jobs.put(b"")


def unpacked(packed: bytes) -> bytes | None:
    """What a job that was handed over gives; None where it cannot be read or fails."""
    try:
        return result_of(pickle.loads(packed))
    except Exception:
        return None


def result_of(job: Job) -> bytes | None:
    """What a job gives; None where it fails, as it will again where its result is wanted."""
    try:
        return job()
    except Exception:
        return None
