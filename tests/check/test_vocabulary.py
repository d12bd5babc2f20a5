"""Rules of the vocabulary: what their examples cannot show."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from syndicate.check import Plan, check
from syndicate.check._mend import mended
from syndicate.check.registry import all_rules, chosen

VOCABULARY = Plan(rules=chosen(["VO"]))


def found(content: object, kind: str = "jsonld") -> list[tuple[str, str]]:
    text = content if isinstance(content, str) else json.dumps(content)
    return [(one.code, one.path) for one in check(text, kind=kind, plan=VOCABULARY).findings]


def test_what_is_misspelt_or_old_is_mended_and_the_rest_stays_as_it_is():
    before = """{"@context": "http://schema.org/", "@type": "movie",
      "actors": [ {"@type": "Person", "Name": "Ada Example"} ],
      "isFamilyFriendly": "Yes",
      "offers": {"@type": "Offer", "availability": "In Stock", "priceCurrency": "€"}}"""
    after = """{"@context": "https://schema.org/", "@type": "Movie",
      "actor": [ {"@type": "Person", "name": "Ada Example"} ],
      "isFamilyFriendly": true,
      "offers": {"@type": "Offer", "availability": "https://schema.org/InStock", "priceCurrency": "EUR"}}"""
    assert mended(before.encode(), "jsonld", VOCABULARY)[0].decode() == after
    assert found(after) == []


@pytest.mark.parametrize(
    "text",
    [
        # What cannot be told for certain is left alone.
        '{"@context": "https://schema.org", "@type": "Offer", "itemCondition": "new", "priceCurrency": "$"}',
        # The right name is there: a second one would stand twice in the object.
        '{"@context": "https://schema.org", "@type": "Movie", "actor": [], "actors": [{"@type": "Person"}]}',
    ],
)
def test_nothing_is_invented(text):
    assert mended(text.encode(), "jsonld", VOCABULARY) == (text.encode(), 0, 0)
    assert found(text)


def test_a_document_of_another_vocabulary_is_not_judged_by_this_one():
    note = {"@context": "https://www.w3.org/ns/activitystreams", "type": "Note", "content": "", "attributedTo": "#a"}
    assert found(note) == []
    assert found({"@context": ["https://schema.org", "https://example.org/more"], "@type": "Review", "mood": 1}) == []


def test_names_with_a_prefix_and_full_names_are_schema_orgs_too():
    prefixed = {"@context": {"s": "https://schema.org/"}, "@type": "s:Review", "s:reveiwBody": "Fog."}
    assert found(prefixed) == [("VO303", "reveiwBody")]
    assert found({"@type": "https://schema.org/Review", "https://schema.org/reviewBody": "Fog."}) == [
        ("VO325", "@context")
    ]


def test_one_page_says_its_references_in_several_scripts():
    script = '<script type="application/ld+json">{}</script>'.format
    one = script(json.dumps({"@context": "https://schema.org", "@type": "Review", "author": {"@id": "#ada"}}))
    other = script(json.dumps({"@context": "https://schema.org", "@type": "Person", "@id": "#ada", "name": "Ada"}))
    assert found(one + other, "page") == []
    assert found(one, "page") == [("VO321", "author")]


def test_only_the_first_misspelt_names_are_looked_up_and_all_are_told():
    node = {"@context": "https://schema.org", "@type": "Review", **{f"reviewBodi{at}": 1 for at in range(100)}}
    findings = check(json.dumps(node), kind="jsonld", plan=VOCABULARY).findings
    assert len(findings) == 100
    assert sum("nearest" in one.mend for one in findings) == 40


@pytest.mark.skipif("SYNDICATE_CONFORMANCE" not in os.environ, reason="SYNDICATE_CONFORMANCE names no folder")
def test_schema_orgs_own_examples_have_no_faults():
    """What is told of them is that text stands where a thing may, and languages in words: both are notes."""
    file = Path(os.environ["SYNDICATE_CONFORMANCE"]) / "schemaorg" / "review-examples.json"
    codes: set[str] = set()
    for example in json.loads(file.read_text()):
        for syntax in ("microdata", "rdfa", "jsonld"):
            text = example.get(syntax) or ""
            codes.update(code for code, _ in found(text, "page" if "<" in text[:400] else "jsonld"))
    assert codes <= {rule.code for rule in all_rules() if rule.severity == "note"}
