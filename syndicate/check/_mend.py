"""What can be mended without inventing anything, written into the source: values and names of JSON-LD alone.

All bytes outside of a mended value stay as they are. A page whose bytes do not come back from its text (an encoding
that is not what it says) is left alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from syndicate.check._inputs import text_input
from syndicate.check._json_places import Span
from syndicate.check._judge import Plan, hits
from syndicate.check._places import Places
from syndicate.check._rule import Kind, Rule
from syndicate.hypertext import decoded

__all__ = ["differences", "mended"]

_PASSES = 4
"""A value that was mended may be one that another rule mends further."""
_CONTEXT = 3
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def mended(data: bytes, kind: Kind, plan: Plan) -> tuple[bytes, int, int]:
    """The bytes of a page or a file of JSON-LD as they are meant; how many values and names were mended; how many are
    meant to be others and stand in elements, where nothing is written."""
    count = left = 0
    for _ in range(_PASSES):
        edits, left = _edits(data, kind, plan)
        text, encoding = decoded(data)
        mark = next((mark for mark in _BOMS if data.startswith(mark)), b"")
        if not edits or mark + text.encode(encoding, "replace") != data:
            break
        parts, done = [], 0
        for span, new in edits:
            parts += [text[done : span.start], new]
            done = span.end
        try:
            data = mark + "".join([*parts, text[done:]]).encode(encoding)
        except UnicodeEncodeError:  # never for what is ASCII, as all that is written here is
            break
        count += len(edits)
    return data, count, left


def _edits(data: bytes, kind: Kind, plan: Plan) -> tuple[list[tuple[Span, str]], int]:
    made = text_input(data, kind=kind, source="")
    places = Places(made)
    found: dict[int, tuple[Span, str]] = {}
    left = 0
    for rule, subject, hit in hits(made, plan):
        if rule.fix is None and rule.rename is None:
            continue
        span = places.of(subject, hit.path).span
        if span is None:
            left += subject.syntax not in ("", "JSON-LD")
            continue
        for at, new in _meant(rule, made.page.text, span):
            found.setdefault(at.start, (at, new))
    edits: list[tuple[Span, str]] = []
    for start in sorted(found):
        if not edits or start >= edits[-1][0].end:
            edits.append(found[start])
    return edits, left


def _meant(rule: Rule, text: str, span: Span) -> Iterator[tuple[Span, str]]:
    if rule.fix is not None and (value := _read(text[span.start : span.end])) is not None:
        new = rule.fix(value[0])
        if new != value[0] or type(new) is not type(value[0]):
            yield Span(span.start, span.end), _written(new)
    if rule.rename is not None and span.key_start >= 0:
        key = _read(text[span.key_start : span.key_end])
        if key is not None and isinstance(key[0], str):
            prefix = key[0][: len(key[0]) - len(_bare(key[0]))]
            new = rule.rename(_bare(key[0]))
            if new and new != _bare(key[0]):
                yield Span(span.key_start, span.key_end), _written(prefix + new)


def _bare(name: str) -> str:
    return name.rpartition(":")[2].rpartition("/")[2] if "://" in name else name.rpartition(":")[2]


def _read(token: str) -> tuple[Any] | None:
    try:
        return (json.loads(token),)
    except (ValueError, RecursionError):
        return None


def _written(value: Any) -> str:
    text = json.dumps(value)
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def differences(before: bytes, after: bytes, name: str) -> Iterator[str]:
    """A unified diff of two texts that have the same number of lines, as mending leaves them."""
    old, new = decoded(before)[0].split("\n"), decoded(after)[0].split("\n")
    changed = [at for at, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    if not changed:
        return
    yield f"--- {name}\n+++ {name}\n"
    while changed:
        start = max(changed[0] - _CONTEXT, 0)
        group = [changed.pop(0)]
        while changed and changed[0] - group[-1] <= 2 * _CONTEXT:
            group.append(changed.pop(0))
        end = min(group[-1] + _CONTEXT + 1, len(old) - (old[-1] == ""))
        yield f"@@ -{start + 1},{end - start} +{start + 1},{end - start} @@\n"
        at = start
        while at < end:
            run = at
            while run < end and old[run] != new[run]:
                run += 1
            if run > at:
                yield "".join(f"-{line}\n" for line in old[at:run])
                yield "".join(f"+{line}\n" for line in new[at:run])
                at = run
            else:
                yield f" {old[at]}\n"
                at += 1
