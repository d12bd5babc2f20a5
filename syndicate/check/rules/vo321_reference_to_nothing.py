"""VO321: a reference to nothing."""

from __future__ import annotations

import weakref
from collections.abc import Iterator

from syndicate import vocabulary
from syndicate.check._page import Page
from syndicate.check._rule import ANY, Hit, Rule, node
from syndicate.check._subject import Nodes, Subject, is_reference
from syndicate.check.rules._contexts import contexts_of
from syndicate.check.rules._nodes import REVIEW_NODE
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    id = subject.node.get("@id")
    if set(subject.node) != {"@id"} or not isinstance(id, str) or subject.parent is None or subject.syntax != "JSON-LD":
        return
    if not _is_of_this_page(id, subject) or _takes_address(subject.via) or contexts_of(subject).foreign:
        return
    if not any(id in nodes.by_id and not is_reference(nodes.by_id[id].node) for nodes in _all_nodes(subject)):
        yield Hit("", f"there is nothing with the @id {shown(id, 80)}")


def _is_of_this_page(id: str, subject: Subject) -> bool:
    if id.startswith(("#", "_:")):
        return len(id) > 1
    before, mark, name = id.partition("#")
    return bool(mark and name and subject.page.url and before == subject.page.url.partition("#")[0])


def _takes_address(name: str) -> bool:
    return not vocabulary.is_property(name) or "URL" in vocabulary.value_types(name)


_known: weakref.WeakKeyDictionary[Page, list[Nodes]] = weakref.WeakKeyDictionary()


def _all_nodes(subject: Subject) -> list[Nodes]:
    """What the page tells of, syntax by syntax."""
    found = _known.get(subject.page)
    if found is None:
        found = list({id(one.nodes): one.nodes for one in subject.page.nodes}.values())
        _known[subject.page] = found
    return found


RULE = Rule(
    code="VO321",
    name="reference-to-nothing",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://www.w3.org/TR/json-ld11/#node-identifiers",
    read=READ,
    why="This names a thing by an @id of the page, and the page does not tell of any such thing. Who reads it "
    "finds an author, a product or a publisher without a name.",
    mend="Tell of the thing on the page, with this @id, or write it in full here.",
    check=_check,
    good=(
        node({**REVIEW_NODE, "author": {"@id": "https://example.org/people/ada"}}),
        node(
            {
                "@graph": [
                    {**REVIEW_NODE, "author": {"@id": "#ada"}},
                    {"@id": "#ada", "@type": "Person", "name": "Ada Example"},
                ]
            }
        ),
        node({**REVIEW_NODE, "mainEntityOfPage": {"@id": "#top"}}),
        node({**REVIEW_NODE, "author": {"@id": "https://example.org/a#ada"}}),
    ),
    bad=(
        node({**REVIEW_NODE, "author": {"@id": "#ada"}}, at="author"),
        node({**REVIEW_NODE, "author": {"@id": "https://example.org/a#ada"}}, at="author", url="https://example.org/a"),
    ),
)
