"""From the stage to the published folder, file by file, so that nothing in between breaks it.

A build writes everything that has changed into ``OUT/.syndicate/next/files``, which is on the same file system, and
then says in ``journal.jsonl`` beside it what is to be done: which files are moved to their places, in which order, and
which are removed. From the moment that the journal is there the publication is decided. A build that is killed before
leaves the published folder as it was; one that is killed after is finished by the next, before that does anything else.

The manifest of the export is moved after all that it lists, and what only the manifest before it lists is removed after
that; no file that a manifest lists is ever written over. So at every moment the export can be read through its
manifest. A file that the list of the last build does not name is never touched: where one stands in the way, nothing is
published. A file whose bytes would not change is left as it is.

The files of the export, the journal and the list are on the disk before the journal counts. Pages are not waited for:
where a power failure spoils one, its sum is not what the list says, and the next build makes it again.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import orjson

from syndicate.errors import FileError
from syndicate.site.files import HOME, LIST, Files, digest_of, list_line, published_before
from syndicate.site.history import MANIFEST, STATE

__all__ = ["NEXT", "Changes", "changes", "decided", "publish", "roll_forward", "stage_of"]

NEXT = f"{HOME}/next"
"""Where the next publication is made ready."""

_JOURNAL = "journal.jsonl"
_LISTED = "list.jsonl"
_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What publishing would do."""

    written: int
    unchanged: int
    removed: int

    def counts(self) -> dict[str, int]:
        """How many files are written, unchanged and removed."""
        return {"written": self.written, "unchanged": self.unchanged, "removed": self.removed}


def stage_of(out: Path) -> Path:
    """The folder that a build into ``out`` writes its files into."""
    return out / NEXT / "files"


def changes(stage: Path, files: Files) -> Changes:
    """What publishing would do: nothing is touched in the published folder; what would not change there leaves the
    stage.

    Raises :class:`FileError` where a file that is not ours stands in the way.
    """
    written = 0
    blocked: list[str] = []
    for file in files.staged():
        if digest_of(files.out / file.path) == file.sha256:
            (stage / file.path).unlink()
            continue
        written += 1
        if len(blocked) < _SHOWN and (foreign := _in_the_way(files, file.path)) is not None:
            blocked.append(foreign)
    removed = 0
    for path in files.gone():
        removed += 1
        if len(blocked) < _SHOWN and (foreign := _in_the_way(files, path)) is not None:
            blocked.append(foreign)
    if blocked:
        raise FileError(
            "what no build of ours wrote stands in the way, and nothing was published",
            source=str(files.out),
            found=", ".join(sorted(set(blocked))),
            expected="a folder of our own, or one in which these names are free",
            mend="Choose another folder with -o, or move them away.",
        )
    return Changes(written=written, unchanged=files.count() - written, removed=removed)


def publish(out: Path, files: Files) -> None:
    """Decides the publication of what stands in the stage, and carries it out.

    Raises :class:`FileError` where a folder in which something changes cannot be written: half of it would be done.
    """
    paths = itertools.chain((file.path for file in files.staged()), files.gone())
    for folder, _ in itertools.groupby(paths, key=lambda path: (out / path).parent):
        if not _writable(folder):
            raise FileError(
                "the file system refuses: this folder cannot be written, and nothing was published",
                source=str(folder),
                mend="Check the folder's permissions.",
            )
    following = out / NEXT
    with (following / _LISTED).open("wb") as stream:
        for file in files.wanted():
            stream.write(list_line(file))
        _on_disk(stream)
    stage = stage_of(out)
    with (following / f"{_JOURNAL}.new").open("wb") as stream:
        for path in _in_order(stage, files):
            if path.startswith("export/"):
                with (stage / path).open("rb") as staged:
                    _on_disk(staged)
            stream.write(orjson.dumps({"put": path}) + b"\n")
        for path in files.gone():
            stream.write(orjson.dumps({"remove": path}) + b"\n")
        _on_disk(stream)
    (following / f"{_JOURNAL}.new").replace(following / _JOURNAL)
    _folder_on_disk(following)
    _carry_out(out)


