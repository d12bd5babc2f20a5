"""From the stage to the published folder, file by file, touching nothing that is not ours.

``OUT/.syndicate/files.jsonl`` lists the files that the last build wrote. A file that it does not list is never
touched: where one stands in the way, nothing is published. A file whose bytes would not change is left as it is.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from syndicate.errors import FileError

if TYPE_CHECKING:
    from syndicate.site.stage import Written

__all__ = ["HOME", "publish", "published_before"]

HOME = ".syndicate"
"""The folder in the published one that is the build's own."""

_LAST = "export/manifest.json"


def published_before(out: Path) -> dict[str, str]:
    """The files that the last build wrote, and the sum of each; empty where there was none."""
    path = out / HOME / "files.jsonl"
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return {}
    try:
        return {entry["path"]: entry["sha256"] for entry in map(orjson.loads, lines)}
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise FileError(
            "the list of published files is damaged",
            source=str(path),
            found=str(error),
            expected="a file that the last build wrote",
            mend="Restore it from a copy, or empty the folder and build again.",
        ) from None


def publish(stage: Path, out: Path, files: Iterable[Written], before: dict[str, str]) -> dict[str, int]:
    """Moves the staged files into ``out`` and removes what the last build wrote and this one did not.

    Returns how many files were written, unchanged and removed. The manifest of the export is moved last. Raises
    :class:`FileError` before anything is touched, where a file that is not ours stands in the way.
    """
    wanted = {file.path: file.sha256 for file in files}
    changed = [path for path, digest in sorted(wanted.items()) if _digest(out / path) != digest]
    _nothing_in_the_way(out, changed, before)
    gone = sorted(path for path in before if path not in wanted)
    # First say what will be ours, so that a build that is interrupted leaves no file without an owner.
    _list(out, {**before, **wanted})
    for path in [path for path in changed if path != _LAST] + [path for path in changed if path == _LAST]:
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (stage / path).replace(target)
    for path in gone:
        _remove(out, path)
    _list(out, wanted)
    return {"written": len(changed), "unchanged": len(wanted) - len(changed), "removed": len(gone)}


def _nothing_in_the_way(out: Path, changed: list[str], before: dict[str, str]) -> None:
    foreign = [path for path in changed if path not in before and (out / path).exists()]
    blocked = [p for path in changed for p in _parents(out, path) if p.exists() and not p.is_dir()]
    if foreign or blocked:
        shown = ", ".join([*foreign[:3], *(str(path.relative_to(out)) for path in blocked[:3])])
        raise FileError(
            f"{len(foreign) + len(blocked)} files that no build of ours wrote stand in the way",
            source=str(out),
            found=shown,
            expected="a folder of our own, or one in which these names are free",
            mend="Choose another folder with -o, or move them away.",
        )


def _parents(out: Path, path: str) -> Iterator[Path]:
    for parent in (out / path).parents:
        if parent == out:
            return
        yield parent


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _remove(out: Path, path: str) -> None:
    (out / path).unlink(missing_ok=True)
    for parent in _parents(out, path):
        with contextlib.suppress(OSError):  # it holds something else
            parent.rmdir()
            continue
        return


def _list(out: Path, files: dict[str, str]) -> None:
    home = out / HOME
    home.mkdir(parents=True, exist_ok=True)
    new = home / "files.jsonl.new"
    with new.open("wb") as stream:
        for path, digest in sorted(files.items()):
            stream.write(orjson.dumps({"path": path, "sha256": digest}) + b"\n")
    new.replace(home / "files.jsonl")
