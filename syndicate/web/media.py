"""What a web server says of each published file: its media type, how long it may be kept, and who may read it.

One table for ``syndicate serve`` and for the settings of other servers in ``examples/hosting/``, which a test compares
with it.

- **Media types** follow the registrations of IANA where there is one, else what the format's own community says
  (``text/x-opml`` for OPML 2.0, ``application/jsonl`` for JSON Lines). A suffix that is not here is
  ``application/octet-stream``.
- **charset** is said for texts whose media type has that parameter. JSON is UTF-8 always and has none (RFC 8259,
  section 11).
- **A browser gets feeds as XML**: of a feed's own type Chromium shows the source, and others offer a download, whatever
  style sheet it names; of ``application/xml`` they show it as the style sheet says. So a request that accepts HTML and
  no feeds gets that type, and the response says ``Vary: Accept``.
- **Compressed data is a file, not a coding**: a ``.jsonl.gz`` is ``application/gzip`` with no ``Content-Encoding``,
  since the manifest has the sum of the compressed bytes, and a client that undid the coding could not check it.
- **Kept**: a name whose bytes may change with a build is asked for again each time, which costs a 304. Feeds may be
  kept for five minutes: readers ask that often. A part of the export that is named by its content never changes and is
  kept without asking, but for a day only, so that what was erased does not stay in caches.
- **Read by anyone**: feeds, the export, fragments of items and JSON-LD may be read by scripts of other sites.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["FEED", "IMMUTABLE", "MEDIA", "PAGE", "Media", "cache_control", "is_browser", "media_of", "open_to_all"]

PAGE: Final = "public, max-age=0, must-revalidate"
"""Cache-Control of what a build may change."""
FEED: Final = "public, max-age=300, must-revalidate"
"""Cache-Control of feeds."""
IMMUTABLE: Final = "public, max-age=86400, immutable"
"""Cache-Control of what is named by its content (RFC 8246)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """What a kind of file is."""

    type: str
    """The media type, without parameters."""
    charset: bool = False
    """Whether the type has the parameter ``charset``; it is ``utf-8``."""
    text: bool = False
    """Whether it is worth compressing."""
    shown: str = ""
    """The type by which a browser shows it to a person, where it is another."""


def _text(type: str) -> Media:
    return Media(type=type, charset=True, text=True)


def _feed(type: str) -> Media:
    return Media(type=type, charset=True, text=True, shown="application/xml")


def _json(type: str) -> Media:
    return Media(type=type, text=True)


MEDIA: Final[dict[str, Media]] = {
    ".html": _text("text/html"),
    ".css": _text("text/css"),
    ".js": _text("text/javascript"),
    ".mjs": _text("text/javascript"),
    ".txt": _text("text/plain"),
    ".md": _text("text/markdown"),
    ".csv": _text("text/csv"),
    ".rss": _feed("application/rss+xml"),
    ".atom": _feed("application/atom+xml"),
    ".opml": _feed("text/x-opml"),
    ".xml": _text("application/xml"),
    ".json": _json("application/json"),
    ".jsonld": _json("application/ld+json"),
    ".jsonl": _json("application/jsonl"),
    ".schema.json": _json("application/schema+json"),
    ".feed.json": _json("application/feed+json"),
    ".webmanifest": _json("application/manifest+json"),
    ".svg": _text("image/svg+xml"),
    ".ico": Media(type="image/vnd.microsoft.icon", text=True),
    ".png": Media(type="image/png"),
    ".jpg": Media(type="image/jpeg"),
    ".jpeg": Media(type="image/jpeg"),
    ".gif": Media(type="image/gif"),
    ".webp": Media(type="image/webp"),
    ".avif": Media(type="image/avif"),
    ".woff2": Media(type="font/woff2"),
    ".woff": Media(type="font/woff"),
    ".ttf": Media(type="font/ttf", text=True),
    ".otf": Media(type="font/otf", text=True),
    ".mp3": Media(type="audio/mpeg"),
    ".mp4": Media(type="video/mp4"),
    ".pdf": Media(type="application/pdf"),
    ".gz": Media(type="application/gzip"),
    ".zst": Media(type="application/zstd"),
    ".zip": Media(type="application/zip"),
}
"""By the end of the name, in lower case; of two ends that fit, the longer says it."""

_UNKNOWN = Media(type="application/octet-stream")
_OPEN = re.compile(r"(?:feeds|export|items)/|.*\.jsonld$", re.DOTALL | re.IGNORECASE)
_BY_CONTENT = re.compile(r"export/.*[-.][0-9a-f]{16,64}\.jsonl(?:\.gz|\.zst)?$", re.DOTALL)


def media_of(path: str) -> Media:
    """What the file at a path below the published folder is. In ``feeds/`` every ``.json`` is a JSON Feed."""
    name = path.rpartition("/")[2].casefold()
    if path.startswith("feeds/") and name.endswith(".json"):
        return MEDIA[".feed.json"]
    at = name.find(".")
    while at >= 0:
        if known := MEDIA.get(name[at:]):
            return known
        at = name.find(".", at + 1)
    return _UNKNOWN


def cache_control(path: str) -> str:
    """How long the file at a path below the published folder may be kept."""
    if _BY_CONTENT.match(path):
        return IMMUTABLE
    return FEED if path.startswith("feeds/") else PAGE


def is_browser(accept: str | None) -> bool:
    """Whether an ``Accept`` is that of a browser that shows a person what it gets: HTML, and no feeds."""
    told = (accept or "").casefold()
    return "text/html" in told and "rss+xml" not in told and "atom+xml" not in told


def open_to_all(path: str) -> bool:
    """Whether scripts of other sites may read the file at a path below the published folder."""
    return _OPEN.match(path) is not None
