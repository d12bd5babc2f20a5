"""TX402: an address that runs a script."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ, scheme_of
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.check.rules._said import links, texts
from syndicate.ledger import shown

__all__ = ["RULE"]

_RUN = ("javascript", "vbscript", "livescript")


def _check(subject: Subject) -> Iterator[Hit]:
    for path, _, text in links(subject):
        if scheme_of(text) in _RUN:
            yield Hit(path, f"{shown(text, 60)} runs a script where an address belongs")
    for path, name, text in texts(subject):
        if name in _MIXED and scheme_of(text) in _RUN:
            yield Hit(path, f"{shown(text, 60)} runs a script where an address belongs")


# Properties that take an address or a text; in other texts a sentence may well begin with the word.
_MIXED = frozenset(
    ("acceptsReservations", "additionalType", "citation", "hasMenu", "identifier", "menu", "urlTemplate")
)

RULE = Rule(
    code="TX402",
    name="url-runs-script",
    severity="error",
    types=ANY,
    source="https://url.spec.whatwg.org/#security-considerations",
    read=READ,
    why=(
        "Whoever makes a link of this address lets its script run on their page. It comes from a template that went "
        "wrong, or from somebody who attacks the readers of the site."
    ),
    mend="Write the address of a page, with https://. Find out who wrote this one.",
    check=_check,
    good=(
        node(with_(REVIEW_NODE, url="https://example.org/javascript:void")),
        node(with_(REVIEW_NODE, name="javascript:")),
    ),
    bad=(
        node(with_(REVIEW_NODE, url="javascript:void(0)"), at="url"),
        node(with_(REVIEW_NODE, url=" JAVA\tscript:alert(1)"), at="url"),
        node(with_(REVIEW_NODE, author={"@type": "Person", "name": "Ada", "sameAs": "vbscript:x"}), at="author.sameAs"),
        page(
            '<p itemscope itemtype="https://schema.org/Review"><a itemprop="url" href="javascript:go()">Fog</a></p>',
            at="microdata[0].url",
        ),
    ),
)
