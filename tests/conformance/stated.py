"""Results that a person stated after reading the material, and what differs from them in words.

Of other people's texts only the length and a digest are held (:class:`Words`): white space is put together to single
spaces and cut off at both ends, then come the number of characters and the first 12 hex digits of the SHA-256 of the
UTF-8. A name of an item or of an author is a fact and stands as it is.

A stated review is a record in plain JSON values. What it does not state must not be there, but for ``id`` and
``inferred``, and for what an item says beyond its type and its name.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from syndicate import formats
from syndicate.formats import ReadContext, Refusal
from syndicate.models.record import plain
from syndicate.models.review import Review

__all__ = ["ABSENT", "AnyOf", "Maybe", "Refused", "Stated", "Words", "agree", "differences", "none", "page_of", "read"]


@dataclass(frozen=True)
class Words:
    """Text that is not ours to repeat."""

    length: int
    digest: str

    def fits(self, text: str) -> bool:
        text = " ".join(text.split())
        return len(text) == self.length and hashlib.sha256(text.encode()).hexdigest().startswith(self.digest)


@dataclass(frozen=True)
class Maybe:
    """A value that may be missing, and if it is there is this one."""

    value: Any


class AnyOf(tuple[Any, ...]):
    """One of several values."""


ABSENT = object()
"""No value may stand here."""


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A review that is none for us: the path of the fault begins with ``path``."""

    path: str


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What a page says."""

    reviews: tuple[dict[str, Any], ...] = ()
    refused: tuple[Refused, ...] = ()
    twins: tuple[dict[str, Any], ...] = ()
    """Reviews that the page tells of again in a second syntax: a reader may give them or put them together."""
    why: tuple[str, ...] = ()
    """Regular expressions that what is told has to contain where there is no review at all."""


def none(*why: str) -> Stated:
    """No review, and words that the reason has to contain."""
    return Stated(why=why)


def page_of(fragment: str, *, title: str = "A page") -> bytes:
    """A fragment as a whole page; one that brings its own body keeps it."""
    body = fragment if fragment.lstrip().startswith("<body") else f"<body>\n{fragment}\n</body>"
    head = f'<head><meta charset="utf-8"><title>{html.escape(title)}</title></head>'
    return f"<!DOCTYPE html>\n<html>{head}\n{body}\n</html>\n".encode()


def read(data: bytes, source: str = "page.html") -> tuple[list[dict[str, Any]], list[Refusal]]:
    """The records of a page as plain JSON values, and the refusals."""
    format = formats.get("html")
    assert format.read is not None
    made = list(format.read([data], ReadContext(source=source, key=source)))
    assert all(isinstance(one, Review | Refusal) for one in made), "nothing but reviews and refusals"
    assert all(one.source == source and one.faults for one in made if isinstance(one, Refusal))
    return [plain(one) for one in made if isinstance(one, Review)], [one for one in made if isinstance(one, Refusal)]


def agree(stated: Stated, data: bytes) -> None:
    """Fails with all that is other than stated, a line each."""
    if told := differences(stated, *read(data)):
        pytest.fail("\n".join(told), pytrace=False)


def differences(stated: Stated, records: Sequence[dict[str, Any]], refusals: Sequence[Refusal]) -> list[str]:
    """What is other than stated, a line each; empty where all is as stated."""
    told: list[str] = []
    left = list(records)
    for number, review in enumerate(stated.reviews):
        told += _taken(f"review {number + 1}", review, left)
    for review in stated.twins:
        if left and not (found := _closest(review, left))[1]:
            left.remove(found[0])
    told += [f"a review that the page does not say: {_short(record)}" for record in left]
    of_records = [refusal for refusal in refusals if any(fault.path for fault in refusal.faults)]
    for expected in stated.refused:
        fitting = [one for one in of_records if any(_below(fault.path, expected.path) for fault in one.faults)]
        if fitting:
            of_records.remove(fitting[0])
        else:
            told.append(
                f"a review with a fault in {expected.path!r} should be refused; refused were {_texts(refusals)}"
            )
    told += [f"refused, though nothing is wrong with it: {refusal}" for refusal in of_records]
    if not stated.reviews and not stated.refused:
        if not refusals:
            told.append("no review is in it, and nothing says so")
        reason = "\n".join(_texts(refusals))
        told += [f"the reason has no {word!r}: {reason}" for word in stated.why if not re.search(word, reason)]
    return told


def _taken(name: str, review: dict[str, Any], left: list[dict[str, Any]]) -> Iterator[str]:
    if not left:
        yield f"{name}: not found: {_short(review)}"
        return
    found, wrong = _closest(review, left)
    left.remove(found)
    for one in wrong:
        yield f"{name}: {one}"


def _closest(review: dict[str, Any], left: list[dict[str, Any]]) -> tuple[dict[str, Any], list[str]]:
    tried = [(record, list(_compared("", review, record))) for record in left]
    return min(tried, key=lambda one: len(one[1]))


def _compared(path: str, expected: Any, found: Any) -> Iterator[str]:
    if isinstance(expected, AnyOf):
        if all(list(_compared(path, one, found)) for one in expected):
            yield f"{path}: expected one of {list(expected)!r}, found {found!r}"
    elif isinstance(expected, Words):
        text = _text(found)
        if not expected.fits(text):
            own = " ".join(text.split())
            digest = hashlib.sha256(own.encode()).hexdigest()[:12]
            yield f"{path}: expected {expected}, found {len(own)} characters, {digest}: {own[:40]!r}"
    elif isinstance(expected, Mapping) and isinstance(found, Mapping):
        yield from _fields(path, expected, found)
    elif isinstance(expected, Sequence) and not isinstance(expected, str) and isinstance(found, Sequence):
        if path == "inferred":
            if missing := set(expected) - set(found):
                yield f"inferred: expected {sorted(missing)} in it, found {list(found)!r}"
        elif len(expected) != len(found):
            yield f"{path}: expected {len(expected)} values, found {found!r}"
        else:
            for index, (one, other) in enumerate(zip(expected, found, strict=True)):
                yield from _compared(f"{path}[{index}]", one, other)
    elif expected != found or isinstance(expected, bool) != isinstance(found, bool):
        yield f"{path}: expected {expected!r}, found {found!r}"


def _fields(path: str, expected: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    for key, value in expected.items():
        below = f"{path}.{key}".lstrip(".")
        if value is ABSENT:
            if key in found:
                yield f"{below}: expected nothing, found {found[key]!r}"
        elif key not in found:
            if not isinstance(value, Maybe):
                yield f"{below}: expected {value!r}, found nothing"
        else:
            yield from _compared(below, value.value if isinstance(value, Maybe) else value, found[key])
    for key in found.keys() - expected.keys():
        if path != "item" and (path, key) not in (("", "id"), ("", "inferred")):
            yield f"{path}.{key}".lstrip(".") + f": expected nothing, found {str(found[key])[:80]!r}"


def _text(found: Any) -> str:
    """The plain text of a value or of a body, by a reader of HTML that is not ours."""
    if not isinstance(found, Mapping):
        return str(found)
    value = str(found["value"])
    if found["format"] == "html":
        from lxml.html import fromstring

        return "".join(map(str, fromstring(f"<div>{value}</div>").itertext()))
    return value


def _below(path: str, above: str) -> bool:
    return path == above or path.startswith((f"{above}.", f"{above}["))


def _texts(refusals: Sequence[Refusal]) -> list[str]:
    return [str(refusal) for refusal in refusals]


def _short(review: Mapping[str, Any]) -> str:
    authors = [author["name"] for author in review.get("authors", ())]
    return f"{review['item'].get('type')} {review['item'].get('name')!r} by {authors}"
