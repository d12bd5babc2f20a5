"""What is wrong with an address, and the specifications that say what is right."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

__all__ = [
    "ADDRESSES",
    "READ",
    "RFC3986",
    "SPECIAL",
    "URLS",
    "fault_of",
    "is_relative",
    "is_web",
    "private_host",
    "scheme_of",
]

READ = "2026-11-24"
RFC3986 = "https://www.rfc-editor.org/rfc/rfc3986"
SPECIAL = "https://www.rfc-editor.org/rfc/rfc6761"
"""The names that are no one's: localhost, test, invalid; ``local`` is RFC 6762's."""
URLS = "https://url.spec.whatwg.org/#url-writing"

ADDRESSES = frozenset((
    "contentUrl", "discussionUrl", "downloadUrl", "embedUrl", "image", "installUrl", "logo", "mainEntityOfPage",
    "sameAs", "screenshot", "thumbnailUrl", "url",
))  # fmt: skip
"""Properties whose texts are addresses, and never what a thing is called, as in ``isPartOf``."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:")
_BLANKS = re.compile(r"[\x00-\x20]+")
_FILE = re.compile(
    r"[\w%~@+-]+(?:[./][\w%~@+-]+)*\.(?:avif|gif|html?|jpe?g|pdf|php|png|svg|webp)(?:[?#].*)?", re.IGNORECASE
)
# Not what RFC 3986 forbids and every reader takes, such as | and ^.
_ODD = re.compile(r"[\s<>\"\\]")
_TWICE = re.compile(r"https?:/*https?[:/]", re.IGNORECASE)
_HALF = re.compile(r"https?(?::/?(?!/)|//)", re.IGNORECASE)
_PRIVATE = re.compile(r"(?:.*\.)?(?:home|internal|invalid|lan|local|localhost|test)")


def scheme_of(text: str) -> str:
    """The scheme of an address in lower case, as browsers read it, which leave blanks out; empty if it has none."""
    start = _BLANKS.sub("", text[:80])
    found = _SCHEME.match(start)
    return found[0][:-1].lower() if found else ""


def is_web(text: str) -> bool:
    """Whether it begins as an address of the web."""
    return scheme_of(text) in ("http", "https")


def is_relative(text: str) -> bool:
    """Whether it is an address that is read from another one: ``/a``, ``a.jpg``, ``//example.org/a``, ``#a``."""
    text = text.strip()
    return text.startswith(("/", "./", "../", "?", "#")) or bool(len(text) < 2000 and _FILE.fullmatch(text))


def fault_of(text: str) -> str:
    """What is wrong with an address that begins as one of the web; empty where nothing is."""
    text = text.strip()
    if _TWICE.match(text):
        return "it begins twice"
    if _HALF.match(text):
        return "its beginning is broken"
    if not is_web(text):
        return ""
    if found := _ODD.search(text):
        return "there is a space in it" if found[0].isspace() else f"there is a {found[0]} in it"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        return f"it cannot be read: {error}"
    if not parts.hostname:
        return "it names no host"
    if parts.username is not None and parts.password is None:
        return "a name and an @ stand before its host"
    if port == 0 or any(not label for label in parts.hostname.rstrip(".").split(".")):
        return "its host is broken"
    return ""


def private_host(text: str) -> str:
    """The host of an address that nobody else reaches; empty where others do."""
    if not is_web(text):
        return ""
    try:
        host = (urlsplit(text.strip()).hostname or "").rstrip(".")
    except ValueError:
        return ""
    if _PRIVATE.fullmatch(host):
        return host
    try:
        return host if not ip_address(host).is_global else ""
    except ValueError:
        return ""
