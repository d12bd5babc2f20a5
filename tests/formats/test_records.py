"""The records themselves as JSON Lines and JSON arrays: what is whole is read, whatever stands beside it."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import full_reviews, records

from syndicate.errors import InputError
from syndicate.formats import Limits, ReadContext, Refusal, WriteContext, get
from syndicate.formats._values import is_lines, values_of
from syndicate.models.record import canonical, plain

FORMAT = get("records")
SIZES = (1, 7, 1000)


def good(number: int) -> bytes:
    return b'{"id":"tag:example.org,2020:%d","item":{"type":"Movie","name":"The Lamp"}}' % number


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def read(data: bytes, size: int = 1 << 18, **given: Any) -> tuple[list[Any], ReadContext]:
    assert FORMAT.read is not None
    ctx = ReadContext(source="reviews.jsonl", key="reviews.jsonl", **given)
    return list(FORMAT.read(pieces(data, size), ctx)), ctx


def brief(data: bytes, **given: Any) -> list[str | int]:
    """Numbers of the records that were read, and places of what was refused; the same in pieces of any size."""
    told = []
    for size in SIZES if len(data) < 10_000 else (1 << 18,):
        made, _ = read(data, size, **given)
        for one in made:
            assert not isinstance(one, Refusal) or all(fault.found and fault.mend for fault in one.faults), str(one)
        told.append([one.place if isinstance(one, Refusal) else int(one.id.rpartition(":")[2]) for one in made])
    assert all(one == told[0] for one in told)
    return told[0]


class TestReading:
    @given(st.lists(records(), max_size=3), st.sampled_from([None, 0, 1, 4]), st.integers(1, 300))
    def test_an_array_in_any_layout(self, made: list[Any], indent: int | None, size: int) -> None:
        data = json.dumps([plain(record) for record in made], indent=indent, ensure_ascii=bool(size % 2)).encode()
        assert read(data, size)[0] == made

    @given(records(), st.integers(1, 300))
    def test_one_object_over_many_lines(self, record: Any, size: int) -> None:
        data = json.dumps(plain(record), indent=2).encode()
        assert read(data, size)[0] == [record]
        assert read(data + b"\n" + data, size)[0] == [record, record]

    def test_lines_in_any_form(self) -> None:
        data = b"\xef\xbb\xbf\r\n" + good(1) + b"\r\n\n  \n" + b"  " + good(2) + b" \n" + good(3)
        assert brief(data) == [1, 2, 3]

    @pytest.mark.parametrize("data", [b"", b"\n", b"[]", b" [ ] \n", b"\xef\xbb\xbf"])
    def test_nothing_is_no_record(self, data: bytes) -> None:
        assert brief(data) == []

    def test_the_number_of_a_line_goes_on(self) -> None:
        assert brief(b"x\n" + good(1), first_line=41) == ["line 41", 1]
        assert brief(b"[\n" + good(1), first_line=41) == ["line 41", 1], "a part of a file of lines is lines"

    @pytest.mark.parametrize(
        ("head", "expected"),
        [
            (good(1) + b"\n" + good(2), True),
            (good(1), True),
            (b"", True),
            (b"junk", True),
            (b"\xef\xbb\xbf[", False),
            (b"  [\n", False),
            (b'{\n "id": 1\n}', False),
            (b'{"item": {\n', True),
            (b'{"item": {\n"name": 1', False),
            (b'{"item": {\n' + good(1), True),
            (b'{"reviews": [\n{"id": 1},', False),
            (b'{"id": "never closed\n' + good(1), True),
        ],
    )
    def test_the_beginning_tells_lines_from_the_rest(self, head: bytes, expected: bool) -> None:
        assert is_lines(head) is expected


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        "line",
        [
            b"junk",
            b'"a string"',
            b"12",
            b"null",
            b"{}",
            b"[1]",
            good(9)[:-1],
            good(9) + b"}",
            good(9) + good(9),
            good(9)[:-1] + b',"id":"tag:example.org,2020:9"}',
            good(9)[:-1] + b',"rating":{"value":NaN}}',
            good(9)[:-1] + b',"rating":{"value":0.1234567890123456789}}',
            good(9)[:-1] + b',"rating":{"value":"9,5"}}',
            good(9)[:-1] + b',"title":"\xff"}',
            good(9)[:-1] + b',"title":"\\ud800"}',
            good(9)[:-1] + b',"title":"\x00"}',
            b'{"a":' * 100_000,
            b"[" * 100_000,
        ],
        ids=lambda line: repr(line[-24:]),
    )
    def test_a_line_that_is_wrong_hurts_no_other(self, line: bytes) -> None:
        assert brief(good(1) + b"\n" + line + b"\n" + good(3)) == [1, "line 2", 3]
        if not line.startswith((b"[", b'{"a"')):
            assert brief(line + b"\n" + good(2)) == ["line 1", 2]

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            (b'["x",1,null,{},NaN,%b]' % good(6), [f"element {n} (line 1)" for n in range(1, 6)] + [6]),
            (b"[%b,[1,[2]],%b]" % (good(1), good(3)), [1, "element 2 (line 1)", 3]),
            (b"[%b,\n%b" % (good(1), good(2)[:-5]), [1, "element 2 (line 2)"]),
            (b"[%b,\n%b" % (good(1), good(2)), [1, 2, "line 2"]),
            (b"[%b," % good(1), [1, "line 1"]),
            (b"[", ["line 1"]),
            (b'[%b,\n{"id":"x,\n"item":{}},\n%b]' % (good(1), good(3)), [1, "element 2 (line 2)", 3]),
            (b'[%b,{"a":tru},%b]' % (good(1), good(3)), [1, "element 2 (line 1)", 3]),
            (b"[%b]\n%b" % (good(1), good(2)), [1, 2]),
            (b"[%b] trailing" % good(1), [1, "line 1"]),
            (b"[%b,%b]" % (b"[" * 100 + b"]" * 100, good(2)), ["element 1 (line 1)", 2]),
            (b'[%b,"\\"]",%b]' % (good(1), good(3)), [1, "element 2 (line 1)", 3]),
        ],
    )
    def test_an_element_that_is_wrong_hurts_no_other(self, data: bytes, expected: list[Any]) -> None:
        assert brief(data) == expected
        # The reader gathers a head first, so that pieces this small reach the scanner only when it is asked itself.
        whole = list(values_of([data], ReadContext(source="a")))
        for size in (1, 2, 3, 7):
            assert list(values_of(pieces(data, size), ReadContext(source="a"))) == whole

    def test_commas_are_repaired_and_told(self) -> None:
        made, ctx = read(b"[%b\n%b,,%b,]" % (good(1), good(2), good(3)))
        assert [one.id[-1] for one in made] == ["1", "2", "3"]
        assert [(note.place, note.what) for note in ctx.notes] == [
            ("line 2", "missing comma"),
            ("line 2", "superfluous comma"),
            ("line 2", "superfluous comma"),
        ]

    @pytest.mark.parametrize("form", [b"%b\n%b\n%b", b"[%b,\n%b,\n%b]"])
    def test_a_record_of_50_mb_is_refused_and_not_held(self, form: bytes) -> None:
        start, end = (form % (good(1), b"|", good(3))).split(b"|")

        def drip() -> Iterator[bytes]:
            yield start + b'{"id":"tag:example.org,2020:2","title":"'
            yield from (b"x" * 100_000 for _ in range(500))
            yield b'"}' + end

        assert FORMAT.read is not None
        tracemalloc.start()
        ctx = ReadContext(source="big", limits=Limits(record_bytes=1_000_000))
        first, refused, last = FORMAT.read(drip(), ctx)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (first, last) == tuple(read(good(1) + b"\n" + good(3))[0])
        assert isinstance(refused, Refusal)
        assert "50,000,042 bytes" in str(refused)
        assert "(line 2)" in refused.place or refused.place == "line 2"
        assert peak < 8_000_000

    @pytest.mark.parametrize("data", [good(1).decode().encode("utf-16"), b"\x89PNG\r\n\x1a\n" + bytes(range(200))])
    def test_what_is_no_text_at_all(self, data: bytes) -> None:
        with pytest.raises(InputError) as told:
            read(data)
        assert told.value.source == "reviews.jsonl"

    def test_an_array_is_not_held(self) -> None:
        line = canonical(full_reviews()[0])

        def drip() -> Iterator[bytes]:
            yield b"["
            for _ in range(400):
                yield line
                yield b",\n"
            yield good(1) + b"]"

        assert FORMAT.read is not None
        tracemalloc.start()
        count = sum(1 for _ in FORMAT.read(drip(), ReadContext(source="big")))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == 401
        assert peak < 1_000_000 < 400 * len(line)


class TestWriting:
    @given(st.lists(records(), max_size=3))
    def test_it_writes_canonical_lines(self, made: list[Any]) -> None:
        assert FORMAT.write is not None
        out = b"".join(FORMAT.write(made, WriteContext()))
        lines = io.BytesIO(out).readlines()
        assert [json.loads(line) for line in lines] == [plain(record) for record in made]
        assert all(line.endswith(b"}\n") and b"\n" not in line[:-1] for line in lines)
        assert read(out)[0] == made


class _Mapper:
    """A mapping that keeps what it is given."""

    plain = False

    def __init__(self) -> None:
        self.rows: list[tuple[Any, str, str]] = []

    def record(self, row: Any, *, ctx: ReadContext, place: str, key: str) -> None:
        self.rows.append((dict(row), place, key))


class TestRowsForAMapping:
    def rows(self, data: bytes) -> tuple[list[tuple[Any, str, str]], list[Any], ReadContext]:
        mapper = _Mapper()
        refused, ctx = read(data, mapper=mapper)
        return mapper.rows, refused, ctx

    def test_objects_of_ones_own_are_handed_on(self) -> None:
        rows, refused, ctx = self.rows(
            b'{"film":"Dune","stars":4.5}\n[1]\n{"film":"Alien","n":9007199254740993}\n{"film":1}'
        )
        assert [(row, place) for row, place, _ in rows] == [
            ({"film": "Dune", "stars": 4.5}, "line 1"),
            ({"film": 1}, "line 4"),
        ]
        assert [one.place for one in refused] == ["line 2", "line 3"]
        assert ctx.skipped == 2

    def test_what_is_twice_or_too_deep_is_refused(self) -> None:
        _, refused, _ = self.rows(b'{"a":1,"a":2}\n{"a":NaN}\n' + b'{"a":' * 80 + b"1" + b"}" * 80)
        assert [one.place for one in refused] == ["line 1", "line 2", "line 3"]

    def test_a_key_is_of_the_row_and_not_of_its_place(self) -> None:
        one, two = b'{"film":"Dune","stars":4}', b'{"film":"Alien","stars":5}'
        keys = [key for _, _, key in self.rows(one + b"\n" + two)[0]]
        moved = [key for _, _, key in self.rows(b"\n\n" + two + b'\n{"stars":4,"film":"Dune"}')[0]]
        assert keys == moved[::-1]
        assert keys[0] != keys[1]
        assert all(key.startswith("reviews.jsonl/") for key in keys)
