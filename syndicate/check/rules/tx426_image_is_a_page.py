"""TX426: the address of a page where that of a picture belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ, is_web
from syndicate.check.rules._nodes import PRODUCT_NODE, with_
from syndicate.check.rules._said import links
from syndicate.check.rules._sources import POLICIES
from syndicate.ledger import shown

__all__ = ["RULE"]

_NAMES = frozenset(("image", "logo", "thumbnailUrl"))
_OTHERS = re.compile(r"\.(?:css|docx?|html?|js|json|mov|mp3|mp4|pdf|txt|webm|xml)$", re.IGNORECASE)

# The node may itself be of the picture, or have no other address.
_PICTURES = re.compile(r"\.(?:avif|gif|ico|jpe?g|jfif|png|svg|webp)$", re.IGNORECASE)


def _check(subject: Subject) -> Iterator[Hit]:
    own = {value.rstrip("/") for _, value in subject.each("url") if isinstance(value, str)}
    for path, name, text in links(subject):
        if name not in _NAMES or not is_web(text):
            continue
        if text.strip().rstrip("/") in own and not _PICTURES.search(_path(text)):
            yield Hit(path, f"{shown(text)} is the address of the page, not of a picture")
        elif found := _OTHERS.search(_path(text)):
            yield Hit(path, f"{shown(text)} ends in {found[0]}, which is no picture")


def _path(text: str) -> str:
    try:
        return urlsplit(text.strip()).path
    except ValueError:
        return ""


RULE = Rule(
    code="TX426",
    name="image-is-a-page",
    severity="warning",
    types=ANY,
    source=f"{POLICIES}#images",
    read=READ,
    why=(
        "What stands here is fetched as a picture and is none, so that the result is shown without one. Where a "
        "picture is asked for, the result is lost."
    ),
    mend="Write the address of the picture itself, which ends in .jpg, .png, .webp or the like.",
    check=_check,
    good=(
        node(PRODUCT_NODE),
        node(with_(PRODUCT_NODE, image="https://example.org/image.php?file=lamp.html")),
        node(with_(PRODUCT_NODE, image="https://example.org/lamp")),
        node(with_(PRODUCT_NODE, image="https://example.org/lamp.jpg?w=9", url="https://example.org/lamp.jpg?w=9")),
    ),
    bad=(
        node(with_(PRODUCT_NODE, image="https://example.org/lamp.html"), at="image"),
        node(with_(PRODUCT_NODE, url="https://example.org/lamp/", image="https://example.org/lamp"), at="image"),
    ),
)
