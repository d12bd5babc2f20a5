"""What a map takes nothing from is told: by source, over all tasks."""

from __future__ import annotations

from pathlib import Path

from syndicate.settings import loads
from syndicate.site import build

SETTINGS = """
[[source]]
path = "products"
[source.map]
item.type = { value = "Product" }
item.name = "name"
tags = { from = "tags", split = "," }
"""


def test_columns_that_the_settings_take_nothing_from_are_told(tmp_path: Path) -> None:
    (tmp_path / "products").mkdir()
    (tmp_path / "products" / "a.csv").write_text('id,name,tags,score,notes\n1,Kettle,"a,b",3,x\n')
    (tmp_path / "products" / "b.csv").write_text("id,name,tags,price\n2,Pan,a,9\n")
    told = build(loads(SETTINGS), tmp_path / "public", folder=tmp_path).told
    assert "products: the settings take nothing from notes, price, score." in told


def test_what_is_taken_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "products").mkdir()
    (tmp_path / "products" / "a.csv").write_text("id,name,tags\n1,Kettle,a\n")
    told = build(loads(SETTINGS), tmp_path / "public", folder=tmp_path).told
    assert not [line for line in told if "take nothing" in line]
