"""Documents of RSS and Atom by feedgen 1.0, and what it leaves out or gets wrong, as extensions of its own kind.

feedgen asks an extension for its namespaces and hands it each element that it has made. Those here have the shape of
``feedgen.ext.base.BaseExtension`` and are not its children, so that they cost nothing. feedgen holds a feed
in memory; here it makes one entry at a time, and the feed without any.

- Entry links of Atom come out without ``rel``, ``type`` and ``length``, so that readers take a picture for the
  review's link (lkiesow/python-feedgen#135, #143): they are written here. So are the links of a feed: RSS gets none
  but ``self``.
- Dates of RSS go through ``setlocale``, which is the whole process's: they are written here, and feedgen's own date of
  the build, which would be the clock's, is taken away.
- An author of RSS without an e-mail address vanishes: ``dc:creator`` says the name.
- Tombstones (RFC 6721), archives (RFC 5005), Media RSS, ``xml:lang`` of an entry and schema.org's elements are not in
  feedgen. The last are the same in both formats, so that they are made once, as text (:mod:`.facts`), and put behind
  what feedgen has made of an entry.
"""

from __future__ import annotations

from email.utils import format_datetime
from html import escape
from typing import Any, Literal

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml.etree import Element, SubElement, _Element, tostring

from syndicate.formats._feeds import facts
from syndicate.formats._feeds.assembled import Made, Written
from syndicate.formats._feeds.channel import NEVER, Channel
from syndicate.formats._feeds.content import described
from syndicate.formats._feeds.entries import Entry, rfc3339
from syndicate.models.tombstone import Tombstone
from syndicate.uri import uri

__all__ = ["ATOM", "CONTENT", "DC", "HISTORY", "MEDIA", "TOMBSTONES", "XML", "written"]

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
HISTORY = "http://purl.org/syndication/history/1.0"
MEDIA = "http://search.yahoo.com/mrss/"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
XML = "http://www.w3.org/XML/1998/namespace"

Kind = Literal["atom", "rss"]
_NAMESPACES: dict[Kind, dict[str, str]] = {
    "atom": {"schema": facts.NAMESPACE},
    "rss": {"schema": facts.NAMESPACE, "dc": DC, "media": MEDIA},
}
"""The namespaces of every document beside those that feedgen declares, by the prefixes that validators expect."""
_TYPES: dict[Kind, str] = {"atom": "application/atom+xml", "rss": "application/rss+xml"}
_ENDS: dict[Kind, tuple[bytes, bytes]] = {"atom": (b"feed", b"</feed>"), "rss": (b"channel", b"</channel>")}


class _FeedExtension:
    """What is added to a feed as a whole; both are set before it is written."""

    of: Channel
    made: Made
    kind: Kind

    def extend_ns(self) -> dict[str, str]:
        """The prefixes to declare at the root."""
        more = {"at": TOMBSTONES} if self.made.gone else {}
        if self.of.options.archive:
            more["fh"] = HISTORY
        return _NAMESPACES[self.kind] | more

    def extend_rss(self, rss: _Element) -> _Element:
        """Adds the links and the feed's own date to the channel."""
        channel = rss[0]
        for rel, href in self.of.links:
            _element(channel, f"{{{ATOM}}}link", rel=rel, type=_link_type(rel, self.kind), href=href)
        if self.made.updated is not None:
            _text(channel, "lastBuildDate", format_datetime(self.made.updated))
        if self.of.options.archive:
            _element(channel, f"{{{HISTORY}}}archive")
        return rss

    def extend_atom(self, feed: _Element) -> _Element:
        """Adds the links."""
        for rel, href in (*self.of.links[:1], ("alternate", self.of.page), *self.of.links[1:]):
            _element(feed, "link", rel=rel, type=_link_type(rel, self.kind), href=href)
        if self.of.options.archive:
            _element(feed, f"{{{HISTORY}}}archive")
        return feed


class _EntryExtension:
    """What is added to an entry; ``entry`` is set before it is written."""

    entry: Entry

    def extend_rss(self, item: _Element) -> _Element:
        """Adds date, authors, language and pictures to an ``item``."""
        entry, data = self.entry, self.entry.data
        _text(item, "pubDate", format_datetime(entry.published or entry.updated))
        if "modified" in data:
            _text(item, f"{{{ATOM}}}updated", rfc3339(entry.updated))
        for author in data.get("authors", ()):
            _text(item, f"{{{DC}}}creator", author["name"])
        if entry.language is not None:
            _text(item, f"{{{DC}}}language", entry.language)
        for picture in entry.pictures:
            _element(item, f"{{{MEDIA}}}content", url=picture.url, medium="image", type=picture.media_type)
        return item

    def extend_atom(self, element: _Element) -> _Element:
        """Adds links and language to an ``entry``."""
        entry, data = self.entry, self.entry.data
        if entry.language is not None:
            element.set(f"{{{XML}}}lang", entry.language)
        for link in element.findall("link"):
            element.remove(link)
        if entry.link is not None:
            _element(element, "link", rel="alternate", type="text/html", href=entry.link)
        for picture in entry.pictures:
            _element(element, "link", rel="enclosure", type=picture.media_type, href=picture.url)
        for url in data.get("links", ()):
            _element(element, "link", rel="related", href=uri(url))
        if "license" in data:
            _element(element, "link", rel="license", href=uri(data["license"]))
        return element


