"""Scales: how a source writes its ratings, and what they are as numbers.

A value, a best and a worst are taken from the text where it states them, else from the scale as its user declared it;
neither is ever made up. The text itself is kept as the rating's ``label`` where it is no plain number.

============= =====================================================================================================
``number``    ``4.5``; best and worst as declared
``fraction``  ``3.5/5``, ``7 of 10``, ``6 out of 10``: the text states the best; the worst as declared
``percent``   ``80%``, ``80 percent``: the best is 100; the worst as declared
``stars``     ``★★★½``, ``★★★☆☆``, ``***``, ``3.5 stars``; empty stars state the best, else it is as declared
``letters``   ``B+``: letters from best to worst, those of ``signed`` with plus and minus as steps of their own, counted
              from 0 for the last; without further words A+ is 12, A 11, A- 10, B+ 9 ... D- 1, F 0, best 12, worst 0
``values``    a table of the user's own: ``{ "Must see" = 3, "Fine" = 2, "Skip" = 1 }``
============= =====================================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from syndicate.ledger import shown
from syndicate.mapping._account import Account
from syndicate.mapping._repair import NUMBER, line, number

__all__ = ["BUILT_IN", "PLAIN", "Form", "Scale", "Scales", "rating"]

Form = Literal["number", "fraction", "percent", "stars", "letters", "values"]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class Scale(BaseModel):
    """How ratings are written, what the best and the worst are, and what means that there is none."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    form: Annotated[tuple[Form, ...], BeforeValidator(_listed, json_schema_input_type=Form | list[Form])] = ()
    """The form that ratings are written in, or several that are tried in turn: `number`, `fraction` (3.5/5, 7 of 10),
    `percent` (80%), `stars` (★★★½, 3 stars), `letters` (B+). Needless where there are `values`; else `number`."""
    values: dict[str, Annotated[float, Field(allow_inf_nan=False, strict=True)]] = Field(default_factory=dict)
    """A table of your own: what is written = the number that it is. Case does not count."""
    best: Annotated[float, Field(allow_inf_nan=False, strict=True)] | None = None
    """The most that the scale allows."""
    worst: Annotated[float, Field(allow_inf_nan=False, strict=True)] | None = None
    """The least that the scale allows."""
    none: tuple[str, ...] = ()
    """What means that there is no rating: `["Abandoned", "n/a"]`. Blank always does."""
    decimal: Literal[".", ","] = "."
    """The decimal mark of the numbers."""
    letters: Annotated[str, Field(pattern=r"^[A-Za-z]{2,26}$")] = "ABCDF"
    """The letters of the form `letters`, from best to worst."""
    signed: Annotated[str, Field(pattern=r"^[A-Za-z]*$")] = "ABCD"
    """Those letters that stand with plus and minus too: `ABCDF` where F+ and F- are grades."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.best is not None and self.worst is not None and self.best <= self.worst:
            raise _wrong(f"the best {self.best:g} is not above the worst {self.worst:g}")
        if "values" in self.form and not self.values:
            raise _wrong('the form "values" needs the table values = { ... }')
        if "letters" in self.form:
            letters, signed = self.letters.upper(), self.signed.upper()
            if len(set(letters)) != len(letters):
                raise _wrong(f"a letter stands twice in {self.letters!r}")
            if {"letters", "signed"} & self.model_fields_set and not set(signed) <= set(letters):
                if "signed" in self.model_fields_set:
                    raise _wrong(f"signed names letters that are not among {self.letters!r}")
                raise _wrong(f'say which of {self.letters!r} stand with plus and minus: signed = "" for none')
            if set(self.form) == {"letters"} and {"best", "worst"} & self.model_fields_set:
                raise _wrong("letters count their own steps; give a table, values = { A = ... }, for other numbers")
        elif {"letters", "signed"} & self.model_fields_set:
            raise _wrong('letters and signed belong to form = "letters"')
        for text, value in self.values.items():
            if (self.best is not None and value > self.best) or (self.worst is not None and value < self.worst):
                raise _wrong(f"the value {value:g} of {text!r} is not between the worst and the best")
        return self

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that are tried, in order."""
        if self.values:
            return ("values", *(form for form in self.form if form != "values"))
        return self.form or ("number",)


