"""What several rules ask of feeds: entries, dates, links, the HTML of entries, what an entry says of its rating."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from syndicate.check._feed import ATOM, CONTENT, DC, SCHEMA, Entry, Feed
from syndicate.check._numbers import number_of
from syndicate.check._rule import Check, Hit
from syndicate.check._subject import Subject
from syndicate.hypertext import Tag, attributes, tokens

__all__ = [
    "Dated", "Html", "Link", "Rated", "addresses", "dates", "html_of", "is_absolute", "links", "of_entries", "of_feed",
    "ratings", "tags",
]  # fmt: skip

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LETTERBOXD = "{https://letterboxd.com}memberRating"

_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,12})?(Z|[+-][0-9]{2}:[0-9]{2})?)?",
    re.ASCII,
)
_W3C = re.compile(
    r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,12})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?",
    re.ASCII,
)
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3}(?:,\s*|\s+))?[0-9]{1,2}\s+[A-Za-z]{3}\s+[0-9]{2}(?:[0-9]{2})?\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(\s+[A-Za-z0-9+-]{1,6})?",
    re.ASCII,
)
_LONGEST = 80


class Dated(NamedTuple):
    """A date of a feed."""

    path: str
    """``entry[0].updated``."""
    text: str
    state: Literal["fine", "zoneless", "wrong"]
    instant: datetime | None
    """With its zone; without one where it says none; None where it is no date."""
    wanted: str
    """How it is written there, by an example."""


def of_feed(find: Callable[[Feed], Iterator[Hit]]) -> Check:
    """A check of what a feed says."""

    def check(subject: Subject) -> Iterator[Hit]:
        feed = subject.page.feed
        return iter(()) if feed is None else find(feed)

    return check


def of_entries(find: Callable[[Feed, Entry], Iterator[Hit]]) -> Check:
    """A check of what each entry of a feed says."""
    return of_feed(lambda feed: (hit for entry in feed.entries for hit in find(feed, entry)))


def dates(feed: Feed) -> Iterator[Dated]:
    """All dates of a feed, those of its entries among them."""
    for path, text, form in _date_texts(feed):
        if text.strip():
            yield _dated(path, text.strip(), form)


def _date_texts(feed: Feed) -> Iterator[tuple[str, str, str]]:
    if feed.kind == "atom":
        yield "updated", feed.root.findtext(f"{ATOM}updated") or "", "3339"
        for entry in feed.entries:
            for name in ("published", "updated"):
                yield f"{entry.path}.{name}", entry.element.findtext(f"{ATOM}{name}") or "", "3339"
    elif feed.kind == "rss":
        for name in ("pubDate", "lastBuildDate"):
            yield name, feed.root.findtext(f"channel/{name}") or "", "822"
        for entry in feed.entries:
            yield f"{entry.path}.pubDate", entry.element.findtext("pubDate") or "", "822"
            yield f"{entry.path}.date", entry.element.findtext(f"{DC}date") or "", "w3c"
            yield f"{entry.path}.updated", entry.element.findtext(f"{ATOM}updated") or "", "3339"
    elif feed.kind == "json":
        for entry in feed.entries:
            yield f"{entry.path}.date_published", entry.published, "3339"
            yield f"{entry.path}.date_modified", entry.updated, "3339"


def _dated(path: str, text: str, form: str) -> Dated:
    wanted = "Fri, 31 May 2024 14:30:00 +0200" if form == "822" else "2024-05-31T14:30:00+02:00"
    pattern = {"822": _RFC822, "3339": _RFC3339, "w3c": _W3C}[form]
    found = pattern.fullmatch(text) if len(text) < _LONGEST else None
    instant = None if found is None else _instant(text, form)
    if found is None or instant is None:
        return Dated(path, text, "wrong", None, wanted)
    if form == "w3c":  # a day needs no zone there, a time does
        zoned = found[1] is None or instant.tzinfo is not None
    else:
        zoned = instant.tzinfo is not None
    return Dated(path, text, "fine" if zoned else "zoneless", instant, wanted)


def _instant(text: str, form: str) -> datetime | None:
    try:
        if form != "822":
            full = f"{text}-01-01"[:10] if len(text) < len("2024-01-01") else text
            return datetime.fromisoformat(full)
        made = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    # RFC 5322, section 3.3: -0000 is a time in UTC of which nothing else is known.
    return made.replace(tzinfo=UTC) if text.endswith("-0000") else made


class Html(NamedTuple):
    """HTML of an entry."""

    path: str
    """``entry[0].content``."""
    text: str
    based: bool
    """Whether something in the feed says what relative addresses in it are relative to."""


def html_of(entry: Entry) -> Iterator[Html]:
    """The HTML of an entry, one for each element that has some."""
    if entry.value is not None:
        said = entry.value.get("content_html")
        if isinstance(said, str) and said:
            yield Html(f"{entry.path}.content_html", said, False)
        return
    based = any(_BASE in one.attrib for one in (entry.element, *entry.element.iterancestors()))
    for name, shown in ((f"{CONTENT}encoded", "encoded"), ("description", "description")):
        if text := entry.element.findtext(name):
            yield Html(f"{entry.path}.{shown}", text, based)
    for name in ("content", "summary"):
        found = entry.element.find(f"{ATOM}{name}")
        if found is None:
            continue
        kind = found.get("type", "text")
        if kind == "html" and found.text:
            yield Html(f"{entry.path}.{name}", found.text, based or _BASE in found.attrib)
        elif kind == "xhtml" and len(found):
            from lxml import etree

            text = etree.tostring(found[0], encoding="unicode", method="html")
            yield Html(f"{entry.path}.{name}", text, based or _BASE in found.attrib)


def tags(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The start tags of some HTML with their attributes."""
    if "<" in html:
        for tag in tokens(html):
            if isinstance(tag, Tag) and not tag.closing:
                yield tag.name, attributes(html, tag)


