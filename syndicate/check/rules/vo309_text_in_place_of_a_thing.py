"""VO309: a text where a thing is wanted."""

from __future__ import annotations

from syndicate import vocabulary
from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check.rules._nodes import MOVIE_NODE, PRODUCT_NODE, REVIEW_NODE
from syndicate.check.rules._sources import READ
from syndicate.check.rules._values import Told, of_wrong, range_in_words
from syndicate.ledger import shown

__all__ = ["RULE"]


def _say(told: Told) -> Hit:
    wanted = range_in_words(told.name)
    first = vocabulary.value_types(told.name)[0]
    return Hit(
        told.path,
        f"{told.name} is {shown(told.value, 60)}, and it takes {wanted}",
        f'Write {{"@type": "{first}", "name": ...}}.' if len(vocabulary.value_types(told.name)) == 1 else "",
    )


_check = of_wrong("text", _say)


RULE = Rule(
    code="VO309",
    name="text-in-place-of-a-thing",
    severity="note",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/datamodel.html",
    read=READ,
    why="schema.org wants a thing with a type and a name here, and there is a bare text. Readers that are "
    "lenient take it for the name; others pass it over.",
    mend="Write an object with its type and name.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node({**PRODUCT_NODE, "brand": {"@type": "Brand", "name": "Brass"}}),
        node({**MOVIE_NODE, "director": "https://example.org/cleo"}),
        node({**PRODUCT_NODE, "weight": "3 kg"}),
    ),
    bad=(
        node({**PRODUCT_NODE, "brand": "Brass"}, at="brand"),
        node({**MOVIE_NODE, "actor": ["Ada Example", {"@type": "Person", "name": "Ben Sample"}]}, at="actor[0]"),
        page(
            '<div itemscope itemtype="https://schema.org/Movie"><b itemprop="director">Cleo Instance</b></div>',
            at="microdata[0].director",
        ),
    ),
)
