"""What feedgen 1.0 leaves out or gets wrong, as extensions of its feeds and entries.

feedgen asks an extension for its namespaces and hands it each element that it has made. Those here are the shape of
``feedgen.ext.base.BaseExtension`` and not its children, so that importing them costs nothing.

- Entry links of Atom come out without ``rel``, ``type`` and ``length``, so that readers take a picture for the
  review's link (lkiesow/python-feedgen#135, #143): they are written here.
- Dates of RSS go through ``setlocale``, which is the whole process's: they are written here, and :func:`new_feed`
  takes feedgen's own date of the build away, which would be the clock's.
- An author of RSS without an e-mail address vanishes: ``dc:creator`` says the name.
- Tombstones (RFC 6721), Media RSS, ``xml:lang`` of an entry and schema.org's elements are not in feedgen.
"""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from syndicate.formats import _feed_schema

if TYPE_CHECKING:
    from lxml.etree import _Element

    from syndicate.formats._feed import Entry, Feed
    from syndicate.models.tombstone import Tombstone

__all__ = ["ATOM", "DC", "MEDIA", "NAMESPACES", "TOMBSTONES", "EntryExtension", "FeedExtension", "new_feed"]

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
XML = "http://www.w3.org/XML/1998/namespace"

NAMESPACES: dict[str, dict[str, str]] = {
    "atom": {"schema": _feed_schema.NAMESPACE},
    "rss": {"schema": _feed_schema.NAMESPACE, "dc": DC, "media": MEDIA},
}
"""The namespaces of each format beside its own, by the prefixes that validators expect."""


class FeedExtension:
    """What is added to a feed as a whole; ``feed`` and ``format`` are set before it is written."""

    feed: Feed
    format: str

    def extend_ns(self) -> dict[str, str]:
        """The prefixes to declare at the root."""
        more = {"at": TOMBSTONES} if self.format == "atom" and self.feed.tombstones else {}
        return NAMESPACES[self.format] | more

    def extend_rss(self, rss: _Element) -> _Element:
        """Adds the feed's own date to the channel."""
        _text(rss[0], "lastBuildDate", format_datetime(self.feed.updated))
        return rss

    def extend_atom(self, feed: _Element) -> _Element:
        """Adds the tombstones."""
        for tombstone in self.feed.tombstones:
            _deleted(feed, tombstone)
        return feed


class EntryExtension:
    """What is added to an entry; ``entry`` is set before it is written."""

    entry: Entry

    def extend_rss(self, item: _Element) -> _Element:
        """Adds date, authors, language, pictures and facts to an ``item``."""
        entry = self.entry
        _text(item, "pubDate", format_datetime(entry.published or entry.updated))
        if entry.review.modified is not None:
            _text(item, f"{{{ATOM}}}updated", _rfc3339(entry.updated))
        for author in entry.review.authors:
            _text(item, f"{{{DC}}}creator", author.name)
        if entry.language is not None:
            _text(item, f"{{{DC}}}language", entry.language)
        for picture in entry.pictures:
            _element(item, f"{{{MEDIA}}}content", url=picture.url, medium="image", type=picture.media_type)
        _feed_schema.add(item, entry.facts)
        return item

    def extend_atom(self, element: _Element) -> _Element:
        """Adds links, language and facts to an ``entry``."""
        entry = self.entry
        if entry.language is not None:
            element.set(f"{{{XML}}}lang", entry.language)
        for link in element.findall("link"):
            element.remove(link)
        if entry.link is not None:
            _element(element, "link", rel="alternate", type="text/html", href=entry.link)
        for picture in entry.pictures:
            _element(element, "link", rel="enclosure", type=picture.media_type, href=picture.url)
        for url in entry.related:
            _element(element, "link", rel="related", href=url)
        if entry.license is not None:
            _element(element, "link", rel="license", href=entry.license)
        _feed_schema.add(element, entry.facts)
        return element


def new_feed(feed: Feed, format: str) -> Any:
    """An empty ``FeedGenerator`` with these extensions, and without any value of its own that is the clock's."""
    from feedgen.feed import FeedGenerator

    generator = FeedGenerator()
    # There is no public way to have no date: every RSS feed would say when it was made, and call setlocale to do so.
    generator._FeedGenerator__rss_lastBuildDate = None
    generator.register_extension("syndicate", FeedExtension, EntryExtension)
    generator.syndicate.feed = feed
    generator.syndicate.format = format
    return generator


def _rfc3339(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _text(parent: _Element, name: str, text: str) -> None:
    _element(parent, name).text = text


def _element(parent: _Element, name: str, **attributes: str | None) -> _Element:
    from lxml.etree import SubElement

    return SubElement(parent, name, {key: value for key, value in attributes.items() if value is not None})


def _deleted(feed: _Element, tombstone: Tombstone) -> None:
    """RFC 6721, section 3. The comment has the reason's word, and after ``merged into`` the id that took over."""
    element = _element(feed, f"{{{TOMBSTONES}}}deleted-entry", ref=tombstone.id, when=tombstone.at)
    reason = tombstone.reason if tombstone.merged_into is None else f"merged into {tombstone.merged_into}"
    _text(element, f"{{{TOMBSTONES}}}comment", reason)
