"""TX415: character references of HTML in plain text."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._entities import first_entity, without_entities
from syndicate.check.rules._nodes import REVIEW_NODE, changed, with_
from syndicate.check.rules._said import excerpt, texts
from syndicate.ledger import shown

__all__ = ["RULE"]

_MAY = ("Answer", "JobPosting", "Question", "SoftwareSourceCode")


def _check(subject: Subject) -> Iterator[Hit]:
    # The content of microformats is HTML by right.
    if subject.syntax == "microformats" or subject.is_a(*_MAY):
        return
    for path, _, text in texts(subject):
        if found := first_entity(text):
            meant = shown(without_entities(found[0]))
            yield Hit(path, f"{found[0]} stands for {meant} in HTML alone: {excerpt(text, *found.span())}")


RULE = Rule(
    code="TX415",
    name="entity-in-text",
    severity="warning",
    types=ANY,
    source="https://www.w3.org/TR/json-ld11/#restrictions-for-contents-of-json-ld-script-elements",
    read=READ,
    why=(
        "HTML writes &amp; for &, JSON-LD does not: people see the five characters in search results and feeds. In "
        "Microdata the text was escaped twice."
    ),
    mend="Write the character itself: & and not &amp;, é and not &eacute;. In JSON-LD, < is safe as \\u003c.",
    check=_check,
    fix=without_entities,
    good=(
        node(with_(REVIEW_NODE, reviewBody="R&D at AT&T; fog & bells &c. &nosuch;")),
        page('<p itemscope itemtype="https://schema.org/Review"><b itemprop="name">Salt &amp; Tin</b></p>'),
    ),
    bad=(
        node(changed(REVIEW_NODE, "itemReviewed.name", "Salt &amp; Tin"), at="itemReviewed.name"),
        node(with_(REVIEW_NODE, reviewBody="It&#39;s fog."), at="reviewBody"),
        page(
            '<p itemscope itemtype="https://schema.org/Review"><b itemprop="name">Salt &amp;amp; Tin</b></p>',
            at="microdata[0].name",
        ),
    ),
)
