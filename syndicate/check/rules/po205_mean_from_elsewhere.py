"""PO205: a mean of ratings that another site gathered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from syndicate.check._page import host_of
from syndicate.check._rule import Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._nodes import AGGREGATE_NODE, with_
from syndicate.check.rules._parties import platform_in, same_site, text_of
from syndicate.check.rules._reviews import counts_for_search
from syndicate.check.rules._sources import AGAIN, REVIEW
from syndicate.ledger import shown

__all__ = ["RULE"]

_WHERE = ("url", "sameAs", "isBasedOn", "mainEntityOfPage")
_WHO = ("author", "publisher", "provider", "sourceOrganization", "name", "alternateName", "description")


def _check(subject: Subject) -> Iterator[Hit]:
    if not counts_for_search(subject):
        return
    host = subject.page.host
    for name in _WHERE if host else ():
        for path, value in subject.each(name):
            said = value.get("url") or value.get("@id") if isinstance(value, Mapping) else value
            other = host_of(said) if isinstance(said, str) else ""
            if other and not same_site(host, other):
                yield Hit(path, f"the mean is one of {other}, and stands on {host}")
                return
    for name in _WHO:
        for path, value in subject.each(name):
            said = text_of(value)
            if platform := platform_in(said, host):
                yield Hit(path, f"the mean is one of {platform}: its {name} is {shown(said, 60)}")
                return


RULE = Rule(
    code="PO205",
    name="mean-from-elsewhere",
    severity="warning",
    types=("AggregateRating",),
    result="review",
    source=REVIEW,
    read=AGAIN,
    why=(
        "Google forbids the markup of ratings that other sites gathered: a page may give the mean of its own users' "
        "ratings alone. Who copies that of another site risks all rich results of the site."
    ),
    mend="Take the mean out of the markup. People may go on seeing it, with a link to the site that it is of.",
    check=_check,
    good=(
        node(AGGREGATE_NODE, url="https://film-log.example/fog"),
        node(with_(AGGREGATE_NODE, url="https://film-log.example/fog#r"), url="https://www.film-log.example/fog"),
        node(with_(AGGREGATE_NODE, name="Ratings of our readers")),
        node(with_(AGGREGATE_NODE, author={"@type": "Organization", "name": "IMDb"}), url="https://www.imdb.com/x"),
    ),
    bad=(
        node(with_(AGGREGATE_NODE, name="IMDb rating"), at="name"),
        node(with_(AGGREGATE_NODE, author={"@type": "Organization", "name": "Google"}), at="author"),
        node(with_(AGGREGATE_NODE, url="https://tidewater.example/fog"), url="https://film-log.example/fog", at="url"),
    ),
)
