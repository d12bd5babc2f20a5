"""Which feeds a build makes, and which of them stand already as they would be made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from syndicate.site.feeds.archives import archives
from syndicate.site.feeds.documents import FEEDS, MAIN, STYLE, FeedDocuments, feed_url
from syndicate.site.feeds.groups import Entry, groups, left_out, newest_of, prepare
from syndicate.site.feeds.opml import OPML, Subscription, opml
from syndicate.site.files import Files
from syndicate.site.index import Index
from syndicate.site.keys import common_key, key_of
from syndicate.site.report import Report
from syndicate.site.stage import Output, Rendering, Written
from syndicate.site.tombstones import newest_tombstones
from syndicate.web.render import Templates

__all__ = ["feeds"]

Run = Callable[[Iterable[Output]], Iterator[list[Written]]]

_NEWEST = """
SELECT id, slug, hash, spill, "offset", length FROM review WHERE version IS NOT NULL ORDER BY version DESC, id LIMIT ?
"""


def feeds(shared: Rendering, index: Index, files: Files, told: Report, run: Run) -> None:
    """Writes the feeds, the list of them and their style sheet into the stage."""
    prepare(index, shared.settings.feeds.by)
    listed: list[Subscription] = []
    for made in run(_documents(shared, index, files, listed)):
        files.add(made)
    files.add(
        [
            shared.put(OPML, opml(shared.settings.site, sorted(listed, key=lambda one: one.kind)), "feeds"),
            shared.put(STYLE, Templates(shared.templates).sheet("feed.css").encode(), "feeds"),
        ]
    )
    wanted = shared.settings.feeds
    for kind, number in left_out(index, wanted.groups):
        told.told.append(
            f"There are feeds by {kind} of the {wanted.groups:,} with the most reviews, of {number:,}; "
            "`groups` in the table [feeds] of the settings says how many."
        )


def _documents(shared: Rendering, index: Index, files: Files, listed: list[Subscription]) -> Iterator[FeedDocuments]:
    site, wanted = shared.settings.site, shared.settings.feeds
    common = common_key(shared.settings, None, feeds=True)

    def documents(
        path: str,
        title: str,
        entries: Sequence[Entry],
        *,
        language: str | None = site.language,
        tombstones: tuple[bytes, ...] = (),
        archive: bool = False,
        previous: str | None = None,
    ) -> Iterator[FeedDocuments]:
        shown = [(slug, digest) for _, slug, digest, *_ in entries]
        key = key_of(common, "feed", path, title, language, tombstones, archive, previous, shown)
        if len(files.unchanged(key)) < len(FEEDS):
            yield FeedDocuments(
                path=path,
                title=title,
                language=language,
                entries=tuple((slug, (s, o, n)) for _, slug, _, s, o, n in entries),
                tombstones=tombstones,
                archive=archive,
                previous=previous,
                key=key,
            )

    last = None
    for one in archives(index, wanted.archive, wanted.limit):
        yield from documents(one.path, f"{site.name} {one.period}", one.entries, archive=True, previous=last)
        last = one.path
    gone = tuple(newest_tombstones(index, wanted.entries))
    newest = list(index.rows(_NEWEST, (wanted.entries,)))
    listed.append(Subscription("", site.name, feed_url(shared, MAIN, ".rss"), site.language))
    yield from documents(MAIN, site.name, newest, tombstones=gone, previous=last)
    for group in groups(index, wanted.groups):
        path, title = f"feeds/{group.kind}/{group.slug}", f"{site.name}: {group.name}"
        language = group.name if group.kind == "language" else site.language
        listed.append(Subscription(group.kind, title, feed_url(shared, path, ".rss"), language))
        yield from documents(path, title, newest_of(index, group, wanted.entries), language=language)
