"""Which reviews are of the same item.

Two items are the same when their keys are: the publisher's own ``key``, else the first identifier in a fixed order
(:data:`syndicate.models.identifier.ORDER`), else the item's ``url``, else type, case-folded name and year, which is
an inference and is said to be one. There is no transitive merging: an item with a GTIN and an item with a URL are
two, whatever a third one says.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from syndicate.models.identifier import ORDER

__all__ = ["item_key", "item_year"]

_RANK = {kind: rank for rank, kind in enumerate(ORDER)}


def item_key(item: Mapping[str, Any]) -> tuple[str, bool]:
    """The key of an item given as plain JSON values, and whether it was inferred from type, name and year.

    >>> item_key({"type": "Movie", "name": "DUNE", "date_published": "2021-09-15"})
    ('name:Movie:dune:2021', True)
    """
    if "key" in item:
        return f"key:{item['key']}", False
    if identifiers := item.get("identifiers"):
        kind, value = min(
            ((i["kind"], i["value"]) for i in identifiers), key=lambda i: (_RANK.get(i[0], len(_RANK)), i[0], i[1])
        )
        return f"{kind}:{_one_form(kind, value)}", False
    if "url" in item:
        return f"url:{item['url']}", False
    name = unicodedata.normalize("NFC", item["name"]).casefold()
    return f"name:{item['type']}:{name}:{item_year(item)}", True


def item_year(item: Mapping[str, Any]) -> str:
    """The year of an item, which tells items of one name apart; empty where it has no date."""
    when: str = item.get("date_published") or item.get("start_date") or item.get("release_date") or ""
    return when[:4]


def _one_form(kind: str, value: str) -> str:
    """Values that say the same: a GTIN of any length, an ISBN of 10 digits or of 13."""
    if kind == "gtin":
        return value.zfill(14)
    if kind == "isbn" and len(value) == 10:
        from stdnum import isbn

        return str(isbn.to_isbn13(value))
    return value
