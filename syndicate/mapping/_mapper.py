"""A mapping made ready: rows to records, one after another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from syndicate.ledger import Fault, Refusal, shown
from syndicate.mapping._account import Account, Listener, as_json
from syndicate.mapping._catalogues import Catalogue, keyed, load
from syndicate.mapping._coerce import is_tombstone, record_values
from syndicate.mapping._conditions import holds
from syndicate.mapping._fields import exists, find, present
from syndicate.mapping._plan import labels, named_fields, put, read_fields, targets
from syndicate.mapping._status import fate, tombstone
from syndicate.mapping._targets import bare, expanded
from syndicate.mapping.ids import Ids
from syndicate.mapping.scales import Scale
from syndicate.mapping.settings import MappingSettings
from syndicate.mapping.zones import zone
from syndicate.models.record import InvalidRecord, validated
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone

__all__ = ["Mapper", "compile_mapping", "plain_mapper"]

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_KEYS = ("id", "slug")
_IGNORED = 200
_OBJECTS = ("authors", "publisher", "rating", "reply")
"""What is wrong as a whole where its parts come from fields of their own."""


class Mapper:
    """Rows in a user's own names to records. Made by :func:`compile_mapping`; survives pickling."""

    def __init__(
        self,
        settings: MappingSettings,
        scales: Mapping[str, tuple[Scale, ...]],
        ids: Ids,
        timezone: str | None,
        now: str | None,
        catalogues: Mapping[str, Catalogue],
    ) -> None:
        self._made_of = (settings, scales, ids, timezone, now, catalogues)
        self._settings = settings
        self._ids = ids
        self._now = now
        named = settings.timezone if settings.timezone is not None else timezone
        self._zone = None if named is None else zone(named)
        self._joins = [(join, find(join.on), catalogues[join.as_]) for join in settings.join]
        self._where = holds(settings.where, "where")
        self._status = fate(settings.status)
        self._id = None if settings.id is None else [(name, find(name)) for name in settings.id]
        self._targets = targets(settings.map, scales)
        self._labels = labels(self._targets)
        self._own_id = "id" in settings.map
        self._own_body = any(bare(path).startswith("body") for path in settings.map)
        self.plain = not (
            settings.map or settings.where or settings.join or settings.status or settings.id or settings.id_prefix
        )
        """Whether rows speak the record's own names and are all reviews, so that a valid record needs no mapping."""
        self.fields = named_fields(settings)
        """The fields of the source that the settings name."""
        self._unseen = set(self.fields)
        self._read = read_fields(settings)
        self._ignored: dict[str, None] = {}
        self._columns: tuple[str, ...] = ()
        # Fields of a plain row that say what to do with it and are no part of the record.
        self._aside = {"slug", *(name.split(".")[0] for name in self.fields)} - Review.model_fields.keys()

    def __reduce__(self) -> tuple[object, ...]:
        return (Mapper, self._made_of)

    def unseen(self) -> tuple[str, ...]:
        """The fields that the settings name and that no row so far has had, blank or not; perhaps they are misspelt.

        A worker process knows of its own rows only: what is unseen in all of them is unseen.
        """
        return tuple(sorted(self._unseen))

    def ignored(self) -> tuple[str, ...]:
        """The fields that rows had and from which a map takes nothing; at most 200 of them, and none without a map.

        A worker process knows of its own rows only: what is ignored in any of them is ignored.
        """
        return tuple(sorted(self._ignored))

    def _look(self, row: Mapping[str, Any]) -> None:
        """Notes the fields of a row that nothing reads; rows of one file mostly have the same."""
        columns = tuple(row)
        if columns == self._columns:
            return
        self._columns = columns
        for name in columns:
            if name not in self._read and len(self._ignored) < _IGNORED:
                self._ignored[name] = None

    def record(
        self, row: Mapping[str, Any], *, ctx: Listener, place: str, key: str
    ) -> Review | Tombstone | Refusal | None:
        """The record that ``row`` says; a refusal with all that is wrong with it; None where a filter leaves it out.

        ``key`` is what the source calls the row where it has no id of its own: an ``id`` or a ``slug``, or what the
        settings name. Repairs and inferences are told to ``ctx`` where a record comes out.
        """
        account = Account(self._zone, mapped=bool(self._targets))
        whole, missing = self._joined(row) if self._joins else (row, ())
        if self._unseen:
            self._unseen -= {name for name in self._unseen if exists(name, whole)}
        if self._where is not None and not self._where(whole):
            return None
        reason = self._status(whole, account) if self._status is not None else None
        if reason == "skipped":
            return None
        id = self._identity(row, whole, key, account)
        if reason is not None:
            status = self._settings.status
            assert status is not None
            tree = tombstone(status, whole, reason, account, now=self._now, id_of=self.id_of)
            if self._own_id:
                # What has left is known by the id that it was published under.
                tree |= self._mapped_id(whole, account)
        else:
            account.faults += missing
            if self._targets:
                self._look(row)
                tree = self._mapped(whole, account)
            else:
                found = self._as_it_stands(row, id)
                if found is not None:
                    account.told(ctx, place)
                    return found
                tree = expanded({name: row[name] for name in row if name not in self._aside}, account)
        if id is not None and not self._own_id:
            tree["id"] = id
        made = self._validated(tree, account, [fault.path.partition(" ")[0] for fault in missing])
        if isinstance(made, tuple):
            left = reason is not None or is_tombstone(tree)
            told = tree.get("id")
            return Refusal(
                source=ctx.source,
                place=place,
                faults=made,
                id=told if isinstance(told, str) else None,
                # What has left may hold what nobody may keep.
                raw=None if left else as_json(dict(row)),
                leaves=left,
            )
        account.told(ctx, place)
        return made

    def _as_it_stands(self, row: Mapping[str, Any], id: str | None) -> Review | None:
        """The review of a row that needs no repair, which is most of them where it speaks the record's own names."""
        if row.get("id") != id or not isinstance(row.get("item"), dict):
            return None
        try:
            return Review.model_validate(row)
        except ValidationError:
            return None

    def _mapped(self, row: Mapping[str, Any], account: Account) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        for number, target in enumerate(self._targets):
            found = target.value(row, account)
            if found is not None:
                put(target, number, found, tree, account)
        if not self._own_body and isinstance(body := row.get("body"), dict):
            tree["body"] = dict(body)
        return tree

    def _mapped_id(self, row: Mapping[str, Any], account: Account) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        for number, target in enumerate(self._targets):
            if target.path == "id" and (found := target.value(row, account)) is not None:
                put(target, number, found, tree, account)
        return tree

    def _validated(
        self, tree: Mapping[str, Any], account: Account, lost: list[str]
    ) -> Review | Tombstone | tuple[Fault, ...]:
        """The record, or all its faults; what is missing since an entry of the catalogues ``lost`` is, goes untold."""
        values = record_values(tree, account)
        if account.inferred and not is_tombstone(tree):
            stated = values.get("inferred", [])
            values["inferred"] = [*stated, *(path for path in account.inferred if path not in stated)]
        faults = account.faults
        try:
            made = validated(values)
            if not faults:
                return made
        except InvalidRecord as error:
            told = [fault.path.partition(" (")[0] for fault in faults]
            faults = [
                *faults,
                *(fault for fault in error.faults if not _follows(fault.path, told) and bare(fault.path) not in told),
            ]
        return tuple(
            self._labelled(fault)
            for fault in dict.fromkeys(faults)
            if fault.found != "nothing" or not self._comes_from(lost, fault)
        )

    def _comes_from(self, catalogues: list[str], fault: Fault) -> bool:
        names = self._labels.get(bare(fault.path), [])
        return bool(names) and all(name.partition(".")[0] in catalogues for name in names)

    def _labelled(self, fault: Fault) -> Fault:
        """``fault`` with the user's own name of the field, where a mapping has taken it from one."""
        path = bare(fault.path)
        below = [name for at, names in self._labels.items() if at.startswith(f"{path}.") for name in names]
        while path and path not in self._labels:
            path = path.rpartition(".")[0]
        names = self._labels[path] if path else below if fault.path in _OBJECTS else []
        if not names:
            return fault
        told = f"field {names[0]}" if len(names) == 1 else f"fields {', '.join(names)}"
        return Fault(path=f"{fault.path} ({told})", found=fault.found, expected=fault.expected, mend=fault.mend)

    def _joined(self, row: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[Fault]]:
        whole = dict(row)
        missing: list[Fault] = []
        for join, field, catalogue in self._joins:
            key = field(whole)
            entry = catalogue.get(keyed(key)) if present(key) else None
            if entry is not None:
                whole[join.as_] = entry
                continue
            whole.pop(join.as_, None)
            if join.required:
                missing.append(
                    Fault(
                        path=f"{join.as_} (field {join.on})",
                        found=shown(key) if present(key) else "nothing",
                        expected=f"the {join.key} of an entry of the catalogue {join.file}",
                        mend="Correct it, add the entry to the catalogue, or say required = false for the join.",
                    )
                )
        return whole, missing

    def id_of(self, key: str) -> str:
        """The id of the review that the source calls ``key``."""
        return key if _IRI.fullmatch(key) else self._ids.make(self._settings.id_prefix + key)[0]

    def _identity(self, row: Mapping[str, Any], whole: Mapping[str, Any], key: str, account: Account) -> str | None:
        if self._id is not None:
            parts = [(name, field(whole)) for name, field in self._id]
            lacking = [name for name, part in parts if not present(part)]
            if lacking:
                account.fault(
                    f"id (field {', '.join(lacking)})",
                    "nothing",
                    "the key of the review",
                    "Give it one: ids are made of it.",
                )
                return None
            key = "/".join(keyed(part) for _, part in parts)
        else:
            for name in _KEYS:
                given = row.get(name)
                if present(given) and isinstance(given, (str, int, float)) and not isinstance(given, bool):
                    if name == "id" and isinstance(given, str) and _IRI.fullmatch(given.strip()):
                        return given
                    key = keyed(given)
                    break
            else:
                if not self._own_id:
                    account.notes.append(("id", "inferred", "made up, since there is no id and no slug"))
        made, inferred = self._ids.make(self._settings.id_prefix + key)
        if inferred and not self._own_id:
            account.derived("id", "made from the key, since the site has no tag")
        return made


