"""Microdata of schema.org (https://html.spec.whatwg.org/multipage/microdata.html): a fragment of HTML that people read.

Writing. Each record is an ``article`` (see :mod:`syndicate.formats._markup.layout`), its node marked by ``itemscope``,
``itemtype``, ``itemid`` and ``itemprop``. A value is the text of an element only where readers give that back as it
is; else it stands in ``value``, ``datetime`` or ``content``, so that nothing is normalised away.

Reading. extruct finds the items of a page, ``itemref`` among it. Microdata has text alone: what a text means follows
from the property (:mod:`syndicate.schemaorg.untyped`), which is why numbers in properties of an item that take text too
come back as text. A value that is a list of one comes back bare.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from syndicate.formats._base import Format, ReadContext, WriteContext, reviews
from syndicate.formats._carries import Untyped
from syndicate.formats._markup.fragments import fragments
from syndicate.formats._markup.profile import MarkupOptions
from syndicate.formats._pages.extract import extracted, relative
from syndicate.formats._pages.nodes import records_in
from syndicate.ledger import Refusal
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone
from syndicate.schemaorg import CARRIES
from syndicate.schemaorg.terms import local
from syndicate.schemaorg.untyped import typed
from syndicate.schemaorg.values import single

__all__ = ["FORMAT", "nodes", "read", "write"]


def write(records: Iterable[Review | Tombstone], ctx: WriteContext) -> Iterator[bytes]:
    """An article for each review."""
    return fragments(reviews(records, ctx), ctx, "microdata")


def read(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    """The reviews that the Microdata of a page says."""
    return records_in(chunks, ctx, "microdata", nodes)


def nodes(page: str, *, mend: bool = True) -> list[dict[str, Any]]:
    """The topmost items of a page as nodes. Raises :class:`syndicate.formats._nodes.Unreadable`.

    Without ``mend`` they are what extruct gives for the page as it is, which is what a proof is made of.
    """
    return [node for item in extracted(page, "microdata", mend=mend) if isinstance(node := _node(item, ""), dict)]


def _node(value: Any, prop: str) -> Any:
    """An item of extruct's as a node; a text as what its property makes of it."""
    if isinstance(value, str):
        link = relative(value)
        return typed(prop, value) if link is None else {"@id": link}
    if not isinstance(value, Mapping):
        return value
    if "properties" not in value and "type" not in value:
        return value.get("value") or None
    node: dict[str, Any] = {}
    if "type" in value:
        named = value["type"]
        node["@type"] = local(named) if isinstance(named, str) else single([local(of) for of in named])
    if value.get("id"):
        id = value["id"].strip()
        node["@id"] = relative(id) or id
    for name, said in value.get("properties", {}).items():
        key = local(name)
        parts = [_node(part, key) for part in (said if isinstance(said, list) else [said])]
        parts = [part for part in parts if part is not None]
        if parts:
            node[key] = single([*_listed(node.get(key)), *parts])
    return node


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


FORMAT = Format(
    name="microdata",
    title="Microdata of schema.org in HTML that people read",
    media_type="text/html",
    suffixes=(".microdata.html",),
    spec="https://html.spec.whatwg.org/multipage/microdata.html",
    carries={**CARRIES, "item.properties": Untyped(), "tombstone": "dropped"},
    read=read,
    write=write,
    options=MarkupOptions,
    options_for_writing=True,
    for_people=True,
)
