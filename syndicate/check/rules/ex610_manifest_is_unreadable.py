"""EX610: an export without a manifest that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from syndicate.check._rule import Hit, Rule, export
from syndicate.check._subject import Subject
from syndicate.check.rules._export_files import exported
from syndicate.check.rules._sources import READ

__all__ = ["RULE"]


def _check(subject: Subject) -> Iterator[Hit]:
    if subject.page.export is not None and subject.page.export.wrong:
        yield Hit("", f"the manifest cannot be read: {subject.page.export.wrong}")


RULE = Rule(
    code="EX610",
    name="manifest-is-unreadable",
    severity="error",
    types=(),
    kinds=("export",),
    source="https://datapackage.org/standard/data-package/",
    read=READ,
    why="Who takes an export in begins with its manifest. Without it nothing says which files there are, or "
    "whether they are whole.",
    mend="Build the export again; its manifest is written last.",
    check=_check,
    good=(export(exported()),),
    bad=(
        export({**exported(), "manifest.json": "{"}, at=""),
        export({**exported(), "manifest.json": "[]"}, at=""),
    ),
)
