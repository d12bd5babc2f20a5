"""The published JSON Schemas by name, and the files that they are kept in.

``python -m syndicate.schemas`` writes them into ``schemas``, ``--check`` fails where a file is not what the models say.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from syndicate.errors import UnknownName

__all__ = ["FILES", "content", "main", "names", "schema"]

FILES: dict[str, str] = {
    "aggregate": "aggregate-1.0.schema.json",
    "review": "review-1.0.schema.json",
    "settings": "settings-1.0.schema.json",
}
"""The file of each schema. Its version is part of the contract: what could break a reader has a new major version."""


def _aggregate() -> dict[str, Any]:
    from syndicate.models.aggregate import aggregate_schema

    return aggregate_schema()


def _review() -> dict[str, Any]:
    from syndicate.models.schema import review_schema

    return review_schema()


def _settings() -> dict[str, Any]:
    from syndicate.settings import settings_schema

    return settings_schema()


_MAKERS: dict[str, Callable[[], dict[str, Any]]] = {"aggregate": _aggregate, "review": _review, "settings": _settings}


def names() -> tuple[str, ...]:
    """The names of all schemas, sorted."""
    return tuple(sorted(FILES))


def schema(name: str) -> dict[str, Any]:
    """The schema of that name as plain JSON values. Raises :class:`syndicate.errors.UnknownName`."""
    if name not in _MAKERS:
        raise UnknownName("schema", name, names())
    return _MAKERS[name]()


def content(name: str) -> bytes:
    """The bytes of the schema's file: UTF-8, two spaces, a line end."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False).encode() + b"\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes or checks the files; gives 1 where a checked file is missing or stale."""
    parser = argparse.ArgumentParser(prog="python -m syndicate.schemas", description=main.__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("schemas"), help="where they are (schemas)")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is not as it should be")
    given = parser.parse_args(arguments)
    stale = []
    for name in names():
        file = given.folder / FILES[name]
        made = content(name)
        if file.is_file() and file.read_bytes() == made:
            continue
        if given.check:
            stale.append(str(file))
        else:
            given.folder.mkdir(parents=True, exist_ok=True)
            file.write_bytes(made)
            print(f"wrote {file}")
    if stale:
        print(
            f"{', '.join(stale)}: not what the models say. Run python -m syndicate.schemas {given.folder}",
            file=sys.stderr,
        )
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