def _wrong(problem: str) -> PydanticCustomError:
    return PydanticCustomError("scale", "{problem}", {"problem": problem})


def _some(scales: tuple[Scale, ...]) -> tuple[Scale, ...]:
    if not scales:
        raise _wrong("an empty list, expected a scale, or several that are tried in turn")
    return scales


Scales = Annotated[
    tuple[Scale, ...],
    AfterValidator(_some),
    BeforeValidator(
        lambda value: value if isinstance(value, (list, tuple)) else [value],
        json_schema_input_type=Scale | Annotated[list[Scale], Field(min_length=1)],
    ),
]
"""A scale, or several that are tried in turn."""

BUILT_IN: dict[str, Scale] = {
    name: Scale(form=(name,))
    for name in ("number", "fraction", "percent", "stars", "letters")
}  # fmt: skip
"""The scales that need no declaring; a scale of the user's own may take such a name."""

PLAIN: tuple[Form, ...] = ("number", "fraction", "percent", "stars")
"""The forms that state their own values and are read where no scale is declared."""


def rating(scales: Iterable[Scale]) -> Callable[[Any, str, Account], Any]:
    """A function from a rating as its source writes it to the ``rating`` of a record, by the first scale that fits."""
    readers = [_Reader(scale) for scale in scales]

    def read(value: Any, path: str, account: Account) -> Any:
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            return value  # an object, or what the model refuses
        if isinstance(value, int) and abs(value) >= 10**15:
            return {"value": value}
        said = line(value, path, account) if isinstance(value, str) else value
        if said is None:
            return None
        for reader in readers:
            made = reader.read(said)
            if made is not None:
                return made or None
        account.fault(path, shown(value), _expected(reader.scale for reader in readers), _mend(readers, said))
        return None

    return read


_NO_RATING: dict[str, Any] = {}
_FRACTION = re.compile(r"(?P<value>[0-9.,]+)\s*(?:/|of|out of)\s*(?P<best>[0-9.,]+)", re.IGNORECASE)
_PERCENT = re.compile(r"(?P<value>[0-9.,]+)\s*(?:%|percent|per cent)", re.IGNORECASE)
_GLYPHS = re.compile(r"(?P<full>[★⭐🌟✭✮\ufe0f]*|\*+)\s*(?P<half>½|1/2|⯪|⯨)?\s*(?P<empty>[☆✩⚝]*)")
_STARS = re.compile(r"(?P<value>[0-9.,]+)(?P<half>\s*½)?\s*(?:-?\s*stars?|★|⭐\ufe0f?)", re.IGNORECASE)


