"""TX409: an address with a character reference of HTML in it."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ, is_web
from syndicate.check.rules._entities import first_entity, without_entities
from syndicate.check.rules._nodes import PRODUCT_NODE, with_
from syndicate.check.rules._said import links
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for path, _, text in links(subject):
        if (is_web(text) or text.startswith("/")) and (found := first_entity(text)):
            yield Hit(path, f"{found[0]} stands in the address {shown(text)}", f"Write {without_entities(text)}.")


RULE = Rule(
    code="TX409",
    name="entity-in-url",
    severity="warning",
    types=ANY,
    source="https://www.w3.org/TR/json-ld11/#restrictions-for-contents-of-json-ld-script-elements",
    read=READ,
    why=(
        "HTML writes &amp; for &, JSON-LD does not: there the address has the five characters in it and is another "
        "one. In Microdata it was escaped twice."
    ),
    mend="Write the character itself: & and not &amp;.",
    check=_check,
    fix=without_entities,
    good=(
        node(with_(PRODUCT_NODE, image="https://example.org/lamp?w=10&h=20;5")),
        page(
            '<p itemscope itemtype="https://schema.org/Review"><a itemprop="url" href="https://example.org/?a=1&amp;b=2">'
        ),
    ),
    bad=(node(with_(PRODUCT_NODE, image="https://example.org/lamp?w=10&amp;h=20"), at="image"),),
)
