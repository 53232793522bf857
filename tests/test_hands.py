"""Two hands: results in order whatever hand made them, and a fault of a job is this process's own."""

import multiprocessing
import os
import time
from functools import partial

import pytest

from stalin_econ.hands import SECOND, WORTH, shared


def told(number: int) -> bytes:
    time.sleep(0.01)  # so that the second process finds something left
    return f"{number} by {os.getpid()}".encode()


def refused(number: int) -> bytes:
    if number == 2 * WORTH:
        raise ValueError("no such drawing")
    return told(number)


def test_results_are_in_order_and_made_by_both():
    made = [result.decode().split(" by ") for result in shared([partial(told, n) for n in range(300)])]
    assert [number for number, _ in made] == [str(n) for n in range(300)]
    assert len({process for _, process in made}) == 2


def test_few_jobs_start_no_process():
    assert {result.split()[-1] for result in shared([partial(told, n) for n in range(WORTH - 1)])} == {
        str(os.getpid()).encode()
    }


def test_a_job_that_fails_fails_here():
    with pytest.raises(ValueError, match="no such drawing"):
        shared([partial(refused, n) for n in range(2 * WORTH + 1)])


def test_a_job_that_cannot_be_handed_over_is_done_here():
    assert shared([lambda n=n: told(n) for n in range(WORTH)]) == [told(n) for n in range(WORTH)]


def test_a_second_process_that_is_killed_is_done_without_and_replaced():
    SECOND.start()
    for process in multiprocessing.active_children():
        process.kill()
        process.join()
    wanted = [str(n).encode() for n in range(WORTH)]
    for _ in range(2):
        assert [result.split()[0] for result in shared([partial(told, n) for n in range(WORTH)])] == wanted
    test_results_are_in_order_and_made_by_both()
