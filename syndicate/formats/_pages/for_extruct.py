"""A page's source with what extruct does not read as its specification has it, written so that it does.

For reading alone: a proof is made with the page as it is.

=========  =========================================================================================================
RDFa       ``datetime`` of ``time`` and ``value`` of ``data`` and ``meter`` are values (HTML+RDFa 1.1, section 3.1):
           written as ``content``. ``rel`` and ``rev`` without a colon count for nothing beside ``property`` (section
           3.1, rule 7): taken away. Comments are no text: taken away.
Microdata  The value of a ``time`` without ``datetime`` is its text (HTML, section 5.2.4): written as ``datetime``.
=========  =========================================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from syndicate.hypertext import Comment, Tag, attributes, tokens

__all__ = ["for_extruct"]

_VALUED = {"time": "datetime", "data": "value", "meter": "value"}
_REL = re.compile(r"""\s(?:rel|rev)\s*=\s*(?:"[^":]*"|'[^':]*'|[^\s"'>:]+)""", re.IGNORECASE)
_TAGS = re.compile(r"<[^>]*>")


def for_extruct(page: str, syntax: str) -> str:
    """The source of ``page`` as extruct reads the ``syntax`` in it rightly."""
    if syntax == "rdfa":
        edits = _for_rdfa(page)
    elif syntax == "microdata" and "<time" in page.lower():
        edits = _for_microdata(page)
    else:
        return page
    parts, done = [], 0
    for start, end, instead in edits:
        parts += [page[done:start], instead]
        done = end
    return "".join([*parts, page[done:]]) if parts else page


def _for_rdfa(page: str) -> Iterator[tuple[int, int, str]]:
    for token in tokens(page):
        if isinstance(token, Comment):
            yield token.start, token.end, ""
            continue
        source = page[token.start : token.end]
        if token.closing or "property" not in source.lower():
            continue
        said = attributes(page, token)
        if "property" not in said:
            continue
        made = source
        if "rel" in said or "rev" in said:
            made = _REL.sub("", made)
        value = said.get(_VALUED.get(token.name, ""))
        if value is not None and "content" not in said:
            made = f'{made[: 1 + len(token.name)]} content="{escape(value)}"{made[1 + len(token.name) :]}'
        if made != source:
            yield token.start, token.end, made


def _for_microdata(page: str) -> Iterator[tuple[int, int, str]]:
    opened: Tag | None = None
    for token in tokens(page):
        if not isinstance(token, Tag) or token.name != "time":
            continue
        if not token.closing:
            said = attributes(page, token)
            opened = token if "itemprop" in said and "datetime" not in said else None
        elif opened is not None:
            text = " ".join(_TAGS.sub("", page[opened.end : token.start]).split())
            behind = opened.start + len("<time")
            # Its character references mean in an attribute what they mean in text.
            yield behind, behind, ' datetime="{}"'.format(text.replace('"', "&quot;"))
            opened = None
