"""``syndicate rules``: what the linter looks for."""

from __future__ import annotations

import json
from typing import Annotated

import typer

__all__ = ["rules"]


def rules(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="CODE", help="Some of them: a code, a name, GR or GR1.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="The rules that held on that day: 2025-06-01.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write them as JSON.")] = False,
) -> None:
    """List the rules of syndicate check: those that hold, by their codes."""
    from syndicate.check.registry import as_of as day_of
    from syndicate.check.registry import chosen

    found = chosen(names or (), (), day_of(as_of) if as_of else "")
    if as_json:
        rows = [
            {
                "code": rule.code, "name": rule.name, "severity": rule.severity, "result": rule.result,
                "types": list(rule.types), "kinds": list(rule.kinds), "source": rule.source, "read": rule.read,
                "since": rule.since, "until": rule.until, "why": rule.why, "mend": rule.mend,
                "fixable": rule.fix is not None or rule.rename is not None,
            }
            for rule in found
        ]  # fmt: skip
        print(json.dumps(rows, indent=2))
        return
    width = max((len(rule.name) for rule in found), default=0)
    for rule in found:
        print(f"{rule.code}  {rule.severity:<7}  {rule.name:<{width}}  {rule.why.partition('. ')[0]}.")
