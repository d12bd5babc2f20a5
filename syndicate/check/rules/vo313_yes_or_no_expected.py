"""VO313: something else where true or false is wanted."""

from __future__ import annotations

from typing import Any

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check.rules._nodes import MOVIE_NODE
from syndicate.check.rules._sources import READ
from syndicate.check.rules._values import Told, of_wrong
from syndicate.ledger import shown

__all__ = ["RULE"]


_WORDS = {"true": True, "yes": True, "false": False, "no": False}


def _meant(value: Any) -> Any:
    """What yes and no mean; anything else as it is."""
    return _WORDS.get(value.strip().lower(), value) if isinstance(value, str) else value


def _say(told: Told) -> Hit:
    return Hit(told.path, f"{told.name} is {shown(told.value, 60)}, and neither true nor false")


_check = of_wrong("boolean", _say)


RULE = Rule(
    code="VO313",
    name="yes-or-no-expected",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/datamodel.html",
    read=READ,
    why="schema.org wants true or false here. A text in its place is read as neither, or by some as true.",
    mend="Write true or false, without quotes.",
    check=_check,
    fix=_meant,
    good=(
        node({**MOVIE_NODE, "isFamilyFriendly": True}),
        node({**MOVIE_NODE, "isFamilyFriendly": "https://schema.org/True"}),
        node({**MOVIE_NODE, "isAccessibleForFree": "false"}),
    ),
    bad=(
        node({**MOVIE_NODE, "isFamilyFriendly": "yes"}, at="isFamilyFriendly"),
        node({**MOVIE_NODE, "isAccessibleForFree": "partly"}, at="isAccessibleForFree"),
    ),
)
