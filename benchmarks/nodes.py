"""How long it takes to get the Review nodes out of a page: ours, and extruct's in both of the ways to call it.

    python benchmarks/nodes.py

The page is made here: an article of 50 KB with some 800 elements, and two JSON-LD scripts in its head, one of them a
Product with five reviews. All three have to give the same nodes. They take turns, so that what else the machine does
meets each alike; what is told is the median of many turns, and how many times as long the others take.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import extruct

from syndicate.formats.html import review_nodes
from syndicate.schemaorg import is_review

_TEXT = (
    "the lamp stands on my desk and gives a warm light that does not flicker when it is dimmed down to the lowest of "
    "its seven steps while its arm keeps whatever angle I leave it at"
)
_WORDS = _TEXT.split()


def page() -> bytes:
    """An article as content management systems write them."""
    text = f"{_TEXT}. And {_TEXT}"
    reviews = [
        {
            "@type": "Review",
            "@id": f"https://shop.example/lamp#review-{number}",
            "author": {"@type": "Person", "name": f"Reader {number}"},
            "datePublished": f"2024-0{number}-11",
            "reviewBody": f"{number}. {text}. {text}.",
            "reviewRating": {"@type": "Rating", "ratingValue": number, "bestRating": 5, "worstRating": 1},
        }
        for number in range(1, 6)
    ]
    product = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": "Lumen Desk Lamp",
        "sku": "LDL-7",
        "image": [f"https://shop.example/images/lamp-{size}.jpg" for size in (300, 600, 1200)],
        "brand": {"@type": "Brand", "name": "Lumen"},
        "aggregateRating": {"@type": "AggregateRating", "ratingValue": 3, "reviewCount": 5},
        "review": reviews,
    }
    crumbs = {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": f"Shelf {n}", "item": f"https://shop.example/{n}"}
            for n in range(1, 5)
        ],
    }
    scripts = "\n".join(
        f'<script type="application/ld+json">{json.dumps(node, indent=2)}</script>' for node in (product, crumbs)
    )
    head = "\n".join(
        f'<meta property="og:thing{n}" content="value {n}"><link rel="preload" href="/assets/{n}.css" as="style">'
        for n in range(12)
    )
    body = "\n".join(
        f'<div class="block block-{n}"><h2 id="part-{n}">Part {n}</h2><p class="lead">{text}, <a href="/a/{n}">more'
        f"</a>, <em>much</em> <strong>more</strong>.</p><ul><li>{_WORDS[n % 9]}</li><li>{_WORDS[n % 7]}</li></ul></div>"
        for n in range(82)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Lumen</title>\n{head}\n{scripts}\n'
        f"</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    ).encode()


def reviews_in(value: Any) -> list[dict[str, Any]]:
    """The Review nodes in what extruct gives, as a user of it would look for them."""
    if isinstance(value, list):
        return [node for part in value for node in reviews_in(part)]
    if not isinstance(value, dict):
        return []
    own = [value] if is_review(value) else []
    return own + [node for part in value.values() for node in reviews_in(part)]


def medians(ways: dict[str, Callable[[], Any]], seconds: float) -> dict[str, float]:
    """The median time of each way, tried in turns for so long."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or any(len(taken) < 5 for taken in times.values()):
        for name, way in ways.items():
            # What is quick is tried more often, or noise would be most of it.
            for _ in range(1 if name == "extruct, defaults" else 20):
                start = time.perf_counter()
                way()
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in times.items()}


def main(seconds: float = 10) -> dict[str, float]:
    """Compares what is found, then measures; prints the medians and the ratios, and gives the ratios."""
    given = page()
    found = {
        "syndicate": review_nodes(given),
        "extruct, defaults": reviews_in(extruct.extract(given)["json-ld"]),
        "extruct, json-ld": reviews_in(extruct.extract(given, syntaxes=["json-ld"])["json-ld"]),
    }
    assert len(found["syndicate"]) == 5
    assert all(nodes == found["syndicate"] for nodes in found.values()), "not the same nodes"
    taken = medians(
        {
            "syndicate": lambda: review_nodes(given),
            "extruct, defaults": lambda: reviews_in(extruct.extract(given)["json-ld"]),
            "extruct, json-ld": lambda: reviews_in(extruct.extract(given, syntaxes=["json-ld"])["json-ld"]),
        },
        seconds,
    )
    print(f"a page of {len(given):,} bytes and {given.count(b'<') - given.count(b'</'):,} elements, 5 reviews in it")
    ratios = {name: median / taken["syndicate"] for name, median in taken.items()}
    for name, median in taken.items():
        print(f"{name:20}{median * 1e3:10.3f} ms{ratios[name]:10.1f} times")
    return ratios


if __name__ == "__main__":
    main()
