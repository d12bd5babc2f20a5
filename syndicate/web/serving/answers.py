"""What is answered to a request: a pure matter of the folder, the request and the clock, with no server in it.

Why not Starlette's ``StaticFiles``: its entity tags are of the time and the size, a list of tags is cut at commas, it
knows no ``If-Match`` and no ``If-Unmodified-Since``, it opens a path again after it was checked, answers HEAD with a
range, and what its middleware compresses keeps the tag of what it was made of. Its responses carry what is decided
here.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from syndicate.web.media import IMMUTABLE, PAGE, Media, cache_control, is_browser, media_of, open_to_all
from syndicate.web.serving.conditions import GZIP, Field, http_date, if_range, precondition, ranges, wants_gzip
from syndicate.web.serving.content import Changed, Content, Pieces
from syndicate.web.serving.opening import Opened, open_below, segments
from syndicate.web.serving.versions import Version, Versions, version_of

__all__ = ["Answer", "Asked", "Shop", "answer"]

_METHODS = ("GET", "HEAD", "OPTIONS")
_ALLOW = ", ".join(_METHODS)
_CONDITIONS = "If-Match, If-Modified-Since, If-None-Match, If-Range, If-Unmodified-Since, Range"
_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request."""

    method: str
    path: bytes
    """As it was sent, without the query."""
    query: str
    field: Field
    below: str = ""
    """Where the application is mounted; the path begins with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response: its pieces are bytes, or parts of the content, which whoever sends it closes."""

    status: int
    headers: dict[str, str]
    pieces: Pieces = ()
    content: Content | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """What is served, and what is remembered between requests."""

    folder: Path
    live: Callable[[bytes, str], bytes] | None = None
    """What is done to a page for people before it is sent: given its bytes and where the application is mounted."""
    versions: Versions = field(default_factory=Versions)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """The representation that was chosen."""

    tag: str
    modified: int | None
    headers: dict[str, str]
    made: Callable[[], bytes] | None
    """Its bytes, where they are not those of the file."""


def answer(shop: Shop, asked: Asked) -> Answer:
    """The response to a request. Reads files; nothing here waits for the network."""
    if asked.method not in _METHODS:
        return _said(asked, 405, f"{asked.method} is not done here, only {_ALLOW}.", Allow=_ALLOW)
    try:
        names = _mounted(asked, segments(asked.path))
    except ValueError as error:
        return _said(asked, 400, f"This is no path that can be asked for: {error}.")
    if asked.method == "OPTIONS":
        return Answer(status=204, headers=_options("/".join(names or ())))
    try:
        for _ in range(_TRIES):
            try:
                return _found(shop, asked, names)
            except Changed:
                continue
    except PermissionError:
        return _said(asked, 403, "The server may not read this file.")
    except OSError as error:
        return _said(asked, 503, f"The folder cannot be read: {error.strerror or error}.")
    return _said(asked, 503, "The file is being written over.")


def _mounted(asked: Asked, names: list[str] | None) -> list[str] | None:
    above = [name for name in asked.below.split("/") if name]
    return names[len(above) :] if names is not None and names[: len(above)] == above else names


def _found(shop: Shop, asked: Asked, names: list[str] | None) -> Answer:
    if names is None:
        return _not_found(shop, asked)
    slash = names[-1:] in ([], [""])
    path = names[:-1] if slash else names
    opened = open_below(shop.folder, path)
    if opened is not None and opened.file is None:
        path = [*path, "index.html"]
        index = open_below(shop.folder, path)
        if slash or index is None or index.file is None:
            opened = index
        else:
            index.file.close()
            return _moved(asked, names[-1])
    elif opened is not None and opened.file is not None and slash:
        opened.file.close()
        opened = None
    if opened is None or opened.file is None:
        return _not_found(shop, asked)
    return _file(shop, asked, "/".join(path), opened, 200)


def _not_found(shop: Shop, asked: Asked) -> Answer:
    opened = open_below(shop.folder, ["404.html"])
    if opened is None or opened.file is None:
        return _said(asked, 404, "There is nothing here.")
    return _file(shop, asked, "404.html", opened, 404)


def _moved(asked: Asked, name: str) -> Answer:
    """To the same with a slash at its end, relative to what was asked for, so that it holds behind any proxy."""
    query = f"?{asked.query}" if asked.query else ""
    return _said(asked, 301, "The folder has a slash at its end.", Location=f"./{quote(name, safe='')}/{query}")


def _options(path: str) -> dict[str, str]:
    """What a browser asks before a script of another site may send a condition or a range along (Fetch, CORS)."""
    headers = {**_always(path), "Allow": _ALLOW}
    if open_to_all(path):
        headers["Access-Control-Allow-Methods"] = "GET, HEAD"
        headers["Access-Control-Allow-Headers"] = _CONDITIONS
        headers["Access-Control-Max-Age"] = "86400"
    return headers


def _always(path: str) -> dict[str, str]:
    headers = {"X-Content-Type-Options": "nosniff"}
    if path and open_to_all(path):
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = "Accept-Ranges, Content-Range, ETag"
    return headers


def _said(asked: Asked, status: int, text: str, **headers: str) -> Answer:
    """A response that is a sentence."""
    body = f"{text}\n".encode()
    return Answer(
        status=status,
        headers={
            **_always(""),
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Length": str(len(body)),
            "Cache-Control": "no-cache",
            **headers,
        },
        pieces=() if asked.method == "HEAD" else (body,),
    )


