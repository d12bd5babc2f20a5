"""VO310: an object where a text, a number or a date is wanted."""

from __future__ import annotations

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import types_in
from syndicate.check.rules._nodes import MOVIE_NODE, REVIEW_NODE, changed
from syndicate.check.rules._sources import READ
from syndicate.check.rules._values import Told, of_wrong, range_in_words

__all__ = ["RULE"]


def _say(told: Told) -> Hit:
    types = types_in(told.value)
    return Hit(told.path, f"{told.name} is a {types[0]}, and it takes {range_in_words(told.name)}")


_check = of_wrong("node", _say)


RULE = Rule(
    code="VO310",
    name="thing-in-place-of-a-value",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/datamodel.html",
    read=READ,
    why="schema.org wants a text, a number or a date here, and there is an object. Who reads the page finds "
    "nothing that can be shown.",
    mend="Write the value itself.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node({**MOVIE_NODE, "image": {"@type": "ImageObject", "url": "https://example.org/a.jpg"}}),
        node({**MOVIE_NODE, "name": {"@value": "Fog", "@language": "en"}}),
        node({**MOVIE_NODE, "url": {"@id": "https://example.org/"}}),
    ),
    bad=(
        node({**MOVIE_NODE, "name": {"@type": "Thing", "name": "The Fog Bell"}}, at="name"),
        node(changed(REVIEW_NODE, "datePublished", {"@type": "CreativeWork", "name": "May"}), at="datePublished"),
    ),
)
