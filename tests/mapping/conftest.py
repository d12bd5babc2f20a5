"""A mapping from the TOML that a user would write, and what it makes of a row."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from syndicate.formats._base import ReadContext
from syndicate.ledger import Refusal
from syndicate.mapping import Ids, Mapper, MappingSettings, Scale, compile_mapping
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone

Made = tuple[Review | Tombstone | Refusal | None, list[tuple[str, str, str]]]


class Mapped:
    """A compiled mapping; calling it with a row gives the record and what was told."""

    def __init__(self, mapper: Mapper) -> None:
        self.mapper = mapper

    def __call__(self, row: Mapping[str, Any], *, key: str = "key") -> Made:
        ctx = ReadContext(source="in.csv", mapper=self.mapper)
        made = self.mapper.record(row, ctx=ctx, place="row 1", key=key)
        return made, [(note.path, note.kind, note.what) for note in ctx.notes if note.path != "id"]

    def review(self, row: Mapping[str, Any]) -> Review:
        """The review of a row that has one, whatever was told."""
        made, _ = self(row)
        assert isinstance(made, Review), made
        return made

    def faults(self, row: Mapping[str, Any]) -> dict[str, str]:
        """The faults of a row that is refused: path = all else that they say."""
        made, notes = self(row)
        assert isinstance(made, Refusal), made
        assert not notes
        return {fault.path: f"{fault.found} | {fault.expected} | {fault.mend}" for fault in made.faults}


@pytest.fixture
def mapped(tmp_path: Path) -> Callable[..., Mapped]:
    """``mapped(toml)``: the source's part of a ``syndicate.toml``, with ``[scales]`` where there are any."""

    def compiled(
        toml: str, *, tag: str | None = "example.org,2020", timezone: str | None = None, now: str | None = None
    ) -> Mapped:
        tables = tomllib.loads(toml)
        scales = {name: Scale.model_validate(table) for name, table in tables.pop("scales", {}).items()}
        settings = MappingSettings.model_validate(tables)
        return Mapped(
            compile_mapping(settings, scales=scales, ids=Ids(tag), timezone=timezone, folder=tmp_path, now=now)
        )

    return compiled
