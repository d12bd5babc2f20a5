"""The authors, types, tags and languages that have a feed of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from syndicate.settings import GroupKind
from syndicate.site.index import Index
from syndicate.site.slugs import marked, slug

__all__ = ["Entry", "Group", "groups", "newest_of", "prepare"]

_MEMBER = "CREATE TABLE member (id TEXT, kind TEXT, key TEXT, name TEXT)"

_MEMBERS = """
INSERT INTO member
SELECT id, kind, key, name FROM (
  SELECT review.id AS id, json_extract(one.value, '$[0]') AS kind, json_extract(one.value, '$[1]') AS key,
         json_extract(one.value, '$[2]') AS name
  FROM review, json_each(review.groups) AS one WHERE review.version IS NOT NULL)
WHERE kind IN (SELECT value FROM json_each(?))
"""

_GROUPS = """
SELECT kind, key, name, reviews, place FROM (
  SELECT kind, key, MIN(name) AS name, COUNT(*) AS reviews,
         ROW_NUMBER() OVER (PARTITION BY kind ORDER BY COUNT(*) DESC, key) AS place
  FROM member GROUP BY kind, key)
WHERE place <= ? ORDER BY kind, key
"""

_NEWEST = """
SELECT review.id, review.slug, review.hash, review.spill, review."offset", review.length
FROM member JOIN review ON review.id = member.id
WHERE member.kind = ? AND member.key = ? ORDER BY review.version DESC, review.id LIMIT ?
"""

Entry = tuple[str, str, str, int, int, int]
"""A review in a feed: id, slug, hash, location."""


class Group(NamedTuple):
    """One author, type, tag or language."""

    kind: GroupKind
    key: str
    name: str
    slug: str


def prepare(index: Index, kinds: tuple[GroupKind, ...]) -> None:
    """Makes the list of what each dated review is one of, of these sorts."""
    index.run(_MEMBER)
    if kinds:
        index.run(_MEMBERS, (json.dumps(kinds),))
        index.run("CREATE INDEX member_group ON member (kind, key)")


def groups(index: Index, most: int) -> Iterator[Group]:
    """The groups that have a feed, by sort and key: of each sort those with the most reviews."""
    taken: dict[str, set[str]] = {}
    for kind, key, name, *_ in list(index.rows(_GROUPS, (most,))):
        used = taken.setdefault(kind, set())
        plain = slug(name)
        own = plain if plain and plain not in used else marked(plain, key)
        used.add(own)
        yield Group(kind=kind, key=key, name=name, slug=own)


def left_out(index: Index, most: int) -> Iterator[tuple[str, int]]:
    """Of which sorts there are more than have a feed, and how many there are."""
    for kind, number in index.rows("SELECT kind, COUNT(DISTINCT key) FROM member GROUP BY kind ORDER BY kind"):
        if number > most:
            yield kind, number


def newest_of(index: Index, group: Group, most: int) -> list[Entry]:
    """The reviews of a group that were published or edited last."""
    return list(index.rows(_NEWEST, (group.kind, group.key, most)))
