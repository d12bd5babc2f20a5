"""The two engines on the same reviews in one run: the export that each makes, compared record for record.

    python benchmarks/engines.py [REVIEWS]

Reviews of :mod:`reviews`, as JSON Lines, without pages and feeds. The engine on one machine runs in as many processes
as there are cores, Spark in local mode on the same cores: first from cold (the JVM begins, its code is not compiled
yet), then once more into another folder. What a cluster does better than a machine, this does not show; what it costs
beside the kernels, it does. Needs the extra ``spark`` and Java.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reviews import write_jsonl

import syndicate
from syndicate.engines.local import cores
from syndicate.engines.spark import session
from syndicate.spark import export

_SETTINGS = """
[site]
tag = "shop.example,2020"
[build]
pages = false
prove = 0
check = 0
[[source]]
path = "r.jsonl"
"""


def main(count: int) -> None:
    """Prints seconds, rates and ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = folder / "syndicate.toml"
        config.write_text(_SETTINGS)
        write_jsonl(folder / "r.jsonl", count)
        local = _timed(lambda: syndicate.build(folder / "local", config=config, jobs=cores()))
        with contextlib.redirect_stderr(None):
            began = time.perf_counter()
            spark = session()
            start = time.perf_counter() - began
        cold = _timed(lambda: export(spark, str(folder / "cold"), config=config))
        warm = _timed(lambda: export(spark, str(folder / "warm"), config=config))
        again = _timed(lambda: export(spark, str(folder / "warm"), config=config))
        spark.stop()
        expected = list(_lines(folder / "local"))
        for out in ("cold", "warm"):
            if list(_lines(folder / out)) != expected:
                sys.exit(f"what Spark wrote ({out}) is not what the engine on one machine wrote")
        if len(expected) != count:
            sys.exit(f"{len(expected):,} records, where {count:,} were expected")
    print(f"{count:,} reviews, {cores()} cores; the same {count:,} records from both engines\n")
    print(f"{'':34}{'seconds':>9}{'a second and core':>20}{'times':>8}")
    for what, seconds in (
        ("engine local", local),
        ("engine spark, warm", warm),
        ("engine spark, first in its session", cold),
        ("engine spark, nothing changed", again),
    ):
        print(f"{what:34}{seconds:>9.1f}{count / seconds / cores():>20,.0f}{seconds / local:>8.2f}")
    print(f"{'the session alone':34}{start:>9.1f}")


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _lines(out: Path) -> Iterator[bytes]:
    manifest = json.loads((out / "export" / "manifest.json").read_bytes())
    for resource in manifest["resources"]:
        if resource["kind"] == "full":
            with gzip.open(out / "export" / resource["path"]) as stream:
                yield from stream


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
