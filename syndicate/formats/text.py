"""A review page that was saved as plain text (text/plain, RFC 2046, section 4.1.3), read and never written.

Such a text has no markup: what a line is, its label says (``Reviewed by: ...``, ``Rating: 4/5``, ``Publié le ...``,
``Fazit: ...``, ``Lo mejor``), or where it stands. Read are the title, the authors, both dates, the summary or the
verdict in a sentence, the rating with the scale that is stated, ratings of parts, statements for and against, keywords,
and what is said of the item (director, platform, publisher, pages ...). The rest is the body: every paragraph, those
that were wrapped at a column joined again, without the title and the summary where they stand a second time. Dates,
by-lines and stars without a label count near the head and the end alone; a sentence is never taken apart.

The item's name and type are inferred from the title ("Dune (2021) – Movie Review") unless a line states them, and are
marked so. Lines of the site (menus, buttons, readers' comments) are left out, and so is what the record has no place
for; each is told. One file is one record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from syndicate.encoding import Encoding, as_shown
from syndicate.formats._base import Format, ReadContext
from syndicate.formats._carries import Carries
from syndicate.formats._text.labels import labelled
from syndicate.formats._text.lines import Line, count_of, lines_of
from syndicate.formats._text.marks import marks_in
from syndicate.formats._text.page import page_of
from syndicate.formats._text.row import row_of
from syndicate.formats._text.site import is_site_line
from syndicate.formats._whole import whole_text
from syndicate.ledger import Refusal, shown

if TYPE_CHECKING:
    from syndicate.models.review import Review
    from syndicate.models.tombstone import Tombstone

__all__ = ["FORMAT", "Options", "read"]

_TOP = 12
_LABEL = 48
_MOST_LINES = 100_000
# What a page may say. It is nowhere written: the table tells what may come.
_READ = (
    "title", "summary", "pros", "cons", "tags", "url", "published", "modified", "recommended", "inferred",
    "rating", "aspects.name", "aspects.rating", "authors.type", "authors.name",
    "item.type", "item.name", "item.url", "item.identifiers", "item.date_published", "item.genre", "item.creator.type",
    "item.creator.name", "item.publisher.type", "item.publisher.name", "item.content_rating", "item.director.type",
    "item.director.name", "item.actor.type", "item.actor.name", "item.author.type", "item.author.name",
    "item.illustrator.type", "item.illustrator.name", "item.translator.type", "item.translator.name",
    "item.by_artist.type", "item.by_artist.name", "item.duration", "item.country_of_origin", "item.number_of_pages",
    "item.num_tracks", "item.book_edition", "item.game_platform", "item.operating_system", "item.software_version",
    "item.brand", "item.model", "item.release_date", "item.offers.price", "item.offers.price_currency",
    "item.serves_cuisine", "item.telephone", "item.address.street_address",
)  # fmt: skip
_EXACT: Carries = dict.fromkeys(_READ, "exact")
_SIGNS = frozenset(
    ("authors", "cons", "modified", "pros", "published", "rating", "recommended", "summary", "tags", "url")
)
_FEW = 5
"""Words that alone make no review."""
_TOLD = ("body", "rating", "aspects", "summary", "pros", "cons", "recommended")


class Options(BaseModel):
    """How the file is written."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    encoding: Encoding = "utf-8"
    """The encoding, by its name in Python. UTF-8 is read with or without a byte order mark."""
    languages: Annotated[tuple[str, ...], Field(min_length=1, max_length=20)] = ("en", "de", "fr", "es")
    """The languages of dates in words, as codes of ISO 639-1: `["en", "it"]`. Fewer are faster and surer."""


def read(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    """The one record of the file, or the refusal of it. Raises :class:`SettingsError` for unknown languages."""
    options = ctx.options if isinstance(ctx.options, Options) else Options()
    text = whole_text(chunks, ctx, options.encoding, expected="a review page as plain text", one="review")
    if isinstance(text, Refusal):
        yield text
        return
    if (count := count_of(text)) > _MOST_LINES:
        most = f"one review page of at most {_MOST_LINES:,} lines"
        yield ctx.refusal("", f"a text of {count:,} lines", most, "Divide it.", raw=as_shown(text))
        return
    lines, joined = lines_of(text, lambda line: _alone(line, options.languages))
    if not lines:
        found = "nothing but white space" if text else "an empty file"
        yield ctx.refusal(
            "",
            found,
            f"a review page as plain text in {options.encoding}",
            "Save the page again, or take the file away.",
        )
        return
    held = len(ctx.notes)
    if joined:
        ctx.note("", "body", "repaired", "lines that were wrapped at a column joined")
    row = row_of(page_of(lines, options.languages), ctx.note)
    if row is None or not any(name in row for name in _TOLD) or _is_no_review(row):
        del ctx.notes[held:]
        yield _refusal(ctx, lines, row is not None, text)
        return
    yield from ctx.record(row, place="")


def _is_no_review(row: dict[str, Any]) -> bool:
    """Whether nothing in a text tells a review: a first line and a few words more, as a list of errands has."""
    few = len(row.get("body", {}).get("value", "").split()) < _FEW
    return few and row["item"]["name"] == row.get("title") and not _SIGNS & set(row)


def _refusal(ctx: ReadContext, lines: list[Line], is_titled: bool, text: str) -> Refusal:
    first = f"{shown(lines[0].text, 80)} on the first of {len(lines):,} lines"
    if is_titled:
        return ctx.refusal(
            "",
            f"{first}, and nothing that is said of it",
            "a title, and below it a text, a rating or a verdict",
            "Save the whole page, or take the file away.",
            raw=as_shown(text),
        )
    return ctx.refusal(
        f"line {lines[0].number}",
        first,
        "a title on a line of its own above the text, or a line such as Review of: Dune",
        "Put the title on the first line.",
        path="title",
        raw=as_shown(text),
    )


def _alone(line: Line, languages: tuple[str, ...]) -> bool:
    """Whether a line begins something of its own, so that it does not go on with the paragraph above."""
    text = line.text
    if len(text) <= 60 and is_site_line(text):
        return True
    # A dash parts a label too, and many a sentence; here a colon counts.
    if ":" in text[:_LABEL] and (label := labelled(text)) is not None and label.marked:
        return True
    return line.number <= _TOP and len(text) <= 60 and marks_in(text, languages) is not None


FORMAT = Format(
    name="text",
    title="A review page saved as plain text",
    media_type="text/plain",
    suffixes=(".txt",),
    spec="https://www.rfc-editor.org/rfc/rfc2046#section-4.1.3",
    carries={"": "dropped", "body": "plain", **_EXACT},
    read=read,
    options=Options,
    one_per_file=True,
)
