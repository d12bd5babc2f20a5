"""CSV against RFC 4180 and against what people save under that name."""

from __future__ import annotations

import csv as stdlib
import io
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from strategies import full_reviews, raw_texts, records

from syndicate.errors import SettingsError
from syndicate.formats import project
from syndicate.formats._base import Limits, ReadContext, WriteContext
from syndicate.formats.csv import FORMAT, Options, read, write
from syndicate.ledger import Refusal
from syndicate.models.record import plain, validated
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone


class Rows:
    """Stands in for a mapping and keeps the rows that it is given."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self.places: list[str] = []
        self.keys: list[str] = []

    def record(self, row: dict[str, Any], *, ctx: ReadContext, place: str, key: str) -> None:
        self.rows.append(dict(row))
        self.places.append(place)
        self.keys.append(key)


class Read:
    def __init__(self, data: bytes, size: int = 0, limit: int = 16 << 20, **options: Any) -> None:
        rows = Rows()
        ctx = ReadContext(
            source="a.csv",
            key="a.csv",
            mapper=rows,  # type: ignore[arg-type]
            options=Options(**options),
            limits=Limits(record_bytes=limit),
        )
        self.refused: list[Refusal] = list(read(cut(data, size), ctx))  # type: ignore[arg-type]
        self.rows, self.places, self.keys = rows.rows, rows.places, rows.keys
        self.told = [(note.kind, note.what) for note in ctx.notes]

    @property
    def fault(self) -> str:
        assert len(self.refused) == 1, self.refused
        return str(self.refused[0])


def cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size)) if size else iter([data] if data else [])


# Each with what RFC 4180 (section 2) says of it.
RFC = {
    "1, records on lines": (b"a,b,c\r\naaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
    "2, no end of the last line": (b"a,b\r\naaa,bbb\r\nzzz,yyy", [["aaa", "bbb"], ["zzz", "yyy"]]),
    "4, spaces are part of a field": (b"a,b,c\r\n aaa , bbb,ccc \r\n", [[" aaa ", " bbb", "ccc "]]),
    "5, quoted or not": (b'a,b,c\r\n"aaa","bbb","ccc"\r\nzzz,yyy,xxx', [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
    "6, line ends in quotes": (b'a,b,c\r\n"aaa","b\r\nbb","ccc"\r\n', [["aaa", "b\r\nbb", "ccc"]]),
    "6, delimiters in quotes": (b'a,b,c\r\n"a,aa",bbb,ccc\r\n', [["a,aa", "bbb", "ccc"]]),
    "7, quotes in quotes": (b'a,b,c\r\n"aaa","b""bb","ccc"\r\n', [["aaa", 'b"bb', "ccc"]]),
}  # fmt: skip


@pytest.mark.parametrize("rule", RFC)
@pytest.mark.parametrize("size", [0, 1, 5])
def test_rfc_4180(rule: str, size: int) -> None:
    data, expected = RFC[rule]
    got = Read(data, size)
    assert [list(row.values()) for row in got.rows] == expected
    assert got.refused == []
    assert got.told == []


class TestRows:
    def test_places_are_the_row_and_the_line_where_it_begins(self) -> None:
        got = Read(b'name,text\nA,"one\ntwo\r\nthree"\n\nB,x\r\n"C\n",y\n')
        assert got.places == ["row 1 (line 2)", "row 2 (line 6)", "row 3 (line 7)"]
        # A row is called by what it says, so that its id does not change when it moves.
        moved = Read(b'name,text\nB,x\n"C\n",y\nA,"one\ntwo\r\nthree"\n')
        assert len(set(got.keys)) == 3
        assert moved.keys == [got.keys[1], got.keys[2], got.keys[0]]
        assert got.rows[0]["text"] == "one\ntwo\r\nthree"

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_line_ends(self, end: str) -> None:
        data = end.join(["a,b", "1,2", "", "3,4", ""]).encode()
        for size in (0, 1, 2, 3):
            got = Read(data, size)
            assert got.rows == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]
            assert got.places == ["row 1 (line 2)", "row 2 (line 4)"]

    @pytest.mark.parametrize("shift", range(5))
    def test_cr_lf_is_one_end_wherever_the_input_is_cut(self, shift: int) -> None:
        # Text is decoded in pieces of 16 KiB, of which one ends between CR and LF for one of the shifts.
        got = Read(b"a" * (shift + 1) + b",b\r\n" + b"1,2\r\n" * 10_000)
        assert got.places[-1] == "row 10000 (line 10001)"

    @pytest.mark.parametrize("char", ["\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028", "\u2029"])
    def test_other_separators_do_not_end_a_line(self, char: str) -> None:
        assert Read(f"a,b\nx{char}y,z\n".encode()).rows == [{"a": f"x{char}y", "b": "z"}]

    def test_empty_cells_are_absent_and_others_as_they_stand(self) -> None:
        got = Read(b'a,b,c,d\n,"", ,0\nno,NULL,007,=1+1\n')
        assert got.rows == [{"c": " ", "d": "0"}, {"a": "no", "b": "NULL", "c": "007", "d": "=1+1"}]

    def test_blank_lines_and_empty_rows_are_no_records(self) -> None:
        got = Read(b"\n\na,b\n\n,\n1,2\n\n\n")
        assert got.rows == [{"a": "1", "b": "2"}]
        assert got.places == ["row 2 (line 6)"]
        assert got.refused == []

    def test_a_short_row_is_refused_since_a_torn_one_looks_like_it(self) -> None:
        got = Read(b"name,text,stars\nA,a review that\nis torn,5\nB,fine,4\n")
        assert got.rows == [{"name": "B", "text": "fine", "stars": "4"}]
        first = got.refused[0]
        assert (first.place, first.faults[0].found) == ("row 1 (line 2)", "2 cells, so that 'stars' is missing")
        assert first.faults[0].expected == "3, as the header has"
        assert first.raw == "A,a review that\n"
        assert [refused.place for refused in got.refused] == ["row 1 (line 2)", "row 2 (line 3)"]

    def test_a_short_row_is_read_where_that_is_asked_for(self) -> None:
        got = Read(b"a,b,c\n1,2\n", short_rows=True)
        assert got.rows == [{"a": "1", "b": "2"}]
        assert got.told == [("repaired", "cells missing at the end taken as absent")]

    @pytest.mark.parametrize("short_rows", [False, True])
    def test_a_long_row_is_refused(self, short_rows: bool) -> None:
        got = Read(b"a,b\n1,2,3\n4,5\n", short_rows=short_rows)
        assert got.rows == [{"a": "4", "b": "5"}]
        assert "3 cells, of which '3' is the first too many, expected 2, as the header has" in got.fault

    def test_empty_cells_beyond_the_last_column_are_told(self) -> None:
        got = Read(b"a,b\n1,2,,\n")
        assert got.rows == [{"a": "1", "b": "2"}]
        assert got.told == [("repaired", "empty cells beyond the last column left out")]

    def test_a_space_before_a_quote_is_named(self) -> None:
        got = Read(b'a,b\n1, "x, y"\n')
        assert "take the space before it out" in got.fault

    def test_a_quote_inside_of_a_bare_cell_is_itself(self) -> None:
        assert Read(b'a,b\n5" pipe,say "hi"\n').rows == [{"a": '5" pipe', "b": 'say "hi"'}]

    def test_a_cell_beyond_the_limit_of_the_csv_module(self) -> None:
        stdlib.field_size_limit(131_072)
        assert Read(b'a,b\n1,"' + b"x" * 500_000 + b'"\n').rows[0]["b"] == "x" * 500_000
        assert stdlib.field_size_limit() == 131_072, "a setting of the whole process"

    def test_memory_does_not_grow(self) -> None:
        taken = 0

        def chunks() -> Iterator[bytes]:
            nonlocal taken
            yield b"a,b\n"
            for _ in range(10_000):
                taken += 1
                yield b"1,2\n" * 50

        class Stop(Exception):
            pass

        class First:
            def record(self, row: Any, **_: Any) -> None:
                raise Stop

        ctx = ReadContext(source="a.csv", mapper=First())  # type: ignore[arg-type]
        with pytest.raises(Stop):
            list(read(chunks(), ctx))
        assert taken < 700, "the first row comes out before the rest is read"


class TestQuotes:
    def test_a_quote_that_is_never_closed_hurts_its_row_alone(self) -> None:
        got = Read(b'a,b\n1,x\n2,"open\n3,y\n4,z\n')
        assert [row["a"] for row in got.rows] == ["1", "3", "4"]
        assert "row 2 (line 3): found a quote that is opened in line 3 and never closed" in got.fault
        assert got.places == ["row 1 (line 2)", "row 3 (line 4)", "row 4 (line 5)"]

    def test_a_cut_off_text_does_not_become_rows(self) -> None:
        got = Read(b'a,b,c\n1,x,y\n2,x,"a text\nthat goes on, and on\nand is cut o')
        assert [row["a"] for row in got.rows] == ["1"]
        assert "row 2 (lines 3 to 5)" in got.fault
        assert "so that lines 3 to 5 are one" in got.fault
        assert got.refused[0].raw.startswith('2,x,"a text\nthat')

    def test_a_quote_that_closes_at_the_next_one(self) -> None:
        got = Read(b'a,b,c\n1,"open,x\n2,y,z\n3,"q",w\n4,v,u\n')
        assert [row["a"] for row in got.rows] == ["2", "3", "4"]
        assert got.refused[0].place == "row 1 (line 2)"

    def test_text_behind_a_closing_quote(self) -> None:
        got = Read(b'a,b\n1,"so "good" it is"\n2,x\n')
        assert [row["a"] for row in got.rows] == ["2"]
        assert 'Write a " that is meant in a quoted cell twice.' in got.fault

    def test_a_backslash_is_known(self) -> None:
        data = b'a,b\n1,"so \\"good\\" it is"\n'
        assert "set the option escape" in Read(data).fault
        assert Read(data, escape="\\").rows == [{"a": "1", "b": 'so "good" it is'}]

    def test_no_quotes_at_all(self) -> None:
        assert Read(b'a\tb\n"x\t"y\n', quote="", delimiter="tab").rows == [{"a": '"x', "b": '"y'}]

    def test_other_quotes(self) -> None:
        assert Read(b"a,b\n'x,y',\"\n", quote="'").rows == [{"a": "x,y", "b": '"'}]

    @pytest.mark.parametrize("size", [0, 1000])
    def test_a_quote_that_would_swallow_the_file_stops_at_the_limit(self, size: int) -> None:
        data = b'a,b\n1,x\n2,"open\n' + b"3,y\n" * 2000
        got = Read(data, size, limit=1000)
        assert len(got.rows) == 2001
        assert "row 2 (line 3)" in got.fault

    @pytest.mark.parametrize("size", [0, 7, 1000])
    def test_a_line_that_is_too_long_hurts_itself_alone(self, size: int) -> None:
        data = b"a,b\n1,x\n2," + b"y" * 50_000 + b"\n3,z\n"
        got = Read(data, size, limit=1000)
        assert [row["a"] for row in got.rows] == ["1", "3"]
        assert got.refused[0].place == "row 2 (line 3)"
        assert "a row of more than 1,000 bytes" in got.fault
        assert len(str(got.refused[0].raw)) <= 2000


class TestHeader:
    @pytest.mark.parametrize(
        ("data", "part"),
        [
            (b"", "an empty file"),
            (b"\n \r\n\t\n", "nothing but blank lines"),
            (b"a,b,a\n1,2,3\n", "'a' as columns 1 and 3"),
            (b"a, a ,b,b\n", "'a' as columns 1 and 2; 'b' as columns 3 and 4"),
            (b",,\n1,2,3\n", "a header without a name"),
            (b'a,"b\n1,2\n', "a quote that is opened in line 1 and never closed"),
            (b"PK\x03\x04\x14\x00rest", "a ZIP archive or a spreadsheet"),
            (b"%PDF-1.4\n", "a PDF"),
            (b"<!DOCTYPE html>\n<html>", "HTML or XML"),
            (b'[{"id": 1}]', "JSON"),
            (b"a\x00,b\n1,2\n", "a zero byte"),
        ],
    )
    def test_what_is_no_header(self, data: bytes, part: str) -> None:
        got = Read(data)
        assert got.rows == []
        assert part in got.fault
        assert got.refused[0].faults[0].mend

    def test_no_rows_are_no_records(self) -> None:
        got = Read(b"a,b\n")
        assert (got.rows, got.refused) == ([], [])

    def test_names_are_trimmed_and_that_is_told(self) -> None:
        got = Read(b"a , b\n1,2\n")
        assert got.rows == [{"a": "1", "b": "2"}]
        assert got.told == [("repaired", "white space around the names of columns taken off")]

    def test_a_column_without_a_name_keeps_its_values(self) -> None:
        got = Read(b",name,\n0,A,\n")
        assert got.rows == [{"column 1": "0", "name": "A"}]
        assert {kind for kind, _ in got.told} == {"inferred"}

    def test_a_header_with_quotes_and_line_ends(self) -> None:
        got = Read(b'"a\nb","c,d"\n1,2\n')
        assert got.rows == [{"a\nb": "1", "c,d": "2"}]
        assert got.places == ["row 1 (line 3)"]


class TestDelimiter:
    @pytest.mark.parametrize("mark", [";", "\t", "|"])
    def test_it_is_guessed_and_told(self, mark: str) -> None:
        got = Read(f"a{mark}b{mark}c\n1,5{mark}2{mark}3\n".encode())
        assert got.rows == [{"a": "1,5", "b": "2", "c": "3"}]
        assert len(got.told) == 1
        assert got.told[0][0] == "inferred"

    def test_a_comma_is_nothing_to_tell(self) -> None:
        assert Read(b"a,b\n1;2,3\n").told == []
        assert Read(b"a\n1\n").told == []

    def test_what_is_in_quotes_does_not_count(self) -> None:
        assert Read(b'"x;y;z;w",b\n1,2\n').rows == [{"x;y;z;w": "1", "b": "2"}]

    def test_what_is_stated_is_not_guessed(self) -> None:
        got = Read(b"a;b;c,d\n1;2;3,4\n", delimiter=",")
        assert got.rows == [{"a;b;c": "1;2;3", "d": "4"}]
        assert got.told == []

    def test_excel_states_it_in_a_line(self) -> None:
        got = Read(b"sep=|\r\na,x|b\r\n1|2\r\n")
        assert got.rows == [{"a,x": "1", "b": "2"}]
        assert got.places == ["row 1 (line 3)"]
        assert got.told == []

    @pytest.mark.parametrize(
        "options",
        [{"delimiter": ""}, {"delimiter": ";;"}, {"delimiter": "\n"}, {"quote": "ab"}, {"delimiter": '"'},
         {"escape": '"'}, {"encoding": "utf-9"}, {"encoding": "rot13"}, {"encoding": "idna"}, {"colour": "red"}],
    )  # fmt: skip
    def test_options_that_are_wrong(self, options: dict[str, str]) -> None:
        with pytest.raises(ValidationError):
            Options(**options)  # type: ignore[arg-type]

    def test_an_unknown_encoding_has_the_nearest(self) -> None:
        with pytest.raises(ValidationError, match="cp1252"):
            Options(encoding="cp-1252x")


TEXT = "Käse, “gut” – 5€"


class TestEncoding:
    @pytest.mark.parametrize(
        ("name", "mark"),
        [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-8-sig", b"\xef\xbb\xbf"), ("cp1252", b""),
         ("windows-1252", b""), ("mac-roman", b""), ("utf-16-le", b""), ("utf-16-be", b"\xfe\xff"),
         ("utf-16", b"\xff\xfe"),
         ("utf-16", b"\xfe\xff"), ("utf-32", b"\xff\xfe\x00\x00"), ("gb18030", b"")],
    )  # fmt: skip
    def test_declared_encodings(self, name: str, mark: bytes) -> None:
        codec = name
        if mark and not name.startswith("utf-8"):
            codec = name[:6] + ("-be" if mark == b"\xfe\xff" else "-le")
        data = mark + f'name,text\nA,"{TEXT}"\n'.encode("utf-8" if mark and name.startswith("utf-8") else codec)
        for size in (0, 1, 3):
            got = Read(data, size, encoding=name)
            assert got.refused == []
            assert got.rows == [{"name": "A", "text": TEXT}]

    def test_shift_jis_whose_second_bytes_are_ascii(self) -> None:
        # 0x5C and 0x7C are second bytes of ソ and ポ.
        got = Read('名|b\nソポ|"表\n"\n'.encode("shift_jis"), encoding="shift_jis")
        assert got.rows == [{"名": "ソポ", "b": "表\n"}]

    @pytest.mark.parametrize("size", [0, 1, 2])
    def test_a_wrong_byte_hurts_its_row_alone(self, size: int) -> None:
        data = b"name,text\nA,fine\nB,caf\xe9 au lait\nC,\xc3\xa9t\xc3\xa9\nD,na\xefve \x93so\x94\n"
        got = Read(data, size)
        assert [row["name"] for row in got.rows] == ["A", "C"]
        assert got.rows[1]["text"] == "été"
        first, second = got.refused
        assert first.place == "row 2 (line 3)"
        at = data.index(b"\xe9") + 1
        assert first.faults[0].found == f"the byte 0xe9 at byte {at}, which is not UTF-8"
        assert 'set the option encoding to "cp1252"' in first.faults[0].mend
        assert first.raw == "B,caf\ufffd au lait\n"
        assert second.place == "row 4 (line 5)"
        assert " at byte {},".format(data.index(b"\xef") + 1) in second.faults[0].found

    def test_places_stay_right_behind_rows_that_are_broken_otherwise(self) -> None:
        long = b"\xff" * 3000
        data = b'a,b\n1,"x\xe9"y\n2,' + long + b"\n3,\xfc\n4,z\n"
        got = Read(data, limit=2000)
        assert [row["a"] for row in got.rows] == ["4"]
        offsets = [refused.faults[0].found.partition(" at byte ")[2].partition(",")[0] for refused in got.refused]
        assert offsets == [str(data.index(byte) + 1) for byte in (b"\xe9", b"\xff", b"\xfc")]

    @pytest.mark.parametrize(
        ("text", "name", "likely"),
        [("café au lait, déjà vu", "mac-roman", "mac-roman"), ("café au lait, déjà vu", "cp850", "cp850"),
         ("“Отличный фильм”, сказал Иван", "cp1251", "cp1251"), ("Хороший фильм про реку", "koi8-r", "koi8-r")],
    )  # fmt: skip
    def test_the_encoding_is_suggested(self, text: str, name: str, likely: str) -> None:
        got = Read(b"a\n" + f'"{text}"\n'.encode(name))
        assert f'set the option encoding to "{likely}"' in got.fault

    @pytest.mark.parametrize(
        ("data", "encoding", "part"),
        [
            ("a,b\n1,2\n".encode("utf-16"), "utf-8", 'Set the option encoding to "utf-16"'),
            ("name,b\n1,2\n".encode("utf-16-le"), "utf-8", 'Set the option encoding to "utf-16-le"'),
            ("name,b\n1,2\n".encode("utf-16-be"), "cp1252", 'Set the option encoding to "utf-16-be"'),
            ("a,b\n1,2\n".encode("utf-8-sig"), "cp1252", 'Set the option encoding to "utf-8"'),
            ("a,b\nÄ,é\n".encode(), "cp1252", 'Set the option encoding to "utf-8"'),
            ("a,b\n1,2\n".encode("utf-16-le"), "utf-16", 'Set the option encoding to "utf-16-le" or'),
        ],
    )
    def test_a_file_that_is_in_another_encoding_altogether(self, data: bytes, encoding: str, part: str) -> None:
        got = Read(data, encoding=encoding)
        assert got.rows == []
        assert part in got.fault

    def test_a_lone_half_in_utf_16(self) -> None:
        data = b"\xff\xfe" + "a,b\n1,x".encode("utf-16-le") + b"\x00\xd8" + "\n2,y\n".encode("utf-16-le")
        got = Read(data, encoding="utf-16")
        assert got.rows == [{"a": "2", "b": "y"}]
        assert "at byte 17" in got.fault

    def test_nothing_is_made_up_behind_a_fault_in_a_stateful_encoding(self) -> None:
        data = "a,b\n1,日本\n".encode("iso2022_jp") + b"\xff\n" + "2,日本\n".encode("iso2022_jp")
        got = Read(data, encoding="iso2022_jp")
        assert got.rows == [{"a": "1", "b": "日本"}]
        assert "nothing behind can be read" in got.fault


class TestWithoutAMapping:
    def test_a_record_in_a_row(self) -> None:
        data = (
            "id,item.type,item.name,authors,rating.value,rating.best,recommended,tags,published,body\r\n"
            '"tag:example.org,2024:1",Movie,Dune,"[{""type"":""Person"",""name"":""Ada""}]",4.5,5,true,'
            '"[""a"",""b, c""]",2024-05,"[not] JSON"\r\n'
        )
        (record,) = read([data.encode()], ReadContext(source="a.csv"))
        assert isinstance(record, Review), record
        assert plain(record) == {
            "id": "tag:example.org,2024:1",
            "item": {"type": "Movie", "name": "Dune"},
            "authors": [{"type": "Person", "name": "Ada"}],
            "body": {"value": "[not] JSON", "format": "text"},
            "rating": {"value": 4.5, "best": 5},
            "recommended": True,
            "published": "2024-05",
            "tags": ["a", "b, c"],
        }

    def test_a_bad_row_hurts_no_other(self) -> None:
        data = b"id,item.type,item.name,rating.value\nurn:x:1,Movie,A,4\nurn:x:2,Movie,B,four\nurn:x:3,Movie,C,5\n"
        first, second, third = read([data], ReadContext(source="a.csv"))
        assert isinstance(first, Review)
        assert isinstance(third, Review)
        assert isinstance(second, Refusal)
        assert second.place == "row 2 (line 3)"
        assert second.faults[0].path.startswith("rating.value")


def said(record: Review | Tombstone) -> Review | Tombstone:
    """``record`` without objects that say nothing, which are no statement in a table."""

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: kept for key, inner in value.items() if (kept := without(inner)) != {}}
        return [without(inner) for inner in value] if isinstance(value, list) else value

    return validated(without(plain(record)))


def written(made: Iterable[Review | Tombstone], **options: Any) -> bytes:
    return b"".join(write(made, WriteContext(options=Options(**options))))


DIALECTS = [
    {},
    {"delimiter": "tab"},
    {"delimiter": ";", "quote": "'", "encoding": "utf-8-sig"},
    {"escape": "\\", "encoding": "utf-16"},
    {"spreadsheet_safe": True, "delimiter": "|"},
]


class TestWriting:
    @given(made=st.lists(records().map(said), max_size=3), options=st.sampled_from(DIALECTS), size=st.integers(1, 999))
    def test_what_was_written_comes_back(
        self, made: list[Review | Tombstone], options: dict[str, Any], size: int
    ) -> None:
        ctx = ReadContext(source="a.csv", options=Options(**options))
        back = list(read(cut(written(made, **options), size), ctx))
        assert back == [project(record, FORMAT.carries) for record in made]
        assert [note for note in ctx.notes if "delimiter" not in note.what] == []

    def test_a_stranger_reads_it(self) -> None:
        record = validated(
            {
                "id": "tag:example.org,2024:1",
                "item": {
                    "type": "Product",
                    "name": 'The "Lamp"',
                    "offers": [{"price": 19.99, "price_currency": "EUR"}],
                },
                "title": "[1] {not} JSON",
                "body": {"value": "one\n\ntwo, three", "format": "text"},
                "rating": {"value": 1e-7, "best": 5},
                "recommended": False,
                "tags": ["a, b", '"c"'],
                "extensions": {"https://example.org/x": 1},
            }
        )
        gone = Tombstone(id="tag:example.org,2024:2", at="2024-05-06T07:08:09Z", reason="withdrawn")
        data = written([record, gone])
        assert data.count(b"\r\n") == 3
        rows = list(stdlib.DictReader(io.StringIO(data.decode(), newline="")))
        assert list(rows[0]) == [
            "id", "item.type", "item.name", "item.offers", "title", "body.value", "body.format", "rating.value",
            "rating.best", "recommended", "tags", "at", "reason",
        ]  # fmt: skip
        assert rows[0] == {
            "id": "tag:example.org,2024:1",
            "item.type": "Product",
            "item.name": 'The "Lamp"',
            "item.offers": '[{"price":19.99,"price_currency":"EUR"}]',
            "title": "[1] {not} JSON",
            "body.value": "one\n\ntwo, three",
            "body.format": "text",
            "rating.value": "0.0000001",
            "rating.best": "5",
            "recommended": "false",
            "tags": '["a, b","\\"c\\""]',
            "at": "",
            "reason": "",
        }
        assert {name: cell for name, cell in rows[1].items() if cell} == {
            "id": "tag:example.org,2024:2",
            "at": "2024-05-06T07:08:09Z",
            "reason": "withdrawn",
        }

    def test_every_path_has_its_column(self) -> None:
        header = next(stdlib.reader(io.StringIO(written(full_reviews()).decode(), newline="")))
        assert len(header) == len(set(header))
        # Each cell that any record has comes back, so no column was forgotten.
        back = list(read([written(full_reviews())], ReadContext(source="a.csv")))
        assert back == [project(record, FORMAT.carries) for record in full_reviews()]

    def test_formulas_are_disarmed_where_that_is_asked_for(self) -> None:
        texts = ["=1+1", "+1", "-1", "@SUM(A1)", "'quoted'", "plain"]
        made = [validated({"id": f"urn:x:{text}", "item": {"type": "Thing", "name": text}}) for text in ("a", *texts)]
        safe = list(stdlib.DictReader(io.StringIO(written(made, spreadsheet_safe=True).decode(), newline="")))
        assert [row["item.name"] for row in safe] == ["a", "'=1+1", "'+1", "'-1", "'@SUM(A1)", "''quoted'", "plain"]
        exact = list(stdlib.DictReader(io.StringIO(written(made).decode(), newline="")))
        assert [row["item.name"] for row in exact] == ["a", *texts]

    def test_what_the_options_cannot_hold_is_told(self) -> None:
        made = [validated({"id": "urn:x:1", "item": {"type": "Movie", "name": "★, five"}})]
        with pytest.raises(SettingsError, match="utf-8"):
            written(made, encoding="latin-1")
        with pytest.raises(SettingsError, match="quote"):
            written(made, quote="")

    def test_no_records_are_a_header(self) -> None:
        assert written([]) == b"id,item.type,item.name\r\n"


@given(
    rows=st.lists(st.lists(raw_texts(20), min_size=2, max_size=2), max_size=4),
    junk=st.binary(max_size=40),
    size=st.integers(1, 50),
)
def test_whatever_comes_is_a_row_or_a_refusal(rows: list[list[str]], junk: bytes, size: int) -> None:
    out = io.StringIO(newline="")
    stdlib.writer(out).writerows([["a", "b"], *rows])
    data = out.getvalue().encode("utf-8", "surrogatepass") + junk
    whole, cut_up = Read(data, limit=2000), Read(data, size, limit=2000)
    assert (whole.rows, whole.places, whole.refused) == (cut_up.rows, cut_up.places, cut_up.refused)
    list(read(cut(data, size), ReadContext(source="a.csv")))


@given(rows=st.lists(st.lists(raw_texts(20), min_size=2, max_size=2), min_size=1, max_size=4))
def test_cells_are_what_the_csv_module_says(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    stdlib.writer(out).writerows([["a", "b"], *rows])
    text = out.getvalue().encode("utf-8", "replace").decode()
    expected = [
        {name: cell for name, cell in row.items() if cell}
        for row in stdlib.DictReader(io.StringIO(text, newline=""))
        if any(row.values())
    ]
    assert Read(text.encode()).rows == expected
