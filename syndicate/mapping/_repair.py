"""Values in the one form that the record has: each repair changes no meaning, and each is told.

White space means Unicode's (``str.strip``). An empty value is an absent one and is not told; nor is a number, a
truth value or a list that comes as text, since in a CSV file everything does.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from typing import Any

from syndicate.ledger import shown
from syndicate.mapping._account import Account
from syndicate.models.identifier import compact
from syndicate.models.number import MAX_DIGITS

__all__ = [
    "boolean", "free", "identifier", "integer", "iri", "json_text", "language", "line", "number", "text", "type_name",
    "url",
]  # fmt: skip

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ENDS = re.compile("\r\n?")
_BREAKS = re.compile("[ \t]*[\t\n\x85\u2028\u2029]+[ \t\n\x85\u2028\u2029]*")
_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A})

NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_YES = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def _worded(value: Any, path: str, account: Account) -> Any:
    """Numbers and dates as the text that they are where text belongs; anything else as it stood."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float, Decimal)):
        account.repaired(path, "number to text")
        return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, dt.date):
        account.repaired(path, "date to text")
        return value.isoformat()
    return value


def text(value: Any, path: str, account: Account) -> Any:
    """Text of XML 1.0 with LF line ends; None where it is blank."""
    if not isinstance(value, str):
        value = _worded(value, path, account)
        if not isinstance(value, str):
            return value
    if _dirty(value):
        value = _cleaned(value, path, account)
    if not value:
        return None
    if value.isspace():
        account.repaired(path, "blank left out")
        return None
    return value


def _dirty(value: str) -> bool:
    """Whether text has anything to clean; many times as fast as a regular expression, and bodies are long."""
    try:
        raw = value.encode()
    except UnicodeEncodeError:
        return True
    return len(raw.translate(None, _CONTROLS)) != len(raw) or "\ufffe" in value or "\uffff" in value


def _cleaned(value: str, path: str, account: Account) -> str:
    if _SURROGATE.search(value):
        # Halves that belong together are joined; a half alone is no character and goes.
        value = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        account.repaired(path, "surrogates joined or removed")
    if "\r" in value:
        value = _ENDS.sub("\n", value)
        account.repaired(path, "CR LF to LF")
    if _NOT_XML.search(value):
        value = _NOT_XML.sub("", value)
        account.repaired(path, "control characters removed")
    return value


def line(value: Any, path: str, account: Account) -> Any:
    """One line of text without white space at its ends; None where it is blank."""
    # Printable is, by Unicode, neither a control nor a separator but for the space: the quick way for most values.
    if isinstance(value, str) and value.isprintable() and value and value[0] != " " != value[-1]:
        return value
    value = text(value, path, account)
    if not isinstance(value, str):
        return value
    bare = value.strip()
    if bare != value:
        account.repaired(path, "trimmed")
    if _BREAKS.search(bare):
        bare = _BREAKS.sub(" ", bare)
        account.repaired(path, "folded to one line")
    return bare


def iri(value: Any, path: str, account: Account) -> Any:
    """An IRI, trimmed."""
    return line(value, path, account)


_SCHEME = re.compile(r"(https?)(?=://)", re.IGNORECASE)


def url(value: Any, path: str, account: Account) -> Any:
    """A URL: its scheme in lower case, spaces as ``%20``. What has no scheme is a fault: it is never guessed."""
    value = line(value, path, account)
    if not isinstance(value, str):
        return value
    scheme = _SCHEME.match(value)
    if scheme and not scheme[1].islower():
        value = scheme[1].lower() + value[scheme.end() :]
        account.repaired(path, "scheme in lower case")
    if scheme and " " in value:
        value = value.replace(" ", "%20")
        account.repaired(path, "spaces to %20")
    if not scheme and re.match(r"(?://|www\.)[\w-]+\.[\w.-]+", value):
        whole = f"https://{value.lstrip('/')}"
        account.fault(path, shown(value), "an absolute http or https URL", f"Write it whole, as in {whole[:200]}.")
        return None
    return value


def language(value: Any, path: str, account: Account) -> Any:
    """A tag of BCP 47, with hyphens."""
    value = line(value, path, account)
    if isinstance(value, str) and "_" in value:
        value = value.replace("_", "-")
        account.repaired(path, "underscore to hyphen")
    return value


def type_name(value: Any, path: str, account: Account) -> Any:
    """The name of a type of schema.org, without its prefix."""
    value = line(value, path, account)
    if isinstance(value, str) and (found := re.fullmatch(r"(?:https?://schema\.org/|schema:)(\w+)", value)):
        account.repaired(path, "prefix of schema.org removed")
        value = found[1]
    return value


