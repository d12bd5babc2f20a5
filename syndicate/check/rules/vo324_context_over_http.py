"""VO324: schema.org over http."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._contexts import SCHEMA_ORG, where_context
from syndicate.check.rules._nodes import REVIEW_NODE
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _is_http(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("http:") and SCHEMA_ORG.fullmatch(value.strip()) is not None


def _meant(value: Any) -> Any:
    """The same address at https."""
    return value.replace("http:", "https:", 1) if _is_http(value) else value


def _check(subject: Subject) -> Iterator[Hit]:
    return where_context(subject, _is_http, "is not at https")


RULE = Rule(
    code="VO324",
    name="context-over-http",
    severity="note",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/faq.html#19",
    read=READ,
    why="schema.org is at https today, and its own examples say so. Readers take both for the same, but a "
    "page should not mix them.",
    mend="Write https.",
    check=_check,
    fix=_meant,
    good=(
        node(REVIEW_NODE),
        node({**REVIEW_NODE, "@context": "http://example.org/context"}),
    ),
    bad=(
        node({**REVIEW_NODE, "@context": "http://schema.org/"}, at="@context"),
        node({**REVIEW_NODE, "@context": [{"ex": "https://example.org/"}, "http://schema.org"]}, at="@context[1]"),
        node({"@context": "http://schema.org", "@graph": [REVIEW_NODE]}, at="@graph[0]"),
    ),
)
