"""VO311: a thing of a type that the property does not take."""

from __future__ import annotations

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import types_in
from syndicate.check.rules._nodes import MOVIE_NODE, PRODUCT_NODE, REVIEW_NODE
from syndicate.check.rules._sources import READ
from syndicate.check.rules._values import Told, of_wrong, range_in_words

__all__ = ["RULE"]


def _say(told: Told) -> Hit:
    types = types_in(told.value)
    return Hit(f"{told.path}.@type", f"{told.name} is a {types[0]}, and it takes {range_in_words(told.name)}")


_check = of_wrong("class", _say)


RULE = Rule(
    code="VO311",
    name="thing-of-the-wrong-type",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/datamodel.html",
    read=READ,
    why="schema.org wants a thing of another type here. Who reads the page may pass it over.",
    mend="Give it the right type, or say it by another property.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node({**PRODUCT_NODE, "brand": {"@type": "Thing", "name": "Brass"}}),
        node({**MOVIE_NODE, "director": {"@type": "Role", "director": {"@type": "Person", "name": "Cleo Instance"}}}),
        node({**PRODUCT_NODE, "offers": {"@type": "AggregateOffer", "lowPrice": 1, "priceCurrency": "EUR"}}),
    ),
    bad=(
        node({**PRODUCT_NODE, "aggregateRating": {"@type": "Review", "name": "Fog"}}, at="aggregateRating.@type"),
        node({**MOVIE_NODE, "director": [{"@type": "Movie", "name": "Fog"}]}, at="director[0].@type"),
    ),
)
