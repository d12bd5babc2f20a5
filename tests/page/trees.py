"""The tree that html5lib builds of a page, without what is ours; and where that stands."""

from __future__ import annotations

import re

import html5lib

from syndicate.hypertext import decoded

__all__ = ["folded", "text_of", "tree"]


def tree(page, charset=None):
    """The page as html5lib builds it, each node a tuple; and its nodes that are ours, each with its parents."""
    document = html5lib.parse(decoded(page, charset)[0], treebuilder="dom")
    ours = []

    def shape(node, above):
        made, text = [], ""
        for child in node.childNodes:
            if child.nodeType == child.TEXT_NODE:
                text += child.data
                continue
            if child.nodeType == child.COMMENT_NODE and re.match(r" syndicate:(begin|end)", child.data):
                continue
            if child.nodeType == child.ELEMENT_NODE and (
                child.getAttribute("type") == "application/ld+json" or child.getAttribute("class") == "syndicate"
            ):
                ours.append((child, above))
                continue
            made, text = [*made, *folded(text)], ""
            if child.nodeType == child.ELEMENT_NODE:
                attributes = tuple(sorted(child.attributes.items()))
                made.append((child.tagName, attributes, shape(child, (*above, child.tagName))))
            elif child.nodeType == child.COMMENT_NODE:
                made.append(("comment", child.data))
            else:
                made.append(("doctype", child.name, child.publicId, child.systemId))
        return (*made, *folded(text))

    return shape(document, ()), ours


def text_of(node):
    return node.data if node.nodeType == node.TEXT_NODE else "".join(map(text_of, node.childNodes))


def folded(text):
    folded = " ".join(text.split())
    return (folded,) if folded else ()
