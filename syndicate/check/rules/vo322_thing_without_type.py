"""VO322: a thing without a type."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate import vocabulary
from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._contexts import contexts_of, ours
from syndicate.check.rules._nodes import REVIEW_NODE
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.types or subject.node.get("@type") or not ours(subject):
        return
    # A script without a context, and an item of Microdata without a type above it, are nobody's words.
    if subject.syntax == "JSON-LD" and not contexts_of(subject).any:
        return
    if subject.syntax != "JSON-LD" and (subject.parent is None or not subject.parent.types):
        return
    # What is reviewed has a rule of its own.
    if subject.via and (subject.via == "itemReviewed" or not vocabulary.is_property(subject.via)):
        return
    said = [name for name in subject.node if name[:1] != "@" and vocabulary.is_property(name)]
    if not said:
        return
    id = subject.node.get("@id")
    if isinstance(id, str) and id in subject.nodes.by_id and subject.nodes.by_id[id].types:
        return
    yield Hit("@type", f"this has {', '.join(said[:3])}{' and more' if len(said) > 3 else ''}, and no type")


RULE = Rule(
    code="VO322",
    name="thing-without-type",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/datamodel.html",
    read=READ,
    why="Nothing says what kind of thing this is. Who reads the page cannot tell what its properties mean, "
    "and passes it over.",
    mend="Give it an @type; in Microdata an itemtype.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node({**REVIEW_NODE, "author": {"@id": "https://example.org/ada"}}),
        node(
            {
                "@graph": [
                    {"@id": "#ada", "url": "https://example.org/"},
                    {"@id": "#ada", "@type": "Person", "name": "Ada Example"},
                ]
            }
        ),
        node({**REVIEW_NODE, "name": {"@value": "Fog", "@language": "en"}}),
    ),
    bad=(
        node({**REVIEW_NODE, "author": {"name": "Ada Example"}}, at="author.@type"),
        node({"name": "Fog", "url": "https://example.org/"}, at="@type"),
        page(
            '<div itemscope itemtype="https://schema.org/Movie"><p itemprop="director" itemscope>'
            '<b itemprop="name">Cleo</b></p></div>',
            at="microdata[0].director.@type",
        ),
    ),
)
