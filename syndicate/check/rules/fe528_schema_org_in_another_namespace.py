"""FE528: schema.org in a namespace that is not its own."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._feed import SCHEMA, Feed
from syndicate.check._rule import Hit, Rule, feed
from syndicate.check.rules._contexts import SCHEMA_ORG
from syndicate.check.rules._feed_texts import atom, rss
from syndicate.check.rules._feeds import of_feed
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(feed: Feed) -> Iterator[Hit]:
    if feed.root is None:
        return
    for prefix, uri in sorted((prefix or "", uri) for prefix, uri in feed.root.nsmap.items()):
        if SCHEMA_ORG.fullmatch(uri) and f"{{{uri}}}" != SCHEMA:
            yield Hit("", f"the namespace {prefix or 'without a prefix'} is {shown(uri, 60)}")


RULE = Rule(
    code="FE528",
    name="schema-org-in-another-namespace",
    severity="note",
    types=(),
    kinds=("feed",),
    source="https://schema.org/docs/faq.html#19",
    read=READ,
    why="Elements of schema.org in a feed are known by their namespace, https://schema.org/. In any other, "
    "what they say of the rating and of what was reviewed is not found.",
    mend='Write xmlns:schema="https://schema.org/".',
    check=of_feed(_check),
    good=(
        feed(rss()),
        feed(atom()),
    ),
    bad=(
        feed(rss().replace("https://schema.org/", "http://schema.org/"), at=""),
        feed(atom().replace('"https://schema.org/"', '"https://schema.org"'), at=""),
    ),
)
