"""TX412: characters that are no text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Subject
from syndicate.check.rules._addresses import READ
from syndicate.check.rules._mojibake import first_garbled
from syndicate.check.rules._nodes import REVIEW_NODE, changed, with_
from syndicate.check.rules._said import excerpt, links, texts

__all__ = ["RULE"]

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UPPER = frozenset(map(chr, range(0x80, 0xA0)))


def _check(subject: Subject) -> Iterator[Hit]:
    for path, _, text in (*texts(subject), *links(subject)):
        found = _CONTROLS.search(text)
        # UTF-8 that was read as Latin-1 has such characters, and a rule of its own.
        if found and not (found[0] in _UPPER and first_garbled(text)):
            yield Hit(path, f"U+{ord(found[0]):04X} is no text: {excerpt(text, found.start(), found.end())}")


def _without(value: Any) -> Any:
    """Controls of U+0080 to U+009F as what Windows-1252 has at that byte, as HTML reads them; the others left out.

    >>> _without("it\\x92s\\x07 late")
    'it’s late'
    """
    return _CONTROLS.sub(_char, value) if isinstance(value, str) else value


def _char(found: re.Match[str]) -> str:
    code = ord(found[0])
    return bytes([code]).decode("cp1252", "ignore") if 0x80 <= code < 0xA0 else ""


RULE = Rule(
    code="TX412",
    name="control-character",
    severity="warning",
    types=ANY,
    source="https://www.w3.org/TR/xml/#charsets",
    read=READ,
    why=(
        "Feeds and exports in XML may not hold these characters at all, and readers break on them. They come from old "
        "files, from copying, or from quotes of Windows that were read in the wrong encoding."
    ),
    mend="Take them out, or put the character that was meant in their place; --fix does both in JSON-LD.",
    check=_check,
    fix=_without,
    good=(
        node(with_(REVIEW_NODE, reviewBody="It begins\n\tin fog.")),
        node(with_(REVIEW_NODE, reviewBody="It\u00e2\x80\x99s fog.")),
    ),
    bad=(
        node(with_(REVIEW_NODE, reviewBody="It begins\x07 in fog."), at="reviewBody"),
        node(with_(REVIEW_NODE, reviewBody="It\x92s fog."), at="reviewBody"),
        node(changed(REVIEW_NODE, "author.name", "Ada \ud83d"), at="author.name"),
    ),
)
