"""FE520: a rating outside of its scale in a feed."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import Entry, Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, json_feed, rss
from syndicate.check.rules._feeds import of_entries, ratings
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(_: Feed, entry: Entry) -> Iterator[Hit]:
    for one in ratings(entry):
        if one.best is not None and one.value > max(one.best, one.worst or 0):
            yield Hit(one.path, f"{one.where} is {one.value:g}, above the best, {one.best:g}")
        elif one.worst is not None and one.value < min(one.worst, one.best or one.worst):
            yield Hit(one.path, f"{one.where} is {one.value:g}, below the worst, {one.worst:g}")


RULE = Rule(
    code="FE520",
    name="rating-off-its-scale-in-feed",
    severity="error",
    types=(),
    kinds=("feed",),
    source="https://schema.org/Rating",
    read=READ,
    why="The rating of this entry lies outside of the scale that it says. Who reads it refuses it, or shows "
    "stars that nobody gave.",
    mend="Correct the rating, or the scale.",
    check=of_entries(_check),
    good=(
        feed(
            atom(
                more="<schema:reviewRating><schema:ratingValue>4</schema:ratingValue><schema:bestRating>5</schema:bestRating><schema:worstRating>1</schema:worstRating></schema:reviewRating>"
            )
        ),
        feed(json_feed({"_review": {"rating": {"value": 88, "best": 100, "worst": 0}}})),
        feed(rss(more="<letterboxd:memberRating>0.5</letterboxd:memberRating>")),
    ),
    bad=(
        feed(
            atom(
                more="<schema:reviewRating><schema:ratingValue>8</schema:ratingValue><schema:bestRating>5</schema:bestRating></schema:reviewRating>"
            ),
            at="entry[0].reviewRating",
        ),
        feed(json_feed({"_review": {"rating": {"value": 0, "best": 5, "worst": 1}}}), at="items[0]._review.rating"),
        feed(rss(more="<letterboxd:memberRating>7</letterboxd:memberRating>"), at="item[0].memberRating"),
    ),
)
