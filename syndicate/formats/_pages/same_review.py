"""Whether two readings of one page, each in another syntax, are of the same review.

A page tells a review to people and to machines, and often to machines in two syntaxes. What is told twice has the same
``@id``; or nothing that both say differs, and one of these is the same: the text, the item and the author, the item
with the rating and the day, the URL with the item or the author. Names and texts are compared by their letters and
digits, without case, since white space, markup and punctuation differ from syntax to syntax.

Where nothing shows that two are the same they are two: a review that stands twice can be seen, one that is lost cannot.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from syndicate.prose import plain_text

__all__ = ["Likeness", "completed", "says"]

_NOT_LETTERS = re.compile(r"[\W_]+")
_TELLING = 20
"""How many letters a text has to have for its beginning to say which text it is."""
_COMPLETED = ("authors", "body", "cons", "language", "modified", "pros", "published", "rating")
_CUTS = ("[\u2026]", "[...]", "(\u2026)", "(...)", "\u2026", "...")


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What of a review is compared; each may be empty."""

    id: str
    url: str
    item: str
    author: str
    day: str
    title: str
    rating: tuple[float | None, float | None] | None
    """The value and the best, where it is rated."""
    texts: tuple[str, ...]
    """The body and the summary, without what marks that they were cut off."""
    whole: bool
    """Whether there is a body, which a text that differs contradicts."""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Likeness:
        """That of a row in the record's own names."""
        authors, rating, published = row.get("authors"), row.get("rating"), row.get("published")
        body = _value(row.get("body"))
        return cls(
            id=_text(row.get("id")) if "id" not in row.get("inferred", ()) else "",
            url=_text(row.get("url")).rstrip("/"),
            item=_name(row.get("item")),
            author=_name(authors[0] if isinstance(authors, list) and authors else None),
            day=_text(published)[:10],
            title=_folded(row.get("title")),
            rating=(_number(rating.get("value")), _number(rating.get("best"))) if isinstance(rating, Mapping) else None,
            texts=tuple(text for said in (body, row.get("summary")) if (text := _folded(_uncut(said)[0]))),
            whole=body is not None,
        )

    def marks(self) -> Iterator[tuple[str, ...]]:
        """Two that are the same review have one of these in common."""
        if self.id:
            yield "id", self.id
        for text in self.texts:
            if len(text) >= _TELLING:
                yield "text", text[:_TELLING]
        if self.url:
            yield "url", self.url
        if self.item and self.author:
            yield "author", self.item, self.author
        if self.item and self.day and self.rating:
            yield "day", self.item, self.day

    def same(self, other: Likeness) -> bool:
        """Whether both are of one review."""
        if self.id and other.id:
            return self.id == other.id
        pairs = ((self.item, other.item), (self.author, other.author), (self.day, other.day))
        if any(mine and others and mine != others for mine, others in pairs):
            return False
        if not _rated_alike(self.rating, other.rating):
            return False
        told = _told_alike(self.texts, other.texts)
        if told:
            return True
        if (told is False and self.whole and other.whole) or (self.title and other.title and self.title != other.title):
            return False
        item, author, day = (mine != "" and mine == others for mine, others in pairs)
        if self.url and self.url == other.url and (item or author):
            return True
        return item and (author or (day and self.rating is not None and other.rating is not None))


def says(row: Mapping[str, Any]) -> int:
    """How many things a row says that are not guesses."""
    return _leaves(row) - len(row.get("inferred", ()))


def _leaves(value: Any) -> int:
    if isinstance(value, Mapping):
        return sum(_leaves(part) for name, part in value.items() if name not in ("inferred", "format"))
    return sum(map(_leaves, value)) if isinstance(value, list) else 1


def completed(row: dict[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Puts into ``row`` what it does not say at all and ``other``, of the same review, does; gives the names of it.

    Only what cannot mean something else there: a ``url`` may be that of the item, a title that of the page. A body
    that is marked as cut off is not all that was said, and gives way to one that begins with it.
    """
    names = [name for name in _COMPLETED if name in other and name not in row]
    if _is_cut(row, other):
        names.append("body")
    for name in names:
        row[name] = other[name]
        guesses = [path for path in other.get("inferred", ()) if path.partition(".")[0] == name]
        if guesses:
            row["inferred"] = [*row.get("inferred", ()), *guesses]
    return names


def _is_cut(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the body of ``row`` was cut off where that of ``other`` goes on."""
    mine, whole = (_value(of.get("body")) for of in (row, other))
    start, cut = _uncut(mine)
    if not cut or whole is None or len(whole) <= len(start):
        return False
    begun = _folded(start)
    return len(begun) >= _TELLING and _folded(whole).startswith(begun)


def _folded(value: Any) -> str:
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", _text(value)).casefold())


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _name(value: Any) -> str:
    return _folded(value.get("name")) if isinstance(value, Mapping) else ""


def _value(body: Any) -> str | None:
    value = body.get("value") if isinstance(body, Mapping) else None
    if not isinstance(value, str):
        return None
    return value if body.get("format") == "text" else plain_text(value, body.get("format"))


def _number(value: Any) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _uncut(value: Any) -> tuple[str, bool]:
    """A text without the mark at its end that it was cut off, and whether it has one."""
    text = _text(value).rstrip()
    for mark in _CUTS:
        if text.endswith(mark):
            return text.removesuffix(mark), True
    return text, False


def _rated_alike(
    one: tuple[float | None, float | None] | None, other: tuple[float | None, float | None] | None
) -> bool:
    """Whether two ratings may be the same verdict; on two scales they are compared as parts of the best."""
    if one is None or other is None:
        return True
    (value, best), (others, others_best) = one, other
    if value == others and (best is None or others_best is None or best == others_best):
        return True
    if value is None or others is None or not best or not others_best:
        return False
    return abs(value / best - others / others_best) < 1e-9


def _told_alike(mine: tuple[str, ...], others: tuple[str, ...]) -> bool | None:
    """Whether a text of one begins with one of the other; None where there are none, or too short ones."""
    pairs = [sorted((a, b), key=len) for a in mine for b in others]
    if any(len(short) >= _TELLING and long.startswith(short) for short, long in pairs):
        return True
    return False if pairs and not any(long.startswith(short) for short, long in pairs) else None
