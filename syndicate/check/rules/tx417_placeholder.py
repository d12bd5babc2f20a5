"""TX417: what a template left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._nodes import PRODUCT_NODE, REVIEW_NODE, changed, with_
from syndicate.check.rules._said import excerpt, links, texts
from syndicate.ledger import shown

__all__ = ["RULE"]

_WHOLE = frozenset(("#N/A", "#REF!", "#VALUE!", "NaN", "[object Object]", "[object Promise]", "null", "undefined"))
# Words that are a name or a review as well: a film may be called None.
_SAID = frozenset(("None", "Null", "NULL"))
_SAYING = frozenset(
    ("abstract", "alternateName", "articleBody", "description", "headline", "name", "reviewBody", "text")
)
_PART = re.compile(
    r"\{\{[^{}\n]{1,200}\}\}|\{%[^{}%\n]{1,200}%\}|<%[^<>%\n]{1,200}%>|\$\{[A-Za-z_][\w.]{0,100}\}|\[object Object\]"
    r"|\blorem ipsum\b|(?<!\w)%%[A-Za-z_]{2,40}%%(?!\w)",
    re.IGNORECASE,
)
_SIGNS = ("{", "%", "[object", "orem")
_LINK = re.compile(
    r"(?:[/=.]|%20)(?:undefined|null|NaN|\[object%20Object\])(?=$|[/?#&])|(?:%7B|\{){2}|\$\{|<%", re.IGNORECASE
)
# Addresses with gaps that are meant to be filled.
_GAPS = frozenset(("query", "urlTemplate"))


def _check(subject: Subject) -> Iterator[Hit]:
    for path, name, text in texts(subject):
        # Of the names of authors a rule of its own says so.
        if _is_left(name, text.strip()) and subject.via != "author":
            yield Hit(path, f"{shown(text)} is what a program says where there is no value")
        elif any(sign in text for sign in _SIGNS) and name not in _GAPS and (found := _PART.search(text)):
            yield Hit(path, f"a template was not filled in: {excerpt(text, *found.span())}")
    for path, _, text in links(subject):
        if text.strip() in _WHOLE:
            yield Hit(path, f"{shown(text)} is what a program says where there is no value")
        elif found := _LINK.search(text):
            yield Hit(path, f"a template was not filled in: {excerpt(text, *found.span())}")


def _is_left(name: str, text: str) -> bool:
    return text in _WHOLE or (text in _SAID and name not in _SAYING)


RULE = Rule(
    code="TX417",
    name="placeholder",
    severity="warning",
    types=ANY,
    source="https://developers.google.com/search/docs/essentials/spam-policies",
    read=READ,
    why=(
        "This is no value, but what a template or a program leaves where one is missing. People would see it in search "
        "results as the name of the thing, or as what somebody wrote."
    ),
    mend="Fill it in, or leave the property out where there is no value.",
    check=_check,
    good=(
        node(with_(REVIEW_NODE, reviewBody="The result is undefined, {or} null; 5 % of {{}} and 100%.")),
        node(changed(REVIEW_NODE, "itemReviewed.name", "Null Island")),
        node(changed(REVIEW_NODE, "itemReviewed.name", "None")),
        node(with_(REVIEW_NODE, reviewBody="None")),
        node(with_(REVIEW_NODE, url="https://example.org/null-island/undefined-behaviour")),
        node({"@type": "SearchAction", "target": "https://example.org/?q={search_term_string}"}),
    ),
    bad=(
        node(with_(REVIEW_NODE, name="{{ page.title }}"), at="name"),
        node(with_(REVIEW_NODE, name="undefined"), at="name"),
        node(with_(REVIEW_NODE, reviewBody="Lorem ipsum dolor sit amet"), at="reviewBody"),
        node(with_(REVIEW_NODE, description="By [object Object]"), at="description"),
        node(with_(PRODUCT_NODE, image="https://example.org/images/undefined"), at="image"),
        node(with_(PRODUCT_NODE, sku="null"), at="sku"),
        node(with_(PRODUCT_NODE, color="None"), at="color"),
        node(with_(PRODUCT_NODE, category=["Lamps", "#REF!"]), at="category[1]"),
    ),
)
