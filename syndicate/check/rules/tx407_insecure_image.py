"""TX407: a picture that is fetched without encryption."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ, scheme_of
from syndicate.check.rules._nodes import PRODUCT_NODE, with_
from syndicate.check.rules._said import links, once
from syndicate.ledger import shown

__all__ = ["RULE"]

_NAMES = frozenset(("contentUrl", "embedUrl", "image", "logo", "screenshot", "thumbnailUrl"))


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.page.url.startswith("http://"):
        return
    for path, name, text in links(subject):
        pictured = name in _NAMES or (name == "url" and subject.is_a("ImageObject", "VideoObject"))
        if pictured and scheme_of(text) == "http":
            yield Hit(path, f"{shown(text)} is fetched without encryption")


RULE = Rule(
    code="TX407",
    name="insecure-image",
    severity="note",
    types=ANY,
    source="https://www.w3.org/TR/mixed-content/",
    read=READ,
    why=(
        "Browsers do not show everything that an encrypted page fetches without encryption, and sites that take over "
        "the picture have the same trouble. Most servers answer to https:// as well."
    ),
    mend="Write https:// where the server answers there.",
    check=once(_check),
    good=(
        node(PRODUCT_NODE),
        node(with_(PRODUCT_NODE, image="http://example.org/lamp.jpg"), url="http://example.org/lamp"),
        node(with_(PRODUCT_NODE, url="http://example.org/lamp")),
    ),
    bad=(
        node(with_(PRODUCT_NODE, image="http://example.org/lamp.jpg"), at="image"),
        node(
            with_(PRODUCT_NODE, image={"@type": "ImageObject", "url": "http://example.org/lamp.jpg"}),
            at="image.url",
        ),
    ),
)
