"""Where values go: paths of the record checked, and values placed under them.

While a record is put together a list is a table by places (``{"0": ..., "1": ...}``), so that values may come in any
order; :mod:`syndicate.mapping._coerce` makes the lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from syndicate import vocabulary
from syndicate.errors import SettingsError, nearest
from syndicate.mapping._account import Account
from syndicate.mapping._repair import json_text
from syndicate.models.identifier import PROPERTIES
from syndicate.models.paths import PATHS
from syndicate.models.rating import Aspect

__all__ = ["bare", "checked", "expanded", "place", "steps"]

_IDENTIFIERS, _ASPECTS, _PROPERTIES = "item.identifiers", "aspects", "item.properties"


def bare(path: str) -> str:
    """``path`` without the places in lists: ``authors.0.name`` is ``authors.name``."""
    return ".".join(step for step in path.split(".") if not step.isdecimal())


def steps(path: str) -> list[str]:
    """The steps of a path; a key of ``extensions``, which is an IRI, is one step."""
    if path.startswith("extensions."):
        return ["extensions", path.removeprefix("extensions.")]
    return path.split(".")


@cache
def _known() -> frozenset[str]:
    above = {path.rsplit(".", n)[0] for path in PATHS for n in range(1, path.count(".") + 1)}
    return frozenset(PATHS) | above


def checked(path: str, *, source: str, keys: frozenset[str]) -> tuple[str, str]:
    """The record's path that ``path`` of a mapping means, and the kind of identifier or the name of an aspect in it.

    ``item.identifiers.imdb`` is an identifier of that kind, ``aspects.Battery life`` the rating of that part. Raises
    :class:`SettingsError` for a path that the record does not have; ``keys`` are those of rules, for a better guess.
    """
    plain = bare(path) if not path.startswith("extensions.") else "extensions"
    if plain in _known() or (plain.startswith(f"{_PROPERTIES}.") and plain != f"{_PROPERTIES}."):
        if plain.startswith(f"{_PROPERTIES}."):
            name = plain.split(".")[2]
            if not vocabulary.is_property(name):
                raise _unknown(
                    path, f"schema.org has no property {name!r}", nearest(name, vocabulary.properties()), source
                )
        return path, ""
    if path.startswith(f"{_IDENTIFIERS}."):
        kind = path.removeprefix(f"{_IDENTIFIERS}.")
        if kind and kind == kind.lower() and " " not in kind:
            return _IDENTIFIERS, PROPERTIES.get(kind, kind)
        raise _unknown(path, f"{kind!r} is not the kind of an identifier", (kind.lower().replace(" ", "-"),), source)
    if path.startswith(f"{_ASPECTS}.") and not path.split(".")[1].isdecimal():
        name = path.removeprefix(f"{_ASPECTS}.").strip()
        if name and name.split(".")[0] not in Aspect.model_fields:
            return _ASPECTS, name
    parent, _, last = plain.rpartition(".")
    if parent in _known() and (close := nearest(last, keys)) and not nearest(plain, _known(), 1):
        raise _unknown(path, f"a rule has no key {last!r}", close, source)
    # A slip is most often in the last name, so what stands beside it comes first.
    beside = {known.rpartition(".")[2]: known for known in _known() if known.rpartition(".")[0] == parent}
    close = tuple(beside[name] for name in nearest(last, beside)) or nearest(plain, _known())
    if not close and last:
        close = tuple(sorted((known for known in PATHS if known.rpartition(".")[2] == last), key=len)[:3])
    raise _unknown(path, "the record has no such path", close, source)


def _unknown(path: str, problem: str, close: tuple[str, ...], source: str) -> SettingsError:
    return SettingsError(
        problem,
        source=source,
        place=f"[source.map] {path!r}" if " " in path else f"[source.map] {path}",
        expected="a path of the record, as in item.name or rating",
        mend=f"Did you mean {' or '.join(close)}?" if close else "The reference of the record has all its paths.",
    )


_TAKEN = "stated twice, once in a field of its own and once inside of another"


def place(tree: dict[str, Any], at: list[str], value: Any, account: Account) -> None:
    """Puts ``value`` under the steps ``at``; what stands there already and is an object or a list takes it in."""
    *way, last = at
    node = tree
    for number, step in enumerate(way):
        below = node.get(step)
        if not isinstance(below, dict):
            following = at[number + 1]
            below = {} if below is None else _opened(below, step, following)
            if below is None:
                account.fault(".".join(at), "the same value twice", "one value", f"It is {_TAKEN}: remove one of them.")
                return
            node[step] = below
        node = below
    there = node.get(last)
    if there is None:
        node[last] = value
    elif isinstance(there, dict) and isinstance(value, str) and isinstance(parsed := json_text(value), dict):
        node[last] = {**parsed, **there}
    elif isinstance(there, dict) and isinstance(value, dict):
        for key, inner in value.items():
            place(there, [str(key)], inner, account)
    else:
        account.fault(".".join(at), "the same value twice", "one value", f"It is {_TAKEN}: remove one of them.")


def _opened(value: Any, step: str, following: str) -> dict[str, Any] | None:
    """What stands at ``step`` as a table that can take ``following`` in; None where it cannot."""
    if isinstance(value, str):
        value = json_text(value) or value
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, (list, tuple)):
        return {str(at): part for at, part in enumerate(value)}
    if following.isdecimal():
        return {"0": value}
    if following in ("name", "value") and step not in ("publisher", "item"):
        return None
    return {"value": value, "format": "text"} if step == "body" else {"name": value}


def expanded(row: Mapping[str, Any], account: Account) -> dict[str, Any]:
    """A row whose names are paths of the record, as nested values; blank values are left out."""
    tree: dict[str, Any] = {}
    if any("." in str(name) for name in row):
        row = {name: deepcopy(value) if isinstance(value, dict) else value for name, value in row.items()}
    for name, value in row.items():
        if value is None or value == "":
            continue
        name = str(name)
        if "." in name:
            place(tree, steps(name), value, account)
        elif name in tree:
            place(tree, [name], value, account)
        else:
            tree[name] = dict(value) if isinstance(value, dict) else value
    return tree
