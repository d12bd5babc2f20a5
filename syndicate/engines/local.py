"""Kernels on one machine: in this process, or in a pool of processes, in the order of their tasks either way.

A kernel is a function of ``(shared, task)`` that can be pickled by name. ``shared`` reaches every process once.
Results come in the order of the tasks, whatever finishes first, and only a few tasks run ahead of the reader, so
that memory does not grow with their number.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from syndicate.errors import SyndicateError

__all__ = ["cores", "run"]

Shared = TypeVar("Shared")
Task = TypeVar("Task")
Result = TypeVar("Result")

_AHEAD = 4  # tasks that wait per process

_worker: dict[str, Any] = {}


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    kernel: Callable[[Shared, Task], Result], shared: Shared, tasks: Iterable[Task], *, jobs: int
) -> Iterator[Result]:
    """``kernel(shared, task)`` for each task, in order. With one job nothing leaves this process."""
    if jobs <= 1:
        for task in tasks:
            yield kernel(shared, task)
        return
    # Processes are started afresh (spawn): a fork of a process that has threads may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(kernel, shared)) as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            for task in tasks:
                waiting.append(pool.submit(_one, task))
                if len(waiting) >= jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise SyndicateError(
                "a worker process was ended from outside, perhaps for want of memory", mend="Try again with --jobs 1."
            ) from error
        except BaseException:
            # Waiting for what nobody wants any more can wait for ever in some versions of Python 3.11.
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin(kernel: Callable[..., Any], shared: Any) -> None:
    # An interrupt is for the parent, which ends its workers; and a worker never outlives a parent that was killed.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker["kernel"] = kernel
    _worker["shared"] = shared


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _one(task: Any) -> Any:
    return _worker["kernel"](_worker["shared"], task)
