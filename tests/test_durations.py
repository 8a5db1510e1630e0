from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.durations import clock_text, countdown_text, format_duration, number, parse_duration
from retrowalk.errors import DurationError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5", 300),
        ("1.5", 90),
        ("90s", 90),
        ("1m30s", 90),
        ("1:30", 90),
        ("2h", 7200),
        ("1h30m", 5400),
        ("1:00:30", 3630),
        ("90:00", 5400),
        (" 5m ", 300),
        ("0.5s", 0.5),
        ("5 min", 300),
        ("90 sec", 90),
        ("1m 30s", 90),
        ("30 s", 30),
        ("5M", 300),
        ("1,5", 90),
        ("1,5 min", 90),
        ("1h30", 5400),
        ("1m30", 90),
        ("2 hours", 7200),
        ("1 hr 5 minutes", 3900),
    ],
)
def test_every_accepted_form_of_a_duration_is_parsed(text, seconds):
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "5 apples",
        "-5",
        "1:75",
        "1:2",
        "5mm",
        "m",
        "1e3",
        "nan",
        "٣",
        "1::2",
        "30s1m",
        "1:60:00",
        "1,500",
        "30m1h",
        "5 30",
        "0x10",
        "+5",
        "1.m",
        "open",
    ],
)
def test_other_text_is_refused_with_the_accepted_forms(text):
    with pytest.raises(DurationError, match="1m30s"):
        parse_duration(text)


@pytest.mark.parametrize(("text", "unit"), [("5 apples", "apples"), ("500ms", "ms"), ("1d", "d")])
def test_an_unknown_unit_is_named(text, unit):
    with pytest.raises(DurationError, match=f"the unit '{unit}' is not h, m or s"):
        parse_duration(text)


@pytest.mark.parametrize("text", ["25h", "99999m", "1441"])
def test_more_than_a_day_is_refused(text):
    with pytest.raises(DurationError, match="24 hours"):
        parse_duration(text)


@given(st.integers(0, 86_400_000).map(lambda ms: timedelta(milliseconds=ms)))
def test_a_formatted_duration_parses_back_to_the_same_value(duration):
    assert parse_duration(format_duration(duration)) == duration


@given(st.text())
def test_any_text_is_a_duration_or_refused(text):
    try:
        assert timedelta(0) <= parse_duration(text) <= timedelta(hours=24)
    except DurationError as error:
        assert len(str(error)) < 600


def test_a_countdown_shows_the_second_that_is_running_out():
    assert countdown_text(timedelta(seconds=60)) == "1:00"
    assert countdown_text(timedelta(seconds=59.001)) == "1:00"
    assert countdown_text(timedelta(seconds=59)) == "0:59"
    assert countdown_text(timedelta(0)) == "0:00"
    assert clock_text(timedelta(hours=1, seconds=62.9)) == "1:01:02"


def test_whole_seconds_are_integers_in_json():
    assert repr(number(timedelta(minutes=1))) == "60"
    assert number(timedelta(seconds=0.25)) == 0.25
