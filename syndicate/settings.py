"""The settings of a site: what ``syndicate.toml`` may say, checked before anything is read.

>>> settings = loads('[site]\\nname = "Example"\\nurl = "https://example.org/reviews/"')
>>> settings.site.name
'Example'
"""

from __future__ import annotations

import re
import tomllib
import zoneinfo
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from syndicate.errors import SettingsError, nearest
from syndicate.ledger import shown
from syndicate.mapping import MappingSettings, Scales
from syndicate.mapping._told import told
from syndicate.models.agents import Organization
from syndicate.models.text import Language, Line, Pattern, Text, Url, regex_of
from syndicate.schemaorg.profiles import AnySyntax, Profile

__all__ = [
    "DEFAULT_FILE",
    "Build",
    "Check",
    "Feeds",
    "GroupKind",
    "Settings",
    "Site",
    "Source",
    "load",
    "loads",
    "settings_schema",
]

DEFAULT_FILE = "syndicate.toml"
"""The file that is read when it stands in the working folder and no other is named."""

_DIGITS = re.compile(r"[0-9_]{640,}")
_TOML_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def _zone(name: str) -> str:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        close = nearest(name, zoneinfo.available_timezones())
        raise PydanticCustomError(
            "zone",
            "expected {expected}. {mend}",
            {
                "expected": "the name of a time zone of the IANA database",
                "mend": f"Did you mean {' or '.join(close)}?" if close else "Write it as in Europe/Berlin or UTC.",
            },
        ) from None
    return name


Zone = Annotated[str, AfterValidator(_zone)]
"""A time zone of the IANA database: `Europe/Berlin`."""


def _folder(url: str) -> str:
    bare = re.split("[?#]", url, maxsplit=1)[0]
    if bare != url:
        raise PydanticCustomError(
            "folder",
            "expected {expected}. {mend}",
            {
                "expected": "the address of a folder, without ? and #, since the addresses of pages are made of it",
                "mend": f"Write it as {bare}.",
            },
        )
    return url


_FOLDER = {
    "allOf": [
        {"type": "string", "pattern": regex_of(Url), "maxLength": 8000},
        {"pattern": "^[^?#]*$"},
    ],
    "examples": ["https://example.org/reviews/"],
}


def _organization(table: Any) -> Any:
    return {"type": "Organization", **table} if isinstance(table, dict) else table


class Site(_Table):
    """Whose reviews these are, and where they will be found."""

    url: Annotated[Url, AfterValidator(_folder), WithJsonSchema(_FOLDER)] | None = None
    """Where the published folder will be found. Without it there are pages and the export, but no feeds and no site
    map, since these need absolute addresses."""
    name: Line = "Reviews"
    """The name of the site, for people: the title of the index and of the feeds."""
    description: Text | None = None
    """What the site is, in a sentence."""
    language: Language | None = None
    """The language of the site's own pages; reviews say their own."""
    timezone: Zone | None = None
    """The zone of times and dates that do not say theirs. Without it, a time without a zone is refused."""
    publisher: Annotated[Organization, BeforeValidator(_organization)] | None = None
    """Who publishes the feeds: a name, and perhaps `url` and `logo`."""
    policies: tuple[Url, ...] = ()
    """Pages that say how reviews are collected, checked and moderated; the export's selection statement names them."""
    tag: (
        Annotated[
            str,
            Pattern(
                r"^(?:[A-Za-z0-9._-]+@)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?,[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?$",
                "a domain (or an e-mail address), a comma and a year in which it was yours",
                "Write it as in example.org,2020.",
                ("example.org,2020",),
            ),
        ]
        | None
    ) = None
    """The authority of the ids that are made for records that have none (RFC 4151): `example.org,2020`. Choose it once:
    every id is made of it, and ids never change."""

    @cached_property
    def base(self) -> str | None:
        """``url`` with a slash at its end."""
        return None if self.url is None else self.url if self.url.endswith("/") else f"{self.url}/"


