"""VO304: a property in other letters than schema.org has it in."""

from __future__ import annotations

from syndicate import vocabulary
from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._names import Name, folded, of_verdict
from syndicate.check.rules._nodes import PRODUCT_NODE, REVIEW_NODE, changed, without
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _right(name: str) -> str:
    """The name that another is meant to be."""
    return name if vocabulary.is_property(name) else folded().get(name.casefold(), name)


def _say(subject: Subject, name: Name) -> Hit:
    return Hit(name.name, f"{shown(name.name, 60)} is no property", f"Write {name.other}.")


_check = of_verdict("case", _say)


RULE = Rule(
    code="VO304",
    name="property-in-other-case",
    severity="error",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/full.html",
    read=READ,
    why="The case of letters counts in names: schema.org has ratingValue, and no ratingvalue. A search engine "
    "does not see what is said.",
    mend="Write the name as schema.org does.",
    check=_check,
    rename=_right,
    good=(
        node(REVIEW_NODE),
        node({**PRODUCT_NODE, "xyz": 1}),
    ),
    bad=(
        node(
            changed(
                {**REVIEW_NODE, "reviewRating": {"@type": "Rating", "bestRating": 5}}, "reviewRating.ratingvalue", 4
            ),
            at="reviewRating.ratingvalue",
        ),
        node(
            {**without(PRODUCT_NODE, "aggregateRating"), "AggregateRating": {"@type": "AggregateRating"}},
            at="AggregateRating",
        ),
        page(
            '<div itemscope itemtype="https://schema.org/Movie"><b itemprop="Name">Fog</b></div>',
            at="microdata[0].Name",
        ),
    ),
)
