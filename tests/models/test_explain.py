"""Keys that are not known: a slip has its mend, a name of the user's own is sent to the map, many are one fault."""

from __future__ import annotations

from typing import Any

import pytest

from syndicate.ledger import Fault
from syndicate.models.record import InvalidRecord, validated

ITEM = {"type": "Movie", "name": "Dune"}


def faults(**more: Any) -> tuple[Fault, ...]:
    with pytest.raises(InvalidRecord) as caught:
        validated({"id": "urn:a:1", "item": ITEM, **more})
    return caught.value.faults


@pytest.mark.parametrize("name", ["stars", "by", "date", "review", "score", "grade", "text"])
def test_a_name_of_ones_own_is_no_slip(name: str) -> None:
    (fault,) = faults(**{name: "x"})
    assert fault.path == name
    assert "Did you mean" not in fault.mend
    assert "[source.map] of syndicate.toml" in fault.mend


@pytest.mark.parametrize(
    ("name", "meant"), [("titel", "title"), ("autors", "authors"), ("snippetOnly", "snippet_only")]
)
def test_a_slip_has_the_nearest_and_the_map(name: str, meant: str) -> None:
    (fault,) = faults(**{name: "x"})
    assert f"Did you mean {meant}?" in fault.mend
    assert "[source.map] of syndicate.toml" in fault.mend


def test_many_are_one_fault() -> None:
    (fault,) = faults(titel="x", **{f"c{number}": 1 for number in range(300)})
    assert fault.path == ""
    assert fault.found == "301 keys that are not known here: titel, c0, c1, c2, c3 and 296 more"
    assert fault.mend.startswith("Did you mean title for titel? Say in [source.map] of syndicate.toml")
    assert len(str(fault)) < 400


def test_other_faults_stand_beside_them() -> None:
    told = faults(foo=1, bar=2, kind="critc", item={**ITEM, "directr": "x", "baz": 1})
    assert sorted(fault.path for fault in told) == ["", "item", "kind"]
    inner = next(fault for fault in told if fault.path == "item")
    assert inner.found == "2 keys that are not known here: item.directr, item.baz"
    assert "Did you mean director for directr?" in inner.mend
