"""VO318: a property without a value."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._contexts import ours
from syndicate.check.rules._nodes import PRODUCT_NODE, REVIEW_NODE
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if not ours(subject):
        return
    for name, said in subject.node.items():
        if name[:1] == "@":
            continue
        listed = isinstance(said, list)
        for at, value in enumerate(said if isinstance(said, list) else [said]):
            # null says in JSON-LD that there is no value, and so does a list of none.
            if (isinstance(value, str) and not value.strip()) or value == {}:
                yield Hit(
                    f"{name}[{at}]" if listed else name, f"{name} is {'an empty object' if value == {} else 'blank'}"
                )


RULE = Rule(
    code="VO318",
    name="empty-value",
    severity="note",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://www.w3.org/TR/json-ld11/#terms",
    read=READ,
    why="A property without a value says nothing. Some checkers count it as a mistake, and it hides that "
    "something is missing.",
    mend="Leave the property out, or give it its value.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node({**REVIEW_NODE, "image": None, "keywords": []}),
    ),
    bad=(
        node({**REVIEW_NODE, "description": " "}, at="description"),
        node({**PRODUCT_NODE, "image": ["https://example.org/a.jpg", ""]}, at="image[1]"),
        node({**PRODUCT_NODE, "brand": {}}, at="brand"),
        page(
            '<div itemscope itemtype="https://schema.org/Movie"><b itemprop="name"></b></div>', at="microdata[0].name"
        ),
    ),
)
