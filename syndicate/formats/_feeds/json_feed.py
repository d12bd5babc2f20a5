"""A review as an item of JSON Feed, and a feed around it, an item on each line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from syndicate.formats._feeds.assembled import Made, Written
from syndicate.formats._feeds.channel import Channel
from syndicate.formats._feeds.entries import Entry, rfc3339
from syndicate.models.record import plain
from syndicate.models.tombstone import Tombstone
from syndicate.uri import uri

__all__ = ["ABOUT", "ITEMS", "VERSION", "written"]

VERSION = "https://jsonfeed.org/version/1.1"
ABOUT = "https://syndicate.example/schemas/review-1.0.schema.json"
"""What ``_review`` is about: the schema of the record, whose names it has."""
ITEMS = b'"items":['
"""The line before the first item."""
_ELSEWHERE = frozenset(("id", "body", "extensions"))


def written(of: Channel) -> Written:
    """How an item, a tombstone and what is around them are said."""

    def entry(one: Entry) -> bytes:
        return orjson.dumps(_item(one)) + b",\n"

    def gone(tombstone: Tombstone, before: int) -> bytes:
        return orjson.dumps({**plain(tombstone), "after": before}) + b",\n"

    return Written(entry=entry, gone=gone, around=lambda made: _around(of, made), whole=_uncommaed)


def _item(one: Entry) -> dict[str, Any]:
    data = one.data
    item: dict[str, Any] = {"id": data["id"]}
    if one.link is not None:
        item["url"] = one.link
    if "url" in data["item"]:
        item["external_url"] = uri(data["item"]["url"])
    item["title"] = one.title
    if one.content is not None:
        item["content_html"] = one.content
    else:
        item["content_text"] = data.get("summary") or one.title
    if one.summary is not None:
        item["summary"] = one.summary
    picture = next(iter((*data.get("images", ()), *data["item"].get("image", ()))), None)
    if picture is not None:
        item["image"] = uri(picture)
    if one.published is not None:
        item["date_published"] = rfc3339(one.published)
    if "modified" in data:
        item["date_modified"] = rfc3339(one.updated)
    if "authors" in data:
        item["authors"] = [
            {"name": author["name"], **({"url": uri(author["url"])} if "url" in author else {})}
            for author in data["authors"]
        ]
    if "tags" in data:
        item["tags"] = data["tags"]
    if one.language is not None:
        item["language"] = one.language
    stated = {name: value for name, value in data.items() if name not in _ELSEWHERE}
    if one.body is not None:
        stated["body"] = {"value": one.body, "format": "html"}
    item["_review"] = {"about": ABOUT, **stated, **({"abridged": True} if one.abridged else {})}
    return item


def _around(of: Channel, made: Made) -> tuple[bytes, bytes]:
    """What stands before and behind the items."""
    head: dict[str, Any] = {"version": VERSION, "title": of.title, "home_page_url": of.page}
    if of.self_url is not None:
        head["feed_url"] = of.self_url
    if of.description is not None:
        head["description"] = of.description
    rels = dict(of.links)
    if "prev-archive" in rels:
        head["next_url"] = rels["prev-archive"]
    head["authors"] = [{"name": of.author, "url": of.author_url}]
    if of.language is not None:
        head["language"] = of.language
    if "hub" in rels:
        head["hubs"] = [{"type": "WebSub", "url": rels["hub"]}]
    archive: dict[str, Any] = {"archive": True} if of.options.archive else {}
    archive |= {
        name: rels[rel] for name, rel in (("next_archive", "next-archive"), ("current", "current")) if rel in rels
    }
    first = orjson.dumps(head)[:-1] + b',\n"_review":' + orjson.dumps({"about": ABOUT, **archive})[:-1]
    gone = b""
    if made.gone_bytes:
        gone = b',"deleted":[\n' + made.gone_bytes.removesuffix(b",\n") + b"\n]"
    return first + gone + b"},\n" + ITEMS + b"\n", b"]}\n"


def _uncommaed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """``pieces`` without the comma behind the last item."""
    held = b""
    for piece in pieces:
        if piece == b"]}\n" and held.endswith(b"},\n"):
            held = held[:-2] + b"\n"
        yield held
        held = piece
    yield held
