"""An entry of any feed as one thing: what RSS, RDF, Atom and JSON Feed say of it under their several names.

The link is the page's, never a picture's or a feed's. An author that is only an e-mail address is nobody. Relative
addresses are resolved against ``xml:base``, else the entry's link, else the feed's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from syndicate.formats._feeds.dates import moment
from syndicate.formats._feeds.stream import XML, Around, Found, absolute, local, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["NAMES", "Post", "of_element", "of_item"]

NAMES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "https://schema.org/": "schema",
    "http://schema.org/": "schema",
    "https://letterboxd.com": "letterboxd",
    "https://letterboxd.com/": "letterboxd",
    "https://themoviedb.org": "tmdb",
    "https://themoviedb.org/": "tmdb",
}
"""What namespaces are called here, whatever prefix a feed has for them."""
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_MARKUP = re.compile(r"<[a-zA-Z!/]|&#?\w{1,20};")
_ESCAPED = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_MAIL = re.compile(r"\S+@\S+")
_NAMED_MAIL = re.compile(r"\S+@\S+\s*\((.+)\)|(.+?)\s*<\S+@[^\s>]+>")
_TAG = re.compile(r"<[^>]{0,1000}>")
_SPACE = re.compile(r"[ \t\r\n]+")
"""White space of XML: a no-break space is a part of what is said."""


@dataclass(slots=True, kw_only=True)
class Post:
    """An entry; what it does not say is empty."""

    place: str
    around: Around
    id: str = ""
    link: str = ""
    base: str = ""
    """What its relative addresses are relative to."""
    title: str = ""
    """Plain text."""
    text: str = ""
    is_html: bool = True
    summary: str = ""
    """Plain text, where there is a longer one."""
    published: str = ""
    updated: str = ""
    authors: list[dict[str, Any]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    language: str = ""
    parts: dict[str, list[_Element]] = field(default_factory=dict)
    """Its elements by name, with the prefix of their namespace."""
    item: Mapping[str, Any] = field(default_factory=dict)
    """What it is, in JSON."""

    def said(self, *names: str) -> str:
        """The text of the first of its elements of these names that has any."""
        for name in names:
            for element in self.parts.get(name, ()):
                if text := text_of(element):
                    return text
        return ""

    def named(self) -> dict[str, Any]:
        """All of it under its own names, for a user's mapping: text, a list of texts where there are several."""
        if self.item:
            return dict(self.item)
        made: dict[str, Any] = {}
        for name, elements in self.parts.items():
            texts = [text_of(one) or one.get("href") or one.get("url") or one.get("term") or "" for one in elements]
            made[name] = texts[0] if len(texts) == 1 else texts
        return made


def of_element(found: Found) -> Post:
    """The post of an ``item`` or an ``entry``."""
    element = found.element
    parts: dict[str, list[_Element]] = {}
    for child in element:
        if isinstance(child.tag, str):
            parts.setdefault(_name(child), []).append(child)
    post = Post(place=found.place, around=found.around, parts=parts)
    _identity(post, element)
    post.base = absolute(element, "") or post.link or found.around.link
    post.title = _plain(_markup(parts["title"][0])[0]) if "title" in parts else ""
    _texts(post)
    post.published = moment(post.said("published", "issued", "pubDate", "dc:date", "dcterms:created", "created"))
    post.updated = moment(post.said("updated", "modified", "atom:updated", "dcterms:modified"))
    post.authors = list(_authors(post))
    post.tags = [tag for one in parts.get("category", ()) if (tag := _tag(one))]
    post.tags += [text_of(one) for one in parts.get("dc:subject", ()) if text_of(one)]
    post.images = list(dict.fromkeys(filter(None, _images(post))))
    post.language = (element.get(f"{XML}lang") or post.said("dc:language", "language") or found.around.language).strip()
    return post


def _name(child: _Element) -> str:
    space, _, name = child.tag[1:].rpartition("}") if child.tag[:1] == "{" else ("", "", child.tag)
    prefix = NAMES.get(space, child.prefix or "") if space else ""
    if prefix == "atom":
        # In an entry of Atom its own names are bare; in RSS they are somebody else's.
        above = child.getparent()
        prefix = "" if above is not None and local(above) == "entry" else "atom"
    return f"{prefix}:{name}" if prefix else name


def _identity(post: Post, element: _Element) -> None:
    guid = post.said("guid", "id") or element.get(_ABOUT, "")
    links = post.parts.get("link", [])
    page = post.said("feedburner:origLink")
    for rels, html in ((("alternate", ""), True), (("alternate", ""), False)):
        for one in links:
            kind = one.get("type", "text/html")
            if not page and one.get("rel", "") in rels and (not html or kind in ("text/html", "application/xhtml+xml")):
                page = absolute(one, one.get("href") or text_of(one))
    permanent = all(one.get("isPermaLink", "true") != "false" for one in post.parts.get("guid", ()))
    if not page and permanent and re.match(r"https?://", guid):
        page = guid
    if page and not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", page):
        page = _joined(post.around.link, page)
    post.id, post.link = guid, page


