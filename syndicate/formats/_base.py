"""The contract of an exchange format: one frozen :class:`Format` per module, found by name.

A module ``syndicate/formats/NAME.py`` (or an entry point ``NAME`` in the group ``syndicate.formats``) has one
public constant ``FORMAT``. Its reader and its writer are plain functions, side by side. Heavy imports happen inside
them. A whole format of one's own::

    def read(chunks, ctx):
        for number, line in enumerate(b"".join(chunks).decode().splitlines(), 1):
            name, _, stars = line.rpartition(" ")
            row = {"item": {"type": "Movie", "name": name}, "rating": {"value": float(stars), "best": 5, "worst": 1}}
            yield from ctx.record(row, place=f"line {number}", key=str(number))

    def write(records, ctx):
        for record in reviews(records, ctx):
            yield f"{record.item.name} {record.rating.value}\\n".encode()

    FORMAT = Format(
        name="stars", title="A film and its stars on a line", media_type="text/plain", suffixes=(".stars",),
        spec="https://example.org/stars", carries={"": "dropped", "item.name": "exact", ...}, read=read, write=write,
    )
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from syndicate.formats._carries import Carries
from syndicate.ledger import Fault, Loss, Note, Refusal, shown
from syndicate.models.record import InvalidRecord, parse
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone

if TYPE_CHECKING:
    from syndicate.mapping import Mapper
    from syndicate.settings import Site

__all__ = ["Format", "Limits", "Reader", "ReadContext", "WriteContext", "Writer", "reviews"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of an input is accepted before it is taken for an accident or an attack."""

    record_bytes: int = 16 * 1024 * 1024
    """The most bytes that one record may have (a line, a row, a file that is one record)."""
    expansion: int = 200
    """How many times its own size a compressed input may have, once it is above ``expansion_floor``."""
    expansion_floor: int = 64 * 1024 * 1024
    """Bytes below which a compressed input may expand as it likes."""
    depth: int = 64
    """How deeply JSON and YAML may be nested."""
    aliases: int = 100
    """How many aliases one YAML document may have."""


@dataclass(slots=True, kw_only=True)
class ReadContext:
    """What a reader is given beside the bytes, and where it tells what it did."""

    source: str
    """What messages call the input: its path, or ``-``."""
    key: str = ""
    """The input's path relative to its source, with ``/``; ids of records without a key of their own are made of it."""
    first_line: int = 1
    """The number of the first line, where a file of lines is read from its middle."""
    mapper: Mapper | None = None
    """The user's own names; None where the input speaks the record's."""
    options: BaseModel | None = None
    """The format's own options, an instance of its ``options`` model; None for their defaults."""
    limits: Limits = field(default_factory=Limits)
    place: str = ""
    """Where the record stands that was read last."""
    notes: list[Note] = field(default_factory=list)
    """Repairs, inferences and what was left out so far; whoever drives the reader takes them out."""
    skipped: int = 0
    """How many records were left out so far: by a filter, or since they are no reviews."""

    def note(self, place: str, path: str, kind: Literal["repaired", "inferred"], what: str) -> None:
        """Tells a repair or an inference."""
        self.notes.append(Note(source=self.source, place=place, path=path, kind=kind, what=what))

    def skip(self, place: str, what: str) -> None:
        """Leaves out what stands among the reviews and is none, and claims to be none; it is counted and told."""
        self.skipped += 1
        self.notes.append(Note(source=self.source, place=place, path="", kind="skipped", what=what))

    def refusal(
        self,
        place: str,
        found: str,
        expected: str,
        mend: str = "",
        *,
        path: str = "",
        raw: Any = None,
        id: str | None = None,
    ) -> Refusal:
        """A refusal with one fault, in this source."""
        fault = Fault(path=path, found=found, expected=expected, mend=mend)
        return Refusal(source=self.source, place=place, faults=(fault,), id=id, raw=raw)

    def record(
        self, row: Mapping[str, Any], *, place: str, key: str | None = None
    ) -> Iterator[Review | Tombstone | Refusal]:
        """The record that ``row`` says, through the mapping where there is one; nothing where a filter leaves it out.

        ``row`` has the source's own names; without a mapping, the record's (nested, plain JSON values). ``key`` is
        what the source calls the row, for an id where the row states none; it defaults to the input's ``key``.
        """
        from syndicate.mapping import plain_mapper

        self.place = place
        mapper = self.mapper or plain_mapper()
        made = mapper.record(row, ctx=self, place=place, key=self.key if key is None else key)
        if made is None:
            self.skipped += 1
        else:
            yield made

    def nameless(self, row: Mapping[str, Any], *, place: str) -> Iterator[Review | Tombstone | Refusal]:
        """The record of a row that the source calls nothing, one among many in its file.

        Where the row states no id, it is named by what it says and not by where it stands: rows that move keep their
        ids, no id passes to another review, and two rows that say the same are the same. The mapper tells it. A row
        that is refused has no id then: once it is corrected it says something else.
        """
        from syndicate.mapping import plain_mapper

        digest = hashlib.sha256(json.dumps(row, sort_keys=True, default=str).encode()).hexdigest()[:16]
        key = f"{self.key}/{digest}".lstrip("/")
        for made in self.record(row, place=place, key=key):
            if isinstance(made, Refusal) and made.id == (self.mapper or plain_mapper()).id_of(key):
                yield replace(made, id=None)
            else:
                yield made

    def line(self, line: bytes, *, place: str) -> Review | Tombstone | Refusal:
        """The record of one line of canonical JSON: the fast way, without a mapping."""
        self.place = place
        try:
            return parse(line)
        except InvalidRecord as error:
            raw = line.decode("utf-8", "replace")
            return Refusal(source=self.source, place=place, faults=error.faults, id=error.id, raw=shown(raw, 2000))


