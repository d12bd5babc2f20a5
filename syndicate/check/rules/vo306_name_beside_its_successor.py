"""VO306: an old or misspelt name beside the right one."""

from __future__ import annotations

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._names import Name, of_verdict
from syndicate.check.rules._nodes import MOVIE_NODE, REVIEW_NODE, changed
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _say(subject: Subject, name: Name) -> Hit:
    return Hit(name.name, f"{name.name} stands beside {name.other}", f"Put its values under {name.other}.")


_check = of_verdict("beside", _say)


RULE = Rule(
    code="VO306",
    name="name-beside-its-successor",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/full.html",
    read=READ,
    why="The same is said under a right name and under one that is misspelt or old. Who reads the page takes "
    "one of them, or both.",
    mend="Put all values under the right name, and take the other out.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node({**MOVIE_NODE, "actor": {"@type": "Person", "name": "Ada Example"}}),
    ),
    bad=(
        node(
            {
                **MOVIE_NODE,
                "actors": [{"@type": "Person", "name": "Ada Example"}],
                "actor": {"@type": "Person", "name": "Ben Sample"},
            },
            at="actors",
        ),
        node(changed(REVIEW_NODE, "reviewRating.ratingvalue", 4), at="reviewRating.ratingvalue"),
    ),
)
