"""PO208: a reviewer who is tied to the reviewed party, and a text that does not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, record
from syndicate.check._subject import Subject
from syndicate.check.rules._laws import FTC, READ_LAWS
from syndicate.check.rules._recorded import MOVIE_RECORD, recorded
from syndicate.ledger import shown

__all__ = ["RULE"]

_INSIDER = re.compile(
    r"\b(?:agent|brother|colleague|daughter|director|employ(?:ee|er|ed)|family|father|founder|husband|investor|manager"
    r"|mother|officer|owner|partner|relative|shareholder|sister|son|staff|wife|works? (?:for|at))\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:no|none|not|never|without|former|ex)\b", re.IGNORECASE)


def _check(subject: Subject) -> Iterator[Hit]:
    said = recorded(subject, "provenance").get("relationship")
    if not isinstance(said, str) or _DENIAL.search(said) or not (found := _INSIDER.search(said)):
        return
    record = subject.record or {}
    told = " ".join(
        text
        for text in (record.get("title"), record.get("summary"), recorded(subject, "body").get("value"))
        if isinstance(text, str)
    ).casefold()
    if found[0].casefold() not in told:
        yield Hit("provenance.relationship", f"the reviewer is an insider ({shown(said, 60)}), and the text is silent")


def _of(relationship: str, body: str = "It begins in fog.") -> dict[str, object]:
    return {**MOVIE_RECORD, "body": {"value": body, "format": "text"}, "provenance": {"relationship": relationship}}


RULE = Rule(
    code="PO208",
    name="insider-not-told",
    severity="note",
    types=(),
    kinds=("record",),
    source=FTC,
    read=READ_LAWS,
    since="2024-10-21",
    why=(
        "The record says that the reviewer belongs to the reviewed party or to its family, and the text does not. The "
        "law asks that such a tie be told clearly, beside the review: pages and feeds that Syndicate writes do, but "
        "whoever takes the text alone, out of an export or into a template, shows a review without it."
    ),
    mend="Say the tie in the text of the review, too.",
    check=_check,
    good=(
        record(_of("none")),
        record(_of("not an employee")),
        record(_of("review copy from the maker")),
        record(_of("employee", "I am an employee of the studio. It begins in fog.")),
    ),
    bad=(
        record(_of("employee"), at="provenance.relationship"),
        record(_of("works for the studio"), at="provenance.relationship"),
    ),
)
