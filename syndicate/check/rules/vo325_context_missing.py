"""VO325: a script without a @context."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate import vocabulary
from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._contexts import HAS_CONTEXT, contexts_of, is_first
from syndicate.check.rules._nodes import REVIEW_NODE
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if not is_first(subject) or contexts_of(subject).any or not any(map(vocabulary.is_type, subject.types)):
        return
    # A reader that mends quotes leaves them as they are in what is looked at here.
    if not HAS_CONTEXT.search(subject.page.scripts[subject.document].content):
        yield Hit("@context", "the script has no @context")


RULE = Rule(
    code="VO325",
    name="context-missing",
    severity="error",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://www.w3.org/TR/json-ld11/#the-context",
    read=READ,
    why="Without a @context, the names in a script are nobody's. A search engine that goes by the rules of "
    "JSON-LD reads nothing from it.",
    mend='Put "@context": "https://schema.org" at its beginning.',
    check=_check,
    good=(
        node(REVIEW_NODE),
        page(
            '<script type="application/ld+json">'
            '{"@context": "https://schema.org", "@graph": [{"@type": "Review"}]}</script>'
        ),
        page('<script type="application/ld+json">{"status": "ok"}</script>'),
        page(
            '<script type="application/ld+json">'
            '{"\\u0040context": "https:\\/\\/schema.org", "\\u0040type": "Review"}</script>'
        ),
    ),
    bad=(
        page('<script type="application/ld+json">{"@type": "Review", "name": "Fog"}</script>', at="@context"),
        page(
            '<script type="application/ld+json">[{"@type": "Review"}, {"@type": "Review"}]</script>', at="[0].@context"
        ),
    ),
)
