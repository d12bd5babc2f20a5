"""PO211: a review that a machine wrote, under the name of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._rule import Hit, Rule, node, record
from syndicate.check._subject import Subject
from syndicate.check.rules._laws import FTC, READ_LAWS
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.check.rules._parties import text_of
from syndicate.check.rules._recorded import MOVIE_RECORD
from syndicate.ledger import shown

__all__ = ["RULE"]

_MACHINES = ("TrainedAlgorithmicMedia", "AlgorithmicMedia")


def _check(subject: Subject) -> Iterator[Hit]:
    for _, value in subject.each("digitalSourceType"):
        said = value.get("@id") if isinstance(value, Mapping) else value
        last = said.rpartition("/")[2].removesuffix("DigitalSource") if isinstance(said, str) else ""
        if last[:1].upper() + last[1:] not in _MACHINES:
            continue
        for author in subject.each("author"):
            if isinstance(author.value, str) or subject.of(author, "Person"):
                name = shown(text_of(author.value), 60)
                yield Hit(author.path, f"a machine wrote the review, and its author is {name}, a person")
        return


_TRAINED = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"

RULE = Rule(
    code="PO211",
    name="machine-as-person",
    severity="warning",
    types=("Review",),
    source=FTC,
    read=READ_LAWS,
    since="2024-10-21",
    why=(
        "The markup says that a machine wrote this review, and names a person as its author. A review that makes "
        "believe in a reviewer who is not there, or in an experience that nobody had, is forbidden."
    ),
    mend="Name the organization that answers for the text as its author. Where a person wrote it and a machine helped, "
    "say CompositeWithTrainedAlgorithmicMediaDigitalSource.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node(
            with_(
                REVIEW_NODE,
                digitalSourceType=_TRAINED,
                author={"@type": "Organization", "name": "Example Weekly"},
            )
        ),
        node(
            with_(
                REVIEW_NODE,
                digitalSourceType="https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
            )
        ),
    ),
    bad=(
        node(with_(REVIEW_NODE, digitalSourceType=_TRAINED), at="author"),
        node(
            with_(
                REVIEW_NODE,
                digitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
            ),
            at="author",
        ),
        record({**MOVIE_RECORD, "provenance": {"generated": True}}, at="author"),
    ),
)
