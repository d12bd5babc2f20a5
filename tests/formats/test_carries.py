"""The declaration of what a format carries: what it means for a record, and what is counted as lost by it."""

from __future__ import annotations

import json
import pickle
import timeit
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import full_review, full_reviews, records, reviews, tombstones

from syndicate.formats import Carries, Loss, Rescaled, Shortened, Tally, how, project
from syndicate.models.paths import PATHS
from syndicate.models.record import canonical, parse, plain, validated
from syndicate.models.review import Review
from syndicate.models.shape import dated_paths

ID = "tag:example.org,2024:1"


def review(**given: Any) -> Review:
    made = validated({"id": ID, "item": {"type": "Movie", "name": "The Lamp"}, **given})
    assert isinstance(made, Review)
    return made


def left(record: Review, carries: Carries) -> dict[str, Any] | None:
    made = project(record, carries)
    return None if made is None else plain(made)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("item.name", "exact"),
        ("item.key", "dropped"),
        ("item.keywords", "exact"),
        ("items", "dropped"),
        ("title", Shortened(10)),
        ("", "dropped"),
    ],
)
def test_the_longest_path_by_whole_steps_counts(path: str, expected: object) -> None:
    carries: Carries = {"": "dropped", "item": "exact", "item.key": "dropped", "title": Shortened(10)}
    assert how(carries, path) == expected


def test_what_is_not_declared_is_dropped() -> None:
    assert how({"item": "exact"}, "title") == "dropped"


class TestProject:
    @given(records())
    def test_exact_changes_nothing_and_dropped_leaves_nothing(self, record: Any) -> None:
        assert project(record, {"": "exact"}) == record
        assert project(record, {"": "dropped"}) is None

    @given(reviews(), st.sets(st.sampled_from(PATHS), max_size=12))
    def test_only_what_is_declared_goes(self, record: Review, dropped: set[str]) -> None:
        """Against a naive count of values: nothing at a dropped path is left, nothing appears, the rest is a part."""
        made = project(record, {"": "exact", **dict.fromkeys(dropped, "dropped")})
        if made is None:
            assert dropped & {"id", "item.type", "item.name"}
            return
        before, after = set(leaves(plain(record))), set(leaves(plain(made)))
        assert after <= before
        assert not {path for path, _ in after} & dropped

    def test_an_object_that_needs_what_was_dropped_vanishes(self) -> None:
        record = review(
            authors=[{"type": "Person", "name": "Ada", "url": "https://example.org/ada"}],
            rating={"value": 4, "best": 5},
            reply={"text": "Thanks.", "author": {"type": "Person", "name": "Bo"}},
            aspects=[{"name": "sound", "rating": {"value": 1}}],
        )
        made = left(record, {
            "": "exact", "authors.name": "dropped", "rating.value": "dropped", "reply.author.type": "dropped",
            "aspects.rating": "dropped",
        })  # fmt: skip
        assert made == {"id": ID, "item": {"type": "Movie", "name": "The Lamp"}, "reply": {"text": "Thanks."}}

    def test_one_author_of_two_is_kept(self) -> None:
        record = review(authors=[
            {"type": "Person", "name": "Ada"},
            {"type": "Organization", "name": "Desk", "logo": "https://example.org/l.png"},
        ])  # fmt: skip
        made = left(record, {"": "exact", "authors.logo": "dropped"})
        assert made is not None
        assert made["authors"] == [{"type": "Person", "name": "Ada"}, {"type": "Organization", "name": "Desk"}]

    @pytest.mark.parametrize("path", ["id", "item", "item.name", "item.type"])
    def test_without_its_bones_there_is_no_record(self, path: str) -> None:
        assert project(review(title="A"), {"": "exact", path: "dropped"}) is None

    @given(tombstones())
    def test_a_tombstone_has_a_path_of_its_own(self, record: Any) -> None:
        assert project(record, {"": "exact", "tombstone": "dropped"}) is None
        assert project(record, {"": "dropped", "tombstone": "exact"}) == record
        assert project(record, {"": "exact", "tombstone.reason": "dropped"}) is None

    def test_a_body_comes_back_as_its_text(self) -> None:
        record = review(body={"value": "Some *bright* light.", "format": "markdown"})
        made = left(record, {"": "exact", "body": "plain"})
        assert made is not None
        assert made["body"] == {"value": "Some bright light.", "format": "text"}

    def test_a_body_of_which_no_text_remains_is_absent(self) -> None:
        record = review(body={"value": "<br>", "format": "html"})
        made = left(record, {"": "exact", "body": "plain"})
        assert made is not None
        assert "body" not in made

    def test_a_body_is_made_plain_before_it_is_cut(self) -> None:
        record = review(body={"value": "*One* **two** three four", "format": "markdown"})
        made = left(record, {"": "exact", "body": "plain", "body.value": Shortened(9)})
        assert made is not None
        assert made["body"] == {"value": "One two…", "format": "text"}

    def test_a_time_comes_back_as_its_date_in_its_own_zone(self) -> None:
        record = review(published="2024-03-01T23:30:00-05:00", modified="2024-04", experienced="2023")
        made = left(record, {"": "exact", "published": "date", "modified": "date", "experienced": "date"})
        assert made is not None
        assert (made["published"], made["modified"], made["experienced"]) == ("2024-03-01", "2024-04", "2023")

    def test_lists_without_order_are_sorted(self) -> None:
        record = review(tags=["sea", "Äther", "air"], pros=["b", "a"])
        made = left(record, {"": "exact", "tags": "unordered"})
        assert made is not None
        assert made["tags"] == ["air", "sea", "Äther"]
        assert made["pros"] == ["b", "a"]

    def test_objects_without_order_are_sorted_after_what_is_dropped_of_them(self) -> None:
        record = review(authors=[
            {"type": "Person", "name": "Bo", "url": "https://example.org/1"},
            {"type": "Person", "name": "Ada", "url": "https://example.org/2"},
        ])  # fmt: skip
        made = left(record, {"": "exact", "authors": "unordered", "authors.url": "dropped"})
        assert made is not None
        assert [author["name"] for author in made["authors"]] == ["Ada", "Bo"]

    def test_a_rating_on_another_scale_says_so(self) -> None:
        record = review(rating={"value": 80, "best": 100, "worst": 0, "label": "80%"})
        made = left(record, {"": "exact", "rating": Rescaled(1, 5), "rating.label": "dropped"})
        assert made is not None
        assert made["rating"] == {"value": 4.2, "best": 5, "worst": 1}

    def test_a_rating_without_a_whole_scale_cannot_be_rescaled(self) -> None:
        made = left(review(rating={"value": 4, "best": 5}), {"": "exact", "rating": Rescaled(0, 10)})
        assert made is not None
        assert "rating" not in made

    @given(records(), st.dictionaries(st.sampled_from(PATHS), st.sampled_from(["exact", "dropped"]), max_size=8))
    def test_twice_is_as_once(self, record: Any, carries: dict[str, Any]) -> None:
        once = project(record, {"": "exact", **carries})
        if once is not None:
            assert project(once, {"": "exact", **carries}) == once


