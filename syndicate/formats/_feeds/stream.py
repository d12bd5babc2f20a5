"""The entries of a feed in XML, one at a time: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0.

lxml parses without a DTD, without entities and without the network, and mends what is not well-formed where it can.
Each entry is taken out of the tree when the next one comes. What a feed says of itself is what stands before its first
entry. Entries that were open where the document breaks off are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from syndicate.formats._base import ReadContext
from syndicate.formats._feeds.xml_text import mended
from syndicate.ledger import Refusal, shown

if TYPE_CHECKING:
    from lxml import etree
    from lxml.etree import _Element

__all__ = ["XML", "Around", "Found", "absolute", "elements", "local", "text_of"]

XML = "{http://www.w3.org/XML/1998/namespace}"
_ENTRIES = ("item", "entry", "deleted-entry")
_ROOTS = ("rss", "RDF", "feed", "channel")
"""The local names of the roots of feeds; a channel alone is one that lost its root."""
_RSS = ("{http://purl.org/rss/1.0/", "{http://my.netscape.com/rdf/simple/0.9/")
_PIECE = 1 << 16
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a feed says of itself."""

    title: str = ""
    link: str = ""
    """Its page."""
    language: str = ""
    generator: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An entry, as it stands in its feed."""

    place: str
    element: _Element
    around: Around


def elements(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Found | Refusal]:
    """The entries and the tombstones of a feed in their order."""
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("end",), tag=[f"{{*}}{name}" for name in (*_ENTRIES, *_ROOTS)], recover=True, resolve_entities=False,
        no_network=True, load_dtd=False,
    )  # fmt: skip
    limit = ctx.limits.record_bytes
    around: Around | None = None
    number = size = 0
    complete = False
    end = b""
    for piece in _cut(mended(chunks, lambda what: ctx.note("", "", "repaired", what))):
        parser.feed(piece)
        size += len(piece)
        end = piece.rstrip() or end
        for element in _ended(parser):
            complete = complete or element.getparent() is None
            if not _is_entry(element):
                continue
            size, number = 0, number + 1
            around = _around(element) if around is None else around
            yield Found(place=_place(number, element), element=element, around=around)
            _forget(element)
        if size > limit + _PIECE:
            found = f"more than {limit:,} bytes without an entry's end"
            expected = f"entries of at most {limit:,} bytes"
            yield ctx.refusal(_after(number), found, expected, "Part the feed, or leave out what fills it.")
            return
    # A tag that was never closed leaves the root open too; a document that breaks off mostly ends within something.
    yield from _end(parser, number, ctx, complete=complete, closed=end.endswith(b">"))


def _end(
    parser: etree.XMLPullParser, number: int, ctx: ReadContext, *, complete: bool, closed: bool
) -> Iterator[Refusal]:
    """What is wrong with the document as a whole; what was open at its end is never taken for an entry."""
    from lxml import etree

    try:
        root = parser.close()
    except etree.XMLSyntaxError:
        root = None
    if root is None or local(root) not in _ROOTS:
        there = "nothing that is XML" if root is None else f"XML whose root is {shown(local(root))}"
        yield ctx.refusal(
            "", there, "a feed: rss, rdf:RDF or feed as its root", "Take the format that it is of, or leave it out."
        )
        return
    kinds: dict[str, int] = {}
    for one in parser.feed_error_log:
        kinds.setdefault(one.type_name, one.line)
    is_open = any(map(_is_entry, _ended(parser)))
    if "ERR_RESOURCE_LIMIT" in kinds:
        found = "elements nested too deeply, or a text of more than 10,000,000 bytes"
        yield ctx.refusal(_after(number), found, "a feed within these limits", "Leave out what is so large.")
    elif is_open or not (complete or (closed and "ERR_TAG_NAME_MISMATCH" in kinds)):
        found = "the end of the file within an entry" if is_open else "the end of the file within the feed"
        mend = "Copy or fetch the feed again; what came before was read."
        yield ctx.refusal(_after(number), found, "its closing tags", mend)
    elif kinds:
        name, line = next(iter(kinds.items()))
        what = name.removeprefix("ERR_").replace("_", " ").lower()
        ctx.note(f"line {line}", "", "repaired", f"XML that is not well-formed: {what}")


def _ended(parser: etree.XMLPullParser) -> Iterator[_Element]:
    for _, element in parser.read_events():
        # Only events of namespaces have anything else.
        assert element is not None
        assert not isinstance(element, tuple)
        yield element


def _cut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        for start in range(0, len(piece), _PIECE):
            yield piece[start : start + _PIECE]


def _is_entry(element: _Element) -> bool:
    """Whether an element of such a name is an entry of the feed, by its namespace.

    Where it stands does not count: behind a tag that is not closed, everything stands within what was open.
    """
    if local(element) not in _ENTRIES or element.getparent() is None:
        return False
    root = element.getroottree().getroot()
    space = element.tag.rpartition("}")[0]
    return local(root) in _ROOTS and (
        local(element) == "deleted-entry" or space in ("", root.tag.rpartition("}")[0], *_RSS)
    )


def _forget(element: _Element) -> None:
    """Lets go of an entry and of all that stands before it; the entry itself goes with the next one."""
    above = element.getparent()
    element.clear()
    assert above is not None
    if local(above) in _ENTRIES:
        # An entry that was not closed still has what it said before.
        above.remove(element)
        return
    while (before := element.getprevious()) is not None:
        above.remove(before)


def _around(entry: _Element) -> Around:
    above = entry.getparent()
    assert above is not None
    # In RSS 1.0 the channel stands beside the items.
    channel = next((one for one in above if local(one) == "channel"), above)
    said: dict[str, str] = {}
    link = ""
    for child in channel:
        name = local(child)
        if name in _ENTRIES:
            break
        if name == "link":
            rel = child.get("rel", "alternate")
            link = link or (absolute(child, child.get("href") or text_of(child)) if rel == "alternate" else "")
        elif name == "author":
            named = next((text_of(one) for one in child if local(one) == "name"), text_of(child))
            said.setdefault("author", named)
        else:
            said.setdefault(name, text_of(child))
    return Around(
        title=said.get("title", ""),
        link=link,
        language=(channel.get(f"{XML}lang") or said.get("language", "")).strip(),
        generator=said.get("generator", ""),
        author=said.get("author", ""),
    )


def absolute(element: _Element, url: str) -> str:
    """``url`` resolved against the ``xml:base`` of the element and of those above it (XML Base, section 4)."""
    made = url.strip()
    if _ABSOLUTE.match(made):
        return made
    at: _Element | None = element
    while at is not None:
        if base := at.get(f"{XML}base"):
            made = _joined(base.strip(), made)
        at = at.getparent()
    return made


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:  # a host that is no address
        return url


def local(element: _Element) -> str:
    """The name of an element without its namespace and prefix; empty for a comment."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def text_of(element: _Element) -> str:
    """The text of an element and of all in it."""
    return "".join(map(str, element.itertext())).strip()


def _place(number: int, element: _Element) -> str:
    return f"entry {number} (line {element.sourceline})" if element.sourceline else f"entry {number}"


def _after(number: int) -> str:
    return f"after entry {number}" if number else ""
