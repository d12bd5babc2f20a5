"""Golden files: what each format makes of the same few records, read by a person before it is accepted.

    python tests/golden/make.py                 # says which formats differ, and how
    python tests/golden/make.py NAME            # makes the files of a format that has none; shows the difference else
    python tests/golden/make.py NAME --accept   # overwrites them: read the difference first
    python tests/golden/make.py carries         # the same for carries.md, the table of all declarations

``records.jsonl`` is the input of every writer. ``NAME/expected.SUFFIX`` is what the format makes of it, or
``NAME/expected-1.SUFFIX`` and so on where a file is one record. A format that is only read has an ``input.SUFFIX`` of
its own making and ``expected.jsonl``, the records in it. A format of another distribution has its files in
``golden/NAME`` beside its module.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import sys
from pathlib import Path
from urllib.parse import quote

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from syndicate import formats
from syndicate.formats import Carry, Format, ReadContext, Refusal, Rescaled, Shortened, Untyped, WriteContext, how
from syndicate.models.paths import PATHS
from syndicate.models.record import canonical, parse
from syndicate.models.review import Review
from syndicate.models.tombstone import Tombstone
from syndicate.settings import Site

__all__ = ["CARRIES", "HERE", "documents", "folder", "read_context", "records", "table", "write_context"]

HERE = Path(__file__).parent
CARRIES = HERE / "carries.md"


def records() -> list[Review | Tombstone]:
    """The records that every writer is given."""
    return [parse(line) for line in (HERE / "records.jsonl").read_bytes().splitlines()]


def folder(format: Format) -> Path:
    """Where the golden files of a format are, or would be."""
    side = format.write or format.read
    module = importlib.import_module(side.__module__)
    own = module.__name__.startswith("syndicate.formats.")
    return HERE / format.name if own else Path(str(module.__file__)).parent / "golden" / format.name


def write_context(format: Format) -> WriteContext:
    """The site that golden files are written for."""
    site = Site(
        url="https://example.org/",
        name="Example Reviews",
        description="Films, books and lamps.",
        tag="example.org,2020",
        language="en",
        timezone="Europe/Berlin",
    )
    # A document that has a limit is written without one: what is lost to it depends on what else is in it.
    unlimited = format.options is not None and "limit" in format.options.model_fields
    options = format.options(limit=0) if format.options is not None and unlimited else None
    return WriteContext(
        site=site, options=options, self_url=f"https://example.org/reviews{format.suffixes[0]}", link=_link
    )


def _link(review: Review) -> str:
    return f"https://example.org/reviews/{quote(review.id, safe='')}/"


def read_context(format: Format) -> ReadContext:
    """What golden files are read with: no mapping."""
    return ReadContext(source=f"expected{format.suffixes[0]}", key="expected")


def documents(format: Format) -> dict[str, bytes]:
    """The golden files of a format by name, made now."""
    suffix = format.suffixes[0]
    if format.write is None:
        assert format.read is not None
        given = (folder(format) / f"input{suffix}").read_bytes()
        made = list(format.read([given], read_context(format)))
        wrong = [str(one) for one in made if isinstance(one, Refusal)]
        assert not wrong, wrong
        return {"expected.jsonl": b"".join(canonical(one) + b"\n" for one in made if not isinstance(one, Refusal))}
    if not format.one_per_file:
        return {f"expected{suffix}": b"".join(format.write(iter(records()), write_context(format)))}
    each = [b"".join(format.write([record], write_context(format))) for record in records()]
    return {f"expected-{number}{suffix}": data for number, data in enumerate(each, 1) if data}


def table() -> str:
    """All declarations of our own formats as one table: a path in each row, a format in each column."""
    own = [format for format in formats.all_formats() if folder(format).parent == HERE]
    rows = [["path", *(format.name for format in own)]]
    rows += [[path, *(_said(how(format.carries, path)) for format in own)] for path in (*PATHS, "tombstone")]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    head = "What each format carries of a record; a dot is nothing. Made by `python tests/golden/make.py carries`.\n\n"
    return head + "\n".join(lines) + "\n"


def _said(carry: Carry) -> str:
    if isinstance(carry, Shortened):
        return f"to {carry.limit} characters"
    if isinstance(carry, Rescaled):
        return f"to {carry.worst}–{carry.best}"
    if isinstance(carry, Untyped):
        return str(carry)
    return "·" if carry == "dropped" else carry


def _shown(old: bytes, new: bytes, name: str) -> str:
    before, after = (data.decode("utf-8", "backslashreplace").splitlines(keepends=True) for data in (old, new))
    return "".join(
        line if line.endswith("\n") else f"{line}\n" for line in difflib.unified_diff(before, after, name, name)
    )


def _settle(path: Path, new: bytes | None, accept: bool, write: bool) -> bool:
    """Shows the difference at ``path``; writes what is new, or accepted. Whether the file is as it should be now."""
    old = path.read_bytes() if path.exists() else None
    if old == new:
        return True
    print(_shown(old or b"", new or b"", str(path)) or f"{path}: differs in its line ends")
    if not write or (old is not None and not accept):
        return False
    if new is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(new)
    return True


def main() -> int:
    """Compares, shows and writes as the module says; 1 where something differs and was not accepted."""
    parser = argparse.ArgumentParser(description="Golden files of the formats.")
    parser.add_argument("name", nargs="?", help="a format, or carries; all are compared without it")
    parser.add_argument("--accept", action="store_true", help="overwrite: the difference was read")
    given = parser.parse_args()
    good = True
    for name in [given.name] if given.name else [*formats.names(), "carries"]:
        if name == "carries":
            good &= _settle(CARRIES, table().encode(), given.accept, bool(given.name))
            continue
        format = formats.get(name)
        made: dict[str, bytes | None] = {**documents(format)}
        for path in folder(format).glob("expected*"):
            made.setdefault(path.name, None)
        for file, data in sorted(made.items()):
            good &= _settle(folder(format) / file, data, given.accept, bool(given.name))
    if not good:
        print(
            "Read the difference above. Where it is right: python tests/golden/make.py NAME --accept", file=sys.stderr
        )
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
