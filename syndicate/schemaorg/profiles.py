"""Markup of pages: the syntaxes that there are, and how much of a record it says: all that schema.org can hold, or
what search engines are best given.

``full`` is the node as it is. ``search`` leaves out what may cost a rich result
(https://developers.google.com/search/docs/appearance/structured-data/review-snippet and product-snippet there, read
2026-07-08):

- the ratings of parts: a review is shown with one ``reviewRating``, and of several a search engine takes any;
- statements for and against where there is but one in all: two are asked for, and one alone is an error.

What is true of the verdict stays as it is; no value is changed or made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, get_args

from syndicate.schemaorg.values import listed, single

__all__ = ["SYNTAXES", "AnySyntax", "Profile", "Syntax", "left_by_search", "profiled"]

Syntax: TypeAlias = Literal["microdata", "rdfa", "microformats"]
"""A syntax of machine-readable values in HTML that people read."""

AnySyntax: TypeAlias = Literal["jsonld", "microdata", "rdfa", "microformats"]
"""A syntax of markup in pages; ``jsonld`` is a script that nobody sees."""

SYNTAXES: tuple[AnySyntax, ...] = get_args(AnySyntax)
"""All of them, the default first."""

Profile: TypeAlias = Literal["full", "search"]
"""How much of a record its markup says."""

_FEWEST = 2


def profiled(node: Mapping[str, Any], profile: Profile) -> dict[str, Any]:
    """The node of a review as a profile has it; a new one, which shares its values with ``node``."""
    made = dict(node)
    if profile == "search":
        for path in left_by_search(node):
            if path == "aspects":
                verdict = [part for part in listed(node["reviewRating"]) if "reviewAspect" not in part]
                if verdict:
                    made["reviewRating"] = single(verdict)
                else:
                    del made["reviewRating"]
            else:
                del made["positiveNotes" if path == "pros" else "negativeNotes"]
    return made


def left_by_search(node: Mapping[str, Any]) -> list[str]:
    """The paths of the record that the profile ``search`` leaves out of the node of a review."""
    left = []
    if any(isinstance(part, Mapping) and "reviewAspect" in part for part in listed(node.get("reviewRating"))):
        left.append("aspects")
    notes = {"pros": node.get("positiveNotes"), "cons": node.get("negativeNotes")}
    if sum(len(listed(value["itemListElement"])) for value in notes.values() if value) < _FEWEST:
        left += [path for path, value in notes.items() if value]
    return left
