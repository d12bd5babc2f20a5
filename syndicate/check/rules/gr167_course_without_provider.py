"""GR167: a course should say who gives it."""

from __future__ import annotations

from syndicate.check._rule import Rule, node
from syndicate.check.rules._asks import is_main, lacking
from syndicate.check.rules._nodes import COURSE_NODE, without
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


RULE = Rule(
    code="GR167",
    name="course-without-provider",
    severity="warning",
    types=("Course",),
    result="course",
    source=f"{DOCS}course",
    read=READ,
    why="Google recommends to say who gives a course. The list shows it under the name.",
    mend='Add "provider": {"@type": "Organization", "name": "..."}.',
    check=lacking("provider", says="the course does not say who gives it", only=is_main),
    good=(node(COURSE_NODE),),
    bad=(node(without(COURSE_NODE, "provider"), at="provider"),),
)
