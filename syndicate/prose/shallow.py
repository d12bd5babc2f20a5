"""Markup with very many tags, made harmless for a parser that takes quadratic time for deep nesting."""

from __future__ import annotations

import re
from html import escape, unescape

__all__ = ["DEPTH", "shallow"]

DEPTH = 100
"""How deep elements may be nested."""

_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
_RAW = frozenset((
    "iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp",
))  # fmt: skip
_TOKEN = re.compile(r"<(?:!--|(/?)([A-Za-z][^\s/>]*)|[!?])")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"'][^\s>]*))?""")


def shallow(markup: str) -> str:
    """``markup`` with every element closed where it ends and none deeper than ``DEPTH``; linear in its length.

    For markup with very many tags: a parser takes quadratic time for elements that are nested by the thousand. Tags
    that would be deeper go, their text stays.
    """
    done: list[str] = []
    open_: list[str] = []
    at = 0
    while found := _TOKEN.search(markup, at):
        done.append(_bare(markup[at : found.start()]))
        slash, name = found[1], (found[2] or "").lower()
        if not name:
            stop = "-->" if found[0] == "<!--" else ">"
            end = markup.find(stop, found.end())
            at = end + len(stop) if end >= 0 else len(markup)
            continue
        attributes, at = _attributes(markup, found.end())
        if slash:
            _close(name, open_, done)
        elif name in _RAW:
            close = re.compile(rf"</{name}(?=[\\s/>])", re.IGNORECASE).search(markup, at)
            end = markup.find(">", close.end()) if close else -1
            at = end + 1 if end >= 0 else len(markup)
        elif name in _VOID:
            done.append(f"<{name}{attributes}>")
        elif len(open_) < DEPTH:
            open_.append(name)
            done.append(f"<{name}{attributes}>")
    done.append(_bare(markup[at:]))
    done += [f"</{name}>" for name in reversed(open_)]
    return "".join(done)


def _close(name: str, open_: list[str], done: list[str]) -> None:
    if name in open_:
        while True:
            last = open_.pop()
            done.append(f"</{last}>")
            if last == name:
                return


def _attributes(markup: str, at: int) -> tuple[str, int]:
    """The attributes from ``at``, written anew, and where the tag ends."""
    written: list[str] = []
    while found := _ATTRIBUTE.match(markup, at):
        at = found.end()
        value = found[2]
        if value is None:
            written.append(f" {found[1]}")
        else:
            written.append(f' {found[1]}="{escape(unescape(value[1:-1] if value[0] in _QUOTES else value))}"')
    end = markup.find(">", at)
    return "".join(written), end + 1 if end >= 0 else len(markup)


_QUOTES = "\"'"


def _bare(text: str) -> str:
    return text.replace("<", "&lt;")
