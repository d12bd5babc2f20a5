"""TX405: an address that cannot be one."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ, URLS, fault_of
from syndicate.check.rules._nodes import PRODUCT_NODE, with_
from syndicate.check.rules._said import links
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for path, _, text in links(subject):
        if why := fault_of(text):
            yield Hit(path, f"{shown(text)} is no address: {why}", _MENDS.get(why, ""))


_MENDS = {
    "there is a space in it": "Write %20 for each space; where two addresses stand in one text, make a list of them.",
    "it begins twice": "Take the first scheme out.",
}

RULE = Rule(
    code="TX405",
    name="broken-url",
    severity="warning",
    types=ANY,
    source=URLS,
    read=READ,
    why=(
        "This is meant to be an address and cannot be read as one, or only by readers that guess. Links and pictures "
        "that it leads to are lost."
    ),
    mend="Write it whole, as in https://example.org/page, with spaces as %20.",
    check=_check,
    good=(
        node(PRODUCT_NODE),
        node(with_(PRODUCT_NODE, url="https://bücher.example/größe?q=ä#é")),
        node(with_(PRODUCT_NODE, image="https://example.org/lamp|w=9|h=9")),
        node(with_(PRODUCT_NODE, url="http://[2001:db8::1]:8080/lamp")),
        node(with_(PRODUCT_NODE, url="https://archive.example/web/2020/https://example.org/")),
    ),
    bad=(
        node(with_(PRODUCT_NODE, image="https://example.org/a lamp.jpg"), at="image"),
        node(with_(PRODUCT_NODE, url="https:///lamp"), at="url"),
        node(with_(PRODUCT_NODE, url="https:/example.org/lamp"), at="url"),
        node(with_(PRODUCT_NODE, url="http://https://example.org/lamp"), at="url"),
        node(with_(PRODUCT_NODE, url="https://example.org:99999/lamp"), at="url"),
        node(with_(PRODUCT_NODE, url="http//example.org/lamp"), at="url"),
        node(with_(PRODUCT_NODE, sameAs="https://ada@social.example"), at="sameAs"),
    ),
)
