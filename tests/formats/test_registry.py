"""Formats are found by name, imported on demand, and may come from other distributions: good ones and bad ones."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from syndicate import formats
from syndicate.errors import UnknownName
from syndicate.formats import Format

ROOT = Path(__file__).parents[2]
THIRD_PARTY = ROOT / "tests" / "thirdparty"
HEAVY = ["bs4", "dateparser", "extruct", "feedgen", "jinja2", "jsonschema", "lxml", "markdown_it", "nh3", "zstandard"]


class TestOurs:
    def test_names_are_the_modules(self) -> None:
        modules = {path.stem for path in Path(formats.__file__).parent.glob("[!_]*.py")}
        assert modules
        assert modules <= set(formats.names())
        assert list(formats.names()) == sorted(formats.names())

    def test_each_is_what_its_module_holds(self) -> None:
        for format in formats.all_formats():
            assert isinstance(format, Format)
            assert formats.get(format.name) is format
        assert set(formats.reads()) | set(formats.writes()) == set(formats.names())

    def test_an_unknown_name_gets_the_nearest(self) -> None:
        with pytest.raises(UnknownName, match=r"no format 'record'.*Did you mean records"):
            formats.get("record")
        for name in ("_base", "", "../records", "records.py"):
            with pytest.raises(UnknownName):
                formats.get(name)

    @pytest.mark.parametrize(
        "path", ["a.jsonl", "a.JSONL", "a.jsonl.gz", "dir/a.b.ndjson.zst", Path("a.json"), "/x.y/a.json.gz"]
    )
    def test_the_suffix_of_a_file_means_a_format(self, path: str | Path) -> None:
        found = formats.by_suffix(path)
        assert found is not None
        assert found.name == "records"

    @pytest.mark.parametrize("path", ["a", "a.unknown", "jsonl", "a.gz", "a.jsonl.bz2", "a.jsonl.txtx", "-"])
    def test_other_suffixes_mean_none(self, path: str) -> None:
        assert formats.by_suffix(path) is None

    def test_no_two_of_ours_claim_one_suffix(self) -> None:
        claims = [suffix for format in formats.all_formats() for suffix in format.suffixes]
        assert sorted(claims) == sorted(set(claims))

    def test_importing_them_all_is_light(self) -> None:
        code = "import sys; from syndicate import formats; list(formats.all_formats()); print(*sys.modules)"
        assert not set(HEAVY) & set(run(code, None).split())

    def test_names_import_no_format(self) -> None:
        code = "import sys; from syndicate import formats; formats.names(); print(*sys.modules)"
        assert "syndicate.formats.records" not in run(code, None).split()


class TestTheirs:
    """Distributions are put in place by hand, as pip would: a module, and a dist-info with its entry points."""

    @pytest.fixture
    def installed(self, tmp_path: Path) -> Path:
        for name in ("syndicate_stars.py", "golden"):
            source = THIRD_PARTY / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
        install(tmp_path, "syndicate-stars", {"stars": "syndicate_stars:FORMAT"})
        return tmp_path

    def test_the_entry_point_is_that_of_its_project_file(self) -> None:
        import tomllib

        project = tomllib.loads((THIRD_PARTY / "pyproject.toml").read_text())["project"]
        assert project["entry-points"]["syndicate.formats"] == {"stars": "syndicate_stars:FORMAT"}

    def test_it_is_found_and_used(self, installed: Path) -> None:
        code = """
from syndicate import formats
from syndicate.formats import ReadContext, WriteContext
assert "stars" in formats.names()
assert formats.by_suffix("films.stars.gz").name == "stars"
stars, records = formats.get("stars"), formats.get("records")
ctx = ReadContext(source="films.stars")
made = list(stars.read(["tag:a.org,2024:1\\t★★★★☆\\tThe Lamp\\nwrong\\n".encode()], ctx))
print(b"".join(records.write(made[:1], WriteContext())).decode(), end="")
print(made[1])
print(b"".join(stars.write(made[:1], WriteContext())).decode())
"""
        first, second, third, *_ = run(code, installed).splitlines()
        assert json.loads(first)["item"] == {"type": "Movie", "name": "The Lamp"}
        assert json.loads(first)["rating"] == {"value": 4, "best": 5, "worst": 0}
        assert second.startswith("films.stars, line 2: found another line")
        assert third == "tag:a.org,2024:1\t★★★★☆\tThe Lamp"

    def test_it_is_held_to_the_same_contract(self, installed: Path) -> None:
        done = contract(installed, "stars")
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
        assert int(done.stdout.rsplit(" passed", 1)[0].split()[-1].strip("=")) > 40

    def test_the_contract_sees_what_is_wrong(self, installed: Path) -> None:
        """Each wrong format fails the test that is there for it."""
        good = (installed / "syndicate_stars.py").read_text(encoding="utf-8")
        entries = {}
        for number, (right, wrong, _) in enumerate(MISTAKES, 1):
            assert right in good
            bad = good.replace(right, wrong).replace('name="stars"', f'name="stars{number}"')
            (installed / f"stars{number}.py").write_text(bad, encoding="utf-8")
            entries[f"stars{number}"] = f"stars{number}:FORMAT"
        install(installed, "syndicate-mistakes", entries)
        tests = " or ".join({test for _, _, test in MISTAKES})
        done = contract(installed, f"stars and ({tests})")
        failed = set(re.findall(r"^FAILED \S+::test_(\w+)\[(?:.*-)?(stars\d*)\]", done.stdout, re.MULTILINE))
        assert not {test for test, name in failed if name == "stars"}
        for number, (_, wrong, test) in enumerate(MISTAKES, 1):
            assert (test, f"stars{number}") in failed, wrong

    def test_without_golden_files_it_fails_and_says_how_to_make_them(self, installed: Path) -> None:
        shutil.rmtree(installed / "golden")
        done = contract(installed, "stars and writes_its_golden")
        assert done.returncode == 1
        assert "python tests/golden/make.py stars" in done.stdout

    def test_one_that_cannot_be_imported_is_told_with_its_distribution(self, tmp_path: Path) -> None:
        (tmp_path / "broken_one.py").write_text("import no_such_module_anywhere\n")
        install(tmp_path, "syndicate-broken", {"broken": "broken_one:FORMAT", "gone": "broken_one_gone:FORMAT"})
        code = """
