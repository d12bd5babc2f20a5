"""Addresses of pages as keys: two that mean the same page are the same.

Scheme, default port, case of the host, a trailing slash, ``index.html``, ``.html`` and the fragment do not tell
pages apart; a query does (RFC 3986, section 6.2).
"""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import quote, unquote_to_bytes, urlsplit

from syndicate.uri import uri

__all__ = ["address_key", "path_key", "path_key_of_file"]

_INDEX = re.compile(r"(?:^|/)index\.x?html?$", re.IGNORECASE)
_SUFFIX = re.compile(r"(?<=[^/])\.x?html?$", re.IGNORECASE)


def address_key(url: str) -> str | None:
    """The key of an absolute http or https URL; None for what is none.

    >>> address_key("HTTP://Example.org:80/film/%64une/index.html#top") == address_key("https://example.org/film/dune")
    True
    """
    try:
        parts = urlsplit(uri(url.strip()) if url.strip().lower().startswith(("http://", "https://")) else "")
        if not parts.hostname:
            return None
        port = "" if parts.port in (None, 80 if parts.scheme == "http" else 443) else f":{parts.port}"
    except (AttributeError, UnicodeError, ValueError):
        return None
    query = f"?{parts.query}" if parts.query else ""
    return f"//{parts.hostname}{port}{path_key(parts.path)}{query}"


def path_key(path: str) -> str:
    """The key of the path of a URL.

    >>> path_key("/film/d%c3%bcne/"), path_key("/film/düne.html"), path_key("/index.htm")
    ('/film/d%C3%BCne', '/film/d%C3%BCne', '')
    """
    plain = quote(unquote_to_bytes(path), safe="/!$&'()*+,;=:@~-._")
    without = _INDEX.sub("", plain)
    return _SUFFIX.sub("", without.rstrip("/")) if without == plain else without.rstrip("/")


def path_key_of_file(path: PurePath) -> str:
    """The key of the path that a file has on a site, from its path relative to the site's folder."""
    return path_key("/" + quote(path.as_posix().encode("utf-8", "surrogateescape"), safe="/"))
