"""One feed in all three formats: a task of the second pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from syndicate import formats
from syndicate.formats import WriteContext
from syndicate.models.record import parse
from syndicate.site.pages import page_url
from syndicate.site.spill import Location, lines_at
from syndicate.site.stage import Rendering, Written
from syndicate.uri import uri

__all__ = ["FEEDS", "MAIN", "STYLE", "FeedDocuments", "feed_url"]

FEEDS: Mapping[str, str] = {"rss": ".rss", "atom": ".atom", "jsonfeed": ".feed.json"}
"""The formats of the feeds, and the ending of each."""

MAIN = "feeds/reviews"
"""The feed of everything, without its ending."""

STYLE = "feeds/feed.css"
"""The style sheet of RSS and Atom, for a person who opens one in a browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDocuments:
    """``PATH.rss``, ``PATH.atom`` and ``PATH.feed.json``."""

    path: str
    """Where they are, without their ending."""
    title: str
    language: str | None
    entries: tuple[tuple[str, Location], ...]
    """Slug of the page and place of the line, newest first."""
    tombstones: tuple[bytes, ...] = ()
    archive: bool = False
    previous: str | None = None
    """The path of the archive before, without its ending."""
    key: str

    def write(self, shared: Rendering) -> list[Written]:
        site = shared.settings.site
        slugs: dict[str, str] = {}
        records = [parse(line) for line in self.tombstones]
        lines = lines_at(shared.work, (location for _, location in self.entries))
        for (slug, _), line in zip(self.entries, lines, strict=True):
            records.append(parse(line))
            slugs[records[-1].id] = slug
        made = []
        for name, ending in FEEDS.items():
            form = formats.get(name)
            assert form.write is not None
            assert form.options is not None
            ctx = WriteContext(
                site=site,
                self_url=feed_url(shared, self.path, ending),
                link=lambda review: page_url(site, slugs[review.id]),
                options=form.options.model_validate(self._options(shared, ending, form.options.model_fields)),
            )
            content = b"".join(form.write(records, ctx))
            file = shared.put(f"{self.path}{ending}", content, "feeds", self.key)
            shortened = next((loss for loss in ctx.losses.values() if loss.how == "shortened"), None)
            told = (
                ""
                if shortened is None
                else orjson.dumps({"shortened": [shortened.records, shortened.examples]}).decode()
            )
            made.append(file._replace(told=told))
        return made

    def _options(self, shared: Rendering, ending: str, known: Mapping[str, Any]) -> dict[str, Any]:
        """The options of a format: what this feed is, and what the settings say of all."""
        feeds = shared.settings.feeds
        said: dict[str, Any] = {
            "title": self.title,
            "language": self.language,
            "stars_in_title": feeds.stars_in_title,
            "spoilers": feeds.spoilers,
            "limit": feeds.limit,
            "archive": self.archive,
            # Archives do not change, so nobody waits for news of them.
            "hub": None if self.archive else feeds.hub,
            "current": feed_url(shared, MAIN, ending) if self.archive else None,
            "previous_archive": None if self.previous is None else feed_url(shared, self.previous, ending),
            "style": feed_url(shared, STYLE, ""),
        }
        return {name: value for name, value in said.items() if name in known and value is not None}


def feed_url(shared: Rendering, path: str, ending: str) -> str:
    """The address of a feed of the site."""
    assert shared.settings.site.base is not None
    return uri(f"{shared.settings.site.base}{path}{ending}")
