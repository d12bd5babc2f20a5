"""EX617: one id for two reviews."""

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
    for id, number, line, count in survey.each(
        "SELECT id, max(part), max(line), count(*) FROM review GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT 100"
    ):
        yield Hit(names[number].at, f"line {line}: {shown(id.decode('utf-8', 'replace'), 80)} is there {count} times")
    for id, number, line, count in survey.each(
        "SELECT id, max(part), max(line), count(*) FROM stone WHERE kind = 'tombstones' "
        "GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT 100"
    ):
        yield Hit(names[number].at, f"line {line}: {shown(id.decode('utf-8', 'replace'), 80)} is there {count} times")


RULE = Rule(
    code="EX617",
    name="id-twice-in-export",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-package/",
    read=READ,
    why="Two reviews have one id. Whoever takes them in keeps one of them, and nobody knows which.",
    mend="Give each review an id of its own, or take one of the two out.",
    check=_check,
    good=(export(exported()),),
    bad=(
        export(exported((REVIEWS[0], REVIEWS[0], REVIEWS[1])), at="resources[0]"),
        export(exported(stones=(STONE, STONE)), at="resources[1]"),
    ),
)