def roll_forward(out: Path) -> None:
    """Carries out what a journal in ``out`` says, however far it was carried out before.

    What a build left that had not decided yet is thrown away.
    """
    if decided(out):
        _nothing_new_in_the_way(out)
        _carry_out(out)
    else:
        shutil.rmtree(out / NEXT, ignore_errors=True)


def decided(out: Path) -> bool:
    """Whether there is a journal in ``out`` that was not carried out to its end."""
    return (out / NEXT / _JOURNAL).exists()


def _carry_out(out: Path) -> None:
    following, stage = out / NEXT, stage_of(out)
    if (following / _LISTED).exists():
        for step in _steps(following / _JOURNAL):
            if "put" in step:
                with contextlib.suppress(FileNotFoundError):  # it was moved before the build was interrupted
                    _move(stage / step["put"], out / step["put"])
            else:
                _remove(out, step["remove"])
        (following / _LISTED).replace(out / LIST)
    # The list goes to its place before the journal goes: without it there is nothing left to do.
    (following / _JOURNAL).unlink()
    shutil.rmtree(following, ignore_errors=True)


def _steps(journal: Path) -> Iterator[dict[str, str]]:
    with journal.open("rb") as stream:
        yield from map(orjson.loads, stream)


def _in_order(stage: Path, files: Files) -> Iterator[str]:
    """The files to move: the manifest after all that it lists, and what goes with it right behind."""
    last = []
    for file in files.staged():
        if not (stage / file.path).exists():
            continue
        if file.path in (MANIFEST, STATE):
            last.append(file.path)
        else:
            yield file.path
    yield from sorted(last, reverse=True)


def _writable(folder: Path) -> bool:
    """Whether files may be put into a folder, or it may be made."""
    return os.access(folder, os.W_OK | os.X_OK) if folder.exists() else _writable(folder.parent)


def _move(source: Path, target: Path) -> None:
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)


def _in_the_way(files: Files, path: str) -> str | None:
    """What is not ours and stands where a file of ours should go, or stood."""
    if _stands(files.out / path) and (not files.ours(path) or _is_folder(files.out / path)):
        return path
    return _odd_folder(files.out, path)


def _stands(path: Path) -> bool:
    return path.exists() or path.is_symlink()  # a link that leads nowhere is somebody's, too


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _odd_folder(out: Path, path: str) -> str | None:
    """A link or a file where a folder of ours should be: it would lead our files elsewhere."""
    for parent in _parents(out, path):
        if parent.is_symlink() or (parent.exists() and not parent.is_dir()):
            return str(parent.relative_to(out))
    return None


def _nothing_new_in_the_way(out: Path) -> None:
    """What came into the folder while the publication was interrupted is not ours either."""
    stage = stage_of(out)
    puts = (step["put"] for step in _steps(out / NEXT / _JOURNAL) if "put" in step)
    waiting = {path for path in puts if (stage / path).exists() and _stands(out / path)}
    ours = (file.path for file in published_before(out) if file.path in waiting)
    waiting -= {path for path in ours if not _is_folder(out / path)}
    if waiting:
        raise FileError(
            "what no build of ours wrote stands in the way of a publication that was interrupted",
            source=str(out),
            found=", ".join(sorted(waiting)[:_SHOWN]),
            mend="Move it away; the next build goes on.",
        )


def _parents(out: Path, path: str) -> Iterator[Path]:
    for parent in (out / path).parents:
        if parent == out:
            return
        yield parent


def _remove(out: Path, path: str) -> None:
    (out / path).unlink(missing_ok=True)
    for parent in _parents(out, path):
        with contextlib.suppress(OSError):  # it holds something else
            parent.rmdir()
            continue
        return


def _on_disk(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _folder_on_disk(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every system opens folders
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
