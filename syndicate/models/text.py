"""The kinds of text in a record, each a plain ``str`` that the validating core checks against one pattern.

No object is made for a URL and no Python function is called for a field: every constraint here is a pattern that
the core of Pydantic runs (Rust's ``regex``) and that the JSON Schema publishes unchanged (ECMA 262). A failure says
what was expected and how to mend it, in the words given here.

=============== ====================================================================================================
``Text``        one character or more of XML 1.0 (https://www.w3.org/TR/xml/#charsets), lines ended by LF alone
``Line``        a ``Text`` in one line, with no white space at its ends
``Iri``         a scheme, a colon and something after it (RFC 3987), without spaces
``Url``         an absolute http or https URL with a host (RFC 3986; IRIs too, RFC 3987)
``Language``    a well-formed language tag of BCP 47 (RFC 5646, section 2.1), without the lengths of 4 to 8
                letters that it keeps for later, which would let ``english`` pass
``Duration``    ISO 8601: ``PT1H41M``, ``P2DT3H``, ``P6W``
``Path``        the path of a value in a record: ``item.name``, ``rating.best``
=============== ====================================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema
from typing_extensions import TypeAliasType

__all__ = [
    "Duration", "Iri", "Language", "Line", "Many", "OneOf", "Path", "Pattern", "Text", "Url", "regex_of",
]  # fmt: skip

T = TypeVar("T")


class _Listed:
    """In Python a list will do for a tuple; a set will not, whose order is another at every start."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        schema = handler(source)
        given = core_schema.no_info_before_validator_function(_as_tuple, schema)
        return core_schema.json_or_python_schema(schema, given)


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


Many = Annotated[tuple[T, ...], _Listed()]
"""A tuple that may be given as a list; empty means unknown, and an empty one is never written."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A constraint on a ``str``: a regular expression that means the same in Rust and in ECMA 262, anchored.

    ``expected`` completes the sentence "expected ..."; ``mend`` is a sentence, or empty; ``examples`` are valid.
    """

    regex: str
    expected: str
    mend: str = ""
    examples: tuple[str, ...] = ()
    max_length: int | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return teaching(
            core_schema.str_schema(pattern=self.regex, max_length=self.max_length, strict=True),
            self.expected,
            self.mend,
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        published: JsonSchemaValue = {"description": told(self.expected), "type": "string", "pattern": self.regex}
        if self.max_length is not None:
            published["maxLength"] = self.max_length
        if self.examples:
            published["examples"] = list(self.examples)
        return published


@dataclass(frozen=True, slots=True)
class OneOf:
    """A constraint on a ``str``: one of these words, looked up in the core."""

    words: tuple[str, ...]
    expected: str = ""
    mend: str = ""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.literal_schema(list(self.words))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "enum": list(self.words)}


def teaching(schema: core_schema.CoreSchema, expected: str, mend: str = "") -> core_schema.CoreSchema:
    """``schema``, whose failure says what was expected and how to mend it instead of naming a pattern."""
    message = "expected {expected}. {mend}" if mend else "expected {expected}"
    return core_schema.custom_error_schema(
        schema,
        custom_error_type="not_as_expected",
        custom_error_message=message,
        custom_error_context={"expected": expected, "mend": mend},
    )


def told(expected: str) -> str:
    """``expected``, which completes a sentence, as a sentence."""
    return f"{expected[0].upper()}{expected[1:]}."


def fault(problem: str, expected: str, mend: str) -> PydanticCustomError:
    """A failure that says what was found, what was expected and how to mend it."""
    return PydanticCustomError(
        "not_allowed",
        "found {problem}, expected {expected}. {mend}",
        {"problem": problem, "expected": expected, "mend": mend},
    )


# XML 1.0 has #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]; #xD is never stored. Surrogates
# need no mention: no str with one passes the core, which works on UTF-8.
_NOT_XML = r"\x00-\x08\x0b-\x1f\ufffe\uffff"
# White space by Unicode, spelled out, since \s differs between Rust, ECMA 262 and Python.
_SPACE = r"\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_NOT_IN_LINE = r"\x00-\x1f\x85\u2028\u2029\ufffe\uffff"
_NOT_IN_IRI = r'\x00-\x20\x7f-\xa0<>"{}|\\^`\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff'

