"""SY905: markup in the elements of a page that no reader can read."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, page
from syndicate.check._subject import Subject

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for syntax, why in subject.page.unreadable.items():
        yield Hit("", f"the {syntax} of the page cannot be read: {why}")


RULE = Rule(
    code="SY905",
    name="unreadable-markup",
    severity="warning",
    types=(),
    kinds=("page",),
    source="https://html.spec.whatwg.org/multipage/microdata.html",
    read="2026-11-24",
    why="The reader that others use for this markup fails on the page. What it says could not be judged.",
    mend="Check the markup with a validator of HTML.",
    check=_check,
    good=(page('<p itemscope itemtype="https://schema.org/Movie"><b itemprop="name">Fog</b></p>'),),
    bad=(
        page('<p itemscope itemtype="https://schema.org/Movie"><a itemprop="url" href="http://[x">Fog</a></p>', at=""),
    ),
)