import warnings
from syndicate import formats
from syndicate.errors import SyndicateError
assert "broken" in formats.names()
for name in ("broken", "gone"):
    try:
        formats.get(name)
    except SyndicateError as error:
        print(error)
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    print("records" in [format.name for format in formats.all_formats()], formats.by_suffix("a.jsonl").name, len(told))
"""
        first, second, third = run(code, tmp_path).splitlines()
        assert "'broken' of the distribution 'syndicate-broken'" in first
        assert "No module named 'no_such_module_anywhere'" in first
        assert "'gone' of the distribution 'syndicate-broken'" in second
        assert third == "True records 4"

    @pytest.mark.parametrize("body", ["FORMAT = 1", "", "from syndicate.formats import get\nFORMAT = get('records')"])
    def test_one_that_is_no_format_is_told(self, tmp_path: Path, body: str) -> None:
        (tmp_path / "odd_one.py").write_text(body)
        install(tmp_path, "syndicate-odd", {"odd": "odd_one" if "FORMAT = 1" not in body else "odd_one:FORMAT"})
        code = """
from syndicate import formats
from syndicate.errors import SyndicateError
try:
    formats.get("odd")
except SyndicateError as error:
    print(error)
"""
        assert "the format 'odd' of the distribution 'syndicate-odd'" in run(code, tmp_path)

    def test_ours_keep_their_names_and_the_clash_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "rival.py").write_text("raise SystemExit('imported')\n")
        install(tmp_path, "syndicate-rival", {"records": "rival:FORMAT"})
        code = """
import warnings
from syndicate import formats
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    formats.names()
    print(formats.get("records").title)
print(*[one.message for one in told])
"""
        title, message = run(code, tmp_path).splitlines()
        assert title == formats.get("records").title
        assert "'records' of the distribution 'syndicate-rival' is left out" in message


MISTAKES = [
    ('"item.name": "exact"', '"item.name": "exact", "title": "exact"', "each_path_that_is_carried_survives"),
    ('"rating.label": "dropped"', '"rating.label": "exact"', "each_path_that_is_carried_survives"),
    ('"rating": _SCALE', '"rating": "exact"', "what_says_everything_comes_back_as_declared"),
    ("{record.item.name}", "{record.item.name.lower()}", "what_says_everything_comes_back_as_declared"),
    ('ctx.lose(record.id, "", "dropped")', "pass", "what_says_everything_comes_back_as_declared"),
    ('"item.name": "exact"', '"item.name": "dropped"', "each_drop_is_real"),
    ('"item.name": "exact"', '"item.nam": "exact"', "it_declares_paths_that_exist"),
    ('"item.name": "exact"', '"item.name": "plain"', "it_declares_what_can_be"),
    ('media_type="', 'tombstones=True, media_type="', "it_says_whether_it_holds_tombstones_once"),
    ('decode("utf-8", "replace")', 'decode("utf-8")', "what_is_not_of_this_format"),
    ('spec="https://example.org/stars"', 'spec="?"', "it_is_complete"),
]
"""What somebody may get wrong in a format: the text of ours, what stands in its place, and the test that sees it."""


def install(folder: Path, name: str, entries: dict[str, str]) -> None:
    """What pip leaves of a distribution beside its module."""
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    lines = [f"{key} = {value}" for key, value in entries.items()]
    (info / "entry_points.txt").write_text("\n".join(["[syndicate.formats]", *lines, ""]))


def environment(folder: Path | None) -> dict[str, str]:
    path = os.pathsep.join(str(one) for one in (ROOT, folder) if one)
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}


def run(code: str, folder: Path | None) -> str:
    """What a fresh Python prints, with the distributions in ``folder`` installed."""
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(folder), capture_output=True, encoding="utf-8", cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def contract(folder: Path, which: str) -> subprocess.CompletedProcess[str]:
    """The contract tests, those of ``which`` alone, with the distributions in ``folder`` installed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", which]
    return subprocess.run(
        [*command, "tests/formats/test_contract.py"],
        env=environment(folder),
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
    )
