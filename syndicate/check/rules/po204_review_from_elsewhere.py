"""PO204: a review that stood on another site first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._page import host_of
from syndicate.check._rule import Hit, Rule, node, record
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.check.rules._parties import platform_in, same_site, site_of, text_of
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._sources import POLICIES, READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if not counts_for_search(subject) or not subject.has("reviewRating"):
        return
    host = site_of(subject)
    for name in ("isBasedOn", "url") if host else ():
        for path, value in subject.each(name):
            said = value.get("url") or value.get("@id") if isinstance(value, Mapping) else value
            other = host_of(said) if isinstance(said, str) else ""
            if other and not same_site(host, other):
                yield Hit(path, f"the review is one of {other}, and stands on {host}")
                return
    for name in ("publisher", "author"):
        for path, value in subject.each(name):
            if platform_in(text_of(value), host):
                yield Hit(path, f"the {name} of the review is {shown(text_of(value), 60)}: it is one of another site")
                return
    if subject.record is not None:
        yield from _recorded(subject.record.get("provenance", {}))


def _recorded(provenance: Mapping[str, object]) -> Iterator[Hit]:
    origin = provenance.get("origin")
    if isinstance(origin, Mapping) and origin.get("syndicated_from"):
        yield Hit("", f"the review was taken over from {shown(origin['syndicated_from'], 60)}")


_RECORD = {
    "id": "tag:example.org,2024:1",
    "url": "https://film-log.example/fog",
    "item": {"type": "Movie", "name": "The Fog Bell"},
    "rating": {"value": 3},
}

RULE = Rule(
    code="PO204",
    name="review-from-elsewhere",
    severity="warning",
    types=("Review",),
    result="review",
    source=POLICIES,
    read=READ,
    why=(
        "Google asks that what a page marks up is its own or its users' own. A review that was taken over from "
        "another site may stand there for people, with a link to it; its stars belong to the site that it came from."
    ),
    mend="Take reviewRating out of the markup of what was taken over, and do not count it in the mean.",
    check=_check,
    good=(
        node(with_(REVIEW_NODE, url="https://m.film-log.example/fog"), url="https://film-log.example/fog"),
        node(with_(REVIEW_NODE, url="https://tidewater.example/fog")),
        node(with_(REVIEW_NODE, publisher={"@type": "Organization", "name": "Amazon Watch"})),
        node(with_(REVIEW_NODE, publisher="Letterboxd"), url="https://letterboxd.com/ada/film/fog"),
        record(_RECORD),
    ),
    bad=(
        node(
            with_(REVIEW_NODE, isBasedOn="https://tidewater.example/fog"),
            url="https://film-log.example/fog",
            at="isBasedOn",
        ),
        node(with_(REVIEW_NODE, url="https://tidewater.example/fog"), url="https://film-log.example/fog", at="url"),
        node(with_(REVIEW_NODE, author={"@type": "Person", "name": "A Google user"}), at="author"),
        node(with_(REVIEW_NODE, publisher={"@type": "Organization", "name": "Yelp Inc."}), at="publisher"),
        record({**_RECORD, "provenance": {"origin": {"syndicated_from": "Tidewater Reviews"}}}, at=""),
    ),
)
