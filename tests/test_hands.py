"""Two hands: results whatever hand made them, and a fault of a job is this process's own."""

import multiprocessing
import os
import time
from functools import partial

import pytest

from stalin_econ.hands import SECOND, WORTH, Second
from stalin_econ.memory import Memory, recalled

HERE = str(os.getpid())


def told(number: int) -> bytes:
    time.sleep(0.01)  # so that the second process finds something left
    return f"{number} by {os.getpid()}".encode()


def refused(number: int) -> bytes:
    if number == 2 * WORTH:
        raise ValueError("no such drawing")
    return told(number)


def grown(text: bytes) -> bytes:
    return text * 2


def named(_) -> bytes:
    return HERE.encode()


@recalled
def loud(text: str) -> str:
    return f"{text}! by {os.getpid()}"


def all_of(jobs, second: Second = SECOND) -> list[bytes]:
    return [second.result(task) for task in second.begin(jobs)]


def test_results_are_in_order_and_made_by_both():
    made = [result.decode().split(" by ") for result in all_of([partial(told, n) for n in range(300)])]
    assert [number for number, _ in made] == [str(n) for n in range(300)]
    assert len({process for _, process in made}) == 2


def test_few_jobs_start_no_process():
    second = Second()
    assert {r.split()[-1].decode() for r in all_of([partial(told, n) for n in range(WORTH - 1)], second)} == {HERE}
    assert second.pipe is None


def test_what_is_begun_is_made_while_this_process_does_something_else():
    SECOND.start()
    (task,) = SECOND.begin([partial(told, 1)])
    assert task.over.wait(30) and SECOND.result(task).split()[-1].decode() != HERE


def test_a_job_that_fails_fails_here():
    with pytest.raises(ValueError, match="no such drawing"):
        all_of([partial(refused, n) for n in range(2 * WORTH + 1)])


def test_a_job_that_cannot_be_handed_over_is_done_here():
    assert {r.split()[-1].decode() for r in all_of([lambda n=n: told(n) for n in range(WORTH)])} == {HERE}


def test_a_job_too_deep_to_be_handed_over_is_done_here():
    """Whatever keeps a job from being handed over, nobody waits for it."""
    deep = []
    for _ in range(100_000):
        deep = [deep]
    SECOND.start()
    (task,) = SECOND.begin([partial(named, deep)])
    assert SECOND.result(task).decode() == HERE


def test_both_may_have_their_hands_full():
    """More than a pipe holds, both ways at once."""
    text = b"x" * 2_000_000
    assert all_of([partial(grown, text)] * 20) == [text * 2] * 20


def test_what_is_dropped_is_not_done():
    second = Second()
    tasks = second.begin([partial(told, n) for n in range(3)])
    second.drop(tasks[1:])
    assert list(second.waiting) == tasks[:1]


def test_a_second_process_that_is_killed_is_done_without_and_replaced():
    SECOND.start()
    for process in multiprocessing.active_children():
        process.kill()
        process.join()
    wanted = [str(n).encode() for n in range(WORTH)]
    for _ in range(2):
        assert [result.split()[0] for result in all_of([partial(told, n) for n in range(WORTH)])] == wanted
    test_results_are_in_order_and_made_by_both()


def test_what_memory_began_is_recalled_once_it_is_wanted():
    SECOND.start()
    memory = Memory()
    wanted = [(partial(told, n), ("told", str(n))) for n in range(3)]
    memory.begin(wanted)
    assert len(memory.begun) == 3
    assert [memory.recall(job, *parts).split()[0] for job, parts in wanted] == [b"0", b"1", b"2"]
    assert not memory.begun
    assert memory.recall(lambda: b"anew", "told", "1").split()[0] == b"1"


def test_what_memory_began_in_vain_is_let_go():
    memory = Memory()
    memory.begin([(partial(told, n), ("vain", str(n))) for n in range(3)])
    memory.settle()
    assert not memory.begun and memory.recall(lambda: b"anew", "vain", "0") == b"anew"


def test_a_function_of_texts_can_be_begun():
    SECOND.start()
    loud.begin("begun")
    assert loud("begun").startswith("begun! by ") and loud("begun") == loud("begun")