Text = TypeAliasType(
    "Text",
    Annotated[
        str,
        Pattern(
            rf"^[^{_NOT_XML}]*[^{_NOT_XML}\x09\x0a{_SPACE}][^{_NOT_XML}]*$",
            "text that is not blank, without control characters, its lines ended by LF",
            "Take the control characters out, write CR LF as LF, and leave a blank value out.",
        ),
    ],
)

Line = TypeAliasType(
    "Line",
    Annotated[
        str,
        Pattern(
            rf"^[^{_NOT_IN_LINE}{_SPACE}](?:[^{_NOT_IN_LINE}]*[^{_NOT_IN_LINE}{_SPACE}])?$",
            "one line of text, not blank, with no white space at its ends and no control characters",
            "Trim it, put it on one line, and leave a blank value out.",
        ),
    ],
)

Iri = TypeAliasType(
    "Iri",
    Annotated[
        str,
        Pattern(
            rf"^[A-Za-z][A-Za-z0-9+.-]*:[^{_NOT_IN_IRI}]+$",
            "an IRI, which has a scheme and no spaces",
            "Write it as in tag:example.org,2020:reviews/42 or https://example.org/reviews/42.",
            ("tag:example.org,2020:reviews/42", "urn:uuid:123e4567-e89b-12d3-a456-426614174000"),
            max_length=2000,
        ),
    ],
)

Url = TypeAliasType(
    "Url",
    Annotated[
        str,
        Pattern(
            rf"^https?://(?:[^{_NOT_IN_IRI}/?#@\[\]]+@)?"
            rf"(?:[^{_NOT_IN_IRI}/?#@\[\]:%]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{{1,5}})?(?:[/?#][^{_NOT_IN_IRI}]*)?$",
            "an absolute http or https URL",
            "Write it whole, as in https://example.org/page, with spaces as %20.",
            ("https://example.org/reviews/42",),
            max_length=8000,
        ),
    ],
)

Language = TypeAliasType(
    "Language",
    Annotated[
        str,
        Pattern(
            r"^(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
            r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"
            r"(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?|[Xx](?:-[A-Za-z0-9]{1,8})+|en-GB-oed|sgn-BE-FR|sgn-BE-NL|sgn-CH-DE"
            r"|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu))$",
            "a language tag of BCP 47",
            "Write it as in en, pt-BR or zh-Hant; with hyphens, not underscores.",
            ("en", "pt-BR", "zh-Hant"),
            max_length=100,
        ),
    ],
)

Duration = TypeAliasType(
    "Duration",
    Annotated[
        str,
        Pattern(
            r"^P(?:[0-9]{1,9}W|(?:[0-9]{1,9}Y)?(?:[0-9]{1,9}M)?(?:[0-9]{1,9}D)?T(?:[0-9]{1,9}H(?:[0-9]{1,9}M)?"
            r"(?:[0-9]{1,9}(?:\.[0-9]{1,9})?S)?|[0-9]{1,9}M(?:[0-9]{1,9}(?:\.[0-9]{1,9})?S)?|[0-9]{1,9}(?:\.[0-9]{1,9})?S)"
            r"|[0-9]{1,9}Y(?:[0-9]{1,9}M)?(?:[0-9]{1,9}D)?|[0-9]{1,9}M(?:[0-9]{1,9}D)?|[0-9]{1,9}D)$",
            "a duration of ISO 8601",
            "Write it as in PT1H41M or PT90M.",
            ("PT1H41M", "PT4M20S"),
        ),
    ],
)

Path = TypeAliasType(
    "Path",
    Annotated[
        str,
        Pattern(
            r"^[a-z][a-z0-9_]*(?:\.[A-Za-z0-9_]+)*$",
            "the path of a value in a record",
            "Write it as in item.name or rating.best.",
            ("item.name", "id"),
        ),
    ],
)


def regex_of(kind: TypeAliasType) -> str:
    """The regular expression of one of the kinds of text (or of dates), anchored at both ends."""
    regex: str = kind.__value__.__metadata__[0].regex
    return regex
