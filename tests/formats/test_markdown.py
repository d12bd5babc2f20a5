"""Markdown with front matter: the traps of YAML against its specification, and what blogs really have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from strategies import HOSTILE, full_reviews, raw_texts, records

from syndicate.errors import SettingsError
from syndicate.formats import project
from syndicate.formats._base import Limits, ReadContext, WriteContext
from syndicate.formats.markdown import FORMAT, Options, read, write
from syndicate.ledger import Refusal
from syndicate.models.record import parse, plain, validated
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone


class Read:
    """A file read without a record being made of it: its row, or its refusal."""

    def __init__(self, text: str | bytes, size: int = 0, limit: int = 16 << 20, **options: Any) -> None:
        data = text.encode() if isinstance(text, str) else text
        rows: list[dict[str, Any]] = []

        class Rows:
            def record(self, row: dict[str, Any], *, ctx: ReadContext, place: str, key: str) -> None:
                assert (place, key) == ("", "a.md")
                rows.append(dict(row))

        limits = Limits(record_bytes=limit)
        mapper: Any = Rows()
        ctx = ReadContext(source="a.md", key="a.md", mapper=mapper, options=Options(**options), limits=limits)
        self.refused = list(read(cut(data, size), ctx))
        assert len(rows) + len(self.refused) == 1
        self.row = rows[0] if rows else {}
        self.body = self.row.pop("body", None)
        self.told = [(note.path, note.kind, note.what) for note in ctx.notes]

    @property
    def fault(self) -> str:
        (refused,) = self.refused
        assert isinstance(refused, Refusal)
        assert refused.faults[0].mend
        return str(refused)


def cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size)) if size else iter([data])


def front(yaml_text: str) -> dict[str, Any]:
    got = Read(f"---\n{yaml_text}\n---\n")
    assert got.refused == [], got.fault
    return got.row


# What YAML 1.1 (https://yaml.org/type/) would make of the plain word, and what it is here.
WORDS = [
    ("no", "no", "the boolean of 1.1"),
    ("Yes", "Yes", "the boolean of 1.1"),
    ("on", "on", "the boolean of 1.1"),
    ("OFF", "OFF", "the boolean of 1.1"),
    ("y", "y", "the boolean of 1.1"),
    ("N", "N", "the boolean of 1.1"),
    ("true", True, "a boolean"),
    ("False", False, "a boolean"),
    ("TRUE", True, "a boolean"),
    ("tRuE", "tRuE", "no boolean"),
    ("4:30", "4:30", "sexagesimal: 270"),
    ("190:20:30", "190:20:30", "sexagesimal: 685230"),
    ("1:30.5", "1:30.5", "sexagesimal"),
    ("2003-11-03", "2003-11-03", "a date"),
    ("2001-12-14t21:59:43.10-05:00", "2001-12-14t21:59:43.10-05:00", "a time"),
    ("2001-12-14 21:59:43.10 -5", "2001-12-14 21:59:43.10 -5", "a time"),
    ("2024-02-30", "2024-02-30", "no date"),
    ("2024", 2024, "a number"),
    ("9", 9, "a number"),
    ("-3", -3, "a number"),
    ("0", 0, "a number"),
    ("4.5", 4.5, "a number"),
    ("0.1", 0.1, "a number"),
    ("-0.25", -0.25, "a number"),
    ("100", 100, "a number"),
    ("1.10", "1.10", "a version"),
    ("4.0", "4.0", "a version"),
    ("+5", "+5", "+5"),
    ("-0", "-0", "minus zero"),
    (".5", ".5", "0.5"),
    ("5.", "5.", "5"),
    ("0123", "0123", "octal: 83"),
    ("0o17", "0o17", "octal of 1.2: 15"),
    ("0x1F", "0x1F", "31"),
    ("0b101", "0b101", "5"),
    ("1_000", "1_000", "1000"),
    ("1e3", "1e3", "1000 in 1.2"),
    ("1.5e+3", "1.5e+3", "1500"),
    ("12e5", "12e5", "a hash"),
    (".inf", ".inf", "infinity"),
    ("-.INF", "-.INF", "infinity"),
    (".nan", ".nan", "not a number"),
    ("٣", "٣", "a digit"),
    ("123456789012345", 123456789012345, "15 digits"),
    ("1234567890123456", "1234567890123456", "16 digits"),
    ("0.1234567890123456", "0.1234567890123456", "16 digits"),
    ("tt0046672", "tt0046672", "text"),
    ("=", "=", "the default key"),
    ("A+", "A+", "text"),
    ("C-", "C-", "text"),
    ("F", "F", "text"),
    ("Null point", "Null point", "text"),
]


@pytest.mark.parametrize(("word", "expected", "_why"), WORDS, ids=[word for word, _, _ in WORDS])
def test_plain_words(word: str, expected: object, _why: str) -> None:
    row = front(f"a: {word}\nb: [{word}]\nc: '{word}'\nd: \"{word}\"\n")
    assert row == {"a": expected, "b": [expected], "c": word, "d": word}
    assert [type(row["a"]), type(row["b"][0])] == [type(expected)] * 2


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL", "# comment"])
def test_nothing_is_absent(nothing: str) -> None:
    assert front(f"a: {nothing}\nb: [x, ~]\nc: {{d: null, e: 1}}\nf: 'null'") == {
        "b": ["x"],
        "c": {"e": 1},
        "f": "null",
    }


class TestYaml:
    def test_keys_are_text(self) -> None:
        row = front("no: 1\n2024: a\n2003-11-03: b\n1.10: c\ntrue: d\n'null': e\nitem.name: f\n")
        assert list(row) == ["no", "2024", "2003-11-03", "1.10", "true", "null", "item.name"]

    def test_blocks_and_nesting(self) -> None:
        row = front(
            "a: |\n  one\n    two\n\n  three\nb: >-\n  folded\n  text\nc:\n- x\n- y: 1\n  z: 2\nd: {e: [1, {f: g}]}"
        )
        assert row == {
            "a": "one\n  two\n\nthree\n",
            "b": "folded text",
            "c": ["x", {"y": 1, "z": 2}],
            "d": {"e": [1, {"f": "g"}]},
        }

    def test_own_tags(self) -> None:
        assert front("a: !!str 5\nb: ! 7\nc: !!float 1.50\nd: !!int 3\ne: !!null ''\nf: !!bool true") == {
            "a": "5", "b": "7", "c": "1.50", "d": 3, "f": True,
        }  # fmt: skip

    def test_aliases_and_merge_keys(self) -> None:
        # https://yaml.org/type/merge.html
        row = front(
            "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {<<: *a, y: 9}\nd: {<<: [*b, *a]}\ne: *a\nf: {<<: *a, y: ~}"
        )
        assert row["f"] == {"x": 1}, "what is said to be nothing is not merged"
        assert row["c"] == {"x": 1, "y": 9}
        assert row["d"] == {"x": 1, "y": 3, "z": 4}
        assert row["e"] == {"x": 1, "y": 2}

    @pytest.mark.parametrize(
        ("text", "place", "parts"),
        [
            ("a: 1\ntitle: Alien: Romulus", "line 3, column 13", ["'title: Alien: Romulus'", "has to be in quotes"]),
            ("a: 1\nb: 2\na: 3", "line 4, column 1", ["the key 'a' twice, first in line 2"]),
            ("a: {b: 1,\n  b: 2}", "line 3, column 3", ["the key 'b' twice, first in line 2"]),
            ("a:\n\t- b", "line 3, column 1", ["not with tabs"]),
            ("a: @home", "line 2, column 4", ["begins with this character has to be in quotes"]),
            ("a: `code`", "line 2, column 4", ["has to be in quotes"]),
            ("a: %x", "line 2, column 4", ["has to be in quotes"]),
            ("a: *Batteries* not included", "line 2", ["quotes"]),
            ("a: *Alien", "line 2, column 4", ["the alias *Alien, for which there is no anchor", "quotes"]),
            ("a: &more text", "line 2, column 4", ["the anchor &more, which no alias uses", "quotes"]),
            ("a: &x [*x]", "line 2, column 8", ["the alias *x, for which there is no anchor before it"]),
            ('a: "open\nb: 1', "line", ["Close the quote"]),
            ('a: "b" c', "line 2, column 8", ["single quotes"]),
            ('a: "C:\\dir"', "line 2", ["each backslash twice"]),
            ("a: [1, 2\nb: 3", "line", ["Close the bracket"]),
            ("a: [x] y", "line 2, column 8", ["quotes"]),
            ("a\nb: 1", "line 3", ["The line above is no name: value"]),
            ("a: 1\n  b: 2", "line 3, column 4", []),
            ("a: !important news", "line 2, column 4", ["the tag '!important'"]),
            ("a: !!python/object/apply:os.system ['true']", "line 2", ["the tag '!!python/object/apply:os.system'"]),
            ("a: !!binary aGk=", "line 2", ["the tag '!!binary'"]),
            ("a: !!timestamp 2001-01-01", "line 2", ["the tag '!!timestamp'"]),
            ("a: !!set {b}", "line 2", ["the tag '!!set'"]),
            ("a: !!int four", "line 2", ["'four' under the tag !!int"]),
            ("? [a, b]\n: c", "line 2, column 3", ["a key that is no text"]),
            (": a", "line 2, column 1", []),
            ("- a\n- b", "line 2", ["a list", "a mapping of names to values"]),
            ("just text", "line 2", ["'just text'", "a mapping of names to values"]),
            ("a: 1\n--- b", "line 3", ["a second YAML document"]),
            ("<<: text\na: 1", "line 2", ["<<"]),
            ("a: " + "[" * 100 + "]" * 100, "line 2", ["more than 64 levels"]),
            ("a: " + "[" * 20000, "line 2", ["more than 64 levels"]),
            ("a: x\x00y\nb: 1", "line 2, column 5", ["a zero byte"]),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_told_where_it_is(self, text: str, place: str, parts: list[str]) -> None:
        got = Read(f"---\n{text}\n---\n\nBody.\n")
        assert f"a.md, {place}" in got.fault
        for part in parts:
            assert part in got.fault

    def test_a_bomb_of_aliases(self) -> None:
        bomb = 'a: &a ["lol","lol","lol","lol","lol","lol","lol","lol","lol"]\n'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True):
            bomb += f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
        assert bomb.count("*") < 100, "the number of aliases alone does not tell"
        assert "aliases that expand too far" in Read(f"---\n{bomb}z: *i\n---\n").fault
        many = "a: &a x\n" + "".join(f"b{n}: *a\n" for n in range(101))
        assert "aliases that expand too far" in Read(f"---\n{many}---\n").fault
        assert Read(f"---\n{many.replace('b100: *a', '')}---\n").refused == []

    def test_control_characters_are_left_to_be_repaired(self) -> None:
        assert front('a: x\x07y\nb: "\x85\x7f"\nc: "\\u2028"')["a"] == "x\x07y"

    def test_a_comment_that_may_have_been_meant_is_told(self) -> None:
        got = Read("---\ntitle: Film #1\ntags: #horror\ngrade: B # so so\nother: C#\n---\n")
        assert got.row == {"title": "Film", "grade": "B", "other": "C#"}
        assert [path for path, _, _ in got.told] == ["title", "tags"]


class TestToml:
    def test_values(self) -> None:
        got = Read(
            '+++\ntitle = "No: really"\ndate = 2003-11-03\nat = 1979-05-27T00:32:00.5-07:00\nz = 1979-05-27 07:32:00Z\n'
            "local = 1979-05-27T07:32:00\ntime = 07:32:00\nversion = 1.10\nhalf = 4.5\nmany = 1_000\n"
            'id = 12345678901234567\ndraft = false\ntags = ["a", "b"]\n[item]\nname = "Dune"\n+++\nText.\n'
        )
        assert got.row == {
            "title": "No: really", "date": "2003-11-03", "at": "1979-05-27T00:32:00.500000-07:00",
            "z": "1979-05-27T07:32:00Z", "local": "1979-05-27T07:32:00", "time": "07:32:00", "version": "1.10",
            "half": 4.5, "many": 1000, "id": "12345678901234567", "draft": False, "tags": ["a", "b"],
            "item": {"name": "Dune"},
        }  # fmt: skip
        assert got.body == {"value": "Text.", "format": "markdown"}

    @pytest.mark.parametrize(
        ("text", "place", "part"),
        [
            ("a = 1\na = 2", "line 3", "Remove one of the two"),
            ("title = Dune", "line 2, column 9", "'title = Dune'"),
            ('a = "open', "line 2", "'a = \"open'"),
            ("title: Dune", "line 2", "TOML"),
            ("a = " + "[" * 5000 + "]" * 5000, "", "nested too deeply"),
            ("b = 1\na = " + "9" * 5000, "line 3", "thousands of digits"),
            ("a = 0x" + "f" * 9000, "", "thousands of digits"),
            ("a = " + "[" * 70 + "]" * 70, "", "nested too deeply"),
        ],
    )
    def test_what_is_wrong(self, text: str, place: str, part: str) -> None:
        fault = Read(f"+++\n{text}\n+++\n").fault
        assert place in fault
        assert part in fault


class TestOtherHeaders:
    def test_lines_without_fences(self) -> None:
        got = Read(
            "Title: An Odd Film: Part 2\nDate: 2016-04-15T07:45:26+00:00\nRating: 9\nTags: no, yes\nEmpty:\n"
            "Summary: One\n    and two\n\ta: three\nSave_as: x\n\nNote: this is the text.\n\nMore.\n"
        )
        assert got.row == {
            "Title": "An Odd Film: Part 2", "Date": "2016-04-15T07:45:26+00:00", "Rating": "9", "Tags": "no, yes",
            "Summary": "One\nand two\na: three", "Save_as": "x",
        }  # fmt: skip
        assert got.body["value"] == "Note: this is the text.\n\nMore."
        assert got.told == []

    def test_one_line_may_have_been_the_text(self) -> None:
        got = Read("Note: all is well\n\nText.")
        assert got.row == {"Note": "all is well"}
        assert got.told == [("Note", "inferred", "a first line Key: value taken for front matter")]

    @pytest.mark.parametrize(
        "text",
        ["# Heading\n\nText: none", "https://example.org/\n\nText", "A note: this is text\n\nmore",
         "Note: one\ntwo\n\nx", "\nTitle: x\n\ny", "{% include x %}\n",
         "*a*: b\n\nc", "- a: b\n\nc", "\u201cSo: it begins\u201d"],
    )  # fmt: skip
    def test_text_without_front_matter(self, text: str) -> None:
        got = Read(text)
        assert got.row == {}
        assert got.body == {"value": text.strip("\n"), "format": "markdown"}

    def test_a_line_between_header_and_text_is_asked_for(self) -> None:
        assert "a.md, line 3, column 1" in Read("Title: x\nDate: y\nText at once.\n").fault
        assert "the key 'Title' twice, first in line 1" in Read("Title: x\nTitle: y\n\nz").fault

    def test_json(self) -> None:
        got = Read('{"a": 1, "b": 1.10,\n "c": [null, {"d": 12345678901234567}], "e": null}\n\nText {x}.\n')
        assert got.row == {"a": 1, "b": "1.10", "c": [{"d": "12345678901234567"}]}
        assert got.body["value"] == "Text {x}."
        assert Read(';;;\n{"a": 1}\n;;;\nx').row == Read('---json\n{"a": 1}\n---\nx').row == {"a": 1}
        assert "twice" in Read('{"a": 1, "a": 2}\n').fault
        assert "a.md, line 2, column" in Read('{"a": 1,\n b: 2}\n').fault
        assert "NaN" in Read('{"a": NaN}\n').fault
        assert "nested too deeply" in Read('{"a": ' + "[" * 70 + "]" * 70 + "}").fault
        assert "nested too deeply" in Read('{"a": ' + "[" * 200_000).fault

    @pytest.mark.parametrize("head", [';;;\n{"a": %s}\n;;;', "---\na: %s\n---", "---\na: !!int %s\n---"])
    def test_numbers_of_any_length_stay_text(self, head: str) -> None:
        assert Read(head % ("9" * 5000) + "\n\nText.").row["a"] == "9" * 5000

    def test_a_named_language(self) -> None:
        assert Read("---toml\na = 1\n---\nx").row == {"a": 1}
        assert Read("---yaml\na: 1\n---\nx").row == {"a": 1}


class TestBody:
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    @pytest.mark.parametrize("size", [0, 1, 5])
    def test_line_ends_and_byte_order_marks(self, end: str, mark: str, size: int) -> None:
        got = Read(mark + end.join(["---", "a: 1", "b: |", "  x", "  y", "---", "", "One", "", "Two  ", "", ""]), size)
        assert got.row == {"a": 1, "b": "x\ny\n"}
        assert got.body == {"value": f"One{end}{end}Two  ", "format": "markdown"}

    @pytest.mark.parametrize(
        ("below", "body"),
        [
            ("\n\n  \n    code\ntext\n \n\n", "    code\ntext"),
            ("\n---\n\nafter a rule\n", "---\n\nafter a rule"),
            ("one\n<!-- end -->\ntwo <!--more--> three", "one\n<!-- end -->\ntwo <!--more--> three"),
            ("{{ x }} \\ \x0c", "{{ x }} \\ \x0c"),
        ],
    )
    def test_what_stands_below(self, below: str, body: str) -> None:
        assert Read(f"---\na: 1\n---\n{below}").body["value"] == body

    @pytest.mark.parametrize("text", ["---\na: 1\n---", "---\na: 1\n...\n \n", "\n \n--- \na: 1\n---\t\n\n\n"])
    def test_none(self, text: str) -> None:
        got = Read(text)
        assert (got.row, got.body) == ({"a": 1}, None)

    def test_empty_front_matter(self) -> None:
        for text in ("---\n---\nx", "---\n# nothing\n---\nx", "+++\n+++\nx"):
            got = Read(text)
            assert (got.row, got.body["value"], got.refused) == ({}, "x", [])

    @pytest.mark.parametrize(("text", "line"), [("---\na: 1\n\nText", 1), ("\n+++\na = 1\n---\n", 2), ("---\n", 1)])
    def test_an_unclosed_fence(self, text: str, line: int) -> None:
        assert (
            f"a.md, line {line}, column 1: found the fence {text.strip()[:3]} that is never closed" in Read(text).fault
        )

    def test_what_it_is_written_in(self) -> None:
        assert Read("---\nbody: {format: html}\n---\n<p>x").body == {"format": "html", "value": "<p>x"}
        assert Read("---\nbody.format: text\n---\nx").body == {"format": "text", "value": "x"}
        assert Read("---\na: 1\n---\nx", body_format="html").body == {"format": "html", "value": "x"}
        assert Read("---\nbody: inside\n---\n").body == {"value": "inside", "format": "markdown"}

    @pytest.mark.parametrize("stated", ["body: x", "body: {value: x}", "body.value: x", "Body: x"])
    def test_two_bodies_are_refused(self, stated: str) -> None:
        assert "a body in the front matter, and text below it" in Read(f"---\n{stated}\n---\ny").fault


class TestBytes:
    @pytest.mark.parametrize(
        ("data", "part"),
        [
            (b"", "an empty file"),
            (b" \n\t\r\n", "nothing but white space"),
            (b"\xef\xbb\xbf", "an empty file"),
            (b"---\na: 1\n---\ncaf\xe9 au lait", "line 4: found the byte 0xe9 at byte 17, which is not UTF-8"),
            (b"---\na: 1\n---\ncaf\xe9 au lait", 'set the option encoding to "cp1252"'),
            ("---\na: 1\n---\n".encode("utf-16"), 'Set the option encoding to "utf-16"'),
            (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        ],
    )
    def test_what_is_no_text(self, data: bytes, part: str) -> None:
        assert part in Read(data).fault

    def test_declared_encodings(self) -> None:
        text = "---\ntitle: Käse\n---\n„Gut“\n"
        for name in ("cp1252", "utf-16", "mac-roman"):
            got = Read(text.encode(name), encoding=name)
            assert (got.row["title"], got.body["value"]) == ("Käse", "„Gut“")

    @pytest.mark.parametrize("size", [0, 100])
    def test_a_file_beyond_the_limit(self, size: int) -> None:
        assert "a file of more than 1,000 bytes" in Read("x" * 1001, size, limit=1000).fault
        assert Read("x" * 1000, size, limit=1000).refused == []


def said(record: Review | Tombstone) -> Review | Tombstone:
    """``record`` without objects that say nothing."""

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: kept for key, inner in value.items() if (kept := without(inner)) != {}}
        return [without(inner) for inner in value] if isinstance(value, list) else value

    return validated(without(plain(record)))


def written(record: Review | Tombstone, **options: Any) -> bytes:
    return b"".join(write([record], WriteContext(options=Options(**options))))


def back(data: bytes, size: int = 0, **options: Any) -> Any:
    ctx = ReadContext(source="a.md", options=Options(**options))
    (record,) = read(cut(data, size), ctx)
    assert ctx.notes == []
    return record


def review(**more: Any) -> Review:
    made = validated({"id": "tag:example.org,2024:1", "item": {"type": "Movie", "name": "Dune"}, **more})
    assert isinstance(made, Review)
    return made


BODIES = ["x", "a\x85b\u2028c", "\n\nx", "x\n\n", " x ", "    code", "---\na: 1\n---", "+++", "a\n---\nb", "...", "\x85x\u2028",
          "\ufeffx", "\tx", "x\n ", " \n x", "é", "{}", "Key: value\n\ntext", "# x", "\u00a0\nx\n\u00a0"]  # fmt: skip


class TestWriting:
    @given(record=records().map(said), size=st.integers(1, 999), form=st.sampled_from(["markdown", "html"]))
    def test_what_was_written_comes_back(self, record: Review | Tombstone, size: int, form: Any) -> None:
        data = written(record, body_format=form)
        assert back(data, size, body_format=form) == project(record, FORMAT.carries)

    @pytest.mark.parametrize("body", BODIES)
    @pytest.mark.parametrize("form", ["markdown", "html", "text"])
    def test_bodies(self, body: str, form: str) -> None:
        record = review(body={"value": body, "format": form})
        assert back(written(record)) == record
        assert back(written(record, encoding="utf-16"), encoding="utf-16") == record

    @pytest.mark.parametrize(
        "text", [*HOSTILE, *(word for word, _, _ in WORDS), "a: b", "a #b", "'", '"', "- a", "? a", "&a"]
    )
    def test_a_stranger_reads_the_same(self, text: str) -> None:
        """Against PyYAML's own reading of YAML 1.1, with all of its types."""
        record = review(summary=text, item={"type": "Movie", "name": "Dune", "properties": {"version": [text, 0.5]}})
        header = written(record).decode().partition("\n---\n")[0].removeprefix("---\n")
        assert yaml.safe_load(header) == plain(record)
        assert back(written(record)) == record

    def test_it_is_what_a_person_would_write(self) -> None:
        record = review(
            title="Alien: Romulus", rating={"value": 4.5, "best": 5}, published="2024-05-01", recommended=True,
            tags=["no", "Größe", "1e3"], summary="One.\nTwo.", body={"value": "Good.\n\nVery.", "format": "markdown"},
            extensions={"https://example.org/x": 1},
        )  # fmt: skip
        assert written(record).decode() == (
            "---\nid: tag:example.org,2024:1\nitem:\n  type: Movie\n  name: Dune\ntitle: 'Alien: Romulus'\n"
            "summary: |-\n  One.\n  Two.\nrating:\n  value: 4.5\n  best: 5\nrecommended: true\n"
            "published: '2024-05-01'\ntags:\n- 'no'\n- Größe\n- '1e3'\n---\n\nGood.\n\nVery.\n"
        )

    def test_numbers_are_exact(self) -> None:
        record = review(item={"type": "Movie", "name": "Dune", "properties": {"version": [1e-7, 1e-300, 0.1, 9, -2.5]}})
        assert back(written(record)) == record

    def test_what_says_everything(self) -> None:
        for record in full_reviews():
            assert back(written(record)) == project(record, FORMAT.carries)

    def test_a_tombstone(self) -> None:
        gone = parse(
            b'{"id":"tag:a,2024:1","at":"2024-05-06T07:08:09Z","reason":"merged","merged_into":"tag:a,2024:2"}'
        )
        assert back(written(gone)) == gone

    def test_one_record_to_a_file(self) -> None:
        with pytest.raises(SettingsError, match="Write to a folder"):
            list(write([review(), review()], WriteContext()))
        assert list(write([], WriteContext())) == []

    def test_an_encoding_that_cannot_hold_it(self) -> None:
        with pytest.raises(SettingsError, match="found '★'"):
            written(review(title="★"), encoding="latin-1")


