"""The vocabulary against outside facts: schema.org's and Google's pages, and the published file read anew."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate import vocabulary
from syndicate.errors import UnknownName
from syndicate.vocabulary import _generate, _tables

DATA = Path(vocabulary.__file__).with_name("_data.json")
NAMES = sorted(vocabulary.types() | vocabulary.properties() | set(vocabulary.members("Enumeration")))
ANYTHING = st.one_of(st.sampled_from(NAMES), st.text(max_size=12))


# The class tree, as https://schema.org/NAME shows it.


@pytest.mark.parametrize(
    ("name", "ancestor"),
    [
        ("VideoGame", "SoftwareApplication"),
        ("VideoGame", "Game"),
        ("MusicAlbum", "MusicPlaylist"),
        ("Restaurant", "FoodEstablishment"),
        ("FoodEstablishment", "LocalBusiness"),
        ("LocalBusiness", "Place"),
        ("LocalBusiness", "Organization"),
        ("Restaurant", "Place"),
        ("Hotel", "Organization"),
        ("Audiobook", "Book"),
        ("Audiobook", "AudioObject"),
        ("3DModel", "MediaObject"),
        ("ItemAvailability", "Enumeration"),
        ("UserReview", "Review"),
        ("AggregateRating", "Rating"),
        ("URL", "Text"),
        ("PronounceableText", "Text"),
        ("XPathType", "Text"),
        ("CssSelectorType", "Text"),
        ("Integer", "Number"),
        ("Float", "Number"),
        ("Duration", "Quantity"),
        ("Thing", "Thing"),
    ],
)
def test_subtype(name: str, ancestor: str) -> None:
    assert vocabulary.subtype_of(name, ancestor)
    assert name in vocabulary.subtypes(ancestor)
    assert ancestor in vocabulary.supertypes(name)
    if name != ancestor:
        assert not vocabulary.subtype_of(ancestor, name)
        assert ancestor not in vocabulary.subtypes(name)


@pytest.mark.parametrize(
    ("name", "ancestor"),
    [
        ("Book", "Movie"),
        ("Museum", "LocalBusiness"),
        ("Season", "CreativeWorkSeason"),
        ("DateTime", "Date"),
        ("Text", "Thing"),
        ("Text", "DataType"),
        ("InStock", "ItemAvailability"),
        ("isbn", "Thing"),
        ("book", "Book"),
        ("schema:Book", "Book"),
        ("https://schema.org/Book", "Thing"),
        ("unece:Invoice", "unece:Invoice"),
        ("Nonsense", "Nonsense"),
        ("Book", "Nonsense"),
        ("", ""),
    ],
)
def test_not_subtype(name: str, ancestor: str) -> None:
    assert not vocabulary.subtype_of(name, ancestor)


def test_supertypes_are_nearest_first() -> None:
    line = ("Restaurant", "FoodEstablishment", "LocalBusiness", "Organization", "Place", "Thing")
    assert vocabulary.supertypes("Restaurant") == line
    # Declared under CreativeWork directly as well, so that is one step away and Thing is two.
    assert vocabulary.supertypes("TVSeason") == ("TVSeason", "CreativeWork", "CreativeWorkSeason", "Thing")
    line = ("PodcastSeries", "CreativeWorkSeries", "CreativeWork", "Series", "Thing", "Intangible")
    assert vocabulary.supertypes("PodcastSeries") == line
    assert vocabulary.supertypes("DataType") == ("DataType",)


def test_subtypes_are_sorted_and_include_the_type() -> None:
    assert vocabulary.subtypes("FoodEstablishment") == (
        "Bakery",
        "BarOrPub",
        "Brewery",
        "CafeOrCoffeeShop",
        "Distillery",
        "FastFoodRestaurant",
        "FoodEstablishment",
        "IceCreamShop",
        "Restaurant",
        "Winery",
    )
    assert vocabulary.subtypes("Movie") == ("Movie",)


def test_datatypes() -> None:
    """https://schema.org/DataType"""
    text = {"Text", "URL", "PronounceableText", "XPathType", "CssSelectorType"}
    number = {"Number", "Integer", "Float"}
    quantity = {"Quantity", "Distance", "Duration", "Energy", "Mass"}
    assert vocabulary.datatypes() == text | number | quantity | {"Boolean", "Date", "DateTime", "Time"}
    assert vocabulary.is_datatype("URL")
    assert not vocabulary.is_datatype("DataType")
    assert not vocabulary.is_datatype("Book")
    assert vocabulary.datatypes() < vocabulary.types()


