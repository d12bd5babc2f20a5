"""The data of a site: JSON-LD, feeds of the newest 50, an export of which each record is validated. Ours, and a program
that anybody would write with the same models.

    python benchmarks/site.py [REVIEWS] [--slow REVIEWS]

**plain** reads the lines with ``json``, validates them with the models, writes canonical records and JSON-LD with
``json``, checks each record by the published JSON Schema with jsonschema-rs, and makes RSS and Atom of the newest 50
with feedgen and a JSON Feed with ``json``. **plain, jsonschema** is the same with jsonschema in place of jsonschema-rs,
run on fewer reviews since it takes so long. **ours** is ``syndicate build`` without pages and ``syndicate convert`` to
JSON-LD, one after the other: the build also counts the ratings of every item, finds duplicates and what has left, and
writes a manifest with sums and compressed parts, which the plain program does not.

Records and nodes are compared value by value, feeds by the ids of their entries. Both run in one process in turn, on
one core; times are of the processor, and medians.
"""

from __future__ import annotations

import gzip
import heapq
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
from feedgen.feed import FeedGenerator
from lxml import etree
from plain_jsonld import plain_node
from reviews import SETTINGS, write_jsonl

import syndicate
from syndicate.models import Review
from syndicate.schemas import schema

_TURNS = 3
_NEWEST = 50
_ATOM = "{http://www.w3.org/2005/Atom}"


def ours(folder: Path, out: Path) -> None:
    """A build, and a conversion."""
    syndicate.build(out, config=folder / "syndicate.toml", now="2026-01-01T00:00:00Z")
    syndicate.write(syndicate.read(folder / "reviews.jsonl"), out / "reviews.jsonld", "jsonld")


def plain(folder: Path, out: Path, *, rust: bool) -> None:
    """The program of a good programmer, in one function."""
    out.mkdir(parents=True, exist_ok=True)
    said = schema("review")
    valid: Callable[[Any], bool] = (
        jsonschema_rs.validator_for(said).is_valid if rust else jsonschema.Draft202012Validator(said).is_valid
    )
    newest: list[tuple[str, int, dict[str, Any]]] = []
    with (
        (folder / "reviews.jsonl").open("rb") as lines,
        (out / "export.jsonl").open("w", encoding="utf-8") as export,
        (out / "reviews.jsonld").open("w", encoding="utf-8") as nodes,
    ):
        nodes.write('{"@context":"https://schema.org","@graph":[\n')
        start = ""
        for line in lines:
            record = Review.model_validate(json.loads(line)).model_dump(mode="json", exclude_defaults=True)
            if not valid(record):
                raise ValueError(record["id"])
            export.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
            nodes.write(start + json.dumps(plain_node(record), ensure_ascii=False))
            start = ",\n"
            heapq.heappush(newest, (record["published"], -int(record["id"].rpartition(":")[2]), record))
            if len(newest) > _NEWEST:
                heapq.heappop(newest)
        nodes.write("\n]}\n")
    _feeds(out / "feeds", [record for _, _, record in sorted(newest, reverse=True)])


def _feeds(out: Path, newest: list[dict[str, Any]]) -> None:
    out.mkdir(exist_ok=True)
    feed = FeedGenerator()
    feed.id("https://shop.example/")
    feed.title("Reviews")
    feed.link(href="https://shop.example/", rel="alternate")
    feed.description("Reviews")
    items = []
    for record in newest:
        entry = feed.add_entry(order="append")
        entry.id(record["id"])
        entry.title(record["title"])
        entry.link(href=record["url"], rel="alternate")
        entry.author({"name": record["authors"][0]["name"]})
        entry.published(record["published"])
        entry.updated(record["published"])
        entry.summary(record["summary"])
        content = "".join(f"<p>{part}</p>" for part in record["body"]["value"].split("\n\n"))
        entry.content(content, type="html")
        items.append({"id": record["id"], "url": record["url"], "title": record["title"], "content_html": content,
                      "date_published": record["published"]})  # fmt: skip
    feed.atom_file(str(out / "reviews.atom"))
    feed.rss_file(str(out / "reviews.rss"))
    (out / "reviews.feed.json").write_text(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Reviews", "items": items})
    )


def _records(out: Path) -> dict[str, Any]:
    """The exported records by id, as ours and as the plain program write them."""
    packed = sorted((out / "export" / "full").glob("*.jsonl.gz"))
    text = b"".join(gzip.decompress(part.read_bytes()) for part in packed) or (out / "export.jsonl").read_bytes()
    return {record["id"]: record for record in map(json.loads, text.splitlines())}


def _nodes(out: Path) -> dict[str, Any]:
    document = json.loads((out / "reviews.jsonld").read_text(encoding="utf-8"))
    return {node["@id"]: node for node in document["@graph"]}


def _entries(out: Path) -> list[set[str | None]]:
    atom, rss, feed = (out / "feeds" / f"reviews.{form}" for form in ("atom", "rss", "feed.json"))
    return [
        {entry.findtext(f"{_ATOM}id") for entry in etree.parse(atom).iter(f"{_ATOM}entry")},
        {item.findtext("guid") for item in etree.parse(rss).iter("item")},
        {item["id"] for item in json.loads(feed.read_text(encoding="utf-8"))["items"]},
    ]


def _compare(first: Path, second: Path) -> None:
    for what in (_records, _nodes, _entries):
        mine, theirs = what(first), what(second)
        if mine != theirs:
            sys.exit(f"not the same {what.__name__[1:]}")


def measure(count: int, ways: dict[str, Callable[[Path, Path], None]]) -> dict[str, float]:
    """Microseconds of the processor per review, medians of some turns; what comes out is compared."""
    times: dict[str, list[float]] = {way: [] for way in ways}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_jsonl(folder / "reviews.jsonl", count)
        (folder / "syndicate.toml").write_text(SETTINGS)
        for turn in range(_TURNS):
            for way, run in ways.items():
                begun = time.process_time()
                run(folder, folder / f"{way}-{turn}")
                times[way].append(time.process_time() - begun)
            if not turn:
                first, second = ways
                _compare(folder / f"{first}-0", folder / f"{second}-0")
    taken = {way: statistics.median(some) / count * 1e6 for way, some in times.items()}
    print(f"{count:,} reviews")
    for way, micros in taken.items():
        print(f"{way:18}{micros:8.0f} µs a review{micros / taken['ours']:7.1f} times ours")
    return taken


def main(count: int, slow: int) -> None:
    """Prints two tables."""
    many = measure(count, {"ours": ours, "plain": partial(plain, rust=True)})
    few = measure(slow, {"ours": ours, "plain, jsonschema": partial(plain, rust=False)})
    # What a build does once, whatever the number of reviews, is told apart so: it is most of ours of few.
    ratio = few["plain, jsonschema"] / many["ours"]
    print(f"plain, jsonschema, of {slow:,} beside ours of {count:,}: {ratio:.1f} times")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    few = int(arguments.pop(arguments.index("--slow") + 1)) if "--slow" in arguments else 2_000
    numbers = [int(argument) for argument in arguments if argument.isdigit()]
    main(numbers[0] if numbers else 50_000, few)