class Source(MappingSettings):
    """One source of records: files of one kind, and how their names map to the record's."""

    path: str
    """A file, a folder (with all below it) or a glob such as `posts/**/*.md`; relative to the settings file."""
    format: str | None = None
    """The format of its files; guessed from their suffixes where it is not given."""
    complete: StrictBool = True
    """Whether the source holds everything: a review that is missing from a complete source has left."""
    options: dict[str, Any] = Field(default_factory=dict)
    """Options of the format, such as `delimiter` and `encoding` of CSV."""


class Build(_Table):
    """What is built, and how much of it stands on a page."""

    pages: StrictBool = True
    """Whether there are pages for people; without them there are the feeds and the export."""
    markup: Annotated[tuple[AnySyntax, ...], Field(min_length=1)] = ("jsonld",)
    """What is in the pages for machines: `jsonld`, or (marked in what people read) `microdata`, `rdfa` and
    `microformats`; several may stand together."""
    profile: Profile = "search"
    """How much the pages' markup says: `search` leaves out what may cost a rich result, `full` nothing. The file
    beside each page (`review.jsonld`) always says all."""
    page_size: Annotated[int, Field(strict=True, ge=1, le=1000)] = 50
    """Reviews on one page of the index."""
    item_reviews: Annotated[int, Field(strict=True, ge=1, le=1000)] = 10
    """Reviews in the fragment of an item: the newest."""
    part_records: Annotated[int, Field(strict=True, ge=1, le=10_000_000)] = 50_000
    """The most records in one part of the export."""
    deltas: Annotated[int, Field(strict=True, ge=0, le=10_000)] = 30
    """How many of the newest deltas the export keeps; a client that is further behind starts from the full export."""
    withdrawals: str = "withdrawn.jsonl"
    """The file of tombstones that `syndicate withdraw` writes and every build reads, where it is there; relative to the
    settings file. Keep it with the sources: what it withdraws is not published, whatever they say."""
    prove: Annotated[int, Field(strict=True, ge=0)] = 1000
    """Reviews that are read back and compared before they are published: all of them up to this number, above it a
    sample of at most so many; 0 proves none."""
    check: Annotated[int, Field(strict=True, ge=0)] = 1000
    """Pages that the linter judges before they are published: all of them up to this number, above it a sample of at
    most so many; 0 judges none."""
    templates: str | None = None
    """A folder whose templates are used in place of ours, file by file; relative to the settings file."""


_Codes = tuple[Annotated[str, Field(pattern="^[A-Za-z][A-Za-z0-9-]*$")], ...]


class Check(_Table):
    """What `check` looks for. Rules are named by their codes (`GR110`), by their names (`decimal-comma`) or by the
    beginning of codes (`GR`, `GR1`)."""

    select: _Codes = ()
    """The rules that are put to files; all of them where none is named."""
    ignore: _Codes = ()
    """Rules that are left out."""
    per_path: dict[str, _Codes] = Field(default_factory=dict)
    """Rules that are left out of some files, by a pattern of their paths as they are named and below the folder that
    was named: `"archive/*" = ["GR"]`."""
    severity: dict[str, Literal["error", "warning", "note"]] = Field(default_factory=dict)
    """What a rule counts for, where that is not what it says itself: `GR102 = "warning"`."""


Period = Literal["day", "month", "year", "none"]
GroupKind = Literal["author", "type", "tag", "language"]


class Feeds(_Table):
    """Which feeds there are, and how they speak. Each is there as RSS, Atom and JSON Feed. They need `site.url`."""

    entries: Annotated[int, Field(strict=True, ge=1, le=1000)] = 50
    """Entries in a feed: those that were published or edited last."""
    by: tuple[GroupKind, ...] = ("author", "type", "tag", "language")
    """Of what there are feeds beside the one of everything: of each author, each type of item, each tag, each
    language."""
    groups: Annotated[int, Field(strict=True, ge=1, le=100_000)] = 500
    """The most feeds of one sort: of the authors (types, tags ...) with the most reviews."""
    archive: Period = "month"
    """The period of the archives, which hold all reviews that say when they were published (RFC 5005): `day`, `month`,
    `year`, or `none` for no archives."""
    stars_in_title: StrictBool = False
    """Whether titles of entries end with the stars."""
    spoilers: Literal["warn", "withhold"] = "warn"
    """What becomes of a text that tells the ending: `warn` puts it behind a warning, `withhold` leaves it out."""
    limit: Annotated[int, Field(strict=True, ge=0)] = 250_000
    """The bytes of a feed beyond which texts are shortened to their summaries; 0 for no limit."""
    hub: Url | None = None
    """The WebSub hub (https://www.w3.org/TR/websub/) that tells subscribers of changes."""