@given(
    text=st.one_of(raw_texts(200), st.lists(raw_texts(12), max_size=8).map("".join)),
    fence=st.sampled_from(["---", "+++"]),
)
def test_whatever_comes_is_a_row_or_a_refusal(text: str, fence: str) -> None:
    for whole in (text, f"{fence}\n{text}\n{fence}\n", f"---\na: {text}\n---\nb", f"Title: {text}\n\nb"):
        data = whole.encode("utf-8", "surrogatepass")
        one, two = Read(data), Read(data, 3)
        assert (one.row, one.body, one.refused) == (two.row, two.body, two.refused)
        list(read([data], ReadContext(source="a.md")))


@given(text=raw_texts(60).map(lambda text: text.encode("utf-8", "replace").decode()))
def test_both_parsers_of_yaml_say_the_same(text: str) -> None:
    """PyYAML's own and libyaml's, which is used where it is there: for what both take, the same comes out."""
    from syndicate.formats._unreadable import Unreadable
    from syndicate.formats._yaml import _events, _lenient, _Reader

    def said_by(loader: Any) -> Any:
        try:
            return _Reader(text, 64, 100, 200).document(_events(text, loader))
        except (yaml.YAMLError, Unreadable):
            return None

    fast = getattr(yaml, "CSafeLoader", None)
    if fast is not None and (quick := said_by(fast)) is not None:
        assert quick == said_by(_lenient())
