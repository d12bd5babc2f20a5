"""Each record against the JSON Schema that is published with the export: by jsonschema-rs, at full speed; what fails is
explained by jsonschema, in words.

The models have taken the record before, so that a failure is our own mistake: one of the two says the contract wrongly.
It is told as such, and the record is refused, since nothing goes out that does not conform to what is published.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from syndicate.ledger import Fault

__all__ = ["nonconforming"]


def nonconforming(data: dict[str, Any]) -> Fault | None:
    """What is wrong with a record by the published schema; None for one that conforms."""
    return None if _validator().is_valid(data) else _fault(data)


@cache
def _validator() -> Any:
    import jsonschema_rs

    from syndicate.schemas import schema

    return jsonschema_rs.Draft202012Validator(schema("review"))


def _fault(data: dict[str, Any]) -> Fault:
    import jsonschema

    from syndicate.schemas import schema

    error = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema("review")).iter_errors(data))
    return Fault(
        path=".".join(str(step) for step in error.absolute_path) if error else "",
        found=f"what the published schema refuses: {error.message if error else 'no reason given'}",
        expected="a record that conforms to it, since the models took it",
        mend="This is a mistake of Syndicate's; please report it with the record.",
    )
