"""Write, put into a page, extract with a reader that is not ours, rebuild, compare: for each syntax and profile.

extruct is the first witness: the record that its answer makes is the projection of the record that went in. turbohtml is
the second, for the syntaxes whose trees it gives: its answer is compared with the node itself, value by value.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

import extruct
import pytest
import turbohtml
from hypothesis import Phase, given, settings
from strategies import HOSTILE, full_reviews, reviews

from syndicate import page
from syndicate.formats import Carries, get, microdata, microformats, project, rdfa
from syndicate.formats._nodes import Graph, row_of
from syndicate.markup import markup
from syndicate.models.record import plain, validated
from syndicate.models.review import Review
from syndicate.schemaorg import to_node
from syndicate.schemaorg.profiles import left_by_search, profiled
from syndicate.schemaorg.terms import untold

# To shrink a record takes minutes, and what differs is told without it.
unshrunk = settings(phases=[Phase.explicit, Phase.generate])
MANY = settings(unshrunk, max_examples=2000 if os.environ.get("SYNDICATE_HYPOTHESIS_PROFILE") in ("ci", "deep") else 40)
PAGE = (
    b"<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8><title>A page</title></head>\n"
    b"<body><h1>Heading</h1>\n<p>Some text.</p></body></html>\n"
)
SYNTAXES = ("jsonld", "microdata", "rdfa", "microformats")
NODES: dict[str, Callable[[str], list[dict[str, Any]]]] = {
    "jsonld": lambda text: extruct.extract(text, syntaxes=["json-ld"])["json-ld"],
    "microdata": lambda text: microdata.nodes(text, mend=False),
    "rdfa": lambda text: rdfa.nodes(text, mend=False),
    "microformats": lambda text: microformats.nodes(text, mend=False),
}


def extracted(text: str, syntax: str) -> list[dict[str, Any]]:
    """The rows of the reviews that extruct finds in a page in one syntax."""
    return [
        row_of(one, graph, untold) for node in NODES[syntax](text) for graph in [Graph(node)] for one in graph.reviews()
    ]


def comparable(record: Review, carries: Carries) -> dict[str, Any]:
    """A record as plain values, its lists in an order where the syntax keeps none; without what was inferred."""
    made = project(
        record, {"": "exact", **{path: how for path, how in carries.items() if how in ("exact", "set", "unordered")}}
    )
    assert made is not None
    return {name: value for name, value in plain(made).items() if name != "inferred"}


def told(review: Review, syntax: str, profile: str) -> dict[str, str]:
    """Paths that the format's writer tells as lost of this very record."""
    from syndicate.formats import WriteContext

    ctx = WriteContext()
    b"".join(get(syntax).write([review], ctx))  # type: ignore[misc]
    lost = {path: "dropped" for path, how in ctx.losses if how != "untyped"}
    if profile == "search":
        lost |= dict.fromkeys(left_by_search(to_node(review)), "dropped")
    return lost


def check(review: Review, syntax: str, profile: str) -> None:
    text = page.put(PAGE, markup(review, syntax, profile=profile), syntax=syntax).decode()
    (row,) = extracted(text, syntax)
    lost = told(review, syntax, profile) if syntax != "microformats" else told(review, syntax, "full")
    wanted = project(review, {**get(syntax).carries, **lost})
    assert wanted is not None
    back = project(validated(row), {"": "exact", **lost})
    assert back is not None
    assert comparable(back, get(syntax).carries) == comparable(wanted, get(syntax).carries), (syntax, profile)


@MANY
@given(review=reviews())
def test_what_was_put_into_a_page_is_extracted_as_declared(review: Review) -> None:
    """Each review in each syntax and profile: to make one takes longer than to read it eight times."""
    for syntax in SYNTAXES:
        for profile in ("full", "search"):
            check(review, syntax, profile)


@pytest.mark.parametrize("profile", ["full", "search"])
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_what_says_everything(syntax: str, profile: str) -> None:
    for review in full_reviews():
        check(review, syntax, profile)


