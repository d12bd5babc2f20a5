"""What a feed says of a review in schema.org's own words: elements of the namespace ``https://schema.org/``.

A feed's own elements say what readers show, and say it in their own way: a date gets a time, an author in RSS is a
name alone, a review without a title is shown under its item's name, a link is an ASCII URI. So the facts stand beside
them exactly as the record has them, the same in RSS and in Atom, as children of ``item`` or ``entry``; an absent value
has no element, a list is a repeated element in its order. Text is text, never HTML.

=================================== ===============================================================================
``url``, ``name``, ``abstract``     ``url``, ``title``, ``summary`` of the review, where it states them
``inLanguage``                      ``language``
``datePublished``, ``dateModified`` ``published``, ``modified``, in the precision of the source
``author``, ``publisher``           ``@type`` (Person, Organization) and ``@id`` as attributes ``type`` and ``id``;
                                    ``name``, ``url``, ``sameAs``, ``logo`` below
``itemReviewed``                    ``item``: attribute ``type``; ``additionalType`` (bare names), ``name``, ``url``,
                                    ``sameAs``, ``image``, ``datePublished``, ``identifier`` (its kind is the
                                    attribute ``propertyID``) below
``reviewRating``                    ``rating``: ``ratingValue``, ``bestRating``, ``worstRating`` as decimals,
                                    ``alternateName`` for the label below; those with a ``reviewAspect`` are the
                                    ``aspects``, their text in ``ratingExplanation``
``positiveNotes``, ``negativeNotes`` ``pros``, ``cons``, a statement each
``image``, ``citation``, ``license`` ``images``, ``links``, ``license``
=================================== ===============================================================================

>>> from syndicate.models.rating import Rating
>>> [(fact.name, fact.text) for fact in _rating(Rating(value=4.5, best=5)).children]
[('ratingValue', '4.5'), ('bestRating', '5')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syndicate.formats._carries import Carry
from syndicate.models.agents import Organization, Person
from syndicate.models.rating import Aspect, Rating
from syndicate.models.review import Review
from syndicate.words import number

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["CARRIES", "NAMESPACE", "Fact", "add", "facts"]

NAMESPACE = "https://schema.org/"
"""With https, and a slash at its end."""

CARRIES: dict[str, Carry] = {
    "url": "exact",
    "item.type": "exact",
    "item.additional_types": "exact",
    "item.name": "exact",
    "item.url": "exact",
    "item.same_as": "exact",
    "item.image": "exact",
    "item.date_published": "exact",
    "item.identifiers": "exact",
    "authors": "exact",
    "publisher": "exact",
    "title": "exact",
    "summary": "exact",
    "rating": "exact",
    "aspects": "exact",
    "pros": "exact",
    "cons": "exact",
    "language": "exact",
    "published": "exact",
    "modified": "exact",
    "images": "exact",
    "links": "exact",
    "license": "exact",
}
"""What these elements alone hold of a review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One element: its local name, its text or its children, its attributes."""

    name: str
    text: str | None = None
    children: tuple[Fact, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


def facts(review: Review, *, whole: bool) -> Iterator[Fact]:
    """The elements of ``review``, in the order of the table above.

    ``whole`` is false for a review of which only the summary may be passed on: then the pros, the cons and the
    aspects, which are parts of its text, are left out.
    """
    yield from _texts(url=review.url, name=review.title, abstract=review.summary, inLanguage=review.language)
    yield from _texts(datePublished=review.published, dateModified=review.modified)
    yield from (_agent("author", author) for author in review.authors)
    if review.publisher is not None:
        yield _agent("publisher", review.publisher)
    yield _item(review)
    if review.rating is not None:
        yield _rating(review.rating)
    if whole:
        yield from map(_aspect, review.aspects)
        yield from _each("positiveNotes", review.pros)
        yield from _each("negativeNotes", review.cons)
    yield from _each("image", review.images)
    yield from _each("citation", review.links)
    yield from _texts(license=review.license)


def add(parent: _Element, children: Iterable[Fact]) -> None:
    """Appends the elements to ``parent``."""
    from lxml.etree import SubElement

    for fact in children:
        element = SubElement(parent, f"{{{NAMESPACE}}}{fact.name}", dict(fact.attributes))
        element.text = fact.text
        add(element, fact.children)


def _texts(**values: str | None) -> Iterator[Fact]:
    return (Fact(name=name, text=text) for name, text in values.items() if text is not None)


def _each(name: str, values: Iterable[str]) -> Iterator[Fact]:
    return (Fact(name=name, text=value) for value in values)


def _agent(name: str, agent: Person | Organization) -> Fact:
    attributes: list[tuple[str, str]] = [("type", agent.type)]
    if agent.id is not None:
        attributes.append(("id", agent.id))
    logo = agent.logo if isinstance(agent, Organization) else None
    children = (*_texts(name=agent.name, url=agent.url), *_each("sameAs", agent.same_as), *_texts(logo=logo))
    return Fact(name=name, children=children, attributes=tuple(attributes))


def _item(review: Review) -> Fact:
    item = review.item
    children = (
        *_each("additionalType", item.additional_types),
        *_texts(name=item.name, url=item.url),
        *_each("sameAs", item.same_as),
        *_each("image", item.image),
        # Works have it; a shop has not.
        *_texts(datePublished=getattr(item, "date_published", None)),
        *(
            Fact(name="identifier", text=identifier.value, attributes=(("propertyID", identifier.kind),))
            for identifier in item.identifiers
        ),
    )
    return Fact(name="itemReviewed", children=children, attributes=(("type", item.type),))


def _rating(rating: Rating) -> Fact:
    best, worst = (None if bound is None else number(bound) for bound in (rating.best, rating.worst))
    children = _texts(ratingValue=number(rating.value), bestRating=best, worstRating=worst, alternateName=rating.label)
    return Fact(name="reviewRating", children=tuple(children))


def _aspect(aspect: Aspect) -> Fact:
    texts = _texts(reviewAspect=aspect.name, ratingExplanation=aspect.text)
    return Fact(name="reviewRating", children=(*_rating(aspect.rating).children, *texts))
