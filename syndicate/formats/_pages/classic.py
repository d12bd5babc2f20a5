"""Classic microformats (hReview 0.4, https://microformats.org/wiki/hreview) as their successors, before parsing.

mf2py reads them itself, but loses what is nested: the ``fn`` of a ``reviewer vcard``, an item whose picture and name
are two elements. So each classic class name gets its modern one beside it, by the nearest root above it, as the table
on https://microformats.org/wiki/h-review#Compatibility has them; mf2py then has nothing left to translate.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["modern"]

_CLASSIC = re.compile(r"\bhreview(?:-aggregate)?\b")

_CARD = {
    "fn": "p-name", "url": "u-url", "photo": "u-photo", "org": "p-org", "adr": "p-adr h-adr", "tel": "p-tel",
    "street-address": "p-street-address", "locality": "p-locality", "region": "p-region",
    "postal-code": "p-postal-code", "country-name": "p-country-name", "uid": "u-uid",
}  # fmt: skip
_ADDRESS = ("street-address", "locality", "region", "postal-code", "country-name")
_ITEM = {"fn": "p-name", "url": "u-url", "photo": "u-photo", "identifier": "u-identifier"}
_REVIEW = {
    "summary": "p-name", "description": "e-content", "rating": "p-rating", "best": "p-best", "worst": "p-worst",
    "reviewer": "p-author", "dtreviewed": "dt-published", "photo": "u-photo",
}  # fmt: skip
_AGGREGATE = {
    "summary": "p-name", "rating": "p-rating", "average": "p-average", "best": "p-best", "worst": "p-worst",
    "count": "p-count", "votes": "p-votes",
}  # fmt: skip
_ROOTS: dict[str, tuple[str, dict[str, str]]] = {
    "hreview": ("h-review", _REVIEW),
    "hreview-aggregate": ("h-review-aggregate", _AGGREGATE),
    "vcard": ("h-card", _CARD),
    "hproduct": ("h-product", _ITEM | {"brand": "p-brand", "description": "e-description", "price": "p-price"}),
    "vevent": ("h-event", {"summary": "p-name", "url": "u-url", "dtstart": "dt-start", "location": "p-location"}),
    "adr": (
        "h-adr",
        {name: _CARD[name] for name in _CARD if name.startswith(("street", "loc", "reg", "post", "coun"))},
    ),
}
_RELS = {"tag": "p-category", "bookmark": "u-url"}


def modern(page: str) -> str:
    """``page`` with the modern class names beside its classic ones; unchanged where it has no hReview."""
    if not _CLASSIC.search(page):
        return page
    import lxml.html

    root = lxml.html.document_fromstring(page)
    # Text may have the word, too: a page without the class stays as it is, to the letter.
    return str(lxml.html.tostring(root, encoding="unicode")) if _walk(root) else page


def _walk(root: HtmlElement) -> bool:
    """Goes down with what the names mean below each element, and says whether there was anything to add.

    Without recursion, since pages may be nested deeply.
    """
    changed = False
    rest: list[tuple[Any, dict[str, str], bool]] = [(root, {}, False)]
    while rest:
        element, names, in_review = rest.pop()
        if not isinstance(element.tag, str):
            continue
        classes = (element.get("class") or "").split()
        added = [names[one] for one in classes if one in names]
        below = names
        roots = [one for one in classes if one in _ROOTS]
        if "item" in classes and in_review:
            added.append("p-item" if roots else "p-item h-item")
            below = _ITEM
        if roots and not any(one.startswith("h-") for one in classes):
            for one in roots:
                added.append(_ROOTS[one][0])
                below = _ROOTS[one][1]
        inside = in_review or any(one.startswith("hreview") for one in roots)
        if names is _REVIEW:
            added += [_RELS[one] for one in (element.get("rel") or "").lower().split() if one in _RELS]
        if added:
            changed = True
            element.set("class", " ".join(dict.fromkeys([*classes, *" ".join(added).split()])))
        rest += [(child, below, inside) for child in element]
    return changed
