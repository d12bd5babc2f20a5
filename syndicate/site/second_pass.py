"""The second pass: the tasks that each write some files into the stage, and what the report says of the outputs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TypeVar

from syndicate import formats
from syndicate.engines import local
from syndicate.formats import Carries, Tally
from syndicate.settings import Build
from syndicate.site.export import ExportPart, manifest, schema_file
from syndicate.site.feeds import feeds
from syndicate.site.index import Index
from syndicate.site.items import item_list
from syndicate.site.pages import IndexPage, ItemPages, ReviewPages, StyleSheet
from syndicate.site.report import Progress, Report, by_output
from syndicate.site.sitemap import sitemap
from syndicate.site.stage import Output, Rendering, Written, lines_at

__all__ = ["second_pass"]

T = TypeVar("T")

_CHUNK = 200
"""Reviews, or items, of one task."""


def second_pass(
    rendering: Rendering, index: Index, told: Report, tally: Tally, *, jobs: int, progress: Progress
) -> list[Written]:
    settings, site = rendering.settings, rendering.settings.site
    written: list[Written] = []
    for files in local.run(_render, rendering, _outputs(rendering, index), jobs=jobs if index.count() > _CHUNK else 1):
        written.extend(files)
        progress("writing", len(written))
    parts = [file for file in written if file.records]
    if settings.build.pages:
        written.append(item_list(rendering, index))
    written.append(schema_file(rendering))
    written.append(manifest(rendering, parts))
    losses = {"export": formats.get("records").carries, "pages": _carried(settings.build)}
    if site.base is None:
        told.told.append("There are no feeds and no site map: they need site.url in the settings.")
    else:
        if not index.dated():
            if index.count():
                told.told.append("There are no feeds: no review has a date.")
        else:
            made = feeds(rendering, _newest(rendering, index, settings.build.feed_entries))
            written.extend(feed.written for feed in made)
            undated = index.count() - index.dated()
            if undated:
                told.told.append(f"{_count(undated, 'review')} without a date, and so in no feed.")
        written.extend(sitemap(rendering, index.addresses()))
    if site.tag is None and any(kept.path == "id" for kept in told.inferred):
        told.told.append(
            "Ids were made up of keys and paths. Set site.tag in the settings to make ids that are your own."
        )
    inferred = index.inferred_items()
    if inferred:
        told.told.append(
            f"{_count(inferred, 'item')} told apart by type, name and year alone: no key, identifier or URL."
        )
    if told.snippets:
        told.told.append(
            f"{_count(told.snippets, 'review')} published without the body, of which only a snippet may be."
        )
    converted, unsaid = index.mixed_scales()
    if converted:
        told.told.append(f"{_count(converted, 'item')} rated on several scales; the mean is on a scale of 0 to 100.")
    if unsaid:
        told.told.append(
            f"{_count(unsaid, 'item')} rated on several scales, not all of them known, and without a mean."
        )
    told.outputs = by_output(written)
    for name, carries in losses.items():
        if name in told.outputs:
            told.outputs[name].records = index.count()
            told.outputs[name].lost = tally.losses(carries)
    return written


def _carried(build: Build) -> Carries:
    """What a page's markup holds: what any of its syntaxes does, in the profile that they have."""
    carries = formats.get(build.markup[0] if build.markup else "jsonld").carries
    return {**carries, "aspects": "dropped"} if build.profile == "search" else carries


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{' is' if number == 1 else 's are'}"


def _render(shared: Rendering, task: Output) -> list[Written]:
    return task.write(shared)


def _outputs(rendering: Rendering, index: Index) -> Iterator[Output]:
    """The tasks of the second pass."""
    build_, total = rendering.settings.build, index.count()
    for number, part in enumerate(_chunks(((s, o, n) for _, _, s, o, n in index.reviews()), build_.part_records)):
        yield ExportPart(number=number, locations=tuple(part))
    if not build_.pages:
        return
    yield StyleSheet()
    for chunk in _chunks(index.reviews(), _CHUNK):
        yield ReviewPages(reviews=tuple((slug, (s, o, n)) for _, slug, s, o, n in chunk))
    pages = max(1, -(-total // build_.page_size))
    for number in range(1, pages + 1):
        rows = index.newest(build_.page_size, (number - 1) * build_.page_size)
        entries = tuple((slug, (s, o, n)) for _, slug, s, o, n in rows)
        yield IndexPage(number=number, pages=pages, total=total, reviews=entries)
    for items in _chunks(index.aggregates(), _CHUNK):
        yield ItemPages(
            items=tuple(
                (
                    item,
                    tuple((slug, (s, o, n)) for _, slug, s, o, n in index.of_item(item.item_key, build_.item_reviews)),
                )
                for item in items
            )
        )


def _newest(rendering: Rendering, index: Index, limit: int) -> Iterator[tuple[str, bytes]]:
    rows = index.newest(limit, dated=True)
    lines = lines_at(rendering.work, [(s, o, n) for _, _, s, o, n in rows])
    yield from zip((slug for _, slug, *_ in rows), lines, strict=True)


def _chunks(rows: Iterator[T], size: int) -> Iterator[list[T]]:
    while chunk := list(itertools.islice(rows, size)):
        yield chunk
