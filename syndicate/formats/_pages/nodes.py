"""A page in one syntax to records: readers of Microdata, RDFa and microformats, which differ in how nodes are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from syndicate.formats._base import ReadContext
from syndicate.formats._nodes import Graph, Unreadable, key_of, row_of
from syndicate.formats._pages.details import record_of
from syndicate.formats._pages.spelled import spelled
from syndicate.hypertext import decoded
from syndicate.ledger import Refusal, shown
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone
from syndicate.schemaorg import is_review, types_of

__all__ = ["graphs_of", "page_of", "records_in"]

_DOCUMENT_RECORDS = 4


def page_of(chunks: Iterable[bytes], ctx: ReadContext) -> bytes | Refusal:
    """The bytes of a page, which is read as a whole; a refusal where it has more than four records may have."""
    limit = _DOCUMENT_RECORDS * ctx.limits.record_bytes
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > limit:
            return ctx.refusal(
                "", f"a page of more than {limit:,} bytes", f"a page of at most {limit:,} bytes", "Part it."
            )
    return bytes(data)


def graphs_of(nodes: list[dict[str, Any]]) -> list[Graph]:
    """One graph of nodes that may refer to each other; reviews that stand alone are a graph each."""
    return [Graph(node) for node in nodes] if all(map(is_review, nodes)) else [Graph(nodes)]


def records_in(
    chunks: Iterable[bytes], ctx: ReadContext, syntax: str, nodes: Callable[[str], list[dict[str, Any]]]
) -> Iterator[Review | Tombstone | Refusal]:
    """The reviews that a page says in one syntax; a refusal of the page where it says none."""
    data = page_of(chunks, ctx)
    if isinstance(data, Refusal):
        yield data
        return
    text, _ = decoded(data)
    try:
        made, told = spelled(nodes(text))
    except Unreadable as error:
        yield ctx.refusal("", error.found, error.expected, error.mend)
        return
    for what in told:
        ctx.note(syntax, "", "repaired", what)
    found = [(one, graph) for graph in graphs_of(made) for one in graph.reviews()]
    for number, (one, graph) in enumerate(found, 1):
        place = f"{syntax} {number}"
        note = partial(ctx.note, place)
        row = row_of(one, graph, note)
        yield from record_of(ctx, row, place=place, key=key_of(row, ctx.key, note) if len(found) > 1 else ctx.key)
    if not found and text.strip():
        types = sorted({of for node in made for of in types_of(node)})
        there = f"{syntax} of {', '.join(types[:10])} and no review" if types else f"no {syntax} of schema.org"
        yield ctx.refusal(
            "", there, f"a review in {syntax}", "Leave the page out of this source.", raw=shown(made, 2000)
        )
