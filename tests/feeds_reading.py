"""Feeds read by others: lxml for all that a document says, feedparser for what readers make of it."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lxml import etree, html

from syndicate.formats import atom, jsonfeed, rss
from syndicate.formats._base import WriteContext
from syndicate.models.record import validated
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone
from syndicate.settings import Site

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
SCHEMA = "{https://schema.org/}"
TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"

SITE = Site(
    url="https://example.org",
    name="Reviews & more",
    description="What we <saw>.",
    language="en",
    timezone="Europe/Berlin",
    tag="example.org,2020",
)


def review(number: int = 1, **fields: Any) -> Review:
    """A review with a date; ``fields`` in the record's own names."""
    fields.setdefault("published", "2024-05-31")
    fields.setdefault("item", {"type": "Movie", "name": "The Lighthouse"})
    made = validated({"id": f"tag:example.org,2020:reviews/{number}", **fields})
    assert isinstance(made, Review)
    return made


def context(format: str, site: Site | None = SITE, *, link: Any = None, **options: Any) -> WriteContext:
    """What a writer is given for a feed of ``format``; ``options`` are the format's."""
    kind = {"atom": atom.FORMAT, "jsonfeed": jsonfeed.FORMAT, "rss": rss.FORMAT}[format].options
    assert kind is not None
    return WriteContext(
        site=site, self_url=f"https://example.org/feeds/reviews.{format}", link=link, options=kind(**options)
    )


def written(format: str, records: Iterable[Review | Tombstone], ctx: WriteContext | None = None) -> bytes:
    """The bytes of a feed."""
    writer = {"atom": atom.write, "jsonfeed": jsonfeed.write, "rss": rss.write}[format]
    return b"".join(writer(records, ctx or context(format)))


def parsed(format: str, records: Iterable[Review | Tombstone], ctx: WriteContext | None = None) -> etree._Element:
    """The root of a feed, read by a parser that accepts nothing that is not well-formed."""
    return etree.fromstring(written(format, records, ctx), etree.XMLParser(huge_tree=True))


def entries(root: etree._Element) -> list[etree._Element]:
    """The entries or items of a feed, in their order."""
    return root.findall(f"{ATOM}entry") or root.findall("channel/item")


def content(entry: etree._Element) -> str | None:
    """The HTML that an entry shows in full."""
    return entry.findtext(f"{ATOM}content[@type='html']") or entry.findtext(f"{CONTENT}encoded") or entry.findtext(
        "description"
    )  # fmt: skip


def targets(markup: str) -> list[str]:
    """All URLs that HTML links to or shows."""
    return [link for _, _, link, _ in html.fromstring(markup).iterlinks()]


GENERAL = frozenset(
    ("type", "additional_types", "name", "url", "same_as", "image", "description", "identifiers", "key")
)
"""The fields that items of all types have, but for ``properties``."""


def said(entry: etree._Element) -> dict[str, Any]:
    """The record that an entry says, but for its body and for what only items of some types have.

    From its id, its categories and schema.org's elements, each looked for under its own name.
    """
    record: dict[str, Any] = {"id": entry.findtext(f"{ATOM}id") or entry.findtext("guid")}
    tags = [one.get("term") for one in entry.findall(f"{ATOM}category")]
    tags += [one.text for one in entry.findall("category")]
    record |= {"tags": tags} if tags else {}
    texts = {
        "url": "url", "name": "title", "abstract": "summary", "inLanguage": "language", "datePublished": "published",
        "dateModified": "modified", "license": "license",
    }  # fmt: skip
    lists = {"positiveNotes": "pros", "negativeNotes": "cons", "image": "images", "citation": "links"}
    record |= _texts(entry, texts) | _lists(entry, lists)
    kinds = {"CriticReview": "critic", "UserReview": "user", "EmployerReview": "employer",
             "Recommendation": "recommendation"}  # fmt: skip
    for one in entry.findall(f"{SCHEMA}additionalType"):
        record["kind"] = kinds[one.text or ""]
    authors = [_agent(one) for one in entry.findall(f"{SCHEMA}author")]
    record |= {"authors": authors} if authors else {}
    publisher = entry.find(f"{SCHEMA}publisher")
    record |= {} if publisher is None else {"publisher": _agent(publisher)}
    (item,) = entry.findall(f"{SCHEMA}itemReviewed")
    first, *more = item.get("type").split()
    record["item"] = {
        "type": first,
        **({"additional_types": more} if more else {}),
        **_texts(item, {"name": "name", "url": "url", "description": "description"}),
        **_lists(item, {"sameAs": "same_as", "image": "image"}),
    }
    identifiers = item.findall(f"{SCHEMA}identifier")
    kept = [{"kind": one.get("propertyID"), "value": one.text} for one in identifiers if one.get("propertyID")]
    record["item"] |= {"identifiers": kept} if kept else {}
    for one in identifiers:
        if one.get("propertyID") is None:
            record["item"]["key"] = one.text
    for rating in entry.findall(f"{SCHEMA}reviewRating"):
        name = rating.findtext(f"{SCHEMA}reviewAspect")
        if name is None:
            assert "rating" not in record
            record["rating"] = _rating(rating)
        else:
            text = _texts(rating, {"ratingExplanation": "text"})
            record.setdefault("aspects", []).append({"name": name, "rating": _rating(rating), **text})
    for comment in entry.findall(f"{SCHEMA}comment"):
        record["reply"] = _texts(comment, {"text": "text", "datePublished": "published", "url": "url"})
        for one in comment.findall(f"{SCHEMA}author"):
            record["reply"]["author"] = _agent(one)
    _beside(entry, record)
    return record


