"""``syndicate explain``: why a rule is, how to mend what it tells, and where it is written."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["explain"]


def explain(name: Annotated[str, typer.Argument(metavar="CODE", help="A rule, by its code or its name.")]) -> None:
    """Explain a rule of syndicate check."""
    from syndicate.check import get
    from syndicate.check.explained import as_text

    print(as_text(get(name)), end="")
