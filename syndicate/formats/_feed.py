"""What RSS and Atom share: which records a feed has, what it says of itself, and what of each review.

- Entries stand in the order in which they come; whoever calls chooses the newest and sorts them. A feed is held in
  memory as a whole (feedgen), some 8 KB an entry: give it a page, not a catalogue.
- A review has its date from ``published``, else from ``modified``; one without either is left out, and told as the
  loss of its path ``""`` (all of it). A date without a time is noon in the site's zone (UTC where none is set). Feeds
  have no fractions of seconds. The dates as the record has them stand in schema.org's elements.
- The feed's own date is the newest of its entries and tombstones, never now: the same records give the same bytes.
  Without any there is no feed: :class:`OutputError`, so whoever calls leaves it out.
- The title of an entry is the review's, else the item's name, in any language.
- Its link is the review's ``url``, else what ``ctx.link`` gives; as a URI (RFC 3986, section 2; RFC 3987, section 3.1),
  the host in Punycode. Not every reader takes an IRI.
- A review with ``snippet_only`` has no content: its body, pros, cons and aspects are left out, and told as lost.
- The feed's id is ``tag:SITE.TAG:`` and its path without a suffix; without ``site.tag`` its own URL, else the site's.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass

from syndicate.errors import OutputError, SettingsError
from syndicate.formats import _feed_content, _feed_schema
from syndicate.formats._base import WriteContext
from syndicate.formats._carries import Carry
from syndicate.models.agents import Organization
from syndicate.models.dates import instant
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone
from syndicate.uri import uri

__all__ = ["CARRIES", "Entry", "Feed", "Picture", "feed"]

CARRIES: dict[str, Carry] = {
    "": "dropped",
    "id": "exact",
    **_feed_schema.CARRIES,
    "body": "plain",
    "tags": "exact",
}
"""What both formats hold of a review that is in the feed."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A review as a feed says it."""

    review: Review
    title: str
    link: str | None
    published: dt.datetime | None
    updated: dt.datetime
    """The later of the two dates, so that an entry is never changed before it was published."""
    content: str | None
    """HTML; None for a review of which only the summary may be passed on."""
    description: str | None
    """HTML for lists: the summary, else the first words of the body."""
    language: str | None
    """Where it differs from the feed's."""
    pictures: tuple[Picture, ...]
    related: tuple[str, ...]
    license: str | None
    facts: tuple[_feed_schema.Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed and all that is in it."""

    id: str
    title: str
    description: str | None
    url: str
    """The page that it is a feed of."""
    self_url: str | None
    language: str | None
    author: str
    """Whose feed it is: of the entries without an author, Atom takes it for theirs (RFC 4287, section 4.2.1)."""
    author_url: str | None
    updated: dt.datetime
    entries: tuple[Entry, ...]
    tombstones: tuple[Tombstone, ...]


def feed(records: Iterable[Review | Tombstone], ctx: WriteContext, format: str) -> Feed:
    """The feed of ``records``.

    Raises :class:`SettingsError` where no site is known, :class:`OutputError` where there is nothing with a date.
    """
    site = ctx.site
    if site is None or site.base is None:
        raise SettingsError(
            f"{format} needs the address of the site that it is a feed of",
            place="site.url",
            found="nothing",
            expected="an absolute URL",
            mend='Set url in the table [site] of the settings, as in url = "https://example.org/".',
        )
    zone = zoneinfo.ZoneInfo(site.timezone or "UTC")
    entries: list[Entry] = []
    tombstones: list[Tombstone] = []
    for record in records:
        if isinstance(record, Tombstone):
            tombstones.append(record)
        elif record.published is None and record.modified is None:
            ctx.lose(record.id, "", "dropped")
        else:
            entries.append(_entry(record, ctx, zone=zone, base=uri(site.base), language=site.language))
    moments = [entry.updated for entry in entries] + [_moment(tombstone.at, zone) for tombstone in tombstones]
    if not moments:
        raise OutputError(
            f"there is nothing to say in this {format} feed",
            found="no review with a date",
            expected="at least one",
            mend="Give the reviews the date of their publication, or leave the feed out.",
        )
    publisher = site.publisher
    return Feed(
        id=_feed_id(site.tag, site.base, ctx.self_url),
        title=site.name,
        description=site.description,
        url=uri(site.base),
        self_url=None if ctx.self_url is None else uri(ctx.self_url),
        language=site.language,
        author=site.name if publisher is None else publisher.name,
        author_url=_publisher_url(publisher, site.base),
        updated=max(moments),
        entries=tuple(entries),
        tombstones=tuple(tombstones),
    )


def _entry(review: Review, ctx: WriteContext, *, zone: dt.tzinfo, base: str, language: str | None) -> Entry:
    published, modified = (
        None if date is None else _moment(date, zone) for date in (review.published, review.modified)
    )
    link = review.url or (None if ctx.link is None else ctx.link(review))
    link = None if link is None else uri(link)
    whole = not review.snippet_only
    pictures = tuple(_picture(url) for url in review.images)
    shown = next(iter((*review.images, *review.item.image)), None)
    content = None
    if whole:
        picture = None if shown is None else uri(shown)
        content = _feed_content.content(review, base=link or base, picture=picture, language=language)
    else:
        for path in ("body", "pros", "cons", "aspects"):
            if getattr(review, path):
                ctx.lose(review.id, path, "dropped")
    return Entry(
        review=review,
        title=review.title or review.item.name,
        link=link,
        published=published,
        updated=max(moment for moment in (published, modified) if moment is not None),
        content=content,
        description=_feed_content.description(review, language=language),
        language=review.language if review.language != language else None,
        pictures=pictures,
        related=tuple(map(uri, review.links)),
        license=None if review.license is None else uri(review.license),
        facts=tuple(_feed_schema.facts(review, whole=whole)),
    )


def _moment(date: str, zone: dt.tzinfo) -> dt.datetime:
    """A date of a record as feeds have it: without fractions, its offset in whole minutes as RFC 3339 has them."""
    moment = instant(date, zone).replace(microsecond=0)
    offset = moment.utcoffset() or dt.timedelta()
    # Before 1900 the database has local mean times, with seconds.
    return moment.replace(tzinfo=dt.timezone(dt.timedelta(minutes=round(offset / dt.timedelta(minutes=1)))))


def _picture(url: str) -> Picture:
    suffix = re.search(r"\.([A-Za-z]{3,4})$", re.split(r"[?#]", url, maxsplit=1)[0])
    return Picture(url=uri(url), media_type=_TYPES.get(suffix[1].lower()) if suffix else None)


def _publisher_url(publisher: Organization | None, base: str) -> str:
    return uri(base if publisher is None or publisher.url is None else publisher.url)


def _feed_id(tag: str | None, base: str, self_url: str | None) -> str:
    if tag is None:
        return self_url or base
    path = "feed" if self_url is None else re.sub(r"^https?://[^/]*/?", "", self_url.removeprefix(base))
    return f"tag:{tag}:{re.sub(r'[.][a-z]+$', '', path) or 'feed'}"
