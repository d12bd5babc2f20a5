"""From the stage to the published folder, file by file, touching nothing that is not ours.

``OUT/.syndicate/files.jsonl`` lists the files that the last build wrote. A file that it does not list is never
touched: where one stands in the way, nothing is published. A file whose bytes would not change is left as it is.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import orjson

from syndicate.errors import FileError, SettingsError

if TYPE_CHECKING:
    from syndicate.site.stage import Written

__all__ = ["HOME", "Changes", "changes", "publish", "published_before"]

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
        return {_within(entry["path"]): entry["sha256"] for entry in map(orjson.loads, lines)}
    except (ValueError, KeyError, TypeError) as error:
        raise FileError(
            "the list of published files is damaged",
            source=str(path),
            found=str(error),
            expected="a file that the last build wrote",
            mend="Restore it from a copy, or empty the folder and build again.",
        ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What publishing would do."""

    wanted: dict[str, str]
    """All files of this build, and the sum of each."""
    changed: list[str]
    """Those whose bytes are not there yet."""
    gone: list[str]
    """What the last build wrote and this one did not."""

    def counts(self) -> dict[str, int]:
        """How many files are written, unchanged and removed."""
        return {
            "written": len(self.changed),
            "unchanged": len(self.wanted) - len(self.changed),
            "removed": len(self.gone),
        }


def changes(out: Path, files: Iterable[Written], *, allow_removals: bool) -> Changes:
    """What publishing into ``out`` would do; nothing is touched.

    Raises :class:`FileError` where a file that is not ours stands in the way, and :class:`SettingsError` where more
    than 5 % of the published reviews, and more than three, would be removed and ``allow_removals`` does not say so:
    a source that is cut short never empties a site.
    """
    before = published_before(out)
    wanted = {file.path: file.sha256 for file in files}
    changed = [path for path, digest in sorted(wanted.items()) if _digest(out / path) != digest]
    _nothing_in_the_way(out, changed, before)
    gone = sorted(path for path in before if path not in wanted)
    lost, had = (sum(map(_is_review, paths)) for paths in (gone, before))
    if lost > 3 and lost * 20 > had and not allow_removals:
        raise SettingsError(
            f"{lost:,} of the {had:,} published reviews would be removed, and nothing was published",
            source=str(out),
            mend="Check that the sources are whole. Where the reviews have left, say so with --allow-removals.",
        )
    return Changes(wanted=wanted, changed=changed, gone=gone)


def publish(stage: Path, out: Path, plan: Changes) -> None:
    """Moves the staged files into ``out`` and removes what the last build wrote and this one did not.

    The manifest of the export is moved last.
    """
    wanted, changed, gone = plan.wanted, plan.changed, plan.gone
    before = published_before(out)
    # First say what will be ours, so that a build that is interrupted leaves no file without an owner.
    _list(out, {**before, **wanted})
    for path in [path for path in changed if path != _LAST] + [path for path in changed if path == _LAST]:
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (stage / path).replace(target)
    for path in gone:
        _remove(out, path)
    _list(out, wanted)


def _is_review(path: str) -> bool:
    return path.startswith("reviews/") and path.endswith("/index.html")


def _within(path: str) -> str:
    """A path of the list, which may have come with a copy of the folder from anywhere: never one that leads out."""
    if "\0" in path or PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise ValueError(f"the path {path!r}, which leads out of the folder")
    return path


def _nothing_in_the_way(out: Path, changed: list[str], before: dict[str, str]) -> None:
    foreign = [path for path in changed if path not in before and (out / path).exists()]
    # A link where a folder should be would lead our files elsewhere.
    above = {parent for path in (*changed, *before) for parent in _parents(out, path)}
    blocked = sorted(parent for parent in above if parent.is_symlink() or (parent.exists() and not parent.is_dir()))
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