class TestShortened:
    @given(st.text(max_size=60), st.integers(1, 40))
    def test_it_fits_and_is_a_beginning(self, text: str, limit: int) -> None:
        made = Shortened(limit).of(text)
        assert len(made) <= limit
        if len(text) <= limit:
            assert made == text
        else:
            assert made.endswith("…")
            assert text.startswith(made[:-1])

    @pytest.mark.parametrize(
        ("text", "limit", "expected"),
        [
            ("one two three", 13, "one two three"),
            ("one two three", 12, "one two…"),
            ("one two three", 8, "one two…"),
            ("one two three", 7, "one…"),
            ("Donaudampfschiff", 6, "Donau…"),
            ("cafe\u0301 noir", 5, "caf…"),
            ("word \n next", 8, "word…"),
        ],
    )
    def test_it_cuts_between_words(self, text: str, limit: int, expected: str) -> None:
        assert Shortened(limit).of(text) == expected


class TestRescaled:
    @pytest.mark.parametrize(
        ("scale", "value", "worst", "best", "expected"),
        [
            (Rescaled(1, 5), 1, 1, 5, 1),
            (Rescaled(1, 5), 10, 1, 10, 5),
            (Rescaled(0, 10), 3, 1, 5, 5),
            (Rescaled(0, 10, 1), 1.25, 0, 5, 2),  # 2.5, half to even
            (Rescaled(0, 10, 1), 1.75, 0, 5, 4),  # 3.5, half to even
            (Rescaled(0.5, 5, 0.5), 7, 0, 10, 3.5),  # 3.65
            (Rescaled(1, 5), 0.1, 0, 0.3, 2.33),
            (Rescaled(1, 5), 4, None, 5, None),
        ],
    )
    def test_by_hand(
        self, scale: Rescaled, value: float, worst: float | None, best: float | None, expected: float | None
    ) -> None:
        assert scale.of(value, worst, best) == expected