def _beside(entry: etree._Element, record: dict[str, Any]) -> None:
    """What schema.org has no words for, and where a review comes from."""
    found = [(one.get("propertyID"), one.text) for one in entry.findall(f"{SCHEMA}additionalProperty")]
    found += [("provenance.origin.url", one.text) for one in entry.findall(f"{SCHEMA}isBasedOn")]
    machine = {"https://schema.org/TrainedAlgorithmicMediaDigitalSource": "true"}
    sources = entry.findall(f"{SCHEMA}digitalSourceType")
    found += [("provenance.generated", machine.get(one.text or "", "false")) for one in sources]
    for path, text in found:
        assert path is not None
        *above, name = path.split(".")
        holder = record
        for step in above:
            holder = holder.setdefault(step, {})
        if path == "inferred" or name == "same_as":
            holder.setdefault(name, []).append(text)
        else:
            words = ("recommended", "spoiler", "snippet_only", "present", "conditional_on_sentiment", "generated")
            holder[name] = text == "true" if name in words else text


def general(record: dict[str, Any]) -> dict[str, Any]:
    """A record as plain values without its body, without what only items of some types have, and without a provenance
    that says nothing, for which there is no element."""
    item = {name: value for name, value in record["item"].items() if name in GENERAL}
    provenance = {name: value for name, value in record.get("provenance", {}).items() if value != {}}
    whole = {**record, "item": item, "provenance": provenance}
    return {name: value for name, value in whole.items() if name != "body" and value != {}}


def _texts(element: etree._Element, names: dict[str, str]) -> dict[str, Any]:
    found = {ours: element.findall(SCHEMA + theirs) for theirs, ours in names.items()}
    assert all(len(elements) <= 1 for elements in found.values())
    return {ours: elements[0].text for ours, elements in found.items() if elements}


def _lists(element: etree._Element, names: dict[str, str]) -> dict[str, Any]:
    found = {ours: [one.text for one in element.findall(SCHEMA + theirs)] for theirs, ours in names.items()}
    return {ours: values for ours, values in found.items() if values}


def _agent(element: etree._Element) -> dict[str, Any]:
    attributes = {"type": element.get("type"), "id": element.get("id")}
    return {
        **{name: value for name, value in attributes.items() if value is not None},
        **_texts(element, {"name": "name", "url": "url", "logo": "logo"}),
        **_lists(element, {"sameAs": "same_as"}),
    }


def _rating(element: etree._Element) -> dict[str, Any]:
    numbers = _texts(element, {"ratingValue": "value", "bestRating": "best", "worstRating": "worst"})
    assert not any("e" in digits.lower() for digits in numbers.values())
    return {ours: float(digits) for ours, digits in numbers.items()} | _texts(element, {"alternateName": "label"})


def moment(text: str) -> dt.datetime:
    """A date of RFC 3339 as feeds have it, without fractions."""
    assert "." not in text
    return dt.datetime.fromisoformat(text)


_SCRIPT = """
import sys
from feeds_reading import written
from full import full_reviews
sys.stdout.buffer.write(written(sys.argv[1], full_reviews()))
"""


def elsewhere(format: str, **environment: str) -> bytes:
    """The feed of the full reviews, written by another process with a changed environment."""
    root = Path(__file__).parent
    path = os.pathsep.join([str(root), str(root.parent)])
    env = {**os.environ, "PYTHONPATH": path, **environment}
    done = subprocess.run([sys.executable, "-c", _SCRIPT, format], env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
