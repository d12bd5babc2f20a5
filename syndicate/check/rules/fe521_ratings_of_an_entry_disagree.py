"""FE521: ratings of one entry that disagree."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import Entry, Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._feed_texts import atom, json_feed, rss
from syndicate.check.rules._feeds import Rated, of_entries, ratings
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(_: Feed, entry: Entry) -> Iterator[Hit]:
    said = ratings(entry)
    for other in said[1:]:
        one = said[0]
        same = one.best is None or other.best is None or one.best == other.best
        if same and abs(one.value - other.value) > _ROUNDED.get(other.path.rpartition(".")[2], 0.001):
            yield Hit(other.path, f"{one.where} is {one.value:g}, and {other.where} {_are(other)} {other.value:g}")
            break


_ROUNDED = {"title": 0.3}
"""Stars in a title are whole or half."""


def _are(other: Rated) -> str:
    return "are" if other.where.startswith("the stars") else "is"


RULE = Rule(
    code="FE521",
    name="ratings-of-an-entry-disagree",
    severity="error",
    types=(),
    kinds=("feed",),
    source="https://microformats.org/wiki/h-review",
    read=READ,
    why="An entry says its rating in several ways, for people and for programs, and they are not the same. "
    "One of them is not what the reviewer gave.",
    mend="Make all of them of the one rating.",
    check=of_entries(_check),
    good=(
        feed(
            atom(
                more="<schema:reviewRating><schema:ratingValue>4</schema:ratingValue><schema:bestRating>5</schema:bestRating></schema:reviewRating>"
            ).replace("The Fog Bell", "The Fog Bell ★★★★")
        ),
        feed(rss("<item><title>Fog, 2023 - ★★★½</title></item>")),
        feed(rss("<item><title>Fog, 2023 - ★★★½</title><letterboxd:memberRating>3.5</letterboxd:memberRating></item>")),
        feed(
            json_feed(
                {
                    "title": "Fog ★★★★★",
                    "_review": {"rating": {"value": 8.5, "best": 10}},
                    "content_html": "<div class='h-review'><data class='p-rating' value='8.5'>8,5</data></div>",
                }
            )
        ),
    ),
    bad=(
        feed(
            rss("<item><title>Fog, 2023 - ★★★½</title><letterboxd:memberRating>4.5</letterboxd:memberRating></item>"),
            at="item[0].title",
        ),
        feed(
            json_feed(
                {
                    "_review": {"rating": {"value": 4, "best": 5}},
                    "content_html": "<div class='h-review'><data class='p-rating' value='3'>3</data></div>",
                }
            ),
            at="items[0].content_html",
        ),
        feed(
            atom(
                "<entry><title>Fog ★★</title><schema:reviewRating><schema:ratingValue>4</schema:ratingValue>"
                "<schema:bestRating>5</schema:bestRating></schema:reviewRating></entry>"
            ),
            at="entry[0].title",
        ),
    ),
)