class TestTally:
    def test_a_loss_is_counted_where_there_was_something_to_lose(self) -> None:
        tally = tallied(
            review(id="tag:a,2024:1", body={"value": "x", "format": "text"}, published="2024", tags=["a"]),
            review(id="tag:a,2024:2", body={"value": "x", "format": "html"}, published="2024-01-01", tags=["a", "b"]),
            review(id="tag:a,2024:3", published="2024-01-01T10:00:00Z", title="T"),
        )
        carries: Carries = {
            "": "exact", "body": "plain", "published": "date", "tags": "unordered", "title": "dropped",
            "summary": "dropped",
        }  # fmt: skip
        assert tally.losses(carries) == [
            Loss(path="body", how="plain", records=1, examples=["tag:a,2024:2"]),
            Loss(path="published", how="date", records=1, examples=["tag:a,2024:3"]),
            Loss(path="tags", how="unordered", records=1, examples=["tag:a,2024:2"]),
            Loss(path="title", how="dropped", records=1, examples=["tag:a,2024:3"]),
        ]

    def test_a_record_counts_once_at_a_path(self) -> None:
        tally = tallied(review(authors=[{"type": "Person", "name": "A"}, {"type": "Person", "name": "B"}]))
        assert tally.losses({"": "exact", "authors.name": "dropped"})[0].records == 1

    def test_what_is_wholly_lost_is_told_where_it_begins(self) -> None:
        record = full_review()
        told = [loss.path for loss in tallied(record).losses({"": "exact", "provenance": "dropped"})]
        assert told == ["provenance"]
        held = [loss.path for loss in tallied(record).losses({
            "": "exact", "provenance": "dropped", "provenance.origin.url": "exact", "extensions": "dropped",
        })]  # fmt: skip
        assert "provenance.origin.publisher" in held
        assert "provenance.generated" in held
        assert not {"provenance", "provenance.origin", "provenance.origin.url"} & set(held)
        assert held.count("extensions") == 1

    @given(st.lists(records(), max_size=5), st.dictionaries(st.sampled_from(PATHS), st.just("dropped"), max_size=6))
    def test_the_losses_are_those_that_projection_makes(self, made: list[Any], dropped: dict[str, Any]) -> None:
        """Each path at which records have values and their projections need not, by a walk of its own."""
        carries: Carries = {"": "exact", **dropped}
        expected: dict[str, int] = {}
        for record in made:
            if isinstance(record, Review):
                for path in {path for path, _ in leaves(plain(record))} & set(dropped):
                    expected[path] = expected.get(path, 0) + 1
        assert {loss.path: loss.records for loss in tallied(*made).losses(carries)} == expected

    @given(st.lists(records(), max_size=6), st.integers(0, 6))
    def test_parts_that_were_counted_elsewhere_come_to_the_same(self, made: list[Any], at: int) -> None:
        whole, first, second = tallied(*made), tallied(*made[:at]), tallied(*made[at:])
        second = pickle.loads(pickle.dumps(second))
        first.merge(second)
        assert first.losses({}) == whole.losses({})
        assert first.counts() == whole.counts()
        assert first.records == whole.records == sum(isinstance(record, Review) for record in made)

    def test_examples_are_the_first_in_order_whatever_their_shape(self) -> None:
        made = [review(id=f"tag:a,2024:{n}", title="T", **({"spoiler": True} if n % 3 else {})) for n in range(20)]
        assert tallied(*made).losses({"": "exact", "title": "dropped"})[0].examples == [
            f"tag:a,2024:{n}" for n in range(5)
        ]

    @pytest.mark.whole
    def test_many_shapes_are_counted_as_few_are(self) -> None:
        names = ["title", "summary", "language", "spoiler", "snippet_only", "recommended", "published", "modified",
                 "experienced", "url", "kind", "license", "rating", "body"]  # fmt: skip
        values = plain(full_review())
        made = Tally()
        for number in range(1 << 13):  # more than are held at a time
            some = {name: values[name] for bit, name in enumerate(names) if number >> bit & 1}
            made.add({"id": "tag:a,2024:1", "item": values["item"], **some})
        assert made.counts()["title"] == 1 << 12
        assert made.counts()["item.name"] == made.records == 1 << 13

    def test_it_is_cheap(self) -> None:
        """A few microseconds a record: ten times that is a walk in Python of everything."""
        record = plain(review(
            title="T", summary="S", url="https://example.org/1", kind="critic", language="en", published="2024-01-01",
            authors=[{"type": "Person", "name": "A"}], body={"value": "x", "format": "text"}, tags=["a", "b"],
            rating={"value": 4, "best": 5, "worst": 1},
        ))  # fmt: skip
        tally = Tally()
        best = min(timeit.repeat(lambda: tally.add(record), number=500, repeat=5)) / 500
        assert best < 100e-6

    def test_the_paths_of_dates_are_those_of_the_models(self) -> None:
        assert {"published", "modified", "experienced", "reply.published", "item.date_published"} <= dated_paths()
        assert dated_paths() <= set(PATHS)

    def test_tombstones_are_left_to_the_writer(self) -> None:
        gone = parse(b'{"id":"tag:a,2024:1","at":"2024-01-01T00:00:00Z","reason":"erased"}')
        assert tallied(gone).losses({}) == []

    def test_every_path_of_the_full_records_is_counted(self) -> None:
        assert set(PATHS) <= set(tallied(*full_reviews()).counts())


def tallied(*made: Any) -> Tally:
    tally = Tally()
    for record in made:
        tally.add(json.loads(canonical(record)))
    return tally


def leaves(value: Any, path: str = "") -> list[tuple[str, str]]:
    """Path and value of everything in a record; free JSON is one value."""
    if isinstance(value, dict) and path not in ("item.properties", "extensions"):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, f"{path}.{key}" if path else key)]
    if isinstance(value, list) and path not in ("item.properties", "extensions"):
        return [leaf for inner in value for leaf in leaves(inner, path)]
    return [(path, json.dumps(value, sort_keys=True))]
