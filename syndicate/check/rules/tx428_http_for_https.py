"""TX428: an address of the site itself without encryption."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from syndicate.check._page import host_of
from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._laws import CANONICAL, READ_LAWS
from syndicate.check.rules._nodes import PRODUCT_NODE, with_
from syndicate.check.rules._said import links, once
from syndicate.ledger import shown

__all__ = ["RULE"]

_NAMES = frozenset(("mainEntityOfPage", "url"))


def _check(subject: Subject) -> Iterator[Hit]:
    page = subject.page
    # Of pictures a rule of its own says so.
    if not page.url.startswith("https://") or subject.is_a("MediaObject"):
        return
    for path, name, text in links(subject):
        if name in _NAMES and text.strip().startswith("http://") and host_of(text.strip()) == page.host:
            host = urlsplit(page.url).netloc
            yield Hit(path, f"{shown(text)} is of this site, which is read by https:// at {host}")


RULE = Rule(
    code="TX428",
    name="http-for-https",
    severity="note",
    types=ANY,
    kinds=("page", "jsonld"),
    source=CANONICAL,
    read=READ_LAWS,
    why=(
        "The page is read with encryption, and its markup names the site without. To a reader that compares addresses "
        "these are two pages, and who follows the link is sent round."
    ),
    mend="Write https://.",
    check=once(_check),
    good=(
        node(with_(PRODUCT_NODE, url="https://example.org/lamp"), url="https://example.org/lamp"),
        node(with_(PRODUCT_NODE, url="http://maker.example/lamp"), url="https://example.org/lamp"),
        node(with_(PRODUCT_NODE, url="http://example.org/lamp"), url="http://example.org/lamp"),
    ),
    bad=(node(with_(PRODUCT_NODE, url="http://www.example.org/lamp"), url="https://example.org/lamp", at="url"),),
)
