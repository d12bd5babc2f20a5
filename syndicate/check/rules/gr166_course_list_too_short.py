"""GR166: a list of at least three courses."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import COURSE_NODE, MOVIE_NODE
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]

_LEAST = 3


def _check(subject: Subject) -> Iterator[Hit]:
    entries = [subject.first("item", one) or one for one in subject.each("itemListElement")]
    courses = sum(subject.of(one, "Course") for one in entries)
    if 0 < courses == len(entries) < _LEAST:
        yield Hit(
            "itemListElement", f"the list has {courses} course{'' if courses == 1 else 's'}, and {_LEAST} are asked for"
        )


RULE = Rule(
    code="GR166",
    name="course-list-too-short",
    severity="warning",
    types=("ItemList",),
    source=f"{DOCS}course",
    read=READ,
    why="Google shows a list of courses from three courses on. With fewer it shows none.",
    mend="Mark up all courses that the page lists; where there are fewer than three, expect no list.",
    check=_check,
    good=(
        node(
            {
                "@type": "ItemList",
                "itemListElement": [{"@type": "ListItem", "position": n, "item": COURSE_NODE} for n in (1, 2, 3)],
            }
        ),
        node({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": MOVIE_NODE}]}),
    ),
    bad=(
        node(
            {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": COURSE_NODE}]},
            at="itemListElement",
        ),
    ),
)
