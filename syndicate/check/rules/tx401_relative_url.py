"""TX401: an address in JSON-LD that is not whole."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import ADDRESSES, READ, RFC3986, is_relative, is_web
from syndicate.check.rules._nodes import PRODUCT_NODE, REVIEW_NODE, with_
from syndicate.check.rules._said import links
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    # In Microdata and RDFa the attributes of the page hold addresses, which are relative by right.
    if subject.syntax != "JSON-LD":
        return
    for path, name, text in links(subject):
        if name in ADDRESSES and is_relative(text):
            whole = _whole(subject.page.url, text.strip())
            yield Hit(path, f"{shown(text)} is not a whole address", f"Write {whole}." if whole else "")


def _whole(base: str, text: str) -> str:
    try:
        return urljoin(base, text) if is_web(base) else ""
    except ValueError:
        return ""


RULE = Rule(
    code="TX401",
    name="relative-url",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source=f"{RFC3986}#section-4.2",
    read=READ,
    why=(
        "This address means something only together with that of the page. Markup is copied, cached and read apart "
        "from its page, and not every reader puts the two together, so that pictures and links are lost."
    ),
    mend="Write the address with its scheme and its host: https://example.org/lamp.jpg.",
    check=_check,
    good=(
        node(PRODUCT_NODE),
        node(with_(REVIEW_NODE, sameAs="doi:10.1000/182", isPartOf="#fog")),
        page(
            '<div itemscope itemtype="https://schema.org/Review"><a itemprop="url" href="/fog">Fog</a>'
            '<img itemprop="image" src="fog.jpg"></div>'
        ),
    ),
    bad=(
        node(with_(PRODUCT_NODE, image="/lamp.jpg"), at="image"),
        node(with_(PRODUCT_NODE, image=["https://example.org/a.jpg", "b.jpg"]), at="image[1]"),
        node(with_(PRODUCT_NODE, image="//example.org/lamp.jpg"), at="image"),
        node(with_(REVIEW_NODE, url="../fog/"), at="url"),
    ),
)
