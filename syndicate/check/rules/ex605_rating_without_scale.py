"""EX605: a rating whose scale is not said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._rule import Hit, Rule, record
from syndicate.check._subject import Subject
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    rating = (subject.record or {}).get("rating")
    if isinstance(rating, Mapping) and "best" not in rating:
        yield Hit("rating.best", f"the rating is {rating.get('value')}, and its scale is not said")


RULE = Rule(
    code="EX605",
    name="rating-without-scale",
    severity="note",
    types=(),
    kinds=("record",),
    source="https://schema.org/Rating",
    read=READ,
    why="Nobody can tell whether this is much or little. Search engines take five for the best; others leave "
    "the review out of every mean.",
    mend="Say best and worst, in the settings of the source where the records do not.",
    check=_check,
    good=(
        record({"id": "tag:example.org,2020:fog", "item": {"type": "Movie", "name": "Fog"}}),
        record(
            {
                "id": "tag:example.org,2020:fog",
                "item": {"type": "Movie", "name": "Fog"},
                "rating": {"value": 4, "best": 5, "worst": 1},
            }
        ),
    ),
    bad=(
        record(
            {"id": "tag:example.org,2020:fog", "item": {"type": "Movie", "name": "Fog"}, "rating": {"value": 4}},
            at="rating.best",
        ),
    ),
)
