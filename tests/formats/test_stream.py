"""Inputs in pieces, compressed or not, whole or damaged; and lines of any length over pieces of any size."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import FileError, InputError
from syndicate.formats import Limits
from syndicate.formats._stream import TooLong, chunks_of, lines_of, text_of

DATA = b"".join(b"line %d of a text that repeats itself\n" % n for n in range(50_000))


def whole(*args: object, **kwargs: object) -> bytes:
    return b"".join(chunks_of(*args, **kwargs))  # type: ignore[arg-type]


def until_it_fails(source: bytes) -> tuple[bytes, InputError]:
    """What was read before the error, and the error."""
    made = b""
    try:
        for chunk in chunks_of(source):
            made += chunk
    except InputError as error:
        return made, error
    pytest.fail("nothing was told")


class TestChunks:
    def test_a_file_whatever_it_is_called(self, tmp_path: Path) -> None:
        for name, data in {
            "a": DATA,
            "b.gz": DATA,
            "c.txt": gzip.compress(DATA, mtime=0),
            "d": zstandard.compress(DATA),
        }.items():
            (tmp_path / name).write_bytes(data)
            assert whole(tmp_path / name) == DATA
            assert whole(str(tmp_path / name)) == DATA

    def test_a_stream_and_bytes(self) -> None:
        assert whole(io.BytesIO(DATA)) == whole(DATA) == DATA
        assert whole(b"") == b""

    def test_standard_input(self) -> None:
        code = "from syndicate.formats._stream import chunks_of; print(sum(map(len, chunks_of('-'))))"
        done = subprocess.run(
            [sys.executable, "-c", code], input=gzip.compress(DATA, mtime=0), capture_output=True, check=True
        )
        assert int(done.stdout) == len(DATA)

    def test_a_part_of_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "a"
        path.write_bytes(DATA)
        assert whole(path, start=10, end=300_000) == DATA[10:300_000]
        assert whole(path, start=5) == DATA[5:]
        assert whole(path, end=0) == b""

    def test_several_members_and_frames(self) -> None:
        assert (
            whole(
                gzip.compress(b"a", mtime=0) + gzip.compress(DATA, mtime=0) + gzip.compress(b"", mtime=0) + b"\0" * 512
            )
            == b"a" + DATA
        )
        assert whole(zstandard.compress(DATA) + zstandard.compress(b"z")) == DATA + b"z"

    @given(st.integers(1, 40))
    def test_members_over_the_ends_of_pieces(self, size: int) -> None:
        class Dripping(io.BytesIO):
            def read(self, wanted: int | None = -1, /) -> bytes:
                return super().read(size)

        assert whole(Dripping(gzip.compress(b"one\n", mtime=0) + gzip.compress(b"two\n", mtime=0))) == b"one\ntwo\n"
        assert whole(Dripping(zstandard.compress(b"one\n") + zstandard.compress(b"two\n"))) == b"one\ntwo\n"

    @pytest.mark.parametrize(
        ("source", "message"),
        [
            (gzip.compress(DATA, mtime=0)[:-3], "the gzip data ends too early"),
            (gzip.compress(DATA, mtime=0)[:5000], "the gzip data ends too early"),
            (gzip.compress(b"a", mtime=0)[:7], "the gzip data ends too early"),
            (gzip.compress(DATA, mtime=0) + gzip.compress(b"a", mtime=0)[:9], "the gzip data ends too early"),
            (gzip.compress(DATA, mtime=0) + b"<html>", "something follows the end of the gzip data"),
            (gzip.compress(DATA, mtime=0)[:-8] + b"\0" * 8, "the gzip data is damaged"),
            (zstandard.compress(DATA)[:-3], "the Zstandard data ends too early"),
            (zstandard.compress(DATA) + b"<html>", "the Zstandard data is damaged"),
            (b"BZh91AY&SY", "this compression is not read"),
            (b"\xfd7zXZ\x00\x00", "this compression is not read"),
        ],
    )
    def test_what_is_damaged_is_told_after_what_could_be_read(self, source: bytes, message: str) -> None:
        made, error = until_it_fails(source)
        assert error.message == message
        assert error.found
        assert error.expected
        assert error.mend
        assert DATA.startswith(made)

    def test_the_beginning_of_a_truncated_file_is_read(self) -> None:
        made, _ = until_it_fails(gzip.compress(os.urandom(100_000) + DATA)[:150_000])
        assert len(made) > 100_000

    @pytest.mark.parametrize("compress", [gzip.compress, zstandard.compress])
    def test_a_bomb_is_stopped(self, compress: object) -> None:
        bomb = compress(b"\0" * 200_000_000)  # type: ignore[operator]
        tracemalloc.start()
        with pytest.raises(InputError, match="expands without end"):
            for _ in chunks_of(bomb):
                pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 80_000_000

    def test_what_is_small_may_expand_as_it_likes(self) -> None:
        data = b"\0" * 10_000_000
        assert whole(gzip.compress(data)) == data
        with pytest.raises(InputError):
            whole(gzip.compress(data), Limits(expansion_floor=1000, expansion=20))

    def test_without_the_extra_it_says_how_to_get_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "zstandard", None)
        with pytest.raises(InputError, match=r"pip install 'syndicate\[zstd\]'"):
            whole(zstandard.compress(DATA))

    def test_a_missing_file_says_the_nearest(self, tmp_path: Path) -> None:
        (tmp_path / "reviews.jsonl").write_bytes(b"")
        with pytest.raises(InputError, match=r"no such file.*Did you mean .*reviews\.jsonl"):
            whole(tmp_path / "review.jsonl")
        with pytest.raises(InputError, match="there is no folder"):
            whole(tmp_path / "none" / "reviews.jsonl")
        with pytest.raises(InputError, match="cannot be the name"):
            whole("a\0b")

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(FileError, match="this is a folder"):
            whole(tmp_path)

    def test_no_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refused(*args: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refused)  # root may read all, and tests may run as root
        with pytest.raises(FileError, match="no permission"):
            whole(tmp_path / "a")

    def test_a_disk_that_fails(self) -> None:
        class Failing(io.BytesIO):
            def read(self, wanted: int | None = -1, /) -> bytes:
                raise OSError(5, "Input/output error")

        with pytest.raises(FileError, match="Input/output error"):
            whole(Failing())


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


class TestLines:
    @given(
        st.lists(st.binary(max_size=30).map(lambda b: b.translate(KEPT)), max_size=20),
        st.integers(1, 50),
        st.booleans(),
    )
    def test_any_lines_over_any_pieces(self, lines: list[bytes], size: int, ended: bool) -> None:
        # What comes first is looked at as a whole; pieces reach the lines as they are after that.
        lines = [b"x" * 5000, *lines]
        data = b"\n".join(lines) + (b"\n" if ended else b"")
        made = list(lines_of(pieces(data, size), 6000))
        expected = data.split(b"\n")
        if not expected[-1]:
            expected.pop()
        assert made == list(enumerate(expected, 1))

    @given(st.lists(st.integers(0, 40), max_size=12), st.integers(1, 60))
    def test_long_lines_are_counted_and_not_kept(self, sizes: list[int], size: int) -> None:
        data = b"".join(b"x" * length + b"\n" for length in sizes)
        made = list(lines_of(pieces(data, size), 20))
        assert made == [(n, b"x" * s if s <= 20 else TooLong(s)) for n, s in enumerate(sizes, 1)]

    def test_ends_of_lines(self) -> None:
        for size in (1, 2, 3, 100):
            assert list(lines_of(pieces(b"a\r\n\r\nb\rc\nd", size), 100)) == [
                (1, b"a"),
                (2, b""),
                (3, b"b\rc"),
                (4, b"d"),
            ]

    def test_numbers_go_on_from_where_a_part_begins(self) -> None:
        assert list(lines_of([b"a\nb"], 10, first=7)) == [(7, b"a"), (8, b"b")]

    def test_a_mark_of_byte_order_is_no_text(self) -> None:
        for size in (1, 2, 100):
            assert list(lines_of(pieces("\ufeffé\nb".encode(), size), 10)) == [(1, "é".encode()), (2, b"b")]

    def test_a_line_of_50_mb_is_not_held(self) -> None:
        def drip() -> Iterator[bytes]:
            yield b"a\n"
            yield from (b"x" * 100_000 for _ in range(500))
            yield b"\nb\n"

        tracemalloc.start()
        made = list(lines_of(drip(), 1_000_000))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert made == [(1, b"a"), (2, TooLong(50_000_000)), (3, b"b")]
        assert peak < 5_000_000

    @pytest.mark.parametrize(
        ("data", "found"),
        [
            ('{"id": "é"}\n'.encode("utf-16"), "UTF-16"),
            ('{"id": "é"}\n'.encode("utf-16-be"), "UTF-16"),
            ('{"id": "a"}\n'.encode("utf-16-le"), "UTF-16"),
            ('{"id": "é"}\n'.encode("utf-32"), "UTF-32"),
            (b"\x89PNG\r\n\x1a\n" + bytes(range(64)), "binary data"),
            (b"PK\x03\x04" + b"\0\x01\x02abc" * 40, "binary data"),
            (b"\0" * 50, "UTF-16"),
        ],
    )
    def test_what_is_no_utf8_text_is_told_at_once(self, data: bytes, found: str) -> None:
        for size in (1, 100):
            with pytest.raises(InputError) as told:
                list(text_of(pieces(data, size), source="reviews.jsonl"))
            assert found in told.value.found
            assert told.value.source == "reviews.jsonl"
            assert told.value.mend

    def test_text_with_a_stray_control_character_is_text(self) -> None:
        data = b"\x1b[31mred\x1b[0m " + b"text \0 " + b"more text " * 20
        assert b"".join(text_of([data])) == data


KEPT = bytes(c if c >= 32 and c < 128 else 97 for c in range(256))
