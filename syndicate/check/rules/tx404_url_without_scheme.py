"""TX404: an address without its scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import ADDRESSES, READ, URLS, is_relative, scheme_of
from syndicate.check.rules._nodes import PRODUCT_NODE, REVIEW_NODE, with_
from syndicate.check.rules._said import links
from syndicate.ledger import shown

__all__ = ["RULE"]

_HOST = re.compile(
    r"(?:www\.[\w.-]+\.[a-z]{2,}|[\w-]+(?:\.[\w-]+){0,5}\.(?:com|org|net|info|[a-z]{2}))(?:[/?#]\S*)?", re.IGNORECASE
)


def _check(subject: Subject) -> Iterator[Hit]:
    for path, name, text in links(subject):
        address = text.strip()
        if name not in ADDRESSES or len(address) > 500 or scheme_of(address) or is_relative(address):
            continue
        if _HOST.fullmatch(address):
            yield Hit(path, f"{shown(text)} has no scheme: readers take it for a file beside the page")


RULE = Rule(
    code="TX404",
    name="url-without-scheme",
    severity="warning",
    types=ANY,
    source=URLS,
    read=READ,
    why=(
        "Browsers add https:// to what people type; in markup nobody does. This address is read as that of a file "
        "beside the page, which is not there."
    ),
    mend="Write https:// before it, where the site answers there.",
    check=_check,
    good=(node(PRODUCT_NODE), node(with_(REVIEW_NODE, license="CC BY 4.0", isPartOf="fog.org"))),
    bad=(
        node(with_(PRODUCT_NODE, url="www.example.org"), at="url"),
        node(
            with_(REVIEW_NODE, author={"@type": "Person", "name": "Ada", "sameAs": "example.org/ada"}),
            at="author.sameAs",
        ),
    ),
)