def identifier(kind: str, value: Any, path: str, account: Account) -> Any:
    """An identifier in its kind's compact form, taken out of ``="9780306406157"``, which spreadsheets do not round."""
    value = line(value, path, account)
    if not isinstance(value, str):
        return value
    if value.startswith("=") and (found := re.fullmatch(r'="([^"]*)"', value)):
        value = found[1].strip()
        account.repaired(path, "spreadsheet formula to its text")
        if not value:
            return None
    short = compact(kind, value)
    if short != value:
        account.repaired(path, "identifier in its compact form")
    return short


def number(value: Any, path: str, account: Account, *, decimal: str = ".") -> Any:
    """A number of at most 15 significant digits, from itself or from text; ``decimal`` is the mark that text has."""
    if not isinstance(value, str):
        return value
    bare = value.strip()
    if not bare:
        return None
    plain = bare.replace(decimal, ".") if decimal == "," and "." not in bare else bare
    if not NUMBER.fullmatch(plain) or (decimal == "," and "." in bare):
        account.fault(path, shown(value), "a number", _mend_number(bare, decimal))
        return None
    exact = Decimal(plain)
    if len(exact.normalize().as_tuple().digits) > MAX_DIGITS:
        account.fault(path, shown(value), f"a number of at most {MAX_DIGITS} significant digits", "Round it.")
        return None
    if abs(exact) >= 10**15 or (amount := float(exact)) == 0 != exact:
        account.fault(path, shown(value), "a number of at most 15 digits before the point, and not next to nothing")
        return None
    return int(exact) if exact == exact.to_integral_value() else amount


def _mend_number(value: str, decimal: str) -> str:
    if decimal == "." and re.fullmatch(r"[+-]?[0-9]+,[0-9]+", value):
        return (
            f"Write it as {value.replace(',', '.')}; or, where the whole column has decimal commas, "
            'say decimal = "," beside the field in the mapping.'
        )
    thousands = "." if decimal == "," else ","
    if re.fullmatch(rf"{_GROUPED.format(thousands)}(?:[{decimal}][0-9]+)?", value):
        plain = "".join(char for char in value if char in f"0123456789+-{decimal}")
        return f"Write it as {plain}: separators of thousands are not read."
    if decimal == "." and re.fullmatch(rf"{_GROUPED.format('.')},[0-9]+", value):
        whole, _, part = value.partition(",")
        plain = "".join(char for char in whole if char in "0123456789+-")
        return f"Write it as {plain}.{part}: separators of thousands and decimal commas are not read here."
    if decimal == "," and re.fullmatch(r"[+-]?[0-9]+\.[0-9]+", value):
        return f'Write it as {value.replace(".", ",")}, since the mapping says decimal = "," here; or take that out.'
    return f"Write it as in 4{decimal}5."


_GROUPED = "[+-]?[0-9]{{1,3}}(?:[ '\u00a0\u2009\u202f\u2019{}][0-9]{{3}})+"


def integer(value: Any, path: str, account: Account) -> Any:
    """A whole number, from itself or from text."""
    value = number(value, path, account)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def boolean(value: Any, path: str, account: Account) -> Any:
    """True or false; from text (true, yes, 1, false, no, 0 in any case) and from the numbers 1 and 0."""
    if isinstance(value, bool):
        return value
    word = value.strip().casefold() if isinstance(value, str) else str(value) if isinstance(value, int) else ""
    if isinstance(value, str) and not word:
        return None
    if word in _YES:
        return _YES[word]
    account.fault(
        path,
        shown(value),
        "true or false",
        "Write true or false; or say what each word means by a table in the mapping: table = { Fresh = true }.",
    )
    return None


def free(value: Any, path: str, account: Account) -> Any:
    """Free JSON: all text in it repaired as :func:`text` does, all that is empty left out."""
    if isinstance(value, str):
        return text(value, path, account)
    if isinstance(value, dict):
        return {
            str(key): kept
            for key, part in value.items()
            if (kept := free(part, f"{path}.{key}", account)) is not None
        } or None  # fmt: skip
    if isinstance(value, (list, tuple)):
        return [kept for part in value if (kept := free(part, path, account)) is not None] or None
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else value


class _Long(ValueError):
    pass


def _exactly(token: str) -> float:
    if len(token) > MAX_DIGITS and len(Decimal(token).normalize().as_tuple().digits) > MAX_DIGITS:
        raise _Long(token)
    return float(token)


def _whole(token: str) -> int | float:
    number = _exactly(token)
    return int(number) if abs(number) < 1e15 else number


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(made := dict(pairs)) != len(pairs):
        raise _Long("a key twice")
    return made


def json_text(value: str) -> Any:
    """The object or list that ``value`` is the JSON text of; None where it is none, or would lose digits or keys."""
    if value[:1] not in _OPENING or not value.lstrip().startswith(("{", "[")):
        return None
    try:
        parsed = json.loads(value, parse_float=_exactly, parse_int=_whole, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None
    return None if _deeper(parsed, _DEPTH) else parsed


_DEPTH = 64
_OPENING = tuple("{[ \t\r\n")


def _deeper(value: Any, levels: int) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    parts = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_deeper(part, levels - 1) for part in parts)
