"""Every rule: its examples, and that none of them would pass if its check were empty."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from check.trying import tried

from syndicate import vocabulary
from syndicate.check import all_rules
from syndicate.check._rule import node
from syndicate.check.registry import registered
from syndicate.errors import SyndicateError

RULES = all_rules()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_bad_examples_are_told_where_they_are_bad_and_good_ones_are_not(rule, tmp_path):
    for number, example in enumerate(rule.good):
        assert tried(rule, example, tmp_path / f"good{number}") == []
    for number, example in enumerate(rule.bad):
        found = tried(rule, example, tmp_path / f"bad{number}")
        assert [one.path for one in found] == [example.at], (number, found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_whose_check_is_emptied_fails_its_examples(rule, tmp_path):
    empty = replace(rule, check=lambda subject: iter(()))
    with pytest.raises(AssertionError):
        test_bad_examples_are_told_where_they_are_bad_and_good_ones_are_not(empty, tmp_path)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_people_read_of_a_rule_is_whole(rule):
    assert rule.why.count(". ") >= 1, "two sentences"
    for text in (rule.why, rule.mend):
        assert text.endswith((".", "?")), text
        assert text == text.strip()
    assert all(vocabulary.is_type(name) for name in rule.types if name != "*")
    assert re.fullmatch(r"https://[a-z0-9.-]+/\S*", rule.source)
    for example in rule.bad:
        for one in tried(rule, example, None) if example.kind != "export" else ():
            assert one.message, rule.code
            assert not one.message.endswith("."), one.message


def test_two_rules_with_one_code_or_one_name_are_an_error():
    first = RULES[0]
    with pytest.raises(SyndicateError, match="two rules have the code"):
        registered([first, replace(first, name="another")])
    with pytest.raises(SyndicateError, match="two rules have the name"):
        registered([first, replace(first, code="ZZ999")])
    with pytest.raises(SyndicateError, match="no rich result"):
        registered([replace(first, result="stars")])
    with pytest.raises(SyndicateError, match="no example"):
        registered([replace(first, bad=())])
    with pytest.raises(SyndicateError, match="looks at no input"):
        registered([replace(first, kinds=())])
    assert registered([first, replace(first, code="ZZ999", name="another", good=(node({}),))])
