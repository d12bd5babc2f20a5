"""The README and the pages of docs/: every example is run, every link leads somewhere, the made pages are up to date.

What a fenced block is, is said by its language, or by an HTML comment in the line above it, which readers do not see:

========================  ==========================================================================================
``<!-- file: NAME -->``   The block is the file NAME. A comment that goes on below its first line is a file not shown.
``<!-- head -->``         The block begins all later settings of the page that name no source.
``<!-- made -->``         Each line begins with a file that the last command made; SLUG stands for any name, and
                          ``, .atom`` for the same name with another suffix.
``<!-- not run: WHY -->`` Nothing is done with the block.
``toml``                  Settings, written as ``syndicate.toml``. What comes of them has to be shown, or a command run.
``sh``                    Commands that begin with ``syndicate``, run in this process, and ending with 0; or the two of
                          the README that make a virtual environment, of which ``syndicate`` alone is run.
``python``                Run.
``json``                  The records that the last command printed, one after another: all of them, of each what is
                          shown. Of a record and its item fields may be left out; a null says that there is none.
``text``                  Lines that the last command told, all refusals among them; two spaces continue a line.
========================  ==========================================================================================

Where settings were shown and no command, the command is ``syndicate convert`` with the path of their source. A block
of no such kind fails. Each heading begins with an empty folder that has a copy of ``examples/``.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import runpy
import shlex
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from spark_session import missing

import syndicate
from syndicate.cli import app, main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMENT = re.compile(
    r"\s*<!--\s*(?P<kind>file|head|made|not run)\b(?::[ \t]*(?P<name>[^\n]*?))?[ \t]*(?:\n(?P<text>.*?))?-->\s*",
    re.DOTALL,
)


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str
    folder: Path


@dataclass(frozen=True)
class Block:
    """A heading, a file that is not shown, or a fenced block with the comment above it."""

    line: int
    kind: str
    name: str = ""
    text: str = ""


class Wrong(AssertionError):
    pass


def blocks(text: str) -> Iterator[Block]:
    mark: re.Match[str] | None = None
    for token in MarkdownIt().parse(text):
        line = token.map[0] + 1 if token.map else 0
        if token.type == "heading_open":
            yield Block(line, "heading", token.tag)
        elif token.type == "html_block":
            mark = COMMENT.fullmatch(token.content)
            if mark and mark["text"] is not None:
                yield Block(line, mark["kind"], mark["name"], mark["text"])
                mark = None
            elif mark is None and not token.content.startswith("<!-- Made by"):
                yield Block(line, f"comment {token.content.strip()!r}")
        elif token.type in ("fence", "code_block"):
            kind = mark["kind"] if mark else token.info.strip() or "unnamed"
            yield Block(line, kind, (mark["name"] or "") if mark else "", token.content)
            mark = None
        elif mark is not None:
            yield Block(line, "comment that stands above no block")
            mark = None


class Page:
    """A page that is gone through from its top to its end."""

    def __init__(self, folder: Path, run: Callable[..., Ran]) -> None:
        self.all, self.folder, self.sections = folder, folder, 0
        self.run, self.last = run, Ran(0, "", "", folder)
        self.head = ""
        self.pending: dict[str, Any] | None = None

    def take(self, block: Block) -> None:
        if block.kind in ("heading", "toml", "end"):
            self.nothing_pending()
        method = getattr(self, f"on_{block.kind.replace(' ', '_')}", None)
        if method is None:
            raise Wrong(f"a block of no kind that is tested: {block.kind}")
        method(block)

    def nothing_pending(self) -> None:
        if self.pending is not None:
            self.pending = None
            raise Wrong("what came of the settings above is not shown")

    def on_end(self, block: Block) -> None:
        pass

    def on_heading(self, block: Block) -> None:
        self.sections += 1
        self.folder = self.all / str(self.sections)
        shutil.copytree(ROOT / "examples", self.folder / "examples")

    def on_file(self, block: Block) -> None:
        file = self.folder / block.name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text, encoding="utf-8")

    def on_head(self, block: Block) -> None:
        tomllib.loads(block.text)
        self.head = block.text

    def on_toml(self, block: Block) -> None:
        text = block.text if "[[source]]" in block.text else f"{self.head}{block.text}"
        (self.folder / "syndicate.toml").write_text(text, encoding="utf-8")
        self.pending = tomllib.loads(text)

    def on_sh(self, block: Block) -> None:
        self.pending = None
        for line in block.text.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if words[:5] == ["python3", "-m", "venv", ".venv", "&&"]:
                assert words[5:8] == [".venv/bin/pip", "install", "-q"], line
                assert "examples/syndicate.toml" in words or words[-7:] == [
                    "-m",
                    "pytest",
                    "-q",
                    "-n",
                    "auto",
                    "-m",
                    "not whole",
                ], line
                if ".venv/bin/syndicate" not in words:
                    continue
                words = words[words.index(".venv/bin/syndicate") :]
                words[0] = "syndicate"
            if words[:1] != ["syndicate"]:
                raise Wrong(f"a command that is not run: {line}")
            self.last = self.run(self.folder, *words[1:])
            if self.last.code != 0:
                raise Wrong(f"{line} ended with {self.last.code}:\n{self.last.err}")

    def on_python(self, block: Block) -> None:
        with contextlib.chdir(self.all):
            exec(compile(block.text, "the example", "exec"), {"__name__": "example"})

    def result(self) -> Ran:
        if self.pending is not None:
            (source,) = self.pending["source"]
            self.pending = None
            self.last = self.run(self.folder, "convert", source["path"])
        return self.last

    def on_json(self, block: Block) -> None:
        ran = self.result()
        shown, found = list(values(block.text)), [json.loads(line) for line in ran.out.splitlines()]
        if len(shown) != len(found) or not all(map(within, shown, found)):
            raise Wrong(f"shown:\n{lines(shown)}\ntrue:\n{lines(found)}\ntold:\n{ran.err}")

    def on_text(self, block: Block) -> None:
        ran = self.result()
        told = ran.err.splitlines()
        shown = block.text.replace("\n  ", " ").splitlines()
        hidden = [line for line in told if line.startswith(("refused:", "syndicate:")) and line not in shown]
        if hidden or not shown or not set(shown) <= set(told):
            raise Wrong(f"shown:\n{block.text}\ntold:\n{ran.err}\nprinted:\n{ran.out}")

    def on_made(self, block: Block) -> None:
        for line in block.text.splitlines():
            told = re.fullmatch(r"([^\s,]+)((?:, \.\w+)*)\s\s.+", line)
            if not told:
                raise Wrong(f"no file and what it is: {line!r}")
            path = Path(told[1])
            names = [told[1], *(str(path.with_suffix(suffix)) for suffix in told[2].split(", ")[1:])]
            for name in names:
                if not list(self.last.folder.glob(name.replace("SLUG", "*"))):
                    raise Wrong(f"{name} was not made")

    def on_not_run(self, block: Block) -> None:
        assert block.name, "say why"


def values(text: str) -> Iterator[Any]:
    """The JSON values in a text, one after another."""
    at = 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        value, at = json.JSONDecoder().raw_decode(text, at)
        yield value


def within(shown: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether all that is shown of a record is in it."""
    return all(
        within(value, found["item"]) if name == "item" else found.get(name) == value for name, value in shown.items()
    )


