"""The reviews that benchmarks run on: seeded, of about 1.5 KB, as rich as real ones, some of their text not in ASCII.

    python benchmarks/reviews.py REVIEWS FILE.jsonl [text|markdown|html]

A quarter each is of films, things in a shop, books and restaurants; 5,000 items at most, so that items have many
reviews where there are many. Every one has an author, a rating, a title and tags; some have pros and cons, ratings of
parts, or what is known of where they come from. Keys stand in the order of the record, as any export of it has them.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["SETTINGS", "reviews", "write_jsonl"]

_TEXT = (
    "the a of and it with after under slow quiet bright kettle handle lamp evening second never always returned warm "
    "twice cheap loud señor schön naïve café weiß où слово вечер 東京 映画 λόγος"
)
_WORDS = _TEXT.split()
_ITEMS = 5000
_LANGUAGES = ("en", "en", "en", "de", "fr", "es")

SETTINGS = """
[site]
url = "https://shop.example/"
name = "Reviews"
tag = "shop.example,2020"
[build]
pages = false
prove = 0
check = 0
[feeds]
by = []
archive = "none"
[[source]]
path = "reviews.jsonl"
"""
"""A site of reviews.jsonl without pages: one feed, a site map, the export."""


def reviews(count: int, seed: int = 1, body: str = "text") -> Iterator[dict[str, Any]]:
    """So many reviews as plain values; ``body`` is ``text``, ``markdown`` or ``html``."""
    chance = random.Random(seed)
    for number in range(count):
        item = number * 7 % min(_ITEMS, max(count // 4, 1))
        record: dict[str, Any] = {
            "id": f"tag:shop.example,2020:{number:08}",
            "url": f"https://shop.example/reviews/{number}",
            "kind": "critic" if number % 9 == 0 else "user",
            "item": _item(item),
            "authors": [
                {"type": "Person", "name": f"Zoë {number % 977}", "url": f"https://shop.example/by/{number % 977}"}
            ],
            "title": f"{_said(chance, 4)} {number}".capitalize(),
            "summary": f"{_said(chance, 12)}.".capitalize(),
            "body": {"value": _body(chance, body), "format": body},
            "rating": {"value": chance.randint(1, 10) / 2, "best": 5, "worst": 0.5},
        }
        if record["rating"]["value"].is_integer():
            record["rating"]["value"] = int(record["rating"]["value"])
        if number % 5 == 0:
            record["aspects"] = [
                {"name": name, "rating": {"value": chance.randint(1, 5), "best": 5, "worst": 1}}
                for name in ("quality", "value")
            ]
        if number % 3 == 0:
            record["pros"] = [_said(chance, 3), _said(chance, 2)]
            record["cons"] = [_said(chance, 3)]
        record["language"] = _LANGUAGES[number % len(_LANGUAGES)]
        month, day, hour = number // 5 % 12 + 1, number % 28 + 1, number % 24
        record["published"] = f"{2012 + number % 12}-{month:02}-{day:02}T{hour:02}:{number % 60:02}:00Z"
        record["tags"] = ["evening", _WORDS[number % 20]]
        if number % 2:
            record["provenance"] = {
                "collection_method": "post_fulfillment",
                "verification": {"status": "verified", "method": "purchase"},
            }
        yield record


def write_jsonl(path: Path, count: int, seed: int = 1, body: str = "text") -> None:
    """The same as JSON Lines, written as Python's own ``json`` writes them."""
    with path.open("w", encoding="utf-8") as stream:
        for record in reviews(count, seed, body):
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def _item(number: int) -> dict[str, Any]:
    name, page = f"{_WORDS[number % 31].capitalize()} {number}", f"https://shop.example/things/{number}"
    match number % 4:
        case 0:
            return {
                "type": "Movie",
                "name": name,
                "same_as": [f"https://films.example/{number}"],
                "identifiers": [{"kind": "imdb", "value": f"tt{1000000 + number}"}],
                "date_published": str(1950 + number % 70),
                "genre": ["Drama"],
                "director": [{"type": "Person", "name": f"Ada Émile {number % 211}"}],
                "duration": "PT1H41M",
            }
        case 1:
            return {
                "type": "Product",
                "name": name,
                "url": page,
                "image": [f"{page}.jpg"],
                "identifiers": [{"kind": "sku", "value": f"S-{number}"}],
                "brand": f"Marke {number % 40}",
            }
        case 2:
            return {
                "type": "Book",
                "name": name,
                "url": page,
                "in_language": "en",
                "author": [{"type": "Person", "name": f"Bö Writer {number % 400}"}],
                "number_of_pages": 100 + number % 700,
            }
    return {
        "type": "Restaurant",
        "name": name,
        "url": page,
        "address": {"address_locality": "Zürich", "address_country": "CH"},
        "telephone": "+41 44 000 00 00",
    }


def _body(chance: random.Random, form: str) -> str:
    parts = [f"{_said(chance, 40)}.".capitalize() for _ in range(3)]
    if form == "html":
        return "".join(f"<p>{part}</p>" for part in parts)
    if form == "markdown":
        parts[1] = f"*{parts[1][:20].strip()}* {parts[1]} [more](https://shop.example/more)"
    return "\n\n".join(parts)


def _said(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))


if __name__ == "__main__":
    write_jsonl(Path(sys.argv[2]), int(sys.argv[1]), body=sys.argv[3] if len(sys.argv) > 3 else "text")
