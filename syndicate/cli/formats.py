"""``syndicate formats``: what can be read and written, and what of a record each format carries."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["formats"]


def formats(
    name: Annotated[str | None, typer.Argument(metavar="FORMAT", help="One format, with all that it carries.")] = None,
) -> None:
    """List the formats, or say what one of them carries."""
    from syndicate import formats as known
    from syndicate.formats import how
    from syndicate.models.paths import PATHS

    if name is not None:
        form = known.get(name)
        print(f"{form.name}: {form.title}")
        print(f"  media type {form.media_type}")
        print(f"  suffixes   {' '.join(form.suffixes)}")
        print(f"  specified  {form.spec}")
        print(f"  can        {_can(form)}")
        print("  carries")
        width = max(map(len, PATHS))
        for path in PATHS:
            print(f"    {path:<{width}}  {how(form.carries, path)}")
        if form.options is not None:
            print("  options, for writing" if form.options_for_writing else "  options")
            for key, field in form.options.model_fields.items():
                print(f"    {key} = {field.default!r}  {' '.join((field.description or '').split())}")
        return
    rows = [(form.name, _can(form), " ".join(form.suffixes), form.title) for form in known.all_formats()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        print("  ".join([*(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)), row[3]]))


def _can(form: object) -> str:
    return " ".join(word for word in ("read", "write") if getattr(form, word) is not None)
