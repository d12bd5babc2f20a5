"""Records in JSON Lines to JSON-LD, file to file, each validated: ours, and programs that use the same models.

    python benchmarks/jsonld.py [REVIEWS]

**plain** is what a good programmer writes first: ``json.loads``, ``model_validate``, ``model_dump``, a function that
makes the node of what is there, ``json.dumps``. **pruned** is what most write: the node is made with all its keys, and
a recursive function takes the empty ones out. **msgspec** has the same records as its own structs, with the same
patterns and limits, and nothing of Pydantic. All of them write the same documents, or the program ends: one value is
compared with the other, line by line.

They take turns in one process; times are of the processor, and medians. *validation* is ``model_validate_json`` alone,
on the same lines.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from plain_jsonld import plain_node, pruned_node
from reviews import write_jsonl
from typed_jsonld import typed_document

import syndicate
from syndicate.models import Review

_TURNS = 7


def ours(source: Path, target: Path) -> None:
    """What ``syndicate convert`` does."""
    syndicate.write(syndicate.read(source), target, "jsonld")


def _plain(source: Path, target: Path, node_of: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    with source.open("rb") as lines, target.open("w", encoding="utf-8") as out:
        out.write('{"@context":"https://schema.org","@graph":[\n')
        start = ""
        for line in lines:
            review = Review.model_validate(json.loads(line))
            node = node_of(review.model_dump(mode="json"))
            out.write(start + json.dumps(node, ensure_ascii=False))
            start = ",\n"
        out.write("\n]}\n")


def plain(source: Path, target: Path) -> None:
    """json, the models, json; the node is made of what is there."""
    _plain(source, target, plain_node)


def pruned(source: Path, target: Path) -> None:
    """json, the models, json; the node is made of everything and pruned."""
    _plain(source, target, pruned_node)


def validation(source: Path, target: Path) -> None:
    """No output at all."""
    validate = Review.model_validate_json
    with source.open("rb") as lines:
        for line in lines:
            validate(line)
    target.touch()


WAYS = {"ours": ours, "plain": plain, "pruned": pruned, "msgspec": typed_document, "validation": validation}


def nodes(path: Path) -> Iterator[dict[str, Any]]:
    """The nodes in a document as values, one by one: each is on a line of its own."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if line.startswith('{"@type"'):
                yield json.loads(line.rstrip(",\n"))


def main(count: int) -> dict[str, float]:
    """Prints microseconds a review and ratios; gives the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "reviews.jsonl"
        write_jsonl(source, count)
        for way, run in WAYS.items():
            run(source, folder / way)
        for way in ("plain", "pruned", "msgspec"):
            compared = 0
            for mine, theirs in zip(nodes(folder / "ours"), nodes(folder / way), strict=True):
                if mine != theirs:
                    sys.exit(f"{way} says otherwise:\n{mine}\n{theirs}")
                compared += 1
            assert compared == count, f"{compared} nodes of {count}"
        times: dict[str, list[float]] = {way: [] for way in WAYS}
        for _ in range(_TURNS):
            for way, run in WAYS.items():
                begun = time.process_time()
                run(source, folder / way)
                times[way].append(time.process_time() - begun)
    taken = {way: statistics.median(some) / count * 1e6 for way, some in times.items()}
    print(f"{count:,} reviews")
    for way, micros in taken.items():
        print(f"{way:11}{micros:7.1f} µs a review{micros / taken['ours']:7.2f} times ours")
    print(f"all but validation: {1 - taken['validation'] / taken['ours']:.0%} of ours")
    return {way: micros / taken["ours"] for way, micros in taken.items()}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
