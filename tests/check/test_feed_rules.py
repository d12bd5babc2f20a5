"""Rules of feeds: what their examples cannot show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.check import Plan, check
from syndicate.check.registry import all_rules, chosen
from syndicate.check.rules._feed_texts import atom, json_feed, rss

FEEDS = Plan(rules=chosen(["FE"]))


def found(text: str | bytes) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in check(text, kind="feed", plan=FEEDS).findings]


@pytest.mark.parametrize("text", [rss(), atom(), json_feed()])
def test_the_feeds_that_examples_begin_with_are_without_fault(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "", "<", "{", "[]", "null", "<rss/>", "<rss><channel/></rss>", '<feed xmlns="http://www.w3.org/2005/Atom"/>',
        "<html/>", '{"version": 1, "items": [1, null, {"id": [], "content_html": 7, "_review": {"rating": []}}]}',
        '{"version": "https://jsonfeed.org/version/1.1", "items": {}}', "<rss><channel><item/><item><guid/></item></channel></rss>",
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link/><content type="xhtml"/></entry></feed>',
        '<rss><channel><item><link>http://[x</link><guid>http://[x</guid></item></channel></rss>',
    ],
)  # fmt: skip
def test_no_rule_fails_on_what_is_no_feed(text):
    assert found(text), "something is told"


@given(st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_every_time_as_others_write_it_is_one(time, offset):
    aware = time.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset)))
    assert "FE507" not in str(found(rss(f"<item><pubDate>{format_datetime(aware)}</pubDate></item>")))
    assert "FE50" not in str(found(json_feed({"date_published": aware.isoformat()})))
    assert "FE508" not in str(found(rss(f"<item><pubDate>{format_datetime(aware)}</pubDate></item>")))
    utc = aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert "FE50" not in str(found(atom(f"<entry><id>tag:a,2020:b</id><updated>{utc}</updated></entry>")))


@pytest.mark.parametrize(
    ("date", "code"),
    [
        # RFC 4287, section 3.3: an upper-case T, and Z in the absence of an offset.
        ("2003-12-13T18:30:02Z", None),
        ("2003-12-13T18:30:02.25+01:00", None),
        ("2003-12-13 18:30:02Z", "FE507"),
        ("2003-12-13T18:30:02", "FE508"),
        ("2003-12-32T18:30:02Z", "FE507"),
    ],
)
def test_dates_as_the_specification_has_them(date, code):
    said = [one for one, _ in found(atom(more=f"<published>{date}</published>")) if one in ("FE507", "FE508")]
    assert said == ([] if code is None else [code])


def test_every_rule_of_feeds_looks_at_feeds_alone():
    assert all(rule.kinds == ("feed",) for rule in all_rules() if rule.family == "FE")
