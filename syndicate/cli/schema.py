"""``syndicate schema``: the published JSON Schemas."""

from __future__ import annotations

import json
from typing import Annotated

import typer

__all__ = ["schema"]


def schema(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="review (the record) or settings (syndicate.toml).")
    ] = "review",
) -> None:
    """Print a JSON Schema (2020-12)."""
    from syndicate.schemas import schema as of

    print(json.dumps(of(name), indent=2, ensure_ascii=False))
