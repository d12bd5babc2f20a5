"""The bytes of one version of an open file, whole or in parts.

A file of up to 16 MB is read at once, so that it can be compressed and is closed before it is sent; a larger one is
sent as it is read, from the one open file, which a build that puts another in its place does not change. Where a file
is written over in place meanwhile, what was read is thrown away (:class:`Changed`), never sent as if it were one
version.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

__all__ = ["WHOLE", "Changed", "Content", "Pieces"]

WHOLE: Final = 16 * 1024 * 1024
"""The most bytes that are held in memory, and the largest text that is compressed."""
_BLOCK = 256 * 1024

Pieces = Sequence[bytes | tuple[int, int]]
"""What is sent: bytes as they are, and parts of the content, from the first byte to that after the last."""


class Changed(Exception):
    """The file was written over while it was read."""


class Content:
    """The content of an open file; closes it."""

    def __init__(self, file: BinaryIO, status: os.stat_result) -> None:
        self.file, self.size = file, status.st_size
        self._stamp = (status.st_size, status.st_mtime_ns)
        self._whole: bytes | None = None

    @property
    def small(self) -> bool:
        """Whether it may be held in memory."""
        return self.size <= WHOLE

    def whole(self) -> bytes:
        """All of it. Raises :class:`Changed`."""
        if self._whole is None:
            self._whole = b"".join(self.part(0, self.size))
        return self._whole

    def blocks(self) -> Iterator[bytes]:
        """All of it, in blocks; held where it is small. Raises :class:`Changed`."""
        if self.small:
            yield self.whole()
        else:
            yield from self.part(0, self.size)

    def part(self, first: int, end: int) -> Iterator[bytes]:
        """Some of it, in blocks. Raises :class:`Changed`, at the latest in place of the last block."""
        if self._whole is not None:
            yield self._whole[first:end]
            return
        at = first
        while at < end:
            self.file.seek(at)
            block = self.file.read(min(_BLOCK, end - at))
            at += len(block)
            if not block or (at == end and self._changed()):
                raise Changed
            yield block

    def pieces(self, pieces: Pieces) -> Iterator[bytes]:
        """What is sent, in blocks. Raises :class:`Changed`."""
        for piece in pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                yield from self.part(*piece)

    def close(self) -> None:
        self.file.close()

    def _changed(self) -> bool:
        status = os.fstat(self.file.fileno())
        return self._stamp != (status.st_size, status.st_mtime_ns)
