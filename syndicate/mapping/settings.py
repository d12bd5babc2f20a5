"""The settings of a source: where each part of a record comes from, in the user's own names.

Tables of TOML in tables and names with dots say the same: ``item.name = "title"`` and ``"item.name" = "title"``.

>>> MappingSettings.model_validate({"map": {"item": {"type": {"value": "Movie"}, "name": "title"}}}).map.keys()
dict_keys(['item.type', 'item.name'])
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    JsonValue,
    StrictBool,
    StrictFloat,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from syndicate.encoding import Encoding
from syndicate.errors import nearest
from syndicate.mapping._nesting import flat
from syndicate.mapping.scales import Scale

__all__ = ["Condition", "Entry", "RULE_KEYS", "Join", "MappingSettings", "Rule", "Status"]

Scalar = bool | int | float | str


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, populate_by_name=True)


class _Closed(_Settings):
    """A table inside of others, which says itself what its keys are."""

    @model_validator(mode="before")
    @classmethod
    def _known(cls, value: Any) -> Any:
        if isinstance(value, Mapping):
            keys = [field.alias or name for name, field in cls.model_fields.items()]
            names = {*keys, *cls.model_fields}
            for key in value:
                if key not in names:
                    close = nearest(str(key), keys)
                    mend = f"did you mean {' or '.join(close)}?" if close else f"known are {', '.join(keys)}"
                    if cls is Rule and key in Scale.model_fields:
                        mend += f" Of a scale, it belongs into scale = {{ {key} = ... }}"
                    raise PydanticCustomError(
                        "unknown_key", "there is no key {key} here; {mend}", {"key": repr(key), "mend": mend}
                    )
        return value


def _listed(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else [value]


Names = Annotated[tuple[str, ...], BeforeValidator(_listed, json_schema_input_type=str | list[str])]
"""One name, or several."""
Scalars = Annotated[tuple[Scalar, ...], BeforeValidator(_listed, json_schema_input_type=Scalar | list[Scalar])]


class Condition(_Closed):
    """What a field has to be. All that is said has to hold; of a field with several values, for one of them."""

    present: StrictBool | None = None
    """Whether it has a value: `true` asks for one, `false` for none. Blank is no value."""
    equals: Scalar | None = None
    """It is this; numbers and text are compared by what they say, so that `3` is `"3"`."""
    in_: Scalars | None = Field(None, alias="in")
    """It is one of these."""
    not_in: Scalars | None = None
    """It is none of these; a field without a value is none of them."""
    matches: str | None = None
    """This regular expression is found in it (Python's `re`; anchor it with `^` and `$`)."""
    above: StrictFloat | None = None
    """It is a number above this."""
    below: StrictFloat | None = None
    """It is a number below this."""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("empty", "an empty condition: say what it has to be, as in { present = true }")
        return self


def _condition(value: Any) -> Any:
    if isinstance(value, (str, int, float)):
        return {"equals": value}
    return {"in": value} if isinstance(value, list) else value


Where = dict[
    str, Annotated[Condition, BeforeValidator(_condition, json_schema_input_type=Scalar | list[Scalar] | Condition)]
]
"""Field = what it has to be; a bare value means ``equals``, a bare list ``in``."""


Named = Annotated[
    Annotated[str, Tag("name")] | Annotated[Scale, Tag("scale")],
    Discriminator(lambda value: "name" if isinstance(value, str) else "scale"),
]
"""A scale by its name, or written here."""


class Rule(_Closed):
    """Where one value of the record comes from, and what is done to it, in the order of these keys."""

    when: Where = Field(default_factory=dict)
    """The rule counts only for rows of which this holds, as in `when = { Episode = { present = true } }`."""
    value: JsonValue = None
    """A constant: the same in every record."""
    from_: Names = Field((), alias="from")
    """The field; `film.directors.name` for what is inside of others. Of several fields all values are taken."""
    join: str | None = None
    """Several values become one text with this between them: `join = " "` for a first and a last name."""
    pattern: str | None = None
    """A regular expression (Python's `re`) whose group `value`, or first group, is the value; where it is not found
    there is none. The value is part of another, and marked inferred."""
    words: Literal["title", "sentence", "names"] | None = None
    """A slug becomes words: `title` capitalises as English titles do, `sentence` the first word, `names` all of
    them. Marked inferred."""
    split: str | None = None
    """One text becomes a list, split wherever this stands: `split = ", "`."""
    table: dict[str, JsonValue] = Field(default_factory=dict)
    """What is written = what it means: `{ Fresh = true, Rotten = false }`; `""` means no value. Case counts only where
    entries differ in it. A text that the table lacks is refused."""
    decimal: Literal[".", ","] = "."
    """The decimal mark of a number."""
    scale: Annotated[
        tuple[Named, ...], BeforeValidator(_listed, json_schema_input_type=str | Scale | list[str | Scale])
    ] = ()
    """How a rating is written: a scale by name, a scale written here, or several that are tried in turn."""
    date: Names = ()
    """How a date is written: `dmy`, `mdy` or `ymd` (any separator), `unix` or `unix_ms`, `words` (see `languages`),
    `iso`, a form of `strptime` such as `%d/%m/%Y`; or several that are tried in turn."""
    languages: tuple[str, ...] = ()
    """The languages that dates in words may be in: `["en", "de"]`."""
    duration: Literal["hours", "minutes", "seconds", "text"] | None = None
    """The unit of a duration that is a number; `text` for those such as `1h 41m`, `101 min` or `1:41:00`."""
    format: Literal["text", "markdown", "html"] | None = None
    """What the body is written in."""
    as_: Literal["Person", "Organization"] | None = Field(None, alias="as")
    """What the names are the names of; a bare name is a Person's."""
    default: JsonValue = None
    """The value where there is none."""
    inferred: StrictBool = False
    """The value is derived and not stated: the record says so in `inferred`."""

    @model_validator(mode="after")
    def _source(self) -> Self:
        if "value" in self.model_fields_set:
            others = self.model_fields_set - {"value", "when", "inferred", "format", "as_"}
            if others:
                names = ", ".join(sorted(name.rstrip("_") for name in others))
                raise PydanticCustomError("rule", "a constant value takes no {names}", {"names": names})
        elif not self.from_ and self.default is None:
            raise PydanticCustomError(
                "rule", "a rule needs from = ... (a field of the source) or value = ... (a constant)"
            )
        if self.languages and "words" not in self.date:
            raise PydanticCustomError("rule", 'languages belongs to date = "words"')
        if "words" in self.date and not self.languages:
            raise PydanticCustomError("rule", 'date = "words" needs the languages, as in languages = ["en"]')
        if self.scale and (self.table or self.date or self.duration):
            raise PydanticCustomError(
                "rule", "a scale takes no table, date or duration: put values = { ... } into the scale"
            )
        if self.date and self.duration:
            raise PydanticCustomError("rule", "a value is a date or a duration, not both")
        return self


RULE_KEYS = frozenset(field.alias or name for name, field in Rule.model_fields.items())
"""The keys that a rule may have, as the settings write them."""

Entry = TypeAliasType("Entry", "str | Rule | list[str | Rule] | dict[str, Entry]")
"""A field, a rule, several that are tried in turn, or a table of entries below this path."""


def _rules(value: Any) -> Any:
    return [{"from": part} if isinstance(part, str) else part for part in _listed(value)]


Rules = Annotated[tuple[Rule, ...], BeforeValidator(_rules)]


def _flat(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    made = flat(value, RULE_KEYS)
    for path in made:
        above, _, last = path.rpartition(".")
        if last in _SCALE_ALONE and (above in ("rating", "rating.value") or above.startswith("aspects.")):
            raise PydanticCustomError(
                "rule",
                "{path}: a rule needs from = ... or value = ...; {key} belongs into {scale}",
                {"path": above, "key": last, "scale": f"scale = {{ {last} = ... }}"},
            )
    return made


_SCALE_ALONE = Scale.model_fields.keys() - {"best", "worst", "decimal"}
"""Keys of a scale that are neither a rule's nor parts of a rating."""


class Join(_Closed):
    """A catalogue of items, from which each row takes the entry with its key."""

    file: str
    """The catalogue: JSON Lines, JSON or CSV by its suffix; relative to the settings' file."""
    on: str
    """The field of the row that names the entry."""
    key: str
    """The field of the catalogue that it names."""
    as_: str = Field(alias="as", pattern=r"^[^.\s]+$")
    """The name under which the entry's fields are found: `film` for `film.title`."""
    encoding: Encoding = "utf-8"
    """The encoding of the file, such as `cp1252`; UTF-8 has a byte order mark or none."""
    delimiter: Annotated[str, Field(pattern=r"^[^\r\n\"]$")] | None = None
    """What stands between the cells of a CSV file; else a comma, a semicolon, a tab or a bar, whichever its first line
    has most of."""
    required: StrictBool = True
    """Whether a row without its entry is refused; if not, the entry's fields are just absent."""


class Status(_Closed):
    """A field that says what became of a review. A row of a status that is not named here is an ordinary review."""

    from_: str = Field(alias="from")
    """The field."""
    withdrawn: Scalars = ()
    """The statuses of reviews that were withdrawn."""
    moderated: Scalars = ()
    """The statuses of reviews that were moderated away."""
    erased: Scalars = ()
    """The statuses of reviews that were erased, at a person's wish or by law."""
    merged: Scalars = ()
    """The statuses of reviews that were merged into others; needs `merged_into`."""
    merged_into: str | None = None
    """The field with the key of the review that it was merged into."""
    skipped: Scalars = ()
    """The statuses of what is left out and counted, such as drafts."""
    published: Scalars = ()
    """The statuses of what is published. Where it is given, any further status is refused."""
    at: str | None = None
    """The field that says when the status was set; else it is the instant of the build."""

    @model_validator(mode="after")
    def _once(self) -> Self:
        seen: dict[str, str] = {}
        for name in ("withdrawn", "moderated", "erased", "merged", "skipped", "published"):
            for word in getattr(self, name):
                other = seen.setdefault(str(word).casefold(), name)
                if other != name:
                    raise PydanticCustomError(
                        "status", "{word} is both {a} and {b}", {"word": repr(word), "a": other, "b": name}
                    )
        if bool(self.merged) != (self.merged_into is not None):
            raise PydanticCustomError("status", "merged and merged_into belong together")
        return self


class MappingSettings(_Settings):
    """How the rows of a source become records.

    With a `map`, only what it names is taken, and further: the `body` that a reader of documents (Markdown) gives,
    and `id` or `slug` for the key. Without one, fields have the names of the record's own paths (`item.name`).
    """

    timezone: str | None = None
    """The zone of times without one: `Europe/Berlin`. Without it they are refused."""
    id: Names | None = None
    """The field, or the fields, that tell the reviews of this source apart; ids are made from it. Else the field `id`,
    else `slug`, else the place in the source: the file's path."""
    id_prefix: str = ""
    """What is put before the key, where the keys of two sources would be the same: `films/`."""
    map: Annotated[dict[str, Rules], BeforeValidator(_flat, json_schema_input_type=dict[str, Entry])] = Field(
        default_factory=dict
    )
    """Path of the record = where its value comes from."""
    where: Where = Field(default_factory=dict)
    """Field = what it has to be for the row to be a review; all others are skipped and counted."""
    join: tuple[Join, ...] = ()
    """Catalogues of items."""
    status: Status | None = None
    """A field that says which reviews have left."""

    @model_validator(mode="after")
    def _mapped(self) -> Self:
        if self.join and not self.map:
            raise PydanticCustomError("join", "a join needs a map that takes something from its catalogue")
        names = [join.as_ for join in self.join]
        if len(set(names)) != len(names):
            raise PydanticCustomError("join", "two joins have the same name: each needs its own 'as'")
        return self
