"""Marking up the pages of a site, beside reading and writing the same files; and doing it again.

    python benchmarks/embed.py [PAGES]

The pages are those of the tests: ten templates in seven encodings. Both sides run in this process, on one core. What
``syndicate embed`` does to a page is: find its review, look for markup of others, make the markup, find its place, and
replace the file in one step. The other side reads the file, and replaces it in the same way with the same bytes.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from page.templates import page as template

from syndicate.api import read, replace_whole
from syndicate.cli._embedding import Page, Work, embed, tasks
from syndicate.cli._shelf import fill


def main(count: int) -> None:
    """Prints the times and their ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = []
        for number in range(count):
            path = folder / f"{number}.html"
            path.write_bytes(template(number, f"https://example.org/film/{number}"))
            pages.append(Page(path=str(path), key=f"/film/{number}"))
        size = sum(os.path.getsize(page.path) for page in pages)  # noqa: PTH202
        print(f"{count:,} pages, {size / 1e6:.1f} MB, {size / count / 1e3:.1f} KB each")
        (folder / "records.jsonl").write_text("".join(_record(number) for number in range(count)))

        started = time.perf_counter()
        fill(folder / "shelf", read(folder / "records.jsonl"))
        print(f"reading the reviews                   {_per_page(started, count)}")

        for page in pages:  # the disk's cache is warm for both
            Path(page.path).read_bytes()
        started = time.perf_counter()
        for page in pages:
            replace_whole(Path(page.path), [Path(page.path).read_bytes()])
        plain = time.perf_counter() - started
        print(f"reading and replacing the files       {_per_page(started, count)}")

        work = Work(shelf=folder / "shelf")
        for what in ("marking up", "marking up again"):
            started = time.perf_counter()
            states = Counter(one.state for task in tasks(pages) for one in embed(work, task))
            taken = time.perf_counter() - started
            print(f"{what:<37} {_per_page(started, count)}, {taken / plain:.1f} times as long; {dict(states)}")
        started = time.perf_counter()
        for task in tasks(pages):
            embed(Work(shelf=None), task)
        taken = time.perf_counter() - started
        print(f"taking the markup out                 {_per_page(started, count)}, {taken / plain:.1f} times as long")


def _per_page(started: float, count: int) -> str:
    taken = time.perf_counter() - started
    return f"{taken:6.2f} s, {taken / count * 1e3:5.2f} ms a page"


def _record(number: int) -> str:
    return (
        json.dumps(
            {
                "id": f"tag:example.org,2024:{number}",
                "url": f"https://example.org/film/{number}",
                "item": {
                    "type": "Movie",
                    "name": f"Film {number}",
                    "director": [{"type": "Person", "name": "A. Nother"}],
                },
                "authors": [{"type": "Person", "name": "Ada Example"}],
                "rating": {"value": 4, "best": 5, "worst": 1},
                "title": "Sand",
                "body": {"value": "Sand, spice and a throne. " * 40, "format": "text"},
                "published": "2024-03-01",
            }
        )
        + "\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
