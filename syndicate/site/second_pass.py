"""The second pass: the tasks that each write some files into the stage, and what the report says of the outputs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache, partial
from typing import TypeVar

import orjson

from syndicate import formats
from syndicate.engines import local
from syndicate.formats import Carries, Tally
from syndicate.ledger import Loss
from syndicate.settings import Build
from syndicate.site.feeds import feeds
from syndicate.site.files import Files
from syndicate.site.index import Aggregate, Index
from syndicate.site.items import item_list
from syndicate.site.keys import common_key, key_of
from syndicate.site.pages import IndexPage, ItemPages, ReviewPages, StyleSheet
from syndicate.site.report import Progress, Report
from syndicate.site.sitemap import sitemap
from syndicate.site.spill import Location
from syndicate.site.stage import Output, Rendering, Written

__all__ = ["render", "second_pass"]

T = TypeVar("T")

_CHUNK = 200
"""Reviews, or items, of one task."""


def second_pass(
    rendering: Rendering,
    index: Index,
    files: Files,
    told: Report,
    tally: Tally,
    *,
    jobs: int,
    progress: Progress,
) -> None:
    """Writes all outputs but the export into the stage; what would be made of the same as before is left where it
    is."""
    settings, site = rendering.settings, rendering.settings.site
    made = 0
    workers = jobs if index.count() > _CHUNK else 1
    for written in local.run(render, rendering, _outputs(rendering, index, files), jobs=workers):
        files.add(written)
        made += len(written)
        progress("writing", made)
    if settings.build.pages:
        files.add([item_list(rendering, index)])
    losses = {"export": formats.get("records").carries, "pages": _carried(settings.build)}

    @cache
    def listed() -> list[Written]:
        return sitemap(rendering, index.addresses())

    if site.base is None:
        told.told.append("There are no feeds and no site map: they need site.url in the settings.")
    else:
        if not index.dated():
            if index.count():
                told.told.append("There are no feeds: no review has a date.")
        else:
            feeds(rendering, index, files, told, partial(local.run, render, rendering, jobs=workers, meanwhile=listed))
            undated = index.count() - index.dated()
            if undated:
                told.told.append(f"{_count(undated, 'review')} without a date, and so in no feed.")
        files.add(listed())
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
    if site.base is not None and index.dated():
        losses["feeds"] = formats.get("atom").carries
    told.lost = {name: tally.losses(carries) for name, carries in losses.items()}
    if shortened := _shortened(files):
        told.lost["feeds"] = [*told.lost["feeds"], shortened]


def _shortened(files: Files) -> Loss | None:
    """The texts that made room for others in feeds, whether these were made by this build or by an earlier one."""
    total = Loss(path="body", how="shortened")
    for _, said in files.told():
        if (shortened := orjson.loads(said).get("shortened")) is None:
            continue
        records, examples = shortened
        total.records += records
        total.examples = list(dict.fromkeys([*total.examples, *examples]))[:5]
    return total if total.records else None


def _carried(build: Build) -> Carries:
    """What a page's markup holds: what any of its syntaxes does, in the profile that they have."""
    carries = formats.get(build.markup[0] if build.markup else "jsonld").carries
    return {**carries, "aspects": "dropped"} if build.profile == "search" else carries


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{' is' if number == 1 else 's are'}"


def render(shared: Rendering, task: Output) -> list[Written]:
    """The kernel of the second pass."""
    return task.write(shared)


def _outputs(rendering: Rendering, index: Index, files: Files) -> Iterator[Output]:
    """The tasks of the second pass, but for what is there already."""
    build_, total = rendering.settings.build, index.count()
    if not build_.pages:
        return
    common = common_key(rendering.settings, rendering.templates, feeds=rendering.feeds)
    yield StyleSheet()
    pages = max(1, -(-total // build_.page_size))
    for chunk in _chunks(_pages(index, files, common), _CHUNK):
        yield ReviewPages(reviews=tuple(chunk))
    for number in range(1, pages + 1):
        rows = index.newest(build_.page_size, (number - 1) * build_.page_size)
        key = key_of(common, "index", number, pages, total, [(slug, digest) for _, slug, digest, *_ in rows])
        if not files.unchanged(key):
            entries = tuple((slug, (s, o, n)) for _, slug, _, s, o, n in rows)
            yield IndexPage(number=number, pages=pages, total=total, reviews=entries, key=key)
    for items in _chunks(_items(index, files, common, build_.item_reviews), _CHUNK):
        yield ItemPages(items=tuple(items))


def _pages(index: Index, files: Files, common: str) -> Iterator[tuple[str, Location, str]]:
    for _, slug, digest, *location in index.reviews():
        key = key_of(common, "review", slug, digest)
        if not files.unchanged(key):
            s, o, n = location
            yield slug, (s, o, n), key


def _items(
    index: Index, files: Files, common: str, most: int
) -> Iterator[tuple[Aggregate, tuple[tuple[str, Location], ...], str]]:
    for item in index.aggregates():
        rows = index.of_item(item.item_key, most)
        key = key_of(common, "item", tuple(item), [(slug, digest) for _, slug, digest, *_ in rows])
        if not files.unchanged(key):
            yield item, tuple((slug, (s, o, n)) for _, slug, _, s, o, n in rows), key


def _chunks(rows: Iterator[T], size: int) -> Iterator[list[T]]:
    while chunk := list(itertools.islice(rows, size)):
        yield chunk
