"""Ratings, and statements for and against, as nodes and back.

A ``ratingValue`` may be a number, or a text that says one (see :mod:`syndicate.schemaorg.scores`). We write numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syndicate.schemaorg.scores import is_nothing, score
from syndicate.schemaorg.terms import Note, bare, left_out, untold
from syndicate.schemaorg.values import line, listed, number, one, text, whole

__all__ = ["aggregate_node", "aspect_node", "notes_node", "notes_row", "rating_node", "rating_rows"]

_KNOWN = frozenset(("alternateName", "bestRating", "ratingExplanation", "ratingValue", "reviewAspect", "worstRating"))


def rating_node(rating: dict[str, Any]) -> dict[str, Any]:
    """The node of a rating on the scale that it has; the label is its ``alternateName``."""
    node: dict[str, Any] = {"@type": "Rating", "ratingValue": whole(rating["value"])}
    if (best := rating.get("best")) is not None:
        node["bestRating"] = whole(best)
    if (worst := rating.get("worst")) is not None:
        node["worstRating"] = whole(worst)
    if label := rating.get("label"):
        node["alternateName"] = label
    return node


def aspect_node(aspect: dict[str, Any]) -> dict[str, Any]:
    """The node of the rating of one part."""
    node = rating_node(aspect["rating"])
    node["reviewAspect"] = aspect["name"]
    if why := aspect.get("text"):
        node["ratingExplanation"] = why
    return node


def aggregate_node(
    value: float, count: int, best: float | None = None, worst: float | None = None, *, reviews: int | None = None
) -> dict[str, Any]:
    """The node of the mean of ``count`` ratings, of ``reviews`` reviews, on the scale from ``worst`` to ``best``."""
    node: dict[str, Any] = {"@type": "AggregateRating", "ratingValue": value}
    if best is not None:
        node["bestRating"] = best
    if worst is not None:
        node["worstRating"] = worst
    node["ratingCount"] = count
    if reviews is not None:
        node["reviewCount"] = reviews
    return node


def rating_rows(value: Any, note: Note) -> dict[str, Any]:
    """The ``rating`` and the ``aspects`` that ``reviewRating`` says."""
    row: dict[str, Any] = {}
    aspects = []
    for part in listed(value):
        node = bare(part) if isinstance(part, Mapping) else {"ratingValue": part}
        path = "aspects" if "reviewAspect" in node else "rating"
        left_out(node, _KNOWN if path == "aspects" else _KNOWN - {"ratingExplanation"}, path, note)
        # A literal of JSON-LD is no rating but the value of one.
        rating = _rating({"ratingValue": node["@value"]} if "@value" in node else node, path, note)
        if path == "rating":
            if rating is not None and "rating" in row:
                note(path, "repaired", "the first of several ratings taken")
            elif rating is not None:
                row["rating"] = rating
            continue
        aspect: dict[str, Any] = {}
        if (name := line(node["reviewAspect"], "aspects.name", note)) is not None:
            aspect["name"] = name
        if rating is not None:
            aspect["rating"] = rating
        if "ratingExplanation" in node and (why := text(node["ratingExplanation"], "aspects.text", note)) is not None:
            aspect["text"] = why
        if "name" in aspect and "rating" in aspect:
            aspects.append(aspect)
        else:
            note(path, "repaired", "left out, as it has no name or no rating")
    if aspects:
        row["aspects"] = aspects
    return row


def _rating(node: Mapping[str, Any], path: str, note: Note) -> dict[str, Any] | None:
    path = "aspects.rating" if path == "aspects" else path
    value = one(node.get("ratingValue"), f"{path}.value", note)
    if value is None or (isinstance(value, str) and (not value.strip() or is_nothing(value))):
        note(path, "repaired", "left out, as it has no ratingValue")
        return None
    row: dict[str, Any] = {}
    part = score(value) if isinstance(value, str) else None
    label = node.get("alternateName")
    best, worst = node.get("bestRating"), node.get("worstRating")
    if part is None:
        row["value"] = number(value, f"{path}.value", note)
    else:
        # What stands in the value is the scale of that value, whatever the other two say.
        for key, given, stated in (("bestRating", best, part.best), ("worstRating", worst, part.worst)):
            if stated is not None and key in node and _plain(given) != stated:
                note(path, "repaired", f"{key} left out, as ratingValue states a scale of its own")
        best = best if part.best is None else part.best
        worst = worst if part.worst is None else part.worst
        note(f"{path}.value", "repaired", part.how)
        row["value"] = part.value
        label = value.strip() if label is None else label
    if best is not None and (best := number(best, f"{path}.best", note)) is not None:
        row["best"] = best
    if worst is not None and (worst := number(worst, f"{path}.worst", note)) is not None:
        row["worst"] = worst
    if part is None and _repeats(row, node):
        note(f"{path}.best", "repaired", "left out, as it repeats the value beside a count of 1")
        del row["best"]
    if label is not None and (label := line(label, f"{path}.label", note)) is not None:
        row["label"] = label
    return row


def _repeats(row: dict[str, Any], node: Mapping[str, Any]) -> bool:
    """Whether ``bestRating`` is the value once more and no end of a scale.

    Five of five is a verdict as good as any. But a plugin of old wrote the value into ``bestRating``, and beside it a
    ``ratingCount`` of 1, which is no property of a Rating: that alone shows it.
    """
    if isinstance(row["value"], bool) or "best" not in row or row["value"] != row["best"]:
        return False
    return any(_plain(one(node.get(name), "", untold)) == 1 for name in ("ratingCount", "reviewCount"))


def _plain(value: Any) -> Any:
    """``value`` as a number where it is text that says one, told by whoever asks."""
    return number(value, "", untold)


def notes_node(statements: list[str]) -> dict[str, Any]:
    """Statements as the ``ItemList`` that Google asks for
    (https://developers.google.com/search/docs/appearance/structured-data/product-snippet)."""
    return {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": statement}
            for position, statement in enumerate(statements, 1)
        ],
    }


def notes_row(value: Any, path: str, note: Note) -> list[Any]:
    """The statements of an ``ItemList``, of ``ListItem``\\ s or of texts, by their positions where all have one."""
    values = listed(value)
    flat: list[Any] = []
    for part in values:
        node = bare(part) if isinstance(part, Mapping) else {}
        if "itemListElement" in node:
            left_out(node, {"itemListElement"}, path, note)
            flat += listed(node["itemListElement"])
        else:
            flat.append(part)
    nodes = [bare(part) for part in flat if isinstance(part, Mapping)]
    if nodes and len(nodes) == len(flat):
        places = [_plain(node.get("position")) for node in nodes]
        if all(isinstance(place, int) for place in places):
            nodes = [node for _, node in sorted(zip(places, nodes, strict=True), key=lambda pair: pair[0])]
        flat = list(nodes)
    statements = (_statement(part, path, note) for part in flat)
    return [statement for statement in statements if statement is not None]


def _statement(value: Any, path: str, note: Note) -> Any:
    if isinstance(value, Mapping) and "@value" not in value:
        said = value.get("name", value.get("item", value.get("text")))
        left_out(value, {"position", "name" if "name" in value else "item" if "item" in value else "text"}, path, note)
        if said is None:
            note(path, "repaired", "a statement without words left out")
            return None
        return line(said, path, note)
    return line(value, path, note)
