"""The memory of a build of so many reviews, beside that of a tenth of them; and a second build that changes nothing.

    python benchmarks/memory.py [REVIEWS] [--feeds] [--jobs=N]

Reviews of ``reviews.py``, of about 1.5 KB, without pages; with ``--feeds`` the site has an address, and
so feeds by everything and archives too. Each build is a process of its own, on one core; what counts is the most memory
that the process ever had (``ru_maxrss``). With ``--jobs`` it is so many processes and the one that directs them, and
what counts is the most that all of them had together at one moment: the sum of what each has in memory (``VmRSS``, on
Linux only), looked at twenty times a second. Pages that several share are counted for each of them, so that the sum is
never too low. The export of the second build has to be that of the first.
"""

from __future__ import annotations

import contextlib
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reviews import write_jsonl


def main(reviews: int, *, feeds: bool, jobs: int) -> None:
    """Prints memory, time and their ratios."""
    if jobs > 1 and not Path("/proc/self/statm").exists():
        sys.exit("the memory of several processes can be told on Linux only")
    print(f"{'reviews':>9} {'first build':>12} {'again':>9} {'memory':>9}")
    peaks = []
    for count in (reviews // 10, reviews):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            address = 'url = "https://shop.example/"\n' if feeds else ""
            (folder / "syndicate.toml").write_text(
                f'[site]\n{address}tag = "shop.example,2020"\n[build]\npages = false\n[[source]]\npath = "r.jsonl"\n'
            )
            write_jsonl(folder / "r.jsonl", count)
            first, peak = _build(folder, jobs)
            manifest = (folder / "public" / "export" / "manifest.json").read_bytes()
            again, _ = _build(folder, jobs)
            if (folder / "public" / "export" / "manifest.json").read_bytes() != manifest:
                sys.exit("the second build is not the first")
        peaks.append(peak)
        print(f"{count:>9,} {first:>10.1f} s {again:>7.1f} s {peak:>6.0f} MB")
    print(f"memory: {peaks[1] / peaks[0]:.2f} times, for ten times the reviews")


def _build(folder: Path, jobs: int) -> tuple[float, float]:
    """Seconds and megabytes of one build; a small process of its own starts it, so that the peak is of it alone."""
    call = [sys.executable, "-c", _CHILD, sys.executable, str(jobs)]
    began = time.perf_counter()
    with subprocess.Popen(call, cwd=folder, stdout=subprocess.PIPE, text=True) as child:
        most = 0
        while jobs > 1 and child.poll() is None:
            # The small process is none of the build.
            most = max(most, sum(map(_memory, _below(child.pid))))
            time.sleep(0.05)
        said, _ = child.communicate()
    if child.returncode:
        sys.exit("a build failed")
    return time.perf_counter() - began, (most or int(said)) / 1024


_CHILD = """
import resource, subprocess, sys
subprocess.run([sys.argv[1], "-m", "syndicate.cli", "build", "-j", sys.argv[2]], stderr=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _below(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended
            # Its name stands in brackets, and may hold anything; the parent is the second word behind.
            children.setdefault(int(path.read_text().rpartition(")")[2].split()[1]), []).append(int(path.parent.name))
    found = list(children.get(pid, ()))
    for one in found:  # grows while it is gone through
        found += children.get(one, ())
    return found


def _memory(pid: int) -> int:
    """What a process has in memory, in KiB; 0 where it has ended."""
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() // 1024
    return 0


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    processes = [int(argument.removeprefix("--jobs=")) for argument in sys.argv[1:] if argument.startswith("--jobs=")]
    main(numbers[0] if numbers else 200_000, feeds="--feeds" in sys.argv, jobs=processes[0] if processes else 1)
