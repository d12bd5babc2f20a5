"""``export/manifest.json``: a Data Package (https://datapackage.org/standard/data-package/) that lists the whole
export.

Beside what the standard names it says the number of the export (``sequence``), what names the state of its records
(``state``), the deltas that lead to it (``deltas``, ``oldest_base``), the instant that the last build was given where
one was needed (``instant``), and the selection statement (``selection``): how many reviews were read and published, how
many were withheld and why, and where the policies of the publisher are. ``docs/export.md`` says how a client reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from syndicate.settings import Site
from syndicate.site import questions
from syndicate.site.report import Accounts
from syndicate.site.standing import Asked

__all__ = ["manifest", "selection"]


def manifest(
    site: Site,
    *,
    sequence: int,
    state: str,
    records: int,
    tombstones: int,
    instant: str | None,
    deltas: Sequence[Mapping[str, Any]],
    licenses: Sequence[str],
    selection: Mapping[str, Any],
    resources: Sequence[Mapping[str, Any]],
) -> bytes:
    """The bytes of the manifest."""
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "reviews",
        "title": site.name,
    }
    if site.description:
        package["description"] = site.description
    if site.base:
        package["homepage"] = site.base
    if site.publisher is not None:
        publisher = {"title": site.publisher.name, "roles": ["publisher"]}
        package["contributors"] = [{**publisher, "path": site.publisher.url} if site.publisher.url else publisher]
    if licenses:
        package["licenses"] = [{"path": license} for license in licenses]
    package |= {"sequence": sequence, "state": state, "records": records, "tombstones": tombstones}
    if instant is not None:
        package["instant"] = instant
    package["oldest_base"] = deltas[0]["sequence"] - 1 if deltas else sequence
    package["deltas"] = list(deltas)
    package["selection"] = dict(selection)
    package["resources"] = list(resources)
    return orjson.dumps(package, option=orjson.OPT_INDENT_2) + b"\n"


def selection(index: Asked, site: Site, accounts: Accounts, snippets: int, stale: int, kept: int) -> dict[str, Any]:
    """How the published reviews were selected: nothing that was read goes uncounted.

    ``withheld`` counts records by reason: ``filtered`` by the settings, ``invalid`` (refused, and told in the
    publisher's report), and those that left, by the reason of their tombstones. ``stale`` are published in their last
    version since today's was invalid, ``kept`` since their source does not hold everything every day.
    """
    reasons = dict(index.rows(questions.WITHDRAWN))
    withheld = {"filtered": accounts.skipped, "invalid": accounts.refused, **reasons}
    said: dict[str, Any] = {
        "read": accounts.read,
        "published": next(index.rows("SELECT COUNT(*) FROM review"))[0],
        "duplicate": accounts.duplicate,
        "superseded": accounts.superseded,
        "withheld": {reason: count for reason, count in withheld.items() if count},
    }
    counted = {"stale": stale, "kept": kept, "without_body": snippets}
    said |= {name: count for name, count in counted.items() if count}
    if site.policies:
        said["policies"] = list(site.policies)
    return said
