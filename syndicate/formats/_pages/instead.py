"""What a page without a review has in place of one, in the words of the refusal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from syndicate import vocabulary
from syndicate.formats._pages.vocab import review_class
from syndicate.ledger import shown
from syndicate.schemaorg import types_of

__all__ = ["instead"]

_ENTRY = re.compile(r"""class\s{0,20}=\s{0,20}["']?[^"'>]{0,200}\bh-entry\b""", re.IGNORECASE)


def instead(nodes: dict[str, list[Any]], text: str) -> tuple[str, str]:
    """What a page without a review has in place of one, and what to do."""
    types: dict[str, dict[str, None]] = {}
    for syntax, found in nodes.items():
        for node, above in _all(found):
            named = types_of(node)
            mean = any(vocabulary.subtype_of(name, "AggregateRating") for name in named)
            if mean or isinstance(node.get("aggregateRating"), dict):
                of = node.get("itemReviewed", above) if mean else node
                name = of.get("name") if isinstance(of, dict) else of
                what = f" of {shown(name)}" if isinstance(name, str) else ""
                mend = "Give a page that has the reviews themselves: an average is none."
                return f"an AggregateRating{what} in {syntax}, and no review", mend
            types.setdefault(syntax, {}).update(dict.fromkeys(named))
    listed = [
        f"{syntax} of {', '.join(list(named)[:5])}{' and others' if len(named) > 5 else ''}"
        if named
        else f"{syntax} without a type"
        for syntax, named in types.items()
    ]
    if not nodes.get("microformats") and _ENTRY.search(text):
        listed.append("an h-entry of microformats without a rating or an item")
    if not nodes.get("RDFa") and (kind := review_class(text)):
        listed.append(f'typeof="{kind}" in RDFa of no vocabulary that is known')
        return "; ".join(listed), 'Say the vocabulary around it: vocab="https://schema.org/".'
    if listed:
        return f"{'; '.join(listed)}; no review", "Leave the page out, or mark its review up as a Review of schema.org."
    return "no structured data", (
        "Leave the page out; or, where a browser shows reviews in it, save it there: scripts may have put them in."
    )


def _all(found: list[Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """All nodes, each with the one that it stands in."""
    rest: list[tuple[Any, Any]] = [(found, None)]
    while rest:
        node, above = rest.pop()
        if isinstance(node, dict):
            yield node, above
            rest += [(part, node) for part in reversed(node.values())]
        elif isinstance(node, list):
            rest += [(part, above) for part in reversed(node)]
