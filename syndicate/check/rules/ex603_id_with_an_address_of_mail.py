"""EX603: an id with an address of mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, record
from syndicate.check._subject import Subject
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


_MAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}(?:@|%40)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}", re.ASCII)


def _check(subject: Subject) -> Iterator[Hit]:
    record = subject.record or {}
    # Of tombstones in an export there is a rule that is stricter.
    if "item" in record and (found := _MAIL.search(record["id"])) is not None:
        yield Hit("id", f"the id has {shown(found[0], 60)}")


RULE = Rule(
    code="EX603",
    name="id-with-an-address-of-mail",
    severity="warning",
    types=(),
    kinds=("record",),
    source="https://www.rfc-editor.org/rfc/rfc4151#section-2.1",
    read=READ,
    why="Ids are passed on to everyone and stay for ever, after an erasure too. This one has the address of a "
    "person in it.",
    mend="Make ids of a key that says nothing about a person.",
    check=_check,
    good=(
        record({"id": "tag:example.org,2020:fog", "item": {"type": "Movie", "name": "Fog"}}),
        record({"id": "https://social.example.org/@ada/1", "item": {"type": "Movie", "name": "Fog"}}),
    ),
    bad=(
        record({"id": "tag:ada@example.org,2020:fog", "item": {"type": "Movie", "name": "Fog"}}, at="id"),
        record({"id": "https://example.org/r?by=ada%40example.org", "item": {"type": "Movie", "name": "Fog"}}, at="id"),
    ),
)
