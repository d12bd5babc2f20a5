"""From sources to tasks: which files are read, in which order, as what, and how a large file is cut.

Files of a source are in the order of their paths. A file of lines (JSON Lines) that is not compressed is cut into
ranges of bytes that end with a line, so that several processes can read one file; the cuts do not depend on the
number of processes.
"""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from syndicate import formats
from syndicate.errors import InputError, SettingsError, nearest
from syndicate.formats import Format
from syndicate.formats._values import is_lines
from syndicate.settings import Source
from syndicate.site.files import HOME, published_before

__all__ = [
    "File",
    "Ours",
    "Task",
    "beside",
    "file_of",
    "files_of",
    "format_for",
    "matches",
    "options_for",
    "split",
    "tasks",
]

_RANGE = 8 * 1024 * 1024
"""Bytes of one task; part of no output."""

_FILES = 64
"""Small files of one task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file to read."""

    path: str
    """Where it is, for opening it; ``-`` is standard input."""
    shown: str
    """What messages call it."""
    key: str
    """Its path relative to its source, with ``/``, and without its suffix where it holds one record."""
    format: str
    start: int = 0
    end: int | None = None
    """The range of bytes to read; None is the end of the file."""
    line: int = 1
    """The number of the first line of the range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A piece of the first pass: some files of one source, or a part of one file."""

    number: int
    source: int
    """Which of the sources: its place in the list."""
    files: tuple[File, ...]


class Ours:
    """The files that builds wrote, which are no sources, wherever they are."""

    def __init__(self, out: Path, report: Path) -> None:
        self._out = out
        self._home = out.resolve()
        self._folders = (report.resolve(), self._home / HOME)

    @cached_property
    def _published(self) -> frozenset[str]:
        return frozenset(file.path for file in published_before(self._out))

    def __contains__(self, path: object) -> bool:
        if not isinstance(path, Path):
            return False
        whole = path.resolve()
        if any(whole.is_relative_to(folder) for folder in self._folders):
            return True
        return whole.is_relative_to(self._home) and whole.relative_to(self._home).as_posix() in self._published


def tasks(sources: Sequence[Source], folder: Path, ours: Container[Path] = ()) -> Iterator[Task]:
    """All that is to be read, in order, but for ``ours``. Raises :class:`InputError` for a source without a file."""
    number = 0
    for position, source in enumerate(sources):
        batch: list[File] = []
        size = 0
        for file in files_of(source, folder, ours):
            for piece in _cut(file):
                length = (piece.end or 0) - piece.start if piece.end is not None else _size(piece.path)
                if batch and (size + length > _RANGE or len(batch) >= _FILES):
                    yield Task(number=number, source=position, files=tuple(batch))
                    number, batch, size = number + 1, [], 0
                batch.append(piece)
                size += length
        if batch:
            yield Task(number=number, source=position, files=tuple(batch))
            number += 1


def files_of(source: Source, folder: Path, ours: Container[Path] = ()) -> Iterator[File]:
    """The files of a source, in the order of their paths, but for ``ours``."""
    if source.path == "-":
        form = format_for("-", source.format)
        yield File(path="-", shown="-", key="", format=form.name)
        return
    fixed, pattern = split(source.path)
    if pattern and (folder / source.path).exists():  # a name that only looks like a glob
        fixed, pattern = Path(source.path).parts, ()
    root, named = folder.joinpath(*fixed), Path(*fixed)
    if not pattern and root.exists() and not root.is_dir():  # a pipe is read like a file
        yield file_of(root, str(named), root.name, format_for(source.path, source.format))
        return
    if not root.exists():
        raise InputError("there is no such file or folder", source=source.path, mend=beside(root))
    found = 0
    for path in _below(root):
        relative = path.relative_to(root)
        if pattern and not matches(relative.parts, pattern):
            continue
        if path in ours:
            continue
        by_name = formats.by_suffix(path.name)
        if not pattern and (by_name is None or by_name.read is None or source.format not in (None, by_name.name)):
            continue  # a folder holds pictures and notes too; what a glob names is meant
        found += 1
        form = format_for(str(named / relative), source.format)
        yield file_of(path, str(named / relative), relative.as_posix(), form)
    if not found:
        what = f"no file of the format {source.format}" if source.format else "no file that can be read"
        raise InputError(f"there is {what} in it", source=source.path, mend="Check the path, or name the format.")


