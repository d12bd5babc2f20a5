"""PO206: something was given for a review of one kind."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, record
from syndicate.check._subject import Subject
from syndicate.check.rules._laws import FTC, READ_LAWS
from syndicate.check.rules._recorded import MOVIE_RECORD, recorded
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    incentive = recorded(subject, "provenance", "incentive")
    if incentive.get("conditional_on_sentiment") is True:
        what = shown(incentive["kind"], 60) if "kind" in incentive else "something"
        yield Hit(
            "provenance.incentive.conditional_on_sentiment",
            f"the reviewer was given {what} only for a review of one kind",
        )


RULE = Rule(
    code="PO206",
    name="incentive-for-praise",
    severity="error",
    types=(),
    kinds=("record",),
    source=FTC,
    read=READ_LAWS,
    since="2024-10-21",
    why=(
        "Giving something for a review that has to be good, or bad, is forbidden in the United States and in the "
        "European Union, and by every search engine. Such a review may not be published, with or without a notice."
    ),
    mend="Withdraw the review: syndicate withdraw ID --reason moderated. Where it is not true, correct "
    "provenance.incentive.",
    check=_check,
    good=(
        record({**MOVIE_RECORD, "provenance": {"incentive": {"present": True, "kind": "review copy"}}}),
        record({**MOVIE_RECORD, "provenance": {"incentive": {"present": True, "conditional_on_sentiment": False}}}),
    ),
    bad=(
        record(
            {**MOVIE_RECORD, "provenance": {"incentive": {"present": True, "conditional_on_sentiment": True}}},
            at="provenance.incentive.conditional_on_sentiment",
        ),
    ),
)
