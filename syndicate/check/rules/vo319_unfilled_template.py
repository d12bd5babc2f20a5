"""VO319: what a template left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._contexts import ours
from syndicate.check.rules._nodes import MOVIE_NODE, PRODUCT_NODE, REVIEW_NODE
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


_LEFT = frozenset(("[object object]", "undefined", "null", "nan", "none", "#n/a", "#ref!", "[object promise]"))
_MARK = re.compile(r"\{\{[^{}]{1,80}\}\}|\{%[^{}]{1,80}%\}|<%[^<>]{1,80}%>|\$\{[^{}$]{1,80}\}")
_TEXTS = frozenset(("articleBody", "description", "reviewBody", "text", "urlTemplate", "target"))
_LONGEST = 300


def _check(subject: Subject) -> Iterator[Hit]:
    if not ours(subject):
        return
    for name, said in subject.node.items():
        if name[:1] == "@":
            continue
        listed = isinstance(said, list)
        for at, value in enumerate(said if isinstance(said, list) else [said]):
            if isinstance(value, str) and len(value) < _LONGEST and _is_left(name, value.strip()):
                yield Hit(f"{name}[{at}]" if listed else name, f"{name} is {shown(value, 60)}")


def _is_left(name: str, text: str) -> bool:
    if text.lower() in _LEFT:
        # A film may be called None, and its review may be as short.
        return name not in ("name", "alternateName", "headline", *_TEXTS) or text.startswith(("[object", "#"))
    if "{" not in text and "<%" not in text:
        return False
    found = _MARK.search(text)
    return found is not None and (name not in _TEXTS or found[0] == text)


RULE = Rule(
    code="VO319",
    name="unfilled-template",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://developers.google.com/search/docs/appearance/structured-data/sd-policies",
    read=READ,
    why="This is what a template leaves behind when the value that belongs there is missing. It is published "
    "as if it were the value.",
    mend="Mend the template: fill the value in, or leave the property out.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node({**REVIEW_NODE, "reviewBody": "In Jinja one writes {{ name }}."}),
        node({**MOVIE_NODE, "name": "Null"}),
        node({"@type": "EntryPoint", "urlTemplate": "https://example.org/?q={q}"}),
    ),
    bad=(
        node({**MOVIE_NODE, "name": "{{ movie.title }}"}, at="name"),
        node({**PRODUCT_NODE, "sku": "undefined"}, at="sku"),
        node({**PRODUCT_NODE, "image": ["[object Object]"]}, at="image[0]"),
    ),
)
