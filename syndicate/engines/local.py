"""Kernels on one machine: in this process, or in a pool of processes, in the order of their tasks either way.

A kernel is a function of ``(shared, task)`` that can be pickled by name. ``shared`` reaches every process once.
Results come in the order of the tasks, whatever finishes first, and only a few tasks run ahead of the reader, so
that memory does not grow with their number.

A process takes half a second of a core to begin. Within :func:`kept`, those that have begun wait for the next run.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import multiprocessing.connection
import os
import pickle
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

from syndicate.errors import SyndicateError

__all__ = ["cores", "kept", "run"]

Shared = TypeVar("Shared")
Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 4  # tasks that wait per process

_kept: ContextVar[tuple[Path, dict[int, ProcessPoolExecutor]] | None] = ContextVar("kept", default=None)
_runs = itertools.count()
_worker: dict[str, Any] = {}


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    kernel: Callable[[Shared, Task], Result],
    shared: Shared,
    tasks: Iterable[Task],
    *,
    jobs: int,
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[Result]:
    """``kernel(shared, task)`` for each task, in order. With one job nothing leaves this process.

    ``meanwhile`` is done once in this process, before the first result is given: while others are at work, if there
    are any.
    """
    if jobs <= 1:
        meanwhile()
        for task in tasks:
            yield kernel(shared, task)
        return
    with _processes(jobs) as pool, _told(kernel, shared) as what:
        begun: Iterator[Future[Result]] = (pool.submit(_one, what, task) for task in tasks)
        try:
            waiting = deque(itertools.islice(begun, jobs * _AHEAD))
            meanwhile()
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(itertools.islice(begun, 1))
        except BrokenProcessPool as error:
            raise SyndicateError(
                "a worker process was ended from outside, perhaps for want of memory", mend="Try again with --jobs 1."
            ) from error


@contextlib.contextmanager
def kept(folder: Path) -> Iterator[None]:
    """Keeps the processes of one run for the next; they end with this context. What the tasks of a run share is written
    into ``folder`` meanwhile, and not where temporary files of the system are."""
    pools: dict[int, ProcessPoolExecutor] = {}
    token = _kept.set((folder, pools))
    try:
        yield
    finally:
        _kept.reset(token)
        for pool in pools.values():
            pool.shutdown()


@contextlib.contextmanager
def _processes(jobs: int) -> Iterator[ProcessPoolExecutor]:
    _, pools = _kept.get() or (None, {})
    pool = pools.pop(jobs, None)
    if pool is None:
        # Processes are started afresh (spawn): a fork of a process that has threads may hang.
        pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)
    try:
        yield pool
    except BaseException:
        # Waiting for what nobody wants any more can wait for ever in some versions of Python 3.11.
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    if _kept.get() is None:
        pool.shutdown()
    else:
        pools[jobs] = pool


@contextlib.contextmanager
def _told(kernel: Callable[..., Any], shared: Any) -> Iterator[tuple[int, str]]:
    """A file with what all tasks of a run share, which each process reads once, and the number of the run."""
    folder, _ = _kept.get() or (None, {})
    number, name = tempfile.mkstemp(prefix="syndicate-", dir=folder)
    try:
        with os.fdopen(number, "wb") as stream:
            pickle.dump((kernel, shared), stream)
        yield next(_runs), name
    finally:
        Path(name).unlink(missing_ok=True)


def _begin() -> None:
    # An interrupt is for the parent, which ends its workers; and a worker never outlives a parent that was killed.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _one(what: tuple[int, str], task: Any) -> Any:
    if _worker.get("what") != what:
        _worker["given"] = pickle.loads(Path(what[1]).read_bytes())
        _worker["what"] = what
    kernel, shared = _worker["given"]
    return kernel(shared, task)
