"""PO209: a review that is called verified, and nobody says how."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, record
from syndicate.check._subject import Subject
from syndicate.check.rules._laws import OMNIBUS, READ_LAWS
from syndicate.check.rules._recorded import MOVIE_RECORD, recorded

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    said = recorded(subject, "provenance", "verification")
    if said.get("status") == "verified" and "method" not in said and "by" not in said:
        yield Hit("provenance.verification.method", "the review is called verified, and the record does not say how")


def _of(**verification: str) -> dict[str, object]:
    return {**MOVIE_RECORD, "provenance": {"verification": verification}}


RULE = Rule(
    code="PO209",
    name="verified-but-how",
    severity="warning",
    types=(),
    kinds=("record",),
    source=OMNIBUS,
    read=READ_LAWS,
    since="2022-05-28",
    why=(
        "Who calls reviews verified in the European Union has to tell readers how that was made sure of, and to have "
        "done it. The page shows the word alone where the record knows no more."
    ),
    mend='Add provenance.verification.method, such as "purchase" or "booking", or by, who verified it; else leave '
    "verification out.",
    check=_check,
    good=(record(_of(status="verified", method="purchase")), record(_of(status="unverified")), record(MOVIE_RECORD)),
    bad=(record(_of(status="verified"), at="provenance.verification.method"),),
)
