"""The text of a review in the two forms that outputs want: plain text, and HTML that is safe to put into a page.

A body is text, Markdown or HTML. Markdown is CommonMark 0.31 (https://spec.commonmark.org/) with the tables and the
strikethrough of GitHub; HTML inside of it is allowed. What is HTML, or became it, goes through nh3 (the parser of
browsers, https://html.spec.whatwg.org/multipage/parsing.html, and a list of what is allowed), so that plain text and
page say the same.

Plain text has a blank line between paragraphs, ``- `` or ``1. `` before the items of lists, `` | `` between the cells
of a table, the alternative texts of pictures, and neither tags, entities nor comments.

>>> plain_text("Some *emphasis* &amp; a [link](https://example.org/).\\n\\n* one\\n* two", "markdown")
'Some emphasis & a link.\\n\\n- one\\n- two'
>>> safe_html('<p onclick="steal()">Good.<script>steal()</script>', "html")
'<p>Good.</p>'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from syndicate.models.review import Body

__all__ = ["TextFormat", "excerpt", "html", "plain", "plain_text", "safe_html"]

TextFormat: TypeAlias = Literal["text", "markdown", "html"]
"""What a text may be written in."""

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "main", "nav", "p", "pre", "section", "summary", "table",
))  # fmt: skip
_LISTS = frozenset(("ol", "ul"))
_SPOKEN = _BLOCKS | _LISTS | {"br", "img", "li", "q", "td", "th", "tr"}
# What is between these tags is not the text of the review. Foreign content (SVG, MathML) is neither text nor safe.
_UNSPOKEN = frozenset((
    "audio", "canvas", "embed", "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "select",
    "style", "svg", "template", "textarea", "title", "video", "xmp",
))  # fmt: skip
_SAFE = frozenset((
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code",
    "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "ol", "p",
    "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
))  # fmt: skip
_ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href", "hreflang", "title"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "img": {"alt", "height", "src", "title", "width"},
    "ins": {"datetime"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
_RAW = frozenset((
    "iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp",
))  # fmt: skip

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)(?: (alt|start)="([^"]*)")?>')
_BREAKS = re.compile(r"\n(?:[ \t]*\n)+")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_JOINS = frozenset("\u200c\u200d\ufe0e\ufe0f")

# A parser that keeps a stack of open elements walks it for many tags; 1,000 of them are nothing, 100,000 are minutes.
_MANY_TAGS = 1000
_DEPTH = 100


def plain(body: Body) -> str:
    """The text of ``body``, without markup; empty where nothing but markup is in it."""
    return plain_text(body.value, body.format)


def html(body: Body, base: str | None = None) -> str:
    """The text of ``body`` as HTML that is safe inside a page's ``body``; see :func:`safe_html`."""
    return safe_html(body.value, body.format, base)


def plain_text(value: str, format: TextFormat) -> str:
    """``value`` without its markup: valid text of a record, or empty where nothing is left.

    What is text already comes back as it is.
    """
    if format == "text":
        return value
    return _spoken(_parsed(_spoken_cleaner(), value, format))


def safe_html(value: str, format: TextFormat, base: str | None = None) -> str:
    """``value`` as HTML: no scripts, styles, handlers or frames, links and pictures of http and https alone.

    Relative links are resolved against ``base``, the URL of the page; without one they stay as they are. Text has its
    paragraphs at blank lines and a ``<br>`` for each other end of line.
    """
    if format == "text":
        parts = (escape(part.strip("\n"), quote=False) for part in _BREAKS.split(value) if part.strip())
        return "\n".join(f"<p>{part}</p>".replace("\n", "<br>\n") for part in parts)
    return _NOT_XML.sub("", _parsed(_safe_cleaner(base), value, format).replace("\r", "\n")).strip()


def excerpt(text: str, limit: int) -> str:
    """The first words of ``text`` on one line, in ``limit`` characters at most, with ``…`` where something is left out.

    A word is cut only where it alone fills the limit, and never before a combining mark.

    >>> excerpt("A quiet,\\n\\npatient film", 12), excerpt("Dune", 12), excerpt("Donaudampfschiff", 5)
    ('A quiet,…', 'Dune', 'Dona…')
    """
    if limit < 1:
        raise ValueError(f"an excerpt of {limit} characters: expected one or more")
    words: list[str] = []
    length = 0
    for found in re.finditer(r"\S+", text):
        word = text[found.start() : min(found.end(), found.start() + limit + 1)]
        length += len(word) + bool(words)
        words.append(word)
        if length > limit:
            break
    else:
        return " ".join(words)
    whole = words[:-1]
    if len(" ".join(whole)) >= limit:  # the ellipsis needs a place too
        whole.pop()
    if whole:
        return " ".join(whole).rstrip(" ,;:—–-") + "…"
    cut = limit - 1
    while cut > 0 and (unicodedata.combining(words[0][cut]) or _JOINS & set(words[0][cut - 1 : cut + 1])):
        cut -= 1
    return words[0][:cut] + "…"


def _parsed(clean: Callable[[str], str], value: str, format: TextFormat) -> str:
    if format == "markdown":
        value = _markdown()(value)
    if value.count("<") > _MANY_TAGS:
        value = _shallow(value)
    return clean(value)


