"""VO308: a property that is for things of other types."""

from __future__ import annotations

from functools import cache

from syndicate import vocabulary
from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._names import Name, classes_of, nearest, of_verdict
from syndicate.check.rules._nodes import MOVIE_NODE, PRODUCT_NODE, REVIEW_NODE
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _say(subject: Subject, name: Name) -> Hit:
    classes = classes_of(subject)
    owners = _owners(name.name)
    of = f"{', '.join(owners[:3])}{' and others' if len(owners) > 3 else ''}"
    near = nearest(subject, name.name, lambda: {one for kind in classes for one in vocabulary.properties_of(kind)})
    mend = f"A {classes[0]} has {near[0]}; is that meant?" if near else ""
    return Hit(name.name, f"{name.name} is no property of a {classes[0]}" + (f", but of {of}" if of else ""), mend)


@cache
def _owners(name: str) -> tuple[str, ...]:
    return tuple(of for of in sorted(vocabulary.types()) if _is_own(name, of))


def _is_own(name: str, of: str) -> bool:
    """Whether a type has a property that none above it has."""
    return vocabulary.property_of(name, of) and not any(
        vocabulary.property_of(name, above) for above in vocabulary.supertypes(of)[1:]
    )


_check = of_verdict("elsewhere", _say)


RULE = Rule(
    code="VO308",
    name="property-of-another-type",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/datamodel.html",
    read=READ,
    why="schema.org has this property for things of other types. Who reads the page does not look for it here.",
    mend="Put it on the thing that it belongs to, or take the property that this type has for it.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node({**PRODUCT_NODE, "@type": ["Product", "Book"], "isbn": "9780306406157"}),
        node(
            {
                "@type": "Movie",
                "actor": {
                    "@type": "PerformanceRole",
                    "actor": {"@type": "Person", "name": "Ada Example"},
                    "characterName": "Fog",
                },
            }
        ),
        node({"@type": "Product", "additionalType": "https://schema.org/Book", "isbn": "9780306406157"}),
    ),
    bad=(
        node({**MOVIE_NODE, "isbn": "9780306406157"}, at="isbn"),
        node({**REVIEW_NODE, "ratingValue": 4}, at="ratingValue"),
        page(
            '<div itemscope itemtype="https://schema.org/Person"><b itemprop="reviewBody">Fog</b></div>',
            at="microdata[0].reviewBody",
        ),
    ),
)