def lines(records: list[Any]) -> str:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ran]:
    """``run(folder, "convert", ...)``: the command, in a folder and in this process."""

    def call(folder: Path, *arguments: str) -> Ran:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["syndicate", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
        capfdbinary.readouterr()
        code: Any = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode(), folder)

    return call


def faults(text: str, folder: Path, run: Callable[..., Ran]) -> list[str]:
    """What is wrong with the examples of a page, with their lines."""
    page, wrong = Page(folder, run), []
    for block in [*blocks(text), Block(text.count("\n"), "end")]:
        try:
            page.take(block)
        except AssertionError as error:
            wrong.append(f"line {block.line}: {error}")
    return wrong


def _with_marks(page: Path) -> Any:
    """A build in Spark takes long, and needs Java."""
    marks = [
        pytest.mark.thorough,
        pytest.mark.skipif(bool(missing()), reason=missing() or "there"),
        pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::ResourceWarning"),
    ]
    return pytest.param(page, marks=marks if page.name == "spark.md" else [], id=page.name)


@pytest.mark.parametrize("page", list(map(_with_marks, PAGES)))
def test_examples_are_true(page: Path, tmp_path: Path, run: Callable[..., Ran]) -> None:
    wrong = faults(page.read_text(encoding="utf-8"), tmp_path, run)
    assert not wrong, "\n".join(wrong)


