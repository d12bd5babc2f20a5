"""VO303: a property that schema.org does not have."""

from __future__ import annotations

from syndicate import vocabulary
from syndicate.check._rule import ANY, Hit, Rule, node, page
from syndicate.check._subject import Subject
from syndicate.check.rules._names import Name, classes_of, nearest, of_verdict
from syndicate.check.rules._nodes import REVIEW_NODE, changed
from syndicate.check.rules._sources import READ
from syndicate.ledger import shown

__all__ = ["RULE"]


def _say(subject: Subject, name: Name) -> Hit:
    classes = classes_of(subject)
    near = nearest(subject, name.name, lambda: _in_use(classes))
    mend = f"Of a {classes[0]} the nearest names are {', '.join(near)}." if near else ""
    return Hit(name.name, f"schema.org {vocabulary.VERSION} has no property {shown(name.name, 60)}", mend)


def _in_use(classes: tuple[str, ...]) -> set[str]:
    """The properties of some classes that no others have taken the place of."""
    return {one for of in classes for one in vocabulary.properties_of(of) if vocabulary.superseded_by(one) is None}


_check = of_verdict("unknown", _say)


RULE = Rule(
    code="VO303",
    name="unknown-property",
    severity="warning",
    types=ANY,
    kinds=("page", "jsonld"),
    source="https://schema.org/docs/full.html",
    read=READ,
    why="A name that schema.org does not have means nothing to whoever reads the page. The value behind it is lost.",
    mend="Take the name of a property of schema.org; what has none can be said by additionalProperty.",
    check=_check,
    good=(
        node(REVIEW_NODE),
        node({**REVIEW_NODE, "dc:title": "Fog", "@id": "https://example.org/1"}),
        node({"@type": "SearchAction", "target": "https://example.org/?q={q}", "query-input": "required name=q"}),
        node(
            {
                "@context": ["https://schema.org", {"mood": "https://example.org/mood"}],
                "@type": "Review",
                "mood": "foggy",
            }
        ),
        node({"@context": {"@vocab": "https://example.org/"}, "@type": "Review", "mood": "foggy"}),
    ),
    bad=(
        node({**REVIEW_NODE, "reviewBodyText": "Fog."}, at="reviewBodyText"),
        node(changed(REVIEW_NODE, "reviewRating.rattingValue", 4), at="reviewRating.rattingValue"),
        page(
            '<div itemscope itemtype="https://schema.org/Movie"><b itemprop="moviename">Fog</b></div>',
            at="microdata[0].moviename",
        ),
    ),
)
