"""EX618: a tombstone that says more than it may."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import STONE, exported
from syndicate.check.rules._exports import resource, survey_of
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


_MAIL = re.compile(rb"[A-Za-z0-9._+-]{1,64}(?:@|%40)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")


def _check(subject: Subject) -> Iterator[Hit]:
    survey = survey_of(subject)
    if survey is None:
        return
    for part in survey.parts:
        for odd in part.strangers:
            yield Hit(part.at, f"in {shown(part.path, 80)}, line {odd.line}: {odd.what}")
    told = 0
    for id, number, line in survey.each("SELECT id, part, line FROM stone ORDER BY part, line"):
        found = _MAIL.search(id) if b"@" in id or b"%40" in id else None
        if found is not None and told < _MOST:
            told += 1
            yield Hit(resource(number), f"line {line}: the id has {shown(found[0].decode(), 60)}")


_MOST = 20


RULE = Rule(
    code="EX618",
    name="tombstone-with-personal-data",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://eur-lex.europa.eu/eli/reg/2016/679/art_17/oj",
    read=READ,
    why="A tombstone stays when all else was erased, so it may say nothing about a person: an id, an instant, "
    "a reason. What more it says was meant to be gone.",
    mend="Take everything out but id, at, reason and merged_into; ids with an address of mail need another id.",
    check=_check,
    good=(export(exported()),),
    bad=(
        export(exported(stones=({**STONE, "author": "Ada Example"},)), at="resources[1]"),
        export(exported(stones=({**STONE, "id": "tag:ada@example.org,2020:fog"},)), at="resources[1]"),
    ),
)
