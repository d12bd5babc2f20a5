"""What mypy says of records made in Python: `type` need not be given, and a wrong value is seen before it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

_EXAMPLE = """
from syndicate.models import Movie, Organization, Person, Rating, Review, Tombstone, canonical, parse

review = Review(
    id="tag:example.org,2024:1",
    item=Movie(name="Dune", director=(Person(name="Ada"),)),
    authors=(Person(name="Ada Example"), Organization(name="The Desk")),
    rating=Rating(value=4.5, best=5),
)
line: bytes = canonical(review)
record: Review | Tombstone = parse(line)
name: str = review.item.name
WRONG
"""


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("", ""),
        ('Movie(title="Dune")', "call-arg"),
        ("Movie(name=4)", "arg-type"),
        ("review.authors.append(1)", "attr-defined"),
    ],
)
def test_mypy(wrong: str, told: str, tmp_path: Path) -> None:
    api = pytest.importorskip("mypy.api")
    file = tmp_path / "example.py"
    file.write_text(_EXAMPLE.replace("WRONG", wrong), encoding="utf-8")
    cache = Path(__file__).parents[2] / ".mypy_cache"
    out, err, code = api.run(["--strict", "--no-error-summary", f"--cache-dir={cache}", str(file)])
    assert err == ""
    assert (code, out) == (0, "") if not told else (code == 1 and told in out), out
