"""Microformats: h-review (https://microformats.org/wiki/h-review) in HTML that people read; the older hReview is read.

Writing. Each review is an ``article`` of the class ``h-review``; which class says what, the table in
:mod:`syndicate.formats._markup.layout` has. Microformats have no types of items but products, events and addresses, so
that schema.org's stands in ``u-x-type`` (``x`` marks what is experimental). Parsers of microformats drop fractions of
a second, and the one in extruct a no-break space at an end of the text; both are told of each record that has some.

Reading. extruct (mf2py) finds the microformats of a page. The text of ``e-content`` is HTML and comes back as safe
HTML. Of an item without ``u-x-type``, ``h-product`` is a Product, ``h-event`` an Event, ``h-card`` with an address a
LocalBusiness; others are a Thing; what no class says is told as inferred. An author that is only a name is a Person.
The name of an h-review is the review's: one that names no item is refused. An ``h-entry`` is a review where it has a
rating or an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from syndicate import prose, vocabulary
from syndicate.formats._base import Format, ReadContext, WriteContext, reviews
from syndicate.formats._markup.fragments import fragments
from syndicate.formats._pages.classic import modern
from syndicate.formats._pages.extract import extracted
from syndicate.formats._pages.nodes import records_in
from syndicate.ledger import Refusal
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone
from syndicate.schemaorg.terms import HTML, INFERRED, local
from syndicate.schemaorg.untyped import typed
from syndicate.schemaorg.values import single

__all__ = ["FORMAT", "nodes", "read", "write"]

# Without one of these words there is no review, and a large page takes seconds to be searched.
_SIGN = re.compile(r"h-?review|h-?entry", re.IGNORECASE)
_OFFSET = re.compile(r"(T.*[+-][0-9]{2})([0-9]{2})")
_SPACED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ Tt]([0-9]{2}:[0-9]{2})(:[0-9]{2}(?:\.[0-9]+)?)?(.*)")


def write(records: Iterable[Review | Tombstone], ctx: WriteContext) -> Iterator[bytes]:
    """An article for each review."""
    return fragments(reviews(records, ctx), ctx, "microformats")


def read(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    """The reviews that the microformats of a page say."""
    return records_in(chunks, ctx, "microformats", nodes)


def nodes(page: str, *, mend: bool = True) -> list[dict[str, Any]]:
    """The reviews of a page, and the aggregates, as nodes. Raises :class:`syndicate.formats._nodes.Unreadable`.

    Without ``mend`` they are what extruct gives for the page as it is, which is what a proof is made of.
    """
    if not _SIGN.search(page):
        return []
    return [node for item in extracted(modern(page) if mend else page, "microformat") for node in _nodes(item)]


def _nodes(item: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    types = item.get("type", ())
    properties = item.get("properties", {})
    if "h-review" in types or ("h-entry" in types and ("rating" in properties or "item" in properties)):
        yield _review(properties)
        return
    if "h-review-aggregate" in types:
        inner = [node for child in item.get("children", ()) for node in _nodes(child)]
        yield _aggregate(properties, inner)
        return
    for inner in [*item.get("children", ()), *(part for values in properties.values() for part in values)]:
        if isinstance(inner, Mapping) and "type" in inner:
            yield from _nodes(inner)


def _review(properties: Mapping[str, Any]) -> dict[str, Any]:
    node: dict[str, Any] = {"@type": "Review"}
    _put(node, "@id", _texts(properties, "uid")[:1])
    _put(node, "url", _texts(properties, "url")[:1])
    names = _texts(properties, "name")
    items = [_item(one) for one in properties.get("item", [])]
    if items:
        # Some parsers give an item in two pieces: the one that has a name is it.
        node["itemReviewed"] = next((one for one in items if "name" in one), items[0])
    authors = [
        made for part in [*properties.get("author", []), *properties.get("reviewer", [])] if (made := _agent(part))
    ]
    _put(node, "author", authors)
    _put(node, "name", names[:1])
    _put(node, "abstract", _texts(properties, "summary")[:1])
    rating = {
        key: typed(key, values[0])
        for key, name in (("ratingValue", "rating"), ("bestRating", "best"), ("worstRating", "worst"))
        if (values := _texts(properties, name))
    }
    if "ratingValue" in rating:
        node["reviewRating"] = {"@type": "Rating", **rating}
    for name in ("content", "description"):
        if body := _body(properties.get(name, [])):
            node["reviewBody"] = body
            break
    # The date was called so until 2016.
    dates = _texts(properties, "published") or _texts(properties, "reviewed")
    _put(node, "datePublished", [_date(text) for text in dates][:1])
    _put(node, "dateModified", [_date(text) for text in _texts(properties, "updated")][:1])
    _put(node, "image", _texts(properties, "photo"))
    if tags := _texts(properties, "category"):
        node["keywords"] = tags
    return node


def _aggregate(properties: Mapping[str, Any], reviews: list[dict[str, Any]]) -> dict[str, Any]:
    """The item of an h-review-aggregate, with its mean and the reviews that stand in it."""
    item = _item(properties["item"][0]) if properties.get("item") else {}
    node: dict[str, Any] = {"@type": "AggregateRating"}
    for key, names in (("ratingValue", ("average", "rating")), ("bestRating", ("best",)), ("worstRating", ("worst",)),
                       ("ratingCount", ("votes",)), ("reviewCount", ("count",))):  # fmt: skip
        for name in names:
            if values := _texts(properties, name):
                node[key] = typed(key, values[0])
                break
    if "ratingValue" in node:
        item["aggregateRating"] = node
    _put(item, "review", reviews)
    return item


def _item(value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        return {"name": str(value)}
    properties = value.get("properties", {})
    types = value.get("type", [])
    node: dict[str, Any] = {}
    said = [local(of) for of in _texts(properties, "x-type") if vocabulary.is_type(local(of))]
    if said:
        node["@type"] = single(said)
    elif "h-product" in types:
        node["@type"] = "Product"
    elif "h-event" in types:
        node["@type"] = "Event"
    elif "h-card" in types and {"adr", "street-address", "locality", "tel"} & set(properties):
        node |= {"@type": "LocalBusiness", INFERRED: "item.type"}
    elif "h-recipe" in types:
        node["@type"] = "Recipe"
    names = _texts(properties, "name") or ([value["value"]] if isinstance(value.get("value"), str) else [])
    _put(node, "name", names[:1])
    _put(node, "url", _texts(properties, "url")[:1])
    _put(node, "image", _texts(properties, "photo"))
    identifiers = []
    for text in _texts(properties, "identifier"):
        kind, colon, id = text.partition(":")
        identifiers.append({"@type": "PropertyValue", "propertyID": kind, "value": id} if colon else text)
    _put(node, "identifier", identifiers)
    if "LocalBusiness" in node.get("@type", ()):
        _place(node, properties)
    return node


def _place(node: dict[str, Any], properties: Mapping[str, Any]) -> None:
    """The address and the telephone of a card, flat or in an ``h-adr``."""
    inner = next((one["properties"] for one in properties.get("adr", []) if isinstance(one, Mapping)), properties)
    address = {
        name: values[0]
        for name, of in (("streetAddress", "street-address"), ("addressLocality", "locality"),
                         ("addressRegion", "region"), ("postalCode", "postal-code"), ("addressCountry", "country-name"))
        if (values := _texts(inner, of))
    }  # fmt: skip
    if address:
        node["address"] = {"@type": "PostalAddress", **address}
    _put(node, "telephone", _texts(properties, "tel")[:1])


def _agent(value: Any) -> dict[str, Any] | None:
    if not isinstance(value, Mapping):
        return {"@type": "Person", "name": str(value)} if str(value).strip() else None
    properties = value.get("properties", {})
    names = _texts(properties, "name") or ([value["value"]] if isinstance(value.get("value"), str) else [])
    if not names or not names[0]:
        return None
    company = names[0] in _texts(properties, "org")
    node: dict[str, Any] = {"@type": "Organization" if company else "Person", "name": names[0]}
    _put(node, "@id", _texts(properties, "uid")[:1])
    _put(node, "url", _texts(properties, "url")[:1])
    return node


def _body(values: list[Any]) -> Any:
    """The text of a review: as HTML where there is any."""
    for value in values:
        if isinstance(value, Mapping) and "html" in value:
            html = prose.safe_html(str(value["html"]), "html")
            if html:
                return {"@type": HTML, "@value": html}
        said = value.get("value") if isinstance(value, Mapping) else value
        if isinstance(said, str) and said.strip():
            return said
    return None


def _texts(properties: Mapping[str, Any], name: str) -> list[str]:
    """The values of a property as text; of a nested microformat or a picture, what stands for it."""
    made = []
    for value in properties.get(name, []):
        if isinstance(value, Mapping) and "type" in value and name in ("name", "photo", "url"):
            continue  # the item's, which some parsers give to the review as well
        said = value.get("value") if isinstance(value, Mapping) else value
        if isinstance(said, str) and said.strip():
            made.append(said)
    return made


def _date(text: str) -> str:
    """A time as mf2py gives it, its offset without a colon, as RFC 3339 has it."""
    made = _OFFSET.sub(r"\1:\2", text)
    found = _SPACED.fullmatch(made)
    return f"{found[1]}T{found[2]}{found[3] or ':00'}{found[4]}" if found else made


def _put(node: dict[str, Any], key: str, values: list[Any]) -> None:
    if values:
        node[key] = single(values)


FORMAT = Format(
    name="microformats",
    title="h-review in HTML that people read; hReview is read",
    media_type="text/html",
    suffixes=(".hreview.html",),
    spec="https://microformats.org/wiki/h-review",
    carries={
        "": "dropped",
        "id": "exact",
        "url": "exact",
        "title": "exact",
        "summary": "exact",
        "body": "html",
        "rating": "exact",
        "rating.label": "dropped",
        "published": "exact",
        "modified": "exact",
        "authors": "exact",
        "authors.same_as": "dropped",
        "authors.logo": "dropped",
        "images": "exact",
        "tags": "exact",
        "item.type": "exact",
        "item.additional_types": "exact",
        "item.name": "exact",
        "item.url": "exact",
        "item.image": "exact",
        "item.identifiers": "exact",
    },
    read=read,
    write=write,
    for_people=True,
)