@cache
def _markdown() -> Callable[[str], str]:
    """The renderer. Blocks may be nested 100 deep: below its limit, markdown-it drops what they say.

    Its limit for what is within a line stays at CommonMark's 20, since the time that runs of brackets take grows with
    it; below that limit, markup is left as text.
    """
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

    blocks = MarkdownIt("commonmark", {"maxNesting": _DEPTH}).enable("table")
    lines = MarkdownIt("commonmark").enable("strikethrough")

    def inline(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "inline":
                token.children = token.children or []
                lines.inline.parse(token.content, lines, state.env, token.children)

    blocks.core.ruler.at("inline", inline)
    render: Callable[[str], str] = blocks.render
    return render


@cache
def _spoken_cleaner() -> Callable[[str], str]:
    import nh3

    clean: Callable[[str], str] = nh3.Cleaner(
        tags=set(_SPOKEN),
        attributes={"img": {"alt"}, "ol": {"start"}},
        clean_content_tags=set(_UNSPOKEN),
        link_rel=None,
    ).clean
    return clean


@cache
def _safe_cleaner(base: str | None) -> Callable[[str], str]:
    import nh3

    relative: Any = None if base is None else ("rewrite_with_base", base)
    clean: Callable[[str], str] = nh3.Cleaner(
        tags=set(_SAFE),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        clean_content_tags=set(_UNSPOKEN),
        url_schemes={"http", "https"},
        url_relative=relative,
        link_rel=None,
    ).clean
    return clean


def _spoken(markup: str) -> str:
    """The text of what nh3 wrote with the tags of ``_SPOKEN``, which is regular: quoted attributes, ``<`` escaped."""
    walk = _Walk()
    pieces = _TAG.split(markup)
    walk.text(pieces[0])
    for at in range(1, len(pieces), 5):
        closing, tag, name, value, text = pieces[at : at + 5]
        if closing:
            walk.closed(tag)
        else:
            walk.opened(tag, value if name else None)
        if text:
            walk.text(text)
    return walk.whole()


class _Walk:
    """Text as it comes, put into lines: what is between blocks is one blank line, within one a single space."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.line: list[str] = []
        self.gap = ""
        self.lists: list[int | None] = []
        self.marker = ""
        self.pre = 0
        self.rows = 0

    def text(self, escaped: str) -> None:
        text = _NOT_XML.sub("", unescape(escaped).replace("\r", "\n"))
        self.line.append(text if self.pre else re.sub(r"[ \t\n]+", " ", text))

    def end_line(self, gap: str) -> None:
        """Ends the line; at least ``gap`` (an end of line, or two) comes before the next."""
        text = "".join(self.line)
        self.line = []
        if self.pre:
            text = text.rstrip() if not text.strip() else text.strip("\n").rstrip()
        else:
            text = re.sub(r" *\n *", "\n", re.sub(r"  +", " ", text)).strip()
        if text:
            self.done += (self.gap, self.indent(), text) if self.done else (self.indent(), text)
            self.gap = ""
        if len(gap) > len(self.gap):
            self.gap = gap

    def indent(self) -> str:
        marker, self.marker = self.marker, ""
        return marker

    def opened(self, tag: str, value: str | None) -> None:
        if tag == "br":
            self.line.append("\n")
        elif tag == "img":
            self.line.append(re.sub(r"\s+", " ", _NOT_XML.sub("", unescape(value or ""))))
        elif tag == "q":
            self.line.append('"')
        elif tag in ("td", "th"):
            if self.rows:
                self.line.append(" | ")
            self.rows += 1
        elif tag == "tr":
            self.end_line("\n")
            self.rows = 0
        elif tag == "li":
            self.end_line("\n")
            self.marker = self.number()
        elif tag in _LISTS:
            # A list within an item follows its line at once.
            self.end_line("\n" if self.lists else "\n\n")
            self.lists.append(None if tag == "ul" else _start(value))
        else:
            # The first paragraph of an item stands behind the item's marker.
            first = self.marker and not "".join(self.line).strip()
            self.end_line("\n" if first else "\n\n")
            self.pre += tag == "pre"

    def closed(self, tag: str) -> None:
        if tag == "q":
            self.line.append('"')
        elif tag in ("li", "tr"):
            self.end_line("\n")
            if tag == "li":
                self.marker = ""
        elif tag in _LISTS:
            if self.lists:
                self.lists.pop()
            self.end_line("\n" if self.lists else "\n\n")
        elif tag in _BLOCKS:
            self.end_line("\n" if self.lists else "\n\n")
            if tag == "pre" and self.pre:
                self.pre -= 1

    def number(self) -> str:
        depth = "  " * min(max(len(self.lists) - 1, 0), 10)
        if not self.lists or self.lists[-1] is None:
            return f"{depth}- "
        number = self.lists[-1]
        self.lists[-1] = number + 1
        return f"{depth}{number}. "

    def whole(self) -> str:
        self.end_line("")
        text = "".join(self.done)
        return text if text.strip() else ""


def _start(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,9}", value, re.ASCII) else 1


_TOKEN = re.compile(r"<(?:!--|(/?)([A-Za-z][^\s/>]*)|[!?])")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"'][^\s>]*))?""")


def _shallow(markup: str) -> str:
    """``markup`` with every element closed where it ends and none deeper than ``_DEPTH``; linear in its length.

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
        elif len(open_) < _DEPTH:
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
