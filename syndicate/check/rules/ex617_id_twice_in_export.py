"""EX617: one id for two reviews."""

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
    many = "GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT 100"
    for table in ("review", "stone WHERE kind = 'tombstones'"):
        yield from survey.told(f"SELECT id, max(part), max(line), count(*) FROM {table} {many}", "is there {} times")


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
