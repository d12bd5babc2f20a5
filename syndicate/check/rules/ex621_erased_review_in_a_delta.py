"""EX621: an erased review that is still in a delta."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import REVIEWS, STONE, exported
from syndicate.check.rules._exports import survey_of
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.page.export is None or subject.page.export.wrong:
        return
    survey = survey_of(subject.page)
    names = {part.number: part for part in survey.parts}
    for id, number, line in survey.each(
        "SELECT id, part, line FROM upsert WHERE id IN (SELECT id FROM stone WHERE reason = 'erased') "
        "AND id NOT IN (SELECT id FROM review) ORDER BY part, line LIMIT 100"
    ):
        yield Hit(names[number].at, f"line {line}: {shown(id.decode('utf-8', 'replace'), 80)} was erased")


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
