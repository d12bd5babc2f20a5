"""Records to JSON-LD by msgspec alone: the reviews of :mod:`reviews` as structs, with the checks that the models make.

The patterns are those of the models. What msgspec cannot say in a type (a rating within its scale, numbers of at most
15 digits, classes of schema.org) is checked in Python, as its documentation advises.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from syndicate import vocabulary
from syndicate.models.dates import Date as DateKind
from syndicate.models.text import Duration, Iri, Language, Line, Text, Url, regex_of

__all__ = ["typed_document"]

TextT = Annotated[str, Meta(pattern=regex_of(Text))]
LineT = Annotated[str, Meta(pattern=regex_of(Line))]
IriT = Annotated[str, Meta(pattern=regex_of(Iri), max_length=2000)]
UrlT = Annotated[str, Meta(pattern=regex_of(Url), max_length=8000)]
LanguageT = Annotated[str, Meta(pattern=regex_of(Language), max_length=100)]
DateT = Annotated[str, Meta(pattern=regex_of(DateKind))]
DurationT = Annotated[str, Meta(pattern=regex_of(Duration))]
CountT = Annotated[int, Meta(ge=0, le=1_000_000_000)]
NumberT = Annotated[float, Meta(ge=-(10**15) + 1, le=10**15 - 1)]


class Agent(Struct, forbid_unknown_fields=True, omit_defaults=True):
    type: Literal["Person", "Organization"]
    name: LineT
    url: UrlT | None = None
    same_as: tuple[UrlT, ...] = ()
    id: IriT | None = None


class Rating(Struct, forbid_unknown_fields=True):
    value: NumberT
    best: NumberT | None = None
    worst: NumberT | None = None
    label: LineT | None = None

    def __post_init__(self) -> None:
        for number in (self.value, self.best, self.worst):
            if number is not None and float(f"{number:.15g}") != number:
                raise ValueError("more than 15 digits")
        if self.best is not None and self.value > self.best:
            raise ValueError("above the best")
        if self.worst is not None and self.value < self.worst:
            raise ValueError("below the worst")


class Aspect(Struct, forbid_unknown_fields=True):
    name: LineT
    rating: Rating
    text: TextT | None = None


class Identifier(Struct, forbid_unknown_fields=True):
    kind: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*$", max_length=60)]
    value: LineT


class Address(Struct, forbid_unknown_fields=True):
    street_address: LineT | None = None
    address_locality: LineT | None = None
    address_region: LineT | None = None
    postal_code: LineT | None = None
    address_country: LineT | None = None


class Item(Struct, forbid_unknown_fields=True):
    type: str
    name: LineT
    url: UrlT | None = None
    same_as: tuple[UrlT, ...] = ()
    image: tuple[UrlT, ...] = ()
    description: TextT | None = None
    identifiers: tuple[Identifier, ...] = ()
    key: LineT | None = None
    date_published: DateT | None = None
    genre: tuple[LineT, ...] = ()
    in_language: LanguageT | None = None
    director: tuple[Agent, ...] = ()
    actor: tuple[Agent, ...] = ()
    author: tuple[Agent, ...] = ()
    duration: DurationT | None = None
    number_of_pages: CountT | None = None
    brand: LineT | None = None
    address: Address | None = None
    telephone: LineT | None = None

    def __post_init__(self) -> None:
        if not vocabulary.is_type(self.type):
            raise ValueError("no class of schema.org")


class Body(Struct, forbid_unknown_fields=True):
    value: TextT
    format: Literal["text", "markdown", "html"]


class Verification(Struct, forbid_unknown_fields=True):
    status: Literal["verified", "unverified"]
    method: LineT | None = None
    by: LineT | None = None


class Provenance(Struct, forbid_unknown_fields=True):
    collection_method: Literal["unsolicited", "post_fulfillment", "invited", "point_of_sale", "imported"] | None = None
    verification: Verification | None = None
    relationship: TextT | None = None
    generated: bool | None = None


class Record(Struct, forbid_unknown_fields=True):
    id: IriT
    item: Item
    url: UrlT | None = None
    kind: Literal["critic", "user", "employer", "recommendation"] | None = None
    authors: tuple[Agent, ...] = ()
    publisher: Agent | None = None
    title: LineT | None = None
    summary: TextT | None = None
    body: Body | None = None
    rating: Rating | None = None
    recommended: bool | None = None
    aspects: tuple[Aspect, ...] = ()
    pros: tuple[LineT, ...] = ()
    cons: tuple[LineT, ...] = ()
    language: LanguageT | None = None
    published: DateT | None = None
    modified: DateT | None = None
    images: tuple[UrlT, ...] = ()
    tags: tuple[LineT, ...] = ()
    links: tuple[UrlT, ...] = ()
    license: UrlT | None = None
    spoiler: bool | None = None
    snippet_only: bool | None = None
    provenance: Provenance | None = None


_KINDS = {"critic": "CriticReview", "user": "UserReview"}


def typed_document(source: Path, target: Path) -> None:
    """msgspec's decoder, a function that makes the node of what is there, msgspec's encoder."""
    decode = msgspec.json.Decoder(Record).decode
    encode = msgspec.json.Encoder().encode
    with source.open("rb") as lines, target.open("wb") as out:
        out.write(b'{"@context":"https://schema.org","@graph":[\n')
        start = b""
        for line in lines:
            out.write(start + encode(_node(decode(line))))
            start = b",\n"
        out.write(b"\n]}\n")


def _node(record: Record) -> dict[str, Any]:
    node: dict[str, Any] = {"@type": _KINDS[record.kind] if record.kind else "Review", "@id": record.id}
    if record.url:
        node["url"] = record.url
    node["itemReviewed"] = _item(record.item)
    if record.authors:
        node["author"] = _one([_agent(agent) for agent in record.authors])
    if record.title:
        node["name"] = node["headline"] = record.title
    if record.summary:
        node["abstract"] = record.summary
    if record.body:
        node["reviewBody"] = record.body.value
    ratings = [_rating(record.rating)] if record.rating else []
    ratings += [_rating(aspect.rating) | {"reviewAspect": aspect.name} for aspect in record.aspects]
    if ratings:
        node["reviewRating"] = _one(ratings)
    if record.pros:
        node["positiveNotes"] = _notes(record.pros)
    if record.cons:
        node["negativeNotes"] = _notes(record.cons)
    if record.language:
        node["inLanguage"] = record.language
    if record.published:
        node["datePublished"] = record.published
    if record.modified:
        node["dateModified"] = record.modified
    if record.images:
        node["image"] = _one(record.images)
    if record.tags:
        node["keywords"] = record.tags
    if record.links:
        node["citation"] = _one(record.links)
    if record.license:
        node["license"] = record.license
    return node


def _item(item: Item) -> dict[str, Any]:
    node: dict[str, Any] = {"@type": item.type, "name": item.name}
    if item.url:
        node["url"] = item.url
    if item.same_as:
        node["sameAs"] = _one(item.same_as)
    if item.image:
        node["image"] = _one(item.image)
    if item.description:
        node["description"] = item.description
    for identifier in item.identifiers:
        if identifier.kind == "sku":
            node["sku"] = identifier.value
        else:
            node["identifier"] = {
                "@type": "PropertyValue",
                "propertyID": identifier.kind,
                "value": identifier.value,
                "url": f"https://www.imdb.com/title/{identifier.value}/",
            }
    if item.date_published:
        node["datePublished"] = item.date_published
    if item.genre:
        node["genre"] = _one(item.genre)
    if item.in_language:
        node["inLanguage"] = item.in_language
    for name in ("director", "actor", "author"):
        if agents := getattr(item, name):
            node[name] = _one([_agent(agent) for agent in agents])
    if item.duration:
        node["duration"] = item.duration
    if item.number_of_pages is not None:
        node["numberOfPages"] = item.number_of_pages
    if item.brand:
        node["brand"] = {"@type": "Brand", "name": item.brand}
    if item.address:
        node["address"] = address = {"@type": "PostalAddress"}
        if item.address.address_locality:
            address["addressLocality"] = item.address.address_locality
        if item.address.address_country:
            address["addressCountry"] = item.address.address_country
    if item.telephone:
        node["telephone"] = item.telephone
    return node


def _one(values: Any) -> Any:
    return values[0] if len(values) == 1 else values


def _agent(agent: Agent) -> dict[str, Any]:
    node = {"@type": agent.type, "name": agent.name}
    if agent.url:
        node["url"] = agent.url
    return node


def _rating(rating: Rating) -> dict[str, Any]:
    node: dict[str, Any] = {"@type": "Rating", "ratingValue": rating.value}
    if rating.best is not None:
        node["bestRating"] = rating.best
    if rating.worst is not None:
        node["worstRating"] = rating.worst
    return node


def _notes(statements: tuple[str, ...]) -> dict[str, Any]:
    return {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": said} for place, said in enumerate(statements, 1)
        ],
    }
