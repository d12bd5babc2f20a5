"""The build's own proof: what is about to be published is read back and compared, before it takes anybody's place.

All reviews are proven up to a number (``[build] prove``), above it a sample: every so-manieth by its id, which is the
same in every build. Of each the page and the file beside it are read, and the fragment of its item; feeds and the
export are always read, the export of a sample by its sums. What should be there and is not is told as well.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from syndicate.models.record import parse
from syndicate.models.review import Review
from syndicate.proof import Finding, Records, Summary, prove, prove_export
from syndicate.schemaorg.profiles import AnySyntax
from syndicate.site.feeds.documents import FEEDS
from syndicate.site.files import Files
from syndicate.site.index import Index
from syndicate.site.report import Progress, Report
from syndicate.site.spill import Location, lines_at
from syndicate.site.stage import Rendering, Written

__all__ = ["proving"]


def proving(rendering: Rendering, index: Index, files: Files, told: Report, *, jobs: int, progress: Progress) -> None:
    """Proves what stands in the stage, and puts what came of it into the report.

    What has not changed stands where it was published, and was proven when it was made.
    """
    most, total = rendering.settings.build.prove, index.count()
    if not most or not total:
        return
    chosen = list(index.sample(most))
    whole = len(chosen) == total
    slugs = {slug: id for id, slug, *_ in chosen}
    made = [(rendering.stage / file.path, file.path) for file in files.staged() if _is_proven(file, slugs, whole=whole)]
    exported = {file.path.removeprefix("export/") for file in files.staged() if file.output == "export"}
    summary = Summary(files=len(made))
    entries = _Entries()
    with Records(complete=whole) as records:
        records.add(_reviews(rendering.work, [(spill, offset, length) for *_, spill, offset, length in chosen]))
        for number, ((_, path), findings) in enumerate(zip(made, prove(made, records, jobs=jobs), strict=True), 1):
            known = [finding for finding in findings if finding.outcome != "unknown"]  # of a sample, the others are
            markup = rendering.settings.build.markup
            for finding in itertools.chain(known, _missing(path, known, slugs, markup), entries.apart(path, findings)):
                summary.add(finding)
            progress("proving", number)
        for finding in prove_export(rendering.stage / "export", records, "export", changed=exported):
            summary.add(finding)
    new = len({PurePosixPath(path).parts[1] for _, path in made if path.startswith("reviews/")})
    pages = rendering.settings.build.pages
    wrong = summary.count("different", "missing", "unreadable")
    told.proof = {"reviews": new if pages else len(chosen), "of": total, **summary.as_dict()}
    if wrong:
        first = summary.wrong[0]
        what = "; ".join(map(str, first.differences)) or first.why
        told.told.append(
            f"The proof found {wrong:,} values that do not read back as they were written, the first in {first.file} "
            f"({first.how}) {first.id}: {what}. This is a mistake of Syndicate's; please report it with the record."
        )
    if summary.unseen:
        paths = ", ".join(f"{path} ({count:,})" for path, count in sorted(summary.unseen.items()))
        told.told.append(f"Marked up, but not to be seen on its page: {paths}. The report says where.")


class _Entries:
    """The ids of the feed that was read last, to compare those of the same feed in the next format with."""

    def __init__(self) -> None:
        self._feed, self._path, self._ids = "", "", [""]

    def apart(self, path: str, findings: list[Finding]) -> Iterator[Finding]:
        """An entry that one format of a feed has and another has not, or has elsewhere; the formats come in a row."""
        how, ending = next((pair for pair in FEEDS.items() if path.endswith(pair[1])), ("", ""))
        if not how or any(finding.outcome == "unreadable" for finding in findings):
            return
        feed, ids = path.removesuffix(ending), [finding.id for finding in findings]
        if feed == self._feed and ids != self._ids:
            pairs = itertools.zip_longest(ids, self._ids, fillvalue="nothing")
            place, (one, other) = next((at, pair) for at, pair in enumerate(pairs, 1) if pair[0] != pair[1])
            why = f"entry {place} is {one}, and in {self._path} it is {other}"
            yield Finding(id="", file=path, how=how, outcome="missing", why=why)
        self._feed, self._path, self._ids = feed, path, ids


def _missing(
    path: str, findings: list[Finding], slugs: Mapping[str, str], markup: tuple[AnySyntax, ...]
) -> Iterator[Finding]:
    """What a file should have told and did not: its review in each syntax of the pages; for an item, any of it."""
    parts = PurePosixPath(path)
    found = {(finding.how, finding.id) for finding in findings}
    if parts.parts[0] == "reviews":
        id = slugs[parts.parts[1]]
        hows: tuple[str, ...] = ("jsonld",) if parts.suffix == ".jsonld" else markup
        told = {how for how, of in found if of == id or of == ""}
    elif parts.parts[0] == "items":
        id, hows, told = "", markup, {how for how, _ in found}
    else:
        return
    for how in hows:
        if how not in told:
            yield Finding(id=id, file=path, how=how, outcome="missing", why="nothing that can be read of it is there")


def _is_proven(file: Written, slugs: Mapping[str, str], *, whole: bool) -> bool:
    path = Path(file.path)
    if file.output == "pages":
        return len(path.parts) == 3 and path.parts[0] == "reviews" and path.parts[1] in slugs
    if file.output == "items":
        return whole and path.suffix == ".html"
    return file.output == "feeds" and file.path.endswith(tuple(FEEDS.values()))


def _reviews(work: Path, locations: list[Location]) -> Iterator[Review]:
    """What was to be published: of a review that only a snippet may be passed on of, without its body."""
    for line in lines_at(work, locations):
        record = parse(line)
        assert isinstance(record, Review)
        yield record
