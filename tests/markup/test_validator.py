"""The Nu Html Checker (https://validator.w3.org/nu/) finds nothing wrong: where ``SYNDICATE_VNU`` names its jar."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from strategies import full_reviews

import syndicate
from syndicate.markup import markup

EXAMPLE = Path(__file__).parents[2] / "examples" / "syndicate.toml"
SYNTAXES = ("microdata", "rdfa", "microformats")

pytestmark = pytest.mark.skipif("SYNDICATE_VNU" not in os.environ, reason="SYNDICATE_VNU names no jar")


def errors(folder: Path) -> str:
    command = ["java", "-Xss4m", "-jar", os.environ["SYNDICATE_VNU"], "--errors-only", "--skip-non-html", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


@pytest.mark.parametrize("syntaxes", [*((one,) for one in SYNTAXES), SYNTAXES], ids="+".join)
def test_fragments(tmp_path: Path, syntaxes: tuple[str, ...]) -> None:
    some = full_reviews()
    twice = [some[0], some[0].model_copy(update={"id": "urn:x:2"})]
    inner = "".join(markup(one, syntaxes, profile="full") for one in [*some, twice])
    head = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body><h1>x</h1>'
    (tmp_path / "page.html").write_text(f"{head}{inner}</body></html>", encoding="utf-8")
    assert errors(tmp_path) == ""


def test_pages_of_a_build(tmp_path: Path) -> None:
    settings = tmp_path / "syndicate.toml"
    text = EXAMPLE.read_text(encoding="utf-8").replace(
        "[site]", f"[build]\nmarkup = {['jsonld', *SYNTAXES]}\n[site]".replace("'", '"')
    )
    for path in ("films/", "products.csv", "partners.jsonl", "catalogue.csv"):
        text = text.replace(f'"{path}', f'"{EXAMPLE.parent}/{path}')
    settings.write_text(text, encoding="utf-8")
    syndicate.build(tmp_path / "public", config=settings)
    assert "index.html" in {path.name for path in (tmp_path / "public").rglob("*.html")}
    for folder in ("reviews", "page"):
        if (tmp_path / "public" / folder).exists():
            assert errors(tmp_path / "public" / folder) == ""


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!DOCTYPE html><title>x</title><p itemprop=a><meta itemprop=a property=b>")
    assert "error" in errors(tmp_path)
