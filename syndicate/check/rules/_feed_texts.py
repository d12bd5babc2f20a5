"""Feeds that examples begin with, each without fault."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["atom", "json_feed", "rss"]

_ENTRY = (
    "<entry><id>tag:example.org,2020:fog</id><title>The Fog Bell</title><updated>2024-03-01T10:00:00Z</updated>"
    '<link href="https://example.org/fog"/><content type="html">&lt;p&gt;It begins in fog.&lt;/p&gt;</content>{more}'
    "</entry>"
)
_ITEM = (
    '<item><guid isPermaLink="false">tag:example.org,2020:fog</guid><title>The Fog Bell</title>'
    "<link>https://example.org/fog</link><pubDate>Fri, 01 Mar 2024 10:00:00 +0000</pubDate>"
    "<description>&lt;p&gt;It begins in fog.&lt;/p&gt;</description>{more}</item>"
)


def atom(entry: str | None = None, *, more: str = "", head: str | None = None) -> str:
    """An Atom feed with one entry: ``entry`` in place of it, ``more`` within it, ``head`` before it."""
    own = (
        "<id>tag:example.org,2020:feed</id><title>Fog Reviews</title><updated>2024-03-01T10:00:00Z</updated>"
        "<author><name>Ada Example</name></author>"
        '<link rel="self" href="https://example.org/feed.atom"/><link href="https://example.org/"/>'
    )
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:schema="https://schema.org/" '
        'xmlns:letterboxd="https://letterboxd.com">'
        f"{own if head is None else head}{_ENTRY.format(more=more) if entry is None else entry}</feed>"
    )


def rss(item: str | None = None, *, more: str = "", head: str | None = None) -> str:
    """The same in RSS 2.0."""
    own = (
        "<title>Fog Reviews</title><link>https://example.org/</link><description>Reviews of fog.</description>"
        '<atom:link rel="self" href="https://example.org/feed.rss"/>'
    )
    return (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:schema="https://schema.org/" '
        'xmlns:letterboxd="https://letterboxd.com"><channel>'
        f"{own if head is None else head}{_ITEM.format(more=more) if item is None else item}</channel></rss>"
    )


def json_feed(item: dict[str, Any] | None = None, **head: Any) -> str:
    """The same in JSON Feed 1.1: ``item`` has other values of its item, ``head`` of the feed; None leaves one out."""
    own = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Fog Reviews",
        "home_page_url": "https://example.org/",
        "feed_url": "https://example.org/feed.json",
        "items": [
            _filled(
                {
                    "id": "tag:example.org,2020:fog",
                    "url": "https://example.org/fog",
                    "title": "The Fog Bell",
                    "date_published": "2024-03-01T10:00:00Z",
                    "content_html": "<p>It begins in fog.</p>",
                },
                item or {},
            )
        ],
    }
    return json.dumps(_filled(own, head))


def _filled(values: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**values, **others}.items() if value is not None}
