"""The row of the index that a record has: what its canonical line says of it."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson

from syndicate.models.dates import epoch
from syndicate.models.item_key import item_key, item_year
from syndicate.models.mean import counted
from syndicate.site.index import Row
from syndicate.site.slugs import item_slug, review_slug

__all__ = ["row_of"]


def row_of(
    data: Mapping[str, Any],
    line: bytes,
    source: int,
    shown: str,
    place: str,
    location: tuple[int, int, int],
    *,
    ruling: bool = False,
) -> Row:
    """The row of a record: ``data`` is what its canonical ``line`` holds, ``location`` where that line is."""
    spill, offset, length = location
    digest = hashlib.sha256(line).hexdigest()
    if "item" not in data:
        return Row(
            id=data["id"], tombstone=1, hash=digest, version=epoch(data["at"]), published=None, stated=None,
            groups="[]", item_key="", item_inferred=0, item_slug="", item_type="", item_name="", slug="",
            value=None, scale=None,
            normalised=None, url=None, modified=None, kind=None, license=None, snippet=0, at=data["at"],
            reason=data["reason"], merged_into=data.get("merged_into"), ruling=int(ruling), source=source,
            shown=shown, place=place,
            spill=spill, offset=offset, length=length,
        )  # fmt: skip
    item = data["item"]
    key, inferred = item_key(item)
    published, modified = data.get("published"), data.get("modified")
    first, last = published or modified, modified or published
    value, scale, normalised = counted(data.get("rating"))
    return Row(
        id=data["id"],
        tombstone=0,
        hash=digest,
        version=epoch(last) if last else None,
        published=epoch(first) if first else None,
        stated=epoch(published) if published else None,
        groups=_groups(data),
        item_key=key,
        item_inferred=int(inferred),
        item_slug=item_slug(item["name"], item_year(item), key),
        item_type=item["type"],
        item_name=item["name"],
        slug=review_slug(data["id"], item["name"]),
        value=value,
        scale=scale,
        normalised=normalised,
        url=data.get("url"),
        modified=last,
        kind=data.get("kind"),
        license=data.get("license"),
        snippet=int(bool(data.get("snippet_only"))),
        at=None,
        reason=None,
        merged_into=None,
        ruling=0,
        source=source,
        shown=shown,
        place=place,
        spill=spill,
        offset=offset,
        length=length,
    )


def _groups(data: Mapping[str, Any]) -> str:
    """The feeds that a review belongs into: by each author, by the type of its item, by each tag, by its language.

    An author is told apart by id, else by URL, else by name; letter case in names, tags and languages does not count.
    Each feed is named once, by the first of its names.
    """
    groups = {("type", data["item"]["type"]): data["item"]["type"]}
    for author in data.get("authors", ()):
        key = author.get("id") or author.get("url") or _folded(author["name"])
        groups.setdefault(("author", key), author["name"])
    for tag in data.get("tags", ()):
        groups.setdefault(("tag", _folded(tag)), tag)
    if "language" in data:
        groups["language", _folded(data["language"])] = data["language"]
    return orjson.dumps([(*key, name) for key, name in groups.items()]).decode()


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