def test_names_and_counts() -> None:
    # 933 and 1,521 are schema.org's own of the file's 1,010 and 1,676; see test_counts_of_the_source.
    assert len(vocabulary.types()) == 933
    assert len(vocabulary.properties()) == 1521
    assert not vocabulary.types() & vocabulary.properties()
    assert not any(":" in name for name in vocabulary.types() | vocabulary.properties())
    assert vocabulary.is_type("Review")
    assert vocabulary.is_type("DataType")
    assert vocabulary.is_property("reviewRating")
    assert not vocabulary.is_type("reviewRating")
    assert not vocabulary.is_property("Review")
    assert vocabulary.VERSION == json.loads(DATA.read_text("utf-8"))["version"] == "30.0"


# Enumerations.


def test_members() -> None:
    # https://schema.org/OfferItemCondition
    assert vocabulary.members("OfferItemCondition") == (
        "DamagedCondition",
        "NewCondition",
        "RefurbishedCondition",
        "UsedCondition",
    )
    assert vocabulary.members("Boolean") == ("False", "True")
    assert vocabulary.members("Book") == ()
    # EventCancelled is of EventStatusType, which is a StatusEnumeration.
    assert "EventCancelled" in vocabulary.members("StatusEnumeration")
    assert "EventCancelled" in vocabulary.members("Enumeration")
    # Of two enumerations, and named once in what both belong to.
    assert "Radiography" in vocabulary.members("MedicalSpecialty")
    assert "Radiography" in vocabulary.members("MedicalImagingTechnique")
    assert vocabulary.members("MedicalEnumeration").count("Radiography") == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [("InStock", True), ("True", True), ("Radiography", True), ("Book", False), ("ItemAvailability", False)],
)
def test_is_member(name: str, expected: bool) -> None:
    assert vocabulary.is_member(name) is expected
    assert not vocabulary.is_property(name)
    assert vocabulary.is_type(name) is not expected


# Review snippets, as the page that REVIEWABLE cites has it.


@pytest.mark.parametrize(
    "name",
    [
        *("Book", "Course", "CreativeWorkSeason", "CreativeWorkSeries", "Episode", "Event", "Game", "HowTo"),
        *(
            "LocalBusiness",
            "MediaObject",
            "Movie",
            "MusicPlaylist",
            "MusicRecording",
            "Organization",
            "Product",
        ),
        *("Recipe", "SoftwareApplication", "VideoGame", "MusicAlbum", "TVSeries", "TVSeason", "TVEpisode"),
        *(
            "PodcastSeries",
            "BookSeries",
            "Hotel",
            "Restaurant",
            "Audiobook",
            "MobileApplication",
            "ProductGroup",
        ),
    ],
)
def test_reviewable(name: str) -> None:
    assert vocabulary.reviewable(name)


@pytest.mark.parametrize(
    "name",
    [
        *("Service", "Place", "TouristAttraction", "Museum", "Brand", "Play", "ComicIssue", "VisualArtwork"),
        *("Article", "Person", "CreativeWork", "Thing", "Season", "Series", "Review", "Text", "Intangible"),
        *("InStock", "isbn", "book", "Nonsense", ""),
    ],
)
def test_not_reviewable(name: str) -> None:
    assert not vocabulary.reviewable(name)


def test_reviewable_names_are_types() -> None:
    assert len(vocabulary.REVIEWABLE) == 17
    assert vocabulary.REVIEWABLE.issubset(vocabulary.types())


# Properties.


