"""VO307: a type that another has taken the place of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from syndicate import vocabulary
from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._contexts import ours
from syndicate.check.rules._sources import READ
from syndicate.schemaorg.terms import local

__all__ = ["RULE"]


def _new(value: Any) -> Any:
    """The type that took the place of another; anything else as it is."""
    if not isinstance(value, str) or not vocabulary.is_type(local(value)):
        return value
    name = local(value)
    return value[: len(value) - len(name)] + (vocabulary.superseded_by(name) or name)


def _check(subject: Subject) -> Iterator[Hit]:
    said = subject.node.get("@type")
    listed = isinstance(said, list)
    for at, name in enumerate(said if isinstance(said, list) else [said]) if ours(subject) else ():
        new = _new(name)
        if new != name:
            yield Hit(f"@type[{at}]" if listed else "@type", f"{local(name)} is an old name", f"Write {local(new)}.")


RULE = Rule(
    code="VO307",
    name="superseded-type",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/full.html",
    read=READ,
    why="schema.org has given this type another name. Those who read today's names may not look for the old one.",
    mend="Take the new name.",
    check=_check,
    fix=_new,
    good=(
        node({"@type": "TVSeason", "name": "One"}),
        node({"@type": "CreativeWorkSeason"}),
    ),
    bad=(
        node({"@type": "Season", "name": "One"}, at="@type"),
        node({"@type": ["Taxi", "LocalBusiness"]}, at="@type[0]"),
    ),
)
