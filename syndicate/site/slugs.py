"""Names of files and folders that are made of ids and names: readable, safe on every file system, NFC, lower case.

A slug is letters and digits of any script with single hyphens between them. It is never empty, never a name that a
system keeps for itself, and at most 80 bytes of UTF-8, so that a mark can be added. A mark follows two hyphens, so
that no slug with a mark is ever another's slug without one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

__all__ = ["item_slug", "mark", "marked", "review_slug", "slug"]

_OTHER = re.compile(r"[\W_]+")
_TAG = re.compile(r"tag:[^:]*:(.*)", re.DOTALL)
_KEPT = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_BYTES = 80


def slug(text: str) -> str:
    """The slug of any text; empty where nothing in it is a letter or a digit.

    >>> slug("../../Ünder  the_Skin!")
    'ünder-the-skin'
    """
    # Of ASCII alone, no form is another.
    folded = text.lower() if text.isascii() else _folded(text)
    words = _OTHER.sub("-", folded).strip("-")
    if len(words.encode()) > _BYTES:
        words = words.encode()[:_BYTES].decode(errors="ignore")
        words = words.rpartition("-")[0] or words
    return f"{words}-" if _KEPT.fullmatch(words) else words


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())


def mark(text: str) -> str:
    """What tells two apart that would have one slug."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def marked(slug: str, key: str) -> str:
    """``slug`` with the mark of ``key``."""
    return f"{slug}--{mark(key)}" if slug else mark(key)


def review_slug(id: str, item_name: str) -> str:
    """The slug of a review: what its id says after the authority, so that it does not change with a title.

    >>> review_slug("tag:example.org,2020:films/dune-2021", "Dune")
    'films-dune-2021'
    """
    if id.startswith("urn:uuid:"):
        return f"{slug(item_name) or 'review'}--{hashlib.sha256(id.encode()).hexdigest()[:8]}"
    tag = _TAG.fullmatch(id)
    text = tag[1] if tag else re.sub(r"^[A-Za-z][A-Za-z0-9+.-]*:(?://[^/]*)?", "", id)
    return slug(unquote(text)) or hashlib.sha256(id.encode()).hexdigest()[:12]


@lru_cache(maxsize=16384)
def item_slug(name: str, year: str, key: str) -> str:
    """The slug of an item: the publisher's own key, so that it does not change with a name; else its name and the year
    that tells works of one name apart. ``key`` is what :func:`syndicate.models.item_key.item_key` says.

    >>> item_slug("Kestrel Kettle 1.0 l", "", "key:KETTLE/1"), item_slug("Dune", "2021", "imdb:tt1160419")
    ('kettle-1', 'dune-2021')
    """
    own = key.removeprefix("key:") if key.startswith("key:") else f"{name} {year}"
    return slug(own) or hashlib.sha256(key.encode()).hexdigest()[:12]