@unshrunk
@given(review=reviews())
def test_all_syntaxes_in_one_page(review: Review) -> None:
    """One fragment in three syntaxes and a script beside it: each still says what it says alone."""
    text = page.put(PAGE, markup(review, SYNTAXES), syntax="microdata").decode()
    for syntax in SYNTAXES:
        (row,) = extracted(text, syntax)
        lost = told(review, syntax, "search") | told(review, "rdfa", "search")
        wanted = project(review, {**get(syntax).carries, **lost})
        back = project(validated(row), {"": "exact", **lost})
        assert wanted is not None
        assert back is not None
        assert comparable(back, get(syntax).carries) == comparable(wanted, get(syntax).carries), syntax


def literal(value: Any) -> str:
    return value if isinstance(value, str) else value["@id"] if isinstance(value, dict) else json.dumps(value)


def of_node(node: dict[str, Any], prefix: str) -> dict[str, Any]:
    """A node as text alone says it: types, name, and the values of each property in their order."""
    types = node.get("@type", [])
    made: dict[str, Any] = {"types": [types] if isinstance(types, str) else types, "id": node.get("@id")}
    for name, value in node.items():
        if not name.startswith("@"):
            values = value if isinstance(value, list) else [value]
            made[prefix + name] = [
                of_node(one, prefix) if isinstance(one, dict) and list(one) != ["@id"] else literal(one)
                for one in values
            ]
    return made


def with_classes(node: Any) -> None:
    """Adds what RDFa says once more of a node of several classes."""
    for value in node if isinstance(node, list) else node.values() if isinstance(node, dict) else ():
        with_classes(value)
    if isinstance(node, dict) and isinstance(node.get("@type"), list):
        further = ["https://schema.org/" + of for of in node["@type"][1:]]
        given = node.get("additionalType", [])
        node["additionalType"] = further + (given if isinstance(given, list) else [given])


def of_microdata(item: Any) -> Any:
    if not isinstance(item, turbohtml.MicrodataItem):
        return item
    types = [one.removeprefix("https://schema.org/") for one in (item.type or "").split()]
    values = {name: [of_microdata(one) for one in values] for name, values in item.properties.items()}
    return {"types": types, "id": item.id, **values}


def of_rdfa(item: Any) -> Any:
    if not isinstance(item, turbohtml.RdfaItem):
        return item
    types = [one.removeprefix("https://schema.org/") for one in item.type]
    values = {name: [of_rdfa(one) for one in values] for name, values in item.properties.items()}
    return {"types": types, "id": item.resource, **values}


@unshrunk
@given(review=reviews())
def test_a_second_witness_of_microdata(review: Review) -> None:
    found = turbohtml.parse(PAGE.decode().replace("</body>", f"{markup(review, 'microdata', profile='full')}</body>"))
    (item,) = found.microdata()
    assert unordered(of_microdata(item)) == unordered(of_node(to_node(review), ""))


@unshrunk
@given(review=reviews())
def test_a_second_witness_of_rdfa(review: Review) -> None:
    from syndicate.formats._markup.fragments import in_a_graph

    (node,), _ = in_a_graph([to_node(review)])
    with_classes(node)
    found = turbohtml.parse(PAGE.decode().replace("</body>", f"{markup(review, 'rdfa', profile='full')}</body>"))
    (item,) = found.rdfa()
    assert unordered(of_rdfa(item)) == unordered(of_node(node, "https://schema.org/"))


@unshrunk
@given(review=reviews())
def test_a_second_witness_of_jsonld(review: Review) -> None:
    found = turbohtml.parse(PAGE.decode().replace("</head>", f"{markup(review)}</head>"))
    (document,) = found.json_ld()
    assert document == {"@context": "https://schema.org", **profiled(to_node(review), "search")}


def unordered(tree: Any) -> Any:
    """Where the layout shows the verdict after the author, properties stand in another order than in the node."""
    if isinstance(tree, dict):
        return {name: unordered(tree[name]) for name in sorted(tree)}
    return [unordered(one) for one in tree] if isinstance(tree, list) else tree


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_summaries(text: str, syntax: str) -> None:
    review = validated({"id": "urn:x:1", "item": {"type": "Movie", "name": "It", "description": text}, "summary": text})
    assert isinstance(review, Review)
    check(review, syntax, "search")
