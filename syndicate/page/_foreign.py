"""What a page says by itself: its own address, and markup of reviews that others put into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from syndicate import vocabulary
from syndicate.hypertext import Tag, attributes, scripts, tokens
from syndicate.page._blocks import found_in, without
from syndicate.page._source import Source, source_of
from syndicate.schemaorg.terms import local

__all__ = ["canonical", "foreign"]

_TYPE = re.compile(r'"@?type"\s*:\s*(?:"([^"]{0,200})"|\[([^\]]{0,1000})\])')
_SPACE = re.compile(r"[\t\n\f\r ]+")
_CLASSES = frozenset(("h-review", "h-review-aggregate", "hreview", "hreview-aggregate"))
_OLD = re.compile(r"^(?:https?://(?:www\.|rdf\.)?data-vocabulary\.org/#?|v:)")


def canonical(page: bytes, *, charset: str | None = None) -> str | None:
    """The address that a page states for itself: ``<link rel=canonical>``, else ``og:url``; None where it has none.

    As it stands there, which may be relative; of several the first counts.
    """
    if not _has(page.lower(), b"canonical", b"og:url"):
        return None
    source = source_of(page, charset)
    second = None
    for token in tokens(source.text):
        if not isinstance(token, Tag) or token.closing:
            continue
        if token.name == "body":
            break
        if token.name == "link":
            found = _attributes(source, token)
            if "canonical" in _SPACE.split(found.get("rel", "").lower()) and found.get("href", "").strip():
                return found["href"].strip()
        elif token.name == "meta" and second is None:
            found = _attributes(source, token)
            if "og:url" in (found.get("property"), found.get("name")):
                second = found.get("content", "").strip() or None
    return second


def foreign(page: bytes, *, charset: str | None = None) -> tuple[str, ...]:
    """The syntaxes in which a page has markup of a review, or of a mean of ratings, outside of our blocks.

    ``jsonld``, ``microdata`` and ``rdfa`` with the classes Review and AggregateRating of schema.org and those below
    them, or of the vocabulary that came before; ``microformats`` with ``hreview`` and ``h-review``.
    """
    low = page.lower()
    if not _has(low, b"review", b"rating", b"recommendation"):
        return ()
    source = source_of(page, charset)
    ours, _ = found_in(source)
    if ours:
        source = source_of(without(source, ours), charset)
    text = source.text
    found: set[str] = set()
    if _has(low, b"json") and any(
        "json" in script.attributes.get("type", "").lower()
        and _in_json(source.said(script.start, script.start + len(script.content)))
        for script in scripts(text)
    ):
        found.add("jsonld")
    if _has(low, b"itemtype", b"typeof", b"hreview", b"h-review"):
        for token in tokens(text):
            if isinstance(token, Tag) and not token.closing and _MAY.search(text, token.start, token.end):
                found.update(_in_tag(_attributes(source, token)))
    return tuple(sorted(found))


_MAY = re.compile("review|rating|recommendation|&", re.IGNORECASE)


def _has(page: bytes, *words: bytes) -> bool:
    """Whether a page may have one of these words, in UTF-16 too."""
    wide = page[1:2] == b"\0" or page[:1] == b"\0" or page[:1] >= b"\xfe"
    return any(
        word in page or (wide and b"\0".join(word[at : at + 1] for at in range(len(word))) in page) for word in words
    )


def _attributes(source: Source, tag: Tag) -> dict[str, str]:
    said = source.said(tag.start, tag.end)
    return attributes(said, Tag(tag.name, 0, len(said), tag.closing))


def _in_tag(found: dict[str, str]) -> Iterator[str]:
    if any(map(_is_review, _SPACE.split(found.get("itemtype", "")))):
        yield "microdata"
    if any(map(_is_review, _SPACE.split(found.get("typeof", "")))):
        yield "rdfa"
    if _CLASSES & set(_SPACE.split(found.get("class", "").lower())):
        yield "microformats"


def _in_json(text: str) -> bool:
    import orjson

    try:
        return _in_value(orjson.loads(text))
    except orjson.JSONDecodeError:
        # Many pages have JSON-LD that is none: a comma too many, a line end in a text.
        names = (name for one, many in _TYPE.findall(text) for name in (one, *re.findall(r'"([^"]*)"', many)))
        return any(map(_is_review, names))


def _in_value(value: Any) -> bool:
    layer = [value]
    while layer:
        one = layer.pop()
        if isinstance(one, list):
            layer += one
        elif isinstance(one, dict):
            named = one.get("@type", one.get("type"))
            if any(
                isinstance(name, str) and _is_review(name) for name in (named if isinstance(named, list) else [named])
            ):
                return True
            layer += one.values()
    return False


def _is_review(name: str) -> bool:
    bare = _OLD.sub("", local(name)).replace("Review-aggregate", "AggregateRating")
    return any(vocabulary.subtype_of(bare, of) for of in ("Review", "AggregateRating"))
