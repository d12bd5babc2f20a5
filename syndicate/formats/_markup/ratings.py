"""A rating as people read it: in stars, in the words of its source, in ours; its numbers marked."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from syndicate.formats._markup.marks import Marks, element, escape
from syndicate.formats._markup.voice import Voice, our_attributes
from syndicate.schemaorg.untyped import as_text
from syndicate.schemaorg.values import listed
from syndicate.words import counted, shown_number, stars
from syndicate.words import number as number_of

__all__ = ["aggregate", "rating_line", "rating_parts", "verdict"]

_PLACE = re.compile(r"\{(\w+)\}")


def verdict(at: Voice, rating: Mapping[str, Any], node: Mapping[str, Any]) -> str:
    verdict: Mapping[str, Any] = next(
        (part for part in listed(node.get("reviewRating")) if "reviewAspect" not in part), {}
    )
    scope = at.marks.scope("reviewRating", verdict, css="rating")
    return f"<p{scope}>{rating_parts(at, rating, verdict)}</p>"


def aggregate(at: Voice, node: Mapping[str, Any]) -> str:
    """The mean of several ratings, and of how many."""
    marks = at.marks
    rating = {"value": node["ratingValue"]}
    rating |= {key: node[name] for key, name in (("best", "bestRating"), ("worst", "worstRating")) if name in node}
    inner = rating_parts(at, rating, node, value="p-average", shown={"ratingCount"})
    count = node["ratingCount"]
    said = marks.text("span", "ratingCount", count, counted(count, "ratings", at.language), mf="p-votes")
    inner += f' · <span class="count"{at.ours}>{said}</span>'
    return f"<p{marks.scope('aggregateRating', node, css='aggregate')}>{inner}</p>"


def rating_parts(
    at: Voice,
    rating: Mapping[str, Any],
    node: Mapping[str, Any],
    *,
    value: str = "p-rating",
    shown: Collection[str] = (),
) -> str:
    """The rating in stars, in the source's own words, and in ours with its numbers marked."""
    marks = at.marks
    best = rating.get("best")
    named = _worded(rating)
    said = stars(rating["value"], best)
    out = f'<span class="stars" aria-hidden="true">{said}</span> ' if said else ""
    seen = {"ratingValue", *shown}
    if named:
        out += marks.text("bdi", "alternateName", rating["label"], css="value") + " · "
        seen.add("alternateName")
    number = shown_number(rating["value"], at.language)
    if best is not None:
        form, parts = at.words["of"], {
            "value": marks.text("span", "ratingValue", rating["value"], number, mf=value),
            "best": marks.text("span", "bestRating", best, shown_number(best, at.language), mf="p-best"),
        }  # fmt: skip
        seen.add("bestRating")
    else:
        form = "{value}" if named else at.words["rating"]
        parts = {"value": marks.text("span", "ratingValue", rating["value"], number, mf=value)}
    css = "scale" if named or best is None else "value"
    filled = _PLACE.sub(lambda found: parts[found[1]], escape(form, quote=False))
    out += f'<data class="{css}" value="{number_of(rating["value"])}"{at.ours}>{filled}</data>'
    if "worst" in rating:
        out += marks.data(as_text(rating["worst"]), "p-worst")
    return out + marks.rest(node, seen)


def rating_line(rating: Mapping[str, Any], language: str | None, around: str | None) -> str:
    """A rating as a paragraph in a list in ``language``, within a text in the language ``around``."""
    at = Voice(Marks(()), language, 2)
    at.ours = our_attributes(around, language)
    return element("p", rating_parts(at, rating, {}), "rating")


def _worded(rating: Mapping[str, Any]) -> bool:
    """Whether the source's own way of writing the rating is a word or a letter, and so says it better than a number."""
    return any(character.isalpha() for character in rating.get("label", ""))
