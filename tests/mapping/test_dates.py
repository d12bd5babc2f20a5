"""Dates: what is read without being told how, what the settings name, and what is never guessed."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from syndicate.errors import SettingsError
from syndicate.mapping import zone
from syndicate.mapping._account import Account
from syndicate.mapping._dates import date
from syndicate.mapping._forms import dates, durations

ISO = "date in the form of RFC 3339"
ZONE = "time zone from the settings"


def read(value: Any, timezone: str | None = None) -> tuple[Any, list[str]]:
    account = Account(None if timezone is None else zone(timezone))
    made = date(value, "published", account)
    if account.faults:
        return None, [str(fault) for fault in account.faults]
    return made, [what for _, _, what in account.notes]


@pytest.mark.parametrize(
    ("written", "expected", "told"),
    [
        ("2024", "2024", []),
        ("2024-05", "2024-05", []),
        ("2024-05-31", "2024-05-31", []),
        ("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.52Z", []),  # RFC 3339, 5.8
        ("1996-12-19T16:39:57-08:00", "1996-12-19T16:39:57-08:00", []),  # RFC 3339, 5.8
        ("2024-05-31 14:30:00Z", "2024-05-31T14:30:00Z", [ISO]),
        ("2024-05-31t14:30:00z", "2024-05-31T14:30:00Z", [ISO]),
        ("2024-05-31T14:30Z", "2024-05-31T14:30:00Z", [ISO]),
        ("2024-05-31T14:30:00+0200", "2024-05-31T14:30:00+02:00", [ISO]),
        ("2024-05-31T14:30:00+02", "2024-05-31T14:30:00+02:00", [ISO]),
        ("2024-05-31 14:30:00 UTC", "2024-05-31T14:30:00Z", [ISO]),
        ("20240531", "2024-05-31", [ISO]),
        (20240531, "2024-05-31", [ISO]),
        ("20240531T143000Z", "2024-05-31T14:30:00Z", [ISO]),
        ("2024-05-31T14:30:00,5Z", "2024-05-31T14:30:00.5Z", [ISO]),
        (
            "2024-05-31T14:30:00.1234567Z",
            "2024-05-31T14:30:00.123456Z",
            ["fraction of a second cut to six digits", ISO],
        ),
        ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z", [ISO]),  # RFC 9110, 5.6.7
        ("Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T09:55:06-06:00", [ISO]),  # RFC 5322, A.1.1
        (1984, "1984", []),
        (dt.date(2024, 5, 31), "2024-05-31", []),
        (dt.datetime(2024, 5, 31, 14, 30, tzinfo=dt.UTC), "2024-05-31T14:30:00Z", []),
        (" 2024-05-31 ", "2024-05-31", ["trimmed"]),
        ("", None, []),
    ],
)
def test_read_without_being_told_how(written: Any, expected: str | None, told: list[str]) -> None:
    assert read(written) == (expected, told)


@pytest.mark.parametrize(
    ("written", "timezone", "expected", "told"),
    [
        ("2024-07-01 12:00", "Europe/Berlin", "2024-07-01T12:00:00+02:00", [ZONE]),
        ("2024-01-01T12:00:00", "Europe/Berlin", "2024-01-01T12:00:00+01:00", [ZONE]),
        (dt.datetime(2024, 1, 1, 12), "Europe/Berlin", "2024-01-01T12:00:00+01:00", [ZONE]),
        ("2024-01-01T12:00:00.25", "UTC", "2024-01-01T12:00:00.250000Z", [ZONE]),
        ("2024-01-01T12:00:00", "-03:30", "2024-01-01T12:00:00-03:30", [ZONE]),
        # Clocks in Berlin went from 3:00 back to 2:00 on 2023-10-29, and from 2:00 to 3:00 on 2024-03-31.
        ("2023-10-29 02:30", "Europe/Berlin", "2023-10-29T02:30:00+02:00",
         [ZONE, "a local time that came twice taken for the first"]),
        ("2024-03-31 02:30", "Europe/Berlin", "2024-03-31T02:30:00+01:00",
         [ZONE, "a local time that the clocks left out read with the offset of before"]),
        # Berlin kept its own time, 53 minutes and 28 seconds ahead of Greenwich, until 1893: no offset of RFC 3339.
        ("1890-01-01 12:00", "Europe/Berlin", "1890-01-01T11:06:32Z", [ZONE]),
        ("2024-07-01T12:00:00Z", "Europe/Berlin", "2024-07-01T12:00:00Z", []),
        ("2024-07-01", "Europe/Berlin", "2024-07-01", []),
    ],
)  # fmt: skip
def test_a_time_without_a_zone_takes_that_of_the_settings(
    written: Any, timezone: str, expected: str, told: list[str]
) -> None:
    assert read(written, timezone) == (expected, told)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("2024-05-31 14:30", 'timezone = "Europe/Berlin"'),
        (dt.datetime(2024, 5, 31, 14, 30), 'timezone = "Europe/Berlin"'),
        ("03/04/2024", 'date = "dmy" or date = "mdy"'),
        ("3.4.24", 'date = "dmy" or date = "mdy"'),
        ("2024/5/3", 'date = "ymd"'),
        ("May 1, 2024", 'date = "words"'),
        ("1714557600", 'date = "unix"'),
        ("yesterday", "2024-05-31"),
        ("2024-05-31 25:30", "hour"),
    ],
)
def test_nothing_is_guessed(written: Any, says: str) -> None:
    made, told = read(written)
    assert made is None
    assert says in told[0]


def formed(value: Any, *forms: str, languages: tuple[str, ...] = ()) -> Any:
    account = Account(None)
    made = dates(forms, languages, "map.published.date")(value, "published", account)
    return f"refused: {account.faults[0]}" if account.faults else made


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        ("31/05/2024", "%d/%m/%Y", "2024-05-31"),
        ("May 2024", "%B %Y", "2024-05"),
        ("2024", "%Y", "2024"),
        ("1993-??-??", "%Y-??-??", "1993"),
        ("May 31, 2024", "%B %d, %Y", "2024-05-31"),
        ("31/05/2024 14:30", "%d/%m/%Y %H:%M", dt.datetime(2024, 5, 31, 14, 30)),
        ("31/05/2024 02:30 PM +0200", "%d/%m/%Y %I:%M %p %z",
         dt.datetime(2024, 5, 31, 14, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))),
        ("3.4.2024", "dmy", "2024-04-03"),
        ("03/04/2024", "dmy", "2024-04-03"),
        ("03/04/2024", "mdy", "2024-03-04"),
        ("2024/4/3", "ymd", "2024-04-03"),
        ("3. 4. 2024", "dmy", "2024-04-03"),
        ("03/04/2024 9:05", "dmy", dt.datetime(2024, 4, 3, 9, 5)),
        ("0", "unix", "1970-01-01T00:00:00Z"),
        (1714557600, "unix", "2024-05-01T10:00:00Z"),
        (1714557600.5, "unix", "2024-05-01T10:00:00.500000Z"),
        ("-1", "unix", "1969-12-31T23:59:59Z"),
        ("1714557600123", "unix_ms", "2024-05-01T10:00:00.123000Z"),
        ("2024-05-31", "iso", "2024-05-31"),
        ("", "dmy", None),
    ],
)  # fmt: skip
def test_forms(value: Any, form: str, expected: Any) -> None:
    assert formed(value, form) == expected


@pytest.mark.parametrize(
    ("value", "languages", "expected"),
    [
        ("May 1, 2024", ("en",), "2024-05-01"),
        ("1. März 2024", ("de",), "2024-03-01"),
        ("12 de septiembre de 2023", ("es",), "2023-09-12"),
        ("May 2024", ("en",), "2024-05"),
        ("May 1, 2024 2:30 pm", ("en",), dt.datetime(2024, 5, 1, 14, 30)),
        ("1er mai 2024", ("en", "fr"), "2024-05-01"),
    ],
)
def test_words(value: str, languages: tuple[str, ...], expected: Any) -> None:
    assert formed(value, "words", languages=languages) == expected


@pytest.mark.parametrize(
    "value", ["yesterday", "May 1", "3 days ago", "1 May 24", "Mon 03/04/2024", "03/04/2024", "soon"]
)
def test_words_that_would_need_a_clock_or_a_guess_do_not_fit(value: str) -> None:
    assert str(formed(value, "words", languages=("en",))).startswith("refused")


@pytest.fixture
def elsewhere() -> Iterator[None]:
    """Another time zone of the machine."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Pacific/Kiritimati"
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("elsewhere")
def test_words_mean_the_same_wherever_the_machine_is() -> None:
    assert formed("May 1, 2024 2:30 pm", "words", languages=("en",)) == dt.datetime(2024, 5, 1, 14, 30)
    assert formed("December 31, 1999", "words", languages=("en",)) == "1999-12-31"
    assert formed("0", "unix") == "1970-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("31/05/2024", "mdy"),
        ("3/4/24", "dmy"),
        ("3/4-2024", "dmy"),
        ("30.2.2024", "dmy"),
        ("May 2024", "%m %Y"),
        ("x", "unix"),
    ],
)
def test_what_does_not_fit_its_form_is_refused_and_names_it(value: str, form: str) -> None:
    told = formed(value, form)
    assert told.startswith("refused")
    assert value in told
    assert form in told