class _Reader:
    """One scale, made ready; ``read`` gives a rating, an empty dict for "no rating", or None where it does not fit."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self.bounds: dict[str, Any] = {}
        if scale.best is not None:
            self.bounds["best"] = scale.best
        if scale.worst is not None:
            self.bounds["worst"] = scale.worst
        self.none = {_folded(word) for word in scale.none}
        self.values = {_folded(word): value for word, value in scale.values.items()}
        self.letters = _steps(scale) if "letters" in scale.forms else {}
        forms: dict[Form, Callable[[str], dict[str, Any] | None]] = {
            "number": self._number, "fraction": self._fraction, "percent": self._percent,
            "stars": self._stars, "letters": self._letters, "values": self._values,
        }  # fmt: skip
        self.forms = [forms[name] for name in scale.forms]

    def read(self, said: str | int | float) -> dict[str, Any] | None:
        """The rating that ``said`` is on this scale."""
        text = said if isinstance(said, str) else f"{said:.15g}"
        if self.none and _folded(text) in self.none:
            return _NO_RATING
        for form in self.forms:
            if (made := form(text)) is not None:
                if not isinstance(said, str) and form == self._number:
                    made["value"] = said
                return made
        return None

    def _amount(self, text: str) -> Any:
        quiet = Account(None)
        amount = number(text, "", quiet, decimal=self.scale.decimal)
        return None if quiet.faults else amount

    def _number(self, text: str) -> dict[str, Any] | None:
        value = self._amount(text)
        if value is None:
            return None
        label = {} if NUMBER.fullmatch(text) else {"label": text}
        return {"value": value, **self.bounds, **label}

    def _fraction(self, text: str) -> dict[str, Any] | None:
        found = _FRACTION.fullmatch(text)
        value, best = (self._amount(found["value"]), self._amount(found["best"])) if found else (None, None)
        if value is None or best is None:
            return None
        return {"value": value, **self.bounds, "best": best, "label": text}

    def _percent(self, text: str) -> dict[str, Any] | None:
        found = _PERCENT.fullmatch(text)
        value = self._amount(found["value"]) if found else None
        return None if value is None else {"value": value, **self.bounds, "best": 100, "label": text}

    def _stars(self, text: str) -> dict[str, Any] | None:
        if found := _STARS.fullmatch(text):
            value = self._amount(found["value"])
            if value is None:
                return None
            return {"value": value + 0.5 if found["half"] else value, **self.bounds, "label": text}
        found = _GLYPHS.fullmatch(text)
        if not found:
            return None
        # U+FE0F only says that the star before it is drawn as a picture.
        full, half, empty = len(found["full"].replace("\ufe0f", "")), bool(found["half"]), len(found["empty"])
        stated = {"best": full + half + empty} if empty else {}
        return {"value": full + 0.5 * half, **self.bounds, **stated, "label": text}

    def _letters(self, text: str) -> dict[str, Any] | None:
        value = self.letters.get(text.upper().replace("−", "-").replace("–", "-").replace(" ", ""))
        if value is None:
            return None
        return {"value": value, "best": max(self.letters.values()), "worst": 0, "label": text}

    def _values(self, text: str) -> dict[str, Any] | None:
        value = self.values.get(_folded(text))
        if value is None:
            return None
        label = {} if text == f"{value:.15g}" else {"label": text}
        return {"value": value, **self.bounds, **label}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _steps(scale: Scale) -> dict[str, int]:
    signed = set(scale.signed.upper())
    down = [
        f"{letter}{sign}"
        for letter in scale.letters.upper()
        for sign in (("+", "", "-") if letter in signed else ("",))
    ]  # fmt: skip
    return {step: value for value, step in enumerate(reversed(down))}


_SUCH_AS: dict[Form, str] = {
    "number": "a number such as 4.5",
    "fraction": "a fraction such as 3.5/5",
    "percent": "a percentage such as 80%",
    "stars": "stars such as ★★★½",
    "letters": "a letter such as B+",
    "values": "one of the scale's own values",
}


def _expected(scales: Iterable[Scale]) -> str:
    forms = dict.fromkeys(form for scale in scales for form in scale.forms)
    return "a rating: " + " or ".join(_SUCH_AS[form] for form in forms)


def _mend(readers: list[_Reader], said: Any) -> str:
    text = str(said)
    if re.fullmatch(r"[0-9]+,[0-9]+(?:\s*/\s*[0-9,]+)?", text):
        return f'Write it as {text.replace(",", ".")}, or say decimal = "," for the scale.'
    known = [word for reader in readers for word in reader.scale.values] + [
        step for reader in readers for step in reversed(reader.letters)
    ]
    if known:
        more = ", ..." if len(known) > 20 else ""
        return f"The scale has {', '.join(known[:20])}{more}; add it there, or to none where it is no rating."
    if re.fullmatch(r"[A-Za-z][+-]?", text):
        return 'Declare how letters count: scale = "letters" beside the field in the mapping.'
    return (
        "Correct it; or declare what it means as a scale in the settings: values = { ... } for what counts, "
        "none = [...] for what is no rating."
    )
