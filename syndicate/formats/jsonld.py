"""JSON-LD with the vocabulary of schema.org (https://www.w3.org/TR/json-ld11/, https://schema.org/Review).

What of a record stands where, :mod:`syndicate.schemaorg` says. One record is one node with its ``@context``; several
are the ``@graph`` of a document, a node on each line, so that both writing and reading of our own stream.

Encoding: UTF-8, compact, and safe to put into a ``script`` element as it is: ``<``, ``>``, ``&``, U+2028 and U+2029
are written as ``\\uXXXX``, which JSON reads back exactly (https://html.spec.whatwg.org/multipage/scripting.html
#restrictions-for-contents-of-script-elements).

Reading takes a node, an array of nodes, a ``@graph``, a ``DataFeed`` and reviews that are nested in what they review,
in any document of at most four times ``record_bytes``, which is held as a whole. Nodes that are referred to by their
``@id`` within the document are looked up in it. What holds no review and no review refers to is refused by name.

>>> from syndicate.models import Movie, Review
>>> str(script_tag(Review(id="tag:example.org,2024:1", item=Movie(name="</script>"))))[35:102]
'{"@context":"https://schema.org","@type":"Review","@id":"tag:example'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from html import escape
from itertools import chain
from typing import Any

import orjson

from syndicate.formats._base import Format, ReadContext, WriteContext
from syndicate.formats._json import Unreadable, loaded
from syndicate.formats._markup.profile import MarkupOptions, told_node
from syndicate.formats._nodes import Found, Graph, key_of, row_of
from syndicate.formats._stream import TooLong, lines_of, text_of
from syndicate.ledger import Refusal, shown
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone
from syndicate.schemaorg import CARRIES, CONTEXT, document, to_node
from syndicate.schemaorg.profiles import Profile, profiled

__all__ = ["FORMAT", "SafeHtml", "embed", "read", "script_element", "script_tag", "to_jsonld", "write"]

_HEAD = b'{"@context":"' + CONTEXT.encode() + b'","@graph":['
# All of them can only stand inside of strings. Each with its last byte, since looking for a single byte is ten times
# as fast as looking for three, and most texts have no such byte.
_ESCAPES = (
    (b"<", b"<", b"\\u003c"),
    (b">", b">", b"\\u003e"),
    (b"&", b"&", b"\\u0026"),
    (b"\xa8", "\u2028".encode(), b"\\u2028"),
    (b"\xa9", "\u2029".encode(), b"\\u2029"),
)
_DOCUMENT_RECORDS = 4


class SafeHtml(str):
    """Markup that templates put into a page as it is: Jinja2, MarkupSafe and Django ask for ``__html__``."""

    __slots__ = ()

    def __html__(self) -> SafeHtml:
        return self


def to_jsonld(record: Review | Tombstone) -> dict[str, Any]:
    """The record as a JSON-LD document: its node with its ``@context``."""
    return document(to_node(record))


def embed(nodes: Mapping[str, Any] | Iterable[Mapping[str, Any]]) -> str:
    """A node, or several, as the text of a JSON-LD document that is safe within a ``script`` element."""
    return _dumped(document(nodes)).decode()


def script_element(text: str, nonce: str | None = None) -> SafeHtml:
    """``text``, which :func:`embed` made, in its ``script`` element; ``nonce`` is for a Content-Security-Policy.

    The type has no parameter and is in lower case, as extractors compare it byte for byte.
    """
    attribute = "" if nonce is None else f' nonce="{escape(nonce)}"'
    return SafeHtml(f'<script type="application/ld+json"{attribute}>{text}</script>')


def script_tag(review: Review, nonce: str | None = None, *, profile: Profile = "search") -> SafeHtml:
    """The markup of a review for the page that shows it; see :mod:`syndicate.schemaorg.profiles`."""
    return script_element(embed(profiled(to_node(review), profile)), nonce)


def write(records: Iterable[Review | Tombstone], ctx: WriteContext) -> Iterator[bytes]:
    """One record as a node; none or several as a ``@graph`` with a node on each line."""
    rest = iter(records)
    first, second = next(rest, None), next(rest, None)
    if first is not None and second is None:
        yield _dumped(document(_node(first, ctx))) + b"\n"
        return
    yield _HEAD
    start = b"\n"
    if first is not None and second is not None:
        for record in chain((first, second), rest):
            yield start + _dumped(_node(record, ctx))
            start = b",\n"
    yield b"\n]}\n"


def _node(record: Review | Tombstone, ctx: WriteContext) -> dict[str, Any]:
    return told_node(record, ctx) if isinstance(record, Review) else to_node(record)


def _dumped(value: Any) -> bytes:
    data = orjson.dumps(value)
    for byte, raw, escaped in _ESCAPES:
        if byte in data:
            data = data.replace(raw, escaped)
    return data


def read(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    """The reviews of a document, wherever they are. Raises :class:`InputError` where the input is no UTF-8 text."""
    pieces = text_of(chunks, source=ctx.source)
    head = b""
    for piece in pieces:
        head += piece
        if len(head) > len(_HEAD):
            break
    whole = chain((head,), pieces)
    if head.startswith(_HEAD + b"\n"):
        yield from _lines(whole, ctx)
    else:
        yield from _whole(whole, ctx)


def _lines(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    """What :func:`write` wrote, a line at a time."""
    limit = ctx.limits.record_bytes
    closed = False
    for number, line in lines_of(chunks, limit, source=ctx.source):
        place = f"line {number}"
        if isinstance(line, TooLong):
            expected = f"a node of at most {limit:,} bytes"
            yield ctx.refusal(place, f"a line of {line.size:,} bytes", expected, "Put each node on a line of its own.")
        elif closed and line.strip():
            yield ctx.refusal(place, shown(line.decode("utf-8", "replace")), "nothing after the end of the document")
        elif line == b"]}":
            closed = True
        elif number > 1 and line.strip():
            yield from _document(line.removesuffix(b","), ctx, place, many=True)
    if not closed:
        yield ctx.refusal(
            "",
            "the end of the file before the end of the document",
            "]} on its last line",
            "Copy or make the file again; what came before its end was read.",
        )


def _whole(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    limit = _DOCUMENT_RECORDS * ctx.limits.record_bytes
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > limit:
            yield ctx.refusal(
                "",
                f"a document of more than {limit:,} bytes",
                f"at most {limit:,} bytes, since a document of this form is read as a whole",
                f"Part it; or write {_HEAD.decode()} on its first line, each node on one line, and ]}} on the last.",
            )
            return
    yield from _document(bytes(data), ctx, "", many=False)


def _document(data: bytes, ctx: ReadContext, place: str, *, many: bool) -> Iterator[Review | Tombstone | Refusal]:
    try:
        value, twice = loaded(data, ctx.limits.depth)
    except Unreadable as error:
        raw = shown(data.decode("utf-8", "replace"), 2000)
        yield ctx.refusal(place, error.found, error.expected, error.mend, raw=raw)
        return
    for key in twice:
        ctx.note(place, "", "repaired", f"{key} stands twice in one object, and the last is taken")
    graph = Graph(value)
    found = list(graph.reviews())
    for one in found:
        where = ": ".join(part for part in (place, one.place) if part)
        yield from _record(one, graph, ctx, where, many=many or len(found) > 1)
    for where, node in graph.others():
        yield ctx.refusal(
            ": ".join(part for part in (place, where) if part),
            f"no review in it, but {_what(node)}",
            "a Review, or what has reviews in it",
            "Leave it out of this source.",
            raw=shown(node, 2000),
        )


def _record(
    found: Found, graph: Graph, ctx: ReadContext, place: str, *, many: bool
) -> Iterator[Review | Tombstone | Refusal]:
    note = partial(ctx.note, place)
    row = row_of(found, graph, note)
    key = key_of(row, ctx.key, note) if many else ctx.key
    yield from ctx.record(row, place=place, key=key)


def _what(node: Any) -> str:
    named = node.get("@type") if isinstance(node, Mapping) else None
    return f"a node of type {shown(named)}" if named is not None else shown(node)


FORMAT = Format(
    name="jsonld",
    title="JSON-LD of schema.org, for search engines",
    media_type="application/ld+json",
    suffixes=(".jsonld",),
    spec="https://schema.org/Review",
    carries=CARRIES,
    read=read,
    write=write,
    options=MarkupOptions,
    options_for_writing=True,
    tombstones=True,
)
