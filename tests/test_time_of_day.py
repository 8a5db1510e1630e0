from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.errors import UsageError
from retrowalk.time_of_day import parse_time_of_day


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("18:30", time(18, 30)),
        ("18:30:15", time(18, 30, 15)),
        ("6:30pm", time(18, 30)),
        ("6:30 PM", time(18, 30)),
        ("6.30 p.m.", time(18, 30)),
        ("6pm", time(18)),
        ("12am", time(0)),
        ("12:05pm", time(12, 5)),
        ("1830", time(18, 30)),
        ("0630", time(6, 30)),
        ("18.30", time(18, 30)),
        ("18h30", time(18, 30)),
        ("8:05", time(8, 5)),
    ],
)
def test_a_time_of_day_is_read(text, found):
    assert parse_time_of_day(text) == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("18", "write 18:30, 18:30:15 or 6:30pm"),
        ("630", "write 18:30"),
        ("soon", "'soon' is not a time of day"),
        ("25:00", "hours go up to 23"),
        ("18:60", "minutes and seconds up to 59"),
        ("18:30pm", "write 1 to 12 before am or pm"),
        ("0am", "write 1 to 12 before am or pm"),
        ("", "is not a time of day"),
    ],
)
def test_text_that_is_not_a_time_of_day_is_refused(text, message):
    with pytest.raises(UsageError, match=message):
        parse_time_of_day(text)


@given(st.times().map(lambda t: t.replace(microsecond=0)))
def test_every_time_in_iso_form_is_read(moment):
    assert parse_time_of_day(moment.isoformat()) == moment


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text):
    try:
        parse_time_of_day(text)
    except UsageError as error:
        assert str(error)
