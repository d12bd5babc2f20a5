"""What of a review stands in an entry, whatever the format; and which reviews have one.

- A review has its date from ``published``, else from ``modified``; one without either is left out, and told as the
  loss of its path ``""`` (all of it). A date without a time is noon in the site's zone (UTC where none is set). Feeds
  have no fractions of seconds. The dates as the record has them stand in schema.org's words.
- The title of an entry is the review's, else the item's name, in any language; by choice with the stars.
- Its link is the review's ``url``, else the address of our page of it; as a URI (RFC 3986, section 2; RFC 3987,
  section 3.1), the host in Punycode. Not every reader takes an IRI.
- A review with ``snippet_only`` has no content: its body, pros, cons and aspects are left out, and told as lost. So
  they are of one that tells the ending, where ``spoilers`` is ``withhold``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from syndicate import prose
from syndicate.formats._carries import Carry
from syndicate.formats._feeds import content, facts
from syndicate.formats._feeds.channel import Channel
from syndicate.models.dates import instant
from syndicate.uri import uri
from syndicate.words import number, stars

__all__ = ["CARRIES", "Entry", "Picture", "entry", "moment", "rfc3339"]

CARRIES: dict[str, Carry] = {"": "exact", "body": "html", "extensions": "dropped"}
"""What all three formats hold of a review that is in the feed."""

_PARTS = ("body", "pros", "cons", "aspects")
_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that belongs to a review."""

    url: str
    media_type: str | None
    """By the suffix of the URL; None where it has none that is known."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A review as a feed says it, whatever the format."""

    data: Mapping[str, Any]
    """The record as plain values, without what may not be passed on; a text in Markdown as HTML."""
    title: str
    link: str | None
    published: dt.datetime | None
    updated: dt.datetime
    """The later of the two dates, so that an entry is never changed before it was published."""
    content: str | None
    """HTML; None for a review of which only the summary may be passed on."""
    language: str | None
    """Where it differs from the feed's."""
    pictures: tuple[Picture, ...]
    summary: str | None
    """What lists show, as plain text."""
    abridged: bool = False
    """Whether the text is not all there."""
    body: str | None = None
    """The text as safe HTML, where it has relative addresses and no page that they are relative to: what is shown has
    them as those of the link or the site, which the record does not say."""

    node: Mapping[str, Any]
    """The node of ``data``, without what stands elsewhere in a feed."""

    @cached_property
    def facts(self) -> bytes:
        """What both XML formats say in schema.org's words, which is the same."""
        return facts.stated(self.data, self.node, abridged=self.abridged, body=self.body).encode()


def entry(
    data: Mapping[str, Any],
    page: str | None,
    of: Channel,
    lose: Callable[[str, str], None],
    *,
    shortened: bool = False,
) -> Entry | None:
    """The entry of a review, given as plain values, in the feed ``of``; None where it has no date.

    ``page`` is the address of our page of it, which stands in where it has no URL. ``lose(id, path)`` is told what is
    left out. ``shortened`` puts the summary, or the first words, in place of the text.
    """
    published, modified = _moment(data, "published", of), _moment(data, "modified", of)
    if published is None and modified is None:
        lose(data["id"], "")
        return None
    own = data.get("url")
    link = own or page
    link = None if link is None else uri(link)
    snippet = bool(data.get("snippet_only"))
    withheld = bool(data.get("spoiler")) and of.options.spoilers == "withhold"
    kept = data
    if snippet or withheld:
        kept = {name: value for name, value in data.items() if name not in _PARTS}
        for path in _PARTS:
            if path in data:
                lose(data["id"], path)
    body = kept.get("body")
    if body is not None and body["format"] == "markdown":
        # Made HTML once: it is shown, and its first words are.
        html = prose.below_heading(prose.safe_html(body["value"], "markdown", link or of.base))
        rest = {name: value for name, value in kept.items() if name != "body"}
        # Markdown may be nothing but a definition of a link.
        kept = {**rest, "body": {"value": html, "format": "html"}} if html else rest
    cut = shortened or (withheld and "body" in data)
    node = facts.node_of(kept)
    shown = None
    if not snippet:
        shown = content.content(kept, node, link=link, base=of.base, language=of.language, abridged=cut)
    language = data.get("language")
    return Entry(
        data=kept,
        title=_title(data, of.options.stars_in_title),
        link=link,
        published=published,
        updated=max(one for one in (published, modified) if one is not None),
        content=shown,
        language=language if language != of.language else None,
        pictures=tuple(map(_picture, data.get("images", ()))),
        summary=content.summary_of(kept, of.language),
        node=node,
        abridged=cut or (snippet and "body" in data),
        body=None if shown is None or cut or own is not None else _unresolved(data.get("body"), link or of.base),
    )


def _moment(data: Mapping[str, Any], name: str, of: Channel) -> dt.datetime | None:
    return moment(data[name], of.zone) if name in data else None


def _unresolved(body: Mapping[str, Any] | None, base: str) -> str | None:
    if body is None or body["format"] == "text":
        return None
    value, form = body["value"], body["format"]
    html = prose.safe_html(value, form)
    return prose.below_heading(html) if html and html != prose.safe_html(value, form, base) else None


def moment(date: str, zone: dt.tzinfo) -> dt.datetime:
    """A date of a record as feeds have it: without fractions, its offset in whole minutes as RFC 3339 has them."""
    made = instant(date, zone)
    return made.replace(microsecond=0, tzinfo=_whole_minutes(made.utcoffset() or dt.timedelta()))


@lru_cache(maxsize=256)
def _whole_minutes(offset: dt.timedelta) -> dt.timezone:
    # Before 1900 the database has local mean times, with seconds.
    return dt.timezone(dt.timedelta(minutes=round(offset / dt.timedelta(minutes=1))))


def rfc3339(time: dt.datetime) -> str:
    """A time of :func:`moment` as Atom and JSON Feed have it."""
    return time.isoformat(timespec="seconds")


def _title(data: Mapping[str, Any], starred: bool) -> str:
    title: str = data.get("title") or data["item"]["name"]
    rating = data.get("rating")
    if not starred or rating is None:
        return title
    value, best = rating["value"], rating.get("best")
    if signs := stars(value, best):
        return f"{title} {signs}"
    if best is None:
        return f"{title} ({rating['label']})" if "label" in rating else title
    return f"{title} ({number(value)}/{number(best)})"


def _picture(url: str) -> Picture:
    suffix = re.search(r"\.([A-Za-z]{3,4})$", re.split(r"[?#]", url, maxsplit=1)[0])
    return Picture(url=uri(url), media_type=_TYPES.get(suffix[1].lower()) if suffix else None)