@pytest.mark.parametrize(
    ("prop", "type_", "expected"),
    [
        ("isbn", "Book", True),
        ("isbn", "Audiobook", True),
        ("isbn", "Movie", False),
        ("gtin", "Product", True),
        ("gtin", "Vehicle", True),
        ("gtin", "Movie", False),
        ("name", "Restaurant", True),
        ("servesCuisine", "Restaurant", True),
        ("servesCuisine", "LocalBusiness", False),
        ("reviewRating", "UserReview", True),
        ("telephone", "Restaurant", True),
        ("name", "Text", False),
        ("interactionCount", "Thing", False),
        ("member", "Role", False),
        ("deliveryTime", "DeliveryTimeSettings", False),
        ("deliveryTime", "OfferShippingDetails", True),
        ("nonsense", "Book", False),
        ("isbn", "Nonsense", False),
    ],
)
def test_property_of(prop: str, type_: str, expected: bool) -> None:
    assert vocabulary.property_of(prop, type_) is expected
    if vocabulary.is_type(type_):
        assert (prop in vocabulary.properties_of(type_)) is expected


def test_properties_of_a_datatype() -> None:
    assert vocabulary.properties_of("URL") == frozenset()


@pytest.mark.parametrize(
    ("prop", "expected"),
    [
        ("itemReviewed", ("Thing",)),
        ("author", ("Organization", "Person")),
        ("ratingValue", ("Number", "Text")),
        ("datePublished", ("Date", "DateTime")),
        ("availability", ("ItemAvailability",)),
        ("interactionCount", ()),
    ],
)
def test_value_types(prop: str, expected: tuple[str, ...]) -> None:
    assert vocabulary.value_types(prop) == expected


@pytest.mark.parametrize(
    ("prop", "type_", "expected"),
    [
        ("itemReviewed", "Book", True),
        ("itemReviewed", "Text", False),
        ("author", "Person", True),
        ("author", "NGO", True),
        ("author", "Text", False),
        ("author", "Thing", False),
        ("name", "URL", True),
        ("url", "Text", False),
        ("ratingValue", "Integer", True),
        ("ratingValue", "PronounceableText", True),
        ("dateModified", "DateTime", True),
        ("birthDate", "DateTime", False),
        ("timeRequired", "Duration", True),
        ("timeRequired", "Text", False),
        # Members stand for their enumerations.
        ("availability", "InStock", True),
        ("availability", "NewCondition", False),
        ("itemCondition", "NewCondition", True),
        ("isAccessibleForFree", "True", True),
        ("medicalSpecialty", "Radiography", True),
        # Role and its subtypes may stand anywhere, whatever the range; of a property that exists.
        ("author", "Role", True),
        ("isbn", "OrganizationRole", True),
        ("interactionCount", "Role", True),
        ("interactionCount", "Text", False),
        ("nonsense", "Role", False),
        ("nonsense", "Text", False),
        ("author", "Nonsense", False),
        ("about", "isbn", False),
    ],
)
def test_accepts(prop: str, type_: str, expected: bool) -> None:
    assert vocabulary.accepts(prop, type_) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("reviews", "review"),
        ("ingredients", "recipeIngredient"),
        ("Code", "SoftwareSourceCode"),
        ("Season", "CreativeWorkSeason"),
        ("Dermatologic", "Dermatology"),
        ("seasons", "containsSeason"),
        ("area", "areaServed"),
        ("season", "containsSeason"),
        ("review", None),
        ("Book", None),
        ("Nonsense", None),
    ],
)
def test_superseded_by(name: str, expected: str | None) -> None:
    assert vocabulary.superseded_by(name) == expected


# Unknown and similar names.


def test_unknown_names_raise_with_a_suggestion() -> None:
    for ask in (vocabulary.subtypes, vocabulary.supertypes, vocabulary.members, vocabulary.properties_of):
        with pytest.raises(UnknownName, match="Restaurant") as caught:
            ask("Resturant")
        assert (caught.value.kind, caught.value.name) == ("type", "Resturant")
    with pytest.raises(UnknownName, match="reviewRating") as caught:
        vocabulary.value_types("reviewrating")
    assert caught.value.kind == "property"
    with pytest.raises(UnknownName):
        vocabulary.value_types("Book")
    with pytest.raises(UnknownName):
        vocabulary.members("InStock")


@given(ANYTHING, ANYTHING)
def test_predicates_never_raise(one: str, other: str) -> None:
    kinds = (vocabulary.is_type(one), vocabulary.is_property(one), vocabulary.is_member(one))
    assert sum(kinds) <= 1
    assert vocabulary.subtype_of(one, one) is vocabulary.is_type(one)
    for answer in (
        vocabulary.is_datatype(one),
        vocabulary.reviewable(one),
        vocabulary.subtype_of(one, other),
        vocabulary.property_of(one, other),
        vocabulary.accepts(one, other),
    ):
        assert answer is True or answer is False
    new = vocabulary.superseded_by(one)
    assert new is None or vocabulary.superseded_by(new) is None


