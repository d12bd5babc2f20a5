"""TX406: an address of the machine on which the site was made."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ, SPECIAL, private_host
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.check.rules._said import links
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    for path, _, text in links(subject):
        if host := private_host(text):
            yield Hit(path, f"{shown(text)} leads to {host}, which nobody else reaches")


RULE = Rule(
    code="TX406",
    name="private-address",
    severity="warning",
    types=ANY,
    source=SPECIAL,
    read=READ,
    why=(
        "The address names a machine that only its owner reaches, such as the one on which the site is built. "
        "Published, it leads nowhere, and tells strangers what the machine is called."
    ),
    mend="Build the site with its public address.",
    check=_check,
    good=(
        node(with_(REVIEW_NODE, url="https://localhost.example/fog")),
        node(with_(REVIEW_NODE, url="https://8.8.8.8/")),
    ),
    bad=(
        node(with_(REVIEW_NODE, url="http://localhost:4000/fog"), at="url"),
        node(with_(REVIEW_NODE, url="http://192.168.0.7/fog"), at="url"),
        node(with_(REVIEW_NODE, url="https://film-log.test/fog"), at="url"),
    ),
)
