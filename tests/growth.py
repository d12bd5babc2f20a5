"""Whether work grows with its input alone. No test asserts seconds: machines differ, and are busy with other things."""

from __future__ import annotations

import time
from collections.abc import Callable

_TIMES = 4
"""How much longer the second input is."""
_MOST = 10
"""How much more time it may take: four times is linear, sixteen times is quadratic."""
_NOTHING = 0.1
"""Seconds of the processor below which two times cannot be compared, and above which quadratic work soon gets."""
_TRIES = 4


def grows_linearly(work: Callable[[int], object], size: int) -> bool:
    """Whether ``work(size)`` takes about a fourth of what ``work(4 * size)`` takes.

    A machine that is busy may spoil a measurement and never makes quadratic work look linear four times over, so one
    good measurement of some is enough.
    """
    return any(_cost(work, size * _TIMES) < max(_NOTHING, _MOST * _cost(work, size)) for _ in range(_TRIES))


def _cost(work: Callable[[int], object], size: int) -> float:
    begun = time.process_time()
    work(size)
    return time.process_time() - begun
