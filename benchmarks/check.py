"""The linter on pages of 50 KB with JSON-LD, all rules on, beside extruct's reading of the same pages, which any linter
made of it would need before its first rule.

    python benchmarks/check.py

The pages are those of ``nodes.py``, each with another number in it, so that nothing is kept from one to the next. Both
sides take turns in one process, on one core; what is told is the median of the processor's time. Both have to find the
five reviews of each page.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import extruct
from nodes import page, reviews_in

from syndicate.check import all_rules
from syndicate.check._files import files_in
from syndicate.check._planner import Choice
from syndicate.check._run import Options, judged

_PAGES = 60


def main() -> None:
    """Prints pages a second and ratios."""
    with tempfile.TemporaryDirectory() as name:
        whole = page()
        for number in range(_PAGES):
            (Path(name) / f"{number:03}.html").write_bytes(whole.replace(b"Lumen Desk", b"Lumen Desk %d" % number))
        files, options = list(files_in(Path(name))), Options(choice=Choice())
        times: dict[str, list[float]] = {"syndicate": [], "extruct": [], "extruct, json-ld": []}
        told = 0
        for file in files:
            data = file.path.read_bytes()
            outcome, seconds = _timed(lambda file=file: judged(file, options))
            times["syndicate"].append(seconds)
            (verdict,) = (one for one in outcome.verdicts if one.result == "review")
            nodes, seconds = _timed(lambda data=data: reviews_in(extruct.extract(data)["json-ld"]))
            times["extruct"].append(seconds)
            same, seconds = _timed(lambda data=data: reviews_in(extruct.extract(data, syntaxes=["json-ld"])["json-ld"]))
            times["extruct, json-ld"].append(seconds)
            # The linter counts the mean of the five as well, since it can make a result.
            assert verdict.nodes - 1 == len(nodes) == len(same) == 5, "not the same reviews"
            told += len(outcome.findings)
    print(f"{_PAGES} pages of {len(whole):,} bytes, {len(all_rules())} rules, {told / _PAGES:.0f} findings a page")
    for way, taken in times.items():
        median = statistics.median(taken)
        ratio = median / statistics.median(times["syndicate"])
        print(f"{way:18}{median * 1e3:8.2f} ms{1 / median:8.0f} a second and core{ratio:8.1f} times")


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.process_time()
    made = work()
    return made, time.process_time() - began


if __name__ == "__main__":
    main()