def test_unknown_names_are_not_remembered() -> None:
    # A long run over foreign data must not grow the caches with every name it meets.
    before = _tables.line.cache_info().currsize
    for name in map(str, range(100)):
        assert not vocabulary.subtype_of(name, "Thing")
        assert not vocabulary.reviewable(name)
        assert not vocabulary.property_of("isbn", name)
        assert not vocabulary.accepts("author", name)
    assert _tables.line.cache_info().currsize == before


@pytest.mark.parametrize(
    ("name", "among", "first"),
    [
        ("itemReveiwed", "property", "itemReviewed"),
        ("REVIEWRATING", "property", "reviewRating"),
        ("datepublishd", "property", "datePublished"),
        ("resturant", "type", "Restaurant"),
        ("book", "type", "Book"),
        ("Book", "type", "Book"),
        ("local business", "type", "LocalBusiness"),
    ],
)
def test_nearest(name: str, among: Any, first: str) -> None:
    found = vocabulary.nearest(name, among)
    assert found[0] == first
    assert len(found) <= 3


def test_nearest_among_any_names() -> None:
    assert vocabulary.nearest("text", ["TEXT", "Text", "text", "next"]) == ("text", "TEXT", "Text")
    assert vocabulary.nearest("Text", iter(["text", "Text"]), limit=1) == ("Text",)
    assert vocabulary.nearest("qqqqq", "type") == ()
    assert vocabulary.nearest("Book", []) == ()
    with pytest.raises(UnknownName, match="kind of name"):
        vocabulary.nearest("Book", "types")
    with pytest.raises(ValueError, match="n must be > 0"):
        vocabulary.nearest("Book", "type", limit=0)


# The package as a whole.


def test_interface() -> None:
    assert list(vocabulary.__all__) == sorted(vocabulary.__all__)
    for name in vocabulary.__all__:
        assert hasattr(vocabulary, name)


def test_loads_lazily_and_without_pydantic() -> None:
    script = (
        "import sys; from syndicate import vocabulary; from syndicate.vocabulary import _tables;"
        "print(_tables.tables.cache_info().currsize, vocabulary.subtype_of('VideoGame', 'Game'),"
        "'pydantic' in sys.modules)"
    )
    root = DATA.parents[2]
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.split() == ["0", "True", "False"]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def test_data_is_names_only() -> None:
    strings = list(_strings(json.loads(DATA.read_text("utf-8"))))
    assert len(strings) > 3000
    assert [text for text in strings if len(text) > 80 or not text.replace(".", "").isalnum()] == []
    assert DATA.stat().st_size < 200_000


def test_unknown_name_survives_a_worker_process() -> None:
    with pytest.raises(UnknownName) as caught:
        vocabulary.subtypes("Bok")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


# Against the published file, read in another way than the generator does.


@pytest.fixture(scope="module")
def source() -> Path:
    folder = os.environ.get("SYNDICATE_CONFORMANCE")
    if not folder:
        pytest.skip("SYNDICATE_CONFORMANCE is not set")
    return Path(folder, "schemaorg", "schemaorg-current-https-30.0.jsonld")


@pytest.fixture(scope="module")
def graph(source: Path) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = json.loads(source.read_text("utf-8"))["@graph"]
    return nodes


def _ids(node: dict[str, Any], key: str) -> set[str]:
    value = node.get(key) or []
    found = {v if isinstance(v, str) else v["@id"] for v in (value if isinstance(value, list) else [value])}
    return {v.split(":", 1)[1] for v in found if v.startswith("schema:")}


def _kind(graph: list[dict[str, Any]], kind: str) -> dict[str, dict[str, Any]]:
    return {
        node["@id"].split(":", 1)[1]: node
        for node in graph
        if node["@id"].startswith("schema:") and kind in str(node["@type"])
    }


