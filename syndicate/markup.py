"""Markup for pages of one's own: from records to what stands in the HTML, in any syntax or in several at once.

>>> from syndicate.models import Movie, Rating, Review
>>> review = Review(id="tag:example.org,2024:1", item=Movie(name="Dune"), rating=Rating(value=4, best=5, worst=1))
>>> print(markup(review))
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Review","@id":"tag:example.org,2024:1",\
"itemReviewed":{"@type":"Movie","name":"Dune"},"reviewRating":{"@type":"Rating","ratingValue":4,"bestRating":5,\
"worstRating":1}}</script>

JSON-LD is a ``script`` for machines alone. The others are an HTML fragment that people read too, and whoever asks for
several of them gets one fragment that says it in all. Everything is escaped: no text of a record can end the script or
add an element to the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from syndicate.errors import RecordError, UnknownName
from syndicate.formats._markup.fragments import in_a_graph
from syndicate.formats._markup.layout import item_article, review_article
from syndicate.formats.jsonld import SafeHtml, embed, script_element
from syndicate.models.item import Item
from syndicate.models.item_key import item_key
from syndicate.models.mean import mean_of
from syndicate.models.rating import Rating
from syndicate.models.record import plain
from syndicate.models.review import Review
from syndicate.schemaorg import aggregate_node, item_node, node_of_plain
from syndicate.schemaorg.profiles import SYNTAXES, AnySyntax, Profile, Syntax, profiled

__all__ = ["aggregate_markup", "markup", "visible"]


def markup(
    reviews: Review | Iterable[Review],
    syntax: AnySyntax | Sequence[AnySyntax] = "jsonld",
    *,
    profile: Profile = "search",
    nested: bool = False,
    nonce: str | None = None,
    language: str | None = None,
    level: int = 2,
) -> SafeHtml:
    """The markup of reviews for the page that shows them.

    One review of an item stands alone, with what it reviews in it. Several of one item stand in the item, with the
    mean of their ratings: search engines want that where a page has more than one. ``nested`` puts a single one into
    its item too. Items are the same when their keys are (:func:`syndicate.models.item_key.item_key`); what is said of
    the item is what its first review says. Reviews of several items are a graph, or one fragment after the other.

    ``profile`` is ``search`` or ``full`` (:mod:`syndicate.schemaorg.profiles`); ``nonce`` is for the script where a
    Content-Security-Policy asks for one; ``language`` is that of reviews that do not say theirs; ``level`` is that of
    the fragments' headings. With no syntax at all the fragment is for people alone. In RDFa a node whose ``@id`` is
    that of another one goes without it.

    Raises :class:`UnknownName` for a syntax that does not exist.
    """
    chosen = _chosen(syntax)
    records = [plain(one) for one in ([reviews] if isinstance(reviews, Review) else reviews)]
    groups: dict[str, list[dict[str, Any]]] = {}
    for data in records:
        groups.setdefault(item_key(data["item"])[0], []).append(data)
    together = [(group, _node_of_group(group, profile, nested=nested)) for group in groups.values()]
    parts = []
    if "jsonld" in chosen and together:
        nodes = [node for _, node in together]
        parts.append(str(script_element(embed(nodes[0] if len(nodes) == 1 else nodes), nonce)))
    seen = visible(chosen)
    if seen or not chosen:
        if "rdfa" in seen:
            nodes, _ = in_a_graph([node for _, node in together])
            together = [(group, node) for (group, _), node in zip(together, nodes, strict=True)]
        for group, node in together:
            if "itemReviewed" in node:
                parts.append(review_article(group[0], node, seen, language=language, level=level))
            else:
                entries = [(data, None) for data in group]
                spoken = {data.get("language", language) for data in group}
                around = language or (spoken.pop() if len(spoken) == 1 else None)
                parts.append(item_article(group[0]["item"], node, entries, seen, language=around, level=level))
    return SafeHtml("\n".join(parts))


def aggregate_markup(
    item: Item,
    value: float,
    count: int,
    *,
    best: float | None = None,
    worst: float | None = None,
    reviews: int | None = None,
    syntax: AnySyntax | Sequence[AnySyntax] = "jsonld",
    nonce: str | None = None,
    language: str | None = None,
    level: int = 2,
) -> SafeHtml:
    """The markup of an item and the mean of ``count`` ratings, of ``reviews`` reviews, without the reviews themselves.

    Raises :class:`RecordError` for a count of nothing, and Pydantic's error for a value off its scale.

    >>> from syndicate.models import Product
    >>> aggregate_markup(Product(name="Kettle"), 4.4, 89, best=5, worst=1)[68:118]
    '"@type":"Product","name":"Kettle","aggregateRating"'
    """
    chosen = _chosen(syntax)
    Rating(value=value, best=best, worst=worst)
    for name, number in (("count", count), ("reviews", reviews)):
        if number is not None and (type(number) is not int or number < 1):
            raise RecordError(
                f"the {name} of an aggregate is wrong", found=repr(number), expected="a whole number, 1 or more"
            )
    data = item.model_dump(mode="json", exclude_defaults=True)
    node = item_node(data)
    node["aggregateRating"] = aggregate_node(value, count, best, worst, reviews=reviews)
    parts = []
    if "jsonld" in chosen:
        parts.append(str(script_element(embed(node), nonce)))
    if seen := visible(chosen):
        total = 0 if reviews is None else reviews
        parts.append(item_article(data, node, [], seen, language=language, level=level, total=total))
    return SafeHtml("\n".join(parts))


def visible(syntaxes: Iterable[AnySyntax]) -> list[Syntax]:
    """Those of ``syntaxes`` that are an HTML fragment which people read."""
    return [one for one in syntaxes if one != "jsonld"]


def _chosen(syntax: AnySyntax | Sequence[AnySyntax]) -> list[AnySyntax]:
    chosen = [syntax] if isinstance(syntax, str) else list(syntax)
    for one in chosen:
        if one not in SYNTAXES:
            raise UnknownName("syntax", one, SYNTAXES)
    return chosen


def _node_of_group(group: list[dict[str, Any]], profile: Profile, *, nested: bool) -> dict[str, Any]:
    """The node of reviews of one item: the review itself where it stands alone, else the item with all of them."""
    nodes = [profiled(node_of_plain(data), profile) for data in group]
    if len(group) == 1 and not nested:
        return nodes[0]
    node = item_node(group[0]["item"])
    if len(group) > 1 and (mean := mean_of(data.get("rating") for data in group)) is not None:
        node["aggregateRating"] = aggregate_node(**mean, reviews=len(group))
    for one in nodes:
        del one["itemReviewed"]
    node["review"] = nodes[0] if len(nodes) == 1 else nodes
    return node
