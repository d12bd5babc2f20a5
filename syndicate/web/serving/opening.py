"""Opens a file below a folder, and nothing outside of it, whatever its path and the links on its way say.

The path is walked name by name from an open folder (``openat`` with ``O_NOFOLLOW``), so that nothing can be exchanged
between a check and the opening. A symbolic link on the way is read and walked in the same manner: one that is relative
and stays inside leads on, an absolute one, or one that climbs out, leads nowhere. What begins with a dot is never
opened, neither by name nor through a link, but the folder itself may be a link, and is looked up anew each time: a
release that is put in place by changing that link is served at once.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

__all__ = ["Opened", "open_below", "segments"]

_LINKS = 40
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe in the folder would wait for a writer
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_NOWHERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.EINVAL, errno.ENXIO, errno.EILSEQ)
_WALKS = os.open in os.supports_dir_fd and os.readlink in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file, open; or a folder, of which no more than that is said."""

    file: BinaryIO | None
    """None for a folder."""
    stat: os.stat_result


def segments(raw: bytes) -> list[str] | None:
    """The names in the path of a URL, as it was sent; the last is empty where it ends with a slash.

    Each name is decoded once, after the path is cut, so that an encoded slash or an encoded ``..`` is part of a name,
    and no such name is there. None where no file can have that path. Raises :class:`ValueError`, which says why, where
    it is no path of a URL (RFC 3986, section 3.3) or not UTF-8.
    """
    names = []
    if not raw.startswith(b"/"):
        raise ValueError("it does not begin with a slash")
    for part in raw[1:].split(b"/"):
        try:
            names.append(_unquoted(part).decode("utf-8"))
        except UnicodeDecodeError:
            raise ValueError("its bytes are not UTF-8") from None
    if any(not name for name in names[:-1]) or not all(map(_public, filter(None, names))):
        return None
    return names


def open_below(folder: Path, names: Sequence[str]) -> Opened | None:
    """The file or folder at a path; None where there is none that may be read.

    Raises :class:`OSError` where the folder itself is not there, and for what else the file system refuses.
    """
    if not _WALKS:
        return _open_resolved(folder, names)
    root = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | os.O_DIRECTORY)
    try:
        number = _walk(root, names)
    except UnicodeEncodeError:  # the file system has no such signs
        return None
    except OSError as error:
        if error.errno in _NOWHERE:
            return None
        raise
    return None if number is None else _opened(number)


def _walk(root: int, names: Sequence[str]) -> int | None:
    """The descriptor of what is at the path; ``root`` is closed."""
    chain, links = [root], 0
    try:
        todo = [os.fsencode(name) for name in reversed(names)]
        while todo:
            name = todo.pop()
            if name in (b"", b"."):
                continue
            if name == b"..":  # of a link: names of a request never say it
                if len(chain) == 1:
                    return None
                os.close(chain.pop())
                continue
            if name.startswith(b"."):
                return None
            try:
                chain.append(os.open(name, _FLAGS | os.O_NOFOLLOW, dir_fd=chain[-1]))
            except OSError as error:
                if error.errno not in (errno.ELOOP, errno.EMLINK):  # BSD says the latter
                    raise
                target = os.readlink(name, dir_fd=chain[-1])
                links += 1
                if links > _LINKS or target.startswith(b"/"):
                    return None
                todo += reversed(target.split(b"/"))
        return chain.pop()
    finally:
        for number in chain:
            os.close(number)


def _open_resolved(folder: Path, names: Sequence[str]) -> Opened | None:
    """The same where folders cannot be opened (Windows): the resolved path is checked before and after opening."""
    root = os.path.realpath(folder, strict=True)
    path = os.path.join(root, *names)  # noqa: PTH118 - a name may hold what pathlib would tidy away
    try:
        found = os.path.realpath(path, strict=True)
        if not all(map(_public, Path(os.path.relpath(found, root)).parts)):
            return None
        if Path(found).is_dir():
            return Opened(file=None, stat=Path(found).stat())
        number = os.open(found, _FLAGS)
    except (OSError, ValueError) as error:
        if isinstance(error, PermissionError):
            raise
        return None
    opened = _opened(number)
    if opened is not None and opened.file is not None:
        try:
            same = os.path.realpath(path, strict=True) == found and os.path.samestat(Path(found).stat(), opened.stat)
        except OSError:
            same = False
        if not same:
            opened.file.close()
            return None
    return opened


def _opened(number: int) -> Opened | None:
    status = os.fstat(number)
    if stat.S_ISREG(status.st_mode):
        return Opened(file=open(number, "rb", buffering=0), stat=status)
    os.close(number)
    return Opened(file=None, stat=status) if stat.S_ISDIR(status.st_mode) else None


def _public(name: str) -> bool:
    """Whether a name may be that of a file for everyone."""
    if name.startswith(".") or any(sign in name for sign in "/\\\0"):
        return False
    return os.name != "nt" or ":" not in name  # a drive, or a stream of a file


def _unquoted(part: bytes) -> bytes:
    first, *rest = part.split(b"%")
    pieces = [first]
    for piece in rest:
        try:
            if len(piece) < 2 or not piece[:2].isalnum():
                raise ValueError
            pieces.append(bytes((int(piece[:2], 16),)) + piece[2:])
        except ValueError:
            raise ValueError("a % in it begins no encoded byte") from None
    return b"".join(pieces)
