"""SY901: a comment that ignores a rule that there is not."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, page
from syndicate.check._subject import Subject
from syndicate.errors import UnknownName

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    from syndicate.check import registry

    for name in subject.page.ignores:
        try:
            registry.matching([name])
        except UnknownName as error:
            yield Hit("", f"a comment ignores {name}, and there is no such rule", error.mend)


RULE = Rule(
    code="SY901",
    name="unknown-ignore",
    severity="warning",
    types=(),
    kinds=("page",),
    source="https://html.spec.whatwg.org/multipage/syntax.html#comments",
    read="2026-11-24",
    why="A comment of the form syndicate: ignore GR110 keeps a rule from speaking. One that names no rule does "
    "nothing, and nobody would notice.",
    mend="Correct the code; syndicate rules lists them.",
    check=_check,
    good=(page("<p>Fog</p><!-- syndicate: ignore GR110 --><!-- another comment -->"),),
    bad=(page("<p>Fog</p><!-- syndicate: ignore GR990 -->", at=""),),
)
