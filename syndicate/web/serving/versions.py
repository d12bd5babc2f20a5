"""Which version of a file this is: a sum of its bytes, remembered by what the system says of the file.

The entity tag is strong (RFC 9110, section 8.8.3): it is made of the bytes that are sent, so that the same build on two
servers has the same tags, and a file that was written again with the same bytes keeps its own. Starlette's is made of
the time and the size, which differ between servers and do not see a change within one tick of the clock.

A file is not read again while its inode, size and times stay as they are. The times of a file that was just written are
not trusted, since a second change may come within the same tick of the file system's clock.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Version", "Versions", "compressed", "tag_of", "version_of"]

_FRESH_NS = 2_000_000_000
"""How long the times of a file are not trusted: FAT tells the time in steps of two seconds."""
_LEVEL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of what is at a path."""

    tag: str
    """The entity tag, with its quotes."""
    utf8: bool
    """Whether its bytes are UTF-8, so that this can be said of them."""


Value = TypeVar("Value")


class _Kept(Generic[Value]):
    """Values that were made, the last used of them, up to a size; threads may share it."""

    def __init__(self, most: int, size: Callable[[Value], int]) -> None:
        self._most, self._size, self._total = most, size, 0
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Value | None:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Hashable, value: Value) -> None:
        with self._lock:
            if (old := self._values.pop(key, None)) is not None:
                self._total -= self._size(old)
            self._values[key] = value
            self._total += self._size(value)
            while self._total > self._most:
                self._total -= self._size(self._values.popitem(last=False)[1])


class Versions:
    """What is known of the files that were asked for. Bounded: what was not asked for in long is read again."""

    def __init__(self) -> None:
        self._versions: _Kept[Version] = _Kept(20_000, lambda _: 1)
        self._tags: _Kept[str] = _Kept(20_000, lambda _: 1)
        self._compressed: _Kept[bytes] = _Kept(64 * 1024 * 1024, len)

    def of(self, status: os.stat_result, content: Callable[[], Iterator[bytes]]) -> Version:
        """The version of an open file, whose content is read where it is not known."""
        key = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        known = self._versions.get(key)
        if known is None:
            trusted = time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > _FRESH_NS
            known = version_of(content())
            if trusted:
                self._versions.put(key, known)
        return known

    def compressed(self, version: Version, content: Callable[[], bytes]) -> tuple[str, Callable[[], bytes]] | None:
        """The entity tag of the bytes compressed by gzip, and these; None where they would not be fewer.

        The tag is made of the compressed bytes, since another version of zlib may make others of the same content.
        """
        tag = self._tags.get(version.tag)
        if tag is None:
            original = content()
            made = compressed(original)
            tag = tag_of(made) if len(made) < len(original) else ""
            self._tags.put(version.tag, tag)
            if tag:
                self._compressed.put(version.tag, made)
        return (tag, lambda: self._again(version, content)) if tag else None

    def _again(self, version: Version, content: Callable[[], bytes]) -> bytes:
        made = self._compressed.get(version.tag)
        if made is None:
            made = compressed(content())
            self._compressed.put(version.tag, made)
        return made


def version_of(content: Iterator[bytes]) -> Version:
    """The version that some bytes are."""
    digest = hashlib.sha256()
    decode, utf8 = codecs.getincrementaldecoder("utf-8")().decode, True
    for block in content:
        digest.update(block)
        if utf8:
            try:
                decode(block)
            except UnicodeDecodeError:
                utf8 = False
    if utf8:
        try:
            decode(b"", True)
        except UnicodeDecodeError:
            utf8 = False
    return Version(tag=_tag(digest.hexdigest()), utf8=utf8)


def tag_of(content: bytes) -> str:
    """The entity tag of some bytes."""
    return _tag(hashlib.sha256(content).hexdigest())


def _tag(digest: str) -> str:
    return f'"{digest[:32]}"'


def compressed(content: bytes) -> bytes:
    """Some bytes compressed by gzip (RFC 1952), with no time and no name in the header: always the same."""
    maker = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return maker.compress(content) + maker.flush()