def test_forms_are_tried_in_turn() -> None:
    forms = ("%d/%m/%Y", "iso", "words")
    assert formed("31/05/2024", *forms, languages=("en",)) == "2024-05-31"
    assert formed("May 31, 2024", *forms, languages=("en",)) == "2024-05-31"
    assert formed("2024-05-31", *forms, languages=("en",)) == "2024-05-31"


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("dmyy", "Did you mean dmy"),
        ("%Q", "not a directive"),
        ("%d/%m", "no year"),
        ("%s", 'date = "unix"'),
        ("%x %Y", "locale"),
        ("%Y %H:%M", "%d"),
        ("%d/%m/%Y %I:%M", "%p"),
        ("%Y%", "not a directive"),
    ],
)
def test_forms_that_are_none(form: str, says: str) -> None:
    with pytest.raises(SettingsError, match="map.published.date") as caught:
        dates((form,), (), "map.published.date")
    assert says in str(caught.value)


def test_a_language_that_is_none() -> None:
    with pytest.raises(SettingsError, match="xx"):
        dates(("words",), ("xx",), "map.published.date")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("101", "minutes", "PT1H41M"),
        (83, "minutes", "PT1H23M"),
        ("1.5", "hours", "PT1H30M"),
        (90, "seconds", "PT1M30S"),
        ("0", "minutes", "PT0M"),
        ("1h 41m", "text", "PT1H41M"),
        ("1 hr 41 min", "text", "PT1H41M"),
        ("101 min", "text", "PT1H41M"),
        ("101 Minuten", "text", "PT1H41M"),
        ("1:41:00", "text", "PT1H41M"),
        ("1h41", "text", "PT1H41M"),
        ("PT1H41M", "text", "PT1H41M"),
        ("", "minutes", None),
    ],
)
def test_durations(value: Any, unit: str, expected: str | None) -> None:
    account = Account(None)
    assert durations(unit)(value, "item.duration", account) == expected
    assert not account.faults


