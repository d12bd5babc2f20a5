"""VO305: a property that another has taken the place of."""

from __future__ import annotations

from syndicate import vocabulary
from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._names import Name, of_verdict
from syndicate.check.rules._nodes import MOVIE_NODE, REVIEW_NODE
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _new(name: str) -> str:
    """The name that took the place of another."""
    return vocabulary.superseded_by(name) or name


def _say(subject: Subject, name: Name) -> Hit:
    return Hit(name.name, f"{name.name} is an old name", f"Write {name.other}.")


_check = of_verdict("old", _say)


RULE = Rule(
    code="VO305",
    name="superseded-property",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/full.html",
    read=READ,
    why="schema.org has given this property another name. Those who read today's names may not look for the old one.",
    mend="Take the new name.",
    check=_check,
    rename=_new,
    good=(
        node(REVIEW_NODE),
        node(MOVIE_NODE),
        node({"@type": "Action", "option": "a"}),
    ),
    bad=(
        node({**MOVIE_NODE, "actors": [{"@type": "Person", "name": "Ada Example"}]}, at="actors"),
        node({"@type": "TVSeries", "seasons": []}, at="seasons"),
        page(
            '<div itemscope itemtype="https://schema.org/Product"><b itemprop="reviews">Fog</b></div>',
            at="microdata[0].reviews",
        ),
    ),
)
