"""Where a build works, and what keeps it from hurting anything: a folder of its own, a stage, a lock.

What was read is kept outside of the published folder, since refused records may hold what nobody may see; only the
stage, which holds what will be published anyway, is inside, so that files are moved on one file system.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from syndicate.errors import FileError, SettingsError
from syndicate.site.files import HOME
from syndicate.site.publish import NEXT, decided, roll_forward, stage_of

__all__ = ["Workshop", "disk", "workshop"]


@dataclass(frozen=True, slots=True)
class Workshop:
    """The folders of one build; gone at its end."""

    work: Path
    """What was read, and the index."""
    stage: Path
    """What will be published."""


@contextlib.contextmanager
def workshop(out: Path, report: Path, *, dry_run: bool) -> Iterator[Workshop]:
    """The folders of a build into ``out``, which no other build may use meanwhile.

    Raises :class:`FileError` where they cannot be, or where another build is at work, and :class:`SettingsError`
    where the report would be published.
    """
    if dry_run:
        with tempfile.TemporaryDirectory(prefix="syndicate-") as name:
            yield Workshop(Path(name), Path(name) / "stage")
        return
    if out.exists() and not out.is_dir():
        raise FileError(
            "this is a file, and the published folder has to go there", source=str(out), mend="Choose another with -o."
        )
    if report.resolve().is_relative_to(out.resolve()):
        raise SettingsError(
            "the report would be published",
            source=str(report),
            mend="Choose a folder outside of the published one with --report.",
        )
    home = out / HOME
    made = Workshop(report / ".work", stage_of(out))
    with _lock(home):
        roll_forward(out)
        try:
            shutil.rmtree(made.work, ignore_errors=True)  # left by a build that was killed
            for folder in (made.work, made.stage):
                folder.mkdir(parents=True)
            yield made
        finally:
            shutil.rmtree(made.work, ignore_errors=True)
            if not decided(out):
                shutil.rmtree(out / NEXT, ignore_errors=True)
            with contextlib.suppress(OSError):  # it lists what was published
                home.rmdir()


@contextlib.contextmanager
def _lock(home: Path) -> Iterator[None]:
    """Makes a folder and holds a lock on it, which the system lets go of when the process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # a system without such locks, where two builds at once are the user's own care
        home.mkdir(parents=True, exist_ok=True)
        yield
        return
    while True:
        home.mkdir(parents=True, exist_ok=True)
        number = os.open(home, os.O_RDONLY)
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if home.exists() and os.path.samestat(home.stat(), os.fstat(number)):
                break
        except BlockingIOError:
            os.close(number)
            raise FileError(
                "another build is writing into this folder", source=str(home.parent), mend="Wait until it is done."
            ) from None
        # The build that had it has ended, and taken the folder away: nobody else would see a lock on that.
        os.close(number)
    try:
        yield
    finally:
        os.close(number)


@contextlib.contextmanager
def disk() -> Iterator[None]:
    """Turns what the file system refuses into a :class:`FileError` that says what and where."""
    try:
        yield
    except OSError as error:
        raise FileError(
            f"the file system refuses: {error.strerror or error}",
            source=str(error.filename or ""),
            mend="Check the folder's permissions and the space on the disk.",
        ) from error
    except sqlite3.Error as error:
        raise FileError(f"the index cannot be written: {error}", mend="Check the space on the disk.") from error
