"""Stars: a review on a line, as its id, its stars and the film, between tabs.

The stars are ``★`` and ``☆``, five in all, a whole number of them; a rating on another scale is put on theirs. A film
is a Movie. Whatever is no Movie, or has no rating with a whole scale, cannot be said and is told as lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from syndicate.formats import Format, ReadContext, Refusal, Rescaled, WriteContext, reviews
from syndicate.formats._stream import TooLong, lines_of
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone

__all__ = ["FORMAT"]

_SCALE = Rescaled(0, 5, 1)


def _read(chunks: Iterable[bytes], ctx: ReadContext) -> Iterator[Review | Tombstone | Refusal]:
    for number, line in lines_of(chunks, ctx.limits.record_bytes, source=ctx.source):
        place = f"line {number}"
        cells = [] if isinstance(line, TooLong) else line.decode("utf-8", "replace").split("\t")
        if len(cells) != 3 or len(cells[1]) != 5 or cells[1].strip("★☆"):
            mend = "Write it as in tag:example.org,2024:1, a tab, ★★★☆☆, a tab, The Lamp."
            yield ctx.refusal(place, "another line", "an id, five stars and a film, between tabs", mend)
            continue
        rating = {"value": cells[1].count("★"), "best": 5, "worst": 0}
        row = {"id": cells[0], "item": {"type": "Movie", "name": cells[2]}, "rating": rating}
        yield from ctx.record(row, place=place)


def _write(records: Iterable[Review | Tombstone], ctx: WriteContext) -> Iterator[bytes]:
    for record in reviews(records, ctx):
        rating = record.rating
        stars = rating and _SCALE.of(rating.value, rating.worst, rating.best)
        if record.item.type != "Movie" or stars is None:
            ctx.lose(record.id, "", "dropped")
            continue
        yield f"{record.id}\t{'★' * int(stars):☆<5}\t{record.item.name}\n".encode()


FORMAT = Format(
    name="stars",
    title="A film and its stars on a line",
    media_type="text/plain",
    suffixes=(".stars",),
    spec="https://example.org/stars",
    carries={
        "": "dropped",
        "id": "exact",
        "item.type": "exact",
        "item.name": "exact",
        "rating": _SCALE,
        "rating.label": "dropped",
    },
    read=_read,
    write=_write,
)
