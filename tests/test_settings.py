"""``syndicate.toml``: what is wrong is told once, in the file's own words and places."""

from __future__ import annotations

import sys
from typing import Any

import jsonschema
import pytest

from syndicate.errors import SettingsError
from syndicate.settings import loads, settings_schema

SOURCE = '[[source]]\npath = "a.csv"\n'


def told(text: str) -> str:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(1000)  # as a command has it; a library that another test imports may have raised it
    try:
        with pytest.raises(SettingsError) as caught:
            loads(text, source="s.toml")
    finally:
        sys.setrecursionlimit(limit)
    message = str(caught.value)
    assert message.startswith("s.toml")
    for foreign in ("function-", "tuple", "Input should", "source.0", "valid ", "dict", ": :"):
        assert foreign not in message
    assert len(message) < 700
    return message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[source]\npath = "a"', ["[source]:", "two brackets: [[source]]"]),
        (SOURCE + '[source.join]\nfile = "x"', ["[source.join]:", "two brackets: [[source.join]]"]),
        ('[[site]]\nname = "x"', ["[[site]]:", "one bracket: [site]"]),
        (SOURCE + "[source.map]\nrating = 5", ["[source.map] rating: found 5", 'from = "stars"']),
        ('[[source]]\npath = ["a", "b"]', ["[[source]] path: found", "text in quotes", "a [[source]] for each"]),
        ("[[source]]\n", ["[[source]] needs the key 'path'"]),
        ('[scales.a]\nform = "strs"', ["[scales.a] form: found 'strs'", '"stars"']),
        ("[scales]\na = []", ["[scales.a]: an empty list, expected a scale"]),
        ('[scales.a]\nbest = "5"', ["[scales.a] best: found '5', expected a number"]),
        ("[scales.a]\nbest = 1\nworst = 2", ["[scales.a]: the best 1 is not above the worst 2"]),
        (SOURCE + '[source.map]\nrating = { from = "r", scale = { form = "strs" } }', ["[source.map] rating.scale.form:"]),
        (SOURCE + '[source.map]\ntags = { from = "t", splt = "," }', ["[source.map] tags: ", "'splt'", "did you mean split?"]),
        (SOURCE + '[source.map]\nitem.tags = ["a", { splt = "," }]', ["[source.map] item.tags.2: "]),
        (SOURCE + '[[source]]\npath = "b.csv"\n[source.map]\nkind = { from = 5 }', ["[source.map] kind.from of the source b.csv: found 5"]),
        (SOURCE + '[[source]]\npath = 7\n', ["[[source]] path of source 2: found 7"]),
        (SOURCE + SOURCE, ["[[source]]: the path 'a.csv' stands twice"]),
        (SOURCE + "[source.map]\nkind = { value = 2024-01-01 }", ["[source.map] kind.value", "a date or a time in quotes"]),
        (SOURCE + "[source.where]\na = { equals = [1] }", ["[source.where] a.equals: found [1], expected text, a number, true or false"]),
        (SOURCE + '[[source.join]]\nfile = "x"\non = "a"\nkey = "b"\nas = "c"\nencoding = "cp1522"', ["[[source.join]] encoding", "cp1252"]),
        ('[site]\nurls = "x"', ["[site] has no key 'urls'; did you mean url?"]),
        ('[site.publisher]\nname = "x"\nlgo = "y"', ["[site] publisher has no key 'lgo'; did you mean logo?"]),
        ('[sites]\n', ["'sites'; did you mean site?"]),
        ('[build]\npage_size = "5"', ["[build] page_size: found '5', expected a whole number, without quotes"]),
        ("[build]\npage_size = 0", ["[build] page_size: found 0", "at least 1"]),
        ('[build]\npages = "no"', ["[build] pages: found 'no'", "without quotes"]),
        ('[site]\nlanguage = "english"', ["[site] language: found 'english'", "en, pt-BR"]),
        ('[site]\nurl = "https://a.org/?x"', ["[site] url", "Write it as https://a.org/"]),
        ('[site]\nurl = "https://a.org/b#c"', ["[site] url", "Write it as https://a.org/b"]),
        ('a = 1\na = 2\nb = 3', ["line 2", "'a = 2'", "twice"]),
        ('[site]\nname = "x"\n[site]\n', ["line 3", "'[site]'", "twice"]),
        ("b = 1\na = " + "9" * 5000, ["s.toml, line 2: a number of thousands of digits"]),
        ("[site]\nname = 0x" + "f" * 9000, ["[site] name: found a very long number"]),
        ("b = 1\na = " + "[" * 5000, ["s.toml, line 2: ", "nested too deeply"]),
        ("a" + ".a" * 5000 + " = 1", ["'a'"]),
        (SOURCE + "[source.map]\na" + ".a" * 5000 + ' = "x"', ["s.toml, line 4: ", "nested too deeply"]),
        (SOURCE + "[source.map]\nkind = { value = " + "[" * 300 + "]" * 300 + " }", ["[source.map] kind.value", "nested too deeply"]),
        (SOURCE + '[source.map]\nrating = { form = "stars" }', ["rating: a rule needs from = ... or value = ...", 'scale = { form = ... }']),
        (SOURCE + '[source.map]\n"aspects.Sound" = { form = "letters" }', ["aspects.Sound: a rule needs from", 'scale = { form = ... }']),
        (SOURCE + '[source.map]\nrating = { scale = "stars" }', ["[source.map] rating: a rule needs from = ..."]),
        (SOURCE + '[source.map]\nrating = { from = "r", form = "stars" }', ["[source.map] rating: ", "'form'", 'scale = { form = ... }']),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_where_it_stands(text: str, says: list[str]) -> None:
    message = told(text)
    for part in says:
        assert part in message


def test_a_mistake_is_told_once() -> None:
    assert "; " not in told('[scales.a]\nform = "strs"')
    assert told("[scales]\na = 5") == "s.toml: [scales.a]: found 5, expected a table"
    assert told(SOURCE + "[source.map]\nrating = 5").count("rating") == 1


def test_two_mistakes_are_two() -> None:
    message = told('[build]\npages = "no"\npage_size = "5"')
    assert message.count("[build]") == 2


def test_several_scales_are_tried_in_turn() -> None:
    scales = loads("[scales]\nhouse = [{ best = 5 }, { form = 'letters' }]\n[scales.own]\nbest = 4").scales
    assert [[one.best for one in scales[name]] for name in ("house", "own")] == [[5, None], [4]]


@pytest.mark.parametrize(
    ("tables", "valid"),
    [
        ({"site": {"url": "https://a.org/b"}}, True),
        ({"site": {"url": "https://a.org/?b"}}, False),
        ({"site": {"url": "https://a.org/#b"}}, False),
        ({"site": {"url": "a.org"}}, False),
        ({"site": {"language": "english"}}, False),
        ({"site": {"language": "deu-Latn"}}, True),
        ({"scales": {"a": []}}, False),
        ({"scales": {"a": {"best": 5}, "b": [{"best": 5}]}}, True),
        ({"build": {"page_size": "5"}}, False),
    ],
)
def test_the_schema_says_the_same(tables: dict[str, Any], valid: bool) -> None:
    assert jsonschema.Draft202012Validator(settings_schema()).is_valid(tables) == valid
