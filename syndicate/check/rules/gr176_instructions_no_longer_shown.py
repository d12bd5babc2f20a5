"""GR176: instructions are no longer shown."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import RECIPE_NODE
from syndicate.check.rules._sources import AGAIN

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    # How to cook is another thing.
    if not subject.is_a("Recipe"):
        yield Hit("", "Google shows instructions no more")


RULE = Rule(
    code="GR176",
    name="instructions-no-longer-shown",
    severity="note",
    types=("HowTo",),
    since="2023-09-13",
    source="https://developers.google.com/search/blog/2023/08/howto-faq-changes",
    read=AGAIN,
    why=(
        "Google shows the steps of instructions no more beneath a result, since September 2023. A recipe has a "
        "result of its own."
    ),
    mend="Leave it for other readers, or take it out.",
    check=_check,
    good=(node(RECIPE_NODE),),
    bad=(node({"@type": "HowTo", "name": "Tie a knot"}, at=""),),
)