def _file(shop: Shop, asked: Asked, path: str, opened: Opened, status: int) -> Answer:
    assert opened.file is not None
    content = Content(opened.file, opened.stat)
    keep = False
    try:
        chosen = _chosen(shop, asked, path, content, opened)
        made = _decided(asked, path, chosen, content, status)
        keep = made.content is not None
        return made
    finally:
        if not keep:
            content.close()


def _chosen(shop: Shop, asked: Asked, path: str, content: Content, opened: Opened) -> _Chosen:
    """The bytes of the file, or these with what makes a page live, or compressed."""
    media = media_of(path)
    # A date in the future is one that a client could not have got yet (RFC 9110, section 8.8.2.1).
    modified: int | None = max(0, min(int(opened.stat.st_mtime), int(time.time())))
    made: Callable[[], bytes] | None = None
    if shop.live is not None and media.type == "text/html" and content.small:
        page = shop.live(content.whole(), asked.below)
        made, modified, version = (lambda: page), None, version_of(iter([page]))
    else:
        version = shop.versions.of(opened.stat, content.blocks)
    tag, shown = version.tag, bool(media.shown) and is_browser(asked.field("accept"))
    headers = {"Content-Type": _type(media.shown if shown else media.type, media, version)}
    varies = ["Accept"] if media.shown else []
    if media.text and content.small:
        varies.append("Accept-Encoding")
        if wants_gzip(asked.field("accept-encoding")):
            smaller = shop.versions.compressed(version, made or content.whole)
            if smaller is not None:
                tag, made = smaller
                headers["Content-Encoding"] = GZIP
    if shown:  # another representation, though of the same bytes
        tag = f'{tag[:-1]}-shown"'
    if varies:
        headers["Vary"] = ", ".join(varies)
    kept = cache_control(path)
    headers["Cache-Control"] = PAGE if shop.live is not None and kept != IMMUTABLE else kept
    return _Chosen(tag=tag, modified=modified, headers=headers, made=made)


def _type(type: str, media: Media, version: Version) -> str:
    """The media type; a text whose bytes are not UTF-8 is left to say itself what it is encoded in."""
    return f"{type}; charset=utf-8" if media.charset and version.utf8 else type


def _decided(asked: Asked, path: str, chosen: _Chosen, content: Content, status: int) -> Answer:
    headers = {**_always(path), **chosen.headers}
    if status != 200:
        headers["Cache-Control"] = "no-cache"
        return _sent(asked, chosen, content, status, headers, None)
    headers["ETag"] = chosen.tag
    if chosen.modified is not None:
        headers["Last-Modified"] = http_date(chosen.modified)
    refused = precondition(asked.field, chosen.tag, chosen.modified)
    if refused == 412:
        return _said(asked, 412, "This is not the version that was asked for.", **_always(path))
    if refused == 304:
        of_the_content = ("Content-Type", "Content-Encoding")
        return Answer(status=304, headers={name: told for name, told in headers.items() if name not in of_the_content})
    headers["Accept-Ranges"] = "bytes"
    wanted = None
    # A range is of a GET alone (RFC 9110, section 14.2).
    if asked.method == "GET" and if_range(asked.field, chosen.tag, chosen.modified, int(time.time())):
        size = content.size if chosen.made is None else len(chosen.made())
        wanted = ranges(asked.field, size)
        if wanted is not None and not wanted:
            return _said(asked, 416, "There is no such range.", **{"Content-Range": f"bytes */{size}", **_always(path)})
    return _sent(asked, chosen, content, status, headers, wanted)


def _sent(
    asked: Asked,
    chosen: _Chosen,
    content: Content,
    status: int,
    headers: dict[str, str],
    wanted: Sequence[tuple[int, int]] | None,
) -> Answer:
    """All of the representation, or some ranges of it."""
    body = chosen.made() if chosen.made is not None else None
    size = content.size if body is None else len(body)
    pieces: list[bytes | tuple[int, int]] = [(0, size)]
    if wanted is not None:
        status = 206
        pieces, told = _partial(wanted, size, chosen.tag, headers["Content-Type"])
        headers = {**headers, **told}
    length = sum(len(piece) if isinstance(piece, bytes) else piece[1] - piece[0] for piece in pieces)
    headers["Content-Length"] = str(length)
    if asked.method == "HEAD":
        return Answer(status=status, headers=headers)
    if body is not None:
        joined = b"".join(piece if isinstance(piece, bytes) else body[slice(*piece)] for piece in pieces)
        return Answer(status=status, headers=headers, pieces=(joined,))
    if content.small:
        content.whole()
        return Answer(status=status, headers=headers, pieces=(b"".join(content.pieces(pieces)),))
    return Answer(status=status, headers=headers, pieces=pieces, content=content)


def _partial(
    wanted: Sequence[tuple[int, int]], size: int, tag: str, type: str
) -> tuple[list[bytes | tuple[int, int]], dict[str, str]]:
    """One range as it is, several as ``multipart/byteranges`` (RFC 9110, section 14.6)."""
    if len(wanted) == 1:
        ((first, end),) = wanted
        return [(first, end)], {"Content-Range": f"bytes {first}-{end - 1}/{size}"}
    # Made of the version and the ranges: the same request gets the same bytes.
    boundary = hashlib.sha256(f"{tag}{wanted}".encode()).hexdigest()[:32]
    pieces: list[bytes | tuple[int, int]] = []
    for first, end in wanted:
        head = f"--{boundary}\r\nContent-Type: {type}\r\nContent-Range: bytes {first}-{end - 1}/{size}\r\n\r\n"
        pieces += [head.encode(), (first, end), b"\r\n"]
    pieces.append(f"--{boundary}--\r\n".encode())
    return pieces, {"Content-Type": f"multipart/byteranges; boundary={boundary}"}
