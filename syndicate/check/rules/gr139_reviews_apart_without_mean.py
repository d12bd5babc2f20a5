"""GR139: several reviews of one thing, each for itself, and no mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import AGGREGATE_NODE, REVIEW_NODE, with_
from syndicate.check.rules._reviews import counts_for_search, item_key
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    groups: dict[tuple[str, tuple[str, str]], list[Subject]] = {}
    means: set[tuple[str, tuple[str, str]]] = set()
    for one in subject.page.nodes:
        mean = one.is_a("AggregateRating")
        if not counts_for_search(one) or not (mean or (one.is_a("Review") and one.has("itemReviewed"))):
            continue
        item = one.item
        key = item_key(item)
        if key is None or item is None:
            continue
        if mean or (isinstance(item.value, Mapping) and "aggregateRating" in item.value):
            means.add((one.syntax, key))
        else:
            groups.setdefault((one.syntax, key), []).append(one)
    for group in groups:
        if len(groups[group]) > 1 and group not in means:
            yield Hit(
                groups[group][1].path,
                f"there are {len(groups[group])} reviews of {shown(group[1][1], 60)}, and no mean of them",
            )


RULE = Rule(
    code="GR139",
    name="reviews-apart-without-mean",
    severity="warning",
    types=(),
    result="review",
    kinds=("page", "jsonld"),
    source=REVIEW,
    read=AGAIN,
    why=(
        "Google asks for the mean of the ratings where a page has several reviews of one thing. Without it, it may "
        "show none of them."
    ),
    mend="Put the reviews into the markup of the thing, with an aggregateRating that the page shows too.",
    check=_check,
    good=(
        node({"@graph": [REVIEW_NODE, with_(REVIEW_NODE, itemReviewed={"@type": "Movie", "name": "Horn"})]}),
        node({"@graph": [REVIEW_NODE, REVIEW_NODE, AGGREGATE_NODE]}),
    ),
    bad=(
        node(
            {"@graph": [REVIEW_NODE, with_(REVIEW_NODE, author={"@type": "Person", "name": "Ben Sample"})]},
            at="@graph[1]",
        ),
    ),
)
