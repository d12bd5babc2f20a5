"""GR158: a game is software too."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.results import is_app
from syndicate.check.rules._nodes import SOFTWARE_NODE, with_
from syndicate.check.rules._sources import AGAIN, DOCS

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    # A game that is sold is one that could have the result; others are not meant to.
    if subject.is_main and subject.has("offers") and not is_app(subject):
        yield Hit("@type", "the game is not typed as software too")


RULE = Rule(
    code="GR158",
    name="game-without-software",
    severity="warning",
    types=("VideoGame",),
    source=f"{DOCS}software-app",
    read=AGAIN,
    why=(
        "Google shows no app result for a game that is typed as a VideoGame alone. Its reviews may have stars all "
        "the same."
    ),
    mend='Write "@type": ["VideoGame", "MobileApplication"], or with another type of software.',
    check=_check,
    good=(
        node({"@type": "VideoGame", "name": "Lamp"}),
        node(with_(SOFTWARE_NODE, **{"@type": ["VideoGame", "MobileApplication"]})),
    ),
    bad=(
        node(
            {
                "@type": "VideoGame",
                "name": "Lamp",
                "offers": SOFTWARE_NODE["offers"],
                "aggregateRating": SOFTWARE_NODE["aggregateRating"],
            },
            at="@type",
        ),
    ),
)
