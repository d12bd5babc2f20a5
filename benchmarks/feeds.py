"""All feeds and archives of so many reviews, beside feedgen alone; their memory; and what one new review rewrites.

    python benchmarks/feeds.py [REVIEWS] [text|markdown|html]

The reviews are those of ``reviews.py``, 100,000 where no number is given, without pages. Three things are measured:

- What an entry costs. Documents that the build has published, spread over all of them, are made once more, in turn by
  what makes them in a build, and by a program of feedgen alone, as anybody would write it: RSS and Atom of one
  ``FeedGenerator``, its own extension for Dublin Core, and one for the elements of schema.org. Both are given the lines
  of the records. feedgen makes of each the HTML of its content (by our function, once for both formats) and its facts
  (as a tree); it is measured as well where these are given to it ready-made. What is made first is the very document
  that was published, and both have to say the same to a reader: id, title, link, dates, authors, categories, summary,
  content and facts of every entry. CPU time in microseconds for an entry in RSS or Atom; JSON Feed, which feedgen has
  not, is measured beside it.
- Memory: the most that the process of a build ever had, on one core, for a tenth of the reviews and for all.
- One more review, and the build again: the files that are not the same file as before (by inode, time and bytes).
"""

from __future__ import annotations

import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from feedgen.feed import FeedGenerator
from lxml import etree
from reviews import reviews, write_jsonl

from syndicate.formats import WriteContext, atom, jsonfeed, rss
from syndicate.formats._feeds.assembled import put
from syndicate.formats._feeds.content import content
from syndicate.formats._feeds.facts import node_of
from syndicate.models.record import canonical, validated
from syndicate.schemaorg import node_of_plain
from syndicate.settings import load

BASE = "https://shop.example/"
SCHEMA = "https://schema.org/"
ATOM = "{http://www.w3.org/2005/Atom}"
FORMATS = {".rss": rss, ".atom": atom, ".feed.json": jsonfeed}
MEASURED = 40
"""Documents of which entries are timed."""
ROUNDS = 5