def _follows(path: str, told: list[str]) -> bool:
    """Whether a fault at ``path`` only says again what one of ``told`` has said."""
    return any(path == other or path.startswith(f"{other}.") or other.startswith(f"{path}.") for other in told)


def compile_mapping(
    settings: MappingSettings,
    *,
    scales: Mapping[str, Scale | tuple[Scale, ...]],
    ids: Ids,
    timezone: str | None,
    folder: Path,
    now: str | None,
) -> Mapper:
    """``settings`` made ready to map rows; catalogues, relative to ``folder``, are read here.

    ``scales`` are those of the user by name, several tried in turn; ``timezone`` counts where the settings have none;
    ``now`` is the instant at which reviews left that do not say when. Raises :class:`syndicate.errors.SettingsError`
    for paths, scales, forms of dates, types, zones and patterns that are none, and
    :class:`syndicate.errors.InputError` for a catalogue that is wrong.
    """
    catalogues = {
        join.as_: load(
            folder / join.file,
            join.key,
            named=str(folder / join.file),
            encoding=join.encoding,
            delimiter=join.delimiter,
        )
        for join in settings.join
    }
    listed = {name: (scale,) if isinstance(scale, Scale) else tuple(scale) for name, scale in scales.items()}
    return Mapper(settings, listed, ids, timezone, now, catalogues)


@cache
def plain_mapper() -> Mapper:
    """The mapper of input that speaks the record's own names, nested or with dots."""
    return Mapper(MappingSettings(), {}, Ids(), None, None, {})
