"""What a page or a feed is made of, as one sum: where it is the same as in the last build, it need not be made again.

The sum covers the records and counts that the page shows, where it stands, the settings, the templates, Syndicate's own
code and the versions of the libraries that write pages. So a build after any change of these makes everything anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import syndicate
from syndicate.errors import FileError
from syndicate.settings import Settings

__all__ = ["common_key", "key_of"]

_LIBRARIES = (
    "feedgen",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "nh3",
    "orjson",
    "pydantic_core",
)


def key_of(common: str, *parts: object) -> str:
    """The sum of what all pages share and of what one is made of."""
    return hashlib.sha256("\n".join([common, *map(repr, parts)]).encode()).hexdigest()


def common_key(settings: Settings, templates: Path | None, *, feeds: bool) -> str:
    """The sum of what all pages share: settings, templates, code, and whether there are feeds to point at."""
    digest = hashlib.sha256(_code().encode())
    said = settings.model_dump_json(include={"site", "build", "feeds", "check"})
    digest.update(f"{said}\n{feeds}\n".encode())
    for name, content in _files(templates) if templates is not None else ():
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


@cache
def _code() -> str:
    """The sum of the code that makes pages: our own files, and the versions of the libraries."""
    digest = hashlib.sha256()
    for name, content in _files(Path(syndicate.__file__).parent):
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    for name in _LIBRARIES:
        digest.update(f"{name}=={metadata.version(name)}\n".encode())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """All files below a folder, by path, but for what Python keeps there."""
    try:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc" and ".mypy_cache" not in path.parts:
                yield path.relative_to(folder).as_posix(), path.read_bytes()
    except OSError as error:
        raise FileError(f"the file cannot be read: {error.strerror}", source=str(error.filename)) from error