def main(count: int, body: str) -> None:
    """Prints what the module says."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peaks = []
        for number in (count // 10, count):
            place = folder / str(number)
            place.mkdir()
            (place / "syndicate.toml").write_text(
                '[site]\nurl = "https://shop.example/"\ntag = "shop.example,2020"\n'
                '[build]\npages = false\n[[source]]\npath = "r.jsonl"\n'
            )
            write_jsonl(place / "r.jsonl", number, body=body)
            seconds, peak = _build(place)
            peaks.append(peak)
            made = [path for path in (place / "public" / "feeds").rglob("*") if path.is_file()]
            size = sum(path.stat().st_size for path in made)
            print(f"{number:>9,} reviews: {len(made):,} files of feeds, {size / 1e6:,.0f} MB, "
                  f"{seconds:.1f} s with all else, {peak:.0f} MB of memory")  # fmt: skip
        print(f"memory: {peaks[1] / peaks[0]:.2f} times, for ten times the reviews\n")
        _entries(place, count, body)
        _one_more(place, count, body)


# What an entry costs


class Document(NamedTuple):
    """A document that is published, and what it is made of."""

    path: Path
    """Without its ending."""
    lines: list[bytes]
    title: str
    links: dict[str, str]


def _entries(place: Path, count: int, body: str) -> None:
    documents = list(_published(place, count, body))
    config = load(place / "syndicate.toml")
    contexts = {document.path: _contexts(document, place, config) for document in documents}
    given = {}
    for document in documents:
        made = _ours(document, contexts[document.path], tuple(FORMATS))
        for ending, data in made.items():
            if data != document.path.with_name(document.path.name + ending).read_bytes():
                sys.exit(f"{document.path}{ending} is not what was published")
        given[document.path] = _ready(document, made[".atom"])
        theirs = _feedgen(document, given[document.path])
        if _of_records(document) != theirs:
            sys.exit(f"{document.path}: feedgen does not say the same of records")
        for ending in (".rss", ".atom"):
            for us, them in zip(_read(made[ending]), _read(theirs[ending]), strict=True):
                for name in us.keys() | them.keys():
                    if us.get(name) != them.get(name):
                        sys.exit(f"{document.path}{ending}: {name}: {us.get(name)}, feedgen: {them.get(name)}")
    entries = sum(len(document.lines) for document in documents)
    ours, all_three, theirs_alone, theirs_whole = [], [], [], []
    for _ in range(ROUNDS):
        spent = [0.0] * 4
        for document in documents:
            context, ready = contexts[document.path], given[document.path]
            spent[0] += _timed(_ours, document, context, (".rss", ".atom"))
            spent[1] += _timed(_feedgen, document, ready)
            spent[2] += _timed(_ours, document, context, tuple(FORMATS))
            spent[3] += _timed(_of_records, document)
        for times, one in zip((ours, theirs_alone, all_three, theirs_whole), spent, strict=True):
            times.append(one / (2 * entries) * 1e6)
    us, them, three, whole = map(statistics.median, (ours, theirs_alone, all_three, theirs_whole))
    print(
        f"{entries:,} reviews in {len(documents)} documents, {ROUNDS} rounds; microseconds for an entry of RSS or Atom"
    )
    print("                                       of feedgen of records")
    print(f"feedgen, given all it says       {them:>7.0f}  {them / whole:.2f}")
    print(f"feedgen of records               {whole:>7.0f}  1.00")
    print(f"RSS and Atom of records          {us:>7.0f}  {us / whole:.2f}")
    print(f"and JSON Feed beside them        {three:>7.0f}  {three / whole:.2f}\n")


def _timed(work: Callable[..., object], *given: object) -> float:
    began = time.process_time()
    work(*given)
    return time.process_time() - began


def _published(place: Path, count: int, body: str) -> Iterator[Document]:
    """Some documents of those that are published, from the first to the last."""
    paths = sorted((place / "public" / "feeds").rglob("*.atom"))
    paths = [path for path in paths[:: max(len(paths) // MEASURED, 1)] if not _is_shortened(path)]
    wanted: dict[str, bytes] = {}
    ids = {path: [entry.findtext(f"{ATOM}id") for entry in _root(path).iter(f"{ATOM}entry")] for path in paths}
    kept = {id for found in ids.values() for id in found}
    for record in reviews(count, body=body):
        if record["id"] in kept:
            wanted[record["id"]] = canonical(validated(record))
    for path in paths:
        root = _root(path)
        links = {link.get("rel"): link.get("href") for link in root.iterfind(f"{ATOM}link")}
        title = root.findtext(f"{ATOM}title")
        yield Document(path.with_suffix(""), [wanted[id] for id in ids[path]], title, links)


def _is_shortened(path: Path) -> bool:
    """Whether a text was, so that RSS and Atom do not say the same. About one document of a hundred is."""
    return any(b'"abridged"' in path.with_suffix(ending).read_bytes() for ending in (".rss", ".atom"))


def _root(path: Path) -> Any:
    return etree.parse(path).getroot()


def _contexts(document: Document, place: Path, config: Any) -> dict[str, Callable[[], WriteContext]]:
    path = document.path.relative_to(place / "public").as_posix()
    language = document.path.name if "feeds/language/" in path else None

    def context(ending: str) -> WriteContext:
        archive = "feeds/archive/" in path
        previous = document.links.get("prev-archive")
        said = {
            "title": document.title,
            "language": language,
            "archive": archive,
            "current": f"https://shop.example/feeds/reviews{ending}" if archive else None,
            "previous_archive": previous and previous.removesuffix(".atom") + ending,
            "style": "https://shop.example/feeds/feed.css",
        }
        form = FORMATS[ending].FORMAT
        options = form.options(**{key: value for key, value in said.items() if key in form.options.model_fields})
        return WriteContext(site=config.site, self_url=f"https://shop.example/{path}{ending}", options=options)

    return {ending: lambda ending=ending: context(ending) for ending in FORMATS}


def _ours(document: Document, contexts: dict[str, Callable[[], WriteContext]], endings: tuple[str, ...]) -> dict:
    made = {ending: FORMATS[ending].document(contexts[ending]()) for ending in endings}
    put(((orjson.loads(line), None) for line in document.lines), tuple(made.values()))
    return {ending: b"".join(one.pieces()) for ending, one in made.items()}


# feedgen alone


class Ready(NamedTuple):
    """What an entry says, all of it made."""

    record: dict[str, Any]
    published: dt.datetime
    content: str
    facts: list[tuple[str, Any]]


def _ready(document: Document, made: bytes) -> list[Ready]:
    found = []
    for line, entry in zip(document.lines, etree.fromstring(made).iter(f"{ATOM}entry"), strict=True):
        record = json.loads(line)
        published = dt.datetime.fromisoformat(record["published"])
        found.append(Ready(record, published, entry.findtext(f"{ATOM}content"), _facts(record)))
    return found


def _of_records(document: Document) -> dict[str, bytes]:
    """feedgen of the lines: it makes of each record what :func:`_ready` has of it, the HTML by the function that we
    use, since nobody would write another to the same end."""
    found = []
    for line in document.lines:
        record = json.loads(line)
        html = content(record, node_of(record), link=record["url"], base=BASE, language=None, abridged=False)
        found.append(Ready(record, dt.datetime.fromisoformat(record["published"]), html, _facts(record)))
    return _feedgen(document, found)


def _facts(record: dict[str, Any]) -> list[tuple[str, Any]]:
    item = {name: value for name, value in record["item"].items() if name not in ("identifiers", "key")}
    node = node_of_plain({**{key: value for key, value in record.items() if key not in ("body", "tags")}, "item": item})
    kind = node.pop("@type")
    for name in ("@id", "headline"):
        node.pop(name, None)
    node |= {new: record[old] for old, new in (("pros", "positiveNotes"), ("cons", "negativeNotes")) if old in record}
    node["itemReviewed"]["identifier"] = [
        {"@id": one["kind"], "@value": one["value"]} for one in record["item"].get("identifiers", ())
    ]
    beside = [
        {"@id": f"provenance.{'.'.join(path)}", "@value": value}
        for path, value in _leaves(record.get("provenance", {}))
    ]
    return [("additionalType", kind), *node.items(), ("additionalProperty", beside)]


def _leaves(value: Any, *path: str) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, *path, key)
    else:
        yield path, value


class _FeedExtension:
    def extend_ns(self) -> dict[str, str]:
        return {"schema": SCHEMA}

    def extend_rss(self, feed: Any) -> Any:
        return feed

    extend_atom = extend_rss


class _EntryExtension:
    facts: list[tuple[str, Any]]

    def extend_rss(self, entry: Any) -> Any:
        for name, value in self.facts:
            _add(entry, name, value)
        return entry

    extend_atom = extend_rss


def _add(parent: Any, name: str, value: Any) -> None:
    if isinstance(value, list):
        for one in value:
            _add(parent, name, one)
        return
    element = etree.SubElement(parent, f"{{{SCHEMA}}}{name}")
    if not isinstance(value, dict):
        element.text = str(value)
    elif "@value" in value:
        element.set("propertyID", value["@id"])
        element.text = value["@value"]
    else:
        for key, inner in value.items():
            if key[0] == "@":
                element.set(key[1:], inner)
            else:
                _add(element, key, inner)


def _feedgen(document: Document, given: list[Ready]) -> dict[str, bytes]:
    feed = FeedGenerator()
    feed.load_extension("dc", atom=False, rss=True)
    feed.register_extension("schema", _FeedExtension, _EntryExtension)
    feed.id(document.links["self"])
    feed.title(document.title)
    feed.description(document.title)
    feed.link(href=document.links["self"], rel="self")
    feed.link(href=document.links["alternate"], rel="alternate")
    feed.updated(max(one.published for one in given))
    feed.lastBuildDate(max(one.published for one in given))
    for one in given:
        entry = feed.add_entry(order="append")
        record = one.record
        entry.id(record["id"])
        entry.title(record["title"])
        entry.link(href=record["url"])
        entry.published(one.published)
        entry.updated(one.published)
        entry.summary(record["summary"])
        entry.content(one.content, type="html")
        for author in record["authors"]:
            entry.author(name=author["name"], uri=author["url"])
            entry.dc.dc_creator(author["name"])
        for tag in record["tags"]:
            entry.category(term=tag)
        entry.schema.facts = one.facts
    return {".rss": feed.rss_str(pretty=True), ".atom": feed.atom_str(pretty=True)}


def _read(data: bytes) -> list[Any]:
    """What a reader gets of each entry, in any order of its elements but that of facts of one name."""
    root = etree.fromstring(data)
    found = []
    for entry in root.iter("item", f"{ATOM}entry"):
        said: dict[str, list[Any]] = {}
        for element in entry:
            name = etree.QName(element)
            if name.localname == "language":
                continue
            value: Any = _tree(element)
            if name.localname == "link":
                value = element.get("href") or element.text
            said.setdefault(element.tag, []).append(value)
        found.append(said)
    return found


def _tree(element: Any) -> Any:
    attributes = {} if element.tag.startswith(ATOM) else dict(element.attrib)
    return element.tag, attributes, (element.text or "").strip(), [_tree(one) for one in element]


# One more review


def _one_more(place: Path, count: int, body: str) -> None:
    before = _files(place)
    one = next(reviews(1, seed=2, body=body)) | {"id": "tag:shop.example,2020:new", "published": "2023-12-31T23:00:00Z"}
    with (place / "r.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(one, ensure_ascii=False) + "\n")
    seconds, _ = _build(place)
    after = _files(place)
    changed = [path for path, said in after.items() if before.get(path) != said]
    holding = [path for path in changed if one["id"].encode() in (place / path).read_bytes()]
    size, whole = sum(after[path][2] for path in changed) / 1e6, sum(said[2] for said in after.values()) / 1e6
    print(
        f"one more review: {seconds:.1f} s; {len(changed):,} of {len(after):,} files of feeds are others, {size:.2f} of"
    )
    print(f"{whole:,.0f} MB; {len(holding):,} hold it, the others are {sorted(set(changed) - set(holding))}")


def _files(place: Path) -> dict[str, tuple[int, int, int, bytes]]:
    made = {}
    for path in (place / "public" / "feeds").rglob("*"):
        if path.is_file():
            stat = path.stat()
            made[path.relative_to(place).as_posix()] = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    return made


def _build(place: Path) -> tuple[float, float]:
    """Seconds and megabytes of one build; a small process of its own starts it, so that the peak is of it alone."""
    began = time.perf_counter()
    call = [sys.executable, "-c", _CHILD, sys.executable]
    # A relative path of Python's would be one of that folder, and the code that is installed would build.
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    peak = subprocess.run(call, cwd=place, env=env, capture_output=True, check=True, text=True).stdout
    return time.perf_counter() - began, float(peak) / 1024


_CHILD = """
import resource, subprocess, sys
subprocess.run([sys.argv[1], "-m", "syndicate.cli", "build", "-j", "1"], stderr=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    forms = [argument for argument in sys.argv[1:] if not argument.isdigit()]
    main(numbers[0] if numbers else 100_000, forms[0] if forms else "text")
