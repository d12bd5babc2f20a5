"""Markdown with front matter: one record to a file, its text below (CommonMark, https://spec.commonmark.org/0.31.2/).

Reading. The front matter is YAML, TOML, JSON or lines of ``Key: value`` (see ``_frontmatter``), its names the source's
own or paths of the record, nested (``item: {name: ...}``) or dotted (``item.name``). What stands below is the ``body``,
without the blank lines around it and otherwise as it is, separators of excerpts among it; ``body.format`` in the front
matter says what it is written in. A file with a body in its front matter and text below it is refused.

Writing. YAML in block style, the keys in the models' order, text in quotes wherever some reader of YAML could take it
for something else; a body that is no Markdown has ``body.format`` above, and one with blank lines at its ends is
written into the front matter, where they survive. A tombstone is front matter alone. One file holds one record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from syndicate.encoding import Encoding, as_shown
from syndicate.errors import SettingsError
from syndicate.formats._base import Format, ReadContext, WriteContext
from syndicate.formats._frontmatter import FrontMatter, split, trimmed
from syndicate.formats._unreadable import Unreadable
from syndicate.formats._whole import whole_text
from syndicate.ledger import Refusal, shown
from syndicate.models.record import plain

if TYPE_CHECKING:
    from syndicate.models.review import Review
    from syndicate.models.tombstone import Tombstone

__all__ = ["FORMAT", "Options", "read", "write"]

_BODY = ("body", "body.value", "body.format")


class Options(BaseModel):
    """How the file is written, or is to be."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    encoding: Encoding = "utf-8"
    """The encoding, by its name in Python. UTF-8 is read with or without a byte order mark."""
    body_format: Literal["markdown", "html", "text"] = "markdown"
    """What the text below the front matter is written in where the front matter does not say."""


def read(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    """The one record of the file, or the refusal of it."""
    options = ctx.options if isinstance(ctx.options, Options) else Options()
    text = whole_text(chunks, ctx, options.encoding, expected="front matter and text", one="record")
    if isinstance(text, Refusal):
        yield text
        return
    if not text.strip():
        found = "nothing but white space" if text else "an empty file"
        yield ctx.refusal(
            "", found, f"front matter and text in {options.encoding}", "Write the review, or take the file away."
        )
        return
    try:
        parts = split(text, ctx.limits)
        row = _row(parts, options)
    except Unreadable as error:
        yield ctx.refusal(_place(error), _found(error), error.expected, error.mend, raw=as_shown(text))
        return
    for key in parts.comments:
        ctx.note("", key, "repaired", "a comment behind the value left out")
    if parts.guessed:
        ctx.note("", next(iter(parts.values), ""), "inferred", "a first line Key: value taken for front matter")
    yield from ctx.record(row, place="")


def _row(parts: FrontMatter, options: Options) -> dict[str, Any]:
    """The front matter with the body in it, in one form."""
    row = {name: value for name, value in parts.values.items() if name.casefold() not in _BODY}
    body: dict[str, Any] = {}
    for name, value in parts.values.items():
        inner = name.casefold().partition(".")[2]
        if name in row:
            continue
        if inner:
            body[inner] = value
        elif isinstance(value, dict):
            body.update(value)
        else:
            body["value"] = value
    if parts.body:
        if "value" in body:
            raise Unreadable(
                "a body in the front matter, and text below it", "one body", "Rename the one, or take the other out."
            )
        body["value"] = parts.body
    if body:
        body.setdefault("format", options.body_format)
        row["body"] = body
    return row


def _place(error: Unreadable) -> str:
    if not error.line:
        return ""
    return f"line {error.line}, column {error.column}" if error.column else f"line {error.line}"


def _found(error: Unreadable) -> str:
    return f"{error.found}, first in line {error.first}" if error.first else error.found


def write(records: Iterable[Review | Tombstone], ctx: WriteContext) -> Iterator[bytes]:
    """The file of the one record. Raises :class:`SettingsError` for more, and for an encoding that cannot hold it."""
    from syndicate.formats._yaml_out import dump

    options = ctx.options if isinstance(ctx.options, Options) else Options()
    given = iter(records)
    record = next(given, None)
    if record is None:
        return
    if (second := next(given, None)) is not None:
        raise SettingsError(
            "a file of Markdown holds one record",
            found=f"a second one, {second.id}",
            mend="Write to a folder, which gets a file for each record.",
        )
    values = plain(record)
    values.pop("extensions", None)
    below = ""
    if body := values.pop("body", None):
        stated = {} if body["format"] == options.body_format else {"format": body["format"]}
        if trimmed(body["value"]) == body["value"]:
            below = f"\n{body['value']}\n"
        else:
            stated = {"value": body["value"], **stated}
        if stated:
            values["body"] = stated
    text = f"---\n{dump(values)}---\n{below}"
    try:
        yield text.encode(options.encoding)
    except UnicodeEncodeError as error:
        found = shown(text[error.start : error.start + 1])
        raise SettingsError(
            f"{options.encoding} cannot hold the record {record.id}", found=found, mend="Write it in utf-8."
        ) from None


FORMAT = Format(
    name="markdown",
    title="Markdown with front matter, a record in each file",
    media_type="text/markdown",
    suffixes=(".md", ".markdown", ".mdown", ".mkd"),
    spec="https://spec.commonmark.org/0.31.2/",
    carries={"": "exact", "extensions": "dropped"},
    read=read,
    write=write,
    options=Options,
    one_per_file=True,
    tombstones=True,
)