class Settings(_Table):
    """All settings of a site, as `syndicate.toml` says them."""

    site: Site = Field(default_factory=Site)
    """Whose reviews these are, and where they will be found."""
    build: Build = Field(default_factory=Build)
    """What is built, and how much of it stands on a page."""
    check: Check = Field(default_factory=Check)
    """What the linter looks for."""
    feeds: Feeds = Field(default_factory=Feeds)
    """Which feeds there are, and how they speak."""
    source: tuple[Source, ...] = ()
    """Where the records come from."""
    scales: dict[str, Scales] = Field(default_factory=dict)
    """Scales of ratings, by name; a list of scales is tried in order."""

    @model_validator(mode="after")
    def _sources_once(self) -> Self:
        paths = [source.path for source in self.source]
        twice = sorted({path for path in paths if paths.count(path) > 1})
        if twice:
            raise PydanticCustomError(
                "twice_source",
                "the path {path} stands twice, expected each source once. Remove one of them",
                {"path": shown(twice[0])},
            )
        return self


def load(path: Path) -> Settings:
    """The settings in a file. Raises :class:`SettingsError`, which names the file, the key and the nearest known."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            "there is no such settings file", source=str(path), mend="Check the path after -c."
        ) from None
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"the byte at {error.start} is not UTF-8", source=str(path), mend="Save the settings as UTF-8."
        ) from None
    except OSError as error:
        raise SettingsError(f"the settings cannot be read: {error.strerror}", source=str(path)) from error
    return loads(text, source=str(path))


def loads(text: str, *, source: str = DEFAULT_FILE) -> Settings:
    """The settings that a text in TOML says; ``source`` is what messages call it. Raises :class:`SettingsError`."""
    try:
        tables = tomllib.loads(text)
        return Settings.model_validate(tables)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(str(error), text, source) from None
    except ValidationError as error:
        raise SettingsError("; ".join(told(error, tables, Settings)), source=source) from None
    except ValueError:
        # Python reads no whole number of more digits than sys.get_int_max_str_digits() from text.
        digits = _DIGITS.search(text)
        raise SettingsError(
            "a number of thousands of digits",
            source=source,
            place=f"line {text.count(chr(10), 0, digits.start()) + 1}" if digits else "",
            expected="numbers of at most 15 digits",
            mend="Shorten it.",
        ) from None
    except RecursionError:
        opening = max(text.splitlines(), key=lambda line: max(map(line.count, "[{.")))
        raise SettingsError(
            "brackets or names nested too deeply",
            source=source,
            place=f"line {text.splitlines().index(opening) + 1}",
            mend="Flatten them.",
        ) from None


def _not_toml(problem: str, text: str, source: str) -> SettingsError:
    """What ``tomllib`` says, with the line itself: for a key that stands twice it names no key."""
    place = _TOML_PLACE.search(problem)
    lines = text.rstrip().split("\n")
    there = lines[min(int(place[1]), len(lines)) - 1 if place else -1].strip()
    twice = "overwrite" in problem or "twice" in problem or "duplicate" in problem.lower()
    return SettingsError(
        f"this is not TOML: {problem}",
        source=source,
        place="" if place else f"line {len(lines)}",
        found=shown(there, 80) if there else "",
        mend="The key or table stands twice: remove one of the two."
        if twice
        else "Mend that place; see https://toml.io.",
    )


def settings_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``syndicate.toml``, for editors and for checks before a build."""
    made = Settings.model_json_schema(by_alias=True)
    # The type of a publisher is given where the table leaves it out; see _organization.
    made["$defs"]["Organization"]["required"] = ["name"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://syndicate.example/schemas/settings-1.0.schema.json",
        **made,
    }
