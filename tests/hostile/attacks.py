"""Texts that mean harm to a page, the records that they are put into, and their harmless twins.

Every attack that runs at all gives the same sign: it names the page ``PWNED``, and says so on the console.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from full import full_review
from pydantic import TypeAdapter, ValidationError
from strategies import HOSTILE

from syndicate.errors import SyndicateError
from syndicate.models.record import plain, validated
from syndicate.models.review import Review
from syndicate.models.text import Iri, Line, Text, Url

__all__ = [
    "BODIES",
    "CANARY",
    "TEXTS",
    "Place",
    "all_at_once",
    "everywhere",
    "harmless",
    "places",
    "taken",
    "with_body",
    "with_text",
]

CANARY = "document.title='PWNED';console.error('PWNED')"

Place = tuple[str | int, ...]
"""Keys and indices from a record to one of its texts."""

_JS = CANARY
_ENCODED = "".join(f"&#{ord(character)};" for character in "javascript:")

_OWN: tuple[str, ...] = (
    # out of an element's text
    f"<script>{_JS}</script>",
    f"</p></div></article></main></body></html><script>{_JS}</script>",
    f"</title><script>{_JS}</script>",
    f"</script><script>{_JS}</script>",
    f"</script\t><script>{_JS}</script>",
    f"</script/x><svg/onload={_JS}>",
    f"</style></textarea></xmp></noscript></template></select></svg></math><img src=x: onerror={_JS}>",
    f"<svg onload={_JS}>",
    f"<svg><animate onbegin={_JS} attributeName=x dur=1s>",
    f"<svg><script>{_JS.replace('=', '&#61;')}</script></svg>",
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x: onerror={_JS}&gt;">',
    f'<svg></p><style><a title="</style><img src=x: onerror={_JS}>">',
    f"<form><math><mtext></form><form><mglyph><style></math><img src=x: onerror={_JS}>",
    f'<noscript><p title="</noscript><img src=x: onerror={_JS}>">',
    f'<iframe srcdoc="<script>parent.{_JS.split(";")[0]}</script>">',
    f"<iframe src=javascript:parent.{_JS.split(';')[0]}>",
    f"<object data=javascript:{_JS}>",
    f"<embed src=javascript:{_JS}>",
    f"<input autofocus onfocus={_JS}>",
    f"<details open ontoggle={_JS}>",
    f"<video><source onerror={_JS}>",
    f"<body onload={_JS}>",
    f"<form id=f><button form=f formaction=javascript:{_JS} autofocus>go",
    "<base href='https://evil.example/'>",
    '<meta http-equiv=refresh content="0;url=https://evil.example/">',
    f"<link rel=stylesheet href='data:text/css,*{{display:none}}' onerror={_JS}>",
    f"<style>*{{display:none}}@keyframes x{{}}</style><p style=animation-name:x onanimationstart={_JS}>",
    f'<a href="{_ENCODED}{_JS}" autofocus onfocus={_JS}>a link</a>',
    "<plaintext>",
    "<template><article>",
    "</template><frameset><frame>",
    "<table><tr><td><select><option>",
    "<textarea>",
    "<title>",
    "<xmp>",
    "<!DOCTYPE html><html onclick=x lang=zz><head><body class=mine>",
    # comments, and what only looks like one
    f"<!--><script>{_JS}</script>",
    f"<!---><script>{_JS}</script>",
    f"--><script>{_JS}</script>",
    f"--!><script>{_JS}</script>",
    f"<!-- --!><script>{_JS}</script>",
    "<!--<script>",
    "<!-- syndicate:end -->",
    f"<![CDATA[<script>{_JS}</script>]]>",
    f"]]><script>{_JS}</script>",
    f"<?xml version='1.0'?><script>{_JS}</script>",
    # out of an attribute
    f'"><script>{_JS}</script>',
    f"'><script>{_JS}</script>",
    f"`><script>{_JS}</script>",
    f'" onmouseover="{_JS}" autofocus tabindex=1 onfocus="{_JS}" x="',
    f"' onmouseover='{_JS}' autofocus tabindex=1 onfocus='{_JS}' x='",
    f"` onerror=`{_JS}`",
    f" x onfocus={_JS} autofocus tabindex=0 ".strip(),
    '" itemprop="ratingValue" property="ratingValue" class="p-rating" content="1',
    "&quot; onload=&quot;x&#34;&#x22;&#39;&apos;",
    '\\" onload=\\"x',
    "&#0000000000000000000000000000000000060;script&#62;",
    # said twice in references
    f"&lt;script&gt;{_JS}&lt;/script&gt;",
    f"&amp;lt;script&amp;gt;{_JS}&amp;lt;/script&amp;gt;",
    "\\u003cscript\\u003e \\u0026lt;",
    "&ltimg src=x&gt &lt&#59; &NewLine;&Tab;&colon;",
    "%3Cscript%3E %22 %27 %0d%0a",
    # several lines
    f"\n<script>\n{_JS}\n</script>\n".strip(),
    f"a line\n</p>\n<script>{_JS}</script>",
    f"a tab\t\"\n' onfocus={_JS}\n>",
    "a <\nscript>",
    # what templates and frameworks take for code
    "{{constructor.constructor('return this')().document.title='PWNED'}}",
    "{{ [].__class__ }} {% include '/etc/passwd' %} {# #}",
    "${document.title='PWNED'} #{1} <%= 1 %> <? echo 1 ?> [[${1}]]",
    "{name} {value} {best} {count} {0} \\1 \\g<0>",
    # addresses that run
    f"javascript:{_JS}",
    f"JaVaScRiPt:{_JS}//",
    "data:text/html,%3Cscript%3Eparent.document.title='PWNED'%3C/script%3E",
    "vbscript:x",
    "https://example.org/?q='onfocus='x&lt;script&gt;&quot;&#34;",
    "https://example.org/#'-alert(1)-'&amp;",
    # what is long, and what is odd
    "<" * 500,
    "&" * 500,
    '"' * 500,
    "<b>" * 700,
    "A" * 5000 + "<script>",
    "\u2028</script>\u2029<script>",
    "＜script＞ ʺ onload ﹤img﹥",
    "\u00ad<\u200bscript\u200d>",
    "<\u0130mg src=x onerror=x> <\u017fcript>",
    "\x7f<\x80\x9f>",
)

TEXTS: tuple[str, ...] = tuple(dict.fromkeys((*HOSTILE, *_OWN)))
"""What is put where text is expected."""

BODIES: tuple[tuple[str, str], ...] = (
    *(("html", text) for text in _OWN),
    *(("markdown", text) for text in _OWN),
    *(
        ("markdown", text)
        for text in (
            f"[a](javascript:{_JS}) [b](JAVASCRIPT:{_JS}) ![c](javascript:{_JS})",
            f"[a](\x01javascript:{_JS})".replace("\x01", "\x7f"),
            f"[a]({_ENCODED}{_JS}) [b](java&Tab;script:x) [c](&#1;javascript:x)",
            f"[a][1] <javascript:{_JS}>\n\n[1]: javascript:{_JS} '\" onfocus=\"x'",
            '[a](https://e.example/ "\\" onfocus=\\"x")',
            "[a](data:text/html;base64,PHNjcmlwdD4=) [b](vbscript:x) [c](//evil.example/x) [d](\\\\evil.example)",
            f"```\n</code></pre><script>{_JS}</script>\n```",
            f'```html" onload="x\n<script>{_JS}</script>\n```',
            f"`</code><script>{_JS}</script>`",
            f"note[^1]\n\n[^1]: </li></ol></section><script>{_JS}</script>",
            'note[^"><script>]\n\n[^"><script>]: x',
            f"<!-- a comment\n\n--> <script>{_JS}</script>",
            "| a |\n|---|\n| </td></tr></table></div><script> |",
            f"<div\n\n<script>{_JS}</script>\n\n</div></div></div></article>",
            f'<https://e.example/"onfocus={_JS}>',
        )
    ),
    *(
        ("html", text)
        for text in (
            # What ends an element that is open around the body, where the parser lets it.
            "<li>an item of no list",
            "<dd>a<dt>b<li>c<p>d",
            "</div></li></ul></section></article></main><p>outside",
            "</p></p></p></h2></a></span>",
            "<tr><td>a cell of no table</table></div>",
            "<table><li><td><li></table></table><li>",
            "<caption>x<col><tbody><tr><th>",
            "<a href=/x><b><i><u><s>" * 5 + "never closed",
            "<p><b><i><em><strong><a href=x>" * 9 + "<div></p>",
            "<h1>a<h1>b</h2></h1></h1>",
            "<ruby>a<rt>b<rp>c<ul><li>d</ruby>",
            "<details><summary><details><summary>x</details>",
            "<article class='h-review hreview' itemscope itemtype=https://schema.org/Review><main><header><footer>",
            "<p class='p-rating e-content' itemprop=ratingValue property=ratingValue typeof=Rating rel=author id=x>5",
            "<data value=5 class=p-rating>5</data><meta itemprop=ratingValue content=5><link itemprop=url href=/x>",
            f"<a href=' &#14; javascript:{_JS}'>a</a><a href='java\nscript:x'>b</a><a href='java\tscript:x'>c</a>",
            f"<a href='javascript&colon;{_JS}'>d</a><a xlink:href='javascript:x'>e</a><area href=javascript:x>",
            "<img src=javascript:x><img src='data:image/svg+xml,<svg onload=x>'><img srcset='javascript:x 1x' src=x>",
            f"<img src='https://img.invalid/x' onerror={_JS}><img src=x: onerror={_JS}><img/src=x:/onerror={_JS}>",
            f"<img src=x:\x0conerror={_JS}>".replace("\x0c", "\n"),
            f"<p style='background:url(javascript:x)' onclick={_JS} formaction=x srcdoc=x ping=x target=x>x",
            f"<svg><foreignObject><p><iframe srcdoc='x' onload={_JS}></foreignObject></svg>after",
            f'<svg><title><img title="</title><img src=x: onerror={_JS}>">',
            f'<math><annotation-xml encoding="text/html"><p><style><img src=x: onerror={_JS}></style>',
            f"<select><style></select><img src=x: onerror={_JS}></style>",
            f"<table><style><!--</style><tr><td><img title='--><img src=x: onerror={_JS}>'>",
            f"<p title='</p></div><script>{_JS}</script>' lang='\"><script>' dir='\"onload=x'>titled",
            f"<ol type='\"><script>{_JS}</script>' start='1 onfocus=x'><li>x",
            "<p title='<h1>one</h1>'>x",
            "<pre>\n\n  <b>kept</b>\n</pre>",
            "A" * 65_530 + "<script>" * 3 + "</p>" + "B" * 70_000,
            "<b>" * 3000 + "deep",
            "<div>" * 3000 + "deep",
            "<table><tr><td>" * 300 + "deep",
        )
    ),
)
"""What is put into bodies of HTML and of Markdown, beside :data:`TEXTS`."""

_SIGNS = "<>&\"'`={}$#%/\\[]();:,!?@^|~*+"
# Signs that are printed, are no letters, and are another one for each: what differs still differs.
_HARMLESS = str.maketrans({sign: chr(0x2500 + number) for number, sign in enumerate(_SIGNS)})


def harmless(text: str) -> str:
    """The twin of a text: of its length, its lines, its white space and its letters, with no sign that HTML knows.

    A text that is an address stays one.
    """
    found = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(?://)?", text)
    if found and not re.search(r"\s", text):
        return found[0] + text[found.end() :].translate(_HARMLESS)
    return text.translate(_HARMLESS)


@cache
def _whole() -> dict[str, Any]:
    """A record in which every text that people write is there."""
    data = copy.deepcopy(plain(full_review("Product")))
    data["language"] = "en"
    data["item"]["properties"] |= {
        "slogan": ["One", "Two"],
        "isRelatedTo": {"@type": "Product", "name": "Wick", "@id": "https://example.com/wick#this"},
        "isSimilarTo": {"@id": "urn:example:wick"},
    }
    return data


def _leaves(value: Any, at: Place) -> Iterator[Place]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inner is None:
        if isinstance(value, str):
            yield at
    else:
        for key, one in inner:
            yield from _leaves(one, (*at, key))


def _set(data: Any, at: Place, text: str) -> None:
    for key in at[:-1]:
        data = data[key]
    data[at[-1]] = text


@cache
def places() -> tuple[Place, ...]:
    """Where a record holds text that its source chose: all strings but those of a few words of ours."""
    ours = {"kind", "format", "type", "@type", "status", "collection_method", "availability"}
    return tuple(at for at in _leaves(_whole(), ()) if at[-1] not in ours and at[0] not in ("inferred", "extensions"))


def _made(data: dict[str, Any]) -> Review | None:
    try:
        record = validated(data)
    except SyndicateError:
        return None
    assert isinstance(record, Review)
    return record


_KINDS = (
    ("two\nlines", TypeAdapter(Text)),
    ("one line", TypeAdapter(Line)),
    ("https://example.org/other", TypeAdapter(Url)),
    ("urn:example:other", TypeAdapter(Iri)),
)


@cache
def _kinds(at: Place) -> tuple[TypeAdapter[Any], ...]:
    """What the record takes at a place, found out by asking it."""
    return tuple(kind for probe, kind in _KINDS if with_text(at, probe) is not None)


@cache
def _is_a(kind: TypeAdapter[Any], text: str) -> bool:
    try:
        kind.validate_python(text)
    except ValidationError:
        return False
    return True


def taken(at: Place, text: str) -> bool:
    """Whether a record may hold ``text`` at a place."""
    return any(_is_a(kind, text) for kind in _kinds(at))


def with_text(at: Place, text: str) -> Review | None:
    """A record with ``text`` at one place; None where the record refuses it."""
    data = copy.deepcopy(_whole())
    _set(data, at, text)
    return _made(data)


def everywhere(text: str) -> tuple[Place, ...]:
    """Each place that takes ``text`` and its harmless twin."""
    return tuple(at for at in places() if taken(at, text) and taken(at, harmless(text)))


@lru_cache(maxsize=2000)
def all_at_once(text: str, number: int = 0) -> tuple[Review, Review]:
    """A record with ``text`` at all places that take it, and its twin; ``number`` makes it another record."""
    texts = (text, harmless(text))
    at_all = [at for at in everywhere(text) if at[0] != "id"]
    while True:
        both = [copy.deepcopy(_whole()) for _ in texts]
        for data, one in zip(both, texts, strict=True):
            data["id"] += str(number)
            for at in at_all:
                _set(data, at, one)
        record, twin = (_made(data) for data in both)
        if record is not None and twin is not None:
            return record, twin
        # Some lists hold nothing twice: the first of each has the text then.
        fewer = [at for at in at_all if not isinstance(at[-1], int) or at[-1] == 0]
        assert fewer != at_all, f"no record takes {text!r:.80}"
        at_all = fewer


def with_body(format: str, text: str, number: int = 0, **more: Any) -> Review | None:
    """A record of few words with this body; None where the body is no text of a record."""
    return _made({
        "id": f"tag:example.org,2024:body/{number}",
        "item": {"type": "Product", "name": "Lamp", "key": "lamp"},
        "title": f"Of body {number}",
        "authors": [{"type": "Person", "name": "Ada"}],
        "published": "2024-03-01",
        "rating": {"value": 4, "best": 5, "worst": 1},
        "body": {"value": text, "format": format},
    } | more)  # fmt: skip
