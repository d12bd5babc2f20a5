"""No text of a record changes the tree of a page: each is compared with its harmless twin, by two parsers of HTML5.

Outside of our block the page is the same to the letter. Inside, it has the same elements with the same attributes, but
for a body that is HTML or Markdown, in which nothing may be that acts. The chain of proof does not use our own code:
the trees are html5lib's and turbohtml's.
"""

from __future__ import annotations

import json
import os
import re

import pytest
from hostile.attacks import (
    BODIES,
    CANARY,
    TEXTS,
    all_at_once,
    everywhere,
    harmless,
    places,
    taken,
    with_body,
    with_text,
)
from hostile.trees import (
    DEEPEST,
    Node,
    by_html5lib,
    by_turbohtml,
    cut,
    difference,
    errors,
    flat,
    harm_in,
    kinds,
    select,
    shape,
)
from hypothesis import given
from hypothesis import strategies as st

from syndicate import prose
from syndicate.markup import markup
from syndicate.models.review import Review
from syndicate.schemaorg.profiles import AnySyntax

pytestmark = pytest.mark.whole

SYNTAXES: tuple[tuple[AnySyntax, ...], ...] = (
    ("jsonld", "microdata", "rdfa", "microformats"),
    ("jsonld",),
    ("microdata",),
    ("rdfa",),
    ("microformats",),
)
ALL = SYNTAXES[0]
# Each text at each place is 7,000 pages: every eleventh of them, and all where time is given.
EVERY = 1 if os.environ.get("SYNDICATE_HYPOTHESIS_PROFILE") == "deep" else 11

_BEFORE = '<h1>A page</h1>\n<div class="wrap"><ul><li>\n<div id="block">\n'
_BEHIND = '\n</div>\n<p id="behind">Text <b>behind</b> it.</p></li></ul></div>\n<p><a href="/">and</a> at the end</p>\n'


