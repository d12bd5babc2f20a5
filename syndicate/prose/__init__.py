"""The text of a review in the two forms that outputs want: plain text, and HTML that is safe to put into a page.

A body is text, Markdown or HTML. Markdown is CommonMark 0.31 (https://spec.commonmark.org/) with the tables, the
strikethrough and the footnotes (``[^1]``) of GitHub; HTML inside of it is allowed. What is HTML, or became it, goes
through nh3 (the parser of browsers, https://html.spec.whatwg.org/multipage/parsing.html, and a list of what is
allowed), so that plain text and page say the same.

Plain text has a blank line between paragraphs, ``- `` or ``1. `` before the items of lists, `` | `` between the cells
of a table, the alternative texts of pictures, and neither tags, entities nor comments.

>>> plain_text("Some *emphasis* &amp; a [link](https://example.org/).\\n\\n* one\\n* two", "markdown")
'Some emphasis & a link.\\n\\n- one\\n- two'
>>> safe_html('<p onclick="steal()">Good.<script>steal()</script>', "html")
'<p>Good.</p>'
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, wraps
from html import escape
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, cast

from syndicate.prose.footnotes import MARK, ids_of_notes, teach
from syndicate.prose.lines import NOT_XML, SPOKEN, spoken
from syndicate.prose.shallow import DEPTH, shallow

if TYPE_CHECKING:
    from syndicate.models.review import Body

__all__ = [
    "TextFormat",
    "below_heading",
    "excerpt",
    "html",
    "letters",
    "line",
    "page_html",
    "plain",
    "plain_text",
    "safe_html",
]

TextFormat: TypeAlias = Literal["text", "markdown", "html"]
"""What a text may be written in."""

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
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "img": {"alt", "height", "src", "title", "width"},
    "ins": {"datetime"},
    "ol": {"reversed", "start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}

_FIRST_HEADING = re.compile(r"<(/?)h1\b")
# Anything but an absolute address of the web in the attributes that are kept and have one. A cleaner for each base
# takes longer to make than to use.
_MAYBE_RELATIVE = re.compile(r"(?:href|src)(?!\s{0,9}=\s{0,9}[\"']?https?://)", re.IGNORECASE)
_ALNUM = re.compile(r"[^\W_]+")
_BREAKS = re.compile(r"\n(?:[ \t]*\n)+")
_JOINS = frozenset("\u200c\u200d\ufe0e\ufe0f")

# A parser that keeps a stack of open elements walks it for many tags; 1,000 of them are nothing, 100,000 are minutes.
_MANY_TAGS = 1000

_KEPT, _LONG = 256, 16_384
"""How many texts are remembered, and how long they may be in characters."""

Maker = TypeVar("Maker", bound=Callable[..., Any])


def plain(body: Body) -> str:
    """The text of ``body``, without markup; empty where nothing but markup is in it."""
    return plain_text(body.value, body.format)


def line(body: Body) -> str:
    """The text of ``body`` on one line; the items of its lists are set apart by semicolons.

    >>> from syndicate.models.review import Body
    >>> line(Body(value="Bring:\\n\\n* a lamp\\n* oil\\n\\nThat is all.", format="markdown"))
    'Bring: a lamp; oil; That is all.'
    """
    text = plain(body)
    if body.format == "text":
        return " ".join(text.split())
    done = ""
    listed = False
    for one in text.split("\n"):
        words, was = " ".join(one.split()), listed
        listed = words.startswith("- ")
        words = words.removeprefix("- ")
        if words:
            apart = "; " if was and done[-1:].isalnum() else " "
            done = f"{done}{apart}{words}" if done else words
        else:
            listed = was  # a blank line ends no list: what follows is still set apart from it
    return done


def html(body: Body, base: str | None = None) -> str:
    """The text of ``body`` as HTML that is safe inside a page's ``body``; see :func:`safe_html`."""
    return safe_html(body.value, body.format, base)


def page_html(body: Body, base: str | None = None) -> str:
    """The text of ``body`` for a page that has a heading of its own: as :func:`html`, with ``h2`` for each ``h1``."""
    return below_heading(html(body, base))


def below_heading(markup: str) -> str:
    """What :func:`safe_html` made, with ``h2`` for each ``h1``."""
    return _FIRST_HEADING.sub(r"<\1h2", markup) if "h1" in markup else markup


def plain_text(value: str, format: TextFormat) -> str:
    """``value`` without its markup: valid text of a record, or empty where nothing is left.

    What is text already comes back as it is.
    """
    return value if format == "text" else _spoken(value, format)


def safe_html(value: str, format: TextFormat, base: str | None = None) -> str:
    """``value`` as HTML: no scripts, styles, handlers or frames, links and pictures of http and https alone.

    Relative links are resolved against ``base``, the URL of the page; without one they stay as they are. Text has its
    paragraphs at blank lines and a ``<br>`` for each other end of line.
    """
    if format == "text":
        parts = (escape(part.strip("\n"), quote=False) for part in _BREAKS.split(value) if part.strip())
        return "\n".join(f"<p>{part}</p>".replace("\n", "<br>\n") for part in parts)
    return _safe(value, format, base)


