"""What became of a review, by a field of its row: still there, left out, or left for good."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from syndicate.ledger import shown
from syndicate.mapping._account import Account
from syndicate.mapping._catalogues import keyed
from syndicate.mapping._dates import date
from syndicate.mapping._fields import find, present, same
from syndicate.mapping.settings import Status

__all__ = ["fate", "tombstone"]

Fate = Callable[[Mapping[str, Any], Account], str | None]
"""A row to ``skipped``, or the reason of a tombstone; None for an ordinary review."""


def fate(status: Status | None) -> Fate | None:
    """What a row's status means; None where the settings name no status."""
    if status is None:
        return None
    field = find(status.from_)
    named = {
        str(word).strip().casefold(): name
        for name in ("published", "withdrawn", "moderated", "erased", "merged", "skipped")
        for word in getattr(status, name)
    }

    def what(row: Mapping[str, Any], account: Account) -> str | None:
        value = field(row)
        if not present(value):
            return None
        said = str(value).strip().casefold()
        meaning = named.get(said) or next((meaning for word, meaning in named.items() if same(value, word)), None)
        if meaning is None and status.published:
            account.fault(
                f"status (field {status.from_})",
                shown(value),
                f"one of {', '.join(named)}",
                "Correct it, or name it in the status of the settings.",
            )
        return None if meaning == "published" else meaning

    return what


def tombstone(
    status: Status,
    row: Mapping[str, Any],
    reason: str,
    account: Account,
    *,
    now: str | None,
    id_of: Callable[[str], str],
) -> dict[str, Any]:
    """The values of a tombstone but for its id; ``id_of`` makes the id of another review from its key."""
    tree: dict[str, Any] = {"reason": reason}
    at = find(status.at)(row) if status.at is not None else None
    if present(at):
        tree["at"] = _instant(at, account)
    elif now is not None:
        tree["at"] = now
    else:
        account.fault(
            "at",
            "nothing that says when the review left",
            "an instant",
            "Name the field as at = ... in the status of the settings, or give the build its --now.",
        )
    if reason == "merged" and status.merged_into is not None:
        into = find(status.merged_into)(row)
        if present(into):
            tree["merged_into"] = id_of(keyed(into))
    return tree


def _instant(value: Any, account: Account) -> Any:
    made = date(value, "at", account)
    if isinstance(made, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", made):
        account.repaired("at", "a date taken as its start")
        return date(f"{made}T00:00:00" if account.zone is not None else f"{made}T00:00:00Z", "at", account)
    return made
