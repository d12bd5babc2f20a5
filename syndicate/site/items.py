"""The list of the items' fragments: which file is whose, for a shop that has the key of a product."""

from __future__ import annotations

import hashlib
import itertools
from typing import TYPE_CHECKING, Any

import orjson

from syndicate.models.mean import rating_of
from syndicate.site.spill import lines_at
from syndicate.site.stage import Rendering, Written

if TYPE_CHECKING:
    from syndicate.site.index import Index

__all__ = ["ITEMS", "item_list"]

ITEMS = "items/index.jsonl"

_CHUNK = 1000


def item_list(shared: Rendering, index: Index) -> Written:
    """Writes one line of JSON for each item, by key: ``key``, ``name``, ``file``, ``reviews`` and, where there is a
    mean, ``rating``.

    The key has its kind before it, as :func:`syndicate.models.item_key.item_key` makes it: ``key:KETTLE-1`` is the
    publisher's own. The name is that of the newest review.
    """
    target = shared.stage / ITEMS
    target.parent.mkdir(parents=True, exist_ok=True)
    size, digest = 0, hashlib.sha256()
    items = index.aggregates()
    with target.open("wb") as stream:
        while chunk := list(itertools.islice(items, _CHUNK)):
            newest = [index.of_item(item.item_key, 1)[0][3:] for item in chunk]
            for item, record in zip(chunk, lines_at(shared.work, newest), strict=True):
                entry: dict[str, Any] = {
                    "key": item.item_key,
                    "name": orjson.loads(record)["item"]["name"],
                    "file": f"items/{item.slug}.html",
                    "reviews": item.reviews,
                }
                rating = rating_of(item)
                if rating is not None:
                    entry["rating"] = rating
                line = orjson.dumps(entry) + b"\n"
                stream.write(line)
                digest.update(line)
                size += len(line)
    return Written(ITEMS, size, digest.hexdigest(), "items")