def _texts(post: Post) -> None:
    long = post.parts.get("content:encoded") or post.parts.get("content") or post.parts.get("xhtml:body")
    short = post.parts.get("description") or post.parts.get("summary")
    if long and (said := _markup(long[0]))[0]:
        post.text, post.is_html = said
        if short:
            post.summary = _plain(_markup(short[0])[0])
    elif short:
        post.text, post.is_html = _markup(short[0])


def _markup(element: _Element) -> tuple[str, bool]:
    """What an element says, and whether it is HTML: escaped, as XHTML, or as Atom's ``type`` says."""
    kind = element.get("type", "")
    if kind == "xhtml" or (len(element) and element.get("mode") != "escaped"):
        return _xhtml(element), True
    text = (element.text or "").strip()
    if kind in ("text", "text/plain"):
        return text, False
    if kind in ("html", "text/html"):
        return text, True
    return text, _MARKUP.search(text) is not None and local(element) != "title"


def _xhtml(element: _Element) -> str:
    from lxml import etree

    for one in element.iter():
        if isinstance(one.tag, str):
            one.tag = local(one)
    etree.cleanup_namespaces(element)
    if len(element) == 1 and element[0].tag == "div" and not (element.text or "").strip():
        # RFC 4287, section 3.1.1.3: the div itself is no part of what is said.
        element = element[0]
    inner = "".join(etree.tostring(child, method="html", encoding="unicode") for child in element)
    return f"{element.text or ''}{inner}".strip()


def _plain(text: str) -> str:
    """A title or a summary without markup, on one line; entities that were escaped twice are what they stand for."""
    from syndicate import prose

    if _TAG.search(text):
        text = prose.plain_text(text, "html")
    elif _ESCAPED.search(text):
        text = unescape(text)
    return " ".join(text.split())


def _authors(post: Post) -> Iterator[dict[str, Any]]:
    people = post.parts.get("author", [])
    for one in people:
        names = {local(child): text_of(child) for child in one}
        name = names.get("name", "") if len(one) else _person(text_of(one))
        if name and not _MAIL.fullmatch(name):
            url = names.get("uri") or names.get("url") or ""
            yield {"type": "Person", "name": name, **({"url": url} if re.match(r"https?://", url) else {})}
    if not people:
        for one in post.parts.get("dc:creator", ()):
            if name := _person(text_of(one)):
                yield {"type": "Person", "name": name}
        if "dc:creator" not in post.parts and "id" in post.parts and post.around.author:
            # RFC 4287, section 4.2.1: the feed's author is that of the entries without one.
            yield {"type": "Person", "name": post.around.author}


def _person(text: str) -> str:
    """The name in what an author says: RSS has an address there, and the name in brackets."""
    text = " ".join(text.split())
    if named := _NAMED_MAIL.fullmatch(text):
        return (named[1] or named[2]).strip()
    return "" if _MAIL.fullmatch(text) else text


def _tag(element: _Element) -> str:
    text = element.get("label") or element.get("term") or text_of(element)
    return _SPACE.sub(" ", text).strip(" ")


def _images(post: Post) -> Iterator[str]:
    for one in (*post.parts.get("enclosure", ()), *post.parts.get("link", ())):
        enclosed = local(one) == "enclosure" or one.get("rel") == "enclosure"
        if enclosed and one.get("type", "").startswith("image/"):
            yield absolute(one, one.get("url") or one.get("href") or "")
    for name in ("media:content", "media:group", "media:thumbnail"):
        for one in post.parts.get(name, ()):
            for inner in one.iter():
                kind = inner.get("medium", "") or inner.get("type", "").partition("/")[0]
                if kind == "image" or local(inner) == "thumbnail":
                    yield absolute(inner, inner.get("url") or "")


def of_item(item: Mapping[str, Any], place: str, around: Around) -> Post:
    """The post of an item of JSON Feed 1.0 or 1.1; values of another kind than the format has are as good as absent."""
    post = Post(place=place, around=around, item=item)
    id = item.get("id")
    post.id = id if isinstance(id, str) else str(id) if isinstance(id, (int, float)) else ""
    post.link = _joined(around.link, _text(item, "url"))
    post.base = post.link or around.link
    post.title = _plain(_text(item, "title"))
    if html := _text(item, "content_html"):
        post.text = html
    else:
        post.text, post.is_html = _text(item, "content_text"), False
    post.summary = _plain(_text(item, "summary"))
    post.published, post.updated = moment(_text(item, "date_published")), moment(_text(item, "date_modified"))
    authors = item.get("authors", [item.get("author")])
    for one in authors if isinstance(authors, list) else ():
        if isinstance(one, Mapping) and (name := _person(_text(one, "name"))):
            url = _text(one, "url")
            link = {"url": url} if re.match(r"https?://", url) else {}
            post.authors.append({"type": "Person", "name": name, **link})
    if not post.authors and around.author:
        post.authors = [{"type": "Person", "name": around.author}]
    tags = item.get("tags")
    post.tags = [" ".join(tag.split()) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    post.images = [_joined(post.base, url)] if (url := _text(item, "image")) else []
    post.language = _text(item, "language") or around.language
    return post


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url.strip()) if url else ""
    except ValueError:  # a host that is no address
        return url
