import io
from datetime import UTC, date, datetime, time, timedelta

import click
import pytest

from retrowalk.app.context import App
from retrowalk.cli.options import setting_option
from retrowalk.cli.param_types import (
    SCALE,
    ClockTime,
    Day,
    Duration,
    Number,
    PastMoment,
    Weekdays,
)
from tests.app.worlds import FixedClock

BERLIN = "Europe/Berlin"
LEAD_IN, VOLUME = setting_option("lead-in").type, setting_option("volume").type


@pytest.fixture
def ctx() -> click.Context:
    """It is 3 November 2026, 18:00 in Berlin."""
    clock = FixedClock(datetime(2026, 11, 3, 17, tzinfo=UTC), BERLIN)
    app = App(io.StringIO(), io.StringIO(), io.StringIO(), environment={}, clock=clock)
    return click.Context(click.Command("x"), obj=app)


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (SCALE, "3", 3),
        (SCALE, " 0 ", 0),
        (LEAD_IN, "10s", 10),
        (LEAD_IN, "10 sec", 10),
        (LEAD_IN, "0:10", 10),
        (LEAD_IN, "1m30s", 90),
        (LEAD_IN, "10", 10),
        (VOLUME, "80 %", 80),
        (Number(1, 9, "", whole=False), "1.5", 1.5),
        (ClockTime(), "18:30", time(18, 30)),
        (ClockTime(), "18:30:15", time(18, 30, 15)),
        (Duration(timedelta(minutes=1)), "90s", timedelta(seconds=90)),
        (Day(), "2026-11-01", date(2026, 11, 1)),
        (Day(), "today", date(2026, 11, 3)),
        (Day(), "Yesterday", date(2026, 11, 2)),
        (Day(), "4w", date(2026, 10, 6)),
        (Weekdays(), "Sat, tuesday,THU", (1, 3, 5)),
    ],
)
def test_values_are_read(ctx, type_, text, value):
    assert type_.convert(text, None, ctx) == value
    assert type_.convert(value, None, ctx) == value


@pytest.mark.parametrize(
    ("type_", "text", "says"),
    [
        (SCALE, "11", "write a number from 0 to 10, such as 3"),
        (SCALE, "many", "'many' is not valid"),
        (SCALE, "1.5", "is not valid"),
        (Number(1, 9, "9", whole=False), "nan", "is not valid"),
        (VOLUME, "80 s", r"write a whole number from 0 to 100 \(percent\)"),
        (VOLUME, "0.8", "is not valid"),
        (LEAD_IN, "1.5", r"write a whole number from 0 to 3600 \(seconds\)"),
        (LEAD_IN, "1,5s", "is not valid"),
        (LEAD_IN, "2h", "is not valid"),
        (LEAD_IN, "10x", "is not valid"),
        (LEAD_IN, "²", "is not valid"),
        (ClockTime(), "25:00", "25:00"),
        (Duration(timedelta(minutes=1)), "59s", "write 1m or more"),
        (Duration(timedelta(minutes=1)), "soon", "is not a duration"),
        (Day(), "soon", "write 2026-11-03, today, yesterday, 30d or 4w"),
        (Day(), "9999y", "is not a date"),
        (Weekdays(), "mon,wed", "is 2 days, but the programme has three walks a week"),
        (Weekdays(), "mon,mon,mon", "is 1 day, but"),
        (Weekdays(), "daily", "is 7 days, but"),
        (Weekdays(), "mon,tue,sat", "Monday and Tuesday are consecutive"),
        (Weekdays(), "sun,mon,wed", "Sunday and Monday are consecutive"),
        (
            Weekdays(),
            "monkey,wed,fri",
            "'monkey' is not a day: write three days, such as mon,wed,fri",
        ),
        (PastMoment(), "18:01", "is in the future"),
        (PastMoment(), "2026-11-04", "is in the future"),
    ],
)
def test_an_invalid_value_is_refused_with_a_valid_example(ctx, type_, text, says):
    with pytest.raises(click.BadParameter, match=says):
        type_.convert(text, None, ctx)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("17:30", datetime(2026, 11, 3, 16, 30, tzinfo=UTC)),
        ("5.30pm", datetime(2026, 11, 3, 16, 30, tzinfo=UTC)),
        ("5:30 pm", datetime(2026, 11, 3, 16, 30, tzinfo=UTC)),
        ("1730", datetime(2026, 11, 3, 16, 30, tzinfo=UTC)),
        ("yesterday 6:30 pm", datetime(2026, 11, 2, 17, 30, tzinfo=UTC)),
        ("yesterday 18:30", datetime(2026, 11, 2, 17, 30, tzinfo=UTC)),
        ("2026-07-01 18:30", datetime(2026, 7, 1, 16, 30, tzinfo=UTC)),  # summer time
        ("2026-07-01T18:30", datetime(2026, 7, 1, 16, 30, tzinfo=UTC)),
        ("2026-11-01", datetime(2026, 11, 1, 11, tzinfo=UTC)),
    ],
)
def test_moments_are_local_and_a_day_alone_means_noon(ctx, text, moment):
    assert PastMoment().convert(text, None, ctx) == moment
