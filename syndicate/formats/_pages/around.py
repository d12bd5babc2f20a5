"""Reviews that stand within the markup of what they review, with no property between the two, in Microdata.

Such a review is an item of its own (https://html.spec.whatwg.org/multipage/microdata.html#top-level-microdata-items),
and nothing but the place where it stands says what it is of. Old plugins wrote it so. The nearest item around it is
taken, where schema.org gives such an item reviews and it is no page and no article, which are where a review stands
and not what it is of.
"""

from __future__ import annotations

import re
from typing import Any

from syndicate import vocabulary
from syndicate.schemaorg.terms import local

__all__ = ["joined"]

_PLACES = ("Article", "Blog", "Comment", "MediaObject", "Review", "WebPage", "WebPageElement", "WebSite")
# A sign that there may be one; what is one, the tree says.
_ITEM = re.compile(r"itemscope", re.IGNORECASE)
_REVIEW = re.compile(r"schema\.org/[A-Za-z]*(?:Review|Recommendation)", re.IGNORECASE)


def joined(page: str) -> tuple[str, int]:
    """``page`` with the property ``review`` where it is missing so, and how often; the page itself where it is not.

    Gives the page back as it is where it cannot be parsed: whoever reads it will say so.
    """
    if len(_ITEM.findall(page)) < 2 or not _REVIEW.search(page):
        return page, 0
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return page, 0
    count = 0
    for element in tree.iter():
        if isinstance(element.tag, str) and _alone(element) and (around := _around(element)) is not None:
            if not any(vocabulary.property_of("review", kind) and not _a_place(kind) for kind in _types(around)):
                continue
            element.set("itemprop", "review")
            count += 1
    return (str(html.tostring(tree, encoding="unicode")), count) if count else (page, 0)


def _alone(element: Any) -> bool:
    """Whether an element is a review that is no property of anything."""
    if element.get("itemscope") is None or element.get("itemprop") is not None:
        return False
    return any(vocabulary.subtype_of(kind, "Review") for kind in _types(element))


def _around(element: Any) -> Any:
    return next((above for above in element.iterancestors() if above.get("itemscope") is not None), None)


def _types(element: Any) -> list[str]:
    return [local(kind) for kind in (element.get("itemtype") or "").split()]


def _a_place(kind: str) -> bool:
    return any(vocabulary.subtype_of(kind, place) for place in _PLACES)