def _around(of: Channel, kind: Kind, made: Made) -> tuple[bytes, bytes]:
    """What stands before and behind the entries of a feed."""
    document = FeedGenerator()
    # There is no public way to have no date: every RSS feed would say when it was made, and call setlocale to do so.
    document._FeedGenerator__rss_lastBuildDate = None
    document.register_extension("syndicate", _FeedExtension, _EntryExtension)
    extension = document.syndicate
    extension.of, extension.made, extension.kind = of, made, kind
    document.title(of.title)
    document.language(of.language)
    document.generator("Syndicate")
    if kind == "atom":
        document.id(of.id)
        document.subtitle(of.description)
        document.updated(made.updated or NEVER)
        document.author({"name": of.author, "uri": of.author_url})
        whole = document.atom_str(pretty=True)
    else:
        document.description(of.description or of.title)
        # The last link of any kind is the channel's.
        document.link(href=of.page, rel="alternate")
        whole = document.rss_str(pretty=True)
    if of.style is not None:
        declaration, end, rest = whole.partition(b"?>\n")
        href = escape(of.style).encode("utf-8")
        whole = declaration + end + b'<?xml-stylesheet type="text/css" href="' + href + b'"?>\n' + rest
    _, closing = _ENDS[kind]
    if kind == "rss":
        whole = _plainly(_plainly(whole, b"title"), b"description")
    at = whole.rindex(closing)
    # The indentation of the closing tag is its own.
    at = whole.rindex(b"\n", 0, at) + 1
    return whole[:at] + made.gone_bytes, whole[at:]


def written(kind: Kind, of: Channel) -> Written:
    """How ``kind`` says an entry, a tombstone and what is around them."""
    root = Element("feed", nsmap=_ALL)

    def entry(one: Entry) -> bytes:
        made = FeedEntry()
        made.register_extension("syndicate", _EntryExtension)
        made.syndicate.entry = one
        made.title(one.title)
        made.category([{"term": tag} for tag in one.data.get("tags", ())])
        if kind == "rss":
            data = _plainly(_bytes(root, _rss(made, one)), b"title")
            if any("&" in tag or "<" in tag for tag in one.data.get("tags", ())):
                data = _plainly(data, b"category", every=True)
            return _with_facts(data, one)
        return _with_facts(_bytes(root, _atom(made, one)), one)

    def gone(tombstone: Tombstone, before: int) -> bytes:
        return _bytes(root, _deleted(tombstone, before))

    return Written(entry=entry, gone=gone, around=lambda made: _around(of, kind, made))


def _rss(made: Any, one: Entry) -> _Element:
    made.guid(one.data["id"], permalink=False)
    made.description(described(one.summary))
    if one.link is not None:
        made.link(href=one.link, rel="alternate")
    if one.content is not None:
        made.content(one.content)
    element: _Element = made.rss_entry()
    return element


def _atom(made: Any, one: Entry) -> _Element:
    data = one.data
    made.id(data["id"])
    made.updated(one.updated)
    made.published(one.published)
    made.author([_author(author) for author in data.get("authors", ())])
    made.summary(data.get("summary"))
    if one.content is not None:
        made.content(one.content, type="html")
    elif one.link is not None:
        # Only so that feedgen sees one; the extension writes all links.
        made.link(href=one.link, rel="alternate")
    else:
        made.content(data.get("summary") or one.title, type="text")
    element: _Element = made.atom_entry()
    return element


def _with_facts(data: bytes, one: Entry) -> bytes:
    """An entry with schema.org's elements as its last."""
    at = data.rindex(b"  </")
    return b"%b%b%b" % (data[:at], one.facts, data[at:])


def _author(author: dict[str, Any]) -> dict[str, str]:
    return {"name": author["name"], **({"uri": uri(author["url"])} if "url" in author else {})}


def _link_type(rel: str, kind: Kind) -> str | None:
    return "text/html" if rel == "alternate" else None if rel == "hub" else _TYPES[kind]


def _plainly(data: bytes, name: bytes, *, every: bool = False) -> bytes:
    """``data`` with ``&`` and ``<`` in its first element of that name, or ``every`` one, as RSS wants them where text
    is plain.

    Nobody then takes it for HTML (https://www.rssboard.org/rss-profile#data-types-characterdata).
    """
    end = 0
    while (start := data.find(b"<" + name + b">", end)) >= 0:
        end = data.index(b"</" + name + b">", start)
        text = data[start:end].replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;")
        data = data[:start] + text + data[end:]
        end = start + len(text)
        if not every:
            break
    return data


def _bytes(root: _Element, element: _Element) -> bytes:
    """One child of a feed, without the namespaces that ``root``, which has no other, declares."""
    root[:] = [element]
    whole: bytes = tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=False)
    return whole[whole.index(b">\n") + 2 : -8]


_ALL: dict[str, str] = {
    "atom": ATOM, "at": TOMBSTONES, "content": CONTENT, "dc": DC, "media": MEDIA, "schema": facts.NAMESPACE,
}  # fmt: skip


def _deleted(tombstone: Tombstone, before: int) -> _Element:
    """RFC 6721, section 3, with the reason for people, and as schema.org's node of a tombstone has it.

    The grammar of RFC 4287 has nothing but entries after the first entry, so how many stand before it is said.
    """
    element = Element(f"{{{TOMBSTONES}}}deleted-entry", ref=tombstone.id, when=tombstone.at)
    reason = tombstone.reason if tombstone.merged_into is None else f"merged into {tombstone.merged_into}"
    _text(element, f"{{{TOMBSTONES}}}comment", reason)
    _text(element, f"{{{facts.NAMESPACE}}}description", tombstone.reason)
    if tombstone.merged_into is not None:
        _text(element, f"{{{facts.NAMESPACE}}}isPartOf", tombstone.merged_into)
    if before:
        _text(element, f"{{{facts.NAMESPACE}}}position", str(before))
    return element


def _text(parent: _Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _element(parent: _Element, name: str, **attributes: str | None) -> _Element:
    return SubElement(parent, name, {key: value for key, value in attributes.items() if value is not None})