def letters(text: str) -> str:
    """The letters and digits of a text, case folded, by which texts are compared that differ in layout.

    >>> letters("The End?  2nd_part")
    'theend2ndpart'
    """
    return "".join(_ALNUM.findall(text.casefold()))


def excerpt(text: str, limit: int) -> str:
    """The first words of ``text`` on one line, in ``limit`` characters at most, with ``…`` where something is left out.

    A word is cut only where it alone fills the limit, and never before a combining mark.

    >>> excerpt("A quiet,\\n\\npatient film", 12), excerpt("Dune", 12), excerpt("Donaudampfschiff", 5)
    ('A quiet…', 'Dune', 'Dona…')
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


def _remembered(make: Maker) -> Maker:
    """``make``, with what it made of the last texts kept, but for long ones: a review stands on its page, in several
    feeds and in three forms, is excerpted and is proven, and its markup is most of the work of each."""
    kept = lru_cache(maxsize=_KEPT)(make)

    @wraps(make)
    def made(value: str, *given: Any) -> Any:
        return (kept if len(value) <= _LONG else make)(value, *given)

    return cast(Maker, made)


@_remembered
def _spoken(value: str, format: TextFormat) -> str:
    if format == "markdown":
        value, _ = _rendered(value, False)
    return spoken(_cleaned(_spoken_cleaner(), value))


@_remembered
def _safe(value: str, format: TextFormat, base: str | None) -> str:
    notes = ""
    if format == "markdown":
        value, notes = _rendered(value, True)
    if base is not None and not _MAYBE_RELATIVE.search(value):
        base = None
    try:
        clean = _safe_cleaner(base, bool(notes))
    except ValueError:  # a base that browsers take for no URL: nothing is relative to it
        clean = _safe_cleaner(None, bool(notes))
    value = _cleaned(clean, value)
    if notes and base is not None:
        # Links to notes lead to the notes beside the text, wherever that stands.
        value = re.sub(rf'(<a href=")[^"#]*(#fn(?:ref)?-{notes}-[0-9-]+")', r"\1\2", value)
    return NOT_XML.sub("", value.replace("\r", "\n")).strip()


@_remembered
def _rendered(value: str, marked: bool) -> tuple[str, str]:
    """Markdown as HTML that is not safe yet, and what marks the ids of its footnotes; none, if there are none or they
    are not to be marked."""
    env: dict[str, Any] = {}
    if marked:
        env[MARK] = hashlib.sha256(value.encode(errors="replace")).hexdigest()[:8]
    markup = _markdown()(value, env)
    return markup, env[MARK] if marked and "footnotes" in env else ""


def _cleaned(clean: Callable[[str], str], markup: str) -> str:
    if markup.count("<") > _MANY_TAGS:
        markup = shallow(markup)
    return clean(markup)


@cache
def _markdown() -> Callable[[str, dict[str, Any]], str]:
    """The renderer. Blocks may be nested 100 deep: below its limit, markdown-it drops what they say.

    Its limit for what is within a line stays at CommonMark's 20, since the time that runs of brackets take grows with
    it; below that limit, markup is left as text.
    """
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

    blocks = MarkdownIt("commonmark", {"maxNesting": DEPTH}).enable("table")
    lines = MarkdownIt("commonmark").enable("strikethrough")

    def inline(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "inline":
                token.children = token.children or []
                lines.inline.parse(token.content, lines, state.env, token.children)

    blocks.core.ruler.at("inline", inline)
    teach(blocks, lines)
    render: Callable[[str, dict[str, Any]], str] = blocks.render
    return render


@cache
def _spoken_cleaner() -> Callable[[str], str]:
    import nh3

    clean: Callable[[str], str] = nh3.Cleaner(
        tags=set(SPOKEN),
        # Without the first, nh3 leaves lang and title on all of them.
        attributes={"*": set(), "img": {"alt"}, "ol": {"start"}},
        clean_content_tags=set(_UNSPOKEN),
        link_rel=None,
    ).clean
    return clean


@lru_cache(maxsize=64)
def _safe_cleaner(base: str | None, notes: bool) -> Callable[[str], str]:
    """What makes markup safe; with ``notes``, it may have the ids of footnotes."""
    import nh3

    relative: Any = None if base is None else ("rewrite_with_base", base)
    attributes = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
    if notes:
        attributes["li"] = {"id"}
        attributes["a"].add("id")
    clean: Callable[[str], str] = nh3.Cleaner(
        tags=set(_SAFE),
        attributes=attributes,
        attribute_filter=ids_of_notes if notes else None,
        clean_content_tags=set(_UNSPOKEN),
        url_schemes={"http", "https"},
        url_relative=relative,
        link_rel=None,
    ).clean
    return clean
