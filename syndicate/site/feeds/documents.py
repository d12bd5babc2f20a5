"""One feed in all three formats: a task of the second pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import orjson

from syndicate import formats
from syndicate.formats import WriteContext, atom, jsonfeed, rss
from syndicate.formats._feeds.assembled import Document, Paged, put
from syndicate.models.record import parse
from syndicate.models.tombstone import Tombstone
from syndicate.site.pages import page_url
from syndicate.site.spill import Location, lines_at
from syndicate.site.stage import Rendering, Written
from syndicate.uri import uri

__all__ = ["FEEDS", "MAIN", "STYLE", "FeedDocuments", "feed_url"]

FEEDS: Mapping[str, str] = {"rss": ".rss", "atom": ".atom", "jsonfeed": ".feed.json"}
"""The formats of the feeds, and the ending of each."""

_DOCUMENTS: Mapping[str, Callable[[WriteContext], Document]] = {
    "rss": rss.document,
    "atom": atom.document,
    "jsonfeed": jsonfeed.document,
}

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
        with ExitStack() as held:
            documents = {
                ending: held.enter_context(self._document(shared, name, ending)) for name, ending in FEEDS.items()
            }
            put(self._found(shared), tuple(documents.values()))
            return [self._written(shared, ending, document) for ending, document in documents.items()]

    def _found(self, shared: Rendering) -> Iterator[Paged | Tombstone]:
        """The tombstones, then the reviews, as the first pass left them: whole and in their order."""
        for line in self.tombstones:
            record = parse(line)
            assert isinstance(record, Tombstone)
            yield record
        lines = lines_at(shared.work, (location for _, location in self.entries))
        for (slug, _), line in zip(self.entries, lines, strict=True):
            yield orjson.loads(line), page_url(shared.settings.site, slug)

    def _document(self, shared: Rendering, name: str, ending: str) -> Document:
        form = formats.get(name)
        assert form.options is not None
        return _DOCUMENTS[name](
            WriteContext(
                site=shared.settings.site,
                self_url=feed_url(shared, self.path, ending),
                options=form.options.model_validate(self._options(shared, ending, form.options.model_fields)),
            )
        )

    def _written(self, shared: Rendering, ending: str, document: Document) -> Written:
        file = shared.put(f"{self.path}{ending}", b"".join(document.pieces()), "feeds", self.key)
        shortened = next((loss for loss in document.ctx.losses.values() if loss.how == "shortened"), None)
        if shortened is None:
            return file
        return file._replace(told=orjson.dumps({"shortened": [shortened.records, shortened.examples]}).decode())

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
            # Relative: the folder looks the same under any address, as under that of ``syndicate serve``.
            "style": "../" * self.path.count("/", len("feeds/")) + STYLE.removeprefix("feeds/"),
        }
        return {name: value for name, value in said.items() if name in known and value is not None}


def feed_url(shared: Rendering, path: str, ending: str) -> str:
    """The address of a feed of the site."""
    assert shared.settings.site.base is not None
    return uri(f"{shared.settings.site.base}{path}{ending}")