def test_counts_of_the_source(graph: list[dict[str, Any]]) -> None:
    for kind, total, own in (
        ("rdfs:Class", 1010, vocabulary.types()),
        ("rdf:Property", 1676, vocabulary.properties()),
    ):
        everything = [node for node in graph if kind in str(node["@type"])]
        assert len(everything) == total
        foreign = [node for node in everything if not node["@id"].startswith("schema:")]
        # What is left out says nothing but that it exists.
        assert {key for node in foreign for key in node} == {"@id", "@type"}
        assert total - len(foreign) == len(own)
        assert {node["@id"] for node in everything if node not in foreign} == {f"schema:{name}" for name in own}


def test_tree_conforms(graph: list[dict[str, Any]]) -> None:
    classes = _kind(graph, "rdfs:Class")

    @cache
    def above(name: str) -> frozenset[str]:
        return frozenset({name}).union(*(above(up) for up in _ids(classes[name], "rdfs:subClassOf")))

    def steps(name: str, target: str) -> int:
        if name == target:
            return 0
        ups = _ids(classes[name], "rdfs:subClassOf")
        return 1 + min(steps(up, target) for up in ups if target in above(up))

    assert set(classes) == vocabulary.types()
    for name in classes:
        line = vocabulary.supertypes(name)
        assert set(line) == above(name)
        assert len(line) == len(above(name))
        distances = [steps(name, up) for up in line]
        assert distances == sorted(distances)
        assert vocabulary.subtypes(name) == tuple(sorted(low for low in classes if name in above(low)))
        for other in classes:
            assert vocabulary.subtype_of(name, other) is (other in above(name))
        assert vocabulary.reviewable(name) is bool(above(name) & vocabulary.REVIEWABLE)


@pytest.mark.whole
def test_properties_conform(graph: list[dict[str, Any]]) -> None:
    properties = _kind(graph, "rdf:Property")
    assert set(properties) == vocabulary.properties()
    domains = {name: _ids(node, "schema:domainIncludes") for name, node in properties.items()}
    assert set().union(*domains.values()) - vocabulary.types() == {"DeliveryTimeSettings"}
    for type_ in vocabulary.types():
        line = set(vocabulary.supertypes(type_))
        expected = {name for name, domain in domains.items() if domain & line}
        assert vocabulary.properties_of(type_) == expected
        for name in properties:
            assert vocabulary.property_of(name, type_) is (name in expected)
    for name, node in properties.items():
        values = _ids(node, "schema:rangeIncludes")
        assert vocabulary.value_types(name) == tuple(sorted(values))
        for type_ in vocabulary.types():
            line = set(vocabulary.supertypes(type_))
            assert vocabulary.accepts(name, type_) is bool(line & (values | {"Role"}))


def test_members_and_successors_conform(graph: list[dict[str, Any]]) -> None:
    own = [node for node in graph if node["@id"].startswith("schema:")]
    members = [node for node in own if not str(node["@type"]).count("rdf")]
    assert len(members) == 533
    for type_ in vocabulary.types():
        below = set(vocabulary.subtypes(type_))
        expected = {node["@id"].split(":", 1)[1] for node in members if _ids(node, "@type") & below}
        assert vocabulary.members(type_) == tuple(sorted(expected))
    successors = {node["@id"].split(":", 1)[1]: _ids(node, "schema:supersededBy") for node in own}
    assert sum(map(bool, successors.values())) == 82
    for name, new in successors.items():
        expected_name = None
        while new:
            (expected_name,) = new
            new = successors[expected_name]
        assert vocabulary.superseded_by(name) == expected_name


# The generator.