@dataclass(slots=True, kw_only=True)
class WriteContext:
    """What a writer is given beside the records, and where it tells what it lost."""

    site: Site | None = None
    """Whose reviews they are: name, URL, language, zone; None where nobody said."""
    options: BaseModel | None = None
    """The format's own options, an instance of its ``options`` model; None for their defaults."""
    self_url: str | None = None
    """Where the document will be found, where that is known."""
    link: Callable[[Review], str | None] | None = None
    """The absolute URL of our page of a review, which stands in where it has no ``url``; None: no such pages."""
    losses: dict[tuple[str, str], Loss] = field(default_factory=dict)
    """Losses beyond those that ``carries`` declares for every record: by path and how."""

    def lose(
        self, id: str, path: str, how: Literal["shortened", "rescaled", "untyped", "dropped"], *, examples: int = 5
    ) -> None:
        """Tells that this output could not hold a value of the record ``id``."""
        loss = self.losses.setdefault((path, how), Loss(path=path, how=how))
        loss.records += 1
        if len(loss.examples) < examples:
            loss.examples.append(id)


Reader = Callable[[Iterable[bytes], ReadContext], Iterator["Review | Tombstone | Refusal"]]
"""Bytes in pieces of any size to records; what is wrong is yielded as a Refusal, in its turn."""

Writer = Callable[[Iterable["Review | Tombstone"], WriteContext], Iterator[bytes]]
"""Records to the pieces of one document, as they come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One exchange format."""

    name: str
    """Its name on the command line: the module's."""
    title: str
    """What it is, in a few words."""
    media_type: str
    """Its media type (RFC 6838)."""
    suffixes: tuple[str, ...]
    """Suffixes of file names that mean it, with the dot, in lower case."""
    spec: str
    """Where it is specified."""
    carries: Carries
    """What of a record it can hold; see :mod:`syndicate.formats._carries`."""
    read: Reader | None = None
    write: Writer | None = None
    options: type[BaseModel] | None = None
    """A Pydantic model of the options that it has (``delimiter``, ``encoding``); every option has a default."""
    options_for_writing: bool = False
    """Whether its options say how it is written, and nothing of how it is read."""
    one_per_file: bool = False
    """Whether a file holds exactly one record."""
    lines: bool = False
    """Whether each line of the file stands alone, so that a file may be read from the middle (JSON Lines)."""
    tombstones: bool = False
    """Whether it can say that a review has left."""
    for_people: bool = False
    """Whether people read the document: what machines cannot get from it may still be seen in it."""


def reviews(records: Iterable[Review | Tombstone], ctx: WriteContext) -> Iterator[Review]:
    """The reviews among ``records``, for a format that cannot say that a review has left; the rest are told as lost."""
    for record in records:
        if isinstance(record, Review):
            yield record
        else:
            ctx.lose(record.id, "tombstone", "dropped")
