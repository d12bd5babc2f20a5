"""A feed as rules see it: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, each entry with its own element or object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from syndicate.formats._base import Limits
from syndicate.formats._json import Unreadable, loaded

__all__ = ["ATOM", "CONTENT", "DC", "Entry", "Feed", "FeedKind", "SCHEMA", "feed_of"]

FeedKind = Literal["atom", "rss", "json", ""]

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
SCHEMA = "{https://schema.org/}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry, with what all three have; texts as they stand, empty where there is none."""

    path: str
    """``entry[0]``, ``item[0]`` or ``items[0]``, as the feed calls it."""
    id: str
    url: str
    title: str
    published: str
    updated: str
    content: str
    """HTML: ``content:encoded``, ``content``, ``content_html``, else the description or the summary."""
    line: int
    """The line on which it begins; 0 where it is not known."""
    element: Any
    """The element of lxml; None in JSON Feed."""
    value: Mapping[str, Any] | None
    """The object of JSON Feed; None elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed."""

    kind: FeedKind
    """Empty where it is none, or cannot be read."""
    root: Any = None
    """The ``feed`` or ``rss`` element of lxml; None in JSON Feed."""
    value: Mapping[str, Any] | None = None
    """The object of JSON Feed; None elsewhere."""
    entries: tuple[Entry, ...] = ()
    wrong: str = ""
    """Why it cannot be read."""
    line: int = 0
    """The line at which it cannot."""
    size: int = 0
    """Its bytes."""


def feed_of(data: bytes) -> Feed:
    """The feed that some bytes are. No entity is expanded, and nothing is fetched."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json(data)
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return Feed(kind="", wrong=f"not well-formed: {error.msg}", line=error.lineno or 0, size=len(data))
    if root.tag == f"{ATOM}feed":
        entries = tuple(_atom(entry, at) for at, entry in enumerate(root.iterfind(f"{ATOM}entry")))
        return Feed(kind="atom", root=root, entries=entries, size=len(data))
    if root.tag == "rss":
        entries = tuple(_rss(item, at) for at, item in enumerate(root.iterfind("channel/item")))
        return Feed(kind="rss", root=root, entries=entries, size=len(data))
    return Feed(kind="", wrong=f"the root is {root.tag}, and no rss or feed", line=1, size=len(data))


def _text(element: Any, *names: str) -> str:
    for name in names:
        found = element.find(name)
        if found is not None and (text := "".join(found.itertext()).strip()):
            return text
    return ""


def _atom(entry: Any, at: int) -> Entry:
    links = [link for link in entry.iterfind(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    return Entry(
        path=f"entry[{at}]",
        id=_text(entry, f"{ATOM}id"),
        url=(links[0].get("href") or "").strip() if links else "",
        title=_text(entry, f"{ATOM}title"),
        published=_text(entry, f"{ATOM}published"),
        updated=_text(entry, f"{ATOM}updated"),
        content=_text(entry, f"{ATOM}content", f"{ATOM}summary"),
        line=entry.sourceline or 0,
        element=entry,
        value=None,
    )


def _rss(item: Any, at: int) -> Entry:
    return Entry(
        path=f"item[{at}]",
        id=_text(item, "guid"),
        url=_text(item, "link"),
        title=_text(item, "title"),
        published=_text(item, "pubDate", f"{DC}date"),
        updated=_text(item, f"{ATOM}updated"),
        content=_text(item, f"{CONTENT}encoded", "description"),
        line=item.sourceline or 0,
        element=item,
        value=None,
    )


def _json(data: bytes) -> Feed:
    try:
        value, _ = loaded(data.removeprefix(b"\xef\xbb\xbf"), Limits().depth)
    except Unreadable as error:
        return Feed(kind="", wrong=f"no JSON: {error.found}", size=len(data))
    if not isinstance(value, dict):
        return Feed(kind="", wrong="no object of JSON", size=len(data))
    items = value.get("items")
    entries = tuple(
        Entry(
            path=f"items[{at}]",
            id=_said(one, "id"),
            url=_said(one, "url"),
            title=_said(one, "title"),
            published=_said(one, "date_published"),
            updated=_said(one, "date_modified"),
            content=_said(one, "content_html") or _said(one, "content_text") or _said(one, "summary"),
            line=0,
            element=None,
            value=one,
        )
        for at, one in enumerate(items if isinstance(items, list) else ())
        if isinstance(one, dict)
    )
    return Feed(kind="json", value=value, entries=entries, size=len(data))


def _said(value: Mapping[str, Any], name: str) -> str:
    said = value.get(name)
    return said.strip() if isinstance(said, str) else ""