def test_data_has_not_drifted(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _generate.main([str(source), "--check"]) == 0, capsys.readouterr().err


def _vocabulary(folder: Path, *nodes: dict[str, Any], name: str = "tiny-1.5.jsonld") -> Path:
    path = folder / name
    path.write_text(json.dumps({"@graph": nodes}), "utf-8")
    return path


def _class(name: str, *ups: str, **more: Any) -> dict[str, Any]:
    return {
        "@id": f"schema:{name}",
        "@type": "rdfs:Class",
        "rdfs:subClassOf": [{"@id": up} for up in ups],
        **more,
    }


def test_generator_keeps_own_names_and_relations(tmp_path: Path) -> None:
    path = _vocabulary(
        tmp_path,
        _class("Zoo", "schema:Place", "gs1:Zoo", "schema:Missing", **{"rdfs:comment": "A zoo, in prose."}),
        _class("Place", **{"@type": ["schema:DataType", "rdfs:Class"]}),
        {"@id": "gs1:Zoo", "@type": "rdfs:Class"},
        {"@id": "schema:Open", "@type": "schema:Place", "schema:supersededBy": {"@id": "schema:Zoo"}},
        {"@id": "schema:at", "@type": "rdf:Property", "schema:domainIncludes": {"@id": "schema:Zoo"}},
    )
    assert _generate.render(_generate.tables(path)) == (
        '{\n"version":"1.5",\n"types":{\n"Place":[],\n"Zoo":["Place"]\n},\n"datatypes":["Place"],\n'
        '"properties":{\n"at":[["Zoo"],[]]\n},\n"members":{\n"Open":["Place"]\n},\n'
        '"superseded":{\n"Open":"Zoo"\n}\n}\n'
    )


def test_generator_writes_and_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "_data.json"
    monkeypatch.setattr(_generate, "TARGET", target)
    path = _vocabulary(tmp_path, _class("Place"))
    assert _generate.main([str(path), "--check"]) == 1
    message = capsys.readouterr().err
    assert f"run: python -m syndicate.vocabulary._generate {path}" in message
    assert not target.exists()
    assert _generate.main([str(path)]) == 0
    assert _generate.main([str(path), "--check"]) == 0
    target.write_bytes(target.read_bytes().replace(b"Place", b"Plaza"))
    assert _generate.main([str(path), "--check"]) == 1
    assert b"Plaza" in target.read_bytes()


def test_generator_output_does_not_depend_on_the_order(tmp_path: Path) -> None:
    nodes = [_class("A"), _class("B", "schema:A"), _class("C", "schema:B", "schema:A")]
    turned = [_class("C", "schema:A", "schema:B"), _class("B", "schema:A"), _class("A")]
    first = _generate.render(_generate.tables(_vocabulary(tmp_path, *nodes)))
    assert first == _generate.render(_generate.tables(_vocabulary(tmp_path, *turned)))


@pytest.mark.parametrize(
    ("nodes", "name", "message"),
    [
        ([_class("A", "schema:B"), _class("B", "schema:A")], "x-1.0.jsonld", "goes in a circle"),
        ([_class("A", **{"schema:supersededBy": {"@id": "schema:A"}})], "x-1.0.jsonld", "goes in a circle"),
        ([{"@id": "schema:A", "@type": "schema:B"}], "x-1.0.jsonld", "neither a class"),
        ([_class("A b")], "x-1.0.jsonld", "ASCII letters"),
        ([_class("Ä")], "x-1.0.jsonld", "ASCII letters"),
        ([{"@id": "gs1:A", "@type": "rdfs:Class"}], "x-1.0.jsonld", "no term"),
        ([_class("A")], "x.jsonld", "-VERSION.jsonld"),
        (
            [
                _class("A", **{"schema:supersededBy": [{"@id": "schema:B"}, {"@id": "schema:C"}]}),
                _class("B"),
                _class("C"),
            ],
            "x-1.0.jsonld",
            "more than one",
        ),
    ],
)
def test_generator_refuses(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    nodes: list[dict[str, Any]],
    name: str,
    message: str,
) -> None:
    target = tmp_path / "_data.json"
    shutil.copy(DATA, target)
    monkeypatch.setattr(_generate, "TARGET", target)
    assert _generate.main([str(_vocabulary(tmp_path, *nodes, name=name))]) == 2
    assert message in capsys.readouterr().err
    assert target.read_bytes() == DATA.read_bytes()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"@graph": 1}', '{"@graph": [1]}', "\xff"])
def test_generator_refuses_what_is_no_vocabulary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    monkeypatch.setattr(_generate, "TARGET", tmp_path / "_data.json")
    path = tmp_path / "x-1.0.jsonld"
    path.write_bytes(text.encode("latin-1"))
    assert _generate.main([str(path)]) == 2
    assert _generate.main([str(tmp_path / "missing-1.0.jsonld")]) == 2
    assert "missing-1.0.jsonld" in capsys.readouterr().err
    assert not (tmp_path / "_data.json").exists()
