"""What Pydantic found wrong in settings, with places as their user sees them: ``[source.map] tags``.

The names of union branches and of validators, which Pydantic puts into its places, are no part of the file: a step
counts where the file has it. Several failures at one place are one mistake, told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from syndicate.errors import nearest
from syndicate.ledger import shown
from syndicate.models.paths import models_in

__all__ = ["told"]

_EXPECTED = {
    "string_type": "text in quotes",
    "bool_type": "true or false, without quotes",
    "int_type": "a whole number, without quotes",
    "int_from_float": "a whole number",
    "float_type": "a number, without quotes",
    "finite_number": "a number",
    "tuple_type": "a list in square brackets",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "invalid_json_value": "text, a number, true, false, a list or a table",
    "invalid-json-value": "text, a number, true, false, a list or a table",
}


_SCALAR = tuple(_EXPECTED[kind] for kind in ("string_type", "bool_type", "int_type", "float_type"))


def told(error: ValidationError, tables: Mapping[str, Any], model: type[BaseModel]) -> list[str]:
    """What ``error`` says of ``tables``, which were to be a ``model``: a sentence for each mistake."""
    kinds: dict[str, tuple[ErrorDetails, list[str]]] = {}
    said: list[str] = []
    for one in error.errors(include_url=False):
        steps, inside = _steps(one["loc"], tables)
        context = one.get("ctx", {})
        where = _where(steps, tables)
        if one["type"] == "extra_forbidden":
            holder = f"{above} has no key" if (above := _where(steps[:-1], tables)) else "there is no table or key"
            said.append(f"{holder} {steps[-1]!r}{_close(steps, model)}")
        elif one["type"] == "missing":
            said.append(f"{where} needs the key {str(one['loc'][-1])!r}")
        elif one["type"] == "twice_source":
            said.append(f"[[source]]: {one['msg']}")
        elif one["type"] == "tuple_type" and isinstance(inside, Mapping) and steps[-1:] in (["source"], ["join"]):
            table = ".".join(str(step) for step in steps if isinstance(step, str))
            said.append(
                f"[{table}]: found one table, expected a list of tables. Write it with two brackets: [[{table}]]"
            )
        elif one["type"] in ("model_type", "model_attributes_type", "dict_type") and _tables(inside):
            table = ".".join(str(step) for step in steps if isinstance(step, str))
            said.append(f"[[{table}]]: found a list of tables, expected one. Write it with one bracket: [{table}]")
        elif one["msg"].startswith("Recursion error"):
            said.append(f"{where}: nested too deeply. Flatten it")
        elif expected := _expected(one, steps, context):
            _, known = kinds.setdefault(where, (one, []))
            if not known:
                said.append(where)
            if expected not in known:
                known.append(expected)
        else:
            said.append(f"{where}: {one['msg']}" if where else one["msg"])
    return [_sentence(where, *kinds[where]) if where in kinds else where for where in dict.fromkeys(said)]


def _expected(one: ErrorDetails, steps: list[str | int], context: Mapping[str, Any]) -> str:
    kind = one["type"]
    if "expected" in context:
        words = str(context["expected"]).replace("'", '"')
        return words if kind != "literal_error" else f"one of {words}" if " or " in words else words
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = context.get("ge", context.get("le"))
        return f"a whole number of at {'least' if 'ge' in context else 'most'} {bound:,}"
    if kind == "string_pattern_mismatch":
        return f"text of the form {context.get('pattern')}"
    if kind in ("model_type", "model_attributes_type") and "map" in steps:
        return 'the name of a field in quotes, or a rule, as in { from = "stars" }'
    return _EXPECTED.get(kind, "")


def _sentence(where: str, one: ErrorDetails, expected: list[str]) -> str:
    context = one.get("ctx", {})
    mend = str(context.get("mend") or "")
    if one["type"] == "string_type" and isinstance(one["input"], (list, tuple)) and where.endswith("] path"):
        mend = "Write a [[source]] for each, or a glob, as in posts/**/*.md"
    elif one["type"].startswith("invalid") and "json" in one["type"]:
        mend = "Put a date or a time in quotes"
    if len(expected) > 2 and set(expected) <= set(_SCALAR):
        expected = ["text, a number, true or false"]
    # Python makes no text of an integer of thousands of digits.
    number = one["input"]
    found = "a very long number" if isinstance(number, int) and number.bit_length() > 2000 else shown(number)
    return f"{where}: found {found}, expected {' or '.join(expected)}" + (f". {mend.removesuffix('.')}" if mend else "")


def _tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, Mapping) for part in value)


def _steps(loc: tuple[int | str, ...], tables: Any) -> tuple[list[str | int], Any]:
    """The steps of ``loc`` that the file has, and what stands there."""
    steps: list[str | int] = []
    inside = tables
    for step in loc:
        if isinstance(inside, Mapping) and isinstance(step, str):
            for at, below in _below(inside, step):
                steps.append(at)
                inside = below
                break
        elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
            steps.append(step)
            inside = inside[step]
    return steps, inside


def _below(table: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    """What ``name``, which may stand for names in names, is in ``table``."""
    if name in table:
        yield name, table[name]
        return
    head, dot, rest = name.partition(".")
    while dot:
        if isinstance(inner := table.get(head), Mapping):
            for below, value in _below(inner, rest):
                yield f"{head}.{below}", value
        more, dot, rest = rest.partition(".")
        head = f"{head}.{more}"


def _where(steps: list[str | int], tables: Mapping[str, Any]) -> str:
    """A place as its user sees it: the table's header, the key, and which source it is where there are several."""
    if not steps:
        return ""
    header, rest = [steps[0]], steps[1:]
    of = ""
    brackets = "[", "]"
    if steps[0] == "source":
        brackets = "[[", "]]"
        if rest and isinstance(number := rest[0], int):
            of, rest = _source(number, tables), rest[1:]
            if rest and rest[0] == "join":
                header, rest = ["source", "join"], rest[1:]
                if rest and isinstance(rest[0], int):
                    joins = tables["source"][number]["join"]
                    of = f" (join {rest[0] + 1}){of}" if len(joins) > 1 else of
                    rest = rest[1:]
            elif rest and rest[0] in ("map", "where", "status", "options"):
                header, rest, brackets = ["source", rest[0]], rest[1:], ("[", "]")
    elif steps[0] == "scales" and rest:
        header, rest = steps[:2], rest[1:]
    at = ".".join(str(step + 1) if isinstance(step, int) else step for step in rest[:8]) + ("..." if rest[8:] else "")
    return f"{brackets[0]}{'.'.join(map(str, header))}{brackets[1]}" + (f" {at}" if at else "") + of


def _source(number: int, tables: Mapping[str, Any]) -> str:
    sources = tables["source"]
    if len(sources) < 2:
        return ""
    path = sources[number].get("path") if isinstance(sources[number], Mapping) else None
    return f" of the source {path}" if isinstance(path, str) else f" of source {number + 1}"


def _close(steps: list[str | int], model: type[BaseModel]) -> str:
    """The nearest keys that there are in the place of the last of ``steps``, or all of them."""
    at: type[BaseModel] | None = model
    for step in steps[:-1]:
        if isinstance(step, int) or at is None:
            continue
        field = at.model_fields.get(step)
        at = next(iter(models_in(field.annotation)), None) if field else at
    known = list(at.model_fields) if at else []
    close = nearest(str(steps[-1]), known)
    return f"; did you mean {' or '.join(close)}?" if close else f"; it has {', '.join(known)}" if known else ""