@pytest.mark.parametrize(
    ("value", "unit"), [("101", "text"), ("1:41", "text"), ("long", "text"), ("1h", "minutes"), ("0.33", "seconds")]
)
def test_durations_that_say_no_unit_are_refused(value: str, unit: str) -> None:
    account = Account(None)
    assert durations(unit)(value, "item.duration", account) is None
    assert value in str(account.faults[0])


@pytest.mark.parametrize(
    ("name", "says"), [("Berlin", "Europe/Berlin"), ("Europe/Berln", "Europe/Berlin"), ("CEST+1", "")]
)
def test_zones_that_are_none(name: str, says: str) -> None:
    with pytest.raises(SettingsError, match="no time zone") as caught:
        zone(name)
    assert says in str(caught.value)


def test_the_zone_of_a_source_goes_before_that_of_the_site(mapped: Callable[..., Any]) -> None:
    rules = 'map.item.type.value = "Movie"\nmap.item.name = "film"\nmap.published = { from = "on", date = "dmy" }'
    row = {"film": "Dune", "on": "1.7.2024 12:00"}
    assert mapped(rules, timezone="Asia/Tokyo").review(row).published == "2024-07-01T12:00:00+09:00"
    own = mapped(f'timezone = "Europe/Berlin"\n{rules}', timezone="Asia/Tokyo")
    assert own.review(row).published == "2024-07-01T12:00:00+02:00"
    assert list(mapped(rules).faults(row)) == ["published (field on)"]
