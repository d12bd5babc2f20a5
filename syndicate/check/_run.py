"""Files judged, in as many processes as wanted, in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import quote, urljoin

from syndicate.check._files import File
from syndicate.check._finding import Finding, Verdict
from syndicate.check._inputs import Input, export_input, records_in, text_input
from syndicate.check._judge import judge
from syndicate.check._planner import Choice
from syndicate.check._rule import Kind
from syndicate.engines import local
from syndicate.errors import SyndicateError

__all__ = ["Options", "Outcome", "judged", "run"]

_AT_ONCE = 16
_LARGEST = 64 * 1024 * 1024
_KEPT = 200
"""Findings of one rule that are told of one file; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What all files share."""

    choice: Choice
    url: str = ""
    """The address of the folder, or of the one file, that was named."""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file."""

    file: str
    kind: Kind
    findings: tuple[Finding, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    more: dict[str, int] = field(default_factory=dict)
    """By code: how many findings there are beside those that were kept."""
    wrong: str = ""
    """Why it cannot be read."""

    def count(self, severity: str) -> int:
        """How many findings count so much, those that were not kept among them."""
        kept = [one for one in self.findings if one.severity == severity]
        return len(kept) + sum(self.more.get(code, 0) for code in {one.code for one in kept})


def run(files: Iterable[File], options: Options, *, jobs: int) -> Iterator[Outcome]:
    """The outcome of each file, in their order."""
    for outcomes in local.run(_some, options, _handfuls(files), jobs=jobs):
        yield from outcomes


def _handfuls(files: Iterable[File]) -> Iterator[tuple[File, ...]]:
    held: list[File] = []
    for file in files:
        held.append(file)
        if len(held) >= _AT_ONCE:
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


def _some(options: Options, files: tuple[File, ...]) -> list[Outcome]:
    return [judged(file, options) for file in files]


def judged(file: File, options: Options, data: bytes | None = None) -> Outcome:
    """The outcome of one file; ``data`` is what it holds, where that is known already."""
    plan = options.choice.plan(file.name, file.below)
    found: list[Finding] = []
    counts: Counter[str] = Counter()
    verdicts: dict[str, list[int]] = {}
    try:
        for made in _inputs(file, options, data):
            result = judge(made, plan)
            for finding in result.findings:
                counts[finding.code] += 1
                if counts[finding.code] <= _KEPT:
                    found.append(finding)
            counts.update(result.more)
            for verdict in result.verdicts:
                sums = verdicts.setdefault(verdict.result, [0, 0, 0, 0])
                for at, count in enumerate((verdict.nodes, verdict.eligible, verdict.warned)):
                    sums[at] += count
                sums[3] = max(sums[3], verdict.unasked)
    except SyndicateError as error:
        return Outcome(file=file.name, kind=file.kind, wrong=str(error))
    kept = Counter(one.code for one in found)
    return Outcome(
        file=file.name,
        kind=file.kind,
        findings=tuple(found),
        verdicts=tuple(
            Verdict(result=name, nodes=nodes, eligible=eligible, warned=warned, unasked=unasked)
            for name, (nodes, eligible, warned, unasked) in sorted(verdicts.items())
        ),
        more={code: counts[code] - kept[code] for code in sorted(counts) if counts[code] > kept[code]},
    )


def _inputs(file: File, options: Options, data: bytes | None) -> Iterator[Input]:
    if file.kind == "export":
        made = export_input(file.path, source=file.name, day=options.day)
        yield made
        export = made.page.export
        for part in export.records() if export is not None else ():
            yield from records_in(part, source=part.as_posix(), day=options.day)
        return
    if file.kind == "record":
        yield from records_in(file.path if data is None else data, source=file.name, day=options.day)
        return
    if data is None:
        data = _bytes(file.path, file.name)
    yield text_input(data, kind=file.kind, source=file.name, url=_address(file, options.url), day=options.day)


def _bytes(path: Path, name: str) -> bytes:
    from syndicate.errors import InputError

    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise InputError(
                "it is too large",
                source=name,
                found=f"{size:,} bytes",
                expected=f"at most {_LARGEST:,}",
                mend="Part it.",
            )
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror or error}", source=name, mend="Check the path.") from None


def _address(file: File, base: str) -> str:
    """The address of a file in a folder whose address is known."""
    if not base or not file.below:
        return base
    below = file.below.removesuffix("index.html")
    return urljoin(base if base.endswith("/") else f"{base}/", quote(below))