_WITH_ADDRESS = ("href", "src", "poster", "action", "formaction", "data", "background", "cite")


def addresses(found: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The addresses in the attributes of a tag."""
    for name in _WITH_ADDRESS:
        if found.get(name):
            yield name, found[name].strip()


class Link(NamedTuple):
    """An address of a feed's own."""

    path: str
    url: str


def links(feed: Feed) -> Iterator[Link]:
    """The addresses of a feed and of its entries, those in texts aside."""
    if feed.kind == "json" and feed.value is not None:
        for name in ("home_page_url", "feed_url", "icon", "favicon", "next_url"):
            yield from _said(feed.value, name, name)
        for entry in feed.entries:
            for name in ("url", "external_url", "image", "banner_image"):
                yield from _said(entry.value or {}, name, f"{entry.path}.{name}")
        return
    if feed.root is None:  # it cannot be read
        return
    top = feed.root if feed.kind == "atom" else feed.root.find("channel")
    if top is None:
        return
    for path, element in (("", top), *((f"{entry.path}.", entry.element) for entry in feed.entries)):
        if any(_BASE in one.attrib for one in (element, *element.iterancestors())):
            continue
        for link in element.iterfind(f"{ATOM}link"):
            yield Link(f"{path}link", (link.get("href") or "").strip())
        for name, attribute in (("link", ""), ("comments", ""), ("enclosure", "url")):
            found = element.find(name)
            text = None if found is None else found.get(attribute) if attribute else found.text
            if text and text.strip():
                yield Link(f"{path}{name}", text.strip())


def _said(value: Mapping[str, Any], name: str, path: str) -> Iterator[Link]:
    said = value.get(name)
    if isinstance(said, str) and said.strip():
        yield Link(path, said.strip())


def is_absolute(url: str) -> bool:
    """Whether an address says its scheme; one that cannot be read says none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.scheme) and bool(parts.netloc or parts.scheme not in ("http", "https"))


class Rated(NamedTuple):
    """A rating as one layer of an entry says it."""

    where: str
    """In words."""
    path: str
    value: float
    best: float | None
    worst: float | None


def ratings(entry: Entry) -> list[Rated]:
    """What the layers of an entry say its rating is: a place of its own first, then its content, then its title."""
    found = [*_of_elements(entry), *_of_content(entry)]
    # Stars are of five, or who writes them says of how many.
    stars = _stars(entry.title)
    if stars and (not found or found[0].best in (None, 5)):
        found.append(Rated("the stars in its title", f"{entry.path}.title", stars, 5, None))
    return found


def _of_elements(entry: Entry) -> Iterator[Rated]:
    if entry.value is not None:
        review = entry.value.get("_review")
        rating = review.get("rating") if isinstance(review, Mapping) else None
        if isinstance(rating, Mapping) and (value := number_of(rating.get("value"))) is not None:
            best, worst = number_of(rating.get("best")), number_of(rating.get("worst"))
            yield Rated("its _review", f"{entry.path}._review.rating", value, best, worst)
        return
    for rating in entry.element.iterfind(f"{SCHEMA}reviewRating"):
        value = number_of(rating.findtext(f"{SCHEMA}ratingValue"))
        if value is None or rating.find(f"{SCHEMA}reviewAspect") is not None:
            continue
        best, worst = (number_of(rating.findtext(f"{SCHEMA}{name}Rating")) for name in ("best", "worst"))
        yield Rated("its reviewRating", f"{entry.path}.reviewRating", value, best, worst)
        break
    if (value := number_of(entry.element.findtext(_LETTERBOXD))) is not None:
        yield Rated("its memberRating", f"{entry.path}.memberRating", value, 5, 0.5)


def _of_content(entry: Entry) -> Iterator[Rated]:
    for html in html_of(entry):
        if "p-rating" not in html.text:
            continue
        said: dict[str, float] = {}
        for name, found in tags(html.text):
            classes = found.get("class", "").split()
            for kind in ("p-rating", "p-best", "p-worst"):
                number = number_of(found.get("value" if name in ("data", "input") else "title", ""))
                if kind in classes and number is not None:
                    said.setdefault(kind, number)
        if "p-rating" in said:
            yield Rated("its h-review", html.path, said["p-rating"], said.get("p-best"), said.get("p-worst"))
            return


def _stars(title: str) -> float:
    """The stars in a title, halves among them; 0 where there are none, or more than five, or empty ones."""
    found = re.findall("[★½⯨]{1,9}", title)
    if len(found) != 1 or not found[0].strip("½"):
        return 0
    count = found[0].count("★") + (len(found[0]) - found[0].count("★")) / 2
    return count if count <= 5 else 0
