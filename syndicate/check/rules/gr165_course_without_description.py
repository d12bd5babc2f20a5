"""GR165: a course needs a description."""

from __future__ import annotations

from syndicate.check._rule import Rule, node
from syndicate.check.rules._asks import is_main, lacking
from syndicate.check.rules._nodes import COURSE_NODE, REVIEW_NODE, with_, without
from syndicate.check.rules._sources import DOCS, READ

__all__ = ["RULE"]


RULE = Rule(
    code="GR165",
    name="course-without-description",
    severity="error",
    types=("Course",),
    result="course",
    source=f"{DOCS}course",
    read=READ,
    why=(
        "A list of courses shows what each is about. Google asks for a description, and leaves out a course "
        "without one."
    ),
    mend='Add "description" with a sentence or two.',
    check=lacking("description", says="the course has no description", only=is_main),
    good=(
        node(COURSE_NODE),
        node(with_(REVIEW_NODE, itemReviewed={"@type": "Course", "name": "Knots"})),
    ),
    bad=(node(without(COURSE_NODE, "description"), at="description"),),
)
