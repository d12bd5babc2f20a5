"""What becomes of each record, asked of the index with rows made by hand."""

from __future__ import annotations

import pytest

from syndicate.site.index import Index, Row

_DEFAULT = {
    "tombstone": 0, "hash": "h", "version": None, "published": None, "stated": None, "groups": "[]", "item_key": "i", "item_inferred": 0, "item_slug": "i", "item_type": "Movie", "item_name": "Dune", "slug": "s", "value": None,
    "scale": None, "normalised": None, "url": None, "modified": None, "kind": None, "license": None, "snippet": 0, "at": None, "reason": None, "merged_into": None, "ruling": 0, "source": 0, "shown": "f", "place": "line 1", "spill": 0, "offset": 0, "length": 1,
}  # fmt: skip


def fates(tmp_path, *rows: dict) -> list[str]:
    index = Index(tmp_path / "index")
    index.add(Row(**{**_DEFAULT, **row}) for row in rows)
    index.decide()
    told = [fate for (fate,) in index._db.execute("SELECT fate FROM record ORDER BY rowid")]
    index.close()
    return told


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"id": "a"}], ["published"]),
        ([{"id": "a"}, {"id": "b"}], ["published", "published"]),
        # the same again
        ([{"id": "a"}, {"id": "a"}, {"id": "a"}], ["published", "duplicate", "duplicate"]),
        # a newer version stands, wherever it is
        ([{"id": "a", "hash": "1", "version": 5}, {"id": "a", "hash": "2", "version": 9}], ["superseded", "published"]),
        ([{"id": "a", "hash": "1", "version": 9}, {"id": "a", "hash": "2", "version": 5}], ["published", "superseded"]),
        # a version without a date is older than any
        ([{"id": "a", "hash": "1"}, {"id": "a", "hash": "2", "version": -99}], ["superseded", "published"]),
        # two contents of one date: nobody knows which is right
        ([{"id": "a", "hash": "1", "version": 5}, {"id": "a", "hash": "2", "version": 5}], ["refused", "refused"]),
        ([{"id": "a", "hash": "1"}, {"id": "a", "hash": "2"}, {"id": "b"}], ["refused", "refused", "published"]),
        # but an older contradiction is no matter
        (
            [{"id": "a", "hash": "1", "version": 5}, {"id": "a", "hash": "2", "version": 5}, {"id": "a", "version": 6}],
            ["superseded", "superseded", "published"],
        ),
        # tombstones
        ([{"id": "a", "tombstone": 1, "version": 7}], ["withdrawn"]),
        (
            [{"id": "a", "version": 5}, {"id": "a", "hash": "t", "tombstone": 1, "version": 7}],
            ["superseded", "withdrawn"],
        ),
        (
            [{"id": "a", "version": 7}, {"id": "a", "hash": "t", "tombstone": 1, "version": 7}],
            ["superseded", "withdrawn"],
        ),
        ([{"id": "a"}, {"id": "a", "hash": "t", "tombstone": 1, "version": 7}], ["superseded", "withdrawn"]),
        # a withdrawal stands whatever a source says later
        (
            [{"id": "a", "version": 9}, {"id": "a", "hash": "t", "tombstone": 1, "version": 7, "ruling": 1}],
            ["superseded", "withdrawn"],
        ),
        # a review that came back
        (
            [{"id": "a", "version": 9}, {"id": "a", "hash": "t", "tombstone": 1, "version": 7}],
            ["published", "superseded"],
        ),
    ],
)
def test_fates(tmp_path, rows, expected):
    assert fates(tmp_path, *rows) == expected


def test_slugs_are_unique_and_the_first_id_keeps_its_own(tmp_path):
    index = Index(tmp_path / "index")
    index.add(Row(**{**_DEFAULT, "id": id, "hash": id, "slug": "dune", "item_key": id}) for id in ("b", "a", "c"))
    index.decide()
    index.place()
    slugs = {id: slug for id, slug, *_ in index.reviews()}
    index.close()
    assert slugs["a"] == "dune"
    assert len(set(slugs.values())) == 3
    assert all(slug.startswith("dune--") for id, slug in slugs.items() if id != "a")


def test_newest_first_and_the_undated_last(tmp_path):
    index = Index(tmp_path / "index")
    dates = {"a": 10, "b": None, "c": 30, "d": 10}
    index.add(Row(**{**_DEFAULT, "id": id, "hash": id, "published": when, "slug": id}) for id, when in dates.items())
    index.decide()
    index.place()
    assert [id for id, *_ in index.newest(10)] == ["c", "a", "d", "b"]
    assert [id for id, *_ in index.newest(10, dated=True)] == ["c", "a", "d"]
    assert [id for id, *_ in index.newest(2, 1)] == ["a", "d"]
    assert index.dated() == 3
    index.close()


def test_aggregates_count_and_add(tmp_path):
    index = Index(tmp_path / "index")
    ratings = {"a": (4_500_000, "5|1", 875_000), "b": (3_000_000, "5|1", 500_000), "c": (None, None, None)}
    index.add(
        Row(**{**_DEFAULT, "id": id, "hash": id, "slug": id, "value": v, "scale": s, "normalised": n})
        for id, (v, s, n) in ratings.items()
    )
    index.decide()
    index.place()
    (item,) = index.aggregates()
    index.close()
    assert (item.reviews, item.ratings, item.scales, item.scale) == (3, 2, 1, "5|1")
    assert (item.values, item.millionths, item.normalised, item.normalised_sum) == (7, 500_000, 2, 1_375_000)
