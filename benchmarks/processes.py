"""The same build in one process and in two: how long each takes, and whether both publish the same bytes.

    python benchmarks/processes.py [REVIEWS]

Reviews of ``reviews.py``, 200,000 where no number is given, in one file, without pages; the site has an address, one
feed and a site map. Each build is a process of its own, from its start to its end, into an empty folder. They take
turns, and medians of the clock are told, with the load of the machine: only where two cores are idle can two processes
show what they are good for.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reviews import SETTINGS, write_jsonl

_TURNS = 3


def main(count: int) -> None:
    """Prints seconds and the ratio."""
    times: dict[int, list[float]] = {1: [], 2: []}
    trees: set[str] = set()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "syndicate.toml").write_text(SETTINGS)
        write_jsonl(folder / "reviews.jsonl", count)
        print(f"{count:,} reviews; load before: {os.getloadavg()[0]:.2f}")
        for _ in range(_TURNS):
            for jobs, taken in times.items():
                for left in ("public", "public.report"):
                    shutil.rmtree(folder / left, ignore_errors=True)
                began = time.perf_counter()
                call = [sys.executable, "-m", "syndicate.cli", "build", "-j", str(jobs), "-o", "public"]
                subprocess.run(call, cwd=folder, check=True, stderr=subprocess.DEVNULL)
                taken.append(time.perf_counter() - began)
                trees.add(_sum(folder / "public"))
        if len(trees) > 1:
            sys.exit("not the same bytes")
    one, two = (statistics.median(taken) for taken in times.values())
    print(f"one process {one:6.1f} s\ntwo         {two:6.1f} s   {one / two:.2f} times as fast, the same bytes")


def _sum(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder)}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
