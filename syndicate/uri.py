"""IRIs, which a record may hold, as URIs, which feeds and site maps have to (RFC 3987, section 3.1)."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

__all__ = ["uri"]


def uri(iri: str) -> str:
    """An absolute http or https IRI as a URI: the host in Punycode, all else that is not ASCII percent-encoded.

    >>> uri("https://bücher.example/größe?q=ä#é")
    'https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe?q=%C3%A4#%C3%A9'
    """
    if iri.isascii():
        return iri
    scheme, authority, rest = re.fullmatch(r"(https?://)([^/?#]*)(.*)", iri, re.DOTALL).groups()  # type: ignore[union-attr]
    user, at, host = authority.rpartition("@")
    return scheme + _quoted(user) + at + ".".join(map(_label, re.split("[.。．｡]", host))) + _quoted(rest)


def _quoted(text: str) -> str:
    return quote(text, safe="".join(map(chr, range(0x21, 0x7F))))


def _label(label: str) -> str:
    """One label of a host, a port with the last. Punycode (RFC 3492) of its folded form, as in IDNA 2008: ß stays ß."""
    if label.isascii():
        return label
    name, colon, port = unicodedata.normalize("NFKC", label).lower().partition(":")
    return f"xn--{unicodedata.normalize('NFC', name).encode('punycode').decode()}{colon}{port}"
