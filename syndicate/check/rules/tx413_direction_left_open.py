"""TX413: a change of direction that never ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._nodes import REVIEW_NODE, changed, with_
from syndicate.check.rules._said import excerpt, texts

__all__ = ["RULE"]

_SIGNS = re.compile("[\u202a-\u202e\u2066-\u2069\n\u2029]")
_PARAGRAPH = "\n\u2029"
_ISOLATES = "\u2066\u2067\u2068"


def _check(subject: Subject) -> Iterator[Hit]:
    for path, _, text in texts(subject):
        at = -1 if text.isascii() else _left_open(text)
        if at >= 0:
            said = f"U+{ord(text[at]):04X} turns the direction of the text and is never ended"
            yield Hit(path, f"{said}: {excerpt(text, at, at + 1)}")


def _left_open(text: str) -> int:
    """Where the first sign stands that its paragraph does not end; -1 where all are ended (UAX 9, section 3)."""
    isolates: list[int] = []
    embeddings: list[int] = []
    for found in _SIGNS.finditer(text):
        sign = found[0]
        if sign in _PARAGRAPH:
            if isolates or embeddings:
                break
        elif sign in _ISOLATES:
            isolates.append(found.start())
        elif sign == "\u2069":
            del isolates[-1:]
        elif sign == "\u202c":
            del embeddings[-1:]
        else:
            embeddings.append(found.start())
    return min(isolates + embeddings, default=-1)


RULE = Rule(
    code="TX413",
    name="direction-left-open",
    severity="warning",
    types=ANY,
    source="https://www.unicode.org/reports/tr9/",
    read=READ,
    why=(
        "An invisible character turns the direction in which the text is read, and none ends it. Put into a page, it "
        "turns what comes after it too, which is also a way to make a name look like another."
    ),
    mend="Take the character out, or end it: U+2069 after U+2066 to U+2068, U+202C after U+202A to U+202E.",
    check=_check,
    good=(
        node(changed(REVIEW_NODE, "author.name", "\u2067\u05d0\u05d3\u05d4\u2069")),
        node(with_(REVIEW_NODE, reviewBody="\u202bשלום\u202c fog \u200f\u200e")),
    ),
    bad=(
        node(changed(REVIEW_NODE, "author.name", "Ada\u202egpj.exe"), at="author.name"),
        node(with_(REVIEW_NODE, name="\u2067\u05d0\u05d3\u05d4 and more"), at="name"),
    ),
)
