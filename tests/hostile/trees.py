"""The tree of a page as two parsers of HTML5 make it, in one form, and what may and may not be in it.

https://html.spec.whatwg.org/multipage/parsing.html; scripting is on, as in a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import html5lib
import turbohtml

__all__ = [
    "DEEPEST",
    "Node",
    "Shape",
    "by_html5lib",
    "by_turbohtml",
    "cut",
    "difference",
    "errors",
    "flat",
    "harm_in",
    "kinds",
    "select",
    "shape",
]

Shape = tuple[tuple[int, str, tuple[str, ...]], ...]
"""Of each element in the order of the document: how deep it is, its tag, and the names of its attributes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """An element (or a comment, whose tag is ``!``); texts are strings among its children. See :func:`flat`."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Node | str, ...]

    def get(self, name: str) -> str | None:
        """The value of an attribute."""
        return dict(self.attributes).get(name)

    def elements(self) -> Iterator[Node]:
        """This one and all in it, in the order of the document."""
        rest: list[Node] = [self]
        while rest:
            node = rest.pop()
            yield node
            rest += [child for child in reversed(node.children) if isinstance(child, Node)]

    def text(self) -> str:
        """All text in it."""
        parts, rest = [], list(reversed(self.children))
        while rest:
            node = rest.pop()
            if isinstance(node, str):
                parts.append(node)
            else:
                rest += reversed(node.children)
        return "".join(parts)


def by_html5lib(page: str) -> Node:
    """The root element, as html5lib has it."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("dom"), namespaceHTMLElements=False)
    return _of_dom(parser.parse(page, scripting=True).documentElement)


