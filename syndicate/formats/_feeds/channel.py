"""What a feed says of itself: who speaks, where it is, what stands before it and after it."""

from __future__ import annotations

import re
import zoneinfo
from dataclasses import dataclass

from syndicate.errors import SettingsError
from syndicate.formats._base import WriteContext
from syndicate.formats._feeds.options import FeedOptions, XmlFeedOptions
from syndicate.uri import uri

__all__ = ["NEVER", "Channel", "channel"]

NEVER = "1970-01-01T00:00:00+00:00"
"""The date of a feed of nothing, where a format has to have one: it is never the time at which it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed without what is in it. All addresses are URIs."""

    id: str
    """``tag:SITE.TAG:`` and its path without a suffix; without ``site.tag`` its own address, else its page's."""
    title: str
    description: str | None
    page: str
    """The page that it is a feed of."""
    base: str
    """The site's address, ending with a slash."""
    self_url: str | None
    language: str | None
    author: str
    """Whose feed it is: of the entries without an author, Atom takes it for theirs (RFC 4287, section 4.2.1)."""
    author_url: str
    zone: zoneinfo.ZoneInfo
    links: tuple[tuple[str, str], ...]
    """Rel and address of what it links to beside its page: itself, the hub, archives (RFC 5005, section 4)."""
    style: str | None
    options: FeedOptions


def channel(ctx: WriteContext, format: str) -> Channel:
    """What the feed of ``ctx`` says of itself. Raises :class:`SettingsError` where no site is known."""
    options = ctx.options if isinstance(ctx.options, FeedOptions) else FeedOptions()
    site = ctx.site
    if site is None or site.base is None:
        raise SettingsError(
            f"{format} needs the address of the site that it is a feed of",
            place="site.url",
            found="nothing",
            expected="an absolute URL",
            mend='Set url in the table [site] of the settings, as in url = "https://example.org/".',
        )
    for name in ("next_archive", "current"):
        if getattr(options, name) is not None and not options.archive:
            raise SettingsError(
                f"only an archive of a feed has {name}",
                place=name,
                found="archive = false",
                expected="archive = true beside it",
                mend=f"Set archive = true where this is an archive (RFC 5005), or leave {name} out.",
            )
    self_url = None if ctx.self_url is None else uri(ctx.self_url)
    publisher = site.publisher
    rels = (
        ("self", self_url),
        ("hub", options.hub),
        ("prev-archive", options.previous_archive),
        ("next-archive", options.next_archive),
        ("current", options.current),
    )
    page = uri(options.page or site.base)
    style = options.style if isinstance(options, XmlFeedOptions) else None
    return Channel(
        id=_id(site.tag, site.base, ctx.self_url) or self_url or page,
        title=options.title or site.name,
        description=site.description,
        page=page,
        base=uri(site.base),
        self_url=self_url,
        language=options.language or site.language,
        author=site.name if publisher is None else publisher.name,
        author_url=uri(site.base if publisher is None or publisher.url is None else publisher.url),
        zone=zoneinfo.ZoneInfo(site.timezone or "UTC"),
        links=tuple((rel, uri(href)) for rel, href in rels if href is not None),
        style=style,
        options=options,
    )


def _id(tag: str | None, base: str, self_url: str | None) -> str | None:
    if tag is None:
        return None
    path = "feed" if self_url is None else re.sub(r"^https?://[^/]*/?", "", self_url.removeprefix(base))
    return f"tag:{tag}:{re.sub(r'[.][a-z]+$', '', uri(f'https://x/{path}')[10:]) or 'feed'}"
