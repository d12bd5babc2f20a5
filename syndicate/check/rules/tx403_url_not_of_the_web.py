"""TX403: an address that only one machine or one page knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ, scheme_of
from syndicate.check.rules._nodes import PRODUCT_NODE, with_
from syndicate.check.rules._said import links
from syndicate.check.rules._sources import POLICIES
from syndicate.ledger import shown

__all__ = ["RULE"]

_LOCAL = ("about", "blob", "chrome", "content", "data", "file", "filesystem")
_DISK = re.compile(r"[A-Za-z]:[\\/]|\\\\")


def _check(subject: Subject) -> Iterator[Hit]:
    for path, _, text in links(subject):
        if scheme_of(text) in _LOCAL or _DISK.match(text.strip()):
            yield Hit(path, f"{shown(text, 60)} cannot be fetched by others")


RULE = Rule(
    code="TX403",
    name="url-not-of-the-web",
    severity="warning",
    types=ANY,
    source=f"{POLICIES}#images",
    read=READ,
    why=(
        "Search engines and other readers fetch what an address names. This one holds the picture itself, or a file on "
        "one machine, and leads nowhere for anyone else."
    ),
    mend="Put the file on the site and write its address, with https://.",
    check=_check,
    good=(node(PRODUCT_NODE), node(with_(PRODUCT_NODE, sameAs="tag:example.org,2024:lamp"))),
    bad=(
        node(with_(PRODUCT_NODE, image="data:image/gif;base64,R0lGODlhAQABAAAAACw="), at="image"),
        node(with_(PRODUCT_NODE, image="file:///home/ada/lamp.jpg"), at="image"),
        node(with_(PRODUCT_NODE, image="C:\\Pictures\\lamp.jpg"), at="image"),
    ),
)