def format_for(name: str, stated: str | None, *, writing: bool = False) -> Format:
    """The format that is stated, else the one that the file's suffix means. Raises :class:`SyndicateError`."""
    form = formats.get(stated) if stated else formats.by_suffix(name)
    can = "written" if writing else "read"
    if form is None:
        able = ", ".join(f.name for f in formats.all_formats() if (f.write if writing else f.read))
        where = "standard output" if writing else "standard input"
        raise SettingsError(
            "the format cannot be told from the name",
            source=where if name == "-" else name,
            mend=f"Name the format: {'-t' if writing else '-f'} in a call, `format` in Python and in the settings. "
            f"{can.capitalize()} are {able}.",
        )
    if (form.write if writing else form.read) is None:
        able = ", ".join(f.name for f in formats.all_formats() if (f.write if writing else f.read))
        raise SettingsError(
            f"the format {form.name} cannot be {can}", source=name, mend=f"{can.capitalize()} are {able}."
        )
    return form


def options_for(form: Format, options: dict[str, Any], *, where: str, reading: bool = False) -> BaseModel | None:
    """The format's options, checked. Raises :class:`SettingsError`, for those too that do nothing when it is read."""
    if reading and form.options_for_writing:
        if options:
            raise SettingsError(
                f"the options of the format {form.name} say how it is written, and do nothing when it is read",
                source=where,
                found=", ".join(sorted(options)),
                mend="Leave them out of the source.",
            )
        return None
    if form.options is None:
        if options:
            raise SettingsError(
                f"the format {form.name} has no options", source=where, found=", ".join(sorted(options))
            )
        return None
    try:
        return form.options.model_validate(options)
    except ValidationError as error:
        one = error.errors(include_url=False)[0]
        key = str(one["loc"][0]) if one["loc"] else ""
        known = form.options.model_fields
        if one["type"] == "extra_forbidden":
            close = nearest(key, known) or tuple(known)
            raise SettingsError(
                f"the format {form.name} has no option {key!r}",
                source=where,
                mend=f"Did you mean {' or '.join(close)}?",
            ) from None
        raise SettingsError(
            f"the option {key} is wrong: {one['msg']}", source=where, found=repr(one["input"])
        ) from None


def file_of(path: Path, shown: str, relative: str, form: Format) -> File:
    """The file at ``path``: what messages call it, its path relative to its source, its format."""
    key = relative
    if form.one_per_file:
        stem = relative.lower()
        suffix = next((s for s in sorted(form.suffixes, key=len, reverse=True) if stem.endswith(s)), "")
        key = relative[: len(relative) - len(suffix)]
    return File(path=str(path), shown=_readable(shown), key=_readable(key), format=form.name)


def _readable(name: str) -> str:
    """A file's name as text; bytes in it that are no UTF-8 are replaced."""
    return os.fsencode(name).decode("utf-8", "replace")


def _below(root: Path) -> Iterator[Path]:
    """All files below a folder, in the order of their paths; hidden ones are left out, links are not followed."""

    def told(error: OSError) -> None:
        raise InputError(f"the folder cannot be read: {error.strerror}", source=str(error.filename)) from error

    paths: list[tuple[tuple[str, ...], Path]] = []
    for folder, folders, names in os.walk(root, onerror=told):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(folder) / name
            try:
                if not name.startswith(".") and path.is_file():
                    paths.append((path.relative_to(root).parts, path))
            except OSError as error:
                told(error)
    for _, path in sorted(paths):
        yield path


_MAGIC = re.compile(r"[*?\[]")


def split(path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts of a path before the first that is a pattern, and those from there on."""
    parts = Path(path).parts
    fixed = next((place for place, part in enumerate(parts) if _MAGIC.search(part)), len(parts))
    return parts[:fixed], parts[fixed:]


def matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether a path matches a glob; ``**`` is any number of folders."""
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(matches(parts[skip:], pattern[1:]) for skip in range(len(parts) + 1))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], pattern[0]) and matches(parts[1:], pattern[1:])


def _cut(file: File) -> Iterator[File]:
    form = formats.get(file.format)
    if not form.lines or file.path == "-" or _size(file.path) <= _RANGE * 2:
        yield file
        return
    with Path(file.path).open("rb") as stream:
        head = stream.read(1 << 16)
        if head[:2] == b"\x1f\x8b" or head[:4] == b"\x28\xb5\x2f\xfd" or not is_lines(head):
            yield file
            return
        stream.seek(0)
        start, line = 0, 1
        while block := stream.read(_RANGE):
            block += stream.readline()
            yield replace(file, start=start, end=start + len(block), line=line)
            start, line = start + len(block), line + block.count(b"\n")


def _size(path: str) -> int:
    try:
        return 0 if path == "-" else Path(path).stat().st_size
    except OSError:
        return 0


def beside(path: Path) -> str:
    """The nearest names beside a path that does not exist."""
    try:
        names = [entry.name for entry in path.parent.iterdir() if not entry.name.startswith(".")]
        close = nearest(path.name, names)
    except OSError:
        return ""
    return f"Did you mean {' or '.join(close)}?" if close else ""
