"""The nodes of schema.org of the benchmarks' reviews, as a program without Syndicate makes them of plain values.

It knows what the reviews of :mod:`reviews` have, and nothing else.
"""

from __future__ import annotations

from typing import Any

__all__ = ["plain_node", "pruned_node"]

_KINDS = {"critic": "CriticReview", "user": "UserReview"}


def plain_node(record: dict[str, Any]) -> dict[str, Any]:
    """The node of a review; what is absent is left out while it is made."""
    item = record["item"]
    node: dict[str, Any] = {"@type": _KINDS[record["kind"]], "@id": record["id"], "url": record["url"]}
    node["itemReviewed"] = reviewed = {"@type": item["type"], "name": item["name"]}
    for theirs, ours in (("url", "url"), ("telephone", "telephone"), ("duration", "duration")):
        if item.get(theirs):
            reviewed[ours] = item[theirs]
    for theirs, ours in (("same_as", "sameAs"), ("image", "image"), ("genre", "genre")):
        if item.get(theirs):
            reviewed[ours] = one(item[theirs])
    for theirs, ours in (("date_published", "datePublished"), ("in_language", "inLanguage"),
                         ("number_of_pages", "numberOfPages")):  # fmt: skip
        if item.get(theirs):
            reviewed[ours] = item[theirs]
    for theirs in ("director", "author"):
        if item.get(theirs):
            reviewed[theirs] = one([_agent(agent) for agent in item[theirs]])
    if item.get("brand"):
        reviewed["brand"] = {"@type": "Brand", "name": item["brand"]}
    if item.get("address"):
        reviewed["address"] = {
            "@type": "PostalAddress",
            "addressLocality": item["address"]["address_locality"],
            "addressCountry": item["address"]["address_country"],
        }
    _identify(reviewed, item)
    node["author"] = one([_agent(agent) for agent in record["authors"]])
    node["name"] = node["headline"] = record["title"]
    node["abstract"] = record["summary"]
    node["reviewBody"] = record["body"]["value"]
    ratings = [_rating(record["rating"])]
    ratings += [_rating(a["rating"]) | {"reviewAspect": a["name"]} for a in record.get("aspects") or ()]
    node["reviewRating"] = one(ratings)
    for theirs, ours in (("pros", "positiveNotes"), ("cons", "negativeNotes")):
        if record.get(theirs):
            node[ours] = _notes(record[theirs])
    node["inLanguage"] = record["language"]
    node["datePublished"] = record["published"]
    node["keywords"] = list(record["tags"])
    return node


def pruned_node(record: dict[str, Any]) -> dict[str, Any]:
    """The node of a review: all of its keys, and then without those that are empty."""
    item = record["item"]
    address, body = item.get("address") or {}, record.get("body") or {}
    node = {
        "@type": _KINDS[record["kind"]],
        "@id": record["id"],
        "url": record.get("url"),
        "itemReviewed": {
            "@type": item["type"],
            "name": item["name"],
            "url": item.get("url"),
            "sameAs": one(item.get("same_as")),
            "image": one(item.get("image")),
            "description": item.get("description"),
            "telephone": item.get("telephone"),
            "duration": item.get("duration"),
            "genre": one(item.get("genre")),
            "datePublished": item.get("date_published"),
            "inLanguage": item.get("in_language"),
            "numberOfPages": item.get("number_of_pages"),
            "director": one([_agent(agent) for agent in item.get("director") or ()]),
            "actor": one([_agent(agent) for agent in item.get("actor") or ()]),
            "author": one([_agent(agent) for agent in item.get("author") or ()]),
            "brand": {"@type": "Brand", "name": item["brand"]} if item.get("brand") else None,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": address.get("street_address"),
                "addressLocality": address.get("address_locality"),
                "addressCountry": address.get("address_country"),
            }
            if address
            else None,
        },
        "author": one([_agent(agent) for agent in record.get("authors") or ()]),
        "name": record.get("title"),
        "headline": record.get("title"),
        "abstract": record.get("summary"),
        "reviewBody": body.get("value"),
        "reviewRating": one(
            [_rating(record["rating"])]
            + [_rating(a["rating"]) | {"reviewAspect": a["name"]} for a in record.get("aspects") or ()]
        ),
        "positiveNotes": _notes(record["pros"]) if record.get("pros") else None,
        "negativeNotes": _notes(record["cons"]) if record.get("cons") else None,
        "inLanguage": record.get("language"),
        "datePublished": record.get("published"),
        "dateModified": record.get("modified"),
        "image": one(record.get("images")),
        "keywords": list(record.get("tags") or ()),
        "citation": one(record.get("links")),
        "license": record.get("license"),
    }
    _identify(node["itemReviewed"], item)
    pruned: dict[str, Any] = _pruned(node)
    return pruned


def one(values: Any) -> Any:
    """One value bare, several as a list, none as nothing."""
    return (values[0] if len(values) == 1 else values) if values else None


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: kept for key, inner in value.items() if (kept := _pruned(inner)) not in (None, "", [], {})}
    if isinstance(value, list):
        return [_pruned(inner) for inner in value]
    return value


def _agent(agent: dict[str, Any]) -> dict[str, Any]:
    node = {"@type": agent["type"], "name": agent["name"]}
    if agent.get("url"):
        node["url"] = agent["url"]
    return node


def _rating(rating: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "Rating",
        "ratingValue": rating["value"],
        "bestRating": rating["best"],
        "worstRating": rating["worst"],
    }


def _notes(statements: list[str]) -> dict[str, Any]:
    return {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": said} for place, said in enumerate(statements, 1)
        ],
    }


def _identify(node: dict[str, Any], item: dict[str, Any]) -> None:
    for identifier in item.get("identifiers") or ():
        if identifier["kind"] == "sku":
            node["sku"] = identifier["value"]
        else:
            node["identifier"] = {
                "@type": "PropertyValue",
                "propertyID": identifier["kind"],
                "value": identifier["value"],
                "url": f"https://www.imdb.com/title/{identifier['value']}/",
            }