GOOD = """
# A page

<!-- head -->
```toml
[site]
tag = "example.org,2020"
[[source]]
path = "r.csv"
```

<!-- file: r.csv -->
```
id,film,stars
1,Dune,4
2,Sand,x
```

```toml
[source.map]
item.type = { value = "Movie" }
item.name = "film"
rating = "stars"
```

```json
{"id": "tag:example.org,2020:1", "item": {"name": "Dune"}, "rating": {"value": 4}, "body": null}
```
"""
TOLD = (
    "\n```text\nrefused: r.csv, row 2 (line 3): rating (field stars): found 'x', expected a rating: a number such as"
    " 4.5 or a\n  fraction such as 3.5/5 or a percentage such as 80% or stars such as ★★★½. Declare how letters count:"
    ' scale = "letters"\n  beside the field in the mapping.\n```\n'
)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("", "", ""),
        ('"value": 4', '"value": 5', "true:"),
        ('"body": null', '"body": {"value": "x", "format": "text"}', "true:"),
        ('"name": "Dune"', '"name": "Sand"', "true:"),
        ('"item": {"name": "Dune"}', '"item": {"nme": null, "type": "Book"}', "true:"),
        ("1,Dune,4\n", "1,Dune,4\n3,Too,4\n", "true:"),
        ('```json\n{"id"', '```unknown\n{"id"', "no kind that is tested"),
        ('```json\n{"id"', '```\n{"id"', "no kind that is tested: unnamed"),
        ("<!-- file: r.csv -->\n", "", "no kind that is tested"),
        ("<!-- head -->", "<!-- haed -->", "no kind that is tested: comment"),
        ("# A page", "# A page\n\n<!-- head -->\n\nNo block.", "above no block"),
        ("rating =", "ratng =", "told:"),
        ("found 'x'", "found 'y'", "told:"),
        ("refused: r.csv", "reused: r.csv", "told:"),
        ("```text", "```sh\nsyndicate nonsense\n```\n```text", "ended with 2"),
        ("```text", "```sh\nrm -r nonsense\n```\n```text", "not run: rm"),
        (
            "```text",
            "```sh\nsyndicate formats\n```\n<!-- made -->\n```\nno.html  a page\n```\n```text",
            "no.html was not",
        ),
        ("```text", '```python\nraise AssertionError("here")\n```\n```text', "here"),
        ("```text", '```toml\n[source.map]\n"item.name" = "film"\n```\n## On\n```text', "not shown"),
        ("```text", "    indented\n\n```text", "no kind that is tested"),
        ("```text", "<!-- not run: a reason -->\n```unknown\nx\n```\n```text", ""),
        ("```text", "<!-- not run -->\n```unknown\nx\n```\n```text", "say why"),
    ],
)
def test_the_judge_of_examples(before: str, after: str, says: str, tmp_path: Path, run: Callable[..., Ran]) -> None:
    page = (GOOD + TOLD).replace(before, after) if before else GOOD + TOLD
    assert not before or before in GOOD + TOLD
    wrong = "\n".join(faults(page, tmp_path, run))
    assert says in wrong
    assert bool(says) == bool(wrong), wrong


def anchors(page: Path) -> set[str]:
    """What GitHub calls the headings of a page."""
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL), re.MULTILINE
    )
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:", link):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_the_readme_names_the_commands_that_exist() -> None:
    import typer

    named = re.findall(r"^\| `syndicate (\S+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert named == list(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_the_readme_names_functions_and_pages_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    calls = re.findall(r"`syndicate\.(\w+)\(", text)
    assert calls
    assert set(calls) <= set(syndicate.__all__)
    assert set(re.findall(r"\]\(docs/(\w+\.md)\)", text)) == {page.name for page in PAGES if page.parent.name == "docs"}


def test_the_made_pages_say_what_the_code_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["generate.py", "--check"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "docs" / "generate.py"), run_name="__main__")
    assert ended.value.code == 0, capsys.readouterr().err
