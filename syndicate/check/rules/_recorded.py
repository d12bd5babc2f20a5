"""What a record says that its node does not; and the record that examples begin with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syndicate.check._subject import Subject

__all__ = ["MOVIE_RECORD", "recorded"]

MOVIE_RECORD: Mapping[str, Any] = {
    "id": "tag:example.org,2024:1",
    "item": {"type": "Movie", "name": "The Fog Bell"},
    "authors": [{"type": "Person", "name": "Ada Example"}],
    "rating": {"value": 4, "best": 5},
    "body": {"value": "It begins in fog.", "format": "text"},
}


def recorded(subject: Subject, *names: str) -> Mapping[str, Any]:
    """An object of the record; empty where there is none, and of a tombstone."""
    value: Any = subject.record
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}
