"""TX416: signs of Markdown in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._nodes import REVIEW_NODE, with_
from syndicate.check.rules._said import excerpt, texts

__all__ = ["RULE"]

_SIGNS = (
    ("](", re.compile(r"\[[^\[\]\n]{1,300}\]\((?:https?://|/|#|mailto:)[^()\s]{0,500}\)"), "a link"),
    ("##", re.compile(r"^ {0,3}#{2,6} \S[^\n]{0,100}", re.MULTILINE), "a heading"),
    ("```", re.compile(r"^```", re.MULTILINE), "code"),
    ("[^", re.compile(r"(?<=[\w.,;:!?)\"”’])\[\^\w{1,20}\]"), "a footnote"),
)
_BOLD = re.compile(r"(?<![\w*])\*\*(?=[^\s*])[^*\n]{1,300}(?<=\S)\*\*(?![\w*])")


def _check(subject: Subject) -> Iterator[Hit]:
    for path, _, text in texts(subject):
        if found := _sign(text):
            what, start, end = found
            yield Hit(path, f"{what} of Markdown stands in plain text: {excerpt(text, start, end)}")


def _sign(text: str) -> tuple[str, int, int] | None:
    for sign, pattern, what in _SIGNS:
        if sign in text and (found := pattern.search(text)):
            return what, *found.span()
    # People put stars about a word that they shout, in plain text too: once, or in capitals.
    bold = [one for one in _BOLD.finditer(text) if not one[0].isupper()] if "**" in text else []
    return ("bold text", *bold[0].span()) if len(bold) > 1 else None


RULE = Rule(
    code="TX416",
    name="markdown-in-text",
    severity="warning",
    types=ANY,
    source="https://spec.commonmark.org/0.31.2/",
    read=READ,
    why=(
        "The values of markup are plain text: readers show the signs of Markdown as they stand. The page has turned "
        "them into links and headings, and the markup took the source."
    ),
    mend="Take the text of the page, or leave the signs out.",
    check=_check,
    good=(
        node(with_(REVIEW_NODE, reviewBody="What the f**k, s**t! **** of ***** and 2**10; snake__case.")),
        node(with_(REVIEW_NODE, reviewBody="I **love** it, and I **LOVE** how it **RINGS**.")),
        node(with_(REVIEW_NODE, reviewBody="It is # 1 [sic] (https://example.org/).\n#fog #bell\n[1] [a](b) x[^")),
    ),
    bad=(
        node(with_(REVIEW_NODE, reviewBody="It begins in **thick** fog, in **Example**."), at="reviewBody"),
        node(with_(REVIEW_NODE, reviewBody="See [the book](https://example.org/book)."), at="reviewBody"),
        node(with_(REVIEW_NODE, reviewBody="## Story\nIt begins in fog."), at="reviewBody"),
        node(with_(REVIEW_NODE, reviewBody="It begins in fog.[^1]"), at="reviewBody"),
    ),
)
