"""TX425: an address that says where its reader came from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._laws import CANONICAL, READ_LAWS
from syndicate.check.rules._nodes import PRODUCT_NODE, REVIEW_NODE, changed, with_
from syndicate.check.rules._said import links, once

__all__ = ["RULE"]

_TYPES = ("CreativeWork", "Event", "Organization", "Person", "Place", "Product")
_NAMES = frozenset(("mainEntityOfPage", "sameAs", "url"))
_BAGGAGE = re.compile(
    r"[?&](utm_[a-z]{2,20}|fbclid|gclid|igshid|mc_[ce]id|msclkid|yclid|phpsessid|jsessionid|sessionid)="
    r"|;(jsessionid)=",
    re.IGNORECASE,
)


def _check(subject: Subject) -> Iterator[Hit]:
    for path, name, text in links(subject):
        if name in _NAMES and (found := _BAGGAGE.search(text)):
            yield Hit(
                path, f"the address carries {found[1] or found[2]}, which is about a visit and not about the page"
            )


RULE = Rule(
    code="TX425",
    name="url-with-baggage",
    severity="note",
    types=_TYPES,
    source=CANONICAL,
    read=READ_LAWS,
    why=(
        "Every visit that is counted so makes another address of the same page, and readers that compare addresses "
        "take it for another page. Whoever follows it is counted as if they came from where the first one did."
    ),
    mend="Write the address without it.",
    check=once(_check, *_TYPES),
    good=(
        node(with_(PRODUCT_NODE, url="https://example.org/lamp?colour=brass")),
        node(changed(PRODUCT_NODE, "offers.url", "https://example.org/lamp?utm_source=offers")),
    ),
    bad=(
        node(with_(PRODUCT_NODE, url="https://example.org/lamp?utm_source=letter&a=b"), at="url"),
        node(with_(REVIEW_NODE, url="https://example.org/fog;jsessionid=A1B2"), at="url"),
    ),
)
