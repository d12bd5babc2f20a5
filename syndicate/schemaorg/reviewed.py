"""What a review is of: what it says itself, or what has it as its own (https://schema.org/review is the inverse)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syndicate import vocabulary
from syndicate.schemaorg.terms import Note, bare, types_of, untold
from syndicate.schemaorg.values import one, text

__all__ = ["reviewed"]


def reviewed(node: Mapping[str, Any], parent: Mapping[str, Any] | None, note: Note) -> tuple[Any, set[str]]:
    """The item of a review, which is ``parent`` itself where it is that; and the further properties that it took.

    ``parent`` has the review as its ``review``. It is the item where the review names none; where it has a bare name,
    and the same one; and where it has one without a name that may be the same thing. A claim is named by what it says
    (https://schema.org/claimReviewed).
    """
    said = node.get("itemReviewed", parent)
    only = one(said, "item", untold)
    inner = bare(only) if isinstance(only, Mapping) else {} if only is None else {"name": only}
    if parent is None or said is parent:
        if "claimReviewed" not in node or "name" in inner:
            return said, set()
        note("item.name", "repaired", "claimReviewed read as the name of the claim")
        return {"@type": "Claim", **inner, "name": node["claimReviewed"]}, {"claimReviewed"}
    above = bare(parent)
    if "name" in inner:
        if not set(inner) - {"@type", "name"} and set(types_of(inner)) <= {"Thing"} and _same_name(inner, above):
            note("item", "repaired", "a bare name taken for what has the review and is of that name")
            return parent, set()
    elif "name" in above and set(inner) - {"@type"} and _may_be(inner, above):
        note("item", "repaired", "what has the review taken for what it is of, which has no name there")
        return parent, set()
    return said, set()


def _same_name(inner: Mapping[str, Any], above: Mapping[str, Any]) -> bool:
    names = [text(of.get("name"), "item", untold) for of in (inner, above)]
    return all(isinstance(name, str) for name in names) and len({" ".join(n.split()).casefold() for n in names}) == 1


def _may_be(inner: Mapping[str, Any], above: Mapping[str, Any]) -> bool:
    """Whether two nodes may be of one thing: by their classes, and by their addresses where both have one."""
    types, others = types_of(inner), types_of(above)
    alike = any(vocabulary.subtype_of(a, b) or vocabulary.subtype_of(b, a) for a in types for b in others)
    if types and others and not alike:
        return False
    return all(name not in inner or name not in above or inner[name] == above[name] for name in ("@id", "url"))