def errors(page: str) -> list[str]:
    """The parse errors that html5lib finds, which are those that a validator tells."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(page, scripting=True)
    return [code for _, code, _ in parser.errors]


def by_turbohtml(page: str) -> Node:
    """The root element, as turbohtml has it."""
    root = next(
        child for child in turbohtml.parse(page, scripting=True, positions=False).children if _is_element(child)
    )
    return _of_turbohtml(root)


def _is_element(node: Any) -> bool:
    return isinstance(node, turbohtml.Element)


def _of_dom(top: Any) -> Node:
    return _built(
        top,
        lambda node: node.childNodes,
        lambda node: node.data if node.nodeType == node.TEXT_NODE else None,
        lambda node: ("!", ()) if node.nodeType == node.COMMENT_NODE else (node.nodeName, node.attributes.items()),
    )


def _of_turbohtml(top: Any) -> Node:
    def named(node: Any) -> tuple[str, Any]:
        if not _is_element(node):
            return type(node).__name__ if not isinstance(node, turbohtml.Comment) else "!", ()
        said = (
            (name, " ".join(value) if isinstance(value, list) else value or "") for name, value in node.attrs.items()
        )
        return node.tag, said

    return _built(
        top, lambda node: node.children, lambda node: node.text if isinstance(node, turbohtml.Text) else None, named
    )


def _built(top: Any, children: Any, text: Any, named: Any) -> Node:
    """The tree from its leaves up, without recursion: a hostile one may be deep."""
    order, rest = [], [top]
    while rest:
        node = rest.pop()
        order.append(node)
        rest += [child for child in children(node) if text(child) is None]
    done: dict[int, Node] = {}
    kept = []  # ids are those of objects that live
    for node in reversed(order):
        inner: list[Node | str] = []
        for child in children(node):
            said = text(child)
            kept.append(child)
            inner.append(done[_key(child)] if said is None else said)
        tag, attributes = named(node)
        said_of = sorted((name, " ".join(value.split()) if name == "class" else value) for name, value in attributes)
        done[_key(node)] = Node(tag=tag, attributes=tuple(said_of), children=_joined(inner))
    return done[_key(top)]


def _key(node: Any) -> Any:
    return node if isinstance(node, turbohtml.Node) else id(node)


def _joined(children: list[Node | str]) -> tuple[Node | str, ...]:
    made: list[Node | str] = []
    for child in children:
        if isinstance(child, str) and made and isinstance(made[-1], str):
            made[-1] += child
        elif child != "":
            made.append(child)
    return tuple(made)


def flat(node: Node) -> tuple[tuple[int, str, tuple[tuple[str, str], ...]], ...]:
    """All that a tree says, as one list: trees are the same where their lists are. A text has an empty tag."""
    made: list[tuple[int, str, tuple[tuple[str, str], ...]]] = []
    rest: list[tuple[int, Node | str]] = [(0, node)]
    while rest:
        depth, one = rest.pop()
        if isinstance(one, str):
            made.append((depth, "", (("", one),)))
        else:
            made.append((depth, one.tag, one.attributes))
            rest += [(depth + 1, child) for child in reversed(one.children)]
    return tuple(made)


def shape(node: Node) -> Shape:
    """A tree without its texts and without the values of attributes."""
    return tuple((depth, tag, tuple(name for name, _ in said)) for depth, tag, said in flat(node) if tag)


def difference(made: Sequence[object], wanted: Sequence[object]) -> str:
    """Where two flat trees part, in a few words, since pytest takes minutes to compare long ones; empty if nowhere."""
    if made == wanted:
        return ""
    at = next(
        (at for at, (one, other) in enumerate(zip(made, wanted, strict=False)) if one != other),
        min(len(made), len(wanted)),
    )
    return f"at {at}: made {made[at : at + 3]!r:.500}, wanted {wanted[at : at + 3]!r:.500}"


def kinds(node: Node) -> dict[tuple[str, tuple[str, ...]], int]:
    """How many elements of each tag and names of attributes there are."""
    counted: dict[tuple[str, tuple[str, ...]], int] = {}
    for one in node.elements():
        key = one.tag, tuple(name for name, _ in one.attributes)
        counted[key] = counted.get(key, 0) + 1
    return counted


def select(node: Node, name: str, value: str) -> list[Node]:
    """The elements of which an attribute has ``value`` among its words."""
    return [one for one in node.elements() if value in (one.get(name) or "").split()]


def cut(node: Node, name: str, *values: str) -> Node:
    """The tree without what is in the elements that have one of ``values`` among the words of an attribute."""
    inner = () if set(values) & set((node.get(name) or "").split()) else node.children
    children = tuple(child if isinstance(child, str) else cut(child, name, *values) for child in inner)
    return Node(tag=node.tag, attributes=node.attributes, children=children)


DEEPEST = 500
"""Browsers nest no deeper than 512 elements: what is deeper stands beside. turbohtml 1.15 loses elements there."""

_HARMFUL = frozenset((
    "animate", "applet", "area", "audio", "base", "button", "dialog", "embed", "fencedframe", "form", "frame",
    "frameset", "iframe", "image", "input", "map", "marquee", "math", "noembed", "noframes", "noscript", "object",
    "param", "plaintext", "portal", "select", "slot", "source", "style", "svg", "template", "textarea", "track",
    "video", "xmp",
))  # fmt: skip
_HARMFUL_ATTRIBUTES = frozenset((
    "action", "autofocus", "background", "data", "form", "formaction", "ping", "srcdoc", "srcset", "style", "tabindex",
    "target", "http-equiv",
))  # fmt: skip
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")


def harm_in(node: Node) -> list[str]:
    """What no page of ours has, whatever is in it: elements and attributes that act, and links that run."""
    found = []
    for one in node.elements():
        if one.tag in _HARMFUL or (one.tag == "meta" and one.get("http-equiv") is not None):
            found.append(f"<{one.tag}>")
        if one.tag == "script" and one.attributes != (("type", "application/ld+json"),):
            found.append(f"<script> {one.attributes}")
        if one.tag == "link" and "itemprop" not in dict(one.attributes) and "property" not in dict(one.attributes):
            rel = one.get("rel")
            if rel not in ("stylesheet", "canonical", "alternate", "next", "prev"):
                found.append(f"<link rel={rel}>")
        found += [
            f"<{one.tag} {name}>" for name, _ in one.attributes if name.startswith("on") or name in _HARMFUL_ATTRIBUTES
        ]
        found += [
            f"<{one.tag} {name}={value!r:.60}>"
            for name, value in one.attributes
            if name in ("href", "src") and one.tag != "link" and not _leads_to_a_page(value)
        ]
    return found


def _leads_to_a_page(value: str) -> bool:
    """By what the URL Standard does first: white space at the ends and tabs and line ends anywhere do not count."""
    said = "".join(c for c in value.strip("".join(map(chr, range(33)))) if c not in "\t\n\r").lower()
    found = _SCHEME.match(said)
    return found is None or found[1] in ("http", "https")
