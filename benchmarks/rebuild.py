"""Builds after a first one: with nothing changed, with 1 % of the reviews changed in one place, and with 1 % scattered.

    python benchmarks/rebuild.py [REVIEWS]

The reviews are those of ``reviews.py``, 200,000 where no number is given, in a hundred files that hold them in the
order of their ids, without pages; parts of the export are so small that there are about a hundred too. First the site
is built; then it is built again with nothing changed, with another title for each review of one of the files, and with
another title for every hundredth review. Beside each rebuild the same reviews are built into an empty folder, by the
same program in the same run, and what is published has to be the same, byte for byte: all files but deltas, tombstones
and the build's own, and what the manifest says of the records.

Each build is a process of its own, on one core. Wall times and times of the processor hold the start of Python too,
which is measured alone beside them. A build with nothing changed runs three times, and its median counts.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from reviews import reviews

_FILES = 100
_SETTINGS = """
[site]
tag = "shop.example,2020"
[build]
pages = false
part_records = {part}
[[source]]
path = "reviews"
format = "records"
"""
_AGAIN = 3
_PARTS = "export/full/"


class Took(NamedTuple):
    """What a process took, in seconds."""

    wall: float
    processor: float


def main(count: int) -> None:
    """Prints times and ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "syndicate.toml").write_text(_SETTINGS.format(part=max(count // 66, 10)))
        _write(folder, count, lambda number: False)
        start = _run(folder, "--version")
        print(f"{count:,} reviews in {_FILES} files; the start of Python and `--version` take {start.wall:.2f} s")
        print(f"{'':>24} {'clean':>17} {'again':>17} {'times':>6} {'cpu':>6}  parts written")
        clean = _build(folder, "public")
        print(
            f"{'first build':>24} {_shown(clean)} {'':>17} {'':>6} {'':>6}  {len(_parts(folder / 'public'))}",
            flush=True,
        )
        before = _published(folder / "public")
        turns = [_build(folder, "public") for _ in range(_AGAIN)]
        again = Took(*(statistics.median(column) for column in zip(*turns, strict=True)))
        if _published(folder / "public") != before:
            sys.exit("a build with nothing changed has published something else")
        _row("nothing changed", clean, again, 0)
        in_one = range(_FILES // 2 * count // _FILES, (_FILES // 2 + 1) * count // _FILES)
        _changed(folder, count, "1 % in one file", lambda number: number in in_one)
        _changed(folder, count, "1 % scattered", lambda number: number % 100 == 50)


def _changed(folder: Path, count: int, name: str, changed: Callable[[int], bool]) -> None:
    """A build of other reviews into the folder as the last build left it, beside one into an empty folder."""
    _write(folder, count, changed)
    before = _parts(folder / "public")
    again = _build(folder, "public")
    clean = _build(folder, "clean")
    if _published(folder / "public") != _published(folder / "clean"):
        sys.exit(f"{name}: the rebuild has published something else than a build into an empty folder")
    shutil.rmtree(folder / "clean")
    shutil.rmtree(folder / "clean.report")
    _row(name, clean, again, len(_parts(folder / "public") - before))


def _row(name: str, clean: Took, again: Took, parts: int) -> None:
    times = f"{clean.wall / again.wall:>6.1f} {clean.processor / again.processor:>6.1f}"
    print(f"{name:>24} {_shown(clean)} {_shown(again)} {times}  {parts}", flush=True)


def _shown(took: Took) -> str:
    return f"{took.wall:>6.2f} s, cpu {took.processor:>5.2f}"


def _build(folder: Path, out: str) -> Took:
    return _run(folder, "build", "-j", "1", "-o", out)


def _run(folder: Path, *arguments: str) -> Took:
    began, used = time.perf_counter(), _children()
    done = subprocess.run(
        [sys.executable, "-m", "syndicate.cli", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    return Took(time.perf_counter() - began, _children() - used)


def _children() -> float:
    """Seconds of the processor that the processes that have ended used."""
    times = os.times()
    return times.children_user + times.children_system


def _write(folder: Path, count: int, changed: Callable[[int], bool]) -> None:
    """The reviews in files of the same size, as Python's own ``json`` writes them."""
    (folder / "reviews").mkdir(exist_ok=True)
    made = enumerate(reviews(count))
    for number in range(_FILES):
        last = (number + 1) * count // _FILES
        with (folder / "reviews" / f"{number:03}.jsonl").open("w", encoding="utf-8") as stream:
            for place, record in made:
                if changed(place):
                    record["title"] += " (corrected)"
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
                if place + 1 == last:
                    break


def _published(out: Path) -> dict[str, Any]:
    """What does not depend on the past: files by their sums, and what the manifest says of the records."""
    said = json.loads((out / "export" / "manifest.json").read_bytes())
    past = (".syndicate/", "export/delta", "export/tombstones", "export/manifest.json")
    found: dict[str, Any] = {path: digest for path, digest in _sums(out) if not path.startswith(past)}
    found["manifest"] = [said["state"], said["records"], said["selection"]]
    found["resources"] = [each for each in said["resources"] if each["kind"] in ("full", "aggregates")]
    return found


def _parts(out: Path) -> set[str]:
    return {path for path, _ in _sums(out) if path.startswith(_PARTS)}


def _sums(out: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(out.rglob("*")):
        if path.is_file():
            yield path.relative_to(out).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
