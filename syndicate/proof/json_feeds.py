"""JSON Feed: what Python's own JSON reads in each item, compared with its record.

``_review`` says a record in the record's own names; the item's own members say it for people. Both are compared. A
name that stands twice in one object is unreadable, since readers take one or the other of the two.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from syndicate.formats import get
from syndicate.proof.compare import Finding
from syndicate.proof.entries import Facts, Said, judged
from syndicate.proof.records import Records

__all__ = ["prove_json_feed"]

_VERSION = "https://jsonfeed.org/version/"
_BESIDE = ("about", "abridged")
"""What ``_review`` has beside the record."""


def prove_json_feed(data: bytes, records: Records, file: str = "") -> Iterator[Finding]:
    """What each item of a JSON Feed says, compared with its record by the item's id."""
    try:
        # RFC 8259, section 8.1: UTF-8, and no byte order mark.
        feed = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
        items = _items(feed)
    except ValueError as error:
        yield Finding(id="", file=file, how="feed", outcome="unreadable", why=f"no JSON Feed: {error}")
        return
    except RecursionError:
        yield Finding(id="", file=file, how="feed", outcome="unreadable", why="nested too deeply")
        return
    carries = get("jsonfeed").carries
    for item in items:
        id = item["id"]
        record, stated = records.get(id), item.get("_review")
        if record is None or stated is None:
            why = "no record of this id" if record is None else "no _review"
            yield Finding(id=id, file=file, how="jsonfeed", outcome="unknown", why=why)
            continue
        try:
            facts, said = _facts(id, stated), _said(item)
        except ValueError as error:
            yield Finding(id=id, file=file, how="jsonfeed", outcome="unreadable", why=f"not as we write it: {error}")
            continue
        yield judged(record, facts, said, how="jsonfeed", file=file, carries=carries)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)!r} stands twice in one object")
    return made


def _items(feed: Any) -> list[dict[str, Any]]:
    """The items of a feed (https://www.jsonfeed.org/version/1.1/: version, title and items; each item has an id)."""
    if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith(_VERSION):
        raise ValueError(f"no object with a version that starts with {_VERSION}")
    items = feed.get("items")
    if not isinstance(items, list) or not isinstance(feed.get("title"), str):
        raise ValueError("a feed needs a title and a list of items")
    for item in items:
        if not isinstance(item, dict) or not isinstance(item.get("id"), str):
            raise ValueError("an item that is no object with a text as its id")
    return items


def _facts(id: str, stated: Any) -> Facts:
    if not isinstance(stated, Mapping):
        raise ValueError("_review is no object")
    row = {"id": id, **{name: value for name, value in stated.items() if name not in _BESIDE}}
    if row["id"] != id:
        raise ValueError("an id in _review that is not the item's")
    return Facts(row=row, abridged=stated.get("abridged") is True)


def _said(item: Mapping[str, Any]) -> Said:
    def text(name: str) -> str | None:
        value = item.get(name)
        if value is not None and not isinstance(value, str):
            raise ValueError(f"{name} is no text")
        return value

    if item.get("tags", []) != item["_review"].get("tags", []):
        raise ValueError("other tags than those of _review")
    authors = item.get("authors", [])
    if not isinstance(authors, list) or not all(isinstance(one, Mapping) for one in authors):
        raise ValueError("authors is no list of objects")
    summary = text("summary")
    return Said(
        title=text("title"),
        link=text("url"),
        authors=[one.get("name") for one in authors],
        published=text("date_published"),
        updated=text("date_modified"),
        summary=None if summary is None else escape(summary),
        content=text("content_html"),
    )
