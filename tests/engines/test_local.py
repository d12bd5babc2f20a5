"""Kernels in a pool of processes: their order, what they share, and what becomes of the processes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from syndicate.engines import local
from syndicate.errors import SyndicateError


def named(shared: str, task: int) -> tuple[str, int, int]:
    time.sleep(0.02 if task % 3 == 0 else 0)
    return shared, task, os.getpid()


def failing(shared: str, task: int) -> int:
    if task == 5:
        raise ValueError(shared)
    return task


def dying(shared: None, task: int) -> None:
    os._exit(9)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_tasks(jobs):
    found = list(local.run(named, "a", range(30), jobs=jobs))
    assert [(shared, task) for shared, task, _ in found] == [("a", task) for task in range(30)]
    assert (os.getpid() in {pid for *_, pid in found}) == (jobs == 1)


def test_processes_are_kept_for_the_next_run_which_shares_something_else(tmp_path):
    with local.kept(tmp_path):
        first = list(local.run(named, "a", range(20), jobs=2))
        second = list(local.run(named, "b", range(20), jobs=2))
        assert {shared for shared, *_ in second} == {"b"}
        pids = {pid for *_, pid in first} | {pid for *_, pid in second}
        assert len(pids) <= 2
        assert not list(tmp_path.iterdir())
    deadline = time.monotonic() + 20
    while any(map(_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(_alive, pids))


def test_what_is_shared_stands_in_the_folder_that_was_named(tmp_path):
    with local.kept(tmp_path):
        found = local.run(named, "a secret", range(20), jobs=2)
        next(found)
        (file,) = tmp_path.iterdir()
        assert b"a secret" in file.read_bytes()
        assert file.stat().st_mode & 0o077 == 0
        found.close()
        assert not list(tmp_path.iterdir())


def test_a_run_that_failed_or_was_left_keeps_no_process_for_the_next(tmp_path):
    with local.kept(tmp_path):
        with pytest.raises(ValueError, match="reason"):
            list(local.run(failing, "reason", range(40), jobs=2))
        left = local.run(named, "a", range(40), jobs=2)
        next(left)
        left.close()
        assert [task for _, task, _ in local.run(named, "b", range(9), jobs=2)] == list(range(9))


def test_a_process_that_is_ended_from_outside_is_told(tmp_path):
    with local.kept(tmp_path):
        with pytest.raises(SyndicateError, match="ended from outside"):
            list(local.run(dying, None, range(3), jobs=2))
        assert [task for _, task, _ in local.run(named, "b", range(9), jobs=2)] == list(range(9))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("tasks", [0, 1, 40])
def test_meanwhile_is_done_once_and_before_the_first_result(jobs, tasks):
    done: list[int] = []
    found = local.run(named, "a", range(tasks), jobs=jobs, meanwhile=lambda: done.append(os.getpid()))
    next(found, None)
    assert done == [os.getpid()]
    assert len(list(found)) == max(tasks - 1, 0)
    assert done == [os.getpid()]


def test_a_run_in_a_run_has_processes_of_its_own(tmp_path: Path):
    with local.kept(tmp_path):
        outer = local.run(named, "a", range(12), jobs=2)
        first = next(outer)
        inner = list(local.run(named, "b", range(5), jobs=2))
        assert [shared for shared, *_ in inner] == ["b"] * 5
        assert [task for _, task, _ in [first, *outer]] == list(range(12))
