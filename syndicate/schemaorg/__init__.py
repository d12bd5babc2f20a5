"""A record as a node of schema.org 30.0, a plain ``dict`` as JSON-LD has it, and back.

The only place that knows this mapping. JSON-LD, Microdata and RDFa write and read the node, and the checks judge it.

A node holds no empty values and no ``@context``, its keys come in one order, and every property is valid for its type
by schema.org's domains and ranges. One value stands bare, several as a list; ``keywords`` are always a list, since a
bare text may hold several of them, with commas between.

======================= =============================================================================================
``kind``                ``CriticReview``, ``UserReview``, ``EmployerReview``, ``Recommendation``; absent is ``Review``
``id``                  ``@id``
``title``               ``name`` and ``headline``, the same in both
``body``                ``reviewBody``, as plain text
``rating``, ``aspects`` ``reviewRating``: first the verdict, then the parts, which have a ``reviewAspect``
``item.identifiers``    the property of their name where the type has it (``gtin`` of a Product), else ``identifier`` as
                        a ``PropertyValue``: ``propertyID`` is the kind
``item.key``            ``identifier`` as text: what the publisher calls it, of no scheme
``provenance``          ``isBasedOn`` for the origin's URL, ``digitalSourceType`` for whether a machine wrote it
a tombstone             ``DataFeedItem`` with ``dateDeleted``; its ``item`` is the review's ``@id`` alone, the reason is
                        the ``description``, and ``isPartOf`` of the item names the review that it was merged into
======================= =============================================================================================

``CARRIES`` says what a node cannot hold. Reading is tolerant of what others write, and tells each repair, each
inference and each thing left out through ``note(path, kind, what)``.

>>> node_of_plain({"id": "tag:example.org,2024:1", "item": {"type": "Movie", "name": "Dune"}, "title": "Sand"})
{'@type': 'Review', '@id': 'tag:example.org,2024:1', 'itemReviewed': {'@type': 'Movie', 'name': 'Dune'}, \
'name': 'Sand', 'headline': 'Sand'}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from syndicate.models.record import as_read, validated
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone
from syndicate.schemaorg.items import item_node
from syndicate.schemaorg.ratings import aggregate_node
from syndicate.schemaorg.reviews import node_of_plain, row_of_node
from syndicate.schemaorg.terms import CONTEXT, Note, is_review, types_of

__all__ = [
    "CARRIES",
    "CONTEXT",
    "Note",
    "aggregate_node",
    "document",
    "from_node",
    "is_review",
    "item_node",
    "node_of_plain",
    "row_of_node",
    "to_node",
    "types_of",
]

CARRIES: Mapping[str, Literal["exact", "plain", "date", "unordered", "dropped"]] = {
    "": "exact",
    "body": "plain",
    "experienced": "dropped",
    "extensions": "dropped",
    "inferred": "dropped",
    "item.identifiers": "unordered",
    "provenance": "dropped",
    "provenance.generated": "exact",
    "provenance.origin.url": "exact",
    "recommended": "dropped",
    "snippet_only": "dropped",
    "spoiler": "dropped",
}
"""What a node can hold, by paths of the record (see :mod:`syndicate.formats._carries`): the whole list of losses.

The two dates lose a time of day, which the ranges of ``priceValidUntil`` and ``releaseDate`` do not include.
"""


def to_node(record: Review | Tombstone) -> dict[str, Any]:
    """The node of a record, without ``@context``."""
    return node_of_plain(as_read(record))


def from_node(node: Mapping[str, Any], note: Note) -> Review | Tombstone:
    """The record of a node, whoever wrote it. Raises :class:`syndicate.models.record.InvalidRecord`."""
    return validated(row_of_node(node, note))


def document(nodes: Mapping[str, Any] | Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A document with its ``@context``: the one node itself, or the many in ``@graph``."""
    if isinstance(nodes, Mapping):
        return {"@context": CONTEXT, **nodes}
    return {"@context": CONTEXT, "@graph": list(nodes)}
