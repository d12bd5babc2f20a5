"""The memory of a build of so many reviews, beside that of a tenth of them; and a second build that changes nothing.

    python benchmarks/memory.py [REVIEWS] [--feeds]

Reviews of about 1.5 KB, seeded, some of them not in ASCII, without pages; with ``--feeds`` the site has an address, and
so feeds by everything and archives too. Each build is a process of its own, on one core; what counts is the most memory
that the process ever had (``ru_maxrss``). The export of the second build has to be that of the first.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_WORDS = ("schön", "kettle", "loud", "señor", "cheap", "слово", "handle", "returned", "warm", "twice")


def main(reviews: int, *, feeds: bool) -> None:
    """Prints memory, time and their ratios."""
    print(f"{'reviews':>9} {'first build':>12} {'again':>9} {'memory':>9}")
    peaks = []
    for count in (reviews // 10, reviews):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            address = 'url = "https://shop.example/"\n' if feeds else ""
            (folder / "syndicate.toml").write_text(
                f'[site]\n{address}tag = "shop.example,2020"\n[build]\npages = false\n[[source]]\npath = "r.jsonl"\n'
            )
            _write(folder / "r.jsonl", count)
            first, peak = _build(folder)
            manifest = (folder / "public" / "export" / "manifest.json").read_bytes()
            again, _ = _build(folder)
            if (folder / "public" / "export" / "manifest.json").read_bytes() != manifest:
                sys.exit("the second build is not the first")
        peaks.append(peak)
        print(f"{count:>9,} {first:>10.1f} s {again:>7.1f} s {peak:>6.0f} MB")
    print(f"memory: {peaks[1] / peaks[0]:.2f} times, for ten times the reviews")


def _build(folder: Path) -> tuple[float, float]:
    """Seconds and megabytes of one build; a small process of its own starts it, so that the peak is of it alone."""
    call = [sys.executable, "-c", _CHILD, sys.executable]
    began = time.perf_counter()
    peak = subprocess.run(call, cwd=folder, capture_output=True, check=True, text=True).stdout
    return time.perf_counter() - began, float(peak) / 1024


_CHILD = """
import resource, subprocess, sys
subprocess.run([sys.argv[1], "-m", "syndicate.cli", "build", "-j", "1"], stderr=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _write(path: Path, count: int) -> None:
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            record = {
                "id": f"tag:shop.example,2020:{number:08}",
                "kind": "user",
                "item": {"type": "Product", "name": f"Thing {number % 5000}", "key": f"SKU-{number % 5000}"},
                "authors": [{"type": "Person", "name": f"Zoë {number % 977}"}],
                "title": f"Title {number}",
                "body": {"value": " ".join(chance.choices(_WORDS, k=190)), "format": "text"},
                "rating": {"value": chance.randint(1, 5), "best": 5, "worst": 1},
                "language": "en",
                "published": f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}",
            }
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    main(numbers[0] if numbers else 200_000, feeds="--feeds" in sys.argv)
