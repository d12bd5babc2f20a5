"""What the linter says of pages of others: the examples of schema.org that speak of reviews, those of microformats, and the
pages of extruct's tests. Each finding was looked at by a person, and is so.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from conformance.stated import page_of

from syndicate.check import check


def found(pages: Iterable[bytes]) -> dict[str, int]:
    """How often each rule speaks."""
    return dict(sorted(Counter(one.code for page in pages for one in check(page).findings).items()))


def test_examples_of_schema_org(conformance: Path) -> None:
    examples = json.loads((conformance / "schemaorg" / "review-examples.json").read_bytes())
    pages = [page_of(one[syntax]) for one in examples for syntax in ("microdata", "rdfa", "json")]
    assert found(pages) == {
        "GR101": 7, "GR102": 2, "GR104": 2, "GR106": 8, "GR108": 14, "GR120": 32, "GR127": 3, "GR129": 1, "GR130": 6,
        "GR132": 1, "GR136": 5, "GR157": 6, "GR174": 3, "GR178": 3, "TX401": 6, "TX407": 6, "TX415": 5, "TX418": 9,
        "VO303": 2, "VO309": 35,
    }  # fmt: skip


def test_examples_of_microformats(conformance: Path) -> None:
    pages = [path.read_bytes() for path in sorted((conformance / "microformats").glob("*.html"))]
    assert found(pages) == {"GR120": 11, "TX407": 3}


@pytest.mark.whole
def test_pages_of_extruct(corpora: Path) -> None:
    assert found(path.read_bytes() for path in sorted((corpora / "html").glob("*.html"))) == {
        "GR101": 1, "GR102": 1, "GR103": 1, "GR104": 3, "GR106": 3, "GR108": 4, "GR120": 8, "GR134": 1, "GR136": 1,
        "GR141": 1, "PO212": 2, "PO218": 1, "SY903": 7, "TX401": 1, "TX407": 2, "TX414": 1, "TX418": 1, "TX425": 6,
        "VO303": 8, "VO304": 2, "VO305": 7, "VO307": 2, "VO308": 3, "VO309": 8, "VO311": 2, "VO315": 2, "VO318": 2,
        "VO324": 83,
    }  # fmt: skip
