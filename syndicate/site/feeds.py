"""The feeds of the newest reviews."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson

from syndicate import formats
from syndicate.formats import Tally, WriteContext
from syndicate.ledger import Loss
from syndicate.models.record import validated
from syndicate.models.review import Review
from syndicate.site.pages import page_url
from syndicate.site.stage import Rendering, Written

__all__ = ["FEEDS", "Feed", "feeds"]

FEEDS = {"rss": "feeds/reviews.rss", "atom": "feeds/reviews.atom"}
"""The formats of the feeds, and where each is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that was written, and what it lost."""

    written: Written
    format: str
    entries: int
    losses: list[Loss] = field(default_factory=list)


def feeds(shared: Rendering, newest: Iterable[tuple[str, bytes]]) -> list[Feed]:
    """The feeds of some reviews: slug and canonical line of each, newest first."""
    site = shared.settings.site
    assert site.base is not None
    slugs: dict[str, str] = {}
    records: list[Review] = []
    tally = Tally()
    for slug, line in newest:
        data: dict[str, Any] = orjson.loads(line)
        tally.add(data)
        record = validated(data)
        assert isinstance(record, Review)
        slugs[record.id] = slug
        records.append(record)
    made = []
    for name, path in FEEDS.items():
        form = formats.get(name)
        assert form.write is not None
        ctx = WriteContext(
            site=site, self_url=f"{site.base}{path}", link=lambda review: page_url(site, slugs[review.id])
        )
        content = b"".join(form.write(records, ctx))
        losses = [*tally.losses(form.carries), *ctx.losses.values()]
        made.append(Feed(written=shared.put(path, content, "feeds"), format=name, entries=len(records), losses=losses))
    return made
