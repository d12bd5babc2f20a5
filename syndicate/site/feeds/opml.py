"""``feeds/index.opml``: all feeds, for a reader to subscribe to at once (OPML 2.0, http://opml.org/spec2.opml)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from syndicate.settings import Site

__all__ = ["OPML", "Subscription", "opml"]

OPML = "feeds/index.opml"
"""Where it is in the published folder."""


class Subscription(NamedTuple):
    """A feed that is listed."""

    kind: str
    """What it is one of: ``author``, ``tag`` ...; empty for the feed of everything."""
    title: str
    url: str
    language: str | None


def opml(site: Site, feeds: Sequence[Subscription]) -> bytes:
    """The document: the feed of everything, then a folder for each sort. It says no date: the same feeds give the same
    bytes."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = site.name
    body = etree.SubElement(root, "body")
    for kind, of in itertools.groupby(feeds, key=lambda feed: feed.kind):
        folder = etree.SubElement(body, "outline", text=kind) if kind else body
        for feed in of:
            said = {"type": "rss", "text": feed.title, "title": feed.title, "xmlUrl": feed.url}
            if site.base is not None:
                said["htmlUrl"] = site.base
            if feed.language is not None:
                said["language"] = feed.language
            etree.SubElement(folder, "outline", said)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
