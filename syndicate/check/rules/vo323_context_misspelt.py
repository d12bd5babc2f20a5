"""VO323: a @context that is nearly schema.org's."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._contexts import SCHEMA_ORG, where_context
from syndicate.check.rules._nodes import REVIEW_NODE
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


_HOST = re.compile(r"(?:[a-z]+:?/{1,2}|[a-z]+:)?(?:www\.)?([a-z0-9.-]+)(?:[/#].*)?", re.IGNORECASE)


def _is_misspelt(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > 80 or SCHEMA_ORG.fullmatch(value.strip()):
        return False
    host = _HOST.fullmatch(value.strip())
    if host is None:
        return False
    name = host[1].lower().rstrip(".")
    # A page of schema.org's that is no context, as the term itself in place of it, is told as well.
    return name == "schema.org" or difflib.SequenceMatcher(None, name, "schema.org").ratio() >= _NEAR


_NEAR = 0.85


def _meant(value: Any) -> Any:
    """schema.org's address in place of one that looks like it."""
    return "https://schema.org" if _is_misspelt(value) else value


def _check(subject: Subject) -> Iterator[Hit]:
    return where_context(subject, _is_misspelt, "is not schema.org's")


RULE = Rule(
    code="VO323",
    name="context-misspelt",
    severity="error",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://www.w3.org/TR/json-ld11/#the-context",
    read=READ,
    why="The @context says whose words a script uses. With an address that is not schema.org's, nothing in it "
    "is schema.org's.",
    mend='Write "@context": "https://schema.org".',
    check=_check,
    fix=_meant,
    good=(
        node(REVIEW_NODE),
        node({**REVIEW_NODE, "@context": "http://www.schema.org/"}),
        node({**REVIEW_NODE, "@context": "https://schema.org/docs/jsonldcontext.jsonld"}),
        node({**REVIEW_NODE, "@context": "https://www.w3.org/ns/activitystreams"}),
        node({**REVIEW_NODE, "@context": ["https://schema.org", {"ex": "https://example.org/"}]}),
    ),
    bad=(
        node({**REVIEW_NODE, "@context": "https://shema.org"}, at="@context"),
        node({**REVIEW_NODE, "@context": "schema.org"}, at="@context"),
        node({"@context": "https://schemas.org", "@graph": [REVIEW_NODE]}, at="@graph[0]"),
        node({**REVIEW_NODE, "@context": "https:/schema.org/"}, at="@context"),
    ),
)
