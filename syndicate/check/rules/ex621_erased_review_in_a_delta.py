"""EX621: an erased review that is still in a delta."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import REVIEWS, STONE, exported
from syndicate.check.rules._exports import survey_of
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    survey = survey_of(subject)
    if survey is None:
        return
    yield from survey.told(
        "SELECT id, part, line FROM upsert WHERE id IN (SELECT id FROM stone WHERE reason = 'erased') "
        "AND id NOT IN (SELECT id FROM review) ORDER BY part, line LIMIT 100",
        "was erased",
    )


RULE = Rule(
    code="EX621",
    name="erased-review-in-a-delta",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://eur-lex.europa.eu/eli/reg/2016/679/art_17/oj",
    read=READ,
    why="The review was erased by law or at a person's wish, and its text is still there in a delta that is "
    "kept. Everyone who fetches that delta gets it.",
    mend="Take it out of all deltas; a build does that when it is told of the erasure.",
    check=_check,
    good=(
        export(exported()),
        export(exported(stones=({**STONE, "reason": "erased"},), sequence=2, files={"upserts 2": [REVIEWS[1]]})),
    ),
    bad=(
        export(
            exported(
                stones=({**STONE, "reason": "erased"},),
                sequence=2,
                files={"upserts 2": [{**REVIEWS[1], "id": STONE["id"]}]},
            ),
            at="resources[2]",
        ),
    ),
)
