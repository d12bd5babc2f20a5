"""TX408: an address with a password in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ, RFC3986
from syndicate.check.rules._nodes import PRODUCT_NODE, with_
from syndicate.check.rules._said import links

__all__ = ["RULE"]

_USER = re.compile(r"\s*https?://[^/?#@\s:]{0,200}:[^/?#@\s]{1,200}@", re.IGNORECASE)


def _check(subject: Subject) -> Iterator[Hit]:
    for path, _, text in links(subject):
        if _USER.match(text):
            # The password itself is not said again: more people read reports than write pages.
            yield Hit(path, "the address tells a name and a password before its host")


RULE = Rule(
    code="TX408",
    name="url-with-password",
    severity="error",
    types=ANY,
    source=f"{RFC3986}#section-3.2.1",
    read=READ,
    why=(
        "What stands before the @ of an address is the name and the password of who may see the page. "
        "Published, everyone may."
    ),
    mend="Take it out, and change the password.",
    check=_check,
    good=(node(PRODUCT_NODE), node(with_(PRODUCT_NODE, url="https://social.example/a:b/@ada"))),
    bad=(
        node(with_(PRODUCT_NODE, image="https://ada:secret@staging.example/lamp.jpg"), at="image"),
        node(with_(PRODUCT_NODE, url="https://:secret@staging.example/"), at="url"),
    ),
)
