"""Template tags: ``{% review_script review %}`` in the head of a page, ``{% review_markup review %}`` in its body."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from syndicate import Review, script_tag
from syndicate.markup import markup

register = template.Library()


@register.simple_tag
def review_script(review: Review, nonce: str | None = None) -> str:
    """The JSON-LD of a review in its ``script`` element."""
    return script_tag(review, nonce)


@register.simple_tag
def review_markup(reviews: Review | Iterable[Review], syntax: str = "microformats", level: int = 2) -> str:
    """A review, or several of one item with the mean of their ratings, as HTML that people read."""
    return markup(reviews, syntax, level=level)