def page(inner: str) -> str:
    """A page of somebody's own with a block in it."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head>\n'
        f"<body>\n{_BEFORE}{inner}{_BEHIND}</body></html>\n"
    )


def block(root: Node) -> Node:
    """Our block in the page."""
    (found,) = select(root, "id", "block")
    return found


def both(html: str) -> Node:
    """The tree that two parsers agree on."""
    tree = by_html5lib(html)
    assert deep(tree) or not difference(flat(by_turbohtml(html)), flat(tree)), (
        "two parsers of HTML5 see different pages"
    )
    return tree


def deep(tree: Node) -> bool:
    """Whether a tree is deeper than turbohtml can follow."""
    return any(depth > DEEPEST for depth, _, _ in shape(tree))


EMPTY = flat(cut(both(page("")), "id", "block"))


def unharmed(html: str, scripts: int) -> Node:
    """The tree of a page, of which everything outside the block is as it was, and nothing inside acts."""
    tree = both(html)
    assert not difference(flat(cut(tree, "id", "block")), EMPTY), "the page changed outside of the block"
    assert harm_in(tree) == []
    found = [one for one in tree.elements() if one.tag == "script"]
    assert len(found) == scripts
    for one in found:
        assert isinstance(json.loads(one.text()), dict)
    assert not [one for one in tree.elements() if one.tag == "!"], "a comment"
    return tree


def alike(record: Review, twin: Review, *syntaxes: AnySyntax) -> None:
    """That a record and its twin make the same elements."""
    scripts = int("jsonld" in syntaxes)
    one, other = (
        block(unharmed(page(markup(of, syntaxes, profile="full")), scripts)) for of in (record, twin)
    )  # fmt: skip
    assert kinds(one) == kinds(other)
    assert not difference(shape(one), shape(other))


def test_a_page_that_is_broken_is_seen() -> None:
    for hostile in (
        "<script>1</script>",
        "<p onclick=x>",
        "</div>",
        "<a href=' java\nscript:x'>",
        "<!-- x -->",
        "<li>",
    ):
        with pytest.raises(AssertionError):
            unharmed(page(hostile), 0)
    unharmed(page("<p>kept</p>"), 0)


def test_the_texts_reach_where_people_write() -> None:
    """An attack that every field refuses would prove nothing."""
    script = f"<script>{CANARY}</script>"
    reached = {at[0] if at[0] != "item" else at[:2] for at in places() if taken(at, script)}
    assert reached >= {
        "authors", "publisher", "title", "summary", "body", "rating", "aspects", "pros", "cons", "tags", "reply",
        "provenance", ("item", "name"), ("item", "description"), ("item", "identifiers"), ("item", "key"),
        ("item", "properties"), ("item", "brand"), ("item", "manufacturer"), ("item", "category"), ("item", "model"),
        ("item", "color"), ("item", "material"), ("item", "size"),
    }  # fmt: skip
    assert not [text for text in TEXTS if sum(taken(at, text) for at in places()) < 5]
    assert sum(taken(at, "javascript:x") for at in places()) > sum(taken(at, script) for at in places())


def test_what_is_constrained_refuses_them() -> None:
    for at in (("language",), ("published",), ("url",), ("images", 0), ("item", "url"), ("item", "offers", 0, "url")):
        assert not [text for text in TEXTS if set(text) & set('<>"` ') and with_text(at, text) is not None]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:24]))
def test_a_text_at_all_places_at_once(text: str) -> None:
    alike(*all_at_once(text), *ALL)


@pytest.mark.parametrize("syntaxes", SYNTAXES[1:], ids="+".join)
@pytest.mark.parametrize("texts", [TEXTS[start::8] for start in range(8)], ids=[f"{n} of 8" for n in range(1, 9)])
def test_each_syntax_alone(texts: tuple[str, ...], syntaxes: tuple[AnySyntax, ...]) -> None:
    for text in texts:
        record, twin = all_at_once(text)
        tree = by_turbohtml(page(markup(record, syntaxes)))
        assert not difference(flat(cut(tree, "id", "block")), EMPTY)
        assert harm_in(tree) == []
        assert not difference(shape(tree), shape(by_turbohtml(page(markup(twin, syntaxes)))))


def test_each_text_at_each_place_in_turn() -> None:
    number = 0
    for text in TEXTS:
        for at in everywhere(text):
            number += 1
            record, twin = (
                (with_text(at, one) for one in (text, harmless(text))) if number % EVERY == 0 else (None, None)
            )
            if record is None or twin is None:
                continue
            one, other = (by_turbohtml(page(markup(of, ALL, profile="full"))) for of in (record, twin))
            assert not difference(shape(one), shape(other)), (at, text)
            assert not difference(flat(cut(one, "id", "block")), EMPTY), (at, text)
            assert harm_in(one) == [], (at, text)
    assert number > 5000


@pytest.mark.parametrize(
    "texts", [TEXTS[start : start + 8] for start in range(0, len(TEXTS), 8)], ids=lambda texts: repr(texts[0][:24])
)
def test_several_reviews_of_one_item(texts: tuple[str, ...]) -> None:
    """All of them in one section, with the mean of their ratings."""
    records, twins = zip(*(all_at_once(text, number) for number, text in enumerate(texts)), strict=True)
    groups = []
    for made in (records, twins):
        same = [one.model_copy(update={"item": made[0].item}) for one in made]
        groups.append(block(unharmed(page(markup(same, ALL, profile="full")), 1)))
    assert not difference(shape(groups[0]), shape(groups[1]))


@pytest.mark.parametrize(("format", "text"), BODIES, ids=lambda part: repr(part[:24]))
def test_a_body_changes_nothing_around_it(format: str, text: str) -> None:
    """Alone, hidden as a spoiler, and between other reviews of the same item."""
    quiet = with_body("text", "A quiet evening.", 2)
    assert quiet is not None
    for more in ({}, {"spoiler": True}):
        record, twin = with_body(format, text, **more), with_body("html", f"<p>{'x' * 30}<p>", **more)
        if record is None:
            assert not text.strip("\x7f")
            return
        assert twin is not None
        for made, without in ((record, twin), ([quiet, record, quiet], [quiet, twin, quiet])):
            trees = []
            for of in (made, without):
                tree = unharmed(page(markup(of, ALL)), 1)
                for body in select(tree, "class", "body"):
                    assert not_ours(body) == []
                trees.append(shape(without_text(block(tree))))
            if record.body is not None and prose.plain(record.body):
                assert not difference(*trees)
            else:
                assert len(trees[0]) == len(trees[1])  # a body that says nothing has no reviewBody


def not_ours(body: Node) -> list[str]:
    """What a body may not say, though it would harm no page: that something in it is ours, or is for machines."""
    inner = [one for one in body.elements() if one is not body]
    own = body.tag == "details" or all(one.tag in ("p", "br", "data") for one in inner)
    names = {"itemprop", "itemscope", "itemtype", "itemid", "itemref", "property", "typeof", "resource", "vocab", "about",
             "prefix", "rel", "rev", "class", "id", "name", "slot", "is"}  # fmt: skip
    return [
        f"<{one.tag} {name}={value}>"
        for one in inner
        for name, value in one.attributes
        if name in names
        and not (name == "id" and value.startswith("fn"))
        and not (own and name in ("class", "itemprop", "property"))
    ]


def without_text(node: Node) -> Node:
    """A block without its bodies, and without what says them to machines."""
    children = tuple(
        child if isinstance(child, str) else without_text(child)
        for child in node.children
        if isinstance(child, str) or (not {"body"} & set((child.get("class") or "").split())
        and "reviewBody" not in (child.get("itemprop"), child.get("property")))
    )  # fmt: skip
    return Node(tag=node.tag, attributes=node.attributes, children=children)


_TAGS = [
    "a",
    "b",
    "i",
    "em",
    "strong",
    "s",
    "u",
    "small",
    "code",
    "span",
    "q",
    "mark",
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "table",
    "tr",
    "td",
    "th",
    "caption",
    "tbody",
    "colgroup",
    "col",
    "blockquote",
    "pre",
    "details",
    "summary",
    "ruby",
    "rt",
    "rp",
    "section",
    "article",
    "main",
    "header",
    "img",
    "br",
    "hr",
    "center",
    "font",
    "nobr",
    "object",
    "applet",
    "marquee",
    "button",
    "form",
    "select",
    "option",
    "template",
    "svg",
    "math",
    "mtext",
    "mglyph",
    "title",
    "desc",
    "foreignObject",
    "annotation-xml",
    "style",
    "script",
    "noscript",
    "textarea",
    "xmp",
    "plaintext",
    "iframe",
    "body",
    "html",
    "head",
    "frameset",
    "frame",
    "image",
    "input",
    "isindex",
]


@st.composite
def soups(draw: st.DrawFn) -> str:
    """Tags that are opened and closed anyhow."""
    pieces = []
    for tag, kind in draw(st.lists(st.tuples(st.sampled_from(_TAGS), st.integers(0, 9)), min_size=1, max_size=40)):
        match kind:
            case 0 | 1 | 2 | 3 | 4:
                pieces.append(f"<{tag}>")
            case 5 | 6 | 7:
                pieces.append(f"</{tag}>")
            case 8:
                pieces.append(f"<{tag} href=/x title='</p><!--\"' class=x>")
            case _:
                pieces.append("text")
    return "".join(pieces)


@given(soup=soups(), format=st.sampled_from(["html", "markdown"]), spoiler=st.booleans())
def test_a_body_of_any_tags(soup: str, format: str, spoiler: bool) -> None:
    record, quiet = with_body(format, soup, spoiler=spoiler), with_body("text", "A quiet evening.", 2)
    assert record is not None
    assert quiet is not None
    for made in (record, [quiet, record, quiet]):
        tree = unharmed(page(markup(made, ALL)), 1)
        assert len(select(tree, "class", "h-review")) == (1 if made is record else 3)


def test_they_are_valid() -> None:
    """No parse error, but for control characters that XML allows and HTML has no way to write.

    https://html.spec.whatwg.org/multipage/parsing.html#parse-error-control-character-in-input-stream
    """
    for text in TEXTS:
        html = page(markup(all_at_once(text)[0], ALL, profile="full"))
        controls = re.findall("[\x7f-\x9f\ufdd0-\ufdef]", html)
        assert set(errors(html)) <= ({"invalid-codepoint"} if controls else set())


def test_a_nonce_ends_no_attribute() -> None:
    record = with_body("text", "A quiet evening.")
    assert record is not None
    for text in TEXTS:
        made = both(page(markup(record, ALL, nonce=text)))
        assert not difference(flat(cut(made, "id", "block")), EMPTY)
        (script,) = [one for one in made.elements() if one.tag == "script"]
        assert script.attributes == (("nonce", text), ("type", "application/ld+json"))
